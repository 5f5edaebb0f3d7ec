"""A table of the survey: read as a job, shown before anything is kept, taken back in one step."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rbdesk import text
from rbdesk.progress import Progress
from rbdesk.ui.pages.survey_parts.side import period_words
from rbdesk.ui.parts.import_card import ImportCard
from rbdesk.workflow import survey_import
from rbdesk.workflow.survey_import import Former, SurveyTable

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


class TableIntake(QObject):
    """Shows on a card what a table would bring, and keeps it.

    Signals: `kept(SurveyTable, former)` · `taken_back()` · `ended()` the card is gone · `failed(error)`.
    """

    kept = Signal(object, object)
    taken_back = Signal()
    ended = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, card: ImportCard, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card = card
        self._table: SurveyTable | None = None
        card.accepted.connect(self._keep)
        card.dismissed.connect(self.end)

    def read(self, path: Path, period: str, service: str) -> None:
        """Read a table on the job thread and show what it would bring."""
        self._desk.run(
            _read, path, self._desk.identity.year, period, service,
            done=partial(self._on_read, path), failed=self.failed.emit,
        )  # fmt: skip

    def take_back(self, former: tuple[Former, ...]) -> None:
        """Let stand again what stood before a table was kept."""
        identity = self._desk.identity
        self._desk.do(
            survey_import.put_back, identity.office, identity.year, former, by=self.parent(),
            then=lambda _: self.taken_back.emit(), failed=self.failed.emit,
        )  # fmt: skip

    def end(self) -> None:
        """Put the card away."""
        self._table = None
        self._card.hide()
        self.ended.emit()

    def _on_read(self, path: Path, table: SurveyTable) -> None:
        self._table = table
        show_table(self._card, path.name, table)
        self._card.show()
        self._card.first.setFocus()

    def _keep(self) -> None:
        table, identity = self._table, self._desk.identity
        if table is not None:
            self._desk.read(
                survey_import.load_former, identity.office, identity.year, table,
                then=partial(self._write, table),
            )  # fmt: skip

    def _write(self, table: SurveyTable, former: tuple[Former, ...]) -> None:
        identity = self._desk.identity
        self._desk.do(
            survey_import.keep_survey, identity.office, identity.year, table, by=self.parent(),
            then=lambda _: self._on_kept(table, former), failed=self.failed.emit,
        )  # fmt: skip

    def _on_kept(self, table: SurveyTable, former: tuple[Former, ...]) -> None:
        self.end()
        self.kept.emit(table, former)


def show_table(card: ImportCard, name: str, table: SurveyTable) -> None:
    """Say on the card what was read; with a fault nothing can be kept."""
    notes = [f"Kolom pribadi tidak dibaca: {text.listing(table.dropped)}."] if table.dropped else []
    if table.faults:
        card.show_faults(name, table.faults, notes)
        return
    lines = [
        f"{period_words(one.period)} · {one.service}: {one.respondents} responden"
        + (" (rata-rata)" if one.means else "")
        for one in table.batches
    ]
    notes.append("Isi yang sudah ada untuk periode dan layanan itu di laptop ini digantikan.")
    card.show_found(name, f"{sum(one.respondents for one in table.batches)} responden", lines, notes)


def _read(path: Path, year: int, period: str, service: str, progress: Progress) -> SurveyTable:
    return survey_import.read_survey(path, year, period=period, service=service, progress=progress)
