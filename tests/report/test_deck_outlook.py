from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from rbdesk.domain.followup import Status
from rbdesk.report import deck_outlook
from rbdesk.report.outline import Facts, Table
from tests import documents


def test_what_cannot_be_done_stands_with_the_offices_own_reason() -> None:
    year = documents.a_regency_year()
    stuck = [row for row in year.followups if row.status is Status.IMPOSSIBLE]
    assert stuck
    slide = deck_outlook.obstacles(year)
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    assert sum(int(row[1] or 0) for row in table.rows) == len(stuck)
    told = {row.followup.note or row.followup.plan for row in stuck if row.followup is not None}
    assert any(words.startswith(str(table.rows[0][2]).rstrip("…")) for words in told)
    assert f"Kec. {year.of(stuck[0].office).name}" in slide.notes


def test_what_is_due_is_told_by_month_and_the_late_apart() -> None:
    year = documents.a_regency_year()
    left = [row for row in year.followups if row.is_open and row.due and row.due <= date(2020, 12, 31)]
    late = [row for row in left if row.days_late > 0]
    slide = deck_outlook.plan(year)
    assert slide.title == f"Rencana sampai Desember 2020: {len(left)} tindak lanjut"
    (facts,) = [block for block in slide.blocks if isinstance(block, Facts)]
    assert dict(facts.pairs)["Sudah lewat tenggat"] == str(len(late))
    assert dict(facts.pairs)["Tenggat September"] == str(
        sum(row.days_late == 0 and row.due is not None and row.due.month == 9 for row in left)
    )
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows if row[0]] == ["Sudah lewat", "September 2020", "Oktober 2020"]
    same = [row for row in late if row.recommendation.text == table.rows[0][1]]
    assert table.rows[0][2] == len(same)
    assert table.rows[0][3] == Fraction(sum(row.progress for row in same), len(same))


def test_where_the_data_say_nothing_a_form_is_offered_without_a_source() -> None:
    year = documents.a_regency_year()
    silent = replace(year, offices=tuple(replace(one, followups=()) for one in year.offices))
    for slide in (deck_outlook.obstacles(silent), deck_outlook.plan(silent)):
        assert not slide.sources
        assert not any(isinstance(block, Table) for block in slide.blocks)
