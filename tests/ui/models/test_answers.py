from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

from rbdesk.domain import scoring
from rbdesk.domain.assessment import MOST_OF_A_NOTE, Answer, Stage
from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.ui.models import answers as model
from rbdesk.workflow import evidence, office, sending
from rbdesk.workflow.changes import Changes
from tests.build import NOW
from tests.desks import WHO, a_pdf, fill
from tests.ui.answering import (
    CODES,
    KEY,
    LETTERS,
    RATIO,
    SHEET,
    YES_NO,
    Answering,
    attach,
    open_answering,
    ratio,
)


@pytest.fixture
def opened(qtbot: QtBot, tmp_path):
    """An office with nothing answered."""
    found = open_answering(qtbot, tmp_path / "desk")
    yield found
    found.desk.close()


@pytest.fixture
def with_last_year(qtbot: QtBot, tmp_path):
    last = {LETTERS: Answer("C", "catatan lama"), YES_NO: Answer("Ya"), RATIO: Answer(ratio(6, 10))}
    found = open_answering(qtbot, tmp_path / "desk", {YES_NO: Answer("Tidak")}, last_year=last)
    yield found
    found.desk.close()


def staged(opened: Answering, text: str = "isi", name: str = "Rekap.pdf") -> evidence.Staged:
    return evidence.stage_bytes(opened_folder(opened), a_pdf(text), name)


def opened_folder(opened: Answering) -> DeskFolder:
    return DeskFolder(opened.desk.folder)


def test_the_tree_is_sound(opened, qtmodeltester):
    qtmodeltester.check(opened.answers)


def test_the_tree_has_the_sheet_s_nodes(opened):
    answers = opened.answers
    place = SHEET.place_of[LETTERS]

    index = answers.index_of(place)

    assert answers.data(index) == SHEET.node(LETTERS).name
    assert answers.data(index, model.CodeRole) == LETTERS
    assert answers.data(index.parent(), model.CodeRole) == "U.P.8.iii"
    assert answers.rowCount(index.parent()) == 4


def test_an_answer_shows_at_once_and_is_stored(opened):
    answers = opened.answers
    told = []
    answers.answer_changed.connect(told.append)

    assert answers.set_value(LETTERS, "B")

    assert answers.answer(LETTERS).value == "B"
    assert answers.sheet == scoring.score(SHEET, answers.assessment.answers)
    assert told == [LETTERS]
    assert opened.stored().assessment.answer(LETTERS).value == "B"


def test_an_answer_can_be_given_through_the_tree(opened):
    answers = opened.answers
    index = answers.index_of(SHEET.place_of[LETTERS]).siblingAtColumn(1)

    assert answers.setData(index, "A")
    assert answers.setData(index, "hasil rapat", model.NoteRole)

    assert answers.data(index) == "A"
    assert answers.data(index, model.NoteRole) == "hasil rapat"
    assert answers.data(answers.index_of(SHEET.place_of["U.P.8.iii"]).siblingAtColumn(1)) == "1/4"


def test_the_same_answer_again_changes_nothing(opened):
    opened.answers.set_value(LETTERS, "B")
    told = []
    opened.answers.answer_changed.connect(told.append)

    assert not opened.answers.set_value(LETTERS, "B")
    assert told == []
    assert opened.answers.undo_stack.count() == 1


@pytest.mark.parametrize("value", ["F", "Ya", ratio(1, 2)])
def test_a_value_that_the_question_does_not_know_is_not_taken(opened, value):
    assert not opened.answers.set_value(LETTERS, value)
    assert opened.answers.answer(LETTERS).value is None


def test_a_part_above_its_whole_is_not_taken(opened):
    assert not opened.answers.set_value(RATIO, ratio(90, 86))
    assert opened.answers.set_value(RATIO, ratio(72, 86))


def test_a_note_is_cleaned_and_limited(opened):
    answers = opened.answers

    assert answers.set_note(LETTERS, "baris satu\r\nbaris dua\x07")
    assert answers.answer(LETTERS).note == "baris satu\nbaris dua"
    assert not answers.set_note(LETTERS, "x" * (MOST_OF_A_NOTE + 1))


def test_undo_goes_back_through_a_hundred_answers(opened):
    answers = opened.answers
    for at in range(120):
        answers.set_value(LETTERS, "AB"[at % 2])

    for _ in range(120):
        assert answers.undo()

    assert answers.answer(LETTERS).value is None
    assert not answers.undo()
    assert opened.stored().assessment.answer(LETTERS).value is None


def test_undo_and_redo_say_what_they_did(opened):
    answers = opened.answers
    said, where = [], []
    answers.undone.connect(said.append)
    answers.stepped.connect(where.append)
    answers.set_value(LETTERS, "C")
    answers.set_value(LETTERS, "B")
    answers.set_note(LETTERS, "lihat rekap")

    answers.undo()
    answers.undo()
    answers.undo()
    answers.redo()

    assert said == [
        "Catatan P.8.iii.c dikembalikan",
        "Jawaban P.8.iii.c kembali ke C",
        "Jawaban P.8.iii.c kosong lagi",
        "Jawaban P.8.iii.c menjadi C lagi",
    ]
    assert where == [LETTERS] * 4


def test_what_is_typed_in_one_stay_is_one_step_of_undo(opened):
    answers, stay = opened.answers, object()
    for note in ("d", "dua", "dua puluh"):
        answers.set_note(LETTERS, note, session=stay)
    answers.set_note(LETTERS, "dua puluh satu", session=object())

    answers.undo()
    assert answers.answer(LETTERS).note == "dua puluh"
    answers.undo()
    assert answers.answer(LETTERS).note == ""


def test_a_note_typed_and_taken_away_again_leaves_no_step(opened):
    stay = object()
    opened.answers.set_note(LETTERS, "salah", session=stay)
    opened.answers.set_note(LETTERS, "", session=stay)

    assert opened.answers.undo_stack.count() == 0


def test_evidence_comes_and_goes_with_undo(opened):
    answers = opened.answers
    file = staged(opened)

    assert answers.attach([LETTERS, YES_NO], [file])
    opened.settle()
    assert [item.name for item in answers.evidence(LETTERS)] == ["Rekap.pdf"]
    assert len(answers.uses(file.sha256)) == 2
    assert not answers.attach([LETTERS], [file])

    answers.undo()
    opened.settle()
    assert answers.evidence(LETTERS) == answers.evidence(YES_NO) == ()
    answers.redo()
    opened.settle()
    assert len(answers.uses(file.sha256)) == 2


def test_removed_evidence_comes_back_with_its_page(opened):
    answers = opened.answers
    answers.attach([LETTERS], [staged(opened)])
    opened.settle()
    answers.note_evidence(answers.evidence(LETTERS)[0], " hal.  3–5 ")
    opened.settle()

    answers.detach(answers.evidence(LETTERS))
    opened.settle()
    assert answers.evidence(LETTERS) == ()
    answers.undo()
    opened.settle()

    assert answers.evidence(LETTERS)[0].note == "hal. 3–5"
    assert len(opened.stored().assessment.evidence_of(LETTERS)) == 1


def test_a_newer_file_takes_all_places_and_goes_back(opened):
    answers = opened.answers
    old, new = staged(opened), staged(opened, "baru", "Rekap baru.pdf")
    answers.attach([LETTERS, YES_NO], [old])
    opened.settle()

    answers.replace_evidence(old.sha256, new)
    opened.settle()
    assert answers.uses(old.sha256) == ()
    assert len(answers.uses(new.sha256)) == 2

    answers.undo()
    opened.settle()
    assert answers.uses(new.sha256) == ()
    assert [item.name for item in answers.uses(old.sha256)] == ["Rekap.pdf"] * 2


def test_a_flag_is_set_and_undone(opened):
    answers = opened.answers
    answers.set_flag(LETTERS, True)
    opened.settle()
    assert answers.flagged == {LETTERS}
    answers.undo()
    opened.settle()
    assert answers.flagged == frozenset()


def test_last_year_s_answers_are_proposals_that_do_not_count(with_last_year):
    answers = with_last_year.answers
    before = answers.sheet.total

    answers.propose_last_year()

    assert answers.matching(model.PROPOSED) == (LETTERS, RATIO)
    assert answers.proposal(LETTERS) == "C"
    assert answers.sheet.total == before
    assert answers.proposal(YES_NO) is None  # answered already


def test_a_confirmed_proposal_becomes_the_answer_without_last_year_s_note(with_last_year):
    answers = with_last_year.answers
    answers.propose_last_year()

    assert answers.confirm_proposal(LETTERS)

    assert answers.answer(LETTERS) == Answer("C")
    assert answers.proposal(LETTERS) is None
    assert not answers.confirm_proposal(LETTERS)
    assert with_last_year.stored().assessment.answer(RATIO).value is None


def test_filters_let_through_what_they_say(with_last_year):
    answers = with_last_year.answers
    answers.set_value(LETTERS, "A")
    answers.set_flag(RATIO, True)
    with_last_year.settle()

    assert answers.matching(model.EVERYTHING) == tuple(CODES)
    assert set(CODES) - set(answers.matching(model.UNANSWERED)) == {LETTERS, YES_NO}
    assert answers.matching(model.NO_EVIDENCE) == (LETTERS,)  # Tidak is worth nothing and needs none
    assert answers.matching(model.FLAGGED) == (RATIO,)
    assert answers.matching(model.CHANGED) == (YES_NO, LETTERS)
    with pytest.raises(ValueError, match="salah"):
        answers.matching("salah")


def test_evidence_whose_file_is_gone_is_known(qtbot, tmp_path):
    digest = []
    opened = open_answering(qtbot, tmp_path / "desk", then=lambda db: digest.append(attach(db, LETTERS)))
    try:
        opened_folder(opened).evidence_file(digest[0]).unlink()
        told = []
        opened.answers.answer_changed.connect(told.append)
        with qtbot.waitSignal(opened.answers.loaded):
            opened.answers.load()

        assert opened.answers.is_lost(digest[0])
        assert told == [LETTERS]
        assert opened.answers.matching(model.LOST) == (LETTERS,)
    finally:
        opened.desk.close()


def test_a_locked_year_takes_nothing(qtbot, tmp_path):
    def lock(db):
        fill(db, KEY)
        sending.export(db, KEY, tmp_path, final=True, who=WHO, now=NOW)

    opened = open_answering(qtbot, tmp_path / "desk", then=lock)
    try:
        answers = opened.answers
        before = answers.assessment

        assert answers.is_locked
        assert not answers.set_value(LETTERS, "D")
        assert not answers.set_note(LETTERS, "x")
        assert not answers.detach(answers.evidence(LETTERS))
        assert not answers.attach([LETTERS], [staged(opened, "lain")])
        assert not answers.undo()
        assert opened.stored().assessment.answers == before.answers
        assert opened.stored().assessment.stage is Stage.LOCKED
    finally:
        opened.desk.close()


def test_locking_forgets_what_could_be_undone(opened, qtbot, tmp_path):
    opened.answers.set_value(LETTERS, "B")

    def lock(db, *, who, now):
        fill(db, KEY)
        sending.export(db, KEY, tmp_path / "kirim", final=True, who=who, now=now)
        return Changes(assessments=frozenset({KEY}), topics=frozenset({"stage"}))

    with qtbot.waitSignal(opened.answers.stage_changed):
        opened.desk.do(lock)

    assert opened.answers.undo_stack.count() == 0
    assert not opened.answers.undo()


def test_what_others_change_is_read_again(opened, qtbot):
    with qtbot.waitSignal(opened.answers.loaded):
        opened.desk.do(office.record_answer, KEY, LETTERS, Answer("D"))

    assert opened.answers.answer(LETTERS).value == "D"


def test_an_answer_given_while_the_store_is_read_is_not_overwritten(opened, qtbot):
    answers = opened.answers
    answers.load()
    answers.set_value(LETTERS, "B")  # after the reading was asked for

    with qtbot.waitSignal(answers.loaded):
        pass
    assert answers.answer(LETTERS).value == "B"
    assert opened.stored().assessment.answer(LETTERS).value == "B"


def test_an_answer_the_disk_refuses_stays_on_the_screen_until_it_is_taken(opened, qtbot, monkeypatch):
    answers, real = opened.answers, office.record_answer
    is_full = [True]

    def record(db, key, code, answer, *, who, now):
        if is_full[0]:
            raise StoreTrouble("full", "desk.db")
        return real(db, key, code, answer, who=who, now=now)

    monkeypatch.setattr(office, "record_answer", record)
    with qtbot.waitSignal(opened.desk.failed):
        answers.set_value(LETTERS, "B")
    with qtbot.waitSignal(answers.loaded):
        answers.load()
    assert answers.answer(LETTERS).value == "B"

    is_full[0] = False
    with qtbot.waitSignal(opened.desk.saved):
        opened.desk.retry()
    assert opened.stored().assessment.answer(LETTERS).value == "B"


def test_half_typed_numbers_are_remembered_and_not_stored(opened):
    opened.answers.keep_draft(RATIO, {"n_eased": "72", "n_registered": ""})
    assert opened.answers.drafts[RATIO]["n_eased"] == "72"
    assert opened.answers.answer(RATIO).value is None
    opened.answers.keep_draft(RATIO, {"n_eased": "", "n_registered": ""})
    assert RATIO not in opened.answers.drafts


def test_points_stay_exact(opened):
    opened.answers.set_value(RATIO, ratio(1, 3))
    place = SHEET.place_of[RATIO]
    assert opened.answers.sheet.points[place] == SHEET.question_share_weight(place) / 3
    assert isinstance(opened.answers.sheet.points[place], Fraction)
