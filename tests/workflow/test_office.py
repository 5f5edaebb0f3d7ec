"""Answers, flags, findings set aside, and what is remembered of them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain import checks
from rbdesk.domain.assessment import EMPTY, Answer, Key, Stage, inputs, value_fault
from rbdesk.domain.instrument import RATIO
from rbdesk.domain.lineage import join
from rbdesk.domain.office import Role
from rbdesk.domain.typed import is_clean
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, journal
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, office, sending, setup
from rbdesk.workflow.changes import Changes
from tests import desks
from tests.build import NOW, REPLICA_A, a_cell, a_snapshot

CHOICE = "U.P.1.i.b"
SHEET = catalog.instrument(catalog.UNIT_SHEET)
RATIO_CODE = next(
    node.code
    for node in SHEET.nodes
    if node.question and node.question.scale.formula and node.question.scale.formula.kind == RATIO
)
ZI = catalog.instrument("lke-zi-10-2019")
SCORE_CODE = next(
    node.code
    for node in ZI.nodes
    if node.question and any(not number.whole for number in node.question.scale.inputs)
)


@pytest.fixture
def zi(key: Key) -> Key:
    """The instrument of the year that has questions with decimals."""
    return key._replace(instrument=ZI.id)


def _answer(db: Store, key: Key, code: str, answer: Answer, *, who: str = "Operator 1") -> Changes:
    return office.record_answer(db, key, code, answer, who=who, now=NOW)


def _found(db: Store, key: Key, code: str) -> Answer:
    return office.load_year(db, key).assessment.answer(code)


def test_an_answer_is_kept_and_told(db: Store, key: Key) -> None:
    changes = _answer(db, key, CHOICE, Answer("B", "catatan"))
    assert changes == Changes(frozenset({key}), frozenset({CHOICE}), frozenset({"answers"}))
    assert _found(db, key, CHOICE) == Answer("B", "catatan")


def test_the_same_answer_again_changes_nothing(db: Store, key: Key) -> None:
    _answer(db, key, CHOICE, Answer("B"))
    before = journal.load_last_hash(db)
    assert not _answer(db, key, CHOICE, Answer("B"))
    assert not _answer(db, key, "U.P.1.i.c", EMPTY)
    assert journal.load_last_hash(db) == before


def test_an_answer_taken_back_is_unanswered_and_not_gone(db: Store, key: Key) -> None:
    _answer(db, key, CHOICE, Answer("B"))
    assert _answer(db, key, CHOICE, EMPTY)
    row = assessments.answer_row(key.instrument, CHOICE)
    (cell,) = assessments.load_cells(db, key.office, key.year, row)
    assert cell.value == EMPTY


def test_the_dot_of_an_answer_is_its_journal_number_and_raises_the_vector(db: Store, key: Key) -> None:
    _answer(db, key, CHOICE, Answer("B"))
    (cell,) = assessments.load_cells(db, key.office, key.year, assessments.answer_row(key.instrument, CHOICE))
    assert cell.edit == journal.list_of_act(db, "answer")[-1].edit
    assert assessments.load_vector(db, key.office, key.year) == {db.replica: cell.edit.n}


def test_numbers_are_kept_exactly(db: Store, zi: Key) -> None:
    name = ZI.question(SCORE_CODE).scale.inputs[0].id
    wanted = Answer(inputs(**{name: Decimal("3.620000")}))
    _answer(db, zi, SCORE_CODE, wanted)
    assert _found(db, zi, SCORE_CODE) == wanted
    assert not _answer(db, zi, SCORE_CODE, Answer(inputs(**{name: Decimal("3.62")})))


def test_the_order_in_which_numbers_are_given_does_not_matter(db: Store, key: Key) -> None:
    names = [number.id for number in SHEET.question(RATIO_CODE).scale.inputs]
    value = tuple((name, Decimal(1)) for name in reversed(sorted(names)))
    assert value_fault(SHEET.question(RATIO_CODE).scale, value) is None
    _answer(db, key, RATIO_CODE, Answer(value))
    assert _found(db, key, RATIO_CODE).value == tuple(sorted(value))


@pytest.mark.parametrize(
    ("code", "answer", "what"),
    [
        ("U.P.9.x.z", Answer("A"), "unknown_question"),
        ("U.P.1.i", Answer("A"), "unknown_question"),
        (CHOICE, Answer("E"), "option"),
        (CHOICE, Answer(inputs(n=1)), "option"),
        (CHOICE, Answer("B", "x" * 2001), "too_long"),
        (RATIO_CODE, Answer("A"), "inputs"),
        (RATIO_CODE, Answer(inputs(other=1)), "inputs"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_by_name(
    db: Store, key: Key, code: str, answer: Answer, what: str
) -> None:
    before = journal.load_last_hash(db)
    with pytest.raises(NotAllowed) as refused:
        _answer(db, key, code, answer)
    assert (refused.value.what, refused.value.facts["code"]) == (what, code)
    assert journal.load_last_hash(db) == before


def test_more_decimals_than_a_bundle_carries_are_refused(db: Store, zi: Key) -> None:
    name = ZI.question(SCORE_CODE).scale.inputs[0].id
    _answer(db, zi, SCORE_CODE, Answer(inputs(**{name: Decimal("3.123456")})))
    with pytest.raises(NotAllowed) as refused:
        _answer(db, zi, SCORE_CODE, Answer(inputs(**{name: Decimal("3.1234567")})))
    assert refused.value.what == "decimals"


def test_instruments_of_a_year_are_kept_apart(db: Store, key: Key, zi: Key) -> None:
    code = next(node.code for node in ZI.nodes if node.question and node.question.scale.options)
    _answer(db, zi, code, Answer(ZI.question(code).scale.options[0].label))
    _answer(db, key, CHOICE, Answer("B"))
    assert set(office.load_year(db, key).assessment.answers) == {CHOICE}
    assert set(office.load_year(db, zi).assessment.answers) == {code}


@pytest.mark.parametrize("instrument", ["lke-26-2020-pemda", "lke-zi-90-2021", "tidak-ada", "../x"])
def test_an_instrument_that_no_bundle_of_the_year_carries_takes_no_answer(
    db: Store, key: Key, instrument: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        _answer(db, key._replace(instrument=instrument), CHOICE, Answer("A"))
    assert refused.value.what == "unknown_instrument"


@given(st.text(max_size=80))
def test_any_note_is_kept_in_a_form_that_can_travel(note: str) -> None:
    kept = office.fit_answer(SHEET, CHOICE, Answer("A", note))
    assert is_clean(kept.note)
    assert office.fit_answer(SHEET, CHOICE, kept) == kept


def test_a_note_of_2000_characters_beyond_the_basic_plane_fits(db: Store, key: Key) -> None:
    note = "\U0001f600" * 2000
    _answer(db, key, CHOICE, Answer("A", note))
    assert _found(db, key, CHOICE).note == note


def test_several_answers_are_kept_all_or_none(db: Store, key: Key) -> None:
    good = {CHOICE: Answer("A"), "U.P.1.i.c": Answer("B")}
    with pytest.raises(NotAllowed) as refused:
        office.record_answers(
            db, key, {**good, "U.X": Answer("A"), RATIO_CODE: Answer("A")}, who="Operator", now=NOW
        )
    assert refused.value.what == "rows"
    assert refused.value.facts["faults"] == (("U.X", "unknown_question"), (RATIO_CODE, "inputs"))
    assert office.load_year(db, key).assessment.answers == {}
    changes = office.record_answers(db, key, good, who="Operator", now=NOW)
    assert changes.questions == {CHOICE, "U.P.1.i.c"}
    assert not office.record_answers(db, key, good, who="Operator", now=NOW)
    assert dict(office.load_year(db, key).assessment.answers) == good


def test_a_locked_year_takes_no_answer_and_no_waiver_but_a_flag(db: Store, key: Key) -> None:
    desks.fill(db, key)
    sending.export(db, key, db.folder.root / "out", final=True, who="Operator 1", now=NOW)
    acts: list[Any] = [
        lambda: _answer(db, key, CHOICE, Answer("D")),
        lambda: office.record_answers(db, key, {CHOICE: Answer("D")}, who="", now=NOW),
        lambda: office.waive(db, key, f"jump:{CHOICE}", "alasan yang cukup", who="", now=NOW),
        lambda: office.unwaive(db, key, f"jump:{CHOICE}", who="", now=NOW),
    ]
    for act in acts:
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.what == "locked"
    assert office.set_flag(db, key, CHOICE, True, who="", now=NOW)
    assert office.load_year(db, key).assessment.stage is Stage.LOCKED


def test_the_secretariat_never_writes_an_offices_content(tmp_path: Path, key: Key) -> None:
    db = desks.a_desk(tmp_path / "desk", role=Role.SECRETARIAT, office="")
    with pytest.raises(NotAllowed) as refused:
        _answer(db, key, CHOICE, Answer("A"))
    assert refused.value.what == "role"
    db.close()


def test_a_flag_is_put_and_taken_away_on_this_computer_only(db: Store, key: Key) -> None:
    vector = assessments.load_vector(db, key.office, key.year)
    assert office.set_flag(db, key, CHOICE, True, who="", now=NOW).topics == {"flags"}
    assert not office.set_flag(db, key, CHOICE, True, who="", now=NOW)
    assert office.load_year(db, key).flags == {CHOICE}
    office.set_flag(db, key, CHOICE, False, who="", now=NOW)
    assert office.load_year(db, key).flags == frozenset()
    assert assessments.load_vector(db, key.office, key.year) == vector
    with pytest.raises(NotAllowed):
        office.set_flag(db, key, "U.X", True, who="", now=NOW)


def test_a_finding_is_set_aside_with_its_reason_and_stands_again(db: Store, key: Key) -> None:
    note = "lihat surat keputusan camat"
    for code in (CHOICE, "U.P.1.i.c", "U.P.1.ii.a"):
        _answer(db, key, code, Answer(None, note))
    (finding,) = _findings(db, key, "same_note")
    assert office.waive(db, key, finding.id, " memang satu surat \n", who="Operator", now=NOW).topics == {
        "waivers"
    }
    assert not office.waive(db, key, finding.id, "memang satu surat", who="Operator", now=NOW)
    assert [item.waived for item in _findings(db, key, "same_note")] == ["memang satu surat"]
    assert office.unwaive(db, key, finding.id, who="Operator", now=NOW)
    assert not office.unwaive(db, key, finding.id, who="Operator", now=NOW)
    assert [item.waived for item in _findings(db, key, "same_note")] == [""]


def _findings(db: Store, key: Key, kind: str) -> list[checks.Finding]:
    year = office.load_year(db, key)
    return [item for item in checks.findings(SHEET, year.assessment, year.context) if item.kind == kind]


@pytest.mark.parametrize(
    ("finding", "reason", "what"),
    [
        (f"unanswered:{CHOICE}", "alasan yang cukup", "not_waivable"),
        ("identity:profil", "alasan yang cukup", "not_waivable"),
        ("jump", "alasan yang cukup", "not_waivable"),
        (f"jump:{CHOICE}", "singkat", "too_short"),
        (f"jump:{CHOICE}", "x" * 501, "too_long"),
    ],
)
def test_a_waiver_that_cannot_be_is_refused(
    db: Store, key: Key, finding: str, reason: str, what: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        office.waive(db, key, finding, reason, who="", now=NOW)
    assert refused.value.what == what


def test_history_tells_old_and_new_newest_first(db: Store, key: Key) -> None:
    _answer(db, key, CHOICE, Answer("B"), who="Operator 1")
    office.record_answer(
        db, key, CHOICE, Answer("C", "turun"), who="Operator 2", now=NOW + timedelta(hours=1)
    )
    sha256 = desks.attach(db, key, CHOICE)
    attached, second, first = office.list_history(db, key, CHOICE)
    assert (first.before, first.after, first.by, first.act) == (None, Answer("B"), "Operator 1", "answer")
    assert (second.before, second.after, second.by) == (Answer("B"), Answer("C", "turun"), "Operator 2")
    assert (second.at, second.device) == (NOW + timedelta(hours=1), "Laptop 1")
    assert attached.act == "evidence"
    assert attached.after in office.load_year(db, key).assessment.evidence
    assert getattr(attached.after, "sha256", "") == sha256
    assert office.list_history(db, key, "U.P.1.i.c") == ()


def test_an_empty_year_is_all_unanswered(db: Store, key: Key) -> None:
    year = office.load_year(db, key)
    assert (dict(year.assessment.answers), year.assessment.evidence) == ({}, ())
    assert (year.assessment.stage, year.stage_since, year.stage_by) == (Stage.OPEN, None, "")
    assert (year.last_year, year.revision, year.conflicts, year.edited_at) == (None, 0, (), None)
    assert year.profile == setup.load_identity(db).profile == year.context.profile


def test_last_years_assessment_is_read_with_this_years(db: Store, key: Key) -> None:
    row = assessments.answer_row(key.instrument, CHOICE)
    with db.atomic():
        snapshot = a_snapshot({REPLICA_A: 1}, {row: (a_cell(REPLICA_A, 1, Answer("C")),)})
        assessments.keep_snapshot(db, key.office, key.year - 1, snapshot)
    year = office.load_year(db, key)
    assert year.last_year is not None
    assert year.last_year.answer(CHOICE) == Answer("C")
    assert year.context.last_year == year.last_year
    assert year.assessment.answer(CHOICE) == EMPTY


def test_a_conflict_is_named_and_settled_by_the_offices_next_answer(db: Store, key: Key) -> None:
    _answer(db, key, CHOICE, Answer("B"))
    row = assessments.answer_row(key.instrument, CHOICE)
    other = a_snapshot({REPLICA_A: 1}, {row: (a_cell(REPLICA_A, 1, Answer("C")),)})
    with db.atomic():
        mine = assessments.load_snapshot(db, key.office, key.year)
        assessments.keep_snapshot(db, key.office, key.year, join(mine, other))
    year = office.load_year(db, key)
    assert (year.conflicts, year.assessment.answer(CHOICE)) == ((CHOICE,), EMPTY)

    _answer(db, key, CHOICE, Answer("D"))
    year = office.load_year(db, key)
    assert (year.conflicts, year.assessment.answer(CHOICE)) == ((), Answer("D"))
    settled = assessments.load_snapshot(db, key.office, key.year)
    assert join(settled, other) == settled
    newest = office.list_history(db, key, CHOICE)[0]
    assert (newest.before, newest.after) == (None, Answer("D"))


def test_a_file_that_is_gone_or_cut_is_lost(db: Store, key: Key) -> None:
    kept = desks.attach(db, key, CHOICE, "tetap")
    gone, cut = desks.attach(db, key, CHOICE, "hilang"), desks.attach(db, key, CHOICE, "terpotong")
    db.folder.evidence_file(gone).unlink()
    db.folder.evidence_file(cut).write_bytes(b"%PDF")
    assert office.load_year(db, key).context.lost == {gone, cut}
    assert files.has_file(db.folder, kept, len(desks.a_pdf("tetap")))


def test_the_newest_edit_is_dated(db: Store, key: Key) -> None:
    later = NOW + timedelta(days=2)
    office.record_answer(db, key, CHOICE, Answer("A"), who="", now=later)
    office.record_answer(db, key, "U.P.1.i.c", Answer("A"), who="", now=NOW)
    assert office.load_year(db, key).edited_at == later
