from datetime import timedelta

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.ui.parts.keeper import Keeper
from rbdesk.workflow import office, points, upkeep
from tests.build import NOW
from tests.ui import frames
from tests.ui.frames import KEY, settle


@pytest.fixture
def desk(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk", {"U.P.8.iii.a": Answer("Ya")})
    yield desk
    desk.close()


def test_copies_are_made_when_it_is_time_and_the_drill_after_them(desk, qtbot):
    keeper = Keeper(desk)
    keeper.look()
    settle(qtbot, desk)
    assert upkeep.list_points(desk.folder) == ()
    desk.clock = lambda: NOW + points.EVERY
    keeper.look()
    qtbot.waitUntil(lambda: len(upkeep.list_points(desk.folder)) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: not keeper._is_busy, timeout=20_000)
    drills = []
    keeper.look()
    qtbot.waitUntil(lambda: not keeper._is_busy, timeout=20_000)
    settle(qtbot, desk)
    desk.read(upkeep.load_drill, then=drills.append)
    settle(qtbot, desk)
    assert drills[0].fault == ""
    assert drills[0].counts["answers"] == 1


def test_the_drill_gives_way_to_what_a_person_started(desk, qtbot, monkeypatch):
    def endless(aim, progress):
        while True:
            progress.step(0, 1, "evidence")

    monkeypatch.setattr(upkeep, "run_drill", endless)
    keeper = Keeper(desk)
    keeper._on_aim(object())
    heard = []
    desk.run(lambda progress: "done", done=heard.append)
    qtbot.waitUntil(lambda: heard == ["done"], timeout=20_000)
    assert not keeper._is_busy


def test_what_changed_is_copied_when_the_desk_is_closed(desk, qtbot):
    keeper = Keeper(desk)
    desk.do(office.record_answer, KEY, "U.P.1.i.a", Answer("A"))
    assert keeper.close_desk()
    (point,) = upkeep.list_points(desk.folder)
    assert (point.reason, point.contents.counts["answers"]) == ("close", 2)


def test_a_copy_that_fails_is_told_once(desk, qtbot):
    keeper = Keeper(desk)
    heard = []
    desk.failed.connect(lambda error, retry: heard.append(error))
    desk.clock = lambda: NOW + timedelta(hours=1)
    (desk.folder / "backup").rmdir()
    (desk.folder / "backup").write_text("a file where the folder should be")
    for _ in range(2):
        keeper.look()
        qtbot.waitUntil(lambda: not keeper._is_busy, timeout=20_000)
    assert [error.what for error in heard] == ["point_failed"]
    (desk.folder / "backup").unlink()
