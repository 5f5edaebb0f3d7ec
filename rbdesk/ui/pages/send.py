"""Kirim: what is checked before the package, how it will leave, building it, and the receipt with what to do next."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rbdesk import messages, paths
from rbdesk.domain import checks
from rbdesk.domain.assessment import Stage
from rbdesk.domain.scoring import band
from rbdesk.errors import RBDeskError, StoreTrouble
from rbdesk.ui import dialogs, theme
from rbdesk.ui.answer_form.score import score_chip
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.models.checklist import SHRINK, WAYS_OF_SENDING, Checklist, checklist, most_named
from rbdesk.ui.pages.send_parts import contents, words
from rbdesk.ui.pages.send_parts.builder import PackageBuilder
from rbdesk.ui.pages.send_parts.leaving import Leaving
from rbdesk.ui.pages.send_parts.proof import ProofWriter, file_name
from rbdesk.ui.pages.send_parts.shrinking import Shrinker
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.check_list import CheckText
from rbdesk.ui.parts.drop_zone import dropped_paths
from rbdesk.ui.parts.package_checks import PackageChecks
from rbdesk.ui.parts.package_files import FileText
from rbdesk.ui.parts.package_made import PackageMade
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.step_header import StepHeader
from rbdesk.workflow import parting, sending
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.sending import Built, SentPackage

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.office import OfficeYear
    from rbdesk.workflow.setup import Identity

_STEPS = ("Periksa", "Buat paket", "Kirim ke Sekretariat", "Terima hasil verifikasi")
_STALE_TOPICS = frozenset({"packages", "review"})


class SendPage(Page):
    """Checks and building, or the receipt of a package. `leaving` is how a package would leave."""

    key = "send"
    title = "Kirim ke Sekretariat"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self.packages: tuple[SentPackage, ...] = ()
        self._shown = ""  # bundle id of the package whose receipt is shown
        self._proofs: dict[str, tuple[tuple[parting.Written, ...], str]] = {}
        self._safe: set[str] = set()  # bundle ids of packages that were read back from another disk
        self._is_again = False  # a locked year is packed once more
        self._is_final = False
        self._handed_on: Path | None = None  # a file for another laptop
        self._facts: object = None  # what the facts of the receipt were made of
        self._due = ""
        self._list: Checklist | None = None
        self.leaving = Leaving(desk, answers, self)
        self.shrinker = Shrinker(desk, answers, self)
        self.builder = PackageBuilder(desk, self)
        self.proofs = ProofWriter(desk, self)
        self.score = score_chip(self)
        self.open_return = secondary("Buka balasan", "mail-opened")
        self.steps = StepHeader(_STEPS)
        self.checks = PackageChecks([(key, way.words) for key, way in WAYS_OF_SENDING.items()])
        self.made = PackageMade()
        self._views = QStackedWidget()
        self._views.addWidget(self.checks)
        self._views.addWidget(self.made)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.steps)
        column.addWidget(self._views, 1)
        self._connect()
        self.setAcceptDrops(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show)
        answers.loaded.connect(self._on_changed)
        answers.answer_changed.connect(self._on_changed)
        build = QShortcut(QKeySequence("Ctrl+E"), self)
        build.setContext(Qt.ShortcutContext.WindowShortcut)
        build.activated.connect(lambda: self.build(final=True))

    def header_widgets(self) -> list[QWidget]:
        return [self.score, self.open_return]

    def regions(self) -> list[QWidget]:
        if self._list is None:
            return []
        return self.checks.regions() if self._views.currentWidget() is self.checks else self.made.regions()

    def refresh(self) -> None:
        """Check again, the files of evidence included."""
        self.answers.load()
        self._read_packages()
        self.leaving.read()
        self._show()

    def show_link(self, link: Link) -> None:
        if link.focus == "unlock":
            self.made.ask_reason()
        elif any(package.bundle_id == link.focus for package in self.packages):
            self._look_at(link.focus)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Packages from another laptop of this office are joined on their own page."""
        event.acceptProposedAction()
        dropped = "\n".join(str(path) for path in dropped_paths(event.mimeData()))
        self.wanted.emit(Link("joining", dropped, "files"))

    # --- building -----------------------------------------------------------------------------------------

    def build(self, *, final: bool) -> None:
        """Make a package; where it cannot be made the summary says why and takes the focus."""
        if (
            self.builder.is_busy
            or self.answers.year is None
            or self._views.currentWidget() is not self.checks
        ):
            return
        if self._list is None or self.answers.year.conflicts or (final and self._list.missing):
            self.checks.point_at_summary()
            return
        self._start(final=final)

    def _start(self, *, final: bool) -> None:
        if self.leaving.needs_place and not self.leaving.choose_target():
            return
        self._is_final = final
        if self.leaving.is_place_gone:
            self._on_failed(StoreTrouble("io", str(self.leaving.target)))  # a stick that was pulled out
            return
        self.checks.trouble.hide()
        self.builder.start(
            self.answers.key,
            self.leaving.target,
            final=final,
            limit=self.leaving.limit,
            is_difference=self.leaving.wants_difference,
        )

    def _on_built(self, built: Built) -> None:
        if built.is_carried:
            self._safe.add(built.bundle_id)
        self._shown, self._is_again = built.bundle_id, False
        self._end_building()
        self._read_packages()
        self.answers.load()
        self.leaving.read_soon()  # the receipt shows no sizes of what might leave next
        kind = "resmi" if self._is_final else "sementara"
        self.told.emit(f"Paket {kind} sudah dibuat. Kode paket {built.code}", None)

    def _on_laptops_acted(self, key: str) -> None:
        if key == "joining":
            self.wanted.emit(Link(key))
        elif key == "folder" and self._handed_on is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._handed_on.parent)))
        elif key == "open":
            self.builder.hand_on(self.answers.key, self.leaving.target)

    def _on_handed_on(self, built: Built) -> None:
        self._handed_on = built.path
        self._end_building()
        self.told.emit("Berkas untuk laptop lain sudah dibuat. Jangan kirim berkas ini ke Sekretariat.", None)

    def _on_cancelled(self) -> None:
        self._end_building()
        self.told.emit("Pembuatan paket dibatalkan. Tidak ada berkas yang dibuat.", None)

    def _on_failed(self, error: RBDeskError) -> None:
        self._end_building()
        self.checks.show_trouble(*words.trouble_words(error, self.leaving.target))

    def _on_trouble_acted(self, key: str) -> None:
        if key == words.JOINING:
            self.wanted.emit(Link("joining"))
        elif key != words.FOLDER or self.leaving.choose_target():
            self._start(final=self._is_final)

    def _end_building(self) -> None:
        self.checks.package.stop_progress()
        self._soon.start()

    # --- the package that was made ------------------------------------------------------------------------

    def _read_packages(self) -> None:
        self.desk.read(sending.list_packages, self.answers.key, then=self._on_packages)

    def _on_packages(self, packages: tuple[SentPackage, ...]) -> None:
        if packages != self.packages:
            self.packages = packages
            self._soon.start()

    def _on_proof(self, bundle_id: str, found: tuple[tuple[parting.Written, ...], str]) -> None:
        self._proofs[bundle_id] = found
        self._soon.start()

    def _look_at(self, bundle_id: str) -> None:
        self._shown = bundle_id
        self._show()
        self.made.receipt.copy_message.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back(self) -> None:
        self._shown, self._is_again = "", False
        self._show()
        self.checks.package.provisional.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_other_way(self) -> None:
        """Choose another way for what was packed; a locked year stays as it is."""
        self._is_again = self._is_locked()
        self._shown = ""
        self._show()
        self.checks.point_at_way()

    def _on_asked_for(self) -> None:
        """Pack what the secretariat has not received."""
        self.leaving.choose_difference(True)
        self._on_other_way()

    def _keep_proof(self) -> None:
        shown = self._shown_package()
        _, proof = self._proofs.get(shown.bundle_id if shown else "", ((), ""))
        if shown is None or not proof:
            return
        identity = self.desk.identity
        name = file_name(shown, identity.office_name, identity.year)
        path = dialogs.pick_target(self, "Simpan tanda terima", paths.outgoing() / name, "PDF (*.pdf)")
        if path is not None:
            self.made.trouble.hide()
            self.proofs.keep(proof, path if path.suffix else path.with_suffix(".pdf"))

    def _on_proof_kept(self, path: Path) -> None:
        self.told.emit(f"Tanda terima disimpan: {path.name}", None)

    def _on_proof_not_kept(self, error: RBDeskError) -> None:
        said = messages.sentence(error)
        self.made.show_trouble("Tanda terima belum tersimpan", f"{said.what} {said.todo}".strip())

    def _on_marked(self, is_sent: bool) -> None:
        shown = self._shown_package()
        if shown is None:
            return
        self._mark(shown.bundle_id, is_sent)
        words = "Paket ditandai sudah dikirim" if is_sent else "Tanda terkirim dibatalkan"
        self.told.emit(words, lambda: self._mark(shown.bundle_id, not is_sent))

    def _mark(self, bundle_id: str, is_sent: bool) -> None:
        key = self.answers.key
        then = self._on_marked_on_disk
        self.desk.do(sending.mark_sent, key, bundle_id, is_sent, by=self, then=then)

    def _on_marked_on_disk(self, _: Changes) -> None:
        self._read_packages()

    def _on_unlocking(self, reason: str) -> None:
        self.desk.do(sending.unlock, self.answers.key, reason, then=lambda _: self._on_unlocked())

    def _on_unlocked(self) -> None:
        self._shown = ""
        self.made.end_reason()
        self.answers.load()
        self.told.emit("Kunci dibuka. Paket berikutnya menjadi revisi baru.", None)

    def _on_again(self) -> None:
        """Make the file of the shown package again: the unchanged state repeats it."""
        shown = self._shown_package()
        if shown is not None and not self.builder.is_busy:
            self._views.setCurrentWidget(self.checks)
            self._start(final=shown.final)

    def _open_folder(self) -> None:
        shown = self._shown_package()
        if shown is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown.path.parent)))

    def _shown_package(self) -> SentPackage | None:
        """The package whose receipt is shown; while locked it is the official one."""
        found = next((one for one in self.packages if one.bundle_id == self._shown), None)
        if found is None and self._is_locked() and not self._is_again:
            found = next((one for one in self.packages if one.final), None)
        return found

    def _is_locked(self) -> bool:
        return self.answers.assessment.stage is not Stage.OPEN

    # --- showing ------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.open_return.clicked.connect(lambda: self.wanted.emit(Link("returned")))
        self.checks.list.acted.connect(self._on_check_acted)
        self.checks.list.all_wanted.connect(lambda: self.wanted.emit(Link("checks")))
        self.checks.trouble.acted.connect(self._on_trouble_acted)
        self.checks.laptops.acted.connect(self._on_laptops_acted)
        self.checks.history.chosen.connect(self._look_at)
        package = self.checks.package
        package.building.connect(lambda final: self.build(final=final))
        package.cancelled.connect(self.builder.stop)
        package.profile_wanted.connect(lambda: self.wanted.emit(Link("settings", "identity")))
        plan = package.sending
        plan.way_chosen.connect(self.leaving.choose_way)
        plan.difference_chosen.connect(self.leaving.choose_difference)
        plan.place_wanted.connect(self.leaving.choose_target)
        plan.shrink_wanted.connect(self.shrinker.ask)
        self.leaving.changed.connect(lambda: self._soon.start())
        self.shrinker.told.connect(self.told)
        self.checks.again.acted.connect(lambda _: self._on_back())
        self.builder.stepped.connect(package.show_progress)
        self.builder.built.connect(self._on_built)
        self.builder.handed_on.connect(self._on_handed_on)
        self.builder.failed.connect(self._on_failed)
        self.builder.cancelled.connect(self._on_cancelled)
        self.proofs.kept.connect(self._on_proof_kept)
        self.proofs.failed.connect(self._on_proof_not_kept)
        self.desk.changed.connect(self._on_desk_changed)
        receipt = self.made.receipt
        receipt.told.connect(lambda words: self.told.emit(words, None))
        receipt.folder_wanted.connect(self._open_folder)
        receipt.marked.connect(self._on_marked)
        receipt.back_wanted.connect(self._on_back)
        receipt.again_wanted.connect(self._on_again)
        receipt.other_way_wanted.connect(self._on_other_way)
        receipt.proof_wanted.connect(self._keep_proof)
        receipt.letter_wanted.connect(self._on_letter_wanted)
        self.made.asked_for.connect(self._on_asked_for)
        self.made.history.chosen.connect(self._look_at)
        self.made.unlocking.connect(self._on_unlocking)

    def _on_changed(self) -> None:
        if self.isVisible():
            self._soon.start()
            self.leaving.read_soon()

    def _on_desk_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS and by is not self and self.isVisible():
            self._read_packages()

    def _on_letter_wanted(self) -> None:
        shown = self._shown_package()
        is_answered = shown is not None and bool(shown.letter)
        self.wanted.emit(Link("returned", "", "" if is_answered else "pick"))

    def _show(self) -> None:
        is_late = self._list is None
        if self.answers.year is not None:
            self._show_year(self.answers.year)
            if is_late:
                focus.enter_late(self, self.regions())

    def _show_year(self, year: OfficeYear) -> None:
        identity, sheet = self.desk.identity, self.answers.sheet
        found = band(sheet.instrument, sheet.percent())
        self.score.set_score(
            sheet.percent() if sheet.answered[0] else None,
            found.code if found else "",
            target=identity.target,
        )
        due = contents.due_words(identity, self.desk.clock().astimezone())
        if due != self._due:
            self._due = due
            self.context_changed.emit(due)
        self._list = self._checklist(year)
        shown = None if self.builder.is_busy else self._shown_package()
        asked = words.wanted_words(self.leaving.wanted)
        if shown is None:
            self.steps.set_current(1 if not self._list.missing else 0)
            self._show_checks(year, identity, self._list)
            self.checks.show_asked(*asked)
            self.checks.show_again(self.packages[0].revision if self._is_again and self.packages else None)
            self.checks.history.set_packages(self.packages)
            self.checks.history.setVisible(bool(self.packages))
            self._views.setCurrentWidget(self.checks)
            return
        is_over = shown.final and (shown.state == sending.SENT or bool(shown.letter))
        self.steps.set_current(3 if is_over else 2)
        is_locked = self._is_locked()
        if shown.bundle_id not in self._proofs:
            then = partial(self._on_proof, shown.bundle_id)
            self.desk.read(parting.load_proof, shown.bundle_id, then=then)
        parts, proof = self._proofs.get(shown.bundle_id, ((), ""))
        files = [(part.path, part.size) for part in parts] or [(shown.path, shown.size)]
        self.made.receipt.show_package(
            shown,
            [FileText(path, size, path.is_file()) for path, size in files],
            office=identity.office_name,
            year=identity.year,
            is_locked=is_locked,
            is_safe=shown.bundle_id in self._safe,
            proof=proof,
        )
        self.made.show_asked(*asked)
        facts = (shown, year.profile.head, identity.office_name)
        if facts != self._facts:
            self._facts = facts
            self.made.facts.set_facts(contents.receipt_facts(shown, self.answers, year, identity))
        self.made.history.set_packages(self.packages, shown.bundle_id)
        self.made.show_lock(is_locked=is_locked, revision=self.packages[0].revision)
        self._views.setCurrentWidget(self.made)

    def _checklist(self, year: OfficeYear) -> Checklist:
        model = self.answers
        found = checks.findings(model.instrument, model.assessment, year.context)
        return checklist(
            model.instrument,
            model.assessment,
            found,
            profile=year.profile,
            conflicts=year.conflicts,
            way=self.desk.identity.package_limit,
            parts=self.leaving.parts,
            is_one_file=self.leaving.is_one_file,
        )

    def _show_checks(self, year: OfficeYear, identity: Identity, found: Checklist) -> None:
        self.checks.summary.show_missing(found.missing)
        self.checks.show_laptops(len(year.conflicts), is_sealed=self.leaving.is_sealed, made=self._handed_on)
        named, rest = most_named(found.advised)
        advised = [] if self._is_again else [contents.check_text(check) for check in named]
        if rest and not self._is_again:
            count = sum(check.count for check in rest)
            names = ", ".join(check.name.lower() for check in rest).capitalize()
            advised.append(CheckText("rest", f"{count} saran lain", names, "advice", "Lihat semua"))
        self.checks.list.set_lines(
            [contents.check_text(check) for check in found.required],
            advised,
            advice=0 if self._is_again else found.advice,
            waived=found.waived,
        )
        card = self.checks.package
        card.show_package(contents.package_text(self.answers, year, identity, found, is_again=self._is_again))
        card.sending.show_plan(self.leaving.text(pictures=self.shrinker.count))

    def _on_check_acted(self, kind: str) -> None:
        if self._list is None:
            return
        lines = {check.kind: check for check in (*self._list.required, *self._list.advised)}
        check = lines.get(kind)
        if check is not None and check.page == SHRINK:
            self.shrinker.ask()
            return
        self.wanted.emit(Link(check.page, check.focus, check.filter) if check else Link("checks"))
