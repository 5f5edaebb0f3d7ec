"""The keys of a page of questions, which work wherever in the window the focus is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def add_chords(
    page: QWidget, *, go_on: Callable[[], Any], add_file: Callable[[], Any], step: Callable[[int], Any]
) -> None:
    """Ctrl+Enter goes on, Ctrl+B adds a file, Ctrl+PgUp and Ctrl+PgDn step through the groups; also from the rail."""
    for chord, act in (
        ("Ctrl+Return", go_on),
        ("Ctrl+Enter", go_on),
        ("Ctrl+B", add_file),
        ("Ctrl+PgDown", lambda: step(1)),
        ("Ctrl+PgUp", lambda: step(-1)),
    ):
        shortcut = QShortcut(QKeySequence(chord), page)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)
