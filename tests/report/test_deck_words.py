from __future__ import annotations

from dataclasses import replace

from rbdesk.report import deck_words
from tests import documents


def test_a_mean_names_its_base_and_its_day() -> None:
    year = documents.a_regency_year()
    assert deck_words.base(year) == f"{year.counted} dari 23 kecamatan, per 5 September 2020"


def test_what_may_still_change_says_so() -> None:
    year = documents.a_regency_year()
    assert deck_words.state(year).startswith("SEMENTARA")
    whole = tuple(replace(one, verified=year.of("32.16.01").sheet, open=frozenset()) for one in year.offices)
    assert (
        deck_words.state(replace(year, offices=whole))
        == "Nilai mandiri. 23 dari 23 kecamatan selesai diverifikasi."
    )


def test_an_answer_is_cited_with_office_code_value_file_and_note() -> None:
    one = documents.an_office_year()
    item = one.evidence[0]
    cited = deck_words.cite(one, item.question)
    assert cited.startswith(f"Kec. {one.name} {one.instrument.display(item.question)}: ")
    assert f"“{item.name}”" in cited
    bare = replace(one, evidence=())
    assert "tanpa bukti" in deck_words.cite(bare, item.question)


def test_beyond_the_most_it_is_told_how_many_more_there_are() -> None:
    one = documents.an_office_year()
    codes = [(one, code) for code in list(one.answers)[:20]]
    lines = deck_words.cite_all(codes, most=5).splitlines()
    assert len(lines) == 6
    assert lines[-1] == "- dan 15 jawaban lain di RBDesk."


def test_words_are_cut_between_words() -> None:
    assert deck_words.short("satu dua tiga", 20) == "satu dua tiga"
    assert deck_words.short("satu dua tiga", 10) == "satu dua…"
    assert deck_words.short("a" * 30, 10) == "aaaaaaaaa…"
    assert deck_words.short("baris\nbaru", 20) == "baris baru"


def test_many_offices_are_named_and_the_rest_counted() -> None:
    year = documents.a_regency_year()
    assert deck_words.names(year.offices[:2]) == "Tarumajaya dan Babelan"
    assert deck_words.names(year.offices, most=2) == "Tarumajaya, Babelan, dan 21 lainnya"
