"""An office's answers out to a living workbook and back: preview first, then what was chosen in one write.

Reading back compares three states: what the workbook was made from, what stands in it now, and what stands at the desk.
A cell that nobody touched in the workbook changes nothing here, whatever happened at the desk since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rbdesk.domain.assessment import Answer, Key
from rbdesk.errors import NotAllowed
from rbdesk.exchange import canonical
from rbdesk.progress import SILENT, Progress
from rbdesk.report import workbook, workbook_read
from rbdesk.report.workbook_material import OfficeBook, Place
from rbdesk.report.workbook_paint import A4
from rbdesk.report.workbook_read import Fault, Made, ReadBook
from rbdesk.store import settings
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, evidence, evidencefolder, office
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.points import point_before

EVIDENCE_FOLDER = "Bukti"  # beside the workbook; its links lead there


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the workbook would change at one question: `before` stands at the desk, `after` would.

    `place` and `note_place` name its cells. `clashes`: the desk too says something else now than when the workbook
    was made, `base`; a person has to choose.
    """

    code: str
    place: str
    note_place: str
    base: Answer
    before: Answer
    after: Answer
    clashes: bool

    @property
    def changes_value(self) -> bool:
        """Whether the answer changes; else only its note does."""
        return self.before.value != self.after.value


@dataclass(frozen=True, slots=True)
class Preview:
    """What reading a workbook back would do, in the sheet's order; `moved` questions the desk alone changed since."""

    made: Made
    proposals: tuple[Proposal, ...]
    faults: tuple[Fault, ...]
    moved: tuple[str, ...]


def load_book(db: Store, key: Key, place: Place | None = None) -> OfficeBook:
    """What the workbook of an assessment is made of; `place` gives the file of a piece of evidence beside it.

    Without `place` an office's links lead into EVIDENCE_FOLDER beside the workbook, as `evidencefolder` arranges it.
    """
    year = office.load_year(db, key)
    register = catalog.register()
    name = register.name_of(key.office)
    if key.office != register.code:
        name = f"Kecamatan {name}"
    instrument = catalog.instrument(key.instrument)
    if place is None and settings.load_fact(db, "office") == key.office:
        place = _place_in(
            EVIDENCE_FOLDER, evidencefolder.places_of(instrument, evidence.list_evidence(db, key))
        )
    book = OfficeBook(
        instrument=instrument,
        office=key.office,
        office_name=name,
        year=key.year,
        answers=year.assessment.answers,
        evidence=year.assessment.evidence,
        fingerprint=fingerprint_of(key),
    )
    return book if place is None else replace(book, place=place)


def _place_in(folder: str, placed: Sequence[evidencefolder.Placed]) -> Place:
    """Where a piece of evidence lies below a folder; nowhere for a file that is lost."""
    places = {(one.use.question, one.use.sha256): f"{folder}/{one.place}" for one in placed}
    return lambda item: places.get((item.question, item.sha256), "")


def write_book(book: OfficeBook, path: Path, progress: Progress = SILENT, *, paper: int = A4) -> None:
    """Write a workbook; a job without the store. Raises StoreTrouble: "locked" (held open), "readonly", "full"."""
    workbook.write_office_book(book, path, progress, paper=paper)


def fingerprint_of(key: Key) -> str:
    """SHA-256 of the meaning of an instrument's file, as an edition gives it; also of a sheet that no edition has."""
    try:
        found = dict(catalog.edition_of_year(key.year).hashes).get(key.instrument)
    except NotAllowed:
        found = None
    if found is not None:
        return found
    content = canonical.plain(catalog.instrument_data(key.instrument))
    return hashlib.sha256(canonical.encode(content)).hexdigest()


def read_book(path: Path, office_code: str, year: int, progress: Progress = SILENT) -> ReadBook:
    """What a filled workbook of this office and year says; a job without the store.

    Raises NotAllowed: as `workbook_read.read_workbook`, "workbook_open" (another program holds the file),
    "unreadable", "workbook_office" and "workbook_year" (made for another), "workbook_edition" (made with another
    edition of the sheet), "unknown_instrument".
    """
    try:
        return _read_book(path, office_code, year, progress)
    except PermissionError as error:
        raise NotAllowed("workbook_open", name=path.name) from error
    except OSError as error:
        raise NotAllowed("unreadable", name=path.name) from error


def _read_book(path: Path, office_code: str, year: int, progress: Progress) -> ReadBook:
    made = workbook_read.read_made(path)
    if made.office != office_code:
        raise NotAllowed("workbook_office", made=made.office, wanted=office_code)
    if made.year != year:
        raise NotAllowed("workbook_year", made=made.year, wanted=year)
    now = fingerprint_of(Key(office_code, year, made.instrument))
    if made.fingerprint != now:
        raise NotAllowed("workbook_edition", instrument=made.instrument)
    return workbook_read.read_workbook(path, catalog.instrument(made.instrument), progress)


def load_preview(db: Store, key: Key, book: ReadBook) -> Preview:
    """What a workbook that was read would change at the desk. Raises NotAllowed("workbook_instrument")."""
    if book.made.instrument != key.instrument:
        raise NotAllowed("workbook_instrument", made=book.made.instrument, wanted=key.instrument)
    year = office.load_year(db, key)
    proposals: list[Proposal] = []
    moved: list[str] = []
    for line in book.lines:
        before = year.assessment.answer(line.code)
        now = replace(before, note=before.note.strip())
        is_torn = line.code in year.conflicts
        if not line.is_changed:
            if now != line.base:
                moved.append(line.code)
            continue
        value = line.now.value if line.now.value != line.base.value else now.value
        note = line.now.note if line.now.note != line.base.note else now.note
        after = Answer(value, note)
        if after == now and not is_torn:
            continue
        clashes = is_torn or (
            (line.now.value != line.base.value and now.value not in (line.base.value, line.now.value))
            or (line.now.note != line.base.note and now.note not in (line.base.note, line.now.note))
        )
        proposals.append(Proposal(line.code, line.place, line.note_place, line.base, before, after, clashes))
    return Preview(book.made, tuple(proposals), book.faults, tuple(moved))


@point_before("import")
def keep_chosen(
    db: Store, key: Key, chosen: Mapping[str, tuple[Answer, Answer]], *, who: str, now: datetime
) -> Changes:
    """Keep chosen answers, (before, after) by question, all or nothing and in one write.

    Raises NotAllowed: "workbook_changed" (the desk no longer says `before`: read again), and as
    `office.record_answers`.
    """
    with db.atomic():
        standing = office.load_year(db, key).assessment
        if any(standing.answer(code) != before for code, (before, _) in chosen.items()):
            raise NotAllowed("workbook_changed")
        return office.record_answers(
            db, key, {code: after for code, (_, after) in chosen.items()}, who=who, now=now
        )
