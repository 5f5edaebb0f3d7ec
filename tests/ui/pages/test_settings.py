import re
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk.domain.assessment import Answer
from rbdesk.exchange import keytext
from rbdesk.ui import dialogs, theme
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import activation, catalog
from tests.ui import frames
from tests.ui.frames import settle
from tests.ui.pages.offices import cut_words, unreachable, words_of


@pytest.fixture
def desk(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk", {"U.P.8.iii.a": Answer("Ya")})
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot, desk, tmp_path):
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("settings"))
    settle(qtbot, desk)
    return window


@pytest.fixture
def page(window):
    return window.page


@pytest.fixture
def regency(qtbot, tmp_path):
    desk = frames.secretariat_desk(qtbot, tmp_path / "desk")
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("settings"))
    settle(qtbot, desk)
    yield window
    desk.close()


def retype(qtbot, field, words):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_names_are_kept_and_shown_in_the_rail_at_once(window, page, desk, qtbot):
    page.show_link(Link("settings", "operator"))
    retype(qtbot, page.identity.field("operator").edit, "Rina Contoh")
    settle(qtbot, desk)
    assert desk.identity.operator == "Rina Contoh"
    assert page.identity.operator.title.text() == "Operator: Rina Contoh"
    assert "Rina Contoh" in window.rail._person.accessibleName()


def test_a_link_to_the_identity_opens_its_form(page):
    page.show_link(Link("settings", "identity"))
    assert QApplication.focusWidget() is page.identity.field("head").edit


def test_target_deadlines_limit_and_name_are_kept(page, desk, qtbot):
    retype(qtbot, page.year.target, "65")
    retype(qtbot, page.year.rows()[0].day, "9 Sep 2020")
    qtbot.mouseClick(page.limit.ways["mail14"], Qt.MouseButton.LeftButton)
    retype(qtbot, page.own_key.name.edit, "Laptop Loket")
    settle(qtbot, desk)
    kept = desk.identity
    assert kept.target == Decimal(65)
    assert kept.deadlines[0][1] == date(2020, 9, 9)
    assert kept.package_limit == "mail14"
    assert kept.device.label == "Laptop Loket"


def test_the_key_that_is_copied_can_be_enrolled_by_the_secretariat(page, desk, qtbot):
    qtbot.mouseClick(page.own_key.copy, Qt.MouseButton.LeftButton)
    (named,) = keytext.parse_devices(QApplication.clipboard().text())
    assert (named.office, named.key) == ("32.16.09", desk.identity.device.key)
    assert "  ".join(page.own_key.digits._lines[0].text().split()) == "  ".join(
        desk.identity.fingerprint.split()[:3]
    )


def test_the_page_with_the_digits_is_kept_where_it_was_wanted(page, qtbot, tmp_path, monkeypatch):
    told = []
    page.told.connect(lambda words, _: told.append(words))
    monkeypatch.setattr(dialogs, "pick_target", lambda *_: tmp_path / "kunci")
    qtbot.mouseClick(page.own_key.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Halaman kunci disimpan: kunci.pdf"]
    assert (tmp_path / "kunci.pdf").read_bytes().startswith(b"%PDF-")


def test_the_data_card_counts_and_measures(page, qtbot):
    qtbot.waitUntil(lambda: "terpakai" in page.data.words.text())
    assert page.data.words.text().startswith("1 jawaban · 0 bukti · ")
    assert "sisa ruang" in page.data.words.text()


def test_the_ways_to_other_pages(window, page, qtbot):
    qtbot.mouseClick(page.year.sources, Qt.MouseButton.LeftButton)
    assert window.page.key == "instrument"
    window.go_back()
    qtbot.mouseClick(page.about, Qt.MouseButton.LeftButton)
    assert window.page.place() == Link("help", "about")


def test_practice_is_asked_of_the_window(window, page, qtbot):
    with qtbot.waitSignal(window.practice_wanted):
        qtbot.mouseClick(page.data.practice, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", frames.SIZES)
def test_no_word_is_cut_and_each_control_can_be_reached(window, page, qapp, size, percent):
    theme.apply(qapp, "light", percent)
    window.resize(*size)
    page.show_link(Link("settings", "identity"))
    QApplication.processEvents()
    QApplication.processEvents()
    assert cut_words(page) == []
    assert unreachable(page) == []


# --- the secretariat ----------------------------------------------------------------------------------------


def test_the_secretariat_is_led_to_the_roster_and_has_no_package_limit(regency, qtbot):
    page = regency.page
    assert page.roster.count.text() == "Belum ada perangkat yang dikenal"
    assert not page.limit.isVisible()
    qtbot.mouseClick(page.roster.open, Qt.MouseButton.LeftButton)
    assert regency.page.key == "roster"


@pytest.mark.parametrize("size", frames.SIZES)
def test_no_word_of_the_secretariats_settings_is_cut(regency, size):
    regency.resize(*size)
    QApplication.processEvents()
    QApplication.processEvents()
    assert cut_words(regency.page) == []
    assert unreachable(regency.page) == []


def test_sealing_is_switched_on_by_the_paper_from_the_safe(regency, qtbot, tmp_path, monkeypatch):
    page, desk = regency.page, regency.desk
    target = tmp_path / "kunci.pdf"
    opened = []
    monkeypatch.setattr("rbdesk.ui.dialogs.pick_target", lambda *_: target)
    monkeypatch.setattr(
        "rbdesk.ui.pages.settings.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    qtbot.mouseClick(page.seal.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened == [str(target)])
    settle(qtbot, desk)
    key = re.search(rb"AGE-SECRET-KEY-1\w+", target.read_bytes())[0].decode()

    qtbot.keyClicks(page.seal.proof.edit, "QQQQQQQQ")
    qtbot.mouseClick(page.seal.proof.button, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    assert "bukan kunci segel" in page.seal.fault.text()
    assert page.seal.state.text() == "mati"
    page.seal.proof.edit.setText(key[-8:])
    qtbot.mouseClick(page.seal.proof.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.seal.state.text() == "menyala", timeout=20_000)
    qtbot.mouseClick(page.seal.off, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.seal.state.text() == "mati", timeout=20_000)


@pytest.mark.parametrize("answer", ["replace", "close"])
def test_the_key_of_this_computer_is_replaced_by_who_is_sure(window, page, desk, qtbot, monkeypatch, answer):
    before = desk.identity.fingerprint
    offered = []

    def ask(_parent, _question, acts, **_):
        offered.extend(act.key for act in acts)
        return answer

    monkeypatch.setattr("rbdesk.ui.dialogs.show_trouble", ask)
    qtbot.mouseClick(page.own_key.replace, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    assert offered == ["replace"]
    assert (desk.identity.fingerprint != before) == (answer == "replace")
    shown = " ".join(line.text() for line in page.own_key.digits._lines).split()
    assert shown == desk.identity.fingerprint.split()


def test_a_lost_key_of_the_secretariat_begins_anew(regency, qtbot, monkeypatch):
    page, desk = regency.page, regency.desk
    key = desk.folder / "device.key"
    key.write_bytes(b"rusak")
    before = desk.identity.fingerprint
    monkeypatch.setattr("rbdesk.ui.dialogs.show_trouble", lambda *_, **__: "lost")
    qtbot.mouseClick(page.own_key.replace, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    assert desk.identity.fingerprint != before
    assert key.read_bytes() != b"rusak"


# --- activation files ---------------------------------------------------------------------------------------


def test_offices_get_activation_files_that_their_first_computers_can_read(regency, qtbot, tmp_path):
    page, desk = regency.page, regency.desk
    assert page.activations.offices.count() == 1 + len(catalog.register().offices)

    page.activation_writer.write(["32.16.07", "32.16.09"], tmp_path / "surat")
    qtbot.waitUntil(lambda: page.activations.said.isVisible(), timeout=30_000)
    settle(qtbot, desk)

    assert page.activations.said.accessibleName().startswith("2 berkas aktivasi sudah dibuat")
    key = desk.identity.device.key
    files = (tmp_path / "surat").iterdir()
    offices = {activation.office_of(activation.read_activation(path, key)) for path in files}
    assert offices == {"32.16.07", "32.16.09"}
    groups = desk.identity.fingerprint.split()
    assert " ".join(groups[-2:]) in words_of(page.activations)


def test_one_offices_file_is_made_alone_and_writing_can_be_stopped(regency, qtbot, tmp_path, monkeypatch):
    page = regency.page
    monkeypatch.setattr(dialogs, "pick_folder", lambda *_: tmp_path / "surat")
    card = page.activations
    card.offices.setCurrentIndex(card.offices.findData("32.16.07"))

    qtbot.mouseClick(card.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.said.isVisible())
    (path,) = (tmp_path / "surat").iterdir()
    assert "_32.16.07_aktivasi_" in path.name

    card.offices.setCurrentIndex(0)
    qtbot.mouseClick(card.make, Qt.MouseButton.LeftButton)
    page.activation_writer.stop()
    qtbot.waitUntil(lambda: card.said.isVisible())
    assert len(list((tmp_path / "surat").iterdir())) < 5


def test_a_folder_that_takes_no_file_is_told_in_the_card(regency, qtbot, tmp_path, monkeypatch):
    page = regency.page
    (tmp_path / "berkas").write_text("bukan folder")
    monkeypatch.setattr(dialogs, "pick_folder", lambda *_: tmp_path / "berkas")

    qtbot.mouseClick(page.activations.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.activations.said.isVisible())

    assert "coba lagi" in page.activations.said.accessibleName()
    assert page.activations.make.isVisible()


def test_a_link_leads_to_the_activation_files(regency, qtbot):
    regency.go(Link("settings", "activations"))
    settle(qtbot, regency.desk)

    assert regency.page.activations.isAncestorOf(QApplication.focusWidget())


def test_a_copy_goes_to_a_stick_and_is_read_back(page, desk, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "pick_folder", lambda *args: tmp_path / "stik")
    qtbot.mouseClick(page.backups.stick, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.backups.outcome.isVisible())
    assert page.backups.outcome.accessibleName().startswith("Aman dicabut")
    qtbot.waitUntil(lambda: page.backups.age.text() == "stik: hari ini")
    assert (tmp_path / "stik" / "RBDesk-cadangan-32.16.09" / "keys" / "device.key").exists()
    page.backups.drill_wanted.emit()
    qtbot.waitUntil(lambda: page.backups.drill.accessibleName().startswith("Uji pulih terakhir berhasil"))
    qtbot.mouseClick(page.backups.restore, Qt.MouseButton.LeftButton)
    assert page.window().page.key == "restore"


def test_a_stick_that_takes_nothing_leaves_the_copies_that_are_there(
    page, desk, qtbot, tmp_path, monkeypatch
):
    (tmp_path / "stik").write_text("a file where a folder should be")
    monkeypatch.setattr(dialogs, "pick_folder", lambda *args: tmp_path / "stik")
    qtbot.mouseClick(page.backups.stick, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.backups.outcome.isVisible())
    assert page.backups.outcome.accessibleName().startswith("Tidak jadi")
    assert page.backups.age.text() == "stik: belum pernah"


def test_erasing_is_handed_over_once_the_name_was_typed(page, desk, qtbot, monkeypatch):
    errands, asked = [], []
    desk.handed_over.connect(errands.append)
    monkeypatch.setattr(dialogs, "ask", lambda *args, **kw: asked.append(args[1]) or True)
    qtbot.mouseClick(page.eraser.begin, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.eraser.field.edit, "Cikarang Utara")
    qtbot.mouseClick(page.eraser.act, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    assert asked == ["Hapus semua data Cikarang Utara?"]
    assert (errands[0].ends_desk, errands[0].can_stop) == (True, False)
