"""Charts whose pieces are real buttons: one tab stop, arrows between them, and one that may be held selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from rbdesk.ui.parts.ring import Pressed, Ringed

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget as _Chart
else:
    _Chart = object


class Piece(Ringed, Pressed, QAbstractButton):
    """One piece, drawn by its chart's class; `step_keys` are its arrows and how far they go."""

    step_keys: Mapping[Qt.Key, int] = {}

    def __init__(self, parent: Choosing) -> None:
        super().__init__(parent)
        self.chart = parent
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: self.chart.choose(self.code()))

    def code(self) -> str:
        """What it stands for."""
        raise NotImplementedError

    def said(self) -> str:
        """It in words."""
        raise NotImplementedError

    def is_selected(self) -> bool:
        """Whether it is the one that is held."""
        return bool(self.code()) and self.code() == self.chart.selected()

    def tell(self) -> None:
        """Say what it is and whether it is held."""
        said = self.said()
        self.setAccessibleName(said + (", dipilih" if self.is_selected() else ""))
        self.setToolTip(said)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in self.step_keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.chart.step(self, self.step_keys[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.chart.make_tab_stop(self)
        super().focusInEvent(event)


class Choosing(_Chart):
    """Mixed into a chart before its Qt class, which has the signal `chosen(code)`; it keeps its pieces in `_pieces`."""

    if TYPE_CHECKING:
        chosen: SignalInstance

    _pieces: Sequence[Piece] = ()
    _selected = ""
    _holds = True  # False: a press is told each time and nothing is held
    _is_round = False  # True: after the last piece comes the first

    def selected(self) -> str:
        """The code of the piece that is held, "" if none is."""
        return self._selected

    def set_selected(self, code: str) -> None:
        """Hold a piece, or none; says nothing."""
        self._selected = code
        self.find_tab_stop()
        for piece in self._pieces:
            piece.tell()
        self.update()

    def choose(self, code: str) -> None:
        """Choose as if the person had pressed it; the one that is held is given up again."""
        if self._holds:
            code = "" if code == self._selected else code
            self.set_selected(code)
        self.chosen.emit(code)

    def step(self, piece: QAbstractButton, by: int) -> None:
        """Give the focus to another piece, as the arrows do."""
        here = next(at for at, one in enumerate(self._pieces) if one is piece) + by
        last = len(self._pieces) - 1
        there = here % len(self._pieces) if self._is_round else min(max(here, 0), last)
        self._pieces[there].setFocus(Qt.FocusReason.TabFocusReason)

    def make_tab_stop(self, piece: QAbstractButton) -> None:
        """Let Tab come back to this piece."""
        for one in self._pieces:
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is piece else Qt.FocusPolicy.ClickFocus)
        self.update()

    def find_tab_stop(self) -> None:
        """Let Tab come to the piece that is held, else to the first."""
        found = next((piece for piece in self._pieces if piece.code() == self._selected), None)
        if self._pieces:
            self.make_tab_stop(found or self._pieces[0])
