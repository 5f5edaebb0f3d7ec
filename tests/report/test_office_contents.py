"""Laporan Penilaian Mandiri: every number is the engine's, what is missing is said, and people are named by post."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from rbdesk import text
from rbdesk.domain.submission import Profile
from rbdesk.report.office_contents import office_outline, score_words
from rbdesk.report.outline import Note, Outline, Paragraph, Section, Signatures, Table
from tests import documents

MADE = documents.MADE


def section(made: Outline, key: str) -> Section:
    return next(one for one in made.sections if one.key == key)


def table(made: Outline, key: str, at: int = 0) -> Table:
    return [block for block in section(made, key).blocks if isinstance(block, Table)][at]


def words(made: Outline, key: str) -> str:
    return "\n".join(block.text for block in section(made, key).blocks if isinstance(block, Paragraph | Note))


def test_the_parts_stand_in_the_order_of_the_report() -> None:
    made = office_outline(documents.an_office_year(), MADE)

    assert [one.key for one in made.sections if one.level == 1] == [
        "ringkasan", "nilai", "area", "jawaban", "bukti", "catatan", "tindaklanjut", "skm", "strategi", "jalan",
        "metode", "beritaacara",
    ]  # fmt: skip
    assert made.title == "Laporan Penilaian Mandiri Reformasi Birokrasi 2020"
    assert made.subtitle == "Kecamatan Tarumajaya, Kabupaten Bekasi"
    assert dict(made.facts)["Nilai mandiri"] == "21,99 dari 36,30, yaitu 60,58 persen, setara B (Baik)"
    assert dict(made.facts)["Dibuat"] == "5 September 2020, pukul 09.30"


def test_the_areas_are_worth_what_the_sheet_says() -> None:
    year = documents.an_office_year()
    made = office_outline(year, MADE)
    sheet, last = year.sheet, year.last
    assert sheet is not None
    assert last is not None
    rows = table(made, "nilai").rows

    assert [row[1:4] for row in rows] == [
        *(
            (group.weight, sheet.area(group.places), sheet.area_percent(group.places))
            for group in sheet.instrument.areas
        ),
        (sheet.instrument.weight, sheet.total, sheet.percent()),
    ]
    assert rows[-1][5] == last.percent()


def test_every_question_has_its_answer_its_points_and_its_note() -> None:
    year = documents.an_office_year()
    made = office_outline(year, MADE)
    sheet, instrument = year.sheet, year.instrument
    assert sheet is not None
    rows = [
        row for one in made.sections if one.key.startswith("jawaban.") for row in table(made, one.key).rows
    ]

    assert [row[0] for row in rows] == [
        instrument.display(instrument.nodes[leaf].code)
        for group in instrument.areas
        for place in group.places
        for leaf in instrument.questions_under(place)
    ]
    assert sum(Fraction(str(row[3])) if isinstance(row[3], str) else row[3] for row in rows) == sheet.total
    assert sum(row[4] for row in rows if isinstance(row[4], int)) == len(year.evidence)
    notes = {row[5] for row in rows}
    assert {answer.note for answer in year.answers.values()} <= notes


def test_the_subcomponents_of_an_area_add_up_to_it() -> None:
    year = documents.an_office_year()
    made = office_outline(year, MADE)
    assert year.sheet is not None

    for group in year.instrument.areas:
        points = [row[3] for row in table(made, f"area.{group.code}").rows]
        assert sum(points, Fraction(0)) == year.sheet.area(group.places)  # type: ignore[arg-type]


def test_the_evidence_is_listed_in_the_order_of_the_questions() -> None:
    year = documents.an_office_year()
    rows = table(office_outline(year, MADE), "bukti").rows
    codes = [
        year.instrument.display(year.instrument.nodes[at].code) for at in year.instrument.question_places
    ]

    assert len(rows) == len(year.evidence)
    assert [codes.index(str(row[0])) for row in rows] == sorted(codes.index(str(row[0])) for row in rows)


def test_follow_ups_survey_and_path_are_those_of_the_year() -> None:
    year = documents.an_office_year()
    made = office_outline(year, MADE)

    assert len(table(made, "tindaklanjut").rows) == len(year.followups)
    assert words(made, "tindaklanjut").startswith(f"Dari {len(year.followups)} rekomendasi: ")
    assert year.survey is not None
    assert year.survey.result.index is not None
    assert f"IKM {text.number(year.survey.result.index)}, mutu B (Baik) dari 84 responden" in words(
        made, "skm"
    )
    assert [row[2] for row in table(made, "skm").rows] == [one.nrr for one in year.survey.result.elements]
    assert "tidak ada perbaikan yang diperlukan" in words(made, "jalan")


def test_a_year_that_is_not_final_says_so_and_a_final_one_does_not() -> None:
    year = documents.an_office_year()

    assert not office_outline(year, MADE).is_draft
    assert "belum final" not in words(office_outline(year, MADE), "ringkasan")
    draft = office_outline(replace(year, is_final=False), MADE)
    assert draft.is_draft
    assert "belum final" in words(draft, "ringkasan")


def test_an_office_of_two_versions_or_none_has_no_invented_score() -> None:
    regency = documents.a_regency_year()
    two, missing = regency.of("32.16.12"), regency.of("32.16.04")

    assert score_words(two).startswith("antara ")
    assert score_words(missing) == "belum ada (belum mengirim)"
    for year in (two, missing):
        made = office_outline(year, MADE)
        assert "nilai" not in {one.key for one in made.sections}
        assert "belum mempunyai satu nilai" in words(made, "ringkasan")
    assert two.instrument.display(two.conflicts[0]) in words(office_outline(two, MADE), "ringkasan")
    assert dict(office_outline(missing, MADE).facts)["Keadaan"] == "belum mengirim"
    assert "Belum dapat diperiksa" in words(office_outline(missing, MADE), "catatan")


def test_a_verified_office_shows_both_sides() -> None:
    year = documents.a_regency_year().of("32.16.01")
    made = office_outline(year, MADE)
    assert year.sheet is not None
    assert year.verified is not None

    assert [column.title for column in table(made, "nilai").columns][-2:] == ["Verifikasi", "Beda"]
    assert table(made, "nilai").rows[-1][-2:] == (
        year.verified.percent(),
        year.verified.percent() - year.sheet.percent(),
    )
    assert "Verifikasi" in [column.title for column in table(made, "jawaban.1").columns]
    assert text.number(year.verified.percent()) in dict(made.facts)["Hasil verifikasi"]


def test_the_conditions_of_a_proposal_stand_as_the_secretariat_ticked_them() -> None:
    year = documents.a_regency_year().of("32.16.03")
    assert year.zone is not None
    made = office_outline(year, MADE)
    proposed = table(made, "zi", -1)

    assert proposed.title == "Syarat pengusulan WBK"
    assert [row[0] for row in proposed.rows] == [one.condition.text for one in year.zone.conditions]
    assert "Terpenuhi" in {row[3] for row in proposed.rows}


def test_places_to_sign_name_posts_and_nobody_who_was_not_named() -> None:
    year = replace(documents.an_office_year(), profile=Profile(), operator="", head_nip="")
    [block] = [
        one
        for one in section(office_outline(year, MADE), "beritaacara").blocks
        if isinstance(one, Signatures)
    ]

    assert [name for _, name in block.places] == [""] * len(block.places)
    assert any(post.startswith("Camat Tarumajaya") for post, _ in block.places)
