import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rbdesk.ui.answer_form.list_header import ListHeader
from rbdesk.ui.models import answers as filters

COUNTS = dict.fromkeys(filters.FILTERS, 0) | {"": 110, filters.UNANSWERED: 16, filters.LOST: 2}


@pytest.fixture
def header(qtbot):
    made = ListHeader(2019)
    qtbot.addWidget(made)
    made.resize(900, 60)
    with qtbot.waitExposed(made):
        made.show()
    made.set_filter("", COUNTS)
    return made


def test_the_filter_keeps_its_count_in_sight(header):
    assert header.filter.text() == "Semua (110)"
    header.set_filter(filters.UNANSWERED, COUNTS)
    assert header.filter.text() == "Belum dijawab (16)"


def test_rare_filters_are_offered_only_while_they_matter(header):
    words = [action.text() for action in header.filter_menu().actions()]
    assert "Berkas bukti hilang (2)" in words
    assert not any("laptop" in one for one in words)
    assert next(iter(header.filter_menu().actions())).isChecked()


def test_an_action_of_the_menu_asks_for_its_filter(header):
    asked = []
    header.filtered.connect(asked.append)
    header.filter_menu().actions()[1].trigger()
    assert asked == [filters.UNANSWERED]


def test_narrow_words_are_short_and_the_areas_a_button(header):
    header.set_next(shown=True, is_primary=True)
    header.set_area(7, 8)
    header.set_narrow(True)
    assert header.areas.isVisible()
    assert header.areas.text() == "Area 8 dari 8"
    assert header.next_short.isVisible()
    assert not header.next.isVisible()
    assert header.filter.text() == ""
    assert header.filter.accessibleName() == "Saring: Semua (110)"


def test_a_locked_list_has_no_next_question(header):
    header.set_next(shown=False, is_primary=False)
    header.set_narrow(True)
    assert not header.next_short.isVisible()


def test_esc_leaves_the_search(header):
    left, searched = [], []
    header.search_left.connect(lambda: left.append(True))
    header.searched.connect(searched.append)
    header.set_search(True)
    QTest.keyClicks(header.search, "ab")
    QTest.keyClick(header.search, Qt.Key.Key_Escape)
    assert searched == ["a", "ab", ""]
    QTest.keyClick(header.search, Qt.Key.Key_Escape)
    assert left == [True]
