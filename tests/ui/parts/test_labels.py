import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from tests.ui.parts.screens import shown

LONG = (
    "Apakah telah dilakukan monitoring dan evaluasi atas penanganan keluhan, masukan, dan konsultasi, "
    "serta hasilnya ditindaklanjuti untuk perbaikan kualitas pelayanan publik di kecamatan?"
)


def test_a_label_wears_its_type_and_role_in_both_themes(qapp, qtbot):
    label = shown(qtbot, Label("Tenggat", "title", "text2"))
    theme.apply(qapp, "dark", 115)
    assert label.font().pixelSize() == theme.font("title").pixelSize() == 22
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("text2")
    label.set_ink("warn")
    label.set_kind("caption")
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("warn")
    assert label.font().pixelSize() == theme.font("caption").pixelSize()


def test_a_label_of_data_shows_no_markup(qtbot):
    assert shown(qtbot, Label("<b>tebal</b>")).textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("place", ["column", "row", "splitter", "stack"])
@pytest.mark.parametrize("percent", [100, 130])
def test_wrapping_text_is_never_cut_wherever_it_stands(qapp, qtbot, place, percent):
    theme.apply(qapp, "light", percent)
    label = WrapLabel(LONG, "question")
    host = QWidget()
    outer = QVBoxLayout(host)
    if place == "column":
        outer.addWidget(label)
    elif place == "row":
        row = QHBoxLayout()
        row.addWidget(Label("P.8.iii.c"))
        row.addWidget(label, 1)
        outer.addLayout(row)
    elif place == "splitter":
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(Label("kiri"))
        split.addWidget(label)
        outer.addWidget(split)
    else:
        stack = QStackedWidget()
        stack.addWidget(label)
        outer.addWidget(stack)
    shown(qtbot, host, 420, 40)
    qtbot.waitUntil(
        lambda: label.height() >= label.heightForWidth(label.width()) > 2 * label.fontMetrics().height()
    )
    host.resize(260, host.height())
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))


def test_wrapping_text_gives_the_height_back_when_it_becomes_short(qtbot):
    label = shown(qtbot, WrapLabel(LONG), 300, 40)
    assert label.minimumSizeHint().height() > 40
    label.setText("Pendek")
    assert label.minimumSizeHint().height() <= label.fontMetrics().height() + 4


def test_shortened_text_keeps_the_whole_as_tooltip_and_for_screen_readers(qtbot):
    label = shown(qtbot, ElidedLabel(LONG), 200)
    assert label.shown_lines()[0].endswith("…")
    assert label.toolTip() == LONG
    assert label.text() == LONG
    label.resize(4000, label.height())
    assert label.shown_lines() == [LONG]
    assert label.toolTip() == ""


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_two_lines_take_two_lines_of_height_and_no_more(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    host = QWidget()
    column = QVBoxLayout(host)
    label = ElidedLabel(LONG, lines=2)
    column.addWidget(label)
    column.addStretch(1)
    shown(qtbot, host, 300, 200)
    qtbot.waitUntil(lambda: label.height() == 2 * label.fontMetrics().lineSpacing())
    assert len(label.shown_lines()) == 2
    assert label.shown_lines()[1].endswith("…")
    label.setText("Pendek")
    qtbot.waitUntil(lambda: label.height() == label.fontMetrics().lineSpacing())


def test_a_squeezed_label_may_become_narrow(qtbot):
    label = shown(qtbot, ElidedLabel(LONG))
    assert label.minimumSizeHint().width() < 80
