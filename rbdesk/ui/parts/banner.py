"""A strip over a page or card that says what happened and offers at most two ways on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import Button, icon_button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.wrapping import wake_layout

_ICONS = {"info": "info-circle", "warn": "alert-triangle", "err": "alert-circle", "ok": "circle-check"}
_TITLE_INKS = {"info": "on_primary_soft", "warn": "warn", "err": "err", "ok": "ok"}
_GROUNDS = {"info": "info_soft", "warn": "warn_soft", "err": "err_soft", "ok": "ok_soft"}


@dataclass(frozen=True, slots=True)
class Way:
    """A button of a banner or an empty state: `key` comes back in the signal."""

    key: str
    words: str
    icon: str = ""
    kind: str = "secondary"


class Banner(Dressed, QFrame):
    """Signals: `acted(key)` when one of its buttons was pressed, `dismissed()` after its close button."""

    acted = Signal(str)
    dismissed = Signal()

    def __init__(
        self,
        tone: str = "info",
        title: str = "",
        details: str = "",
        ways: Sequence[Way] = (),
        *,
        icon: str = "",
        can_dismiss: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`tone`: info, warn, err, ok."""
        super().__init__(parent)
        self._said: tuple[str, str, str, tuple[Way, ...], str] | None = None
        self._tone = tone
        self._icon_name = icon
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(14 + 20 + 14, theme.SPACE_S + 2, theme.SPACE_M, theme.SPACE_S + 2)
        row.setSpacing(theme.SPACE_S)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = WrapLabel(kind="strong")
        self._details = WrapLabel(kind="caption", ink="text2")
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._details)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.SPACE_S)
        row.addLayout(self._buttons)
        self._close = icon_button("x", "Tutup pemberitahuan", parent=self)
        self._close.setVisible(can_dismiss)
        self._close.clicked.connect(self.dismissed)
        self._close.clicked.connect(self.hide)
        row.addWidget(self._close)
        self.set_banner(tone, title, details, ways, icon=icon)
        self.follow_theme()

    def set_banner(
        self, tone: str, title: str, details: str = "", ways: Sequence[Way] = (), *, icon: str = ""
    ) -> None:
        """Say something else; the same again keeps its buttons, and the focus on them."""
        said = (tone, title, details, tuple(ways), icon)
        if said == self._said:
            return
        self._said = said
        self._tone = tone
        self._icon_name = icon
        self._title.setText(title)
        self._title.set_ink(_TITLE_INKS[tone])
        self._details.setText(details)
        self._details.setVisible(bool(details))
        self.setAccessibleName(". ".join(part for part in (title.rstrip("."), details) if part))
        while item := self._buttons.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for way in ways:
            button = Button(way.words, way.icon, way.kind, parent=self)
            button.clicked.connect(lambda _=False, key=way.key: self.acted.emit(key))
            self._buttons.addWidget(button)
        self.update()

    def buttons(self) -> list[Button]:
        """Its buttons in order."""
        found = (self._buttons.itemAt(at).widget() for at in range(self._buttons.count()))
        return [button for button in found if isinstance(button, Button)]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        wake_layout(self)
        if self._tone in ("err", "warn"):
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = theme.color(_TITLE_INKS[self._tone])
        edge = ink if theme.is_high_contrast() else None
        ground = paint.Look(theme.color(_GROUNDS[self._tone]), ink, edge)
        paint.box(painter, self.rect(), ground, theme.RADIUS_CARD - 1)
        side = theme.px(20)
        top = (self.height() - side) / 2 if self.height() < theme.px(72) else theme.SPACE_M
        name = self._icon_name or _ICONS[self._tone]
        theme.draw_icon(painter, name, QRectF(14 + (20 - side) / 2, top, side, side), ink)
