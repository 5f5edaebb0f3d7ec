"""A workbook that people filled, read back in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from rbdesk import text
from rbdesk.domain import scoring
from rbdesk.domain.assessment import Answer
from rbdesk.errors import StoreTrouble
from rbdesk.ui import dialogs
from rbdesk.ui.answer_form.filled_workbook import WorkbookDialog
from rbdesk.workflow import workbooks
from tests.report.filled import typed
from tests.ui.answering import KEY, SHEET
from tests.ui.penilaian import Penilaian, show_half

FIRST, SECOND, THIRD = "U.P.1.i.a", "U.P.1.i.b", "U.P.1.i.c"


@pytest.fixture
def half(qtbot, tmp_path):
    found = show_half(qtbot, tmp_path)
    yield found
    found.close()


@pytest.fixture
def path(half, qtbot, tmp_path) -> Path:
    """The workbook of the desk as it is now."""
    found: list[workbooks.OfficeBook] = []
    half.opened.desk.read(workbooks.load_book, KEY, then=found.append)
    qtbot.waitUntil(lambda: bool(found))
    workbooks.write_book(found[0], tmp_path / "buku.xlsx")
    return tmp_path / "buku.xlsx"


def other(half: Penilaian, code: str) -> str:
    """An option that is not the answer now."""
    now = half.value(code)
    return next(one.label for one in SHEET.question(code).scale.options if one.label != now)


def read(half: Penilaian, qtbot, path: Path) -> WorkbookDialog:
    dialog = half.page.workbook.read(path)
    qtbot.waitUntil(lambda: dialog.bar.isHidden())
    return dialog


def test_what_is_chosen_is_kept_in_one_step_and_taken_back_in_one(half, qtbot, path):
    before = {code: half.answers.answer(code) for code in (FIRST, SECOND, THIRD)}
    wanted = {code: other(half, code) for code in before}
    typed(path, wanted, SHEET)

    dialog = read(half, qtbot, path)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    chosen = {code: Answer(wanted[code], before[code].note) for code in (SECOND, THIRD)}
    score = scoring.score(SHEET, {**half.answers.assessment.answers, **chosen})
    now, then = text.number(half.answers.sheet.percent()), text.number(score.percent())
    assert dialog.count.text() == f"3 berubah, 2 dipilih · nilai {now} → {then}"
    assert dialog.act.text() == "Simpan 2 jawaban"
    dialog.act.click()

    qtbot.waitUntil(lambda: half.value(SECOND) == wanted[SECOND] and half.value(THIRD) == wanted[THIRD])
    assert half.answers.answer(FIRST) == before[FIRST]
    assert half.told == ["2 jawaban diambil dari buku kerja"]
    assert half.answers.undo()
    qtbot.waitUntil(lambda: half.answers.answer(THIRD) == before[THIRD])
    assert half.answers.answer(SECOND) == before[SECOND]


def test_cells_that_cannot_be_used_are_named_first_and_left_out(half, qtbot, path):
    typed(path, {FIRST: "F", SECOND: other(half, SECOND)}, SHEET)

    dialog = read(half, qtbot, path)

    assert dialog.faults.isVisible()
    assert "1 Manajemen Perubahan!E8: “F” bukan pilihan A–C" in dialog.faults.accessibleName()
    assert set(dialog.chosen()) == {SECOND}
    dialog.reject()


def test_what_changed_here_too_is_not_chosen_until_somebody_does(half, qtbot, path):
    typed(path, {FIRST: other(half, FIRST), SECOND: other(half, SECOND)}, SHEET)
    mine = next(
        one.label
        for one in SHEET.question(FIRST).scale.options
        if one.label not in (half.value(FIRST), other(half, FIRST))
    )
    half.answers.set_answer(FIRST, Answer(mine))
    half.opened.settle()

    dialog = read(half, qtbot, path)

    assert dialog.clashes.isVisible()
    assert [row.code for row in dialog.model.rows()] == [FIRST, SECOND]
    assert set(dialog.chosen()) == {SECOND}
    dialog.every.click()
    assert set(dialog.chosen()) == {FIRST, SECOND}
    dialog.none.click()
    assert not dialog.act.isEnabled()
    dialog.reject()


def test_a_file_that_is_not_ours_is_told_and_nothing_can_be_kept(half, qtbot, tmp_path):
    from openpyxl import Workbook

    Workbook().save(tmp_path / "lain.xlsx")

    dialog = read(half, qtbot, tmp_path / "lain.xlsx")

    assert "bukan buku kerja dari RBDesk" in dialog.faults.accessibleName()
    assert dialog.act.isHidden()
    assert dialog.cancel.text() == "Tutup"
    dialog.reject()


def test_a_dialog_that_is_closed_while_it_reads_leaves_nothing_behind(half, qtbot, path):
    typed(path, {FIRST: other(half, FIRST)}, SHEET)

    half.page.workbook.read(path).reject()
    half.opened.settle()

    assert not half.answers.undo_stack.count()
    assert half.told == []


def test_a_workbook_that_changes_nothing_says_so(half, qtbot, path):
    dialog = read(half, qtbot, path)

    assert dialog.note.text() == "Buku kerja ini tidak mengubah apa pun."
    assert dialog.table.isHidden()
    dialog.reject()


def test_the_foot_of_the_navigator_offers_to_write_a_workbook_and_to_read_one(
    half, qtbot, tmp_path, monkeypatch
):
    target = tmp_path / "ditulis.xlsx"
    opened: list[list[str]] = []
    monkeypatch.setattr(dialogs, "pick_target", lambda *_: target)
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [target])
    monkeypatch.setattr(
        QMenu, "popup", lambda menu, _at: opened.append([one.text() for one in menu.actions()])
    )

    half.page.navigator.workbook.click()
    assert opened == [["Buat buku kerja lembar ini…", "Baca buku kerja yang sudah diisi…"]]

    half.page.workbook.save()
    qtbot.waitUntil(lambda: half.told == ["Buku kerja ditulis: ditulis.xlsx"])
    half.page.workbook.pick()
    dialog = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, WorkbookDialog) and one.isVisible()
    )
    qtbot.waitUntil(lambda: dialog.bar.isHidden())
    assert dialog.note.text() == "Buku kerja ini tidak mengubah apa pun."
    dialog.reject()


def test_a_workbook_that_is_held_open_is_told_with_the_way_out(half, qtbot, tmp_path, monkeypatch):
    def held(*_args: object, **_kw: object) -> None:
        raise StoreTrouble("locked", str(tmp_path / "buku.xlsx"))

    monkeypatch.setattr(dialogs, "pick_target", lambda *_: tmp_path / "buku.xlsx")
    monkeypatch.setattr(workbooks, "write_book", held)

    half.page.workbook.save()

    qtbot.waitUntil(lambda: bool(half.told))
    assert half.told == [
        "buku.xlsx sedang dibuka program lain. Tutup dulu berkasnya, atau simpan dengan nama lain."
    ]
