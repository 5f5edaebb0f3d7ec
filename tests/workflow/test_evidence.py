"""Evidence: taken in, put at questions, replaced, and what is known of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.assessment import Evidence, Key
from rbdesk.domain.lineage import join
from rbdesk.errors import NotAllowed
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Cancelled, Progress
from rbdesk.store import assessments, journal
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.workflow import evidence, office, sending
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.evidence import EvidenceFile
from tests import desks
from tests.build import NOW, REPLICA_A, a_cell, a_snapshot

CODE, OTHER = "U.P.1.i.a", "U.P.1.i.b"


@pytest.fixture
def folder(tmp_path: Path) -> DeskFolder:
    desk = DeskFolder(tmp_path / "desk")
    desk.make()
    return desk


def _stored(folder: DeskFolder) -> list[Path]:
    return [path for path in folder.evidence.rglob("*") if path.is_file()]


def _by(db: Store) -> dict[str, Any]:
    return {"who": "Operator 1", "now": NOW}


def _standing(db: Store, key: Key) -> tuple[Evidence, ...]:
    return tuple(item for item in office.load_year(db, key).assessment.evidence if item.on)


def _file(db: Store, key: Key, sha256: str) -> EvidenceFile:
    return next(file for file in evidence.list_evidence(db, key) if file.sha256 == sha256)


# --- taking in --------------------------------------------------------------------------------------------


def test_a_file_is_copied_and_the_original_stays(folder: DeskFolder, tmp_path: Path) -> None:
    source = tmp_path / "SK Camat.pdf"
    source.write_bytes(desks.a_pdf())
    staged = evidence.stage_evidence(folder, source, SILENT)
    assert (staged.size, staged.mime, staged.name) == (len(desks.a_pdf()), "application/pdf", "SK Camat.pdf")
    assert folder.evidence_file(staged.sha256).read_bytes() == source.read_bytes() == desks.a_pdf()


def test_pasted_bytes_are_the_same_as_a_file_of_them(folder: DeskFolder, tmp_path: Path) -> None:
    source = tmp_path / "SK Camat.pdf"
    source.write_bytes(desks.a_pdf())
    assert evidence.stage_bytes(folder, desks.a_pdf(), source.name) == evidence.stage_evidence(folder, source)
    assert len(_stored(folder)) == 1


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (b"", "SK.pdf", "evidence_empty"),
        (b"MZ program", "SK.pdf", "evidence_type"),
        (desks.a_pdf(), "SK.exe", "evidence_type"),
        (desks.a_pdf(), "SK\u202efdp.exe", "evidence_type"),
        (b"%PDF-" + bytes(25 * 2**20), "SK.pdf", "evidence_too_big"),
    ],
)
def test_what_may_not_be_evidence_is_refused_and_leaves_nothing(
    folder: DeskFolder, content: bytes, name: str, what: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        evidence.stage_bytes(folder, content, name)
    assert refused.value.what == what
    assert _stored(folder) == []


def test_exactly_25_mib_still_fit(folder: DeskFolder) -> None:
    content = b"%PDF-" + bytes(25 * 2**20 - 5)
    assert evidence.stage_bytes(folder, content, "SK.pdf").size == 25 * 2**20


def test_a_file_that_cannot_be_read_is_told_by_name(folder: DeskFolder, tmp_path: Path) -> None:
    for source in (tmp_path / "hilang.pdf", tmp_path):
        with pytest.raises(NotAllowed) as refused:
            evidence.stage_evidence(folder, source)
        assert (refused.value.what, refused.value.facts["name"]) == ("unreadable", source.name)


def test_a_nearly_full_disk_takes_no_file(folder: DeskFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: _Usage(200 * 2**20))
    with pytest.raises(NotAllowed) as refused:
        evidence.stage_bytes(folder, desks.a_pdf(), "SK.pdf")
    assert refused.value.what == "disk_low"


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_a_stopped_copy_leaves_nothing(folder: DeskFolder, tmp_path: Path) -> None:
    (tmp_path / "SK.pdf").write_bytes(desks.a_pdf())
    with pytest.raises(Cancelled):
        evidence.stage_evidence(folder, tmp_path / "SK.pdf", Progress(is_cancelled=lambda: True))
    assert _stored(folder) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("SK\u202e Camat\n.pdf", "SK Camat .pdf"),
        ("../../etc/SK.pdf", ".. .. etc SK.pdf"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 200, "x" * 120),
        ("a." + "b" * 200, "a." + "b" * 118),
    ],
)
def test_a_name_is_one_line_of_at_most_120_with_its_ending(name: str, kept: str) -> None:
    assert evidence.fit_name(name) == kept


# --- at questions -----------------------------------------------------------------------------------------


def test_a_file_is_put_at_a_question(db: Store, key: Key) -> None:
    staged = evidence.stage_bytes(db.folder, desks.a_pdf(), "SK Camat.pdf")
    changes = evidence.attach_evidence(db, key, CODE, staged, " hal. 3–5 ", **_by(db))
    assert changes == Changes(frozenset({key}), frozenset({CODE}), frozenset({"evidence"}))
    expected = Evidence(CODE, staged.sha256, staged.size, "SK Camat.pdf", "application/pdf", "hal. 3–5")
    assert _standing(db, key) == (expected,)
    assert not evidence.attach_evidence(db, key, CODE, staged, "hal. 3–5", **_by(db))


def test_a_file_taken_away_travels_as_taken_away_and_its_bytes_stay(db: Store, key: Key) -> None:
    sha256 = desks.attach(db, key, CODE)
    assert evidence.detach_evidence(db, key, CODE, sha256, **_by(db))
    assert not evidence.detach_evidence(db, key, CODE, sha256, **_by(db))
    assert _standing(db, key) == ()
    (cell,) = assessments.load_cells(
        db, key.office, key.year, assessments.evidence_row(key.instrument, CODE, sha256)
    )
    assert isinstance(cell.value, Evidence)
    assert not cell.value.on
    assert db.folder.evidence_file(sha256).exists()
    assert _file(db, key, sha256).uses == ()


def test_a_file_taken_away_can_be_put_back(db: Store, key: Key) -> None:
    sha256 = desks.attach(db, key, CODE)
    evidence.detach_evidence(db, key, CODE, sha256, **_by(db))
    assert desks.attach(db, key, CODE) == sha256
    assert [item.sha256 for item in _standing(db, key)] == [sha256]


def test_taking_away_settles_what_two_laptops_saw_differently(db: Store, key: Key) -> None:
    sha256 = desks.attach(db, key, CODE)
    row = assessments.evidence_row(key.instrument, CODE, sha256)
    (mine,) = _standing(db, key)
    other = a_snapshot(
        {REPLICA_A: 1},
        {row: (a_cell(REPLICA_A, 1, Evidence(CODE, sha256, mine.size, "lain.pdf", mine.mime)),)},
    )
    with db.atomic():
        held = assessments.load_snapshot(db, key.office, key.year)
        assessments.keep_snapshot(db, key.office, key.year, join(held, other))
    evidence.detach_evidence(db, key, CODE, sha256, **_by(db))
    settled = assessments.load_snapshot(db, key.office, key.year)
    assert join(settled, other) == settled
    assert _standing(db, key) == ()


def test_note_and_name_can_change_while_it_stands(db: Store, key: Key) -> None:
    sha256 = desks.attach(db, key, CODE)
    assert evidence.note_evidence(db, key, CODE, sha256, "hal. 2", **_by(db))
    assert evidence.rename_evidence(db, key, CODE, sha256, "SK 2020.pdf", **_by(db))
    assert not evidence.note_evidence(db, key, CODE, sha256, "hal. 2", **_by(db))
    (item,) = _standing(db, key)
    assert (item.note, item.name) == ("hal. 2", "SK 2020.pdf")
    with pytest.raises(NotAllowed) as refused:
        evidence.rename_evidence(db, key, CODE, sha256, "SK 2020.docx", **_by(db))
    assert refused.value.what == "evidence_type"


def test_what_does_not_stand_cannot_be_noted_renamed_dated_or_replaced(db: Store, key: Key) -> None:
    sha256 = desks.attach(db, key, OTHER)
    staged = evidence.stage_bytes(db.folder, desks.a_pdf("baru"), "baru.pdf")
    evidence.detach_evidence(db, key, OTHER, sha256, **_by(db))
    acts: list[Any] = [
        lambda: evidence.note_evidence(db, key, OTHER, sha256, "x", **_by(db)),
        lambda: evidence.rename_evidence(db, key, CODE, sha256, "x.pdf", **_by(db)),
        lambda: evidence.date_evidence(db, "0" * 64, date(2020, 1, 1), **_by(db)),
        lambda: evidence.replace_evidence(db, key, sha256, staged, **_by(db)),
    ]
    for act in acts:
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.what == "not_attached"


def test_unknown_questions_and_long_notes_are_refused(db: Store, key: Key) -> None:
    staged = evidence.stage_bytes(db.folder, desks.a_pdf(), "SK.pdf")
    for code, note, what in (("U.X", "", "unknown_question"), (CODE, "x" * 501, "too_long")):
        with pytest.raises(NotAllowed) as refused:
            evidence.attach_evidence(db, key, code, staged, note, **_by(db))
        assert refused.value.what == what
    assert _standing(db, key) == ()


def test_a_newer_file_takes_every_place_of_the_old_one(db: Store, key: Key) -> None:
    old = desks.attach(db, key, CODE)
    desks.attach(db, key, OTHER)
    evidence.note_evidence(db, key, OTHER, old, "hal. 9", **_by(db))
    staged = evidence.stage_bytes(db.folder, desks.a_pdf("baru"), "SK 2020.pdf")
    changes = evidence.replace_evidence(db, key, old, staged, **_by(db))
    assert changes.questions == {CODE, OTHER}
    assert {(item.question, item.sha256, item.name, item.note) for item in _standing(db, key)} == {
        (CODE, staged.sha256, "SK 2020.pdf", ""),
        (OTHER, staged.sha256, "SK 2020.pdf", "hal. 9"),
    }
    assert _file(db, key, old).uses == ()
    assert [entry.after for entry in office.list_history(db, key, CODE)][-1] is not None
    assert not evidence.replace_evidence(db, key, staged.sha256, staged, **_by(db))


def test_a_locked_year_takes_no_evidence_and_gives_none_away(db: Store, key: Key) -> None:
    desks.fill(db, key)
    sha256 = _standing(db, key)[0].sha256
    staged = evidence.stage_bytes(db.folder, desks.a_pdf("baru"), "baru.pdf")
    sending.export(db, key, db.folder.root / "out", final=True, **_by(db))
    acts: list[Any] = [
        lambda: evidence.attach_evidence(db, key, CODE, staged, **_by(db)),
        lambda: evidence.detach_evidence(db, key, CODE, sha256, **_by(db)),
        lambda: evidence.note_evidence(db, key, CODE, sha256, "x", **_by(db)),
        lambda: evidence.rename_evidence(db, key, CODE, sha256, "x.pdf", **_by(db)),
        lambda: evidence.replace_evidence(db, key, sha256, staged, **_by(db)),
    ]
    for act in acts:
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.what == "locked"
    assert evidence.date_evidence(db, sha256, date(2020, 1, 2), **_by(db))


# --- the library ------------------------------------------------------------------------------------------


def test_the_library_lists_uses_dates_and_what_is_lost(db: Store, key: Key) -> None:
    twice = desks.attach(db, key, CODE, "satu", "a.pdf")
    desks.attach(db, key, OTHER, "satu", "a.pdf")
    lost = desks.attach(db, key, OTHER, "dua", "b.pdf")
    db.folder.evidence_file(lost).unlink()
    assert evidence.date_evidence(db, twice, date(2019, 3, 1), **_by(db)).topics == {"evidence"}
    assert not evidence.date_evidence(db, twice, date(2019, 3, 1), **_by(db))
    first, second = evidence.list_evidence(db, key)
    assert (first.sha256, first.name, first.lost) == (twice, "a.pdf", False)
    assert [use.question for use in first.uses] == [CODE, OTHER]
    assert (first.added_at, first.added_by) == (NOW, "Operator 1")
    assert first.content_date == date(2019, 3, 1)
    assert (second.sha256, second.lost, second.content_date) == (lost, True, None)
    assert office.load_year(db, key).context.dated == {twice: date(2019, 3, 1)}


def test_a_lost_file_that_is_found_again_is_whole_again(db: Store, key: Key) -> None:
    sha256 = desks.attach(db, key, CODE)
    db.folder.evidence_file(sha256).unlink()
    before = journal.load_last_hash(db)
    assert evidence.stage_bytes(db.folder, desks.a_pdf(), "ketemu.pdf").sha256 == sha256
    assert not _file(db, key, sha256).lost
    assert journal.load_last_hash(db) == before


def test_an_empty_desk_has_an_empty_library(db: Store, key: Key) -> None:
    assert evidence.list_evidence(db, key) == ()
