"""What the regency's workbook says."""

from __future__ import annotations

from dataclasses import replace

from rbdesk.report import regency_book_contents as words
from tests.report.regency import a_regency, an_office


def test_a_year_that_is_not_complete_is_called_provisional() -> None:
    year = a_regency()
    done = an_office(0, "best", verified="second")

    assert words.subtitle(year).endswith("SEMENTARA")
    assert not words.subtitle(replace(year, offices=(done,), counted=1)).endswith("SEMENTARA")


def test_a_missing_office_is_named_with_its_reason() -> None:
    office = replace(an_office(0, None), missing="not_sent")

    assert words.remark(office) == "belum mengirim"
    assert words.verification(office) == "belum mengirim"


def test_an_office_on_the_way_says_how_much_is_open() -> None:
    office = replace(an_office(0, "best", verified="second"), open=frozenset({"U.P.1.i.a"}))

    assert words.verification(office) == "1 dari 110 belum diputus"
