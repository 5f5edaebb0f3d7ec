import pytest
from PySide6.QtWidgets import QLabel

from rbdesk.domain.assessment import Answer
from rbdesk.ui.answer_form.history import MOST_SHOWN, HistoryPanel, entry_text
from rbdesk.workflow.office import HistoryEntry
from tests.build import NOW, an_evidence
from tests.ui.answering import LETTERS, SHEET

SCALE = SHEET.question(LETTERS).scale


def entry(before, after, act="answer"):
    return HistoryEntry(NOW, "Siti", "Laptop 1", act, before, after)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, Answer("C"), "belum dijawab → C"),
        (Answer("C"), Answer("B"), "C → B"),
        (Answer("B"), Answer(None), "B → belum dijawab"),
        (Answer("B"), Answer("B", "rekap"), "catatan ditulis"),
        (Answer("B", "rekap"), Answer("B", "rekap Juli"), "catatan diubah"),
        (Answer("B", "rekap"), Answer("B"), "catatan dihapus"),
        (Answer("C", "rekap"), Answer("B"), "C → B, catatan dihapus"),
        (None, an_evidence(LETTERS), "bukti “SK Camat.pdf” ditambah"),
        (an_evidence(LETTERS), an_evidence(LETTERS, on=False), "bukti “SK Camat.pdf” dilepas"),
        (an_evidence(LETTERS, on=False), an_evidence(LETTERS), "bukti “SK Camat.pdf” ditambah"),
        (
            an_evidence(LETTERS),
            an_evidence(LETTERS, note="hal. 3"),
            "rujukan bukti “SK Camat.pdf”: kosong → hal. 3",
        ),
        (
            an_evidence(LETTERS),
            an_evidence(LETTERS, name="SK baru.pdf"),
            "bukti “SK Camat.pdf” diganti nama menjadi “SK baru.pdf”",
        ),
    ],
)
def test_a_change_is_told_in_words(before, after, said):
    assert entry_text(entry(before, after), SCALE) == said


def words_of(panel):
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]


def test_the_panel_tells_who_and_where(qtbot):
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    panel.show_entries([entry(Answer("C"), Answer("B"))], SCALE)
    assert "C → B" in words_of(panel)
    assert any("Siti · Laptop 1" in words for words in words_of(panel))
    panel.show_entries([], SCALE)
    assert "Belum ada perubahan di komputer ini." in words_of(panel)


def test_a_long_history_says_how_much_is_left_out(qtbot):
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    panel.show_entries([entry(Answer("C"), Answer("B"))] * (MOST_SHOWN + 5), SCALE)
    assert "dan 5 perubahan sebelumnya" in words_of(panel)
