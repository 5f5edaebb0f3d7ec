"""The five points as tiles that are navigator and profile at once, and the areas of the LKE that a point concerns."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rbdesk import text
from rbdesk.domain.strategy import PointResult, RelatedArea
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.area_rows import AREA_ICONS
from rbdesk.ui.parts.choice_tile import ChoiceTile
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Pressed, Ringed

ICONS = ("clipboard-text", "route", "hierarchy", "users", "shield-check")
_EDGE, _HEIGHT = 14, 88  # pixels; room for two lines under the name


class PointTile(ChoiceTile):
    """One point: its number and name, the mean in per cent with quarter marks, how many items are answered."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.place = place
        self._result: PointResult | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_result(self, result: PointResult) -> None:
        """Show a point as it stands."""
        self._result = result
        words = "belum ada" if result.percent is None else text.percent(result.percent)
        self.setAccessibleName(f"{self._number()} {result.point.name}: {words}")
        weak = " · lemah" if result.is_weak and result.answered else ""
        self.setAccessibleDescription(
            f"{result.point.description}. {result.answered} dari {result.items} terjawab{weak}"
        )
        self.setToolTip(result.point.description)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(_HEIGHT))

    def paint_content(self, painter: QPainter, ink: QColor) -> None:
        result = self._result
        if result is None:
            return
        area = QRectF(self.rect()).adjusted(_EDGE, 6, -_EDGE, -6)
        icon = theme.px(34)
        picture = theme.pixmap(ICONS[self.place % len(ICONS)], "text2", 20)
        painter.drawPixmap(round(area.left() + 6), round(area.top() + 2), picture)
        left = area.left() + icon + 12
        is_weak = result.is_weak and result.answered > 0
        shown = "–" if not result.answered else text.number(result.percent or 0, 1)
        value_font, title_font = theme.font("card"), theme.font("strong")
        unit = " %" if result.answered else ""
        percent_width = paint.width_of(unit, theme.font("caption"))
        value_width = paint.width_of(shown, value_font) + percent_width
        line = theme.px(22)
        value_ink = theme.color("below" if is_weak else "text")
        right = QRectF(area.right() - value_width, area.top(), value_width - percent_width, line)
        paint.text(painter, right, shown, value_font, value_ink, paint.RIGHT)
        sign = QRectF(area.right() - percent_width, area.top(), percent_width, line)
        paint.text(painter, sign, unit, theme.font("caption"), theme.color("text2"), paint.RIGHT)
        room = area.right() - value_width - 8 - left
        title = f"{self._number()}  {result.point.name}"
        _elided(painter, QRectF(left, area.top(), room, line), title, title_font, ink)
        small, below = theme.font("caption"), area.top() + line
        for words in paint.wrapped(result.point.description, small, area.right() - left, 2):
            details = QRectF(left, below, area.right() - left, theme.px(17))
            paint.text(painter, details, words, small, theme.color("text2"))
            below += theme.px(17)
        count = f"{result.answered}/{result.items}"
        count_width = paint.width_of(count, theme.font("caption_strong")) + 4
        bar = QRectF(left, area.bottom() - theme.px(12), area.right() - left - count_width - 10, theme.px(10))
        share = float(result.percent or 0) / 100
        paint.bar(painter, bar, share, "below" if is_weak else "primary")
        painter.setPen(theme.color("surface"))
        for quarter in (0.25, 0.5, 0.75):
            x = round(bar.left() + bar.width() * quarter)
            painter.drawLine(x, round(bar.top()), x, round(bar.bottom()))
        at = QRectF(area.right() - count_width, bar.top() - 4, count_width, bar.height() + 8)
        role = "warn" if result.answered < result.items else "text2"
        paint.text(painter, at, count, theme.font("caption_strong"), theme.color(role), paint.RIGHT)

    def _number(self) -> str:
        """The fifth point is the plus."""
        return "+" if self.place == 4 else str(self.place + 1)


class AreaButton(Pressed, Ringed, Dressed, QAbstractButton):
    """An area of the LKE that the point concerns: its per cent and its weak questions; opens them."""

    def __init__(self, area: RelatedArea, band: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = area
        self._band = band
        weak = f"{len(area.weak)} pertanyaan lemah" if area.weak else "tidak ada yang lemah"
        self._details = f"{text.percent(area.percent)} · {weak}"
        self.setAccessibleName(f"{area.area.name}: {self._details}, setara {band}")
        self.setToolTip("Buka pertanyaannya di Penilaian")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.px(58))
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(58))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = theme.color("border")
        ground = theme.color("hover" if self.underMouse() else "surface")
        paint.box(painter, self.rect(), paint.Look(ground, edge, edge), theme.RADIUS_TILE)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect(), theme.RADIUS_TILE)
        area = QRectF(self.rect()).adjusted(12, 8, -12, -8)
        chip = paint.chip_size(self._band).width() if self._band else 0
        icon = AREA_ICONS.get(self.area.area.short, "list-details")
        painter.drawPixmap(
            round(area.left()), round(area.top() + theme.px(9)), theme.pixmap(icon, "text2", 20)
        )
        area.setLeft(area.left() + theme.px(20) + 10)
        name = QRectF(area.left(), area.top(), area.width() - chip - 6, theme.px(20))
        _elided(painter, name, self.area.area.short, theme.font("strong"), theme.color("text"))
        if self._band:
            spot = QRectF(area.right() - chip, area.top(), chip, theme.px(18))
            paint.chip(painter, spot, self._band, paint.band_look(self._band))
        details = QRectF(area.left(), area.top() + theme.px(21), area.width(), theme.px(18))
        _elided(painter, details, self._details, theme.font("caption"), theme.color("text2"))


def _elided(painter: QPainter, area: QRectF, words: str, font: QFont, ink: QColor) -> None:
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
    paint.text(painter, area, shown, font, ink)
