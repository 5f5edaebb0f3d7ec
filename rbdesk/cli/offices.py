"""`rbdesk status`: the 23 offices as the secretariat sees them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from rbdesk import messages, text
from rbdesk.cli import console, words
from rbdesk.cli.console import Json, exact, rounded_percent
from rbdesk.cli.scores import moment
from rbdesk.cli.session import session
from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.workflow import catalog, secretariat
from rbdesk.workflow.arrivals import Missing
from rbdesk.workflow.secretariat import OfficeStatus

_STATUS = {
    "belum_kirim": "Belum kirim",
    "diterima": "Diterima",
    "perlu_tindakan": "Perlu tindakan",
    "diverifikasi": "Diverifikasi",
    "selesai": "Selesai",
}
_REASONS = {
    "conflict": "dua laptop berbeda jawaban",
    "branched": "dua laptop, jawaban sama",
    "quarantined": "perangkat belum dikenal",
    "refused": "berkas ditolak",
}


@click.command("status", cls=words.Command, help="Siapa yang sudah mengirim, terlambat, atau perlu tindakan.")
@words.desk_argument
@words.json_option
def status(desk: Path, as_json: bool) -> None:
    """Print how every office stands."""
    with session(desk, Role.SECRETARIAT) as held:
        inbox = secretariat.load_inbox(held.db, held.identity.year)
        missing = {
            entry.office.name: secretariat.load_missing(
                held.db, Key(entry.office.code, inbox.year, catalog.UNIT_SHEET)
            )
            for entry in inbox.offices
            if entry.evidence_missing
        }
    if as_json:
        offices: list[Json] = [_status_json(entry) for entry in inbox.offices]
        refusals: list[Json] = [
            {
                "name": entry.name,
                "code": entry.code,
                "office": entry.office or None,
                "at": moment(entry.at),
                "message": messages.bundle_sentence(entry.code, entry.facts)[0],
            }
            for entry in inbox.refusals
        ]
        console.document(
            {
                "year": inbox.year,
                "offices": offices,
                "received": inbox.received,
                "of": len(inbox.offices),
                "refusals": refusals,
                "digest": inbox.digest,
            }
        )
        return
    console.tell(f"{inbox.received} dari {len(inbox.offices)} kecamatan sudah mengirim")
    console.table(
        [
            (
                entry.office.code,
                entry.office.name,
                _STATUS[entry.status],
                "" if entry.revision is None else str(entry.revision),
                text.date_short(entry.received.astimezone()) if entry.received else "",
                _value(entry),
                _reason(entry.reason),
            )
            for entry in inbox.offices
        ],
        heads=("kode", "kecamatan", "keadaan", "rev", "diterima", "nilai", ""),
        right=(3, 5),
    )
    counts = Counter(entry.status for entry in inbox.offices)
    console.tell(" · ".join(f"{word} {counts[key]}" for key, word in _STATUS.items() if counts[key]))
    for name, found in missing.items():
        console.tell(_missing_words(name, found))
    for refused in inbox.refusals:
        what, todo = messages.bundle_sentence(refused.code, refused.facts)
        console.tell(f"{refused.code} {refused.name}: {what} {todo}".rstrip())


def _value(entry: OfficeStatus) -> str:
    if entry.percent is not None:
        return text.number(entry.percent)
    return "–".join(text.number(end) for end in entry.range) if entry.range else ""


def _missing_words(name: str, missing: Missing) -> str:
    """Which evidence an office has not brought yet, and the parts that did not come."""
    gaps = [
        f"bagian {text.listing([str(number) for number in gap.numbers])} dari {gap.count} (revisi {gap.revision})"
        for gap in missing.parts
    ]
    absent = f"; belum datang: {text.listing(gaps)}" if gaps else ""
    return (
        f"Bukti belum diterima dari {name}: {len(missing.files)} berkas, {text.size(missing.size)}{absent}."
    )


def _reason(reason: str) -> str:
    kind, _, code = reason.partition(":")
    return words.joined((_REASONS.get(kind, kind), code))


def _status_json(entry: OfficeStatus) -> Json:
    return {
        "code": entry.office.code,
        "name": entry.office.name,
        "status": entry.status,
        "revision": entry.revision,
        "received": moment(entry.received) if entry.received else None,
        "final": entry.final,
        "points": None if entry.points is None else exact(entry.points),
        "percent": None if entry.percent is None else rounded_percent(entry.percent),
        "range": [rounded_percent(end) for end in entry.range] if entry.range else None,
        "band": entry.band.code if entry.band else None,
        "answered": entry.answered,
        "questions": entry.questions,
        "conflicts": entry.conflicts,
        "evidence_missing": entry.evidence_missing,
        "reason": entry.reason,
    }
