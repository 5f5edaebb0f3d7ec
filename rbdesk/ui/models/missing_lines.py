"""What has not come of an office's evidence, in words: for the drawer, and for the message that asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.workflow.arrivals import Missing

_MOST_NAMED = 12  # files in a message


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One file that a question names and that has not come; `pieces` tells what of it is still awaited."""

    question: str
    name: str
    size: int
    pieces: str = ""

    @property
    def words(self) -> str:
        """The line in one breath."""
        return (
            f"{self.question} {self.name} ({text.size(self.size)}{f', {self.pieces}' if self.pieces else ''})"
        )


def missing_lines(missing: Missing, instrument: Instrument) -> tuple[MissingLine, ...]:
    """The files in the sheet's order, each once, at the first question that names it."""
    order = instrument.place_of
    awaited = dict(missing.waiting)
    found: dict[str, MissingLine] = {}
    for item in sorted(missing.files, key=lambda one: order.get(one.question, len(order))):
        numbers = awaited.get(item.sha256, ())
        pieces = f"menunggu potongan {_numbers(numbers)}" if numbers else ""
        shown = instrument.display(item.question) if item.question in order else item.question
        found.setdefault(item.sha256, MissingLine(shown, item.name, item.size, pieces))
    return tuple(found.values())


def part_words(missing: Missing) -> tuple[str, ...]:
    """Parts of a sending that have not come: "Revisi 2 dari Laptop Pelayanan: bagian 2 dan 4 dari 5 belum datang."."""
    return tuple(
        f"Revisi {part.revision}{f' dari {part.device_label}' if part.device_label else ''}: "
        f"bagian {_numbers(part.numbers)} dari {part.count} belum datang."
        for part in missing.parts
    )


def missing_letter(office: str, year: int, missing: Missing, instrument: Instrument) -> str:
    """Ask an office for what has not come."""
    lines = missing_lines(missing, instrument)
    opening = f"Yth. Kecamatan {office}, paket RB {year} sudah kami terima"
    if missing.parts:
        listed = "\n".join(f"- {words}" for words in part_words(missing))
        asked = "Mohon kirim lagi berkas bagian itu; bagian yang sudah dikirim tidak perlu diulang."
        return f"{opening}, tetapi belum semua bagiannya:\n{listed}\n{asked} Terima kasih."
    listed = "\n".join(f"- {line.words}" for line in lines[:_MOST_NAMED])
    more = f"\n- dan {len(lines) - _MOST_NAMED} lainnya" if len(lines) > _MOST_NAMED else ""
    asked = "Mohon buat paket lagi dengan semua bukti, lalu kirimkan."
    return f"{opening}, tetapi {len(lines)} berkas bukti belum:\n{listed}{more}\n{asked} Terima kasih."


def _numbers(numbers: tuple[int, ...]) -> str:
    return text.listing([str(number) for number in numbers])
