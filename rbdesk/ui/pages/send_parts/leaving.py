"""How a package would leave: the way and place that were chosen, and the sizes that come of it, read anew on changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from rbdesk import paths
from rbdesk.errors import NotAllowed, RBDeskError
from rbdesk.ui import dialogs
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.pages.send_parts import words
from rbdesk.ui.parts.sending_plan import SendingText
from rbdesk.workflow import parting, places, setup
from rbdesk.workflow.parting import ACKNOWLEDGED, PlannedFile, Preview

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_DELAY_MS = 250


class Leaving(QObject):
    """Signals: `changed()` something else is to be shown."""

    changed = Signal()

    def __init__(self, desk: Desk, answers: AnswerModel, page: QWidget) -> None:
        super().__init__(page)
        self.preview: Preview | None = None
        self._desk = desk
        self._answers = answers
        self._page = page
        self._trouble: RBDeskError | None = None
        self._targets: dict[bool, Path] = {}  # chosen by the person, for a stick or not
        self._is_difference: bool | None = (
            None  # as chosen; None: only what is new, once that was acknowledged
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_DELAY_MS)
        self._soon.timeout.connect(self.read)

    # --- the place ----------------------------------------------------------------------------------------

    @property
    def is_for_stick(self) -> bool:
        """Whether packages travel on a stick."""
        return self._desk.identity.package_limit == words.STICK

    @property
    def target(self) -> Path:
        """The folder that packages are written to, by the way of sending."""
        return self._targets.get(self.is_for_stick, paths.outgoing())

    @target.setter
    def target(self, folder: Path) -> None:
        self._targets[self.is_for_stick] = folder

    @property
    def needs_place(self) -> bool:
        """Whether a stick is to be chosen before anything can be written."""
        is_chosen = self.is_for_stick in self._targets
        return self.is_for_stick and not is_chosen and not self._is_elsewhere()

    @property
    def is_place_gone(self) -> bool:
        """Whether the folder that was chosen is not there any more: its stick was pulled out."""
        return self.is_for_stick in self._targets and not self.target.exists()

    def choose_target(self) -> bool:
        """Ask for the folder that packages are written to; False if the person changed their mind."""
        what = "Pilih folder di stik" if self.is_for_stick else "Pilih folder untuk paket"
        chosen = dialogs.pick_folder(self._page, what, self.target.parent)
        if chosen is None:
            return False
        self.target = chosen
        self.changed.emit()
        return True

    def _is_elsewhere(self) -> bool:
        return places.is_another_disk(self.target, self._desk.folder)

    # --- the way and the sizes ----------------------------------------------------------------------------

    @property
    def limit(self) -> int | None:
        """The most bytes of one file, None for one file."""
        return parting.LIMITS[self._desk.identity.package_limit]

    @property
    def wants_difference(self) -> bool:
        """Whether only what the other side lacks is to leave."""
        if self.preview is None or not self.preview.basis.held:
            return False
        if self._is_difference is None:
            return self.preview.basis.kind == ACKNOWLEDGED
        return self._is_difference

    @property
    def parts(self) -> int:
        """How many files all of it would be, 0 while that is not known."""
        return len(self.preview.whole.parts) if self.preview is not None else 0

    @property
    def is_one_file(self) -> bool:
        """Whether one file is enough, because only what the other side lacks leaves."""
        return self.wants_difference and self.preview is not None and len(self.preview.difference.parts) == 1

    @property
    def wanted(self) -> tuple[PlannedFile, ...]:
        """The files that the newest balasan asks for."""
        return self.preview.wanted if self.preview is not None else ()

    @property
    def is_sealed(self) -> bool:
        """Whether only the secretariat will be able to read what is written."""
        return self.preview is not None and self.preview.is_sealed

    def choose_way(self, way: str) -> None:
        """Keep another way of sending."""
        self.preview = None
        self._desk.do(setup.keep_settings, package_limit=way, by=self._page, then=lambda _: self.read())

    def choose_difference(self, is_difference: bool) -> None:
        """Send only what the other side lacks, or all."""
        self._is_difference = is_difference
        self.changed.emit()

    def text(self, *, pictures: int) -> SendingText:
        """What is shown of it; `pictures` counts those of which a smaller copy is worth trying."""
        return words.sending_text(
            self.preview,
            way=self._desk.identity.package_limit,
            is_difference=self.wants_difference,
            folder=self.target,
            desk=self._desk.folder,
            pictures=pictures,
            trouble=self._trouble,
        )

    def read_soon(self) -> None:
        """Find the sizes anew once nothing more changes."""
        self._soon.start()

    def read(self) -> None:
        """Find out what would be made now."""
        self._soon.stop()
        if self._answers.year is None:
            return
        self._desk.read(
            parting.load_preview,
            self._answers.key,
            limit=self.limit,
            who=self._desk.who,
            now=self._desk.clock(),
            then=self._on_preview,
            failed=self._on_none,
        )

    def _on_preview(self, found: Preview) -> None:
        self.preview, self._trouble = found, None
        self.changed.emit()

    def _on_none(self, error: RBDeskError) -> None:
        is_clash = isinstance(error, NotAllowed) and error.what == "conflict"  # the card says so already
        self.preview, self._trouble = None, None if is_clash else error
        self.changed.emit()
