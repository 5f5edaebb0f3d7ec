"""What figures on paper are drawn with."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from rbdesk.report import palette, pdf_ink
from rbdesk.report.pdf_text import Style, width_of


def code(canvas: Canvas) -> str:
    return "\n".join(canvas._code)


@pytest.mark.parametrize("letters", [*palette.BANDS, "", "?"])
def test_every_category_has_a_fill_and_words_that_can_be_read_on_it(letters: str) -> None:
    colours = pdf_ink.band_colours(letters)

    assert abs(_light(colours.fill) - _light(colours.on_fill)) > 0.35


def _light(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_hatching_stays_inside_its_shape() -> None:
    canvas = Canvas(io.BytesIO())
    pdf_ink.hatch(canvas, pdf_ink.box(10, 10, 40, 8))

    assert " W" in code(canvas) or "\nW" in code(canvas), "it is clipped"
    assert code(canvas).count(" l ") + code(canvas).count(" l\n") > 5


def test_words_are_shortened_to_their_room() -> None:
    canvas = Canvas(io.BytesIO())
    pdf_ink.say(canvas, 0, 0, "Peningkatan Kualitas Pelayanan Publik", 8, room=40)
    pdf_ink.say(canvas, 0, 0, "a\nb", 8, anchor="end")

    assert width_of("…", Style(8, 8)) < 40
    assert canvas._code
