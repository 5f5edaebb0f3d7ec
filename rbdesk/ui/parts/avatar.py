"""The initials of a person in a disc."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed

_TITLES = ("dr.", "drs.", "dra.", "h.", "hj.", "ir.", "prof.", "bu", "pak")


def initials(person: str) -> str:
    """First letters of the first and last name, titles and degrees left out: "Siti Rahmawati" is "SR"."""
    named = [word for word in person.split(",")[0].split() if word.lower() not in _TITLES]
    words = [word for word in named if word[0].isalnum()]
    chosen = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in chosen).upper()


class Avatar(Dressed, QWidget):
    """A disc with initials; decoration, the name stands beside it."""

    def __init__(self, person: str = "", size: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._initials = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person(person)
        self.follow_theme()

    def set_person(self, person: str) -> None:
        """Show another person."""
        self._initials = initials(person)
        self.setAccessibleName(person)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = paint.Look(theme.color("rail_selected"), theme.color("on_rail"))
        paint.box(painter, self.rect(), ground, self.height() / 2)
        paint.text(
            painter, self.rect(), self._initials, theme.font("caption_strong"), ground.ink, paint.CENTRE
        )
