"""`rbdesk status` and `rbdesk compare`: the 23 offices as the secretariat sees them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from rbdesk import messages, text
from rbdesk.cli import console, words
from rbdesk.cli.console import Json, exact, rounded_percent
from rbdesk.cli.scores import moment
from rbdesk.cli.session import session
from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.domain.scoring import band
from rbdesk.workflow import catalog, secretariat
from rbdesk.workflow.arrivals import Missing
from rbdesk.workflow.secretariat import Comparison, ComparisonRow, OfficeStatus

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
_MISSING = {
    "not_sent": "belum mengirim",
    "refused": "berkas ditolak",
    "quarantined": "perangkat belum dikenal",
    "conflict": "dua laptop berbeda jawaban",
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


@click.command("compare", cls=words.Command, help="Kecamatan × area: capaian, nilai, dan rata-rata.")
@words.desk_argument
@words.json_option
@click.option(
    "--csv",
    "csv_file",
    metavar="BERKAS",
    type=words.place,
    help="Tulis sebagai CSV (titik koma, desimal koma).",
)
@words.instrument_option
def compare(desk: Path, as_json: bool, csv_file: Path | None, instrument: str | None) -> None:
    """Print the offices side by side."""
    with session(desk, Role.SECRETARIAT) as held:
        year = held.identity.year
        found = secretariat.load_comparison(held.db, year, instrument or catalog.UNIT_SHEET)
    if csv_file is not None:
        _write_csv(found, csv_file)
    if as_json:
        console.document(_comparison_json(found, year))
    elif csv_file is None:
        _print_comparison(found)
    else:
        console.tell(f"{found.counted} dari {len(found.rows)} kecamatan ditulis ke {csv_file}")


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


def _comparison_json(found: Comparison, year: int) -> dict[str, Json]:
    areas: list[Json] = [
        {"code": group.code, "title": group.name, "short": group.short, "weight": exact(group.weight)}
        for group in found.instrument.areas
    ]
    offices: list[Json] = [_row_json(found, row) for row in found.rows]
    average: Json = None
    if found.average is not None and found.average_total is not None:
        average = {
            "areas": [rounded_percent(mean) for mean in found.average],
            "percent": rounded_percent(found.average_total),
        }
    return {
        "year": year,
        "instrument": found.instrument.id,
        "areas": areas,
        "offices": offices,
        "average": average,
        "counted": found.counted,
        "of": len(found.rows),
    }


def _row_json(found: Comparison, row: ComparisonRow) -> Json:
    sheet = row.sheet
    content: dict[str, Json] = {
        "code": row.office.code,
        "name": row.office.name,
        "points": None,
        "percent": None,
        "band": None,
        "final": row.final,
        "change": None if row.change is None else exact(row.change),
        "missing": row.missing,
        "areas": None,
    }
    if sheet is not None:
        reached = band(found.instrument, sheet.percent())
        content |= {
            "points": exact(sheet.total),
            "percent": rounded_percent(sheet.percent()),
            "band": reached.code if reached else None,
            "areas": [rounded_percent(sheet.area_percent(group.places)) for group in found.instrument.areas],
        }
    return content


def _print_comparison(found: Comparison) -> None:
    rows = sorted(found.rows, key=lambda row: -row.sheet.percent() if row.sheet else 1)
    lines: list[Sequence[str]] = [_line(found, row) for row in rows]
    if found.average is not None and found.average_total is not None:
        means = [text.number(mean, 1) for mean in found.average]
        base = f"Rata-rata {found.counted} dari {len(found.rows)}"
        lines.append((base, *means, text.number(found.average_total), ""))
    areas = [group.code for group in found.instrument.areas]
    console.table(lines, heads=("kecamatan", *areas, "nilai", ""), right=range(1, len(areas) + 2))
    console.tell()
    console.tell(" · ".join(f"{group.code} {group.short}" for group in found.instrument.areas))


def _line(found: Comparison, row: ComparisonRow) -> Sequence[str]:
    areas = found.instrument.areas
    if row.sheet is None:
        return (row.office.name, *["–"] * len(areas), "–", _MISSING.get(row.missing, row.missing))
    reached = band(found.instrument, row.sheet.percent())
    percents = [text.number(row.sheet.area_percent(group.places), 1) for group in areas]
    return (row.office.name, *percents, text.number(row.sheet.percent()), reached.code if reached else "")


def _write_csv(found: Comparison, path: Path) -> None:
    """A table that an Indonesian Excel opens as such: byte order mark, semicolons, decimal commas."""
    areas = found.instrument.areas
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            ("kode", "kecamatan", *(group.short for group in areas), "nilai", "persen", "setara", "catatan")
        )
        for row in found.rows:
            if row.sheet is None:
                writer.writerow(
                    (row.office.code, row.office.name, *[""] * (len(areas) + 3), _MISSING[row.missing])
                )
                continue
            reached = band(found.instrument, row.sheet.percent())
            writer.writerow(
                (
                    row.office.code,
                    row.office.name,
                    *(text.number(row.sheet.area_percent(group.places)) for group in areas),
                    text.number(row.sheet.total),
                    text.number(row.sheet.percent()),
                    reached.code if reached else "",
                    "" if row.final else "sementara",
                )
            )
