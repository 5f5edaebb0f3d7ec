"""Taking back what was taken in: the drawer with an office's packages, and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from rbdesk import messages
from rbdesk.errors import RBDeskError
from rbdesk.ui.pages.inbox_parts.packages import PackageStory
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.workflow import secretariat, undoing
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.secretariat import OfficePackage

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


class PackageDrawer(QObject):
    """Signals: `told(words, undo)` what was done · `said(tone, title, details)` why not · `details_wanted(office)`."""

    told = Signal(str, object)
    said = Signal(str, str, str)
    details_wanted = Signal(str)

    def __init__(self, desk: Desk, drawer: Drawer, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drawer = drawer
        self._office, self._name = "", ""
        self.story: PackageStory | None = None
        drawer.dismissed.connect(self.forget)

    def open(self, office: str, name: str) -> None:
        """Show the packages of an office."""
        self._office, self._name = office, name
        self._desk.read(
            secretariat.list_packages,
            self._desk.identity.year,
            office,
            then=lambda found: self._show(office, found),
        )

    def forget(self) -> None:
        """The drawer shows something else from now on."""
        self._office, self.story = "", None

    def _show(self, office: str, packages: tuple[OfficePackage, ...]) -> None:
        if office != self._office:
            return
        had_focus = focus.is_in(QApplication.focusWidget(), self._drawer)
        story = PackageStory(packages)
        # Later: the buttons that ask are part of what goes
        later = Qt.ConnectionType.QueuedConnection
        story.details_wanted.connect(lambda: self.details_wanted.emit(office), later)
        story.undo_asked.connect(self._ask)
        story.excluding.connect(self._exclude, later)
        story.putting_back.connect(self._put_back, later)
        self.story = story
        self._drawer.set_title(f"{self._name} · Riwayat paket")
        self._drawer.set_content(story)
        self._drawer.slide_in()
        if had_focus:
            focus.focus_into([story, self._drawer])

    def _ask(self, bundle_id: str) -> None:
        self._desk.read(undoing.load_undo, bundle_id, then=self._on_plan, failed=self._on_failed)

    def _on_plan(self, plan: undoing.UndoPlan) -> None:
        if self.story is not None and plan.package.bundle_id in self.story.acts:
            self.story.ask(plan)

    def _exclude(self, bundle_id: str, reason: str) -> None:
        office, name = self._office, self._name
        self._desk.do(
            undoing.exclude,
            bundle_id,
            reason,
            by=self,
            then=lambda _: self._on_done(office, f"Paket {name} diambil kembali.", bundle_id),
            failed=self._on_failed,
        )

    def _put_back(self, bundle_id: str) -> None:
        office, name = self._office, self._name
        self._desk.do(
            undoing.put_back,
            bundle_id,
            by=self,
            then=lambda changes: self._on_put_back(office, name, changes),
            failed=self._on_failed,
        )

    def _on_done(self, office: str, words: str, bundle_id: str) -> None:
        self.told.emit(words, lambda: self._put_back(bundle_id))
        self._again(office)

    def _on_put_back(self, office: str, name: str, changes: Changes) -> None:
        self.told.emit(f"Paket {name} digabungkan lagi." if name else "Paket digabungkan lagi.", None)
        self._again(office)

    def _again(self, office: str) -> None:
        if office and office == self._office:
            self.open(office, self._name)

    def _on_failed(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self.said.emit("err", told.what, f"{told.safe} {told.todo}".strip())
