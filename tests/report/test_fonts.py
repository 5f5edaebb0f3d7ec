from __future__ import annotations

from fractions import Fraction

import pytest
from reportlab.pdfbase import pdfmetrics

from rbdesk import text
from rbdesk.report import fonts

WORDS = (text.signed(Fraction(-142, 100)), "“Setara B” · 58,42–60,14 … ≥ 60 → B", "Pengaturan › Kunci")


@pytest.mark.parametrize("font", [fonts.REGULAR, fonts.BOLD])
@pytest.mark.parametrize("words", WORDS)
def test_every_sign_that_documents_use_is_in_the_fonts(font: str, words: str) -> None:
    fonts.register()
    known = pdfmetrics.getFont(font).face.charToGlyph

    assert [sign for sign in fonts.printable(words) if ord(sign) not in known] == []


def test_a_difference_keeps_its_sign() -> None:
    assert fonts.printable("−1,42") == "–1,42"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("satu\u202edua\u200b\u00adtiga", "satuduatiga"),
        ("a\x00b\x07c\x1b[31md", "abc[31md"),
        ("baris\r\nbaris\tlagi", "baris\nbaris lagi"),
        ("e\u0301 selesai 🎉", "é selesai \ufffd"),
        ("satu\u2028dua\u2029tiga\uffff\ud800", "satu\ndua\ntiga\ufffd\ufffd"),
        ("<b>tebal</b> & =1+1", "<b>tebal</b> & =1+1"),
    ],
)
def test_signs_that_steer_or_show_nothing_are_left_out(words: str, shown: str) -> None:
    assert fonts.printable(words) == shown


def test_both_fonts_have_the_same_signs() -> None:
    fonts.register()
    regular, bold = (set(pdfmetrics.getFont(name).face.charToGlyph) for name in (fonts.REGULAR, fonts.BOLD))

    assert regular == bold
