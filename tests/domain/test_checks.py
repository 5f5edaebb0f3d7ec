from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rbdesk.domain.assessment import Answer, Assessment, Key, inputs
from rbdesk.domain.checks import KINDS, WAIVABLE, Context, Finding, Finished, findings, needing_evidence
from rbdesk.domain.instrument_file import parse
from rbdesk.domain.scoring import score
from rbdesk.domain.submission import Profile
from rbdesk.workflow import catalog
from tests.build import an_assessment, an_evidence, answers_everywhere, tiny, tiny_sheet

SHEET = tiny()
UNIT = catalog.instrument(catalog.UNIT_SHEET)
UNIT_KEY = Key("32.16.09", 2020, UNIT.id)
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


# --- numbers, the survey and follow-ups of the office's sheet ----------------------------------------------


def of_unit(kind: str, answers: dict[str, Answer], **context: object) -> list[Finding]:
    assessment = Assessment(UNIT_KEY, answers)
    found_here = findings(UNIT, assessment, Context(**{"profile": KNOWN, **context}))
    return [finding for finding in found_here if finding.kind == kind]


def complaints(due: int, in_work: int, done: int) -> Answer:
    return Answer(inputs(n_due=due, n_open=in_work, n_done=done))


@pytest.mark.parametrize(
    ("told", "counted", "there"),
    [
        ("A", complaints(9, 1, 4), "5"),
        ("A", complaints(9, 5, 4), None),
        ("A", complaints(0, 0, 0), None),
        ("B", complaints(9, 1, 4), None),
        ("D", complaints(9, 1, 4), "4"),
        ("D", complaints(9, 9, 0), None),
        (None, complaints(9, 1, 4), None),
        ("A", Answer(), None),
    ],
)
def test_complaints_told_otherwise_than_counted_contradict(told, counted, there):
    found_here = of_unit("contradiction", {"U.P.7.iii.b": Answer(told), "U.R.7.ii.a": counted})

    assert [dict(one.facts)["there"] for one in found_here] == ([] if there is None else [there])
    assert all(one.where == "U.P.7.iii.b" for one in found_here)


@pytest.mark.parametrize(
    ("said_now", "said_then", "is_found"), [(4, 2, True), (2, 2, False), (4, None, False), (None, 2, False)]
)
def test_last_years_number_is_the_one_that_was_given_last_year(said_now, said_then, is_found):
    def falls(before: int | None, now: int | None) -> dict[str, Answer]:
        if before is None or now is None:
            return {}
        return {"U.R.5.iii.a": Answer(inputs(n_prev=before, n_now=now, n_sanctioned=0))}

    last_year = Assessment(UNIT_KEY._replace(year=2019), falls(9, said_then))
    found_here = of_unit("contradiction", falls(said_now, 1), last_year=last_year)

    assert bool(found_here) == is_found
    if is_found:
        facts = dict(found_here[0].facts)
        assert (facts["here"], facts["there"], facts["year"]) == ("4", "2", "2019")


@pytest.mark.parametrize(
    ("code", "value", "respondents", "is_found"),
    [
        ("U.P.8.iv.a", "A", 0, True),
        ("U.P.8.iv.b", "Ya", 0, True),
        ("U.P.8.iv.c", "A", 0, True),
        ("U.P.8.iv.a", "B", 0, False),  # once, which may have been before this year
        ("U.P.8.iv.a", "A", 1, False),
        ("U.P.8.iv.a", "A", None, False),  # a sheet that has no survey of its own
        ("U.P.8.iv.a", "C", 40, True),
        ("U.P.8.iv.a", "C", 0, False),
        ("U.P.8.iv.b", "Tidak", 40, False),  # a survey need not be published
        ("U.P.8.iii.a", "Ya", 0, False),
    ],
)
def test_answers_about_the_survey_are_held_against_it(code, value, respondents, is_found):
    found_here = of_unit("survey_mismatch", {code: Answer(value)}, respondents=respondents)

    assert [one.where for one in found_here] == ([code] if is_found else [])


def test_results_of_a_survey_that_was_held_once_are_not_asked_about():
    answers = {"U.P.8.iv.a": Answer("B"), "U.P.8.iv.b": Answer("Ya"), "U.P.8.iv.c": Answer("A")}

    assert of_unit("survey_mismatch", answers, respondents=0) == []
    assert len(of_unit("survey_mismatch", {**answers, "U.P.8.iv.a": Answer("A")}, respondents=0)) == 3


def test_a_follow_up_that_is_done_without_evidence_is_found_and_can_be_set_aside():
    done = Finished("c80d52a07be4d518-17", "R-02", "Buat agenda perubahan.")
    aside = {"followup_no_evidence:c80d52a07be4d518-17": "buktinya papan di loket"}

    (finding,) = only("followup_no_evidence", complete(), finished=(done,))
    (waived,) = only("followup_no_evidence", complete(), finished=(done,), waivers=aside)

    assert (finding.where, finding.blocks) == (done.id, False)
    assert dict(finding.facts) == {"number": "R-02", "text": "Buat agenda perubahan."}
    assert waived.waived == "buktinya papan di loket"


def test_capitals_commas_and_spaces_do_not_make_two_notes_of_one():
    assessment = complete()
    for code, note in zip(
        ("X.P.1.i.a", "X.P.1.i.b", "X.P.1.ii.a"),
        (NOTE, NOTE.upper(), "Sudah dilaksanakan,  sosialisasi kepada seluruh pegawai"),
        strict=True,
    ):
        assessment = assessment.with_answer(code, replace(assessment.answer(code), note=note))

    assert [one.where for one in only("same_note", assessment)] == ["X.P.1.i.a"]
