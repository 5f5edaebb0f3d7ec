"""A year's edition as files of an activation bundle and back: edition.json and the instruments it lists.

An edition's hash is the SHA-256 of edition.json, which holds the hash of each instrument's canonical file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from rbdesk.domain import instrument_file
from rbdesk.domain.instrument import IID, Edition
from rbdesk.errors import BundleRefused, InstrumentFault
from rbdesk.exchange import canonical, schema, strictzip
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.schema import Members, refuse

EDITION_FILE = "data/edition.json"
MOST_INSTRUMENTS = 64


def instrument_path(iid: str) -> str:
    """Return the path of an instrument's file in a bundle."""
    return f"data/instruments/{iid}.json"


def edition_json(edition: Edition) -> Json:
    """Return what gives an edition's answers their meaning: its year and the hashes of its files."""
    return {
        "id": edition.id,
        "year": edition.year,
        "instruments": [[iid, digest] for iid, digest in sorted(edition.hashes)],
    }


def read_edition(raw: Mapping[str, bytes], contents: Mapping[str, Json], *, is_open: bool) -> Edition:
    """Return the edition that the files of a bundle are; `raw` and `contents` by path.

    Files that are no sheet (a survey, a checklist) count in its hash and are kept by whoever takes it in.
    Raises BundleRefused: RB-D01 … RB-D10; RB-D03 too for an instrument that cannot be used.
    """
    body = Members(contents[EDITION_FILE], EDITION_FILE, is_open=is_open)
    edition_id = body.matching("id", schema.EDITION_ID)
    year = body.whole("year", 2000, 2099)
    hashes = [
        _read_listed(item, place) for place, item in enumerate(body.listed("instruments", MOST_INSTRUMENTS))
    ]
    body.close()
    if [iid for iid, _ in hashes] != sorted({iid for iid, _ in hashes}):
        refuse("RB-D06", EDITION_FILE, "instruments")
    here = {path for path in raw if path.startswith("data/instruments/")}
    if here != {instrument_path(iid) for iid, _ in hashes}:
        refuse("RB-D10", EDITION_FILE, "instruments")
    sheets = []
    for iid, digest in hashes:
        path = instrument_path(iid)
        content = contents[path]
        if hashlib.sha256(raw[path]).hexdigest() != digest:
            refuse("RB-D09", EDITION_FILE, "instruments", instrument=iid)
        if not isinstance(content, dict) or content.get("id") != iid:
            refuse("RB-D10", path, "id")
        if not instrument_file.is_sheet(content):
            continue
        try:
            sheets.append(instrument_file.parse(content))
        except InstrumentFault as fault:
            where = fault.faults[0][0] if fault.faults else ""
            raise BundleRefused("RB-D03", file=path, column=where) from fault
    digest = hashlib.sha256(raw[EDITION_FILE]).hexdigest()
    return Edition(edition_id, year, tuple(sheets), tuple(hashes), digest)


def file_bytes(data: object) -> bytes:
    """Return an instrument file in the form in which it travels; `data` is its JSON with exact decimals.

    Raises ValueError: it has none, or is too large.
    """
    raw = canonical.encode(canonical.plain(data))
    if len(raw) > strictzip.JSON_LIMIT_BYTES:
        raise ValueError("an instrument that is too large for a bundle")
    return raw


def _read_listed(value: Json, place: int) -> tuple[str, str]:
    match value:
        case [str(iid), str(digest)] if IID.fullmatch(iid) and schema.HEX64.fullmatch(digest):
            return iid, digest
    refuse("RB-D03", EDITION_FILE, f"instruments[{place}]")
