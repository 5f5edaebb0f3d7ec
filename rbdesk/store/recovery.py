"""A desk told again from a point: the copy, what was written after it, all of it checked before anything is switched.

Works in a folder beside the desk (or any other, for the drill) and touches nothing of the desk until `put_in_place`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rbdesk.errors import NotAStore, StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import backup, database, journal, migrations, redo, switching
from rbdesk.store.backup import Contents, Point
from rbdesk.store.database import Store
from rbdesk.store.journal_copy import row_hash
from rbdesk.store.redo import Place
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import json_text


@dataclass(frozen=True, slots=True)
class Told:
    """What came of telling a desk again: `before` at the point, `after` with what was written later.

    `acts` counts the journal's rows that came back; `missing` those that the journal's copy names and no line could
    bring back.
    """

    point: Point
    before: Contents
    after: Contents
    acts: int
    missing: int
    journal: Place


@contextlib.contextmanager
def told_again(
    desk: DeskFolder,
    point: Point,
    work: Path,
    *,
    with_later: bool,
    up_to: str = "",
    now: datetime,
    progress: Progress = SILENT,
) -> Iterator[tuple[Store, Told]]:
    """A store in `work`, told again from a point and checked whole; the caller may write to it until the block ends.

    `with_later`: what the desk's journal folder holds of later writes is done once more, to its end or up to the
    commit of that mark. Raises StoreTrouble: the copy is not what it was, or a check fails; Cancelled.
    """
    with file_trouble(work):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        _copy(point, work / "desk.db", progress)
    try:
        db = database.open_store(work, now=now)
    except NotAStore as error:
        raise StoreTrouble("damaged", str(point.path), "no database of RBDesk") from error
    try:
        before = backup.load_contents(db)
        start = db.journal_place
        if with_later:
            _do_again(db, _later(desk, point).redo, point, up_to, progress)
        progress.step(0, 1, "check")
        check(db)
        missing = _rows_not_told(db, _later(desk, point).journal) if with_later and not up_to else 0
        acts = db.journal_place.place - start.place
        yield db, Told(point, before, backup.load_contents(db), acts, missing, db.journal_place)
    finally:
        db.close()


def check(db: Store) -> None:
    """Look at every page, reference and row of the journal. Raises StoreTrouble("damaged")."""
    path = str(db.folder.database)
    if db.query("PRAGMA integrity_check(5)") != [("ok",)]:
        raise StoreTrouble("damaged", path, "integrity")
    if db.query("PRAGMA foreign_key_check"):
        raise StoreTrouble("damaged", path, "references")
    broken = journal.first_broken_place(db)
    if broken is not None:
        raise StoreTrouble("damaged", path, f"the journal breaks at row {broken}")


def load_digest(db: Store) -> str:
    """SHA-256 over every row of every table, in the order of their keys: equal content, equal digest."""
    digest = hashlib.sha256()
    names = [
        str(row[0]) for row in db.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    ]
    for name in names:
        digest.update(f"\n{name}\n".encode())
        columns = [str(row[1]) for row in db.query(f"PRAGMA table_info('{name}')")]
        quoted = ", ".join(f'"{column}"' for column in columns)
        for row in db.query(f'SELECT {quoted} FROM "{name}" ORDER BY {quoted}'):
            digest.update(json_text(list(row)).encode())
    return digest.hexdigest()


def put_in_place(desk: DeskFolder, *, aside: str = "") -> Path | None:
    """Switch the desk to the store that stands ready in its `restoring` folder; the former one is kept under `aside`.

    Nobody may have either open. Raises StoreTrouble; where the former files were put, None if `aside` is empty.
    """
    with file_trouble(desk.root):
        kept = switching.put_aside(desk, aside) if aside else None
        with switching.ready(desk).open("rb+") as file:
            os.fsync(file.fileno())
        switching.switch(desk)
    return kept


def bring_back_files(
    desk: DeskFolder, point: Point, files: list[tuple[str, int]], progress: Progress = SILENT
) -> list[str]:
    """Put evidence that is missing or spoilt back from the point's folder; the digests of what is nowhere.

    Raises StoreTrouble, Cancelled.
    """
    place, missing = backup.pooled(point.folder), []
    for sha256, size in progress.each(files, "evidence"):
        target = desk.evidence_file(sha256)
        if _is(target, sha256, size, progress):
            continue
        if not _is(place(sha256), sha256, size, progress):
            missing.append(sha256)
            continue
        with file_trouble(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f"{sha256}.part")
            shutil.copyfile(place(sha256), part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            os.replace(part, target)
    return missing


def load_files(db: Store) -> list[tuple[str, int]]:
    """The evidence that a store names: digest and size in bytes."""
    found = db.query(
        "SELECT DISTINCT sha256, size FROM evidence WHERE linked = 1 UNION SELECT sha256, size FROM files"
    )
    return [(str(sha256), int(size)) for sha256, size in found]


def _copy(point: Point, target: Path, progress: Progress) -> None:
    """Copy a point's database, and refuse it if its bytes are not those that were checked."""
    digest, size = hashlib.sha256(), 0
    with point.path.open("rb") as source, target.open("wb") as file:
        while chunk := source.read(1 << 20):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            progress.step(size, max(point.size, size), "copy")
    if (digest.hexdigest(), size) != (point.sha256, point.size):
        raise StoreTrouble("damaged", str(point.path), "not what was checked when it was made")


def _do_again(db: Store, folder: Path, point: Point, up_to: str, progress: Progress) -> None:
    for done in redo.lines_after(folder, point.number, point.journal, migrations.SCHEMA, up_to):
        progress.step(done.after.place, done.after.place + 1, "later")
        try:
            _do_once_more(db, done)
        except (StoreTrouble, sqlite3.Error) as error:
            if isinstance(error, StoreTrouble) and error.kind != "damaged":
                raise
            return  # what follows would stand on it; it is counted among what is missing


def _later(desk: DeskFolder, point: Point) -> DeskFolder:
    """Where what was written later stands: at the desk, or with the copy where there is no desk any more."""
    carried = DeskFolder(point.folder)  # a stick has the same parts
    return carried if carried.journal.is_dir() and not any(desk.journal.glob("*.jsonl")) else desk


def _do_once_more(db: Store, done: redo.Done) -> None:
    with db.atomic():
        for statement, values, is_many in done.writes:
            if is_many:
                db.execute_many(statement, values)
            else:
                db.execute(statement, values)
        db.find_place()
        if db.journal_place != done.after:
            raise StoreTrouble("damaged", str(db.folder.root), f"row {done.after.place} came back otherwise")


def _rows_not_told(db: Store, folder: Path) -> int:
    """How many rows of the journal's copies follow, one after the other, on the last that the store has."""
    follower: dict[str, str] = {}
    for path in folder.glob("*.jsonl"):
        with contextlib.suppress(OSError), path.open("rb") as file:
            for line in file:
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    row = json.loads(line)
                    if "act" in row and row_hash(row) == row["hash"]:
                        follower[str(row["previous"])] = str(row["hash"])
    count, at = 0, db.journal_place.hash
    while at in follower:
        count, at = count + 1, follower.pop(at)
    return count


def _is(path: Path, sha256: str, size: int, progress: Progress) -> bool:
    try:
        return path.stat().st_size == size and backup.digest_of(path, progress)[0] == sha256
    except OSError:
        return False
