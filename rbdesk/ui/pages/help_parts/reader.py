"""The guide to read and to search: chapters at the left, one of them at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.guide import Chapter
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.search_field import SearchField

_CHAPTER = Qt.ItemDataRole.UserRole
_LIST, _TEXT = 240, 720  # widths at 100 % text
_ROW = 30  # height at 100 % text


class GuideReader(QWidget):
    """Signals: `wanted(str)` the key of a page that the person wants to open."""

    wanted = Signal(str)

    def __init__(self, chapters: list[Chapter], pages: dict[str, str]) -> None:
        """`pages` gives the title of each page that can be opened, by its key."""
        super().__init__()
        self._chapters = chapters
        self._pages = pages
        self._found = chapters
        self.search = SearchField("Cari di panduan…", keys="Ctrl+F", name="Cari di panduan")
        self.count = WrapLabel("", "caption", "text3")
        self.list = QListWidget()
        self.list.setAccessibleName("Bagian panduan")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title = WrapLabel("", "card")
        self.open_page = secondary("Buka halamannya")
        self.text = _ChapterText()
        self._build()
        self.search.searched.connect(self._on_searched)
        self.search.returnPressed.connect(self.text.find_next)
        self.list.currentRowChanged.connect(self._on_row)
        self.open_page.clicked.connect(lambda: self.wanted.emit(self._page_of(self.chapter())))
        self._fill()

    def _build(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.SPACE_S)
        left.addWidget(self.search)
        left.addWidget(self.count)
        left.addWidget(self.list, 1)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.open_page, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_S)
        right.addLayout(head)
        right.addWidget(self.text, 1)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(theme.SPACE_L)
        sides.addWidget(self._left)
        sides.addLayout(right, 1)
        theme.notifier().changed.connect(self._size)
        self._size()

    def chapter(self) -> Chapter | None:
        """The chapter that is read now; None where nothing was found."""
        row = self.list.currentRow()
        return self.list.item(row).data(_CHAPTER) if row >= 0 else None

    def show_chapter(self, chapter: Chapter) -> None:
        """Read a chapter, whatever was searched before."""
        self.search.clear()
        self._on_searched("")
        self.list.setCurrentRow(self._found.index(chapter))

    def start_search(self) -> None:
        """Put the cursor where one searches."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_searched(self, words: str) -> None:
        former = self.chapter()
        self._found = [one for one in self._chapters if one.holds(words)]
        self._fill()
        if former in self._found:
            self.list.setCurrentRow(self._found.index(former))
        sought = " ".join(words.split())
        if not sought:
            self.count.setText("")
        elif self._found:
            self.count.setText(f"{len(self._found)} bagian memuat “{sought}”")
        else:
            self.count.setText(f"Tidak ada bagian yang memuat “{sought}”. Coba satu kata saja.")
        self.text.mark(words)

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for chapter in self._found:
            item = QListWidgetItem(chapter.title)
            item.setData(_CHAPTER, chapter)
            item.setSizeHint(QSize(0, theme.px(_ROW)))
            item.setToolTip(f"{chapter.part} › {chapter.title}")
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self._found else -1)
        self.list.blockSignals(False)
        self._on_row()

    def _on_row(self, _row: int = 0) -> None:
        chapter = self.chapter()
        self.title.setText(chapter.title if chapter else "")
        self.text.show_words(chapter.words if chapter else "")
        self.text.mark(self.search.text())
        page = self._page_of(chapter)
        self.open_page.setVisible(bool(page))
        self.open_page.setAccessibleName(f"Buka halaman {self._pages.get(page, '')}")

    def _page_of(self, chapter: Chapter | None) -> str:
        return next((page for page in chapter.pages if page in self._pages), "") if chapter else ""

    def _size(self) -> None:
        self._left.setFixedWidth(theme.px(_LIST))
        self.text.setMaximumWidth(theme.px(_TEXT))


class _ChapterText(Dressed, QTextBrowser):
    """A chapter's words. What was searched stands on a colour, and Enter in the search leads to the next place."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._sought = ""
        self.setAccessibleName("Isi bagian")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(8)
        self.follow_theme()

    def show_words(self, words: str) -> None:
        """Read other words, from their beginning."""
        self._words = words
        self.document().setMarkdown(words, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self._space_out()
        self.verticalScrollBar().setValue(0)

    def _space_out(self) -> None:
        """Leave room between paragraphs, more above headings, less between the lines of a list."""
        block = self.document().begin()
        at = QTextCursor(self.document())
        while block.isValid():
            shape = block.blockFormat()
            level = shape.headingLevel()
            if block.text():
                shape.setTopMargin(theme.px(10) if level else 0)
                shape.setBottomMargin(theme.px(4 if level or block.textList() else 8))
                shape.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
                at.setPosition(block.position())
                if not at.currentTable():
                    at.setBlockFormat(shape)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def mark(self, words: str) -> None:
        """Colour each place of the words and go to the first."""
        self._sought = max(words.split(), key=len, default="")
        marks = []
        colour = QTextCharFormat()
        colour.setBackground(theme.color("warn_soft"))
        colour.setForeground(theme.color("text"))
        at = QTextCursor(self.document())
        while self._sought and not (at := self.document().find(self._sought, at)).isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = at, colour  # type: ignore[attr-defined]  # PySide's stubs lack them
            marks.append(mark)
        self.setExtraSelections(marks)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if marks:
            self.find_next()

    def find_next(self) -> None:
        """Go to the next place, after the last one to the first."""
        if self._sought and not self.find(self._sought):
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.find(self._sought)

    def dress(self) -> None:
        self.setFont(theme.font("body"))
        self.document().setDefaultFont(theme.font("body"))
        worn = QPalette(self.palette())
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            worn.setColor(role, theme.color("text"))
        self.setPalette(worn)
        self.show_words(self._words)
        super().dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # of the page
        else:
            super().keyPressEvent(event)
