import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.ui.answer_form import reading_order
from tests.ui.answering import CODES, LETTERS, RATIO, SHEET, YES_NO, attach, open_answering


def test_an_area_is_read_across_the_parts_of_the_sheet():
    codes = reading_order.codes_of_area(SHEET, 7)
    assert codes[0] == "U.P.8.i.a"
    assert codes[-1] == "U.R.8.ii.a"
    assert len(codes) == 21
    assert sum(len(reading_order.codes_of_area(SHEET, at)) for at in range(8)) == len(CODES)


@pytest.mark.parametrize(
    ("wanted", "current", "area", "following"),
    [
        ({RATIO, "U.P.1.i.a"}, LETTERS, 7, RATIO),
        ({"U.P.1.i.a"}, LETTERS, 7, "U.P.1.i.a"),  # round the end
        ({LETTERS}, LETTERS, 7, LETTERS),  # only itself is left
        (set(), LETTERS, 7, None),
        ({"U.P.1.i.a", LETTERS}, "", 7, LETTERS),  # nothing is current: from the area's first question on
        ({"U.P.1.i.a", LETTERS}, "", -1, "U.P.1.i.a"),
    ],
)
def test_the_next_question_comes_after_the_current_one(wanted, current, area, following):
    assert reading_order.following(SHEET, wanted, current, area) == following


@pytest.mark.parametrize(
    ("focus", "found"),
    [
        (LETTERS, (7, LETTERS)),
        ("P.8.iii.c", (7, LETTERS)),
        ("U.P.8.iii", (7, "U.P.8.iii")),
        ("U.P.7", (6, "U.P.7")),
        ("Pengawasan", (6, "")),
        ("7", (6, "")),
        ("pemenuhan", (-1, "")),
        ("salah", (-1, "")),
    ],
)
def test_a_link_names_areas_subcomponents_and_questions(focus, found):
    assert reading_order.named(SHEET, focus) == found


def test_words_are_found_in_questions_notes_and_evidence(qtbot, tmp_path):
    opened = open_answering(
        qtbot,
        tmp_path / "desk",
        {YES_NO: Answer("Ya", "Kotak saran di loket")},
        then=lambda db: attach(db, RATIO, "Daftar izin usaha.pdf"),
    )
    try:
        assert LETTERS in reading_order.found(opened.answers, "pengaduan DITINDAKLANJUTI")
        assert reading_order.found(opened.answers, "loket saran") == [YES_NO]
        assert reading_order.found(opened.answers, "izin usaha.pdf") == [RATIO]
        assert reading_order.found(opened.answers, "R.8.i.b") == [RATIO]
        assert reading_order.found(opened.answers, "pengaduan xyz") == []
    finally:
        opened.desk.close()
