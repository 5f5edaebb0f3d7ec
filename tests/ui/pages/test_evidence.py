from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from rbdesk.ui import dialogs
from rbdesk.ui.answer_form import pickers, viewer
from rbdesk.ui.pages.evidence import EvidencePage
from rbdesk.ui.parts import pictures
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import evidence, sending
from tests.build import NOW
from tests.desks import WHO, fill
from tests.ui.answering import KEY, LETTERS, RATIO, YES_NO, Answering, a_picture, attach, open_answering


@dataclass
class Library:
    """The page in a window, with the store behind it."""

    page: EvidencePage
    opened: Answering
    window: QMainWindow
    wanted: list
    told: list
    contexts: list

    def names(self) -> list[str]:
        """The files in the table, from top to bottom."""
        proxy = self.page.proxy
        return [str(proxy.index(row, 0).data()) for row in range(proxy.rowCount())]

    def choose(self, name: str) -> None:
        self.page._select(self.names().index(name))

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.table, key, modifier)

    def wait_for(self, *names: str) -> None:
        self.opened.qtbot.waitUntil(lambda: self.names() == list(names))

    def close(self) -> None:
        self.window.close()
        self.opened.desk.close()


def show(opened: Answering, width: int = 1366) -> Library:
    page = EvidencePage(opened.desk, opened.answers)
    wanted, told, contexts = [], [], []
    page.wanted.connect(wanted.append)
    page.told.connect(lambda words, undo: told.append((words, undo)))
    page.context_changed.connect(contexts.append)
    opened.desk.changed.connect(lambda *_: page.refresh())
    window = QMainWindow()
    window.setCentralWidget(page)
    for widget in page.header_widgets():
        widget.setParent(window)
    window.resize(width - 204 if width >= 1240 else width - 60, 600)
    page.adapt(width)
    opened.qtbot.addWidget(window)
    with opened.qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    count = len(contexts)
    page.refresh()
    opened.qtbot.waitUntil(lambda: len(contexts) > count)
    return Library(page, opened, window, wanted, told, contexts)


def three_files(db):
    """A file used at two questions, one of last year, one that stands nowhere any more."""
    attach(db, LETTERS, "Rekap Jan-Jul 2020.pdf", "rekap")
    attach(db, RATIO, "Rekap Jan-Jul 2020.pdf", "rekap")
    old = attach(db, YES_NO, "SK Tim.pdf", "sk")
    evidence.date_evidence(db, old, date(2019, 2, 14), who=WHO, now=NOW)
    unused = attach(db, YES_NO, "Apel pagi.pdf", "apel")
    evidence.detach_evidence(db, KEY, YES_NO, unused, who=WHO, now=NOW)


@pytest.fixture
def library(qtbot, tmp_path):
    found = show(open_answering(qtbot, tmp_path / "desk", then=three_files))
    yield found
    found.close()


@pytest.fixture
def locked(qtbot, tmp_path):
    def lock(db):
        fill(db, KEY)
        sending.export(db, KEY, tmp_path / "kirim", final=True, who=WHO, now=NOW)

    found = show(open_answering(qtbot, tmp_path / "desk", then=lock))
    yield found
    found.close()


class Viewer(QObject):
    """Stands for the system's viewers: keeps what it was asked to open."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open_url(self, url):
        self.opened.append(url.toLocalFile())


@pytest.fixture
def system(qtbot):
    viewers = Viewer()
    QDesktopServices.setUrlHandler("file", viewers, "open_url")
    yield viewers
    QDesktopServices.unsetUrlHandler("file")
    viewer.clear_copies()


def test_all_files_are_listed_with_where_they_are_used(library):
    assert library.names() == ["Apel pagi.pdf", "Rekap Jan-Jul 2020.pdf", "SK Tim.pdf"]
    proxy = library.page.proxy
    assert [proxy.index(row, 1).data() for row in range(3)] == [
        "belum dipakai",
        "P.8.iii.c, R.8.i.b",
        "P.8.iii.a",
    ]
    assert [proxy.index(row, 3).data() for row in range(3)] == ["belum dipakai", "baik", "tahun 2019"]
    assert library.contexts[-1] == "3 berkas, 2 perlu dilihat"


@pytest.mark.parametrize(
    ("tab", "names"),
    [("old", ["SK Tim.pdf"]), ("unused", ["Apel pagi.pdf"]), ("lost", []), ("double", [])],
)
def test_tabs_let_through_what_they_say(library, tab, names):
    library.page.show_link(Link("evidence", "", tab))
    assert library.names() == names
    words = {button.text() for button in library.page.tabs.buttons()}
    assert {"Semua  3", "Lama  1", "Hilang  0", "Ganda  0", "Belum dipakai  1"} == words


def test_an_empty_tab_leads_back_to_all(library):
    library.page.show_link(Link("evidence", "", "lost"))
    assert library.page.nothing.isVisible()
    library.page.nothing.acted.emit("all")
    assert len(library.names()) == 3


def test_an_area_lets_only_its_files_through(library):
    library.page.areas.setCurrentIndex(1)
    library.page.areas.activated.emit(1)
    assert library.names() == []
    library.page.areas.setCurrentIndex(8)
    library.page.areas.activated.emit(8)
    assert library.names() == ["Rekap Jan-Jul 2020.pdf", "SK Tim.pdf"]


def test_an_office_without_evidence_is_shown_the_way_to_begin(qtbot, tmp_path):
    empty = show(open_answering(qtbot, tmp_path / "desk"))
    try:
        assert empty.page.empty.isVisible()
        assert not empty.page.card.isVisible()
    finally:
        empty.close()


def test_enter_opens_the_question_where_a_file_is_used(library):
    library.choose("Rekap Jan-Jul 2020.pdf")
    library.press(Qt.Key.Key_Return)
    assert library.wanted == [Link("assessment", LETTERS)]
    library.page.panel.links()[1].click()
    assert library.wanted[-1] == Link("assessment", RATIO)


def test_a_link_from_a_finding_chooses_its_file(library):
    row = next(row for row in library.page.model.rows() if row.file.name == "SK Tim.pdf")
    library.page.show_link(Link("evidence", row.key, "old"))
    assert library.page.current().file.name == "SK Tim.pdf"
    assert library.page.place() == Link("evidence", row.key, "old")


def test_o_opens_a_copy_under_a_name_of_ours(library, system):
    library.choose("SK Tim.pdf")
    stored = library.page._folder.evidence_file(library.page.current().key)
    library.press(Qt.Key.Key_O)

    [path] = system.opened
    assert path.endswith(f"bukti-{library.page.current().key[:8]}.pdf")
    assert stored.as_posix() not in path
    with open(path, "rb") as copy:
        assert copy.read() == stored.read_bytes()


def test_del_takes_a_file_away_from_all_places_and_undo_brings_it_back(library):
    library.choose("Rekap Jan-Jul 2020.pdf")
    library.press(Qt.Key.Key_Delete)
    library.opened.qtbot.waitUntil(lambda: library.page.proxy.index(1, 1).data() == "belum dipakai")

    words, undo = library.told[0]
    assert words == "Bukti “Rekap Jan-Jul 2020.pdf” dilepas dari P.8.iii.c dan R.8.i.b"
    undo()
    library.opened.qtbot.waitUntil(lambda: library.page.proxy.index(1, 1).data() == "P.8.iii.c, R.8.i.b")


def test_several_files_are_taken_away_at_once(library):
    library.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    library.press(Qt.Key.Key_Delete)
    library.opened.qtbot.waitUntil(
        lambda: [library.page.proxy.index(row, 1).data() for row in range(3)] == ["belum dipakai"] * 3
    )
    assert len(library.opened.stored().assessment.evidence_of(LETTERS)) == 0


def test_a_newer_file_takes_all_places_of_the_old_one(library, tmp_path, monkeypatch):
    path = tmp_path / "Rekap baru.pdf"
    path.write_bytes(b"%PDF-1.4\nbaru\n%%EOF\n")
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [path])
    library.choose("Rekap Jan-Jul 2020.pdf")
    library.page.panel.replace.click()

    library.opened.qtbot.waitUntil(lambda: "Rekap baru.pdf" in library.names())
    stored = library.opened.stored().assessment
    assert [item.name for item in stored.evidence_of(LETTERS)] == ["Rekap baru.pdf"]
    assert [item.name for item in stored.evidence_of(RATIO)] == ["Rekap baru.pdf"]


def test_a_file_is_used_at_more_questions(library, monkeypatch):
    monkeypatch.setattr(pickers, "pick_questions", lambda *_, **__: ("U.P.1.i.a",))
    library.choose("Apel pagi.pdf")
    library.page.panel.use.click()
    library.opened.qtbot.waitUntil(lambda: library.page.proxy.index(0, 1).data() == "P.1.i.a")


def test_a_new_file_is_asked_for_with_its_questions(library, tmp_path, monkeypatch):
    path = a_picture(tmp_path, "Kotak saran.png")
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [path])
    monkeypatch.setattr(pickers, "pick_questions", lambda *_, **__: (LETTERS, "U.P.1.i.a"))
    library.page.add()
    library.opened.qtbot.waitUntil(lambda: "Kotak saran.png" in library.names())
    assert len(library.opened.stored().assessment.evidence_of("U.P.1.i.a")) == 1


def test_the_date_of_the_content_is_typed(library):
    library.choose("Rekap Jan-Jul 2020.pdf")
    field = library.page.panel.date
    field.setFocus()
    QTest.keyClicks(field, "5 Januari 2018")
    QTest.keyClick(field, Qt.Key.Key_Return)
    library.opened.qtbot.waitUntil(lambda: library.page.proxy.index(1, 3).data() == "tahun 2018")
    assert library.page.current().file.name == "Rekap Jan-Jul 2020.pdf"


def test_a_date_that_is_none_stays_red_and_is_not_stored(library):
    library.choose("Rekap Jan-Jul 2020.pdf")
    field = library.page.panel.date
    field.setFocus()
    QTest.keyClicks(field, "kemarin")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.property("fault") == "true"
    assert library.page.current().file.content_date is None


def test_the_date_is_offered_from_the_name(library):
    library.choose("Rekap Jan-Jul 2020.pdf")
    assert library.page.panel.offer.text() == "Pakai 31 Jul 2020 dari namanya"
    library.page.panel.offer.click()
    library.opened.qtbot.waitUntil(lambda: library.page.current().file.content_date == date(2020, 7, 31))


def test_a_picture_is_shown_and_another_file_is_a_card(qtbot, tmp_path):
    def pictured(db):
        staged = evidence.stage_evidence(db.folder, a_picture(tmp_path))
        evidence.attach_evidence(db, KEY, LETTERS, staged, who=WHO, now=NOW)
        attach(db, LETTERS, "zz.pdf")

    library = show(open_answering(qtbot, tmp_path / "desk", then=pictured))
    try:
        library.choose("foto.png")
        qtbot.waitUntil(lambda: library.page.panel.preview.image is not None)
        library.choose("zz.pdf")
        assert library.page.panel.preview.image is None
    finally:
        library.close()


def test_large_pictures_are_made_smaller_where_the_person_wants(qtbot, tmp_path, monkeypatch):
    import random

    from PySide6.QtGui import QImage

    noise = random.Random(1).randbytes(2400 * 1200 * 3)
    image = QImage(noise, 2400, 1200, 2400 * 3, QImage.Format.Format_RGB888)
    path = tmp_path / "besar.jpg"
    assert image.save(str(path), "JPG", 90)  # type: ignore[call-overload]
    assert path.stat().st_size > pictures.LARGE_BYTES

    def pictured(db):
        staged = evidence.stage_evidence(db.folder, path)
        evidence.attach_evidence(db, KEY, LETTERS, staged, who=WHO, now=NOW)

    asked = []

    def pick(parent, title, rows, **_):
        asked.extend(rows)
        return tuple(row[0] for row in rows)

    library = show(open_answering(qtbot, tmp_path / "desk", then=pictured))
    try:
        monkeypatch.setattr(pickers, "pick", pick)
        before = library.page.current().file.size
        library.page.shrink_button.click()
        qtbot.waitUntil(lambda: library.opened.answers.evidence(LETTERS)[0].size < before, timeout=15000)
        assert "menjadi" in asked[0][2]
        assert library.opened.answers.evidence(LETTERS)[0].size < pictures.LARGE_BYTES
    finally:
        library.close()


def test_a_lost_file_can_be_found_again(qtbot, tmp_path, monkeypatch):
    path = a_picture(tmp_path, "hilang.png")

    def lose(db):
        staged = evidence.stage_evidence(db.folder, path)
        evidence.attach_evidence(db, KEY, LETTERS, staged, who=WHO, now=NOW)
        db.folder.evidence_file(staged.sha256).unlink()

    library = show(open_answering(qtbot, tmp_path / "desk", then=lose))
    try:
        assert library.page.panel.search.isVisible()
        assert not library.page.panel.open.isVisible()
        monkeypatch.setattr(dialogs, "pick_files", lambda *_: [path])
        with qtbot.waitSignal(library.opened.answers.loaded):
            library.page.panel.search.click()
        library.page.refresh()
        qtbot.waitUntil(lambda: not library.page.current().file.lost)
        assert library.page.panel.open.isVisible()
    finally:
        library.close()


def test_a_locked_year_allows_opening_and_copying_only(locked, system, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [a_picture(tmp_path)])
    before = locked.opened.stored()
    for button in (locked.page.panel.replace, locked.page.panel.use, locked.page.add_button):
        assert not button.isVisible()
    locked.page.add()
    locked.page._replace()
    locked.page._use()
    locked.press(Qt.Key.Key_Delete)
    locked.press(Qt.Key.Key_O)
    locked.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert len(system.opened) == 1
    assert "SK Camat.pdf" in QGuiApplication.clipboard().text()
    assert locked.opened.stored().assessment == before.assessment


def test_below_1000_the_preview_is_a_drawer(qtbot, tmp_path):
    library = show(open_answering(qtbot, tmp_path / "desk", then=three_files), 911)
    try:
        assert not library.page.card.isVisible()
        library.press(Qt.Key.Key_Space)
        assert library.page.drawer.is_open()
        assert library.page.panel.isVisible()
        library.page.adapt(1366)
        library.page._filter()
        assert library.page.card.isVisible()
    finally:
        library.close()
