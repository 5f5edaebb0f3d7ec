"""What an office's workbook is made of: its answers and evidence, the engine's values, and what its reader needs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rbdesk.domain import scoring, strategy
from rbdesk.domain.assessment import EMPTY, Answer, Evidence, Value
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.report.workbook_paint import cell_text

FORMAT, VERSION = "rbdesk-workbook", 1
BASE_ROW = 12  # of the hidden sheet, from 0: where the answers begin that the workbook was made from

Place = Callable[[Evidence], str]


def _nowhere(_: Evidence) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class OfficeBook:
    """What an office's workbook is made of. `place` gives the file of a piece of evidence relative to the workbook.

    `digest` names the data of the desk, `fingerprint` the instrument's file (its SHA-256); both may be empty.
    """

    instrument: Instrument
    office: str
    office_name: str
    year: int
    answers: Mapping[str, Answer]
    evidence: tuple[Evidence, ...] = ()
    digest: str = ""
    fingerprint: str = ""
    place: Place = _nowhere

    def answer(self, code: str) -> Answer:
        """The answer to a question, empty if there is none."""
        return self.answers.get(code, EMPTY)

    def evidence_rows(self) -> tuple[Evidence, ...]:
        """All evidence that stands, in the order of the questions."""
        nodes = self.instrument.nodes
        found: dict[str, list[Evidence]] = {}
        for item in self.evidence:
            if item.on:
                found.setdefault(item.question, []).append(item)
        return tuple(
            item for place in self.instrument.question_places for item in found.get(nodes[place].code, ())
        )


def base_rows(book: OfficeBook) -> list[tuple[str, str, str]]:
    """The answers a workbook is made from: code, value as JSON, note; in the sheet's order."""
    nodes = book.instrument.nodes
    found = []
    for place in book.instrument.question_places:
        answer = book.answer(nodes[place].code)
        found.append((nodes[place].code, value_text(answer.value), cell_text(answer.note)))
    return found


def value_text(value: Value | None) -> str:
    """A value as one JSON text: `null`, `"B"`, `{"n_agent":"12"}`."""
    kept = value if value is None or isinstance(value, str) else {name: str(one) for name, one in value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def base_digest(rows: Iterable[tuple[str, str, str]]) -> str:
    """SHA-256 over the rows of `base_rows`."""
    return hashlib.sha256("\x00".join("\x01".join(row) for row in rows).encode()).hexdigest()


class Worth:
    """The values of the engine: of a sheet those of its score, of a checklist those of its profile.

    None stands for "nothing was due here", which only a checklist knows.
    """

    def __init__(self, sheet: ScoreSheet, answers: Mapping[str, Answer]) -> None:
        self._sheet, self._answers = sheet, answers
        instrument = sheet.instrument
        self._points: dict[int, Fraction | None] = {}
        for result in strategy.profile(instrument, answers) if instrument.points else ():
            place = instrument.place_of[result.point.code]
            for node in (place, *instrument.children[place]):
                weight = Fraction(instrument.nodes[node].weight or 0)
                self._points[node] = None if result.percent is None else result.percent * weight / 100

    def points(self, place: int) -> Fraction | None:
        """Points of a node."""
        return self._points.get(place, self._sheet.points[place])

    def percent(self, place: int) -> Fraction | None:
        """Points as per cent of the weight of a node, 0..100."""
        points, weight = self.points(place), self._sheet.instrument.nodes[place].weight
        return None if points is None else scoring.percent_of(points, Fraction(weight or 0))

    def share(self, place: int) -> Fraction | None:
        """What a question is worth, 0..1."""
        instrument = self._sheet.instrument
        code = instrument.nodes[place].code
        if instrument.points and not strategy.is_counted(instrument, code, self._answers.get(code)):
            return None
        found = self._sheet.shares[place]
        return found.value if found is not None else Fraction(0)

    def group(self, places: Sequence[int]) -> tuple[Fraction | None, Fraction | None]:
        """Points and per cent of an area across parts."""
        known = [points for place in places if (points := self.points(place)) is not None]
        if not known:
            return None, None
        weight = sum(
            (Fraction(self._sheet.instrument.nodes[place].weight or 0) for place in places), Fraction(0)
        )
        total = sum(known, Fraction(0))
        return total, scoring.percent_of(total, weight)
