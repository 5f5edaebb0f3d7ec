from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from rbdesk.ui.pages.inbox import InboxPage
from rbdesk.ui.pages.inbox_parts.missing import MissingList
from rbdesk.workflow.changes import Changes
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import Visit, Visiting, press, words

OWN = "32.16.09"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from secretariats.visits(qtbot, InboxPage, tmp_path, tmp_path_factory)


@pytest.fixture
def lacking(visit) -> Visit:
    """Two files of evidence of Cikarang Utara are not here."""
    seen: Visit = visit("one")
    files = sorted(path for path in (seen.desk.folder / "evidence").rglob("*") if path.is_file())
    for path in files[:2]:
        path.chmod(0o600)
        path.unlink()
    seen.desk.changed.emit(Changes(topics=frozenset({"evidence"})), None)
    seen.settle()
    return seen


def test_the_list_says_of_whom_evidence_has_not_come(lacking):
    index = lacking.page.board.lists.proxy.index(0, 0)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("2 berkas bukti belum diterima")


def test_the_drawer_names_the_files_and_copies_a_message(lacking):
    lacking.page.open_office(OWN)
    lacking.settle()
    lacking.settle()
    shown = lacking.page.drawer.findChild(MissingList)

    assert "2 berkas bukti belum diterima" in words(shown)
    assert words(shown).count(" B)") == 2
    press(lacking, shown.copy)
    assert "tetapi 2 berkas bukti belum" in QGuiApplication.clipboard().text()
    assert lacking.told == ["Pesan disalin. Tempel di WhatsApp."]
    lacking.qtbot.wait(200)
    assert offices.cut_words(shown) == []


def test_where_all_has_come_nothing_is_said_of_it(visit):
    seen = visit("one")
    seen.page.open_office(OWN)
    seen.settle()
    seen.settle()

    assert seen.page.drawer.findChild(MissingList) is None
