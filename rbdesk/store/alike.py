"""What the offices' assessments hold of one year that may stand in several of them: long notes, and pictures.

Read on its own, since it is a few rows of the thousands that all offices have together.
"""

from __future__ import annotations

from rbdesk.store.database import Store

_NOTES = (
    "SELECT DISTINCT office, question, note FROM answers"
    " WHERE year = ? AND instrument = ? AND length(note) >= ? ORDER BY office, question, note"
)
_PICTURES = (
    "SELECT DISTINCT office, question, sha256, name, mime FROM evidence"
    " WHERE year = ? AND instrument = ? AND linked = 1 AND mime GLOB 'image/*' AND sha256 IN ("
    " SELECT sha256 FROM evidence WHERE year = ? AND instrument = ? AND linked = 1"
    " GROUP BY sha256 HAVING count(DISTINCT office) > 1) ORDER BY office, question, sha256, name"
)


def list_notes(db: Store, year: int, instrument: str, least: int) -> tuple[tuple[str, str, str], ...]:
    """Notes of `least` letters and more as (office, question, note); of laptops that differ each one's."""
    return tuple((str(a), str(b), str(c)) for a, b, c in db.query(_NOTES, (year, instrument, least)))


def list_pictures(db: Store, year: int, instrument: str) -> tuple[tuple[str, str, str, str, str], ...]:
    """Pictures that stand in more than one office, as (office, question, sha256, name, mime)."""
    found = db.query(_PICTURES, (year, instrument, year, instrument))
    return tuple((str(a), str(b), str(c), str(d), str(e)) for a, b, c, d, e in found)
