from fractions import Fraction

import pytest

from rbdesk.ui.charts.dumbbell import Dumbbell, window_of
from tests.ui.parts.screens import share_of, shown

WINDOW = (Fraction(40), Fraction(80))


@pytest.mark.parametrize(
    ("values", "window"),
    [
        ([60, 62], (50, 75)),
        ([51, 71], (45, 80)),
        ([2, 3], (0, 20)),
        ([99, 100], (80, 100)),
        ([0, 100], (0, 100)),
        ([], (0, 100)),
    ],
)
def test_the_window_holds_all_values_and_is_never_narrow(values, window):
    low, high = window_of([Fraction(value) for value in values])

    assert (low, high) == window


def test_it_says_both_values_and_the_difference(qtbot):
    made = shown(qtbot, Dumbbell("Pengawasan"), 200, 24)
    made.show_values(Fraction(538, 10), Fraction(502, 10), WINDOW, Fraction(60))

    assert made.accessibleName() == "Pengawasan: mandiri 53,8, terverifikasi 50,2, beda −3,6"


def test_what_is_lost_is_amber_and_equal_values_are_one_dot(qtbot):
    made = shown(qtbot, Dumbbell("Pengawasan"), 200, 24)
    made.show_values(Fraction(75), Fraction(45), WINDOW, None)
    assert share_of(made, "gap") > 0.02
    made.show_values(Fraction(45), Fraction(75), WINDOW, None)
    assert share_of(made, "gap") == 0
    made.show_values(Fraction(45), Fraction(45), WINDOW, None)
    assert made.place_of(Fraction(45)) < made.place_of(Fraction(46))
