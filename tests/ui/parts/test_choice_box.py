from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from rbdesk.ui.parts.choice_box import ChoiceBox
from tests.ui.parts.screens import shown


def test_the_wheel_turns_the_page_and_leaves_the_choice(qtbot):
    box = shown(qtbot, ChoiceBox(), 200, 40)
    box.addItems(["Satu", "Dua", "Tiga"])
    box.setFocus()
    chosen = []
    box.activated.connect(chosen.append)
    middle = QPointF(box.rect().center())
    turned = QWheelEvent(
        middle,
        QPointF(box.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(box, turned)

    assert (box.currentText(), chosen, turned.isAccepted()) == ("Satu", [], False)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert (box.currentText(), chosen) == ("Dua", [1])
