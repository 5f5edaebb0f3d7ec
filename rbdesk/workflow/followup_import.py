"""Recommendations from a table (matriks tindak lanjut): read and judged first, written only when somebody says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from rbdesk import text
from rbdesk.domain import followup as followups
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import RowKey
from rbdesk.domain.typed import clean_text
from rbdesk.progress import SILENT, Progress
from rbdesk.report import sheets
from rbdesk.report.sheets import CellFault, Table
from rbdesk.store import advice as advices
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.workflow import catalog
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.followup_items import own_of
from rbdesk.workflow.followups import add_recommendations, record_followup
from rbdesk.workflow.points import point_before

WANTED: Mapping[str, Sequence[str]] = {
    "text": ("Rekomendasi", "Uraian rekomendasi", "Isi rekomendasi", "Temuan dan rekomendasi", "text"),
    "number": ("No", "Nomor", "No. rekomendasi", "Nomor rekomendasi", "number"),
    "source": ("Sumber", "Sumber rekomendasi", "Asal", "source"),
    "letter": ("Surat", "Nomor surat", "No. surat", "LHE", "letter"),
    "office": ("Kecamatan", "Kode kecamatan", "Unit kerja", "OPD", "Perangkat daerah", "office"),
    "area": ("Area", "Area perubahan", "area"),
    "questions": ("Pertanyaan", "Kode pertanyaan", "Kode", "questions"),
    "due": ("Tenggat", "Target waktu", "Target penyelesaian", "Batas waktu", "Target", "due"),
    "post": ("Penanggung jawab", "PIC", "Jabatan", "post"),
    "plan": ("Rencana tindak lanjut", "Rencana aksi", "RTL", "Rencana", "plan"),
    "status": ("Status", "Status tindak lanjut", "status"),
    "progress": ("Kemajuan", "Persentase penyelesaian", "Persentase", "Progres", "progress"),
    "note": ("Catatan", "Keterangan", "Tindak lanjut", "Perkembangan", "note"),
}
_SOURCES: Sequence[tuple[str, Source]] = (
    ("inspektorat", Source.INSPECTORATE),
    ("skm", Source.SURVEY),
    ("survei", Source.SURVEY),
    ("pengaduan", Source.COMPLAINT),
    ("rencana", Source.PLAN),
    ("internal", Source.INTERNAL),
    ("lhe", Source.LHE),
    ("evaluasi", Source.LHE),
    ("kemenpan", Source.LHE),
)
_STATUSES: Sequence[tuple[str, Status]] = (  # the first that the cell's words begin with
    ("tidak dapat", Status.IMPOSSIBLE),
    ("belum sesuai", Status.UNDER_WAY),
    ("belum selesai", Status.UNDER_WAY),
    ("belum", Status.NOT_BEGUN),
    ("dalam proses", Status.UNDER_WAY),
    ("proses", Status.UNDER_WAY),
    ("sedang", Status.UNDER_WAY),
    ("selesai", Status.DONE),
    ("sudah", Status.DONE),
    ("sesuai", Status.DONE),
    ("tuntas", Status.DONE),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One row of the table, as it would be kept. `office` is "" for the desk's own; `line` its number in the file.

    `followup` is None where the table says nothing of what was done.
    """

    line: int
    office: str
    recommendation: Recommendation
    followup: FollowUp | None


@dataclass(frozen=True, slots=True)
class ImportTable:
    """What a file holds: its headings, which column is what (from 0), the rows, and every cell that cannot be read."""

    headings: tuple[str, ...]
    columns: Mapping[str, int]
    drafts: tuple[Draft, ...]
    faults: tuple[CellFault, ...]


def read_recommendations(
    path: Path, columns: Mapping[str, int] | None = None, progress: Progress = SILENT
) -> ImportTable:
    """The recommendations in a workbook or CSV file; nothing is kept. `columns` where a person said which is which.

    Raises OSError; NotAllowed: as `report.sheets.read_table`, "sheet_columns" (no column for the text).
    """
    table = sheets.read_table(path, WANTED)
    found = dict(sheets.map_columns(table, WANTED) if columns is None else columns)
    sheets.must_have(found, WANTED, ("text",))
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    drafts: list[Draft] = []
    faults: list[CellFault] = []
    for row in progress.each(table.rows):
        reader = _Reader(table, found, row, sheet)
        draft = reader.draft()
        faults += reader.faults
        if not reader.faults:
            drafts.append(draft)
    return ImportTable(table.headings, found, tuple(drafts), tuple(faults))


def read_headings(path: Path, progress: Progress = SILENT) -> tuple[str, ...]:
    """The headings of a file of which nobody knows yet which column is what. Raises as `sheets.read_table`."""
    progress.step(0, 1, path.name)
    return sheets.read_table(path, WANTED).headings


def load_known(db: Store, office: str, year: int) -> frozenset[tuple[str, str]]:
    """Letter and text of what an office was told already, so that a second import adds nothing."""
    own = own_of(assessments.load_snapshot(db, office, year)).values()
    given = (item.recommendation for item in advices.list_advice(db, office, year))
    return frozenset((item.letter, item.text) for item in (*own, *given) if item.on)


@point_before("import")
def import_recommendations(
    db: Store, office: str, year: int, drafts: Sequence[Draft], *, who: str, now: datetime
) -> Changes:
    """Write the rows of a table down, all or nothing; those that stand already are left out.

    `office` is whose they are where a row names none; at the secretariat "" stands for all offices. What the table
    says of the follow-up is kept at an office only: the secretariat does not speak for it. Raises as
    `add_recommendation`, with `place`.
    """
    changes = Changes()
    with db.atomic():
        for place, draft in enumerate(drafts):
            named = draft.office or office
            owners = [named] if named else [one.code for one in catalog.register().offices]
            wanted = draft.recommendation
            fresh = [
                (one, wanted)
                for one in owners
                if (wanted.letter, clean_text(wanted.text).strip()) not in load_known(db, one, year)
            ]
            for one in fresh:
                made = add_recommendations(db, [one], year, who=who, now=now, first=place)
                changes |= made
                if draft.followup is not None and one[0] == office:
                    (name,) = made.questions
                    told = replace(draft.followup, recommendation=name)
                    changes |= record_followup(db, office, year, told, who=who, now=now)
    return changes


class _Reader:
    """Reads one row and remembers what it could not read."""

    def __init__(self, table: Table, columns: Mapping[str, int], row: sheets.Row, sheet: Instrument) -> None:
        self._table, self._columns, self._row, self._sheet = table, columns, row, sheet
        self.faults: list[CellFault] = []

    def draft(self) -> Draft:
        due = self._due()
        rows = self._questions()
        recommendation = Recommendation(
            id="",
            source=self._source(),
            letter=self._fit("letter", followups.MOST_OF_A_LETTER),
            number=self._fit("number", followups.MOST_OF_A_NUMBER),
            area=self._area(),
            rows=rows,
            text=self._text(),
            due=due,
        )
        return Draft(self._row.number, self._office(), recommendation, self._followup())

    def _cell(self, key: str) -> str:
        return self._row.cell(self._columns[key]) if key in self._columns else ""

    def _fault(self, key: str, kind: str) -> None:
        column = self._columns[key]
        name = sheets.cell_name(self._row.number, column)
        heading = self._table.headings[column] if column < len(self._table.headings) else ""
        self.faults.append(CellFault(name, heading, kind, self._cell(key)))

    def _fit(self, key: str, most: int) -> str:
        words = clean_text(self._cell(key)).strip()
        if len(words) > most:
            self._fault(key, "too_long")
        return words

    def _text(self) -> str:
        words = self._fit("text", followups.MOST_OF_A_TEXT)
        if not words:
            self._fault("text", "empty")
        return words

    def _due(self) -> date | None:
        typed = self._cell("due")
        found = text.parse_day(typed) if typed else None
        if typed and found is None:
            self._fault("due", "day")
        return found

    def _source(self) -> Source:
        typed = self._cell("source").casefold()
        found = next((source for word, source in _SOURCES if word in typed), None)
        if typed and found is None:
            self._fault("source", "option")
        return found or Source.LHE

    def _office(self) -> str:
        typed = self._cell("office").casefold()
        plain = re.sub(r"^(kecamatan|kec\.?)\s+", "", typed).strip()
        if plain in ("", "semua", "semua kecamatan"):
            return ""
        for one in catalog.register().offices:
            if plain in (one.code, one.name.casefold()):
                return one.code
        self._fault("office", "office")
        return ""

    def _area(self) -> str:
        typed = self._cell("area").casefold().strip()
        for group in self._sheet.areas:
            if typed and typed in (group.code, group.short.casefold(), group.name.casefold()):
                return group.code
        if typed:
            self._fault("area", "area")
        return ""

    def _questions(self) -> tuple[RowKey, ...]:
        found: list[RowKey] = []
        for word in re.split(r"[\s,;]+", self._cell("questions")):
            if not word:
                continue
            code = next(
                (one for one in self._sheet.place_of if word in (one, self._sheet.display(one))), None
            )
            if code is None or self._sheet.node(code).question is None:
                self._fault("questions", "question")
                return ()
            found.append(assessments.answer_row(self._sheet.id, code))
        return tuple(found)

    def _followup(self) -> FollowUp | None:
        status, progress = self._status(), self._progress()
        plan = self._fit("plan", followups.MOST_OF_A_TEXT)
        note = self._fit("note", followups.MOST_OF_A_TEXT)
        post = self._fit("post", followups.MOST_OF_A_POST)
        if status is Status.IMPOSSIBLE and not note:
            self._fault("note" if "note" in self._columns else "status", "reason")
        if not (status or progress or plan or note or post):
            return None
        if status is None:
            status = Status.DONE if progress == 100 else Status.UNDER_WAY if progress else Status.NOT_BEGUN
        return followups.fit(FollowUp("", status, progress or 0, plan, note, post))

    def _status(self) -> Status | None:
        typed = self._cell("status").casefold()
        found = next((status for word, status in _STATUSES if typed.startswith(word)), None)
        if typed and found is None:
            self._fault("status", "option")
        return found

    def _progress(self) -> int | None:
        typed = self._cell("progress")
        if not typed:
            return None
        number = text.parse_number(typed.removesuffix("%").strip())
        if number is not None and 0 < number <= 1 and not typed.endswith("%"):
            number *= 100  # a cell that Excel shows in per cent
        if number is None or not 0 <= number <= 100:
            self._fault("progress", "range")
            return None
        return round(number)
