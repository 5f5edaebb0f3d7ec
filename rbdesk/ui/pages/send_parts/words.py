"""What Kirim says: how a package would leave, what building is at, and what is wrong with a place. Plain values."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from rbdesk import messages, text
from rbdesk.errors import NotAllowed, RBDeskError, StoreTrouble
from rbdesk.ui.models.checklist import WAYS_OF_SENDING
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.sending_plan import SendingText
from rbdesk.workflow import parting, places
from rbdesk.workflow.parting import PartPlan, PlannedFile, Preview

STICK = "stick"
_SIZES_NAMED = 4
_FILES_NAMED = 2
_STEPS = {
    parting.WRITE: "Menulis berkas",
    parting.CHECK: "Membaca ulang berkas",
    parting.CARRY: "Menyalin ke stik",
    parting.COMPARE: "Membandingkan di stik",
}
_BASES = {
    parting.ACKNOWLEDGED: "{count} sudah di Sekretariat (balasan {number})",
    parting.SENT: "{count} sudah dikirim (revisi {number})",
    parting.MADE: "{count} ada di paket revisi {number}",
}
_PLACE_TROUBLE = {
    "full": (
        "Tempat tujuan penuh.",
        "Kosongkan ruang di sana, atau pilih folder lain, lalu coba lagi.",
    ),
    "readonly": (
        "Tempat tujuan tidak dapat ditulis.",
        "Buka kunci tulis stiknya, atau pilih folder lain, lalu coba lagi.",
    ),
    "locked": (
        "Berkas dengan nama yang sama sedang dibuka program lain.",
        "Tutup dahulu program itu, lalu coba lagi.",
    ),
    "io": (
        "Tempat tujuan tidak dapat ditulis atau dibaca; mungkin stiknya tercabut.",
        "Pasang lagi stiknya, atau pilih folder lain, lalu coba lagi.",
    ),
}
_NONE_WRITTEN = "Tidak ada paket yang dibuat dan isian Anda tetap aman."

AGAIN, FOLDER, JOINING = "again", "folder", "joining"


def sending_text(
    preview: Preview | None,
    *,
    way: str,
    is_difference: bool,
    folder: Path,
    desk: Path,
    pictures: int = 0,
    trouble: RBDeskError | None = None,
) -> SendingText:
    """How a package would leave now; `pictures` counts those of which a smaller copy is worth trying."""
    where = " › ".join(folder.parts[-2:]) or str(folder)
    shrink = "Kecilkan gambar" if pictures else ""
    if trouble is not None or preview is None:
        said = messages.sentence(trouble) if trouble is not None else None
        return SendingText(
            files=said.what if said else "Menghitung ukuran…",
            sizes=said.todo if said else "",
            is_trouble=said is not None,
            shrink=shrink,
            place=where,
            place_tip=str(folder),
        )
    chosen = preview.difference if is_difference else preview.whole
    return SendingText(
        files=f"{_files(chosen)}{' · tersegel' if preview.is_sealed else ''}",
        sizes=_sizes(chosen, way),
        basis=_basis(preview),
        is_difference=is_difference,
        shrink=shrink,
        place=where,
        place_tip=str(folder),
        warning=_place_warning(folder, desk, chosen.size, way),
    )


def wanted_words(files: Sequence[PlannedFile]) -> tuple[str, str]:
    """What the secretariat asks for: a title and details; "" where it asks for nothing."""
    if not files:
        return "", ""
    total = text.size(sum(file.size for file in files))
    named = [f"“{file.name}”" for file in files[:_FILES_NAMED]]
    rest = len(files) - len(named)
    listed = text.listing([*named, f"{rest} lainnya"] if rest else named)
    return (
        f"Sekretariat belum menerima {len(files)} berkas bukti ({total})",
        f"{listed}. Mungkin ada bagian paket yang tidak sampai.",
    )


def step_words(label: str) -> str:
    """What building is at, from the label of its progress."""
    step, _, rest = label.partition(" ")
    number, _, count = rest.partition(" ")
    if step not in _STEPS:
        return "Membuat paket…"
    which = f" {number} dari {count}" if count not in ("", "1") else ""
    return f"{_STEPS[step]}{which}…"


def trouble_words(error: RBDeskError, folder: Path) -> tuple[str, str, list[Way]]:
    """Why no package was made: what happened, what to do, and the ways on."""
    ways = [Way(AGAIN, "Coba lagi", "refresh"), Way(FOLDER, "Pilih folder lain", "folder-open")]
    if isinstance(error, NotAllowed):
        ways = [Way(JOINING, "Pilih versi", "device-laptop")] if error.what == "conflict" else ways[:1]
    if isinstance(error, StoreTrouble) and error.kind in _PLACE_TROUBLE and _is_at(error.path, folder):
        what, todo = _PLACE_TROUBLE[error.kind]
        return what, f"{_NONE_WRITTEN} {todo}", ways
    said = messages.sentence(error)
    return said.what, " ".join(part for part in (said.safe, said.todo) if part), ways


def _files(plan: PartPlan) -> str:
    return f"{len(plan.parts)} berkas · {text.size(plan.size)}"


def _sizes(plan: PartPlan, way: str) -> str:
    if len(plan.parts) == 1:
        lost = f" {len(plan.lost)} berkas hilang tidak ikut." if plan.lost else ""
        return (
            f"Cukup satu berkas lewat {WAYS_OF_SENDING[way].words}.{lost}" if way != STICK else lost.strip()
        )
    named = [text.size(part.size) for part in plan.parts[:_SIZES_NAMED]]
    rest = len(plan.parts) - len(named)
    listed = " + ".join([*named, f"{rest} berkas lagi"] if rest else named)
    return listed


def _basis(preview: Preview) -> str:
    if not preview.basis.held:
        return ""
    held = preview.difference.held
    count = f"{len(held)} berkas, {text.size(sum(file.size for file in held))},"
    return f"{_BASES[preview.basis.kind].format(number=preview.basis.number, count=count)}."


def _place_warning(folder: Path, desk: Path, size: int, way: str) -> str:
    if way == STICK and not places.is_another_disk(folder, desk):
        return "Folder ini ada di komputer ini. Ganti dengan folder di stik."
    try:
        free = shutil.disk_usage(_standing(folder)).free
    except OSError:
        return "Folder ini tidak dapat dibuka. Pasang stiknya, atau ganti foldernya."
    return "" if free > size else f"Ruang di sana tinggal {text.size(free)}."


def _standing(folder: Path) -> Path:
    """The nearest folder above that is there."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def _is_at(path: str, folder: Path) -> bool:
    """Whether trouble lies at the place that packages are written to, and not in the desk."""
    return Path(path) == folder or folder in Path(path).parents
