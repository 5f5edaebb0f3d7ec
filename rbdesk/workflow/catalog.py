"""The program's own data: register of offices, editions, instruments, published history. Read once, then kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from rbdesk import paths
from rbdesk.domain import instrument as instruments
from rbdesk.domain import instrument_file
from rbdesk.domain import office as offices
from rbdesk.domain.correspondence import MOST_OF_A_FILE, MOST_OF_ALL
from rbdesk.domain.history import Published
from rbdesk.domain.instrument import Edition, Instrument
from rbdesk.domain.office import Register
from rbdesk.domain.survey import Survey, Wording, parse_survey, parse_wording
from rbdesk.errors import NotAllowed
from rbdesk.exchange import canonical

UNIT_SHEET = "lke-26-2020-unit"
REGENCY_SHEET = "lke-26-2020-pemda"  # what the secretariat itself answers


@dataclass(frozen=True, slots=True)
class EditionSettings:
    """What an edition proposes and a desk may change: target in percent, deadlines; limits of evidence in bytes."""

    title: str
    target: Decimal
    deadlines: tuple[tuple[str, date], ...]
    most_of_a_file: int
    most_of_all: int


def read_json(path: Path) -> Any:
    """The JSON in a file, decimals exact. Raises OSError, ValueError."""
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def register() -> Register:
    """The 23 offices of the regency."""
    return offices.parse_register(
        read_json(paths.resource("offices/kecamatan-bekasi.json")),
        read_json(paths.resource("offices/bekasi-tilegrid.json")),
    )


@cache
def instrument_data(iid: str) -> Any:
    """The JSON of a shipped instrument, survey or checklist. Raises NotAllowed("unknown_instrument")."""
    path = paths.resource(f"instruments/{iid}.json")
    if instruments.IID.fullmatch(iid) is None or not path.is_file():
        raise NotAllowed("unknown_instrument", id=iid)
    return read_json(path)


@cache
def instrument(iid: str) -> Instrument:
    """A shipped instrument. Raises NotAllowed("unknown_instrument"), InstrumentFault."""
    return instrument_file.parse(instrument_data(iid))


@cache
def survey(iid: str) -> Survey:
    """A shipped survey. Raises NotAllowed("unknown_instrument"): no file, or no survey."""
    try:
        return parse_survey(instrument_data(iid))
    except (KeyError, ValueError) as error:
        raise NotAllowed("unknown_instrument", id=iid) from error


@cache
def survey_wording(iid: str) -> Wording:
    """The spoken form of a shipped survey. Raises NotAllowed("unknown_instrument")."""
    return parse_wording(survey(iid), read_json(paths.resource(f"survey/{iid}.json")))


def survey_ids(year: int) -> frozenset[str]:
    """The ids of the surveys of a year's edition, none in a year without one."""
    try:
        return frozenset({survey_of_year(year).id})
    except NotAllowed:
        return frozenset()


def survey_of_year(year: int) -> Survey:
    """The survey of a year's edition. Raises NotAllowed: "unknown_year", "unknown_instrument" (it has none)."""
    for iid, _ in edition_of_year(year).hashes:
        if "unsur" in instrument_data(iid):
            return survey(iid)
    raise NotAllowed("unknown_instrument", id="skm")


def list_instruments() -> tuple[Instrument, ...]:
    """All shipped instruments that can be answered or have weights, by id."""
    found = []
    for path in sorted(paths.resource("instruments").glob("*.json")):
        if instrument_file.is_sheet(instrument_data(path.stem)):
            found.append(instrument(path.stem))
    return tuple(found)


def instrument_faults(path: Path) -> tuple[tuple[str, str, str], ...]:
    """Every fault of an instrument file as (place, kind, detail); also when it is no JSON.

    Raises OSError: the file cannot be read.
    """
    try:
        data = json.loads(path.read_bytes().decode("utf-8"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        return ((path.name, "json", str(error)),)
    return instrument_file.faults(data)


@cache
def _edition_files() -> dict[str, Any]:
    found = [read_json(path) for path in sorted(paths.resource("editions").glob("*.json"))]
    return {data["id"]: data for data in found}


@cache
def edition(edition_id: str) -> Edition:
    """An edition with the hashes that give its answers their meaning. Raises NotAllowed("unknown_edition")."""
    data = _edition_files().get(edition_id)
    if data is None:
        raise NotAllowed("unknown_edition", id=edition_id)
    hashes = []
    sheets = []
    for iid in data["instruments"]:
        content = instrument_data(iid)
        hashes.append((iid, hashlib.sha256(canonical.encode(canonical.plain(content))).hexdigest()))
        if instrument_file.is_sheet(content):
            sheets.append(instrument(iid))
    listed = [list(pair) for pair in sorted(hashes)]
    body = {"id": edition_id, "year": data["year"], "instruments": listed}
    digest = hashlib.sha256(canonical.encode(body)).hexdigest()
    return Edition(edition_id, data["year"], tuple(sheets), tuple(sorted(hashes)), digest)


def editions() -> tuple[Edition, ...]:
    """All editions that this program knows."""
    return tuple(edition(edition_id) for edition_id in _edition_files())


def years() -> tuple[int, ...]:
    """Years with an edition, newest first."""
    return tuple(sorted((data["year"] for data in _edition_files().values()), reverse=True))


def default_year() -> int:
    """The year of a new desk that is not told one: the newest whose edition proposes itself."""
    return max(int(data["year"]) for data in _edition_files().values() if data.get("proposed", True))


def edition_of_year(year: int) -> Edition:
    """The edition of a year. Raises NotAllowed("unknown_year")."""
    for data in _edition_files().values():
        if data["year"] == year:
            return edition(data["id"])
    raise NotAllowed("unknown_year", year=year)


def edition_settings(edition_id: str) -> EditionSettings:
    """Title, target, deadlines and limits an edition proposes. Raises NotAllowed("unknown_edition")."""
    data = _edition_files().get(edition_id)
    if data is None:
        raise NotAllowed("unknown_edition", id=edition_id)
    deadlines = tuple((title, date.fromisoformat(day)) for title, day in data["deadlines"])
    limits = data.get("limits", {})
    return EditionSettings(
        title=data["title"],
        target=Decimal(data["target"]),
        deadlines=deadlines,
        most_of_a_file=int(limits.get("file", MOST_OF_A_FILE)),
        most_of_all=int(limits.get("all", MOST_OF_ALL)),
    )


@cache
def regency_history() -> tuple[Published, ...]:
    """The regency's published index, oldest first (not an average of offices)."""
    data = read_json(paths.resource("history/regency.json"))
    return tuple(
        Published(
            data["office"],
            entry["year"],
            data["frame"],
            Decimal(entry["index"]),
            data["source"],
            is_shipped=True,
        )
        for entry in data["results"]
    )
