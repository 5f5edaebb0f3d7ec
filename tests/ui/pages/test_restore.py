from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from rbdesk.domain.assessment import Answer
from rbdesk.errors import StoreTrouble
from rbdesk.ui import dialogs, theme
from rbdesk.ui.pages.restore_parts.damaged import DamagedScreen
from rbdesk.ui.pages.restore_parts.view import RestoreView
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import office, setup, upkeep
from tests.build import NOW
from tests.desks import WHO, a_desk
from tests.ui import frames
from tests.ui.frames import KEY, settle
from tests.ui.pages.offices import cut_words, unreachable, words_of


def note(db, words, now=NOW):
    office.record_answer(db, KEY, "U.P.1.i.a", Answer("A", words), who=WHO, now=now)


@pytest.fixture
def folder(tmp_path):
    """A desk with two points, and one answer later than both."""
    db = a_desk(tmp_path / "desk")
    for hour in range(2):
        note(db, f"catatan {hour}")
        upkeep.backup_now(db, now=NOW + timedelta(hours=hour))
    office.record_answer(db, KEY, "U.P.1.i.b", Answer("B"), who=WHO, now=NOW)
    db.close()
    return tmp_path / "desk"


@pytest.fixture
def desk(qtbot, folder):
    desk = frames._opened(qtbot, folder, lambda place, now: setup.open_desk(place, now=now))
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot, desk, tmp_path):
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("restore"))
    settle(qtbot, desk)
    wait_for(qtbot, window.page.view)
    return window.page


def wait_for(qtbot, view):
    """Until what the chosen point would bring is known."""
    qtbot.waitUntil(lambda: view.chosen_point() is None or view._told is not None, timeout=20_000)


def test_the_newest_point_is_chosen_and_compared_with_now(page, desk, qtbot):
    view = page.view
    qtbot.waitUntil(lambda: "Sekarang" in words_of(page), timeout=20_000)
    assert view.chosen_point().point.number == 2
    assert view.act.text().startswith("Pulihkan ke 27 Agu")
    assert "disarankan" in view._detail(view.model.rows()[0])
    assert "1 jawaban" in view._note.text()  # fewer than now
    view.later.setChecked(True)
    wait_for(qtbot, view)
    assert view._note.text() == ""
    assert "1 perubahan sesudahnya dijalankan ulang" in view._steps.text()


def test_fewer_answers_than_now_are_asked_about_once(page, qtbot, monkeypatch):
    asked, errands = [], []
    page.desk.handed_over.connect(errands.append)
    qtbot.waitUntil(lambda: bool(page.view._note.text()), timeout=20_000)
    monkeypatch.setattr(dialogs, "ask", lambda *args, **kw: asked.append(args[2]) or False)
    qtbot.mouseClick(page.view.act, Qt.MouseButton.LeftButton)
    assert "1 jawaban" in asked[0]
    assert errands == []
    page.view.later.setChecked(True)
    wait_for(qtbot, page.view)
    page.view.table.setFocus()
    qtbot.keyClick(page.view.table, Qt.Key.Key_Return)
    assert len(asked) == 1
    assert errands[0].title.startswith("Memulihkan ke 27 Agu")


def test_a_spoilt_newest_point_has_no_choice_and_the_next_is_taken(folder, desk, qtbot, tmp_path):
    point = upkeep.list_points(folder)[0]
    point.path.write_bytes(point.path.read_bytes()[:-1])
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("restore"))
    view = window.page.view
    qtbot.waitUntil(lambda: view._told is not None, timeout=20_000)
    assert [one.is_whole for one in view.model.rows()] == [False, True]
    assert view.chosen_point().point.number == 1
    assert view._radio(view.model.rows()[0])[0] == ""
    view.table.setCurrentIndex(view.model.index(0, 0))
    assert not view.act.isEnabled()
    assert "rusak" in view._steps.text()


def test_without_points_the_way_to_a_stick_is_offered(qtbot, tmp_path, folder, monkeypatch):
    a_desk(tmp_path / "empty").close()
    view = RestoreView(tmp_path / "empty", who="", clock=lambda: NOW, is_damaged=False)
    qtbot.addWidget(view)
    view.show()
    view.read()
    qtbot.waitUntil(view.empty.isVisible, timeout=20_000)
    monkeypatch.setattr(dialogs, "pick_folder", lambda *args: folder)
    view.empty.acted.emit("stick")
    qtbot.waitUntil(lambda: view._told is not None, timeout=20_000)
    assert view.count.text() == "2 titik di stik"


def test_a_desk_that_cannot_be_opened_shows_its_points(qtbot, folder):
    (folder / "desk.db").write_bytes(b"\0" * 8192)
    screen = DamagedScreen(folder, StoreTrouble("damaged", "desk.db"), who=WHO, clock=lambda: NOW)
    qtbot.addWidget(screen)
    screen.resize(1366, 696)
    screen.show()
    wait_for(qtbot, screen.view)
    qtbot.waitUntil(lambda: screen.view._told is not None, timeout=20_000)
    assert screen.view.later.isChecked()
    assert "disimpan di folder lain" in screen.view._steps.text()
    assert "Sekarang" not in words_of(screen)
    screen.strip.acted.emit("copy")
    assert "damaged" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(screen.retried):
        screen.strip.acted.emit("retry")


def test_no_word_is_cut_and_each_control_can_be_reached(page, qapp, qtbot):
    for percent, sizes in ((100, frames.SIZES), (130, (frames.SIZES[0], frames.SIZES[-1]))):
        theme.apply(qapp, "light", percent)
        for size in sizes:
            page.window().resize(*size)
            qtbot.waitUntil(lambda: page.view._told is not None and cut_words(page) == [], timeout=20_000)
            assert unreachable(page) == []
