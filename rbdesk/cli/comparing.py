"""`rbdesk compare`: the 23 offices by areas, by themselves, as verified, or the difference."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import click

from rbdesk import text
from rbdesk.cli import console, words
from rbdesk.cli.console import Json, exact, rounded_percent
from rbdesk.cli.session import session
from rbdesk.domain import conflict
from rbdesk.domain.instrument import AreaGroup, Instrument
from rbdesk.domain.office import Role
from rbdesk.domain.scoring import ScoreSheet, band
from rbdesk.workflow import catalog, comparing
from rbdesk.workflow.comparing import OfficeSides, Sides
from rbdesk.workflow.former import Former

SELF, VERIFIED, DIFFERENCE = "self", "verified", "difference"
_MISSING = {
    "not_sent": "belum mengirim",
    "refused": "berkas ditolak",
    "quarantined": "perangkat belum dikenal",
    "conflict": "dua laptop berbeda jawaban",
}
_NOT_VERIFIED = "belum diverifikasi"


@click.command("compare", cls=words.Command, help="Kecamatan × area: capaian, nilai, dan rata-rata.")
@words.desk_argument
@words.json_option
@click.option(
    "--side",
    type=click.Choice((SELF, VERIFIED, DIFFERENCE)),
    default=SELF,
    help="Nilai mandiri (self), terverifikasi, atau selisihnya; --json selalu memuat ketiganya.",
)
@click.option(
    "--csv",
    "csv_file",
    metavar="BERKAS",
    type=words.place,
    help="Tulis sebagai CSV (titik koma, desimal koma).",
)
@words.instrument_option
def compare(desk: Path, as_json: bool, side: str, csv_file: Path | None, instrument: str | None) -> None:
    """Print the offices side by side."""
    with session(desk, Role.SECRETARIAT) as held:
        sides = comparing.load_sides(held.db, held.identity.year, instrument or catalog.UNIT_SHEET)
    rows = [_row(one, side) for one in sides.offices]
    if csv_file is not None:
        _write_csv(sides.instrument, rows, side, csv_file)
    if as_json:
        console.document(_comparison_json(sides))
    elif csv_file is None:
        _print_comparison(sides, rows, side)
    else:
        counted = sum(row.sheets is not None for row in rows)
        console.tell(f"{counted} dari {len(rows)} kecamatan ditulis ke {csv_file}")


@dataclass(frozen=True, slots=True)
class _Row:
    """An office on a side: `sheets` what is subtracted (None: nothing) and from what; `remark` why not, or what of it."""

    one: OfficeSides
    sheets: tuple[ScoreSheet | None, ScoreSheet] | None
    remark: str

    def percent(self, group: AreaGroup | None) -> Fraction | None:
        """Percent of an area or of the whole (None), or the difference in percent points."""
        if self.sheets is None:
            return None
        before, sheet = self.sheets
        return _percent(sheet, group) - (_percent(before, group) if before is not None else 0)


def _row(one: OfficeSides, side: str) -> _Row:
    if one.own is None:
        return _Row(one, None, _MISSING.get(one.row.missing, one.row.missing))
    remark = "" if one.row.final else "sementara"
    if side == SELF:
        return _Row(one, (None, one.own), remark)
    if one.reach is not None:
        low, high = (text.number(end) for end in one.reach)
        return _Row(one, None, f"verifikator berbeda, {low}–{high}")
    if one.verified is None:
        return _Row(one, None if side == DIFFERENCE else (None, one.own), _NOT_VERIFIED)
    remark = "" if one.is_whole else "belum selesai diverifikasi"
    return _Row(one, (one.own if side == DIFFERENCE else None, one.verified), remark)


def _percent(sheet: ScoreSheet, group: AreaGroup | None) -> Fraction:
    return sheet.percent() if group is None else sheet.area_percent(group.places)


def _averages(sides: Sides, side: str) -> tuple[int, list[Fraction]] | None:
    """How many offices the averages stand on, and the means by area and, last, of the whole."""
    rows = [
        row
        for row in (_row(one, side) for one in sides.offices)
        if row.sheets is not None and (side == SELF or row.one.is_whole)
    ]
    groups: list[AreaGroup | None] = [*sides.instrument.areas, None]
    columns = [[value for row in rows if (value := row.percent(group)) is not None] for group in groups]
    means = [mean for column in columns if (mean := conflict.middle(column)) is not None]
    return (len(rows), means) if means else None


# --- JSON ---


def _comparison_json(sides: Sides) -> dict[str, Json]:
    areas: list[Json] = [
        {"code": group.code, "title": group.name, "short": group.short, "weight": exact(group.weight)}
        for group in sides.instrument.areas
    ]
    offices: list[Json] = [_office_json(sides.instrument, one) for one in sides.offices]
    own, verified = _averages(sides, SELF), _averages(sides, VERIFIED)
    return {
        "year": sides.year,
        "instrument": sides.instrument.id,
        "areas": areas,
        "offices": offices,
        "average": _average_json(own),
        "counted": own[0] if own else 0,
        "average_verified": _average_json(verified),
        "counted_verified": verified[0] if verified else 0,
        "of": len(sides.offices),
    }


def _average_json(found: tuple[int, list[Fraction]] | None) -> Json:
    if found is None:
        return None
    means: list[Json] = [rounded_percent(mean) for mean in found[1]]
    return {"areas": means[:-1], "percent": means[-1]}


def _office_json(instrument: Instrument, one: OfficeSides) -> Json:
    content: dict[str, Json] = {
        "code": one.office.code,
        "name": one.office.name,
        "points": None,
        "percent": None,
        "band": None,
        "final": one.row.final,
        "change": None if one.row.change is None else exact(one.row.change),
        "former": _former_json(one.row.former),
        "missing": one.row.missing,
        "areas": None,
        "verified": None,
        "difference": None,
    }
    if one.own is None:
        return content
    content |= _sheet_json(instrument, one.own)
    if one.reach is not None:
        content["verified"] = {"range": [rounded_percent(end) for end in one.reach], "open": len(one.open)}
    if one.verified is not None:
        change = None if one.change is None else exact(one.change)
        content["verified"] = {
            **_sheet_json(instrument, one.verified),
            "open": len(one.open),
            "change": change,
        }
        row = _row(one, DIFFERENCE)
        moved = [row.percent(group) or Fraction(0) for group in (*instrument.areas, None)]
        content["difference"] = {
            "percent": exact(moved[-1]),
            "areas": [exact(value) for value in moved[:-1]],
        }
    return content


def _former_json(former: Former | None) -> Json:
    """Last year's result: without a frame where it comes from whole answers of the same sheet."""
    if former is None:
        return None
    percent = rounded_percent(former.percent)
    return {"percent": percent, "frame": former.frame or None, "comparable": former.is_comparable}


def _sheet_json(instrument: Instrument, sheet: ScoreSheet) -> dict[str, Json]:
    reached = band(instrument, sheet.percent())
    return {
        "points": exact(sheet.total),
        "percent": rounded_percent(sheet.percent()),
        "band": reached.code if reached else None,
        "areas": [rounded_percent(sheet.area_percent(group.places)) for group in instrument.areas],
    }


# --- for people and for spreadsheets ---


def _print_comparison(sides: Sides, rows: Sequence[_Row], side: str) -> None:
    ordered = sorted(rows, key=lambda row: (row.sheets is None, -(row.percent(None) or 0)))
    lines: list[Sequence[str]] = [_line(sides.instrument, row, side) for row in ordered]
    found = _averages(sides, side)
    if found is not None:
        counted, means = found
        base = f"Rata-rata {counted} dari {len(rows)}"
        lines.append((base, *(_words(mean, side, 1) for mean in means[:-1]), _words(means[-1], side), ""))
    areas = [group.code for group in sides.instrument.areas]
    head = "selisih" if side == DIFFERENCE else "nilai"
    console.table(lines, heads=("kecamatan", *areas, head, ""), right=range(1, len(areas) + 2))
    console.tell()
    console.tell(" · ".join(f"{group.code} {group.short}" for group in sides.instrument.areas))


def _line(instrument: Instrument, row: _Row, side: str) -> Sequence[str]:
    areas, total = instrument.areas, row.percent(None)
    if total is None:
        return (row.one.office.name, *["–"] * len(areas), "–", row.remark)
    percents = [_words(row.percent(group), side, 1) for group in areas]
    remark = row.remark if side != SELF else ""
    if side == DIFFERENCE:
        return (row.one.office.name, *percents, _words(total, side), remark)
    return (
        row.one.office.name,
        *percents,
        _words(total, side),
        words.joined((_band(instrument, total), remark)),
    )


def _words(value: Fraction | None, side: str, places: int = 2) -> str:
    if value is None:
        return ""
    return text.signed(value, places) if side == DIFFERENCE else text.number(value, places)


def _band(instrument: Instrument, percent: Fraction) -> str:
    reached = band(instrument, percent)
    return reached.code if reached else ""


def _write_csv(instrument: Instrument, rows: Sequence[_Row], side: str, path: Path) -> None:
    """A table that an Indonesian Excel opens as such: byte order mark, semicolons, decimal commas."""
    areas = instrument.areas
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            ("kode", "kecamatan", *(group.short for group in areas), "nilai", "persen", "setara", "catatan")
        )
        for row in rows:
            office, total = row.one.office, row.percent(None)
            if row.sheets is None or total is None:
                writer.writerow((office.code, office.name, *[""] * (len(areas) + 3), row.remark))
                continue
            before, sheet = row.sheets
            points = sheet.total - (before.total if before is not None else 0)
            writer.writerow(
                (
                    office.code,
                    office.name,
                    *(_words(row.percent(group), side) for group in areas),
                    _words(points, side),
                    _words(total, side),
                    "" if side == DIFFERENCE else _band(instrument, total),
                    row.remark,
                )
            )
