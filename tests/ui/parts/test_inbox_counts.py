from rbdesk.ui.parts import places
from rbdesk.ui.parts.inbox_counts import InboxCounts
from rbdesk.ui.parts.rail import Rail, RailItem
from rbdesk.workflow import secretariat
from rbdesk.workflow.changes import Changes
from tests import year
from tests.ui.frames import office_desk, secretariat_desk, settle
from tests.ui.parts.screens import shown

SIZE = 204, 600


def a_rail(qtbot) -> Rail:
    rail = shown(qtbot, Rail(), *SIZE)
    main = [place for place in places.PLACES if place.key in ("inbox", "verification")]
    rail.set_items([RailItem(one.key, one.title, one.icon, "") for one in main], [])
    return rail


def test_what_needs_action_and_what_waits_is_counted_apart(qtbot, tmp_path):
    rail = a_rail(qtbot)
    with year.a_secretariat_of_demo(tmp_path / "meja") as db:
        year.take_in(db, *[path for path in year.the_demo().bundles if "_32.16.09_" in path.name])
        inbox = secretariat.load_inbox(db, year.YEAR)

    InboxCounts(rail).show_inbox(inbox)

    said = {key: button.accessibleName() for key, button in rail.buttons().items()}
    assert "1" in said["verification"]
    assert "1" not in said["inbox"]


def test_an_office_has_no_such_counts(qtbot, tmp_path):
    desk = office_desk(qtbot, tmp_path / "meja")
    counts = InboxCounts(a_rail(qtbot))
    counts.follow(desk)
    counts.read()
    settle(qtbot, desk)
    desk.close()


def test_many_changes_in_a_row_are_read_once(qtbot, tmp_path):
    desk = secretariat_desk(qtbot, tmp_path / "meja")
    counts = InboxCounts(a_rail(qtbot))
    read = []
    counts.show_inbox = read.append
    counts.follow(desk)
    settle(qtbot, desk)
    assert len(read) == 1

    for _ in range(5):
        desk.changed.emit(Changes(topics=frozenset({"inbox"})), None)
    desk.changed.emit(Changes(topics=frozenset({"answers"})), None)

    qtbot.waitUntil(lambda: len(read) == 2, timeout=2000)
    qtbot.wait(50)
    assert len(read) == 2
    desk.close()
