"""A survey from a table: read and judged first, kept only when somebody says so.

Elements are known by their names, never by a number: U8 and U9 are swapped on many forms. Names, telephone numbers
and addresses are dropped while reading, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from rbdesk import text
from rbdesk.domain.survey import PERIOD, SCALE, Batch, Form, Means, Survey
from rbdesk.domain.typed import clean_line
from rbdesk.errors import NotAllowed
from rbdesk.progress import SILENT, Progress
from rbdesk.report import sheets
from rbdesk.report.sheets import CellFault, Row, Table
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, surveys
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.points import point_before

ANY_SERVICE = "Semua layanan"
MOST_RESPONDENTS_OF_A_ROW = 10**6

_PLACE: Mapping[str, Sequence[str]] = {
    "period": ("Periode", "periode", "Triwulan", "Semester"),
    "service": ("Layanan", "Jenis layanan", "Nama layanan", "Unit layanan"),
    "respondents": ("Responden", "Jumlah responden", "n"),
    "population": ("Populasi", "Jumlah populasi", "Jumlah penerima layanan"),
}
_PROFILE: Mapping[str, Sequence[str]] = {
    "jenis_kelamin": ("Jenis kelamin", "L/P", "JK", "Kelamin"),
    "usia": ("Usia", "Umur", "Kelompok usia"),
    "pendidikan": ("Pendidikan", "Pendidikan terakhir"),
    "pekerjaan": ("Pekerjaan", "Pekerjaan utama"),
}
# Other names that elements have on forms in use
_ALSO: Mapping[str, Sequence[str]] = {
    "persyaratan": ("Persyaratan pelayanan", "Kesesuaian persyaratan", "Syarat"),
    "prosedur": ("Prosedur", "Prosedur pelayanan", "Kemudahan prosedur", "Sistem mekanisme prosedur"),
    "waktu": ("Waktu", "Waktu pelayanan", "Kecepatan waktu", "Waktu penyelesaian pelayanan"),
    "biaya": ("Biaya", "Tarif", "Biaya pelayanan", "Kewajaran biaya"),
    "produk": ("Produk", "Produk layanan", "Produk pelayanan", "Hasil layanan", "Spesifikasi produk"),
    "kompetensi": ("Kompetensi", "Kompetensi petugas", "Kemampuan petugas"),
    "perilaku": ("Perilaku", "Perilaku petugas", "Kesopanan petugas", "Kesopanan dan keramahan"),
    "pengaduan": ("Pengaduan", "Penanganan pengaduan", "Aduan", "Saran dan masukan", "Penanganan aduan"),
    "sarana": ("Sarana", "Sarana prasarana", "Kualitas sarana", "Prasarana", "Kualitas sarana dan prasarana"),
}
_PERSONAL = re.compile(
    r"\b(nama|responden_?nama|telepon|telp|no\.? ?hp|hp|handphone|wa|whatsapp|alamat|nik|ktp|e-?mail|surel|tanggal lahir"
    r"|tgl lahir|nip)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"U[1-9]", re.IGNORECASE)
_MONTHLY = re.compile(
    r"(?:triwulan|tw|t)\s*(iv|iii|ii|i|[1-4])|(?:semester|smt|s)\s*(ii|i|[12])", re.IGNORECASE
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True, slots=True)
class ImportedBatch:
    """What a table holds for a service and period: single forms, or averages of so many respondents."""

    service: str
    period: str
    forms: tuple[Form, ...] = ()
    means: Means | None = None
    respondents: int = 0
    population: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """What can be kept, the cells that cannot be read, and the headings of the columns that were dropped as personal."""

    batches: tuple[ImportedBatch, ...]
    faults: tuple[CellFault, ...]
    dropped: tuple[str, ...]
    ignored: tuple[str, ...]


def read_survey(
    path: Path, year: int, *, period: str = "", service: str = "", progress: Progress = SILENT
) -> SurveyTable:
    """The survey in a workbook or CSV file; `period` and `service` are those of a table that does not say.

    Raises OSError; NotAllowed: as `report.sheets.read_table`, "survey_numbers" (elements are only numbered),
    "sheet_columns" (`missing` elements), "survey_period" (neither the table nor the caller says which).
    """
    progress.step(0, 1, path.name)
    survey = catalog.survey_of_year(year)
    wanted = _wanted(survey)
    table = sheets.read_table(path, wanted)
    columns = sheets.map_columns(table, wanted)
    missing = [element.title for element in survey.elements if element.key not in columns]
    if missing:
        numbered = [heading for heading in table.headings if _NUMBERED.fullmatch(heading.strip())]
        if numbered:
            raise NotAllowed("survey_numbers", numbers=text.listing(numbered))
        raise NotAllowed("sheet_columns", missing=text.listing(missing))
    if "period" not in columns and PERIOD.fullmatch(period) is None:
        raise NotAllowed("survey_period")
    reading = _Reading(survey, year, table, columns, period, service or ANY_SERVICE)
    for row in progress.each(table.rows):
        reading.take(row)
    used = {columns[key] for key in columns}
    rest = [heading for place, heading in enumerate(table.headings) if heading and place not in used]
    dropped = tuple(heading for heading in rest if _PERSONAL.search(heading))
    return SurveyTable(
        reading.batches(), tuple(reading.faults), dropped, tuple(one for one in rest if one not in dropped)
    )


@point_before("import")
def keep_survey(db: Store, office: str, year: int, table: SurveyTable, *, who: str, now: datetime) -> Changes:
    """Keep what a table holds, all or none: for each service and period it stands in place of what this store had.

    Raises NotAllowed: as `surveys.keep_counts`, "sheet_faults" (the table has cells that cannot be read).
    """
    if table.faults:
        raise NotAllowed("sheet_faults", count=len(table.faults))
    changes = Changes()
    with db.atomic():
        for one in table.batches:
            if one.means is not None:
                changes |= surveys.keep_means(
                    db, office, year, one.service, one.period, one.means, one.respondents,
                    population=one.population, who=who, now=now,
                )  # fmt: skip
            else:
                changes |= surveys.keep_forms(
                    db, office, year, one.service, one.period, one.forms,
                    population=one.population, who=who, now=now,
                )  # fmt: skip
    return changes


@dataclass(frozen=True, slots=True)
class Former:
    """What this store had for a service and period before a table came: `batch` None for nothing."""

    service: str
    period: str
    batch: Batch | None
    forms: tuple[Form, ...] = ()


def load_former(db: Store, office: str, year: int, table: SurveyTable) -> tuple[Former, ...]:
    """What `keep_survey` of this table would put something in place of."""
    places = [(one.service, one.period) for one in table.batches]
    return tuple(Former(*place, *surveys.load_own(db, office, year, *place)) for place in places)


def put_back(
    db: Store, office: str, year: int, former: Sequence[Former], *, who: str, now: datetime
) -> Changes:
    """Let stand again what stood before a table was kept, all or none. Raises as `surveys.keep_counts`."""
    changes = Changes()
    with db.atomic():
        for one in former:
            if one.batch is not None:
                changes |= surveys.keep_batch(db, office, year, one.batch, one.forms, who=who, now=now)
                continue
            batch, _ = surveys.load_own(db, office, year, one.service, one.period)
            if batch is not None:
                changes |= surveys.set_standing(db, office, year, batch, False, who=who, now=now)
    return changes


def parse_period(typed: str, year: int) -> str | None:
    """A period as people write it: "2020-S1", "Semester 1", "TW II 2020", "2020"; of `year` where it names none."""
    words = clean_line(typed)
    if PERIOD.fullmatch(words.upper()):
        return words.upper()
    named = re.search(r"20[0-9]{2}", words)
    of_year = named[0] if named else str(year)
    rest = words.replace(named[0], " ").strip(" -/") if named else words
    if not rest or rest.casefold() in ("tahun", "tahunan", "y"):
        return f"{of_year}-Y" if named or rest else None
    match = _MONTHLY.fullmatch(rest.replace("-", " ").strip())
    if match is None:
        return None
    quarter, half = match.groups()
    number = _ROMAN.get((quarter or half).casefold(), quarter or half)
    return f"{of_year}-{'T' if quarter else 'S'}{number}"


class _Reading:
    """Collects the rows of a table by service and period, and the cells that cannot be read."""

    def __init__(
        self, survey: Survey, year: int, table: Table, columns: Mapping[str, int], period: str, service: str
    ) -> None:
        self.faults: list[CellFault] = []
        self._survey, self._year, self._table, self._columns = survey, year, table, columns
        self._period, self._service = period, service
        self._has_means = "respondents" in columns
        self._forms: dict[tuple[str, str], list[Form]] = {}
        self._means: dict[tuple[str, str], ImportedBatch] = {}
        self._populations: dict[tuple[str, str], int] = {}

    def take(self, row: Row) -> None:
        """Read a row; a row with a fault brings nothing."""
        period = self._read_period(row)
        service = clean_line(self._cell(row, "service")) or self._service
        population = self._read_count(row, "population")
        if period is None or population is _FAULTY:
            return
        place = (service, period)
        if population is not None:
            self._populations[place] = max(self._populations.get(place, 0), population)
        if self._has_means:
            self._take_means(row, place)
        else:
            self._take_form(row, place)

    def batches(self) -> tuple[ImportedBatch, ...]:
        """What was read, by period and service."""
        found = [
            ImportedBatch(*place, tuple(forms), None, len(forms), self._populations.get(place))
            for place, forms in self._forms.items()
        ]
        found += list(self._means.values())
        return tuple(sorted(found, key=lambda one: (one.period, one.service.casefold())))

    def _take_form(self, row: Row, place: tuple[str, str]) -> None:
        answers = []
        for element in self._survey.elements:
            cell = self._cell(row, element.key)
            number = text.parse_number(cell) if cell else Decimal(0)
            if number is None or number != number.to_integral_value() or (cell and number not in SCALE):
                self._fault(row, element.key, "answer")
                return
            answers.append(int(number))
        profile = tuple(
            sorted((key, clean_line(self._cell(row, key))[:40]) for key in _PROFILE if self._cell(row, key))
        )
        self._forms.setdefault(place, []).append(Form(tuple(answers), profile))

    def _take_means(self, row: Row, place: tuple[str, str]) -> None:
        respondents = self._read_count(row, "respondents")
        if respondents is None or respondents is _FAULTY or respondents == 0:
            self._fault(row, "respondents", "whole")
            return
        means = []
        for element in self._survey.elements:
            mean = _mean(self._cell(row, element.key))
            if mean is None:
                self._fault(row, element.key, "mean")
                return
            means.append(mean)
        if place in self._means:
            self._fault(row, "respondents", "twice")
            return
        population = self._populations.get(place)
        self._means[place] = ImportedBatch(*place, (), tuple(means), respondents, population)

    def _read_period(self, row: Row) -> str | None:
        if "period" not in self._columns:
            return self._period
        found = parse_period(self._cell(row, "period"), self._year)
        if found is None:
            self._fault(row, "period", "period")
        return found

    def _read_count(self, row: Row, key: str) -> int | None:
        cell = self._cell(row, key)
        if not cell:
            return None
        number = text.parse_number(cell)
        if (
            number is None
            or number != number.to_integral_value()
            or not 0 <= number <= MOST_RESPONDENTS_OF_A_ROW
        ):
            self._fault(row, key, "whole")
            return _FAULTY
        return int(number)

    def _cell(self, row: Row, key: str) -> str:
        return row.cell(self._columns[key]) if key in self._columns else ""

    def _fault(self, row: Row, key: str, kind: str) -> None:
        column = self._columns[key]
        name = sheets.cell_name(row.number, column)
        if not self.faults or self.faults[-1].cell != name:
            self.faults.append(CellFault(name, self._table.headings[column], kind, row.cell(column)))


_FAULTY = -1


def _mean(cell: str) -> Decimal | None:
    """An average 1..4 with comma or point: of so small a number neither can group thousands."""
    try:
        number = Decimal(cell.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or not SCALE[0] <= number <= SCALE[-1]:
        return None
    return round(number, 6)


def _wanted(survey: Survey) -> dict[str, tuple[str, ...]]:
    """The headings of every column, also with the code beside an element's name ("U8 Sarana dan Prasarana")."""
    found: dict[str, tuple[str, ...]] = {}
    for element in survey.elements:
        names = (element.key, element.title, *_ALSO.get(element.key, ()))
        numbered = [f"U{number} {name}" for name in names for number in range(1, 10)]
        numbered += [f"{name} U{number}" for name in names for number in range(1, 10)]
        found[element.key] = (element.title, *names, *numbered)
    return {**found, **{key: tuple(names) for key, names in (*_PLACE.items(), *_PROFILE.items())}}
