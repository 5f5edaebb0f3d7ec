"""The blank form of the satisfaction survey as one page of A4, to be printed and filled by hand. Equal bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from rbdesk.domain.survey import Survey, Wording
from rbdesk.report import fonts
from rbdesk.report.contents import SurveyFormContents, survey_form_contents

_WIDTH, _HEIGHT = A4  # points of 1/72 inch
_LEFT, _RIGHT = 50.0, _WIDTH - 50.0
_BOX = 10.0
_GREY = 0.35


def survey_form(survey: Survey, wording: Wording, *, office: str) -> bytes:
    """The page for an office, known by its name."""
    contents = survey_form_contents(survey, wording, office=office)
    fonts.register()
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=A4, invariant=1, lang="id")
    canvas.setTitle(f"{contents.title} {contents.office}")
    canvas.setAuthor(contents.office)
    _draw(canvas, contents)
    canvas.showPage()
    canvas.save()
    return page.getvalue()


def _draw(canvas: Canvas, contents: SurveyFormContents) -> None:
    y = _HEIGHT - 56
    _write(canvas, _LEFT, y, contents.title, fonts.BOLD, 16)
    canvas.setFont(fonts.BOLD, 11)
    canvas.drawRightString(_RIGHT, y, contents.office)
    y = _paragraph(canvas, contents.intro, y - 22, 10)
    y = _draw_places(canvas, contents.places, y - 12)
    for name, choices in contents.fields:
        y = _draw_choices(canvas, name, choices, y - 21)
    y -= 16
    canvas.setLineWidth(0.5)
    canvas.line(_LEFT, y, _RIGHT, y)
    for question, answers in contents.questions:
        y = _draw_question(canvas, question, answers, y - 21)
    y -= 24
    _write(canvas, _LEFT, y, contents.remark, fonts.BOLD, 10)
    for _ in range(2):
        y -= 20
        canvas.setLineWidth(0.4)
        canvas.line(_LEFT, y, _RIGHT, y)
    _paragraph(canvas, contents.basis, 44, 7, grey=True)


def _draw_places(canvas: Canvas, names: Sequence[str], y: float) -> float:
    """Lines to write on, side by side."""
    width = (_RIGHT - _LEFT) / len(names)
    for place, name in enumerate(names):
        left = _LEFT + place * width
        _write(canvas, left, y, name, fonts.REGULAR, 10)
        start = left + pdfmetrics.stringWidth(name, fonts.REGULAR, 10) + 8
        canvas.setLineWidth(0.4)
        canvas.line(start, y - 2, left + width - 14, y - 2)
    return y


def _draw_choices(canvas: Canvas, name: str, choices: Sequence[str], y: float) -> float:
    """A field with boxes to tick, or a line where any answer will do."""
    _write(canvas, _LEFT, y, name, fonts.REGULAR, 10)
    x = _LEFT + 92
    if not choices:
        canvas.setLineWidth(0.4)
        canvas.line(x, y - 2, x + 120, y - 2)
        return y
    for choice in choices:
        width = _BOX + 5 + pdfmetrics.stringWidth(choice, fonts.REGULAR, 9) + 14
        if x + width > _RIGHT + 14:
            x, y = _LEFT + 92, y - 16
        _box(canvas, x, y)
        _write(canvas, x + _BOX + 5, y, choice, fonts.REGULAR, 9)
        x += width
    return y


def _draw_question(canvas: Canvas, question: str, answers: Sequence[str], y: float) -> float:
    """A question, and its four answers below in columns."""
    _write(canvas, _LEFT, y, question, fonts.BOLD, 10)
    y -= 16
    width = (_RIGHT - _LEFT - 12) / len(answers)
    for place, answer in enumerate(answers):
        x = _LEFT + 12 + place * width
        _box(canvas, x, y)
        _write(canvas, x + _BOX + 5, y, f"{place + 1}  {answer}", fonts.REGULAR, 9)
    return y - 4


def _box(canvas: Canvas, x: float, y: float) -> None:
    canvas.setLineWidth(0.7)
    canvas.rect(x, y - 1.5, _BOX, _BOX)


def _paragraph(canvas: Canvas, words: str, y: float, size: float, *, grey: bool = False) -> float:
    for line in simpleSplit(words, fonts.REGULAR, size, _RIGHT - _LEFT):
        _write(canvas, _LEFT, y, line, fonts.REGULAR, size, grey=grey)
        y -= size * 1.4
    return y


def _write(
    canvas: Canvas, x: float, y: float, text: str, font: str, size: float, *, grey: bool = False
) -> None:
    canvas.setFillGray(_GREY if grey else 0)
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)
    canvas.setFillGray(0)
