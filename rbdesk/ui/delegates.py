"""How cells of tables are painted: two lines, chips, bars, categories, differences, marks.

A delegate asks its functions about the row (`RowRole` of the model) and paints selection, hover, focus and
disabled cells alike. No widget per cell, no style sheet per item.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme

ROW_ROLE = Qt.ItemDataRole.UserRole
SIDE = 10

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ChipText:
    """A chip in a cell: words, tone (`paint.look`), icon."""

    words: str
    tone: str = "neutral"
    icon: str = ""


class RowDelegate(QStyledItemDelegate):
    """One line of the cell's text; `ink` and `strong` may depend on the row."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        ink: str | Callable[[Any], str] = "text",
        strong: bool | Callable[[Any], bool] = False,
        height: int = 38,
    ) -> None:
        """`height` of the row at 100 % text."""
        super().__init__(parent)
        self._ink = ink
        self._strong = strong
        self._height = height

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        self._paint_ground(painter, option, area, index)
        self.paint_cell(painter, area.adjusted(SIDE, 0, -SIDE, 0), option, index)
        if self._has_focus(option):
            paint.focus_ring(painter, area.adjusted(1, 1, -1, -1), 4)
        painter.restore()

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint what the cell holds into `area`."""
        words = str(index.data() or "")
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or paint.LEFT
        paint.text(painter, area, words, self._font(index), self.ink(option, index), Qt.AlignmentFlag(align))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = paint.width_of(str(index.data() or ""), self._font(index)) + 2 * SIDE
        return QSize(width, theme.px(self._height))

    def ink(self, option: QStyleOptionViewItem, index: Index) -> QColor:
        """The colour of the words."""
        if not option.state & QStyle.StateFlag.State_Enabled:  # type: ignore[attr-defined]
            return theme.color("disabled")
        return theme.color(self._ink if isinstance(self._ink, str) else self._ink(index.data(ROW_ROLE)))

    def _font(self, index: Index) -> QFont:
        strong = self._strong if isinstance(self._strong, bool) else self._strong(index.data(ROW_ROLE))
        return theme.font("strong" if strong else "body", tabular=True)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: Index
    ) -> None:
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("hover"))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme.color("divider"))
        if theme.is_high_contrast() and state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRectF(area.left(), area.top(), area.width(), 2), theme.color("primary"))
            painter.fillRect(QRectF(area.left(), area.bottom() - 2, area.width(), 2), theme.color("primary"))

    def _has_focus(self, option: QStyleOptionViewItem) -> bool:
        """Whether the keyboard is at this cell; in tables of whole rows the row shows it by its selection."""
        view = option.widget  # type: ignore[attr-defined]
        if (
            isinstance(view, QTableView)
            and view.selectionBehavior() == QTableView.SelectionBehavior.SelectRows
        ):
            return False
        return bool(option.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]


class TwoLineDelegate(RowDelegate):
    """A name with a smaller line under it and an icon before it."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        detail: Callable[[Any], str] | None = None,
        icon: Callable[[Any], tuple[str, str]] | None = None,
        ink: str | Callable[[Any], str] = "text",
        strong: bool | Callable[[Any], bool] = False,
        height: int = 48,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """`icon` gives name and colour role; `detail` an empty string where there is none, shortened as `elide` says."""
        super().__init__(parent, ink=ink, strong=strong, height=height)
        self._detail = detail
        self.elide = elide
        self._icon = icon

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if self._icon is not None:
            name, role = self._icon(row)
            side = theme.px(20)
            if name:
                spot = QRectF(area.left() + 4, area.center().y() - side / 2, side, side)
                theme.draw_icon(painter, name, spot, theme.color(role))
            area.adjust(side + 14, 0, 0, 0)
        detail = self._detail(row) if self._detail is not None else ""
        font, small = self._font(index), theme.font("caption", tabular=True)
        first, second = paint.height_of(font), paint.height_of(small)
        top = area.center().y() - (first + (second if detail else 0)) / 2
        spot = QRectF(area.left(), top, area.width(), first)
        paint.text(painter, spot, str(index.data() or ""), font, self.ink(option, index))
        if detail:
            spot = QRectF(area.left(), top + first, area.width(), second)
            paint.text(painter, spot, detail, small, theme.color("text3"), elide=self.elide)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        detail = self._detail(index.data(ROW_ROLE)) if self._detail is not None else ""
        needed = paint.height_of(self._font(index)) + paint.height_of(theme.font("caption")) + 10
        width = max(size.width(), paint.width_of(detail, theme.font("caption")) + 2 * SIDE)
        icon = theme.px(20) + 14 if self._icon is not None else 0
        return QSize(width + icon, max(size.height(), needed if detail else 0))


class ChipDelegate(RowDelegate):
    """One or several chips side by side; those that do not fit are left out, the tooltip has them all."""

    def __init__(
        self,
        chips: Callable[[Any], ChipText | tuple[ChipText, ...] | None],
        parent: QWidget | None = None,
        *,
        height: int = 38,
    ) -> None:
        super().__init__(parent, height=height)
        self._chips = chips

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        left = area.left()
        for one in self._of(index):
            size = paint.chip_size(one.words, has_icon=bool(one.icon))
            width = min(size.width(), area.right() - left)
            if width < theme.px(24):
                break
            spot = QRectF(left, area.center().y() - size.height() / 2, width, size.height())
            paint.chip(painter, spot, one.words, paint.look(one.tone), one.icon)
            left += width + 6

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        sizes = [paint.chip_size(one.words, has_icon=bool(one.icon)) for one in self._of(index)]
        width = sum(size.width() + 6 for size in sizes) + 2 * SIDE
        return QSize(round(width), theme.px(self._height))

    def _of(self, index: Index) -> tuple[ChipText, ...]:
        found = self._chips(index.data(ROW_ROLE))
        if found is None:
            return ()
        return (found,) if isinstance(found, ChipText) else found


class BandDelegate(RowDelegate):
    """The letters of a category on its colour."""

    def __init__(
        self, band: Callable[[Any], str], parent: QWidget | None = None, *, height: int = 38
    ) -> None:
        super().__init__(parent, height=height)
        self._band = band

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        band = self._band(index.data(ROW_ROLE))
        if not band:
            return
        width, height = max(theme.px(30), paint.chip_size(band).width()), theme.px(18)
        spot = QRectF(area.center().x() - width / 2, area.center().y() - height / 2, width, height)
        paint.chip(painter, spot, band, paint.band_look(band))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(30) + 2 * SIDE, theme.px(self._height))


class BarDelegate(RowDelegate):
    """A thin bar, green when whole, with the cell's words after it."""

    def __init__(
        self,
        share: Callable[[Any], float | None],
        parent: QWidget | None = None,
        *,
        bar_width: int = 76,
        height: int = 38,
    ) -> None:
        super().__init__(parent, ink="text2", height=height)
        self._share = share
        self._bar_width = bar_width

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        share = self._share(index.data(ROW_ROLE))
        if share is not None:
            high = theme.px(5)
            spot = QRectF(area.left(), area.center().y() - high / 2, theme.px(self._bar_width), high)
            paint.bar(painter, spot, share, "ok" if share >= 1 else "primary")
        area.adjust(theme.px(self._bar_width) + 8, 0, 0, 0)
        super().paint_cell(painter, area, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + theme.px(self._bar_width) + 8, size.height())


class ChangeDelegate(RowDelegate):
    """A difference with an arrowhead: up green, down red, none grey. The value comes in points."""

    def __init__(
        self,
        change: Callable[[Any], text.Number | None],
        parent: QWidget | None = None,
        *,
        places: int = 1,
        height: int = 38,
    ) -> None:
        super().__init__(parent, height=height)
        self._change = change
        self._places = places

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        change = self._change(index.data(ROW_ROLE))
        if change is None:
            return
        shown = text.number(change, self._places)
        is_nothing = set(shown) <= {"0", ","}
        is_loss = shown.startswith(text.MINUS)
        role = "text3" if is_nothing else "err" if is_loss else "ok"
        font = theme.font("strong", tabular=True)
        words = shown.removeprefix(text.MINUS)
        paint.text(painter, area, words, font, theme.color(role), paint.RIGHT)
        if not is_nothing:
            right = area.right() - paint.width_of(words, font) - 5
            middle = QPointF(right - 4, area.center().y())
            paint.arrowhead(painter, middle, theme.px(9), theme.color(role), is_up=not is_loss)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(64), theme.px(self._height))


class MarkDelegate(RowDelegate):
    """An icon that says how a row stands, with the cell's words, if any, after it."""

    def __init__(
        self, mark: Callable[[Any], tuple[str, str]], parent: QWidget | None = None, *, height: int = 38
    ) -> None:
        """`mark` gives icon and colour role."""
        super().__init__(parent, ink="text2", height=height)
        self._mark = mark

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        name, role = self._mark(index.data(ROW_ROLE))
        side = theme.px(16)
        if name:
            spot = QRectF(area.left(), area.center().y() - side / 2, side, side)
            theme.draw_icon(painter, name, spot, theme.color(role))
        area.adjust(side + 6, 0, 0, 0)
        super().paint_cell(painter, area, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + theme.px(16) + 6, size.height())
