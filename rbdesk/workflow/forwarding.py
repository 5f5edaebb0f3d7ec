"""Minta kecamatan memilih: the secretariat hands an office the packages of its own laptops, so that it can join them."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Sequence
from pathlib import Path

from rbdesk.domain import conflict
from rbdesk.domain.assessment import Key
from rbdesk.errors import StoreTrouble
from rbdesk.exchange import carrying
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import submissions
from rbdesk.store.database import Store
from rbdesk.store.submissions import Received
from rbdesk.store.trouble import file_trouble
from rbdesk.workflow.devices import must_be_secretariat


def list_branches(db: Store, key: Key) -> tuple[Received, ...]:
    """The newest package of each history of an office that no other has overtaken: one, or one of each laptop that differs.

    Raises NotAllowed("role").
    """
    must_be_secretariat(db)
    received = submissions.list_received(db, key.year, key.office)
    heads = [received[place] for place in conflict.heads([record.vector for record in received])]
    by_history = {tuple(sorted(record.vector.items())): record for record in heads}
    return tuple(sorted(by_history.values(), key=lambda record: record.place))


def copy_packages(
    folder: DeskFolder, packages: Sequence[Received], target: Path, progress: Progress = SILENT
) -> tuple[Path, ...]:
    """Copy originals from the archive into a folder, each read back from there and compared; where they lie now.

    Raises StoreTrouble: an original is gone ("damaged"), or the folder takes no file; Cancelled.
    """
    copies: list[Path] = []
    for record in packages:
        original, copy = folder.archived(record.bundle_id), target / record.name
        if not original.is_file():
            raise StoreTrouble("damaged", str(original), "the original is gone")
        if copy.exists() and not filecmp.cmp(original, copy, shallow=False):
            copy = copy.with_name(f"{record.bundle_id[:8]}_{record.name}")
        with file_trouble(copy):
            target.mkdir(parents=True, exist_ok=True)
            os.replace(carrying.carry(original, target, progress), copy)
        copies.append(copy)
    return tuple(copies)
