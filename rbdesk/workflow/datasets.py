"""A consolidated year as a dataset for analysts; what it says is what Perbandingan shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from importlib import metadata
from pathlib import Path

from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Register
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.errors import NotAllowed
from rbdesk.progress import SILENT, Progress
from rbdesk.report import dataset, dataset_contents
from rbdesk.report.dataset import Cell, Dataset, DatasetTable
from rbdesk.store.database import Store
from rbdesk.store.trouble import file_trouble
from rbdesk.workflow import catalog, citizens, comparing, secretariat
from rbdesk.workflow.comparing import OfficeSides, Sides

CSV, PARQUET = "csv", "parquet"
_PARTITIONS = ("year", "regency")

Row = tuple[Cell, ...]


def load_dataset(
    db: Store, year: int, instrument_id: str = catalog.UNIT_SHEET, *, made_at: datetime
) -> Dataset:
    """All offices of a year on one instrument. Offices without one value have a row of their status only."""
    sides = comparing.load_sides(db, year, instrument_id)
    register = catalog.register()
    where = (year, register.code)
    try:
        satisfaction: Mapping[str, list[Row]] = _surveys(citizens.load_satisfaction(db, year), where)
    except NotAllowed:  # an edition without a survey
        satisfaction = {}
    tables = (
        DatasetTable(
            "offices",
            dataset_contents.OFFICES_TITLE,
            dataset_contents.OFFICES,
            tuple(_offices(sides, where)),
            ("year", "office"),
            _PARTITIONS,
        ),
        DatasetTable(
            "questions",
            dataset_contents.QUESTIONS_TITLE,
            dataset_contents.QUESTIONS,
            tuple(_questions(sides.instrument)),
            ("instrument", "question"),
            ("instrument",),
        ),
        DatasetTable(
            "answers",
            dataset_contents.ANSWERS_TITLE,
            dataset_contents.ANSWERS,
            tuple(row for one in sides.offices for row in _answers(one, sides.instrument, where)),
            ("year", "office", "instrument", "question"),
            _PARTITIONS,
        ),
        DatasetTable(
            "scores",
            dataset_contents.SCORES_TITLE,
            dataset_contents.SCORES,
            tuple(row for one in sides.offices for row in _scores(one, sides.instrument, where)),
            ("year", "office", "instrument", "side", "area"),
            _PARTITIONS,
        ),
        DatasetTable(
            "survey",
            dataset_contents.SURVEY_TITLE,
            dataset_contents.SURVEY,
            tuple(row for rows in satisfaction.values() for row in rows),
            ("year", "office", "element"),
            _PARTITIONS,
        ),
    )
    return Dataset(
        name=_name(register, year, instrument_id),
        title=dataset_contents.TITLE.format(regency=register.name, year=year),
        description=dataset_contents.DESCRIPTION,
        version=metadata.version("rbdesk"),
        digest=secretariat.load_digest(db),
        made_at=made_at,
        tables=tables,
    )


def write_dataset(
    found: Dataset, folder: Path, *, kind: str = CSV, progress: Progress = SILENT
) -> tuple[Path, ...]:
    """Write a dataset as `CSV` or `PARQUET` into a folder that is empty or not there yet; the files. A job.

    Raises NotAllowed: "not_empty", "no_parquet" (pyarrow is not installed). StoreTrouble: the place takes no file.
    Cancelled.
    """
    write = dataset.write_parquet if kind == PARQUET else dataset.write_csv
    with file_trouble(folder):
        try:
            return write(found, folder, progress)
        except FileExistsError as held:
            raise NotAllowed("not_empty", path=str(folder)) from held
        except ImportError as missing:
            raise NotAllowed("no_parquet") from missing


def _name(register: Register, year: int, instrument_id: str) -> str:
    return f"rb-{register.code.replace('.', '-')}-{year}-{instrument_id}".lower()


def _offices(sides: Sides, where: Row) -> Iterator[Row]:
    for status in sides.inbox.offices:
        yield (*where, status.office.code, status.office.name, status.status, status.revision, status.final)


def _questions(instrument: Instrument) -> Iterator[Row]:
    for place in instrument.question_places:
        node = instrument.nodes[place]
        assert node.question is not None
        area = instrument.area_of(node.code)
        weight = instrument.question_share_weight(place)
        yield (
            instrument.id,
            node.code,
            area.code,
            area.name,
            weight,
            node.question.scale.answer_type,
            node.name,
        )


def _answers(one: OfficeSides, instrument: Instrument, where: Row) -> Iterator[Row]:
    own = one.own
    if own is None:
        return
    for place in instrument.question_places:
        code, worth = instrument.nodes[place].code, own.shares[place]
        assert worth is not None
        yield (
            *where,
            one.office.code,
            instrument.id,
            code,
            worth.answered,
            worth.value,
            own.points[place],
            code not in one.open,
            *_verified(one.verified, place),
        )


def _verified(sheet: ScoreSheet | None, place: int) -> tuple[Fraction | None, Fraction | None]:
    worth = sheet.shares[place] if sheet is not None else None
    return (worth.value, sheet.points[place]) if sheet is not None and worth is not None else (None, None)


def _scores(one: OfficeSides, instrument: Instrument, where: Row) -> Iterator[Row]:
    for side, sheet, is_final in (
        ("self", one.own, one.row.final),
        ("verified", one.verified, one.is_whole),
    ):
        if sheet is None:
            continue
        head = (*where, one.office.code, instrument.id, side)
        for group in instrument.areas:
            percent = sheet.area_percent(group.places)
            yield (*head, group.code, group.weight, sheet.area(group.places), percent, is_final)
        yield (*head, "total", instrument.weight, sheet.total, sheet.percent(), is_final)


def _surveys(found: citizens.Satisfaction, where: Row) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for one in found.offices:
        if one.result is None:
            continue
        head = (*where, one.office)
        rows[one.office] = [
            (*head, element.element.key, element.filled, element.nrr) for element in one.result.elements
        ]
        rows[one.office].append((*head, "ikm", one.result.respondents, one.result.index))
    return rows
