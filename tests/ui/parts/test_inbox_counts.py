from rbdesk.ui.parts import inbox_counts, places
from rbdesk.ui.parts.rail import Rail, RailItem
from rbdesk.workflow import secretariat
from tests import year
from tests.ui.frames import office_desk, secretariat_desk, settle
from tests.ui.parts.screens import shown


def test_what_needs_action_and_what_waits_is_counted_apart(qtbot, tmp_path):
    rail = shown(qtbot, Rail(), 204, 600)
    main = [place for place in places.PLACES if place.key in ("inbox", "verification")]
    rail.set_items([RailItem(one.key, one.title, one.icon, "") for one in main], [])
    with year.a_secretariat_of_demo(tmp_path / "meja") as db:
        year.take_in(db, *[path for path in year.the_demo().bundles if "_32.16.09_" in path.name])
        inbox = secretariat.load_inbox(db, year.YEAR)

    inbox_counts.show_counts(rail, inbox)

    said = {key: button.accessibleName() for key, button in rail.buttons().items()}
    assert "1" in said["verification"]
    assert "1" not in said["inbox"]


def test_an_office_has_no_such_counts(qtbot, tmp_path):
    rail = shown(qtbot, Rail(), 204, 600)
    desk = office_desk(qtbot, tmp_path / "meja")
    inbox_counts.read_counts(desk, rail)
    inbox_counts.read_counts(None, rail)
    settle(qtbot, desk)
    desk.close()


def test_the_secretariats_counts_are_read_from_its_desk(qtbot, tmp_path):
    rail = shown(qtbot, Rail(), 204, 600)
    desk = secretariat_desk(qtbot, tmp_path / "meja")
    inbox_counts.read_counts(desk, rail)
    settle(qtbot, desk)
    desk.close()
