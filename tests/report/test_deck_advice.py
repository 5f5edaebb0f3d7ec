from __future__ import annotations

from dataclasses import replace
from datetime import date

from rbdesk.domain.followup import Source, Status
from rbdesk.report import deck_advice
from rbdesk.report.outline import Facts, Table
from rbdesk.report.year import RegencyYear
from tests import documents


def advice_of(year: RegencyYear) -> list[Status]:
    return [row.status for row in year.followups if row.recommendation.source is not Source.PLAN]


def test_recommendations_are_counted_by_status_and_shown_once_over_all_offices() -> None:
    year = documents.a_regency_year()
    found = advice_of(year)
    slide = deck_advice.followup(year)
    (facts,) = [block for block in slide.blocks if isinstance(block, Facts)]
    told = dict(facts.pairs)
    assert told["Rekomendasi"] == str(len(found))
    assert told["Selesai"] == str(found.count(Status.DONE))
    assert told["Dalam proses"] == str(found.count(Status.UNDER_WAY))
    assert told["Belum"] == str(found.count(Status.NOT_BEGUN))
    possible = len(found) - found.count(Status.IMPOSSIBLE)
    assert slide.title == f"Tindak lanjut rekomendasi: {found.count(Status.DONE)} dari {possible} selesai"
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    left = [int(row[4] or 0) + int(row[5] or 0) for row in table.rows]
    assert left == sorted(left, reverse=True)
    for row in table.rows:
        assert sum(int(cell or 0) for cell in row[3:6]) <= int(row[2] or 0)


def test_the_late_ones_are_in_the_notes_the_longest_late_first() -> None:
    year = documents.a_regency_year()
    late = sorted((row.days_late for row in year.followups if row.days_late > 0), reverse=True)
    notes = deck_advice.followup(year).notes
    assert f"lewat {late[0]} hari" in notes.split("Yang terlambat")[1].splitlines()[2]


def test_plans_an_office_made_for_itself_are_no_recommendations() -> None:
    one = documents.a_regency_year().of("32.16.01")
    plans = tuple(
        replace(row, recommendation=replace(row.recommendation, source=Source.PLAN)) for row in one.followups
    )
    slide = deck_advice.office_followup(replace(one, followups=plans))
    assert "Belum ada rekomendasi" in str(slide.blocks)


def test_an_office_sees_post_and_date_of_what_is_left() -> None:
    one = documents.a_regency_year().of("32.16.01")
    slide = deck_advice.office_followup(one)
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    left = [row for row in one.followups if row.is_open]
    assert len(table.rows) == min(len(left), 6)
    assert table.rows[0][4] == left[0].progress
    undated = replace(left[0], due=None, followup=None)
    slide = deck_advice.office_followup(replace(one, followups=(undated,), today=date(2020, 9, 7)))
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    assert table.rows[0][1:3] == ("belum ditetapkan", None)


def test_commitment_counts_offices_by_how_full_their_answer_is() -> None:
    year = documents.a_regency_year()
    slide = deck_advice.commitment(year)
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    sheets = list(year.sheets.values())
    first = year.instrument.questions_under(year.instrument.areas[0].places[0])
    assert len(table.rows) == len(first)
    for row, place in zip(table.rows, first, strict=True):
        worths = [sheet.shares[place] for sheet in sheets]
        assert row[2] == sum(one is not None and one.value == 1 for one in worths)
        assert sum(int(cell or 0) for cell in row[2:5]) == year.counted
    for one in year.offices:
        assert (one.sheet is not None) == (f"Kec. {one.name} P.1.i.a" in slide.notes)
