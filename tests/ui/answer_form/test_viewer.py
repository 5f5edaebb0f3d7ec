import sys

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from rbdesk.errors import NotAllowed
from rbdesk.paths import DeskFolder
from rbdesk.ui.answer_form import viewer
from rbdesk.workflow import evidence
from tests.desks import a_pdf
from tests.ui.answering import a_picture


class Viewer(QObject):
    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open_url(self, url):
        self.opened.append(url.toLocalFile())


@pytest.fixture
def system(qapp):
    viewers = Viewer()
    QDesktopServices.setUrlHandler("file", viewers, "open_url")
    yield viewers
    QDesktopServices.unsetUrlHandler("file")
    viewer.clear_copies()


def test_the_copy_has_the_ending_of_its_content_and_no_stranger_s_name(tmp_path, system):
    folder = DeskFolder(tmp_path)
    folder.make()
    staged = evidence.stage_bytes(folder, a_pdf(), "..evil\u202efdp.pdf")
    copy = viewer.open_copy(folder, staged.sha256, staged.name)

    assert copy.name == f"bukti-{staged.sha256[:8]}.pdf"
    assert copy.read_bytes() == a_pdf()
    assert system.opened == [str(copy)]
    assert not copy.is_relative_to(tmp_path)


def test_a_picture_keeps_its_kind(tmp_path, system):
    folder = DeskFolder(tmp_path)
    folder.make()
    staged = evidence.stage_evidence(folder, a_picture(tmp_path))
    assert viewer.open_copy(folder, staged.sha256).suffix == ".png"


def test_what_is_no_evidence_is_not_opened(tmp_path, system):
    folder = DeskFolder(tmp_path)
    folder.make()
    digest = "a" * 64
    path = folder.evidence_file(digest)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"MZ\x90\x00 program")
    with pytest.raises(NotAllowed, match="evidence_type"):
        viewer.open_copy(folder, digest)
    assert system.opened == []


def test_a_lost_file_is_told(tmp_path, system):
    with pytest.raises(NotAllowed, match="unreadable"):
        viewer.open_copy(DeskFolder(tmp_path), "b" * 64)


def test_copies_are_taken_away(tmp_path, system):
    folder = DeskFolder(tmp_path)
    folder.make()
    staged = evidence.stage_bytes(folder, a_pdf(), "a.pdf")
    copy = viewer.open_copy(folder, staged.sha256)
    viewer.clear_copies()
    assert not copy.exists()


@pytest.mark.skipif(sys.platform != "win32", reason="only NTFS has streams")
def test_windows_is_told_that_the_copy_is_from_elsewhere(tmp_path, system):
    folder = DeskFolder(tmp_path)
    folder.make()
    staged = evidence.stage_bytes(folder, a_pdf(), "a.pdf")
    copy = viewer.open_copy(folder, staged.sha256)
    with open(f"{copy}:Zone.Identifier", encoding="ascii") as stream:
        assert "ZoneId=3" in stream.read()
