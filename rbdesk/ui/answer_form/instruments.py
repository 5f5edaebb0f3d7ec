"""The instruments of a desk's year: which of them is shown, and the assessment of each, made when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rbdesk.domain.assessment import Key
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Role
from rbdesk.workflow import catalog

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.ui.models.answers import AnswerModel

GATES, POINTS, REGENCY, MAIN = "Zona Integritas", "Strategi 4+1", "LKE Kabupaten", "LKE"


class Instruments(QObject):
    """Signals: `undone(str)` what Ctrl+Z or Ctrl+Y did to one of the assessments."""

    undone = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._models: dict[str, AnswerModel] = {}
        identity = desk.identity
        if identity.role is Role.OFFICE:
            self.offered = catalog.edition_of_year(identity.year).instruments
            self.main = catalog.UNIT_SHEET
        else:
            self.offered = (catalog.instrument(catalog.REGENCY_SHEET),)
            self.main = catalog.REGENCY_SHEET
        self.current = self.main

    def choices(self) -> list[tuple[str, str]]:
        """The instruments as (id, name), for the switch."""
        return [(sheet.id, name_of(sheet)) for sheet in self.offered]

    def switch(self) -> tuple[list[tuple[str, str]], str]:
        """What the switch offers, and which of it is shown."""
        return self.choices(), self.current

    def model(self, iid: str = "") -> AnswerModel:
        """The assessment of an instrument, "" for the one that is shown; reading it begins with the first asking."""
        from rbdesk.ui.models.answers import AnswerModel  # after the first paint

        iid = iid or self.current
        if iid not in self._models:
            identity = self._desk.identity
            model = AnswerModel(self._desk, Key(identity.office, identity.year, iid), self)
            model.undone.connect(self.undone)
            model.load()
            self._models[iid] = model
        return self._models[iid]

    def opened(self) -> list[AnswerModel]:
        """The assessments that were asked for so far."""
        return list(self._models.values())

    def show(self, iid: str) -> None:
        """Let an instrument be the one that is shown; an unknown one changes nothing."""
        if any(sheet.id == iid for sheet in self.offered):
            self.current = iid

    def show_code(self, focus: str) -> None:
        """Show the instrument that has a node with this code; the present one stays where it knows the word."""
        present = next(sheet for sheet in self.offered if sheet.id == self.current)
        if focus and not _knows(present, focus):
            for sheet in self.offered:
                if focus in sheet.place_of:
                    self.current = sheet.id
                    return
            if self.current != self.main:  # the name of an area, as links from other pages say it
                self.current = self.main


def name_of(sheet: Instrument) -> str:
    """What the switch calls an instrument."""
    if sheet.levels:
        return GATES
    if sheet.points:
        return POINTS
    return REGENCY if sheet.id == catalog.REGENCY_SHEET else MAIN


def _knows(sheet: Instrument, focus: str) -> bool:
    return focus in sheet.place_of or any(focus == area.short for area in sheet.areas)
