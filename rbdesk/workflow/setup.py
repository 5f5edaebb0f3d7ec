"""A desk's first day and its settings: make one, open it, say whose it is and change what may be changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from rbdesk.domain.lineage import Cell
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Device, Profile
from rbdesk.domain.typed import clean_line
from rbdesk.errors import NotAllowed, NotAStore, StoreTrouble
from rbdesk.exchange import signing
from rbdesk.paths import DeskFolder
from rbdesk.store import assessments, database, journal, life, settings
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import json_text, number_text, to_json
from rbdesk.workflow import catalog, limits, ownkeys
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.locks import must_be_open
from rbdesk.workflow.places import REMOVABLE, folder_risk, must_take_a_desk

PACKAGE_LIMITS = ("whatsapp15", "whatsapp95", "mail14", "stick")
LONGEST_OF_PROFILE = 80  # code points, as a bundle carries it
LONGEST_LABEL = 40
MOST_DEADLINES = 8
ON_A_STICK = "stick"
_HOME = "home"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose desk this is and how it is set; `office` is the regency's code at the secretariat.

    `target` in percent; `fingerprint` is the device's 30 digits in six groups; `most_of_a_file` and
    `most_of_all` limit evidence, in bytes; `head_nip`, `operator` and `operator_post` stay on this computer but for
    printed reports; `is_read_only` where the folder takes no writing.
    """

    role: Role
    office: str
    office_name: str
    year: int
    edition: str
    profile: Profile
    head_nip: str
    operator: str
    operator_post: str
    device: Device
    fingerprint: str
    practice: bool
    target: Decimal
    deadlines: tuple[tuple[str, date], ...]
    package_limit: str
    most_of_a_file: int
    most_of_all: int
    folder: Path
    is_read_only: bool = False


def create_desk(
    folder: Path,
    *,
    role: Role,
    office: str,
    year: int,
    profile: Profile = Profile(),  # noqa: B008  # frozen
    head_nip: str = "",
    operator: str = "",
    operator_post: str = "",
    device_label: str = "",
    practice: bool = False,
    replica: str = "",
    who: str,
    now: datetime,
) -> Store:
    """Make a desk, its device's key and its first settings, and open it.

    At the secretariat `office` may be empty. A `device.key` that lies there already is used, and `replica` (16
    hexadecimal digits) instead of a random one: an invented year is the same each time it is made. Raises NotAllowed: "desk_exists", "unknown_office", "unknown_year",
    "too_long", "network" (a share); StoreTrouble.
    """
    desk = DeskFolder(folder)
    if desk.database.exists():
        raise NotAllowed("desk_exists", path=str(folder))
    must_take_a_desk(folder)
    code = _office_code(role, office)
    edition = catalog.edition_of_year(year)
    proposed = catalog.edition_settings(edition.id)
    kept = _clean_profile(profile)
    facts = {
        "role": role.value,
        "office": code,
        "year": str(year),
        "edition": edition.id,
        "practice": "1" if practice else "",
        "head_nip": _short(head_nip, "head_nip"),
        "operator": _short(operator, "operator", journal.LONGEST_NAME),
        "operator_post": _short(operator_post, "operator_post"),
        "device_label": _short(device_label, "device_label", LONGEST_LABEL),
        "target": number_text(proposed.target),
        "deadlines": _deadlines_text(proposed.deadlines),
        "package_limit": PACKAGE_LIMITS[0],
        limits.FACT: limits.limits_text(proposed.most_of_a_file, proposed.most_of_all),
        "replica": replica or database.new_replica(),
    }
    facts["device_key"] = _device_key(desk).hex()
    db = database.create_store(folder, facts=facts, now=now)
    try:
        with db.atomic():
            subject = Subject(code, year)
            journal.add(db, "create", subject, (), {"role": role.value}, who=who, now=now)
            if kept != Profile():
                _write_profile(db, code, year, (), kept, who=who, now=now)
            settings.keep_facts(db, {_HOME: _home(db)})
        _remember(db)
    except BaseException:
        db.close()
        raise
    return db


def open_desk(folder: Path, *, now: datetime) -> Store:
    """Open a desk that was made before.

    A store that was copied to another place or computer, or that is older than its own journal's copy or than what
    this computer remembers of it (put back by hand), goes on under a new replica, so that no number of an edit is
    given twice; one that takes no writing can be looked at. Raises NotAStore, StoreTooNew, StoreTrouble.
    """
    db = database.open_store(folder, now=now)
    try:
        facts = settings.load_facts(db)
        if "role" not in facts or "office" not in facts:
            raise NotAStore(str(folder))
        if db.is_read_only:
            return db
        if db.is_older_than_copy or _began_elsewhere(db) or _is_older_than_remembered(db):
            _renew_replica(db, now)
        elif not facts.get(_HOME):
            with db.atomic():
                settings.keep_facts(db, {_HOME: _home(db)})
        ownkeys.follow_file(db, now=now)
        _remember(db)
    except BaseException:
        db.close()
        raise
    return db


def load_identity(db: Store) -> Identity:
    """Whose desk this is and how it is set."""
    facts = settings.load_facts(db)
    office, year, key = facts["office"], int(facts["year"]), bytes.fromhex(facts["device_key"])
    most_of_a_file, most_of_all = limits.load_limits(db)
    return Identity(
        role=Role(facts["role"]),
        office=office,
        office_name=catalog.register().name_of(office),
        year=year,
        edition=facts["edition"],
        profile=assessments.load_profile(db, office, year),
        head_nip=facts["head_nip"],
        operator=facts["operator"],
        operator_post=facts["operator_post"],
        device=signing.device_of(key, facts["device_label"]),
        fingerprint=signing.fingerprint(key),
        practice=bool(facts["practice"]),
        target=Decimal(facts["target"]),
        deadlines=_parse_deadlines(facts["deadlines"]),
        package_limit=facts["package_limit"],
        most_of_a_file=most_of_a_file,
        most_of_all=most_of_all,
        folder=db.folder.root,
        is_read_only=db.is_read_only,
    )


def keep_profile(
    db: Store,
    profile: Profile,
    head_nip: str,
    operator: str,
    operator_post: str,
    *,
    who: str,
    now: datetime,
) -> Changes:
    """Set the post-holders and the operator. Raises NotAllowed: "locked" (the profile is part of what was sent), "too_long"."""
    kept = _clean_profile(profile)
    wanted = {
        "head_nip": _short(head_nip, "head_nip"),
        "operator": _short(operator, "operator", journal.LONGEST_NAME),
        "operator_post": _short(operator_post, "operator_post"),
    }
    with db.atomic():
        facts = settings.load_facts(db)
        office, year = facts["office"], int(facts["year"])
        changes = _keep_facts(db, facts, wanted, who=who, now=now)
        cells = assessments.load_cells(db, office, year, assessments.PROFILE_ROW)
        before = [cell.value for cell in cells]
        if before != [kept] and (before or kept != Profile()):
            must_be_open(db, office, year)
            _write_profile(db, office, year, before, kept, who=who, now=now)
            changes |= Changes(topics=frozenset({"profile"}))
        return changes


def keep_settings(
    db: Store,
    *,
    target: Decimal | None = None,
    deadlines: Sequence[tuple[str, date]] | None = None,
    package_limit: str | None = None,
    device_label: str | None = None,
    evidence_limits: tuple[int, int] | None = None,
    who: str,
    now: datetime,
) -> Changes:
    """Set what is given; the rest stays. `evidence_limits` as of `limits.load_limits`.

    Raises NotAllowed: "range" (a target outside 0..100, too many deadlines), "option" (an unknown limit), "too_long".
    """
    wanted: dict[str, str] = {}
    if target is not None:
        if not target.is_finite() or not 0 <= target <= 100:
            raise NotAllowed("range", field="target")
        wanted["target"] = number_text(target)
    if deadlines is not None:
        if len(deadlines) > MOST_DEADLINES:
            raise NotAllowed("range", field="deadlines", most=MOST_DEADLINES)
        wanted["deadlines"] = _deadlines_text(deadlines)
    if package_limit is not None:
        if package_limit not in PACKAGE_LIMITS:
            raise NotAllowed("option", field="package_limit")
        wanted["package_limit"] = package_limit
    if evidence_limits is not None:
        wanted[limits.FACT] = limits.limits_text(*evidence_limits)
    if device_label is not None:
        wanted["device_label"] = _short(device_label, "device_label", LONGEST_LABEL)
    with db.atomic():
        return _keep_facts(db, settings.load_facts(db), wanted, who=who, now=now)


def _office_code(role: Role, office: str) -> str:
    register = catalog.register()
    if role is Role.SECRETARIAT:
        if office not in ("", register.code):
            raise NotAllowed("unknown_office", office=office)
        return register.code
    if register.office(office) is None:
        raise NotAllowed("unknown_office", office=office)
    return office


def _device_key(desk: DeskFolder) -> bytes:
    """The device's public key; a key that an unfinished first run left is used."""
    with file_trouble(desk.device_key):
        desk.make()
        if not desk.device_key.exists():
            signing.make_key(desk.device_key)
        try:
            return signing.load_key(desk.device_key).public
        except signing.DamagedKey as error:
            raise StoreTrouble("damaged", str(desk.device_key), str(error)) from error


def _home(db: Store) -> str:
    """Where the desk lives; a stick lives nowhere, so that it may go from one computer to the next."""
    folder = db.folder.root
    return ON_A_STICK if folder_risk(folder) == REMOVABLE else life.home_of(folder)


def _began_elsewhere(db: Store) -> bool:
    """True where the present life of the store began in another place: its folder was copied or moved."""
    began = settings.load_fact(db, _HOME)
    return bool(began) and began != _home(db)


def _is_older_than_remembered(db: Store) -> bool:
    """True where this computer has seen the desk of this place further on, or in a later life."""
    known = life.load_life(db.folder.root)
    return known is not None and (
        known.replica != db.replica or known.n > journal.load_last_number(db, db.replica)
    )


def _remember(db: Store) -> None:
    """Have this computer know from now on how far the desk has come."""
    db.remembers_life = True
    db.remember_life()


def _renew_replica(db: Store, now: datetime) -> None:
    before, after = db.replica, database.new_replica()
    db.use_replica(after)
    with db.atomic():
        settings.keep_facts(db, {"replica": after, _HOME: _home(db)})
        journal.add(db, "replica", Subject(), (before,), after, who="", now=now)


def _keep_facts(
    db: Store, facts: dict[str, str], wanted: dict[str, str], *, who: str, now: datetime
) -> Changes:
    changed = {name: value for name, value in wanted.items() if facts.get(name, "") != value}
    if not changed:
        return Changes()
    before = {name: facts.get(name, "") for name in changed}
    journal.add(db, "settings", Subject(), (before,), changed, who=who, now=now)
    settings.keep_facts(db, changed)
    return Changes(topics=frozenset({"settings"}))


def _write_profile(
    db: Store,
    office: str,
    year: int,
    before: Sequence[object],
    profile: Profile,
    *,
    who: str,
    now: datetime,
) -> None:
    old = [to_json(value) for value in before]
    entry = journal.add(db, "profile", Subject(office, year), old, to_json(profile), who=who, now=now)
    assessments.keep_cell(db, office, year, assessments.PROFILE_ROW, Cell(entry.edit, profile))


def _clean_profile(profile: Profile) -> Profile:
    return replace(
        profile,
        head=_short(profile.head, "head"),
        contact=_short(profile.contact, "contact"),
        phone=_short(profile.phone, "phone"),
    )


def _short(text: str, field: str, most: int = LONGEST_OF_PROFILE) -> str:
    kept = clean_line(text)
    if len(kept) > most:
        raise NotAllowed("too_long", field=field, most=most)
    return kept


def _deadlines_text(deadlines: Sequence[tuple[str, date]]) -> str:
    return json_text(
        [[_short(title, "deadlines", LONGEST_LABEL), day.isoformat()] for title, day in deadlines]
    )


def _parse_deadlines(text: str) -> tuple[tuple[str, date], ...]:
    return tuple((str(title), date.fromisoformat(day)) for title, day in json.loads(text))
