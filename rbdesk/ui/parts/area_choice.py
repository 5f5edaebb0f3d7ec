"""A button that says which areas are meant, with a menu in which several can be ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from rbdesk import text
from rbdesk.ui.parts.buttons import Button

ALL = "Semua area"
_FEW = 2  # areas that the button names


class StayingMenu(QMenu):
    """Stays open while lines with a tick are chosen, by click, Space or Enter."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        is_choice = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_choice and action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().keyPressEvent(event)


class AreaChoice(Button):
    """None ticked means all.

    Signals: `chosen()` the person changed which areas are meant.
    """

    chosen = Signal()

    def __init__(self, areas: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`areas` are codes with their short names, in the sheet's order."""
        super().__init__(ALL, "", "secondary", trailing="chevron-down", parent=parent)
        self._areas = tuple(areas)
        self._codes: frozenset[str] = frozenset()
        self.list = StayingMenu(self)
        self._every = self.list.addAction(ALL)
        self._every.setCheckable(True)
        self._every.triggered.connect(lambda _on: self._choose(frozenset()))
        self.list.addSeparator()
        self._acts = {}
        for code, name in self._areas:
            act = self.list.addAction(name)
            act.setCheckable(True)
            act.triggered.connect(lambda on, code=code: self._choose(self._with(code, on)))
            self._acts[code] = act
        self.clicked.connect(lambda _=False: self.list.popup(self.mapToGlobal(self.rect().bottomLeft())))
        self.set_codes(())

    def codes(self) -> frozenset[str]:
        """The areas that are meant; empty for all."""
        return self._codes

    def set_codes(self, codes: Sequence[str] | frozenset[str]) -> None:
        """Tick these; says nothing."""
        self._codes = frozenset(codes)
        self._every.setChecked(not self._codes)
        for code, act in self._acts.items():
            act.setChecked(code in self._codes)
        names = [name for code, name in self._areas if code in self._codes]
        self.setText(
            ALL if not names else text.listing(names) if len(names) <= _FEW else f"{len(names)} area"
        )
        self.setAccessibleName(f"Area yang boleh berubah: {text.listing(names) if names else ALL.lower()}")
        self.updateGeometry()

    def _with(self, code: str, on: bool) -> frozenset[str]:
        return self._codes | {code} if on else self._codes - {code}

    def _choose(self, codes: frozenset[str]) -> None:
        before = self._codes
        self.set_codes(codes)
        if self._codes != before:
            self.chosen.emit()
