from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from rbdesk.domain.assessment import inputs
from rbdesk.ui.answer_form import numbers
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog
from tests.ui import penilaian
from tests.ui.answering import FALL, RATIO, RATIO_OPEN, SHEET, THREE_NUMBERS, ratio
from tests.ui.penilaian import Penilaian


@pytest.fixture
def empty(qtbot, tmp_path):
    found = penilaian.show_empty(qtbot, tmp_path)
    yield found
    found.close()


def typed(page: Penilaian, code: str, done: str, of: str) -> None:
    page.page.show_link(Link("assessment", code))
    fields = page.page.list.open_card.stops()
    part, whole = [
        field
        for field in fields
        if field.accessibleName() in {i.label for i in SHEET.question(code).scale.inputs}
    ]
    for field, number in ((part, done), (whole, of)):
        field.setFocus()
        field.selectAll()
        if number:
            QTest.keyClicks(field, number)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(whole, Qt.Key.Key_Return)


def fault_of(page: Penilaian) -> str:
    return page.page.list.open_card.numbers.fault()


def test_72_of_86_is_stored_and_counted(empty):
    typed(empty, RATIO, "72", "86")

    assert empty.value(RATIO) == ratio(72, 86)
    assert empty.answers.sheet.shares[SHEET.place_of[RATIO]].value == Fraction(72, 86)
    assert "83,7%" in empty.words()
    assert empty.score_is_shown()


def test_90_of_86_is_red_and_not_stored(empty):
    typed(empty, RATIO, "90", "86")

    assert fault_of(empty) == "Tidak boleh lebih dari 86"
    assert "Tidak boleh lebih dari 86." in empty.words()
    assert empty.value(RATIO) is None
    assert empty.opened.stored().assessment.answer(RATIO).value is None


def test_a_wrong_number_leaves_what_is_stored(empty):
    typed(empty, RATIO, "72", "86")
    typed(empty, RATIO, "90", "86")

    assert empty.opened.stored().assessment.answer(RATIO).value == ratio(72, 86)
    assert "Yang tersimpan: 72 dari 86." in empty.words()


def test_a_zero_denominator_shows_the_instrument_s_rule(empty):
    typed(empty, RATIO, "0", "0")

    assert empty.value(RATIO) == ratio(0, 0)
    assert SHEET.question(RATIO).scale.formula.edge.text in empty.words()


def test_5_of_0_is_refused_where_the_part_must_fit(empty):
    typed(empty, RATIO, "5", "0")
    assert empty.value(RATIO) is None
    assert fault_of(empty) == "Tidak boleh lebih dari 0"


def test_5_of_0_shows_the_rule_where_more_than_the_whole_is_allowed(empty):
    typed(empty, RATIO_OPEN, "5", "0")
    assert dict(empty.value(RATIO_OPEN))["n_change"] == 5
    assert SHEET.question(RATIO_OPEN).scale.formula.edge.text in empty.words()


def test_an_emptied_field_is_unanswered_and_not_zero(empty):
    typed(empty, RATIO, "72", "86")
    typed(empty, RATIO, "", "86")

    assert empty.value(RATIO) is None
    assert empty.opened.stored().assessment.answer(RATIO).value is None
    assert "Belum dijawab" in empty.words()


def test_half_typed_numbers_are_still_there_after_another_area(empty):
    empty.page.show_link(Link("assessment", RATIO))
    empty.press("7", "2")
    empty.page.show_link(Link("assessment", "U.P.1.i.a"))
    empty.page.show_link(Link("assessment", RATIO))

    assert empty.page.list.open_card.numbers.fields()[0].text() == "72"
    assert empty.value(RATIO) is None


def test_del_takes_half_typed_numbers_away(empty):
    empty.page.show_link(Link("assessment", RATIO))
    empty.press("7", "2", Qt.Key.Key_Escape, Qt.Key.Key_Delete)
    assert [field.text() for field in empty.page.list.open_card.numbers.fields()] == ["", ""]
    assert RATIO not in empty.answers.drafts


def test_leaving_the_page_keeps_numbers_typed_in_a_closed_card(empty, qtbot):
    empty.page.show_link(Link("assessment", "U.R.8.i.a"))
    part, whole = empty.page.list.card(RATIO).control.fields()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    QTest.keyClicks(part, "72")
    whole.setFocus()
    QTest.keyClicks(whole, "86")
    empty.page.keep_typing()
    assert empty.opened.stored().assessment.answer(RATIO).value == ratio(72, 86)


def test_three_numbers_are_asked_for_in_the_open_card(empty, qtbot):
    empty.page.show_link(Link("assessment", "U.R.7.i.a"))
    button = empty.page.list.card(THREE_NUMBERS).control
    assert button.text() == "Isi 3 angka"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert empty.page.list.opened == THREE_NUMBERS
    empty.press("72", Qt.Key.Key_Tab, "86", Qt.Key.Key_Tab, "4", Qt.Key.Key_Return)
    assert dict(empty.value(THREE_NUMBERS)) == {"n_done": 72, "n_due": 86, "n_open": 4}


def test_a_fall_is_typed_before_and_now(empty):
    empty.page.show_link(Link("assessment", FALL))
    empty.press("10", Qt.Key.Key_Tab, "7", Qt.Key.Key_Tab, "3", Qt.Key.Key_Return)
    assert "30,0%" in empty.words()
    assert empty.answers.sheet.shares[SHEET.place_of[FALL]].value == Fraction(3, 10)


def test_numbers_are_typed_in_the_closed_card_too(empty, qtbot):
    empty.page.show_link(Link("assessment", "U.R.8.i.a"))
    part, whole = empty.page.list.card(RATIO).control.fields()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    QTest.keyClicks(part, "72")
    whole.setFocus()
    QTest.keyClicks(whole, "86")
    QTest.keyClick(whole, Qt.Key.Key_Return)
    assert empty.value(RATIO) == ratio(72, 86)
    assert empty.score_is_shown()


# --- reading what is typed -----------------------------------------------------------------------------------

ZI = catalog.instrument("lke-zi-10-2019")
SCORE = next(
    ZI.nodes[place].code
    for place in ZI.question_places
    if ZI.question(ZI.nodes[place].code).scale.answer_type == "score_0_4"
)


def reading(code, **typed):
    return numbers.read(SHEET.question(code), typed)


def test_part_comes_before_whole_and_what_is_only_told_last():
    assert [item.id for item in numbers.ordered_inputs(SHEET.question(THREE_NUMBERS))] == [
        "n_done",
        "n_due",
        "n_open",
    ]
    assert [item.id for item in numbers.ordered_inputs(SHEET.question(FALL))][:2] == ["n_prev", "n_now"]


@pytest.mark.parametrize(("part", "whole"), [("72", "86"), (" 72 ", "86,0"), ("72.0", "86")])
def test_comma_point_and_blanks_are_read(part, whole):
    assert reading(RATIO, n_eased=part, n_registered=whole).value == ratio(72, 86)


@pytest.mark.parametrize(
    ("part", "whole", "fault"),
    [
        ("90", "86", "Tidak boleh lebih dari 86"),
        ("7x", "86", "“7x” bukan angka"),
        ("-1", "86", "“Izin/layanan yang dipermudah” tidak boleh kurang dari 0"),
        ("1,5", "86", "“Izin/layanan yang dipermudah” harus bilangan bulat, tanpa koma"),
        ("1", "9" * 20, "“Izin/layanan terdaftar” terlalu besar"),
    ],
)
def test_a_fault_is_told_in_words(part, whole, fault):
    found = reading(RATIO, n_eased=part, n_registered=whole)
    assert found.value is None
    assert found.fault == fault
    assert found.at_fault


def test_a_missing_number_is_no_fault_and_no_value():
    assert reading(RATIO, n_eased="72") == numbers.Reading()
    assert reading(RATIO) == numbers.Reading()


def test_parts_must_fit_into_their_whole():
    found = reading(THREE_NUMBERS, n_done="80", n_due="86", n_open="10")
    assert "tidak boleh lebih dari" in found.fault


@pytest.mark.parametrize(
    ("typed", "value", "fault"),
    [
        ("3,5", Decimal("3.5"), ""),
        ("3.62", Decimal("3.62"), ""),
        ("4,1", None, "harus antara 0 dan 4"),
        ("1,1234567", None, "Paling banyak 6 angka di belakang koma"),
    ],
)
def test_a_score_has_a_range(typed, value, fault):
    found = numbers.read(ZI.question(SCORE), {"score": typed})
    assert found.value == (None if value is None else (("score", value),))
    assert fault in found.fault


def test_a_score_field_shows_its_range(qtbot):
    fields = numbers.NumberFields(ZI.question(SCORE))
    qtbot.addWidget(fields)
    fields.show()
    hints = [label.text() for label in fields.findChildren(QLabel)]
    assert any("0–4" in hint for hint in hints)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("86", "86"), ("3.50", "3,5"), ("1234567", "1.234.567"), ("0", "0"), ("1E+3", "1.000")],
)
def test_a_number_stands_in_its_field_without_needless_zeros(number, shown):
    assert numbers.plain_number(Decimal(number)) == shown


def test_an_amount_in_rupiah_is_read_whole(qtbot):
    fields = numbers.NumberFields(SHEET.question("U.R.6.i.b"), compact=True)
    qtbot.addWidget(fields)
    fields.set_value(inputs(rp_total=12_345_678_901, rp_refocus=1_234_567_890))
    fields.show()
    for field in fields.fields():
        room = field.width() - 2 * 9
        assert field.fontMetrics().horizontalAdvance(field.text()) <= room
