"""The one append-only record of every act: who, when, on which device, old and new. Rows are chained by hash.

A row's number under its replica is the dot of the edit. Triggers keep this program from changing rows; against
others there is only the chain.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain.lineage import Edit
from rbdesk.domain.typed import clean_line
from rbdesk.store.database import Store
from rbdesk.store.journal_copy import START, row_hash
from rbdesk.store.settings import load_fact
from rbdesk.store.values import Json, json_text, parse_time, time_text, whole_second

_COLUMNS = "place, replica, n, act, office, year, instrument, question, old, new, at, by, device"
_INSERT = f"INSERT INTO journal ({_COLUMNS}, previous, hash) VALUES ({', '.join('?' * 15)})"
_REPLICAS = (  # from one to the next in the index: DISTINCT would read a row for every act ever done
    "WITH RECURSIVE known(name) AS (SELECT min(replica) FROM journal UNION ALL"
    " SELECT (SELECT min(replica) FROM journal WHERE replica > name) FROM known WHERE name IS NOT NULL)"
    " SELECT name FROM known WHERE name IS NOT NULL"
)
LONGEST_NAME = 60  # code points of a person's label, as a bundle carries it


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act was about; empty members where it was about no such thing."""

    office: str = ""
    year: int = 0
    instrument: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `old` are the values that were seen and overwritten, none or several; `new` what stands now."""

    place: int
    edit: Edit
    act: str
    subject: Subject
    old: Sequence[Json]
    new: Json
    device: str


def add(
    db: Store, act: str, subject: Subject, old: Sequence[Json], new: Json, *, who: str, now: datetime
) -> Entry:
    """Write one row, with the next number of this store's replica. `who` is cleaned and cut to 60 characters."""
    last = db.query("SELECT place, replica, n, hash FROM journal ORDER BY place DESC LIMIT 1")
    place, replica, n, previous = last[0] if last else (0, "", 0, START)
    by = clean_line(who)[:LONGEST_NAME]
    device = load_fact(db, "device_label")
    row: dict[str, str | int] = {
        "place": place + 1,
        "replica": db.replica,
        "n": n + 1 if replica == db.replica else 1,
        "act": act,
        "office": subject.office,
        "year": subject.year,
        "instrument": subject.instrument,
        "question": subject.question,
        "old": json_text(old),
        "new": json_text(new),
        "at": time_text(now),
        "by": by,
        "device": device,
        "previous": previous,
    }
    row["hash"] = row_hash(row)
    db.execute(_INSERT, tuple(row.values()))
    db.copy_later(row)
    edit = Edit(db.replica, int(row["n"]), whole_second(now), by)
    return Entry(place + 1, edit, act, subject, old, new, device)


def list_of_question(db: Store, subject: Subject, acts: Sequence[str]) -> tuple[Entry, ...]:
    """The rows about one question, newest first."""
    found = db.query(
        f"SELECT {_COLUMNS} FROM journal WHERE question <> '' AND office = ? AND year = ?"
        " AND instrument = ? AND question = ? ORDER BY place DESC",
        (subject.office, subject.year, subject.instrument, subject.question),
    )
    return tuple(_entry(row) for row in found if row[3] in acts)


def list_of_act(db: Store, act: str) -> tuple[Entry, ...]:
    """The rows of one kind, oldest first."""
    found = db.query(f"SELECT {_COLUMNS} FROM journal WHERE act = ? ORDER BY place", (act,))
    return tuple(_entry(row) for row in found)


def list_of_acts(db: Store, acts: Sequence[str]) -> tuple[Entry, ...]:
    """The rows of several kinds, oldest first."""
    marks = ", ".join("?" * len(acts))
    found = db.query(f"SELECT {_COLUMNS} FROM journal WHERE act IN ({marks}) ORDER BY place", tuple(acts))
    return tuple(_entry(row) for row in found)


def list_replicas(db: Store) -> frozenset[str]:
    """Every life this store has had."""
    return frozenset(str(row[0]) for row in db.query(_REPLICAS))


def load_last_number(db: Store, replica: str) -> int:
    """The highest number that this store gave out under a replica, 0 for none."""
    found = db.query("SELECT max(n) FROM journal WHERE replica = ?", (replica,))
    return int(found[0][0] or 0)


def load_oldest_time(db: Store) -> datetime:
    """The time of the first act, the making of the desk."""
    return parse_time(str(db.query("SELECT at FROM journal ORDER BY place LIMIT 1")[0][0]))


def load_newest_time(db: Store) -> datetime | None:
    """The latest time of any act, None in an empty journal."""
    found = db.query("SELECT max(at) FROM journal")
    return parse_time(found[0][0]) if found[0][0] else None


def load_last_hash(db: Store) -> str:
    """The hash of the newest row: it names the whole journal up to here."""
    found = db.query("SELECT hash FROM journal ORDER BY place DESC LIMIT 1")
    return str(found[0][0]) if found else START


def first_broken_place(db: Store) -> int | None:
    """The place of the first row that is not what was written or does not follow the one before; None if sound."""
    names = [*_COLUMNS.split(", "), "previous", "hash"]
    previous, expected = START, 1
    for values in db.query(f"SELECT {', '.join(names)} FROM journal ORDER BY place"):
        row = dict(zip(names, values, strict=True))
        if row["place"] != expected or row["previous"] != previous or row_hash(row) != row["hash"]:
            return expected
        previous, expected = row["hash"], expected + 1
    return None


def _entry(row: Sequence[str | int]) -> Entry:
    place, replica, n, act, office, year, instrument, question, old, new, at, by, device = row
    return Entry(
        place=int(place),
        edit=Edit(str(replica), int(n), parse_time(str(at)), str(by)),
        act=str(act),
        subject=Subject(str(office), int(year), str(instrument), str(question)),
        old=json.loads(str(old)),
        new=json.loads(str(new)),
        device=str(device),
    )
