from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk.domain.merge import Fate
from rbdesk.ui import theme
from rbdesk.ui.pages.inbox import InboxPage
from rbdesk.workflow import secretariat
from tests import year
from tests.ui.pages import secretariats
from tests.ui.pages.offices import cut_words, unreachable
from tests.ui.pages.secretariats import SIZES, Visit, Visiting, fates, planned, press, words

TWICE = "32.16.02"  # sent a provisional package first, an official one later
ONCE = "32.16.09"
REASON = "Paket kecamatan lain, salah pilih"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from secretariats.visits(qtbot, InboxPage, tmp_path, tmp_path_factory)


def opened(seen: Visit, office: str) -> None:
    seen.page.open_packages(office)
    seen.qtbot.waitUntil(lambda: seen.page.packages.story is not None)
    seen.qtbot.wait(200)


def packages(seen: Visit, office: str) -> tuple[secretariat.OfficePackage, ...]:
    return seen.stored(secretariat.list_packages, year.YEAR, office)


def taken_back(seen: Visit, office: str, at: int = 0) -> str:
    """Take an office's package back as a person does; its bundle id."""
    opened(seen, office)
    bundle_id = packages(seen, office)[at].record.bundle_id
    press(seen, seen.page.packages.story.acts[bundle_id])
    seen.qtbot.waitUntil(lambda: seen.page.packages.story.reason is not None)
    seen.qtbot.keyClicks(seen.page.packages.story.reason.field, REASON)
    press(seen, seen.page.packages.story.reason.act)
    seen.qtbot.waitUntil(lambda: bool(seen.told))
    seen.settle()
    return bundle_id


def test_the_drawer_lists_each_package_with_what_stands(visit):
    seen = visit("full")

    opened(seen, TWICE)

    said = words(seen.page.drawer)
    found = packages(seen, TWICE)
    assert len(found) == 2
    assert "Babelan · Riwayat paket" in said
    assert "Berlaku" in said
    assert "Digantikan" in said
    for package in found:
        assert package.record.device.label in said


def test_what_would_change_is_said_before_anything_is_written(visit):
    seen = visit("full")
    before = seen.digest()
    opened(seen, ONCE)
    [package] = packages(seen, ONCE)

    press(seen, seen.page.packages.story.acts[package.record.bundle_id])
    seen.qtbot.waitUntil(lambda: seen.page.packages.story.reason is not None)

    box = seen.page.packages.story.reason
    assert "isian berubah" in box.hint.text()
    assert box.field.hasFocus()
    assert not box.act.isEnabled()
    assert seen.digest() == before
    seen.qtbot.keyClick(box.field, Qt.Key.Key_Escape)
    assert seen.page.packages.story.acts[package.record.bundle_id].hasFocus()
    assert seen.digest() == before


def test_a_package_is_taken_back_and_put_in_again(visit):
    seen = visit("full")
    before = seen.digest()

    bundle_id = taken_back(seen, ONCE)

    assert seen.status(ONCE).status == "belum_kirim"
    assert seen.told[-1] == "Paket Cikarang Utara diambil kembali."
    assert "Diambil kembali" in words(seen.page.drawer)
    assert seen.digest() != before

    press(seen, seen.page.packages.story.acts[bundle_id])
    seen.qtbot.waitUntil(lambda: len(seen.told) == 2)
    seen.settle()

    assert seen.digest() == before
    assert seen.status(ONCE).status != "belum_kirim"


def test_the_earlier_package_counts_again_when_the_later_one_is_taken_back(visit):
    seen = visit("full")

    taken_back(seen, TWICE)

    assert seen.status(TWICE).revision == 1
    assert [one.is_current for one in packages(seen, TWICE)] == [False, True]


def test_the_toast_puts_it_back(visit):
    seen = visit("full")
    before = seen.digest()
    undos: list = []
    seen.page.told.connect(lambda _, undo: undos.append(undo))

    taken_back(seen, ONCE)
    undos[-1]()
    seen.settle()

    assert seen.digest() == before


def test_the_only_package_taken_back_can_still_be_found(visit):
    seen = visit("one")

    taken_back(seen, ONCE)
    seen.settle()

    assert seen.page.board.isVisible()
    assert len(packages(seen, ONCE)) == 1


def test_a_file_that_was_taken_back_stays_out_when_it_is_opened_again(visit):
    seen = visit("one")
    taken_back(seen, ONCE)

    planned(seen, secretariats.bundle(ONCE))

    assert fates(seen) == [Fate.EXCLUDED]


def test_details_and_packages_lead_to_each_other(visit):
    seen = visit("full")
    seen.page.open_office(ONCE)
    seen.qtbot.waitUntil(lambda: seen.page.drawer.is_open())
    seen.qtbot.wait(200)

    [way] = [
        button
        for button in seen.page.drawer.findChildren(type(seen.page.remind))
        if button.text() == "Riwayat paket"
    ]
    press(seen, way)
    seen.qtbot.waitUntil(lambda: seen.page.packages.story is not None)
    assert seen.page.drawer.isAncestorOf(QApplication.focusWidget())

    press(seen, seen.page.packages.story.back)
    seen.qtbot.waitUntil(lambda: seen.page.packages.story is None)
    assert "Per area" in words(seen.page.drawer)


def test_singkirkan_can_be_undone(visit):
    seen = visit("full")
    undos: list = []
    seen.page.told.connect(lambda _, undo: undos.append(undo))
    row = secretariats.problem(seen, "Cabangbungin")

    press(seen, row.dismiss)
    seen.qtbot.waitUntil(lambda: bool(undos))
    seen.settle()
    assert seen.stored(secretariat.load_inbox, year.YEAR).refusals == ()

    undos[-1]()
    seen.settle()
    assert len(seen.stored(secretariat.load_inbox, year.YEAR).refusals) == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_is_cut_and_all_can_be_reached(visit, qapp, size, mode):
    theme.apply(qapp, mode, 130 if size == SIZES[2] else 100)
    seen = visit("full", size)
    opened(seen, TWICE)
    first = packages(seen, TWICE)[0].record.bundle_id
    press(seen, seen.page.packages.story.acts[first])
    seen.qtbot.waitUntil(lambda: seen.page.packages.story.reason is not None)
    seen.qtbot.wait(20)

    assert cut_words(seen.page.drawer) == []
    assert unreachable(seen.page.drawer) == []
