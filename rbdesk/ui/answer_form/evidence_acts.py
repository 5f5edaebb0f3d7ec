"""What can be done with the evidence of the open question: add, pick, open, find again, shrink, take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from rbdesk import messages
from rbdesk.domain.assessment import Evidence
from rbdesk.errors import NotAllowed
from rbdesk.paths import DeskFolder
from rbdesk.ui import dialogs
from rbdesk.ui.answer_form import pickers, viewer
from rbdesk.ui.answer_form.intake import FILE_FILTER, Intake
from rbdesk.ui.answer_form.question_list import QuestionList
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.workflow import evidence
from rbdesk.workflow.evidence import EvidenceFile, Staged


class EvidenceActs(QObject):
    """Carries out what the evidence box of a list's open card asks for.

    Signals: `told(str, undo)` for a toast, `undo` a callable or None.
    """

    told = Signal(str, object)

    def __init__(self, answers: AnswerModel, questions: QuestionList, window: QWidget) -> None:
        super().__init__(window)
        self._answers = answers
        self._list = questions
        self._window = window
        self._intake = Intake(answers, self)
        self._refused: list[str] = []  # of the files that came together
        box = questions.open_card.evidence
        box.add_wanted.connect(self.add)
        box.pick_wanted.connect(self.pick)
        box.open_wanted.connect(self._open)
        box.search_wanted.connect(self._find_again)
        box.shrink_wanted.connect(self._intake.shrink)
        box.removed.connect(self._remove)
        box.referred.connect(answers.note_evidence)
        questions.given.connect(self._on_given)
        self._intake.started.connect(lambda codes: self._say(codes, "Menyalin berkas…"))
        self._intake.refused.connect(self._on_refused)
        self._intake.taken.connect(lambda codes, _names: self._say(codes, "\n".join(self._refused), "err"))
        self._intake.ended.connect(self._refused.clear)

    def add(self) -> None:
        """Ask for files for the current question and add them."""
        code = self._open_current()
        if code:
            title = f"Tambah bukti untuk {self._answers.instrument.display(code)}"
            self._intake.add_files([code], dialogs.pick_files(self._window, title, FILE_FILTER))

    def pick(self) -> None:
        """Let the person choose among the files that are there already."""
        code = self._open_current()

        def choose(files: tuple[EvidenceFile, ...]) -> None:
            chosen = pickers.pick_evidence(self._window, files, self._answers.instrument, code)
            self._answers.attach([code], [_staged(file) for file in chosen])

        if code:
            self._answers.desk.read(evidence.list_evidence, self._answers.key, then=choose)

    def _open_current(self) -> str:
        code = self._list.opened or self._list.current
        if self._answers.is_locked or code not in self._list.codes:
            return ""
        if code != self._list.opened:
            self._list.open_question(code)
        return code

    def _on_given(self, code: str, content: QMimeData) -> None:
        self._list.open_question(code)
        self._intake.add_content([code], content)

    def _on_refused(self, codes: Sequence[str], words: str) -> None:
        if self._intake.is_running:
            self._refused.append(words)
        self._say(codes, "\n".join(self._refused) or words, "err")

    def _open(self, item: Evidence) -> None:
        try:
            viewer.open_copy(DeskFolder(self._answers.desk.folder), item.sha256, item.name)
        except NotAllowed as error:
            self._say([item.question], messages.sentence(error).text, "err")

    def _find_again(self, item: Evidence) -> None:
        found = dialogs.pick_files(self._window, f"Cari lagi “{item.name}”", FILE_FILTER)
        if found:
            self._intake.find_again(item, found[0])

    def _remove(self, item: Evidence) -> None:
        if self._answers.detach([item]):
            shown = self._answers.instrument.display(item.question)
            undo: Callable[[], object] = self._answers.undo
            self.told.emit(f"Bukti “{item.name}” dilepas dari {shown}", undo)

    def _say(self, codes: Sequence[str], words: str, ink: str = "text3") -> None:
        """Say it at the evidence of the open question if that is meant, else as a toast."""
        code = self._list.opened
        if code and code in codes:
            self._list.open_card.evidence.say(words, ink)
        elif words and ink == "err":
            self.told.emit(words, None)


def _staged(file: EvidenceFile) -> Staged:
    return Staged(sha256=file.sha256, size=file.size, mime=file.mime, name=file.name)
