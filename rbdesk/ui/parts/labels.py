"""Labels that know their letter type and colour role: plain, wrapping without ever being cut, shortened."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.wrapping import Wrapping


class Label(Dressed, QLabel):
    """One line of plain text in a letter type (`theme.types()`) and a colour role."""

    def __init__(
        self, words: str = "", kind: str = "body", ink: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._ink = ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.follow_theme()

    def set_ink(self, role: str) -> None:
        """Change the colour role."""
        if role != self._ink:
            self._ink = role
            self.dress()

    def set_kind(self, kind: str) -> None:
        """Change the letter type."""
        if kind != self._kind:
            self._kind = kind
            self.dress()

    def dress(self) -> None:
        self.setFont(theme.font(self._kind))
        worn = QPalette(self.palette())
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            worn.setColor(group, QPalette.ColorRole.WindowText, theme.color(self._ink))
        worn.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, theme.color("disabled"))
        self.setPalette(worn)
        super().dress()


class WrapLabel(Wrapping, Label):
    """Text over as many lines as it needs: it claims that height, so no layout can cut it."""

    def __init__(
        self,
        words: str = "",
        kind: str = "body",
        ink: str = "text",
        parent: QWidget | None = None,
        *,
        selectable: bool = False,
    ) -> None:
        super().__init__(words, kind, ink, parent)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


class ElidedLabel(Wrapping, Label):
    """Text on one line or a few, shortened with an ellipsis; the whole text is then its tooltip."""

    def __init__(
        self,
        words: str = "",
        kind: str = "body",
        ink: str = "text",
        parent: QWidget | None = None,
        *,
        lines: int = 1,
    ) -> None:
        self._lines = lines
        super().__init__(words, kind, ink, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)

    def setText(self, words: str) -> None:
        super().setText(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def shown_lines(self) -> list[str]:
        """The text as it is painted now."""
        return paint.wrapped(self.text(), self.font(), self.contentsRect().width(), self._lines)

    def hasHeightForWidth(self) -> bool:
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:
        count = len(paint.wrapped(self.text(), self.font(), width, self._lines))
        return max(count, 1) * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        width = paint.width_of(self.text(), self.font()) + 1
        return self._claim(QSize(width, self.fontMetrics().lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        shortest = paint.width_of(self.text()[:3] + "…", self.font())
        return QSize(min(shortest, whole.width()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = QPalette.ColorRole.WindowText
        spacing = self.fontMetrics().lineSpacing()
        lines = self.shown_lines()
        top = (self.height() - spacing * len(lines)) / 2 if self._lines == 1 else 0.0
        align = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask | Qt.AlignmentFlag.AlignVCenter
        for at, line in enumerate(lines):
            area = QRectF(0, top + at * spacing, self.width(), spacing)
            paint.text(painter, area, line, self.font(), self.palette().color(role), align)

    def _fit(self) -> None:
        whole = self.shown_lines()
        is_short = bool(whole) and whole[-1].endswith("…") and not self.text().endswith("…")
        self.setToolTip(self.text() if is_short else "")
