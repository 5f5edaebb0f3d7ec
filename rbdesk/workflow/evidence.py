"""What an office does with its evidence: take a file in, put it at questions, replace it, say how old it is.

Taking in is a job that never sees the store; the row that speaks of the file comes after.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from rbdesk.domain.assessment import Evidence, Key
from rbdesk.domain.correspondence import MOST_OF_A_FILE
from rbdesk.domain.lineage import Cell
from rbdesk.domain.reference import EVIDENCE, FOLLOWUPS
from rbdesk.domain.typed import clean_line, clean_text
from rbdesk.errors import NotAllowed
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import assessments, journal
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import to_json
from rbdesk.workflow import filetypes, limits
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.locks import must_be_asked, must_be_open, must_be_question

LEAST_FREE_BYTES = 200 * 2**20
LONGEST_NAME = 120  # code points, as a bundle carries it
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that lies in the desk under its SHA-256 and that no row speaks of yet; `size` in bytes."""

    sha256: str
    size: int
    mime: str
    name: str


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of the desk: where it is used in this year, and whether its bytes are gone (`lost`).

    `content_date` is what the office typed as the date of its content; `uses` is empty for a file that stands
    nowhere (any more), or only `elsewhere`: at follow-ups ("followups") or on other sheets (their ids).
    """

    sha256: str
    size: int
    mime: str
    name: str
    added_at: datetime
    added_by: str
    content_date: date | None
    uses: tuple[Evidence, ...]
    lost: bool
    elsewhere: tuple[str, ...] = ()


def stage_evidence(
    folder: DeskFolder, source: Path, progress: Progress = SILENT, *, most: int = MOST_OF_A_FILE
) -> Staged:
    """Copy a file of at most `most` bytes into the desk; what the office's year may have is judged when it is attached.

    Raises NotAllowed: "evidence_type" (by content and name: pdf, jpeg, png, docx, xlsx without macros),
    "evidence_empty", "evidence_too_big" (`most` in bytes), "disk_low"; "unreadable"; StoreTrouble; Cancelled.
    """
    try:
        with source.open("rb") as file:
            size = source.stat().st_size
            return _stage(folder, file, size, source.name, progress, most)
    except OSError as error:
        raise NotAllowed("unreadable", name=source.name, detail=str(error)) from error


def stage_bytes(folder: DeskFolder, data: bytes, name: str) -> Staged:
    """Copy bytes into the desk, e.g. a pasted picture. Raises as `stage_evidence`."""
    return _stage(folder, io.BytesIO(data), len(data), name, SILENT, MOST_OF_A_FILE)


def attach_evidence(
    db: Store, key: Key, code: str, staged: Staged, note: str = "", *, who: str, now: datetime
) -> Changes:
    """Put a staged file at a question.

    Raises NotAllowed: "unknown_question", "too_long", "locked", "role", "evidence_too_big", "evidence_full".
    """
    must_be_question(must_be_asked(key), code)
    wanted = Evidence(
        question=code,
        sha256=staged.sha256,
        size=staged.size,
        name=fit_name(staged.name),
        mime=staged.mime,
        note=_fit_note(note),
    )
    with db.atomic():
        must_be_open(db, key.office, key.year)
        _must_fit(db, key.office, key.year, staged)
        _keep_file(db, staged, who=who, now=now)
        return _keep(db, key, wanted, who=who, now=now)


def detach_evidence(db: Store, key: Key, code: str, sha256: str, *, who: str, now: datetime) -> Changes:
    """Take a file away from a question; its bytes stay. Raises NotAllowed: "locked", "role"."""
    with db.atomic():
        must_be_open(db, key.office, key.year)
        standing = _standing(db, key, code, sha256)
        if standing is None:
            return Changes()
        return _keep(db, key, replace(standing, on=False), who=who, now=now)


def keep_proof(
    db: Store,
    office: str,
    year: int,
    recommendation: str,
    staged: Staged,
    note: str,
    *,
    who: str,
    now: datetime,
) -> Changes:
    """Put a staged file at the follow-up of a recommendation, as part of a larger write.

    Raises NotAllowed: "too_long", "evidence_too_big", "evidence_full".
    """
    _must_fit(db, office, year, staged)
    wanted = Evidence(
        question=recommendation,
        sha256=staged.sha256,
        size=staged.size,
        name=fit_name(staged.name),
        mime=staged.mime,
        note=_fit_note(note),
    )
    _keep_file(db, staged, who=who, now=now)
    return _keep(db, Key(office, year, FOLLOWUPS), wanted, who=who, now=now)


def drop_proof(
    db: Store, office: str, year: int, recommendation: str, sha256: str, *, who: str, now: datetime
) -> Changes:
    """Take a file away from a follow-up, as part of a larger write."""
    key = Key(office, year, FOLLOWUPS)
    standing = _standing(db, key, recommendation, sha256)
    if standing is None:
        return Changes()
    return _keep(db, key, replace(standing, on=False), who=who, now=now)


def note_evidence(
    db: Store, key: Key, code: str, sha256: str, note: str, *, who: str, now: datetime
) -> Changes:
    """Set the page or remark of a file at a question. Raises NotAllowed: "not_attached", "too_long", "locked", "role"."""
    kept = _fit_note(note)
    with db.atomic():
        must_be_open(db, key.office, key.year)
        standing = _must_stand(db, key, code, sha256)
        return _keep(db, key, replace(standing, note=kept), who=who, now=now)


def rename_evidence(
    db: Store, key: Key, code: str, sha256: str, name: str, *, who: str, now: datetime
) -> Changes:
    """Set the name of a file at a question; its ending must stay. Raises as `note_evidence`, "evidence_type"."""
    kept = fit_name(name)
    with db.atomic():
        must_be_open(db, key.office, key.year)
        standing = _must_stand(db, key, code, sha256)
        if not filetypes.fits_name(standing.mime, kept):
            raise NotAllowed("evidence_type", name=kept)
        return _keep(db, key, replace(standing, name=kept), who=who, now=now)


def date_evidence(db: Store, sha256: str, content_date: date | None, *, who: str, now: datetime) -> Changes:
    """Set or clear the date of a file's content. Raises NotAllowed("not_attached"): no such file at this desk."""
    with db.atomic():
        known = files.load_file(db, sha256)
        if known is None:
            raise NotAllowed("not_attached", sha256=sha256)
        if known.content_date == content_date:
            return Changes()
        before = known.content_date.isoformat() if known.content_date else None
        after = content_date.isoformat() if content_date else None
        journal.add(db, "date", Subject(), (before,), [sha256, after], who=who, now=now)
        files.keep_content_date(db, sha256, content_date)
    return Changes(topics=frozenset({"evidence"}))


def replace_evidence(db: Store, key: Key, sha256: str, staged: Staged, *, who: str, now: datetime) -> Changes:
    """Put a newer file wherever the old one stands in this year; the old one stays in the history.

    Raises NotAllowed: "not_attached", "locked", "role".
    """
    name = fit_name(staged.name)
    changes = Changes()
    with db.atomic():
        must_be_open(db, key.office, key.year)
        uses = [item for item in _load_evidence(db, key) if item.sha256 == sha256 and item.on]
        if not uses:
            raise NotAllowed("not_attached", sha256=sha256)
        if staged.sha256 == sha256:
            return changes
        _keep_file(db, staged, who=who, now=now)
        for old in uses:
            new = replace(old, sha256=staged.sha256, size=staged.size, mime=staged.mime, name=name)
            changes |= _keep(db, key, new, who=who, now=now)
            changes |= _keep(db, key, replace(old, on=False), who=who, now=now)
    return changes


def list_evidence(db: Store, key: Key) -> tuple[EvidenceFile, ...]:
    """Every file of the desk with its uses in this year, by name; also those that stand nowhere."""
    uses: dict[str, list[Evidence]] = defaultdict(list)
    elsewhere: dict[str, set[str]] = defaultdict(set)
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    for item in assessments.to_assessment(snapshot, key).evidence:
        if item.on:
            uses[item.sha256].append(item)
    for row, cells in snapshot.rows.items():
        if row[0] == EVIDENCE and row[1] != key.instrument:
            linked = any(isinstance(cell.value, Evidence) and cell.value.on for cell in cells)
            elsewhere[row[3]] |= {row[1]} if linked else set()
    found = [
        EvidenceFile(
            sha256=file.sha256,
            size=file.size,
            mime=file.mime,
            name=uses[file.sha256][0].name if uses[file.sha256] else file.name,
            added_at=file.at,
            added_by=file.by,
            content_date=file.content_date,
            uses=tuple(uses[file.sha256]),
            lost=not files.has_file(db.folder, file.sha256, file.size),
            elsewhere=tuple(sorted(elsewhere[file.sha256])),
        )
        for file in files.load_files(db).values()
    ]
    return tuple(sorted(found, key=lambda file: (file.name.casefold(), file.sha256)))


def fit_name(name: str) -> str:
    """A file's name as it is kept: one line, at most 120 characters, its ending whole."""
    kept = clean_line(name.replace("/", " ").replace("\\", " "))
    if len(kept) <= LONGEST_NAME:
        return kept
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 8:
        return kept[:LONGEST_NAME].strip()
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip()}.{ending}"


def _stage(
    folder: DeskFolder, source: BinaryIO, size: int, name: str, progress: Progress, most: int
) -> Staged:
    name = fit_name(name)
    if size == 0:
        raise NotAllowed("evidence_empty", name=name)
    limits.must_be_small(size, name, most)
    if files.free_bytes(folder) - size < LEAST_FREE_BYTES:
        raise NotAllowed("disk_low", least=LEAST_FREE_BYTES)
    loose = files.copy_in(folder, source, size, progress)
    try:
        limits.must_be_small(loose.size, name, most)
        with file_trouble(loose.path):
            mime = filetypes.judge(loose.path, name)
        if mime is None:
            raise NotAllowed("evidence_type", name=name)
        files.place(folder, loose)
    except BaseException:
        files.discard(loose.path)
        raise
    return Staged(loose.sha256, loose.size, mime, name)


def _must_fit(db: Store, office: str, year: int, staged: Staged) -> None:
    limits.must_fit(db, office, year, sha256=staged.sha256, size=staged.size, name=staged.name)


def _fit_note(note: str) -> str:
    kept = clean_text(note).strip()
    if len(kept) > LONGEST_NOTE:
        raise NotAllowed("too_long", field="note", most=LONGEST_NOTE)
    return kept


def _keep_file(db: Store, staged: Staged, *, who: str, now: datetime) -> None:
    by = clean_line(who)[: journal.LONGEST_NAME]
    files.keep_file(
        db, files.FileRecord(staged.sha256, staged.size, staged.mime, fit_name(staged.name), now, by)
    )


def _load_cells(db: Store, key: Key, code: str, sha256: str) -> Sequence[Cell]:
    row = assessments.evidence_row(key.instrument, code, sha256)
    return assessments.load_cells(db, key.office, key.year, row)


def _standing(db: Store, key: Key, code: str, sha256: str) -> Evidence | None:
    """The evidence that stands at a question, None where it does not (any more)."""
    found = [cell.value for cell in _load_cells(db, key, code, sha256)]
    return next((value for value in found if isinstance(value, Evidence) and value.on), None)


def _must_stand(db: Store, key: Key, code: str, sha256: str) -> Evidence:
    standing = _standing(db, key, code, sha256)
    if standing is None:
        raise NotAllowed("not_attached", code=code, sha256=sha256)
    return standing


def _keep(db: Store, key: Key, item: Evidence, *, who: str, now: datetime) -> Changes:
    before = [cell.value for cell in _load_cells(db, key, item.question, item.sha256)]
    if before == [item]:
        return Changes()
    old = [to_json(value) for value in before]
    subject = Subject(*key, item.question)
    entry = journal.add(db, "evidence", subject, old, to_json(item), who=who, now=now)
    row = assessments.evidence_row(key.instrument, item.question, item.sha256)
    assessments.keep_cell(db, key.office, key.year, row, Cell(entry.edit, item))
    return Changes(frozenset({key}), frozenset({item.question}), frozenset({"evidence"}))


def _load_evidence(db: Store, key: Key) -> tuple[Evidence, ...]:
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    return assessments.to_assessment(snapshot, key).evidence
