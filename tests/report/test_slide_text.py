from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from rbdesk.report import slide_text
from rbdesk.report.slide_text import Words
from tests.report.slides import HOSTILE

WORDS = st.text(st.sampled_from("aiWmé 1.-\n"), max_size=120)


@given(WORDS, st.floats(30, 400), st.floats(8, 30), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_line_is_wider_than_the_column(text: str, room: float, size: float, is_bold: bool) -> None:
    for line in slide_text.wrap(text, room, size, is_bold):
        assert len(line) == 1 or slide_text.width(line, size, is_bold) <= room


@given(WORDS, st.floats(30, 400))
@settings(max_examples=60, deadline=None)
def test_wrapping_loses_no_sign_but_blanks(text: str, room: float) -> None:
    assert "".join("".join(slide_text.wrap(text, room, 12)).split()) == "".join(text.split())


@given(WORDS, st.integers(1, 4), st.floats(60, 300))
@settings(max_examples=60, deadline=None)
def test_a_shortened_text_takes_no_more_lines_and_begins_alike(text: str, lines: int, room: float) -> None:
    kept = slide_text.shorten(text, room, lines, 12)
    assert len(slide_text.wrap(kept, room, 12)) <= lines
    if kept != text:
        assert kept.endswith("…")
        assert "".join(text.split()).startswith("".join(kept[:-1].split()))


@given(WORDS.filter(str.strip), st.floats(0, 200))
@settings(max_examples=60, deadline=None)
def test_a_split_paragraph_is_as_high_as_was_asked_and_whole_together(text: str, most: float) -> None:
    words = Words(text, 12, is_point=True)
    now, rest = slide_text.split(words, 150, most)
    assert now is None or slide_text.height([now], 150) <= most + 0.01
    together = "".join("".join(one.text.split()) for one in (now, rest) if one is not None)
    assert together == "".join(text.split())


def test_sizes_shrink_until_all_fits() -> None:
    words = [Words("kata " * 60, 18, is_point=True)]
    high = slide_text.height(words, 300)
    assert slide_text.fit(words, 300, high, (1.0, 0.9)) == 1.0
    assert slide_text.fit(words, 300, high - 1, (1.0, 0.9)) == 0.9
    assert slide_text.fit(words, 300, 20, (1.0, 0.9)) is None


def test_a_sign_that_the_font_lacks_is_taken_as_wide() -> None:
    assert slide_text.width("漢", 10) == 13
    assert slide_text.width("A", 10) < 8


@pytest.mark.parametrize("text", HOSTILE)
def test_a_clean_text_can_stand_in_xml_and_reads_in_one_direction(text: str) -> None:
    clean = slide_text.clean(text)
    element = etree.Element("t")
    element.text = clean
    assert etree.fromstring(etree.tostring(element)).text == (clean or None)
    assert not set(clean) & set("\u202e\u2066\u200f\x00\x1b\ufeff\t\r")
