from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from rbdesk.domain.review import ReplyAct, Verdict
from rbdesk.ui import dialogs, theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.pages.returned import ReturnedPage
from rbdesk.ui.parts.page import Link
from rbdesk.ui.parts.secretariat_key import SecretariatKeyDialog
from rbdesk.workflow import dispatch, returning, sending, verification
from tests import correspondents, year
from tests.correspondents import KEY, OPERATOR, VERIFIER
from tests.desks import a_pdf
from tests.ui.pages import offices
from tests.ui.pages.offices import CODES, SIZES, complete, settle, words_of

CORRECTED, REJECTED, ASKED = "U.P.1.i.a", "U.P.1.i.b", "U.P.1.i.c"
REASONS = {CORRECTED: "SK belum cocok.", REJECTED: "Bukti tahun lalu.", ASKED: "Lampirkan daftar hadir."}


class Visit:
    """The page on an office's desk, the letter that waits for it, and what it asked for and told."""

    def __init__(self, page: Any, desk: Desk, letter: Path, fingerprint: str, qtbot: Any) -> None:
        self.page, self.desk, self.letter, self.qtbot = page, desk, letter, qtbot
        self.digits = " ".join(fingerprint.split()[-2:])
        self.wanted: list[Link] = []
        self.told: list[str] = []

    def settle(self) -> None:
        for _ in range(3):
            settle(self.qtbot, self.desk)

    def press(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key, *modifiers)

    def dialog(self) -> SecretariatKeyDialog:
        shown: list[SecretariatKeyDialog] = []

        def find() -> bool:
            found = self.page.window().findChildren(SecretariatKeyDialog)
            shown[:] = [one for one in found if one.isVisible()]
            return bool(shown)

        self.qtbot.waitUntil(find)
        return shown[0]

    def returned(self) -> dict[str, returning.ReturnedRow]:
        found: list[returning.Returned] = []
        self.desk.read(returning.load_returned, KEY, then=found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return {row.code: row for row in found[0].rows}

    def open_letter(self) -> None:
        """Read the letter and compare the digits, as a person does."""
        self.page.read_letter(self.letter)
        dialog = self.dialog()
        dialog.digits.edit.setText(self.digits)
        self.press(dialog.act)
        self.qtbot.waitUntil(self.page.letter.act.isVisible)
        self.page.activateWindow()
        self.qtbot.waitUntil(self.page.letter.act.hasFocus)

    def apply(self) -> None:
        self.open_letter()
        self.press(self.page.letter.act)
        self.settle()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """An office's desk that has sent its year, the letter that answers it, and the secretariat's digits."""
    place = tmp_path_factory.mktemp("letters")
    with (
        year.an_office(place / "office") as office,
        year.a_secretariat(place / "secretariat", office) as secretariat,
    ):
        year.say(office, complete())
        year.take_in(secretariat, year.send(office, place / "sent"))
        verification.agree_all(secretariat, KEY, [code for code in CODES if code not in REASONS], **VERIFIER)
        correspondents.rule(secretariat, CORRECTED, Verdict.CORRECT, "C", REASONS[CORRECTED])
        correspondents.rule(secretariat, REJECTED, Verdict.REJECT, reason=REASONS[REJECTED])
        correspondents.rule(secretariat, ASKED, Verdict.ASK, reason=REASONS[ASKED])
        letter = correspondents.write_back(secretariat, place / "letters")
        return place / "office", letter, correspondents.fingerprint(secretariat)


@pytest.fixture
def visit(qtbot, tmp_path, made) -> Iterator[Callable[..., Visit]]:
    import shutil

    desks: list[Desk] = []

    def show(size: tuple[int, int] = SIZES[0]) -> Visit:
        folder = tmp_path / "desk"
        shutil.copytree(made[0], folder)
        desk = Desk(folder, clock=lambda: OPERATOR["now"])
        desks.append(desk)
        with qtbot.waitSignal(desk.opened):
            desk.open()
        answers = AnswerModel(desk, KEY)
        with qtbot.waitSignal(answers.loaded):
            answers.load()
        page = ReturnedPage(desk, answers)
        seen = Visit(page, desk, made[1], made[2], qtbot)
        page.wanted.connect(seen.wanted.append)
        page.told.connect(lambda words, _: seen.told.append(words))
        qtbot.addWidget(page)
        page.resize(*size)
        page.adapt(round((size[0] + 60) * 100 / theme.text_percent()))
        with qtbot.waitExposed(page):
            page.show()
        page.refresh()
        seen.settle()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return seen

    yield show
    for desk in desks:
        desk.close()


# --- the letter ---


def test_before_the_first_balasan_the_page_says_how_to_open_one(visit, monkeypatch):
    seen = visit()
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [seen.letter])

    assert "Belum ada berkas dari Sekretariat" in words_of(seen.page)
    seen.page.empty.acted.emit("open")
    dialog = seen.dialog()
    assert dialog.digits.edit.hasFocus()
    dialog.reject()


def test_a_first_letter_is_believed_only_after_its_last_digits_were_typed(visit):
    seen = visit()
    seen.page.read_letter(seen.letter)
    dialog = seen.dialog()
    shown = " ".join(words_of(dialog))
    assert not any(group in shown for group in seen.digits.split())

    dialog.digits.edit.setText("00000 00000")
    seen.press(dialog.act)
    assert "Angkanya tidak sama" in " ".join(words_of(dialog))
    assert not seen.page.letter.isVisible()

    dialog.digits.edit.setText(seen.digits)
    seen.press(dialog.act)
    seen.qtbot.waitUntil(seen.page.letter.isVisible)
    assert seen.returned() == {}


def test_an_activation_file_is_not_called_a_balasan(visit, tmp_path):
    with year.a_secretariat(tmp_path / "secretariat") as secretariat:
        made = dispatch.activate(
            secretariat, KEY.office, tmp_path / "stick", who="Sekretariat", now=OPERATOR["now"]
        )
        digits = correspondents.fingerprint(secretariat)
    seen = visit()
    seen.letter, seen.digits = made.path, " ".join(digits.split()[-2:])
    told: list[str] = []
    seen.page.context_changed.connect(told.append)

    seen.apply()

    assert seen.told == ["Berkas aktivasi diterapkan. Jawaban Anda tetap tersimpan."]
    assert told[-1] == "Belum ada balasan Sekretariat"


def test_the_letter_is_shown_before_it_is_taken_in(visit):
    seen = visit()
    seen.open_letter()

    told = " ".join(words_of(seen.page.letter))
    assert "Balasan 1 dari Sekretariat" in told
    assert "110 pertanyaan" in told
    assert "3 pertanyaan" in told
    assert seen.returned() == {}
    seen.press(seen.page.letter.cancel)
    assert not seen.page.letter.isVisible()

    seen.open_letter()
    seen.press(seen.page.letter.act)
    seen.settle()
    assert set(seen.returned()) == set(REASONS)
    assert seen.told == ["Balasan 1 diterapkan. Jawaban Anda tetap tersimpan."]


def test_a_file_that_is_no_letter_says_so_and_changes_nothing(visit, tmp_path):
    seen = visit()
    broken = tmp_path / "balasan.rbd.zip"
    broken.write_bytes(seen.letter.read_bytes()[:-40])

    seen.page.read_letter(broken)
    seen.qtbot.waitUntil(seen.page.notice.isVisible)

    assert not seen.page.letter.isVisible()
    assert seen.returned() == {}


def test_the_same_letter_again_changes_nothing(visit):
    seen = visit()
    seen.apply()

    seen.page.read_letter(seen.letter)
    seen.qtbot.waitUntil(seen.page.notice.isVisible)

    assert "sudah diterapkan" in " ".join(words_of(seen.page.notice))
    assert seen.page.content.isVisible()


# --- deciding ---


def test_what_came_back_stands_with_its_reason_and_nothing_is_chosen(visit):
    seen = visit()
    seen.apply()
    page = seen.page

    assert [button.text() for button in page.tabs.buttons()] == ["Belum  3", "Sudah  0", "Semua  3"]
    assert REASONS[CORRECTED] in " ".join(words_of(page.form))
    assert page.form.act() is None
    assert not any(button.isChecked() for button in page.form.acts.values())
    assert not page.make.isEnabled()
    assert page.scores.change.text().startswith("−")


def test_accepting_makes_the_answer_the_verified_one_and_goes_on(visit):
    seen = visit()
    seen.apply()
    seen.key(Qt.Key.Key_1)
    seen.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.settle()

    assert seen.returned()[CORRECTED].reply.act is ReplyAct.ACCEPT
    assert seen.page.answers.answer(CORRECTED).value == "C"
    assert seen.page.place().focus == REJECTED
    assert seen.page.undo()
    seen.settle()
    assert seen.returned()[CORRECTED].reply is None
    assert seen.page.answers.answer(CORRECTED).value == complete()[CORRECTED].value


def test_another_answer_and_an_answer_in_words_need_words(visit):
    seen = visit()
    seen.apply()
    form = seen.page.form

    seen.page.open_question(CORRECTED)
    seen.press(form.acts[ReplyAct.CHANGE])
    form.options.choose("A")
    seen.press(form.save)
    assert "Tulis alasannya dulu" in " ".join(words_of(form))
    seen.qtbot.keyClicks(form.reason, "SK baru 123")
    seen.press(form.save)
    seen.settle()
    reply = seen.returned()[CORRECTED].reply
    assert (reply.act, reply.text) == (ReplyAct.CHANGE, "SK baru 123")
    assert seen.page.answers.answer(CORRECTED).value == "A"

    seen.page.open_question(ASKED)
    assert not form.acts[ReplyAct.ACCEPT].isEnabled()
    seen.press(form.acts[ReplyAct.RESPOND])
    seen.qtbot.keyClicks(form.reason, "Terlampir")
    seen.press(form.save)
    seen.settle()
    assert seen.returned()[ASKED].reply.text == "Terlampir"
    assert seen.page.answers.answer(ASKED).value == complete()[ASKED].value


def test_a_question_tells_what_was_ruled_on_it_and_leads_to_its_answer(visit):
    seen = visit()
    seen.apply()
    judged = seen.page.answers.year.judged

    assert {code for code in judged if judged[code].verdict is not Verdict.AGREE} == set(REASONS)
    assert (judged[CORRECTED].value, judged[CORRECTED].reason) == ("C", REASONS[CORRECTED])
    assert not judged[CORRECTED].is_replied
    seen.key(Qt.Key.Key_1)
    seen.page.save()
    seen.settle()
    after = seen.page.answers.year.judged[CORRECTED]
    assert after.is_replied
    seen.page.show_link(Link("returned", ASKED))
    assert seen.page.place() == Link("returned", ASKED)


def test_another_answer_is_chosen_by_its_letter_and_waits_to_be_judged_again(visit):
    seen = visit()
    seen.apply()
    seen.page.open_question(CORRECTED)
    seen.key(Qt.Key.Key_A)
    assert seen.page.form.value() is None, "no other answer is offered yet"
    seen.key(Qt.Key.Key_2)
    seen.key(Qt.Key.Key_A)
    assert seen.page.form.value() == "A"
    seen.qtbot.keyClicks(seen.page.form.reason, "SK dicabut")
    seen.press(seen.page.form.save)
    seen.settle()

    row = seen.returned()[CORRECTED]
    assert (row.reply.act, row.is_outdated) == (ReplyAct.CHANGE, True)
    said = words_of(seen.page.scores)
    assert any("1 jawaban yang Anda ubah belum diperiksa lagi" in words for words in said)


def test_what_was_undone_is_decided_again_by_ctrl_y(visit):
    seen = visit()
    seen.apply()
    seen.key(Qt.Key.Key_1)
    seen.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.settle()
    assert seen.page.undo()
    seen.settle()
    assert seen.page.redo()
    seen.settle()

    assert seen.returned()[CORRECTED].reply.act is ReplyAct.ACCEPT
    assert seen.page.answers.answer(CORRECTED).value == "C"
    assert not seen.page.redo()
    assert seen.page.undo()
    seen.settle()
    seen.page.form.choose(1)
    seen.page.save()
    seen.settle()
    assert not seen.page.redo()


def test_each_row_tells_its_points_and_each_area_has_its_dumbbell(visit):
    seen = visit()
    seen.apply()
    rows = seen.page._rows

    assert rows[ASKED]._points == "diminta bukti"
    assert rows[CORRECTED]._points.startswith("−")
    assert rows[CORRECTED]._points in rows[CORRECTED].accessibleName()
    dumbbells = seen.page.scores.dumbbells
    assert len(dumbbells) == 8
    assert dumbbells[0].accessibleName().startswith("Manajemen Perubahan: mandiri ")
    assert seen.page.scores.own_band.text() == "B"


def test_evidence_is_added_in_place_and_may_speak_for_itself(visit, tmp_path, monkeypatch):
    seen = visit()
    seen.apply()
    seen.page.open_question(ASKED)
    path = tmp_path / "Daftar hadir.pdf"
    path.write_bytes(a_pdf("hadir"))
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [path])

    seen.press(seen.page.form.evidence)
    seen.qtbot.waitUntil(lambda: "Daftar hadir.pdf" in seen.page.form.files.text())
    seen.settle()
    assert seen.page.form.act() is ReplyAct.RESPOND
    assert "Daftar hadir.pdf ditambahkan." in seen.page.form.said.text()
    seen.page.save()
    seen.settle()

    reply = seen.returned()[ASKED].reply
    assert (reply.act, reply.text) == (ReplyAct.RESPOND, "Daftar hadir.pdf")
    assert [item.name for item in seen.page.answers.evidence(ASKED)] == ["Daftar hadir.pdf"]


def test_the_comparison_is_printed_by_the_systems_own_viewer(visit, tmp_path, monkeypatch):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)))
    seen = visit()
    assert seen.page.header_widgets() == [seen.page.open_file]
    seen.apply()
    assert seen.page.header_widgets() == [seen.page.print, seen.page.open_file]
    seen.page.printer.target = tmp_path / "cetak"

    seen.page.print.click()
    seen.qtbot.waitUntil(lambda: bool(opened))

    [path] = (tmp_path / "cetak").iterdir()
    assert opened[0].toLocalFile() == str(path)
    assert path.name == f"Perbandingan_RB-2020_{KEY.office}_balasan-1.pdf"
    seen.qtbot.waitUntil(seen.page.notice.isVisible)
    seen.page.notice.buttons()[1].click()
    assert opened[1].toLocalFile() == str(path.parent)


def test_an_answer_that_changed_since_it_was_judged_is_marked_and_an_accepted_one_is_not(visit):
    seen = visit()
    seen.apply()
    assert not seen.page.changed_since.isVisible()
    seen.page.answers.set_value(REJECTED, "C")
    seen.settle()
    seen.settle()

    assert seen.page.changed_since.isVisible()
    assert "1 jawaban sudah Anda ubah" in " ".join(words_of(seen.page.changed_since))
    assert seen.page._rows[REJECTED]._state == "berubah"
    seen.page.open_question(CORRECTED)
    seen.page.form.choose(1)
    seen.page.save()
    seen.settle()
    assert "1 jawaban" in " ".join(words_of(seen.page.changed_since))


def test_the_open_form_has_all_the_height_its_words_need(visit):
    seen = visit(SIZES[1])
    seen.apply()
    for code in (REJECTED, ASKED):
        seen.page.open_question(code)
        seen.page.form.choose(3)
        seen.qtbot.wait(20)

    form = seen.page.form
    seen.qtbot.waitUntil(lambda: form.height() >= form.minimumSizeHint().height())
    assert form.note.height() >= form.note.minimumSizeHint().height()


def test_the_rest_is_accepted_at_once_and_undone_at_once(visit):
    seen = visit()
    seen.apply()
    assert seen.page.accept_rest.text() == "Terima 2 sisanya"

    seen.press(seen.page.accept_rest)
    seen.settle()
    assert [row.reply is not None for row in seen.returned().values()] == [True, True, False]
    seen.page.undo()
    seen.settle()
    assert not any(row.reply for row in seen.returned().values())


def test_when_all_is_decided_the_next_package_can_be_made(visit, tmp_path):
    seen = visit()
    seen.apply()
    seen.press(seen.page.accept_rest)
    seen.settle()
    seen.page.open_question(ASKED)
    seen.press(seen.page.form.acts[ReplyAct.RESPOND])
    seen.qtbot.keyClicks(seen.page.form.reason, "Terlampir")
    seen.press(seen.page.form.save)
    seen.settle()

    assert seen.page.make.isEnabled()
    seen.press(seen.page.make)
    assert seen.wanted == [Link("send")]
    built: list[Any] = []
    seen.desk.read(
        lambda db: sending.export(db, KEY, tmp_path, final=False, **OPERATOR).package.revision.number,
        then=built.append,
    )
    seen.qtbot.waitUntil(lambda: bool(built))
    assert built == [2]


# --- shape ---


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [100, 130])
def test_no_word_is_cut_and_every_control_is_reached_at_every_size(visit, size, percent, qapp):
    theme.apply(qapp, "light", percent)
    seen = visit(size)
    seen.apply()
    seen.press(seen.page.form.acts[ReplyAct.CHANGE])
    seen.settle()

    assert offices.cut_words(seen.page) == []
    assert [name for name in offices.unreachable(seen.page) if not name.startswith("OptionRow")] == []
    assert seen.page.width() == size[0]


def test_a_link_asks_at_once_for_the_file_that_it_is_about(visit, qtbot, monkeypatch):
    seen = visit()
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "pick_files", lambda _, title, *__: asked.append(title) or [])

    seen.page.show_link(Link("returned", "", "activation"))
    qtbot.waitUntil(lambda: len(asked) == 1)
    seen.page.show_link(Link("returned", "", "pick"))
    qtbot.waitUntil(lambda: len(asked) == 2)

    assert asked == ["Buka berkas aktivasi", "Buka berkas balasan"]
