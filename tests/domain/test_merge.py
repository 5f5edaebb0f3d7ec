from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.assessment import Answer
from rbdesk.domain.correspondence import Delivery, EvidencePackage, Header
from rbdesk.domain.lineage import NOTHING, Snapshot, join
from rbdesk.domain.merge import Fate, plan_merge
from rbdesk.domain.submission import Refusal, Submission
from tests.build import REPLICA_A, REPLICA_B, a_cell, a_package, a_snapshot, a_submission, an_evidence
from tests.domain.test_lineage import LIVES, P, Q, all_joined, edited

KEY = ("32.16.09", "RB-2020")
FIRST = edited(NOTHING, REPLICA_A, P, "B")
SECOND = edited(FIRST, REPLICA_A, P, "A")
OTHER = edited(NOTHING, REPLICA_B, P, "C")


def a_header() -> Header:
    package = a_package()
    return Header(
        *(package.edition_id, package.edition_hash, package.office, package.office_name, package.device),
        *(package.replica, package.snapshot.vector, package.revision, package.made),
    )


def sent(snapshot: Snapshot, name: str = "paket.rbd.zip", **but: object) -> Submission:
    return a_submission(a_package(snapshot, **but), path=Path(name))


@pytest.mark.parametrize(
    ("held", "incoming", "fate", "code", "changed"),
    [
        ({}, FIRST, Fate.NEW, "RB-OK1", 1),
        ({KEY: FIRST}, SECOND, Fate.NEWER, "RB-OK1", 1),
        ({KEY: SECOND}, SECOND, Fate.SAME, "RB-OK2", 0),
        ({KEY: SECOND}, FIRST, Fate.OLDER, "RB-OK3", 0),
        ({KEY: FIRST}, OTHER, Fate.BRANCHED, "RB-OK4", 1),
        ({("32.16.01", "RB-2020"): SECOND}, FIRST, Fate.NEW, "RB-OK1", 1),
        ({("32.16.09", "RB-2021"): SECOND}, FIRST, Fate.NEW, "RB-OK1", 1),
    ],
)
def test_a_file_is_named_by_what_is_held_of_its_office(held, incoming, fate, code, changed):
    plan = plan_merge(held, [sent(incoming)])

    (file,) = plan.files
    assert (file.fate, file.code, file.changed) == (fate, code, changed)
    assert file.is_accepted
    assert plan.after[KEY] == join(held.get(KEY, NOTHING), incoming)


@pytest.mark.parametrize(
    ("code", "fate"),
    [("RB-S07", Fate.QUARANTINED), ("RB-S03", Fate.REFUSED), ("RB-F05", Fate.REFUSED)],
)
def test_a_file_that_was_refused_stays_a_line_of_the_plan(code, fate):
    refusal = Refusal(Path("rusak.zip"), code, (("name", "rusak.zip"),), "32.16.09", "b" * 64, 12)

    plan = plan_merge({KEY: FIRST}, [refusal])

    (file,) = plan.files
    assert (file.fate, file.code, file.facts, file.office) == (
        fate,
        code,
        (("name", "rusak.zip"),),
        "32.16.09",
    )
    assert not file.is_accepted
    assert plan.after == {KEY: FIRST}
    assert plan.accepted == ()


@pytest.mark.parametrize(
    ("incoming", "code"),
    [
        (a_snapshot({REPLICA_A: 1}, {P: (a_cell(REPLICA_A, 2, Answer("A")),)}), "RB-M01"),
        (edited(NOTHING, REPLICA_A, P, "C"), "RB-M02"),
        (a_snapshot({REPLICA_A: 2}, {Q: (a_cell(REPLICA_A, 2, Answer("A")),)}), "RB-M04"),
    ],
)
def test_a_history_that_cannot_be_is_refused_and_names_the_row_and_device(incoming, code):
    plan = plan_merge({KEY: FIRST}, [sent(incoming)])

    (file,) = plan.files
    assert (file.fate, file.code) == (Fate.REFUSED, code)
    assert dict(file.facts)["device"] == "Laptop Sekretariat Camat"
    assert dict(file.facts)["row"].startswith("answers/lembar-kecil/X.P.1.i.")
    assert not file.is_accepted
    assert plan.after == {KEY: FIRST}


def test_a_bundle_that_was_set_aside_stays_so_and_changes_nothing():
    file = sent(SECOND)

    plan = plan_merge({KEY: FIRST}, [file], excluded={file.bundle_id})

    [planned] = plan.files
    assert (planned.fate, planned.code, planned.is_accepted) == (Fate.EXCLUDED, "RB-OK5", False)
    assert plan.after == {KEY: FIRST}


@pytest.mark.parametrize(("here", "fate", "changed"), [((), Fate.NEW, 1), (("e" * 64,), Fate.SAME, 0)])
def test_further_evidence_is_new_where_a_file_of_it_is_not_here(here, fate, changed):
    row = ("evidence", "lembar-kecil", "X.P.1.i.a", "e" * 64)
    header = a_header()
    package = EvidencePackage(header, "5" * 64, {row: (a_cell(REPLICA_A, 1, an_evidence("X.P.1.i.a")),)})

    plan = plan_merge(
        {KEY: FIRST}, [Delivery(Path("bukti.zip"), 9, "b" * 64, "5" * 64, package)], files=set(here)
    )

    [planned] = plan.files
    assert (planned.fate, planned.changed, planned.office) == (fate, changed, "32.16.09")
    assert planned.is_accepted
    assert plan.after == {KEY: FIRST}


def test_a_bad_file_never_stops_the_others():
    files = [Refusal(Path("a"), "RB-F03"), sent(edited(NOTHING, REPLICA_A, P, "C"), "b"), sent(SECOND, "c")]

    plan = plan_merge({KEY: FIRST}, files)

    assert [file.fate for file in plan.files] == [Fate.REFUSED, Fate.REFUSED, Fate.NEWER]
    assert [file.path.name for file in plan.accepted] == ["c"]
    assert plan.after == {KEY: SECOND}


def test_files_are_judged_one_on_top_of_the_other_in_the_order_given():
    plan = plan_merge({}, [sent(SECOND, "a"), sent(SECOND, "a lagi"), sent(FIRST, "b"), sent(OTHER, "c")])

    assert [file.fate for file in plan.files] == [Fate.NEW, Fate.SAME, Fate.OLDER, Fate.BRANCHED]
    assert plan.after[KEY].conflicts() == (P,)


def test_a_plan_leaves_what_is_held_untouched():
    held = {KEY: FIRST}

    plan_merge(held, [sent(SECOND), sent(OTHER)])

    assert held == {KEY: FIRST}


def test_offices_do_not_touch_each_other():
    plan = plan_merge({KEY: FIRST}, [sent(OTHER, office="32.16.01")])

    assert plan.after == {KEY: FIRST, ("32.16.01", "RB-2020"): OTHER}


@given(LIVES, st.data())
def test_the_content_after_a_merge_does_not_depend_on_the_order_of_files(life, data):
    files = [sent(snapshot) for snapshot in life.taken]
    order = data.draw(st.permutations([*files, *files[:3]]))

    plan = plan_merge({}, order)

    assert plan.after == {KEY: all_joined(life.taken)}
    assert all(file.is_accepted for file in plan.files)
    assert plan_merge(plan.after, order).after == plan.after
    assert all(file.changed == 0 for file in plan_merge(plan.after, order).files)


def test_a_thousand_orders_with_repeats_stale_and_clashing_files_give_one_content():
    """Two laptops that answer, clash, join and go on, and another office between: 24 files, each order with 8 again."""
    chance = random.Random(11)
    laptops = {REPLICA_A: NOTHING, REPLICA_B: NOTHING}
    files = []
    for number in range(24):
        mine = REPLICA_A if number % 2 else REPLICA_B
        if number % 7 == 6:
            laptops[mine] = join(laptops[mine], laptops[REPLICA_B if mine == REPLICA_A else REPLICA_A])
        for row in (*laptops[mine].conflicts(), chance.choice([P, Q])):
            laptops[mine] = edited(laptops[mine], mine, row, chance.choice("ABC"))
        files.append(sent(laptops[mine], str(number), office=("32.16.01", "32.16.09")[number % 5 == 4]))

    seen = []
    for _ in range(1000):
        order = [*files, *chance.sample(files, 8)]
        chance.shuffle(order)
        plan = plan_merge({}, order)
        assert all(file.is_accepted for file in plan.files)
        seen.append(plan.after)

    assert all(after == seen[0] for after in seen)
    assert seen[0]["32.16.01", "RB-2020"].conflicts() != ()
