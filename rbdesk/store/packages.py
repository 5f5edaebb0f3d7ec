"""Packages that this desk made itself."""

from __future__ import annotations

from rbdesk.store.database import Store


def load_last_revision(db: Store, office: str, year: int) -> int:
    """The number of the newest revision, 0 before the first."""
    found = db.query("SELECT max(revision) FROM packages WHERE office = ? AND year = ?", (office, year))
    return int(found[0][0] or 0)
