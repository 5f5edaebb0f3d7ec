import pytest
from PySide6.QtWidgets import QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.chip import Badge, BandChip, Chip
from tests.ui.parts.screens import share_of, shown


@pytest.mark.parametrize(
    "tone",
    [
        "neutral",
        "plain",
        "info",
        "ok",
        "warn",
        "err",
        "done",
        "soft_done",
        "received",
        "urgent",
        "open",
        "accent",
    ],
)
def test_every_tone_paints_its_ground_and_its_words(qtbot, tone):
    chip = shown(qtbot, Chip("Diterima", tone, "inbox"))
    look = paint.look(tone)
    assert share_of(chip, look.fill) > 0.3
    assert share_of(chip, look.ink) > 0.01
    assert chip.text() == "Diterima"


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_its_words_fit(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    chip = shown(qtbot, Chip("wajib untuk A/B", "warn"))
    assert chip.width() >= paint.width_of("wajib untuk A/B", theme.font("chip")) + 10
    assert chip.height() >= paint.height_of(theme.font("chip"))


def test_a_chip_can_say_something_else(qtbot):
    chip = shown(qtbot, Chip("7 hari lagi"))
    chip.set_chip("lewat 2 hari", "err", "clock-exclamation")
    assert chip.text() == "lewat 2 hari"
    assert share_of(chip, "err_soft") > 0.3


def test_a_category_is_never_colour_alone(qtbot):
    chip = shown(qtbot, BandChip("CC", "Setara CC · Cukup"))
    assert chip.text() == "Setara CC · Cukup"
    assert share_of(chip, theme.band_fill("CC")) > 0.3
    chip.set_band("B")
    assert chip.text() == "B"
    assert share_of(chip, theme.band_fill("B")) > 0.3


def test_a_badge_is_amber_when_it_asks_for_action(qtbot):
    assert share_of(shown(qtbot, Badge(16, is_urgent=True)), "accent") > 0.3
    assert share_of(shown(qtbot, Badge(16)), "accent") == 0


def test_a_badge_of_zero_hides(qtbot):

    host = QWidget()
    badge = Badge(3, parent=host)
    shown(qtbot, host, 100, 40)
    assert badge.isVisible()
    badge.set_count(0)
    assert not badge.isVisible()
    badge.set_count(110)
    assert badge.isVisible()
    assert badge.sizeHint().width() >= paint.width_of("110", theme.font("chip"))
