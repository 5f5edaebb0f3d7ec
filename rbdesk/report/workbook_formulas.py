"""The arithmetic of `domain.scoring` in a spreadsheet's words, made from the scale of a question.

Every formula is in the form that files carry: English names, commas, points. A cell is named as Excel names it
("E14"). Nothing here knows where a cell lies or how it looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from rbdesk.domain.assessment import Answer, value_fault
from rbdesk.domain.instrument import FALL, RATIO, Band, Formula, Scale
from rbdesk.report.workbook_contents import EMPTY, NONE_DUE, WRONG

MOST_DECIMALS = 6  # as an answer may have
BAND_PLACES = (
    9  # a percentage is rounded so before it is held against a limit: a spreadsheet counts in binary
)


def literal(words: str) -> str:
    """A text inside a formula."""
    return '"' + words.replace('"', '""') + '"'


def number(value: Decimal | Fraction | int) -> str:
    """A number inside a formula, exact where it ends, else with the seventeen digits of a cell."""
    if isinstance(value, Fraction):
        return repr(float(value))
    return format(Decimal(value), "f")


def state(scale: Scale, answer: str, inputs: Mapping[str, str]) -> str:
    """The formula of a question's state: "" where its answer counts, else `EMPTY` or `WRONG`.

    `answer` is the cell of an option, `inputs` the cells of numbers by their ids, one below the other.
    """
    if scale.options:
        is_option = _or([f"TRIM({answer})={literal(option.label)}" for option in scale.options])
        test = f'IF(TRIM({answer})="",{literal(EMPTY)},IF({is_option},"",{literal(WRONG)}))'
        return f"=IFERROR({test},{literal(WRONG)})"
    cells = list(inputs.values())
    span = f"{cells[0]}:{cells[-1]}"
    tests = ",".join(_tests(scale, inputs))
    test = (
        f"IF(COUNTA({span})=0,{literal(EMPTY)},IF(COUNT({span})<{len(cells)},{literal(WRONG)},"
        f'IF(AND({tests}),"",{literal(WRONG)})))'
    )
    return f"=IFERROR({test},{literal(WRONG)})"


def share(
    scale: Scale, answer: str, inputs: Mapping[str, str], state_cell: str, *, none_due: bool = False
) -> str:
    """The formula of what an answer is worth, 0..1; 0 where its state is not empty.

    `none_due`: an item of which none was due gives a text, which a mean leaves out (checklists).
    """
    if scale.options:
        worth = "0"
        for option in reversed(scale.options):
            worth = f"IF(TRIM({answer})={literal(option.label)},{number(option.value)},{worth})"
        return f'=IF({state_cell}<>"",0,{worth})'
    if scale.formula is None:
        return "=0"
    return f'=IF({state_cell}<>"",0,{_computed(scale.formula, inputs, none_due=none_due)})'


def state_value(scale: Scale, answer: Answer) -> str:
    """What `state` computes for a kept answer."""
    if answer.value is None:
        return EMPTY
    return "" if value_fault(scale, answer.value) is None else WRONG


def band(percent_cell: str, bands: Sequence[Band], codes: Sequence[str], limits: Sequence[str]) -> str:
    """The formula of a band's letters; `codes` and `limits` are the cells of the table of bands, best first.

    A limit belongs to the band below it. `percent_cell` holds 0..1, the limits per cent.
    """
    rounded = f"ROUND({percent_cell}*100,{BAND_PLACES})"
    found = codes[-1]
    for code, limit in reversed(list(zip(codes, limits, strict=True))[: len(bands) - 1]):
        found = f"IF({rounded}>{limit},{code},{found})"
    return f"={found}"


def ratio(points: str, weight: str) -> str:
    """The formula of points as a share of a weight; a weight of 0 gives 0, a text stays what it is."""
    return f"=IF(ISNUMBER({points}),IF({weight}=0,0,{points}/{weight}),{points})"


def _tests(scale: Scale, inputs: Mapping[str, str]) -> list[str]:
    tests = []
    for item in scale.inputs:
        cell = inputs[item.id]
        tests.append(f"{cell}>={number(item.minimum)}")
        tests.append(f"{cell}<={number(item.maximum)}")
        tests.append(f"{cell}=INT({cell})" if item.whole else f"{cell}=ROUND({cell},{MOST_DECIMALS})")
    formula = scale.formula
    if formula is not None and formula.kind == RATIO and formula.within_denominator:
        tests.append(f"{inputs[formula.numerator]}<={_sum(formula.denominator, inputs)}")
    if formula is not None and formula.kind in (RATIO, FALL) and formula.at_most is not None:
        parts, limit = formula.at_most
        tests.append(f"{_sum(parts, inputs)}<={inputs[limit]}")
    return tests


def _computed(formula: Formula, inputs: Mapping[str, str], *, none_due: bool) -> str:
    numerator = inputs[formula.numerator]
    if formula.kind not in (RATIO, FALL):
        low, high = number(formula.scale_minimum), number(formula.scale_maximum)
        return _within(f"({numerator}-{low})/({high}-{low})")
    whole = _sum(formula.denominator, inputs)
    raw = f"{numerator}/{whole}" if formula.kind == RATIO else f"({whole}-{numerator})/{whole}"
    edge = formula.edge
    if edge is None:
        return f"IF({whole}=0,0,{_within(raw)})"
    nothing = literal(NONE_DUE) if none_due and formula.kind == RATIO else number(edge.denominator_zero)
    if edge.both_zero is not None and edge.both_zero != edge.denominator_zero:
        nothing = f"IF({numerator}=0,{number(edge.both_zero)},{nothing})"
    return f"IF({whole}=0,{nothing},{_within(raw)})"


def _within(raw: str) -> str:
    return f"MAX(0,MIN(1,{raw}))"


def _sum(names: Sequence[str], inputs: Mapping[str, str]) -> str:
    if len(names) == 1:
        return inputs[names[0]]
    return f"({'+'.join(inputs[name] for name in names)})"


def _or(tests: Sequence[str]) -> str:
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
