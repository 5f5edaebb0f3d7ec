import pytest

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.step_header import StepHeader, StepRail
from tests.ui.parts.screens import share_of, shown

STEPS = ("Periksa", "Buat paket", "Kirim ke Sekretariat", "Terima hasil verifikasi")


@pytest.mark.parametrize("kind", [StepHeader, StepRail])
def test_it_says_where_one_is(qtbot, kind):
    steps = shown(qtbot, kind(STEPS, 1))
    assert steps.accessibleName() == "Langkah 2 dari 4: Buat paket"
    steps.set_current(4)
    assert steps.accessibleName() == "Semua 4 langkah selesai"


def test_steps_behind_are_green_and_the_current_one_blue(qtbot):
    steps = shown(qtbot, StepHeader(STEPS, 0), 900)
    assert share_of(steps, "ok") == 0
    blue = share_of(steps, "primary")
    steps.set_current(2)
    assert share_of(steps, "ok") > 0.01
    assert share_of(steps, "primary") == pytest.approx(blue, abs=0.004)
    steps.set_current(4)
    assert share_of(steps, "primary") == 0


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_words_fit_or_only_the_current_one_stays(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    steps = shown(qtbot, StepHeader(STEPS, 2))
    words = sum(paint.width_of(step, theme.font("strong")) for step in STEPS)
    assert steps.sizeHint().width() > words + 4 * theme.px(22)
    assert steps.minimumSizeHint().width() < steps.sizeHint().width()


def test_on_the_rail_the_longest_words_fit(qapp, qtbot):
    theme.apply(qapp, "light", 130)
    rail = shown(qtbot, StepRail(STEPS, 0))
    assert rail.width() >= theme.px(28) + paint.width_of(STEPS[3], theme.font("nav_selected"))
