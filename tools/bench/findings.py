"""Measures the rules of the checks on a corpus with planted faults: precision and recall of each kind of finding.

    python tools/bench/findings.py [--seeds 5] [--times 3]

The corpus (tests/planted.py) is invented: 23 offices in order, each kind of fault put in at some places, and beside
them look-alikes that are none. The exit code says whether every rule found all of its faults and nothing else.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests import planted


def main(arguments: list[str]) -> int:
    """Print precision and recall by kind over all seeds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many corpora")
    parser.add_argument("--times", type=int, default=3, help="how often each fault is put in")
    chosen = parser.parse_args(arguments)
    corpora = [planted.plant(str(seed), chosen.times) for seed in range(chosen.seeds)]
    begin = time.perf_counter()
    measures = [planted.measure(corpus) for corpus in corpora]
    took = time.perf_counter() - begin
    print(f"{'kind':<22}{'planted':>9}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}")
    is_exact = True
    for kind in measures[0]:
        planted_here, found, right = (
            sum(getattr(one[kind], name) for one in measures) for name in ("planted", "found", "right")
        )
        total = planted.Measure(planted_here, found, right)
        is_exact &= total.precision == total.recall == 1
        print(f"{kind:<22}{planted_here:>9}{found:>7}{right:>7}{total.precision:>11.3f}{total.recall:>8.3f}")
    print(
        f"{chosen.seeds} corpora of {len(planted.OFFICES)} offices, {took * 1000 / chosen.seeds:.0f} ms each"
    )
    return 0 if is_exact else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
