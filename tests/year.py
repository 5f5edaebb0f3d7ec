"""A year of packages between desks of offices and of the secretariat; `desks` makes the desks themselves."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from rbdesk.domain.assessment import Answer, Key, Stage
from rbdesk.domain.merge import MergePlan
from rbdesk.domain.submission import Profile
from rbdesk.exchange import signing
from rbdesk.store import database, marks
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, demo, joining, office, secretariat, sending, setup
from rbdesk.workflow.changes import Changes
from tests import desks
from tests.build import NOW

WHO = "Operator"
YEAR = 2020
SHEET = catalog.instrument(catalog.UNIT_SHEET)
FIRST, SECOND, THIRD = "U.P.1.i.a", "U.P.1.i.b", "U.P.1.i.c"
BABELAN, CIBITUNG = "32.16.02", "32.16.07"
PDF = desks.a_pdf("berkas contoh")


def key_of(code: str, year: int = YEAR) -> Key:
    return Key(code, year, SHEET.id)


@contextmanager
def an_office(folder: Path, code: str = BABELAN, label: str = "Laptop 1") -> Iterator[Store]:
    """A new desk of an office."""
    profile = Profile("Contoh: Camat", "Contoh: Sekcam", "021")
    db = desks.a_desk(folder, office=code, profile=profile, operator=WHO, device_label=label, who=WHO)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def a_secretariat(folder: Path, *known: Store) -> Iterator[Store]:
    """A new desk of the secretariat that knows the devices of some offices' desks."""
    db = desks.a_regency(folder)
    try:
        for desk in known:
            enrol(db, desk)
        yield db
    finally:
        db.close()


def enrol(db: Store, desk: Store) -> Changes:
    identity = setup.load_identity(desk)
    device = identity.device
    return secretariat.enrol(db, identity.office, device.key, device.label, who="Sekretariat", now=NOW)


def say(db: Store, answers: Mapping[str, Answer | str], minutes: int = 1, who: str = WHO) -> None:
    """Record answers at an office's desk."""
    given = {
        code: answer if isinstance(answer, Answer) else Answer(answer) for code, answer in answers.items()
    }
    key = key_of(setup.load_identity(db).office)
    office.record_answers(db, key, given, who=who, now=NOW + timedelta(minutes=minutes))


def send(db: Store, folder: Path, *, final: bool = False, now: datetime = NOW) -> Path:
    """The package of an office's year as it is now."""
    key = key_of(setup.load_identity(db).office)
    return sending.export(db, key, folder, final=final, who=WHO, now=now).path


def plan(db: Store, *paths: Path) -> MergePlan:
    """What taking in files would do at the secretariat."""
    staging = secretariat.staging_folder(db.folder.root)
    return secretariat.load_plan(db, secretariat.read_packages(paths, secretariat.load_trust(db), staging))


def take_in(db: Store, *paths: Path, now: datetime = NOW) -> Changes:
    """Read, plan and take in files at the secretariat."""
    return secretariat.accept(db, plan(db, *paths), who="Sekretariat", now=now)


def status_of(db: Store, code: str) -> secretariat.OfficeStatus:
    return next(entry for entry in secretariat.load_inbox(db, YEAR).offices if entry.office.code == code)


@cache
def the_demo() -> demo.Demo:
    """The whole invented year, made once for all tests, which only read it; gone with the tests' home."""
    return demo.make_demo(Path(tempfile.mkdtemp(dir=os.environ["HOME"])) / "OUT")


def devices_of_demo() -> tuple[tuple[str, bytes, str], ...]:
    """Office, key and label of each device of the invented year."""
    listed = json.loads((the_demo().folder / demo.KEYS).read_text(encoding="utf-8"))["devices"]
    return tuple(
        (entry["office"], signing.parse_public_base64(entry["key"]), entry["label"]) for entry in listed
    )


@contextmanager
def a_secretariat_of_demo(folder: Path) -> Iterator[Store]:
    """A new desk of the secretariat that knows all devices of the invented year."""
    with a_secretariat(folder) as db:
        with db.atomic():
            for office_code, key, label in devices_of_demo():
                secretariat.enrol(db, office_code, key, label, who="Sekretariat", now=NOW)
        yield db


@contextmanager
def a_copy(db: Store, folder: Path) -> Iterator[Store]:
    """A second desk that lives on under the first one's name and key.

    Opened past `setup.open_desk`, which tells a copied folder and gives it a new name.
    """
    shutil.copytree(db.folder.root, folder)
    copy = database.open_store(folder, now=NOW)
    try:
        yield copy
    finally:
        copy.close()


def plan_join(db: Store, *paths: Path) -> joining.JoinPlan:
    """What joining packages of other laptops to an office's desk would do."""
    staging = secretariat.staging_folder(db.folder.root)
    items = joining.read_laptop_packages(paths, joining.load_laptops(db), staging)
    return joining.load_join(db, items)


def join_files(db: Store, *paths: Path, now: datetime = NOW) -> Changes:
    """Join packages to an office's desk, all digits compared."""
    plan = plan_join(db, *paths)
    confirmed = {item.device for item in plan.unknown}
    changes = joining.join_laptops(db, plan, confirmed=confirmed, who=WHO, now=now)
    secretariat.drop_staging(db.folder.root)
    return changes


def join(db: Store, other: Store, folder: Path, now: datetime = NOW) -> Changes:
    """Join what another laptop has now to an office's desk."""
    return join_files(db, send(other, folder, now=now), now=now)


def lock(db: Store) -> None:
    """Let an office's year be locked, as after its official package."""
    code = setup.load_identity(db).office
    with db.atomic():
        marks.keep_stage(db, code, YEAR, Stage.LOCKED, at=NOW, by=WHO)
