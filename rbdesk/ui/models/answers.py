"""One assessment as the window holds it: instrument, answers and score, read through a tree model.

What a person does here shows at once, goes to the store by `desk.do` and can be undone until the program
closes. What comes back from the store is laid under whatever is not yet on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QUndoStack

from rbdesk import messages, text
from rbdesk.domain import assessment as assessments
from rbdesk.domain import checks, scoring
from rbdesk.domain.assessment import Answer, Assessment, Evidence, Key, Stage, Value
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.domain.typed import clean_line, clean_text
from rbdesk.errors import NotAllowed
from rbdesk.ui.models import acts
from rbdesk.ui.models.acts import Act, ActCommand, AnswerCommand, Write
from rbdesk.ui.models.instrument_tree import InstrumentTree
from rbdesk.workflow import catalog, office
from rbdesk.workflow.changes import Changes

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.evidence import Staged
    from rbdesk.workflow.office import OfficeYear
    from rbdesk.workflow.shrinking import Replacement

UNDO_STEPS = 500

# What `matching` knows; also the `filter` of a link to Penilaian
EVERYTHING = ""
UNANSWERED, NO_EVIDENCE, FLAGGED, CHANGED = "unanswered", "no_evidence", "flagged", "changed"
CONFLICT, LOST, PROPOSED = "conflict", "evidence_lost", "proposed"
FILTERS = (EVERYTHING, UNANSWERED, NO_EVIDENCE, FLAGGED, CHANGED, CONFLICT, LOST, PROPOSED)

CodeRole = Qt.ItemDataRole.UserRole + 1
ValueRole = Qt.ItemDataRole.UserRole + 2
NoteRole = Qt.ItemDataRole.UserRole + 3
PointsRole = Qt.ItemDataRole.UserRole + 4  # Fraction, points of the node
AnsweredRole = Qt.ItemDataRole.UserRole + 5  # (answered, asked)


@dataclass(slots=True)
class _Unsaved:
    """Writes of one question that are not on the disk yet, and what the last of them says."""

    answer: Answer
    writes: int = 0


class AnswerModel(InstrumentTree):
    """The assessment `key`: `instrument`, `year` (as read), `assessment` (as shown), `sheet`, `key`.

    A model index carries the place of a node in `instrument.nodes`. Signals: `loaded()` read from the store, the
    first time and after every change by others · `answer_changed(code)` something about one question is different:
    answer, note, evidence, flag, proposal · `stage_changed()` · `undone(sentence)` what Ctrl+Z or Ctrl+Y did, and
    `stepped(code)` at which question.
    """

    loaded = Signal()
    answer_changed = Signal(str)
    stage_changed = Signal()
    undone = Signal(str)
    stepped = Signal(str)

    def __init__(self, desk: Desk, key: Key, parent: QObject | None = None) -> None:
        super().__init__(catalog.instrument(key.instrument), parent)
        self.desk = desk
        self.key = key
        self.year: OfficeYear | None = None
        self.assessment = Assessment(key)
        self.sheet: ScoreSheet = scoring.score(self.instrument, {})
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_STEPS)
        self.drafts: dict[str, dict[str, str]] = {}  # numbers half typed, by question and input; never stored
        self._unsaved: dict[str, _Unsaved] = {}
        self._is_proposing = False
        self._is_loading = False
        self._is_stale = False
        desk.changed.connect(self._on_changed)

    # --- reading ------------------------------------------------------------------------------------------

    @property
    def is_loaded(self) -> bool:
        """Whether the assessment has been read from the store."""
        return self.year is not None

    @property
    def is_loading(self) -> bool:
        """Whether an answer of the store is awaited."""
        return self._is_loading

    @property
    def is_locked(self) -> bool:
        """Whether answers may not be changed now: locked, or not the desk's year."""
        return self.assessment.stage is not Stage.OPEN or not self.is_loaded

    @property
    def flagged(self) -> frozenset[str]:
        """Codes of the questions flagged for later."""
        return self.year.flags if self.year else frozenset()

    @property
    def last_year(self) -> Assessment | None:
        """The assessment of the year before, None if this desk has none."""
        return self.year.last_year if self.year else None

    def load(self) -> None:
        """Read again; `loaded` follows."""
        if self._is_loading:
            self._is_stale = True
            return
        self._is_loading = True
        self.desk.read(office.load_year, self.key, then=self._on_read, failed=self._on_not_read)

    def answer(self, code: str) -> Answer:
        """The answer shown for a question."""
        return self.assessment.answer(code)

    def evidence(self, code: str) -> tuple[Evidence, ...]:
        """The evidence that stands at a question."""
        return self.assessment.evidence_of(code)

    def is_lost(self, sha256: str) -> bool:
        """Whether the file of a piece of evidence is gone from the data folder."""
        return self.year is not None and sha256 in self.year.context.lost

    def uses(self, sha256: str) -> tuple[Evidence, ...]:
        """Everywhere in this assessment where the same content stands, in the sheet's order."""
        found = [item for item in self.assessment.evidence if item.on and item.sha256 == sha256]
        places = self.instrument.place_of
        return tuple(sorted(found, key=lambda item: places.get(item.question, len(places))))

    def last_answer(self, code: str) -> Answer:
        """Last year's answer, empty if there is none or it is no answer to this year's question."""
        if self.last_year is None:
            return assessments.EMPTY
        answer = self.last_year.answer(code)
        fault = assessments.value_fault(self.instrument.question(code).scale, answer.value)
        return assessments.EMPTY if fault else answer

    def has_conflict(self, code: str) -> bool:
        """Whether two laptops say different things about a question and nobody has chosen yet."""
        return self.year is not None and code in self.year.conflicts

    def needs_evidence(self, code: str) -> bool:
        """Whether the answer is worth more than zero and no evidence stands behind it."""
        return self.instrument.evidence_rule is not None and (
            self.sheet.points[self.instrument.place_of[code]] > 0 and not self.evidence(code)
        )

    def matching(self, wanted: str) -> tuple[str, ...]:
        """Codes of the questions that one of FILTERS lets through, in the sheet's order.

        Raises ValueError: no such filter.
        """
        if wanted not in FILTERS:
            raise ValueError(wanted)
        codes = [self.instrument.nodes[place].code for place in self.instrument.question_places]
        if wanted == NO_EVIDENCE:
            if self.instrument.evidence_rule is None:
                return ()
            return checks.needing_evidence(self.instrument, self.assessment, self.sheet)
        tests: Mapping[str, Callable[[str], bool]] = {
            EVERYTHING: lambda code: True,
            UNANSWERED: lambda code: self.answer(code).value is None,
            FLAGGED: lambda code: code in self.flagged,
            CHANGED: self.differs_from_last_year,
            CONFLICT: self.has_conflict,
            LOST: lambda code: any(self.is_lost(item.sha256) for item in self.evidence(code)),
            PROPOSED: lambda code: self.proposal(code) is not None,
        }
        return tuple(code for code in codes if tests[wanted](code))

    def differs_from_last_year(self, code: str) -> bool:
        """Whether the question is answered now, was answered last year, and otherwise."""
        now, before = self.answer(code).value, self.last_answer(code).value
        return now is not None and before is not None and now != before

    # --- last year's answers as proposals -----------------------------------------------------------------

    @property
    def is_proposing(self) -> bool:
        """Whether last year's answers are offered at the unanswered questions. Not counted, not stored."""
        return self._is_proposing

    def propose_last_year(self, on: bool = True) -> None:
        """Offer last year's answers at every unanswered question, or stop offering them."""
        if on == self._is_proposing:
            return
        before = set(self.matching(PROPOSED))
        self._is_proposing = on
        for code in before | set(self.matching(PROPOSED)):
            self._tell(code)

    def proposal(self, code: str) -> Value | None:
        """Last year's answer where it waits to be confirmed, else None."""
        if not self._is_proposing or self.is_locked or self.answer(code).value is not None:
            return None
        return self.last_answer(code).value

    # --- writing ------------------------------------------------------------------------------------------

    def set_answer(self, code: str, answer: Answer, *, session: object = None) -> bool:
        """Answer a question and write its note; False if nothing changes or it is not allowed.

        Notes typed in one `session` (one stay in the field) are one step of undo.
        """
        before = self.answer(code)
        answer = replace(answer, note=clean_text(answer.note))
        if self.is_locked or answer == before or len(answer.note) > assessments.MOST_OF_A_NOTE:
            return False
        if assessments.value_fault(self.instrument.question(code).scale, answer.value) is not None:
            return False
        self.undo_stack.push(AnswerCommand(self, code, before, answer, session))
        return True

    def set_value(self, code: str, value: Value | None) -> bool:
        """Answer a question and keep its note; None takes the answer away."""
        return self.set_answer(code, replace(self.answer(code), value=value))

    def keep_draft(self, code: str, typed: dict[str, str] | None) -> None:
        """Remember what stands half typed in a question's number fields, until it is taken or given up."""
        if typed is None or not any(typed.values()):
            self.drafts.pop(code, None)
        else:
            self.drafts[code] = typed

    def set_note(self, code: str, note: str, *, session: object = None) -> bool:
        """Write the note of a question and keep its answer."""
        return self.set_answer(code, replace(self.answer(code), note=note), session=session)

    def confirm_proposal(self, code: str) -> bool:
        """Take last year's answer over, the note of this year stays; False if none is offered."""
        value = self.proposal(code)
        return value is not None and self.set_value(code, value)

    def set_flag(self, code: str, on: bool) -> None:
        """Flag a question for later, or take the flag away; stays on this computer."""
        if on != (code in self.flagged):
            self._push(acts.flag(self.key, self.instrument, code, on=on))

    def attach(self, codes: Sequence[str], files: Sequence[Staged]) -> bool:
        """Put files as evidence at questions; False if all stand there already or it is not allowed."""
        missing = [
            (code, staged)
            for code in codes
            for staged in files
            if all(item.sha256 != staged.sha256 for item in self.evidence(code))
        ]
        if self.is_locked or not missing:
            return False
        self._push(acts.attach(self.key, self.instrument, missing))
        return True

    def detach(self, items: Iterable[Evidence]) -> bool:
        """Take evidence away from its questions; the file stays until it is swept. False if not allowed."""
        taken = [item for item in items if item.on]
        if self.is_locked or not taken:
            return False
        self._push(acts.detach(self.key, self.instrument, taken))
        return True

    def note_evidence(self, item: Evidence, note: str) -> bool:
        """Write the page reference of a piece of evidence; False if nothing changes."""
        note = clean_line(note)
        if self.is_locked or note == item.note:
            return False
        self._push(acts.refer(self.key, self.instrument, item, note))
        return True

    def replace_evidence(self, sha256: str, staged: Staged) -> bool:
        """Put a newer file in all places of an older one; False if nothing changes or it is not allowed."""
        uses = self.uses(sha256)
        if self.is_locked or not uses or staged.sha256 == sha256:
            return False
        self._push(acts.exchange(self.key, uses, staged))
        return True

    def replace_files(self, replacements: Sequence[Replacement]) -> bool:
        """Put smaller copies in all places of pictures, as one step; False if none stands or it is not allowed."""
        standing = [one for one in replacements if self.uses(one.old.sha256)]
        if self.is_locked or not standing:
            return False
        code = self.uses(standing[0].old.sha256)[0].question
        self._push(acts.shrink(self.key, code, standing))
        return True

    def take_workbook(self, chosen: Mapping[str, tuple[Answer, Answer]]) -> bool:
        """Keep answers of a filled workbook, (before, after) by question, as one step; False if not allowed."""
        if self.is_locked or not chosen:
            return False
        self._push(acts.take_workbook(self.key, chosen))
        return True

    # --- undo ---------------------------------------------------------------------------------------------

    def undo(self) -> bool:
        """Take the last act back and say so by `undone`; False if there is none."""
        return self._step(self.undo_stack.undo, self.undo_stack.index() - 1, "undo_says")

    def redo(self) -> bool:
        """Do again what was taken back; False if there is nothing."""
        return self._step(self.undo_stack.redo, self.undo_stack.index(), "redo_says")

    def _step(self, move: Callable[[], None], index: int, says: str) -> bool:
        if self.is_locked or not 0 <= index < self.undo_stack.count():
            return False
        command = self.undo_stack.command(index)
        sentence, code = getattr(command, says), getattr(command, "code", "")
        move()
        self.stepped.emit(code)
        self.undone.emit(sentence)
        return True

    def _push(self, act: Act) -> None:
        self.undo_stack.push(ActCommand(self, act))

    # --- the store ----------------------------------------------------------------------------------------

    def write_answer(self, code: str, answer: Answer) -> None:
        """Show an answer and write it to the store; for the steps of `undo_stack`."""
        waiting = self._unsaved.setdefault(code, _Unsaved(answer))
        waiting.answer = answer
        waiting.writes += 1
        self._show(self.assessment.with_answer(code, answer), [code])

        def on_refused(error: Exception) -> None:
            if isinstance(error, NotAllowed):
                self._unsaved.pop(code, None)
                self.load()

        self.desk.do(
            office.record_answer,
            self.key,
            code,
            answer,
            by=self,
            then=lambda _: self._on_written(code),
            failed=on_refused,
        )

    def _on_written(self, code: str) -> None:
        waiting = self._unsaved.get(code)
        if waiting is not None:
            waiting.writes -= 1
            if waiting.writes <= 0:
                del self._unsaved[code]
        if self.has_conflict(code):
            self.load()  # an answer settles a conflict; only the store knows

    def write(self, writes: Sequence[Write]) -> None:
        """Carry acts out at the store; for the steps of `undo_stack`."""
        for act, arguments in writes:
            self.desk.do(act, *arguments, by=None)

    def _on_changed(self, changes: Changes, by: object) -> None:
        if by is self or (changes.assessments and self.key not in changes.assessments):
            return
        self.load()

    def _on_not_read(self, error: Exception) -> None:
        self._is_loading = False
        self.desk.failed.emit(error, self.load)

    def _on_read(self, year: OfficeYear) -> None:
        self._is_loading = False
        if self._is_stale:
            self._is_stale = False
            self.load()
            return
        before, self.year = self.year, year
        shown = year.assessment
        for code, waiting in self._unsaved.items():
            shown = shown.with_answer(code, waiting.answer)
        old = self.assessment
        asked = [self.instrument.nodes[place].code for place in self.instrument.question_places]
        codes = [code for code in asked if _differs(code, old, before, shown, year)]
        if old.stage is not shown.stage and shown.stage is not Stage.OPEN:
            self.undo_stack.clear()
        self._show(shown, codes)
        if before is None or old.stage is not shown.stage:
            self.stage_changed.emit()
        self.loaded.emit()

    def _show(self, assessment: Assessment, codes: Sequence[str]) -> None:
        if assessment.answers != self.assessment.answers:
            self.sheet = scoring.score(self.instrument, assessment.answers)
        self.assessment = replace(assessment, answers=MappingProxyType(dict(assessment.answers)))
        for code in codes:
            self._tell(code)

    def _tell(self, code: str) -> None:
        place = self.instrument.place_of[code]
        for touched in (place, *self.instrument.ancestors(place)):
            index = self.index_of(touched)
            if index.isValid():
                self.dataChanged.emit(index, index.siblingAtColumn(self.columnCount() - 1))
        self.answer_changed.emit(code)

    # --- Qt's view of it ----------------------------------------------------------------------------------

    def columnCount(self, parent: QModelIndex | Any = QModelIndex()) -> int:  # noqa: B008
        """Name, answer, points."""
        return 3

    def data(self, index: QModelIndex | Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for people under DisplayRole, values under the roles of this module."""
        if not index.isValid():
            return None
        place = index.internalId()
        node = self.instrument.nodes[place]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if index.column() == 0:
                return node.name
            if index.column() == 2:
                return text.number(self.sheet.points[place])
            if node.question is None:
                return f"{self.sheet.answered[place]}/{self.sheet.questions[place]}"
            value = self.answer(node.code).value
            return messages.value_text(value, node.question.scale) if value is not None else ""
        if role == CodeRole:
            return node.code
        if role == PointsRole:
            return self.sheet.points[place]
        if role == AnsweredRole:
            return (self.sheet.answered[place], self.sheet.questions[place])
        if node.question is not None and role == ValueRole:
            return self.answer(node.code).value
        if node.question is not None and role == NoteRole:
            return self.answer(node.code).note
        return None

    def setData(self, index: QModelIndex | Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Answer by option label or inputs (ValueRole, EditRole in the answer's column), or note (NoteRole)."""
        if not index.isValid() or self.instrument.nodes[index.internalId()].question is None:
            return False
        code = self.instrument.nodes[index.internalId()].code
        if role == NoteRole:
            return self.set_note(code, value)
        if role == ValueRole or (role == Qt.ItemDataRole.EditRole and index.column() == 1):
            return self.set_value(code, value or None)
        return False

    def flags(self, index: QModelIndex | Any) -> Qt.ItemFlag:
        """What can be done with an index; the answer of a question can be edited unless locked."""
        flags = super().flags(index)
        is_answer = index.isValid() and index.column() == 1
        if (
            is_answer
            and not self.is_locked
            and self.instrument.nodes[index.internalId()].question is not None
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _differs(
    code: str, old: Assessment, before: OfficeYear | None, shown: Assessment, year: OfficeYear
) -> bool:
    """Whether anything that is shown at a question is different after reading."""
    if before is None:
        return True
    return (
        old.answer(code) != shown.answer(code)
        or old.evidence_of(code) != shown.evidence_of(code)
        or (code in before.flags) != (code in year.flags)
        or (code in before.conflicts) != (code in year.conflicts)
        or any(
            (item.sha256 in before.context.lost) != (item.sha256 in year.context.lost)
            for item in shown.evidence_of(code)
        )
    )
