"""How files come to a question: chosen, dropped, pasted, found again, made smaller. Copies first, rows after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from rbdesk import messages, text
from rbdesk.domain.assessment import Evidence
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.progress import Progress
from rbdesk.ui import jobs
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts import pictures
from rbdesk.workflow import evidence
from rbdesk.workflow.evidence import Staged

FILE_FILTER = "Bukti (*.pdf *.jpg *.jpeg *.png *.docx *.xlsx)"


class Intake(QObject):
    """Takes files in for questions of one assessment.

    Signals: `started(codes)` a file is being copied · `ended()` nothing is being copied any more ·
    `refused(codes, sentence)` a file was not taken · `taken(codes, names)` files stand at their questions now.
    """

    started = Signal(object)
    ended = Signal()
    refused = Signal(object, str)
    taken = Signal(object, object)

    def __init__(self, answers: AnswerModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers = answers
        self._running = 0

    @property
    def is_running(self) -> bool:
        """Whether a file is being copied."""
        return self._running > 0

    @property
    def folder(self) -> DeskFolder:
        """The desk's folder."""
        return DeskFolder(self._answers.desk.folder)

    @property
    def stage(self) -> Callable[..., Staged]:
        """Copies a file no larger than the secretariat allows."""
        return partial(evidence.stage_evidence, most=self._answers.desk.identity.most_of_a_file)

    def add_files(self, codes: Sequence[str], paths: Sequence[Path]) -> None:
        """Copy files into the desk and put each at the questions."""
        for path in paths:
            self._run(codes, self.stage, self.folder, path, done=partial(self._attach, codes))

    def add_content(self, codes: Sequence[str], content: QMimeData) -> bool:
        """Take what was pasted or dropped: files, else a picture. False if it is neither."""
        if content.hasUrls():
            local = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
            files = [path for path in local if path.is_file()]
            self.add_files(codes, files)
            if len(files) < len(content.urls()):
                self.refused.emit(
                    codes, "Hanya berkas di komputer ini yang dapat ditambahkan. Simpan dulu berkasnya."
                )
            return True
        image = content.imageData() if content.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        data, ending = pictures.picture_bytes(image)
        now = self._answers.desk.clock().astimezone()
        name = f"Tempelan {text.date_short(now)}{ending}"
        self._run(codes, _stage_bytes, self.folder, data, name, done=partial(self._attach, codes))
        return True

    def replace_file(self, sha256: str, path: Path) -> None:
        """Put a newer file in all places of an older one."""
        codes = self._places(sha256)
        self._run(codes, self.stage, self.folder, path, done=partial(self._replace, sha256))

    def replace_bytes(self, sha256: str, data: bytes, name: str) -> None:
        """Put these bytes in all places of a file."""
        codes = self._places(sha256)
        self._run(codes, _stage_bytes, self.folder, data, name, done=partial(self._replace, sha256))

    def find_again(self, item: Evidence, path: Path) -> None:
        """Bring the bytes of a lost file back; another file takes its place and that is said."""
        codes = self._places(item.sha256)

        def on_staged(staged: Staged) -> None:
            if staged.sha256 == item.sha256:
                self._answers.load()
                self.taken.emit(codes, (item.name,))
                return
            self._answers.replace_evidence(item.sha256, staged)
            self.refused.emit(
                codes,
                f"Isi “{staged.name}” berbeda dari “{item.name}” yang hilang, jadi dipakai sebagai penggantinya.",
            )

        self._run(codes, self.stage, self.folder, path, done=on_staged)

    def shrink(self, item: Evidence) -> None:
        """Replace a large picture by a smaller copy in all its places."""
        codes = self._places(item.sha256)
        name = f"{Path(item.name).stem}.jpg"

        def on_shrunk(staged: Staged | None) -> None:
            if staged is None:
                self.refused.emit(codes, f"“{item.name}” tidak dapat dikecilkan lagi.")
            else:
                self._answers.replace_evidence(item.sha256, staged)

        self._run(codes, _stage_shrunk, self.folder, item.sha256, name, done=on_shrunk)

    def _places(self, sha256: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.question for item in self._answers.uses(sha256)))

    def _attach(self, codes: Sequence[str], staged: Staged) -> None:
        if self._answers.attach(codes, [staged]):
            self.taken.emit(codes, (staged.name,))
        else:
            self.refused.emit(codes, f"“{staged.name}” sudah ada di sini.")

    def _replace(self, sha256: str, staged: Staged) -> None:
        self._answers.replace_evidence(sha256, staged)

    def _run(
        self, codes: Sequence[str], fn: Callable[..., Any], *values: Any, done: Callable[[Any], None]
    ) -> None:
        if self._answers.is_locked:
            return
        self._running += 1
        self.started.emit(codes)

        def on_failed(error: RBDeskError) -> None:
            self.refused.emit(codes, messages.sentence(error).text)

        jobs.start(fn, *values, done=done, failed=on_failed, ended=self._on_ended)

    def _on_ended(self) -> None:
        self._running -= 1
        if not self._running:
            self.ended.emit()


def _stage_bytes(folder: DeskFolder, data: bytes, name: str, progress: Progress) -> Staged:
    progress.step(0, 1, "copy")
    return evidence.stage_bytes(folder, data, name)


def _stage_shrunk(folder: DeskFolder, sha256: str, name: str, progress: Progress) -> Staged | None:
    data = pictures.shrunk(folder.evidence_file(sha256), progress)
    return None if data is None else evidence.stage_bytes(folder, data, name)
