"""The roster: devices recognised and revoked, one event after the other. What stands is the last of each.

The journal keeps them for good; what was taken back stands here no more.
"""

from __future__ import annotations

from rbdesk.domain.roster import Enrolment
from rbdesk.store.database import Store
from rbdesk.store.values import parse_time, time_text


def add_enrolment(db: Store, entry: Enrolment, *, place: int, reason: str = "") -> None:
    """Add an event; `place` is the journal's row of it."""
    db.insert(
        "enrolments",
        {
            "place": place,
            "device": entry.device,
            "key": entry.key.hex(),
            "office": entry.office,
            "label": entry.label,
            "status": entry.status,
            "reason": reason,
            "at": time_text(entry.since),
            "by": entry.by,
        },
    )


def list_statuses(db: Store, device: str, office: str) -> tuple[str, ...]:
    """How a device has stood at an office, one status after the other."""
    found = db.query(
        "SELECT status FROM enrolments WHERE device = ? AND office = ? ORDER BY place", (device, office)
    )
    return tuple(str(status) for (status,) in found)


def drop_enrolments(db: Store, device: str, office: str) -> None:
    """Let nothing stand of a device at an office; the journal keeps what was decided and that it was taken back."""
    db.execute("DELETE FROM enrolments WHERE device = ? AND office = ?", (device, office))


def list_enrolments(db: Store) -> tuple[Enrolment, ...]:
    """What stands of each device and office, by office and device; `since` is when it came to stand so."""
    found = db.query(
        "SELECT device, key, office, label, status, at, by, max(place) FROM enrolments"
        " GROUP BY device, office ORDER BY office, device"
    )
    return tuple(
        Enrolment(device, bytes.fromhex(key), office, label, status, parse_time(at), by)
        for device, key, office, label, status, at, by, _ in found
    )


def load_reasons(db: Store) -> dict[tuple[str, str], str]:
    """The reason of what stands of each device and office, "" where none was given."""
    found = db.query("SELECT device, office, reason, max(place) FROM enrolments GROUP BY device, office")
    return {(str(device), str(office)): str(reason) for device, office, reason, _ in found}


def drop_all(db: Store) -> None:
    """Forget the roster, to be told again from the journal."""
    db.execute("DELETE FROM enrolments")
