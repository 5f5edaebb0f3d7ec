import pytest
from PySide6.QtGui import QImage

from rbdesk.ui import paint, theme
from rbdesk.ui.charts.band_legend import BandLegend
from tests.ui.parts.screens import share_of, shown

BANDS = [("AA", 90), ("A", 80), ("BB", 70), ("B", 60), ("CC", 50), ("C", 30), ("D", 0)]


def test_every_category_is_shown_with_its_limits(qtbot):
    legend = BandLegend()
    legend.set_bands(BANDS)
    shown(qtbot, legend)
    assert legend.accessibleDescription() == "D 0–30, C 30–50, CC 50–60, B 60–70, BB 70–80, A 80–90, AA >90"
    assert all(share_of(legend, theme.band_fill(band), 6) > 0.02 for band, _ in BANDS)


def test_without_ranges_it_is_lower_and_narrower(qtbot):
    legend = BandLegend()
    legend.set_bands(BANDS)
    wide = legend.sizeHint()
    legend.set_shows_ranges(False)
    assert legend.sizeHint().height() < wide.height()
    assert legend.sizeHint().width() < wide.width()


def test_ranges_fit_under_their_blocks(qapp, qtbot):
    for percent in theme.TEXT_SIZES:
        theme.apply(qapp, "light", percent)
        legend = BandLegend()
        legend.set_bands(BANDS)
        shown(qtbot, legend)
        assert legend.width() >= 7 * paint.width_of("80–90", theme.font("key"))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_is_equally_light_without_colours_is_told_apart_by_its_corner(qapp, qtbot, mode):
    theme.apply(qapp, mode, 100)
    legend = BandLegend()
    legend.set_bands(BANDS)
    shown(qtbot, legend)
    grey = legend.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    high, step = theme.px(16), (legend.width() + 2) / len(BANDS)

    def is_marked(at: int) -> bool:
        left = round(1 + at * step)
        ground = grey.pixelColor(left + 10, 3).lightness()
        return abs(grey.pixelColor(left + 2, high - 2).lightness() - ground) > 60

    assert [band for at, (band, _) in enumerate(reversed(BANDS)) if is_marked(at)] == ["D", "C", "CC"]
