"""A line of something to do or to know: a picture, a title and what belongs to it, one button or chip at the end."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import WrapLabel


class TaskRow(QFrame):
    """Signals: `acted()` when its button was pressed."""

    acted = Signal()

    def __init__(
        self,
        picture: QWidget | None,
        title: str,
        details: str = "",
        *,
        words: str = "",
        icon: str = "",
        is_quiet: bool = False,
        end: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`words` and `icon` of the button, none without words; `is_quiet` for what is done; `end` stands last."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.SPACE_XS, 0, theme.SPACE_XS)
        row.setSpacing(theme.SPACE_M)
        if picture is not None:
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(1)
        self.title = WrapLabel(title, "body" if is_quiet else "strong", "text2" if is_quiet else "text", self)
        # with a parent from the start: shown without one, a label is a window for a moment
        self.details = WrapLabel(details, "caption", "text3", self)
        self.details.setVisible(bool(details))
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.details)
        column.addStretch(1)
        row.addLayout(column, 1)
        if end is not None:
            row.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button: Button | None = None
        if words:
            self.button = Button(words, icon, name=f"{words}: {title}", is_compact=True)
            self.button.clicked.connect(self.acted)
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)


class DateTile(Dressed, QWidget):
    """A day as on a tear-off calendar; what it stands for is told beside it."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = day
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(46), theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = paint.look("neutral")
        paint.box(painter, self.rect(), ground, theme.RADIUS_TILE)
        half = self.height() / 2
        upper = QRectF(0, 2, self.width(), half + 2)
        lower = QRectF(0, half + 3, self.width(), half - 6)
        paint.text(
            painter, upper, str(self._day.day), theme.font("dialog"), theme.color("text"), paint.CENTRE
        )
        month = text.month_short(self._day).upper()
        paint.text(painter, lower, month, theme.font("key"), theme.color("text2"), paint.CENTRE)
