"""What must hold before an office's content is changed: it is asked this year, this desk's own, and not locked."""

from __future__ import annotations

from rbdesk.domain.assessment import Key, Stage
from rbdesk.domain.instrument import Instrument, Scale
from rbdesk.errors import NotAllowed
from rbdesk.store import marks, settings
from rbdesk.store.database import Store
from rbdesk.workflow import catalog


def must_be_asked(key: Key) -> Instrument:
    """The instrument of a key.

    Raises NotAllowed: "unknown_instrument" (none of an office's in that year: no bundle could carry it), "unknown_year".
    """
    register = catalog.register()
    if key.office != register.code and catalog.edition_of_year(key.year).instrument(key.instrument) is None:
        raise NotAllowed("unknown_instrument", id=key.instrument)
    return catalog.instrument(key.instrument)


def must_be_question(instrument: Instrument, code: str) -> Scale:
    """The scale of a question. Raises NotAllowed("unknown_question")."""
    try:
        return instrument.question(code).scale
    except KeyError:
        raise NotAllowed("unknown_question", code=code) from None


def must_be_own(db: Store, office: str) -> None:
    """Raises NotAllowed("role"): the office's content is another's; the secretariat never edits it."""
    if settings.load_fact(db, "office") != office:
        raise NotAllowed("role", office=office)


def must_be_open(db: Store, office: str, year: int) -> None:
    """Raises NotAllowed("role"), NotAllowed("locked"): an official package was made of it."""
    must_be_own(db, office)
    if marks.load_stage(db, office, year).stage is not Stage.OPEN:
        raise NotAllowed("locked", office=office, year=year)
