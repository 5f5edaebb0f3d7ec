"""A machine that fails, for the tests of the store: a process of its own, so that it may be killed and starved.

`python -m tests.store.faults kill|starve|readonly FOLDER COUNT` prints one JSON line and ends with 0 where all
that was acknowledged was found again.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rbdesk.domain.assessment import Answer, Key
from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store import assessments, journal
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, office, sending, setup
from tests import desks
from tests.build import NOW, OFFICE

KEY = Key(OFFICE, 2020, catalog.UNIT_SHEET)
CODES = [node.code for node in catalog.instrument(KEY.instrument).nodes if node.question is not None]


def main(arguments: list[str]) -> int:
    what, folder, count = arguments
    act = {"kill": kill_often, "starve": starve, "readonly": open_readonly, "fill": fill_up}[what]
    print(json.dumps(act(Path(folder), int(count))))
    return 0


# --- a user at work ---------------------------------------------------------------------------------------


def one_act(db: Store, chance: random.Random, number: int) -> dict[str, Any]:
    """Do one thing as a person would; what is known to be saved once this returns."""
    code = chance.choice(CODES)
    kind = chance.choice(["answer", "answer", "answer", "evidence", "flag", "package"])
    if kind == "evidence":
        return {"code": code, "sha256": desks.attach(db, KEY, code, text=f"bukti {number}")}
    if kind == "flag":
        on = code not in office.load_year(db, KEY).flags
        office.set_flag(db, KEY, code, on, who=desks.WHO, now=NOW)
        return {"code": code, "flag": on}
    if kind == "package":
        built = sending.export(db, KEY, db.folder.root / "out", final=False, who=desks.WHO, now=NOW)
        return {"bundle_id": built.bundle_id}
    note = f"catatan {number}"
    office.record_answer(db, KEY, code, Answer(None, note), who=desks.WHO, now=NOW)
    return {"code": code, "note": note}


def work_until_killed(folder: Path, seed: int, acknowledged: int) -> None:
    chance = random.Random(seed)
    db = setup.open_desk(folder, now=NOW)
    for number in range(10**9):
        saved = one_act(db, chance, seed * 100_000 + number)
        os.write(acknowledged, json.dumps(saved).encode() + b"\n")


def check(folder: Path, saved: list[dict[str, Any]]) -> int:
    """Open the desk as at the next start and look for everything; the number of rows in its journal."""
    db = setup.open_desk(folder, now=NOW)
    try:
        assert db.query("PRAGMA integrity_check") == [("ok",)]
        assert journal.first_broken_place(db) is None
        history = {code: office.list_history(db, KEY, code) for code in CODES}
        year = office.load_year(db, KEY)
        made = {package.bundle_id: package for package in sending.list_packages(db, KEY)}
        for act in saved:
            if "note" in act:
                notes = [
                    entry.after.note for entry in history[act["code"]] if isinstance(entry.after, Answer)
                ]
                assert act["note"] in notes, act
            elif "sha256" in act:
                content = db.folder.evidence_file(act["sha256"]).read_bytes()
                assert hashlib.sha256(content).hexdigest() == act["sha256"], act
                assert any(item.sha256 == act["sha256"] for item in year.assessment.evidence), act
            elif "bundle_id" in act:
                assert made[act["bundle_id"]].path.is_file(), act
        for code, entries in history.items():
            newest = next((entry.after for entry in entries if entry.act == "answer"), Answer())
            assert year.assessment.answer(code) == newest, code
        assert not year.context.lost
        rows = int(db.query("SELECT count(*) FROM journal")[0][0])
        assert len((folder / "journal" / f"{db.replica}.jsonl").read_bytes().splitlines()) == rows
        assert assessments.load_vector(db, OFFICE, 2020)[db.replica] <= rows
        return rows
    finally:
        db.close()


# --- the faults -------------------------------------------------------------------------------------------


def kill_often(folder: Path, count: int) -> dict[str, int]:
    """Kill the working process `count` times at random moments; nothing acknowledged may be missing after any."""
    desks.a_desk(folder / "desk").close()
    chance = random.Random(2020)
    saved: list[dict[str, Any]] = []
    rows = 0
    for round_number in range(count):
        saved += _work_and_kill(folder / "desk", round_number, chance)
        rows = check(folder / "desk", saved)
    return {"kills": count, "acknowledged": len(saved), "rows": rows}


def _work_and_kill(folder: Path, seed: int, chance: random.Random) -> list[dict[str, Any]]:
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        try:
            work_until_killed(folder, seed, writable)
        finally:
            os._exit(1)
    os.close(writable)
    with os.fdopen(readable, "rb", buffering=0) as pipe:
        # mostly while it works, sometimes while it opens
        first = pipe.readline() if chance.random() < 0.8 else b""
        time.sleep(chance.uniform(0.0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = (first + pipe.read()).split(b"\n")
    return [json.loads(line) for line in lines[:-1]]  # what follows the last line end was never whole


def starve(folder: Path, count: int) -> dict[str, Any]:
    """Let every write beyond a size fail, for `count` sizes, while a person saves; then let it work again."""
    desk = folder / "desk"
    db = desks.a_desk(desk)
    chance = random.Random(2020)
    saved: list[dict[str, Any]] = []
    refused: dict[str, int] = {}
    largest = 2 * DeskFolder(desk).database.stat().st_size
    for number in range(count):
        limit = number * largest // count
        act = _later(db, number) if number % 4 else _later_file(db, number)
        _limit_files_to(limit)
        try:
            saved.append(act())
        except StoreTrouble as trouble:
            refused[trouble.kind] = refused.get(trouble.kind, 0) + 1
            _limit_files_to(resource.RLIM_INFINITY)
            saved.append(act())  # the same again, as the window's retry does
        finally:
            _limit_files_to(resource.RLIM_INFINITY)
        if chance.random() < 0.1:
            db.close()
            check(desk, saved)
            db = setup.open_desk(desk, now=NOW)
    db.close()
    return {"refused": refused, "acknowledged": len(saved), "rows": check(desk, saved)}


def fill_up(folder: Path, count: int) -> dict[str, Any]:
    """On a small disk (the folder), fill it `count` times to the brim, save until refused, make room, save on."""
    desk = folder / "desk"
    db = desks.a_desk(desk)
    saved: list[dict[str, Any]] = []
    refused: dict[str, int] = {}
    chance = random.Random(2020)
    number = 0
    for _ in range(count):
        filler = folder / "filler"
        _fill(filler, leave=chance.randrange(120_000))
        for _ in range(200):
            number += 1
            act = _later(db, number, size=1500)
            try:
                saved.append(act())
            except StoreTrouble as trouble:
                refused[trouble.kind] = refused.get(trouble.kind, 0) + 1
                filler.unlink()
                saved.append(act())
                break
        else:
            raise AssertionError("the disk never filled up")
    db.close()
    return {"refused": refused, "acknowledged": len(saved), "rows": check(desk, saved)}


def _later(db: Store, number: int, size: int = 0) -> Callable[[], dict[str, Any]]:
    code, note = CODES[number % len(CODES)], f"catatan {number} " + "x" * size

    def act() -> dict[str, Any]:
        office.record_answer(db, KEY, code, Answer(None, note), who=desks.WHO, now=NOW)
        return {"code": code, "note": note}

    return act


def _later_file(db: Store, number: int) -> Callable[[], dict[str, Any]]:
    code, text = CODES[number % len(CODES)], f"bukti {number} " + "x" * 5000
    return lambda: {"code": code, "sha256": desks.attach(db, KEY, code, text=text)}


def _fill(filler: Path, leave: int) -> None:
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 512):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
        file.truncate(max(0, file.tell() - leave))


def _limit_files_to(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def open_readonly(folder: Path, count: int) -> dict[str, Any]:
    """Open a desk whose folder takes no writing, `count` times, as an account without rights to it; read and write it."""
    desk = folder / "desk"
    desks.a_desk(desk).close()
    before = DeskFolder(desk).database.read_bytes()
    for path in (*desk.rglob("*"), desk):
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:  # rights mean nothing to root
        os.setegid(65534)
        os.seteuid(65534)
    kinds = [_try_to_write(desk) for _ in range(count)]
    if os.getuid() == 0:
        os.seteuid(0)
        os.setegid(0)
    is_untouched = DeskFolder(desk).database.read_bytes() == before
    for path in (desk, *desk.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return {"kinds": kinds, "is_untouched": is_untouched}


def _try_to_write(desk: Path) -> str:
    """What is told of a write to a desk that can be read, and of which place."""
    db = setup.open_desk(desk, now=NOW)
    try:
        identity = setup.load_identity(db)
        assert identity.is_read_only
        setup.keep_settings(db, device_label="Laptop 9", who="", now=NOW)
    except StoreTrouble as trouble:
        return trouble.kind if trouble.path == str(desk) else f"{trouble.kind} of {trouble.path}"
    finally:
        db.close()
    return "written"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
