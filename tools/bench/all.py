"""Runs every bench and writes the table of docs/performance.md.

    python tools/bench/all.py [--quick] [--only start,save] [--write docs/performance.md]

Each bench runs in a process of its own, one after the other, and measures its floor in the same run; what is read from
its lines stands in a row. A bench that fails to tell a number, or is not run for want of time, gets a row that says so:
nothing is left out in silence. `--quick` takes the smallest numbers, to see whether all still runs. The exit code says
whether every number is within its limit.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 300  # of one bench
_NUMBER = r"(\d+(?:\.\d+)?)"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number in a bench's lines: `pattern` finds it as `value` and, where they are told, `floor` and `measured`.

    The largest of all places the pattern is found at counts. `unit` "×" is a ratio to the floor.
    """

    what: str
    floor_name: str
    pattern: str
    limit: float
    unit: str


@dataclass(frozen=True, slots=True)
class Bench:
    """A bench, its options in full and in a quick run, and what is read from it; without measures its exit code counts."""

    name: str
    full: str
    quick: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `value` is None where the bench told no number: `trouble` then says why."""

    bench: str
    measure: Measure
    floor: str = ""
    measured: str = ""
    value: float | None = None
    trouble: str = ""

    @property
    def is_within(self) -> bool:
        return self.value is not None and self.value <= self.measure.limit


def _of(what: str, floor: str, pattern: str, limit: float, unit: str) -> Measure:
    return Measure(what, floor, pattern.replace("#", _NUMBER[1:-1]), limit, unit)


BENCHES = (
    Bench(
        "start",
        "--runs 12",
        "--runs 2",
        (
            _of(
                "process start → first painted window",
                "bare QMainWindow",
                r"bare QMainWindow +median +(?P<floor># ms).*?RBDesk +median +(?P<measured># ms)"
                r".*?ratio of the medians (?P<value>#)",
                1.3,
                "×",
            ),
        ),
    ),
    Bench(
        "usable",
        "--runs 7",
        "--runs 2",
        (
            _of(
                "process start → first page with an office's real numbers",
                "bare QMainWindow",
                r"usable: bare (?P<floor># ms), RBDesk (?P<measured># ms), ratio (?P<value>#)",
                3,
                "×",
            ),
            _of(
                "memory of the window before the first chart",
                "bare QMainWindow",
                r"memory: bare (?P<floor># MiB), RBDesk (?P<measured># MiB), ratio (?P<value>#)",
                1.25,
                "×",
            ),
        ),
    ),
    Bench(
        "save",
        "--saves 500",
        "--saves 50",
        (
            _of(
                "one answer on the disk",
                "raw sqlite3, same pragmas",
                r"RBDesk: median (?P<measured># ms).*?bare: median (?P<floor># ms).*?ratio (?P<value>#)",
                1.3,
                "×",
            ),
            _of(
                "one answer on the disk, 99 of 100", "", r"RBDesk: median .*?within (?P<value>#) ms", 50, "ms"
            ),
        ),
    ),
    Bench(
        "answer",
        "--runs 40",
        "--runs 3",
        (
            _of(
                "a key → the new score on the screen, 9 of 10",
                "a plain label",
                r"answer → score.*?within +(?P<value>#) ms\nplain label +median +(?P<floor># ms)",
                100,
                "ms",
            ),
            _of(
                "another area on the screen, 9 of 10",
                "plain cards",
                r"another area.*?within +(?P<value>#) ms\nplain cards +median +(?P<floor># ms)",
                100,
                "ms",
            ),
        ),
    ),
    Bench(
        "pages",
        "--runs 5",
        "--runs 1",
        (
            _of(
                "page switch, the slowest page of both roles",
                "an empty page",
                r"(?m)^  (?P<name>\S+) +first +# +switch +(?P<value>#) \( *(?P<times># x)\)",
                100,
                "ms",
            ),
            _of(
                "a page fills: the longest time the window does not answer",
                "",
                r"(?m)^  (?P<name>\S+) +first .*longest gap +(?P<value>#) ms",
                50,
                "ms",
            ),
            _of("a step of scrolling the heatmap", "", r"a step of scrolling (?P<value>#) ms", 16.7, "ms"),
        ),
    ),
    Bench(
        "merge",
        "--runs 5",
        "--runs 1",
        (_of("23 bundles taken in, every check", "", r"(?m)^(?P<value>#) s: ", 1, "s"),),
    ),
    Bench(
        "country",
        "--offices 1000",
        "--offices 60",
        (
            _of(
                "bundles of a country's offices merged (of 7,196 by `--offices 7196`)",
                "executemany, a commit a bundle",
                r"executemany +(?P<floor># s).*?merge (?P<measured># s), (?P<value>#) ×",
                2,
                "×",
            ),
        ),
    ),
    Bench(
        "soak",
        "--bundles 460 --orders 2",
        "--bundles 69 --orders 2",
        (
            _of(
                "a bundle in disorder, repeats and undo (of 10,000 by `--bundles 10000`)",
                "",
                r"(?m)^(?P<value>#) ms a bundle \(limit",
                30,
                "ms",
            ),
            _of("memory of that secretariat", "", r"ms a bundle \(limit .*?, (?P<value>#) MiB", 300, "MiB"),
        ),
    ),
    Bench(
        "bundle",
        "--files 30 --runs 3",
        "--files 3 --runs 1",
        (
            _of(
                "export of 300 MB of evidence, read back",
                "copy + SHA-256 of the files",
                r"yardstick +(?P<floor># s).*?export +(?P<measured># s) +(?P<value>#) x",
                1.5,
                "×",
            ),
            _of(
                "import of it, every check",
                "copy + SHA-256 of the files",
                r"yardstick +(?P<floor># s).*?import +(?P<measured># s) +(?P<value>#) x",
                1.5,
                "×",
            ),
            _of("memory of either", "", r"x the yardstick +(?P<value>#) MiB", 200, "MiB"),
        ),
    ),
    Bench(
        "stall",
        "--files 30",
        "--files 3",
        (
            _of(
                "export and import through the whole window",
                "copy + SHA-256 of the files",
                r"SHA-256: (?P<floor># s) of|(?P<measured># s) +(?P<value>#) x the yardstick",
                1.5,
                "×",
            ),
            _of("the window meanwhile: the longest stall", "", r"longest gap +(?P<value>#) ms", 100, "ms"),
        ),
    ),
    Bench(
        "path",
        "--runs 3",
        "--runs 1",
        (
            _of(
                "the path of 23 offices, the slowest wish",
                "scoring all of them",
                r"floor: one office .*?all (?P<floor># ms)|slowest over all (?P<value>#) s",
                2,
                "s",
            ),
        ),
    ),
    Bench(
        "report",
        "--runs 3",
        "--runs 1",
        (
            _of(
                "the regency's report (PDF), desk to file",
                "plain reportlab, same lines (painting only)",
                r"regency .*?plain +(?P<floor># s)|from desk to file +(?P<value>#) s",
                10,
                "s",
            ),
            _of("its memory", "", r"(?m)^memory (?P<value>#) MB", 250, "MB"),
        ),
    ),
    Bench(
        "deck",
        "--runs 3",
        "--runs 1",
        (
            _of(
                "the regency's presentation, desk to file",
                "plain python-pptx (writing only)",
                r"floor +(?P<floor># s)|gathered and written (?P<value>#) s",
                10,
                "s",
            ),
            _of("its memory", "", r"gathered and written .*?, (?P<value>#) MiB", 250, "MiB"),
        ),
    ),
    Bench(
        "workbook",
        "--runs 3",
        "--runs 1",
        (
            _of(
                "workbooks of 23 offices and of the regency",
                "plain XlsxWriter, same cells",
                r"(?P<measured># ms), plain +(?P<floor># ms): (?P<value>#) times",
                2,
                "×",
            ),
            _of("their memory", "", r"(?m)^(?P<value>#) MB at most", 250, "MB"),
        ),
    ),
    Bench("findings", "--seeds 3", "--seeds 1", ()),
)

_EXIT = Measure("checks find the planted faults and nothing else (exit code)", "", "", 0, "")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="smallest numbers: to see whether all still runs"
    )
    parser.add_argument("--only", default="", help="names of benches, with commas")
    parser.add_argument("--seconds", type=float, default=480, help="after that no further bench is begun")
    parser.add_argument("--write", type=Path, help="where the page goes; else its table is only printed")
    chosen = parser.parse_args(arguments)
    names = [name for name in chosen.only.split(",") if name]
    unknown = set(names) - {bench.name for bench in BENCHES}
    if unknown:
        parser.error(f"no bench is called {', '.join(sorted(unknown))}")
    began, load = time.monotonic(), os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    rows: list[Row] = []
    for bench in BENCHES:
        if names and bench.name not in names:
            rows += not_run(bench, "not asked for")
        elif time.monotonic() - began > chosen.seconds:
            rows += not_run(bench, "not run: the time was up")
        else:
            rows += run(bench, is_quick=chosen.quick)
    told = page(rows, machine(load, time.monotonic() - began), is_quick=chosen.quick)
    print(told)
    if chosen.write:
        chosen.write.write_text(told, encoding="utf-8", newline="\n")
    return 0 if all(row.is_within for row in rows) else 1


def run(bench: Bench, *, is_quick: bool) -> list[Row]:
    """Run a bench and read its rows; its own lines go to stderr, as a report of what is going on."""
    options = (bench.quick if is_quick else bench.full).split()
    began = time.monotonic()
    try:
        ended = subprocess.run(
            [sys.executable, str(ROOT / "tools" / "bench" / f"{bench.name}.py"), *options],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LONGEST_S,
            check=False,
            cwd=ROOT,
            env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        )
    except subprocess.TimeoutExpired:
        return not_run(bench, f"stopped after {LONGEST_S} s")
    took = time.monotonic() - began
    print(f"--- {bench.name} {' '.join(options)}: {took:.0f} s\n{ended.stdout}", file=sys.stderr, flush=True)
    if ended.returncode not in (0, 1):
        return not_run(bench, f"ended with {ended.returncode}: {ended.stderr.strip()[-200:]}")
    if not bench.measures:
        return [Row(bench.name, _EXIT, value=float(ended.returncode))]
    return [read(bench.name, measure, ended.stdout) for measure in bench.measures]


def read(bench: str, measure: Measure, told: str) -> Row:
    """The row of a measure in the lines of its bench."""
    finds = [
        {name: text for name, text in found.groupdict().items() if text is not None}
        for found in re.finditer(measure.pattern, told, re.DOTALL if "(?m)" not in measure.pattern else 0)
    ]
    valued = [found for found in finds if "value" in found]
    if not valued:
        return Row(bench, measure, trouble="told no number")
    worst = max(valued, key=lambda found: float(found["value"]))
    floor = worst.get("floor") or next((found["floor"] for found in finds if "floor" in found), "")
    measured = worst.get("measured", "")
    if "name" in worst:
        measured = f"{worst['value']} {measure.unit} ({worst['name']})"
    return Row(bench, measure, floor, measured, float(worst["value"]))


def not_run(bench: Bench, why: str) -> list[Row]:
    """The rows of a bench that told nothing."""
    return [Row(bench.name, measure, trouble=why) for measure in bench.measures or (_EXIT,)]


def page(rows: Sequence[Row], where: str, *, is_quick: bool) -> str:
    """The text of docs/performance.md."""
    lines = [
        "# How fast, beside what is possible",
        "",
        "Each number stands beside a floor that was measured in the same run: the same work done by the bare library,"
        " or by the disk alone. Limits are those of the design; where a number is above its limit, the table says so."
        " Made by `python tools/bench/all.py --write docs/performance.md`; the benches are in `tools/bench/`.",
        "",
        where,
    ]
    if is_quick:
        lines += [
            "",
            "**A quick run with the smallest numbers: it shows that all runs, not how fast it is.**",
        ]
    lines += ["", "| what | floor | measured | limit | | bench |", "|---|---|---|---|---|---|"]
    lines += [line(row) for row in rows]
    above = [row for row in rows if row.value is not None and not row.is_within]
    untold = [row for row in rows if row.value is None]
    lines += ["", f"{len(rows)} numbers: {len(above)} above their limit, {len(untold)} not measured.", ""]
    return "\n".join(lines)


def line(row: Row) -> str:
    """A row as Markdown."""
    measure = row.measure
    limit = f"{measure.limit:g} {measure.unit}".strip()
    floor = ": ".join(part for part in (measure.floor_name, row.floor) if part) or "–"
    if row.value is None:
        return f"| {measure.what} | {floor} | – | {limit} | {row.trouble} | `{row.bench}.py` |"
    value = f"{row.value:g} {measure.unit}".strip()
    if measure.unit == "×" and row.measured:
        value = f"{row.measured}, **{value}**"
    else:
        value = f"**{row.measured or value}**"
    return f"| {measure.what} | {floor} | {value} | {limit} | {'ok' if row.is_within else 'ABOVE'} | `{row.bench}.py` |"


def machine(load: float, took_s: float) -> str:
    """On what the numbers were measured, when, of which commit, and whether the machine had other work."""
    cores = os.cpu_count() or 1
    busy = (
        f"**The machine was shared with other work (load {load:.1f} before the run): times are too long.**"
        if load > 0.5 * cores
        else f"Nothing else ran (load {load:.1f} before the run)."
    )
    return (
        f"Commit {commit()}; run on {datetime.now(UTC):%d %B %Y, %H:%M} UTC in {took_s / 60:.0f} minutes; {cores} cores,"
        f" {memory_gib():.0f} GiB, {platform.system()} {platform.machine()},"
        f" {platform.python_implementation()} {platform.python_version()}, drawn offscreen. {busy}"
    )


def commit() -> str:
    """The commit's short name and day, "unknown" outside a repository."""
    said = subprocess.run(
        ["git", "log", "-1", "--format=%h of %cs"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return said.stdout.strip() or "unknown"


def memory_gib() -> float:
    """The machine's memory, 0 where the system does not tell."""
    return next(_memories(), 0.0)


def _memories() -> Iterator[float]:
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return
    for found in re.finditer(r"MemTotal: +(\d+) kB", text):
        yield int(found[1]) / 2**20


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
