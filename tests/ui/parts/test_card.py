from rbdesk.ui.parts.card import Card, GroupHead, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.labels import Label
from tests.ui.parts.screens import share_of, shown


def test_a_card_has_a_ground_an_edge_and_its_title(qtbot):
    card = Card("Tenggat", "calendar")
    card.body.addWidget(Label("Kirim ke Sekretariat"))
    shown(qtbot, card, 300, 120)
    assert share_of(card, "surface") > 0.7
    assert card.title.isVisible()


def test_a_card_without_title_leaves_no_gap(qtbot):
    bare = Card(padding=0)
    bare.body.addWidget(Label("x"))
    shown(qtbot, bare)
    assert not bare.title.isVisible()
    assert bare.sizeHint().height() <= Label("x").sizeHint().height() + 10


def test_the_open_card_wears_a_stronger_edge(qtbot):
    card = shown(qtbot, Card(), 200, 100)
    assert share_of(card, "primary") == 0
    card.set_edge("primary", 2)
    assert share_of(card, "primary") > 0.03


def test_chips_stand_right_after_the_title_of_a_group(qtbot):
    head = GroupHead("Wajib sebelum dikirim", is_top=True)
    chip = Chip("2 dari 4 beres", "err")
    head.add(chip)
    shown(qtbot, head, 500, 34)
    assert 0 < chip.x() - head.title.geometry().right() < 20
    assert share_of(head, "sunken") > 0.5


def test_a_line_is_one_pixel(qtbot):
    assert shown(qtbot, Line(), 100).height() == 1
    assert shown(qtbot, Line(is_upright=True), 1, 40).width() == 1
