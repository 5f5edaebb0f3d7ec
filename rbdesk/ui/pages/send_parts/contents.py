"""What Kirim shows of a year and of a package: by when it is due, what it would hold, what it held. Plain values."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rbdesk import text
from rbdesk.domain.assessment import Stage
from rbdesk.domain.scoring import ROOT, band
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.models.checklist import Check, Checklist, total_size
from rbdesk.ui.parts.check_list import CheckText
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.package_card import PackageText
from rbdesk.workflow.sending import SentPackage

if TYPE_CHECKING:
    from rbdesk.workflow.office import OfficeYear
    from rbdesk.workflow.setup import Identity

_SENDING_DUTY = "kirim"


def due_words(identity: Identity, now: datetime) -> str:
    """The line under the title: by when the package is due."""
    due = next((day for title, day in identity.deadlines if _SENDING_DUTY in title.casefold()), None)
    if due is None:
        return f"Tahun {identity.year}"
    return f"Batas kirim {text.weekday(due)}, {text.date_long(due)} · {text.days_until(due, now.date())}"


def package_text(
    answers: AnswerModel, year: OfficeYear, identity: Identity, found: Checklist, *, is_again: bool = False
) -> PackageText:
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
            ("Revisi", str(year.revision if is_again else year.revision + 1)),
        ),
        head=year.profile.head or "Belum diisi",
        head_details=f"{nip}Camat" if year.profile.head else "",
        can_change_head=answers.assessment.stage is Stage.OPEN,
        way=identity.package_limit,
        reason=reason,
        blocked="Pilih dulu jawaban yang berbeda antara dua laptop." if year.conflicts else "",
        is_again=is_again,
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


def check_text(check: Check) -> CheckText:
    """A line of the checks as it is shown."""
    state = "done" if check.is_done else "missing" if check.is_required else "advice"
    return CheckText(check.kind, check.title, check.details, state, check.words)
