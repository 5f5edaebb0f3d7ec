"""Results of earlier years: those that ship with the program, and those that a person enters or imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rbdesk import text
from rbdesk.domain.history import FRAMES, Published, fault_of
from rbdesk.domain.office import Role
from rbdesk.domain.typed import clean_line
from rbdesk.errors import NotAllowed
from rbdesk.report import sheets
from rbdesk.report.sheets import CellFault
from rbdesk.store import histories, journal, settings
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import Json, number_text
from rbdesk.workflow import catalog
from rbdesk.workflow.changes import Changes

TOPIC = "history"


def load_history(db: Store) -> tuple[Published, ...]:
    """All results known here, by owner, year and frame; the regency's come first."""
    found = (*catalog.regency_history(), *histories.list_results(db))
    return tuple(sorted(found, key=lambda one: one.place))


def list_owners(db: Store) -> tuple[str, ...]:
    """Whose results this desk may hold: the regency's, and the office's own or all offices'."""
    register, facts = catalog.register(), settings.load_facts(db)
    if Role(facts["role"]) is Role.OFFICE:
        return (register.code, facts["office"])
    return (register.code, *(office.code for office in register.offices))


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """What a person's table holds: results that can be entered, and the cells that cannot be read."""

    results: tuple[Published, ...]
    faults: tuple[CellFault, ...]
    has_owner: bool


WANTED: sheets.Wanted = {
    "owner": ("Kode", "Kode kecamatan", "Kecamatan", "Instansi", "Pemilik", "owner"),
    "year": ("Tahun", "year"),
    "index": ("Indeks", "Nilai", "Indeks RB", "Nilai RB", "Hasil", "index"),
    "frame": ("Kerangka", "Peraturan", "Instrumen", "frame"),
    "source": ("Sumber", "Keterangan", "source"),
}


def read_history(path: Path) -> HistoryTable:
    """The results in a workbook or CSV file; nothing is kept. Without a column for the owner they are the regency's.

    Columns: year and index; owner (a code, or an office's name), frame and source may be there. A frame that is not
    given is the one of the year. Raises OSError, NotAllowed: as `report.sheets.read_table`, "sheet_columns".
    """
    table = sheets.read_table(path, WANTED)
    columns = sheets.map_columns(table, WANTED)
    sheets.must_have(columns, WANTED, ("year", "index"))
    results: list[Published] = []
    faults: list[CellFault] = []
    for row in table.rows:
        fault = _read_row(row, columns, results)
        if fault is not None:
            key, kind = fault
            column = columns[key]
            cell = sheets.cell_name(row.number, column)
            faults.append(CellFault(cell, table.headings[column], kind, row.cell(column)))
    return HistoryTable(tuple(results), tuple(faults), "owner" in columns)


def _read_row(
    row: sheets.Row, columns: Mapping[str, int], results: list[Published]
) -> tuple[str, str] | None:
    """Add the result in a row; else the column and kind of its first fault."""

    def cell(key: str) -> str:
        return row.cell(columns[key]) if key in columns else ""

    year, index = cell("year"), text.parse_number(cell("index"))
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        return ("year", "year")
    if index is None:
        return ("index", "number")
    owner = _owner(cell("owner"))
    if owner is None:
        return ("owner", "office")
    frame = cell("frame") or frame_of(int(year))
    result = Published(owner, int(year), frame, index, cell("source"))
    fault = fault_of(result)
    if fault is not None:
        return ({"year": "year", "range": "index", "decimals": "index"}.get(fault, "index"), fault)
    results.append(result)
    return None


def frame_of(year: int) -> str:
    """The frame that was in force in a year: PermenPANRB 14/2014 up to 2019, 26/2020 after it."""
    return FRAMES[0] if year < 2020 else FRAMES[1]


def _owner(typed: str) -> str | None:
    """The code of the owner that a person typed, a code or a name; the regency's for nothing; None: unknown."""
    register = catalog.register()
    plain = typed.casefold().removeprefix("kecamatan ").removeprefix("kec. ").strip()
    if plain in ("", register.code, register.name.casefold(), "kabupaten"):
        return register.code
    for office in register.offices:
        if plain in (office.code, office.name.casefold(), office.name.casefold().removeprefix("kecamatan ")):
            return office.code
    return None


def keep_result(db: Store, result: Published, *, who: str, now: datetime) -> Changes:
    """Enter a result, in the place of one of the same owner, year and frame.

    Raises NotAllowed: "history_shipped" (it came with the program), "unknown_office", "role", or its fault.
    """
    return keep_results(db, [result], who=who, now=now)


def keep_results(db: Store, results: Sequence[Published], *, who: str, now: datetime) -> Changes:
    """Enter several results, all or none; equal ones change nothing. Raises as `keep_result`, with `place` from 0."""
    fitting = [_fit(db, result, place) for place, result in enumerate(results)]
    with db.atomic():
        known = {one.place: one for one in histories.list_results(db)}
        changed = False
        for result in fitting:
            before = known.get(result.place)
            if before == result:
                continue
            entry = journal.add(
                db,
                "history",
                Subject(result.owner, result.year),
                () if before is None else (_json(before),),
                _json(result),
                who=who,
                now=now,
            )
            histories.keep_result(db, result, at=entry.edit.at, by=entry.edit.by)
            known[result.place] = result
            changed = True
    return Changes(topics=frozenset({TOPIC})) if changed else Changes()


def drop_result(db: Store, result: Published, *, who: str, now: datetime) -> Changes:
    """Take an entered result away. Raises NotAllowed("history_shipped")."""
    if result.place in {one.place for one in catalog.regency_history()}:
        raise NotAllowed("history_shipped", year=result.year)
    with db.atomic():
        before = next((one for one in histories.list_results(db) if one.place == result.place), None)
        if before is None:
            return Changes()
        subject = Subject(before.owner, before.year)
        journal.add(db, "history", subject, (_json(before),), None, who=who, now=now)
        histories.drop_result(db, before)
    return Changes(topics=frozenset({TOPIC}))


def _fit(db: Store, result: Published, place: int) -> Published:
    kept = replace(result, frame=clean_line(result.frame), source=clean_line(result.source), is_shipped=False)
    if catalog.register().code != kept.owner and catalog.register().office(kept.owner) is None:
        raise NotAllowed("unknown_office", office=kept.owner, place=place)
    if kept.owner not in list_owners(db):
        raise NotAllowed("role", office=kept.owner, place=place)
    fault = fault_of(kept)
    if fault == "year":
        raise NotAllowed("history_year", place=place)
    if fault == "frame":
        raise NotAllowed("history_frame", place=place)
    if fault == "decimals":
        raise NotAllowed("history_decimals", place=place)
    if fault == "range":
        raise NotAllowed("range", field="hasil", place=place)
    if fault is not None:
        raise NotAllowed("too_long", field="kerangka atau sumber", place=place)
    if kept.place in {one.place for one in catalog.regency_history()}:
        raise NotAllowed("history_shipped", year=kept.year, place=place)
    return kept


def _json(result: Published) -> dict[str, Json]:
    return {"frame": result.frame, "index": number_text(result.index), "source": result.source}
