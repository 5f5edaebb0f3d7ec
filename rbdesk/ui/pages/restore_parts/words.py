"""The sentences of Pulihkan data: what a point is, what a restore will do, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from rbdesk import text, wording
from rbdesk.progress import Progress
from rbdesk.ui.parts.errand import Errand, Report
from rbdesk.ui.parts.settings.backups import STEPS, when
from rbdesk.workflow import upkeep
from rbdesk.workflow.upkeep import Listed, Restored

ICONS = {
    "auto": "clock",
    "close": "door-exit",
    "hand": "user",
    "import": "file-import",
    "undo": "arrow-back-up",
    "restore": "history",
    "migrate": "refresh",
}


def moment(at: datetime) -> str:
    """ "27 Agu 10.30": how a button names a point."""
    local = at.astimezone()
    return f"{text.day_month(local)} {text.clock(local)}"


def time_words(listed: Listed, now: datetime) -> str:
    """When it was made, as people say it."""
    return when(listed.point.at, now)


def counts_rows(*columns: Mapping[str, int]) -> list[tuple[str, tuple[int, ...]]]:
    """What is counted, with the numbers of each column; kinds that none of them has are left out."""
    found = []
    for key, word in wording.POINT_COUNTS.items():
        numbers = tuple(column.get(key, 0) for column in columns)
        if any(numbers) or key == "answers":
            found.append((word.capitalize(), numbers))
    return found


def steps_of(listed: Listed, acts: int, missing: int, *, with_later: bool, is_damaged: bool) -> list[str]:
    """What will happen, in order."""
    kept = (
        "Berkas yang rusak disimpan di folder lain, tidak dihapus."
        if is_damaged
        else "Data sekarang dijadikan titik cadangan, sehingga pemulihan dapat diurungkan."
    )
    later = f"{acts} perubahan sesudahnya dijalankan ulang dari catatan di journal." if with_later else ""
    lost = f"{missing} perubahan tercatat tetapi tidak dapat dijalankan ulang." if missing else ""
    put = f"Cadangan {moment(listed.point.at)} dipasang setelah seluruh isinya diperiksa."
    number = "Laptop ini memakai nomor salinan baru, agar penggabungan nanti tetap benar."
    return [line for line in (kept, put, later, lost, number) if line]


def errand(listed: Listed, *, with_later: bool, who: str, now: datetime) -> Errand:
    """The restore itself, for a desk that nobody has open."""

    def act(folder: Path, progress: Progress) -> tuple[Restored, Path]:
        restored = upkeep.restore(
            folder, listed.point, with_later=with_later, who=who, now=now, progress=progress
        )
        return restored, folder

    return Errand(
        title=f"Memulihkan ke {moment(listed.point.at)}…",
        act=act,
        tell=lambda value: _report(*value, who=who, now=now),
        steps=STEPS,
    )


def _report(restored: Restored, folder: Path, *, who: str, now: datetime) -> Report:
    told = restored.told
    rows = counts_rows(told.before.counts, told.after.counts)
    facts = [(name, f"{text.number(numbers[1], 0)}") for name, numbers in rows]
    facts.append(("Perubahan yang dijalankan ulang", text.number(told.acts, 0)))
    if restored.aside is not None:
        facts.append(("Berkas yang lama", str(restored.aside)))
    faults = []
    if told.missing:
        faults.append(f"{told.missing} perubahan terakhir tidak dapat dijalankan ulang.")
    if restored.lost:
        faults.append(f"{len(restored.lost)} berkas bukti hilang; lampirkan lagi dari Semua bukti.")
    details = " ".join(faults) or "Semua isinya sudah diperiksa dan utuh."
    former = _former(folder, told.point.number)
    again = errand(former, with_later=False, who=who, now=now) if former is not None else None
    return Report(
        title=f"Data dipulihkan ke {moment(told.point.at)}",
        details=details,
        tone="warn" if faults else "ok",
        facts=tuple(facts),
        again=again,
        again_words="Urungkan pemulihan",
    )


def _former(folder: Path, restored: int) -> Listed | None:
    """The point that holds the desk as it was just before, None where that could not be opened."""
    for point in upkeep.list_points(folder)[:1]:
        if point.number != restored and point.reason == "restore":
            return Listed(point, is_whole=True)
    return None
