from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.area_choice import AreaChoice
from tests.ui.parts.screens import shown


@pytest.fixture
def choice(qtbot) -> Iterator[AreaChoice]:
    made = AreaChoice([("6", "Akuntabilitas"), ("7", "Pengawasan"), ("8", "Pelayanan Publik")])
    yield shown(qtbot, made)
    made.list.close()


def test_the_menu_stays_open_while_areas_are_ticked_and_the_button_names_them(choice, qtbot):
    told: list[frozenset[str]] = []
    choice.chosen.connect(lambda: told.append(choice.codes()))
    choice.click()
    for line in (3, 4):
        spot = choice.list.actionGeometry(choice.list.actions()[line]).center()
        qtbot.mouseMove(choice.list, spot)
        qtbot.mouseClick(choice.list, Qt.MouseButton.LeftButton, pos=spot)
        assert choice.list.isVisible()
    assert told == [frozenset({"7"}), frozenset({"7", "8"})]
    assert choice.text() == "Pengawasan dan Pelayanan Publik"
    choice.list.setActiveAction(choice.list.actions()[0])
    qtbot.keyClick(choice.list, Qt.Key.Key_Space)
    assert choice.codes() == frozenset()
    assert choice.text() == "Semua area"


def test_many_areas_are_counted_and_all_are_said(choice):
    choice.set_codes(("6", "7", "8"))
    assert choice.text() == "3 area"
    assert choice.accessibleName() == (
        "Area yang boleh berubah: Akuntabilitas, Pengawasan, dan Pelayanan Publik"
    )


def test_all_again_when_all_is_chosen_already_says_nothing(choice):
    told: list[None] = []
    choice.chosen.connect(lambda: told.append(None))
    choice.list.actions()[0].trigger()
    assert told == []
    assert choice.list.actions()[0].isChecked()
