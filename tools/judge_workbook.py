"""Lets LibreOffice recalculate living workbooks and holds every number against the engine's.

    python tools/judge_workbook.py [--edits 200] [--seed 2020] [--instruments ID …]
    python tools/judge_workbook.py --demo     the workbooks of all offices of the invented year, and the regency's

Needs `soffice` (LibreOffice Calc); nothing else of RBDesk does. Workbooks of invented answers to each instrument, and of
an unanswered and a full one, are recalculated from scratch (never from the values that were saved with them): each
cell that has a formula must say what it said before, and the total what `domain.scoring` says, to 1e-9. Then random
cells are edited, as a person would, the workbook is recalculated and read back: its total must be the engine's for
the answers that were read, and what was read must be exactly what was edited. The exit code says whether all held.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rbdesk.domain import scoring  # noqa: E402
from rbdesk.domain.assessment import Answer, Key, Value, value_fault  # noqa: E402
from rbdesk.domain.instrument import Instrument, Scale  # noqa: E402
from rbdesk.report import regency_book, workbook, workbook_layout, workbook_material, workbook_read  # noqa: E402
from rbdesk.report import workbook_contents as words  # noqa: E402
from rbdesk.workflow import catalog, demo, reporting, setup, workbooks  # noqa: E402

TOLERANCE = 1e-9
EDITS_OF_A_BOOK = 10
# "Always recalculate" for files of Excel, else LibreOffice may trust the values that were saved
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""

Cells = dict[tuple[str, str], object]


def soffice() -> str | None:
    """The program, None where it is not installed."""
    return shutil.which("soffice")


def recalculate(paths: Sequence[Path], folder: Path, kind: str = "xlsx") -> list[Path]:
    """Let LibreOffice open the files, recalculate everything and save them into `folder`, as xlsx or pdf."""
    program = soffice()
    if program is None:
        raise FileNotFoundError("soffice")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        settings = Path(profile) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(_SETTINGS, encoding="utf-8")
        subprocess.run(
            [
                program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
                "--convert-to", kind, "--outdir", str(folder), *map(str, paths),
            ],
            check=True, capture_output=True, timeout=600,
        )  # fmt: skip
    return [folder / f"{path.stem}.{kind}" for path in paths]


def cells(path: Path, *, formulas: bool = False) -> Cells:
    """The cells of all sheets by (sheet, "B7"): their saved values, or only the formulas themselves."""
    from openpyxl import load_workbook

    found: Cells = {}
    with closing(load_workbook(path, data_only=not formulas)) as book:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None and (not formulas or cell.data_type == "f"):
                        found[sheet.title, cell.coordinate] = cell.value
    return found


def total_of(path: Path) -> float:
    """The saved value of the cell named NilaiTotal."""
    from openpyxl import load_workbook

    with closing(load_workbook(path, data_only=True)) as book:
        sheet, cell = next(iter(book.defined_names["NilaiTotal"].destinations))
        return float(book[sheet][cell].value)


def edit(path: Path, instrument: Instrument, changes: Mapping[str, Value | None]) -> None:
    """Type answers into a workbook as a person would, by the cells of its layout; formulas stay."""
    from openpyxl import load_workbook

    plan = workbook_layout.plan(instrument)
    with closing(load_workbook(path)) as book:
        for code, value in changes.items():
            place = instrument.place_of[code]
            sheet, inputs = book[plan.sheet_of(place)], plan.inputs(place)
            if not inputs:
                sheet[plan.cell(place, workbook_layout.ANSWER)] = value
            numbers = {} if value is None or isinstance(value, str) else dict(value)
            for name, cell in inputs.items():
                number = numbers.get(name)
                sheet[cell] = None if number is None else float(number)
        book.save(path)


def invented(scale: Scale, random_of: random.Random) -> Value:
    """An allowed answer, with the edges of numbers more often than chance would have them."""
    if scale.options:
        return random_of.choice(scale.options).label
    while True:
        numbers = {}
        for item in scale.inputs:
            top = int(min(item.maximum, Decimal(40)))
            number = Decimal(random_of.choice([0, 0, 1, top, random_of.randint(0, top)]))
            if not item.whole and number < top:
                number += Decimal(random_of.randint(0, 99)) / 100
            numbers[item.id] = min(item.maximum, max(item.minimum, number))
        value = tuple(sorted(numbers.items()))
        if value_fault(scale, value) is None:
            return value


def answers(instrument: Instrument, random_of: random.Random, filled: float) -> dict[str, Answer]:
    """Invented answers to about this part of the questions."""
    nodes = instrument.nodes
    return {
        nodes[place].code: Answer(invented(question.scale, random_of))
        for place in instrument.question_places
        if random_of.random() < filled and (question := nodes[place].question) is not None
    }


def compare(written: Path, recalculated: Path) -> list[str]:
    """Cells with a formula whose saved value and recalculated value differ, in words."""
    before, after = cells(written), cells(recalculated)
    found = []
    for place in cells(written, formulas=True):
        one, other = before.get(place, ""), after.get(place, "")
        if isinstance(one, int | float) and isinstance(other, int | float):
            if abs(one - other) > TOLERANCE:
                found.append(f"{written.name} {'!'.join(place)}: {one!r} → {other!r}")
        elif str(one) != str(other):
            found.append(f"{written.name} {'!'.join(place)}: {one!r} → {other!r}")
    return found


def judge_saved(instrument: Instrument, folder: Path, random_of: random.Random) -> list[str]:
    """Faults of workbooks as they are written: nothing answered, most of it, all of it."""
    books = []
    for name, filled in (("empty", 0.0), ("most", 0.85), ("full", 1.0)):
        path = folder / f"{instrument.id}-{name}.xlsx"
        given = answers(instrument, random_of, filled)
        workbook.write_office_book(
            workbook_material.OfficeBook(instrument, "32.16.09", "Kecamatan Contoh", 2020, given), path
        )
        books.append((path, given))
    done = recalculate([path for path, _ in books], folder / "saved")
    faults = []
    for (path, given), after in zip(books, done, strict=True):
        faults += compare(path, after)
        if not instrument.points:
            faults += _total_fault(after, scoring.score(instrument, given).total)
    return faults


def judge_edited(instrument: Instrument, folder: Path, random_of: random.Random, edits: int) -> list[str]:
    """Faults after random edits: the recalculated total, and what reading back finds."""
    codes = [instrument.nodes[place].code for place in instrument.question_places]
    books = []
    for number in range(-(-edits // EDITS_OF_A_BOOK)):
        path = folder / f"{instrument.id}-edited-{number}.xlsx"
        before = answers(instrument, random_of, 0.8)
        workbook.write_office_book(
            workbook_material.OfficeBook(instrument, "32.16.09", "Kecamatan Contoh", 2020, before), path
        )
        wanted: dict[str, Value | None] = {}
        for code in random_of.sample(codes, min(EDITS_OF_A_BOOK, len(codes))):
            scale = instrument.question(code).scale
            wanted[code] = None if random_of.random() < 0.1 else invented(scale, random_of)
        edit(path, instrument, wanted)
        books.append((path, before, wanted))
    done = recalculate([path for path, _, _ in books], folder / "edited")
    faults = []
    for (path, before, wanted), after in zip(books, done, strict=True):
        now = {**before, **{code: Answer(value) for code, value in wanted.items()}}
        if not instrument.points:
            faults += _total_fault(after, scoring.score(instrument, now).total)
        read = workbook_read.read_workbook(after, instrument)
        changed = {line.code: line.now for line in read.lines if line.is_changed}
        expected = {
            code: Answer(value)
            for code, value in wanted.items()
            if before.get(code, Answer()) != Answer(value)
        }
        if read.faults or changed != expected:
            faults.append(f"{path.name}: read {changed} {read.faults}, typed {expected}")
    return faults


def judge_demo(folder: Path) -> list[str]:
    """Faults of the workbooks of the invented year: every office's at its own desk, and the regency's."""
    made = demo.make_demo(folder / "year").folder
    now = datetime(2020, 9, 5, tzinfo=UTC)
    books: list[tuple[Path, Fraction | None]] = []
    for desk in sorted((made / "offices").iterdir()):
        with closing(setup.open_desk(desk, now=now)) as db:
            identity = setup.load_identity(db)
            book = workbooks.load_book(db, Key(identity.office, identity.year, catalog.UNIT_SHEET))
        path = folder / f"{identity.office}.xlsx"
        workbooks.write_book(book, path)
        books.append((path, scoring.score(book.instrument, book.answers).total))
    with closing(setup.open_desk(made / "secretariat", now=now)) as db:
        year = reporting.gather_regency(db, demo.YEAR, now.date())
    regency_book.write_regency_workbook(year, folder / "regency.xlsx")
    books.append((folder / "regency.xlsx", None))
    faults: list[str] = []
    for (path, total), after in zip(
        books, recalculate([path for path, _ in books], folder / "demo"), strict=True
    ):
        faults += compare(path, after)
        if total is not None:
            faults += _total_fault(after, total)
    print(f"invented year: {len(books) - 1} offices and the regency, {len(faults)} faults")
    return faults


def _total_fault(path: Path, expected: Fraction) -> list[str]:
    found = total_of(path)
    return (
        []
        if abs(found - float(expected)) <= TOLERANCE
        else [f"{path.name}: total {found!r}, engine {float(expected)!r}"]
    )


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2020)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--instruments", nargs="*", default=[])
    given = parser.parse_args(list(arguments) if arguments is not None else None)
    if soffice() is None:
        print(f"{words.WRONG_TITLE}: soffice is not installed")
        return 4
    if given.demo:
        with tempfile.TemporaryDirectory() as place:
            return _verdict(judge_demo(Path(place)))
    random_of = random.Random(given.seed)
    names = given.instruments or [
        sheet.id for edition in catalog.editions() for sheet in edition.instruments if sheet.question_places
    ]
    faults: list[str] = []
    for name in dict.fromkeys(names):
        instrument = catalog.instrument(name)
        with tempfile.TemporaryDirectory() as place:
            found = judge_saved(instrument, Path(place), random_of)
            found += judge_edited(instrument, Path(place), random_of, given.edits)
        print(f"{name}: 3 workbooks and {given.edits} edits, {len(found)} faults")
        faults += found
    return _verdict(faults)


def _verdict(faults: Sequence[str]) -> int:
    for fault in faults[:40]:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
