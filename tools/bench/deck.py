"""Measures how long the regency's presentation takes, from the store to the file, and the memory it needs.

    python tools/bench/deck.py [--runs 3] [--desk FOLDER]

Without a desk the invented year is made first (half a minute). The floor is the same number of slides, charts and table
cells put into the library's own template without measuring, notes or shapes. Each case runs in a process of its own,
so that its memory is its own. The last line says whether time and memory are within the limits; the exit code says it
too.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

LIMIT_SECONDS = 10.0  # a full report, gathered and written
LIMIT_MEBIBYTES = 250
CASES = ("gather", "regency", "offices", "floor")
TODAY, MADE = date(2020, 9, 7), datetime(2020, 9, 7, 10, 0)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.case:
        print(json.dumps(run_case(chosen.case, chosen.desk, chosen.runs)))
        return 0
    with tempfile.TemporaryDirectory(prefix="rbdesk-bench-") as place:
        desk = chosen.desk or made_desk(Path(place) / "year")
        found = {case: in_own_process(case, desk, chosen.runs) for case in CASES}
    for case, (seconds, most, what) in found.items():
        print(f"{case:8} {seconds:6.2f} s  {most:4.0f} MiB  {what}")
    whole = found["gather"][0] + found["regency"][0]
    most = max(found["gather"][1], found["regency"][1])
    is_within = whole <= LIMIT_SECONDS and most <= LIMIT_MEBIBYTES
    verdict = "within" if is_within else "ABOVE"
    print(
        f"gathered and written {whole:.2f} s, {most:.0f} MiB, {found['regency'][0] / found['floor'][0]:.1f} floors: "
        f"{verdict} {LIMIT_SECONDS:.0f} s and {LIMIT_MEBIBYTES} MiB"
    )
    return int(not is_within)


def made_desk(folder: Path) -> Path:
    """The secretariat's desk of the invented year."""
    from rbdesk.workflow import demo

    return demo.make_demo(folder).folder / "secretariat"


def in_own_process(case: str, desk: Path, runs: int) -> tuple[float, float, str]:
    """Seconds in the middle, highest memory in MiB, what was made."""
    command = [sys.executable, __file__, "--case", case, "--desk", str(desk), "--runs", str(runs)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, most, what = json.loads(told)
    return float(seconds), float(most), str(what)


def run_case(case: str, desk: Path, runs: int) -> tuple[float, float, str]:
    """One case in this process."""
    act = _case(case, desk)
    what = act()
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB on Linux
    return statistics.median(taken), most, what


def _case(case: str, desk: Path) -> Callable[[], str]:
    from rbdesk.report import deck_contents, pptx
    from rbdesk.workflow import reporting, setup

    db = setup.open_desk(desk, now=datetime.now(UTC))
    year = reporting.gather_regency(db, 2020, TODAY)

    def gather() -> str:
        return f"{reporting.gather_regency(db, 2020, TODAY).counted} offices counted"

    def regency() -> str:
        deck = deck_contents.regency_deck(year, MADE)
        return f"{len(deck.slides)} slides, {len(pptx.deck_bytes(deck)) // 1024} KiB"

    def offices() -> str:
        sizes = [len(pptx.deck_bytes(deck_contents.office_deck(one, MADE))) for one in year.offices]
        return f"{len(sizes)} decks, {sum(sizes) // 1024} KiB"

    def floor() -> str:
        return f"{len(_plain(13, 4, 560)) // 1024} KiB"

    return {"gather": gather, "regency": regency, "offices": offices, "floor": floor}[case]


def _plain(slides: int, charts: int, cells: int) -> bytes:
    """As many slides, charts and cells, written with the library alone."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Pt

    made = Presentation()
    for at in range(slides):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = f"Salindia {at}"
        slide.notes_slide.notes_text_frame.text = "catatan"
        if at < charts:
            data = CategoryChartData()
            data.categories = [f"area {one}" for one in range(12)]
            data.add_series("Capaian", [50.0 + one for one in range(12)])
            slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Pt(40), Pt(90), Pt(600), Pt(400), data)
        elif at == charts:
            rows = cells // 10
            table = slide.shapes.add_table(rows, 10, Pt(40), Pt(90), Pt(800), Pt(400)).table
            for row in range(rows):
                for column in range(10):
                    table.cell(row, column).text = "58,42"
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
