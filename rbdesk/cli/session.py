"""One command's hold on a desk: opened under its lock, with who acts and what time it is."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rbdesk import messages
from rbdesk.cli import console
from rbdesk.domain.assessment import Key
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Role
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, points, setup
from rbdesk.workflow.setup import Identity


@dataclass(frozen=True, slots=True)
class Session:
    """An open desk and the act's `who` and `now`."""

    db: Store
    identity: Identity
    who: str
    now: datetime

    def key(self, instrument: str | None) -> Key:
        """The desk's own assessment on an instrument; the desk's usual one for None."""
        usual = catalog.UNIT_SHEET if self.identity.role is Role.OFFICE else catalog.REGENCY_SHEET
        return Key(self.identity.office, self.identity.year, instrument or usual)


@contextmanager
def session(desk: Path, role: Role | None = None) -> Iterator[Session]:
    """Open a desk for one command; `role` where only that role has the command.

    Raises NotAllowed("role"), NotAStore, StoreTooNew, StoreTrouble.
    """
    now = this_moment()
    db = setup.open_desk(desk, now=now)
    db.keeps_points = True
    try:
        identity = setup.load_identity(db)
        if role is not None and identity.role is not role:
            raise NotAllowed("role", needed="kecamatan" if role is Role.OFFICE else "sekretariat")
        yield Session(db, identity, identity.operator or account(), now)
        _make_point_if_due(db, now)
    finally:
        db.close()


def _make_point_if_due(db: Store, now: datetime) -> None:
    """Make a copy now and then; that it was not possible is told, and takes nothing from what the command did."""
    try:
        draft = points.load_draft_if_due(db, points.AUTO, now)
        if draft is not None:
            points.finish(draft)
    except StoreTrouble as trouble:
        console.say(f"Cadangan otomatis tidak jadi dibuat. {messages.sentence(trouble).text}")


def this_moment() -> datetime:
    """The time now, to the second, as edits bear it."""
    return datetime.now(UTC).replace(microsecond=0)


def account() -> str:
    """The name of the account that runs the command; empty where the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def full_code(instrument: Instrument, code: str) -> str:
    """The id of a question or node that was named by id or as people read it (`P.1.i.a`).

    Raises NotAllowed("unknown_node").
    """
    for known in instrument.place_of:
        if code == known or code == instrument.display(known):
            return known
    raise NotAllowed("unknown_node", code=code)


def question_code(instrument: Instrument, code: str) -> str:
    """The id of a question that was named by id or as people read it. Raises NotAllowed("unknown_question")."""
    try:
        found = full_code(instrument, code)
    except NotAllowed:
        found = ""
    if not found or instrument.node(found).question is None:
        raise NotAllowed("unknown_question", code=code)
    return found
