"""The kinds of rows in an office's state: which table holds each, and how a cell becomes a line of it and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rbdesk.domain import reference
from rbdesk.domain.assessment import Answer, Evidence
from rbdesk.domain.checks import Waiver
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.lineage import Cell, Edit, RowKey
from rbdesk.domain.review import Reply, ReplyAct
from rbdesk.domain.submission import Profile
from rbdesk.domain.survey import Batch
from rbdesk.store.values import json_text, number_text, parse_time, parse_value, time_text, value_text

Line = Sequence[Any]
_EDIT = ("replica", "n", "at", "by")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its table, and how its values are written there.

    `columns` in the order of a line: office, year, the key, the edit, the value. `order` sorts the cells of a row
    by dot; `of_row` and `of_cell` are conditions that name one.
    """

    table: str
    name: str
    columns: str
    insert: str
    order: str
    of_row: str
    of_cell: str
    key_length: int
    value_columns: tuple[str, ...]
    write: Callable[[Any], Line]
    read: Callable[[Sequence[str], Line], object]

    def read_line(self, line: Line) -> tuple[RowKey, Cell]:
        """The row and the cell in a line."""
        end = 2 + self.key_length
        key = tuple(line[2:end])
        replica, n, at, by = line[end : end + 4]
        value = self.read(key, line[end + 4 :])
        return (self.name, *key), Cell(Edit(replica, n, parse_time(at), by), value)

    def write_line(self, office: str, year: int, row: RowKey, cell: Cell) -> Line:
        """The line of a cell."""
        edit = cell.edit
        start = (office, year, *row[1:], edit.replica, edit.n, time_text(edit.at), edit.by)
        return (*start, *self.write(cell.value))


def value_text_of(row: RowKey, value: object) -> str:
    """A row's value as one JSON text, by column."""
    kind = KINDS[row[0]]
    return json_text(dict(zip(kind.value_columns, kind.write(value), strict=True)))


def parse_value_of(row: RowKey, text: str) -> object:
    """The value of such a text."""
    kind = KINDS[row[0]]
    found: Mapping[str, Any] = json.loads(text)
    return kind.read(row[1:], [found[column] for column in kind.value_columns])


def _kind(
    name: str,
    table: str,
    *,
    key: tuple[str, ...],
    value: tuple[str, ...],
    write: Callable[[Any], Line],
    read: Callable[[Sequence[str], Line], object],
) -> Kind:
    columns = ("office", "year", *key, *_EDIT, *value)
    of_row = " AND ".join(f"{column} = ?" for column in ("office", "year", *key))
    return Kind(
        table=table,
        name=name,
        columns=", ".join(columns),
        insert=f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        order=", ".join(("office", *key, "replica", "n")),
        of_row=of_row,
        of_cell=f"{of_row} AND replica = ? AND n = ?",
        key_length=len(key),
        value_columns=value,
        write=write,
        read=read,
    )


def _write_answer(value: Answer) -> Line:
    return (value_text(value.value), value.note)


def _read_answer(_key: Sequence[str], line: Line) -> Answer:
    value, note = line
    return Answer(parse_value(value), note)


def _write_evidence(value: Evidence) -> Line:
    return (value.size, value.name, value.mime, value.note, int(value.on))


def _read_evidence(key: Sequence[str], line: Line) -> Evidence:
    _, question, sha256 = key
    size, name, mime, note, linked = line
    return Evidence(question, sha256, size, name, mime, note, bool(linked))


def _write_profile(value: Profile) -> Line:
    return (value.head, value.contact, value.phone)


def _read_profile(_key: Sequence[str], line: Line) -> Profile:
    return Profile(*line)


def _write_recommendation(value: Recommendation) -> Line:
    about = json_text([list(row) for row in value.rows])
    start = (value.source.value, value.letter, value.number, value.area, about)
    return (*start, value.text, _day_text(value.due), int(value.on))


def _read_recommendation(key: Sequence[str], line: Line) -> Recommendation:
    source, letter, number, area, about, text, due, on = line
    rows = tuple(tuple(row) for row in json.loads(about))
    return Recommendation(key[0], Source(source), letter, number, area, rows, text, _day(due), bool(on))


def _write_followup(value: FollowUp) -> Line:
    end = (value.plan, value.note, value.post, _day_text(value.due))
    return (value.status.value, value.progress, *end)


def _read_followup(key: Sequence[str], line: Line) -> FollowUp:
    status, progress, plan, note, post, due = line
    return FollowUp(key[0], Status(status), progress, plan, note, post, _day(due))


def _write_reply(value: Reply) -> Line:
    return (value.act.value, value.text)


def _read_reply(key: Sequence[str], line: Line) -> Reply:
    to = reference.parse_dot(key[0])
    if to is None:
        raise ValueError(f"no dot: {key[0]}")
    act, text = line
    return Reply(to, ReplyAct(act), text)


def _write_batch(value: Batch) -> Line:
    counts = None if value.counts is None else json_text(value.counts)
    means = None if value.means is None else json_text([number_text(mean) for mean in value.means])
    start = (counts, means, value.respondents, value.broken, value.population)
    return (*start, json_text(value.profile), value.note, int(value.on))


def _read_batch(key: Sequence[str], line: Line) -> Batch:
    counts, means, respondents, broken, population, profile, note, on = line
    instrument, service, period, batch = key
    return Batch(
        instrument=instrument,
        service=service,
        period=period,
        batch=batch,
        counts=None if counts is None else tuple(tuple(one) for one in json.loads(counts)),
        means=None if means is None else tuple(Decimal(mean) for mean in json.loads(means)),
        respondents=respondents,
        broken=broken,
        population=population,
        profile=tuple((field, choice, count) for field, choice, count in json.loads(profile)),
        note=note,
        on=bool(on),
    )


def _write_waiver(value: Waiver) -> Line:
    return (value.reason, int(value.on))


def _read_waiver(_key: Sequence[str], line: Line) -> Waiver:
    reason, on = line
    return Waiver(reason, bool(on))


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_ALL = (
    _kind(
        reference.ANSWERS,
        "answers",
        key=("instrument", "question"),
        value=("value", "note"),
        write=_write_answer,
        read=_read_answer,
    ),
    _kind(
        reference.EVIDENCE,
        "evidence",
        key=("instrument", "question", "sha256"),
        value=("size", "name", "mime", "note", "linked"),
        write=_write_evidence,
        read=_read_evidence,
    ),
    _kind(
        reference.PROFILE,
        "profiles",
        key=(),
        value=("head", "contact", "phone"),
        write=_write_profile,
        read=_read_profile,
    ),
    _kind(
        reference.RECOMMENDATIONS,
        "recommendations",
        key=("recommendation",),
        value=("source", "letter", "number", "area", "about", "text", "due", "stands"),
        write=_write_recommendation,
        read=_read_recommendation,
    ),
    _kind(
        reference.FOLLOWUPS,
        "followups",
        key=("recommendation",),
        value=("status", "progress", "plan", "note", "post", "due"),
        write=_write_followup,
        read=_read_followup,
    ),
    _kind(
        reference.REPLIES,
        "replies",
        key=("ruling",),
        value=("act", "text"),
        write=_write_reply,
        read=_read_reply,
    ),
    _kind(
        reference.SURVEYS,
        "surveys",
        key=("instrument", "service", "period", "batch"),
        value=("counts", "means", "respondents", "broken", "population", "profile", "note", "stands"),
        write=_write_batch,
        read=_read_batch,
    ),
    _kind(
        reference.WAIVERS,
        "waived",
        key=("instrument", "question", "kind"),
        value=("reason", "stands"),
        write=_write_waiver,
        read=_read_waiver,
    ),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
