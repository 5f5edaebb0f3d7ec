"""A power cut, simulated: which writes the disk has taken is decided here, as no disk promises more than its syncs.

A person saves in a process whose writes, truncations, syncs and deletions of `desk.db` and its journal are noted by a
shim (powercut.c, LD_PRELOAD). From the notes come images of the disk at any moment: all that was synced, and of the
rest a random prefix or subset, some of it torn into sectors of 512 bytes. Directories are never synced, as on Windows.

`python -m tests.store.powercut FOLDER IMAGES` prints what was found for the store and for two careless ways of saving,
which must be found out, else the harness is blind.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rbdesk.domain.assessment import Answer, Key
from rbdesk.workflow import catalog, office, setup
from tests import desks
from tests.build import NOW, OFFICE

ROOT = Path(__file__).parents[2]
SHIM = Path(__file__).with_suffix(".c")
KEY = Key(OFFICE, 2020, catalog.UNIT_SHEET)
CODES = [node.code for node in catalog.instrument(KEY.instrument).nodes if node.question is not None]
SAVES, SECTOR = 24, 512
STORE, OFF, DELETE = "store", "off", "delete"
_HEAD = struct.Struct("=ccqq")


@dataclass(frozen=True, slots=True)
class Act:
    """What was asked of the system: `kind` w write, t truncate, s sync, u unlink; `file` d, j or a (acknowledged)."""

    kind: str
    file: str
    offset: int
    data: bytes


@dataclass(slots=True)
class Found:
    """What the images showed: whole and complete, an acknowledged save lost, pages broken or a save cut in half."""

    whole: int = 0
    lost: int = 0
    broken: int = 0


def main(arguments: list[str]) -> int:
    folder, count = Path(arguments[0]), int(arguments[1])
    if arguments[2:]:
        save_on(folder, arguments[2])
        return 0
    wanted = {STORE: count, OFF: max(100, count // 10), DELETE: max(100, count // 10)}
    found = {way: try_power_cuts(folder / way, way, many) for way, many in wanted.items()}
    print(json.dumps({way: [one.whole, one.lost, one.broken] for way, one in found.items()}))
    return 0


# --- the person ---------------------------------------------------------------------------------------------


def save_on(folder: Path, way: str) -> None:
    """Save again and again; after each the digest of all rows is written to "ack"."""
    acknowledged = os.open(folder / "ack", os.O_WRONLY | os.O_CREAT)
    if way == STORE:
        with closing(setup.open_desk(folder, now=NOW)) as db:
            for number in range(SAVES):
                note = f"catatan {number} " + "x" * (number * 97 % 1900)
                code = CODES[number * 7 % len(CODES)]
                office.record_answer(db, KEY, code, Answer(None, note), who=desks.WHO, now=NOW)
                os.write(acknowledged, digest(lambda words: db.query(words)).encode())
        return
    with closing(sqlite3.connect(folder / "desk.db", isolation_level=None)) as plain:
        plain.execute(f"PRAGMA journal_mode={'TRUNCATE' if way == OFF else 'DELETE'}")
        plain.execute(f"PRAGMA synchronous={'OFF' if way == OFF else 'FULL'}")
        for number in range(SAVES):
            plain.execute("BEGIN IMMEDIATE")
            for row in range(number % 5, 60, 5):
                plain.execute(
                    "UPDATE notes SET words = ? WHERE n = ?", (f"{number} " * (50 + number * 13), row)
                )
            plain.execute("COMMIT")
            os.write(acknowledged, digest(lambda words: plain.execute(words).fetchall()).encode())


def digest(query) -> str:  # type: ignore[no-untyped-def]
    """SHA-256 over every row of every table."""
    said = hashlib.sha256()
    for (name,) in sorted(
        query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    ):
        said.update(name.encode())
        for row in sorted(query(f'SELECT * FROM "{name}"'), key=repr):
            said.update(repr(tuple(row)).encode())
    return said.hexdigest()


# --- the machine --------------------------------------------------------------------------------------------


def try_power_cuts(folder: Path, way: str, count: int) -> Found:
    """Let a person save, then cut the power at `count` random moments."""
    desk = folder / "desk"
    if way == STORE:
        desks.a_desk(desk).close()
    else:
        desk.mkdir(parents=True)
        with closing(sqlite3.connect(desk / "desk.db")) as plain, plain:
            plain.execute("CREATE TABLE notes (n INTEGER PRIMARY KEY, words TEXT)")
            plain.executemany("INSERT INTO notes VALUES (?, ?)", [(row, "kosong " * 40) for row in range(60)])
    before = (desk / "desk.db").read_bytes()
    acts = watched(folder, desk, way)
    first = image_digest(folder / "image", before, None)
    assert first is not None
    states = [first, *(act.data.decode() for act in acts if act.file == "a")]
    assert len(states) == SAVES + 1
    begin = (
        next(at for at, act in enumerate(acts) if act.file == "a") + 1
    )  # opening is not what is tried here
    chance, found = random.Random(2020), Found()
    for _ in range(count):
        moment = chance.randrange(begin, len(acts) + 1)
        seen = image_digest(folder / "image", *disk_at(before, acts[:moment], chance))
        saved = sum(act.file == "a" for act in acts[:moment])
        if seen is None or seen not in states:
            found.broken += 1
        elif states.index(seen) < saved:
            found.lost += 1
        else:
            found.whole += 1
    return found


def watched(folder: Path, desk: Path, way: str) -> list[Act]:
    """What a process that saves asks of the system."""
    shim, log = folder / "powercut.so", folder / "log"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", shim, SHIM, "-ldl"], check=True)
    environment = {**os.environ, "LD_PRELOAD": str(shim), "POWERCUT_LOG": str(log)}
    command = [sys.executable, "-m", "tests.store.powercut", str(desk), "0", way]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, timeout=120)
    content, at, acts = log.read_bytes(), 0, []
    while at < len(content):
        kind, file, offset, size = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        acts.append(Act(kind.decode(), file.decode(), offset, content[at : at + size]))
        at += size
    return acts


def disk_at(before: bytes, acts: Iterable[Act], chance: random.Random) -> tuple[bytes, bytes | None]:
    """The database and its journal (None: no such file) as the disk may have them after the power was cut."""
    files = {"d": bytearray(before), "j": bytearray()}
    waiting: dict[str, list[Act]] = {"d": [], "j": []}
    is_deleted = False
    for act in acts:
        if act.file not in files:
            continue
        if act.file == "j" and act.kind == "w" and is_deleted:
            files["j"], waiting["j"], is_deleted = bytearray(), [], False  # a new file of that name
        if act.kind == "s":
            for one in waiting[act.file]:
                apply(files[act.file], one)
            waiting[act.file] = []
        else:
            waiting[act.file].append(act)
        is_deleted |= act.kind == "u"
    for file, rest in waiting.items():
        kept = rest[: chance.randint(0, len(rest))] if chance.random() < 0.5 else [
            one for one in rest if chance.random() < 0.5
        ]  # fmt: skip
        for one in kept:
            for piece in torn(one, chance) if chance.random() < 0.3 else [one]:
                apply(files[file], piece)
    return bytes(files["d"]), None if is_deleted and chance.random() < 0.5 else bytes(files["j"])


def apply(file: bytearray, act: Act) -> None:
    if act.kind == "t":
        del file[act.offset :]
        file.extend(bytes(act.offset - len(file)))
    elif act.kind == "w":
        file.extend(bytes(max(0, act.offset - len(file))))
        file[act.offset : act.offset + len(act.data)] = act.data


def torn(act: Act, chance: random.Random) -> list[Act]:
    """Some sectors of a write."""
    if act.kind != "w":
        return [act]
    starts = range(0, len(act.data), SECTOR)
    return [
        Act("w", act.file, act.offset + start, act.data[start : start + SECTOR])
        for start in starts
        if chance.random() < 0.5
    ]


def image_digest(folder: Path, database: bytes, journal: bytes | None) -> str | None:
    """What the database says at the next start, None where it is broken."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "desk.db").write_bytes(database)
    if journal is not None:
        (folder / "desk.db-journal").write_bytes(journal)
    try:
        with closing(sqlite3.connect(folder / "desk.db")) as db:
            if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return None
            return digest(lambda words: db.execute(words).fetchall())
    except sqlite3.DatabaseError:
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
