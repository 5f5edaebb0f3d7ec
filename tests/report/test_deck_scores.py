from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from rbdesk import text
from rbdesk.domain.history import Published
from rbdesk.domain.scoring import score
from rbdesk.report import deck_scores
from rbdesk.report.outline import Facts, Note, Paragraph, Picture, Slide, Table
from rbdesk.workflow import catalog
from tests import documents
from tests.build import answers_everywhere


def words_of(slide: Slide) -> str:
    return " ".join(block.text for block in slide.blocks if isinstance(block, Paragraph | Note))


def test_the_title_says_how_the_index_moved_and_what_lacks_to_the_target() -> None:
    slide = deck_scores.history(documents.a_regency_year())
    assert slide.title == "Nilai RB 2017–2019: 51,28 menjadi 59,36, kurang 0,64 dari batas B"
    assert "2017 ke 2018: +5,05 poin." in words_of(slide)
    assert "2018 ke 2019: +3,03 poin." in words_of(slide)
    assert "di atas 50 sampai 60 adalah CC" in words_of(slide)
    assert slide.sources == (documents.a_regency_year().history[0].source,)


def test_an_estimate_of_the_regencys_own_sheet_stands_apart() -> None:
    year = documents.a_regency_year()
    sheet = catalog.instrument(catalog.REGENCY_SHEET)
    own = score(sheet, answers_everywhere(sheet, "second"))
    slide = deck_scores.history(replace(year, own=own, own_instrument=sheet))
    (picture,) = [block for block in slide.blocks if isinstance(block, Picture)]
    pieces = [piece for line in picture.figure.lines for piece in line.pieces()]  # type: ignore[union-attr]
    assert [[point.year for point in piece] for piece in pieces] == [[2017, 2018, 2019], [2020]]
    assert pieces[1][0].value == own.percent()
    assert "tidak disambung" in words_of(slide)
    assert text.number(own.percent()) in slide.notes


def test_an_index_above_the_target_lacks_nothing() -> None:
    year = documents.a_regency_year()
    above = Published(year.register.code, 2019, "14/2014", Decimal("61.5"))
    slide = deck_scores.history(replace(year, history=(above,), own=None))
    assert slide.title == "Nilai RB 2019: 61,50"
    assert "Berita" not in words_of(slide)


def test_the_three_areas_with_the_lowest_means_are_named_with_what_is_done() -> None:
    year = documents.a_regency_year()
    assert year.average is not None
    lowest = sorted(zip(year.average, year.instrument.areas, strict=True), key=lambda pair: pair[0])[:3]
    slide = deck_scores.weakest(year)
    first, second = [block for block in slide.blocks if isinstance(block, Table)]
    assert [row[0] for row in first.rows] == [group.short for _, group in lowest]
    assert [row[1] for row in first.rows] == [mean for mean, _ in lowest]
    for row, (_, group) in zip(first.rows, lowest, strict=True):
        below = sum(sheet.area_percent(group.places) <= 60 for sheet in year.sheets.values())
        assert row[2] == f"{below} dari {year.counted}"
        told = [one for one in year.followups if one.recommendation.area == group.code]
        assert str(row[4]).startswith(f"{len(told)}: ")
    assert {row[0] for row in second.rows} <= {group.short for _, group in lowest}
    assert "bukti “" in slide.notes


def test_the_map_counts_what_is_above_and_names_the_silent() -> None:
    year = documents.a_regency_year()
    slide = deck_scores.tile_map(year)
    above = sum(sheet.percent() > 60 for sheet in year.sheets.values())
    assert slide.title == f"{above} dari {year.counted} kecamatan bernilai di atas 60"
    (facts,) = [block for block in slide.blocks if isinstance(block, Facts)]
    assert facts.pairs[0] == ("Rata-rata", text.number(year.average_total or Fraction(0)))
    for one in year.offices:
        assert (one.sheet is None) == (f"{one.name} (" in words_of(slide))
    assert "bukan indeks RB kabupaten" in words_of(slide)


def test_the_path_adds_up_and_is_no_promise() -> None:
    year = documents.a_regency_year()
    assert year.path is not None
    slide = deck_scores.path(year)
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    if len(table.rows) == len(year.path.lines):
        assert sum(Fraction(row[3] or 0) for row in table.rows) == year.path.reached - year.path.start
    assert sum(int(row[2] or 0) for row in table.rows) <= len(year.path.steps)
    assert "Perkiraan." in words_of(slide)


def test_a_target_that_is_reached_or_out_of_reach_is_said() -> None:
    year = documents.a_regency_year()
    assert year.path is not None
    there = replace(year.path, steps=(), passes=True)
    assert "sudah di atas" in words_of(deck_scores.path(replace(year, path=there)))
    never = replace(year.path, steps=(), passes=False, is_possible=False)
    assert "Dengan semua perbaikan pun" in words_of(deck_scores.path(replace(year, path=never)))
