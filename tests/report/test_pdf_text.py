"""Lines of text for paper."""

from __future__ import annotations

import pytest

from rbdesk.report import pdf_text
from rbdesk.report.pdf_text import Style

STYLE = Style(9, 12)


def test_lines_hold_every_word_and_none_is_too_wide() -> None:
    words = "Penguatan Akuntabilitas dan Peningkatan Kualitas Pelayanan Publik kecamatan " * 5
    lines = pdf_text.lines_of(words, STYLE, 120)

    assert " ".join(lines).split() == words.split()
    assert all(pdf_text.width_of(line, STYLE) <= 120 for line in lines)


def test_a_word_of_ten_thousand_letters_is_broken_and_loses_none() -> None:
    lines = pdf_text.lines_of("x" * 10_000, STYLE, 100)

    assert "".join(lines) == "x" * 10_000
    assert all(pdf_text.width_of(line, STYLE) <= 100 for line in lines)


def test_the_number_of_a_letter_is_broken_after_a_slash() -> None:
    lines = pdf_text.lines_of("B/217/LHE-CONTOH/2019", STYLE, 62)

    assert "".join(lines) == "B/217/LHE-CONTOH/2019"
    assert all(line[-1] in "/-" for line in lines[:-1])


def test_line_breaks_stay_and_nothing_is_one_empty_line() -> None:
    assert pdf_text.lines_of("satu\n\ndua\n\n", STYLE, 100) == ("satu", "", "dua")
    assert pdf_text.lines_of("", STYLE, 100) == ("",)


@pytest.mark.parametrize("words", ["Kecamatan Tarumajaya", "w" * 5_000, ""])
def test_one_line_is_shortened_to_its_room(words: str) -> None:
    shown = pdf_text.fitted(words, STYLE, 60)

    assert pdf_text.width_of(shown, STYLE) <= 60
    assert shown == words or shown.endswith("…")
