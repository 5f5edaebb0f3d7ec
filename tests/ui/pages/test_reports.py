"""Laporan in the window: what is chosen is what is shown and what is written."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rbdesk.errors import StoreTrouble
from rbdesk.ui import dialogs
from rbdesk.ui.pages.reports import ReportsPage
from rbdesk.workflow import documents
from rbdesk.workflow.documents import DECK, REPORT, WORKBOOK
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import SIZES, Visit, Visiting, words


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Laporan of the secretariat."""
    yield from secretariats.visits(qtbot, ReportsPage, tmp_path, tmp_path_factory)


@pytest.fixture
def visit_office(qtbot, tmp_path, tmp_path_factory) -> Iterator[offices.Visiting]:
    """Laporan of an office."""
    yield from offices.visits(qtbot, ReportsPage, tmp_path, tmp_path_factory)


def shown(qtbot: QtBot, seen: Visit, kind: str = DECK) -> ReportsPage:
    """The page with the preview of a kind."""
    page = seen.page
    qtbot.waitUntil(lambda: page.material is not None, timeout=20_000)
    page.choose(kind)
    qtbot.waitUntil(
        lambda: page.views.currentWidget() is page.pages and not page._soon.isActive() and page._job is None,
        timeout=20_000,
    )
    return page


def made(qtbot: QtBot, page: ReportsPage, folder: Path) -> Path:
    """Make the document into a folder."""
    page.target = folder
    page.make()
    qtbot.waitUntil(lambda: not page.maker.is_working and page.notice.isVisible(), timeout=20_000)
    return page.path()


def test_the_slides_that_are_chosen_are_shown_and_written_in_their_order(qtbot, visit, tmp_path):
    seen = visit("one")
    page = shown(qtbot, seen)
    before = [sketch.title for sketch in page.pages.pages]
    assert len(before) >= 8

    page.slides.list.setCurrentRow(2)
    page.slides.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    qtbot.keyClick(page.slides.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not page._soon.isActive() and page._job is None, timeout=20_000)
    titles = [sketch.title for sketch in page.pages.pages]
    assert titles[:3] == [before[0], before[3], before[2]]
    assert before[1] not in titles

    path = made(qtbot, page, tmp_path / "keluar")
    from pptx import Presentation

    written = [slide.shapes.title.text_frame.text for slide in Presentation(str(path)).slides]
    assert [one for one in written if one in titles][:3] == titles[:3]


def test_a_title_of_one_s_own_stands_on_the_first_slide(qtbot, visit, tmp_path):
    seen = visit("one")
    page = shown(qtbot, seen)
    page.slides.title_field.setText("Evaluasi RB Bekasi")
    path = made(qtbot, page, tmp_path / "keluar")
    with zipfile.ZipFile(path) as packed:
        assert "Evaluasi RB Bekasi" in packed.read("ppt/slides/slide1.xml").decode()


def test_what_the_numbers_stand_on_is_said_and_where_the_rest_is(qtbot, visit):
    seen = visit("one")
    page = shown(qtbot, seen)
    assert "dari 23 kecamatan selesai diverifikasi" in words(page.reach)
    click(qtbot, page.reach.buttons()[0])
    assert seen.wanted[-1].page == "verification"


def test_an_office_makes_its_workbook_and_finds_it_again(qtbot, visit_office, tmp_path):
    seen = visit_office("half")
    page = shown(qtbot, seen, WORKBOOK)
    path = made(qtbot, page, tmp_path / "keluar")

    with zipfile.ZipFile(path) as packed:
        assert "xl/workbook.xml" in packed.namelist()
    assert f"{path.name} sudah jadi" in words(page.notice)
    qtbot.waitUntil(lambda: path.name in words(page.made))
    assert "dari data saat ini" in words(page.made)
    copy = next(button for button in page.notice.buttons() if button.text() == "Salin jalur")
    click(qtbot, copy)
    assert QGuiApplication.clipboard().text() == str(path)


def test_a_report_has_the_chapters_that_are_ticked(qtbot, visit_office, tmp_path):
    seen = visit_office("half")
    page = shown(qtbot, seen, REPORT)
    before = [sketch.title for sketch in page.pages.pages]
    box = page.chapters.boxes()[-1]
    box.click()
    qtbot.waitUntil(lambda: not page._soon.isActive() and page._job is None, timeout=20_000)
    assert [sketch.title for sketch in page.pages.pages] == [
        one for one in before if one != box.accessibleName()
    ]
    path = made(qtbot, page, tmp_path / "keluar")
    assert path.read_bytes().startswith(b"%PDF-")


def test_an_office_packs_its_evidence_ready_to_upload(qtbot, visit_office, tmp_path, monkeypatch):
    seen = visit_office("full")
    page = shown(qtbot, seen, REPORT)
    monkeypatch.setattr(dialogs, "pick_target", lambda *_: tmp_path / "unggah")
    page.others.buttons[0].click()
    qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=20_000)
    with zipfile.ZipFile(tmp_path / "unggah.zip") as packed:
        names = packed.namelist()
    assert "Daftar bukti.html" in names
    assert len(names) == len(offices.CODES) + 2


def test_the_secretariat_gets_tables_in_a_new_folder(qtbot, visit, tmp_path, monkeypatch):
    seen = visit("one")
    page = shown(qtbot, seen)
    (tmp_path / "Data-RB-2020-Kabupaten-Bekasi").mkdir()
    monkeypatch.setattr(dialogs, "pick_folder", lambda *_: tmp_path)
    page.others.buttons[0].click()
    qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=20_000)
    assert (tmp_path / "Data-RB-2020-Kabupaten-Bekasi (2)" / "datapackage.json").is_file()


def test_who_has_no_rbdesk_gets_a_page_for_the_browser(qtbot, visit_office, tmp_path):
    seen = visit_office("half")
    page = shown(qtbot, seen, REPORT)
    page.target = tmp_path
    page.browser_page.click()
    qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=20_000)
    assert "Kecamatan Cikarang Utara" in (tmp_path / "Ringkasan-RB-2020-Kec-Cikarang-Utara.html").read_text(
        "utf-8"
    )


def test_a_document_that_is_open_elsewhere_is_told_and_can_have_another_name(
    qtbot, visit_office, tmp_path, monkeypatch
):
    """Windows refuses the last step while Excel holds the file; here the step itself refuses."""
    seen = visit_office("half")
    page = shown(qtbot, seen, WORKBOOK)
    real = documents.write

    def refuse(material, wish, path, made_at, progress):
        raise StoreTrouble("locked", str(path))

    monkeypatch.setattr(documents, "write", refuse)
    path = made(qtbot, page, tmp_path / "keluar")
    assert f"{path.name} sedang dibuka program lain" in words(page.notice)
    assert "Tutup dulu berkasnya" in words(page.notice)

    monkeypatch.setattr(documents, "write", real)
    other = tmp_path / "lain" / "LKE baru"
    monkeypatch.setattr(dialogs, "pick_target", lambda *_: other)
    again, rename = page.notice.buttons()
    click(qtbot, rename)
    assert page.path() == other.with_name("LKE baru.xlsx")
    click(qtbot, page.act)
    qtbot.waitUntil(lambda: page.path().is_file(), timeout=20_000)
    qtbot.waitUntil(lambda: not page.maker.is_working)
    assert again


def test_a_folder_that_takes_no_file_is_told_and_nothing_is_lost(qtbot, visit_office, tmp_path):
    seen = visit_office("half")
    page = shown(qtbot, seen, WORKBOOK)
    (tmp_path / "berkas").write_text("no folder")
    made(qtbot, page, tmp_path / "berkas")
    assert "belum jadi" in words(page.notice)
    assert "Data Anda tidak berubah" in words(page.notice)
    assert (tmp_path / "berkas").read_text() == "no folder"


def test_one_page_is_shown_large_turned_and_left_by_keyboard(qtbot, visit_office):
    seen = visit_office("half")
    page = shown(qtbot, seen, WORKBOOK)
    small = page.pages._buttons[1]
    small.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(small, Qt.Key.Key_Return)
    assert page.pages.is_large()
    assert page.pages.caption.text().startswith("2 dari ")
    qtbot.keyClick(page.pages, Qt.Key.Key_Right)
    assert page.pages.caption.text().startswith("3 dari ")
    assert drawn(page.pages.large)
    qtbot.keyClick(page.pages, Qt.Key.Key_Escape)
    assert not page.pages.is_large()
    assert page.pages._buttons[2].hasFocus()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", documents.KINDS)
def test_no_word_is_cut_at_any_size(qtbot, visit, size, kind):
    seen = visit("one", size=size)
    page = shown(qtbot, seen, kind)
    qtbot.waitUntil(lambda: offices.cut_words(page) == [])  # once the words have claimed their places


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def drawn(widget: QWidget) -> bool:
    """Whether something of several colours stands on it."""
    picture: QImage = widget.grab().toImage()
    colours = {
        picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)
    }
    return len(colours) > 5
