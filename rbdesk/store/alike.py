"""What the offices' assessments hold of one year that may stand in several of them: long notes, and pictures.

Read on its own, since it is a few rows of the thousands that all offices have together.
"""

from __future__ import annotations

from collections.abc import Iterable

from rbdesk.store.database import Store
from rbdesk.store.values import json_text

_NOTES = (
    "SELECT DISTINCT office, question, note FROM answers"
    " WHERE year = ? AND instrument = ? AND length(note) >= ? ORDER BY office, question, note"
)
_PICTURES = (
    "SELECT DISTINCT office, question, sha256, name, mime FROM evidence"
    " WHERE year = ? AND instrument = ? AND linked = 1 AND mime GLOB 'image/*' AND (sha256 IN ("
    " SELECT sha256 FROM evidence WHERE year = ? AND instrument = ? AND linked = 1"
    " GROUP BY sha256 HAVING count(DISTINCT office) > 1)"
    " OR sha256 IN (SELECT value FROM json_each(?))) ORDER BY office, question, sha256, name"
)
_FILES = (
    "SELECT sha256, min(size) FROM evidence WHERE year = ? AND linked = 1 AND mime GLOB 'image/*'"
    " GROUP BY sha256 ORDER BY sha256"
)


def list_notes(db: Store, year: int, instrument: str, least: int) -> tuple[tuple[str, str, str], ...]:
    """Notes of `least` letters and more as (office, question, note); of laptops that differ each one's."""
    return tuple((str(a), str(b), str(c)) for a, b, c in db.query(_NOTES, (year, instrument, least)))


def list_pictures(
    db: Store, year: int, instrument: str, also: Iterable[str] = ()
) -> tuple[tuple[str, str, str, str, str], ...]:
    """Pictures that stand in more than one office, as (office, question, sha256, name, mime).

    With them those whose digests are in `also`, wherever they stand.
    """
    found = db.query(_PICTURES, (year, instrument, year, instrument, json_text(sorted(also))))
    return tuple((str(a), str(b), str(c), str(d), str(e)) for a, b, c, d, e in found)


def list_picture_files(db: Store, year: int) -> tuple[tuple[str, int], ...]:
    """Every picture that stands somewhere in a year, as (sha256, size in bytes)."""
    return tuple((str(name), int(size)) for name, size in db.query(_FILES, (year,)))
