"""What a PDF says by itself, in Indonesian: on its edges and in its list of contents."""

from __future__ import annotations

from datetime import datetime

from rbdesk import text

CONTENTS = "Daftar Isi"
DRAFT = "BELUM FINAL"
PAGE_OF = "Halaman {page} dari"

# in figures
BELOW = "* belum di atas batas"
BARS_BELOW = "Batang bergaris miring: belum di atas batas."
BARS_GAIN = "Angka di kanan: tambahan persen nilai total bila area itu mencapai batas."
OTHER_SHEET = "lembar lain"
OFFICE, TOTAL, AVERAGE, CHANGE = "Kecamatan", "Nilai", "Rata-rata", "Beda"
NO_DATA = "belum ada nilai"
OPEN = "bergaris: belum diverifikasi"
FOR_OTHERS = "Yang belum punya nilai: {names}."
MEDIAN = "garis tegak pendek: nilai tengah"


def target(value: text.Number) -> str:
    """The name of the target's line."""
    return f"Batas {text.number(value, 0)}"


def average(counted: int, of: int) -> str:
    """The name of the row of means, with what it stands on."""
    return f"{AVERAGE} ({counted} dari {of})"


def category(letters: str, label: str) -> str:
    """A category in a legend."""
    return f"{letters} {label}".strip()


def short_digest(digest: str) -> str:
    """The beginning of a digest, in groups of four, to compare by eye."""
    return " ".join(digest[at : at + 4] for at in range(0, min(len(digest), 16), 4))


def foot(digest: str, made_at: datetime) -> str:
    """What stands at the foot of each page: when it was made, from which data."""
    made = f"Dibuat {text.date_long(made_at)}, pukul {text.clock(made_at)}"
    return f"{made} · sidik data {short_digest(digest)}" if digest else made


def subject(digest: str) -> str:
    """The subject of the file, from which the data can be named."""
    return f"Sidik data {digest}" if digest else ""
