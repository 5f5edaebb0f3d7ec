import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.ui.models import acts
from rbdesk.ui.models.acts import AnswerCommand
from rbdesk.workflow import evidence
from rbdesk.workflow.evidence import Staged
from tests.build import an_evidence
from tests.ui.answering import KEY, LETTERS, RATIO, SHEET, YES_NO, ratio

REKAP = Staged("a" * 64, 10, "application/pdf", "Rekap.pdf")


class Writer:
    """Keeps what it is told to write."""

    instrument = SHEET

    def __init__(self):
        self.answers = []

    def write_answer(self, code, answer):
        self.answers.append((code, answer))

    def write(self, writes):
        raise AssertionError("an answer is no act")


@pytest.mark.parametrize(
    ("code", "before", "after", "undone", "redone"),
    [
        (LETTERS, "C", "B", "Jawaban P.8.iii.c kembali ke C", "Jawaban P.8.iii.c menjadi B lagi"),
        (LETTERS, None, "B", "Jawaban P.8.iii.c kosong lagi", "Jawaban P.8.iii.c menjadi B lagi"),
        (LETTERS, "B", None, "Jawaban P.8.iii.c kembali ke B", "Jawaban P.8.iii.c kosong lagi"),
        (
            RATIO,
            ratio(6, 10),
            ratio(7, 10),
            "Jawaban R.8.i.b kembali ke 6 dari 10",
            "Jawaban R.8.i.b menjadi 7 dari 10 lagi",
        ),
    ],
)
def test_a_step_says_what_taking_it_back_does(code, before, after, undone, redone):
    step = AnswerCommand(Writer(), code, Answer(before), Answer(after), None)

    assert (step.undo_says, step.redo_says) == (undone, redone)


def test_a_step_is_written_forth_and_back():
    writer = Writer()
    step = AnswerCommand(writer, LETTERS, Answer("C"), Answer("B"), None)
    step.redo()
    step.undo()

    assert writer.answers == [(LETTERS, Answer("B")), (LETTERS, Answer("C"))]


def test_only_the_same_stay_at_the_same_question_is_one_step():
    stay = object()

    def step(code, before, after, session):
        return AnswerCommand(Writer(), code, Answer("B", before), Answer("B", after), session)

    first = step(LETTERS, "", "s", stay)
    assert not first.mergeWith(step(YES_NO, "", "s", stay))
    assert not first.mergeWith(step(LETTERS, "s", "sa", object()))
    assert first.mergeWith(step(LETTERS, "s", "sa", stay))
    assert not first.isObsolete()
    assert first.mergeWith(step(LETTERS, "sa", "", stay))
    assert first.isObsolete()


def test_attaching_names_files_and_places():
    other = Staged("b" * 64, 10, "image/png", "Foto.png")
    act = acts.attach(KEY, SHEET, [(LETTERS, REKAP), (YES_NO, REKAP), (LETTERS, other)])

    assert act.undo_says == "Bukti “Rekap.pdf” dan “Foto.png” dilepas dari P.8.iii.c dan P.8.iii.a"
    assert [write[0] for write in act.forth] == [evidence.attach_evidence] * 3
    assert [write[0] for write in act.back] == [evidence.detach_evidence] * 3


def test_putting_back_what_was_taken_away_keeps_its_page():
    item = an_evidence(LETTERS, note="hal. 4")
    act = acts.detach(KEY, SHEET, [item])

    [(function, arguments)] = act.back
    assert function is evidence.attach_evidence
    assert arguments[2] == acts.staged_of(item)
    assert arguments[3] == "hal. 4"


def test_an_exchange_goes_back_place_by_place():
    uses = [an_evidence(LETTERS, note="hal. 4"), an_evidence(YES_NO)]
    act = acts.exchange(KEY, uses, REKAP)

    assert len(act.forth) == 1
    assert [arguments[1] for _, arguments in act.back] == [LETTERS, LETTERS, YES_NO, YES_NO]


@pytest.mark.parametrize("on", [True, False])
def test_a_flag_says_what_it_becomes(on):
    act = acts.flag(KEY, SHEET, LETTERS, on=on)
    assert act.redo_says == ("P.8.iii.c ditandai lagi" if on else "P.8.iii.c tidak ditandai lagi")
    assert act.undo_says != act.redo_says
