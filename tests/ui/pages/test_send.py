from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from rbdesk import paths
from rbdesk.domain.assessment import Answer, Stage
from rbdesk.domain.submission import package_code
from rbdesk.ui import dialogs, theme
from rbdesk.ui.pages.send import SendPage
from rbdesk.ui.pages.send_parts.contents import due_words
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import office, sending
from tests.ui.pages import offices
from tests.ui.pages.offices import CODES, HALF, KEY, SIZES, Visit, Visiting, settle


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory, monkeypatch) -> Iterator[Visiting]:
    monkeypatch.setattr(paths, "outgoing", lambda: tmp_path / "Dokumen" / "RBDesk")
    yield from offices.visits(qtbot, SendPage, tmp_path, tmp_path_factory)


def press(qtbot, button) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def build(qtbot, seen: Visit, *, final: bool) -> Path:
    """Build by the button; the file."""
    package = seen.page.checks.package
    press(qtbot, package.official if final else package.provisional)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())
    settle(qtbot, seen.desk)
    return seen.page.packages[0].path


def stored(qtbot, seen: Visit) -> office.OfficeYear:
    found: list[office.OfficeYear] = []
    seen.desk.read(office.load_year, KEY, then=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


# --- the checks ---


def test_what_is_missing_keeps_the_official_package_back_and_says_so(visit):
    seen = visit("half")
    view = seen.page.checks

    assert view.isVisible()
    assert view.summary.accessibleName().startswith("Ada 2 hal wajib yang belum selesai")
    assert not view.package.official.isEnabled()
    assert view.package.reason.text() == "Selesaikan 2 hal wajib dulu."
    assert view.package.provisional.isEnabled()
    assert seen.page.steps.accessibleName() == "Langkah 1 dari 4: Periksa"


def test_each_line_jumps_to_its_first_case_with_the_matching_filter(visit, qtbot):
    seen = visit("half")
    lines = seen.page.checks.list

    for kind in ("unanswered", "no_evidence"):
        press(qtbot, lines.row(kind).button)

    assert seen.wanted == [
        Link("assessment", CODES[HALF], "unanswered"),
        Link("assessment", CODES[60], "no_evidence"),
    ]
    assert lines.row("unanswered").title.text() == "16 pertanyaan belum dijawab"


def test_what_is_done_stands_quietly_without_a_button(visit):
    lines = visit("half").page.checks.list

    assert lines.row("identity").button is None
    assert lines.row("identity").details.text() == (
        "Camat: Drs. H. Contoh Camat, M.Si. · Penanggung jawab: Siti Contoh"
    )


def test_advice_does_not_keep_the_package_back_and_leads_to_all_findings(visit, qtbot):
    seen = visit("advised")
    view = seen.page.checks

    press(qtbot, view.list.row("jump").button)
    press(qtbot, view.list.every)

    assert view.package.official.isEnabled()
    assert seen.wanted[0].page == "assessment"
    assert seen.wanted[1] == Link("checks")


def test_an_answer_given_elsewhere_shows_at_once(visit, qtbot):
    seen = visit("half")

    seen.answers.set_value(CODES[HALF], seen.answers.last_answer(CODES[HALF]).value)

    qtbot.waitUntil(
        lambda: seen.page.checks.list.row("unanswered").title.text() == "15 pertanyaan belum dijawab"
    )


def test_the_line_under_the_title_tells_by_when_to_send(visit):
    seen = visit("half")

    assert seen.contexts[-1] == "Batas kirim Senin, 7 September 2020 · 11 hari lagi"
    late = due_words(seen.desk.identity, datetime(2020, 9, 10, 3, tzinfo=UTC))
    assert late == "Batas kirim Senin, 7 September 2020 · lewat 3 hari"


def test_a_failed_attempt_puts_the_focus_on_the_summary(visit, qtbot):
    seen = visit("half")

    qtbot.keyClick(seen.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: seen.page.checks.summary.hasFocus())
    assert not seen.page.checks.package.is_building


def test_the_score_in_the_header_is_the_scores_of_the_sheet(visit):
    assert visit("full").page.score.accessibleName().startswith("Nilai 62,97, setara B")


def test_before_the_first_answer_there_is_no_value_and_no_category(visit):
    package = visit("empty").page.checks.package

    assert package.number.text() == "–"
    assert package.equals.isHidden()


def test_another_way_of_sending_is_kept(visit, qtbot):
    seen = visit("full")
    ways = seen.page.checks.package.sending.way

    ways.setFocus()
    qtbot.keyClick(ways, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: seen.desk.identity.package_limit == "stick")

    assert ways.currentText() == "Stik, tanpa batas ukuran"


# --- building ---


def test_the_official_package_is_built_read_back_and_locks(visit, qtbot):
    seen = visit("full")

    path = build(qtbot, seen, final=True)

    assert zipfile.ZipFile(path).testzip() is None
    assert stored(qtbot, seen).assessment.stage is Stage.LOCKED
    receipt = seen.page.made.receipt
    assert receipt.title_words.text() == "Paket resmi sudah dibuat"
    assert "penilaian kini terkunci" in receipt.when.text()
    assert receipt.file.name.accessibleName() == path.name
    assert seen.page.steps.accessibleName() == "Langkah 3 dari 4: Kirim ke Sekretariat"
    assert [path.name for path in path.parent.iterdir()] == [path.name]


def test_the_code_on_the_receipt_is_the_packages_own(visit, qtbot):
    seen = visit("full")

    path = build(qtbot, seen, final=True)

    with zipfile.ZipFile(path) as archive:
        (tag_manifest,) = (name for name in archive.namelist() if name.endswith("/tagmanifest-sha256.txt"))
        bundle_id = hashlib.sha256(archive.read(tag_manifest)).hexdigest()
    assert seen.page.made.receipt.code.code.text() == package_code(bundle_id)
    assert path.name.endswith(f"_{bundle_id[:6]}.rbd.zip")


def test_ctrl_e_builds_the_official_package(visit, qtbot):
    seen = visit("full")

    qtbot.keyClick(seen.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: seen.page.made.isVisible())
    assert seen.page.packages[0].final


def test_a_provisional_package_is_made_from_half_the_answers_and_locks_nothing(visit, qtbot):
    seen = visit("half")

    build(qtbot, seen, final=False)

    assert stored(qtbot, seen).assessment.stage is Stage.OPEN
    assert seen.page.made.receipt.title_words.text() == "Paket sementara sudah dibuat"
    assert "terkunci" not in seen.page.made.receipt.when.text()
    press(qtbot, seen.page.made.receipt.back)
    assert seen.page.checks.isVisible()
    assert seen.page.checks.history.isVisible()


def test_while_building_a_named_step_shows_and_the_buttons_are_gone(visit, qtbot):
    seen = visit("full")
    card = seen.page.checks.package

    card.official.click()

    assert card.is_building
    assert card.step.text() == "Mengumpulkan isi paket…"
    assert not card.official.isVisible()
    assert card.cancel.hasFocus()
    qtbot.waitUntil(lambda: not card.is_building)


def test_building_that_was_cancelled_leaves_no_file_and_no_lock(visit, qtbot, monkeypatch):
    seen = visit("full")
    run = seen.desk.run

    def run_and_cancel(fn, *values, **calls):
        job = run(fn, *values, **calls)
        seen.page.checks.package.cancel.click()  # before the job has reached its first step
        job.cancel()
        return job

    monkeypatch.setattr(seen.desk, "run", run_and_cancel)
    seen.page.checks.package.official.click()
    qtbot.waitUntil(lambda: bool(seen.told))

    assert seen.told == ["Pembuatan paket dibatalkan. Tidak ada berkas yang dibuat."]
    assert not seen.page.leaving.target.exists() or list(seen.page.leaving.target.iterdir()) == []
    assert stored(qtbot, seen).assessment.stage is Stage.OPEN
    assert seen.page.checks.package.official.isVisible()


def test_a_folder_that_takes_no_file_is_told_and_another_can_be_chosen(visit, qtbot, tmp_path, monkeypatch):
    seen = visit("full")
    seen.page.leaving.target = tmp_path / "berkas"
    seen.page.leaving.target.write_text("bukan folder")
    trouble = seen.page.checks.trouble

    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: trouble.isVisible())

    again, other = trouble.buttons()
    assert (again.text(), other.text()) == ("Coba lagi", "Pilih folder lain")
    assert again.hasFocus()
    monkeypatch.setattr(dialogs, "pick_folder", lambda *_: tmp_path / "lain")
    (tmp_path / "lain").mkdir()
    press(qtbot, other)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())
    assert seen.page.packages[0].path.parent == tmp_path / "lain"
    assert not trouble.isVisible()


def test_answers_that_change_while_it_is_built_make_no_official_package(visit, qtbot, monkeypatch):
    seen = visit("full")
    run = seen.desk.run

    def run_and_edit(fn, *values, **calls):
        seen.desk.do(office.record_answer, KEY, CODES[0], Answer("C"))
        return run(fn, *values, **calls)

    monkeypatch.setattr(seen.desk, "run", run_and_edit)
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.checks.trouble.isVisible())

    assert seen.page.checks.trouble.accessibleName().startswith("Isian berubah saat paket sedang dibuat")
    assert stored(qtbot, seen).assessment.stage is Stage.OPEN
    assert list(seen.page.leaving.target.iterdir()) == []


# --- the receipt ---


def test_a_locked_year_opens_with_its_receipt(visit):
    seen = visit("locked")

    assert seen.page.made.isVisible()
    assert not seen.page.made.receipt.back.isVisible()
    assert seen.page.made.receipt.title_words.text() == "Paket resmi sudah dibuat"


def test_the_message_for_whatsapp_names_office_revision_and_code(visit, qtbot):
    seen = visit("locked")

    press(qtbot, seen.page.made.receipt.copy_message)

    code = seen.page.packages[0].code
    assert QGuiApplication.clipboard().text() == (
        f"Yth. Sekretariat, terlampir paket RB 2020 Kecamatan Cikarang Utara revisi 1. Kode paket {code}."
    )
    assert seen.told == ["Pesan disalin. Tempel di WhatsApp, lalu lampirkan berkas paketnya."]


def test_the_code_can_be_copied(visit, qtbot):
    seen = visit("locked")

    press(qtbot, seen.page.made.receipt.code.copy)

    assert QGuiApplication.clipboard().text() == seen.page.packages[0].code


class Opened(QObject):
    """Stands for the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


def test_the_folder_of_the_package_is_opened(visit, qtbot):
    seen = visit("locked")
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "open")
    try:
        press(qtbot, seen.page.made.receipt.folder)
    finally:
        QDesktopServices.unsetUrlHandler("file")

    assert [Path(url.toLocalFile()) for url in opened.urls] == [seen.page.packages[0].path.parent]


def test_a_package_is_marked_as_sent_and_the_mark_can_be_taken_back(visit, qtbot):
    seen = visit("locked")
    mark = seen.page.made.receipt.mark

    press(qtbot, mark)
    qtbot.waitUntil(lambda: mark.text() == "Batalkan tanda terkirim")

    assert seen.page.packages[0].state == sending.SENT
    assert seen.page.steps.accessibleName() == "Langkah 4 dari 4: Terima hasil verifikasi"
    press(qtbot, mark)
    qtbot.waitUntil(lambda: mark.text() == "Tandai sudah dikirim")
    assert seen.page.packages[0].state == sending.NOT_MARKED


def test_the_mark_can_be_undone_from_the_toast(visit, qtbot):
    seen = visit("locked")
    undo = []
    seen.page.told.connect(lambda _, back: undo.append(back))
    press(qtbot, seen.page.made.receipt.mark)
    qtbot.waitUntil(lambda: seen.page.packages[0].state == sending.SENT)

    undo[0]()

    qtbot.waitUntil(lambda: seen.page.packages[0].state == sending.NOT_MARKED)


def test_a_file_of_evidence_that_is_gone_shows_when_the_page_is_opened_again(visit, qtbot):
    seen = visit("full")
    for path in (seen.desk.folder / "evidence").rglob("*"):
        if path.is_file():
            path.unlink()

    seen.page.refresh()

    qtbot.waitUntil(lambda: seen.page.checks.list.row("evidence_lost").button is not None)
    assert seen.page.checks.list.row("evidence_lost").title.text() == "1 berkas bukti hilang"
    assert not seen.page.checks.package.official.isEnabled()


def test_the_receipt_lists_what_the_package_held(visit):
    made = visit("locked").page.made
    words = [label.text() for label in made.facts.findChildren(Label) if label.isVisible()]

    for expected in ("Cikarang Utara", "2020 / 1", "22,86 dari 36,30 · 62,97%", "110 / 110", "1 berkas"):
        assert expected in words


def test_a_file_that_is_gone_can_be_made_again_and_is_the_same(visit, qtbot):
    seen = visit("full")
    path = build(qtbot, seen, final=True)
    bundle_id = seen.page.packages[0].bundle_id
    shutil.rmtree(path.parent)
    seen.page.refresh()
    settle(qtbot, seen.desk)
    receipt = seen.page.made.receipt

    assert receipt.lost.isVisible()
    assert not receipt.file.copy.isEnabled()
    press(qtbot, receipt.lost.buttons()[0])
    qtbot.waitUntil(lambda: path.is_file() and seen.page.made.isVisible())
    settle(qtbot, seen.desk)

    assert [package.bundle_id for package in seen.page.packages] == [bundle_id]
    assert not receipt.lost.isVisible()


# --- revisions ---


def test_opening_for_a_revision_asks_for_a_reason_in_place(visit, qtbot):
    seen = visit("locked")
    made = seen.page.made

    press(qtbot, made.open)
    qtbot.waitUntil(lambda: made.reason.field.hasFocus())

    assert not made.reason.act.isEnabled()
    qtbot.keyClick(made.reason.field, Qt.Key.Key_Escape)
    assert made.open.hasFocus()
    assert stored(qtbot, seen).assessment.stage is Stage.LOCKED


def test_the_next_official_package_after_unlocking_is_a_new_revision(visit, qtbot):
    seen = visit("locked")
    press(qtbot, seen.page.made.open)
    qtbot.keyClicks(seen.page.made.reason.field, "Ada SK baru")
    qtbot.keyClick(seen.page.made.reason.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: seen.page.checks.isVisible())
    settle(qtbot, seen.desk)

    assert seen.answers.assessment.stage is Stage.OPEN
    build(qtbot, seen, final=True)

    assert [package.revision for package in seen.page.packages] == [2, 1]
    assert [package.state for package in seen.page.packages] == [sending.NOT_MARKED, sending.REPLACED]
    assert seen.page.made.receipt.when.text().endswith("penilaian kini terkunci")


def test_a_link_can_lead_straight_to_the_reason(visit, qtbot):
    seen = visit("locked")

    seen.page.show_link(Link("send", "unlock"))

    qtbot.waitUntil(lambda: seen.page.made.reason.field.hasFocus())


def test_former_packages_are_looked_at_from_the_history(visit, qtbot):
    seen = visit("half")
    build(qtbot, seen, final=False)
    seen.answers.set_value(CODES[0], "A")
    settle(qtbot, seen.desk)
    press(qtbot, seen.page.made.receipt.back)
    build(qtbot, seen, final=False)
    older = seen.page.packages[1]

    seen.page.made.history.chosen.emit(older.bundle_id)

    assert seen.page.made.receipt.code.code.text() == older.code
    assert seen.page.made.receipt.mark.isVisible() is False
    assert "digantikan" in seen.page.made.receipt.when.text()


# --- what can be seen and reached ---


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", ["empty", "half", "advised", "locked"])
def test_nothing_is_cut_at_any_size(visit, qapp, state, size, percent):
    theme.apply(qapp, "light", percent)

    page = visit(state, size=size).page

    assert offices.cut_words(page) == []
    assert offices.unreachable(page) == []


def test_an_empty_year_can_still_be_sent_provisionally(visit, qtbot):
    seen = visit("empty")

    path = build(qtbot, seen, final=False)

    assert path.is_file()
    assert seen.page.packages[0].answered == 0


def test_tab_goes_through_the_checks_then_the_package(visit):
    seen = visit("half")
    lines, package = seen.page.checks.list, seen.page.checks.package

    stops = offices.tab_stops(seen.page)

    expected = [lines.row("unanswered").button, lines.row("no_evidence").button, lines.every]
    expected += [
        lines.row(key).button for key in ("unanswered", "no_evidence", "jump") if lines.row(key).button
    ][2:]
    laptops = seen.page.checks.laptops.buttons()
    plan = package.sending
    assert stops == [
        *expected,
        *(plan.way, plan.change_place, package.change_head, package.provisional),
        *laptops,
    ]


def test_the_header_leads_to_the_balasan(visit):
    seen = visit("locked")

    seen.page.header_widgets()[-1].click()

    assert seen.link == Link("returned")
