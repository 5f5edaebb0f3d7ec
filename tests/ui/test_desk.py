import threading
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QObject

from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.office import Role
from rbdesk.errors import NotAllowed, NotAStore, StoreTrouble
from rbdesk.progress import Cancelled
from rbdesk.ui.desk import Desk
from rbdesk.workflow import catalog, office, setup
from rbdesk.workflow.changes import Changes

NOW = datetime(2020, 8, 27, 3, 42, tzinfo=UTC)
OFFICE = "32.16.09"
KEY = Key(OFFICE, 2020, catalog.UNIT_SHEET)
SHEET = catalog.instrument(catalog.UNIT_SHEET)
FIRST, SECOND, THIRD = [
    SHEET.nodes[place].code
    for place in SHEET.question_places
    if SHEET.question(SHEET.nodes[place].code).scale.option("Ya")
][:3]


def make(folder, now):
    return setup.create_desk(
        folder, role=Role.OFFICE, office=OFFICE, year=2020, operator="Operator", who="Operator", now=now
    )


@pytest.fixture
def desk(qtbot, tmp_path):
    desk = Desk(tmp_path / "desk", clock=lambda: NOW)
    with qtbot.waitSignal(desk.opened):
        desk.open(opener=make)
    yield desk
    desk.close()


class Heard:
    """Everything a desk says, in order."""

    def __init__(self, desk):
        self.said = []
        desk.saving.connect(lambda: self.said.append("saving"))
        desk.saved.connect(lambda at: self.said.append("saved"))
        desk.changed.connect(lambda changes, by: self.said.append(("changed", sorted(changes.questions))))
        desk.failed.connect(lambda error, retry: self.said.append(("failed", error)))


def stored(desk, qtbot, code):
    """The answer that the store has."""
    found = []
    desk.read(office.load_year, KEY, then=lambda year: found.append(year.assessment.answer(code).value))
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


class Disk:
    """A workflow function on a disk that can be full; the real one is called when it is not."""

    def __init__(self):
        self.is_full = True

    def record_answer(self, db, key, code, answer, *, who, now):
        if self.is_full:
            raise StoreTrouble("full", str(db.folder.database))
        return office.record_answer(db, key, code, answer, who=who, now=now)


def test_opening_tells_whose_desk_it_is(desk):
    assert desk.identity.office == OFFICE
    assert desk.who == "Operator"


def test_a_folder_without_a_desk_is_refused_to_whoever_asked(qtbot, tmp_path):
    desk, refused = Desk(tmp_path), []
    desk.open(failed=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], NotAStore)
    assert not desk.is_open
    desk.close()


def test_the_connection_is_used_by_one_thread_and_results_come_to_the_main_one(desk, qtbot):
    used, arrived = [], []

    def load_thread(db):
        db.query("SELECT 1")
        return threading.current_thread()

    for _ in range(5):
        desk.read(
            load_thread, then=lambda thread: (used.append(thread), arrived.append(threading.current_thread()))
        )
    qtbot.waitUntil(lambda: len(used) == 5)
    assert len(set(used)) == 1
    assert used[0] is not threading.main_thread()
    assert set(arrived) == {threading.main_thread()}


def test_a_write_says_saving_then_changed_then_saved(desk, qtbot):
    heard = Heard(desk)
    with qtbot.waitSignal(desk.saved):
        desk.do(office.record_answer, KEY, FIRST, Answer("Ya"))
        assert heard.said == ["saving"]
        assert desk.unsaved == 1
    assert heard.said == ["saving", ("changed", [FIRST]), "saved"]
    assert desk.unsaved == 0


def test_what_is_saved_is_on_the_disk(desk, qtbot, tmp_path):
    with qtbot.waitSignal(desk.saved):
        desk.do(office.record_answer, KEY, FIRST, Answer("Ya"))
    assert stored(desk, qtbot, FIRST) == "Ya"


def test_the_same_value_again_changes_nothing_but_is_saved(desk, qtbot):
    with qtbot.waitSignal(desk.saved):
        desk.do(office.record_answer, KEY, FIRST, Answer("Ya"))
    heard = Heard(desk)
    with qtbot.waitSignal(desk.saved):
        desk.do(office.record_answer, KEY, FIRST, Answer("Ya"))
    assert heard.said == ["saving", "saved"]


def test_saved_is_said_once_for_writes_that_come_together(desk, qtbot):
    heard = Heard(desk)
    for code in (FIRST, SECOND):
        desk.do(office.record_answer, KEY, code, Answer("Tidak"))
    qtbot.waitUntil(lambda: "saved" in heard.said)
    assert heard.said == ["saving", "saving", ("changed", [FIRST]), ("changed", [SECOND]), "saved"]


def test_a_read_after_a_write_sees_it_and_comes_after_it(desk, qtbot):
    order = []
    desk.do(office.record_answer, KEY, FIRST, Answer("Ya"), then=lambda _: order.append("written"))
    desk.read(office.load_year, KEY, then=lambda year: order.append(year.assessment.answer(FIRST).value))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["written", "Ya"]


def test_what_is_not_allowed_is_given_up_and_told(desk, qtbot):
    heard, refused = Heard(desk), []
    desk.do(office.record_answer, KEY, FIRST, Answer("Z"), failed=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], NotAllowed)
    assert [said for said in heard.said if said[0] == "failed"] == [("failed", refused[0])]
    assert desk.unsaved == 0


def test_a_write_that_the_full_disk_refuses_is_kept_and_saved_later(desk, qtbot):
    disk, heard = Disk(), Heard(desk)
    with qtbot.waitSignal(desk.failed):
        desk.do(disk.record_answer, KEY, FIRST, Answer("Ya"))
    assert desk.unsaved == 1
    assert "saved" not in heard.said
    assert stored(desk, qtbot, FIRST) is None

    disk.is_full = False
    with qtbot.waitSignal(desk.saved):
        desk.retry()
    assert stored(desk, qtbot, FIRST) == "Ya"
    assert desk.unsaved == 0


def test_the_signal_of_a_failed_write_carries_what_tries_it_again(desk, qtbot):
    disk, retries = Disk(), []
    desk.failed.connect(lambda error, retry: retries.append(retry))
    desk.do(disk.record_answer, KEY, FIRST, Answer("Ya"))
    qtbot.waitUntil(lambda: bool(retries))
    disk.is_full = False
    with qtbot.waitSignal(desk.saved):
        retries[0]()
    assert stored(desk, qtbot, FIRST) == "Ya"


def test_no_later_write_overtakes_one_that_waits(desk, qtbot):
    """Else trying again would put the older answer over the newer one."""
    disk = Disk()
    with qtbot.waitSignal(desk.failed):
        desk.do(disk.record_answer, KEY, FIRST, Answer("Ya"))
    with qtbot.waitSignal(desk.failed):
        desk.do(office.record_answer, KEY, FIRST, Answer("Tidak"))
    assert stored(desk, qtbot, FIRST) is None
    assert desk.unsaved == 2

    disk.is_full = False
    with qtbot.waitSignal(desk.saved):
        desk.do(office.record_answer, KEY, SECOND, Answer("Ya"))
    assert stored(desk, qtbot, FIRST) == "Tidak"
    assert stored(desk, qtbot, SECOND) == "Ya"


def test_closing_finishes_what_was_asked(qtbot, tmp_path):
    desk = Desk(tmp_path / "desk")
    with qtbot.waitSignal(desk.opened):
        desk.open(opener=make)
    for code in (FIRST, SECOND, THIRD):
        desk.do(office.record_answer, KEY, code, Answer("Tidak"))
    assert desk.close()

    again = Desk(tmp_path / "desk")
    with qtbot.waitSignal(again.opened):
        again.open()
    assert [stored(again, qtbot, code) for code in (FIRST, SECOND, THIRD)] == ["Tidak"] * 3
    again.close()


def test_closing_says_when_something_stays_unsaved(qtbot, tmp_path):
    desk = Desk(tmp_path / "desk")
    with qtbot.waitSignal(desk.opened):
        desk.open(opener=make)
    desk.do(Disk().record_answer, KEY, FIRST, Answer("Ya"))
    assert not desk.flush()
    assert not desk.close()


def test_a_closed_desk_takes_no_write(desk):
    desk.close()
    desk.read(office.load_year, KEY, then=lambda year: None)  # a page that refreshes late does no harm
    with pytest.raises(RuntimeError):
        desk.do(office.record_answer, KEY, FIRST, Answer("Ya"))


def test_a_closed_desk_lets_go_of_its_folder(desk, qtbot):
    desk.close()
    again = Desk(desk.folder)
    with qtbot.waitSignal(again.opened):
        again.open()
    again.close()


def test_a_second_desk_on_the_folder_is_told_that_it_is_held(desk, qtbot):
    other, refused = Desk(desk.folder), []
    other.open(failed=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert refused[0].kind == "locked"
    other.close()


def test_new_settings_are_in_the_identity_before_anybody_hears_of_them(desk, qtbot):
    targets = []
    desk.changed.connect(lambda changes, by: targets.append(desk.identity.target))
    with qtbot.waitSignal(desk.saved):
        desk.do(setup.keep_settings, target=Decimal(70))
    assert targets == [Decimal(70)]


def test_the_writer_is_told_apart_from_the_others(desk, qtbot):
    me, by = object(), []
    desk.changed.connect(lambda changes, who: by.append(who))
    with qtbot.waitSignal(desk.saved):
        desk.do(office.record_answer, KEY, FIRST, Answer("Ya"), by=me)
    assert by == [me]


def test_a_bug_in_a_write_reaches_the_hook_and_does_not_stop_the_desk(desk, qtbot, monkeypatch):
    hooked = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: hooked.append(error))

    def broken(db, *, who, now):
        raise ZeroDivisionError

    desk.do(broken)
    qtbot.waitUntil(lambda: bool(hooked))
    assert isinstance(hooked[0], ZeroDivisionError)
    with qtbot.waitSignal(desk.saved):
        desk.do(office.record_answer, KEY, FIRST, Answer("Ya"))


def test_a_bug_in_a_read_reaches_the_hook(desk, qtbot, monkeypatch):
    hooked = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: hooked.append(error))
    desk.read(lambda db: {}["nothing"], then=lambda value: None)
    qtbot.waitUntil(lambda: bool(hooked))
    assert isinstance(hooked[0], KeyError)


def test_a_widget_that_is_gone_is_not_called(desk, qtbot):
    called = []

    class Asker(QObject):
        def on_read(self, value):
            called.append(value)

    asker = Asker()
    desk.read(lambda db: 1, then=asker.on_read)
    asker.deleteLater()
    qtbot.wait(1)
    stored(desk, qtbot, FIRST)
    assert called == []


def test_a_job_never_sees_the_store_and_can_be_stopped(desk, qtbot):
    started, ended = threading.Event(), []

    def count(progress):
        for at in range(1_000_000):
            started.set()
            progress.step(at, 1_000_000)
            threading.Event().wait(0.001)
        raise AssertionError("was not stopped")

    handle = desk.run(count, done=ended.append, cancelled=lambda: ended.append(Cancelled))
    assert started.wait(5)
    handle.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [Cancelled]


def test_the_trouble_of_a_job_is_told_by_the_desk_if_nobody_asked(desk, qtbot):
    heard = Heard(desk)

    def refuse(progress):
        raise NotAllowed("disk_low")

    desk.run(refuse)
    qtbot.waitUntil(lambda: bool(heard.said))
    assert heard.said[0][0] == "failed"


def test_nothing_changed_is_nothing():
    assert not Changes()
