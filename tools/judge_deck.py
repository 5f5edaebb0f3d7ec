"""Lets LibreOffice draw presentations and looks whether every word lies where it should.

    python tools/judge_deck.py FOLDER [--desk DESK] [--offices 3]
    python tools/judge_deck.py FOLDER FILE.pptx …

Needs `soffice` (LibreOffice Impress) and `pdfinfo`, `pdftotext`, `pdftoppm` (poppler); nothing else of RBDesk does.
Without files the decks of the invented year are made, the regency's and those of some offices. Each is drawn by
another program than the one that measured it: there must be a page for each slide, and each word of a page must lie
inside a shape of its slide. The pages stay in FOLDER as pictures, to be looked at. The exit code says whether all held.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pptx import Presentation  # noqa: E402

from rbdesk.report import deck_contents, pptx  # noqa: E402
from rbdesk.workflow import demo, reporting, setup  # noqa: E402

NEEDED = ("soffice", "pdfinfo", "pdftotext", "pdftoppm")
TODAY, MADE = date(2020, 9, 7), datetime(2020, 9, 7, 9, 0)
POINT = 12700  # EMU
HAIR = 0.15  # of its height that a word may reach over its box: `pdftotext` counts a letter's whole body


@dataclass(frozen=True, slots=True)
class Place:
    """A word or a shape on a page: its corners in points, from the upper left."""

    name: str
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Place) -> bool:
        """Whether another one lies inside, but for a hair."""
        hair = HAIR * (other.bottom - other.top) + 1
        return (
            self.left - hair <= other.left
            and other.right <= self.right + hair
            and self.top - hair <= other.top
            and other.bottom <= self.bottom + hair
        )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--offices", type=int, default=3)
    chosen = parser.parse_args(arguments)
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking:
        print(f"not installed: {', '.join(lacking)}")
        return 2
    chosen.folder.mkdir(parents=True, exist_ok=True)
    files = chosen.files or made_decks(chosen.folder, chosen.desk, chosen.offices)
    faults = [fault for path in files for fault in judge(path, chosen.folder)]
    for fault in faults:
        print(fault)
    print(f"{len(files)} presentations, {len(faults)} faults; pages in {chosen.folder}")
    return int(bool(faults))


def made_decks(folder: Path, desk: Path | None, offices: int) -> list[Path]:
    """The decks of the invented year, or of a desk of the secretariat."""
    with tempfile.TemporaryDirectory(prefix="rbdesk-judge-") as place:
        held = desk or demo.make_demo(Path(place) / "year").folder / "secretariat"
        with closing(setup.open_desk(held, now=datetime.now(UTC))) as db:
            year = reporting.gather_regency(db, 2020, TODAY)
    decks = {"regency": deck_contents.regency_deck(year, MADE)}
    for one in year.offices[:offices]:
        decks[one.code] = deck_contents.office_deck(one, MADE)
    made = []
    for name, deck in decks.items():
        path = folder / f"{name}.pptx"
        pptx.write_pptx(deck, path)
        made.append(path)
    return made


def judge(path: Path, folder: Path) -> list[str]:
    """What is wrong with a presentation as LibreOffice draws it; its pages as pictures in the folder."""
    pdf = drawn(path, folder)
    slides = list(Presentation(str(path)).slides)
    count = int(_told("pdfinfo", pdf).split("Pages:")[1].split()[0])
    subprocess.run(["pdftoppm", "-r", "60", "-png", pdf, folder / path.stem], check=True)
    if count != len(slides):
        return [f"{path.name}: {count} pages for {len(slides)} slides"]
    found = []
    for number, (slide, words) in enumerate(zip(slides, pages_of(pdf), strict=True), 1):
        shapes = list(shapes_of(slide.shapes))
        found += [f"{path.name}, slide {number}: {fault}" for fault in strays(words, shapes)]
    return found


def drawn(path: Path, folder: Path) -> Path:
    """The presentation as a PDF that LibreOffice made."""
    with tempfile.TemporaryDirectory(prefix="rbdesk-judge-") as profile:
        home = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.pdf"


def strays(words: Iterable[Place], shapes: Sequence[Place]) -> list[str]:
    """The words that no shape holds."""
    return [
        f"“{word.name}” at {word.left:.0f}, {word.top:.0f} lies in no shape"
        for word in words
        if not any(shape.holds(word) for shape in shapes)
    ]


def shapes_of(shapes: Any) -> Iterator[Place]:
    """The places of shapes, those in groups and the cells of tables too."""
    for shape in shapes:
        if shape.shape_type == 6:  # a group
            yield from shapes_of(shape.shapes)
        elif shape.has_table:
            yield from _cells_of(shape)
        else:
            yield _place(shape.name, shape.left, shape.top, shape.width, shape.height)


def _cells_of(frame: Any) -> Iterator[Place]:
    widths = [column.width for column in frame.table.columns]
    top = frame.top
    for row in frame.table.rows:
        for at, cell in enumerate(row.cells):
            if not cell.is_spanned:
                left, wide = frame.left + sum(widths[:at]), sum(widths[at : at + cell.span_width])
                yield _place(cell.text[:20], left, top, wide, row.height)
        top += row.height


def _place(name: str, left: int, top: int, wide: int, high: int) -> Place:
    return Place(name, left / POINT, top / POINT, (left + wide) / POINT, (top + high) / POINT)


def pages_of(pdf: Path) -> list[list[Place]]:
    """The words of each page with their places."""
    reader = _Words()
    reader.feed(_told("pdftotext", "-bbox", pdf, "-"))
    return reader.pages


class _Words(HTMLParser):
    """Reads what `pdftotext -bbox` tells."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[list[Place]] = []
        self._corners: tuple[float, ...] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "page":
            self.pages.append([])
        elif tag == "word":
            given = dict(attrs)
            self._corners = tuple(float(given[name] or 0) for name in ("xmin", "ymin", "xmax", "ymax"))

    def handle_data(self, data: str) -> None:
        if self._corners is not None and data.strip():
            self.pages[-1].append(Place(data, *self._corners))
            self._corners = None


def _told(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
