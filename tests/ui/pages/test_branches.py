from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QRadioButton

from rbdesk.ui.pages.branches import BranchesPage
from rbdesk.ui.pages.branches_parts.asking import AskDialog
from rbdesk.ui.parts.page import Link
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import SIZES, Visit, Visiting, press, words

DIVERGED, OWN = "32.16.12", "32.16.09"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Bandingkan on a desk in one of the states of `secretariats`."""
    yield from secretariats.visits(qtbot, BranchesPage, tmp_path, tmp_path_factory)


def compared(visit: Visiting, size: tuple[int, int] = SIZES[0]) -> Visit:
    seen = visit("full", size=size)
    seen.page.show_link(Link("branches", DIVERGED))
    seen.settle()
    return seen


def test_the_rows_that_differ_stand_with_both_versions_and_nothing_can_be_chosen(visit):
    seen = compared(visit)
    before = seen.digest()

    assert seen.page.model.rowCount() == 7
    assert len(seen.page.cards.cards()) == 2
    assert "belum final" in words(seen.page)
    assert seen.contexts[-1].startswith("Kecamatan Kedung Waringin · 7 hal berbeda")
    assert not any(button.isVisible() for button in seen.page.findChildren(QRadioButton))
    for _ in range(3):
        seen.qtbot.keyClick(seen.page.table, Qt.Key.Key_1)
        seen.qtbot.keyClick(seen.page.table, Qt.Key.Key_Down)
    press(seen, seen.page.cards.cards()[0])
    seen.settle()
    assert seen.page.table.current_row().row() == 3
    assert seen.digest() == before


def test_the_office_is_asked_with_copies_of_both_packages_and_a_message(visit, tmp_path: Path):
    seen = compared(visit)
    seen.page.target = tmp_path / "kirim"
    press(seen, seen.page.ask)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AskDialog)
    assert dialog.act.text() == "Salin 2 berkas"
    assert "Laptop Pelayanan (contoh)" in words(dialog)
    press(seen, dialog.act)
    seen.qtbot.waitUntil(seen.page.notice.isVisible)

    copies = sorted(path.name for path in (tmp_path / "kirim").iterdir())
    assert len(copies) == 2
    assert all(f"_{DIVERGED}_" in name for name in copies)
    press(seen, seen.page.notice.buttons()[0])
    message = QGuiApplication.clipboard().text()
    assert message.startswith("Yth. Kecamatan Kedung Waringin, paket RB 2020 datang dari dua laptop")
    assert "7 isian berbeda" in message
    assert all(name in message for name in copies)


def test_where_the_folder_takes_nothing_that_is_said(visit, tmp_path: Path):
    seen = compared(visit)
    (tmp_path / "berkas").write_text("bukan folder")
    seen.page._copy(tmp_path / "berkas" / "kirim")
    seen.qtbot.waitUntil(seen.page.notice.isVisible)

    assert seen.page.ask.isEnabled()
    assert seen.page.notice.buttons() == []


def test_an_office_with_one_version_has_nothing_to_compare(visit):
    seen = visit("full")
    seen.page.show_link(Link("branches", OWN))
    seen.settle()

    assert seen.page.empty.isVisible()
    assert not seen.page.ask.isEnabled()
    seen.page.empty.acted.emit("inbox")
    assert seen.wanted == [Link("inbox")]


@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_cut(visit, size):
    seen = compared(visit, size)
    seen.qtbot.wait(10)

    assert offices.cut_words(seen.page) == []
