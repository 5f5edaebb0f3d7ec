"""The laws of merging once more, over real desks, real bundles and the real archive: fewer lives, nothing in memory.

HYPOTHESIS_PROFILE=search looks at more lives.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from rbdesk.domain import lineage
from rbdesk.domain.assessment import Answer
from rbdesk.domain.followup import FollowUp, Status
from rbdesk.domain.lineage import NOTHING, Dot, RowKey, Snapshot
from rbdesk.domain.merge import Fate, plan_merge
from rbdesk.domain.reference import SURVEYS
from rbdesk.domain.review import Verdict
from rbdesk.domain.submission import Profile, Submission
from rbdesk.domain.survey import Batch
from rbdesk.errors import NotAllowed
from rbdesk.exchange import codec
from rbdesk.store import assessments, database, submissions
from rbdesk.store.database import Store
from rbdesk.workflow import (
    conflicts,
    dispatch,
    evidence,
    followup_items,
    followups,
    letters,
    office,
    parting,
    rebuilding,
    secretariat,
    sending,
    setup,
    surveys,
    undoing,
    verification,
)
from tests import correspondents, desks, year
from tests.build import NOW
from tests.desks import a_pdf
from tests.year import BABELAN, CIBITUNG, FIRST, SECOND, THIRD, YEAR

LIVES = 30 if settings().max_examples < 1000 else 400
STEPS = 30
LARGE = 180_000  # bytes of evidence of which two do not fit into the least part
ANY = st.integers(0, 60)
WHO = {"who": "Sekretariat", "now": NOW}


@dataclass
class Laptop:
    """A desk of an office, what it has seen in truth, and a copy of its store that was laid aside."""

    db: Store
    office: str
    seen: frozenset[Dot] = frozenset()
    copy: tuple[bytes, frozenset[Dot]] | None = None


@dataclass(frozen=True)
class Sent:
    """A bundle as a file, what its laptop had seen, and the evidence that the file carries whole."""

    path: Path
    office: str
    seen: frozenset[Dot]
    files: frozenset[str] = frozenset()


@dataclass
class Truth:
    """What was said, and which edits each edit replaced."""

    said: dict[Dot, tuple[RowKey, object]] = field(default_factory=dict)
    replaced: dict[Dot, frozenset[Dot]] = field(default_factory=dict)

    def visible(self, seen: frozenset[Dot]) -> frozenset[Dot]:
        return seen - frozenset().union(*(self.replaced[dot] for dot in seen))

    def note(self, laptop: Laptop) -> None:
        """Learn the edits that a laptop has made since it was looked at last; each saw all that stood in its row."""
        snapshot = assessments.load_snapshot(laptop.db, laptop.office, YEAR)
        before = self.visible(laptop.seen)
        for row, cells in snapshot.rows.items():
            for cell in cells:
                if cell.edit.dot not in self.said:
                    self.said[cell.edit.dot] = (row, cell.value)
                    self.replaced[cell.edit.dot] = frozenset(
                        dot for dot in before if self.said[dot][0] == row
                    )
                    laptop.seen |= {cell.edit.dot}


class Desks(RuleBasedStateMachine):
    """Two offices with up to five laptops, and the secretariat."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=os.environ["HOME"]))
        self.truth = Truth()
        self.sent: list[Sent] = []
        self.is_cloned = False
        self.made = itertools.count()

    @initialize()
    def open_desks(self) -> None:
        self.laptops = [self._laptop(BABELAN), self._laptop(BABELAN), self._laptop(CIBITUNG)]
        self.desk = desks.a_regency(self.folder / "s")
        for laptop in self.laptops:
            year.enrol(self.desk, laptop.db)

    @rule(laptop=ANY, code=st.sampled_from([FIRST, SECOND, THIRD]), value=st.sampled_from("AC"), minutes=ANY)
    def answer(self, laptop: int, code: str, value: str, minutes: int) -> None:
        found = self._at(laptop)
        given = Answer(value if code == FIRST else None, value)
        office.record_answer(
            *(found.db, year.key_of(found.office), code, given),
            who="Operator",
            now=NOW.replace(minute=minutes % 60),
        )
        self._check(found)

    @rule(laptop=ANY, code=st.sampled_from([FIRST, SECOND]), on=st.booleans(), reason=st.sampled_from("pq"))
    def set_aside(self, laptop: int, code: str, on: bool, reason: str) -> None:
        found = self._at(laptop)
        key, finding = year.key_of(found.office), f"same_note:{code}"
        if on:
            office.waive(found.db, key, finding, f"alasan panjang {reason}", who="Operator", now=NOW)
        else:
            office.unwaive(found.db, key, finding, who="Operator", now=NOW)
        self._check(found)

    @rule(laptop=ANY, code=st.sampled_from([FIRST, SECOND]), progress=st.integers(0, 3))
    def plan_and_follow_up(self, laptop: int, code: str, progress: int) -> None:
        found = self._at(laptop)
        key = year.key_of(found.office)
        followups.add_plan(found.db, key, [(code, "Susun rencana aksi")], None, who="Operator", now=NOW)
        self._check(found)
        own = followup_items.own_of(assessments.load_snapshot(found.db, found.office, YEAR))
        name = sorted(own)[progress % len(own)]
        step = FollowUp(name, Status.UNDER_WAY, 10 * progress)
        followups.record_followup(found.db, found.office, YEAR, step, who="Operator", now=NOW)
        self._check(found)

    @rule(laptop=ANY, worth=st.integers(1, 4), service=st.sampled_from(["KTP", "KK"]))
    def survey(self, laptop: int, worth: int, service: str) -> None:
        """Each store's batch is a row of its own: two laptops' answers add up and never clash."""
        found = self._at(laptop)
        means = (Decimal(worth),) * 9
        surveys.keep_means(
            *(found.db, found.office, YEAR, service, "2020-S1", means, 20), who="Operator", now=NOW
        )
        self._check(found)
        self._adds_up(found)

    @rule(laptop=ANY, place=ANY, worth=st.integers(1, 4))
    def mend_a_survey(self, laptop: int, place: int, worth: int) -> None:
        """A batch that another laptop may have collected, or mends at the same time."""
        found = self._at(laptop)
        held = surveys.load_survey(found.db, found.office, YEAR).collected
        if held:
            batch = mended(held[place % len(held)].batch, worth, 10 * worth)
            surveys.keep_batch(found.db, found.office, YEAR, batch, (), who="Operator", now=NOW)
            self._check(found)
            self._adds_up(found)

    @rule(laptop=ANY, text=st.sampled_from("pq"), size=st.sampled_from([1, LARGE]))
    def attach(self, laptop: int, text: str, size: int) -> None:
        found = self._at(laptop)
        staged = evidence.stage_bytes(found.db.folder, a_pdf(text * size), f"{text}.pdf")
        evidence.attach_evidence(
            *(found.db, year.key_of(found.office), FIRST, staged, "hal. 1"), who="Operator", now=NOW
        )
        self._check(found)

    @rule(laptop=ANY)
    def send(self, laptop: int) -> None:
        """L17: an unchanged state is the same bytes whenever it is sent, also after it came back from elsewhere.

        With two values in a row none is sent.
        """
        found = self._at(laptop)
        if assessments.load_snapshot(found.db, found.office, YEAR).conflicts():
            return
        path = year.send(found.db, self._place())
        year.join_files(found.db, path)
        assert year.send(found.db, self._place()).read_bytes() == path.read_bytes()
        self.sent.append(Sent(path, found.office, found.seen))

    @rule(laptop=ANY, first=ANY)
    def send_in_parts(self, laptop: int, first: int) -> None:
        """L15: files of one state that may come in any order, twice or never."""
        found = self._at(laptop)
        for text in "pq":
            self.attach(laptop, text, LARGE)
        if assessments.load_snapshot(found.db, found.office, YEAR).conflicts():
            return
        key = year.key_of(found.office)
        package = sending.gather_package(found.db, key, final=False, who="Operator", now=NOW)
        plan = parting.plan_sending(package, limit=parting.LEAST_PART_BYTES)
        desk = found.db.folder
        built = parting.make_parts(plan, package, desk, self._place())
        sending.record_package(found.db, built, who="Operator", now=NOW)
        paths = [part.path for part in built.parts] or [built.path]
        sent = [
            Sent(
                path=path,
                office=found.office,
                seen=found.seen if part.number == 1 else frozenset(),
                files=frozenset(sha256 for sha256, _ in part.package.blobs),
            )
            for part, path in zip(plan.parts, paths, strict=True)
        ]
        start = first % len(sent)
        self.sent += sent[start:] + sent[:start]

    @precondition(lambda self: self.sent)
    @rule(laptop=ANY, code=st.sampled_from([FIRST, SECOND]), verdict=st.sampled_from(list(Verdict)))
    def judge_and_write_back(self, laptop: int, code: str, verdict: Verdict) -> None:
        """L12, L16: a ruling changes no row, a balasan no answer, and the same one again nothing at all."""
        found = self._at(laptop)
        key = year.key_of(found.office)
        if not submissions.list_received(self.desk, YEAR, found.office):
            return
        before = secretariat.load_digest(self.desk)
        with contextlib.suppress(NotAllowed):  # laptops differ there, or nothing was corrected
            verification.rule(self.desk, key, code, verdict, None, "alasan", **WHO)
        assert secretariat.load_digest(self.desk) == before
        said = assessments.load_snapshot(found.db, found.office, YEAR)
        held = letters.load_held_notice(found.db).seq
        try:
            path = dispatch.make_return(self.desk, found.office, self._place(), **WHO).path
        except NotAllowed:  # all that it sent was set aside
            return
        for turn in range(2):
            correspondents.receive_from(found.db, self.desk, path)
            after = letters.load_held_notice(found.db).seq
            assert after >= held if turn == 0 else after == held
            held = after
            assert assessments.load_snapshot(found.db, found.office, YEAR) == said

    @rule(one=ANY, other=ANY, code=st.sampled_from([FIRST, SECOND, THIRD]), value=st.sampled_from("AC"))
    def answer_and_send(self, one: int, other: int, code: str, value: str) -> None:
        for laptop, given in ((one, value), (other, "C" if value == "A" else "A")):
            self.answer(laptop, code, given, laptop)
            self.send(laptop)

    @precondition(lambda self: self.sent)
    @rule(laptop=ANY, bundle=ANY)
    def join(self, laptop: int, bundle: int) -> None:
        found, sent = self._at(laptop), self.sent[bundle % len(self.sent)]
        before = assessments.load_snapshot(found.db, found.office, YEAR)
        [item] = year.plan_join(found.db, sent.path).files
        year.join_files(found.db, sent.path)
        if sent.office == found.office and not sent.seen:  # further evidence says nothing
            assert assessments.load_snapshot(found.db, found.office, YEAR) == before
            return
        if item.file.fate in (Fate.REFUSED, Fate.QUARANTINED):
            assert assessments.load_snapshot(found.db, found.office, YEAR) == before
            assert item.file.code == "RB-I02" or (self.is_cloned and found.office == BABELAN)
            return
        found.seen |= sent.seen
        self._check(found)

    @rule(laptop=ANY, place=ANY)
    def settle(self, laptop: int, place: int) -> None:
        found = self._at(laptop)
        key = year.key_of(found.office)
        for row in conflicts.load_conflicts(found.db, key).open:
            version = row.versions[place % len(row.versions)]
            conflicts.resolve(found.db, key, row.row, version.dot, who="Operator", now=NOW)
        self._check(found)

    @rule(laptop=ANY)
    def back_up(self, laptop: int) -> None:
        found = self._at(laptop)
        found.copy = ((found.db.folder.database).read_bytes(), found.seen)

    @rule(laptop=ANY)
    def restore(self, laptop: int) -> None:
        """A store that is older than its journal's copy goes on under a new name."""
        found = self._at(laptop)
        if found.copy is None:
            return
        root = found.db.folder.root
        found.db.close()

        (root / "desk.db").write_bytes(found.copy[0])
        found.db, found.seen = setup.open_desk(root, now=NOW), found.copy[1]
        self._check(found)

    @precondition(lambda self: not self.is_cloned and len(self.sent) > 4)
    @rule(chance=st.integers(0, 3))
    def clone(self, chance: int) -> None:
        """Two desks that live on under one name, until a merge tells; opening a copied folder would tell before."""
        if chance:
            return
        found = self.laptops[0]
        place = self._place()
        shutil.copytree(found.db.folder.root, place, dirs_exist_ok=True)
        (place / "holder.json").unlink(missing_ok=True)
        self.laptops.append(Laptop(database.open_store(place, now=NOW), BABELAN, found.seen))
        self.is_cloned = True

    @precondition(lambda self: self.sent)
    @rule()
    def take_the_newest_in(self) -> None:
        self.take_in([len(self.sent) - 1, len(self.sent) - 2])

    @precondition(lambda self: self.sent)
    @rule(bundles=st.lists(ANY, min_size=1, max_size=4))
    def take_in(self, bundles: list[int]) -> None:
        """L1, L2, L4 … L10 of what comes, twice."""
        chosen = [self.sent[number % len(self.sent)] for number in bundles]
        before = secretariat.load_digest(self.desk)
        planned = year.plan(self.desk, *(sent.path for sent in chosen))
        year.take_in(self.desk, *(sent.path for sent in chosen))
        after = secretariat.load_digest(self.desk)
        by_path = {sent.path: sent for sent in chosen}
        for file in planned.accepted:
            assert all(
                self.desk.folder.evidence_file(sha256).is_file() for sha256 in by_path[file.path].files
            )
        if all(file.fate in (Fate.REFUSED, Fate.EXCLUDED, Fate.SAME, Fate.OLDER) for file in planned.files):
            assert after == before
        assert secretariat.load_digest(self.desk) == after
        year.take_in(self.desk, *(sent.path for sent in reversed(chosen)))
        assert secretariat.load_digest(self.desk) == after
        self._check_view()

    @rule(place=ANY)
    def take_back_or_put_back(self, place: int) -> None:
        """L11."""
        known = submissions.list_taken_in(self.desk, YEAR)
        if not known:
            return
        record = known[place % len(known)]
        before = secretariat.load_digest(self.desk)
        if record.is_excluded and self.is_cloned:
            with contextlib.suppress(NotAllowed):  # the other of two histories under one name counts by now
                undoing.put_back(self.desk, record.bundle_id, **WHO)
        elif record.is_excluded:
            undoing.put_back(self.desk, record.bundle_id, **WHO)
        else:
            undoing.exclude(self.desk, record.bundle_id, **WHO)
            middle = secretariat.load_digest(self.desk)
            undoing.put_back(self.desk, record.bundle_id, **WHO)
            assert secretariat.load_digest(self.desk) == before
            undoing.exclude(self.desk, record.bundle_id, **WHO)
            assert secretariat.load_digest(self.desk) == middle
        self._check_view()

    @rule(laptop=ANY)
    def revoke_or_recognise(self, laptop: int) -> None:
        device = setup.load_identity(self._at(laptop).db).device
        before = secretariat.load_digest(self.desk)
        if not secretariat.revoke(self.desk, device.id, "hilang", **WHO):
            year.enrol(self.desk, self._at(laptop).db)
        assert secretariat.load_digest(self.desk) == before

    @rule()
    def rebuild(self) -> None:
        """L13."""
        for db in (self.desk, self.laptops[0].db):
            found = rebuilding.rebuild(db, **WHO)
            assert found.after == found.before

    def teardown(self) -> None:
        """L2: another desk that takes in what counts, in another order and twice, shows the same."""
        try:
            if hasattr(self, "desk"):
                self._check_another_desk()
        finally:
            for laptop in getattr(self, "laptops", ()):
                laptop.db.close()
            if hasattr(self, "desk"):
                self.desk.close()
            shutil.rmtree(self.folder)

    def _check_another_desk(self) -> None:
        counting = submissions.list_received(self.desk, YEAR)
        paths = [self.desk.folder.archived(record.bundle_id) for record in counting] * 2
        random.Random(len(paths)).shuffle(paths)
        with year.a_secretariat(self.folder / "t", *(laptop.db for laptop in self.laptops)) as other:
            for path in paths:
                year.take_in(other, path)
            if len(submissions.list_received(other, YEAR)) == len(counting):
                assert secretariat.load_digest(other) == secretariat.load_digest(self.desk)
            else:
                assert self.is_cloned  # of two histories under one name the first that came stays

    def _check(self, laptop: Laptop) -> None:
        """L3, L6, L7, L8 at a laptop."""
        if self.is_cloned and laptop.office == BABELAN:
            return
        self.truth.note(laptop)
        self._shows(assessments.load_snapshot(laptop.db, laptop.office, YEAR), laptop.seen)

    def _adds_up(self, laptop: Laptop) -> None:
        """The respondents of all rows on which laptops agree; one with two values counts for nothing."""
        if self.is_cloned and laptop.office == BABELAN:
            return
        said = defaultdict(list)
        for dot in self.truth.visible(laptop.seen):
            row, value = self.truth.said[dot]
            if row[0] == SURVEYS:
                said[row].append(value.respondents)
        result = surveys.load_survey(laptop.db, laptop.office, YEAR).result()
        assert result.respondents == sum(values[0] for values in said.values() if len(values) == 1)

    def _check_view(self) -> None:
        """L5 … L9 at the secretariat."""
        by_path = {sent.path.name: sent for sent in self.sent}
        for code in (BABELAN, CIBITUNG):
            counting = submissions.list_received(self.desk, YEAR, code)
            shown = assessments.load_snapshot(self.desk, code, YEAR)
            if self.is_cloned and code == BABELAN:
                read = (self._read(self.desk.folder.archived(record.bundle_id)) for record in counting)
                joined = reduce(lineage.join, read, NOTHING)
                assert (shown.vector, shown.rows) == (joined.vector, joined.rows)
            else:
                seen = frozenset().union(*(by_path[record.name].seen for record in counting))
                self._shows(shown, seen)

    def _shows(self, snapshot: Snapshot, seen: frozenset[Dot]) -> None:
        shown = {cell.edit.dot: (row, cell.value) for row, cells in snapshot.rows.items() for cell in cells}
        assert shown == {dot: self.truth.said[dot] for dot in self.truth.visible(seen)}
        for cells in snapshot.rows.values():
            dots = [cell.edit.dot for cell in cells]
            assert dots == sorted(dots)

    def _read(self, path: Path) -> Snapshot:
        [found] = secretariat.read_packages([path], secretariat.load_trust(self.desk), None)
        if isinstance(found, Submission):
            return found.package.snapshot
        return undoing.intake.read_original(self.desk, path.name.partition(".")[0]).package.snapshot

    def _laptop(self, code: str) -> Laptop:
        number = next(self.made)
        db = desks.a_desk(
            self.folder / f"laptop-{number}",
            office=code,
            device_label=f"Laptop {number}",
            profile=Profile(),
            operator="",
            who="Operator",
        )
        return Laptop(db, code)

    def _at(self, number: int) -> Laptop:
        return self.laptops[number % len(self.laptops)]

    def _place(self) -> Path:
        return self.folder / f"place-{next(self.made)}"


def mended(batch: Batch, worth: int, respondents: int) -> Batch:
    """The batch with other averages of other respondents."""
    return replace(batch, counts=None, means=(Decimal(worth),) * 9, respondents=respondents)


def test_surveys_of_two_laptops_add_and_one_batch_mended_on_both_clashes(tmp_path: Path) -> None:
    """At whatever desk and in whatever order: never twice, never one for the other."""
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", label="Laptop 2") as two,
        year.a_secretariat(tmp_path / "s", one, two) as desk,
        year.a_secretariat(tmp_path / "t", one, two) as other,
    ):
        for db, number in ((one, 3), (two, 4)):
            said: tuple[tuple[int, int, int, int], ...] = ((0, 0, number, 0),) * 9
            surveys.keep_counts(*(db, BABELAN, YEAR, "KTP", "2020-S1", said, number), who="Operator", now=NOW)
        paths = [year.send(db, tmp_path / str(number)) for number, db in enumerate((one, two))]
        year.take_in(desk, *paths, paths[0])
        year.take_in(other, *reversed(paths))
        for db in (desk, other):
            assert surveys.load_all_surveys(db, YEAR).result.respondents == 7

        year.join(two, one, tmp_path / "pindah")
        assert not assessments.load_snapshot(two, BABELAN, YEAR).conflicts()
        held = surveys.load_survey(one, BABELAN, YEAR).collected
        [mine] = [found.batch for found in held if found.is_own]
        for db, number in ((one, 10), (two, 20)):
            surveys.keep_batch(db, BABELAN, YEAR, mended(mine, 2, number), (), who="Operator", now=NOW)
        paths = [year.send(db, tmp_path / f"later-{number}") for number, db in enumerate((two, one))]
        year.take_in(desk, *paths)
        year.take_in(other, *reversed(paths))
        for db in (desk, other):
            [(_, shown)] = surveys.load_all_surveys(db, YEAR).offices
            values = [
                batch.respondents for found in shown.collected for batch in (found.batch, *found.others)
            ]
            assert sorted(values) == [4, 10, 20]
            assert shown.result().respondents == 4  # between the two nobody chose, so neither counts
        assert secretariat.load_digest(desk) == secretariat.load_digest(other)


def test_the_laws_hold_on_real_desks() -> None:
    run_state_machine_as_test(
        Desks,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate],  # to shrink a life takes longer than to read it
        ),
    )


def test_a_thousand_orders_of_real_bundles_give_one_digest(tmp_path: Path) -> None:
    """Stale ones, repeats, a clash that stands, another office; five of the orders at real desks."""
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", label="Laptop 2") as two,
        year.an_office(tmp_path / "3", CIBITUNG) as other,
    ):
        paths = []
        for minute, (mine, theirs) in enumerate(zip("CABCA", "ACCAB", strict=True)):
            year.say(one, {FIRST: mine, SECOND: Answer(None, f"catatan {minute}")}, minutes=minute)
            year.say(two, {FIRST: theirs, THIRD: "B"}, minutes=minute, who="Sekcam")
            year.say(other, {THIRD: Answer(None, str(minute))}, minutes=minute)
            paths += [year.send(one, tmp_path), year.send(other, tmp_path)]
            if minute == 2:
                year.join(two, one, tmp_path / "pindah")
                for row in conflicts.load_conflicts(two, year.key_of(BABELAN)).open:
                    conflicts.resolve(
                        two, year.key_of(BABELAN), row.row, row.versions[0].dot, who="Sekcam", now=NOW
                    )
            paths.append(year.send(two, tmp_path))
        chance = random.Random(5)
        with year.a_secretariat(tmp_path / "s", one, two, other) as desk:
            items = secretariat.read_packages(paths, secretariat.load_trust(desk), None)
        seen = set()
        for number in range(1000):
            order = [*items, *chance.sample(items, 5)]
            chance.shuffle(order)
            seen.add(codec.view_digest(plan_merge({}, order).after))
            if number < 5:
                with year.a_secretariat(tmp_path / f"s{number}", one, two, other) as desk:
                    year.take_in(desk, *(item.path for item in order))
                    seen.add(secretariat.load_digest(desk))
                    assert year.status_of(desk, BABELAN).reason == "conflict"

    assert len(seen) == 1
