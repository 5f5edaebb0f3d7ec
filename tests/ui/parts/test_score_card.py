from decimal import Decimal
from fractions import Fraction

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.domain.scoring import score
from rbdesk.ui import theme
from rbdesk.ui.parts.score_card import ScoreCard
from tests.build import answers_everywhere, tiny
from tests.ui.parts.screens import shown

SHEET = tiny()


def card_of(qtbot, answers, target="60", last=None, width=680):
    card = shown(qtbot, ScoreCard(), width)
    card.set_score(score(SHEET, answers), target=Decimal(target), year=2020, last=last)
    qtbot.wait(1)
    return card


def test_a_provisional_score_says_so_and_how_far_the_target_is(qtbot):
    """4 points of 10."""
    card = card_of(
        qtbot,
        {code: Answer("A") for code in ("X.P.1.i.a", "X.P.1.i.b", "X.P.1.ii.a")}
        | {"X.P.1.i.c": Answer("Ya")},
    )

    assert card.number.text() == "40,00"
    assert card.equals.text() == "Setara C · Kurang"
    assert card.base.text() == "4,00 dari 10,00 · sementara, 4 dari 9 terjawab"
    assert (card.missing.text(), card.goal.text()) == (
        "20,00 poin lagi",
        "untuk melewati 60, batas kategori B",
    )


@pytest.mark.parametrize(
    ("target", "missing", "goal"),
    [
        ("40", "Tepat di batas", "perlu melewati 40, target tahun ini"),
        ("39.99", "Target tercapai", "di atas 39,99, target tahun ini"),
        ("30", "Target tercapai", "di atas 30, batas kategori C"),
        ("40.5", "0,50 poin lagi", "untuk melewati 40,50, target tahun ini"),
    ],
)
def test_the_target_is_passed_only_above_it(qtbot, target, missing, goal):
    answers = {"X.P.1.i.a": "A", "X.P.1.i.b": "A", "X.P.1.ii.a": "A", "X.P.1.i.c": "Ya"}
    card = card_of(qtbot, {code: Answer(value) for code, value in answers.items()}, target)

    assert (card.missing.text(), card.goal.text()) == (missing, goal)


def test_last_year_stands_on_the_scale_beside_this_year(qtbot):
    card = card_of(qtbot, answers_everywhere(SHEET, "best"), last=Fraction(5545, 100))

    assert card.scale.accessibleDescription().startswith("2019: 55,45, Tahun ini 100,00, setara AA")
    assert card.base.text() == "10,00 dari 10,00 · 9 dari 9 terjawab"


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
@pytest.mark.parametrize("width", [440, 560, 700])
def test_nothing_is_cut_in_a_narrow_card(qapp, qtbot, percent, width):
    theme.apply(qapp, "light", percent)
    card = card_of(qtbot, {"X.P.1.i.a": Answer("A")}, width=theme.px(width))
    qtbot.wait(5)

    for label in (card.number, card.missing, card.goal):
        assert label.sizeHint().width() <= label.width()
    assert card.base.heightForWidth(card.base.width()) <= card.base.height()


def test_the_way_to_the_target_is_offered_only_where_there_is_one(qtbot):
    card = card_of(qtbot, answers_everywhere(SHEET, "worst"))
    heard = []
    card.way_wanted.connect(lambda: heard.append(True))
    assert not card.way.isVisible()
    card.offer_way()
    card.way.click()
    assert card.way.isVisible()
    assert heard == [True]
