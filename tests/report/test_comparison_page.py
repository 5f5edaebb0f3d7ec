from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from rbdesk.domain import scoring
from rbdesk.domain.conflict import ScoreRange
from rbdesk.report.comparison_page import comparison_pdf
from rbdesk.report.contents import ComparedAnswer, ComparisonContents, comparison_contents
from rbdesk.workflow import catalog
from tests.build import answers_everywhere

SHEET = catalog.instrument(catalog.UNIT_SHEET)
AT = datetime(2020, 9, 11, 14, 10)
ANSWER = ComparedAnswer(
    code="P.8.iii.c",
    question="Berapa banyak pengaduan layanan yang ditindaklanjuti untuk perbaikan?",
    own="B",
    verified="C",
    points=Fraction(-14, 100),
    reason="Contoh 12 pengaduan: hanya 5 punya bukti <tertulis> & dicap.",
    by="Bagian Organisasi",
    reply="Kecamatan menanggapi: Surat tanggapan kami lampirkan.",
)


def score(want: str) -> ScoreRange:
    sheet = scoring.score(SHEET, answers_everywhere(SHEET, want))
    return ScoreRange(sheet, sheet)


def contents(answers: list[ComparedAnswer]) -> ComparisonContents:
    return comparison_contents(
        score("best"),
        score("second"),
        answers,
        office="Cikarang Utara",
        year=2020,
        seq=1,
        judged=110,
        printed_at=AT,
    )


def test_it_says_both_scores_each_area_and_each_answer() -> None:
    said = contents([ANSWER])

    assert dict(said.facts)["Balasan"] == "nomor 1, 110 pertanyaan diperiksa"
    assert dict(said.facts)["Beda"].startswith("−")
    assert [area[0] for area in said.areas] == [group.name for group in SHEET.areas]
    [row] = said.answers
    assert row[1:4] == ("B", "C", "−0,14")
    assert row[4].endswith("(Bagian Organisasi)\nKecamatan menanggapi: Surat tanggapan kami lampirkan.")


def test_where_nothing_came_back_that_is_said() -> None:
    said = contents([])

    assert said.answers_title == "Semua jawaban diterima"
    assert comparison_pdf(said).startswith(b"%PDF-")


def test_many_answers_go_on_over_pages_and_equal_contents_give_equal_bytes() -> None:
    said = contents([ANSWER] * 60)

    made = comparison_pdf(said)

    assert made == comparison_pdf(said)
    assert made.count(b"/Type /Page\n") > 2
