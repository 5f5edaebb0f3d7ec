import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.assessment import Answer
from rbdesk.errors import NotAStore, StoreTrouble
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.saving import Saving
from rbdesk.ui.parts.status_bar import StatusBar
from rbdesk.workflow import office
from tests.build import NOW
from tests.ui import frames
from tests.ui.frames import KEY, Disk
from tests.ui.parts.screens import shown


class Seen:
    def __init__(self, qtbot, desk):
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        self.unsaved, self.notice, self.status = Banner("err"), Banner("err", can_dismiss=True), StatusBar()
        for part in (self.unsaved, self.notice, self.status):
            column.addWidget(part)
        self.returned: list[bool] = []
        self.saving = Saving(
            self.status, self.unsaved, self.notice, lambda: self.returned.append(self.unsaved.isHidden())
        )
        self.saving.follow(desk)
        shown(qtbot, self.window, 700, 300)


@pytest.fixture
def desk(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk")
    yield desk
    desk.close()


@pytest.fixture
def seen(qtbot, desk):
    return Seen(qtbot, desk)


def test_at_first_it_promises_to_save_or_tells_of_the_last_edit(seen):
    assert seen.status.text() == "Semua isian tersimpan otomatis"
    seen.saving.set_former(NOW, "")
    assert seen.status.text() == f"Tersimpan {text.clock(NOW.astimezone())}"


def test_an_edit_of_another_day_is_told_with_its_date(seen):
    seen.saving.set_former(NOW.replace(month=3, day=1), "")
    assert seen.status.text().startswith("Tersimpan 1 Mar 2020")


def test_what_is_locked_stays_told_while_something_else_is_saved(seen, desk, qtbot):
    seen.saving.set_former(NOW, "Hanya baca · terkunci dalam paket revisi 1")
    with qtbot.waitSignal(desk.saved):
        desk.do(office.set_flag, KEY, "U.P.8.iii.c", True)
    assert seen.status.text() == "Hanya baca · terkunci dalam paket revisi 1"


def test_a_read_that_failed_can_be_tried_again(seen, desk, qtbot):
    asked = []

    def load_badly(db):
        asked.append(True)
        if len(asked) == 1:
            raise StoreTrouble("io", "desk.db")
        return 1

    arrived = []
    desk.read(load_badly, then=arrived.append)
    qtbot.waitUntil(seen.notice.isVisible)
    assert seen.unsaved.isHidden()
    seen.notice.buttons()[0].click()
    qtbot.waitUntil(lambda: arrived == [1])
    assert seen.notice.isHidden()


def test_the_next_write_puts_an_old_notice_away(seen, desk, qtbot):
    desk.failed.emit(NotAStore("x"), None)
    assert seen.notice.isVisible()
    with qtbot.waitSignal(desk.saved):
        desk.do(office.record_answer, KEY, "U.P.8.iii.a", Answer("Ya"))
    assert seen.notice.isHidden()


def test_while_the_disk_refuses_nothing_says_saved(seen, desk, qtbot):
    disk = Disk()
    with qtbot.waitSignal(desk.failed):
        desk.do(disk.record_answer, KEY, "U.P.8.iii.a", Answer("Ya"))
    with qtbot.waitSignal(desk.failed):
        desk.do(office.record_answer, KEY, "U.P.8.iii.b", Answer("Ya"))
    assert seen.unsaved.isVisible()
    assert seen.status.text() == "Belum tersimpan"
    disk.is_full = False
    with qtbot.waitSignal(desk.saved):
        seen.unsaved.buttons()[0].click()
    assert seen.unsaved.isHidden()
    assert seen.status.text().startswith("Tersimpan")


def test_after_trying_again_the_focus_goes_back_to_the_page(seen, desk, qtbot):
    disk = Disk()
    with qtbot.waitSignal(desk.failed):
        desk.do(disk.record_answer, KEY, "U.P.8.iii.a", Answer("Ya"))
    again = seen.unsaved.buttons()[0]
    again.setFocus()
    qtbot.waitUntil(again.hasFocus)
    disk.is_full = False
    with qtbot.waitSignal(desk.saved):
        qtbot.keyClick(again, Qt.Key.Key_Space)
    assert seen.returned == [True]


def test_a_bug_is_left_to_the_hook(seen, desk):
    desk.failed.emit(ZeroDivisionError(), None)
    assert seen.notice.isHidden()
    assert seen.unsaved.isHidden()


def test_a_desk_that_cannot_be_written_says_so_and_shows_all_the_same(qtbot, tmp_path):
    def make(folder, now):
        db = frames.a_desk(folder)
        db.is_read_only = True  # as `open_store` finds out from a folder without rights
        return db

    desk = frames._opened(qtbot, tmp_path / "desk", make)
    seen = Seen(qtbot, desk)
    assert not seen.notice.isHidden()
    assert str(tmp_path / "desk") in seen.notice.accessibleName()
    assert seen.status.text() == "Hanya baca"
    failed = []
    desk.failed.connect(lambda error, retry: failed.append(error.kind))
    desk.do(office.record_answer, KEY, "U.P.1.i.a", Answer("A"))
    qtbot.waitUntil(lambda: failed == ["readonly"])
    heard = []
    desk.read(office.load_year, KEY, then=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].assessment.answers == {}
    desk.close()
