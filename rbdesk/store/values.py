"""Values as text in a column and back: answers, evidence and profiles as JSON, times as `2020-09-03T07:05:11Z`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from rbdesk.domain.assessment import Answer, Evidence, Value
from rbdesk.domain.submission import Profile

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
# What a time in a bundle may be; a clock that is off by centuries must not make an edit that cannot travel
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST = datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)


def json_text(value: Json) -> str:
    """The one JSON text of a value: sorted members, no blanks."""
    return _ENCODER.encode(value)


def time_text(at: datetime) -> str:
    """A UTC-aware time as text, to the second, within the years 2000 to 2099."""
    return whole_second(at).isoformat().removesuffix("+00:00") + "Z"


def whole_second(at: datetime) -> datetime:
    """A UTC-aware time as the store gives it back: to the second, within the years 2000 to 2099."""
    at = at if at.tzinfo is UTC else at.astimezone(UTC)
    within = at if _EARLIEST <= at <= _LATEST else min(_LATEST, max(_EARLIEST, at))
    return within.replace(microsecond=0) if within.microsecond else within


def parse_time(text: str) -> datetime:
    """The time of such a text, UTC-aware."""
    return datetime.fromisoformat(text)


def number_text(number: Decimal) -> str:
    """A number in its shortest plain form: `2.5`, `12`, `0`."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def value_text(value: Value | None) -> str | None:
    """An answer's value as JSON, numbers as strings; None for unanswered."""
    if value is None:
        return None
    return json_text(value if isinstance(value, str) else {name: number_text(n) for name, n in value})


def parse_value(text: str | None) -> Value | None:
    """The value of such a text."""
    if text is None:
        return None
    found = json.loads(text)
    if isinstance(found, str):
        return found
    return tuple(sorted((str(name), Decimal(number)) for name, number in found.items()))


def to_json(value: object) -> Json:
    """An Answer, Evidence or Profile as the journal holds it."""
    if isinstance(value, Answer):
        kept = value_text(value.value)
        return {"value": None if kept is None else json.loads(kept), "note": value.note}
    if isinstance(value, Evidence):
        return {
            "question": value.question,
            "sha256": value.sha256,
            "size": value.size,
            "name": value.name,
            "mime": value.mime,
            "note": value.note,
            "on": value.on,
        }
    if isinstance(value, Profile):
        return {"head": value.head, "contact": value.contact, "phone": value.phone}
    raise TypeError(type(value).__name__)


def to_answer(data: Mapping[str, object]) -> Answer:
    """The answer that `to_json` wrote."""
    kept = data["value"]
    return Answer(parse_value(None if kept is None else json.dumps(kept)), str(data["note"]))


def to_evidence(data: Mapping[str, object]) -> Evidence:
    """The evidence that `to_json` wrote."""
    return Evidence(
        question=str(data["question"]),
        sha256=str(data["sha256"]),
        size=int(str(data["size"])),
        name=str(data["name"]),
        mime=str(data["mime"]),
        note=str(data["note"]),
        on=bool(data["on"]),
    )


def to_profile(data: Mapping[str, object]) -> Profile:
    """The profile that `to_json` wrote."""
    return Profile(str(data["head"]), str(data["contact"]), str(data["phone"]))
