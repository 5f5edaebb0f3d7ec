"""Opens Jejak nilai over whichever page asks for it, and fills it from the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.ui.parts import trace_drawer
from rbdesk.ui.parts.page import Link, TraceWanted
from rbdesk.ui.parts.trace_drawer import TraceDrawer
from rbdesk.workflow import catalog, tracing

if TYPE_CHECKING:
    from rbdesk.domain.provenance import Provenance
    from rbdesk.domain.survey import Result
    from rbdesk.domain.trace import Mean
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.tracing import Explained


class HasKey(Protocol):
    """What knows which assessment the desk's pages show."""

    key: Key


class Tracing(QObject):
    """Signals: `wanted(Link)` a question is to be opened · `told(str)`."""

    wanted = Signal(object)
    told = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._desk: Desk | None = None
        self._answers: HasKey | None = None
        self._drawer: TraceDrawer | None = None
        self._asked = TraceWanted()
        self._mean: tuple[TraceWanted, str] | None = (
            None  # what an office was picked from, and what it is called
        )

    def follow(self, desk: Desk, answers: HasKey | None) -> None:
        """Explain the numbers of a desk."""
        self._desk, self._answers = desk, answers

    @property
    def drawer(self) -> TraceDrawer:
        """The drawer, made when it is first needed."""
        if self._drawer is None:
            self._drawer = TraceDrawer(self._host)
            self._drawer.provenance_wanted.connect(self._read_provenance)
            self._drawer.question_wanted.connect(self._on_question)
            self._drawer.office_wanted.connect(self._on_office)
            self._drawer.mean_wanted.connect(self._on_back)
            self._drawer.told.connect(self.told)
        return self._drawer

    def is_open(self) -> bool:
        """Whether the drawer is open."""
        return self._drawer is not None and self._drawer.is_open()

    def close(self) -> None:
        """Close the drawer: the page below it changes."""
        if self._drawer is not None:
            self._drawer.slide_out()

    def ask(self, wanted: TraceWanted | None = None, answers: HasKey | None = None) -> None:
        """Explain a number; None is the value of the whole sheet, at the secretariat the mean of the offices.

        `answers` are those of the page that asks: a number without a sheet of its own is one of theirs.
        """
        self._mean = None
        asked = wanted or TraceWanted()
        if answers is not None and not asked.instrument:
            key = answers.key
            asked = replace(asked, instrument=key.instrument, office=asked.office or key.office)
        self._read(asked)

    def _read(self, wanted: TraceWanted) -> None:
        if self._desk is None:
            return
        identity = self._desk.identity
        usual = self._answers.key.instrument if self._answers is not None else catalog.UNIT_SHEET
        is_office = identity.role is Role.OFFICE
        asked = self._asked = replace(
            wanted,
            office=wanted.office or (identity.office if is_office else ""),
            year=wanted.year or identity.year,
            instrument=wanted.instrument or usual,
        )
        if asked.instrument in catalog.survey_ids(asked.year):
            self._read_index(asked)
        elif asked.office:
            self._desk.read(
                tracing.load_explained,
                self._key(),
                asked.side,
                then=lambda found: self._on_explained(asked, found),
            )
        else:
            self._desk.read(
                tracing.load_mean,
                asked.year,
                asked.instrument,
                asked.code,
                asked.side,
                then=lambda mean: self._on_mean(asked, mean),
            )

    def _read_index(self, asked: TraceWanted) -> None:
        period, _, service = asked.code.partition("|")
        if self._desk is not None:
            self._desk.read(
                tracing.load_index,
                asked.office,
                asked.year,
                service,
                period,
                then=lambda result: self._on_index(asked, result),
            )

    def _on_index(self, asked: TraceWanted, result: Result) -> None:
        if asked == self._asked:
            period, _, service = asked.code.partition("|")
            self.drawer.show_index(result, trace_drawer.index_subtitle(result, asked.year, service, period))

    def _on_explained(self, asked: TraceWanted, found: Explained) -> None:
        if asked == self._asked:
            back = self._mean[1] if self._mean is not None else ""
            self.drawer.show_explained(found, asked.code, can_open=self._can_open(), mean=back)

    def _on_mean(self, asked: TraceWanted, mean: Mean) -> None:
        if asked == self._asked:
            self._mean = (asked, trace_drawer.mean_words(mean))
            is_verified = asked.side == tracing.VERIFIED
            subtitle = trace_drawer.mean_subtitle(mean, asked.year, is_verified=is_verified)
            self.drawer.show_mean(mean, subtitle)

    def _on_office(self, office: str) -> None:
        self._read(replace(self._asked, office=office))

    def _on_back(self) -> None:
        if self._mean is not None:
            self._read(self._mean[0])

    def _read_provenance(self, code: str) -> None:
        if self._desk is not None:
            self._desk.read(tracing.load_provenance, self._key(), code, then=self._on_provenance)

    def _on_provenance(self, found: Provenance) -> None:
        self.drawer.show_provenance(found)

    def _on_question(self, code: str) -> None:
        asked, desk = self._asked, self._desk
        if desk is None:
            return
        self.close()
        is_office = desk.identity.role is Role.OFFICE
        is_own = is_office or asked.office == desk.identity.office
        self.wanted.emit(Link("assessment", code) if is_own else Link("verification", asked.office, code))

    def _key(self) -> Key:
        return Key(self._asked.office, self._asked.year, self._asked.instrument)

    def _can_open(self) -> bool:
        """Whether the questions of what is asked have a page at this desk."""
        if self._desk is None or self._asked.year != self._desk.identity.year:
            return False
        if self._desk.identity.role is Role.OFFICE:
            return catalog.edition_of_year(self._asked.year).instrument(self._asked.instrument) is not None
        if self._asked.office == self._desk.identity.office:
            return self._asked.instrument == catalog.REGENCY_SHEET
        is_known = catalog.register().office(self._asked.office) is not None
        return is_known and self._asked.instrument == catalog.UNIT_SHEET
