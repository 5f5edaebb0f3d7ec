"""What a person does with follow-ups: writes through the desk, each of which can be taken back and done again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from rbdesk import messages, text
from rbdesk.domain.followup import FollowUp, Recommendation, Status
from rbdesk.domain.review import Verdict
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.progress import Progress
from rbdesk.ui.models.followups import Step, Write, called
from rbdesk.ui.pages.followup_parts.editing import Written
from rbdesk.ui.parts import pictures
from rbdesk.workflow import catalog, evidence, followup_import, followups
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.evidence import EvidenceFile, Staged
from rbdesk.workflow.followup_import import Draft
from rbdesk.workflow.followups import Item

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_MOST_STEPS = 200


class FollowUpActs(QObject):
    """Signals: `told(words, can_undo)` something was done · `refused(words)` why not."""

    told = Signal(str, bool)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def _year(self) -> int:
        return self._desk.identity.year

    # --- back and forth -----------------------------------------------------------------------------------

    def undo(self) -> bool:
        """Take the last step back; False if there is none."""
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        self._write(step.back, partial(self.told.emit, step.undo_says, False))
        return True

    def redo(self) -> bool:
        """Do again what was taken back last; False if there is none."""
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step)
        self._write(step.forth, partial(self.told.emit, step.redo_says, False))
        return True

    def _do(self, step: Step, words: str) -> None:
        self._write(step.forth, lambda: self._on_done(step, words))

    def _on_done(self, step: Step, words: str) -> None:
        self._done = [*self._done, step][-_MOST_STEPS:]
        self._undone.clear()
        if words:
            self.told.emit(words, True)

    def _write(self, writes: Sequence[Write], then: Callable[[], object]) -> None:
        """Write in a row; `then` after the last, nothing after one that was refused."""
        (fn, arguments), *rest = writes
        after = then if not rest else partial(self._write, rest, then)
        self._desk.do(fn, *arguments, by=self, then=lambda _: after(), failed=self._on_failed)

    def _on_failed(self, error: RBDeskError) -> None:
        self.refused.emit(messages.sentence(error).text)

    # --- what an office does ------------------------------------------------------------------------------

    def record(self, item: Item, followup: FollowUp, words: str = "Perkembangan tersimpan.") -> None:
        """Keep what is done about an item."""
        before = item.followup or FollowUp(item.id, Status.NOT_BEGUN, 0)
        number = called(item)
        fn, where = followups.record_followup, (item.office, self._year)
        self._do(
            Step(
                ((fn, (*where, followup)),),
                ((fn, (*where, before)),),
                f"{number} kembali seperti sebelumnya.",
                f"Perkembangan {number} ditulis lagi.",
            ),
            words,
        )

    def attach(self, item: Item, paths: Sequence[Path]) -> None:
        """Copy files into the desk and put each at the item."""
        for path in paths:
            self._stage(item, evidence.stage_evidence, path)

    def use(self, item: Item, file: EvidenceFile) -> None:
        """Put a file that the desk has already at the item."""
        self._put(item, Staged(file.sha256, file.size, file.mime, file.name))

    def attach_content(self, item: Item, content: QMimeData) -> None:
        """Take what was pasted or dropped: files, else a picture."""
        if content.hasUrls():
            local = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
            self.attach(item, [path for path in local if path.is_file()])
            return
        image = content.imageData() if content.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            data, ending = pictures.picture_bytes(image)
            name = f"Tempelan {text.date_short(self._desk.clock().astimezone())}{ending}"
            self._stage(item, _stage_bytes, data, name)

    def _stage(self, item: Item, fn: Callable[..., Staged], *values: object) -> None:
        folder = DeskFolder(self._desk.folder)
        done = partial(self._put, item)
        self._desk.run(fn, folder, *values, done=done, failed=self._on_failed)

    def _put(self, item: Item, staged: Staged) -> None:
        where = (item.office, self._year, item.id)
        self._do(
            Step(
                ((followups.attach_proof, (*where, staged)),),
                ((followups.detach_proof, (*where, staged.sha256)),),
                f"Bukti “{staged.name}” dilepas.",
                f"Bukti “{staged.name}” ada lagi.",
            ),
            f"Bukti “{staged.name}” ditambah.",
        )

    def detach(self, item: Item, sha256: str) -> None:
        """Take a file away from the item."""
        file = next((one for one in item.evidence if one.sha256 == sha256), None)
        if file is None:
            return
        where = (item.office, self._year, item.id)
        staged = Staged(file.sha256, file.size, file.mime, file.name)
        self._do(
            Step(
                ((followups.detach_proof, (*where, sha256)),),
                ((followups.attach_proof, (*where, staged, file.note)),),
                f"Bukti “{file.name}” ada lagi.",
                f"Bukti “{file.name}” dilepas.",
            ),
            f"Bukti “{file.name}” dilepas.",
        )

    # --- what is written down -----------------------------------------------------------------------------

    def add(self, written: Written, own: str) -> None:
        """Write a recommendation down for the office itself, or for those that the secretariat chose."""
        drafts = [(office, written.recommendation) for office in (written.offices or (own,))]
        self._desk.do(
            followups.add_recommendations,
            drafts,
            self._year,
            by=self,
            then=partial(self._on_added, written, own, [office for office, _ in drafts]),
            failed=self._on_failed,
        )

    def _on_added(self, written: Written, own: str, offices: Sequence[str], changes: Changes) -> None:
        ids = sorted(changes.questions)
        if own and ids and (written.plan or written.post or written.due):
            told = FollowUp(ids[0], Status.NOT_BEGUN, 0, written.plan, "", written.post, written.due)
            self._write([(followups.record_followup, (own, self._year, told))], lambda: None)
        count = len(ids)
        self._keep_standing(
            offices, ids, "Rekomendasi dicatat." if count == 1 else f"{count} rekomendasi dicatat."
        )

    def _keep_standing(self, offices: Sequence[str], ids: Sequence[str], words: str) -> None:
        """Remember how to take back recommendations that were written down just now."""
        owners = list(dict.fromkeys(offices))
        on, off = (
            tuple(
                (followups.set_known_standing, (office, self._year, tuple(ids), is_on)) for office in owners
            )
            for is_on in (True, False)
        )
        self._on_done(Step(on, off, "Rekomendasi ditarik lagi.", "Rekomendasi dicatat lagi."), words)

    def change(self, item: Item, written: Written, *, may_edit: bool, writes: bool) -> None:
        """Keep another wording of a recommendation, and what the office plans."""
        forth: list[Write] = []
        back: list[Write] = []
        where = (item.office, item.given_year)
        wanted: Recommendation = written.recommendation
        if may_edit and wanted != item.recommendation:
            forth.append((followups.change_recommendation, (*where, wanted)))
            back.append((followups.change_recommendation, (*where, item.recommendation)))
        if writes:
            told = item.followup or FollowUp(item.id, Status.NOT_BEGUN, 0)
            planned = FollowUp(
                item.id,
                told.status,
                told.progress,
                written.plan,
                told.note,
                written.post.strip(),
                written.due,
            )
            if planned != told:
                forth.append((followups.record_followup, (item.office, self._year, planned)))
                back.append((followups.record_followup, (item.office, self._year, told)))
        if forth:
            number = called(item)
            says = f"{number} kembali seperti sebelumnya."
            self._do(Step(tuple(forth), tuple(back), says, f"{number} diubah lagi."), f"{number} diubah.")

    def withdraw(self, item: Item) -> None:
        """Withdraw a recommendation of this desk's own; what was said about it stays."""
        number = called(item)
        where = (item.office, item.given_year, (item.id,))
        self._do(
            Step(
                ((followups.set_standing, (*where, False)),),
                ((followups.set_standing, (*where, True)),),
                f"{number} berlaku lagi.",
                f"{number} ditarik.",
            ),
            f"{number} ditarik dari daftar.",
        )

    def take_in(self, drafts: Sequence[Draft], own: str) -> None:
        """Write the rows of a table down."""
        self._desk.do(
            followup_import.import_recommendations,
            own,
            self._year,
            list(drafts),
            by=self,
            then=partial(self._on_taken_in, drafts, own),
            failed=self._on_failed,
        )

    def _on_taken_in(self, drafts: Sequence[Draft], own: str, changes: Changes) -> None:
        ids = sorted(changes.questions)
        if not ids:
            self.told.emit("Semua baris sudah ada; tidak ada yang berubah.", False)
            return
        named = [draft.office for draft in drafts if draft.office]
        is_for_all = not own and len(named) < len(drafts)
        offices = [own] if own else named
        if is_for_all:
            offices = [one.code for one in catalog.register().offices]
        self._keep_standing(offices, ids, f"{len(ids)} rekomendasi diimpor.")

    # --- what the secretariat rules -----------------------------------------------------------------------

    def judge(self, item: Item, verdict: Verdict, reason: str = "") -> None:
        """Accept what an office says, or send it back."""
        where = (item.office, self._year, item.id)
        number = called(item)
        said = "diterima" if verdict is Verdict.AGREE else "dikembalikan"
        self._do(
            Step(
                ((followups.judge, (*where, verdict, reason)),),
                ((followups.take_judgement_back, where),),
                f"Putusan atas {number} ditarik.",
                f"{number} {said} lagi.",
            ),
            f"{number} {said}. Ikut dalam balasan berikutnya.",
        )

    def take_judgement_back(self, item: Item) -> None:
        """Take this desk's ruling back."""
        where = (item.office, self._year, item.id)
        number = called(item)
        ruling = item.rulings[0] if item.rulings else None
        if ruling is None:
            return
        again: Write = (followups.judge, (*where, ruling.verdict, ruling.reason))
        self._do(
            Step(
                ((followups.take_judgement_back, where),),
                (again,),
                f"Putusan atas {number} berlaku lagi.",
                f"Putusan atas {number} ditarik lagi.",
            ),
            f"Putusan atas {number} ditarik.",
        )


def _stage_bytes(folder: DeskFolder, data: bytes, name: str, progress: Progress) -> Staged:
    progress.step(0, 1, name)
    return evidence.stage_bytes(folder, data, name)
