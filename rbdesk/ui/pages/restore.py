"""Pulihkan data, by wish: the points of this desk, what one would bring, and what there is now beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk.ui.desk import Desk
from rbdesk.ui.pages.restore_parts.view import RestoreView
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.page import Page
from rbdesk.workflow import upkeep


class RestorePage(Page):
    """Stands inside Pengaturan."""

    key = "restore"
    title = "Pulihkan data"
    parent_key = "settings"

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        self.view = RestoreView(desk.folder, who=desk.who, clock=desk.clock, is_damaged=False)
        self.view.chosen.connect(desk.handed_over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def refresh(self) -> None:
        self.context_changed.emit("Pilih titik waktu · yang terbaru dan utuh sudah dipilihkan")
        self.desk.read(upkeep.load_contents, then=lambda contents: self.view.show_now(contents.counts))
        self.view.read()

    def keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", "titik lain"), ("Enter", "pulihkan")]

    def regions(self) -> list[QWidget]:
        return self.view.regions()

    def adapt(self, width: int) -> None:
        self.view.adapt(width)

    def take_focus(self) -> bool:
        return focus.focus_into(self.view.regions())
