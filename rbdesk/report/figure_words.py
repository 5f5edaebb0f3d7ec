"""The words inside charts and maps of documents, in Indonesian, whichever program draws them."""

from __future__ import annotations

from rbdesk import text

OFFICE, AVERAGE, TOTAL = "Kecamatan", "Rata-rata", "Nilai"
REACHED, NO_DATA = "Capaian", "Belum ada data"
PROVISIONAL = "sementara"


def target(value: text.Number) -> str:
    """The name of the target's line."""
    return f"Batas {_short(value)}"


def gap(value: text.Number) -> str:
    """The name of what lacks to the target."""
    return f"Jarak ke target {_short(value)}"


def _short(value: text.Number) -> str:
    return text.number(value, 2).rstrip("0").rstrip(",")


def line(name: str, frame: str, *, is_provisional: bool) -> str:
    """The name of a piece of a line: what it measures and with which sheet."""
    told = [part for part in (frame, PROVISIONAL if is_provisional else "") if part]
    return f"{name} ({', '.join(told)})" if told else name


# What the parts of a slide are called in the list of a presentation program, and by a screen reader
TITLE, BODY, NUMBER, SOURCE, TABLE, LOGO, ORNAMENT = (
    "Judul", "Isi", "Nomor salindia", "Sumber", "Tabel", "Logo", "Hiasan",
)  # fmt: skip
LAYOUTS = ("Sampul", "Judul dan isi", "Judul saja")  # of a presentation, as its program lists them
