"""The words inside charts and maps of documents, in Indonesian, whichever program draws them."""

from __future__ import annotations

from rbdesk import text

OFFICE, AVERAGE, TOTAL = "Kecamatan", "Rata-rata", "Nilai"
REACHED, GAP, NO_DATA = "Capaian", "Jarak ke target", "Belum ada data"
PROVISIONAL = "sementara"
COUNT = "Jumlah"


def target(value: text.Number) -> str:
    """The name of the target's line."""
    return f"Batas {text.number(value, 0)}"


def line(name: str, frame: str, *, is_provisional: bool) -> str:
    """The name of a piece of a line: what it measures and with which sheet."""
    told = [part for part in (frame, PROVISIONAL if is_provisional else "") if part]
    return f"{name} ({', '.join(told)})" if told else name


LAYOUTS = ("Sampul", "Judul dan isi", "Judul saja")  # of a presentation, as its program lists them
