import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.check_list import CheckList, CheckText
from rbdesk.ui.parts.chip import Chip
from tests.ui.parts.screens import shown

OPEN = CheckText("unanswered", "16 pertanyaan belum dijawab", "Pengawasan 7", "missing", "Jawab sekarang")
DONE = CheckText("identity", "Identitas lengkap", "Camat: Contoh", "done")
ADVICE = CheckText("jump", "2 jawaban naik", "P.1.ii.b dan P.6.i.c", "advice", "Tulis catatan")


@pytest.fixture
def checks(qtbot):
    return shown(qtbot, CheckList(), 640, 400)


def chips(checks):
    return [chip.text() for chip in checks.findChildren(Chip)]


def test_two_groups_say_how_they_stand(checks):
    checks.set_lines([OPEN, DONE], [ADVICE], advice=2, waived=0)

    assert chips(checks) == ["1 dari 2 beres", "2 perlu dilihat"]
    assert checks.keys() == ["unanswered", "identity", "jump"]


def test_a_line_acts_by_its_button_and_what_is_done_has_none(checks, qtbot):
    checks.set_lines([OPEN, DONE], [ADVICE], advice=2, waived=0)
    qtbot.wait(1)
    acted = []
    checks.acted.connect(acted.append)

    qtbot.mouseClick(checks.row("unanswered").button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(checks.row("jump").button, Qt.MouseButton.LeftButton)

    assert acted == ["unanswered", "jump"]
    assert checks.row("identity").button is None


def test_findings_set_aside_are_counted_and_can_be_seen(checks, qtbot):
    checks.set_lines([DONE], [], advice=0, waived=2)
    qtbot.wait(1)

    assert chips(checks) == ["1 dari 1 beres", "tidak ada · 2 dikesampingkan"]
    with qtbot.waitSignal(checks.all_wanted):
        qtbot.mouseClick(checks.every, Qt.MouseButton.LeftButton)


def test_without_any_finding_there_is_nothing_to_see(checks):
    checks.set_lines([DONE], [], advice=0, waived=0)

    assert not checks.every.isVisible()
    assert chips(checks)[1] == "tidak ada"


def test_the_focus_stays_when_the_lines_are_read_again_and_moves_on_when_its_line_is_done(checks, qtbot):
    other = CheckText("no_evidence", "9 jawaban tanpa bukti", "", "missing", "Lampirkan bukti")
    checks.set_lines([OPEN, other], [], advice=0, waived=0)
    checks.row("no_evidence").button.setFocus()
    before = checks.row("no_evidence").button

    checks.set_lines([OPEN, other], [], advice=0, waived=0)
    assert checks.row("no_evidence").button is before

    checks.set_lines(
        [OPEN, CheckText("no_evidence", "Semua punya bukti", "", "done")], [], advice=0, waived=0
    )
    assert checks.row("unanswered").button.hasFocus()
