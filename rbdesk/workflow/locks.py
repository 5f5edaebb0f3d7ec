"""What must hold before an office's content is changed: it is this desk's own, and not locked."""

from __future__ import annotations

from rbdesk.domain.assessment import Stage
from rbdesk.errors import NotAllowed
from rbdesk.store import marks, settings
from rbdesk.store.database import Store


def must_be_own(db: Store, office: str) -> None:
    """Raises NotAllowed("role"): the office's content is another's; the secretariat never edits it."""
    if settings.load_fact(db, "office") != office:
        raise NotAllowed("role", office=office)


def must_be_open(db: Store, office: str, year: int) -> None:
    """Raises NotAllowed("role"), NotAllowed("locked"): an official package was made of it."""
    must_be_own(db, office)
    if marks.load_stage(db, office, year).stage is not Stage.OPEN:
        raise NotAllowed("locked", office=office, year=year)
