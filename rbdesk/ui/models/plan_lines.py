"""Rencana gabung as a table: one line per file with its fate, and a tick for those that can be taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rbdesk import messages, text
from rbdesk.domain.correspondence import Delivery, EvidencePackage
from rbdesk.domain.merge import Fate, MergePlan, PlannedFile
from rbdesk.domain.office import Register
from rbdesk.domain.submission import Submission
from rbdesk.ui.models.rows import Column, RowsModel
from rbdesk.workflow import intake

Index = QModelIndex | QPersistentModelIndex
CHECK = Qt.ItemDataRole.CheckStateRole
CHOSEN, FATE, OFFICE, REVISION, CODE, REASON = range(6)

_PROVISIONAL = "RB-W04"  # a warning that the reason has said already
# What asks for a person stands above
_ORDER = (
    Fate.REFUSED,
    Fate.QUARANTINED,
    Fate.BRANCHED,
    Fate.EXCLUDED,
    Fate.NEW,
    Fate.NEWER,
    Fate.OLDER,
    Fate.SAME,
)
_TOLD = {
    Fate.NEW: "baru",
    Fate.NEWER: "lebih baru",
    Fate.BRANCHED: "bercabang",
    Fate.OLDER: "lebih lama",
    Fate.SAME: "sama",
    Fate.EXCLUDED: "dibatalkan sebelumnya",
    Fate.QUARANTINED: "karantina",
    Fate.REFUSED: "ditolak",
}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One file of the plan in words; `code` is its kode paket, "" where it has none."""

    file: PlannedFile
    office: str
    revision: str
    code: str
    reason: str
    remedy: str
    is_chosen: bool

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.file.path


def plan_lines(plan: MergePlan, register: Register) -> tuple[PlanLine, ...]:
    """The files of a plan, those that ask for a person first; all that can be taken in are chosen."""
    lines = [_line(file, register) for file in plan.files]
    return tuple(sorted(lines, key=lambda line: _ORDER.index(line.file.fate)))


def plan_words(plan: MergePlan) -> str:
    """The plan in one sentence: "24 berkas: 20 baru, 1 bercabang, 1 ditolak"."""
    found = Counter(file.fate for file in plan.files)
    parts = [f"{found[fate]} {words}" for fate, words in _TOLD.items() if found[fate]]
    return f"{len(plan.files)} berkas: {', '.join(parts)}"


class PlanModel(RowsModel):
    """The lines as a Qt model; the first column holds the tick.

    Signals: `chosen_changed()` after a tick was set or taken away.
    """

    chosen_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        columns = [
            Column("", lambda line: line.is_chosen, lambda _: "", describe=_tick_words),
            Column("Hasil", lambda line: line.file.fate.value),
            Column("Kecamatan", lambda line: line.office, tip=lambda line: line.file.name),
            Column("Revisi", lambda line: line.revision),
            Column("Kode paket", lambda line: line.code),
            Column("Keterangan", lambda line: line.reason, tip=_told, describe=_told),
        ]
        super().__init__(columns, key=lambda line: line.path, parent=parent)

    def chosen(self) -> frozenset[Path]:
        """The files that are to be taken in."""
        return frozenset(line.path for line in self.rows() if line.is_chosen)

    def refused(self) -> int:
        """How many files cannot be taken in and will be noted as waiting for a person."""
        return sum(1 for line in self.rows() if line.file.fate in (Fate.REFUSED, Fate.QUARANTINED))

    def unknown(self) -> int:
        """How many of them wait for their device to be recognised."""
        return sum(1 for line in self.rows() if line.file.fate is Fate.QUARANTINED)

    def toggle(self, row: int) -> None:
        """Set or take away the tick of a line that can be taken in."""
        index = self.index(row, CHOSEN)
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self.setData(index, Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked, CHECK)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        line = self.row_at(index)
        if line is not None and index.column() == CHOSEN and line.file.is_accepted:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CHECK:
            line = self.row_at(index)
            if line is None or index.column() != CHOSEN or not line.file.is_accepted:
                return None
            return Qt.CheckState.Checked if line.is_chosen else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.row_at(index)
        if role != CHECK or line is None or index.column() != CHOSEN or not line.file.is_accepted:
            return False
        rows = list(self.rows())
        rows[index.row()] = replace(line, is_chosen=Qt.CheckState(value) == Qt.CheckState.Checked)
        self.set_rows(rows)
        self.chosen_changed.emit()
        return True


def _line(file: PlannedFile, register: Register) -> PlanLine:
    reason, remedy = messages.bundle_sentence(file.code, file.facts)
    submission = file.submission
    package = submission.package if submission is not None else None
    if submission is not None and file.is_accepted:
        reason, remedy = _reason(file, submission), remedy or _about(submission)
    elif file.delivery is not None and file.is_accepted:
        reason, remedy = _reason_of_delivery(file, file.delivery), _about_delivery(file.delivery)
    return PlanLine(
        file=file,
        office=_office(file, register),
        revision=str(package.revision.number) if package is not None else "",
        code=submission.code if submission is not None else "",
        reason=reason,
        remedy=remedy,
        is_chosen=file.is_accepted,
    )


def _office(file: PlannedFile, register: Register) -> str:
    """Whose it is; of a file that cannot tell, what its name claims."""
    office = file.office or intake.claims_of_name(file.name).office
    if office == register.code:
        return "Meja Sekretariat"
    return register.name_of(office) if office else "Tidak diketahui"


def _reason(file: PlannedFile, submission: Submission) -> str:
    kind = "resmi" if submission.package.revision.final else "sementara"
    if file.fate is Fate.NEW:
        return f"Kiriman pertama, paket {kind}."
    if file.fate is Fate.NEWER:
        return f"Paket {kind}; {file.changed} isian berubah."
    return messages.bundle_sentence(file.code)[0]


def _reason_of_delivery(file: PlannedFile, delivery: Delivery) -> str:
    """What a file of rulings or of further evidence would bring."""
    if isinstance(delivery.package, EvidencePackage):
        return (
            f"Bukti susulan; {file.changed} berkas baru." if file.changed else "Buktinya sudah ada di sini."
        )
    return (
        f"Hasil verifikasi; {file.changed} putusan baru." if file.changed else "Putusannya sudah ada di sini."
    )


def _about_delivery(delivery: Delivery) -> str:
    header = delivery.package.header
    return f"Dari {header.device.label}." if header.device.label else ""


def _about(submission: Submission) -> str:
    """When and by whom it was made, and what else is to be known of it."""
    made = submission.package.made
    told = f"Dibuat {text.date_short(made.at.astimezone())}" + (f" oleh {made.by}." if made.by else ".")
    more = [messages.bundle_sentence(code)[0] for code in submission.warnings if code != _PROVISIONAL]
    return " ".join([told, *more])


def _told(line: PlanLine) -> str:
    return " ".join(part for part in (line.reason, line.remedy) if part)


def _tick_words(line: PlanLine) -> str:
    if not line.file.is_accepted:
        return "tidak dapat digabung"
    return "dicentang, akan digabung" if line.is_chosen else "tidak dicentang"


def files_again(lines: Sequence[PlannedFile]) -> tuple[Submission, ...]:
    """The packages behind planned files, to be planned once more."""
    return tuple(file.submission for file in lines if file.submission is not None)
