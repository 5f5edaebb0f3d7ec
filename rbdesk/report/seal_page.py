"""The key that opens sealed packages as one page of A4 for the safe: its text and its QR code."""

from __future__ import annotations

import io
from datetime import datetime

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from rbdesk.exchange import qr
from rbdesk.report import fonts
from rbdesk.report.contents import SealContents, seal_contents

_REGULAR, _BOLD = fonts.REGULAR, fonts.BOLD
_WIDTH, _HEIGHT = A4  # points of 1/72 inch
_LEFT = 56.0
_QR_SIDE = 184.0  # 65 mm
_GREY = 0.35


def seal_pdf(identity: str, recipient: str, *, office: str, made_at: datetime | None) -> bytes:
    """The page of a secret age key; `made_at` is its time as the reader's clock shows it."""
    contents = seal_contents(identity, recipient, office=office, made_at=made_at)
    fonts.register()
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=A4, invariant=1, lang="id")
    canvas.setTitle(contents.title)
    canvas.setAuthor(contents.office)
    canvas.setSubject(contents.qr)  # who has no camera copies the key out of the file
    _draw(canvas, contents)
    canvas.showPage()
    canvas.save()
    return page.getvalue()


def _draw(canvas: Canvas, contents: SealContents) -> None:
    y = _HEIGHT - 70
    _write(canvas, y, contents.title, _BOLD, 15)
    y -= 26
    _write(canvas, y, contents.office, _BOLD, 12)
    y -= 26
    for name, value in contents.facts:
        canvas.setFillGray(_GREY)
        canvas.setFont(_REGULAR, 10)
        canvas.drawString(_LEFT, y, name)
        canvas.setFillGray(0)
        canvas.drawString(_LEFT + 80, y, value)
        y -= 16
    y -= 14
    for line in contents.key:
        canvas.setFont("Courier-Bold", 15)
        canvas.drawString(_LEFT, y, line)
        y -= 24
    y -= 8
    _draw_code(canvas, contents.qr, y)
    y -= _QR_SIDE + 34
    for line in contents.how:
        _write(canvas, y, line, _REGULAR, 10.5)
        y -= 18


def _draw_code(canvas: Canvas, text: str, top: float) -> None:
    squares = qr.modules(text)
    module = _QR_SIDE / len(squares)
    path = canvas.beginPath()
    for row, line in enumerate(squares):
        for column, is_dark in enumerate(line):
            if is_dark:
                path.rect(_LEFT + column * module, top - (row + 1) * module, module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _write(canvas: Canvas, y: float, text: str, font: str, size: float) -> None:
    canvas.setFont(font, size)
    canvas.drawString(_LEFT, y, text)
