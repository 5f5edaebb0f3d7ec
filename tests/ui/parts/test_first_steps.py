import pytest

from rbdesk.ui import theme
from rbdesk.ui.parts.first_steps import NARROW_WIDTH, WIDTH, FirstSteps
from tests.ui.parts.screens import share_of, shown

STEPS = ["Pilih peran", "Pilih kecamatan", "Penanggung jawab", "Tempat menyimpan data"]


@pytest.fixture
def steps(qtbot):
    steps = FirstSteps()
    steps.set_steps(STEPS, 1)
    return shown(qtbot, steps, WIDTH, 660)


def test_it_says_which_step_is_shown(steps):
    assert steps.accessibleName() == "Langkah 2 dari 4: Pilih kecamatan"


def test_a_step_that_is_done_is_ticked_in_another_colour(steps):
    one_done = share_of(steps, theme.band_fill("BB"))
    steps.set_steps(STEPS, 3)
    assert share_of(steps, theme.band_fill("BB")) > one_done > 0


def test_narrow_it_shows_the_numbers_only(steps):
    steps.set_narrow(True)
    assert steps.sizeHint().width() == NARROW_WIDTH
    steps.resize(NARROW_WIDTH, 400)
    assert share_of(steps, "rail") > 0.6


def test_the_decoration_gives_way_where_there_is_no_room(steps):
    assert share_of(steps, theme.band_fill("C"), 90) > 0.003
    steps.resize(WIDTH, 430)
    assert share_of(steps, theme.band_fill("C"), 90) == 0
