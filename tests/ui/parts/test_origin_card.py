from dataclasses import replace

from PySide6.QtCore import Qt

from rbdesk.domain.assessment import Answer
from rbdesk.domain.provenance import Provenance, Source
from rbdesk.ui.parts.origin_card import OriginCard
from tests import year
from tests.build import NOW
from tests.ui.parts.screens import shown

SOURCE = Source("B", "", NOW, "Siti Contoh", "Laptop Pelayanan")


def card_of(qtbot, found: Provenance, *, can_open: bool = True) -> OriginCard:
    card = shown(qtbot, OriginCard(), 340, 260)
    card.show_question("P.1.i.a", can_open=can_open)
    card.show_provenance(found, year.SHEET)
    return card


def test_it_says_who_when_on_which_laptop_and_with_how_many_files(qtbot):
    card = card_of(qtbot, Provenance(year.FIRST, (SOURCE, replace(SOURCE, value="C", stands=False)), 1))

    assert card.title.text() == "Asal jawaban P.1.i.a"
    assert card.words()[0] == "B, oleh Siti Contoh"
    assert card.words()[1].endswith(" · Laptop Pelayanan · 1 bukti")
    assert card.words()[2].startswith("Sebelumnya C, ")


def test_the_secretariat_also_sees_package_and_verified_answer(qtbot):
    source = replace(SOURCE, package="7F3A-91C4", received=NOW)
    card = card_of(qtbot, Provenance(year.FIRST, (source,), 0, (Answer("C"),)))

    assert "tanpa bukti · paket 7F3A-91C4, diterima " in card.words()[1]
    assert card.words()[2] == "Hasil verifikasi: C"


def test_two_laptops_and_nobody_are_told(qtbot):
    two = card_of(qtbot, Provenance(year.FIRST, (SOURCE, replace(SOURCE, value="A"))))
    assert two.words()[0] == "Dua laptop berbeda jawaban."
    assert [words for words in two.words() if "oleh" in words] == [
        "B, oleh Siti Contoh",
        "A, oleh Siti Contoh",
    ]
    assert card_of(qtbot, Provenance(year.FIRST, ())).words() == ["Belum dijawab."]


def test_its_button_asks_for_the_question_where_it_has_a_page(qtbot):
    card = card_of(qtbot, Provenance(year.FIRST, (SOURCE,)))
    with qtbot.waitSignal(card.opened):
        qtbot.mouseClick(card.open, Qt.MouseButton.LeftButton)

    assert not card_of(qtbot, Provenance(year.FIRST, (SOURCE,)), can_open=False).open.isVisible()
