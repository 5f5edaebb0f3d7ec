"""The card over the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rbdesk.ui.parts.secretariat_key import SecretariatKeyDialog


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(1366, 696)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_card_grows_so_that_a_complaint_is_seen_at_once(qtbot: QtBot, window: QWidget) -> None:
    dialog = SecretariatKeyDialog(window, fingerprint="11111 22222 33333 44444 55555 66666", is_other=False)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    low = dialog.height()
    dialog.say_different()
    qtbot.waitUntil(lambda: dialog.said.visibleRegion().boundingRect() == dialog.said.rect())
    assert dialog.height() > low
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
