from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.typed import clean_line, clean_text, is_clean

ANY_TEXT = st.text(
    alphabet=st.characters(codec=None) | st.sampled_from("\r\n\t\u2028\u2029\u202e\ufeff\ud800\ufffe\u0301e")
)


@given(ANY_TEXT)
def test_typed_text_can_always_be_kept_and_sent(text):
    assert is_clean(clean_text(text))
    assert is_clean(clean_line(text))


@given(ANY_TEXT)
def test_cleaning_clean_text_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANY_TEXT)
def test_a_line_has_no_line_feed(text):
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("satu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("a\tb", "a b"),
        ("a\u2028b", "a\nb"),
        ("e\u0301", "é"),
        ("\ufeffSK Camat", "SK Camat"),
        ("nomor \u202e12\u202c", "nomor 12"),
        ("bel\x07", "bel"),
        ("👍 sudah", "👍 sudah"),
        ("", ""),
    ],
)
def test_text_is_kept_without_what_no_bundle_may_carry(typed, kept):
    assert clean_text(typed) == kept


def test_a_line_is_trimmed_and_its_blanks_are_single():
    assert clean_line("  Drs.  H. \n Contoh\t") == "Drs. H. Contoh"


@pytest.mark.parametrize(
    "text", ["a\tb", "a\rb", "e\u0301", "\u200f", "a\x00", "\ufdd0", "\U0001ffff", "\ud800"]
)
def test_what_must_not_be_kept_is_not_clean(text):
    assert not is_clean(text)
