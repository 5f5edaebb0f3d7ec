"""How the kiosk is dressed: light in every theme, and as large as the screen, whatever text size the operator likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QSizePolicy

from rbdesk.ui import theme
from rbdesk.ui.parts.labels import WrapLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object

DRAWN_AT = (1366, 768)  # all lengths are pixels of a screen of this size
_LEAST, _MOST = 0.6, 2.5
_SMALLEST_LETTERS = 12
_LIGHT = theme.roles(dark=False)


def ink(role: str) -> QColor:
    """The light colour of a role; a high-contrast system keeps its own."""
    return theme.color(role) if theme.is_high_contrast() else QColor(_LIGHT[role])


def scale_of(size: QSize) -> float:
    """How large a screen of this size shows a length of `DRAWN_AT`."""
    share = min(size.width() / DRAWN_AT[0], size.height() / DRAWN_AT[1])
    return min(max(share, _LEAST), _MOST)


def font(pixels: float, weight: int, scale: float) -> QFont:
    """Letters of this height at `DRAWN_AT`."""
    made = theme.font("body")
    made.setPixelSize(max(round(pixels * scale), _SMALLEST_LETTERS))
    made.setWeight(QFont.Weight(weight))
    return made


class Scaled(_Widget):
    """Mixed into a part of the kiosk before the Qt class: it is told how large to be, `px` gives lengths of the drawing."""

    scale = 1.0

    def set_scale(self, scale: float) -> None:
        """Become as large as that."""
        self.scale = scale
        self.fit()
        self.updateGeometry()
        self.update()

    def fit(self) -> None:
        """Set lengths and letters for `scale`."""

    def px(self, length: float) -> int:
        """A length of the drawing on this screen."""
        return round(length * self.scale)


class Words(WrapLabel):
    """Words over as many lines as they need."""

    def __init__(self, words: str, pixels: int, weight: int = 400, role: str = "text") -> None:
        self._letters = (pixels, weight)
        self._role = role
        self._scale = 1.0
        super().__init__(words)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def set_scale(self, scale: float) -> None:
        """Become as large as that."""
        self._scale = scale
        self.dress()

    def dress(self) -> None:
        self.setFont(font(*self._letters, self._scale))
        worn = QPalette(self.palette())
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            worn.setColor(group, QPalette.ColorRole.WindowText, ink(self._role))
        self.setPalette(worn)
        self.updateGeometry()
        self.update()


class Line(Words):
    """Words on one line that is as wide as they are."""

    def __init__(self, words: str, pixels: int, weight: int = 400, role: str = "text") -> None:
        super().__init__(words, pixels, weight, role)
        self.setWordWrap(False)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def hasHeightForWidth(self) -> bool:
        return False

    def heightForWidth(self, width: int) -> int:
        return self.fontMetrics().lineSpacing() + 2
