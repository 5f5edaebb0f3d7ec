"""Jejak nilai over the real window in both roles: what opens it, what it shows, where it leads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from rbdesk import text
from rbdesk.cli import program
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts.page import Link, TraceWanted
from rbdesk.ui.window import Window
from rbdesk.workflow import tracing
from tests import year
from tests.ui import frames
from tests.ui.frames import settle
from tests.ui.pages.secretariats import NOW

OPEN, OWN = "32.16.14", "32.16.09"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(qtbot, tmp_path) -> Iterator:
    desks: list[Desk] = []

    def show(made: str) -> Window:
        shutil.copytree(year.the_demo().folder / made, tmp_path / "desk")
        desk = Desk(tmp_path / "desk", clock=lambda: NOW)
        desks.append(desk)
        with qtbot.waitSignal(desk.opened):
            desk.open()
        return frames.a_window(qtbot, desk, tmp_path / "settings.ini")

    yield show
    for desk in desks:
        desk.close()


def ask(qtbot, window: Window, wanted: TraceWanted) -> None:
    window.page.traced.emit(wanted)
    settled(qtbot, window)


def settled(qtbot, window: Window) -> None:
    settle(qtbot, window.desk)
    settle(qtbot, window.desk)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_ctrl_i_explains_the_whole_and_esc_gives_the_focus_back(opened, qtbot):
    window = opened(f"offices/{OPEN}")
    window.page.full.score.number.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_I, CONTROL)
    settled(qtbot, window)
    drawer = window.tracing.drawer

    assert drawer.is_open()
    percent = text.number(window.answers.sheet.percent())
    assert drawer.accessibleName() == f"Mengapa {percent}?"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.page.full.score.number


def test_the_score_card_the_areas_and_the_chip_open_it(opened, qtbot):
    window = opened(f"offices/{OPEN}")
    areas = window.page.full.areas
    row, column = areas.rows()[6], areas.columns().percent
    qtbot.mouseClick(
        row, Qt.MouseButton.LeftButton, pos=QPoint(round(column.center().x()), row.height() // 2)
    )
    settled(qtbot, window)
    assert window.tracing.drawer.accessibleName().startswith("Mengapa Pengawasan ")
    assert window.page.key == "home"
    window.tracing.close()
    qtbot.mouseClick(window.page.full.score.number, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert window.tracing.is_open()

    window.go(Link("assessment"))
    assert not window.tracing.is_open()
    qtbot.mouseClick(window.page.chip, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert window.tracing.is_open()


def test_on_penilaian_ctrl_i_explains_the_question_or_the_area_in_focus(opened, qtbot):
    window = opened(f"offices/{OPEN}")
    window.go(Link("assessment", "U.P.2.i.a"))
    settled(qtbot, window)

    assert window.page.number_in_focus() == TraceWanted("U.P.2.i.a")
    window.page.navigator.rows()[0].setFocus()
    assert window.page.number_in_focus() == TraceWanted("1")
    window.page.chip.setFocus()
    assert window.page.number_in_focus() == TraceWanted("")


def test_what_is_copied_is_what_score_and_why_print(opened, qtbot, tmp_path, capsys):
    window = opened(f"offices/{OPEN}")
    ask(qtbot, window, TraceWanted("U.P.7.ii.a"))
    qtbot.mouseClick(window.tracing.drawer.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    window.desk.close()

    for node in ("total", "7", "P.7.ii"):
        assert program.main(["score", str(tmp_path / "desk"), "--trace", node]) == 0
        printed, _, note = capsys.readouterr().out.rstrip().rpartition("\n")
        assert printed in copied
        assert copied.endswith(note)
    assert program.main(["why", str(tmp_path / "desk"), "P.7.ii.a"]) == 0
    assert capsys.readouterr().out.rstrip() in copied


def test_the_question_itself_is_one_step_away(opened, qtbot):
    window = opened(f"offices/{OPEN}")
    ask(qtbot, window, TraceWanted("U.P.7.ii.b"))
    origin = window.tracing.drawer.content.origin
    assert origin.words()

    qtbot.mouseClick(origin.open, Qt.MouseButton.LeftButton)
    settled(qtbot, window)

    assert (window.page.key, window.page.list.current) == ("assessment", "U.P.7.ii.b")
    assert not window.tracing.is_open()


def test_the_secretariat_goes_from_the_mean_to_an_office_to_its_verification(opened, qtbot, tmp_path):
    window = opened("secretariat")
    ask(qtbot, window, TraceWanted("2"))
    body = window.tracing.drawer.content
    mean = tracing_mean(qtbot, window, "2")
    assert window.tracing.drawer.accessibleName() == f"Mengapa Deregulasi {text.number(mean.percent)}?"
    body.office_wanted.emit(OWN)
    settled(qtbot, window)
    assert body.back.text().startswith("Rata-rata Deregulasi")
    assert body.subtitle.text().startswith("Cikarang Utara: ")
    assert "paket" in " ".join(body.origin.words())
    code = body.origin.found.code
    body.back.click()
    settled(qtbot, window)
    assert not body.back.isVisible()
    body.office_wanted.emit(OWN)
    settled(qtbot, window)

    body.origin.open.click()
    settled(qtbot, window)

    assert window.page.key == "verification"
    assert window.page.place() == Link("verification", OWN, code)


def tracing_mean(qtbot, window: Window, area: str):
    found = []
    window.desk.read(tracing.load_mean, year.YEAR, area=area, then=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_a_mean_is_copied_as_the_command_line_prints_it(opened, qtbot, tmp_path, capsys):
    window = opened("secretariat")
    ask(qtbot, window, TraceWanted("7"))
    qtbot.mouseClick(window.tracing.drawer.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    window.desk.close()

    assert program.main(["score", str(tmp_path / "desk"), "--mean", "--trace", "7"]) == 0
    assert capsys.readouterr().out.rstrip() == copied


def test_an_offices_value_is_copied_as_the_secretariats_command_line_prints_it(
    opened, qtbot, tmp_path, capsys
):
    window = opened("secretariat")
    ask(qtbot, window, TraceWanted("", office=OWN))
    found = window.tracing.drawer.content
    copied, code = found.copied(), found.origin.found.code
    window.desk.close()

    assert program.main(["score", str(tmp_path / "desk"), "--office", OWN, "--trace", "total"]) == 0
    assert capsys.readouterr().out.rstrip().rpartition("\n")[0] in copied
    assert program.main(["why", str(tmp_path / "desk"), "--office", OWN, code]) == 0
    assert capsys.readouterr().out.rstrip() in copied


def test_what_has_no_page_here_cannot_be_opened(opened, qtbot):
    window = opened("secretariat")
    ask(qtbot, window, TraceWanted("", office=OWN, year=2019))

    assert not window.tracing.drawer.content.origin.open.isVisible()


@pytest.mark.parametrize(
    ("made", "code", "title"),
    [("secretariat", "D.P.4.i.c", "P.4.i.c"), ("offices/32.16.03", "ZI19.A.I.1.a", "A.I.1.a")],
)
def test_a_question_of_another_sheet_is_explained_with_that_sheet(opened, qtbot, made, code, title):
    window = opened(made)
    window.go(Link("assessment", code))
    settled(qtbot, window)
    window._on_traced()
    settled(qtbot, window)

    drawer = window.tracing.drawer
    assert window.tracing.is_open()
    assert f"Mengapa {title} bernilai" in drawer._title.text()
    window.tracing._on_question(code)
    assert window.page.place().focus == code
    assert window.page.key == "assessment"
