import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.package_checks import PackageChecks
from tests.ui.parts.screens import share_of, shown


@pytest.fixture
def checks(qtbot):
    return shown(qtbot, PackageChecks([("stick", "Stik")]), 1140, 560)


def test_the_summary_says_what_is_missing_or_that_all_is_there(checks):
    checks.summary.show_missing(2)
    assert checks.summary.accessibleName().startswith("Ada 2 hal wajib yang belum selesai")

    checks.summary.show_missing(0)
    assert checks.summary.accessibleName().startswith("Semua yang wajib sudah lengkap")


def test_after_a_failed_attempt_the_focus_is_on_the_summary_and_can_be_seen(checks):
    checks.summary.show_missing(1)
    checks.package.provisional.setFocus()
    before = share_of(checks.summary, "primary")

    checks.point_at_summary()

    assert checks.summary.hasFocus()
    assert share_of(checks.summary, "primary") > before


def test_trouble_stays_with_the_focus_on_its_first_way_out(checks, qtbot):
    acted = []
    checks.trouble.acted.connect(acted.append)

    checks.show_trouble("Belum tersimpan: disk penuh.", "Kosongkan ruang disk.", [Way("again", "Coba lagi")])

    assert checks.trouble.isVisible()
    assert checks.trouble.buttons()[0].hasFocus()
    qtbot.keyClick(checks.trouble.buttons()[0], Qt.Key.Key_Space)
    assert acted == ["again"]


def test_columns_stand_under_each_other_in_a_narrow_window(checks, qtbot):
    assert checks.package.x() > checks.list.x()

    checks.resize(830, 560)
    qtbot.wait(5)

    assert checks.package.x() == checks.list.x()
    assert checks.package.y() > checks.list.y()
    assert checks.regions() == [checks.list, checks.package]
