from decimal import Decimal

import pytest

from rbdesk.domain.assessment import Answer, inputs
from rbdesk.ui.answer_form import words
from tests.ui.answering import FALL, LETTERS, RATIO, SHEET, YES_NO, attach, open_answering, ratio


@pytest.fixture
def opened(qtbot, tmp_path):
    found = open_answering(
        qtbot,
        tmp_path / "desk",
        {LETTERS: Answer("B", "rekap"), YES_NO: Answer("Tidak")},
        last_year={LETTERS: Answer("C"), RATIO: Answer(ratio(61, 100))},
        then=lambda db: attach(db, YES_NO),
    )
    yield found
    found.desk.close()


def test_ya_and_tidak_have_their_own_letters():
    assert [choice.letter for choice in words.choices(SHEET.question(YES_NO).scale)] == ["Y", "T"]
    assert [choice.letter for choice in words.choices(SHEET.question(LETTERS).scale)] == list("ABCD")


def test_options_tell_what_they_are_worth():
    assert [one.value for one in words.option_texts(SHEET.question(LETTERS).scale)] == [
        "nilai 1,00",
        "nilai 0,67",
        "nilai 0,33",
        "nilai 0",
    ]


@pytest.mark.parametrize(
    ("code", "value", "short"),
    [
        (LETTERS, "C", "C"),
        (RATIO, ratio(61, 100), "61%"),
        (FALL, inputs(n_prev=10, n_now=7, n_sanctioned=1), "30%"),
        (LETTERS, None, ""),
    ],
)
def test_a_value_is_told_in_a_few_characters(code, value, short):
    assert words.short_value(SHEET.question(code).scale, value) == short


def test_a_question_tells_what_it_has_and_could_have(opened):
    assert words.reached(opened.answers, LETTERS) == "0,10 / 0,15"
    assert words.reached(opened.answers, RATIO) == "0 / 1,00"
    assert words.reached_share(opened.answers, LETTERS) == pytest.approx(float(Decimal("0.67")))


def test_the_facts_tell_share_value_contribution_and_last_year(opened):
    assert words.facts(opened.answers, LETTERS) == (
        "Andil 0,15  ·  Nilai 0,10  ·  menyumbang 0,28 poin pada nilai akhir  ·  Tahun lalu: C"
    )


def test_an_open_question_is_not_told_what_it_could_gain(opened):
    assert words.facts(opened.answers, RATIO) == "Andil 1,00  ·  belum dijawab  ·  Tahun lalu: 61%"


def test_the_share_says_how_it_comes_about(opened):
    assert "bobot subkomponen (0,60) dibagi jumlah pertanyaannya (4)" in words.share_rule(
        opened.answers, LETTERS
    )


def test_marks_tell_what_is_missing_first(opened):
    assert [mark.words for mark in words.marks(opened.answers, LETTERS)] == [
        "bukti belum ada",
        "catatan",
        "2019: C",
    ]
    assert [mark.words for mark in words.marks(opened.answers, YES_NO)] == ["1 bukti"]


def test_a_proposal_says_how_it_is_taken(opened):
    opened.answers.propose_last_year()
    assert [mark.words for mark in words.marks(opened.answers, RATIO)] == [
        "usulan 2019: 61%, Enter untuk memakai"
    ]


def test_a_question_is_spoken_with_its_answer_and_marks(opened):
    assert words.spoken(opened.answers, LETTERS) == (
        "P.8.iii.c. Berapa banyak pengaduan layanan yang ditindaklanjuti untuk perbaikan?, B, "
        "bukti belum ada, catatan, 2019: C"
    )
