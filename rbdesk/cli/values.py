"""Answers as they are written on a command line or in a file: `ya`, `B`, `n_agent=12,n_change=9`, `score=3,62`."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rbdesk import messages, text
from rbdesk.domain.assessment import Answer, Value, value_fault
from rbdesk.domain.instrument import Instrument, Question

_BETWEEN_NUMBERS = re.compile(r"[,;]\s*(?=[a-z0-9_]+\s*=)")
_PLAIN_DECIMAL = re.compile(r"[0-9]+([.][0-9]+)?")


class Unreadable(ValueError):
    """A value or a file that cannot be taken; the message is for people."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file of answers: where it stands, and its members as written; `note` None where none is given."""

    place: str
    code: str
    value: str
    note: str | None


def parse_value(written: str, question: Question) -> Value | None:
    """The value that a text means for a question; None for an empty text. Raises Unreadable, with the reason."""
    if not written.strip():
        return None
    value = _options(written, question) if question.scale.options else _numbers(written, question)
    fault = value_fault(question.scale, value)
    if fault is not None:
        numbers = {} if isinstance(value, str) else dict(value)
        raise Unreadable(messages.value_fault(fault, question, numbers))
    return value


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a JSON list of {code, value, note} or a CSV with those headings. Raises Unreadable, OSError."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("Berkas harus berupa teks UTF-8") from error
    if path.suffix.casefold() == ".json" or content.lstrip().startswith("["):
        return _json_rows(content)
    return _csv_rows(content)


def to_answers(
    instrument: Instrument, rows: Sequence[Row], before: Mapping[str, Answer], codes: Mapping[str, str]
) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """The answers that rows mean, and a line for each row that means none. `codes` gives ids by what may be written."""
    answers: dict[str, Answer] = {}
    faults: list[str] = []
    for row in rows:
        code = codes.get(row.code.strip())
        if code is None:
            faults.append(f"{row.place}: pertanyaan “{row.code}” tidak ada di lembar ini")
            continue
        if code in answers:
            faults.append(f"{row.place}: {code} sudah disebut di baris lain")
            continue
        try:
            value = parse_value(row.value, instrument.question(code))
        except Unreadable as error:
            faults.append(f"{row.place}: {code} “{row.value}”. {error}")
            continue
        note = before.get(code, Answer()).note if row.note is None else row.note
        answers[code] = Answer(value, note)
    return answers, tuple(faults)


def _options(written: str, question: Question) -> str:
    labels = {option.label.casefold(): option.label for option in question.scale.options}
    return labels.get(written.strip().casefold(), written.strip())


def _numbers(written: str, question: Question) -> Value:
    whole = {item.id: item.whole for item in question.scale.inputs}
    example = ",".join(f"{name}=…" for name in whole)
    numbers: dict[str, Decimal] = {}
    for part in _BETWEEN_NUMBERS.split(written.strip()):
        name, equals, digits = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise Unreadable(f"Tulis seperti {example}")
        if name not in whole:
            raise Unreadable(f"“{name}” bukan angka pertanyaan ini; tulis seperti {example}")
        number = _number(digits, is_whole=whole[name])
        if number is None:
            raise Unreadable(f"“{digits}” bukan angka")
        numbers[name] = number
    return tuple(sorted(numbers.items()))


def _number(digits: str, *, is_whole: bool) -> Decimal | None:
    """A number with comma or point. A score's point is always the decimal one; a count's may part thousands."""
    if not is_whole and _PLAIN_DECIMAL.fullmatch(digits):
        return Decimal(digits)
    return text.parse_number(digits)


def _json_rows(content: str) -> tuple[Row, ...]:
    try:
        found = json.loads(content, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"Berkas bukan JSON yang dapat dibaca: {error}") from error
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise Unreadable("Berkas JSON harus berupa daftar {code, value, note}")
    return tuple(_json_row(f"baris {place}", item) for place, item in enumerate(found, start=1))


def _json_row(place: str, item: Mapping[str, object]) -> Row:
    code, value, note = item.get("code"), item.get("value"), item.get("note")
    if isinstance(value, dict):
        value = ",".join(f"{name}={number}" for name, number in value.items())
    if not isinstance(code, str) or not isinstance(value, str | None) or not isinstance(note, str | None):
        raise Unreadable(f"{place}: code, value, dan note harus berupa teks")
    return Row(place, code, value or "", note)


def _csv_rows(content: str) -> tuple[Row, ...]:
    head = content.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=";" if ";" in head else ",")
    names = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
    if "code" not in names or "value" not in names:
        raise Unreadable("Baris pertama CSV harus memuat judul code dan value")
    rows = []
    for item in reader:
        place = f"baris {reader.line_num}"
        if None in item:
            raise Unreadable(f"{place}: terlalu banyak kolom; beri tanda kutip pada nilai yang memuat koma")
        if not any((cell or "").strip() for cell in item.values()):
            continue
        note = item.get(names["note"]) if "note" in names else None
        rows.append(Row(place, item[names["code"]] or "", item[names["value"]] or "", note))
    return tuple(rows)
