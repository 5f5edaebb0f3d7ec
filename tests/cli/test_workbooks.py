"""Filled workbooks back into a desk, by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk.domain.assessment import Key
from rbdesk.workflow import catalog, setup, workbooks
from tests.build import NOW, OFFICE
from tests.cli.conftest import Run
from tests.report.filled import typed

KEY = Key(OFFICE, 2020, catalog.UNIT_SHEET)
SHEET = catalog.instrument(KEY.instrument)


@pytest.fixture
def path(run: Run, desk: Path, tmp_path: Path) -> Path:
    """A workbook of the desk after two answers."""
    assert run("answer", desk, "P.1.i.a", "B", "--note", "Rapat dua kali.").code == 0
    assert run("answer", desk, "P.1.i.b", "A").code == 0
    db = setup.open_desk(desk, now=NOW)
    try:
        workbooks.write_book(workbooks.load_book(db, KEY), tmp_path / "buku.xlsx")
    finally:
        db.close()
    return tmp_path / "buku.xlsx"


def test_what_changed_is_told_cell_by_cell_and_kept(run: Run, desk: Path, path: Path) -> None:
    typed(path, {"U.P.1.i.a": "A", "U.P.1.i.b!note": "Semua tugas."}, SHEET)

    tried = run("read-workbook", desk, path, "--dry-run")
    kept = run("read-workbook", desk, path)
    again = run("read-workbook", desk, path)

    assert tried.out.splitlines() == [
        "1 Manajemen Perubahan!E8 P.1.i.a Penetapan tim RB: B → A",
        "1 Manajemen Perubahan!J9 P.1.i.b Pelaksanaan rencana kerja tim: catatan “” → “Semua tugas.”",
    ]
    assert (tried.code, kept.code, again.code) == (0, 0, 0)
    assert "2 jawaban berubah." in kept.err
    assert "Tidak ada yang berubah." in again.err
    assert run("score", desk, "--json").json["answered"] == 2


def test_a_fault_is_named_by_its_cell_and_nothing_is_kept(run: Run, desk: Path, path: Path) -> None:
    typed(path, {"U.P.1.i.a": "F", "U.P.1.i.b": "C"}, SHEET)

    read = run("read-workbook", desk, path)

    assert read.code == 1
    assert "1 Manajemen Perubahan!E8: “F” bukan pilihan A–C" in read.err
    assert "1 sel tidak dapat dipakai. Tidak ada yang berubah." in read.err
    assert [change["code"] for change in run("read-workbook", desk, path, "--json").json["changes"]] == [
        "U.P.1.i.b"
    ]


def test_what_changed_on_both_sides_waits_for_a_choice(run: Run, desk: Path, path: Path) -> None:
    typed(path, {"U.P.1.i.a": "A", "U.P.1.i.b": "C"}, SHEET)
    run("answer", desk, "P.1.i.a", "C")

    asked = run("read-workbook", desk, path, "--json")
    kept = run("read-workbook", desk, path, "--clashes", "desk", "--json")
    taken = run("read-workbook", desk, path, "--clashes", "workbook", "--json")

    assert (asked.code, kept.code, taken.code) == (1, 0, 0)
    assert [(one["code"], one["clash"]) for one in asked.json["changes"]] == [
        ("U.P.1.i.a", True),
        ("U.P.1.i.b", False),
    ]
    assert (asked.json["changed"], kept.json["changed"], taken.json["changed"]) == (0, 1, 1)


def test_another_offices_workbook_is_refused(run: Run, desk: Path, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "lain"
    run(
        *(
            "init",
            other,
            "--role",
            "office",
            "--office",
            "32.16.02",
            "--year",
            "2020",
            "--head",
            "Contoh: Camat",
        ),
        *("--contact", "Contoh: Sekcam", "--operator", "Operator", "--device-label", "Laptop"),
    )

    read = run("read-workbook", other, path)

    assert read.code == 1
    assert "milik instansi lain: 32.16.09" in read.err
