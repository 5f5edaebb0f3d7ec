"""An invented year made by the functions that offices and the secretariat use: for practice, tests and pictures.

The same seed gives the same content down to the bytes of the bundles: keys, replicas and times come from it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from rbdesk import text
from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.followup import Recommendation, Source, Status
from rbdesk.domain.gates import GateState
from rbdesk.domain.history import FRAMES, Published
from rbdesk.domain.lineage import Cell
from rbdesk.domain.office import Office, Role
from rbdesk.domain.scoring import score
from rbdesk.domain.submission import Profile
from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import assessments, journal
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import to_json
from rbdesk.workflow import (
    catalog,
    conditions,
    evidence,
    followups,
    histories,
    invented,
    invented_citizens,
    office,
    secretariat,
    sending,
    setup,
)
from rbdesk.workflow.evidence import Staged
from rbdesk.workflow.invented import words

YEAR = 2020
SEED = 2020
SMALL, NONE = "small", "none"  # how much evidence
README = "BACA-SAYA.txt"
KEYS = "keys.json"

LATE = ("32.16.04", "32.16.17")
DIVERGED = "32.16.12"
DAMAGED = "32.16.16"
SENT_BEFORE = ("32.16.02", "32.16.18")  # a provisional package first, an official one later
PROVISIONAL = {"32.16.14": 16, "32.16.15": 9}  # still so many questions open
_DIFFERENT = 7  # answers in which the two laptops of the diverged office differ

_FIRST_DAY = datetime(2020, 8, 3, 1, 20, tzinfo=UTC)  # 08.20 in the regency
_WORKING_DAYS = (1, 2, 3, 4, 7, 8, 9, 10)  # after the first, a Monday
_WORKING_MINUTES = 6 * 60
_CITIZENS = _FIRST_DAY + timedelta(days=2, minutes=40)
_BEFORE = datetime(2020, 8, 20, 7, 10, tzinfo=UTC)
_SENT = datetime(2020, 8, 31, 2, 5, tzinfo=UTC)
_MERGED = datetime(2020, 9, 3, 8, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made: bundles in `bundles/` and in `late/`, and the digest of the secretariat's view ("" without one)."""

    folder: Path
    bundles: tuple[Path, ...]
    late: tuple[Path, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Laptop:
    """One computer of an office: its number there, its label, and how its answers differ from the first one's."""

    office: Office
    number: int = 1

    @property
    def label(self) -> str:
        return str(words()["first_device" if self.number == 1 else "second_device"])


def make_demo(
    folder: Path,
    *,
    seed: int = SEED,
    evidence_kind: str = SMALL,
    only_bundles: bool = False,
    progress: Progress = SILENT,
) -> Demo:
    """Make the whole year in an empty or new folder; with `only_bundles` without the desks.

    Raises NotAllowed("not_empty"), StoreTrouble, Cancelled: what was made until then is removed again.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotAllowed("not_empty", path=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return _make(folder, seed, evidence_kind, only_bundles, progress)
    except BaseException:
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def make_practice_desk(
    folder: Path,
    role: Role,
    office_code: str = "",
    *,
    now: datetime,
    progress: Progress = SILENT,
) -> None:
    """Make a desk to practise on, marked as such: an office's, half done, or a secretariat's with packages taken in.

    Raises NotAllowed: "desk_exists", "unknown_office"; StoreTrouble, Cancelled.
    """
    if DeskFolder(folder).database.exists():
        raise NotAllowed("desk_exists", path=str(folder))
    was_empty = not folder.exists() or not any(folder.iterdir())
    try:
        _make_practice(folder, role, office_code, now, progress)
    except BaseException:
        if was_empty:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _make_practice(folder: Path, role: Role, office_code: str, now: datetime, progress: Progress) -> None:
    if role is Role.OFFICE:
        found = catalog.register().office(office_code)
        if found is None:
            raise NotAllowed("unknown_office", office=office_code)
        _make_practice_office(folder, found, now)
        return
    with tempfile.TemporaryDirectory(prefix="rbdesk-latihan-") as place:
        made = make_demo(Path(place) / "year", only_bundles=True, progress=progress)
        devices = json.loads((made.folder / KEYS).read_text(encoding="utf-8"))["devices"]
        label = words()["practice_device"]
        with closing(
            setup.create_desk(
                folder,
                role=Role.SECRETARIAT,
                office="",
                year=YEAR,
                device_label=label,
                practice=True,
                who=label,
                now=now,
            )
        ) as db:
            _take_all_in(db, devices, made.bundles, who=label, now=now)
            _remember_last_year(db, SEED, who=label, now=now)


def _make(folder: Path, seed: int, evidence_kind: str, only_bundles: bool, progress: Progress) -> Demo:
    desks = folder / "offices"
    bundles, late = folder / "bundles", folder / "late"
    devices: list[dict[str, str]] = []
    laptops = [_Laptop(found) for found in catalog.register().offices]
    laptops += [_Laptop(laptop.office, 2) for laptop in laptops if laptop.office.code == DIVERGED]
    for done, laptop in enumerate(laptops):
        code = laptop.office.code
        progress.step(done, len(laptops) + 1, laptop.office.name)
        desk = (desks if laptop.number == 1 else folder / "second-laptop") / code
        with closing(_create(desk, laptop, seed)) as db:
            devices.append(_device(db))
            _live_through_the_year(db, laptop, seed, evidence_kind, late if code in LATE else bundles)
        if only_bundles:
            shutil.rmtree(desk.parent)
    _damage(bundles, late)
    _write(folder / KEYS, json.dumps({"devices": devices}, ensure_ascii=False, indent=1) + "\n")
    _write(folder / README, "\n".join(words()["readme"]) + "\n")
    progress.step(len(laptops), len(laptops) + 1, secretariat_label())
    sent, waiting = tuple(sorted(bundles.iterdir())), tuple(sorted(late.iterdir()))
    digest = "" if only_bundles else _make_secretariat(folder / "secretariat", seed, devices, sent)
    progress.step(len(laptops) + 1, len(laptops) + 1)
    return Demo(folder, sent, waiting, digest)


def secretariat_label() -> str:
    """What the invented secretariat calls its computer and itself."""
    return str(words()["secretariat_device"])


def _create(folder: Path, laptop: _Laptop, seed: int) -> Store:
    code = laptop.office.code
    subject = f"{code}/{laptop.number}"
    _make_key(folder, seed, subject)
    operator = words()["operators"][laptop.number - 1]
    return setup.create_desk(
        folder,
        role=Role.OFFICE,
        office=code,
        year=YEAR,
        profile=_profile(laptop.office),
        operator=operator,
        operator_post=operator.removeprefix("Contoh: "),
        device_label=laptop.label,
        replica=_digest(seed, "replica", subject)[:16],
        who=operator,
        now=_FIRST_DAY,
    )


def _profile(found: Office) -> Profile:
    return Profile(
        head=words()["head"].format(office=found.name),
        contact=words()["contact"].format(office=found.name),
        phone=words()["phone"].format(number=found.code[-2:]),
    )


def _make_key(folder: Path, seed: int, subject: str) -> None:
    """The device's key from the seed, in the place where the desk looks for one."""
    folder.mkdir(parents=True, exist_ok=True)
    signing.make_key(DeskFolder(folder).device_key, seed=bytes.fromhex(_digest(seed, "key", subject)))


def _digest(seed: int, *subject: str) -> str:
    return hashlib.sha256("/".join(("rbdesk-demo", str(seed), *subject)).encode()).hexdigest()


def _device(db: Store) -> dict[str, str]:
    identity = setup.load_identity(db)
    return {
        "office": identity.office,
        "device": identity.device.id,
        "label": identity.device.label,
        "key": signing.public_base64(identity.device.key),
        "fingerprint": identity.fingerprint,
    }


def _live_through_the_year(db: Store, laptop: _Laptop, seed: int, evidence_kind: str, outgoing: Path) -> None:
    """Answer, give evidence, send; one transaction for all answers, since nobody waits between them."""
    code = laptop.office.code
    key = Key(code, YEAR, catalog.UNIT_SHEET)
    now, before = _both_years(seed, code)
    if laptop.number == 2:
        now = _second_opinion(now, seed, code)
    for question in invented.luck(seed, code, "open").sample(sorted(now), PROVISIONAL.get(code, 0)):
        del now[question]
    if code in SENT_BEFORE:
        first = dict(list(now.items())[: len(now) // 2])
        _record(db, key, first, before, seed)
        sending.export(db, key, outgoing, final=False, who=_operator(0), now=_BEFORE)
    with db.atomic():
        _record(db, key, now, before if code not in SENT_BEFORE else {}, seed)
        if evidence_kind == SMALL:
            _attach(db, key, now, seed, laptop.office)
        if laptop.number == 1:
            _follow_up(db, key, seed, with_files=evidence_kind == SMALL)
            invented_citizens.fill_other_sheets(db, key, seed, who=_operator(0), now=_CITIZENS)
        invented_citizens.fill_survey(db, key, seed, laptop.number, who=_operator(0), now=_CITIZENS)
        chance = invented.luck(seed, code, "flags")
        for question in chance.sample(sorted(now), 3):
            office.set_flag(db, key, question, True, who=_operator(0), now=_FIRST_DAY + timedelta(days=11))
    is_final = evidence_kind == SMALL and code not in PROVISIONAL and code not in LATE
    chance = invented.luck(seed, code, "sent")
    sent_at = _SENT + timedelta(days=chance.randint(0, 2), minutes=chance.randint(0, _WORKING_MINUTES))
    sending.export(db, key, outgoing, final=is_final, who=_operator(0), now=sent_at)


def _both_years(seed: int, code: str) -> tuple[dict[str, Answer], dict[str, Answer]]:
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    now = invented.answers(sheet, seed, code)
    before = invented.last_year(sheet, now, seed, code)
    return invented.with_reasons(sheet, now, before, seed, code), before


def _second_opinion(given: Mapping[str, Answer], seed: int, code: str) -> dict[str, Answer]:
    """What the second laptop of an office says: the same, but for a few questions that someone else answered there."""
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    chance = invented.luck(seed, code, "second laptop")
    found = dict(given)
    chosen = [question for question in found if sheet.question(question).scale.options]
    for question in chance.sample(chosen, _DIFFERENT):
        labels = [option.label for option in sheet.question(question).scale.options]
        other = labels[(labels.index(str(found[question].value)) + 1) % len(labels)]
        note = words()["other_laptop"].format(month="Agustus")
        found[question] = Answer(other, note)
    return found


def _record(
    db: Store, key: Key, given: Mapping[str, Answer], before: Mapping[str, Answer], seed: int
) -> None:
    """Last year's answers in the first hour, then this year's, area by area on working days."""
    sheet = catalog.instrument(key.instrument)
    if before:
        _keep_last_year(db, key._replace(year=key.year - 1), before)
    for number, group in enumerate(sheet.areas):
        codes = {sheet.nodes[leaf].code for place in group.places for leaf in sheet.questions_under(place)}
        answers = {code: answer for code, answer in given.items() if code in codes}
        chance = invented.luck(seed, key.office, "hours", group.code)
        day = _WORKING_DAYS[number % len(_WORKING_DAYS)]
        at = _FIRST_DAY + timedelta(days=day, minutes=chance.randint(0, _WORKING_MINUTES))
        office.record_answers(db, key, answers, who=_operator(number), now=at)


def _keep_last_year(db: Store, key: Key, before: Mapping[str, Answer]) -> None:
    """Answers of a year without an edition of its own: they stay on this computer, to be compared with."""
    at = _FIRST_DAY + timedelta(minutes=30)
    with db.atomic():
        for code, answer in before.items():
            subject = Subject(*key, code)
            entry = journal.add(db, "answer", subject, (), to_json(answer), who=_operator(0), now=at)
            row = assessments.answer_row(key.instrument, code)
            assessments.keep_cell(db, key.office, key.year, row, Cell(entry.edit, answer))


def _operator(number: int) -> str:
    names: Sequence[str] = words()["operators"]
    return names[number % len(names)]


def _attach(db: Store, key: Key, given: Mapping[str, Answer], seed: int, found: Office) -> None:
    sheet = catalog.instrument(key.instrument)
    at = _FIRST_DAY + timedelta(days=15)
    for number, paper in enumerate(invented.papers(sheet, given, seed, key.office, found.name)):
        staged = evidence.stage_bytes(db.folder, paper.content, paper.name)
        who, when = _operator(number), at + timedelta(minutes=7 * number)
        for place, question in enumerate(paper.questions):
            page = f"hal. {place + 1}" if place else ""
            evidence.attach_evidence(db, key, question, staged, page, who=who, now=when)
        evidence.date_evidence(db, staged.sha256, date(paper.year, paper.month, 12), who=who, now=when)


def _follow_up(db: Store, key: Key, seed: int, *, with_files: bool) -> None:
    """Write down the recommendations of last year's letter and how far the office has come, file by file."""
    sheet = catalog.instrument(key.instrument)
    at = _FIRST_DAY + timedelta(minutes=50)
    held = office.load_year(db, key).assessment.evidence
    for number, item in enumerate(invented.followups(sheet, seed, key.office)):
        drafts = [(key.office, item.recommendation)]
        (name,) = followups.add_recommendations(db, drafts, key.year, who=_operator(0), now=at).questions
        told = replace(item.followup, recommendation=name)
        if not item.notes and told.plan:
            followups.record_followup(db, key.office, key.year, told, who=_operator(0), now=at)
        for step, note in enumerate(item.notes, 1):
            is_last = step == len(item.notes)
            share = told.progress if is_last else told.progress // 10 * 5
            status = told.status if is_last else Status.UNDER_WAY
            when = at + timedelta(days=_WORKING_DAYS[number % 4 + 4 * (step - 1)], minutes=17 * number)
            followup = replace(told, status=status, progress=share, note=note)
            who = _operator(number + step)
            followups.record_followup(db, key.office, key.year, followup, who=who, now=when)
        if with_files and item.notes:
            codes = {row[2] for row in item.recommendation.rows}
            area = sheet.area_of(min(codes)).code
            of_question = [file for file in held if file.question in codes]
            of_area = [file for file in held if sheet.area_of(file.question).code == area]
            for file in (of_question or of_area)[: len(item.notes)]:
                staged = Staged(file.sha256, file.size, file.mime, file.name)
                when = at + timedelta(days=16, minutes=number)
                followups.attach_proof(db, key.office, key.year, name, staged, who=_operator(0), now=when)


def _damage(bundles: Path, late: Path) -> None:
    """Cut one bundle short, as an interrupted copy does; the whole one is among the late."""
    late.mkdir(parents=True, exist_ok=True)
    for path in sorted(bundles.iterdir()):
        if f"_{DAMAGED}_" in path.name:
            content = path.read_bytes()
            (late / path.name).write_bytes(content)
            path.write_bytes(content[: len(content) * 2 // 3])


def _make_secretariat(
    folder: Path, seed: int, devices: Sequence[Mapping[str, str]], bundles: Sequence[Path]
) -> str:
    _make_key(folder, seed, "secretariat")
    label = secretariat_label()
    with closing(
        setup.create_desk(
            folder,
            role=Role.SECRETARIAT,
            office="",
            year=YEAR,
            operator=label,
            device_label=label,
            replica=_digest(seed, "replica", "secretariat")[:16],
            who=label,
            now=_FIRST_DAY,
        )
    ) as db:
        _take_all_in(db, devices, bundles, who=label, now=_MERGED)
        _advise(db, who=label, now=_MERGED)
        invented_citizens.fill_regency_sheet(db, YEAR, seed, who=label, now=_MERGED)
        _tick(db, who=label, now=_MERGED)
        _remember_last_year(db, seed, who=label, now=_MERGED)
        return secretariat.load_digest(db)


def _remember_last_year(db: Store, seed: int, *, who: str, now: datetime) -> None:
    """The offices' results of last year, entered as from a table; those of another regulation stay incomparable."""
    given, sheet = words()["former"], catalog.instrument(catalog.UNIT_SHEET)
    results = []
    for one in catalog.register().offices:
        percent = score(sheet, _both_years(seed, one.code)[1]).percent()
        index = Decimal(text.number(percent).replace(",", "."))
        frame = FRAMES[0] if one.code in given["older"] else FRAMES[1]
        results.append(Published(one.code, YEAR - 1, frame, index, given["source"]))
    histories.keep_results(db, results, who=who, now=now)


def _advise(db: Store, *, who: str, now: datetime) -> None:
    """One recommendation of the secretariat to every office, to be handed on with its next letter."""
    given = words()["advice"]
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    wanted = Recommendation(
        id="",
        source=Source.INTERNAL,
        letter=given["letter"],
        number="",
        area="",
        rows=tuple(assessments.answer_row(sheet.id, code) for code in given["codes"]),
        text=given["text"],
        due=date.fromisoformat(given["due"]),
    )
    offices = [(one.code, wanted) for one in catalog.register().offices]
    followups.add_recommendations(db, offices, YEAR, who=who, now=now)


def _tick(db: Store, *, who: str, now: datetime) -> None:
    """What the secretariat has judged of the conditions for a proposal; the others are open."""
    for name, state, detail, offices in words()["conditions"]:
        for code in offices:
            conditions.set_condition(db, code, YEAR, name, GateState(state), detail, who=who, now=now)


def _take_all_in(
    db: Store, devices: Sequence[Mapping[str, str]], bundles: Sequence[Path], *, who: str, now: datetime
) -> None:
    with db.atomic():
        for device in devices:
            key = signing.parse_public_base64(device["key"])
            secretariat.enrol(db, device["office"], key, device["label"], who=who, now=now)
    staging = secretariat.staging_folder(db.folder.root)
    items = secretariat.read_packages(bundles, secretariat.load_trust(db), staging)
    secretariat.accept(db, secretariat.load_plan(db, items), who=who, now=now)
    secretariat.drop_staging(db.folder.root)


def _make_practice_office(folder: Path, found: Office, now: datetime) -> None:
    """A desk about as far as an office is in the middle of the work: most answered, half with evidence."""
    label = words()["practice_device"]
    with closing(
        setup.create_desk(
            folder,
            role=Role.OFFICE,
            office=found.code,
            year=YEAR,
            profile=_profile(found),
            operator=words()["operators"][0],
            operator_post=words()["operators"][0].removeprefix("Contoh: "),
            device_label=label,
            practice=True,
            who=label,
            now=now,
        )
    ) as db:
        key = Key(found.code, YEAR, catalog.UNIT_SHEET)
        given, before = _both_years(SEED, found.code)
        chance = invented.luck(SEED, found.code, "practice")
        for question in chance.sample(sorted(given), 16):
            del given[question]
        with db.atomic():
            _record(db, key, given, before, SEED)
            worthy = dict(list(given.items())[: len(given) * 2 // 3])
            _attach(db, key, worthy, SEED, found)
            _follow_up(db, key, SEED, with_files=True)
            invented_citizens.fill_other_sheets(db, key, SEED, who=_operator(0), now=_CITIZENS)
            invented_citizens.fill_survey(db, key, SEED, who=_operator(0), now=_CITIZENS)
            for question in chance.sample(sorted(given), 3):
                office.set_flag(db, key, question, True, who=label, now=now)


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")
