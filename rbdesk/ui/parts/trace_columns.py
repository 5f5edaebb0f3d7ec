"""Jejak nilai as columns of rows in words: the whole by areas, an area by subcomponents, these by questions.

Every number is the engine's, rounded once. A mean of offices is one more column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rbdesk import explanations, messages, text, wording
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import percent_of
from rbdesk.domain.survey import Result
from rbdesk.domain.trace import Mean, Step, Trace
from rbdesk.workflow import tracing
from rbdesk.workflow.tracing import Explained

WHOLE, AREA, SUBCOMPONENT, QUESTION = range(4)


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One summand: `key` leads to its own column or question ("" nowhere), `value` is its number as shown.

    `middle` stands before the value ("0,61 × 0,30"); `chip` is an answer; `note` a second line. `filled` of `outline`
    is a bar, both as shares of the longest in the column. `said` is the row for a screen reader.
    """

    key: str
    name: str
    value: str
    middle: str = ""
    code: str = ""
    chip: str = ""
    note: str = ""
    is_open: bool = False
    filled: Fraction | None = None
    outline: Fraction = Fraction(0)
    has_more: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class TraceColumn:
    """What makes a number: `key` names it as `Explained.trace` does; rows in groups with a heading; the arithmetic."""

    level: int
    key: str
    title: str
    how: str
    groups: tuple[tuple[str, tuple[TraceRow, ...]], ...]
    foot: tuple[str, ...]

    @property
    def rows(self) -> tuple[TraceRow, ...]:
        """All rows from top to bottom."""
        return tuple(row for _, rows in self.groups for row in rows)


def path_to(found: Explained, wanted: str) -> tuple[str, str, str]:
    """Which area, subcomponent and question are open for a wanted number: below it those where most is lost."""
    instrument = found.instrument
    area = sub = question = ""
    if wanted in instrument.place_of:
        place = instrument.place_of[wanted]
        line = [instrument.nodes[one] for one in (place, *instrument.ancestors(place))]
        by_level = {node.level: node.code for node in line}
        question, sub = by_level.get("question", ""), by_level.get("subcomponent", "")
        area = instrument.area_of(wanted).code if "area" in by_level else ""
    else:
        area = next((one.code for one in instrument.areas if wanted in (one.code, one.short)), "")
    area = area or _worst(found.trace())
    sub = sub or (_worst(found.trace(area)) if area else "")
    question = question or (_worst(found.trace(sub)) if sub else "")
    return area, sub, question


def columns(found: Explained, path: tuple[str, str, str]) -> tuple[TraceColumn, ...]:
    """The columns that are open for a path of area, subcomponent and question."""
    area, sub, _ = path
    made = [whole_column(found)]
    if area:
        made.append(area_column(found, area))
    if sub:
        made.append(question_column(found, sub))
    return tuple(made)


def whole_column(found: Explained) -> TraceColumn:
    """The whole sheet by its areas."""
    trace, instrument = found.trace(), found.instrument
    longest = max((step.weight for step in trace.steps), default=Fraction(1)) or Fraction(1)
    rows = tuple(
        TraceRow(
            key=step.code,
            name=step.node.short,
            value=text.number(step.points),
            middle=f"dari {text.number(step.weight)}",
            filled=step.points / longest,
            outline=step.weight / longest,
            has_more=True,
            said=f"{step.node.short}, {text.number(step.points)} dari {text.number(step.weight)}, "
            f"capaian {text.number(percent_of(step.points, step.weight), 1)} persen",
        )
        for step in trace.steps
    )
    weight = text.number(trace.weight)
    sheet = "lembar kabupaten" if instrument.level.startswith("pemda") else "lembar unit kerja"
    foot = (
        f"{text.number(trace.points)} ÷ {weight} × 100 = {text.number(trace.percent)}",
        f"{weight} = nilai penuh {sheet}",
    )
    how = f"jumlah {len(rows)} area ÷ nilai penuh"
    return TraceColumn(WHOLE, "", "Nilai akhir", how, (("", rows),), foot)


def area_column(found: Explained, area: str) -> TraceColumn:
    """An area, by its code, by its subcomponents under the part that they belong to."""
    trace, instrument = found.trace(area), found.instrument
    grouped: dict[str, list[TraceRow]] = {}
    for step in trace.steps:
        parts = [instrument.nodes[one] for one in instrument.ancestors(instrument.place_of[step.code])]
        part = next((node.short for node in parts if node.level == "part"), "")
        grouped.setdefault(part, []).append(_subcomponent_row(step))
    percent = text.percent(trace.percent)
    foot = (
        f"{len(trace.steps)} subkomponen = {text.number(trace.points)}",
        f"{text.number(trace.points)} dari {text.number(trace.weight)} · capaian {percent}",
    )
    groups = tuple((part, tuple(rows)) for part, rows in grouped.items())
    how = "rata-rata jawaban × bobot, dijumlahkan"
    return TraceColumn(AREA, area, trace.node.short, how, groups, foot)


def question_column(found: Explained, sub: str) -> TraceColumn:
    """A subcomponent, by its code, by its questions."""
    trace, instrument = found.trace(sub), found.instrument
    rows = tuple(_question_row(step, instrument, found.rejected) for step in trace.steps)
    foot = tuple(part.strip() for part in explanations.trace_arithmetic(trace).split(";"))
    weight = text.number(trace.weight)
    how = f"rata-rata {len(rows)} pertanyaan × bobot {weight}" if len(rows) > 1 else f"bobot {weight}"
    return TraceColumn(SUBCOMPONENT, sub, trace.node.short, how, (("", rows),), foot)


def mean_column(mean: Mean) -> TraceColumn:
    """A mean of offices: each with its value, then those that have none, with the reason."""
    rows = tuple(
        TraceRow(
            key=office.code,
            name=office.name,
            value=text.number(office.percent),
            filled=office.percent / 100,
            outline=Fraction(1),
            has_more=True,
            said=f"{office.name}, {text.number(office.percent)} persen",
        )
        for office in mean.offices
    )
    missing = tuple(
        TraceRow(
            "",
            name,
            "–",
            note=explanations.missing_reason(reason),
            is_open=True,
            said=f"{name}, tidak dihitung: {explanations.missing_reason(reason)}",
        )
        for name, reason in mean.missing
    )
    groups = [("", rows)]
    if missing:
        groups.append((f"Tidak dihitung ({len(missing)})", missing))
    how = f"{len(rows)} dari {len(rows) + len(missing)} kecamatan"
    foot = (explanations.mean_arithmetic(mean), wording.NOT_AN_INDEX)
    return TraceColumn(WHOLE, "", mean.name or "Nilai akhir", how, tuple(groups), foot)


def index_column(result: Result) -> TraceColumn:
    """An IKM by its elements, which weigh one ninth each."""
    rows = tuple(
        TraceRow(
            "",
            one.element.title,
            text.number(one.nrr) if one.nrr is not None else "–",
            code=one.element.code,
            middle=f"n={one.filled}",
            note="" if one.nrr is not None else wording.UNANSWERED,
            is_open=one.nrr is None,
            filled=one.nrr / 4 if one.nrr is not None else Fraction(0),
            outline=Fraction(1),
            said=f"{one.element.code} {one.element.title}, "
            f"{text.number(one.nrr) if one.nrr is not None else wording.UNANSWERED}, {one.filled} jawaban",
        )
        for one in result.elements
    )
    how = f"rata-rata {len(rows)} unsur × 25"
    return TraceColumn(
        WHOLE, "", "Unsur pelayanan", how, (("", rows),), (explanations.index_arithmetic(result), "")
    )


def title(found: Explained, wanted: str) -> str:
    """The question that is answered: "Mengapa 58,42?"."""
    trace = found.trace(wanted)
    if wanted in ("", "total", found.instrument.id):
        ends = dict.fromkeys(text.number(sheet.percent()) for sheet in (found.scores.low, found.scores.high))
        return f"Mengapa {'–'.join(ends)}?"
    name = trace.node.short
    if trace.node.question is not None:
        worth = trace.steps[0].share
        shown = text.number(worth.value) if worth is not None else "0,00"
        return f"Mengapa {found.instrument.display(trace.node.code)} bernilai {shown}?"
    if trace.node.level == "subcomponent":
        return f"Mengapa {name} {text.number(trace.points)}?"
    return f"Mengapa {name} {text.percent(trace.percent)}?"


def mean_title(mean: Mean) -> str:
    """The question that is answered for a mean of offices."""
    if mean.percent is None:
        return f"Rata-rata {mean.name}".rstrip()
    return f"Mengapa {mean.name or 'rata-rata'} {text.number(mean.percent)}?"


def subtitle(found: Explained) -> str:
    """Which value it is: office, side, year, whether it is final, how much is answered."""
    answered, asked = found.sheet.answered[0], found.sheet.questions[0]
    side = "hasil verifikasi" if found.side == tracing.VERIFIED else "nilai penilaian mandiri"
    first = f"{found.office}: {side}" if found.office else side[:1].upper() + side[1:]
    state = "" if found.is_final else ", sementara"
    counted = "dihitung" if found.side == tracing.VERIFIED else "terjawab"
    return f"{first} {found.key.year}{state} · {answered} dari {asked} {counted}"


def sentence(found: Explained, wanted: str) -> str:
    """What was reached, of what, and where most is lost; that it is a range where it is one."""
    owner = explanations.owner_name(found.instrument, found.office)
    words = explanations.trace_sentence(found.trace(wanted), owner)
    if found.scores.is_certain:
        return words
    low, high = (text.number(sheet.percent()) for sheet in (found.scores.low, found.scores.high))
    return f"{explanations.range_sentence(low, high)} {words}"


def copied(found: Explained, keys: Sequence[str]) -> str:
    """The explanations of the open numbers under each other, as `rbdesk score --trace` prints each."""
    owner = explanations.owner_name(found.instrument, found.office)
    labels = explanations.rejected_labels(found.rejected)
    parts = [
        explanations.trace_lines(found.trace(key), found.instrument, labels, owner=owner) for key in keys
    ]
    return "\n\n".join(parts)


def _worst(trace: Trace) -> str:
    """The code of the step where most is lost, of the first where nothing is."""
    worst = trace.largest_loss or (trace.steps[0] if trace.steps else None)
    return worst.code if worst is not None else ""


def _subcomponent_row(step: Step) -> TraceRow:
    name = step.node.short or step.node.name
    mean = step.points / step.weight if step.weight else Fraction(0)
    middle = f"{text.number(mean)} × {text.number(step.weight)}"
    return TraceRow(
        key=step.code,
        name=name,
        value=text.number(step.points),
        middle=middle,
        has_more=True,
        said=f"{name}, {text.number(mean)} kali bobot {text.number(step.weight)} sama dengan "
        f"{text.number(step.points)}",
    )


def _question_row(step: Step, instrument: Instrument, rejected: frozenset[str]) -> TraceRow:
    name = step.node.short or step.node.name
    code = instrument.display(step.code)
    question, worth = step.node.question, step.share
    if question is None or worth is None or not worth.answered:
        note = f"{wording.REJECTED}, dihitung 0" if step.code in rejected else wording.UNANSWERED_NOTE
        return TraceRow(
            key=step.code,
            name=name,
            value=text.number(0),
            code=code,
            note=note,
            is_open=True,
            said=f"{code} {name}, {note}",
        )
    scale = question.scale
    said = messages.value_text(step.value, scale)
    chip, notes = (step.value, []) if isinstance(step.value, str) else ("", [])
    if scale.formula is not None and step.value is not None:
        notes.append(explanations.arithmetic(scale.formula, step.value))
        if worth.edge and scale.formula.edge is not None:
            notes.append(scale.formula.edge.text)
    value = text.number(worth.value)
    return TraceRow(
        key=step.code,
        name=name,
        value=value,
        code=code,
        chip=chip,
        note=". ".join(notes),
        said=f"{code} {name}, jawaban {said}, nilai {value}",
    )
