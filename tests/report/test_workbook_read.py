"""Reading a filled workbook back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.instrument_file import parse
from rbdesk.errors import NotAllowed
from rbdesk.report import workbook_contents as words
from rbdesk.report import workbook_layout as layout
from rbdesk.report import workbook_read
from rbdesk.report.workbook_read import ReadBook, read_made, read_workbook
from tests.build import OFFICE, tiny, tiny_sheet
from tests.report.filled import saved, typed, written

BASE = {
    "X.P.1.i.a": Answer("B", "Rapat dua kali."),
    "X.R.1.i.a": Answer(inputs(n_due=4, n_open=1, n_done=3)),
}


def changed(book: ReadBook) -> dict[str, Answer]:
    return {line.code: line.now for line in book.lines if line.is_changed}


def faults(book: ReadBook) -> list[tuple[str, str, str]]:
    return [(fault.place, fault.kind, fault.found) for fault in book.faults]


def test_a_workbook_that_nobody_touched_says_nothing_new(tmp_path: Path) -> None:
    book = read_workbook(written(tmp_path / "a.xlsx", BASE), tiny())

    assert changed(book) == {}
    assert book.faults == ()
    assert (book.made.office, book.made.year, book.made.instrument) == (OFFICE, 2020, "lembar-kecil")


def test_what_was_typed_is_read_with_the_cell_it_was_typed_in(tmp_path: Path) -> None:
    path = typed(
        written(tmp_path / "a.xlsx", BASE),
        {"X.P.1.i.a": "c", "X.P.1.i.c": " ya ", "X.R.1.i.a#n_done": 2, "X.P.1.i.b!note": "Baru disusun.\n"},
    )

    book = read_workbook(path, tiny())

    assert changed(book) == {
        "X.P.1.i.a": Answer("C", "Rapat dua kali."),
        "X.P.1.i.b": Answer(None, "Baru disusun."),
        "X.P.1.i.c": Answer("Ya"),
        "X.R.1.i.a": Answer(inputs(n_due=4, n_open=1, n_done=2)),
    }
    assert next(line.place for line in book.lines if line.code == "X.P.1.i.a") == "1 Perubahan!E8"


def test_an_emptied_cell_takes_the_answer_away(tmp_path: Path) -> None:
    path = typed(
        written(tmp_path / "a.xlsx", BASE),
        {
            "X.P.1.i.a": None,
            "X.P.1.i.a!note": None,
            "X.R.1.i.a#n_due": None,
            "X.R.1.i.a#n_open": None,
            "X.R.1.i.a#n_done": "  ",
        },
    )

    assert changed(read_workbook(path, tiny())) == {"X.P.1.i.a": Answer(), "X.R.1.i.a": Answer()}


@pytest.mark.parametrize(
    ("option", "cell", "value", "kind"),
    [
        ("F", "X.R.1.i.a#n_done", "tiga", "number"),
        ("*", "X.R.1.i.a#n_done", True, "number"),
        (1, "X.R.1.i.a#n_done", 2.5, "whole"),
        ("A, B", "X.R.1.i.a#n_done", -1, "range"),
        ("f", "X.R.1.i.a#n_done", 5, "numerator"),
        ("Ya", "X.R.1.i.a#n_open", 2, "consistency"),
        ("AA", "X.R.1.i.a#n_done", None, "inputs"),
        ("–", "X.R.1.i.a#n_done", 0.1234567, "decimals"),
    ],
)
def test_what_no_answer_can_be_is_named_by_its_cell(
    option: object, cell: str, value: object, kind: str, tmp_path: Path
) -> None:
    cells = {"X.P.1.i.b": option, "X.P.1.i.b!note": "x" * 2001, cell: value}
    book = read_workbook(typed(written(tmp_path / "a.xlsx", BASE), cells), tiny())

    assert [fault.kind for fault in book.faults] == ["option", "too_long", kind]
    assert [fault.place for fault in book.faults[:2]] == ["1 Perubahan!E9", "1 Perubahan!J9"]
    assert changed(book) == {}


def test_rows_are_known_by_their_keys_even_when_they_moved_and_the_sheet_was_renamed(tmp_path: Path) -> None:
    path = typed(written(tmp_path / "a.xlsx", BASE), {"X.P.1.i.a": "A"})

    def move(book: object) -> None:
        sheet = book["1 Perubahan"]  # type: ignore[index]
        sheet.insert_rows(1, 3)
        sheet.insert_cols(5)
        sheet.title = "Ganti nama"

    book = read_workbook(saved(path, move), tiny())

    assert changed(book) == {"X.P.1.i.a": Answer("A", "Rapat dua kali.")}
    assert next(line.place for line in book.lines if line.code == "X.P.1.i.a") == "Ganti nama!F11"


def test_a_row_that_is_gone_and_one_that_is_there_twice_are_told(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", BASE)

    def spoil(book: object) -> None:
        sheet = book["1 Perubahan"]  # type: ignore[index]
        for column in range(1, layout.KEY + 2):
            sheet.cell(40, column).value = sheet.cell(8, column).value
        sheet.cell(9, layout.KEY + 1).value = None

    book = read_workbook(saved(path, spoil), tiny())

    assert faults(book) == [("1 Perubahan!E40", "twice", ""), ("", "gone", "")]
    assert book.faults[1].code == "X.P.1.i.b"


def test_a_file_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    from openpyxl import Workbook

    other = tmp_path / "lain.xlsx"
    Workbook().save(other)
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04 bukan zip")
    text = tmp_path / "a.csv"
    text.write_text("kode;nilai")

    assert [what_of(path) for path in (other, broken, text)] == [
        "workbook_foreign",
        "sheet_broken",
        "sheet_type",
    ]


def test_a_workbook_without_its_hidden_sheet_or_of_a_later_version_is_refused(tmp_path: Path) -> None:
    without = saved(written(tmp_path / "a.xlsx"), lambda book: book.remove(book[words.HIDDEN]))
    later = saved(written(tmp_path / "b.xlsx"), lambda book: book[words.HIDDEN].__setitem__("B2", "2"))
    spoilt = saved(written(tmp_path / "c.xlsx"), lambda book: book[words.HIDDEN].__setitem__("B13", "{"))

    assert [what_of(path) for path in (without, later, spoilt)] == [
        "workbook_foreign",
        "workbook_newer",
        "workbook_foreign",
    ]


def test_a_workbook_of_another_sheet_is_refused(tmp_path: Path) -> None:
    data = tiny_sheet()
    data["id"] = "lembar-lain"

    with pytest.raises(NotAllowed) as error:
        read_workbook(written(tmp_path / "a.xlsx"), parse(data))
    assert error.value.what == "workbook_instrument"


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/besar.bin", bytes(2**20))
    monkeypatch.setattr(workbook_read, "MOST_BYTES_INSIDE", 2**20)

    assert what_of(path) == "sheet_too_big"


def what_of(path: Path) -> str:
    with pytest.raises(NotAllowed) as error:
        read_made(path)
    return error.value.what
