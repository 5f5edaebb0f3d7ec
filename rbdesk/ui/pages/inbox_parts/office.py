"""The drawer with one office: its areas, what its package says, and what of its evidence has not come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from rbdesk.analysis.office_report import office_report
from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Office
from rbdesk.ui.models import office_figures
from rbdesk.ui.pages.inbox_parts.missing import MissingList
from rbdesk.ui.parts import office_details
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.office_details import OfficeDetails
from rbdesk.workflow import secretariat
from rbdesk.workflow.arrivals import Missing
from rbdesk.workflow.secretariat import Comparison, Inbox

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


class OfficeDrawer(QObject):
    """Signals: `packages_wanted(office)` · `told(words)` a message was copied · `shown()` the drawer shows an office ·
    `asked(office, area)` why a value is what it is.
    """

    packages_wanted = Signal(str)
    told = Signal(str)
    shown = Signal()
    asked = Signal(str, str)

    def __init__(self, desk: Desk, drawer: Drawer, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drawer = drawer
        self._inbox: Inbox | None = None
        self._senders: frozenset[str] = frozenset()
        self._comparison: Comparison | None = None
        self._office = ""

    def set_inbox(self, inbox: Inbox, senders: frozenset[str]) -> None:
        """Know how the offices stand now, and of which a package was ever taken in."""
        self._inbox, self._senders, self._comparison = inbox, senders, None

    def open(self, office: str) -> None:
        """Show an office's areas."""
        self._office = office
        if self._comparison is not None:
            self._show("")
            return
        self._desk.read(secretariat.load_comparison, self._desk.identity.year, then=self._on_comparison)

    def _on_comparison(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._show("")

    def _show(self, area: str) -> None:
        if self._comparison is None or self._inbox is None:
            return
        row = next(row for row in self._comparison.rows if row.office.code == self._office)
        status = next(one for one in self._inbox.offices if one.office.code == self._office)
        report = office_report(row.sheet, area) if row.sheet is not None else None
        content = OfficeDetails(
            report,
            facts=office_details.package_facts(status),
            missing=office_figures.missing_words(row, office_figures.missing_reasons(self._inbox)),
            has_packages=row.office.code in self._senders,
        )
        # Later: the button that asks is part of what goes
        later = Qt.ConnectionType.QueuedConnection
        content.packages_wanted.connect(partial(self.packages_wanted.emit, row.office.code), later)
        content.area_wanted.connect(self._show, later)
        content.asked.connect(partial(self.asked.emit, row.office.code))
        self.shown.emit()
        office_details.show_in(self._drawer, row.office.name, report, content)
        if status.evidence_missing and not area:
            key = Key(row.office.code, self._desk.identity.year, self._comparison.instrument.id)
            self._desk.read(
                secretariat.load_missing, key, then=partial(self._on_missing, content, row.office)
            )

    def _on_missing(self, content: OfficeDetails, office: Office, missing: Missing) -> None:
        """Name under the facts of an office what has not come of its evidence, if the drawer still shows it."""
        if self._comparison is None or self._office != office.code or not shiboken6.isValid(content):
            return
        made = MissingList(
            missing,
            office=office.name,
            year=self._desk.identity.year,
            instrument=self._comparison.instrument,
        )
        made.told.connect(self.told)
        content.add_below_facts(made)
