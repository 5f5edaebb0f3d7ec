"""The consolidated report: every number is the engine's and names its base; who is missing is named, never zero."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from rbdesk import text
from rbdesk.report import regency_contents
from rbdesk.report.outline import Column, Facts, Note, Outline, Paragraph, Picture, Section, Table
from tests import documents
from tests.report.test_year import regency_year

MADE = documents.MADE


@pytest.fixture(scope="module")
def made() -> Outline:
    return regency_contents.regency_outline(documents.a_regency_year(), MADE)


def section(made: Outline, key: str) -> Section:
    return next(one for one in made.sections if one.key == key)


def tables(made: Outline, key: str) -> list[Table]:
    return [block for block in section(made, key).blocks if isinstance(block, Table)]


def words(made: Outline, key: str) -> str:
    return "\n".join(block.text for block in section(made, key).blocks if isinstance(block, Paragraph | Note))


def test_the_parts_stand_in_the_order_of_the_report(made: Outline) -> None:
    assert [one.key for one in made.sections if one.level == 1] == [
        "ringkasan", "riwayat", "perbandingan", "area", "terlewat", "status", "verifikasi", "tindaklanjut", "skm",
        "strategi", "zi", "jalan", "metode", "beritaacara", "kecamatan", "kabupaten", "matriks",
    ]  # fmt: skip
    assert made.is_draft
    assert dict(made.facts)["Punya nilai"] == "19 dari 23 kecamatan"
    assert dict(made.facts)["Selesai diverifikasi"] == "6 dari 23 kecamatan"


def test_the_summary_says_the_mean_its_base_and_that_it_is_no_index(made: Outline) -> None:
    year = documents.a_regency_year()
    assert year.average_total is not None
    said = words(made, "ringkasan")

    assert (
        f"Rata-rata nilai mandiri 19 dari 23 kecamatan adalah {text.number(year.average_total)} persen"
        in said
    )
    assert "bukan indeks RB kabupaten" in said
    assert "belum final" in said
    for one in year.offices:
        assert (one.sheet is None) == (f"{one.name} (" in said)


def test_the_table_of_offices_and_areas_is_the_engines(made: Outline) -> None:
    year = documents.a_regency_year()
    [table] = tables(made, "perbandingan")
    assert year.average is not None

    assert len(table.rows) == 24
    for row, one in zip(table.rows, year.offices, strict=False):
        if one.sheet is None:
            assert set(row[1:]) == {None}
            assert str(row[0]).endswith(")")
            continue
        percents = [one.sheet.area_percent(group.places) for group in year.instrument.areas]
        assert list(row[1:-1]) == [*percents, one.sheet.percent()]
        assert str(row[0]).endswith(" *") != one.is_final
    assert list(table.rows[-1][1:-1]) == [*year.average, year.average_total]
    assert table.rows[-1][0] == "Rata-rata 19 dari 23"


def test_every_figure_names_its_base_and_is_told_in_words(made: Outline) -> None:
    pictures = [block for one in made.sections for block in one.blocks if isinstance(block, Picture)]

    assert len(pictures) == 6
    assert all(one.alt and one.source for one in pictures)
    assert all("19 dari 23" in one.source for one in pictures[1:])


def test_the_history_is_the_published_one_with_the_sentence_about_cc(made: Outline) -> None:
    [table] = tables(made, "riwayat")

    assert [(row[0], str(row[1]), row[2]) for row in table.rows] == [
        ("2017", "51.28", "CC (Cukup)"),
        ("2018", "56.33", "CC (Cukup)"),
        ("2019", "59.36", "CC (Cukup)"),
    ]
    assert "kurang 0,64 poin dari batas kategori B" in words(made, "riwayat")
    assert "adalah CC" in words(made, "riwayat")


def test_the_status_has_a_line_for_every_office(made: Outline) -> None:
    year = documents.a_regency_year()
    status, roster = tables(made, "status")

    assert [row[0] for row in status.rows] == [one.name for one in year.offices]
    assert sum(row[2] is not None for row in status.rows) == year.received == 20
    assert len(roster.rows) == len(year.devices)
    assert sum(row[-1] == "selesai" for row in status.rows) == 6


def test_the_counts_of_follow_ups_add_up_to_the_matrix(made: Outline) -> None:
    year = documents.a_regency_year()
    counts, late = tables(made, "tindaklanjut")
    [matrix] = tables(made, "matriks")

    assert counts.rows[-1][1] == len(matrix.rows) == len(year.followups)
    for row in counts.rows:
        assert sum(int(str(cell)) for cell in row[2:6]) == row[1]
    assert counts.rows[-1][6] == sum(one.days_late > 0 for one in year.followups)
    assert [row[4] for row in late.rows] == sorted((row[4] for row in late.rows), reverse=True)


def test_the_survey_stands_on_all_respondents(made: Outline) -> None:
    year = documents.a_regency_year()
    assert year.survey is not None
    assert year.survey.result.index is not None
    by_office = tables(made, "skm")[-1]

    assert f"IKM {text.number(year.survey.result.index)}" in words(made, "skm")
    assert sum(int(str(row[3])) for row in by_office.rows) == year.survey.result.respondents
    facts = next(block for block in section(made, "skm").blocks if isinstance(block, Facts))
    assert dict(facts.pairs)["Dasar"] == "20 dari 23 kecamatan, semua responden"


def test_strategy_zone_and_path_are_those_of_the_year(made: Outline) -> None:
    year = documents.a_regency_year()
    [strategy] = tables(made, "strategi")
    [zone] = tables(made, "zi")
    [path] = tables(made, "jalan")
    assert year.path is not None

    assert strategy.rows[-1][1:] == year.strategy_means
    assert str(strategy.rows[-1][0]).startswith(f"Rata-rata {year.strategy_counted} dari")
    assert len(zone.rows) == year.zone_counted
    assert sum((Fraction(str(row[3])) for row in path.rows), Fraction(0)) == year.path.points


def test_each_verified_office_stands_with_both_numbers(made: Outline) -> None:
    year = documents.a_regency_year()
    table = tables(made, "verifikasi")[0]

    assert [row[0] for row in table.rows] == [year.of(code).name for code in year.verified_sheets]
    for row, (code, sheet) in zip(table.rows, year.verified_sheets.items(), strict=True):
        own = year.sheets[code].percent()
        assert row[1:4] == (own, sheet.percent(), sheet.percent() - own)
        assert (row[5] == 0) == year.of(code).is_verified


def test_verifiers_are_not_named(made: Outline) -> None:
    names = {case.verifier for case in documents.a_regency_year().cases}
    assert names
    said = [str(cell) for table in tables(made, "verifikasi") for row in table.rows for cell in row]

    assert not names & set(said)
    assert "Verifikator A" in said


def test_the_regencys_own_sheet_is_no_index(made: Outline) -> None:
    year = documents.a_regency_year()
    assert year.own is not None
    [table] = tables(made, "kabupaten")

    assert table.rows[-1][2] == year.own.total
    assert "bukan perkiraan indeks" in words(made, "kabupaten")


def test_each_office_with_a_score_has_its_profile(made: Outline) -> None:
    year = documents.a_regency_year()
    profiles = {one.key: one for one in made.sections if one.key.startswith("kecamatan.")}

    assert list(profiles) == [f"kecamatan.{code}" for code in year.sheets]
    for code, sheet in year.sheets.items():
        assert tables(made, f"kecamatan.{code}")[0].rows[-1][3] == sheet.percent()


def test_a_year_nobody_has_sent_yet_makes_a_report_too() -> None:
    empty = regency_contents.regency_outline(regency_year(), MADE)

    assert "Belum ada kecamatan" in words(empty, "ringkasan")
    assert {"area", "kecamatan", "kabupaten", "matriks"} & {one.key for one in empty.sections} == set()


def test_only_a_year_that_is_whole_is_final() -> None:
    year = documents.a_regency_year()
    first = replace(year.offices[0], is_final=True)

    assert not regency_contents.is_draft(replace(year, offices=(first,)))
    assert regency_contents.is_draft(replace(year, offices=(replace(first, is_final=False),)))


def test_every_row_has_a_cell_for_each_column(made: Outline) -> None:
    for one in made.sections:
        for block in one.blocks:
            if isinstance(block, Table):
                assert all(isinstance(column, Column) for column in block.columns)
                assert {len(row) for row in block.rows} <= {len(block.columns)}, one.key
