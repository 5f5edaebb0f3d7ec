from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rbdesk.domain.assessment import Stage
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.lineage import Edit
from rbdesk.domain.office import Role
from rbdesk.domain.reference import FOLLOWUPS
from rbdesk.domain.review import Ruling, Verdict
from rbdesk.store import assessments, marks, reviews
from rbdesk.store.database import Store
from rbdesk.ui import dialogs, theme
from rbdesk.ui.answer_form import pickers
from rbdesk.ui.desk import Desk
from rbdesk.ui.models import followups as rows_of
from rbdesk.ui.pages.followup import FollowUpPage
from rbdesk.ui.pages.followup_parts.calendar_view import CalendarDialog
from rbdesk.ui.pages.followup_parts.editing import RecommendationDialog
from rbdesk.ui.pages.followup_parts.importing import ImportDialog
from rbdesk.ui.parts.page import Link
from rbdesk.ui.window import Window
from rbdesk.workflow import catalog, evidence, followups
from rbdesk.workflow.followups import Item
from tests import year
from tests.build import NOW, OFFICE, REPLICA_A
from tests.desks import WHO, a_desk, a_pdf
from tests.ui import frames
from tests.ui.frames import settle
from tests.ui.pages.offices import cut_words
from tests.year import BABELAN

CLOCK = datetime(2020, 8, 27, 3, 42, tzinfo=UTC)
TODAY = date(2020, 8, 27)
BY = {"who": WHO, "now": NOW}
SHEET = catalog.instrument(catalog.UNIT_SHEET)


@dataclass
class Opened:
    """The page in its window, with the store behind it."""

    window: Window
    desk: Desk
    qtbot: object

    @property
    def page(self) -> FollowUpPage:
        page = self.window.page
        assert isinstance(page, FollowUpPage)
        return page

    def settle(self) -> None:
        for _ in range(3):  # a write, then what is read because of it
            settle(self.qtbot, self.desk)  # type: ignore[arg-type]

    def items(self) -> dict[str, Item]:
        """What the store holds, by number."""
        found: list[tuple[Item, ...]] = []
        if self.desk.identity.role is Role.OFFICE:
            args = (followups.list_followups, self.desk.identity.office, 2020, TODAY)
            self.desk.read(*args, then=found.append)
        else:
            self.desk.read(followups.list_all_followups, 2020, TODAY, then=found.append)
        self.settle()
        return {f"{item.recommendation.number}": item for item in found[0]}

    def choose(self, number: str) -> None:
        board = self.page.board
        for at in range(board.proxy.rowCount()):
            if board.proxy.index(at, 0).data() == number:
                self.page.table.setCurrentIndex(board.proxy.index(at, 0))
        self.settle()

    def numbers(self) -> list[str]:
        """The rows that are shown, from top to bottom."""
        proxy = self.page.board.proxy
        return [str(proxy.index(at, 0).data()) for at in range(proxy.rowCount())]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.table, key, modifier)
        self.settle()

    def dialog(self, kind: type) -> object:
        """The card of a kind that is open now."""
        self.settle()
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        assert found
        return found[-1]


def some(db: Store) -> None:
    """Three recommendations: late and under way, done with its file, one with no date that is not begun."""
    rows = (("answers", SHEET.id, "U.P.8.iii.c"),)
    drafts = [
        Recommendation(
            "", Source.LHE, "B/12", "R-01", "", rows, "Tindak lanjuti pengaduan", date(2020, 7, 31)
        ),
        Recommendation("", Source.LHE, "B/12", "R-02", "1", (), "Tetapkan agen perubahan", date(2020, 6, 30)),
        Recommendation("", Source.SURVEY, "", "R-03", "4", (), "Perjelas alur layanan"),
    ]
    names = []
    for draft in drafts:
        made = followups.add_recommendations(db, [(OFFICE, draft)], 2020, **BY)
        names += made.questions
    told = FollowUp(names[0], Status.UNDER_WAY, 40, post="Kasi Pelayanan")
    followups.record_followup(db, OFFICE, 2020, told, **BY)
    staged = evidence.stage_bytes(db.folder, a_pdf(), "SK agen.pdf")
    followups.record_followup(db, OFFICE, 2020, FollowUp(names[1], Status.DONE, 100), **BY)
    followups.attach_proof(db, OFFICE, 2020, names[1], staged, **BY)


Open = Callable[..., Opened]


@pytest.fixture
def opened(qtbot, tmp_path) -> Iterator[Open]:
    desks: list[Desk] = []

    def show(
        made: Callable[[Store], object] | None = some, size: tuple[int, int] = frames.SIZES[0], **but: object
    ) -> Opened:
        with closing(a_desk(tmp_path / "desk", **but)) as db:
            if made is not None:
                made(db)
        desk = Desk(tmp_path / "desk", clock=lambda: CLOCK)
        desks.append(desk)
        with qtbot.waitSignal(desk.opened):
            desk.open()
        window = frames.a_window(qtbot, desk, tmp_path / "settings.ini", size)
        window.go(Link("followup"))
        found = Opened(window, desk, qtbot)
        found.settle()
        return found

    yield show
    for desk in desks:
        desk.close()


def test_late_ones_stand_first_and_tabs_count(opened: Open) -> None:
    found = opened()
    page = found.page

    assert found.numbers() == ["R-01", "R-03", "R-02"]
    assert [button.text() for button in page.board.tabs.buttons()] == [
        *("Semua  3", "Terlambat  1", "Belum  1", "Dalam proses  1", "Selesai  1", "Tidak dapat  0"),
    ]
    assert found.window._contexts["followup"] == "1 dari 3 selesai, 1 terlambat"
    page.board.tabs.buttons()[1].click()
    assert found.numbers() == ["R-01"]
    page.board.tabs.buttons()[5].click()
    assert page.board.nothing.isVisible()
    page.board.show_all()
    page.board.areas.setCurrentIndex(4)
    page.board.areas.activated.emit(4)
    assert found.numbers() == ["R-03"]


def test_a_new_word_is_kept_with_status_and_progress_and_taken_back(opened: Open) -> None:
    found = opened()
    panel = found.page.panel
    assert (panel.number.text(), panel.percent.text()) == ("R-01", "40%")
    panel.slider.setValue(14)
    QTest.keyClicks(panel.note, "72 dari 86 selesai")
    QTest.keyClick(panel.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found.settle()

    item = found.items()["R-01"]
    assert (item.progress, item.status, item.followup.note) == (70, Status.UNDER_WAY, "72 dari 86 selesai")
    assert item.followup.post == "Kasi Pelayanan"
    assert panel.note.text() == ""
    assert not panel.is_dirty()
    QTest.keyClick(panel.note, Qt.Key.Key_Escape)
    assert found.page.table.hasFocus()
    QTest.keyClick(found.page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    found.settle()
    assert (found.items()["R-01"].progress, found.items()["R-01"].followup.note) == (40, "")
    QTest.keyClick(found.page.table, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    found.settle()
    assert found.items()["R-01"].progress == 70


def test_space_goes_on_to_the_next_status_and_asks_before_done_without_a_file(opened: Open) -> None:
    found = opened()
    found.choose("R-03")
    found.page.table.setFocus()
    found.press(Qt.Key.Key_Space)
    assert found.items()["R-03"].status is Status.UNDER_WAY
    found.press(Qt.Key.Key_Space)
    panel = found.page.panel
    assert panel.ask.isVisible()
    assert found.items()["R-03"].status is Status.UNDER_WAY

    panel.ask.buttons()[1].click()
    found.settle()
    assert (found.items()["R-03"].status, found.items()["R-03"].progress) == (Status.DONE, 100)
    found.press(Qt.Key.Key_Space)
    assert found.items()["R-03"].status is Status.NOT_BEGUN


def test_what_cannot_be_done_needs_its_reason(opened: Open) -> None:
    found = opened()
    panel = found.page.panel
    panel.status.setCurrentIndex(3)
    panel.keep.click()
    assert panel.ask.isVisible()
    QTest.keyClicks(panel.note, "Kewenangan kabupaten")
    panel.keep.click()
    found.settle()

    assert found.items()["R-01"].status is Status.IMPOSSIBLE


def test_files_come_to_the_row_and_go_and_come_back(opened: Open, tmp_path: Path, monkeypatch) -> None:
    found = opened()
    paper = tmp_path / "Rekap.pdf"
    paper.write_bytes(a_pdf("rekap"))
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [paper])
    found.page.panel.proof.click()
    found.qtbot.waitUntil(lambda: len(found.items()["R-01"].evidence) == 1)
    (file,) = found.items()["R-01"].evidence

    found.page.panel.file_removed.emit(file.sha256)
    found.settle()
    assert found.items()["R-01"].evidence == ()
    found.page.undo()
    found.settle()
    assert [one.name for one in found.items()["R-01"].evidence] == ["Rekap.pdf"]
    content = QMimeData()
    other = tmp_path / "Foto.pdf"
    other.write_bytes(a_pdf("foto"))
    content.setUrls([QUrl.fromLocalFile(str(other))])
    found.page.panel.note.insertFromMimeData(content)
    found.qtbot.waitUntil(lambda: len(found.items()["R-01"].evidence) == 2)


def test_a_word_that_is_being_written_is_kept_when_the_page_is_left(opened: Open) -> None:
    found = opened()
    QTest.keyClicks(found.page.panel.note, "Rapat hari ini")
    found.page.panel.status.setCurrentIndex(2)
    found.page.panel.status.activated.emit(2)
    page = found.page
    found.window.go(Link("home"))
    found.settle()

    item = found.items()["R-01"]
    assert (item.followup.note, item.status, item.progress) == ("Rapat hari ini", Status.UNDER_WAY, 40)
    assert not page.panel.is_dirty()


def test_another_row_keeps_the_word_of_the_former_one(opened: Open) -> None:
    found = opened()
    QTest.keyClicks(found.page.panel.note, "Rapat")
    found.choose("R-03")

    assert found.items()["R-01"].followup.note == "Rapat"
    assert found.page.panel.note.text() == ""


def test_rows_are_copied_as_a_table(opened: Open) -> None:
    found = opened()
    found.page.table.selectRow(0)
    QTest.keyClick(found.page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["No", "Rekomendasi", "Penanggung jawab"]
    assert len(lines) == 2
    assert "31 Jul 2020 lewat 27 hari" in lines[1]

    found.page.board.copy_button.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 4
    assert found.page.current() is not None


def test_the_panel_tells_source_question_and_history(opened: Open) -> None:
    found = opened()
    wanted: list[Link] = []
    found.page.wanted.connect(wanted.append)
    facts = found.page.panel.facts

    assert facts.due.text() == "31 Jul 2020 · lewat 27 hari"
    assert "B/12" in facts.source.text()
    found.page.panel.question_wanted.emit("U.P.8.iii.c")
    assert wanted == [Link("assessment", "U.P.8.iii.c")]


def test_a_recommendation_is_written_down_and_taken_back(opened: Open) -> None:
    found = opened(None)
    assert found.page.board.empty.isVisible()
    found.page.add_button.click()
    dialog = found.dialog(RecommendationDialog)
    dialog.finish()  # type: ignore[attr-defined]
    assert dialog.complaint.isVisible()  # type: ignore[attr-defined]
    dialog.words.set_text("Bentuk tim")  # type: ignore[attr-defined]
    dialog.given_due.setText("besok")  # type: ignore[attr-defined]
    dialog.finish()  # type: ignore[attr-defined]
    assert dialog.isVisible()  # type: ignore[attr-defined]
    dialog.given_due.setText("30/9/2020")  # type: ignore[attr-defined]
    dialog.post.setText("Sekcam")  # type: ignore[attr-defined]
    dialog.finish()  # type: ignore[attr-defined]
    found.settle()

    item = found.items()["K-01"]
    assert (item.due, item.followup.post) == (date(2020, 9, 30), "Sekcam")
    found.page.undo()
    found.settle()
    assert found.items() == {}
    found.page.redo()
    found.settle()
    assert set(found.items()) == {"K-01"}


def test_plan_and_words_are_changed_and_a_recommendation_is_withdrawn(opened: Open) -> None:
    found = opened()
    found.page.panel.edit.click()
    dialog = found.dialog(RecommendationDialog)
    dialog.words.set_text("Tindak lanjuti semua pengaduan")  # type: ignore[attr-defined]
    dialog.own_due.setText("15 Sep 2020")  # type: ignore[attr-defined]
    dialog.finish()  # type: ignore[attr-defined]
    found.settle()
    item = found.items()["R-01"]
    assert item.recommendation.text == "Tindak lanjuti semua pengaduan"
    assert (item.due, item.is_late) == (date(2020, 9, 15), False)

    found.choose("R-01")
    found.page.panel.edit.click()
    found.dialog(RecommendationDialog).withdraw.click()  # type: ignore[attr-defined]
    found.settle()
    assert set(found.items()) == {"R-02", "R-03"}
    found.page.undo()
    found.page.undo()
    found.settle()
    assert found.items()["R-01"].due == date(2020, 7, 31)


def test_a_table_is_shown_before_it_is_taken_in(opened: Open, tmp_path: Path) -> None:
    found = opened(None)
    table = tmp_path / "matriks.csv"
    table.write_text("Hal;Butir;Tenggat\nx;Bentuk tim;31/7/2020\nx;Susun peta;besok\n", encoding="utf-8")
    found.page.files.read_table(table)
    found.qtbot.waitUntil(lambda: any(one.isVisible() for one in found.window.findChildren(ImportDialog)))
    dialog = found.dialog(ImportDialog)
    assert not dialog.act.isEnabled()  # type: ignore[attr-defined]
    box = dialog._boxes["text"]  # type: ignore[attr-defined]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    due = dialog._boxes["due"]  # type: ignore[attr-defined]
    due.setCurrentIndex(3)
    due.activated.emit(3)
    found.qtbot.waitUntil(lambda: dialog.faults.isVisible() and dialog.model.rowCount() == 1)
    assert "C3" in dialog.faults._details.text()  # type: ignore[attr-defined]
    due.setCurrentIndex(0)
    due.activated.emit(0)
    found.qtbot.waitUntil(lambda: dialog.act.isEnabled())
    assert found.items() == {}
    dialog.act.click()  # type: ignore[attr-defined]
    found.settle()

    assert {item.recommendation.text for item in found.items().values()} == {"Bentuk tim", "Susun peta"}
    found.page.undo()
    found.settle()
    assert found.items() == {}


def test_what_holds_for_all_rows_of_a_table_is_typed_once(opened: Open, tmp_path: Path) -> None:
    found = opened(None)
    table = tmp_path / "matriks.csv"
    table.write_text("No;Rekomendasi\nR-01;Bentuk tim\nR-02;Susun peta\n", encoding="utf-8")
    found.page.files.read_table(table)
    found.qtbot.waitUntil(lambda: any(one.isVisible() for one in found.window.findChildren(ImportDialog)))
    dialog = found.dialog(ImportDialog)
    dialog.letter.setText(" B/217/LHE/2019 ")  # type: ignore[attr-defined]
    dialog.source.setCurrentIndex(2)  # type: ignore[attr-defined]
    dialog.act.click()  # type: ignore[attr-defined]
    found.settle()

    given = [item.recommendation for item in found.items().values()]
    assert {(one.letter, one.source) for one in given} == {("B/217/LHE/2019", Source.INSPECTORATE)}


def test_the_next_one_begins_as_the_last_and_posts_are_offered(opened: Open) -> None:
    found = opened()
    found.page.add_button.click()
    dialog = found.dialog(RecommendationDialog)
    dialog.words.set_text("Susun peta proses bisnis")  # type: ignore[attr-defined]
    dialog.letter.setText("B/217/LHE/2019")  # type: ignore[attr-defined]
    dialog.given_due.setText("30/9/2020")  # type: ignore[attr-defined]
    dialog.finish()  # type: ignore[attr-defined]
    found.settle()

    found.page.add_button.click()
    dialog = found.dialog(RecommendationDialog)
    assert dialog.words.text() == ""  # type: ignore[attr-defined]
    assert (dialog.letter.text(), dialog.given_due.text()) == ("B/217/LHE/2019", "30 Sep 2020")  # type: ignore[attr-defined]
    offered = dialog.post.completer().model()  # type: ignore[attr-defined]
    assert [offered.index(at, 0).data() for at in range(offered.rowCount())] == ["Kasi Pelayanan"]
    dialog.reject()  # type: ignore[attr-defined]


def test_a_file_that_the_desk_has_is_put_at_a_follow_up_without_looking_for_it_again(
    opened: Open, monkeypatch
) -> None:
    found = opened()
    found.choose("R-01")
    offered: list[str] = []

    def tick(_parent: object, title: str, rows: list[tuple[str, ...]], **_: object) -> tuple[str, ...]:
        offered.extend([title, *(row[1] for row in rows)])
        return (rows[0][0],)

    monkeypatch.setattr(pickers, "pick", tick)
    found.page.panel.known.click()
    found.settle()

    assert offered == ["Pilih bukti untuk R-01", "SK agen.pdf"]
    assert [one.name for one in found.items()["R-01"].evidence] == ["SK agen.pdf"]
    found.page.undo()
    found.settle()
    assert not found.items()["R-01"].evidence


def test_a_file_that_is_no_table_is_told(opened: Open, tmp_path: Path) -> None:
    found = opened(None)
    (tmp_path / "gambar.png").write_bytes(b"x")
    found.page.files.read_table(tmp_path / "gambar.png")

    found.qtbot.waitUntil(found.page.board.notice.isVisible)


def test_the_months_show_what_is_due_and_write_a_calendar(opened: Open, tmp_path: Path, monkeypatch) -> None:
    found = opened()
    found.page.board.calendar_button.click()
    dialog = found.dialog(CalendarDialog)
    assert dialog.month.text() == "Juli 2020"  # type: ignore[attr-defined]
    QTest.keyClick(dialog._cell(), Qt.Key.Key_PageUp)  # type: ignore[attr-defined]
    assert dialog.month.text() == "Juni 2020"  # type: ignore[attr-defined]
    assert "30 Juni 2020, 1 tenggat" in [cell.accessibleName() for cell in dialog.cells]  # type: ignore[attr-defined]
    target = tmp_path / "tenggat.ics"
    monkeypatch.setattr(dialogs, "pick_target", lambda *_: target)
    dialog.export.click()  # type: ignore[attr-defined]
    found.qtbot.waitUntil(target.exists)
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 2

    chosen = found.page.board.rows[2]
    dialog._choose(chosen)  # type: ignore[attr-defined]
    found.settle()
    assert found.page.current().item.id == chosen.item.id  # type: ignore[union-attr]


def test_a_locked_year_is_only_read(opened: Open) -> None:
    def lock(db: Store) -> None:
        some(db)
        with db.atomic():
            marks.keep_stage(db, OFFICE, 2020, Stage.LOCKED, at=NOW, by=WHO)

    found = opened(lock)
    before = found.items()
    page = found.page
    page.table.setFocus()
    found.press(Qt.Key.Key_Space)
    page.panel.save()
    page.add()
    page.add_proof()
    found.settle()

    assert page.board.locked.isVisible()
    assert not page.panel.note.isVisible()
    assert not page.add_button.isEnabled()
    assert found.items() == before


@pytest.mark.parametrize(("size", "percent"), [(frames.SIZES[2], 130)])
def test_the_page_fits_and_no_word_is_cut(opened: Open, size: tuple[int, int], percent: int) -> None:
    theme.apply(QApplication.instance(), "light", percent)  # type: ignore[arg-type]
    try:
        found = opened(size=size)
        found.page.open_panel()
        found.settle()
        found.qtbot.wait(200)

        assert (found.window.width(), found.window.height()) == size
        assert found.page.panel.isVisible()
        assert cut_words(found.page) == []
    finally:
        theme.apply(QApplication.instance(), "light", 100)  # type: ignore[arg-type]


def test_a_link_goes_to_its_row(opened: Open) -> None:
    found = opened()
    wanted = found.items()["R-03"].id
    found.window.go(Link("home"))
    found.window.go(Link("followup", wanted))
    found.settle()

    assert found.page.current().item.id == wanted  # type: ignore[union-attr]
    assert found.page.place().focus == wanted


def test_a_link_leads_to_what_was_sent_back(opened: Open) -> None:
    def sent_back(db: Store) -> None:
        some(db)
        row = next(
            one for one in followups.list_followups(db, OFFICE, 2020, TODAY) if one.status is Status.DONE
        )
        cells = assessments.load_cells(db, OFFICE, 2020, (FOLLOWUPS, row.id))
        edit = Edit(REPLICA_A, 1, NOW, "Sekretariat")
        seen = tuple(cell.edit.dot for cell in cells)
        ruling = Ruling(OFFICE, (FOLLOWUPS, row.id), seen, (), Verdict.REJECT, None, "Belum ada SK", edit)
        with db.atomic():
            reviews.add_rulings(db, 2020, [ruling])

    found = opened(sent_back)
    found.choose("R-03")
    found.window.go(Link("followup", filter="returned"))
    found.settle()

    assert found.page.current().item.recommendation.number == "R-02"  # type: ignore[union-attr]
    assert "Belum ada SK" in found.page.panel.notice.accessibleName()


# --- the secretariat --------------------------------------------------------------------------------------


def a_year(db: Store, folder: Path) -> None:
    """An office that was told one thing by the secretariat and has finished one of its own."""
    with year.an_office(folder / "office") as office:
        draft = Recommendation("", Source.LHE, "B/1", "K-07", "1", (), "Tetapkan agen", date(2020, 8, 1))
        (name,) = followups.add_recommendations(office, [(BABELAN, draft)], 2020, **BY).questions
        followups.record_followup(office, BABELAN, 2020, FollowUp(name, Status.DONE, 100), **BY)
        year.enrol(db, office)
        year.take_in(db, year.send(office, folder / "out"))
    followups.add_recommendation(db, BABELAN, 2020, Source.INTERNAL, "Kirim rekap", **BY)


@pytest.fixture
def secretariat(opened: Open, tmp_path: Path) -> Opened:
    return opened(lambda db: a_year(db, tmp_path), role=Role.SECRETARIAT, office="")


def test_the_secretariat_sees_all_accepts_and_returns(secretariat: Opened) -> None:
    found = secretariat
    assert found.numbers() == ["R-01", "K-07"]
    assert not found.page.panel.accept.isVisible()
    found.page.board.tabs.buttons()[2].click()
    found.settle()
    assert found.numbers() == ["K-07"]
    panel = found.page.panel
    panel.accept.click()
    found.settle()
    assert found.items()["K-07"].is_accepted
    found.page.undo()
    found.settle()
    assert not found.items()["K-07"].rulings

    found.page.board.show_all()
    found.choose("K-07")
    panel.send_back.click()
    QTest.keyClicks(panel.reason.field, "Belum ada SK Camat")
    panel.reason.act.click()
    found.settle()
    item = found.items()["K-07"]
    assert (item.is_returned, item.rulings[0].verdict) == (True, Verdict.REJECT)
    panel.take_back.click()
    found.settle()
    assert not found.items()["K-07"].rulings


def test_what_no_letter_has_told_stands_over_the_table_and_its_balasan_is_written_there(
    secretariat: Opened, tmp_path: Path, monkeypatch
) -> None:
    found = secretariat
    board = found.page.board
    assert board.unsent.accessibleName().startswith("1 rekomendasi belum dikirim")
    with found.qtbot.waitSignal(found.page.wanted) as asked:  # type: ignore[attr-defined]
        board.unsent.buttons()[0].click()
    assert asked.args[0] == Link("settings", "activations")
    found.window.go(Link("followup"))
    found.settle()
    found.choose("K-07")
    found.page.panel.accept.click()
    found.settle()
    words = board.unsent.accessibleName()
    assert words.startswith("1 putusan tindak lanjut dan 1 rekomendasi belum dikirim. Ikut dalam balasan")

    folder = tmp_path / "stik"
    folder.mkdir()
    monkeypatch.setattr(dialogs, "pick_folder", lambda *_: folder)
    board.unsent.buttons()[0].click()
    found.qtbot.waitUntil(board.notice.isVisible)  # type: ignore[attr-defined]
    found.settle()

    assert board.notice.accessibleName().startswith("1 balasan sudah dibuat")
    assert len(list(folder.iterdir())) == 1
    assert not board.unsent.isVisible()


def test_why_something_is_done_without_evidence_stands_at_its_place(secretariat: Opened) -> None:
    found = secretariat
    found.choose("K-07")
    (row,) = [one for one in found.page.board.rows if one.item.recommendation.number == "K-07"]
    told = replace(row, item=replace(row.item, waived="SK masih di Bagian Hukum"))
    found.page.panel.show_row(told, TODAY, is_locked=False, may_edit=False)

    words = found.page.panel.notice.accessibleName()
    assert words == "Selesai tanpa bukti. Alasan kecamatan: SK masih di Bagian Hukum"


def test_a_cell_of_the_strip_filters_and_counts(secretariat: Opened) -> None:
    found = secretariat
    strip = found.page.board.strip
    assert strip.cells[BABELAN].accessibleName() == "Kecamatan Babelan: 1 dari 2 selesai"
    strip.cells["32.16.01"].click()
    assert found.numbers() == []
    strip.cells[BABELAN].click()
    assert len(found.numbers()) == 2
    strip.cells[BABELAN].setFocus()
    QTest.keyClick(strip.cells[BABELAN], Qt.Key.Key_Right)
    assert strip.cells["32.16.03"].hasFocus()


def test_a_recommendation_goes_to_the_offices_that_are_ticked(secretariat: Opened) -> None:
    found = secretariat
    found.page.add_button.click()
    dialog = found.dialog(RecommendationDialog)
    dialog.words.set_text("Umumkan hasil survei")  # type: ignore[attr-defined]
    dialog._check_all(Qt.CheckState.Unchecked)  # type: ignore[attr-defined]
    dialog.finish()  # type: ignore[attr-defined]
    assert dialog.isVisible()  # type: ignore[attr-defined]
    for at in (0, 3):
        dialog.offices.item(at).setCheckState(Qt.CheckState.Checked)  # type: ignore[attr-defined]
    dialog.finish()  # type: ignore[attr-defined]
    found.settle()

    def given() -> list[str]:
        rows = found.page.board.rows
        return sorted(
            row.item.office for row in rows if row.item.recommendation.text == "Umumkan hasil survei"
        )

    assert given() == ["32.16.01", "32.16.04"]
    found.page.undo()
    found.settle()
    assert given() == []


def test_the_secretariat_writes_nothing_for_an_office(secretariat: Opened) -> None:
    found = secretariat
    found.choose("K-07")
    before = found.items()
    found.page.table.setFocus()
    found.press(Qt.Key.Key_Space)
    found.page.panel.save()
    found.page.add_proof()

    assert not found.page.panel.edit.isVisible()
    assert found.items() == before
    assert rows_of.SECRETARIAT_TABS[2][1] == "Perlu diputus"
