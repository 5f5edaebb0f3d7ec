from __future__ import annotations

from dataclasses import replace

from rbdesk import text
from rbdesk.report import deck_contents
from rbdesk.report.outline import Facts, Note, Slide, Table
from rbdesk.report.year import OfficeYear
from tests import documents
from tests.documents import MADE


def slides_of(year: OfficeYear) -> dict[str, Slide]:
    return {slide.key: slide for slide in deck_contents.office_deck(year, MADE).slides}


def test_an_office_reads_its_score_its_points_and_what_it_is_like() -> None:
    year = documents.an_office_year()
    assert year.sheet is not None
    found = slides_of(year)
    assert list(found) == ["title", "score", "areas", "weakest", "service", "followup", "path", "sources"]
    (facts,) = [block for block in found["score"].blocks if isinstance(block, Facts)]
    told = dict(facts.pairs)
    assert told["Nilai mandiri"] == text.number(year.sheet.percent())
    assert told["Poin"] == f"{text.number(year.sheet.total)} dari 36,30"
    (table,) = [block for block in found["score"].blocks if isinstance(block, Table)]
    assert [row[3] for row in table.rows] == [
        *(year.sheet.area_percent(group.places) for group in year.instrument.areas),
        year.sheet.percent(),
    ]


def test_the_weakest_questions_lack_the_most_points_first() -> None:
    year = documents.an_office_year()
    (table,) = [block for block in slides_of(year)["weakest"].blocks if isinstance(block, Table)]
    lacking = [row[3] for row in table.rows]
    assert lacking == sorted(lacking, reverse=True)  # type: ignore[type-var]
    assert f"Kec. {year.name} {table.rows[0][0]}: " in slides_of(year)["weakest"].notes


def test_a_score_that_may_still_change_says_so_and_a_verified_one_does_not() -> None:
    year = documents.an_office_year()
    notes = [
        block for block in slides_of(replace(year, is_final=False))["score"].blocks if isinstance(block, Note)
    ]
    assert notes[0].text == "SEMENTARA: penilaian belum dikunci."
    sure = replace(year, verified=year.sheet, open=frozenset())
    notes = [block for block in slides_of(sure)["score"].blocks if isinstance(block, Note)]
    assert (notes[0].text, notes[0].kind) == ("Nilai mandiri; hasil verifikasi sudah lengkap.", "info")


def test_two_laptops_that_disagree_give_no_number() -> None:
    year = documents.a_regency_year().of("32.16.12")
    assert year.sheet is None
    found = slides_of(year)
    assert list(found) == ["title", "score"]
    assert "dua versi" in str(found["score"].blocks)
    assert "Belum ada satu nilai: dua versi." in str(found["title"].blocks)


def test_an_office_that_is_there_or_cannot_be_reads_it() -> None:
    year = documents.a_regency_year().of("32.16.21")
    assert year.path is not None
    there = replace(year, path=replace(year.path, steps=(), passes=True))
    assert "sudah di atas batas" in str(slides_of(there)["path"].blocks)
    never = replace(year, path=replace(year.path, steps=(), passes=False))
    assert "Dengan semua perbaikan pun" in str(slides_of(never)["path"].blocks)
    assert "Belum ada hasil survei" in str(slides_of(replace(year, survey=None))["service"].blocks)
