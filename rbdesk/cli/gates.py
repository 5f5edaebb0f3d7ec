"""How commands show the gates of a sheet (Zona Integritas): each by itself, with its gap in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rbdesk import messages, text, wording
from rbdesk.cli import console, exits
from rbdesk.cli.conditions import print_proposal, proposal_json
from rbdesk.cli.console import Json, exact
from rbdesk.domain.gates import GateResult, GateState, judge_gates
from rbdesk.domain.instrument import GateLevel, Instrument
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.workflow.conditions import Proposal


def levels_json(scores: ScoreSheet, proposals: Mapping[str, Proposal]) -> list[Json]:
    """Every level of a sheet with its gates as they stand; empty where the sheet has none.

    `proposals` are the conditions for a proposal by level, of those that have any.
    """
    return [
        {
            "level": level.id,
            "title": level.title,
            "basis": level.basis,
            "requires": level.requires or None,
            "gates": results_json(judge_gates(scores.instrument, scores, level.id)),
            "proposal": proposal_json(proposals[level.id]) if level.id in proposals else None,
        }
        for level in scores.instrument.levels
    ]


def print_levels(scores: ScoreSheet, proposals: Mapping[str, Proposal]) -> None:
    """The gates of the levels that hold under the sheet's own regulation, and what a proposal needs besides."""
    sheet = scores.instrument
    for level in sheet.levels:
        if level.basis != sheet.levels[0].basis:
            continue
        results = judge_gates(sheet, scores, level.id)
        console.tell()
        console.tell(f"{level.id} {level.title}: {_counts(results)}")
        print_results(results)
        for line in waiting_lines(results, sheet):
            console.tell(line)
        if level.id in proposals:
            console.tell()
            print_proposal(proposals[level.id])


def ending(scores: ScoreSheet) -> int:
    """The exit code that a sheet's gates give: a missed gate of the first level is not in order."""
    first: GateLevel | None = next(iter(scores.instrument.levels), None)
    if first is None:
        return exits.DONE
    results = judge_gates(scores.instrument, scores, first.id)
    is_missed = any(result.state is GateState.MISSED for result in results)
    return exits.NOT_IN_ORDER if is_missed else exits.DONE


def _counts(results: Sequence[GateResult]) -> str:
    counted = [
        (sum(result.state is state for result in results), wording.GATE_STATES[state.value].casefold())
        for state in GateState
    ]
    return " · ".join(f"{count} {word}" for count, word in counted if count)


def results_json(results: Sequence[GateResult]) -> list[Json]:
    """Gates as they stand in JSON: points known so far, limit, gap (null while not judged), state."""
    return [
        {
            "id": result.gate.id,
            "title": messages.gate_name(result.gate),
            "points": exact(result.points),
            "weight": exact(result.gate.weight),
            "limit": exact(result.gate.limit),
            "limit_found": result.gate.is_found,
            "gap": None if result.gap is None else exact(result.gap),
            "state": result.state.value,
            "missing": list(result.missing),
        }
        for result in results
    ]


def print_results(results: Sequence[GateResult]) -> None:
    """One line for each gate, and the footnote of limits that were not seen in the regulation."""
    console.table(
        [
            (
                messages.gate_name(result.gate),
                text.number(result.points),
                ("" if result.gate.is_found else "≈ ") + text.number(result.gate.limit),
                messages.gap_words(result.gap),
                wording.GATE_STATES[result.state.value],
            )
            for result in results
        ],
        heads=("syarat", "nilai", "batas", "selisih", ""),
        right=(1, 2, 3),
    )
    if not all(result.gate.is_found for result in results):
        console.tell(wording.LIMIT_NOT_SEEN)


def waiting_lines(results: Sequence[GateResult], sheet: Instrument) -> Iterator[str]:
    """What results from outside the gates still wait for; nothing where all are judged."""
    codes = {code: None for result in results if result.state is GateState.UNKNOWN for code in result.missing}
    if codes:
        names = [f"{sheet.display(code)} {sheet.node(code).short}" for code in codes]
        yield f"Belum dinilai sampai ada hasil dari luar: {text.listing(names)}."
