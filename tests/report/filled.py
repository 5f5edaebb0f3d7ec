"""Workbooks as people hand them back: written, typed into, and saved by another program."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import Instrument
from rbdesk.report import workbook, workbook_layout
from rbdesk.report.workbook_material import OfficeBook
from tests.build import OFFICE, tiny


def a_book(answers: Mapping[str, Answer] | None = None, **but: Any) -> OfficeBook:
    """What a workbook of the tiny sheet is made of."""
    given: dict[str, Any] = {
        "instrument": tiny(),
        "office": OFFICE,
        "office_name": "Kecamatan Contoh",
        "year": 2020,
        "answers": answers or {},
    }
    return OfficeBook(**{**given, **but})


def written(path: Path, answers: Mapping[str, Answer] | None = None, **but: Any) -> Path:
    """A workbook as the program writes it."""
    workbook.write_office_book(a_book(answers, **but), path)
    return path


def saved(path: Path, change: Callable[[Any], None]) -> Path:
    """The workbook after another program opened, changed and saved it."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says which parts it does not know
        with closing(load_workbook(path)) as book:
            change(book)
            book.save(path)
    return path


def typed(path: Path, cells: Mapping[str, object], instrument: Instrument | None = None) -> Path:
    """The workbook with values typed into its answer cells: by question, `question#number` or `question!note`."""
    sheet_of = instrument or tiny()
    plan = workbook_layout.plan(sheet_of)

    def change(book: Any) -> None:
        for name, value in cells.items():
            code, _, item = name.partition("#")
            code, _, note = code.partition("!")
            place = sheet_of.place_of[code]
            column = workbook_layout.NOTE if note else workbook_layout.ANSWER
            cell = plan.inputs(place)[item] if item else plan.cell(place, column)
            book[plan.sheet_of(place)][cell] = value

    return saved(path, change)
