"""The rows of an office's state as JSON and back: answers, evidence, profile, each with the edit that made it.

Judges what it reads member by member (RB-D01 … RB-D08, RB-D10); knows no file but its own rows. What recommendations
have brought stands in `followup_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from rbdesk.domain import reference
from rbdesk.domain.assessment import MOST_OF_A_NOTE, Answer, Evidence, Value, value_fault
from rbdesk.domain.instrument import IID, MOST_OF_A_COUNT, QID, Edition, Scale
from rbdesk.domain.lineage import Cell, RowKey
from rbdesk.domain.submission import Profile
from rbdesk.exchange import canonical, schema
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.edits import edit_json, read_edit
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


def value_json(value: object) -> dict[str, Json]:
    """Return the members of a row that say its value. Raises ValueError: no row holds it, or no number has this form."""
    match value:
        case Answer():
            return {"v": answer_json(value.value), "n": value.note}
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


def evidence_json(found: Mapping[RowKey, tuple[Cell, ...]]) -> Json:
    """Return the rows of evidence among these, one cell each, by (row, sha256)."""
    listed = []
    for key, (cell,) in found.items():
        if key[0] == reference.EVIDENCE:
            text = reference.row_text(reference.row_of_evidence(key))
            row = value_json(cell.value) | {"row": text, "e": edit_json(cell.edit)}
            listed.append(((text, key[-1]), row))
    return [row for _, row in sorted(listed, key=lambda item: item[0])]


def answer_json(value: Value | None) -> Json:
    """Return what was answered: a label, the question's numbers, or null."""
    if value is None or isinstance(value, str):
        return value
    return {name: _number_json(name, number) for name, number in value}


def _number_json(name: str, number: Decimal) -> Json:
    if name == "score":
        return canonical.decimal_text(number)
    if number != number.to_integral_value():
        raise ValueError(f"a count with decimals: {name} {number}")
    return int(number)


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
        answer = Answer(read_value(row), row.text("n", MOST_OF_A_NOTE))
        edit = read_edit(row)
        row.close()
        scale = scale_of(edition, ("answers", instrument, question), row)
        fault = value_fault(scale, answer.value) if scale else None
        if fault is not None:
            refuse("RB-D05", file, row.at("v"), question=question, fault=fault)
        found["answers", instrument, question] = (Cell(edit, answer),)
    return found


def read_value(row: Members) -> Value | None:
    """Return what was answered, the member `v` of a row; whether the question allows it is not judged."""
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


def scale_of(edition: Edition | None, referred: RowKey, row: Members) -> Scale | None:
    """Return the scale of the question that a row is about; None without an edition, and for a follow-up.

    Raises BundleRefused: RB-D04, the edition has no such question.
    """
    if edition is None or referred[0] != reference.ANSWERS:
        return None
    _, instrument, code = referred
    sheet = edition.instrument(instrument)
    place = sheet.place_of.get(code) if sheet else None
    question = sheet.nodes[place].question if sheet is not None and place is not None else None
    if question is None:
        refuse("RB-D04", row.file, row.path, question=code, instrument=instrument)
    return question.scale


def read_reference(text: Json, row: Members, name: str) -> RowKey:
    """Return the row that a text refers to. Raises BundleRefused: RB-D10."""
    found = reference.parse_row(text) if isinstance(text, str) else None
    if found is None:
        refuse("RB-D10", row.file, row.at(name))
    return found


def read_evidence(value: Json, edition: Edition | None, *, is_open: bool) -> Rows:
    """Return the rows of evidence.json; without an edition questions are not judged."""
    file = EVIDENCE_FILE
    found: Rows = {}
    last = ("", "")
    for place, item in enumerate(schema.items(value, file, "", MOST_EVIDENCE)):
        row = Members(item, file, f"[{place}]", is_open=is_open)
        text, sha256 = row.text("row", 200), row.matching("sha256", schema.HEX64)
        if (text, sha256) <= last:
            refuse("RB-D06", file, row.path)
        last = (text, sha256)
        referred = read_reference(text, row, "row")
        item_read = Evidence(
            question=referred[-1],
            sha256=sha256,
            size=row.whole("size", 0, EVIDENCE_LIMIT_BYTES),
            name=row.matching("name", _FILE_NAME),
            mime=TYPE_OF_WORD[row.one_of("mime", tuple(TYPE_OF_WORD))],
            note=row.text("n", 500),
            on=row.flag("on"),
        )
        edit = read_edit(row)
        row.close()
        scale_of(edition, referred, row)
        found[reference.evidence_row(referred, sha256)] = (Cell(edit, item_read),)
    return found


def read_profile(value: Json, *, is_open: bool) -> Rows:
    """Return the one row of profile.json, none where nobody has filled it in."""
    if value is None:
        return {}
    row = Members(value, PROFILE_FILE, is_open=is_open)
    profile = Profile(row.text("head", 80), row.text("contact", 80), row.text("phone", 80))
    edit = read_edit(row)
    row.close()
    return {("profile",): (Cell(edit, profile),)}
