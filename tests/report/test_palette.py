from __future__ import annotations

import pytest

from rbdesk.report import palette
from rbdesk.ui import theme


def test_documents_wear_the_colours_of_the_light_window() -> None:
    shown = {
        letters: (one.fill, one.on_fill, one.tint, one.on_tint) for letters, one in palette.BANDS.items()
    }
    window = {
        letters: tuple(colour.removeprefix("#") for colour in (one.fill, one.on_fill, one.tint, one.on_tint))
        for letters, one in theme.bands(dark=False).items()
    }
    assert shown == window
    roles = theme.roles(dark=False)
    for role, colour in {
        "text": palette.INK,
        "text2": palette.TEXT2,
        "text3": palette.TEXT3,
        "sunken": palette.SUNKEN,
        "primary": palette.PRIMARY,
        "series1": palette.SERIES1,
        "series2": palette.SERIES2,
        "below": palette.BELOW,
        "gap": palette.GAP,
        "rail": palette.NAVY,
        "warn": palette.WARN,
        "warn_soft": palette.WARN_SOFT,
    }.items():
        assert roles[role] == f"#{colour}", role


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (palette.INK, palette.WHITE),
        (palette.TEXT2, palette.WHITE),
        (palette.TEXT3, palette.WHITE),
        (palette.TEXT2, palette.SUNKEN),
        (palette.WHITE, palette.NAVY),
        (palette.NAVY_TEXT, palette.NAVY),
        (palette.WARN, palette.WARN_SOFT),
        (palette.ERR, palette.ERR_SOFT),
        (palette.OK, palette.OK_SOFT),
        (palette.ON_PRIMARY_SOFT, palette.PRIMARY_SOFT),
        (palette.BELOW, palette.WHITE),
        (palette.TARGET, palette.WHITE),
        *((one.on_fill, one.fill) for one in palette.BANDS.values()),
        *((one.on_tint, one.tint) for one in palette.BANDS.values()),
    ],
)
def test_words_on_a_colour_can_be_read(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
