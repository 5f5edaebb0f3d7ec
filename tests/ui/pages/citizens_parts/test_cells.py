from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtWidgets import QApplication

from rbdesk.ui import theme
from rbdesk.ui.pages.citizens_parts import cells


@pytest.mark.parametrize(
    ("percent", "step"),
    [
        (0, 0),
        (Fraction(1999, 100), 0),
        (20, 1),
        (40, 2),
        (60, 3),
        (Fraction(7999, 100), 3),
        (80, 4),
        (100, 4),
    ],
)
def test_each_step_is_a_fifth_and_its_limit_belongs_to_the_upper_one(percent, step):
    assert cells.step_of(Fraction(percent)) == step


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_on_every_step_can_be_read_and_no_two_steps_look_alike(qapp: QApplication, mode):
    theme.apply(qapp, mode)
    colours = [cells.step_colour(step) for step in range(cells.STEPS)]
    contrasts = [cells.contrast(cells.ink_on(colour), colour) for colour in colours]
    bands = {theme.band_fill(band).name() for band in ("AA", "A", "BB", "B", "CC", "C", "D")}
    names = [colour.name() for colour in colours]
    theme.apply(qapp, "light")

    assert min(contrasts) >= 4.5
    assert len(set(names)) == cells.STEPS
    assert not bands & set(names)
