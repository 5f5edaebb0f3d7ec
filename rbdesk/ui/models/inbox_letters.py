"""Messages that the secretariat copies into WhatsApp: plain, polite, naming office, package and what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rbdesk import text, wording
from rbdesk.ui.models import inbox_list
from rbdesk.ui.models.inbox_list import Problem

# What the reader of a bundle advises the secretariat -> what the office is asked for
_ASKED = {
    wording.COPY_AGAIN: "Mohon kirim ulang berkas yang sama sebagai dokumen, bukan sebagai foto atau tautan.",
    wording.ASK_ORIGINAL: "Mohon kirim berkas aslinya, tanpa dibuka atau dikemas ulang lebih dahulu.",
    wording.ASK_NEW: "Mohon buat paket baru dengan RBDesk, lalu kirimkan lagi.",
    wording.ASK_SUPPORT: "Mohon perbarui RBDesk, buat paket baru, lalu kirimkan lagi.",
    wording.PICK_OTHER: "Mohon kirim berkas paket yang namanya berakhiran .rbd.zip.",
    wording.DO_NOT_USE: "Mohon jangan mengirim ulang dahulu; kami akan menelepon untuk menanyakan berkas ini.",
}
_AT_THIS_COMPUTER = frozenset({"RB-F01", "RB-F08", "RB-K01", "RB-K02", "RB-K03", "RB-V01", "RB-V02"})
_ASKED_ELSE = "Mohon buat paket baru dengan RBDesk, lalu kirimkan lagi."
_THANKS = "Terima kasih."


def reminder(offices: Sequence[str], year: int, due: date | None, today: date) -> str:
    """Ask the offices that have sent nothing, all named in one message."""
    names = "\n".join(f"{number}. Kecamatan {name}" for number, name in enumerate(offices, 1))
    when = ""
    if due is not None:
        late = due < today
        day = f"{text.weekday(due)}, {text.date_long(due)}"
        when = f" Batas pengiriman {day} sudah lewat." if late else f" Batas pengiriman {day}."
    return (
        f"Yth. Bapak/Ibu operator RB kecamatan, sampai {text.date_long(today)} kami belum menerima "
        f"paket RB {year} dari:\n{names}\n"
        f"Mohon paketnya dibuat dengan RBDesk dan dikirim kepada kami.{when} "
        f"Bila sudah dikirim, mohon abaikan pesan ini. {_THANKS}"
    )


def request(problem: Problem, year: int) -> str:
    """Ask an office again for what came broken, unknown or in two versions; "" where it can do nothing about it."""
    opening = _opening(problem)
    if problem.kind in (inbox_list.CLASHING, inbox_list.BRANCHED):
        return (
            f"{opening}paket RB {year} datang dari dua laptop dan isinya belum menjadi satu. Mohon satukan "
            f"kedua laptopnya di RBDesk, lalu kirim paket baru. {_THANKS}"
        )
    if problem.kind in (inbox_list.QUARANTINED, inbox_list.RECOGNISED):
        return (
            f"{opening}paket RB {year} sudah kami terima, tetapi laptop pengirimnya belum kami kenal. Kami akan "
            f"menelepon. Mohon siapkan 30 angka di Pengaturan, bagian Kunci, untuk dibacakan. {_THANKS}"
        )
    refusal = problem.refusal
    if refusal is not None and refusal.code in _AT_THIS_COMPUTER:
        return ""
    name = f" ({refusal.name})" if refusal is not None and problem.office else ""
    code = f" Kode galat {refusal.code}." if refusal is not None else ""
    subject = f"paket RB {year}{name}" if problem.office else f"berkas {problem.title}"
    return (
        f"{opening}{subject} belum dapat kami terima. Sebabnya: {_lower_first(problem.reason)} "
        f"{_asked(problem)}{code} {_THANKS}"
    )


def _opening(problem: Problem) -> str:
    return f"Yth. Kecamatan {problem.title}, " if problem.office else "Yth. Bapak/Ibu, "


def _asked(problem: Problem) -> str:
    template = ""
    if problem.refusal is not None:
        template = wording.BUNDLE.get(problem.refusal.code, wording.BUNDLE_ELSE)[1]
    return _ASKED.get(template, _ASKED_ELSE)


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
