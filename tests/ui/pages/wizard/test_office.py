import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.pages.wizard.office import OfficeStep
from rbdesk.ui.pages.wizard.step import Draft
from tests.ui.parts.screens import shown


@pytest.fixture
def step(qtbot):
    step = OfficeStep()
    step.drafts = []
    step.changed.connect(step.drafts.append)
    shown(qtbot, step, 960, 460)
    step.arrange(1366)
    return step


def office_of(step):
    return step.drafts[-1].office if step.drafts else ""


@pytest.mark.parametrize("words", ["cikarang u", "CIKARANG UTARA", "utara cik", "32.16.09", "cik ut"])
def test_a_name_its_beginnings_or_its_code_find_the_office(step, qtbot, words):
    qtbot.keyClicks(step.field, words)
    assert office_of(step) == "32.16.09"
    assert step.map.selected() == "32.16.09"
    assert step.is_ready()


def test_a_name_that_begins_others_too_is_found_when_it_is_whole(step, qtbot):
    qtbot.keyClicks(step.field, "setu")
    assert office_of(step) == "32.16.18"


def test_many_that_fit_are_offered_and_none_is_taken(step, qtbot):
    qtbot.keyClicks(step.field, "utara")
    assert [card.property("code") for card in step._matches] == ["32.16.05", "32.16.09"]
    assert step._nothing.text() == "Pilih salah satu, atau ketik nama lengkapnya."
    assert office_of(step) == ""
    assert not step.is_ready()


def test_what_fits_and_is_not_shown_is_counted(step, qtbot):
    qtbot.keyClicks(step.field, "cikarang")
    assert len(step._matches) == 3
    assert step._nothing.text().startswith("Masih ada 2 lagi. Pilih salah satu")


def test_a_name_of_nobody_says_so(step, qtbot):
    qtbot.keyClicks(step.field, "bandung")
    assert step._nothing.text() == "Tidak ada kecamatan bernama ‘bandung’ di Kabupaten Bekasi."
    assert not step.is_ready()


def test_a_tile_is_the_same_as_a_name(step, qtbot):
    qtbot.mouseClick(step.map.button("32.16.07"), Qt.MouseButton.LeftButton)
    assert office_of(step) == "32.16.07"
    assert step.field.text() == "Cibitung"
    assert step._matches[0].isChecked()


def test_enter_on_a_tile_goes_on(step, qtbot):
    with qtbot.waitSignal(step.done):
        qtbot.keyClick(step.map.button("32.16.07"), Qt.Key.Key_Return)
    assert office_of(step) == "32.16.07"


def test_typing_on_takes_the_choice_back(step, qtbot):
    qtbot.keyClicks(step.field, "cibitung")
    assert office_of(step) == "32.16.07"
    qtbot.keyClicks(step.field, "x")
    assert office_of(step) == ""
    assert step.map.selected() == ""


def test_a_draft_with_an_office_is_shown(step):
    step.fill(Draft(office="32.16.22"))
    assert step.field.text() == "Cibarusah"
    assert step.map.selected() == "32.16.22"


def test_practice_says_that_it_is_invented(step):
    step.fill(Draft(is_practice=True))
    assert "rekaan" in step.note()
    step.fill(Draft())
    assert "Sekretariat" in step.note()
