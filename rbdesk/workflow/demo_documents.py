"""The documents of the invented year: every kind, of the regency and of three offices, as people would make them.

Written per one invented day, so that the same year gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from rbdesk.progress import SILENT, Progress
from rbdesk.workflow import documents, setup
from rbdesk.workflow.documents import Material, Wish

FOLDER = "documents"
DESKS = ("secretariat", "offices/32.16.01", "offices/32.16.14", "offices/32.16.21")
TODAY = date(2020, 9, 7)
MADE_AT = datetime(2020, 9, 7, 9, 0)
_OPENED = datetime(2020, 9, 7, 2, 0, tzinfo=UTC)


def write_documents(
    folder: Path, *, desks: Sequence[str] = DESKS, progress: Progress = SILENT
) -> tuple[Path, ...]:
    """Write all documents of desks of the invented year that lies in a folder into `documents/` there; where they are.

    Raises StoreTrouble, NotAStore: a desk is not there; Cancelled.
    """
    made: list[Path] = []
    for desk in progress.each(desks, FOLDER):
        with closing(setup.open_desk(folder / desk, now=_OPENED)) as db:
            material = documents.load_material(db, TODAY)
        made += _write_all(material, folder / FOLDER)
    return tuple(made)


def _write_all(material: Material, folder: Path) -> list[Path]:
    found = []
    for kind in documents.KINDS:
        path = folder / documents.name_of(material, kind)
        found.append(documents.write(material, Wish(kind), path, MADE_AT))
    return found
