"""Points of time to which a desk can be brought back: checked copies of its database, and the evidence they name.

`backup/NNNNNNN.db`, whole once `NNNNNNN.json` stands beside it, and `backup/evidence/` with each file once. A stick
takes the same shape. `load_draft` needs the store's thread for a moment; all else is files and may run beside it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import redo, switching, thinning
from rbdesk.store.database import Store
from rbdesk.store.journal_copy import START
from rbdesk.store.redo import Place
from rbdesk.store.trouble import database_trouble, file_trouble
from rbdesk.store.values import parse_time, time_text

# why a point was made
AUTO, CLOSE, BY_HAND, IMPORT, UNDO, RESTORE, MIGRATE = (
    "auto",
    "close",
    "hand",
    "import",
    "undo",
    "restore",
    "migrate",
)
EVERYTHING = 1 << 62
_CHUNK_BYTES = 1 << 20
# Copies that this process is checking, perhaps on another thread: the others are what a killed one left
_unfinished: set[Path] = set()
_COUNTS: Mapping[str, tuple[str, str]] = {
    "answers": ("answers", "SELECT count(DISTINCT office || question) FROM answers WHERE value IS NOT NULL"),
    "notes": ("answers", "SELECT count(DISTINCT office || question) FROM answers WHERE note <> ''"),
    "evidence": ("evidence", "SELECT count(DISTINCT sha256) FROM evidence WHERE linked = 1"),
    "surveys": ("surveys", "SELECT count(*) FROM surveys WHERE stands = 1"),
    "followups": ("followups", "SELECT count(*) FROM followups"),
    "rulings": ("rulings", "SELECT count(*) FROM rulings"),
    "bundles": ("submissions", "SELECT count(*) FROM submissions"),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: `counts` by what is counted, the time of its last act (None without any)."""

    counts: Mapping[str, int]
    last_act: datetime | None


@dataclass(frozen=True, slots=True)
class Point:
    """A copy of a desk's database. `size` in bytes, `files` the evidence it names: digest and size in bytes.

    `lost` counts those of them that were missing or not what they should be when the copy was made.
    """

    path: Path
    number: int
    at: datetime
    reason: str
    schema: int
    replica: str
    office: str
    journal: Place
    contents: Contents
    size: int
    sha256: str
    files: tuple[tuple[str, int], ...]
    lost: int = 0

    @property
    def folder(self) -> Path:
        """The folder that the point lies in, with its evidence."""
        return self.path.parent


@dataclass(frozen=True, slots=True)
class Draft:
    """A copy that the store has just made and nobody has checked."""

    desk: DeskFolder
    part: Path
    number: int
    at: datetime
    reason: str
    journal: Place


def load_draft(db: Store, reason: str, now: datetime) -> Draft:
    """Copy the database as it is now; what is written from here on follows the copy. Raises StoreTrouble."""
    folder = db.folder.backup
    with file_trouble(folder):
        folder.mkdir(exist_ok=True)
        number = max(_highest(folder), redo.highest_point(db.folder.redo)) + 1
        part = folder / f"{number:07d}.db.part"
        for stale in set(folder.glob("*.part")) - _unfinished:
            stale.unlink(missing_ok=True)
    _unfinished.add(part)
    try:
        db.query("VACUUM INTO ?", (str(part),))
    except BaseException:
        _unfinished.discard(part)
        discard(part)
        raise
    db.begin_segment(number)
    return Draft(db.folder, part, number, now, reason, db.journal_place)


def finish(draft: Draft, progress: Progress = SILENT, *, most_bytes: int = EVERYTHING) -> Point:
    """Check a copy, take its evidence in, give it its name and let older ones go by the rule.

    Of evidence that is new here at most `most_bytes` are read, for a moment in which somebody waits; the rest comes with
    the next point.

    Raises StoreTrouble: what was there before is still there; Cancelled.
    """
    folder = draft.part.parent
    try:
        with file_trouble(folder):
            point = _describe(draft.part, draft.number, draft.at, draft.reason)
            if point.journal != draft.journal:
                raise StoreTrouble("damaged", str(draft.part), "the copy ends at another place")
            with draft.part.open("rb+") as file:
                os.fsync(file.fileno())
            lost = pool_files(draft.desk, point.files, folder, progress, most_bytes=most_bytes)
            point = replace(point, path=folder / f"{draft.number:07d}.db", lost=lost)
            os.replace(draft.part, point.path)
            write_manifest(point)
    except BaseException:
        discard(draft.part)
        raise
    finally:
        _unfinished.discard(draft.part)
    _thin(draft.desk, draft.at)
    return point


def take(
    db: Store, reason: str, now: datetime, progress: Progress = SILENT, *, most_bytes: int = EVERYTHING
) -> Point:
    """Make a point now, all of it on the thread that calls. Raises StoreTrouble, Cancelled."""
    return finish(load_draft(db, reason, now), progress, most_bytes=most_bytes)


def list_points(folder: Path) -> tuple[Point, ...]:
    """The points in a folder, newest first, as their descriptions say; `is_whole` looks at the bytes."""
    found = []
    for path in folder.glob("*.json"):
        point = read_manifest(path)
        if point is not None:
            found.append(point)
    return tuple(sorted(found, key=lambda point: point.number, reverse=True))


def load_newest(folder: Path) -> Point | None:
    """The newest point, None without any. The others are not read: their lists of evidence may be long."""
    return next(_described(folder, newest_first=True), None)


def load_oldest(folder: Path) -> Point | None:
    """The point with the lowest number, None without any."""
    return next(_described(folder, newest_first=False), None)


def count_points(folder: Path) -> int:
    """How many points are described in a folder."""
    return sum(1 for path in folder.glob("*.json") if path.stem.isdecimal())


def _described(folder: Path, *, newest_first: bool) -> Iterator[Point]:
    paths = sorted((path for path in folder.glob("*.json") if path.stem.isdecimal()), reverse=newest_first)
    return (point for path in paths if (point := read_manifest(path)) is not None)


def adopt(folder: Path, progress: Progress = SILENT) -> None:
    """Describe copies that have no description: those before a migration, or of a moment before a power cut.

    Raises StoreTrouble. One that is not whole is left as it lies.
    """
    described = {point.path.name for point in list_points(folder)}
    strangers = sorted(path for path in folder.glob("*.db") if path.name not in described)
    for path in progress.each(strangers):
        with contextlib.suppress(StoreTrouble), file_trouble(folder):
            is_numbered = path.stem.isdecimal()
            number = int(path.stem) if is_numbered else _highest(folder) + 1
            at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            point = _describe(path, number, at, AUTO if is_numbered else MIGRATE)
            if not is_numbered:
                target = folder / f"{number:07d}.db"
                os.replace(path, target)
                point = replace(point, path=target)
            write_manifest(point)


def is_whole(point: Point, progress: Progress = SILENT) -> bool:
    """Whether the copy's bytes are those that were checked when it was made."""
    try:
        return digest_of(point.path, progress) == (point.sha256, point.size)
    except OSError:
        return False


def lost_files(point: Point, places: Iterable[Callable[[str], Path]], progress: Progress) -> list[str]:
    """The digests of a point's evidence that lie whole in none of the places; every file is read."""
    lost = []
    finders = tuple(places)
    for sha256, size in progress.each(point.files, "evidence"):
        for find in finders:
            try:
                if digest_of(find(sha256), progress) == (sha256, size):
                    break
            except OSError:
                continue
        else:
            lost.append(sha256)
    return lost


def pooled(folder: Path) -> Callable[[str], Path]:
    """Where a folder of points keeps a piece of evidence."""
    return lambda sha256: folder / "evidence" / sha256[:2] / sha256


def pool_files(
    desk: DeskFolder,
    files: Iterable[tuple[str, int]],
    folder: Path,
    progress: Progress = SILENT,
    *,
    most_bytes: int = EVERYTHING,
) -> int:
    """Take evidence in beside the points, each file once; how many are not what they should be.

    A second name for the same bytes where the disk knows that, else a copy. Raises OSError, Cancelled.
    """
    place = pooled(folder)
    lost = 0
    for sha256, size in progress.each(list(files), "evidence"):
        source, target = desk.evidence_file(sha256), place(sha256)
        if target.exists() and target.stat().st_size == size:
            continue
        most_bytes -= size
        if most_bytes < 0:
            continue
        try:
            if digest_of(source, progress) != (sha256, size):
                lost += 1
                continue
        except OSError:
            lost += 1
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{sha256}.{secrets.token_hex(4)}.part")
        try:
            os.link(source, part)
        except OSError:
            shutil.copyfile(source, part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
        os.replace(part, target)
    return lost


def load_contents(db: Store) -> Contents:
    """What the open store holds, as points tell it."""
    return _contents(lambda statement: db.query(statement)[0][0])


def write_manifest(point: Point) -> None:
    """Describe a point beside it; with that it counts. Raises OSError."""
    content = {
        "number": point.number,
        "at": time_text(point.at),
        "reason": point.reason,
        "schema": point.schema,
        "replica": point.replica,
        "office": point.office,
        "place": point.journal.place,
        "journal": point.journal.hash,
        "counts": dict(point.contents.counts),
        "last_act": time_text(point.contents.last_act) if point.contents.last_act else "",
        "size": point.size,
        "sha256": point.sha256,
        "files": [list(one) for one in point.files],
        "lost": point.lost,
    }
    body = json.dumps(content, indent=1, sort_keys=True).encode("ascii")
    content = {**content, "check": hashlib.sha256(body).hexdigest()}
    switching.write_whole(
        point.path.with_suffix(".json"), json.dumps(content, indent=1, sort_keys=True).encode("ascii")
    )


def read_manifest(path: Path) -> Point | None:
    """A point by its description, None where that is not whole."""
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        check = content.pop("check")
        body = json.dumps(content, indent=1, sort_keys=True).encode("ascii")
        if hashlib.sha256(body).hexdigest() != check:
            return None
        last = content["last_act"]
        return Point(
            path=path.with_suffix(".db"),
            number=int(content["number"]),
            at=parse_time(content["at"]),
            reason=str(content["reason"]),
            schema=int(content["schema"]),
            replica=str(content["replica"]),
            office=str(content["office"]),
            journal=Place(int(content["place"]), str(content["journal"])),
            contents=Contents(dict(content["counts"]), parse_time(last) if last else None),
            size=int(content["size"]),
            sha256=str(content["sha256"]),
            files=tuple((str(sha256), int(size)) for sha256, size in content["files"]),
            lost=int(content["lost"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def digest_of(path: Path, progress: Progress = SILENT) -> tuple[str, int]:
    """SHA-256 and size of a file. Raises OSError, Cancelled."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            progress.step(0, 1)
    return digest.hexdigest(), size


def discard(path: Path) -> None:
    """Take a file away that came to nothing."""
    with contextlib.suppress(OSError):
        path.unlink()


def _describe(path: Path, number: int, at: datetime, reason: str) -> Point:
    """Open a copy, check all its pages and references, and say what it holds. Raises StoreTrouble, OSError."""
    with database_trouble(path):
        # read only and alone: SQLite writes nothing beside it
        copy = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            copy.execute("PRAGMA trusted_schema = OFF")
            found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(5)")]
            if found != ["ok"]:
                raise StoreTrouble("damaged", str(path), f"the copy: {'; '.join(found)}")
            if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise StoreTrouble("damaged", str(path), "the copy: broken references")
            facts = dict(copy.execute("SELECT name, value FROM facts WHERE name IN ('replica', 'office')"))
            last = copy.execute("SELECT place, hash FROM journal ORDER BY place DESC LIMIT 1").fetchone()
            files = copy.execute(
                "SELECT DISTINCT sha256, size FROM evidence WHERE linked = 1"
                " UNION SELECT sha256, size FROM files ORDER BY 1"
            ).fetchall()
            schema = int(copy.execute("PRAGMA user_version").fetchone()[0])
            contents = _contents(lambda statement: copy.execute(statement).fetchone()[0])
        finally:
            copy.close()
    sha256, size = digest_of(path)
    return Point(
        path=path,
        number=number,
        at=at,
        reason=reason,
        schema=schema,
        replica=facts.get("replica", ""),
        office=facts.get("office", ""),
        journal=Place(int(last[0]), str(last[1])) if last else Place(0, START),
        contents=contents,
        size=size,
        sha256=sha256,
        files=tuple((str(name), int(length)) for name, length in files),
    )


def _contents(ask: Callable[[str], Any]) -> Contents:
    tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = "
    counts = {
        name: int(ask(statement)) for name, (table, statement) in _COUNTS.items() if ask(f"{tables}'{table}'")
    }
    last = ask("SELECT coalesce(max(at), '') FROM journal WHERE act <> 'restore'")
    return Contents(counts, parse_time(str(last)) if last else None)


def _highest(folder: Path) -> int:
    numbers = [int(path.name.split(".")[0]) for path in folder.iterdir() if path.name[:7].isdecimal()]
    return max(numbers, default=0)


def _thin(desk: DeskFolder, now: datetime) -> None:
    """Let points go by the rule, evidence that none names, and lines that only they needed. Never raises."""
    points = list_points(desk.backup)
    kept = thinning.kept([(point.number, point.at) for point in points], now)
    for point in points:
        if point.number not in kept:
            discard(point.path.with_suffix(".json"))  # from here on it does not count
            discard(point.path)
    standing = [point for point in points if point.number in kept]
    named = {sha256 for point in standing for sha256, _ in point.files}
    if not _unfinished:  # another copy may just be taking its evidence in
        for path in (desk.backup / "evidence").glob("*/*"):
            if path.name not in named:
                discard(path)
    if len(standing) >= thinning.LEAST:
        redo.drop_before(desk.redo, standing[thinning.LEAST - 1].number)
