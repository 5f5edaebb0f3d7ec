"""Kirim: what is checked before the package, building it, and the receipt with what to do next."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rbdesk import messages, paths, text
from rbdesk.domain import checks
from rbdesk.domain.assessment import Stage
from rbdesk.domain.scoring import ROOT, band
from rbdesk.domain.submission import Package
from rbdesk.errors import NotAllowed, RBDeskError
from rbdesk.ui import dialogs, jobs, theme
from rbdesk.ui.answer_form.score import score_chip
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.models.checklist import WAYS_OF_SENDING, Check, Checklist, checklist, most_named, total_size
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.check_list import CheckText
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.drop_zone import dropped_paths
from rbdesk.ui.parts.package_card import PackageText
from rbdesk.ui.parts.package_checks import PackageChecks
from rbdesk.ui.parts.package_made import PackageMade
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.step_header import StepHeader
from rbdesk.workflow import sending, setup
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.sending import Built, SentPackage

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.office import OfficeYear
    from rbdesk.workflow.setup import Identity

_STEPS = ("Periksa", "Buat paket", "Kirim ke Sekretariat", "Terima hasil verifikasi")
_SENDING_DUTY = "kirim"


class SendPage(Page):
    """Checks and building, or the receipt of a package. `target` is the folder that packages are written to."""

    key = "send"
    title = "Kirim ke Sekretariat"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self.target: Path = paths.outgoing()
        self.packages: tuple[SentPackage, ...] = ()
        self._shown = ""  # bundle id of the package whose receipt is shown
        self._job: jobs.Handle | None = None
        self._is_busy = False
        self._is_final = False
        self._list: Checklist | None = None
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
        if self._is_busy or self.answers.year is None or self._views.currentWidget() is not self.checks:
            return
        if self._list is None or self.answers.year.conflicts or (final and self._list.missing):
            self.checks.point_at_summary()
            return
        self._start(final=final)

    def _start(self, *, final: bool) -> None:
        self._is_busy, self._is_final = True, final
        self.checks.trouble.hide()
        self.checks.package.show_progress("Mengumpulkan isi paket…")
        self.desk.read(
            sending.gather_package,
            self.answers.key,
            final=final,
            who=self.desk.who,
            now=self.desk.clock(),
            then=self._on_gathered,
            failed=self._on_failed,
        )

    def _on_gathered(self, package: Package) -> None:
        self._job = self.desk.run(
            sending.build_package,
            package,
            paths.DeskFolder(self.desk.folder).device_key,
            self.target,
            done=self._on_built,
            failed=self._on_failed,
            progressed=self._on_progressed,
            cancelled=self._on_cancelled,
        )

    def _on_progressed(self, done: int, total: int, _: str) -> None:
        """The first half of the way is writing, the second reading back what was written."""
        share = done / total if total else 0.0
        words = "Menulis berkas paket…" if share < 0.5 else "Membaca ulang dan memeriksa paket…"
        self.checks.package.show_progress(words, share)

    def _on_built(self, built: Built) -> None:
        self._job = None
        self.checks.package.show_progress("Mencatat paket…", 1.0)
        self.desk.do(
            sending.record_package,
            built,
            by=self,
            then=lambda _: self._on_recorded(built),
            failed=self._on_failed,
        )

    def _on_recorded(self, built: Built) -> None:
        self._end_building()
        self._shown = built.bundle_id
        self.answers.load()
        self._read_packages()
        kind = "resmi" if self._is_final else "sementara"
        self.told.emit(f"Paket {kind} sudah dibuat. Kode paket {built.code}", None)

    def _on_cancelled(self) -> None:
        self._end_building()
        self.told.emit("Pembuatan paket dibatalkan. Tidak ada berkas yang dibuat.", None)

    def _on_cancel_wanted(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_failed(self, error: RBDeskError) -> None:
        self._end_building()
        said = messages.sentence(error)
        details = " ".join(part for part in (said.safe, said.todo) if part)
        ways = [Way("again", "Coba lagi", "refresh"), Way("folder", "Pilih folder lain", "folder-open")]
        if isinstance(error, NotAllowed):
            ways = [Way("joining", "Pilih versi", "device-laptop")] if error.what == "conflict" else ways[:1]
        self.checks.show_trouble(said.what, details, ways)

    def _on_trouble_acted(self, key: str) -> None:
        if key == "joining":
            self.wanted.emit(Link("joining"))
            return
        if key == "folder":
            chosen = dialogs.pick_folder(self, "Pilih folder untuk paket", self.target.parent)
            if chosen is None:
                return
            self.target = chosen
        self._start(final=self._is_final)

    def _end_building(self) -> None:
        self._is_busy, self._job = False, None
        self.checks.package.stop_progress()
        self._show()

    # --- the package that was made ------------------------------------------------------------------------

    def _read_packages(self) -> None:
        self.desk.read(sending.list_packages, self.answers.key, then=self._on_packages)

    def _on_packages(self, packages: tuple[SentPackage, ...]) -> None:
        if packages != self.packages:
            self.packages = packages
            self._show()

    def _look_at(self, bundle_id: str) -> None:
        self._shown = bundle_id
        self._show()
        self.made.receipt.copy_message.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back(self) -> None:
        self._shown = ""
        self._show()
        self.checks.package.provisional.setFocus(Qt.FocusReason.OtherFocusReason)

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
        if shown is not None and not self._is_busy:
            self._views.setCurrentWidget(self.checks)
            self._start(final=shown.final)

    def _open_folder(self) -> None:
        shown = self._shown_package()
        if shown is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown.path.parent)))

    def _shown_package(self) -> SentPackage | None:
        """The package whose receipt is shown; while locked it is the official one."""
        found = next((one for one in self.packages if one.bundle_id == self._shown), None)
        if found is None and self._is_locked():
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
        self.checks.laptops.acted.connect(lambda key: self.wanted.emit(Link(key)))
        self.checks.history.chosen.connect(self._look_at)
        package = self.checks.package
        package.building.connect(lambda final: self.build(final=final))
        package.cancelled.connect(self._on_cancel_wanted)
        package.profile_wanted.connect(lambda: self.wanted.emit(Link("settings", "identity")))
        package.way_chosen.connect(lambda way: self.desk.do(setup.keep_settings, package_limit=way))
        receipt = self.made.receipt
        receipt.told.connect(lambda words: self.told.emit(words, None))
        receipt.folder_wanted.connect(self._open_folder)
        receipt.marked.connect(self._on_marked)
        receipt.back_wanted.connect(self._on_back)
        receipt.again_wanted.connect(self._on_again)
        self.made.history.chosen.connect(self._look_at)
        self.made.unlocking.connect(self._on_unlocking)

    def _on_changed(self) -> None:
        if self.isVisible():
            self._soon.start()

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
        self.context_changed.emit(due_words(identity, self.desk.clock().astimezone()))
        self._list = self._checklist(year)
        shown = None if self._is_busy else self._shown_package()
        if shown is None:
            self.steps.set_current(1 if not self._list.missing else 0)
            self._show_checks(year, identity, self._list)
            self.checks.history.set_packages(self.packages)
            self.checks.history.setVisible(bool(self.packages))
            self._views.setCurrentWidget(self.checks)
            return
        self.steps.set_current(3 if shown.state == sending.SENT and shown.final else 2)
        is_locked = self._is_locked()
        self.made.receipt.show_package(
            shown,
            office=identity.office_name,
            year=identity.year,
            is_locked=is_locked,
            is_there=shown.path.is_file(),
        )
        self.made.facts.set_facts(receipt_facts(shown, self.answers, year, identity))
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
        )

    def _show_checks(self, year: OfficeYear, identity: Identity, found: Checklist) -> None:
        self.checks.summary.show_missing(found.missing)
        self.checks.show_laptops(len(year.conflicts))
        named, rest = most_named(found.advised)
        advised = [_check_text(check) for check in named]
        if rest:
            count = sum(check.count for check in rest)
            names = ", ".join(check.name.lower() for check in rest).capitalize()
            advised.append(CheckText("rest", f"{count} saran lain", names, "advice", "Lihat semua"))
        self.checks.list.set_lines(
            [_check_text(check) for check in found.required],
            advised,
            advice=found.advice,
            waived=found.waived,
        )
        self.checks.package.show_package(package_text(self.answers, year, identity, found))

    def _on_check_acted(self, kind: str) -> None:
        if self._list is None:
            return
        lines = {check.kind: check for check in (*self._list.required, *self._list.advised)}
        check = lines.get(kind)
        self.wanted.emit(Link(check.page, check.focus, check.filter) if check else Link("checks"))


def due_words(identity: Identity, now: datetime) -> str:
    """The line under the title: by when the package is due."""
    due = next((day for title, day in identity.deadlines if _SENDING_DUTY in title.casefold()), None)
    if due is None:
        return f"Tahun {identity.year}"
    return f"Batas kirim {text.weekday(due)}, {text.date_long(due)} · {text.days_until(due, now.date())}"


def package_text(answers: AnswerModel, year: OfficeYear, identity: Identity, found: Checklist) -> PackageText:
    """What the package would hold if it were made now, and why it cannot be."""
    sheet = answers.sheet
    is_begun = sheet.answered[ROOT] > 0
    category = band(sheet.instrument, sheet.percent()) if is_begun else None
    files, size = total_size(answers.assessment)
    reason = f"Selesaikan {found.missing} hal wajib dulu." if found.missing else ""
    nip = f"NIP {identity.head_nip} · " if identity.head_nip else ""
    return PackageText(
        percent=text.number(sheet.percent()) if is_begun else "–",
        band=category.code if category else "",
        facts=(
            ("Jawaban", f"{sheet.answered[ROOT]} / {sheet.questions[ROOT]}"),
            ("Bukti", f"{files} berkas · {text.size(size)}" if files else "belum ada"),
            ("Revisi", str(year.revision + 1)),
        ),
        head=year.profile.head or "Belum diisi",
        head_details=f"{nip}Camat" if year.profile.head else "",
        can_change_head=answers.assessment.stage is Stage.OPEN,
        way=identity.package_limit,
        reason=reason,
        blocked="Pilih dulu jawaban yang berbeda antara dua laptop." if year.conflicts else "",
    )


def receipt_facts(
    package: SentPackage, answers: AnswerModel, year: OfficeYear, identity: Identity
) -> list[tuple[str, str | QWidget]]:
    """What a package holds, as it was when it was made."""
    percent = Fraction(package.percent)
    found = band(answers.instrument, percent)
    points, whole = text.number(Fraction(package.points)), text.number(answers.instrument.weight)
    return [
        ("Kecamatan", identity.office_name),
        ("Tahun / revisi", f"{identity.year} / {package.revision}"),
        ("Nilai mandiri", f"{points} dari {whole} · {text.percent(percent, 2)}"),
        ("Setara kategori", BandChip(found.code, f"{found.code} · {found.label}") if found else ""),
        ("Jawaban", f"{package.answered} / {package.questions}"),
        ("Bukti", f"{package.evidence} berkas"),
        ("Ukuran", text.size(package.size)),
        ("Disahkan", year.profile.head if package.final else ""),
        ("Dibuat oleh", package.made_by),
    ]


def _check_text(check: Check) -> CheckText:
    state = "done" if check.is_done else "missing" if check.is_required else "advice"
    return CheckText(check.kind, check.title, check.details, state, check.words)
