from decimal import Decimal

import pytest

from rbdesk.domain import scoring
from rbdesk.ui.answer_form.score import show_score
from rbdesk.ui.parts.score_chip import ScoreChip
from tests.build import answers_everywhere
from tests.ui.answering import SHEET


@pytest.fixture
def chip(qtbot):
    made = ScoreChip()
    qtbot.addWidget(made)
    return made


def test_before_the_first_answer_there_is_no_score(chip):
    show_score(chip, scoring.score(SHEET, {}), Decimal(60))
    assert chip.accessibleName() == "Belum ada nilai"


def test_a_score_above_the_target_says_that_it_is_reached(chip):
    show_score(chip, scoring.score(SHEET, answers_everywhere(SHEET, "best")), Decimal(60))
    assert "Nilai 100,00, setara AA. Target tercapai kategori B" in chip.accessibleName()


def test_a_score_below_names_the_way_to_the_band_above_the_target(chip):
    show_score(chip, scoring.score(SHEET, answers_everywhere(SHEET, "worst")), Decimal(70))
    assert "70,00 poin lagi menuju BB (>70)" in chip.accessibleName()
