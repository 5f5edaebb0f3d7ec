"""The line over every page: back, title and its context, the search field, and what the page puts at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import icon_button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import ElidedLabel
from rbdesk.ui.parts.ring import Pressed
from rbdesk.ui.parts.search_field import SearchField

HEIGHT, LOW_HEIGHT = 60, 52


class Header(Dressed, QWidget):
    """Signals: `back_wanted()` · `search_opened()` the field has the focus · `practice_chosen()` the mark LATIHAN ·
    `instrument_chosen(str)` another instrument, by its id.
    """

    back_wanted = Signal()
    instrument_chosen = Signal(str)
    search_opened = Signal()
    practice_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_narrow = False
        self._is_searching = False
        self._widgets: list[QWidget] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_XL, 0, theme.SPACE_XL, 1)
        row.setSpacing(theme.SPACE_M)
        self.back = icon_button("arrow-left", "Kembali (Alt+←)")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        row.addWidget(self.back)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self._title = ElidedLabel("", "title")
        self._context = ElidedLabel("", "caption", "text3")
        self.instrument = QComboBox()
        self.instrument.setAccessibleName("Instrumen")
        self.instrument.setToolTip("Instrumen yang ditampilkan")
        self.instrument.activated.connect(
            lambda at: self.instrument_chosen.emit(self.instrument.itemData(at))
        )
        self.instrument.setProperty("switch", True)
        self.instrument.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addWidget(self._title)
        head.addWidget(self.instrument)
        head.addStretch(1)
        words.addLayout(head)
        words.addWidget(self._context)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.practice = PracticeMark()
        self.practice.clicked.connect(self.practice_chosen)
        self.practice.hide()
        row.addWidget(self.practice)
        self.search = SearchField("Cari…", keys="Ctrl+K", name="Cari pertanyaan, bukti, dan halaman")
        self.search_button = icon_button("search", "Cari (Ctrl+K)", "secondary")
        self.search_button.clicked.connect(self.open_search)
        self.search_button.hide()
        row.addWidget(self.search)
        row.addWidget(self.search_button)
        self._right = QHBoxLayout()
        self._right.setSpacing(theme.SPACE_M)
        row.addLayout(self._right)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_page(self, title: str, widgets: Sequence[QWidget], *, has_back: bool) -> None:
        """Show the title of another page and what it puts at the right."""
        self._title.setText(title)
        self.back.setVisible(has_back)
        self.set_widgets(widgets)

    def set_instruments(self, choices: Sequence[tuple[str, str]], current: str) -> None:
        """Offer instruments as (id, name) right of the title; with fewer than two there is nothing to choose."""
        known = [self.instrument.itemData(at) for at in range(self.instrument.count())]
        if known != [iid for iid, _ in choices]:
            self.instrument.clear()
            for iid, name in choices:
                self.instrument.addItem(name, iid)
        self.instrument.setCurrentIndex(max(self.instrument.findData(current), 0))
        self.instrument.setVisible(len(choices) > 1)

    def set_context(self, words: str) -> None:
        """The line under the title."""
        self._context.setText(words)
        self._context.setVisible(bool(words))

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """What the page puts at the right; widgets of another page are put away, not destroyed."""
        for widget in self._widgets:
            if widget not in widgets:
                self._right.removeWidget(widget)
                widget.hide()
                widget.setParent(None)
        self._widgets = list(widgets)
        for widget in self._widgets:
            self._right.addWidget(widget)
        self._arrange()

    def release(self) -> None:
        """Give the page's widgets back before the page goes."""
        self.set_widgets(())

    def set_practice(self, is_practice: bool) -> None:
        """Show the mark LATIHAN."""
        self.practice.setVisible(is_practice)

    def set_narrow(self, is_narrow: bool) -> None:
        """Below 1000: lower, and the search field behind its button."""
        self._is_narrow = is_narrow
        self._arrange()

    def open_search(self) -> None:
        """Give the search field the focus, in a narrow window in place of the page's widgets."""
        self._is_searching = True
        self._arrange()
        self.search.setFocus()
        self.search.selectAll()
        self.search_opened.emit()

    def close_search(self) -> None:
        """Empty the field and put it back behind its button where there is no room for it."""
        self._is_searching = False
        self.search.clear()
        self._arrange()

    def sizeHint(self) -> QSize:
        height = theme.px(LOW_HEIGHT if self._is_narrow else HEIGHT)
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("border"))

    def _arrange(self) -> None:
        has_field = not self._is_narrow or self._is_searching
        self.search.setVisible(has_field)
        self.search_button.setVisible(not has_field)
        for widget in self._widgets:
            widget.setVisible(not (self._is_narrow and self._is_searching))
        self.updateGeometry()


class PracticeMark(Pressed, Dressed, QAbstractButton):
    """The amber word LATIHAN, which no page of a practice desk is without."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rings = False
        self.setText("LATIHAN")
        self.setAccessibleName("LATIHAN: data contoh. Tekan untuk kembali ke data sebenarnya")
        self.setToolTip("Data contoh untuk berlatih. Klik untuk kembali ke data sebenarnya.")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(round(paint.chip_size(self.text(), has_icon=True).width()), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.chip(painter, QRectF(self.rect()), self.text(), paint.look("accent"), "school")
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, self.rect(), on_fill=True)
