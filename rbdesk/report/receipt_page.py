"""The receipt as one page of A4: the same contents give the same bytes."""

from __future__ import annotations

import io
from datetime import datetime

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from rbdesk.domain.instrument import Instrument
from rbdesk.domain.receipt import Receipt
from rbdesk.exchange import qr
from rbdesk.report import fonts
from rbdesk.report.contents import ReceiptContents, receipt_contents

_REGULAR, _BOLD = fonts.REGULAR, fonts.BOLD
_WIDTH, _HEIGHT = A4  # points of 1/72 inch
_LEFT, _RIGHT = 56.0, _WIDTH - 56.0
_LINE = 16.0
_QR_SIDE = 184.0  # 65 mm: a module of 0.7 mm, which a telephone reads from a copy of a copy
_GREY = 0.35


def receipt_pdf(
    receipt: Receipt, text: str, *, office: str, instrument: Instrument, made_at: datetime
) -> bytes:
    """The page of a receipt whose signed text is `text`; `made_at` is its time as the reader's clock shows it."""
    contents = receipt_contents(receipt, text, office=office, instrument=instrument, made_at=made_at)
    fonts.register()
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=A4, invariant=1, lang="id")
    canvas.setTitle(f"{contents.title} {contents.code[1]}")
    canvas.setAuthor(contents.office)
    canvas.setSubject(contents.qr)  # who has no camera copies the text out of the file
    _draw(canvas, contents)
    canvas.showPage()
    canvas.save()
    return page.getvalue()


def _draw(canvas: Canvas, contents: ReceiptContents) -> None:
    y = _HEIGHT - 70
    _write(canvas, _LEFT, y, contents.title, _BOLD, 15)
    y -= 30
    _write(canvas, _LEFT, y, contents.office, _BOLD, 12)
    y -= 18
    _write(canvas, _LEFT, y, contents.is_final, _REGULAR, 11)
    top = y - 14
    _draw_code(canvas, contents, top)
    y = top - 24
    for name, value in contents.facts:
        _write(canvas, _LEFT, y, name, _REGULAR, 10, grey=True)
        _write(canvas, _LEFT + 70, y, value, _REGULAR, 10)
        y -= _LINE
    y = top - _QR_SIDE - 52
    y = _draw_areas(canvas, contents, y)
    y -= 26
    for line in contents.how:
        _write(canvas, _LEFT, y, line, _REGULAR, 9.5)
        y -= 14
    y -= 8
    for name, digest in contents.digests:
        _write(canvas, _LEFT, y, name, _REGULAR, 8, grey=True)
        _write(canvas, _LEFT + 70, y, digest, _REGULAR, 8)
        y -= 12


def _draw_code(canvas: Canvas, contents: ReceiptContents, top: float) -> None:
    """The QR code on the right, the kode paket under it."""
    squares = qr.modules(contents.qr)
    module = _QR_SIDE / len(squares)
    left = _RIGHT - _QR_SIDE
    path = canvas.beginPath()
    for row, line in enumerate(squares):
        for column, is_dark in enumerate(line):
            if is_dark:
                path.rect(left + column * module, top - (row + 1) * module, module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    name, code = contents.code
    _write(canvas, left, top - _QR_SIDE - 22, name, _REGULAR, 10, grey=True)
    canvas.setFont(_BOLD, 16)
    canvas.drawRightString(_RIGHT, top - _QR_SIDE - 24, code)


def _draw_areas(canvas: Canvas, contents: ReceiptContents, y: float) -> float:
    """The table of areas from `y` downwards; where it ends."""
    columns = (_LEFT, _RIGHT - 80, _RIGHT)
    rows = [
        (contents.area_heads, _BOLD),
        *((row, _REGULAR) for row in contents.areas),
        (contents.total, _BOLD),
    ]
    for place, (row, font) in enumerate(rows):
        if place in (1, len(rows) - 1):
            canvas.setLineWidth(0.5)
            canvas.line(_LEFT, y + 12, _RIGHT, y + 12)
        canvas.setFont(font, 10)
        canvas.drawString(columns[0], y, row[0])
        canvas.drawRightString(columns[1], y, row[1])
        canvas.drawRightString(columns[2], y, row[2])
        y -= _LINE
    return y


def _write(
    canvas: Canvas, x: float, y: float, text: str, font: str, size: float, *, grey: bool = False
) -> None:
    canvas.setFillGray(_GREY if grey else 0)
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)
    canvas.setFillGray(0)
