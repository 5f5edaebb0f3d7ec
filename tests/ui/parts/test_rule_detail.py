from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.rule_detail import CaseText, DetailText, PlaceText, RuleDetail
from tests.ui.parts.screens import shown

SOSIALISASI = PlaceText("U.P.7.i.b", "P.7.i.b", "Upaya pengendalian gratifikasi", "Jawaban Ya · 2 bukti")
EVALUASI = PlaceText(
    "U.P.7.i.d", "P.7.i.d", "Evaluasi pengendalian gratifikasi", "Jawaban Ya · bukti belum ada"
)
SAME = DetailText(
    title="Catatan sama kata demi kata",
    caption="Saran · 1 temuan · tidak menghalangi pengiriman",
    state="advice",
    why="Tulis satu kalimat yang khas.",
    cases=(CaseText("same_note:U.P.7.i.b", (SOSIALISASI, EVALUASI), quote="Sudah dilaksanakan."),),
    can_waive=True,
)
JUMPS = replace(
    SAME,
    title="Naik lebih dari satu tingkat tanpa catatan",
    cases=(CaseText("jump:U.P.7.i.b", (SOSIALISASI,)), CaseText("jump:U.P.7.i.d", (EVALUASI,))),
)


@pytest.fixture
def detail(qtbot):
    return shown(qtbot, RuleDetail(), 680, 560)


def words(detail):
    return [label.text() for label in detail.findChildren(Label) if label.isVisible()]


def buttons(detail, text):
    return [one for one in detail.findChildren(Button) if one.isVisible() and one.text() == text]


def show(detail, qtbot, text):
    detail.show_rule(text)
    qtbot.wait(1)


def test_it_says_why_and_what_is_the_same(detail, qtbot):
    show(detail, qtbot, SAME)

    assert "Tulis satu kalimat yang khas." in words(detail)
    assert "“Sudah dilaksanakan.”" in words(detail)


def test_each_place_leads_there_by_mouse_and_by_key(detail, qtbot):
    show(detail, qtbot, SAME)
    opened = []
    detail.opened.connect(opened.append)

    qtbot.mouseClick(detail.open_button("U.P.7.i.d"), Qt.MouseButton.LeftButton)
    detail.open_button("U.P.7.i.b").setFocus()
    qtbot.keyClick(detail.open_button("U.P.7.i.b"), Qt.Key.Key_Down)
    assert detail.open_button("U.P.7.i.d").hasFocus()
    qtbot.keyClick(detail.open_button("U.P.7.i.d"), Qt.Key.Key_Space)

    assert opened == ["U.P.7.i.d", "U.P.7.i.d"]
    assert detail.open_button("U.P.7.i.b").accessibleName() == "Buka P.7.i.b Upaya pengendalian gratifikasi"


def test_a_finding_is_set_aside_in_place_with_a_reason(detail, qtbot):
    show(detail, qtbot, JUMPS)
    waived = []
    detail.waiving.connect(lambda case, reason: waived.append((case, reason)))

    qtbot.mouseClick(buttons(detail, "Kesampingkan…")[1], Qt.MouseButton.LeftButton)
    assert detail.box.field.hasFocus()
    qtbot.wait(1)
    assert len(buttons(detail, "Kesampingkan…")) == 1
    qtbot.keyClicks(detail.box.field, "Ada SK baru tahun ini")
    qtbot.keyClick(detail.box.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert waived == [("jump:U.P.7.i.d", "Ada SK baru tahun ini")]


def test_asking_by_key_begins_at_the_finding_with_the_focus(detail, qtbot):
    show(detail, qtbot, JUMPS)
    detail.open_button("U.P.7.i.d").setFocus()

    assert detail.ask()

    assert detail.box.title.text() == "Kesampingkan temuan di P.7.i.d"


def test_giving_up_leaves_everything_and_returns_the_focus(detail, qtbot):
    show(detail, qtbot, JUMPS)
    detail.ask()

    qtbot.keyClick(detail.box.field, Qt.Key.Key_Escape)
    qtbot.wait(1)

    assert detail.box is None
    assert len(buttons(detail, "Kesampingkan…")) == 2
    assert detail.open_button("U.P.7.i.b").hasFocus()


def test_the_same_rule_again_keeps_what_is_being_written(detail, qtbot):
    show(detail, qtbot, JUMPS)
    detail.ask()
    qtbot.keyClicks(detail.box.field, "Ada")

    show(detail, qtbot, replace(JUMPS))

    assert detail.box.field.text() == "Ada"


@pytest.mark.parametrize("but", [{"state": "missing"}, {"can_waive": False}, {"state": "aside"}])
def test_what_cannot_be_set_aside_has_no_button_for_it(detail, qtbot, but):
    show(detail, qtbot, replace(SAME, **but))

    assert buttons(detail, "Kesampingkan…") == []
    assert not detail.ask()


def test_a_finding_that_was_set_aside_shows_its_reason_and_can_be_taken_back(detail, qtbot):
    case = CaseText("jump:U.P.7.i.b", (SOSIALISASI,), reason="Ada SK baru tahun ini")
    show(detail, qtbot, replace(JUMPS, state="aside", cases=(case,)))

    assert "Alasan: Ada SK baru tahun ini" in words(detail)
    with qtbot.waitSignal(detail.unwaiving) as heard:
        qtbot.mouseClick(buttons(detail, "Periksa lagi")[0], Qt.MouseButton.LeftButton)
    assert heard.args == ["jump:U.P.7.i.b"]


def test_of_very_many_places_the_first_are_shown_until_more_are_wanted(detail, qtbot):
    places = [replace(SOSIALISASI, key=f"U.{at}") for at in range(60)]
    many = tuple(CaseText(f"jump:{place.key}", (place,)) for place in places)
    show(detail, qtbot, replace(JUMPS, cases=many))

    assert len(detail.places()) == 15
    qtbot.mouseClick(buttons(detail, "Tampilkan 45 lainnya")[0], Qt.MouseButton.LeftButton)
    assert len(detail.places()) == 60


def test_all_places_at_once_can_be_wanted(detail, qtbot):
    show(detail, qtbot, replace(SAME, all_words="Lihat semua di Penilaian"))

    with qtbot.waitSignal(detail.all_wanted):
        qtbot.mouseClick(buttons(detail, "Lihat semua di Penilaian")[0], Qt.MouseButton.LeftButton)


def test_the_focus_goes_to_what_is_left_when_a_place_is_settled(detail, qtbot):
    show(detail, qtbot, JUMPS)
    detail.open_button("U.P.7.i.b").setFocus()

    show(detail, qtbot, replace(JUMPS, cases=JUMPS.cases[1:]))

    assert detail.open_button("U.P.7.i.d").hasFocus()
