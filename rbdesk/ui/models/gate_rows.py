"""The gates of a sheet as rows: grouped as the sheet is, each with what it has, what it needs, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rbdesk import messages, text, wording
from rbdesk.domain.gates import GateLevel, GateResult, GateState
from rbdesk.domain.instrument import Gate, Instrument
from rbdesk.domain.pathway import Candidate
from rbdesk.domain.scoring import ROOT, ScoreSheet, percent_of

WHOLE = "Keseluruhan"
STATE_WORDS = {state: wording.GATE_STATES[state.value] for state in GateState}


@dataclass(frozen=True, slots=True)
class GateRow:
    """One gate with its result; `is_inside`: it is a part of the gate above it, so it stands indented."""

    result: GateResult
    name: str
    is_inside: bool = False

    @property
    def key(self) -> str:
        """What names the row."""
        return self.result.gate.id

    @property
    def state(self) -> GateState:
        """How the gate stands."""
        return self.result.state

    @property
    def weight_words(self) -> str:
        """The full weight behind the name: "dari 60"."""
        return f"dari {_plain(self.result.gate.weight)}"

    @property
    def value_words(self) -> str:
        """The points, a dash while nothing is known yet."""
        is_nothing = self.state is GateState.UNKNOWN and not self.result.points
        return "–" if is_nothing else text.number(self.result.points)

    @property
    def limit_words(self) -> str:
        """The limit, marked where it was not seen in the regulation."""
        shown = text.number(self.result.gate.limit)
        return shown if self.result.gate.is_found else f"≈ {shown}"

    @property
    def gap_words(self) -> str:
        """Points above the limit or below it, a dash while the gate is not judged."""
        return messages.gap_words(self.result.gap)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The head over some gates, with a remark."""

    title: str
    remark: str = ""

    @property
    def key(self) -> str:
        """What names the row."""
        return f"# {self.title}"


def gate_rows(instrument: Instrument, results: Sequence[GateResult]) -> tuple[GateRow | GroupRow, ...]:
    """The gates in their order under their heads; a head without gates is not there."""
    groups: dict[str, list[GateRow]] = {}
    before: GateRow | None = None
    for result in results:
        row = GateRow(
            result,
            messages.gate_name(result.gate),
            before is not None and _is_inside(result, before, instrument),
        )
        groups.setdefault(_group_of(instrument, result.gate), []).append(row)
        if not row.is_inside:
            before = row
    rows: list[GateRow | GroupRow] = []
    for title, members in groups.items():
        rows.append(GroupRow(title, _remark(title, members)))
        rows += members
    return tuple(rows)


def counts(results: Iterable[GateResult]) -> dict[str, int]:
    """How many gates stand how, by the state's value."""
    found = {state.value: 0 for state in GateState}
    for result in results:
        found[result.state.value] += 1
    return found


def levels_of(instrument: Instrument) -> tuple[GateLevel, ...]:
    """The levels that hold now: those of the first basis in the file, not of an earlier regulation."""
    return tuple(level for level in instrument.levels if level.basis == instrument.levels[0].basis)


@dataclass(frozen=True, slots=True)
class PathLine:
    """What the shortest path asks of one area: in words, and in points of the whole."""

    area: str
    words: str
    points: Fraction
    first: str


def path_lines(instrument: Instrument, steps: Iterable[Candidate]) -> tuple[PathLine, ...]:
    """The steps by area, the area that brings most first."""
    by_area: dict[str, list[Candidate]] = {}
    for step in steps:
        by_area.setdefault(step.area, []).append(step)
    lines = []
    for area, members in by_area.items():
        points = sum((step.points for step in members), Fraction(0))
        scaled = percent_of(points, Fraction(instrument.weight))
        lines.append(PathLine(area, _path_words(instrument, members), scaled, members[0].code))
    return tuple(sorted(lines, key=lambda line: -line.points))


def area_progress(sheet: ScoreSheet) -> tuple[tuple[str, int, int], ...]:
    """Answered and asked questions by area: (name, answered, asked)."""
    return tuple((area.short, *sheet.area_answered(area.places)) for area in sheet.instrument.areas)


def _group_of(instrument: Instrument, gate: Gate) -> str:
    if gate.kind in ("total", "part") or not gate.places or gate.places[0] == ROOT:
        return WHOLE
    line = instrument.ancestors(gate.places[0])
    part = next((place for place in line if instrument.nodes[place].level == "part"), ROOT)
    parts = [place for place in instrument.children[ROOT] if instrument.nodes[place].level == "part"]
    name = instrument.nodes[part].short
    return f"Area {name.lower()}" if parts and part == parts[0] else name


def _is_inside(result: GateResult, before: GateRow, instrument: Instrument) -> bool:
    if result.gate.kind != "subcomponent":
        return False
    return any(
        above in before.result.gate.places
        for place in result.gate.places
        for above in instrument.ancestors(place)
    )


def _remark(title: str, rows: Sequence[GateRow]) -> str:
    shares = {row.result.gate.limit / row.result.gate.weight for row in rows}
    if title != WHOLE and len(shares) == 1 and len(rows) > 1:
        return f"tiap area minimal {text.percent(next(iter(shares)) * 100, 0)} dari bobotnya"
    if title != WHOLE and any(row.result.missing for row in rows):
        return "survei diisi setelah ada hasil dari luar"
    return ""


def _path_words(instrument: Instrument, steps: Sequence[Candidate]) -> str:
    unanswered = sum(step.before is None for step in steps)
    if unanswered == len(steps):
        return f"{unanswered} pertanyaan belum dijawab"
    if len(steps) == 1 and isinstance(steps[0].before, str) and isinstance(steps[0].after, str):
        code = instrument.display(steps[0].code)
        return f"{code}: {steps[0].before} menjadi {steps[0].after}"
    better = f"{len(steps) - unanswered} jawaban lebih baik"
    return f"{better}, {unanswered} belum dijawab" if unanswered else better


def _plain(number: Fraction) -> str:
    return text.number(number, 0 if number.denominator == 1 else 2)
