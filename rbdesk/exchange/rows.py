"""The rows of an office's state as JSON and back: answers, evidence, profile, each with the edit that made it.

Judges what it reads member by member (RB-D01 … RB-D08, RB-D10); knows no file but its own rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from rbdesk.domain.assessment import MOST_OF_A_NOTE, Answer, Evidence, Value, value_fault
from rbdesk.domain.instrument import IID, MOST_OF_A_COUNT, QID, Edition
from rbdesk.domain.lineage import Cell, Edit, RowKey
from rbdesk.domain.submission import Profile
from rbdesk.exchange import canonical, schema
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.schema import Members, refuse
from rbdesk.exchange.strictzip import EVIDENCE_LIMIT_BYTES

Rows: TypeAlias = dict[RowKey, tuple[Cell, ...]]

ANSWERS_FILE, EVIDENCE_FILE, PROFILE_FILE = "data/answers.json", "data/evidence.json", "data/profile.json"
MOST_ANSWERS = 2000
MOST_EVIDENCE = 4000

# the word of a bundle for each type of evidence
TYPE_WORDS: Mapping[str, str] = {
    "application/pdf": "pdf",
    "image/jpeg": "jpeg",
    "image/png": "png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
TYPE_OF_WORD: Mapping[str, str] = {word: mime for mime, word in TYPE_WORDS.items()}

_FILE_NAME = re.compile(r".{1,120}", re.DOTALL)
_ANSWER_ROW = re.compile(rf"answers/({IID.pattern})/({QID.pattern})", re.ASCII)


def value_json(value: object) -> dict[str, Json]:
    """Return the members of a row that say its value. Raises ValueError: no row holds it, or no number has this form."""
    match value:
        case Answer():
            return {"v": _answer_json(value.value), "n": value.note}
        case Evidence():
            word = TYPE_WORDS.get(value.mime)
            if word is None:
                raise ValueError(f"a type that no evidence has: {value.mime}")
            return {
                **{"sha256": value.sha256, "size": value.size, "name": value.name, "mime": word},
                **{"on": value.on, "n": value.note},
            }
        case Profile():
            return {"head": value.head, "contact": value.contact, "phone": value.phone}
    raise ValueError(f"a value that no row holds: {type(value).__name__}")


def _answer_json(value: Value | None) -> Json:
    if value is None or isinstance(value, str):
        return value
    return {name: _number_json(name, number) for name, number in value}


def _number_json(name: str, number: Decimal) -> Json:
    if name == "score":
        return canonical.decimal_text(number)
    if number != number.to_integral_value():
        raise ValueError(f"a count with decimals: {name} {number}")
    return int(number)


def edit_json(edit: Edit) -> Json:
    """Return the edit that made a value."""
    return {"n": edit.n, "r": edit.replica, "t": schema.time_text(edit.at), "u": edit.by}


def read_answers(value: Json, edition: Edition | None, *, is_open: bool) -> Rows:
    """Return the rows of answers.json; without an edition questions and choices are not judged."""
    file = ANSWERS_FILE
    found: Rows = {}
    last = ("", "")
    for place, item in enumerate(schema.items(value, file, "", MOST_ANSWERS)):
        row = Members(item, file, f"[{place}]", is_open=is_open)
        instrument, question = row.matching("i", IID), row.matching("q", QID)
        if (instrument, question) <= last:
            refuse("RB-D06", file, row.path)
        last = (instrument, question)
        answer = Answer(_read_value(row), row.text("n", MOST_OF_A_NOTE))
        edit = _read_edit(row)
        row.close()
        _check_question(edition, instrument, question, file, row.path)
        _check_value(edition, instrument, question, answer, row)
        found["answers", instrument, question] = (Cell(edit, answer),)
    return found


def _read_value(row: Members) -> Value | None:
    value = row.get("v")
    match value:
        case None:
            return None
        case str():
            return row.text("v", 8)
        case dict() if value:
            return tuple(sorted((name, _read_number(name, number, row)) for name, number in value.items()))
    refuse("RB-D03", row.file, row.at("v"))


def _read_number(name: str, value: Json, row: Members) -> Decimal:
    if name == "score" and isinstance(value, str):
        try:
            return canonical.parse_decimal(value)
        except ValueError:
            refuse("RB-D03", row.file, row.at("v"))
    if name == "score" or not isinstance(value, int) or isinstance(value, bool):
        refuse("RB-D03", row.file, row.at("v"))
    if not 0 <= value <= MOST_OF_A_COUNT:
        refuse("RB-D05", row.file, row.at("v"))
    return Decimal(value)


def _check_question(edition: Edition | None, instrument: str, question: str, file: str, path: str) -> None:
    if edition is None:
        return
    sheet = edition.instrument(instrument)
    place = sheet.place_of.get(question) if sheet else None
    if sheet is None or place is None or sheet.nodes[place].question is None:
        refuse("RB-D04", file, path, question=question, instrument=instrument)


def _check_value(
    edition: Edition | None, instrument: str, question: str, answer: Answer, row: Members
) -> None:
    sheet = edition.instrument(instrument) if edition else None
    if sheet is None:
        return
    fault = value_fault(sheet.question(question).scale, answer.value)
    if fault is not None:
        refuse("RB-D05", row.file, row.at("v"), question=question, fault=fault)


def read_evidence(value: Json, edition: Edition | None, *, is_open: bool) -> Rows:
    """Return the rows of evidence.json; without an edition questions are not judged."""
    file = EVIDENCE_FILE
    found: Rows = {}
    last = ("", "")
    for place, item in enumerate(schema.items(value, file, "", MOST_EVIDENCE)):
        row = Members(item, file, f"[{place}]", is_open=is_open)
        reference, sha256 = row.text("row", 200), row.matching("sha256", schema.HEX64)
        if (reference, sha256) <= last:
            refuse("RB-D06", file, row.path)
        last = (reference, sha256)
        parts = _ANSWER_ROW.fullmatch(reference)
        if parts is None:
            refuse("RB-D10", file, row.at("row"))
        instrument, question = parts[1], parts[2]
        item_read = Evidence(
            question=question,
            sha256=sha256,
            size=row.whole("size", 0, EVIDENCE_LIMIT_BYTES),
            name=row.matching("name", _FILE_NAME),
            mime=TYPE_OF_WORD[row.one_of("mime", tuple(TYPE_OF_WORD))],
            note=row.text("n", 500),
            on=row.flag("on"),
        )
        edit = _read_edit(row)
        row.close()
        _check_question(edition, instrument, question, file, row.path)
        found["evidence", instrument, question, sha256] = (Cell(edit, item_read),)
    return found


def read_profile(value: Json, *, is_open: bool) -> Rows:
    """Return the one row of profile.json, none where nobody has filled it in."""
    if value is None:
        return {}
    row = Members(value, PROFILE_FILE, is_open=is_open)
    profile = Profile(row.text("head", 80), row.text("contact", 80), row.text("phone", 80))
    edit = _read_edit(row)
    row.close()
    return {("profile",): (Cell(edit, profile),)}


def _read_edit(row: Members) -> Edit:
    edit = row.inner("e")
    read = Edit(
        replica=edit.matching("r", schema.REPLICA),
        n=edit.whole("n", 1, schema.MAX_COUNTER),
        at=edit.time("t"),
        by=edit.text("u", 60),
    )
    edit.close()
    return read
