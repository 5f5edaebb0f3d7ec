from collections import Counter
from statistics import mean

import pytest

from rbdesk.domain import checks
from rbdesk.domain.assessment import Answer, Assessment, Key, value_fault
from rbdesk.domain.checks import Context
from rbdesk.domain.scoring import ScoreSheet, score, share
from rbdesk.domain.typed import is_clean
from rbdesk.workflow import catalog, invented

SHEET = catalog.instrument(catalog.UNIT_SHEET)
SEED = 2020
OFFICES = [office.code for office in catalog.register().offices]


def given(office: str, seed: int = SEED) -> dict[str, Answer]:
    return invented.answers(SHEET, seed, office)


@pytest.fixture(scope="module")
def sheets() -> list[ScoreSheet]:
    return [score(SHEET, given(office)) for office in OFFICES]


@pytest.mark.parametrize("seed", [2020, 1, 7])
def test_every_answer_is_one_that_the_instrument_takes(seed: int) -> None:
    for office in OFFICES[::4]:
        for code, answer in given(office, seed).items():
            assert value_fault(SHEET.question(code).scale, answer.value) is None, code
            assert is_clean(answer.note)
            assert len(answer.note) <= 2000


def test_every_question_of_the_sheet_is_answered() -> None:
    assert set(given(OFFICES[0])) == {SHEET.nodes[place].code for place in SHEET.question_places}


def test_the_offices_spread_as_offices_do(sheets: list[ScoreSheet]) -> None:
    percents = [float(sheet.percent()) for sheet in sheets]

    assert 45 < min(percents) < 53
    assert 62 < max(percents) < 72
    assert 56 < mean(percents) < 61


def test_change_management_is_strong_and_oversight_and_deregulation_weak(sheets: list[ScoreSheet]) -> None:
    means = {
        group.code: mean(float(sheet.area_percent(group.places)) for sheet in sheets) for group in SHEET.areas
    }

    assert sorted(means, key=means.__getitem__)[:2] in (["2", "7"], ["7", "2"], ["7", "4"], ["2", "4"])
    assert means["1"] > 60 > 55 > means["2"]


def test_the_year_before_was_slightly_lower(sheets: list[ScoreSheet]) -> None:
    before = [score(SHEET, invented.last_year(SHEET, given(office), SEED, office)) for office in OFFICES]
    changes = [float(now.percent() - then.percent()) for now, then in zip(sheets, before, strict=True)]

    assert 2 < mean(changes) < 6
    assert max(changes) < 12


def test_the_same_seed_says_the_same_and_another_does_not() -> None:
    assert given(OFFICES[0]) == given(OFFICES[0])
    assert given(OFFICES[0]) != given(OFFICES[0], 2021) != given(OFFICES[1])


def test_notes_differ_as_people_s_do() -> None:
    notes = [answer.note for office in OFFICES for answer in given(office).values() if answer.note]

    assert 40 < len(notes) / len(OFFICES) < 90
    assert len(set(notes)) > 0.6 * len(notes)
    assert not [note for note in notes if "{" in note]


def test_a_rise_without_a_word_is_rare() -> None:
    rises = 0
    for office in OFFICES:
        now = given(office)
        before = invented.last_year(SHEET, now, SEED, office)
        told = invented.with_reasons(SHEET, now, before, SEED, office)
        context = Context(last_year=Assessment(Key(office, 2019, SHEET.id), before))
        found = checks.findings(SHEET, Assessment(Key(office, 2020, SHEET.id), told), context)
        rises += Counter(item.kind for item in found)["jump"]
        assert score(SHEET, told) == score(SHEET, now)

    assert 0 < rises <= 2 * len(OFFICES)


def test_every_answer_above_zero_has_a_file_and_no_other_has() -> None:
    answers = given(OFFICES[8])
    worthy = {
        code for code, answer in answers.items() if share(SHEET.question(code).scale, answer.value).value > 0
    }

    papers = invented.papers(SHEET, answers, SEED, OFFICES[8], "Cikarang Utara")

    assert sorted(code for paper in papers for code in paper.questions) == sorted(worthy)
    assert {paper.name.rpartition(".")[2] for paper in papers} == {"pdf", "jpg", "png"}
    assert sum(len(paper.content) for paper in papers) < 200_000


def test_nothing_invented_bears_a_person_s_name() -> None:
    words = invented.words()

    for who in (words["head"], words["contact"], *words["operators"]):
        assert who.startswith("Contoh: ")
    assert "CONTOH" in words["paper"][0]
    assert "REKAAN" in words["readme"][0]


def test_an_invented_letter_s_follow_ups_stand_at_real_questions_and_differ_between_offices() -> None:
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    one, again, other = (
        invented.followups(sheet, 2020, code) for code in ("32.16.09", "32.16.09", "32.16.14")
    )

    assert one == again
    assert len(one) == 9
    assert [item.followup for item in one] != [item.followup for item in other]
    for item in one:
        assert all(sheet.question(row[2]) for row in item.recommendation.rows)
        assert bool(item.notes) == (item.followup.progress > 0)
