from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from rbdesk.ui import dialogs
from rbdesk.ui.pages.inbox import InboxPage
from tests.ui.pages import secretariats
from tests.ui.pages.secretariats import Visit, Visiting, press, words

OWN = "32.16.09"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from secretariats.visits(qtbot, InboxPage, tmp_path, tmp_path_factory)


def copy(seen: Visit) -> None:
    with seen.qtbot.waitSignal(seen.page.evidence.ended):
        seen.page.evidence.copy(OWN, "Cikarang Utara")


def test_the_evidence_of_an_office_is_copied_by_question_and_never_over_something(
    visit, tmp_path: Path, monkeypatch
):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)))
    monkeypatch.setattr(dialogs, "pick_folder", lambda *_: tmp_path / "salinan")
    seen = visit("one")
    (tmp_path / "salinan").mkdir()

    copy(seen)

    target = tmp_path / "salinan" / "Bukti 32.16.09 Cikarang Utara"
    assert (target / "P.1.i.b").is_dir()
    assert "berkas bukti disalin" in words(seen.page.notice)
    press(seen, seen.page.notice.buttons()[0])
    assert opened[0].toLocalFile() == str(target)
    assert seen.wanted == []
    copy(seen)
    assert seen.page.notice.buttons() == []
    assert sum(1 for _ in target.rglob("*.pdf")) > 0


def test_nothing_is_copied_where_no_place_was_chosen(visit, monkeypatch):
    monkeypatch.setattr(dialogs, "pick_folder", lambda *_: None)
    seen = visit("one")
    seen.page.evidence.copy(OWN, "Cikarang Utara")
    seen.settle()

    assert not seen.page.notice.isVisible()
