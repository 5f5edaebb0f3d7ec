from decimal import Decimal

import pytest

from rbdesk.domain import scoring
from rbdesk.ui.answer_form.score import show_score, ways_to_analysis
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.score_chip import ScoreChip
from tests.build import answers_everywhere
from tests.ui import frames
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


def test_only_the_secretariat_has_a_way_to_the_analysis_on_the_page_itself(qtbot, tmp_path):
    office, secretariat = (
        frames.office_desk(qtbot, tmp_path / "office"),
        frames.secretariat_desk(qtbot, tmp_path / "secretariat"),
    )
    pages = [Page(desk) for desk in (office, secretariat)]
    for page in pages:
        qtbot.addWidget(page)
    assert ways_to_analysis(pages[0]) == []
    (way,) = ways_to_analysis(pages[1])
    qtbot.addWidget(way)
    with qtbot.waitSignal(pages[1].wanted) as asked:
        way.click()
    assert asked.args == [Link("analysis")]
    office.close()
    secretariat.close()
