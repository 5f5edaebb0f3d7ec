from rbdesk.ui.parts.bar import Bar
from tests.ui.parts.screens import share_of, shown


def test_it_is_green_only_when_whole(qtbot):
    bar = shown(qtbot, Bar(1.0), 100, 5)
    assert share_of(bar, "ok") > 0.8
    bar.set_share(0.5)
    assert share_of(bar, "ok") == 0
    assert 0.4 < share_of(bar, "primary") < 0.6


def test_nothing_is_no_dot(qtbot):
    bar = shown(qtbot, Bar(0.0), 100, 5)
    assert share_of(bar, "primary") == 0


def test_it_tells_its_value_to_a_screen_reader(qtbot):
    bar = shown(qtbot, Bar(0.5, name="Terjawab"), 100, 5)
    assert (bar.accessibleName(), bar.value(), bar.maximum()) == ("Terjawab", 500, 1000)


def test_a_role_may_be_given(qtbot):
    bar = shown(qtbot, Bar(1.0, "below"), 100, 5)
    assert share_of(bar, "below") > 0.8
