"""A reason asked for in place, in one line, before something is done that others will read."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk.domain.typed import clean_line
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import Button, quiet
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label, WrapLabel

LONGEST = 500  # characters


class ReasonBox(Dressed, QFrame):
    """Signals: `given(reason)` with Enter, Ctrl+Enter or the button, once it is long enough · `dismissed()`."""

    given = Signal(str)
    dismissed = Signal()

    def __init__(
        self,
        title: str,
        act: str,
        hint: str,
        *,
        icon: str = "",
        kind: str = "primary",
        least: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        """`act` names what the button does; `least` characters make a reason."""
        super().__init__(parent)
        self._least = least
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_M + 2, theme.SPACE_M, theme.SPACE_M + 2, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        top = QHBoxLayout()
        self.title = WrapLabel(title, "strong", "on_primary_soft")
        self.needed = Label("alasan wajib", "caption_strong", "err")
        top.addWidget(self.title, 1)
        top.addWidget(self.needed, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(f"Alasan: {title}")
        self.field.setPlaceholderText("Tulis satu kalimat")
        self.field.textChanged.connect(self._judge)
        column.addWidget(self.field)
        self.hint = WrapLabel(hint, "caption", "text2")
        column.addWidget(self.hint)
        bottom = QHBoxLayout()
        bottom.setSpacing(theme.SPACE_S)
        bottom.addStretch(1)
        self.cancel = quiet("Batal")
        self.cancel.clicked.connect(self.dismissed)
        self.act = Button(act, icon, kind, keys="Ctrl+Enter")
        self.act.clicked.connect(self._give)
        bottom.addWidget(self.cancel)
        bottom.addWidget(self.act)
        column.addLayout(bottom)
        self._judge()
        self.follow_theme()

    def begin(self) -> None:
        """Take the focus, empty."""
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def reason(self) -> str:
        """What is written, on one line without blanks at its ends."""
        return clean_line(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("primary")
        ground = paint.Look(theme.color("primary_soft"), edge, edge, edge_width=1.5)
        paint.box(QPainter(self), QRectF(self.rect()), ground, theme.RADIUS_CARD - 1)

    def _judge(self) -> None:
        missing = self._least - len(self.reason())
        self.act.setEnabled(missing <= 0)
        wanted = "alasan wajib" if missing == self._least or missing <= 0 else f"{missing} huruf lagi"
        self.needed.setText(wanted)
        self.needed.set_ink("err" if missing > 0 else "text3")

    def _give(self) -> None:
        if self.act.isEnabled():
            self.given.emit(self.reason())
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
