"""What the first run gathers, and what its steps have in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rbdesk.domain.correspondence import Delivery
from rbdesk.domain.office import Role


@dataclass(frozen=True, slots=True)
class Activated:
    """A berkas aktivasi that was read, by whom the person has let it be believed, and the year it begins."""

    delivery: Delivery
    confirmed: bytes
    office: str
    year: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been chosen so far. The year of an activation goes before `year`."""

    role: Role | None = None
    is_practice: bool = False
    office: str = ""
    head: str = ""
    head_nip: str = ""
    operator: str = ""
    operator_post: str = ""
    phone: str = ""
    device_label: str = ""
    folder: Path = Path()
    activation: Activated | None = None
    year: int = 0


class Step(QWidget):
    """One step: `name` in the panel, `title` and `details` above it.

    Signals: `changed(Draft)` something was chosen · `done()` the person wants to go on.
    """

    changed = Signal(object)
    done = Signal()
    name = ""
    title = ""
    details = ""

    def __init__(self) -> None:
        super().__init__()
        self.draft = Draft()

    def fill(self, draft: Draft) -> None:
        """Show what has been chosen."""
        self.draft = draft

    def change(self, **members: object) -> None:
        """Note what the person chose."""
        self.draft = replace(self.draft, **members)  # type: ignore[arg-type]
        self.changed.emit(self.draft)

    def is_ready(self) -> bool:
        """Whether the person may go on."""
        return True

    def note(self) -> str:
        """A hint above the buttons."""
        return ""

    def take_focus(self) -> None:
        """Give the focus to the first field."""

    def arrange(self, room: float) -> None:
        """Fit a window of this width."""
