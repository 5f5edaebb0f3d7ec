from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from rbdesk.ui.parts.settings.year import YearCard
from rbdesk.workflow import catalog
from tests.ui.parts.screens import shown

DEADLINES = (("Kirim ke Sekretariat", date(2020, 9, 7)), ("Evaluasi Kemenpan RB", date(2020, 9, 15)))


@pytest.fixture
def card(qtbot):
    card = YearCard()
    card.targets, card.dates = [], []
    card.target_kept.connect(card.targets.append)
    card.deadlines_kept.connect(card.dates.append)
    shown(qtbot, card, 520, 560)
    card.show_instrument(catalog.instrument(catalog.UNIT_SHEET), "RB-2020")
    card.show_settings(Decimal(60), DEADLINES)
    return card


def retype(qtbot, field, words):
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_sheet_is_named_with_the_sureness_of_its_weights(card):
    assert "110 pertanyaan · bobot 36,30" in card._sure.text()
    assert "tinggi" in card._sure.text()
    assert "rendah" in card._sure.text()


def test_a_new_target_is_kept_at_once(card, qtbot):
    retype(qtbot, card.target, "62,5")
    assert card.targets == [Decimal("62.5")]
    retype(qtbot, card.target, "62,5")
    assert len(card.targets) == 1


@pytest.mark.parametrize("typed", ["101", "-1", "enam", ""])
def test_an_impossible_target_is_marked_and_not_kept(card, qtbot, typed):
    retype(qtbot, card.target, typed)
    assert card.targets == []
    assert card._fault.isVisible()
    assert card.target.property("fault") == "true"
    retype(qtbot, card.target, "60")
    assert card._fault.isHidden()


def test_a_changed_day_is_kept_with_the_others(card, qtbot):
    retype(qtbot, card.rows()[0].day, "9 Sep 2020")
    assert card.dates == [(("Kirim ke Sekretariat", date(2020, 9, 9)), DEADLINES[1])]


def test_a_day_that_is_none_is_marked_and_nothing_is_kept(card, qtbot):
    retype(qtbot, card.rows()[0].day, "segera")
    assert card.dates == []
    assert card._fault.text() == "Tulis tanggal seperti 7 Sep 2020."


def test_a_deadline_is_added_and_taken_away(card, qtbot):
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    row = card.rows()[-1]
    qtbot.keyClicks(row.title, "Pemeriksaan oleh Camat")
    qtbot.keyClick(row.title, Qt.Key.Key_Tab)
    retype(qtbot, row.day, "3 Sep 2020")
    assert card.dates == [(*DEADLINES, ("Pemeriksaan oleh Camat", date(2020, 9, 3)))]

    remove = card.rows()[0].findChild(QPushButton)
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert card.dates[-1] == (DEADLINES[1], ("Pemeriksaan oleh Camat", date(2020, 9, 3)))
    assert card.add.hasFocus()


def test_the_way_to_the_weights_is_a_button(card, qtbot):
    with qtbot.waitSignal(card.sources_wanted):
        qtbot.mouseClick(card.sources, Qt.MouseButton.LeftButton)
