from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from rbdesk.domain import checks, doubles
from rbdesk.domain.assessment import Key
from rbdesk.domain.checks import Finding
from rbdesk.domain.review import Judgement, Verdict
from rbdesk.store.database import Store
from rbdesk.ui import theme
from rbdesk.ui.answer_form import viewer
from rbdesk.ui.pages.verification import VerificationPage
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.pages.verification_parts.sampling import SampleDialog
from rbdesk.ui.pages.verification_parts.sending import ReturnDialog
from rbdesk.ui.parts.page import Link, TraceWanted
from rbdesk.workflow import catalog, devices, linting, verification, verifiers
from rbdesk.workflow.changes import Changes
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import SIZES, Visit, Visiting, key, press, words

OFFICE, BABELAN = "32.16.09", "32.16.02"
KEY = Key(OFFICE, year.YEAR, catalog.UNIT_SHEET)
SHEET = catalog.instrument(catalog.UNIT_SHEET)
LETTERS = {"Ya": Qt.Key.Key_Y, "Tidak": Qt.Key.Key_T, "A": Qt.Key.Key_A, "B": Qt.Key.Key_B, "C": Qt.Key.Key_C}


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Verifikasi on a desk in one of the states of `secretariats`."""

    def settled(visit: Visiting) -> Visiting:
        def made(state: str, **but: Any) -> Visit:
            seen = visit(state, **but)
            quiet(seen)
            return seen

        return made

    yield from map(settled, secretariats.visits(qtbot, VerificationPage, tmp_path, tmp_path_factory))


def found(seen: Visit) -> verification.Verification:
    """What the store says of the office now."""
    loaded: verification.Verification = seen.stored(verification.load_verification, KEY)
    return loaded


def row(seen: Visit, code: str) -> verification.VerifiedRow:
    return next(one for one in found(seen).rows if one.code == code)


def quiet(seen: Visit) -> None:
    """Wait until what was asked is written, read again and shown."""
    seen.settle()
    seen.settle()


def take_in(seen: Visit, path: Path) -> None:
    """Take in a package, as Kotak Masuk does."""

    def accept(db: Store, *, who: str, now: datetime) -> Changes:
        return year.take_in(db, path, now=now)

    seen.desk.do(accept)
    quiet(seen)
    quiet(seen)


def choose(seen: Visit, accepts) -> str:
    """Go to the first question that is like this; its code."""
    code = next(one.code for one in seen.page.found.rows if accepts(one))
    seen.page.board.select(code)
    seen.page.board.view.setFocus()
    return code


def is_lettered(one: verification.VerifiedRow) -> bool:
    labels = {option.label for option in SHEET.question(one.code).scale.options}
    return {"A", "B", "C"} <= labels and one.answers[0].value in ("A", "B")


def other_letter(one: verification.VerifiedRow) -> str:
    return "B" if one.answers[0].value == "A" else "A"


# --- what it shows ---


def test_without_a_package_the_page_says_where_offices_come_from(visit):
    seen = visit("empty")

    assert seen.page.empty.isVisible()
    seen.page.empty.acted.emit("inbox")
    assert seen.wanted == [Link("inbox")]


def test_both_scores_and_the_progress_stand_over_the_questions(visit):
    seen = visit("one")
    bar = seen.page.bar

    assert bar.own.value == bar.verified.value == lines.score_words(found(seen).self_score)
    assert bar.change.text() == "sama"
    assert bar.count.text() == "0 / 110"
    assert not bar.send.isEnabled()
    assert bar.send.toolTip() == "110 lagi sebelum balasan"
    assert [button.text() for button in seen.page.board.tabs.buttons()] == [
        "Belum  110",
        "Berbeda  0",
        "Semua  110",
    ]


def test_the_first_open_question_has_the_focus_with_the_answer_and_the_evidence_of_the_office(visit):
    seen = visit("one")
    one = row(seen, seen.page.board.current())

    assert seen.page.board.current() == seen.page.board.shown()[0]
    assert SHEET.node(one.code).name in words(seen.page)
    option = SHEET.question(one.code).scale.option(one.answers[0].value)
    assert option.text in words(seen.page.statement)
    assert one.evidence[0].name in words(seen.page.statement)
    assert seen.page.verdict.options.value() is None


def test_both_scores_and_the_question_in_focus_say_why_they_are_so(visit):
    seen = visit("full")
    seen.page.show_link(Link("verification", "32.16.09"))
    seen.settle()
    asked: list[TraceWanted] = []
    seen.page.traced.connect(asked.append)

    for figure in (seen.page.bar.own, seen.page.bar.verified):
        seen.qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)

    assert [(one.office, one.side) for one in asked] == [("32.16.09", "self"), ("32.16.09", "verified")]
    seen.page.bar.verified.setFocus()
    assert seen.page.number_in_focus() == TraceWanted("", "32.16.09", side="verified")
    seen.page.board.view.setFocus()
    assert seen.page.number_in_focus() == TraceWanted(seen.page.place().filter, "32.16.09")


def test_another_office_is_shown_when_it_is_chosen(visit):
    seen = visit("full")
    other = seen.page.bar.offices.findData("32.16.02")

    seen.page.bar.offices.setCurrentIndex(other)
    seen.page.bar.offices.activated.emit(other)
    quiet(seen)

    assert seen.page.found.key.office == "32.16.02"
    assert seen.page.place().focus == "32.16.02"


def test_a_link_leads_to_an_office_and_a_question(visit):
    seen = visit("full")

    seen.page.show_link(Link("verification", "32.16.02", "U.P.8.iii.c"))
    quiet(seen)

    assert seen.page.place() == Link("verification", "32.16.02", "U.P.8.iii.c")
    assert seen.page.board.current() == "U.P.8.iii.c"


def test_what_the_checks_found_at_a_question_is_told_there(visit):
    seen = visit("one")
    one = next(row for row in found(seen).rows if row.findings)
    line = next(line for line in seen.page.board.lines() if line.code == one.code)

    seen.page.board.select(one.code)
    quiet(seen)

    finding = one.findings[0]
    assert lines.finding_remark(finding) in line.remarks
    assert lines.finding_words(finding, SHEET) in words(seen.page.statement)
    assert lines.finding_remark(finding).words.capitalize() not in words(seen.page.statement)


def test_what_other_offices_have_too_is_told_with_their_names():
    shared = Finding("same_photo", "saran", "U.P.1.i.a", (("name", "Rapat.jpg"), ("offices", "32.16.02")))

    assert lines.finding_words(shared, SHEET) == (
        "Foto yang sama ada di kecamatan lain: “Rapat.jpg” sama persis dengan berkas di Babelan"
    )
    for kind in (*checks.KINDS, *doubles.KINDS):
        if kind not in linting.TOLD_OTHERWISE:
            assert lines.finding_remark(Finding(kind, "saran", "U.P.1.i.a")).words


# --- judging ---


def test_s_agrees_and_goes_on(visit):
    seen = visit("one")
    seen.page.take_focus()
    first, second = seen.page.board.shown()[:2]

    key(seen, Qt.Key.Key_S)
    quiet(seen)

    assert row(seen, first).judgement is Judgement.DECIDED
    assert row(seen, first).rulings[0].verdict is Verdict.AGREE
    assert seen.page.board.current() == second
    assert seen.page.bar.count.text() == "1 / 110"


def test_another_answer_needs_a_reason_before_it_is_kept(visit):
    seen = visit("one")
    code = choose(seen, is_lettered)
    letter = other_letter(row(seen, code))

    key(seen, LETTERS[letter])
    seen.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    quiet(seen)

    assert row(seen, code).judgement is Judgement.NONE
    assert seen.page.board.current() == code
    assert seen.page.verdict.reason.hasFocus()
    assert "Tulis alasannya dulu" in words(seen.page.verdict)

    seen.qtbot.keyClicks(seen.page.verdict.reason, "Bukti SK saja, bukan S atau O.")
    seen.qtbot.keyClick(seen.page.verdict.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    quiet(seen)

    ruling = row(seen, code).rulings[0]
    assert (ruling.verdict, ruling.value, ruling.reason) == (
        Verdict.CORRECT,
        letter,
        "Bukti SK saja, bukan S atau O.",
    )
    assert seen.page.board.current() != code
    assert seen.page.bar.change.text().endswith(" poin persen")
    assert seen.page.bar.verified.value == lines.score_words(found(seen).verified_score)


def test_after_a_reason_is_kept_the_keys_rule_the_next_question_again(visit):
    seen = visit("one")
    code = choose(seen, is_lettered)
    key(seen, LETTERS[other_letter(row(seen, code))])
    seen.page.verdict.reason.setFocus()
    seen.qtbot.keyClicks(seen.page.verdict.reason, "Bukti belum ditandatangani.")
    seen.qtbot.keyClick(seen.page.verdict.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    following = seen.page.board.current()

    seen.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S)
    quiet(seen)

    assert following != code
    assert [ruling.verdict for ruling in row(seen, following).rulings] == [Verdict.AGREE]
    assert seen.page.verdict.reason.toPlainText() == ""


def test_the_offices_own_answer_is_agreement_without_a_reason(visit):
    seen = visit("one")
    code = choose(seen, is_lettered)

    key(seen, LETTERS[row(seen, code).answers[0].value])
    press(seen, seen.page.verdict.save)
    quiet(seen)

    assert row(seen, code).rulings[0].verdict is Verdict.AGREE


@pytest.mark.parametrize(("button", "verdict"), [("reject", Verdict.REJECT), ("ask", Verdict.ASK)])
def test_refusing_and_asking_go_back_with_their_reason(visit, button, verdict):
    seen = visit("one")
    code = seen.page.board.current()

    press(seen, getattr(seen.page.verdict, button))
    press(seen, seen.page.verdict.phrases[1])
    press(seen, seen.page.verdict.save)
    quiet(seen)

    ruling = row(seen, code).rulings[0]
    assert (ruling.verdict, ruling.reason) == (verdict, "Belum ditandatangani.")
    assert not row(seen, code).is_open
    assert "Berbeda  1" in [tab.text() for tab in seen.page.board.tabs.buttons()]


def test_saving_without_a_choice_says_what_is_missing(visit):
    seen = visit("one")

    press(seen, seen.page.verdict.save)

    assert "Pilih hasilnya dulu" in words(seen.page.verdict)
    assert not found(seen).rows[0].rulings


def test_numbers_are_corrected_by_numbers(visit):
    seen = visit("one")
    code = choose(seen, lambda one: len(SHEET.question(one.code).scale.inputs) == 2 and one.answers[0].value)
    form = seen.page.verdict
    numbers = [str(number) for _, number in row(seen, code).answers[0].value]

    key(seen, Qt.Key.Key_1)
    for field in form.numbers.fields():
        field.setFocus()
        field.selectAll()
        seen.qtbot.keyClicks(field, "1")
    form.reason.setFocus()
    seen.qtbot.keyClicks(form.reason, "Hanya satu.")
    press(seen, form.save)
    quiet(seen)

    ruling = row(seen, code).rulings[0]
    assert ruling.verdict is Verdict.CORRECT
    assert [str(number) for _, number in ruling.value] == ["1", "1"] != numbers


def test_what_was_begun_waits_where_it_was_left(visit):
    seen = visit("one")
    code = seen.page.board.current()
    press(seen, seen.page.verdict.reject)
    seen.qtbot.keyClicks(seen.page.verdict.reason, "Belum selesai")

    seen.page.board.select(seen.page.board.shown()[5])
    assert seen.page.verdict.reason.text() == ""
    seen.page.board.select(code)

    assert seen.page.verdict.reason.text() == "Belum selesai"
    assert seen.page.verdict.reject.isChecked()


# --- taking back ---


def test_ctrl_z_takes_back_one_ruling_after_the_other_and_ctrl_y_gives_them_again(visit):
    seen = visit("one")
    seen.page.take_focus()
    first, second = seen.page.board.shown()[:2]
    key(seen, Qt.Key.Key_S, Qt.Key.Key_S)
    quiet(seen)
    assert seen.page.bar.count.text() == "2 / 110"

    assert seen.page.undo()
    quiet(seen)
    assert seen.page.board.current() == second
    assert not row(seen, second).rulings
    assert seen.page.undo()
    quiet(seen)
    assert not row(seen, first).rulings
    assert not seen.page.undo()

    assert seen.page.redo()
    quiet(seen)
    assert row(seen, first).rulings
    assert seen.page.bar.count.text() == "1 / 110"


def test_agreeing_with_many_leaves_what_has_a_mark_or_is_in_the_sample_and_is_one_step(visit):
    seen = visit("one")
    seen.page._take_sample(20, "rapat 3 September")
    quiet(seen)
    marked = {line.code for line in seen.page.board.lines() if lines._warns(line) or line.is_sampled}

    press(seen, seen.page.board.agree)
    quiet(seen)

    assert set(found(seen).open) == marked
    assert seen.told[-1] == f"{110 - len(marked)} jawaban disetujui."
    assert not seen.page.board.agree.isEnabled()
    seen.page.undo()
    quiet(seen)
    assert len(found(seen).open) == 110


# --- sample ---


def test_a_sample_is_drawn_from_a_seed_that_stands_beside_it(visit):
    seen = visit("one")

    press(seen, seen.page.board.sample)
    dialog = next(one for one in seen.page.window().findChildren(SampleDialog) if one.isVisible())
    assert dialog.seed.edit.text() == "3 September 2020 Cikarang Utara"
    dialog.seed.edit.clear()
    assert not dialog.act.isEnabled()
    dialog.seed.edit.setText("BA-12")
    dialog.size_box.setValue(15)
    press(seen, dialog.act)
    quiet(seen)

    drawn = seen.stored(verification.draw_sample, KEY, 15, "BA-12")
    assert found(seen).sample == drawn
    assert seen.page.board.seed.text() == "benih “BA-12”"
    press(seen, seen.page.board.sampled)
    assert set(seen.page.board.shown()) == {row[2] for row in drawn.rows}


# --- evidence ---


def test_o_opens_a_copy_of_the_evidence(visit, monkeypatch):
    seen = visit("one")
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    seen.page.take_focus()

    key(seen, Qt.Key.Key_O)

    assert len(opened) == 1
    assert "bukti-" in opened[0].fileName()
    assert str(seen.desk.folder) not in opened[0].toLocalFile()
    viewer.clear_copies()


# --- the balasan ---


def test_a_picture_is_shown_in_the_window_and_another_file_is_a_card(visit):
    seen = visit("one")
    preview = seen.page.statement.evidence.preview
    choose(seen, lambda one: one.evidence and one.evidence[0].mime == "image/jpeg")
    seen.qtbot.waitUntil(lambda: preview.image is not None)

    assert preview.accessibleName().startswith("Pratinjau gambar ")
    choose(seen, lambda one: one.evidence and one.evidence[0].mime == "application/pdf")
    quiet(seen)
    assert preview.image is None
    assert preview.accessibleName().startswith("Pratinjau berkas ")


def test_the_balasan_is_shown_before_it_is_written_and_its_code_after(visit, tmp_path):
    seen = visit("one")
    seen.page.writer.target = tmp_path / "balasan"
    codes = [one.code for one in found(seen).rows]
    refused = seen.page.board.current()
    press(seen, seen.page.verdict.reject)
    press(seen, seen.page.verdict.phrases[0])
    press(seen, seen.page.verdict.save)
    quiet(seen)
    seen.page._agree_all(KEY, tuple(code for code in codes if code != refused))
    quiet(seen)
    bar = seen.page.bar
    assert bar.caption.text() == "Semua diputuskan"
    assert bar.send.property("kind") == "primary"

    press(seen, bar.send)
    dialog = next(one for one in seen.page.window().findChildren(ReturnDialog) if one.isVisible())
    assert "109 pertanyaan" in words(dialog)
    assert "1 jawaban dikembalikan" in words(dialog)
    assert "Bukti bukan tahun 2020." in words(dialog)
    assert not (tmp_path / "balasan").exists()
    press(seen, dialog.act)
    seen.qtbot.waitUntil(seen.page.notice.isVisible)
    quiet(seen)

    written = list((tmp_path / "balasan").iterdir())
    assert len(written) == 1
    assert str(written[0]) in words(seen.page.notice)
    assert found(seen).status == verification.DONE
    press(seen, seen.page.notice.buttons()[0])
    assert QGuiApplication.clipboard().text().startswith("Yth. Kecamatan Cikarang Utara, terlampir balasan 1")


def join_another_desk(seen: Visit, folder: Path, *rulings: tuple[Any, ...]) -> None:
    """Take in the rulings of another verifier's desk, as Kotak Masuk does."""
    path, public = secretariats.rulings_of_another_desk(folder, *rulings)

    def join(db: Store, *, who: str, now: datetime) -> Changes:
        devices.enrol(db, catalog.register().code, public, "Inspektorat", who=who, now=now)
        delivery = verifiers.read_rulings(path, verifiers.load_desk_trust(db))
        return verifiers.join_rulings(db, delivery, who=who, now=now)

    seen.desk.do(join)
    quiet(seen)
    quiet(seen)


@pytest.fixture
def disputed(visit, tmp_path) -> tuple[Visit, str]:
    """We agreed to a question that Inspektorat corrected; that question is open."""
    seen: Visit = visit("one")
    code = choose(seen, is_lettered)
    letter = other_letter(row(seen, code))
    key(seen, Qt.Key.Key_S)
    quiet(seen)
    join_another_desk(seen, tmp_path / "lain", (code, Verdict.CORRECT, letter, "SK sudah dicabut"))
    seen.page.board.select(code)
    quiet(seen)
    return seen, code


def test_two_verifiers_stand_side_by_side_and_nothing_is_preselected(disputed):
    seen, code = disputed
    verdict = seen.page.verdict

    assert row(seen, code).judgement is Judgement.DIFFERENT
    boxes = verdict.differing.boxes
    assert verdict.differing.isVisible()
    assert len(boxes) == 2
    assert boxes[0].y() == boxes[1].y()
    told = words(verdict.differing)
    assert "Setuju" in told
    assert "“SK sudah dicabut”" in told
    assert "Inspektorat" in told
    assert verdict.draft().verdict is None
    line = next(one for one in seen.page.board.lines() if one.code == code)
    assert (line.state, line.is_open) == (lines.DISPUTED, True)
    assert "verifikator berbeda" in line.spoken
    assert "–" in seen.page.bar.verified.value  # a range until somebody decides


def test_one_person_decides_between_them_with_a_reason(disputed):
    seen, code = disputed
    verdict = seen.page.verdict
    [theirs] = [box for box in verdict.differing.boxes if box.ruling.verdict is Verdict.CORRECT]

    press(seen, theirs.take)
    assert verdict.draft().verdict is Verdict.CORRECT
    seen.page.save()
    assert "alasan" in verdict.said.text()
    seen.qtbot.keyClicks(verdict.reason, "SK itu memang dicabut")
    seen.page.save()
    quiet(seen)

    decided = row(seen, code)
    assert decided.judgement is Judgement.DECIDED
    assert [ruling.reason for ruling in decided.rulings] == ["SK itu memang dicabut"]
    assert not decided.is_open


def test_agreeing_needs_a_reason_too_where_verifiers_differ(disputed):
    seen, code = disputed
    key_of_list(seen)
    key(seen, Qt.Key.Key_S)
    quiet(seen)

    assert row(seen, code).judgement is Judgement.DIFFERENT
    assert "alasan" in seen.page.verdict.said.text()


def key_of_list(seen: Visit) -> None:
    seen.page.board.view.setFocus()


@pytest.mark.parametrize("size", SIZES[1:])
def test_in_a_narrow_window_the_reason_for_no_balasan_can_be_read(visit, size):
    seen = visit("one", size=size)

    assert not seen.page.bar.send.isEnabled()
    assert seen.page.bar.reason.isVisible()
    assert seen.page.bar.reason.text() == "putuskan 110 lagi"


def test_a_changed_answer_is_marked_to_be_looked_at_again(visit):
    seen = visit("empty")
    take_in(seen, secretariats.bundle(BABELAN, 0))
    codes = tuple(one.code for one in seen.page.found.rows)
    seen.page._agree_all(seen.page.found.key, codes)
    quiet(seen)
    seen.page.board.tabs.buttons()[0].click()
    assert "Semua pertanyaan sudah diputuskan." in words(seen.page.board)

    take_in(seen, secretariats.bundle(BABELAN))

    changed = seen.page.found.open
    assert 0 < len(changed) < 110
    assert seen.page.board.shown() == tuple(line.code for line in seen.page.board.lines() if line.is_open)
    assert "Jawaban berubah setelah diputuskan" in words(seen.page.verdict)
    assert seen.page.verdict.options.value() is None
    assert not lines.agreeable(seen.page.board.lines())


# --- shape ---


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [100, 130])
def test_no_word_is_cut_and_every_control_is_named_and_reached_at_every_size(visit, size, percent, qapp):
    theme.apply(qapp, "light", percent)
    seen = visit("one", size=size)

    assert offices.cut_words(seen.page) == []
    # of the options one is a stop of Tab, arrows lead to the others
    assert [name for name in offices.unreachable(seen.page) if not name.startswith("OptionRow")] == []
    assert seen.page.width() == size[0]


def test_the_page_can_be_walked_in_parts(visit):
    seen = visit("one")
    page = seen.page

    assert page.regions() == [page.bar, page.board, page.statement, page.verdict]
    stops = offices.tab_stops(page)
    assert page.board.view in stops
    assert stops.index(page.bar.offices) < stops.index(page.board.view) < stops.index(page.verdict.reason)
