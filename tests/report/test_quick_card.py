"""The card has as many pages as it says, and everything on them, however much it is."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest

from rbdesk.report import quick_card
from rbdesk.report.quick_card import Block, Card


def many(count: int) -> tuple[Block, ...]:
    return tuple(
        Block(f"Judul {at}", (f"Kalimat nomor {at} yang agak panjang. " * 3,) * 3) for at in range(count)
    )


def test_equal_cards_are_equal_bytes_and_nothing_else_is_left(tmp_path: Path) -> None:
    card = Card("Kartu", "Contoh", (many(3), many(2)))
    for name in ("a.pdf", "b.pdf"):
        quick_card.write_card(card, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


def test_no_block_is_lost_or_cut_between_columns() -> None:
    blocks = many(9)
    placed = quick_card.columns(blocks, 9)
    assert len(placed) > 1
    assert tuple(block for column in placed for block in column) == blocks


def test_what_is_long_is_set_smaller_and_stands_whole_on_its_page(tmp_path: Path) -> None:
    if which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    quick_card.write_card(Card("Kartu", "Contoh", (many(14), many(1))), tmp_path / "kartu.pdf")
    told = subprocess.run(
        ["pdftotext", tmp_path / "kartu.pdf", "-"], capture_output=True, check=True, text=True
    )
    first, second, rest = told.stdout.split("\f")
    assert all(f"Judul {at}" in first for at in range(14))
    assert ("Judul 0" in second, rest) == (True, "")
