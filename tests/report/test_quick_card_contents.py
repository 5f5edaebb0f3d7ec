"""The card speaks of what is there: what it quotes stands in the window, and all keys are on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rbdesk.domain.office import Role
from rbdesk.report import fonts, quick_card, quick_card_contents
from rbdesk.report.quick_card import Card
from rbdesk.ui.parts import key_overview

PACKAGE = Path(quick_card.__file__).resolve().parents[1]


def card_of(role: Role) -> Card:
    return quick_card_contents.card(role, "Contoh", key_overview.keys_for(role))


def lines(card: Card) -> list[str]:
    return [line for page in card.pages for block in page for line in (block.title, *block.lines)]


@pytest.mark.parametrize("role", list(Role))
def test_what_is_quoted_stands_in_the_window(role: Role) -> None:
    shown = "\n".join(
        path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if "quick_card" not in path.name
    )
    quoted = {words for line in lines(card_of(role)) for words in re.findall("“([^”]+)”", line)}
    assert len(quoted) > 10
    assert [words for words in sorted(quoted) if words not in shown] == []


@pytest.mark.parametrize("role", list(Role))
def test_two_pages_hold_it_in_two_columns_of_readable_letters(role: Role) -> None:
    card = card_of(role)
    assert len(card.pages) == 2
    for page in card.pages:
        assert len(quick_card.columns(page, 8)) <= 2


@pytest.mark.parametrize("role", list(Role))
def test_every_key_of_the_role_is_on_it_in_signs_that_can_be_printed(role: Role) -> None:
    said = lines(card_of(role))
    assert not any(fonts.UNKNOWN in fonts.printable(line) for line in said)
    count = sum(len(rows) for _, rows in key_overview.keys_for(role))
    assert sum(len(block.lines) for block in card_of(role).pages[1]) == count
