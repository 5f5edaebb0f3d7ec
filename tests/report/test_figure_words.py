from __future__ import annotations

from decimal import Decimal

from rbdesk.report import figure_words


def test_a_line_says_with_which_sheet_and_whether_it_may_still_change() -> None:
    assert figure_words.line("Indeks RB", "14/2014", is_provisional=False) == "Indeks RB (14/2014)"
    assert figure_words.line("Indeks RB", "", is_provisional=True) == "Indeks RB (sementara)"
    assert figure_words.line("Indeks RB", "", is_provisional=False) == "Indeks RB"


def test_the_target_is_named_with_its_limit() -> None:
    assert figure_words.target(Decimal(60)) == "Batas 60"
    assert figure_words.target(Decimal("61.5")) == "Batas 61,5"
    assert figure_words.gap(Decimal(60)) == "Jarak ke target 60"
