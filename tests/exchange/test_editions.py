from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rbdesk import paths
from rbdesk.domain.instrument import Instrument
from rbdesk.exchange import canonical, editions
from rbdesk.workflow import catalog
from tests import build
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import trust, written
from tests.exchange.samples import TINY, Draft

SHEET = f"data/instruments/{TINY.id}.json"
SURVEY = "data/instruments/skm-kecil.json"


def files_of_the_year() -> dict[str, bytes]:
    edition = catalog.edition_of_year(2020)
    raw = {
        editions.instrument_path(iid): editions.file_bytes(catalog.instrument_data(iid))
        for iid, _ in edition.hashes
    }
    return raw | {editions.EDITION_FILE: canonical.encode(editions.edition_json(edition))}


def test_the_shipped_edition_travels_and_comes_back_equal() -> None:
    raw = files_of_the_year()
    contents = {path: canonical.decode(content, 8 * 2**20, path) for path, content in raw.items()}
    read, kept = editions.read_edition(raw, contents, is_open=False), catalog.edition_of_year(2020)
    assert (read.id, read.year, read.hashes, read.hash) == (kept.id, kept.year, kept.hashes, kept.hash)
    assert sorted(map(bare, read.instruments), key=by_id) == sorted(map(bare, kept.instruments), key=by_id)


def bare(sheet: Instrument) -> Instrument:
    """Members of an object have no order when they travel, and nothing but these lists shows one."""
    rule = sheet.evidence_rule
    if rule is not None:
        rule = replace(rule, labels=tuple(sorted(rule.labels)))
    return replace(sheet, confidence=tuple(sorted(sheet.confidence)), evidence_rule=rule)


def by_id(sheet: Instrument) -> str:
    return sheet.id


def test_a_file_travels_with_its_decimals_as_text() -> None:
    raw = editions.file_bytes(json.loads('{"id": "x", "weight": 2.50}', parse_float=Decimal))
    assert raw == b'{"id":"x","weight":"2.5"}'
    with pytest.raises(ValueError, match="too large"):
        editions.file_bytes(["x" * 9_000_000])


def test_every_shipped_instrument_fits_into_a_bundle() -> None:
    for path in paths.resource("instruments").glob("*.json"):
        raw = editions.file_bytes(json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
        assert canonical.decode(raw, 8 * 2**20)


def relisted(draft: Draft) -> None:
    """The hashes of edition.json and bundle.json brought in line with the instruments."""
    edition = draft.get("edition")
    edition["instruments"] = [
        [iid, hashlib.sha256(draft.payload[f"data/instruments/{iid}.json"]).hexdigest()]
        for iid, _ in edition["instruments"]
    ]
    draft.put("edition", edition)
    renamed(draft)


def renamed(draft: Draft) -> None:
    """The hash of the edition in bundle.json brought in line with edition.json."""
    digest = hashlib.sha256(draft.payload["data/edition.json"]).hexdigest()
    draft.change_bundle("edition.hash", digest)


def listing(*pairs: Any) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        draft.change("edition", instruments=list(pairs))
        renamed(draft)

    return spoil


def edition(**members: Any) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        draft.change("edition", **members)
        renamed(draft)

    return spoil


def sheet(**members: Any) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        whole = json.loads(draft.payload[SHEET]) | members
        draft.payload[SHEET] = canonical.encode(whole)
        relisted(draft)

    return spoil


def raw_sheet(content: bytes) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        draft.payload[SHEET] = content
        relisted(draft)

    return spoil


A = [TINY.id, "a" * 64]

SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "an edition that is not the one announced": ("RB-V04", lambda draft: draft.change("edition", year=2022)),
    "an edition announced with another hash": (
        "RB-V04", lambda draft: draft.change_bundle("edition.hash", "a" * 64),
    ),
    "an edition known here with other content": (
        "RB-V04", lambda draft: (draft.change("edition", id="RB-2020"), renamed(draft),
                                 draft.change_bundle("edition.id", "RB-2020")),
    ),
    "an edition under another id than announced": ("RB-D09", edition(id="RB-2022")),
    "an edition with a malformed id": ("RB-D03", edition(id="rb")),
    "an edition of no year": ("RB-D03", edition(year=1999)),
    "an edition with a target": ("RB-D02", edition(target="60")),
    "an edition without a list": ("RB-D03", edition(instruments={})),
    "an edition with a malformed listing": ("RB-D03", listing([TINY.id])),
    "an edition with a listing of another hash": (
        "RB-D09", listing(A, ["skm-kecil", "b" * 64]),
    ),
    "an edition that lists one file twice": ("RB-D06", listing(A, A)),
    "an edition that lists unsorted": ("RB-D06", listing(["skm-kecil", "b" * 64], A)),
    "an edition that lists a file which is not there": ("RB-D10", listing(A, ["zi-lagi", "b" * 64])),
    "an instrument that is not listed": ("RB-D10", listing(A)),
    "an instrument altered": (
        "RB-D09", lambda draft: draft.payload.update({SURVEY: b'{"id":"skm-kecil"}'}),
    ),
    "an instrument under another's name": ("RB-D10", sheet(id="lembar-lain")),
    "an instrument that is a list": ("RB-D10", raw_sheet(b"[]")),
    "an instrument that is no JSON": ("RB-J02", raw_sheet(b"{")),
    "an instrument with blanks": ("RB-J07", raw_sheet(b"{ }")),
    "an instrument with a float": ("RB-J05", raw_sheet(b'{"id":"lembar-kecil","weight":2.5}')),
    "an instrument whose weights do not add up": ("RB-D03", sheet(total_weight="11")),
    "an instrument without its parts' questions": ("RB-D03", sheet(parts=[])),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILS)
def test_an_edition_that_cannot_be_is_refused_with_its_code(tmp_path: Path, case: str) -> None:
    code, spoil = SPOILS[case]
    draft = samples.draft(written(tmp_path, letters.an_activation()))
    draft.key = letters.SETDA
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == code


def test_an_edition_known_here_is_accepted_if_it_is_the_same(tmp_path: Path) -> None:
    known, _ = letters.next_edition()
    path = written(tmp_path, letters.an_activation())
    found, _ = samples.refusal_of(tmp_path, path.read_bytes(), trust=trust(editions={known.id: known}))
    assert found == ""


def test_the_sample_sheet_is_the_tests_own() -> None:
    assert json.loads(letters.next_edition()[1][0][1])["id"] == build.tiny().id
