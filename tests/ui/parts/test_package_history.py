from dataclasses import replace

from PySide6.QtCore import Qt

from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.package_history import PackageHistory
from rbdesk.workflow.sending import REPLACED, SENT
from tests.ui.parts.screens import shown
from tests.ui.parts.test_receipt import PACKAGE

OLDER = replace(PACKAGE, revision=1, final=False, bundle_id="a" * 64, code="AAAA-AAAA", state=REPLACED)


def visible(history, kind):
    return [one for one in history.findChildren(kind) if one.isVisible()]


def test_each_package_stands_with_its_revision_code_and_state(qtbot):
    history = shown(qtbot, PackageHistory(), 340)
    history.set_packages([replace(PACKAGE, state=SENT), OLDER])
    qtbot.wait(1)

    words = [label.text() for label in visible(history, Label)]
    assert "Resmi · revisi 2" in words
    assert "Sementara · revisi 1" in words
    assert any(line.endswith("7F3A-91C4") for line in words)
    assert [chip.text() for chip in visible(history, Chip)] == ["Dikirim", "Digantikan"]


def test_a_package_that_is_not_shown_can_be_looked_at(qtbot):
    history = shown(qtbot, PackageHistory(), 340)
    history.set_packages([PACKAGE, OLDER], PACKAGE.bundle_id)
    qtbot.wait(1)
    chosen = []
    history.chosen.connect(chosen.append)

    (look,) = visible(history, Button)
    qtbot.mouseClick(look, Qt.MouseButton.LeftButton)

    assert look.accessibleName() == "Lihat paket sementara revisi 1"
    assert chosen == ["a" * 64]


def test_what_a_balasan_answers_is_said_so_though_it_was_replaced_since(qtbot):
    history = shown(qtbot, PackageHistory(), 340)
    history.set_packages([PACKAGE, replace(OLDER, letter=1)])
    qtbot.wait(1)

    chips = visible(history, Chip)
    assert [chip.text() for chip in chips] == ["Belum ditandai", "Dibalas"]
    assert chips[1].toolTip() == "Dijawab balasan 1"
    assert "Digantikan" in [label.text() for label in visible(history, Label)]
