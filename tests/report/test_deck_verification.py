from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from rbdesk import text
from rbdesk.report import deck_verification
from rbdesk.report.outline import Facts, Table
from tests import documents


def test_both_means_stand_on_the_offices_that_were_looked_at() -> None:
    year = documents.a_regency_year()
    found = [one for one in year.offices if one.sheet is not None and one.verified is not None]
    assert found
    slide = deck_verification.verification(year)
    (facts,) = [block for block in slide.blocks if isinstance(block, Facts)]
    told = dict(facts.pairs)
    own = sum((one.sheet.percent() for one in found if one.sheet), Fraction(0)) / len(found)
    ruled = sum((one.verified.percent() for one in found if one.verified), Fraction(0)) / len(found)
    assert told["Rata-rata mandiri"] == text.number(own)
    assert told["Rata-rata terverifikasi"] == text.number(ruled)
    assert told["Selesai"] == f"{sum(one.is_verified for one in found)} dari 23"
    assert slide.title.endswith(f"{len(found)} dari 23 kecamatan sudah diperiksa")


def test_the_largest_difference_stands_first_and_a_changed_answer_with_its_reason_in_the_notes() -> None:
    year = documents.a_regency_year()
    slide = deck_verification.verification(year)
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    moved = [abs(Fraction(row[2] or 0) - Fraction(row[1] or 0)) for row in table.rows]
    assert moved == sorted(moved, reverse=True)
    changed = [
        (one, code)
        for one in year.offices
        for code in one.rulings
        if one.answers.get(code) != one.verified_answers.get(code)
    ]
    assert changed
    one, code = changed[0]
    assert f"Kec. {one.name} {year.instrument.display(code)}" in slide.notes


def test_before_the_first_ruling_it_says_so_and_is_left_out_by_itself() -> None:
    year = documents.a_regency_year()
    unseen = replace(year, offices=tuple(replace(one, verified=None) for one in year.offices))
    slide = deck_verification.verification(unseen)
    assert "Verifikasi belum dimulai." in str(slide.blocks)
    assert not slide.sources
