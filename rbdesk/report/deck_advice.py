"""The slides about what was promised: commitment and team, and what became of recommendations, in Indonesian."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rbdesk import text, wording
from rbdesk.domain.followup import Source, Status
from rbdesk.report import deck_words
from rbdesk.report.deck_words import base, notes, sheet_source
from rbdesk.report.outline import (
    COUNT,
    DATE,
    LEAD,
    PERCENT,
    WARNING,
    Block,
    Column,
    Facts,
    Note,
    Paragraph,
    Slide,
    Table,
)
from rbdesk.report.year import AdviceRow, OfficeYear, RegencyYear

_MOST_GROUPS = 7
_MOST_LATE = 14
_MOST_OWN = 6
_LONGEST = 150


def commitment(year: RegencyYear) -> Slide:
    """Commitment and team: how the offices answer the questions of the first area, and how much evidence stands there."""
    instrument = year.instrument
    first = instrument.areas[0]
    places = instrument.questions_under(first.places[0])
    sent = [one for one in year.offices if one.sheet is not None]
    if not sent:
        return Slide("commitment", "Komitmen dan tim", (Note("Belum ada kecamatan yang mengirim.", WARNING),))
    rows, lead = [], ""
    for place in places:
        node = instrument.nodes[place]
        worths = [one.sheet.shares[place] for one in sent if one.sheet is not None]
        full = sum(worth is not None and worth.value == 1 for worth in worths)
        none = sum(worth is None or worth.value == 0 for worth in worths)
        files = sum(item.question == node.code for one in sent for item in one.evidence)
        name = node.short or node.name
        rows.append((instrument.display(node.code), name, full, len(sent) - full - none, none, files))
        lead = lead or f"{name} penuh di {full} dari {len(sent)} kecamatan"
    columns = (
        Column("Kode", width=0.9),
        Column("Pertanyaan", width=3.6),
        Column("Penuh", COUNT, 0.8),
        Column("Sebagian", COUNT, 0.9),
        Column("Belum", COUNT, 0.8),
        Column("Berkas bukti", COUNT, 1.0),
    )
    team = instrument.nodes[places[0]].code
    return Slide(
        "commitment",
        f"Komitmen dan tim: {lead[:1].lower()}{lead[1:]}",
        (
            Paragraph(f"Jawaban {base(year)}.", LEAD),
            Table("", columns, tuple(rows)),
        ),
        notes(
            "“Penuh” berarti pilihan tertinggi, “belum” bernilai nol atau belum dijawab. Tambahkan di sini nomor SK "
            "Tim RB dan Road Map kabupaten, yang tidak tercatat di RBDesk.",
            f"Jawaban dan bukti tiap kecamatan untuk {instrument.display(team)}:",
            deck_words.cite_all([(one, team) for one in sent], most=len(sent)),
        ),
        (sheet_source(instrument, year.year), base(year)),
    )


@dataclass(frozen=True, slots=True)
class _Together:
    """One recommendation as several offices have it."""

    rows: tuple[AdviceRow, ...]

    def count(self, *statuses: Status) -> int:
        return sum(row.status in statuses for row in self.rows)

    @property
    def late(self) -> int:
        return sum(row.days_late > 0 for row in self.rows)

    @property
    def left(self) -> int:
        return self.count(Status.NOT_BEGUN, Status.UNDER_WAY)


def followup(year: RegencyYear) -> Slide:
    """What became of the recommendations of last year and of this one: counts, and what is left."""
    advice = [row for row in year.followups if row.recommendation.source is not Source.PLAN]
    title = "Tindak lanjut rekomendasi"
    if not advice:
        return Slide("followup", title, (Note("Belum ada rekomendasi yang tercatat.", WARNING),))
    groups: dict[tuple[str, str], list[AdviceRow]] = {}
    for row in advice:
        groups.setdefault((row.recommendation.text, row.recommendation.letter), []).append(row)
    found = sorted(
        (_Together(tuple(rows)) for rows in groups.values()), key=lambda one: (-one.left, -one.late)
    )
    rows = tuple(
        (
            deck_words.short(one.rows[0].recommendation.text, _LONGEST),
            wording.SOURCES[one.rows[0].recommendation.source.value],
            len(one.rows),
            one.count(Status.DONE),
            one.count(Status.UNDER_WAY),
            one.count(Status.NOT_BEGUN),
            one.late,
        )
        for one in found[:_MOST_GROUPS]
    )
    columns = (
        Column("Rekomendasi", width=3.5),
        Column("Sumber", width=1.45),
        Column("Kecamatan", COUNT, 1.15),
        Column("Selesai", COUNT, 0.9),
        Column("Proses", COUNT, 0.85),
        Column("Belum", COUNT, 0.85),
        Column("Terlambat", COUNT, 1.1),
    )
    blocks: list[Block] = [_counts(advice), Table("Yang paling banyak tersisa", columns, rows)]
    more = len(found) - len(rows)
    if more:
        blocks.append(Paragraph(f"Dan {more} rekomendasi lain di matriks tindak lanjut.", "small"))
    return Slide(
        "followup",
        f"{title}: {_done_words(advice)}",
        tuple(blocks),
        notes(
            f"Per {text.date_long(year.today)}. Persentase: selesai dibagi semua, tanpa yang tidak dapat.",
            "Yang terlambat, terlama dahulu:",
            _late_lines(advice, {one.code: one for one in year.offices}),
        ),
        ("Matriks tindak lanjut RBDesk", f"per {text.date_long(year.today)}"),
    )


def office_followup(year: OfficeYear) -> Slide:
    """The recommendations to one office: counts, and what is left with post and date."""
    advice = [row for row in year.followups if row.recommendation.source is not Source.PLAN]
    title = "Tindak lanjut rekomendasi"
    if not advice:
        return Slide("followup", title, (Note("Belum ada rekomendasi yang tercatat.", WARNING),))
    left = [row for row in advice if row.is_open]
    columns = (
        Column("Rekomendasi", width=4.0),
        Column("Penanggung jawab", width=1.6),
        Column("Tenggat", DATE, 1.1),
        Column("Status", width=1.1),
        Column("Kemajuan", PERCENT, 0.9),
    )
    rows = tuple(
        (
            deck_words.short(row.recommendation.text, _LONGEST),
            row.followup.post if row.followup is not None and row.followup.post else "belum ditetapkan",
            text.date_short(row.due) if row.due is not None else None,
            wording.STATUSES[row.status.value],
            row.progress,
        )
        for row in left[:_MOST_OWN]
    )
    blocks: list[Block] = [_counts(advice)]
    if rows:
        blocks.append(Table("Yang belum selesai", columns, rows))
    if len(left) > len(rows):
        blocks.append(Paragraph(f"Dan {len(left) - len(rows)} rekomendasi lain di Tindak Lanjut.", "small"))
    return Slide(
        "followup",
        f"{title}: {_done_words(advice)}",
        tuple(blocks),
        notes("\n".join(_line(row, year.name) for row in advice[:_MOST_LATE])),
        ("Matriks tindak lanjut RBDesk", f"per {text.date_long(year.today)}"),
    )


def _counts(advice: Sequence[AdviceRow]) -> Facts:
    one = _Together(tuple(advice))
    found = [
        ("Rekomendasi", len(advice)),
        ("Selesai", one.count(Status.DONE)),
        ("Dalam proses", one.count(Status.UNDER_WAY)),
        ("Belum", one.count(Status.NOT_BEGUN)),
        ("Terlambat", one.late),
    ]
    impossible = one.count(Status.IMPOSSIBLE)
    if impossible:
        found[4:4] = [("Tidak dapat", impossible)]
    return Facts(tuple((name, text.number(count, 0)) for name, count in found))


def _done_words(advice: Sequence[AdviceRow]) -> str:
    """How many are done, of those that can be done."""
    one = _Together(tuple(advice))
    done, possible = one.count(Status.DONE), len(advice) - one.count(Status.IMPOSSIBLE)
    return f"{text.number(done, 0)} dari {text.number(possible, 0)} selesai"


def _late_lines(advice: Sequence[AdviceRow], offices: dict[str, OfficeYear]) -> str:
    late = sorted((row for row in advice if row.days_late > 0), key=lambda row: -row.days_late)
    lines = [_line(row, offices[row.office].name) for row in late[:_MOST_LATE]]
    if len(late) > len(lines):
        lines.append(f"- dan {len(late) - len(lines)} lainnya di RBDesk.")
    return "\n".join(lines) or "- tidak ada."


def _line(row: AdviceRow, office: str) -> str:
    number = f" {row.recommendation.number}" if row.recommendation.number else ""
    late = f", lewat {row.days_late} hari" if row.days_late > 0 else ""
    files = ", ".join(f"“{item.name}”" for item in row.evidence)
    status = wording.STATUSES[row.status.value].lower()
    told = f"- Kec. {office}{number}: {deck_words.short(row.recommendation.text, 120)} ({status}{late})"
    return f"{told}; bukti {files}" if files else f"{told}; tanpa bukti"
