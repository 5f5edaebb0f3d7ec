from __future__ import annotations

from dataclasses import replace

import pytest

from rbdesk.domain import checks
from rbdesk.domain.assessment import Answer, Assessment
from rbdesk.domain.checks import Context, Finding
from rbdesk.domain.submission import Profile
from rbdesk.ui.models.checklist import (
    MEBIBYTE,
    WAYS_OF_SENDING,
    Check,
    Checklist,
    by_area,
    checklist,
    most_named,
    named_codes,
    total_size,
)
from rbdesk.workflow.setup import PACKAGE_LIMITS
from tests.build import an_assessment, an_evidence, answers_everywhere, tiny

SHEET = tiny()
KNOWN = Profile("Camat Contoh", "Operator Contoh", "")


def complete() -> Assessment:
    answers = answers_everywhere(SHEET, "best")
    return an_assessment(answers, evidence=tuple(an_evidence(code) for code in answers))


def lines(
    assessment: Assessment, *, way: str = "", conflicts: tuple[str, ...] = (), **context: object
) -> Checklist:
    known = Context(**{"profile": KNOWN, **context})
    found = checks.findings(SHEET, assessment, known)
    return checklist(SHEET, assessment, found, profile=known.profile, conflicts=conflicts, way=way)


def line(found: Checklist, kind: str) -> Check:
    return next(one for one in (*found.required, *found.advised) if one.kind == kind)


def test_a_complete_assessment_has_four_quiet_lines_and_no_advice():
    found = lines(complete())

    assert [one.kind for one in found.required] == ["unanswered", "no_evidence", "evidence_lost", "identity"]
    assert all(one.is_done and not one.words for one in found.required)
    assert (found.missing, found.advice, found.advised) == (0, 0, ())


def test_an_open_line_says_how_many_where_and_leads_to_the_first_with_its_filter():
    assessment = complete()
    for code in ("X.P.1.i.b", "X.R.3.i.a"):
        assessment = assessment.with_answer(code, Answer())

    found = line(lines(assessment), "unanswered")

    assert found.title == "2 pertanyaan belum dijawab"
    assert found.details == "Perubahan 1 · Hasil 1"
    assert (found.page, found.focus, found.filter) == ("assessment", "X.P.1.i.b", "unanswered")


def test_missing_evidence_names_the_area_with_most():
    assessment = replace(complete(), evidence=(an_evidence("X.P.2.i.a"),))

    assert line(lines(assessment), "no_evidence").details == "Terbanyak di Perubahan (7)"


def test_lost_files_are_named():
    found = line(lines(complete(), lost={"e" * 64}), "evidence_lost")

    assert found.details == "“SK Camat.pdf”"
    assert found.filter == "evidence_lost"


def test_a_missing_name_leads_to_the_settings():
    found = line(lines(complete(), profile=Profile("", "Operator")), "identity")

    assert (found.page, found.focus) == ("settings", "identity")
    assert found.details == "Nama Camat belum diisi"


def test_advice_is_counted_and_waived_advice_only_noted():
    last_year = an_assessment({"X.P.1.i.a": "C", "X.P.1.i.b": "D", "X.P.1.ii.a": "E"})
    found = lines(complete(), last_year=last_year, waivers={"jump:X.P.1.i.b": "SK baru terbit tahun ini"})

    assert line(found, "jump").details == "P.1.i.a dan P.1.ii.a"
    assert (found.missing, found.advice, found.waived) == (0, 2, 1)


def test_questions_that_two_laptops_answered_differently_stand_first_of_what_must_be_done():
    assessment = complete().with_answer("X.P.1.i.a", Answer())

    found = lines(assessment, conflicts=("X.P.1.i.a",))

    assert [one.kind for one in found.required][:2] == ["unanswered", "conflict"]
    assert line(found, "conflict").page == "joining"
    assert found.missing == 2


@pytest.mark.parametrize(
    ("way", "is_too_big"), [("whatsapp15", True), ("whatsapp95", False), ("stick", False)]
)
def test_files_that_a_way_of_sending_does_not_take_are_an_advice(way, is_too_big):
    assessment = replace(
        complete(), evidence=(an_evidence("X.P.1.i.a", size=40 * MEBIBYTE, name="foto.png"),)
    )

    found = lines(assessment, way=way)

    assert any(one.kind == "size" for one in found.advised) == is_too_big
    if is_too_big:
        assert "“foto.png” 40,0 MB" in line(found, "size").details


def test_files_that_the_other_side_has_are_no_advice():
    large = an_evidence("X.P.1.i.a", size=40 * MEBIBYTE, name="foto.png")
    assessment = replace(complete(), evidence=(large,))

    found = checklist(SHEET, assessment, (), profile=KNOWN, way="whatsapp15", parts=3, is_one_file=True)

    assert not any(one.kind == "size" for one in found.advised)


def test_every_way_of_sending_of_a_desk_has_words():
    assert tuple(WAYS_OF_SENDING) == PACKAGE_LIMITS


def test_a_file_at_several_questions_counts_once():
    assert total_size(complete()) == (1, 2048)


def test_of_many_kinds_of_advice_two_are_named_and_the_rest_counted():
    kinds = [Check(kind, kind, "", is_done=False, count=1) for kind in "abcd"]

    named, rest = most_named(kinds)

    assert ([one.kind for one in named], [one.kind for one in rest]) == (["a", "b"], ["c", "d"])
    assert most_named(kinds[:3]) == (tuple(kinds[:3]), ())


def test_areas_come_by_number_of_cases_then_in_the_order_of_the_sheet():
    assert by_area(["X.R.3.i.a", "X.P.1.i.a", "X.P.1.i.b", "X.P.2.i.a"], SHEET) == [
        ("Perubahan", 2),
        ("Layanan", 1),
        ("Hasil", 1),
    ]


def test_long_lists_of_codes_end_in_a_count():
    codes = [SHEET.nodes[place].code for place in SHEET.question_places]

    assert named_codes(codes[:2], SHEET) == "P.1.i.a dan P.1.i.b"
    assert named_codes(codes, SHEET) == "P.1.i.a, P.1.i.b, P.1.i.c, dan 6 lainnya"


@pytest.mark.parametrize("kind", sorted(checks.KINDS))
def test_every_kind_of_finding_has_a_button_and_a_way(kind):
    facts = (
        ("name", "a.pdf"),
        ("missing", "head"),
        ("codes", "X.P.1.i.a,X.P.1.i.b"),
    )
    where = "profil" if kind == "identity" else "X.P.1.i.a"
    level = checks.ADVISED if kind in checks.WAIVABLE else checks.REQUIRED

    found = line(checklist(SHEET, complete(), [Finding(kind, level, where, facts)], profile=KNOWN), kind)

    assert found.words
    assert found.page
    assert found.name
