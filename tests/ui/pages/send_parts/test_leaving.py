"""Parts, the difference and the stick in Kirim, with real files on real disks."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from rbdesk import paths
from rbdesk.domain.assessment import Stage
from rbdesk.exchange import carrying
from rbdesk.exchange.stages import Trust
from rbdesk.progress import Cancelled
from rbdesk.ui import dialogs
from rbdesk.ui.pages.send import SendPage
from rbdesk.workflow import (
    arrivals,
    devices,
    dispatch,
    evidence,
    office,
    parting,
    places,
    receipting,
    returning,
    seals,
    sending,
    setup,
)
from tests import year
from tests.build import NOW
from tests.desks import a_pdf
from tests.ui.pages import offices
from tests.ui.pages.offices import CODES, KEY, Visit, Visiting, settle

SMALL = parting.LEAST_PART_BYTES


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory, monkeypatch) -> Iterator[Visiting]:
    monkeypatch.setattr(paths, "outgoing", lambda: tmp_path / "Dokumen" / "RBDesk")
    monkeypatch.setitem(parting.LIMITS, "whatsapp15", SMALL)  # parts without megabytes of evidence
    yield from offices.visits(qtbot, SendPage, tmp_path, tmp_path_factory)


@pytest.fixture
def stick() -> Iterator[Path]:
    """A folder on another disk than the desk's."""
    if not os.path.isdir("/dev/shm") or not places.is_another_disk(
        Path("/dev/shm"), Path(tempfile.gettempdir())
    ):
        pytest.skip("only one disk here")
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def press(qtbot, button) -> None:
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def attach(qtbot, seen: Visit, *sizes: int) -> None:
    for size in sizes:
        data = a_pdf() + random.Random(size).randbytes(size)
        staged = evidence.stage_bytes(paths.DeskFolder(seen.desk.folder), data, f"{size}.pdf")
        seen.desk.do(evidence.attach_evidence, KEY, CODES[0], staged)
    settle(qtbot, seen.desk)
    seen.page.refresh()
    qtbot.waitUntil(lambda: seen.page.leaving.parts > 1 or not sizes)
    settle(qtbot, seen.desk)


def choose_stick(qtbot, seen: Visit) -> None:
    plan = seen.page.checks.package.sending
    plan.way.setFocus()
    qtbot.keyClick(plan.way, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: seen.desk.identity.package_limit == "stick")
    settle(qtbot, seen.desk)


def stage_of(qtbot, seen: Visit) -> Stage:
    found: list[office.OfficeYear] = []
    seen.desk.read(office.load_year, KEY, then=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0].assessment.stage


# --- parts ---


def test_sizes_of_the_parts_are_shown_before_they_are_made_and_are_the_files_then(visit, qtbot):
    seen = visit("full")
    attach(qtbot, seen, 150_000, 150_001, 150_002)
    shown = seen.page.checks.package.sending.files.text()
    planned = [part.size for part in seen.page.leaving.preview.whole.parts]

    assert shown.startswith(f"{len(planned)} berkas · ")
    assert not seen.page.leaving.target.exists()
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: len(seen.page.made.receipt.files.rows) == len(planned))

    files = sorted(seen.page.leaving.target.iterdir())
    assert len(files) == len(planned)
    assert all(
        0 <= plan - file.stat().st_size < 1000
        for plan, file in zip(sorted(planned), sorted(files, key=lambda one: one.stat().st_size), strict=True)
    )
    names = {row.name.accessibleName() for row in seen.page.made.receipt.files.rows}
    assert names == {file.name for file in files}
    press(qtbot, seen.page.made.receipt.copy_message)
    assert f"dalam {len(files)} berkas. Kode paket" in QGuiApplication.clipboard().text()


def test_the_line_of_the_checks_names_the_parts(visit, qtbot):
    seen = visit("full")
    attach(qtbot, seen, 150_000, 150_001, 150_002)

    details = seen.page.checks.list.row("evidence_lost").details.text()

    assert details.endswith(f"lewat WhatsApp (15 MB) menjadi {seen.page.leaving.parts} bagian")


def test_a_lost_part_is_made_again_with_all_the_others(visit, qtbot):
    seen = visit("full")
    attach(qtbot, seen, 150_000, 150_001)
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: len(seen.page.made.receipt.files.rows) > 1)
    files = sorted(seen.page.leaving.target.iterdir())
    files[1].unlink()
    seen.page.refresh()
    settle(qtbot, seen.desk)
    receipt = seen.page.made.receipt

    press(qtbot, receipt.lost.buttons()[0])

    qtbot.waitUntil(lambda: files[1].is_file() and seen.page.made.isVisible())
    assert sorted(seen.page.leaving.target.iterdir()) == files


# --- only what is new ---


def test_after_a_package_that_was_sent_only_new_evidence_can_be_sent(visit, qtbot):
    seen = visit("full")
    press(qtbot, seen.page.checks.package.provisional)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())
    settle(qtbot, seen.desk)
    press(qtbot, seen.page.made.receipt.mark)
    qtbot.waitUntil(lambda: seen.page.packages[0].state == sending.SENT)
    press(qtbot, seen.page.made.receipt.back)
    attach(qtbot, seen, 150_000, 150_001)
    plan = seen.page.checks.package.sending
    qtbot.waitUntil(lambda: plan.choice.isVisible())

    assert plan.choice.value() == "whole"  # nobody has said yet that it arrived
    assert plan.basis.text() == "1 berkas, 69 B, sudah dikirim (revisi 1)."
    assert not seen.page.leaving.is_one_file
    press(qtbot, plan.choice.segments()[0])
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())
    settle(qtbot, seen.desk)

    newest = seen.page.packages[0]
    assert newest.revision == 2
    assert newest.size < 150_000 * 2 + 60_000


# --- the stick ---


def test_a_stick_is_asked_for_and_may_be_pulled_out_once_it_was_read_back(visit, qtbot, monkeypatch, stick):
    seen = visit("full")
    choose_stick(qtbot, seen)
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "pick_folder", lambda _, title, *__: asked.append(title) or stick)

    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())

    assert asked == ["Pilih folder di stik"]
    assert seen.page.made.receipt.safe.isVisible()
    assert [path.suffix for path in stick.iterdir()] == [".zip"]
    assert not (seen.desk.folder / "quarantine" / "keluar").exists()


def test_no_stick_no_package(visit, qtbot, monkeypatch):
    seen = visit("full")
    choose_stick(qtbot, seen)
    monkeypatch.setattr(dialogs, "pick_folder", lambda *_: None)

    press(qtbot, seen.page.checks.package.official)
    settle(qtbot, seen.desk)

    assert seen.page.checks.isVisible()
    assert not seen.page.checks.package.is_building
    assert seen.page.packages == ()


def test_a_folder_of_this_computer_is_never_called_safe_to_pull_out(visit, qtbot, monkeypatch, tmp_path):
    seen = visit("full")
    choose_stick(qtbot, seen)
    seen.page.leaving.target = tmp_path
    seen.page.leaving.changed.emit()

    assert seen.page.checks.package.sending.warning.text().startswith("Folder ini ada di komputer ini")
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())

    assert not seen.page.made.receipt.safe.isVisible()


def test_a_stick_that_was_pulled_out_before_is_told_and_nothing_is_locked(visit, qtbot, stick):
    seen = visit("full")
    choose_stick(qtbot, seen)
    seen.page.leaving.target = stick
    shutil.rmtree(stick)

    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.checks.trouble.isVisible())

    assert "mungkin stiknya tercabut" in seen.page.checks.trouble.accessibleName()
    assert not stick.exists()
    assert stage_of(qtbot, seen) is Stage.OPEN


def test_a_stick_that_reads_back_otherwise_is_told_and_gets_no_file(visit, qtbot, monkeypatch, stick):
    seen = visit("full")
    choose_stick(qtbot, seen)
    seen.page.leaving.target = stick
    monkeypatch.setattr(carrying, "_digest_on_medium", lambda *_: ("0" * 64, 0))

    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.checks.trouble.isVisible())

    assert list(stick.iterdir()) == []
    assert seen.page.packages == ()
    assert stage_of(qtbot, seen) is Stage.OPEN
    again, _ = seen.page.checks.trouble.buttons()
    monkeypatch.undo()
    monkeypatch.setattr(paths, "outgoing", lambda: stick)
    press(qtbot, again)
    qtbot.waitUntil(lambda: seen.page.made.receipt.safe.isVisible())


def test_a_job_that_is_cancelled_leaves_neither_file_nor_lock(visit, qtbot, monkeypatch, stick):
    seen = visit("full")
    choose_stick(qtbot, seen)
    seen.page.leaving.target = stick

    def stop(*_: object) -> None:
        seen.page.builder.stop()
        raise Cancelled

    monkeypatch.setattr(carrying, "_copy", stop)
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: bool(seen.told))

    assert seen.told == ["Pembuatan paket dibatalkan. Tidak ada berkas yang dibuat."]
    assert list(stick.iterdir()) == []
    assert stage_of(qtbot, seen) is Stage.OPEN


# --- another way for what was packed ---


def test_a_locked_year_is_packed_once_more_for_another_way_and_stays_locked(visit, qtbot):
    seen = visit("full")
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())
    settle(qtbot, seen.desk)
    first = seen.page.packages[0]

    press(qtbot, seen.page.made.receipt.other_way)
    card = seen.page.checks.package
    assert card.sending.way.hasFocus()
    assert card.official.text() == "Buat berkasnya lagi"
    assert not card.provisional.isVisible()
    assert seen.page.checks.again.accessibleName().startswith("Paket resmi revisi 1 dibuat lagi")
    press(qtbot, card.official)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())
    settle(qtbot, seen.desk)

    assert [package.revision for package in seen.page.packages] == [1]
    assert seen.page.packages[0].bundle_id == first.bundle_id
    assert stage_of(qtbot, seen) is Stage.LOCKED


def test_one_can_go_back_to_the_receipt_without_packing(visit, qtbot):
    seen = visit("locked")
    settle(qtbot, seen.desk)
    press(qtbot, seen.page.made.receipt.other_way)

    press(qtbot, seen.page.checks.again.buttons()[0])

    assert seen.page.made.isVisible()


# --- the receipt ---


def test_the_receipt_is_kept_as_a_page_whose_text_a_desk_can_judge(visit, qtbot, monkeypatch, tmp_path):
    seen = visit("full")
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())
    settle(qtbot, seen.desk)
    names: list[str] = []
    page = tmp_path / "tanda terima.pdf"
    monkeypatch.setattr(dialogs, "pick_target", lambda _, __, path, *___: names.append(path.name) or page)

    press(qtbot, seen.page.made.receipt.save_proof)
    qtbot.waitUntil(lambda: "Tanda terima disimpan: tanda terima.pdf" in seen.told)
    press(qtbot, seen.page.made.receipt.copy_proof)

    code = seen.page.packages[0].code
    assert names == [f"Tanda terima Cikarang Utara 2020 revisi 1 {code}.pdf"]
    copied = QGuiApplication.clipboard().text()
    assert receipting.read_receipt(page) == copied
    found: list[receipting.JudgedReceipt] = []
    seen.desk.read(receipting.judge_receipt, copied, then=found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].state == receipting.TAKEN_IN


def test_a_place_that_takes_no_page_is_told_in_place(visit, qtbot, monkeypatch, tmp_path):
    seen = visit("full")
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())
    settle(qtbot, seen.desk)
    (tmp_path / "berkas").write_text("bukan folder")
    monkeypatch.setattr(dialogs, "pick_target", lambda *_: tmp_path / "berkas" / "tanda.pdf")

    press(qtbot, seen.page.made.receipt.save_proof)

    qtbot.waitUntil(lambda: seen.page.made.trouble.isVisible())
    assert seen.page.made.trouble.accessibleName().startswith("Tanda terima belum tersimpan")


def test_the_size_is_read_with_the_settings_of_the_desk(visit, qtbot):
    seen = visit("full")
    seen.desk.do(setup.keep_settings, package_limit="mail14")
    settle(qtbot, seen.desk)
    seen.page.refresh()
    settle(qtbot, seen.desk)

    assert seen.page.leaving.limit == parting.LIMITS["mail14"]
    assert seen.page.checks.package.sending.way.currentText() == "Surel (14 MB)"


# --- sealed for the secretariat ---


def seal(qtbot, seen: Visit, tmp_path: Path) -> None:
    """Take in an activation file that asks for sealed packages."""
    told = {"who": "Sekretariat", "now": NOW}
    with year.a_secretariat(tmp_path / "sekretariat") as desk:
        seals.make_key(desk, **told)
        seals.switch_on(desk, seals.load_copy(desk).identity, **told)
        path = dispatch.activate(desk, KEY.office, tmp_path / "surat", **told).path
        key = setup.load_identity(desk).device.key
    trust: list[Trust] = []
    seen.desk.read(returning.load_letter_trust, key, then=trust.append)
    qtbot.waitUntil(lambda: bool(trust))
    seen.desk.do(returning.receive, returning.read_letter(path, trust[0]), key)
    settle(qtbot, seen.desk)
    seen.page.refresh()
    qtbot.waitUntil(lambda: seen.page.leaving.is_sealed)
    settle(qtbot, seen.desk)


def test_a_sealed_package_is_called_so_before_and_after_it_is_made(visit, qtbot, tmp_path):
    seen = visit("full")
    seal(qtbot, seen, tmp_path)

    assert seen.page.checks.package.sending.files.text().endswith("· tersegel")
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: seen.page.made.isVisible())

    (path,) = seen.page.leaving.target.iterdir()
    assert path.suffix == ".age"
    assert "tersegel untuk Sekretariat" in seen.page.made.receipt.file.place.text()


def test_another_laptop_gets_a_file_that_it_can_read_and_that_is_no_sending(visit, qtbot, tmp_path):
    seen = visit("full")
    seal(qtbot, seen, tmp_path)
    laptops = seen.page.checks.laptops

    press(qtbot, laptops.buttons()[1])
    qtbot.waitUntil(lambda: bool(seen.told))

    (path,) = seen.page.leaving.target.iterdir()
    assert path.suffix == ".zip"
    assert f"Untuk laptop lain: {path.name}" in laptops.accessibleName()
    assert seen.page.packages == ()
    assert stage_of(qtbot, seen) is Stage.OPEN


# --- what was lost on the way ---


def test_what_the_balasan_asks_for_is_named_and_sent_alone(visit, qtbot, tmp_path):
    seen = visit("full")
    attach(qtbot, seen, 150_000, 150_001)
    press(qtbot, seen.page.checks.package.official)
    qtbot.waitUntil(lambda: len(seen.page.made.receipt.files.rows) > 1)
    sent = sorted(seen.page.leaving.target.iterdir())
    lost = next(path for path in sent if "_b2dari" in path.name)
    own = seen.desk.identity.device
    with year.a_secretariat(tmp_path / "sekretariat") as desk:
        devices.enrol(desk, KEY.office, own.key, own.label, who="S", now=NOW)
        year.take_in(desk, *(path for path in sent if path != lost))
        missing = arrivals.load_missing(desk, KEY)
        letter = dispatch.make_return(desk, KEY.office, tmp_path / "surat", who="S", now=NOW).path
        key = setup.load_identity(desk).device.key
        trust: list[Trust] = []
        seen.desk.read(returning.load_letter_trust, key, then=trust.append)
        qtbot.waitUntil(lambda: bool(trust))
        seen.desk.do(returning.receive, returning.read_letter(letter, trust[0]), key)
        settle(qtbot, seen.desk)
        seen.page.refresh()
        qtbot.waitUntil(lambda: seen.page.made.asked.isVisible())

        count = len(missing.files)
        assert seen.page.packages[0].letter == 1
        assert seen.page.steps.accessibleName() == "Langkah 4 dari 4: Terima hasil verifikasi"
        assert f"belum menerima {count} berkas bukti" in seen.page.made.asked.accessibleName()
        press(qtbot, seen.page.made.asked.buttons()[0])
        plan = seen.page.checks.package.sending
        assert plan.choice.value() == "difference"
        press(qtbot, seen.page.checks.package.official)
        qtbot.waitUntil(lambda: seen.page.made.isVisible())
        again = [path for path in seen.page.leaving.target.iterdir() if path not in sent]
        year.take_in(desk, *again)

        assert arrivals.load_missing(desk, KEY).files == ()
        assert sum(path.stat().st_size for path in again) < sum(path.stat().st_size for path in sent)
