"""The drawer of Jejak nilai by itself: words first, columns, the way by keyboard, what is copied."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from rbdesk import explanations, text, wording
from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.provenance import Provenance, Source
from rbdesk.domain.scoring import score
from rbdesk.domain.survey import Batch, result_of
from rbdesk.domain.trace import Mean, OfficeShare
from rbdesk.ui.parts import trace_drawer
from rbdesk.ui.parts.trace_drawer import TraceDrawer
from rbdesk.workflow import catalog
from rbdesk.workflow.tracing import Explained
from tests import year
from tests.build import NOW, answers_everywhere
from tests.ui.parts.screens import shown

ANSWERS = {**answers_everywhere(year.SHEET, "second"), "U.P.7.ii.c": Answer("C")}
SCORE = score(year.SHEET, ANSWERS)
KEY = Key("32.16.09", 2020, year.SHEET.id)
FOUND = Explained(KEY, year.SHEET, ANSWERS, ScoreRange(SCORE, SCORE), "self", False, "")
MEAN = Mean(
    "Deregulasi",
    (OfficeShare("32.16.02", "Babelan", Fraction(60)), OfficeShare("32.16.01", "Tarumajaya", Fraction(50))),
    (("Tambelang", "not_sent"),),
    Fraction(55),
)


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    return shown(qtbot, made, 1366, 696)


@pytest.fixture
def drawer(host) -> TraceDrawer:
    return TraceDrawer(host)


def keys(qtbot, *pressed: Qt.Key) -> None:
    for one in pressed:
        qtbot.keyClick(QApplication.focusWidget(), one)


def test_a_number_is_explained_in_words_then_down_to_a_question(drawer):
    drawer.show_explained(FOUND, "", can_open=True)
    body = drawer.content

    assert drawer.accessibleName().startswith("Mengapa ")
    assert body.sentence.accessibleName() == explanations.trace_sentence(FOUND.trace())
    assert [view.isVisible() for view in body.views] == [True, True, True]
    assert QApplication.focusWidget() in body.views[0].rows()


@pytest.mark.parametrize("wanted", ["", "6", "U.P.7.ii.c"])
def test_side_by_side_the_columns_scroll_and_not_the_whole(drawer, qtbot, wanted):
    drawer.show_explained(FOUND, wanted, can_open=True)
    qtbot.wait(200)

    assert drawer._scroll.verticalScrollBar().maximum() == 0


def test_the_keyboard_goes_through_rows_and_columns_and_back(host, drawer, qtbot):
    host.findChild(QLineEdit).setFocus()
    drawer.show_explained(FOUND, "7", can_open=True)
    body = drawer.content
    assert (body.level(), body.views[0].selected()) == (1, "7")

    keys(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert body.level() == 2
    second = body.views[1].selected()
    assert body.views[2].column.key == second
    assert body.sentence.accessibleName() == explanations.trace_sentence(FOUND.trace(second))
    keys(qtbot, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert body.level() == 0
    keys(qtbot, Qt.Key.Key_Home)
    assert (body.views[0].selected(), body.views[1].column.key) == ("1", "1")

    with qtbot.waitSignal(drawer.dismissed):
        keys(qtbot, Qt.Key.Key_Escape)
    assert host.findChild(QLineEdit).hasFocus()


def test_the_question_that_is_open_is_asked_for_and_can_be_opened(drawer, qtbot):
    asked, opened = [], []
    drawer.provenance_wanted.connect(asked.append)
    drawer.question_wanted.connect(opened.append)
    drawer.show_explained(FOUND, "U.P.7.ii.c", can_open=True)
    assert asked == ["U.P.7.ii.c"]

    drawer.show_provenance(Provenance("U.P.1.i.a", (Source("A", "", NOW, "Lain", "Laptop"),)))
    assert drawer.content.origin.words() == []  # of another question: too late
    drawer.show_provenance(Provenance("U.P.7.ii.c", (Source("C", "", NOW, "Siti Contoh", "Laptop"),)))
    assert drawer.content.origin.words()[0] == "C, oleh Siti Contoh"
    keys(qtbot, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert opened == ["U.P.7.ii.c"]


def test_what_is_copied_is_what_is_open(drawer, qtbot):
    drawer.show_explained(FOUND, "U.P.7.ii.c", can_open=True)
    source = Provenance("U.P.7.ii.c", (Source("C", "", NOW, "Siti Contoh", "Laptop"),), 2)
    drawer.show_provenance(source)

    qtbot.mouseClick(drawer.copy, Qt.MouseButton.LeftButton)

    copied = QGuiApplication.clipboard().text()
    for wanted in ("", "7", "U.P.7.ii"):
        assert explanations.trace_lines(FOUND.trace(wanted), year.SHEET) in copied
    assert explanations.provenance_text(source, year.SHEET) in copied
    assert copied.endswith(wording.ROUNDING_NOTE)


def test_in_a_narrow_window_one_column_stands_under_a_trail(host, drawer, qtbot):
    host.resize(911, 440)
    drawer.show_explained(FOUND, "", can_open=True)
    body = drawer.content
    assert [view.isVisible() for view in body.views] == [True, False, False]
    assert not body.trail.isVisible()

    keys(qtbot, Qt.Key.Key_Return)
    assert [view.isVisible() for view in body.views] == [False, True, False]
    assert body.trail.isVisible()
    keys(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert [view.isVisible() for view in body.views] == [True, False, False]
    assert drawer.width() <= host.width()


def test_a_mean_lists_its_offices_and_leads_to_each(drawer, qtbot):
    wanted = []
    drawer.office_wanted.connect(wanted.append)
    drawer.show_mean(MEAN, trace_drawer.mean_subtitle(MEAN, 2020, is_verified=False))
    body = drawer.content

    assert body.subtitle.text() == "Rata-rata nilai mandiri 2020, 2 dari 3 kecamatan"
    assert [row.row.name for row in body.views[0].rows()] == ["Babelan", "Tarumajaya", "Tambelang"]
    assert body.copied() == explanations.mean_text(MEAN)
    keys(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert wanted == ["32.16.01"]


def test_an_office_of_a_mean_leads_back_to_it(drawer, qtbot):
    back = []
    drawer.mean_wanted.connect(lambda: back.append(True))
    drawer.show_explained(FOUND, "2", can_open=True, mean=trace_drawer.mean_words(MEAN))
    assert drawer.content.back.text() == "Rata-rata Deregulasi 55,00"

    qtbot.mouseClick(drawer.content.back, Qt.MouseButton.LeftButton)

    assert back == [True]


def test_a_press_beside_it_closes_it(host, drawer, qtbot):
    drawer.show_explained(FOUND, "", can_open=True)

    with qtbot.waitSignal(drawer.dismissed):
        qtbot.mouseClick(drawer._scrim, Qt.MouseButton.LeftButton, pos=host.rect().topLeft())

    assert not drawer._scrim.isVisible()


def test_an_index_is_taken_apart_by_its_elements(drawer):
    survey = catalog.survey_of_year(2020)
    counts = ((0, 0, 3, 7), *[(0, 1, 5, 4)] * 8)
    result = result_of(survey, [Batch(survey.id, "KTP", "2020-S1", "b", counts=counts, respondents=10)])

    drawer.show_index(result, trace_drawer.index_subtitle(result, 2020, "KTP", "2020-S1"))
    body = drawer.content

    assert drawer.accessibleName() == f"Mengapa IKM {text.number(result.index)}?"
    assert body.subtitle.text() == "Survei kepuasan · Semester I 2020 · KTP · 10 responden"
    assert [row.row.value for row in body.views[0].rows()] == [
        text.number(one.nrr) for one in result.elements
    ]
    assert body.copied() == explanations.index_text(result)
    assert [view.isVisible() for view in body.views] == [True, False, False]
