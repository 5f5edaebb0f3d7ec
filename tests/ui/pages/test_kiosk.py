from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rbdesk.store import marks
from rbdesk.ui.pages.kiosk import KioskPage
from rbdesk.ui.pages.kiosk_parts.screen import Pace
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import surveys
from tests.build import NOW, OFFICE
from tests.ui import frames
from tests.ui.pages.offices import cut_words, unreachable, words_of

PLACE = (OFFICE, 2020, "KTP", "2020-S2")
LINK = Link("kiosk", "2020-S2", "KTP")


@pytest.fixture
def desk(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk")
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot, desk, tmp_path, monkeypatch):
    monkeypatch.setattr(KioskPage, "pace", Pace(chosen_ms=0, beat_ms=600_000))
    return frames.a_window(qtbot, desk, tmp_path / "settings.ini")


def come(qtbot, window, link=LINK):
    window.go(link)
    frames.settle(qtbot, window.desk)
    return window.page


def do(qtbot, desk, act, *values, **named):
    heard = []
    desk.do(act, *values, then=heard.append, **named)
    qtbot.waitUntil(lambda: bool(heard))


def start(qtbot, page, pin="2468"):
    QTest.keyClicks(page.pin, pin)
    qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    kiosk = page.screen_now
    qtbot.waitUntil(kiosk.isVisible)
    return kiosk


def leave(kiosk, pin="2468"):
    kiosk.close()
    for digit in pin:
        QTest.keyClick(kiosk, Qt.Key(Qt.Key.Key_0 + int(digit)))
    QTest.keyClick(kiosk, Qt.Key.Key_Return)


def test_it_stands_inside_the_survey_and_shows_the_place_of_the_link(qtbot, window):
    page = come(qtbot, window)

    assert window.rail.buttons()["survey"].isChecked()
    assert page.period.currentText() == "Semester II 2020"
    assert page.place() == LINK
    assert page.pin.hasFocus()


def test_the_kiosk_opens_with_a_pin_of_four_to_six_digits_only(qtbot, window):
    page = come(qtbot, window)
    assert not page.begin.isEnabled()
    QTest.keyClicks(page.pin, "12a3")
    assert page.pin.text() == "123"
    assert not page.begin.isEnabled()
    assert "Isi PIN dahulu" in " ".join(words_of(page))
    QTest.keyClicks(page.pin, "4567")

    assert page.pin.text() == "123456"
    assert page.begin.isEnabled()


def test_the_window_is_hidden_meanwhile_and_comes_back_with_the_numbers(qtbot, window, desk):
    page = come(qtbot, window)
    told = []
    page.told.connect(lambda words, _: told.append(words))
    kiosk = start(qtbot, page)
    assert not window.isVisible()
    assert kiosk.isFullScreen()
    assert kiosk.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert page.pin.text() == ""
    kiosk.begin()
    for at in range(9):
        QTest.keyClick(kiosk, Qt.Key.Key_4)
        qtbot.waitUntil(lambda at=at: kiosk.at == at + 1 or kiosk.view is kiosk.thanks)
    qtbot.waitUntil(lambda: kiosk.view is kiosk.thanks)
    kiosk.begin()
    QTest.keyClick(kiosk, Qt.Key.Key_1)
    leave(kiosk, "1357")
    assert kiosk.isVisible()
    kiosk._lock._until = 0  # the wait for a wrong PIN is tested elsewhere
    kiosk._on_beat()
    leave(kiosk)

    assert window.isVisible()
    assert page.screen_now is None
    assert told == ["Kios ditutup · 1 orang menjawab, 1 berhenti di tengah"]
    qtbot.waitUntil(lambda: "1 orang" in words_of(page))
    frames.settle(qtbot, desk)


def test_a_second_kiosk_has_a_pin_of_its_own(qtbot, window):
    page = come(qtbot, window)
    leave(start(qtbot, page))
    again = start(qtbot, page, "1111")
    leave(again, "2468")
    assert again.isVisible()
    again._may_close = True
    again.close()


def test_the_survey_counts_what_was_pressed_and_who_broke_off(qtbot, window, desk):
    kiosk = start(qtbot, come(qtbot, window))
    for value in (2, 4):
        kiosk.begin()
        for at in range(9):
            QTest.keyClick(kiosk, Qt.Key(Qt.Key.Key_0 + value))
            qtbot.waitUntil(lambda at=at: kiosk.at == at + 1 or kiosk.view is kiosk.thanks)
        qtbot.waitUntil(lambda: kiosk.view is kiosk.thanks)
    kiosk.begin()
    QTest.keyClick(kiosk, Qt.Key.Key_1)
    leave(kiosk)
    window.go(Link("survey", "2020-S2", "KTP"))
    frames.settle(qtbot, desk)

    said = " ".join(words_of(window.page))
    assert "2 responden" in said
    assert "1 isian di kios tidak selesai" in said


def test_averages_refuse_with_a_sentence_before_the_start(qtbot, window, desk):
    do(qtbot, desk, surveys.keep_means, *PLACE, (Decimal(3),) * 9, 10)
    page = come(qtbot, window)
    assert page.period.hasFocus()

    assert not page.begin.isEnabled()
    assert page.refused.isVisible()
    assert "hanya ada rata-rata" in " ".join(words_of(page))
    page.period.setCurrentIndex(0)
    page.period.activated.emit(0)
    frames.settle(qtbot, desk)
    assert page.refused.isHidden()
    QTest.keyClicks(page.pin, "1234")
    assert page.begin.isEnabled()


def test_a_locked_year_refuses_with_a_sentence_before_the_start(qtbot, window, desk):
    def lock(db):
        with db.atomic():
            marks.keep_stage(db, OFFICE, 2020, marks.Stage.LOCKED, at=NOW, by="Operator 1")

    heard = []
    desk.read(lock, then=heard.append)
    page = come(qtbot, window)

    assert page.refused.isVisible()
    assert "terkunci" in " ".join(words_of(page)).lower()
    QTest.keyClicks(page.pin, "1234")
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    assert page.screen_now is None


@pytest.mark.parametrize("size", frames.SIZES)
def test_no_word_is_cut_and_everything_is_reached(qtbot, window, desk, size):
    do(qtbot, desk, surveys.keep_means, *PLACE, (Decimal(3),) * 9, 10)
    window.resize(*size)
    page = come(qtbot, window)
    qtbot.wait(20)
    assert cut_words(page) == []
    assert unreachable(page) == []
