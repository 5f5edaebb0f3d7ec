"""Guards against the fault that keeps newer versions of PySide6 out (PYSIDE-3474).

6.12.0 loses a reference to None or True at each void call and emit. After some thousands of calls Python
3.11 aborts the program, in the middle of somebody's work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None and True have no count from 3.12 on (PEP 683)"
)

CALLS = 1_000
ALLOWED_LOSS = 50  # other objects may drop a few while the calls run; the fault loses one a call


class Switch(QObject):
    """A signal that carries a value which all of Python shares."""

    turned = Signal(bool)


def lost_references(value: object, call: Callable[[], object]) -> int:
    """How many references to `value` are missing after CALLS calls."""
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(value)


def test_void_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)

    assert lost_references(None, lambda: label.setText("36,30")) < ALLOWED_LOSS


def test_emitting_loses_no_reference_to_true() -> None:
    switch = Switch()
    switch.turned.connect(lambda on: None)

    assert lost_references(True, lambda: switch.turned.emit(True)) < ALLOWED_LOSS
