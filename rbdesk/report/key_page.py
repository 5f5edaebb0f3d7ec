"""A computer's key as one page of A4 that an office stamps and hands over: its thirty digits and their QR code."""

from __future__ import annotations

import io
from datetime import datetime

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from rbdesk.exchange import qr
from rbdesk.report import fonts
from rbdesk.report.contents import KeyContents, key_contents

_REGULAR, _BOLD = fonts.REGULAR, fonts.BOLD
_WIDTH, _HEIGHT = A4  # points of 1/72 inch
_LEFT, _RIGHT = 56.0, _WIDTH - 56.0
_LINE = 16.0
_QR_SIDE = 150.0
_GREY = 0.35


def key_pdf(*, office: str, device: str, label: str, fingerprint: str, key_text: str, at: datetime) -> bytes:
    """The page of a computer's public key; `at` is the day as the reader's clock shows it.

    `fingerprint` are the thirty digits in six groups, `key_text` what the code says.
    """
    contents = key_contents(
        office=office, device=device, label=label, fingerprint=fingerprint, key_text=key_text, at=at
    )
    fonts.register()
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=A4, invariant=1, lang="id")
    canvas.setTitle(f"{contents.title} {device}")
    canvas.setAuthor(office)
    canvas.setSubject(contents.qr)  # who has no camera copies the key out of the file
    _draw(canvas, contents)
    canvas.showPage()
    canvas.save()
    return page.getvalue()


def _draw(canvas: Canvas, contents: KeyContents) -> None:
    y = _HEIGHT - 70
    _write(canvas, y, contents.title, _BOLD, 15)
    y -= 24
    _write(canvas, y, contents.office, _BOLD, 12)
    y -= 26
    for name, value in contents.facts:
        canvas.setFillGray(_GREY)
        _write(canvas, y, name, _REGULAR, 10)
        canvas.setFillGray(0)
        canvas.drawString(_LEFT + 90, y, fonts.printable(value))
        y -= _LINE
    y -= 20
    _write(canvas, y, contents.digits_name, _REGULAR, 10)
    for line in contents.digits:
        y -= 30
        canvas.setFont("Courier-Bold", 22)
        canvas.drawString(_LEFT, y, line)
    y -= 24
    _draw_code(canvas, contents.qr, y)
    y -= _QR_SIDE + 30
    for line in contents.how:
        _write(canvas, y, line, _REGULAR, 10)
        y -= _LINE
    y -= 30
    for at, place in enumerate(contents.places):
        x = _LEFT + at * (_RIGHT - _LEFT) / len(contents.places)
        canvas.setFont(_REGULAR, 10)
        canvas.drawString(x, y, place)
        canvas.line(x, y - 84, x + 190, y - 84)


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
    canvas.drawString(_LEFT, y, fonts.printable(text))
