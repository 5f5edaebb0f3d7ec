"""The whole story of one file (picture 11b): what happened, whether the data is safe, facts, what can be done."""

from __future__ import annotations

from datetime import datetime

from rbdesk import text, wording
from rbdesk.ui.dialogs import Trouble
from rbdesk.ui.models.inbox_list import QUARANTINED, RECOGNISED, Problem
from rbdesk.ui.models.plan_lines import PlanLine


def story_of_problem(problem: Problem) -> Trouble:
    """A file that was not taken in, or an office with two versions."""
    refusal = problem.refusal
    if refusal is None:
        title = f"Kecamatan {problem.title} punya dua versi"
        return Trouble(title, problem.reason, todo=_sentences(problem.remedy), icon="hierarchy", tone="warn")
    waits = problem.kind in (QUARANTINED, RECOGNISED)
    subject = f"Paket {problem.title}" if problem.office else "Berkas ini"
    return Trouble(
        title=f"{subject} menunggu dikenali" if waits else f"{subject} belum dapat diterima",
        safe=f"{problem.reason} {wording.DATA_UNCHANGED}",
        facts=(
            (
                "Berkas",
                f"{refusal.name} dan {len(problem.others)} lainnya" if problem.others else refusal.name,
            ),
            ("Ukuran", text.size(refusal.size)),
            ("Dibaca", _when(refusal.at)),
            ("Kode galat", refusal.code),
        ),
        todo=_sentences(problem.remedy),
        details="\n".join(f"{name}: {value}" for name, value in refusal.facts),
        icon="shield-lock" if waits else "file-broken",
        tone="warn" if waits else "err",
    )


def story_of_line(line: PlanLine) -> Trouble:
    """A file of a plan."""
    submission = line.file.submission
    facts = [("Berkas", line.file.name), ("Hasil", line.file.fate.value)]
    if submission is not None:
        package = submission.package
        facts += [
            ("Kode paket", submission.code),
            ("Revisi", f"{package.revision.number} {'resmi' if package.revision.final else 'sementara'}"),
            ("Dibuat", _when(package.made.at)),
            ("Oleh", package.made.by),
            ("Perangkat", package.device.label),
            ("Ukuran", text.size(submission.size)),
        ]
    if line.file.is_accepted:
        told = f"{line.reason} Belum ada yang ditulis."
        return Trouble(
            f"Paket {line.office}", told, _filled(facts), _sentences(line.remedy), icon="inbox", tone="info"
        )
    facts.append(("Kode galat", line.file.code))
    return Trouble(
        title=f"Paket {line.office} belum dapat digabung"
        if line.office
        else "Berkas ini belum dapat digabung",
        safe=f"{line.reason} {wording.DATA_UNCHANGED}",
        facts=_filled(facts),
        todo=_sentences(line.remedy),
        details="\n".join(f"{name}: {value}" for name, value in line.file.facts),
        icon="file-broken",
    )


def _filled(facts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in facts if value)


def _sentences(words: str) -> tuple[str, ...]:
    """One sentence to a line."""
    found = [part.strip().rstrip(".") + "." for part in words.split(". ") if part.strip()]
    return tuple(found)


def _when(at: datetime) -> str:
    return text.date_short(at.astimezone())
