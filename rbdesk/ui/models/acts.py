"""What a person did to an assessment, as steps that can be taken back, each with the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtGui import QUndoCommand

from rbdesk import messages
from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import Instrument
from rbdesk.workflow.changes import Changes

# Question, workflow function, its arguments after the store
Write = tuple[str, Callable[..., Changes], tuple[Any, ...]]


class Writer(Protocol):
    """Who carries the steps out."""

    instrument: Instrument

    def write_answer(self, code: str, answer: Answer) -> None: ...

    def write(self, writes: Sequence[Write]) -> None: ...


class AnswerCommand(QUndoCommand):
    """One answer or note, forth and back."""

    def __init__(self, model: Writer, code: str, before: Answer, after: Answer, session: object) -> None:
        super().__init__()
        self._model = model
        self._code = code
        self._before = before
        self._after = after
        self._session = session
        self.setText(self.undo_says)

    @property
    def undo_says(self) -> str:
        return self._says(self._after, self._before, "kembali ke")

    @property
    def redo_says(self) -> str:
        return self._says(self._before, self._after, "menjadi lagi")

    def redo(self) -> None:
        self._model.write_answer(self._code, self._after)

    def undo(self) -> None:
        self._model.write_answer(self._code, self._before)

    def id(self) -> int:
        return -1 if self._session is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, AnswerCommand) or other._code != self._code:
            return False
        if other._session is not self._session or other._after.value != self._before.value:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True

    def _says(self, left: Answer, reached: Answer, how: str) -> str:
        shown = self._model.instrument.display(self._code)
        if left.value == reached.value:
            return f"Catatan {shown} dikembalikan" if how == "kembali ke" else f"Catatan {shown} ditulis lagi"
        if reached.value is None:
            return f"Jawaban {shown} kosong lagi"
        said = messages.value_text(reached.value, self._model.instrument.question(self._code).scale)
        return f"Jawaban {shown} {how} {said}"


class ActCommand(QUndoCommand):
    """Acts on evidence or flags, forth and back; what they do shows when the store has done it."""

    def __init__(
        self,
        model: Writer,
        forth: Sequence[Write],
        back: Sequence[Write],
        undo_says: str,
        redo_says: str,
    ) -> None:
        super().__init__(undo_says)
        self._model = model
        self._forth = forth
        self._back = back
        self.undo_says = undo_says
        self.redo_says = redo_says

    def redo(self) -> None:
        self._model.write(self._forth)

    def undo(self) -> None:
        self._model.write(self._back)
