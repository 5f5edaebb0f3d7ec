"""Measures the rules of the checks on a corpus with planted faults: precision and recall of each kind of finding.

    python tools/bench/findings.py [--seeds 5] [--times 3] [--scenes 8]

The corpus (tests/planted.py) is invented: 23 offices in order, each kind of fault put in at some places, and beside
them look-alikes that are none. Which photographs look alike is measured on drawn ones (tests/scenes.py): scenes of one
kind beside copies that were saved again, made smaller, cut a little, lit otherwise. The exit code says whether every
rule found all of its faults and nothing else, and of photographs at least 99 in 100 told rightly.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rbdesk.analysis import photos
from tests import planted, scenes

_LEAST_PRECISION = 0.99  # of photographs


def main(arguments: list[str]) -> int:
    """Print precision and recall by kind over all seeds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many corpora")
    parser.add_argument("--times", type=int, default=3, help="how often each fault is put in")
    parser.add_argument("--scenes", type=int, default=8, help="how many scenes of each kind are drawn")
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
    return 0 if _measure_photographs(chosen.scenes) and is_exact else 1


def _measure_photographs(times: int) -> bool:
    """Print how well copies are told from other scenes; true if nearly all that was told is right."""
    corpus = scenes.plant(times=times)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        marks, begin = [], time.perf_counter()
        for name, data in corpus.files.items():
            path.write_bytes(data)
            mark = photos.mark_of(name, path)
            marks += [mark] if mark is not None else []
        looked = time.perf_counter()
        found = set(photos.look_alikes(marks, []))
        compared = time.perf_counter()
    false = found - set(corpus.truth)
    for sort in sorted(set(corpus.truth.values())):
        those = {pair for pair, made in corpus.truth.items() if made == sort}
        print(
            f"photo, {sort:<15}{len(those):>9}{len(those & found):>7}{'':>18}{len(those & found) / len(those):>8.3f}"
        )
    right, planted_here = len(found) - len(false), len(corpus.truth)
    print(
        f"{'photo, all':<22}{planted_here:>9}{len(found):>7}{right:>7}{right / len(found):>11.3f}{right / planted_here:>8.3f}"
    )
    others = len(marks) * (len(marks) - 1) // 2 - planted_here
    print(
        f"{len(marks)} pictures, {(looked - begin) * 1000 / len(marks):.0f} ms each, {len(false)} false of {others}"
        f" other pairs, compared in {(compared - looked) * 1000:.0f} ms"
    )
    return right / len(found) >= _LEAST_PRECISION


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
