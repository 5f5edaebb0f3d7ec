import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from rbdesk.ui import paint, theme

WORDS = "Apakah penanganan keluhan dievaluasi dan hasilnya ditindaklanjuti?"


def canvas(stroke) -> QImage:
    """What a stroke leaves on a white ground of 60 × 40."""
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    stroke(painter)
    painter.end()
    return image


def test_wrapping_loses_no_word_and_exceeds_no_width(qapp):
    font = theme.font("body")
    lines = paint.wrapped(WORDS, font, 160)
    assert " ".join(lines) == WORDS
    assert all(paint.width_of(line, font) <= 161 for line in lines)


def test_more_lines_than_allowed_end_in_an_ellipsis(qapp):
    lines = paint.wrapped(WORDS, theme.font("body"), 160, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert len(paint.wrapped("Pendek", theme.font("body"), 160, 2)) == 1


def test_a_word_longer_than_the_line_is_broken_and_not_lost(qapp):
    lines = paint.wrapped("RBD_RB-2020_32.16.09_isian_r0001_K7Q2_7f3a91.rbd.zip", theme.font("body"), 80)
    assert "".join(lines) == "RBD_RB-2020_32.16.09_isian_r0001_K7Q2_7f3a91.rbd.zip"


def test_paragraphs_stay_apart_and_an_empty_text_is_one_empty_line(qapp):
    assert paint.wrapped("satu\ndua", theme.font("body"), 300) == ["satu", "dua"]
    assert paint.wrapped("", theme.font("body"), 300) == [""]


def test_an_outline_of_one_pixel_is_sharp(qapp):
    black, white = QColor("black"), QColor("white")
    image = canvas(
        lambda painter: paint.box(painter, QRectF(5, 5, 40, 20), paint.Look(white, black, black), 0)
    )
    assert image.pixelColor(20, 5) == black
    assert image.pixelColor(20, 6) == white
    assert image.pixelColor(20, 4) == white


def test_the_ring_has_two_pixels_and_on_a_filled_ground_a_gap(qapp):
    blue, surface = theme.color("primary"), theme.color("surface")

    def ring(painter: QPainter) -> None:
        painter.fillRect(0, 0, 60, 40, QColor("red"))
        paint.focus_ring(painter, QRectF(0, 0, 60, 40), on_fill=True)

    image = canvas(ring)
    column = [image.pixelColor(30, y) for y in range(4)]
    assert column == [blue, blue, surface, QColor("red")]


@pytest.mark.parametrize(("share", "filled"), [(0.0, 0), (0.5, 20), (1.0, 40), (1.7, 40)])
def test_a_bar_is_filled_as_far_as_its_share_and_no_further(qapp, share, filled):
    image = canvas(lambda painter: paint.bar(painter, QRectF(10, 10, 40, 6), share, "primary"))
    row = [image.pixelColor(x, 12) == theme.color("primary") for x in range(60)]
    assert sum(row) == pytest.approx(filled, abs=2)
    assert not any(row[50:])


def test_an_unknown_tone_is_an_error(qapp):
    with pytest.raises(KeyError):
        paint.look("no such tone")


def test_in_high_contrast_every_look_has_an_outline(qapp):
    system = QPalette(QColor("black"), QColor("black"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("white"))
    theme.apply(qapp, "light", 100, contrast=system)
    assert paint.look("info").edge is not None
    assert paint.band_look("CC").edge is not None


def test_markers_point_where_they_should(qapp):
    red = QColor("red")
    down = canvas(lambda painter: paint.triangle(painter, QPointF(30, 30), 16, red, red))
    assert down.pixelColor(30, 20) == red
    assert down.pixelColor(24, 28) != red
    up = canvas(lambda painter: paint.arrowhead(painter, QPointF(30, 20), 16, red, is_up=True))
    assert up.pixelColor(24, 26) == red
    assert up.pixelColor(24, 14) != red


def test_chips_measure_their_words(qapp):
    assert (
        paint.chip_size("Perlu tindakan", has_icon=True).width() > paint.chip_size("Perlu tindakan").width()
    )
    assert paint.chip_size("x").height() >= paint.height_of(theme.font("chip"))
