"""The laws of merging (docs/bundle-format.md), as one state machine over the domain; ten and more mistakes it must catch.

HYPOTHESIS_PROFILE=search looks at 2,000 lives of 50 steps instead of 400.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import ClassVar

import pytest
from hypothesis import Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from rbdesk.domain import carriage, lineage, review
from rbdesk.domain.carriage import Carriage
from rbdesk.domain.lineage import NOTHING, Cell, Dot, Relation, RowKey, Snapshot, Vector
from rbdesk.domain.review import Ruling, Verdict
from tests.laws import OFFICES, ROWS, Bundle, Desk, Regency, Rules

STEPS = 50
LIVES = max(400, settings().max_examples)
ANY = st.integers(0, 200)
MINUTES = st.integers(-3000, 3000)
REFUSED = ("RB-S", "RB-M", "RB-OK5")


class Merging(RuleBasedStateMachine):
    """Offices answer, join, restore and send; desks take in, set aside, judge. After each step the truth is asked."""

    merging: ClassVar[Rules] = Rules()

    def __init__(self) -> None:
        super().__init__()
        self.regency = Regency(self.merging)

    # --- what happens at the offices ---

    @rule(laptop=ANY, row=st.sampled_from(ROWS), value=st.sampled_from("ABC"), minutes=MINUTES)
    def answer(self, laptop: int, row: RowKey, value: str, minutes: int) -> None:
        self.regency.edit(self.regency.laptop(laptop), row, value, minutes)

    @rule(laptop=ANY, row=st.sampled_from(ROWS), minutes=MINUTES, revision=st.integers(1, 9), carried=ANY)
    def answer_and_send(self, laptop: int, row: RowKey, minutes: int, revision: int, carried: int) -> None:
        found = self.regency.laptop(laptop)
        self.regency.edit(found, row, "ABC"[minutes % 3], minutes)
        self.regency.export(found, revision, carried % 4)

    @rule(one=ANY, other=ANY, row=st.sampled_from(ROWS), minutes=MINUTES, revision=st.integers(1, 9))
    def answer_on_two_laptops_and_send(
        self, one: int, other: int, row: RowKey, minutes: int, revision: int
    ) -> None:
        self.answer_and_send(one, row, minutes, revision, 3)
        self.answer_and_send(other, row, -minutes, 10 - revision, 3)

    @rule(laptop=ANY, bundle=ANY)
    def join(self, laptop: int, bundle: int) -> None:
        """The law of the laptops: joining one shows what both have seen (L3)."""
        found, sent = self.regency.laptop(laptop), self.regency.bundle(bundle)
        if sent is None:
            return
        before = found.snapshot
        code = self.regency.join(found, sent)
        assert not code or found.snapshot == before
        if not self.regency.untold[found.office]:
            assert code in ("", "RB-I02")
            assert_shows(self.regency, found.snapshot, found.seen)

    @rule(laptop=ANY, minutes=MINUTES, revision=st.integers(1, 9))
    def settle_and_send(self, laptop: int, minutes: int, revision: int) -> None:
        found = self.regency.laptop(laptop)
        for row in found.snapshot.conflicts():
            self.regency.edit(found, row, "ABC"[minutes % 3], minutes)
        self.regency.export(found, revision, minutes % 4)

    @rule(laptop=ANY, name=st.sampled_from("pqrstu"))
    def attach(self, laptop: int, name: str) -> None:
        self.regency.attach(self.regency.laptop(laptop), name)

    @rule(laptop=ANY)
    def back_up(self, laptop: int) -> None:
        self.regency.back_up(self.regency.laptop(laptop))

    @rule(laptop=ANY, copy=ANY)
    def restore(self, laptop: int, copy: int) -> None:
        self.regency.restore(self.regency.laptop(laptop), copy)

    @rule(laptop=st.just(3))
    def clone(self, laptop: int) -> None:
        self.regency.clone(self.regency.laptop(laptop))

    @rule(bundle=ANY, replica=ANY, more=st.integers(1, 4))
    def forge(self, bundle: int, replica: int, more: int) -> None:
        sent = self.regency.bundle(bundle)
        if sent is not None and sent.office == OFFICES[1]:
            self.regency.forge(sent, f"{1 + replica % self.regency.lives:016x}", more)

    # --- what happens at the secretariat ---

    @rule(bundle=ANY, desk=st.integers(0, 1))
    def take_in(self, bundle: int, desk: int) -> None:
        sent = self.regency.bundle(bundle)
        if sent is not None:
            self._take_in(self.regency.desks[desk], sent)

    @rule(desk=st.integers(0, 1))
    def take_the_newest_in(self, desk: int) -> None:
        if self.regency.bundles:
            self._take_in(self.regency.desks[desk], self.regency.bundles[-1])

    @rule(desk=st.integers(0, 1), place=ANY)
    def set_aside_or_put_back(self, desk: int, place: int) -> None:
        """L11, L13: what is shown is what the bundles that count say, as if the others had never come."""
        found = self.regency.desks[desk]
        if not found.accepted:
            return
        number = list(found.accepted)[place % len(found.accepted)]
        rulings, evidence = found.rulings, dict(found.evidence)
        before, was_out = found.digest(), number in found.excluded
        if was_out:
            code = found.put_back(number)
            assert not code or found.digest() == before
        else:
            found.exclude(number)
            assert_shows_truth(self.regency, found)
            after = found.digest()
            found.put_back(number)
            assert found.digest() == before
            found.exclude(number)
            assert found.digest() == after
        assert_shows_truth(self.regency, found)
        assert (found.rulings, found.evidence) == (rulings, evidence)

    @rule(desk=st.integers(0, 1), laptop=ANY)
    def revoke_or_recognise(self, desk: int, laptop: int) -> None:
        found = self.regency.desks[desk]
        before = found.digest()
        found.revoked ^= {self.regency.laptop(laptop).device}
        assert found.digest() == before

    @rule(
        desk=st.integers(0, 1),
        office=st.sampled_from(OFFICES),
        row=st.sampled_from(ROWS),
        verdict=st.sampled_from([Verdict.AGREE, Verdict.REJECT]),
        minutes=MINUTES,
        alone=st.booleans(),
    )
    def judge(
        self,
        desk: int,
        office: str,
        row: RowKey,
        verdict: Verdict,
        minutes: int,
        alone: bool,
    ) -> None:
        found = self.regency.desks[desk]
        before = found.digest()
        ruling = found.rule(office, row, verdict, minutes, alone=alone)
        self.regency.ruled[ruling.dot] = ruling
        assert found.digest() == before
        assert_rulings(self.regency, found)

    @rule(desk=st.integers(0, 1))
    def exchange_rulings(self, desk: int) -> None:
        one, other = self.regency.desks[desk], self.regency.desks[1 - desk]
        expected = {ruling.dot for ruling in (*one.rulings, *other.rulings)}
        one.rulings = self.merging.unite(one.rulings, other.rulings)
        assert {ruling.dot for ruling in one.rulings} == expected
        assert_rulings(self.regency, one)

    @rule(office=st.sampled_from(OFFICES), laptop=ANY, letter=ANY, writes=st.booleans())
    def send_and_receive_letters(self, office: str, laptop: int, letter: int, writes: bool) -> None:
        """L16: a letter changes no answer; an older one, or the same again, changes nothing at all."""
        if writes or not self.regency.letters:
            self.regency.write_letter(office)
        found = self.regency.laptop(laptop)
        sent = self.regency.letters[letter % len(self.regency.letters)]
        snapshot, seq = found.snapshot, found.notice.seq
        code = self.regency.receive(found, sent)
        assert found.snapshot == snapshot
        assert found.notice.seq >= seq
        is_new = sent.package.header.office == found.office and sent.package.seq > seq
        assert (code == "") == is_new
        assert found.notice.seq == (sent.package.seq if is_new else seq)

    @rule(desk=st.integers(0, 1), seed=ANY)
    def any_order_gives_the_same(self, desk: int, seed: int) -> None:
        assert_any_order(self.regency, self.regency.desks[desk], random.Random(seed))

    def teardown(self) -> None:
        """All that was sent comes to both desks, in two orders: they end equal (L2, L15)."""
        one, other = self.regency.desks
        for found, bundles in ((one, self.regency.bundles), (other, self.regency.bundles[::-1])):
            found.revoked.clear()
            for bundle in bundles:
                self._take_in(found, bundle)
                self._take_in(found, bundle)
            assert_any_order(self.regency, found, random.Random(len(bundles)))
        out = one.excluded | other.excluded
        for found in (one, other):
            for number in (out & set(found.accepted)) - found.excluded:
                found.exclude(number)
            found.rulings = self.merging.unite(found.rulings, (one if found is other else other).rulings)
            assert_shows_truth(self.regency, found)
        for office in OFFICES:
            if not self.regency.untold[office]:
                assert one.digest().get(office) == other.digest().get(office)
                sent = (bundle.evidence for bundle in self.regency.bundles if bundle.office == office)
                missed = self._never_taken_in(office)
                assert one.evidence.get(office, frozenset()) >= frozenset().union(*sent) - missed
        assert one.rulings == other.rulings

    def _never_taken_in(self, office: str) -> frozenset[str]:
        """Files that only bundles carried which were set aside before they could be taken in."""
        bundles = [bundle for bundle in self.regency.bundles if bundle.office == office]
        return frozenset().union(
            *(b.evidence for b in bundles if b.number not in self.regency.desks[0].accepted)
        )

    def _take_in(self, desk: Desk, sent: Bundle) -> None:
        """L1, L4, L5, L6, L7, L8, L9, L10, L12, L14, L15, each time that a bundle comes."""
        regency, office = self.regency, sent.office
        before, rulings = desk.digest(), desk.rulings
        files = desk.evidence.get(office, frozenset())
        known, counted = regency.known_at(desk, office), desk.counting(office)
        was_in = sent.number in desk.accepted
        code = desk.take_in(sent)
        after = desk.digest()

        assert desk.rulings == rulings
        assert {key: one for key, one in after.items() if key != office} == {
            key: one for key, one in before.items() if key != office
        }
        if code.startswith(REFUSED):
            assert after == before
        if not code.startswith(("RB-S", "RB-OK5")):
            assert desk.evidence.get(office) == files | sent.evidence
        if regency.untold[office]:
            vector, rows = before.get(office, ({}, {}))
            assert set(after.get(office, ({}, {}))[1]) >= set(rows)
            if not code.startswith(REFUSED) and not was_in:
                if lineage.at_least(vector, sent.snapshot.vector):
                    assert after == before
                if lineage.at_least(sent.snapshot.vector, vector):
                    assert after[office][1] == sent.snapshot.rows
        elif not was_in and not code.startswith("RB-S"):
            assert code == true_relation(sent.seen, known if counted else None)
            if sent.seen <= known:
                assert after.get(office) == before.get(office)
            if sent.seen >= known:
                assert office in after
                assert after[office][1] == sent.snapshot.rows
        assert_shows_truth(regency, desk)
        desk.take_in(sent)
        assert desk.digest() == after


def true_relation(seen: frozenset[Dot], known: frozenset[Dot] | None) -> str:
    """How a history stands to another, by sets of edits."""
    if known is None:
        return Relation.NEW.value
    if seen == known:
        return Relation.SAME.value
    if seen > known:
        return Relation.NEWER.value
    return Relation.OLDER.value if seen < known else Relation.BRANCHED.value


def assert_shows(regency: Regency, snapshot: Snapshot, seen: Iterable[Dot]) -> None:
    """L6, L7, L8, L14: exactly the edits that nothing in sight replaced, with what they said; clocks say nothing."""
    known = frozenset(seen)
    shown = {cell.edit.dot: (row, cell.value) for row, cells in snapshot.rows.items() for cell in cells}
    assert shown == {dot: regency.said[dot] for dot in regency.visible(known)}
    highest: dict[str, int] = {}
    for replica, n in known:
        highest[replica] = max(n, highest.get(replica, 0))
    assert dict(snapshot.vector) == highest
    for cells in snapshot.rows.values():
        dots = [cell.edit.dot for cell in cells]
        assert dots == sorted(dots)
        assert not any(one in regency.seen_at[other] for one in dots for other in dots)


def assert_shows_truth(regency: Regency, desk: Desk) -> None:
    """What a desk shows of each office is what happened, as far as the bundles that count know it."""
    for office in OFFICES:
        held = desk.held.get(office, NOTHING)
        if regency.untold[office]:
            assert_one_content(desk.counting(office))
        else:
            assert_shows(regency, held, regency.known_at(desk, office))
    assert_rulings(regency, desk)


def assert_one_content(bundles: Iterable[Bundle]) -> None:
    """No two bundles that count say different things under one name."""
    said: dict[Dot, tuple[RowKey, Cell]] = {}
    for bundle in bundles:
        for row, cells in bundle.snapshot.rows.items():
            for cell in cells:
                assert said.setdefault(cell.edit.dot, (row, cell)) == (row, cell)


def assert_rulings(regency: Regency, desk: Desk) -> None:
    """L12: rulings are never lost or changed; those stand that no other names; to be looked at again by dots alone."""
    assert all(regency.ruled[ruling.dot] == ruling for ruling in desk.rulings)
    own = {dot for dot in regency.ruled if dot[0] == desk.replica}
    assert own <= {ruling.dot for ruling in desk.rulings}
    current = desk.rules.current(desk.rulings)
    for ruling in desk.rulings:
        of_row = [other for other in desk.rulings if (other.office, other.row) == (ruling.office, ruling.row)]
        is_replaced = any(ruling.dot in other.over for other in of_row)
        assert (ruling in current[ruling.office, ruling.row]) != is_replaced
        cells = desk.held.get(ruling.office, NOTHING).rows.get(ruling.row, ())
        is_other = set(ruling.seen) != {cell.edit.dot for cell in cells}
        assert desk.rules.outdated(ruling, cells) == is_other


def assert_any_order(regency: Regency, desk: Desk, chance: random.Random) -> None:
    """L2, L3, L13: the bundles that count give the same in any order, twice, in any grouping, and read anew."""
    for office in OFFICES:
        bundles = desk.counting(office)
        again = [*bundles, *chance.choices(bundles, k=min(3, len(bundles)))]
        chance.shuffle(again)
        shown = desk.digest().get(office)
        if regency.untold[
            office
        ]:  # another order may refuse another of two clones; what was joined stays one
            joined = reduce(lineage.join, (bundle.snapshot for bundle in again), NOTHING)
            assert ((joined.vector, joined.rows) if joined.vector else None) == shown
            continue
        fresh = Desk("f" * 16, desk.rules)
        for bundle in again:
            fresh.take_in(bundle)
        assert fresh.digest().get(office) == shown


def test_the_laws_hold() -> None:
    run_state_machine_as_test(
        Merging, settings=settings(max_examples=LIVES, stateful_step_count=STEPS, deadline=None)
    )


# --- mistakes that someone might make in a merge; each must break a law ---


def _newest_clock_wins(desk: Desk, held: Snapshot, bundle: Bundle) -> Snapshot:
    joined = lineage.join(held, bundle.snapshot)
    rows = {row: (max(cells, key=lambda cell: cell.edit.at),) for row, cells in joined.rows.items()}
    return Snapshot(joined.vector, rows)


def _forgets_the_vectors(desk: Desk, held: Snapshot, bundle: Bundle) -> Snapshot:
    joined = lineage.join(held, bundle.snapshot)
    rows = {}
    for row in {**held.rows, **bundle.snapshot.rows}:
        cells = {*held.rows.get(row, ()), *bundle.snapshot.rows.get(row, ())}
        rows[row] = tuple(sorted(cells, key=lambda cell: cell.edit.dot))
    return Snapshot(joined.vector, rows)


def _drops_the_incoming_side_of_a_conflict(desk: Desk, held: Snapshot, bundle: Bundle) -> Snapshot:
    joined = lineage.join(held, bundle.snapshot)
    rows = {
        row: tuple(cell for cell in cells if cell in held.rows.get(row, ())) or cells
        for row, cells in joined.rows.items()
    }
    return Snapshot(joined.vector, rows)


def _compares_revision_numbers(desk: Desk, held: Snapshot, bundle: Bundle) -> Snapshot:
    is_newer = bundle.revision > desk.revisions.get(bundle.office, 0)
    return bundle.snapshot if is_newer else held


def _raises_the_vector_only_for_the_sender(desk: Desk, held: Snapshot, bundle: Bundle) -> Snapshot:
    joined = lineage.join(held, bundle.snapshot)
    vector = dict(held.vector)
    if bundle.replica in joined.vector:
        vector[bundle.replica] = joined.vector[bundle.replica]
    return Snapshot(vector, joined.rows)


def _takes_the_incoming_vector(desk: Desk, held: Snapshot, bundle: Bundle) -> Snapshot:
    return Snapshot(bundle.snapshot.vector, lineage.join(held, bundle.snapshot).rows)


def _is_off_by_one(desk: Desk, held: Snapshot, bundle: Bundle) -> Snapshot:
    def unseen(vector: Vector, cell: Cell) -> bool:
        return cell.edit.n >= vector.get(cell.edit.replica, 0)

    joined = lineage.join(held, bundle.snapshot)
    rows = {}
    for row in {**held.rows, **bundle.snapshot.rows}:
        ours, theirs = held.rows.get(row, ()), bundle.snapshot.rows.get(row, ())
        cells = {cell for cell in ours if cell in theirs or unseen(bundle.snapshot.vector, cell)}
        cells |= {cell for cell in theirs if cell in ours or unseen(held.vector, cell)}
        rows[row] = tuple(sorted(cells, key=lambda cell: cell.edit.dot))
    return Snapshot(joined.vector, rows)


def _orders_by_the_clock(desk: Desk, held: Snapshot, bundle: Bundle) -> Snapshot:
    joined = lineage.join(held, bundle.snapshot)
    rows = {row: tuple(sorted(cells, key=lambda cell: cell.edit.at)) for row, cells in joined.rows.items()}
    return Snapshot(joined.vector, rows)


def _takes_a_branch_for_newer(incoming: Vector, held: Vector | None) -> Relation:
    found = lineage.relation(incoming, held)
    return Relation.NEWER if found is Relation.BRANCHED else found


def _undo_shows_the_longest_history_only(
    bundles: Sequence[Carriage], cells: Mapping[Dot, tuple[RowKey, Cell]]
) -> Snapshot:
    longest = sorted(bundles, key=lambda bundle: sum(bundle.vector.values()))[-1:]
    return carriage.view(longest, cells)


def _undo_keeps_what_only_the_bundle_had(
    bundles: Sequence[Carriage], cells: Mapping[Dot, tuple[RowKey, Cell]]
) -> Snapshot:
    found = carriage.view(bundles, cells)
    rows = dict(found.rows)
    for row, cell in cells.values():
        rows.setdefault(row, (cell,))
    return Snapshot(found.vector, rows)


def _newest_ruling_wins(left: Iterable[Ruling], right: Iterable[Ruling]) -> tuple[Ruling, ...]:
    newest: dict[tuple[str, RowKey], Ruling] = {}
    for ruling in sorted((*left, *right), key=lambda ruling: ruling.edit.at):
        newest[ruling.office, ruling.row] = ruling
    return tuple(sorted(newest.values(), key=lambda ruling: ruling.dot))


def _looks_again_by_the_clock(ruling: Ruling, cells: Sequence[Cell]) -> bool:
    return any(cell.edit.at > ruling.edit.at for cell in cells)


def _shows_the_newest_ruling_only(
    rulings: Iterable[Ruling],
) -> dict[tuple[str, RowKey], tuple[Ruling, ...]]:
    found = review.current(rulings)
    return {key: (max(of_row, key=lambda ruling: ruling.edit.at),) for key, of_row in found.items()}


MISTAKES = {
    "the newest clock wins": Rules(join=_newest_clock_wins),
    "the vectors are not asked": Rules(join=_forgets_the_vectors),
    "one side's cells are dropped": Rules(join=_drops_the_incoming_side_of_a_conflict),
    "revision numbers are compared": Rules(join=_compares_revision_numbers),
    "the vector rises for the sender only": Rules(join=_raises_the_vector_only_for_the_sender),
    "the incoming vector is taken": Rules(join=_takes_the_incoming_vector),
    "seen is off by one": Rules(join=_is_off_by_one),
    "cells are ordered by the clock": Rules(join=_orders_by_the_clock),
    "a branch is taken for newer": Rules(relation=_takes_a_branch_for_newer),
    "offices share their rows": Rules(key=lambda bundle: "all"),
    "clones are not looked for": Rules(fault=lambda incoming, held: None),
    "undo shows the longest history only": Rules(view=_undo_shows_the_longest_history_only),
    "undo keeps what only the bundle had": Rules(view=_undo_keeps_what_only_the_bundle_had),
    "the last bundle's evidence replaces": Rules(evidence=lambda held, incoming: incoming),
    "the newest ruling of a row wins": Rules(unite=_newest_ruling_wins),
    "only the newest ruling is shown": Rules(current=_shows_the_newest_ruling_only),
    "rows are looked at again by the clock": Rules(outdated=_looks_again_by_the_clock),
    "old letters are taken in": Rules(freshness=lambda letter, held: None),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_merge_breaks_a_law(mistake: Rules) -> None:
    machine = type("Mistaken", (Merging,), {"merging": mistake})
    quick = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate],
        verbosity=Verbosity.quiet,
        report_multiple_bugs=False,
        print_blob=False,
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=quick)
