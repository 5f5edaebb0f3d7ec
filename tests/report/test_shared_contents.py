"""What both reports say alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rbdesk.domain.followup import Status
from rbdesk.report import shared_contents as shared
from rbdesk.report.outline import Paragraph, Table
from rbdesk.workflow import catalog
from tests import documents

SHEET = catalog.instrument(catalog.UNIT_SHEET)


def test_a_limit_is_exclusive() -> None:
    assert shared.letters(SHEET, Decimal(60)) == "CC"
    assert shared.band_words(SHEET, Decimal("60.01")) == "B (Baik)"


def test_both_counts_stand_behind_the_percent_of_follow_ups() -> None:
    rows = documents.an_office_year().followups
    impossible = replace(rows[0], status=Status.IMPOSSIBLE, days_late=0)

    assert shared.advice_counts(()).endswith("Selesai 0 dari 0 yang dapat ditindaklanjuti (–).")
    assert "1 tidak dapat ditindaklanjuti" in shared.advice_counts((impossible, *rows[1:]))
    assert f"dari {len(rows) - 1} yang dapat" in shared.advice_counts((impossible, *rows[1:]))


def test_a_follow_up_says_how_late_it_is_and_what_the_secretariat_said() -> None:
    row = replace(documents.an_office_year().followups[0], status=Status.UNDER_WAY, days_late=12)

    assert shared.status_words(row) == "Dalam proses, terlambat 12 hari"
    assert shared.status_words(replace(row, days_late=0, is_returned=True, reason="kurang jelas")).endswith(
        "dikembalikan: kurang jelas"
    )


def test_the_matrix_of_many_offices_says_whose_each_line_is() -> None:
    rows = documents.an_office_year().followups
    made = shared.advice_table(rows, {"32.16.01": "Tarumajaya"})

    assert made.columns[0].title == "Kecamatan"
    assert {row[0] for row in made.rows} == {"Tarumajaya"}
    assert shared.advice_table(rows).columns[0].title == "Sumber"


def test_a_year_without_a_survey_says_so() -> None:
    [said] = shared.survey_blocks(None)

    assert isinstance(said, Paragraph)
    assert "Belum ada hasil" in said.text


def test_the_history_names_the_rule_of_each_number_and_no_difference() -> None:
    year = documents.a_regency_year()
    made = shared.history_table([one for one in year.history if one.owner == year.register.code], SHEET)

    assert isinstance(made, Table)
    assert [row[:3] for row in made.rows] == [
        ("2017", Decimal("51.28"), "CC (Cukup)"),
        ("2018", Decimal("56.33"), "CC (Cukup)"),
        ("2019", Decimal("59.36"), "CC (Cukup)"),
    ]
    assert {row[3] for row in made.rows} == {"PermenPANRB 14/2014"}


def test_the_method_names_the_data() -> None:
    blocks = shared.method_blocks(SHEET, "ab" * 32, "")

    assert ("Sidik data", "ab" * 32) in blocks[0].pairs  # type: ignore[union-attr]
