"""Smaller copies in the place of large pictures: kept in the desk as a job, then put in place in one write.

How a picture is made smaller is told by the caller; the file before it stays in the desk and in the history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain.assessment import Key
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store.database import Store
from rbdesk.workflow import evidence
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.evidence import EvidenceFile, Staged
from rbdesk.workflow.filetypes import JPEG, PNG

PICTURES = frozenset({JPEG, PNG})
LARGE_PICTURE_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file that takes the place of another everywhere in a year."""

    old: Staged
    new: Staged

    @property
    def reverse(self) -> Replacement:
        """What undoes it."""
        return Replacement(self.new, self.old)


def list_large(db: Store, key: Key) -> tuple[EvidenceFile, ...]:
    """The files that stand as evidence of this year and are here, the largest first."""
    found = [file for file in evidence.list_evidence(db, key) if file.uses and not file.lost]
    return tuple(sorted(found, key=lambda file: (-file.size, file.sha256)))


def is_large_picture(mime: str, size: int) -> bool:
    """Whether a smaller copy of a file of `size` bytes is worth trying."""
    return mime in PICTURES and size >= LARGE_PICTURE_BYTES


def stage_copies(
    folder: DeskFolder, copies: Sequence[tuple[EvidenceFile, bytes, str]], progress: Progress = SILENT
) -> tuple[Replacement, ...]:
    """Keep copies in the desk under their digests; each comes with the file it stands for, its bytes and its name.

    Raises as `evidence.stage_bytes`; Cancelled. What was kept by then is named by no row.
    """
    return tuple(
        Replacement(
            Staged(old.sha256, old.size, old.mime, old.name), evidence.stage_bytes(folder, data, name)
        )
        for old, data, name in progress.each(copies)
    )


def replace_files(
    db: Store, key: Key, replacements: Sequence[Replacement], *, who: str, now: datetime
) -> Changes:
    """Put files in the place of others, all or none; the former ones stay in the history.

    Raises as `evidence.replace_evidence`.
    """
    changes = Changes()
    with db.atomic():
        for one in replacements:
            changes |= evidence.replace_evidence(db, key, one.old.sha256, one.new, who=who, now=now)
    return changes
