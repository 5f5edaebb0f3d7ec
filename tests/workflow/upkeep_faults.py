"""Copies and restores on a machine that fails at every step: a process of its own, killed and starved.

`python -m tests.workflow.upkeep_faults kill|refuse|starve|damage|starts FOLDER STRIDE [SEED]` prints one JSON line and ends
with 0 where the promise held every time. `STRIDE` 1 tries every step, 7 every seventh; of `damage` and `starts` it is
the number of tries. Steps are those that Python tells its audit hooks of: files opened to be written, renamed, linked,
removed, folders made, databases opened; what SQLite does between them is met by kills at random moments and by a limit
to the size of files.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from rbdesk.domain.assessment import Answer, Key
from rbdesk.errors import NotAStore, RBDeskError, StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store import backup, journal, recovery
from rbdesk.workflow import catalog, office, setup, upkeep
from tests import desks
from tests.build import NOW, OFFICE

KEY = Key(OFFICE, 2020, catalog.UNIT_SHEET)
CODE, LATER = "U.P.1.i.a", NOW + timedelta(days=1)
_STEPS = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "sqlite3.connect", "os.truncate"}


def main(arguments: list[str]) -> int:
    what, folder, count, *rest = arguments
    seed = int(rest[0]) if rest else 2020
    act = {"kill": kill, "refuse": refuse, "starve": starve, "damage": damage, "starts": starts}[what]
    print(json.dumps(act(Path(folder), int(count), seed)))
    return 0


# --- what is done, and what must hold after it ----------------------------------------------------------------


@dataclass(frozen=True)
class Scene:
    """`act` on a folder made by `prepare`; `check` looks at it after the fault and, with True, after a second go."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path], Any]
    check: Callable[[Path, bool], None]


def make(folder: Path) -> None:
    """A desk with two points, edits and a file later than both, and another desk whose database is spoilt."""
    db = desks.a_desk(folder / "desk")
    desks.attach(db, KEY, CODE)
    for hour in range(2):
        _note(db, f"titik {hour}")
        backup.take(db, backup.AUTO, NOW + timedelta(hours=hour))
    _note(db, "sesudah titik")
    desks.attach(db, KEY, CODE, "kedua", "b.pdf")
    db.close()
    shutil.copytree(folder / "desk", folder / "spoilt")
    path = folder / "spoilt" / "desk.db"
    path.write_bytes(b"\0" * path.stat().st_size)


def _note(db: Any, words: str) -> None:
    office.record_answer(db, KEY, CODE, Answer(None, words), who=desks.WHO, now=NOW)


def do_backup(folder: Path) -> None:
    db = setup.open_desk(folder / "desk", now=NOW)
    _note(db, "tersimpan")
    try:
        upkeep.backup_now(db, now=LATER)
    finally:
        db.close()


def do_carry(folder: Path) -> None:
    desk = DeskFolder(folder / "desk")
    upkeep.carry(backup.list_points(desk.backup)[0], desk, folder / "stick")


def do_restore(folder: Path) -> None:
    point = next(one.point for one in upkeep.list_backups(folder / "spoilt") if one.is_whole)
    upkeep.restore(folder / "spoilt", point, with_later=True, who="", now=NOW)


def do_drill(folder: Path) -> None:
    db = setup.open_desk(folder / "desk", now=NOW)
    try:
        upkeep.drill(db, now=LATER)
    finally:
        db.close()


def do_erase(folder: Path) -> None:
    upkeep.erase(folder / "desk")


def check_desk(folder: Path, is_second: bool) -> None:
    """All that was acknowledged is there, every former point is whole, and a new one can be made."""
    points = upkeep.list_backups(folder / "desk")
    assert {1, 2} <= {one.point.number for one in points if one.is_whole}, points
    assert all(one.is_whole for one in points), points
    db = setup.open_desk(folder / "desk", now=NOW)
    try:
        recovery.check(db)
        found = office.load_year(db, KEY).assessment
        assert found.answer(CODE).note in ("sesudah titik", "tersimpan"), found.answer(CODE)
        assert len(found.evidence) == 2
        if is_second:
            upkeep.backup_now(db, now=LATER)
            assert upkeep.drill(db, now=LATER).fault == ""
    finally:
        db.close()


def check_stick(folder: Path, is_second: bool) -> None:
    """What is described on the stick is there whole; the desk was only read."""
    stick = folder / "stick" / f"RBDesk-cadangan-{OFFICE}"
    listed = backup.list_points(stick) if stick.is_dir() else ()
    for point in listed:
        assert backup.is_whole(point)
        for sha256, size in point.files:
            assert backup.digest_of(backup.pooled(stick)(sha256)) == (sha256, size)
        assert (stick / "keys" / "device.key").exists()
    assert listed or not is_second
    check_desk(folder, False)


def check_restored(folder: Path, is_second: bool) -> None:
    """Still as spoilt as it was, or whole with everything; what was spoilt is kept."""
    desk = DeskFolder(folder / "spoilt")
    try:
        db = setup.open_desk(desk.root, now=NOW)
    except (StoreTrouble, NotAStore):
        assert not is_second, "not restored"
        assert desk.database.read_bytes().count(0) == desk.database.stat().st_size
        return
    try:
        recovery.check(db)
        found = office.load_year(db, KEY).assessment
        assert found.answer(CODE).note == "sesudah titik", found.answer(CODE)
        assert len(found.evidence) == 2
        assert journal.list_of_act(db, "restore")
        kept = [path for path in (desk.backup / "aside").rglob("desk.db")]
        assert kept
        assert all(set(path.read_bytes()) == {0} for path in kept)
    finally:
        db.close()
    assert not desk.restore_mark.exists()


def check_erased(folder: Path, is_second: bool) -> None:
    """Untouched, or begun and to be gone on with; after the second go nothing is left."""
    if is_second:
        left = list((folder / "desk").iterdir()) if (folder / "desk").exists() else []
        assert left == []


SCENES = (
    Scene("backup", make, do_backup, check_desk),
    Scene("carry", make, do_carry, check_stick),
    Scene("restore", make, do_restore, check_restored),
    Scene("drill", make, do_drill, check_desk),
    Scene("erase", make, do_erase, check_erased),
)


@contextlib.contextmanager
def trial(folder: Path, template: Path) -> Iterator[Path]:
    place = folder / "trial"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)
    yield place
    shutil.rmtree(place, ignore_errors=True)


# --- the faults ---------------------------------------------------------------------------------------------


def kill(folder: Path, stride: int, seed: int) -> dict[str, Any]:
    """Kill the process before its k-th step, for every k, and at random moments; then go on as a person would."""
    chance = random.Random(seed)
    told: dict[str, Any] = {}
    for scene in SCENES:
        template = folder / scene.name
        scene.prepare(template)
        kills, at = 0, 1 + chance.randrange(stride)
        while True:
            with trial(folder, template) as place:
                is_killed = _in_child(lambda place=place, at=at, scene=scene: _killed_at(scene, place, at))
                _check(scene, place, at)
            if not is_killed:
                break
            kills, at = kills + 1, at + stride
        for _ in range(max(kills // 4, 1)):
            with trial(folder, template) as place:
                moment = chance.uniform(0.0, 0.25)
                _in_child(lambda place=place, scene=scene: scene.act(place), kill_after=moment)
                _check(scene, place, moment)
            kills += 1
        told[scene.name] = kills
    return {"kills": told}


def refuse(folder: Path, stride: int, seed: int) -> dict[str, Any]:
    """Let the k-th step and all after it that would write fail as a full disk does; removing goes on working."""
    chance = random.Random(seed)
    told: dict[str, Any] = {}
    for scene in SCENES[:4]:
        template = folder / scene.name
        scene.prepare(template)
        at, refusals = 1 + chance.randrange(stride), 0
        while True:
            with trial(folder, template) as place:
                code = _status(lambda place=place, at=at, scene=scene: _refused_at(scene, place, at))
                assert code in (0, 3), (scene.name, at, code)
                _check(scene, place, at)
            if code == 0:
                break
            at, refusals = at + stride, refusals + 1
        told[scene.name] = refusals
    return {"refusals": told}


def starve(folder: Path, stride: int, seed: int) -> dict[str, Any]:
    """Let every write beyond a size fail, for sizes from nothing up."""
    told: dict[str, Any] = {}
    for scene in SCENES[:4]:
        template = folder / scene.name
        scene.prepare(template)
        largest = 2 * (template / "desk" / "desk.db").stat().st_size
        refusals = 0
        for limit in range(0, largest, stride * 4096):
            with trial(folder, template) as place:
                code = _status(lambda place=place, limit=limit, scene=scene: _starved_at(scene, place, limit))
                assert code in (0, 3), (scene.name, limit, code)
                _check(scene, place, limit)
            refusals += code == 3
        told[scene.name] = refusals
    return {"refusals": told}


def _check(scene: Scene, place: Path, at: object) -> None:
    try:
        scene.check(place, False)
        with contextlib.suppress(NotAStore):
            if scene.name != "restore" or _is_spoilt(place):
                scene.act(place)
        scene.check(place, True)
    except BaseException as error:
        raise AssertionError(f"{scene.name} at {at}: {error!r}") from error


def _is_spoilt(place: Path) -> bool:
    try:
        setup.open_desk(place / "spoilt", now=NOW).close()
    except (StoreTrouble, NotAStore):
        return True
    return False


def _is_step(event: str, args: tuple[Any, ...]) -> bool:
    if event == "open":
        mode, flags = args[1], args[2]
        if isinstance(mode, str):
            return any(letter in mode for letter in "wax+")
        return bool(flags & (os.O_WRONLY | os.O_RDWR))
    return event in _STEPS


def _killed_at(scene: Scene, place: Path, at: int) -> None:
    count = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        if _is_step(event, args):
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    scene.act(place)


def _refused_at(scene: Scene, place: Path, at: int) -> None:
    count = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        if not _is_step(event, args):
            return
        count += 1
        if count >= at and event in ("open", "os.link", "os.mkdir", "os.rename"):
            raise OSError(errno.ENOSPC, "no space left")

    sys.addaudithook(hook)
    scene.act(place)


def _starved_at(scene: Scene, place: Path, limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    scene.act(place)


def _in_child(act: Callable[[], Any], *, kill_after: float = 0.0) -> bool:
    """True if the child was killed."""
    child = _fork(act)
    if kill_after:
        time.sleep(kill_after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _status(act: Callable[[], Any]) -> int:
    """0 done, 3 refused as the machine's trouble, 1 anything else."""
    _, status = os.waitpid(_fork(act), 0)
    return os.waitstatus_to_exitcode(status)


def _fork(act: Callable[[], Any]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        act()
        code = 0
    except RBDeskError as error:
        code = 3 if isinstance(error, StoreTrouble) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def damage(folder: Path, count: int, seed: int) -> dict[str, int]:
    """Spoil the closed database, the points or the lines in `count` random ways; nothing may differ in silence."""
    chance = random.Random(seed)
    template = folder / "damage"
    make(template)
    db = setup.open_desk(template / "desk", now=NOW)
    wanted = _content(db)
    db.close()
    seen = {"refused": 0, "equal": 0, "restored": 0, "told": 0}
    for number in range(count):
        with trial(folder, template) as place:
            desk = DeskFolder(place / "desk")
            kinds = (desk.database, *desk.journal.iterdir(), *desk.redo.iterdir(), *desk.backup.glob("0*"))
            target = desk.database if number % 2 else chance.choice(kinds)
            _spoil(target, chance)
            try:
                db = setup.open_desk(desk.root, now=NOW)
            except (StoreTrouble, NotAStore):
                seen["refused"] += 1
                assert target == desk.database, f"{number}: {target} keeps the desk shut"
                restored = _bring_back(desk)
                assert restored.told.missing == 0, number
                db = setup.open_desk(desk.root, now=NOW)
                seen["restored"] += 1
            try:
                assert _content(db) == wanted, f"{number}: {target.name} differs in silence"
            finally:
                db.close()
            seen["equal"] += 1
            if target != desk.database:
                _lose(desk)
                restored = _bring_back(desk)
                db = setup.open_desk(desk.root, now=NOW)
                is_equal = _content(db) == wanted
                db.close()
                assert is_equal or restored.told.missing, f"{number}: {target.name} lost edits in silence"
                seen["told"] += not is_equal
    return seen


def _bring_back(desk: DeskFolder) -> upkeep.Restored:
    point = next(one.point for one in upkeep.list_backups(desk.root) if one.is_whole)
    return upkeep.restore(desk.root, point, with_later=True, who="", now=NOW)


def _lose(desk: DeskFolder) -> None:
    desk.database.write_bytes(b"\0" * 4096)
    desk.database_sum.unlink(missing_ok=True)


def _content(db: Any) -> str:
    """What people see: all that the desk would send, and its flags."""
    from rbdesk.workflow import secretariat

    return secretariat.load_digest(db, with_own=True) + str(sorted(office.load_year(db, KEY).flags))


def _spoil(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    if not content:
        return
    start = chance.randrange(len(content))
    match chance.randrange(5):
        case 0:
            content[start] ^= 1 << chance.randrange(8)
        case 1:
            del content[start:]
        case 2:
            size = chance.choice((16, 512, 4096))
            content[start : start + size] = bytes(min(size, len(content) - start))
        case 3:
            page = start // 4096 * 4096
            content[page : page + 4096] = chance.randbytes(len(content[page : page + 4096]))
        case _:
            other = chance.randrange(len(content))
            size = min(512, len(content) - max(start, other))
            content[start : start + size] = content[other : other + size]
    path.write_bytes(content)


def starts(folder: Path, count: int, seed: int) -> dict[str, int]:
    """A switch that was cut short, met by several starts at once, `count` times: one gets the desk, all of it is there."""
    chance = random.Random(seed)
    template = folder / "starts"
    make(template)
    opened = 0
    for _ in range(count):
        with trial(folder, template) as place:
            _in_child(lambda place=place: _killed_after_the_mark(place))
            assert DeskFolder(place / "spoilt").restore_mark.exists()
            children = [
                _fork(lambda place=place: _open_for_a_while(place)) for _ in range(chance.randint(2, 4))
            ]
            codes = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
            assert codes[0] == 0, codes
            assert set(codes) <= {0, 3}, codes
            check_restored(place, True)
            opened += 1
    return {"races": opened}


def _killed_after_the_mark(place: Path) -> None:
    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "os.rename" and str(args[1]).endswith("restore.json"):
            is_marked.append(True)
        elif is_marked and _is_step(event, args):
            os.kill(os.getpid(), signal.SIGKILL)

    is_marked: list[bool] = []
    sys.addaudithook(hook)
    do_restore(place)


def _open_for_a_while(place: Path) -> None:
    db = setup.open_desk(place / "spoilt", now=NOW)
    time.sleep(0.05)
    db.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
