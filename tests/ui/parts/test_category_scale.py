import itertools
from decimal import Decimal
from fractions import Fraction

import pytest

from rbdesk.ui import theme
from rbdesk.ui.parts.category_scale import CategoryScale, Marker, ScaleBand
from tests.ui.parts.screens import share_of, shown

BANDS = [
    ScaleBand(band, Decimal(above))
    for band, above in (("D", 0), ("C", 30), ("CC", 50), ("B", 60), ("BB", 70), ("A", 80), ("AA", 90))
]


@pytest.fixture
def scale(qtbot) -> CategoryScale:
    made = CategoryScale()
    made.set_scale(BANDS, [Marker(Decimal("58.42"), "Tahun ini 58,42")])
    return shown(qtbot, made, 660)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (Decimal(60), "CC"),
        (Fraction(6001, 100), "B"),
        (Decimal(30), "D"),
        (0, "D"),
        (100, "AA"),
        (Decimal("50.01"), "CC"),
    ],
)
def test_a_value_at_a_limit_belongs_to_the_category_below(scale, value, band):
    scale.set_scale(BANDS, [Marker(value, "Tahun ini")])
    assert f"setara {band}" in scale.accessibleDescription()


def test_only_the_category_that_holds_is_in_full_colour(scale):
    assert share_of(scale, theme.band_fill("CC")) > 0.01
    assert share_of(scale, theme.band_fill("A"), 4) == 0
    assert share_of(scale, theme.band_tint("A"), 6) > 0.01


def test_it_says_in_words_what_it_shows(scale):
    said = "Tahun ini 58,42, setara CC, target di atas 60"
    assert scale.accessibleDescription() == said
    assert scale.accessibleName() == "Skala kategori 0 sampai 100"


@pytest.mark.parametrize("values", [(55, 58), (58, 55), (1, 2, 3), (98, 99, 100), (59, 60, 61), (0, 100)])
@pytest.mark.parametrize("percent", [100, 130])
def test_the_words_of_markers_never_overlap_and_stay_inside(qapp, scale, values, percent):
    theme.apply(qapp, "light", percent)
    kinds = ("now", "last", "plan")
    scale.set_scale(
        BANDS, [Marker(value, f"Tahun {value},00", kind) for value, kind in zip(values, kinds, strict=False)]
    )
    areas = sorted(scale.label_areas(), key=lambda area: area.left())
    assert areas[0].left() >= 0
    assert areas[-1].right() <= scale.width() + 0.01
    assert all(one.right() < other.left() for one, other in itertools.pairwise(areas))


def test_without_markers_it_is_lower(scale):
    tall = scale.sizeHint().height()
    scale.set_scale(BANDS, [])
    assert scale.sizeHint().height() < tall
    assert scale.accessibleDescription() == "target di atas 60"


def test_it_fits_the_letters_at_every_size(qapp, scale):
    for percent in theme.TEXT_SIZES:
        theme.apply(qapp, "light", percent)
        letters = theme.font("caption_strong").pixelSize()
        assert scale.sizeHint().height() > 2 * letters + theme.px(26)
