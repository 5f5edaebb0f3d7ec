"""What a person did to an assessment, as steps that can be taken back, each with the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtGui import QUndoCommand

from rbdesk import messages, text
from rbdesk.domain.assessment import Answer, Evidence, Key
from rbdesk.domain.instrument import Instrument
from rbdesk.workflow import evidence, office, shrinking, workbooks
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.evidence import Staged
from rbdesk.workflow.shrinking import Replacement

# A workflow function and its arguments after the store
Write = tuple[Callable[..., Changes], tuple[Any, ...]]


class Writer(Protocol):
    """Who carries the steps out."""

    instrument: Instrument

    def write_answer(self, code: str, answer: Answer) -> None: ...

    def write(self, writes: Sequence[Write]) -> None: ...


@dataclass(frozen=True, slots=True)
class Act:
    """Writes forth and back, and what is said when they are taken back or done again; `code` where it happened."""

    code: str
    forth: tuple[Write, ...]
    back: tuple[Write, ...]
    undo_says: str
    redo_says: str


def flag(key: Key, instrument: Instrument, code: str, *, on: bool) -> Act:
    """Flag a question, or take the flag away."""
    shown = instrument.display(code)
    put, taken = f"{shown} ditandai lagi", f"{shown} tidak ditandai lagi"
    return Act(
        code,
        ((office.set_flag, (key, code, on)),),
        ((office.set_flag, (key, code, not on)),),
        taken if on else put,
        put if on else taken,
    )


def attach(key: Key, instrument: Instrument, pairs: Sequence[tuple[str, Staged]]) -> Act:
    """Put files at questions."""
    names, shown = _names(staged.name for _, staged in pairs), _codes(instrument, (code for code, _ in pairs))
    return Act(
        pairs[0][0],
        tuple((evidence.attach_evidence, (key, code, staged)) for code, staged in pairs),
        tuple((evidence.detach_evidence, (key, code, staged.sha256)) for code, staged in pairs),
        f"Bukti {names} dilepas dari {shown}",
        f"Bukti {names} ada lagi di {shown}",
    )


def detach(key: Key, instrument: Instrument, items: Sequence[Evidence]) -> Act:
    """Take files away from their questions."""
    names, shown = _names(item.name for item in items), _codes(instrument, (item.question for item in items))
    return Act(
        items[0].question,
        tuple((evidence.detach_evidence, (key, item.question, item.sha256)) for item in items),
        tuple((evidence.attach_evidence, (key, item.question, staged_of(item), item.note)) for item in items),
        f"Bukti {names} ada lagi di {shown}",
        f"Bukti {names} dilepas dari {shown}",
    )


def refer(key: Key, instrument: Instrument, item: Evidence, note: str) -> Act:
    """Write the page reference of a file at a question."""
    where = (key, item.question, item.sha256)
    shown = instrument.display(item.question)
    return Act(
        item.question,
        ((evidence.note_evidence, (*where, note)),),
        ((evidence.note_evidence, (*where, item.note)),),
        f"Rujukan halaman di {shown} dikembalikan",
        f"Rujukan halaman di {shown} ditulis lagi",
    )


def exchange(key: Key, uses: Sequence[Evidence], staged: Staged) -> Act:
    """Put a newer file in all places of an older one."""
    back: list[Write] = []
    for item in uses:
        back.append((evidence.detach_evidence, (key, item.question, staged.sha256)))
        back.append((evidence.attach_evidence, (key, item.question, staged_of(item), item.note)))
    return Act(
        uses[0].question,
        ((evidence.replace_evidence, (key, uses[0].sha256, staged)),),
        tuple(back),
        f"Bukti “{uses[0].name}” dikembalikan",
        f"Bukti “{uses[0].name}” diganti lagi",
    )


def shrink(key: Key, code: str, replacements: Sequence[Replacement]) -> Act:
    """Put smaller copies in the places of pictures, all in one write; `code` is a question where one stands."""
    count = len(replacements)
    return Act(
        code,
        ((shrinking.replace_files, (key, tuple(replacements))),),
        ((shrinking.replace_files, (key, tuple(one.reverse for one in replacements))),),
        f"{count} gambar kembali ke ukuran semula",
        f"{count} gambar dikecilkan lagi",
    )


def take_workbook(key: Key, chosen: Mapping[str, tuple[Answer, Answer]]) -> Act:
    """Keep answers of a filled workbook, (before, after) by question, all in one write."""
    count = len(chosen)
    turned = {code: (after, before) for code, (before, after) in chosen.items()}
    return Act(
        next(iter(chosen)),
        ((workbooks.keep_chosen, (key, dict(chosen))),),
        ((workbooks.keep_chosen, (key, turned)),),
        f"{count} jawaban dari buku kerja kembali seperti semula",
        f"{count} jawaban dari buku kerja dipakai lagi",
    )


def staged_of(item: Evidence) -> Staged:
    """The stored file of a piece of evidence, as if it had just been staged: to put it somewhere (again)."""
    return Staged(sha256=item.sha256, size=item.size, mime=item.mime, name=item.name)


def _names(names: Iterable[str]) -> str:
    return text.listing([f"“{name}”" for name in dict.fromkeys(names)])


def _codes(instrument: Instrument, codes: Iterable[str]) -> str:
    return text.listing([instrument.display(code) for code in dict.fromkeys(codes)])


class AnswerCommand(QUndoCommand):
    """One answer or note, forth and back."""

    def __init__(self, model: Writer, code: str, before: Answer, after: Answer, session: object) -> None:
        super().__init__()
        self._model = model
        self.code = code
        self._before = before
        self._after = after
        self._session = session
        self.setText(self.undo_says)

    @property
    def undo_says(self) -> str:
        """What is said when it has been taken back."""
        if self._after.value == self._before.value:
            return f"Catatan {self._shown} dikembalikan"
        said = self._said(self._before)
        return f"Jawaban {self._shown} kembali ke {said}" if said else f"Jawaban {self._shown} kosong lagi"

    @property
    def redo_says(self) -> str:
        """What is said when it has been done again."""
        if self._after.value == self._before.value:
            return f"Catatan {self._shown} ditulis lagi"
        said = self._said(self._after)
        return f"Jawaban {self._shown} menjadi {said} lagi" if said else f"Jawaban {self._shown} kosong lagi"

    def redo(self) -> None:
        self._model.write_answer(self.code, self._after)

    def undo(self) -> None:
        self._model.write_answer(self.code, self._before)

    def id(self) -> int:
        return -1 if self._session is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, AnswerCommand) or other.code != self.code:
            return False
        if other._session is not self._session or other._after.value != self._before.value:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True

    @property
    def _shown(self) -> str:
        return self._model.instrument.display(self.code)

    def _said(self, answer: Answer) -> str:
        if answer.value is None:
            return ""
        return messages.value_text(answer.value, self._model.instrument.question(self.code).scale)


class ActCommand(QUndoCommand):
    """Acts on evidence or flags, forth and back; what they do shows when the store has done it."""

    def __init__(self, model: Writer, act: Act) -> None:
        super().__init__(act.undo_says)
        self._model = model
        self._act = act

    @property
    def code(self) -> str:
        """The question it happened at."""
        return self._act.code

    @property
    def undo_says(self) -> str:
        """What is said when it has been taken back."""
        return self._act.undo_says

    @property
    def redo_says(self) -> str:
        """What is said when it has been done again."""
        return self._act.redo_says

    def redo(self) -> None:
        self._model.write(self._act.forth)

    def undo(self) -> None:
        self._model.write(self._act.back)
