from decimal import Decimal

import pytest

from rbdesk.ui import paint, theme
from rbdesk.ui.charts.difference import DifferenceLegend, difference_look
from tests.ui.parts.screens import shown


@pytest.mark.parametrize(
    ("value", "fill"),
    [
        ("-12.3", theme.band_fill("C")),
        ("-5", theme.band_fill("CC")),
        ("-4.99", theme.band_tint("CC")),
        ("-0.05", theme.band_tint("CC")),
        ("0.04", theme.color("neutral_soft")),
        ("0.1", theme.band_tint("B")),
        ("5", theme.band_fill("B")),
        ("10", theme.band_fill("BB")),
    ],
)
def test_the_colour_tells_direction_and_size(value, fill):
    assert difference_look(Decimal(value)).fill == fill


def test_the_legend_says_its_steps_in_words(qtbot):
    legend = shown(qtbot, DifferenceLegend(), 400, 40)
    assert legend.accessibleDescription() == "≤−10, ≤−5, <0, 0, >0, ≥5, ≥10 poin persen"
    assert legend.sizeHint().height() <= 40
    widest = max(paint.width_of(word, theme.font("key")) for word in ("≤−10", "≥10"))
    assert legend.sizeHint().width() >= 7 * widest
