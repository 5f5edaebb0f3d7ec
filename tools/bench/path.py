"""Measures how long the cheapest path takes, for one office and over all 23 with 110 questions each.

    python tools/bench/path.py [--runs 5] [--seed 2020]

The offices and their answers are the invented year's. The floor beside each case is the work that no search can do
without: scoring every office's sheet once and listing every step. The last line says whether every case over the whole
regency is within the limit; the exit code says it too.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rbdesk.domain import pathway  # noqa: E402
from rbdesk.domain.assessment import Answer  # noqa: E402
from rbdesk.domain.pathway import Limits, RegencyPath, Target, candidates, target_of  # noqa: E402
from rbdesk.domain.scoring import score  # noqa: E402
from rbdesk.workflow import catalog, invented  # noqa: E402

LIMIT_SECONDS = 2.0
SHEET = catalog.instrument(catalog.UNIT_SHEET)
ZONE = catalog.instrument("lke-zi-10-2019")
Offices = Mapping[str, Mapping[str, Answer]]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=2020)
    chosen = parser.parse_args(arguments)
    offices = answers_of(chosen.seed)
    one = dict(list(offices.items())[:1])
    (code, own), *_ = offices.items()
    mean = sum((score(SHEET, answers).percent() for answers in offices.values()), Fraction(0)) / len(offices)
    near = Target("", mean + Fraction("0.17"))
    to_b, to_bb = target_of(SHEET, "B"), target_of(SHEET, "BB")
    floors = tuple((group.code, Fraction(60)) for group in SHEET.areas)
    zone = invented.answers(ZONE, chosen.seed, code)
    print(
        f"{len(offices)} offices, {sum(len(answers) for answers in offices.values())} answers, mean {float(mean):.2f}"
    )
    of_one = measure(lambda: floor(one), chosen.runs)
    of_all = measure(lambda: floor(offices), chosen.runs)
    print(f"floor: one office {of_one * 1000:.1f} ms, all {of_all * 1000:.1f} ms")
    show("one office to BB", lambda: pathway.shortest(SHEET, own, to_bb), of_one, chosen.runs)
    show(
        "one office to BB, 3 heavy",
        lambda: pathway.shortest(SHEET, own, to_bb, Limits(most_heavy=3)),
        of_one,
        chosen.runs,
    )
    show("zone to WBK", lambda: pathway.shortest(ZONE, zone, target_of(ZONE, "WBK")), of_one, chosen.runs)
    cases: list[tuple[str, Target, Limits, bool]] = [
        ("all, 0.17 missing", near, Limits(), False),
        ("all to B", to_b, Limits(), False),
        ("all to BB", to_bb, Limits(), False),
        ("all to BB, floors of 60", to_bb, Limits(floors=floors), False),
        ("all to BB, 20 heavy", to_bb, Limits(most_heavy=20), False),
        ("all to BB, areas 7 and 8", to_bb, Limits(areas=frozenset("78")), False),
        ("each to BB", to_bb, Limits(), True),
    ]
    slowest = max(
        show(name, search(offices, target, limits, each=each), of_all, chosen.runs)
        for name, target, limits, each in cases
    )
    verdict = "within" if slowest <= LIMIT_SECONDS else "ABOVE"
    print(f"slowest over all {slowest:.2f} s: {verdict} the limit of {LIMIT_SECONDS:.0f} s")
    return int(slowest > LIMIT_SECONDS)


def answers_of(seed: int) -> Offices:
    """The invented answers of every office of the regency."""
    return {office.code: invented.answers(SHEET, seed, office.code) for office in catalog.register().offices}


def search(offices: Offices, target: Target, limits: Limits, *, each: bool) -> Callable[[], RegencyPath]:
    return lambda: pathway.shortest_together(SHEET, offices, target, limits, each=each)


def floor(offices: Offices) -> int:
    """Score every sheet once and list every step."""
    for answers in offices.values():
        score(SHEET, answers)
    return sum(len(candidates(SHEET, answers, office=office)) for office, answers in offices.items())


def measure(act: Callable[[], object], runs: int) -> float:
    """The median seconds of an act."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def show(name: str, act: Callable[[], pathway.Path | RegencyPath], least: float, runs: int) -> float:
    """Print a case and return its median seconds."""
    path = act()
    seconds = measure(act, runs)
    found = (
        f"{len(path.steps)} steps, effort {path.effort}, {float(path.reached):.4f}"
        if path.is_possible
        else "none"
    )
    print(f"{name:26} {seconds * 1000:7.1f} ms = {seconds / least:5.1f} floors   {found}")
    return seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
