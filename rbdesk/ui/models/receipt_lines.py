"""A receipt beside the package that it speaks of, line by line in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Register
from rbdesk.domain.receipt import Receipt
from rbdesk.workflow.receipting import JudgedReceipt


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One line: what the receipt says, and what is held, "" where no package came."""

    name: str
    said: str
    held: str
    is_different: bool = False


def receipt_lines(
    judged: JudgedReceipt, register: Register, instrument: Instrument
) -> tuple[ReceiptLine, ...]:
    """What a receipt says, beside what is held; areas in points."""
    said, held = judged.receipt, judged.held
    others = _facts(held, register) if held is not None else None
    lines = []
    for place, (name, words) in enumerate(_facts(said, register)):
        other = others[place][1] if others is not None else ""
        lines.append(ReceiptLine(name, words, other, others is not None and words != other))
    areas = zip(instrument.areas, said.areas, strict=False)
    for place, (group, points) in enumerate(areas):
        other_points = held.areas[place] if held is not None and place < len(held.areas) else None
        lines.append(_area(group.short, points, other_points, has_held=held is not None))
    return tuple(lines)


def _facts(receipt: Receipt, register: Register) -> tuple[tuple[str, str], ...]:
    kind = "resmi" if receipt.final else "sementara"
    return (
        ("Kecamatan", register.name_of(receipt.office)),
        ("Revisi", f"{receipt.revision} {kind}"),
        ("Kode paket", receipt.code),
        ("Dibuat", text.date_short(receipt.at.astimezone())),
        ("Jawaban", f"{receipt.answered} dari {receipt.questions}"),
        ("Bukti", f"{receipt.evidence} berkas"),
        ("Kode isi", receipt.state_id[:12]),
    )


def _area(name: str, said: Decimal, held: Decimal | None, *, has_held: bool) -> ReceiptLine:
    is_different = has_held and said != held
    places = 4 if is_different else 2
    other = text.number(held, places) if held is not None else ""
    return ReceiptLine(name, text.number(said, places), other, is_different)
