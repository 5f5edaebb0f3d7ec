"""The pages of a document before it is made: all of them small, or one large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.pages.reports_parts.page_paint import PageSketch, paint_page
from rbdesk.ui.parts.buttons import icon_button, quiet
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import ElidedLabel
from rbdesk.ui.parts.ring import Pressed, Ringed
from rbdesk.ui.parts.scroll import ScrollColumn

_LEAST, _MOST = 158, 236  # width of a small slide
_UPRIGHT = 0.62  # an upright page is so much narrower
_MARGIN, _EDGE = 12, 3


class PagesView(QWidget):
    """Signals: `opened(place)` a page is shown large, -1: all are shown again."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: tuple[PageSketch, ...] = ()
        self._buttons: list[_SmallPage] = []
        self._field = _Field()
        self._scroll = ScrollColumn(self._field)
        self.large = _LargePage()
        self.back = quiet("Semua halaman", "layout-grid")
        self.before = icon_button("chevron-left", "Halaman sebelumnya")
        self.after = icon_button("chevron-right", "Halaman berikutnya")
        self.caption = ElidedLabel("", "strong")
        self.views = QStackedWidget()
        self.views.addWidget(self._scroll)
        self.views.addWidget(self._large_view())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.views)
        self.back.clicked.connect(self.show_all)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))

    def _large_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.back)
        row.addWidget(self.caption, 1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        column.addLayout(row)
        column.addWidget(self.large, 1)
        return view

    def set_pages(self, pages: Sequence[PageSketch]) -> None:
        """Show these pages; a page that was large stays so while there are as many."""
        stays = self.views.currentIndex() == 1 and len(pages) == len(self.pages)
        self.pages = tuple(pages)
        while len(self._buttons) > len(pages):
            button = self._buttons.pop()
            button.hide()
            button.deleteLater()
        while len(self._buttons) < len(pages):
            place = len(self._buttons)
            button = _SmallPage(self._field)
            button.clicked.connect(lambda _=False, place=place: self.show_page(place))
            button.show()
            self._buttons.append(button)
        for number, (button, page) in enumerate(zip(self._buttons, pages, strict=True), 1):
            button.show_page(number, page)
        self._field.set_buttons(self._buttons)
        if stays:
            self._show_large(self.large.place)
        elif self.views.currentIndex() == 1:
            self.show_all()

    def show_page(self, place: int) -> None:
        """Show one page large."""
        self._show_large(place)
        self.views.setCurrentIndex(1)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit(place)

    def show_all(self) -> None:
        """Show all pages small again, the focus at the one that was large."""
        was_large = self.views.currentIndex() == 1
        self.views.setCurrentIndex(0)
        if was_large and 0 <= self.large.place < len(self._buttons):
            self._buttons[self.large.place].setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit(-1)

    def is_large(self) -> bool:
        """Whether one page is shown large."""
        return self.views.currentIndex() == 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageDown: 1,
        }
        key = Qt.Key(event.key())
        if self.is_large() and key in turns:
            self._turn(turns[key])
        elif self.is_large() and key == Qt.Key.Key_Escape:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def _turn(self, by: int) -> None:
        self._show_large(min(max(0, self.large.place + by), len(self.pages) - 1))

    def _show_large(self, place: int) -> None:
        page = self.pages[place]
        self.large.show_page(place, page)
        self.caption.setText(f"{place + 1} dari {len(self.pages)} · {page.title}")
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(self.pages) - 1)


class _Field(QWidget):
    """Lays the small pages out in as many columns as fit, all of one size."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[_SmallPage] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_buttons(self, buttons: Sequence[_SmallPage]) -> None:
        self._buttons = list(buttons)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(_LEAST * 3, self.heightForWidth(max(_LEAST, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns, wide, high = self._cells(width)
        del wide
        rows = -(-len(self._buttons) // columns)
        return rows * (high + _MARGIN)

    def _cells(self, width: int) -> tuple[int, int, int]:
        """Columns, width and height of a cell."""
        ratio = self._buttons[0].page.ratio if self._buttons else 0.5625
        least = round(_LEAST * (_UPRIGHT if ratio > 1 else 1))
        columns = max(1, (width + _MARGIN) // (least + _MARGIN))
        most = round(_MOST * (_UPRIGHT if ratio > 1 else 1))
        wide = min(most, (width - _MARGIN * (columns - 1)) // columns)
        caption = paint.height_of(theme.font("caption")) + theme.SPACE_S
        return columns, wide, round(wide * ratio) + caption

    def _arrange(self) -> None:
        columns, wide, high = self._cells(self.width())
        for number, button in enumerate(self._buttons):
            row, column = divmod(number, columns)
            button.setGeometry(QRect(column * (wide + _MARGIN), row * (high + _MARGIN), wide, high))
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()


class _SmallPage(Ringed, Pressed, Dressed, QAbstractButton):
    """One page small, its number and title under it; kept as a picture, so that scrolling costs nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = PageSketch("", 1.0, 1.0, lambda _: None)
        self._number = 0
        self._picture = QPixmap()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.follow_theme()

    def show_page(self, number: int, page: PageSketch) -> None:
        self._number, self.page = number, page
        self.setAccessibleName(f"Halaman {number}: {page.title}")
        self.setAccessibleDescription("Tampilkan besar")
        self.setToolTip(page.title)
        self._picture = QPixmap()
        self.update()

    def dress(self) -> None:
        self._picture = QPixmap()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self._area()
        wanted = (area.size() * self.devicePixelRatioF()).toSize()
        if self._picture.size() != wanted:
            painter.fillRect(area, theme.color("track"))
            self._soon.start()
        else:
            painter.drawPixmap(area.toRect(), self._picture)
        edge = theme.color("primary" if self.underMouse() else "border")
        painter.setPen(edge)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        words = QRectF(0, area.bottom() + 2, self.width(), self.height() - area.bottom() - 2)
        number = f"{self._number}"
        paint.text(painter, words, number, theme.font("caption_strong"), theme.color("text"), paint.LEFT)
        left = paint.width_of(number, theme.font("caption_strong")) + theme.SPACE_S
        paint.text(
            painter,
            words.adjusted(left, 0, 0, 0),
            self.page.title,
            theme.font("caption"),
            theme.color("text2"),
            paint.LEFT,
        )
        if self.shows_ring():
            paint.focus_ring(painter, area, 2)

    def _area(self) -> QRectF:
        wide = self.width()
        return QRectF(0, 0, wide, round(wide * self.page.ratio))

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        picture = QPixmap((self._area().size() * ratio).toSize())
        if picture.isNull():
            return
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        paint_page(painter, QRectF(0, 0, picture.width() / ratio, picture.height() / ratio), self.page)
        painter.end()
        self._picture = picture
        self.update()


class _LargePage(Dressed, QWidget):
    """One page as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.place = 0
        self._page: PageSketch | None = None
        self.setMinimumSize(240, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.follow_theme()

    def show_page(self, place: int, page: PageSketch) -> None:
        self.place, self._page = place, page
        self.setAccessibleName(f"Halaman {place + 1}: {page.title}")
        self.update()

    def dress(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._page is None:
            return
        painter = QPainter(self)
        room = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        wide = min(room.width(), room.height() / self._page.ratio)
        area = QRectF(room.left() + (room.width() - wide) / 2, room.top(), wide, wide * self._page.ratio)
        paint_page(painter, area, self._page)
        painter.setPen(theme.color("border"))
        painter.drawRect(area)
