"""When, by whom and with which program something was made that leaves this desk; whether its clock is believed."""

from __future__ import annotations

import importlib.metadata
from datetime import datetime, timedelta

from rbdesk.domain.submission import Device, Made
from rbdesk.domain.typed import clean_line
from rbdesk.exchange import signing
from rbdesk.store import journal, settings
from rbdesk.store.database import Store
from rbdesk.store.values import whole_second

_CLOCK_TOLERANCE = timedelta(days=1)


def made_now(db: Store, *, who: str, now: datetime) -> Made:
    """What a package that is made now says of its making."""
    by = clean_line(who)[: journal.LONGEST_NAME]
    return Made(whole_second(now), by, _app(), _is_clock_believed(db, now))


def own_device(db: Store) -> Device:
    """The computer of this desk."""
    facts = settings.load_facts(db)
    return signing.device_of(bytes.fromhex(facts["device_key"]), facts["device_label"])


def _app() -> str:
    try:
        return f"RBDesk {importlib.metadata.version('rbdesk')}"
    except importlib.metadata.PackageNotFoundError:
        return "RBDesk"


def _is_clock_believed(db: Store, now: datetime) -> bool:
    newest = journal.load_newest_time(db)
    return newest is None or now >= newest - _CLOCK_TOLERANCE
