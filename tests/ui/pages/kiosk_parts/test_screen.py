"""The kiosk, pressed like a citizen presses it: a real desk, a real window, no waiting for seconds."""

import os
import subprocess
import sys
import time
from contextlib import closing
from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rbdesk.errors import StoreTrouble
from rbdesk.store import marks
from rbdesk.ui import theme
from rbdesk.ui.pages.kiosk_parts.keys import Dashes, Sign
from rbdesk.ui.pages.kiosk_parts.screen import NOTHING_SAVED, SAVED, Counter, Kiosk, Pace
from rbdesk.workflow import catalog, setup, surveys
from tests.build import NOW, OFFICE
from tests.ui import frames
from tests.ui.pages.offices import cut_words, unreachable

WORDING = catalog.survey_wording("skm-14-2017")
COUNTER = Counter(OFFICE, "Cikarang Utara", 2020, "Pelayanan KTP-el", "2020-S2")
PLACE = (OFFICE, 2020, COUNTER.service, COUNTER.period)
STILL = Pace(chosen_ms=0, beat_ms=600_000)  # no time passes
FAST = Pace(chosen_ms=0, beat_ms=15, idle_beats=8, warn_beats=4, thanks_beats=4, hold_ms=60)
SCREENS = ((1366, 768), (1920, 1080), (1092, 614), (911, 512))


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def desk(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk")
    yield desk
    desk.close()


@pytest.fixture
def opened(qtbot, desk):
    """Opens kiosks on the desk; those that were not left are taken away."""
    kiosks = []

    def show(pace=STILL, clock=time.monotonic, size=SCREENS[0]):
        kiosk = Kiosk(desk, COUNTER, WORDING, "2468", pace=pace, clock=clock)
        kiosks.append(kiosk)
        kiosk.resize(*size)
        with qtbot.waitExposed(kiosk):
            kiosk.show()
        kiosk.activateWindow()
        qtbot.waitUntil(kiosk.isActiveWindow)
        kiosk.setFocus()
        return kiosk

    yield show
    for kiosk in kiosks:
        kiosk._may_close = True
        kiosk.close()
        kiosk.deleteLater()


def until(is_so, seconds=10):
    """Let events run without pause until something is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come so far"
        QApplication.processEvents()


def press(kiosk, key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or kiosk, key, held)


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(kiosk, *values):
    """Press number keys, 0 skips; each question comes before the next press."""
    for value in values:
        at = kiosk.at
        press(kiosk, Qt.Key.Key_Return if value == 0 else Qt.Key(Qt.Key.Key_0 + value))
        until(lambda at=at: kiosk.at == at + 1 or kiosk.view is not kiosk.question)


def batch_of(db):
    return surveys.load_own(db, *PLACE)


def kept(qtbot, desk):
    """What the store has: counts, respondents, broken, forms."""
    found = []
    desk.read(surveys.load_own, *PLACE, then=found.append)
    qtbot.waitUntil(lambda: bool(found))
    batch, forms = found[0]
    return (batch.counts, batch.respondents, batch.broken, len(forms)) if batch else (None, 0, 0, 0)


def test_the_pace_of_a_real_kiosk_is_that_of_the_design():
    pace = Pace()

    assert (pace.chosen_ms, pace.hold_ms, pace.beat_ms) == (300, 3000, 1000)
    assert (pace.idle_beats, pace.warn_beats, pace.thanks_beats) == (60, 15, 10)


def test_two_hundred_respondents_are_counted_as_they_pressed(qtbot, desk, opened):
    kiosk, chance = opened(), Random(200)
    counts, finished = [[0] * 4 for _ in range(9)], 0
    click(kiosk.start.begin)
    for person in range(200):
        kiosk.setUpdatesEnabled(person < 10)  # painting all of them would take longer than keeping them
        given = [0] * 9
        at = 0
        while at < 9:
            assert kiosk.at == at
            way = chance.random()
            if way < 0.08 and at:  # back, and there another answer
                press(kiosk, Qt.Key.Key_Backspace)
                at -= 1
                continue
            if way < 0.16 and not given[at]:
                click(kiosk.question.on)
            elif way < 0.2:  # what stands stays
                press(kiosk, Qt.Key.Key_Right)
            else:
                given[at] = chance.randint(1, 4)
                if person % 2:
                    click(kiosk.question.cards[given[at] - 1])
                else:
                    press(kiosk, Qt.Key(Qt.Key.Key_0 + given[at]))
            at += 1
            until(lambda at=at: kiosk.at == at or kiosk.view is kiosk.thanks)
        until(lambda: kiosk.view is kiosk.thanks)
        finished += any(given)
        for place, value in enumerate(given):
            if value:
                counts[place][value - 1] += 1
        press(kiosk, Qt.Key.Key_Return)

    assert kept(qtbot, desk) == (tuple(map(tuple, counts)), finished, 0, finished)
    assert kiosk.tally.answered == finished == 200


def test_a_chosen_answer_is_seen_before_the_next_question_comes(qtbot, opened):
    kiosk = opened(Pace(chosen_ms=80, beat_ms=600_000))
    kiosk.begin()
    click(kiosk.question.cards[2])

    assert kiosk.at == 0
    assert kiosk.question.cards[2].isChecked()
    assert kiosk.question.cards[2].accessibleName() == "Mudah, 3 dari 4, dipilih"
    qtbot.waitUntil(lambda: kiosk.at == 1)
    assert not any(card.isChecked() for card in kiosk.question.cards)


def test_a_choice_can_be_thought_over_before_the_next_question_comes(opened):
    kiosk = opened(Pace(chosen_ms=60_000, beat_ms=600_000))
    kiosk.begin()
    press(kiosk, Qt.Key.Key_1)
    press(kiosk, Qt.Key.Key_4)
    assert kiosk.answers[0] == 4
    press(kiosk, Qt.Key.Key_Backspace)
    assert (kiosk.at, kiosk.answers[0]) == (0, 4)
    press(kiosk, Qt.Key.Key_Return)

    assert kiosk.at == 1


def test_the_second_press_of_a_double_click_does_not_answer_the_next_question(opened):
    kiosk = opened()
    kiosk.begin()
    card = kiosk.question.cards[1]
    click(card)
    until(lambda: kiosk.at == 1)
    spot = QPointF(card.rect().center())
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):  # as the system sends it
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(card, QMouseEvent(kind, spot, card.mapToGlobal(spot), left, left, none))
    for _ in range(20):
        QApplication.processEvents()

    assert (kiosk.at, kiosk.answers[1]) == (1, 0)


def test_a_finger_answers_as_a_mouse_does(qtbot, opened):
    kiosk, screen = opened(), QTest.createTouchDevice()
    kiosk.begin()
    card = kiosk.question.cards[1]  # inside the small screen that tests have: touches end at its edge
    QTest.touchEvent(card, screen).press(1, card.rect().center(), card).commit()
    QTest.touchEvent(card, screen).release(1, card.rect().center(), card).commit()
    until(lambda: kiosk.at == 1)

    assert kiosk.answers[0] == 2


def test_going_back_keeps_the_answer_and_says_so(opened):
    kiosk = opened()
    kiosk.begin()
    assert not kiosk.question.back.isVisible()
    answer(kiosk, 3, 0)
    click(kiosk.question.back)
    assert kiosk.question.on.text() == "Lewati"
    press(kiosk, Qt.Key.Key_Left)

    assert (kiosk.at, kiosk.answers[:2]) == (0, [3, 0])
    assert kiosk.question.cards[2].isChecked()
    assert kiosk.question.on.text() == "Lanjut"


def test_skipped_elements_count_for_nothing_and_a_wholly_skipped_form_is_none(qtbot, desk, opened):
    kiosk = opened()
    kiosk.begin()
    answer(kiosk, 4, 0, 0, 0, 0, 0, 0, 0, 2)
    until(lambda: kiosk.view is kiosk.thanks)
    assert kiosk.thanks.words.text() == SAVED
    press(kiosk, Qt.Key.Key_Space)
    answer(kiosk, *[0] * 9)
    until(lambda: kiosk.view is kiosk.thanks)
    assert kiosk.thanks.words.text() == NOTHING_SAVED

    counts, respondents, broken, forms = kept(qtbot, desk)
    assert (counts[0], counts[1], counts[8]) == ((0, 0, 0, 1), (0, 0, 0, 0), (0, 1, 0, 0))
    assert (respondents, broken, forms) == (1, 0, 1)


def test_thanks_go_back_to_the_start_by_themselves(qtbot, opened):
    kiosk = opened(FAST)
    kiosk.begin()
    answer(kiosk, *[3] * 9)
    until(lambda: kiosk.view is kiosk.thanks)
    assert kiosk.thanks.ring.left == 4
    qtbot.waitUntil(lambda: kiosk.view is kiosk.start)
    assert kiosk.tally.answered == 1


def test_nobody_there_is_asked_then_the_form_is_broken_off(qtbot, desk, opened):
    kiosk = opened(FAST)
    kiosk.begin()
    answer(kiosk, 1, 2)
    qtbot.waitUntil(kiosk.still.isVisible)
    assert kiosk.view is kiosk.question
    assert "detik" in kiosk.still.words.text()
    qtbot.waitUntil(lambda: kiosk.view is kiosk.start)
    assert kiosk.still.isHidden()
    assert kiosk.tally.broken == 1
    kiosk.begin()
    assert kiosk.answers == [0] * 9
    qtbot.waitUntil(lambda: kiosk.view is kiosk.start)  # begun, nothing answered: no form was broken off

    assert kept(qtbot, desk) == (((0, 0, 0, 0),) * 9, 0, 1, 0)


@pytest.mark.parametrize("way", ["key", "button", "anywhere"])
def test_whoever_is_still_there_goes_on_where_they_were(qtbot, opened, way):
    kiosk = opened(Pace(chosen_ms=0, beat_ms=15, idle_beats=1000, warn_beats=996))
    kiosk.begin()
    answer(kiosk, 2)
    qtbot.waitUntil(kiosk.still.isVisible)
    if way == "key":
        press(kiosk, Qt.Key.Key_3)
    elif way == "button":
        click(kiosk.still.stay)
    else:
        QTest.mouseClick(kiosk.still, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

    assert kiosk.still.isHidden()
    assert (kiosk.at, kiosk.answers[:2]) == (1, [2, 0])
    assert kiosk.hasFocus()


@pytest.mark.parametrize("way", ["close", "keys", "sign"])
def test_every_way_out_asks_for_the_pin(qtbot, opened, way):
    kiosk = opened(FAST)
    gone = []
    kiosk.left.connect(lambda tally, error: gone.append((tally, error)))
    if way == "close":
        assert not kiosk.close()
    elif way == "keys":
        press(kiosk, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    else:
        sign = kiosk.findChild(Sign)
        QTest.mousePress(sign, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: kiosk.view is kiosk.pin)
        QTest.mouseRelease(sign, Qt.MouseButton.LeftButton)

    assert kiosk.view is kiosk.pin
    assert kiosk.isVisible()
    for digit in "2468":
        click(kiosk.pin.keys[digit])
    click(kiosk.pin.open)
    assert not kiosk.isVisible()
    assert len(gone) == 1
    assert gone[0][1] is None


def test_escape_and_a_short_press_on_the_sign_do_nothing(qtbot, opened):
    kiosk = opened(FAST)
    press(kiosk, Qt.Key.Key_Escape)
    press(kiosk, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    click(kiosk.findChild(Sign))
    qtbot.wait(90)

    assert kiosk.view is kiosk.start
    assert kiosk.isVisible()


def test_a_wrong_pin_waits_and_the_survey_goes_on_where_it_was(opened):
    clock = Clock()
    kiosk = opened(clock=clock)
    kiosk.begin()
    answer(kiosk, 3)
    kiosk.close()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Backspace, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1):
        press(kiosk, key)
    assert kiosk.pin.digits == "1111"
    press(kiosk, Qt.Key.Key_Return)

    assert kiosk.view is kiosk.pin
    assert kiosk.pin.told.text() == "PIN salah. Coba lagi dalam 2 detik."
    press(kiosk, Qt.Key.Key_2)
    assert kiosk.pin.digits == ""
    assert not kiosk.pin.keys["2"].isEnabled()
    click(kiosk.pin.cancel)
    assert kiosk.view is kiosk.question
    assert (kiosk.at, kiosk.answers[0]) == (1, 3)
    kiosk.close()
    assert not kiosk.pin.keys["2"].isEnabled()  # leaving the pad does not shorten the wait
    press(kiosk, Qt.Key.Key_Escape)
    clock.now += 2
    kiosk.close()
    assert kiosk.pin.keys["2"].isEnabled()


def test_left_in_the_middle_the_form_counts_as_broken_off(qtbot, desk, opened):
    kiosk = opened()
    kiosk.begin()
    answer(kiosk, *[4] * 9)
    until(lambda: kiosk.view is kiosk.thanks)
    kiosk.begin()
    answer(kiosk, 1, 1, 1)
    kiosk.close()
    for key in (Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_6, Qt.Key.Key_8, Qt.Key.Key_Enter):
        press(kiosk, key)

    assert not kiosk.isVisible()
    assert kept(qtbot, desk) == (((0, 0, 0, 1),) * 9, 1, 1, 1)


def test_a_full_disk_stops_the_survey_and_tells_why_after_the_pin_only(qtbot, desk, opened, monkeypatch):
    kiosk, gone = opened(FAST), []
    kiosk.left.connect(lambda tally, error: gone.append((tally, error)))
    add_form = surveys.add_form

    def full(db, *args, **named):
        raise StoreTrouble("full", str(db.folder.database))

    monkeypatch.setattr(surveys, "add_form", full)
    kiosk.begin()
    answer(kiosk, *[3] * 9)
    qtbot.waitUntil(lambda: kiosk.view is kiosk.stopped)
    qtbot.wait(200)  # longer than any of its times
    press(kiosk, Qt.Key.Key_Return)
    assert kiosk.view is kiosk.stopped
    assert not [label for label in kiosk.findChildren(QWidget) if "disk" in label.accessibleName().lower()]
    kiosk.close()
    for digit in "2468":
        kiosk.pin.add(digit)
    click(kiosk.pin.open)

    tally, error = gone[0]
    assert tally.answered == 0
    assert error.kind == "full"
    monkeypatch.setattr(surveys, "add_form", add_form)


def test_a_year_that_is_locked_meanwhile_stops_the_survey(qtbot, desk, opened):
    kiosk, heard = opened(), []

    def lock(db):
        with db.atomic():
            marks.keep_stage(db, OFFICE, 2020, marks.Stage.LOCKED, at=NOW, by="Operator 1")

    desk.read(lock, then=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    kiosk.begin()
    answer(kiosk, *[3] * 9)

    qtbot.waitUntil(lambda: kiosk.view is kiosk.stopped)
    assert kept(qtbot, desk) == (None, 0, 0, 0)


@pytest.mark.parametrize("size", SCREENS)
def test_no_word_is_cut_on_any_screen(qtbot, opened, size):
    kiosk = opened(size=size)
    kiosk.pin.say("PIN salah. Coba lagi dalam 300 detik.")
    kiosk.thanks.words.setText(SAVED)
    kiosk.thanks.set_seconds(10, 10)
    kiosk.still.set_seconds(15)
    for view in (kiosk.start, kiosk.thanks, kiosk.stopped, kiosk.pin):
        kiosk._show(view)
        qtbot.wait(10)
        assert cut_words(kiosk) == []
        assert kiosk.layout().minimumSize().height() <= kiosk.height()
        assert kiosk.layout().minimumSize().width() <= kiosk.width()
    kiosk.still.show()
    for at in range(9):
        kiosk.at = at
        kiosk._ask()
        qtbot.wait(5)
        assert cut_words(kiosk) == []
        assert kiosk.question.question.height() <= 2 * kiosk.question.question.fontMetrics().lineSpacing() + 2
        for card in kiosk.question.cards:
            area, metrics = card.words_area(), card.fontMetrics()
            assert len(card.lines()) <= 2, card.text()
            assert area.height() >= metrics.height() * len(card.lines()), card.text()


def test_the_cards_are_at_least_as_large_as_the_design_asks_where_there_is_room(qtbot, opened):
    for width, height in SCREENS[:3]:
        kiosk = opened(size=(width, height))
        kiosk.begin()
        qtbot.wait(10)
        for card in kiosk.question.cards:
            assert card.width() >= 240, (width, card.width())
            assert card.height() >= 280, (width, card.height())


def test_all_faces_have_one_size_and_one_colour(qtbot, opened):
    kiosk = opened()
    kiosk.begin()
    qtbot.wait(10)
    colours = []
    for card in kiosk.question.cards:
        picture = card.grab().toImage()
        colours.append(
            {
                picture.pixelColor(x, y).name()
                for x in range(0, picture.width(), 3)
                for y in range(60, 180, 3)
                if picture.pixelColor(x, y).name() in ("#1858b8", "#e6effc", "#b3261e", "#0f7457")
            }
        )

    assert colours == [{"#1858b8", "#e6effc"}] * 4
    assert len({card.size().toTuple() for card in kiosk.question.cards}) == 1


def test_it_is_light_and_of_one_size_whatever_the_operator_likes(qtbot, qapp, opened):
    theme.apply(qapp, "dark", 130)
    kiosk = opened()
    kiosk.begin()
    qtbot.wait(10)

    assert kiosk.grab().toImage().pixelColor(2, 2).name() == theme.roles(False)["bg"].lower()
    assert kiosk.question.question.font().pixelSize() == 34
    assert cut_words(kiosk) == []


def test_a_contrast_theme_of_the_system_keeps_its_colours(qtbot, qapp, opened):
    contrast = QPalette()
    for role, colour in (("Window", "#000000"), ("WindowText", "#ffffff"), ("Highlight", "#1aebff")):
        contrast.setColor(getattr(QPalette.ColorRole, role), QColor(colour))
    theme.apply(qapp, "light", 100, contrast)
    kiosk = opened()
    kiosk.begin()
    qtbot.wait(10)

    picture = kiosk.grab().toImage()
    assert picture.pixelColor(2, 2).name() == "#000000"
    dash = kiosk.findChild(Dashes)
    middle = dash.mapTo(kiosk, dash.rect().center())
    assert picture.pixelColor(middle).name() == "#000000"  # the fifth of nine: hollow


def test_everything_to_press_has_a_name_and_is_reached_by_tab(opened):
    kiosk = opened()
    for view in (kiosk.start, kiosk.question, kiosk.thanks, kiosk.pin):
        kiosk._show(view)
        if view is kiosk.question:
            kiosk._ask()
            assert kiosk.accessibleName().startswith("Pertanyaan 1 dari 9: Apakah syarat")
        sign = kiosk.findChild(Sign)
        sign.hide()  # for a finger that is held: the keyboard has Ctrl+Shift+Q
        assert unreachable(kiosk) == []
        sign.show()


def test_tab_and_enter_choose_where_the_ring_is(opened):
    kiosk = opened()
    kiosk.begin()
    while QApplication.focusWidget() is not kiosk.question.cards[1]:
        press(kiosk, Qt.Key.Key_Tab)
    press(kiosk, Qt.Key.Key_Return)
    until(lambda: kiosk.at == 1)

    assert kiosk.answers[0] == 2
    assert kiosk.hasFocus()


DIES = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rbdesk.ui import theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.pages.kiosk_parts.screen import Counter, Kiosk, Pace
from rbdesk.workflow import catalog

app = QApplication([])
theme.apply(app, "light", 100)
desk = Desk(Path(sys.argv[1]))
opened = []
desk.open(opened.append)
while not opened:
    QTest.qWait(5)
counter = Counter(sys.argv[2], "Contoh", 2020, "Pelayanan KTP-el", "2020-S2")
kiosk = Kiosk(desk, counter, catalog.survey_wording("skm-14-2017"), "1234", pace=Pace(chosen_ms=0))
kiosk.resize(1366, 768)
kiosk.show()
while True:
    kiosk.begin()
    while kiosk.view is kiosk.question:
        at = kiosk.at
        QTest.keyClick(kiosk, Qt.Key.Key_3)
        while kiosk.view is kiosk.question and kiosk.at == at:
            app.processEvents()
    print(kiosk.tally.answered, flush=True)
"""


def test_a_killed_kiosk_has_lost_nothing_that_was_thanked_for(qtbot, tmp_path):
    frames.office_desk(qtbot, tmp_path / "desk").close()
    with subprocess.Popen(
        [sys.executable, "-c", DIES, str(tmp_path / "desk"), OFFICE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        thanked = 0
        while thanked < 12:
            line = child.stdout.readline()
            assert line, "the kiosk ended by itself"
            thanked = int(line)
        child.kill()
        rest = child.stdout.read().split()
    thanked = int(rest[-1]) if rest else thanked

    with closing(setup.open_desk(tmp_path / "desk", now=NOW)) as db:
        batch, forms = batch_of(db)
    assert batch is not None
    assert thanked <= batch.respondents <= thanked + 1  # at most one was written and not thanked for yet
    assert batch.counts == ((0, 0, batch.respondents, 0),) * 9
    assert len(forms) == batch.respondents
