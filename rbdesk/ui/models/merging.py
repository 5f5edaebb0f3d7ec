"""Taking a plan in: one write on the store thread that tells how far it is, can be stopped, and stops at no bad file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rbdesk.domain.correspondence import DESK
from rbdesk.domain.merge import Fate, MergePlan, PlannedFile
from rbdesk.errors import StoreTrouble
from rbdesk.progress import Cancelled, Progress
from rbdesk.workflow import secretariat, verifiers
from rbdesk.workflow.changes import Changes

if TYPE_CHECKING:
    from rbdesk.store.database import Store

_OF_THE_FILE = "io"  # the file or its stick went away; the others may still be well


class Merging:
    """One plan being taken in, file by file. `tell(done, total, name)` is called on the store thread.

    After the write `taken` counts the files that brought something, `known` those that were taken in before,
    `waiting` those of unknown devices; `left` are the chosen ones that were not taken in, and `trouble` is the last
    reason the machine gave, None where the person stopped or all went well.

    A file that the machine refuses is left out instead of being tried for ever before all other writes: nothing
    of it is lost, since the file itself still lies where it was.
    """

    def __init__(
        self, plan: MergePlan, chosen: frozenset[Path], tell: Callable[[int, int, str], None]
    ) -> None:
        self.taken = 0
        self.known = 0
        self.waiting = sum(1 for file in plan.files if file.fate is Fate.QUARANTINED)
        self.left: list[PlannedFile] = []
        self.trouble: StoreTrouble | None = None
        self._plan = plan
        self._chosen = chosen
        self._stop = threading.Event()
        self._progress = Progress(tell, self._stop.is_set)

    def stop(self) -> None:
        """Stop before the next file; what was taken in stays."""
        self._stop.set()

    def take_in(self, db: Store, *, who: str, now: datetime) -> Changes:
        """Take in the chosen files and note the refused ones; each is whole or not at all."""
        changes = Changes()
        files = [file for file in self._plan.files if not file.is_accepted or file.path in self._chosen]
        for done, file in enumerate(files):
            try:
                self._progress.step(done, len(files), file.name)
                brought = self._take(db, file, who=who, now=now)
                self._count(file, brought)
                changes |= brought
            except Cancelled:
                self.left += [rest for rest in files[done:] if rest.is_accepted]
                return changes
            except StoreTrouble as trouble:
                self.trouble = trouble
                if trouble.kind != _OF_THE_FILE:
                    self.left += [rest for rest in files[done:] if rest.is_accepted]
                    return changes
                if file.is_accepted:
                    self.left.append(file)
        return changes

    def _take(self, db: Store, file: PlannedFile, *, who: str, now: datetime) -> Changes:
        if file.delivery is not None and file.delivery.kind == DESK:
            return verifiers.join_rulings(db, file.delivery, who=who, now=now)
        return secretariat.accept(db, replace(self._plan, files=(file,)), who=who, now=now)

    def _count(self, file: PlannedFile, brought: Changes) -> None:
        if file.is_accepted:
            self.taken += bool(brought)
            self.known += not brought
