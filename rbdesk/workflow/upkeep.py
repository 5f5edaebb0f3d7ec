"""The desk's own care: copies by hand and on a stick, bringing back, the weekly drill, erasing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rbdesk import paths
from rbdesk.domain.typed import clean_line
from rbdesk.errors import NotAllowed, NotAStore, StoreTooNew, StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import backup, carried, database, erasing, journal, life, packages, recovery, settings
from rbdesk.store.backup import Contents as Contents
from rbdesk.store.backup import Point as Point
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.recovery import Told as Told
from rbdesk.store.redo import Place
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import json_text, parse_time, time_text
from rbdesk.workflow import catalog
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.places import REMOVABLE, folder_risk

DRILL_EVERY = timedelta(days=7)
DRILL_TOO_OLD = timedelta(days=14)
STICK_EVERY = timedelta(days=7)
_DRILL, _CARRIED = "drill", "carried"
_RESTORE = "restore"
_DRILL_FOLDER = "drill"


@dataclass(frozen=True, slots=True)
class Listed:
    """A point as it is chosen from: `is_whole` by its bytes."""

    point: Point
    is_whole: bool


@dataclass(frozen=True, slots=True)
class DrillResult:
    """What came of a drill: `fault` is "" where the desk told again was equal to the desk itself.

    Else "no_point", "damaged" (the copy), "differs" (the content), "evidence" (`lost` files are nowhere whole).
    """

    at: datetime
    fault: str
    counts: Mapping[str, int]
    number: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Aim:
    """What a drill has to arrive at: where the journal stood and what all rows were then."""

    folder: DeskFolder
    journal: Place
    mark: str
    digest: str
    at: datetime
    point: Point | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back; `aside` where the former files lie, `lost` the digests of evidence that is nowhere."""

    told: Told
    aside: Path | None
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """What Pengaturan shows: how many copies, newest and oldest, the last drill, the last copy on a stick."""

    count: int
    newest: Point | None
    oldest: Point | None
    drill: DrillResult | None
    carried_at: datetime | None
    carried_to: str


# --- copies -----------------------------------------------------------------------------------------------


def backup_now(db: Store, *, now: datetime, to: Path | None = None, progress: Progress = SILENT) -> Point:
    """Make a copy by hand; with `to` also into a folder or on a stick, read back from there.

    Raises StoreTrouble, Cancelled: former copies are as they were.
    """
    point = backup.take(db, backup.BY_HAND, now, progress)
    if to is not None:
        point = carry(point, db.folder, to, progress)
        keep_carried(db, to, now=now)
    return point


def carry(point: Point, desk: DeskFolder, to: Path, progress: Progress = SILENT) -> Point:
    """Copy a point with its evidence, archive and keys into a folder, and read all of it back from there.

    A job. A former copy there shares what is equal. Raises StoreTrouble: nothing of it counts then; Cancelled.
    """
    return carried.carry(point, desk, carried.folder_in(to, point.office), progress)


def keep_carried(db: Store, to: Path, *, who: str = "", now: datetime) -> Changes:
    """Remember when a copy was taken out of the house."""
    del who
    with db.atomic():
        settings.keep_facts(db, {_CARRIED: json_text([time_text(now), str(to)])})
    return Changes(topics=frozenset({"upkeep"}))


def list_backups(folder: Path, progress: Progress = SILENT) -> tuple[Listed, ...]:
    """The points of a desk, or of a folder they were carried to, newest first, each looked at. A job.

    Raises StoreTrouble, Cancelled.
    """
    place = points_folder(folder)
    with file_trouble(place):
        if not place.is_dir():
            return ()
        backup.adopt(place, progress)
        points = backup.list_points(place)
        return tuple(Listed(point, backup.is_whole(point)) for point in progress.each(points, "look"))


def points_folder(folder: Path) -> Path:
    """Where the points lie that a person means by a folder: a desk's, a stick's, or itself."""
    if (folder / "backup").is_dir():
        return folder / "backup"
    carried_here = carried.find_in(folder)
    return carried_here[0] if len(carried_here) == 1 else folder


def list_points(folder: Path) -> tuple[Point, ...]:
    """The points of a desk as their descriptions say, newest first; quick, nothing is looked at."""
    return backup.list_points(DeskFolder(folder).backup)


def load_contents(db: Store) -> Contents:
    """What the desk holds now, counted as points tell it."""
    return backup.load_contents(db)


def load_care(db: Store) -> Care:
    """How the copies of this desk stand."""
    at, to = _carried(db)
    return Care(
        count=backup.count_points(db.folder.backup),
        newest=backup.load_newest(db.folder.backup),
        oldest=backup.load_oldest(db.folder.backup),
        drill=load_drill(db),
        carried_at=at,
        carried_to=to,
    )


# --- bringing back ------------------------------------------------------------------------------------------


def preview(
    folder: Path, point: Point, *, with_later: bool, now: datetime, progress: Progress = SILENT
) -> Told:
    """What a restore would bring, found by doing all of it but the switch. A job; the desk may be open.

    Raises StoreTrouble, Cancelled.
    """
    desk = DeskFolder(folder)
    _must_be_of_this_desk(desk, point)
    work = desk.backup / _DRILL_FOLDER
    try:
        with recovery.told_again(desk, point, work, with_later=with_later, now=now, progress=progress) as (
            _,
            told,
        ):
            return told
    finally:
        shutil.rmtree(work, ignore_errors=True)


def restore(
    folder: Path,
    point: Point,
    *,
    with_later: bool,
    who: str,
    now: datetime,
    progress: Progress = SILENT,
) -> Restored:
    """Bring a desk back to a point, with what its journal folder holds of later acts or without. Nobody has it open.

    A desk that can still be opened is made a point first, so that this can be undone; one that cannot is kept aside
    as it is. All is checked before the switch, the desk goes on under a new replica, and evidence that is missing
    is taken from the point's folder. Raises NotAllowed("other_office_point"), StoreTrouble, Cancelled: the desk is as it
    was.
    """
    desk = DeskFolder(folder)
    with file_trouble(folder):
        desk.make()
    _must_be_of_this_desk(desk, point)
    _make_point_first(folder, now, progress)
    with recovery.told_again(
        desk, point, desk.restoring, with_later=with_later, now=now, progress=progress
    ) as (db, told):
        files = recovery.load_files(db)
        lost = recovery.bring_back_files(desk, point, files, progress)
        carried.bring_back(point.folder, desk)
        before, after = db.replica, database.new_replica()
        db.use_replica(after)
        with db.atomic():
            settings.keep_facts(db, {"replica": after, "home": _home(folder)})
            new: dict[str, Any] = {
                "point": point.number,
                "at": time_text(point.at),
                "acts": told.acts,
                "missing": told.missing,
            }
            journal.add(db, _RESTORE, Subject(), (before,), new, who=who, now=now)
        number = journal.load_last_number(db, after)
    aside = recovery.put_in_place(desk, aside=f"{now:%Y%m%d-%H%M%S}")
    life.keep_life(folder, life.Life(after, number))
    return Restored(told, aside, tuple(lost))


def _must_be_of_this_desk(desk: DeskFolder, point: Point) -> None:
    """Raises NotAllowed("other_office_point"): the desk's own points are of another office."""
    own = backup.load_newest(desk.backup) if desk.backup.is_dir() else None
    if own is not None and own.office != point.office:
        raise NotAllowed("other_office_point", office=catalog.register().name_of(point.office))


def _make_point_first(folder: Path, now: datetime, progress: Progress) -> None:
    """Make a point of the desk as it is, if it can be opened and has changed since the last one."""
    try:
        db = database.open_store(folder, now=now)
    except (NotAStore, StoreTooNew):
        return
    except StoreTrouble as trouble:
        if trouble.kind == "damaged":
            return
        raise
    try:
        if db.is_read_only:
            raise StoreTrouble("readonly", str(folder))
        newest = backup.load_newest(db.folder.backup)
        if newest is None or newest.journal != db.journal_place:
            try:
                backup.take(db, backup.RESTORE, now, progress)
            except StoreTrouble as trouble:
                if trouble.kind != "damaged":
                    raise
    finally:
        db.close()


def _home(folder: Path) -> str:
    return "stick" if folder_risk(folder) == REMOVABLE else life.home_of(folder)


# --- erasing ------------------------------------------------------------------------------------------------


def list_outside(db: Store) -> tuple[Path, ...]:
    """What this desk wrote outside its folder and is still there: packages, and the folder of the last carried copy."""
    found = [path for path in packages.list_paths(db) if path.exists()]
    _, to = _carried(db)
    return (*found, *([Path(to)] if to else []))


def must_name_desk(typed: str, name: str) -> None:
    """Raises NotAllowed("erase_name"): what was typed is not the name of what is to be erased."""
    if clean_line(typed).casefold() != name.casefold():
        raise NotAllowed("erase_name", name=name)


def erase(folder: Path, progress: Progress = SILENT) -> int:
    """Erase a desk: store, evidence, archive, copies, journal, logs and keys, and what this computer remembers of it.

    A job for which nobody has the desk open; it takes up one that was cut short. The number of files that went.
    Raises StoreTrouble: "locked" (it is open somewhere), else something could not be taken away.
    """
    desk = DeskFolder(folder)
    if not erasing.is_begun(desk):
        _must_be_free(folder)
    count = erasing.erase(desk, progress) + erasing.erase_viewed(f"{paths.VIEWED}*")
    life.forget_life(folder)
    return count


def is_half_erased(folder: Path) -> bool:
    """True if erasing was begun here and must go on."""
    return erasing.is_begun(DeskFolder(folder))


def _must_be_free(folder: Path) -> None:
    try:
        database.open_store(folder, now=datetime.now(UTC)).close()
    except StoreTooNew:
        return
    except StoreTrouble as trouble:
        if trouble.kind != "damaged":
            raise


# --- the drill ----------------------------------------------------------------------------------------------


def load_drill(db: Store) -> DrillResult | None:
    """What the last drill found, None before the first."""
    try:
        kept = json.loads(settings.load_fact(db, _DRILL))
        return DrillResult(
            parse_time(kept["at"]),
            str(kept["fault"]),
            dict(kept["counts"]),
            int(kept["number"]),
            int(kept["lost"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def load_aim_if_due(db: Store, now: datetime) -> Aim | None:
    """As `load_aim` once a week, where there is a copy; None else."""
    if db.is_read_only or backup.load_newest(db.folder.backup) is None:
        return None
    last = load_drill(db)
    return None if last is not None and abs(now - last.at) < DRILL_EVERY else load_aim(db, now)


def load_aim(db: Store, now: datetime) -> Aim:
    """Where a drill has to arrive."""
    newest = backup.load_newest(db.folder.backup)
    return Aim(db.folder, db.journal_place, db.redo_mark, recovery.load_digest(db), now, newest)


def run_drill(aim: Aim, progress: Progress = SILENT) -> DrillResult:
    """Bring the newest copy back in a temporary place, with what was written since, and compare all rows and files.

    A job; the desk may be open and go on. Raises StoreTrouble: the place takes no writing; Cancelled.
    """
    point = aim.point
    if point is None:
        return DrillResult(aim.at, "no_point", {})
    work = aim.folder.backup / _DRILL_FOLDER
    result = DrillResult(aim.at, "", {}, point.number)
    try:
        with recovery.told_again(
            aim.folder, point, work, with_later=True, up_to=aim.mark, now=aim.at, progress=progress
        ) as (db, told):
            result = replace(result, counts=dict(told.after.counts))
            if told.journal != aim.journal or recovery.load_digest(db) != aim.digest:
                return replace(result, fault="differs")
            places = (aim.folder.evidence_file, backup.pooled(point.folder))
            named = replace(point, files=tuple(recovery.load_files(db)))
            lost = backup.lost_files(named, places, progress)
            return replace(result, fault="evidence" if lost else "", lost=len(lost))
    except StoreTrouble as trouble:
        if trouble.kind != "damaged":
            raise
        return replace(result, fault="damaged")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def keep_drill(db: Store, result: DrillResult, *, who: str = "", now: datetime) -> Changes:
    """Remember what a drill found."""
    del who, now
    kept: dict[str, Any] = {
        "at": time_text(result.at),
        "fault": result.fault,
        "counts": dict(result.counts),
        "number": result.number,
        "lost": result.lost,
    }
    with db.atomic():
        settings.keep_facts(db, {_DRILL: json_text(kept)})
    return Changes(topics=frozenset({"upkeep"}))


def drill(db: Store, *, now: datetime, progress: Progress = SILENT) -> DrillResult:
    """Run a drill and remember it, all on one thread. Raises StoreTrouble, Cancelled."""
    result = run_drill(load_aim(db, now), progress)
    keep_drill(db, result, now=now)
    return result


def _carried(db: Store) -> tuple[datetime | None, str]:
    try:
        at, to = json.loads(settings.load_fact(db, _CARRIED))
        return parse_time(at), str(to)
    except (ValueError, TypeError):
        return None, ""
