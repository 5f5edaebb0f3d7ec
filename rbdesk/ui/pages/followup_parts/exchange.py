"""Tables that come in and dates that go out: what is asked, shown first, and written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rbdesk import messages, paths
from rbdesk.errors import NotAllowed, RBDeskError
from rbdesk.ui import dialogs
from rbdesk.ui.models.followups import Row
from rbdesk.ui.pages.followup_parts.calendar_view import CalendarDialog
from rbdesk.ui.pages.followup_parts.importing import ImportDialog
from rbdesk.workflow import followup_calendar, followup_import
from rbdesk.workflow.followup_import import ImportTable

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_TABLES = "Tabel (*.xlsx *.csv *.xlsm *.txt *.tsv)"


class TablesAndDates(QObject):
    """Signals: `imported(drafts)` rows of a table are wanted · `chosen(Row)` in the calendar · `told(words)` ·
    `refused(words)`.
    """

    imported = Signal(object)
    chosen = Signal(object)
    told = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: Desk, page: QWidget, *, with_office: bool) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._with_office = with_office

    def pick_table(self) -> None:
        """Ask for a table and show what it holds."""
        found = dialogs.pick_files(self._page, "Impor rekomendasi", _TABLES)
        if found:
            self.read_table(found[0])

    def read_table(self, path: Path) -> None:
        """Show what a table holds; nothing is kept yet."""
        dialog = ImportDialog(self._page, path, with_office=self._with_office)
        dialog.confirmed.connect(self.imported)
        dialog.mapped.connect(lambda columns: self._map(path, dialog, columns))
        self._map(path, dialog, None)

    def _map(self, path: Path, dialog: ImportDialog, columns: dict[str, int] | None) -> None:
        def on_failed(error: RBDeskError) -> None:
            if isinstance(error, NotAllowed) and error.what == "sheet_columns":
                self._desk.run(
                    followup_import.read_headings,
                    path,
                    done=on_headings,
                )
                return
            dialog.deleteLater()
            self.refused.emit(messages.sentence(error).text)

        def on_headings(headings: tuple[str, ...]) -> None:
            dialog.show_missing(headings)
            if not dialog.isVisible():
                dialog.open()

        def on_read(found: ImportTable) -> None:
            dialog.show_found(found)
            if not dialog.isVisible():
                dialog.open()

        self._desk.run(followup_import.read_recommendations, path, columns, done=on_read, failed=on_failed)

    def show_calendar(self, rows: Sequence[Row], today: date) -> None:
        """Show the months and what is due."""
        dialog = CalendarDialog(self._page, rows, today)
        dialog.chosen.connect(self.chosen)
        dialog.export_wanted.connect(lambda: self.save_calendar(rows))
        dialog.open()

    def save_calendar(self, rows: Sequence[Row]) -> None:
        """Ask where, and write the dates as a file for other calendars."""
        title = f"Tindak lanjut RB {self._desk.identity.year}"
        place = paths.outgoing() / f"{title}.ics"
        target = dialogs.pick_target(self._page, "Simpan tenggat", place, "Kalender (*.ics)")
        if target is None:
            return
        items = [row.item for row in rows]
        self._desk.run(
            partial(followup_calendar.write_calendar, now=self._desk.clock()),
            items,
            target,
            title,
            done=lambda count: self.told.emit(f"{count} tenggat ditulis ke {target.name}."),
            failed=lambda error: self.refused.emit(messages.sentence(error).text),
        )
