"""What a PDF says by itself."""

from __future__ import annotations

from datetime import datetime

from rbdesk.report import pdf_words


def test_the_foot_says_when_it_was_made_and_from_which_data() -> None:
    made = datetime(2020, 9, 5, 9, 30)

    assert pdf_words.foot("4e6042d49faa62b2022a", made) == (
        "Dibuat 5 September 2020, pukul 09.30 · sidik data 4e60 42d4 9faa 62b2"
    )
    assert pdf_words.foot("", made) == "Dibuat 5 September 2020, pukul 09.30"
    assert (pdf_words.subject(""), pdf_words.subject("ab")) == ("", "Sidik data ab")


def test_a_mean_says_what_it_stands_on() -> None:
    assert pdf_words.average(19, 23) == "Rata-rata (19 dari 23)"
    assert pdf_words.target(60) == "Batas 60"
