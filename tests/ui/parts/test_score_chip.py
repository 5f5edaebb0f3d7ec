from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt

from rbdesk.ui import theme
from rbdesk.ui.parts.score_chip import ScoreChip
from tests.ui.parts.screens import share_of, shown


@pytest.fixture
def chip(qtbot) -> ScoreChip:
    made = ScoreChip()
    made.set_score(Decimal("58.42"), "CC")
    return shown(qtbot, made)


@pytest.mark.parametrize(
    ("percent", "band", "said"),
    [
        (Decimal("58.42"), "CC", "Nilai 58,42, setara CC. 1,58 poin lagi menuju B (>60)"),
        (Fraction(6014, 100), "B", "Nilai 60,14, setara B. Target tercapai kategori B"),
        (Fraction(60), "CC", "Nilai 60,00, setara CC. 0,00 poin lagi menuju B (>60)"),
        (None, "", "Belum ada nilai"),
    ],
)
def test_it_says_score_category_and_the_way_to_the_target(chip, percent, band, said):
    chip.set_score(percent, band)
    assert chip.accessibleName() == said


def test_another_target_is_named(chip):
    chip.set_score(Fraction("58.42"), "CC", target=Decimal("70.5"), target_band="BB")
    assert chip.accessibleName().endswith("12,08 poin lagi menuju BB (>70,50)")


def test_the_last_change_shows_for_a_while_and_goes(chip, qtbot):
    narrow = chip.sizeHint().width()
    chip._hide_change.setInterval(30)
    chip.show_change(Decimal("0.14"))
    assert chip.sizeHint().width() > narrow
    assert chip.accessibleDescription() == "Perubahan terakhir +0,14"
    chip.resize(chip.sizeHint())
    assert share_of(chip, "ok", 60) > 0.002
    qtbot.waitUntil(lambda: chip.sizeHint().width() == narrow)


def test_a_loss_is_not_green(chip):
    chip.show_change(Decimal("-0.14"))
    chip.resize(chip.sizeHint())
    assert share_of(chip, "ok", 60) == 0
    assert share_of(chip, "err", 60) > 0.002


def test_it_can_be_asked_by_mouse_and_keyboard(chip, qtbot):
    asked = []
    chip.clicked.connect(lambda: asked.append(1))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert len(asked) == 2


def test_the_category_is_in_its_colour(qapp, chip):
    assert share_of(chip, theme.band_fill("CC")) > 0.05
    theme.apply(qapp, "dark", 130)
    chip.resize(chip.sizeHint())
    assert share_of(chip, theme.band_fill("CC")) > 0.05
