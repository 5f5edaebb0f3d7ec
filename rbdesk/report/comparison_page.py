"""An office's answers beside their verification, on A4 pages: the same contents give the same bytes."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from rbdesk.report import fonts
from rbdesk.report.contents import ComparisonContents

_EDGE = 48.0  # points of 1/72 inch
_ROOM = A4[0] - 2 * _EDGE
_AREA_COLUMNS = (_ROOM - 210, 70, 70, 70)
_ANSWER_COLUMNS = (150, 62, 62, 44, _ROOM - 318)


def comparison_pdf(contents: ComparisonContents) -> bytes:
    """The document with these contents."""
    fonts.register()
    pages = io.BytesIO()
    document = SimpleDocTemplate(
        pages,
        pagesize=A4,
        leftMargin=_EDGE,
        rightMargin=_EDGE,
        topMargin=_EDGE,
        bottomMargin=_EDGE,
        title=contents.title,
        author=contents.office,
        invariant=1,
        lang="id",
    )
    head, body, small = _style(15, bold=True), _style(10), _style(8.5, grey=0.35)
    strong = _style(11, bold=True)
    story: list[object] = [
        Paragraph(_said(contents.title), head),
        Spacer(0, 6),
        Paragraph(_said(contents.office), strong),
        Spacer(0, 8),
        _facts(contents, body),
        Spacer(0, 12),
        _table((contents.area_heads, *contents.areas), _AREA_COLUMNS, numbers=(1, 2, 3)),
        Spacer(0, 14),
        Paragraph(_said(contents.answers_title), strong),
        Spacer(0, 6),
    ]
    if contents.answers:
        story += [_table((contents.answer_heads, *contents.answers), _ANSWER_COLUMNS, numbers=(3,))]
        story += [Spacer(0, 10)]
    story += [Paragraph(_said(line), small) for line in contents.foot]
    document.build(story, onFirstPage=_number, onLaterPages=_number)
    return pages.getvalue()


def _facts(contents: ComparisonContents, body: ParagraphStyle) -> Table:
    rows = [[Paragraph(_said(name), body), Paragraph(_said(value), body)] for name, value in contents.facts]
    made = Table(rows, colWidths=(110, _ROOM - 110))
    made.setStyle(TableStyle([("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]))
    return made


def _table(
    rows: tuple[tuple[str, ...], ...], columns: tuple[float, ...], *, numbers: tuple[int, ...]
) -> Table:
    """The first row is the head, repeated on each page; columns of numbers stand at the right."""
    made = []
    for place, row in enumerate(rows):
        styles = [_style(9, bold=place == 0, is_right=column in numbers) for column in range(len(columns))]
        made.append(
            [
                Paragraph(_said(words).replace("\n", "<br/>"), style)
                for words, style in zip(row, styles, strict=True)
            ]
        )
    table = Table(made, colWidths=columns, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black),
                ("LINEBELOW", (0, 1), (-1, -1), 0.3, colors.Color(0.75, 0.75, 0.75)),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _said(words: str) -> str:
    return escape(fonts.printable(words))


def _style(size: float, *, bold: bool = False, is_right: bool = False, grey: float = 0) -> ParagraphStyle:
    return ParagraphStyle(
        "words",
        fontName=fonts.BOLD if bold else fonts.REGULAR,
        fontSize=size,
        leading=size * 1.3,
        alignment=2 if is_right else 0,
        textColor=colors.Color(grey, grey, grey),
    )


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(fonts.REGULAR, 8)
    canvas.setFillGray(0.35)
    canvas.drawRightString(A4[0] - _EDGE, 28, str(document.page))
