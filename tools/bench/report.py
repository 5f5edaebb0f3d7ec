"""Measures how long PDF reports take beside plain reportlab drawing the same lines of text on as many pages.

    python tools/bench/report.py [--runs 5]

The consolidated report of the invented year and the report of one office. The yardstick draws the same words in the same
fonts at the same places and nothing else: it breaks no lines, and knows no tables, figures, structure, bookmarks. Both in the
same run, one after the other. Also told: gathering the year from the store, and all of it together, from an open desk to a
finished file. The exit code says whether that stays within 10 s and the process within 250 MB.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from rbdesk.report import fonts, pdf, pdf_pages  # noqa: E402
from rbdesk.report.office_contents import office_outline  # noqa: E402
from rbdesk.report.outline import Outline  # noqa: E402
from rbdesk.report.pdf_text import Style  # noqa: E402
from rbdesk.report.regency_contents import regency_outline  # noqa: E402
from rbdesk.workflow import demo, reporting, setup  # noqa: E402

LIMIT_SECONDS, LIMIT_MEGABYTES = 10.0, 250
TODAY, MADE = date(2020, 9, 5), datetime(2020, 9, 5, 9, 0)

Found = TypeVar("Found")
Line = tuple[int, float, float, str, Style]  # page, place, words, how they look


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args(arguments).runs
    fonts.register()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "year"
        demo.make_demo(folder)
        now = datetime.fromisoformat("2020-09-05T02:00:00+00:00")
        with closing(setup.open_desk(folder / "secretariat", now=now)) as db:
            regency, gathered = timed(lambda: reporting.gather_regency(db, demo.YEAR, TODAY))
        made, said = timed(lambda: regency_outline(regency, MADE))
        first = next(one for one in regency.offices if one.sheet is not None)
        whole = measure("regency", made, runs)
        measure("office", office_outline(first, MADE), runs)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    together = gathered + said + whole
    print(f"gather {gathered:5.2f} s   outline {said:5.2f} s   from desk to file {together:5.2f} s")
    print(f"memory {megabytes:.0f} MB")
    return 0 if together <= LIMIT_SECONDS and megabytes <= LIMIT_MEGABYTES else 1


def measure(name: str, outline: Outline, runs: int) -> float:
    """Print the median times of the report and of its yardstick; the report's."""
    lines, pages = recorded(outline)
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(timed(lambda: pdf.paint_pdf(outline, io.BytesIO()))[1])
        theirs.append(timed(lambda: draw_plainly(lines, pages))[1])
    own, floor = statistics.median(ours), statistics.median(theirs)
    print(
        f"{name:8} {pages:4} pages {len(lines):6} lines   {own:6.3f} s   plain {floor:6.3f} s   {own / floor:4.1f}x"
    )
    return own


def recorded(outline: Outline) -> tuple[list[Line], int]:
    """Every line of text that a report draws, and how many pages it has."""
    found: list[Line] = []
    plain = pdf_pages.Pages.lines

    def note(
        pages: pdf_pages.Pages,
        lines: Sequence[str],
        style: Style,
        x: float,
        top: float,
        *,
        right: float | None = None,
    ) -> None:
        for at, line in enumerate(lines):
            if line:
                found.append((pages.number, x, top - (at + 1) * style.leading, line, style))
        plain(pages, lines, style, x, top, right=right)

    pdf_pages.Pages.lines = note  # type: ignore[method-assign]
    try:
        pages = pdf.paint_pdf(outline, io.BytesIO())
    finally:
        pdf_pages.Pages.lines = plain  # type: ignore[method-assign]
    return found, pages


def draw_plainly(lines: Sequence[Line], pages: int) -> None:
    """The yardstick."""
    canvas = Canvas(io.BytesIO(), pagesize=pdf_pages.SIZES["A4"], pageCompression=1, invariant=1)
    at = 0
    for page in range(1, pages + 1):
        while at < len(lines) and lines[at][0] == page:
            _, x, y, words, style = lines[at]
            canvas.setFont(style.font, style.size)
            canvas.drawString(x, y, words)
            at += 1
        canvas.showPage()
    canvas.save()


def timed(work: Callable[[], Found]) -> tuple[Found, float]:
    """What the work gives, and how many seconds it took."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
