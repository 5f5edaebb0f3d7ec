"""Pages of a document and the pen on them: from the top down, a new page where there is no room. Knows no outline.

Lengths in points; `y` is counted from the lower edge, as PDF does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from rbdesk.report import fonts, palette, pdf_text
from rbdesk.report.pdf_structure import FIGURE, Structure
from rbdesk.report.pdf_text import Style

MILLIMETRE = 72 / 25.4
A4, F4 = "A4", "F4"
SIZES = {A4: (210 * MILLIMETRE, 297 * MILLIMETRE), F4: (215 * MILLIMETRE, 330 * MILLIMETRE)}
LEFT, RIGHT, TOP, BOTTOM = 62.0, 46.0, 74.0, 60.0  # the left edge is bound or punched
SMALL = Style(8, 11, colour=palette.TEXT2)
STRONG_SMALL = Style(8, 11, is_bold=True, colour=palette.TEXT2)


class Pages:
    """The document that is being drawn. `head` and `mark` stand on every page but the first; `foot` below them."""

    def __init__(self, target: BinaryIO, paper: str, *, title: str, author: str, subject: str) -> None:
        fonts.register()
        self.width, self.height = SIZES[paper]
        self.canvas = Canvas(
            target, pagesize=(self.width, self.height), pageCompression=1, invariant=1, lang="id-ID"
        )
        self.canvas.setTitle(fonts.printable(title).replace("\n", " "))
        self.canvas.setAuthor(fonts.printable(author).replace("\n", " "))
        self.canvas.setSubject(fonts.printable(subject))
        self.canvas.setCreator("RBDesk")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self.structure = Structure()
        self.number = 1
        self.head, self.mark, self.foot, self.of = "", "", "", ""
        self.y = self.height - TOP

    @property
    def room(self) -> float:
        """The width between the edges."""
        return self.width - LEFT - RIGHT

    @property
    def left(self) -> float:
        """How much height is left on this page."""
        return self.y - BOTTOM

    @property
    def whole(self) -> float:
        """The height of an empty page between its edges."""
        return self.height - TOP - BOTTOM

    def need(self, height: float) -> bool:
        """Turn the page if so much height is not left and an empty one has more; whether it was turned."""
        if self.left >= height or self.is_fresh:
            return False
        self.turn()
        return True

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on this page yet."""
        return self.y >= self.height - TOP

    def turn(self) -> None:
        """End this page, begin the next."""
        self._finish_page()
        self.number += 1
        self.y = self.height - TOP

    @contextmanager
    def marked(self) -> Iterator[None]:
        """What is drawn on this page meanwhile is a piece of the structure's open element."""
        kind, number = self.structure.piece(self.number - 1)
        self._code(f"/{kind} <</MCID {number}>> BDC")
        yield
        self._code("EMC")

    @contextmanager
    def ornament(self) -> Iterator[None]:
        """What is drawn meanwhile says nothing: lines, fills, page numbers."""
        self._code("/Artifact BMC")
        yield
        self._code("EMC")

    def write(self, kind: str, words: str, style: Style, *, x: float = LEFT, room: float = 0) -> None:
        """Text in its own element, going on over pages where it must; `y` stands below it afterwards."""
        lines = pdf_text.lines_of(words, style, room or self.room - (x - LEFT))
        with self.structure.inside(kind):
            while lines:
                fitting = max(1, int(self.left / style.leading))
                if self.left < style.leading and not self.is_fresh:
                    self.turn()
                    continue
                with self.marked():
                    self.lines(lines[:fitting], style, x, self.y)
                self.y -= min(fitting, len(lines)) * style.leading
                lines = lines[fitting:]

    def lines(
        self, lines: Sequence[str], style: Style, x: float, top: float, *, right: float | None = None
    ) -> None:
        """Draw lines from a top downward, at their left edge or ending at `right`."""
        canvas = self.canvas
        canvas.setFillColor(pdf_text.colour_of(style.colour))
        canvas.setFont(style.font, style.size)
        y = top - style.leading + (style.leading - style.size) / 2 + style.size * 0.2
        for at, line in enumerate(lines, start=1):
            if line:
                if right is None:
                    canvas.drawString(x, y, line if at == len(lines) else f"{line} ")  # heard as two words
                else:
                    canvas.drawRightString(right, y, line)
            y -= style.leading

    @contextmanager
    def figure(self, words: str) -> Iterator[Canvas]:
        """Draw a picture that is told as `words`."""
        with self.structure.inside(FIGURE, fonts.printable(words)), self.marked():
            self.canvas.saveState()
            yield self.canvas
            self.canvas.restoreState()

    def bookmark(self, key: str, title: str, level: int) -> None:
        """A place to go to, in the list beside the pages."""
        top = min(self.height, self.y + 24)
        self.canvas.bookmarkHorizontal(key, 0, top)
        self.canvas.addOutlineEntry(fonts.printable(title).replace("\n", " "), key, level, closed=level > 0)

    def later(self, name: str, x: float, y: float) -> None:
        """Leave room at a point for words that are known only when the document is finished."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.doForm(name)
        self.canvas.restoreState()

    def save(self, told: dict[str, tuple[str, Style, bool]]) -> None:
        """End the document; `told` are the words of all that was left for later, and whether they end at their point."""
        self._finish_page()
        pages = list(self.canvas._doc.Pages.pages)
        for name, (words, style, is_right) in told.items():
            wide = pdf_text.width_of(words, style)
            start = -wide if is_right else 0.0
            self.canvas.beginForm(name, start - 2, -4, start + wide + 2, style.leading)
            self.canvas.setFont(style.font, style.size)
            self.canvas.setFillColor(pdf_text.colour_of(style.colour))
            self.canvas.drawString(start, 0, words)
            self.canvas.endForm()
        self.structure.attach(self.canvas._doc, pages)
        self.canvas.showOutline()
        self.canvas._doc.SaveToFile(self.canvas._filename, self.canvas)

    def _finish_page(self) -> None:
        if self.number > 1:
            with self.ornament():
                self._draw_edges()
        self.canvas.showPage()

    def _draw_edges(self) -> None:
        canvas, right = self.canvas, self.width - RIGHT
        top, low = self.height - 46, 40.0
        mark_width = pdf_text.width_of(self.mark, STRONG_SMALL) + 12 if self.mark else 0
        head = pdf_text.fitted(self.head, SMALL, self.room - mark_width)
        self.lines((head,), SMALL, LEFT, top + 14)
        self.lines((self.mark,), STRONG_SMALL, LEFT, top + 14, right=right)
        canvas.setStrokeColor(pdf_text.colour_of(palette.CONTROL))
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, top, right, top)
        canvas.line(LEFT, low + 12, right, low + 12)
        self.lines((pdf_text.fitted(self.foot, SMALL, self.room - 110),), SMALL, LEFT, low + 8)
        last = right - pdf_text.width_of("000", SMALL)
        self.later(
            "pages", last, low + 8 - SMALL.leading + (SMALL.leading - SMALL.size) / 2 + SMALL.size * 0.2
        )
        self.lines((self.of.format(page=self.number),), SMALL, LEFT, low + 8, right=last - 2.5)

    def _code(self, operator: str) -> None:
        self.canvas._code.append(operator)
