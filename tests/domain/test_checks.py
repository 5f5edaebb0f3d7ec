from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rbdesk.domain.assessment import Answer, Assessment, inputs
from rbdesk.domain.checks import KINDS, WAIVABLE, Context, Finding, findings, needing_evidence
from rbdesk.domain.instrument_file import parse
from rbdesk.domain.scoring import score
from rbdesk.domain.submission import Profile
from tests.build import an_assessment, an_evidence, answers_everywhere, tiny, tiny_sheet

SHEET = tiny()
KNOWN = Profile(head="Camat", contact="Operator", phone="021")
NOTE = "Sudah dilaksanakan sosialisasi kepada seluruh pegawai."


def complete(**but: object) -> Assessment:
    """Best answers everywhere, each with evidence."""
    answers = answers_everywhere(SHEET, "best")
    return replace(an_assessment(answers, evidence=tuple(an_evidence(code) for code in answers)), **but)


def found(assessment: Assessment, **context: object) -> tuple[Finding, ...]:
    return findings(SHEET, assessment, Context(**{"profile": KNOWN, **context}))


def only(kind: str, assessment: Assessment, **context: object) -> list[Finding]:
    return [finding for finding in found(assessment, **context) if finding.kind == kind]


def test_a_complete_assessment_has_no_findings():
    assert found(complete()) == ()


def test_each_unanswered_question_is_found_and_blocks():
    assessment = complete().with_answer("X.P.1.i.a", Answer(None, "menunggu SK"))

    (finding,) = only("unanswered", assessment)

    assert (finding.where, finding.blocks) == ("X.P.1.i.a", True)


def test_an_answer_above_zero_without_evidence_is_found():
    assessment = complete(evidence=(an_evidence("X.P.1.i.a"),))

    places = [finding.where for finding in only("no_evidence", assessment)]

    assert "X.P.1.i.a" not in places
    assert len(places) == len(SHEET.question_places) - 1


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("X.P.1.i.a", "C"),
        ("X.P.1.i.c", "Tidak"),
        ("X.R.1.i.a", inputs(n_due=5, n_done=0, n_open=5)),
        ("X.R.3.i.a", inputs(score=0)),
        ("X.P.1.i.a", None),
    ],
)
def test_an_answer_worth_nothing_needs_no_evidence(code, value):
    assessment = an_assessment({code: value})

    assert needing_evidence(SHEET, assessment, score(SHEET, assessment.answers)) == ()


def test_evidence_that_was_taken_away_does_not_count():
    assessment = an_assessment({"X.P.1.i.a": "A"}, evidence=(an_evidence("X.P.1.i.a", on=False),))

    assert [finding.where for finding in only("no_evidence", assessment)] == ["X.P.1.i.a"]


def test_the_instrument_may_make_missing_evidence_a_mere_advice_or_not_ask_at_all():
    advised, silent = tiny_sheet(), tiny_sheet()
    advised["evidence_rule"]["level"] = "saran"
    del silent["evidence_rule"]
    assessment = an_assessment({"X.P.1.i.a": "A"})

    (finding,) = [one for one in findings(parse(advised), assessment, Context()) if one.kind == "no_evidence"]

    assert not finding.blocks
    assert "no_evidence" not in {one.kind for one in findings(parse(silent), assessment, Context())}


def test_evidence_whose_file_is_gone_is_found_and_blocks():
    (finding,) = only(
        "evidence_lost",
        complete(evidence=(*complete().evidence, an_evidence("X.P.1.i.a", "f" * 64, name="hilang.pdf"))),
        lost={"f" * 64},
    )

    assert finding.facts == (("name", "hilang.pdf"), ("sha256", "f" * 64))
    assert (finding.where, finding.blocks) == ("X.P.1.i.a", True)


def test_unlinked_evidence_may_be_lost():
    gone = an_evidence("X.P.1.i.a", "f" * 64, on=False)

    assert only("evidence_lost", complete(evidence=(*complete().evidence, gone)), lost={"f" * 64}) == []


@pytest.mark.parametrize(
    ("profile", "missing"),
    [
        (Profile("", "Operator"), "head"),
        (Profile("Camat", " "), "contact"),
        (Profile(), "head,contact"),
    ],
)
def test_who_answers_for_it_must_be_named(profile, missing):
    (finding,) = found(complete(), profile=profile)

    assert (finding.kind, finding.where, finding.facts) == ("identity", "profil", (("missing", missing),))
    assert finding.blocks


def test_the_office_telephone_may_be_missing():
    assert found(complete(), profile=Profile("Camat", "Operator", "")) == ()


def test_a_zero_denominator_wants_a_word_of_explanation():
    nothing_due = Answer(inputs(n_due=0, n_done=0, n_open=0))
    silent = complete().with_answer("X.R.1.i.a", nothing_due)
    explained = complete().with_answer("X.R.1.i.a", replace(nothing_due, note="Tidak ada pengaduan."))

    (finding,) = only("edge_case", silent)

    assert finding.facts == (("rule", "Bila nol, nilainya 1."),)
    assert not finding.blocks
    assert only("edge_case", explained) == []


@pytest.mark.parametrize(
    ("before", "now", "note", "is_found"),
    [
        ("C", "A", "", True),
        ("C", "A", "SK baru", False),
        ("C", "B", "", False),
        ("B", "A", "", False),
        ("A", "C", "", False),
        (None, "A", "", False),
        ("E", "A", "", False),  # an option that this year's sheet no longer has
    ],
)
def test_a_jump_by_more_than_one_option_wants_a_word(before, now, note, is_found):
    assessment = complete().with_answer("X.P.1.i.a", Answer(now, note))
    last_year = an_assessment({"X.P.1.i.a": before})

    jumps = only("jump", assessment, last_year=last_year)

    assert bool(jumps) == is_found
    if is_found:
        assert jumps[0].facts == (("from", "C"), ("to", "A"))


def test_the_same_number_given_twice_and_differently_is_found():
    assessment = complete().with_answer("X.R.1.i.b", Answer(inputs(n_done=3, n_staff=5)))

    (finding,) = only("contradiction", assessment)

    assert finding.where == "X.R.1.i.b"
    assert finding.facts == (("here", "3"), ("there", "2"), ("other", "X.R.1.i.a"))


def test_a_shared_number_of_an_open_question_contradicts_nothing():
    assessment = complete().with_answer("X.R.1.i.a", Answer())

    assert only("contradiction", assessment) == []


@pytest.mark.parametrize(
    ("dated", "is_found"),
    [
        (date(2020, 1, 1), False),
        (date(2020, 12, 31), False),
        (date(2019, 12, 31), True),
        (date(2018, 5, 1), True),
        (date(2021, 1, 1), True),
        (None, False),
    ],
)
def test_evidence_outside_the_period_of_its_question_is_found(dated, is_found):
    item = complete().evidence[0]
    assessment = complete(evidence=(*complete().evidence[1:], replace(item, sha256="a" * 64)))
    context = {} if dated is None else {"dated": {"a" * 64: dated}}

    assert bool(only("stale_evidence", assessment, **context)) == is_found


def test_evidence_of_a_question_without_a_period_never_grows_stale():
    data = tiny_sheet()
    for question in data["parts"][0]["areas"][0]["subcomponents"][0]["questions"]:
        del question["period_months"]
    assessment = an_assessment({"X.P.1.i.a": "A"}, evidence=(an_evidence("X.P.1.i.a"),))

    kinds = {
        one.kind for one in findings(parse(data), assessment, Context(dated={"e" * 64: date(2001, 1, 1)}))
    }

    assert "stale_evidence" not in kinds


def test_three_notes_word_for_word_are_found_once_with_all_their_places():
    assessment = complete()
    for code in ("X.P.1.i.a", "X.P.1.i.b", "X.P.1.ii.a"):
        assessment = assessment.with_answer(code, replace(assessment.answer(code), note=NOTE))

    (finding,) = only("same_note", assessment)

    assert finding.where == "X.P.1.i.a"
    assert finding.facts == (("codes", "X.P.1.i.a,X.P.1.i.b,X.P.1.ii.a"),)


def test_two_equal_notes_or_three_short_ones_are_nothing():
    twice, short = complete(), complete()
    for code in ("X.P.1.i.a", "X.P.1.i.b"):
        twice = twice.with_answer(code, replace(twice.answer(code), note=NOTE))
    for code in ("X.P.1.i.a", "X.P.1.i.b", "X.P.1.ii.a"):
        short = short.with_answer(code, replace(short.answer(code), note="lihat SK"))

    assert only("same_note", twice) == only("same_note", short) == []


def test_a_waiver_sets_an_advice_aside_and_keeps_its_reason():
    assessment = complete().with_answer("X.R.1.i.b", Answer(inputs(n_done=3, n_staff=5)))

    (finding,) = found(assessment, waivers={"contradiction:X.R.1.i.b": "dua hitungan yang berbeda"})

    assert finding.waived == "dua hitungan yang berbeda"


@pytest.mark.parametrize("kind", sorted(set(KINDS) - WAIVABLE))
def test_what_keeps_a_package_back_cannot_be_waived(kind):
    assessment = an_assessment({"X.P.1.i.a": "A", "X.P.1.i.b": "A"}, evidence=(an_evidence("X.P.1.i.b"),))
    context = Context(lost={"e" * 64})
    every = {finding.id: "dengan alasan panjang" for finding in findings(SHEET, assessment, context)}

    (*same_kind,) = (
        finding
        for finding in findings(SHEET, assessment, replace(context, waivers=every))
        if finding.kind == kind
    )

    assert same_kind
    assert all(finding.blocks and not finding.waived for finding in same_kind)


def test_findings_come_in_the_order_of_kinds_and_of_the_sheet():
    assessment = an_assessment({"X.R.1.i.b": inputs(n_done=0, n_staff=0), "X.P.1.i.b": "A"})

    order = [(KINDS.index(one.kind), SHEET.place_of.get(one.where, 0)) for one in found(assessment)]

    assert order == sorted(order)
    assert len(order) > 5
