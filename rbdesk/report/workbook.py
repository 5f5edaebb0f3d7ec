"""The office's living workbook: the LKE as people know it, which computes its score and can be read back.

Formulas, lists and limits come from the instrument; a new one needs no code. Whatever a person may type lies in an
unlocked cell; a hidden sheet says of which data the workbook was made, so that `workbook_read` can compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rbdesk.domain import scoring
from rbdesk.progress import SILENT, Progress
from rbdesk.report import palette
from rbdesk.report import workbook_contents as words
from rbdesk.report import workbook_layout as layout
from rbdesk.report.whole import replacing
from rbdesk.report.workbook_area import AreaWriter
from rbdesk.report.workbook_material import (
    BASE_ROW,
    FORMAT,
    VERSION,
    OfficeBook,
    Worth,
    base_digest,
    base_rows,
)
from rbdesk.report.workbook_paint import A4, Book, link_text
from rbdesk.report.workbook_summary import Summary

_EVIDENCE_WIDTHS = (12, 34, 48, 34, 12, 68)


def write_office_book(book: OfficeBook, path: Path, progress: Progress = SILENT, *, paper: int = A4) -> None:
    """Write the workbook, whole or not at all. Raises StoreTrouble: as `whole.replacing`; Cancelled."""
    plan = layout.plan(book.instrument)
    sheet = scoring.score(book.instrument, book.answers)
    worth = Worth(sheet, book.answers)
    total = len(plan.sheets) + 2
    with (
        replacing(path) as part,
        Book(part, title=f"{book.instrument.title}: {book.office_name} {book.year}", paper=paper) as file,
    ):
        progress.step(0, total, words.SUMMARY)
        summary = file.sheet(words.SUMMARY, colour=palette.NAVY)
        areas = AreaWriter(book, plan, file, sheet, worth)
        for done, area in enumerate(plan.sheets, start=1):
            progress.step(done, total, area.name)
            areas.write_area(area)
        _write_evidence(book, file)
        _write_hidden(book, file, areas.lists)
        Summary(book, plan, file, summary, sheet, worth).write()
        progress.step(total - 1, total, path.name)
    progress.step(total, total, path.name)


def _write_evidence(book: OfficeBook, file: Book) -> None:
    """The list of all evidence, each with a link to its file in the folder beside the workbook."""
    page = file.sheet(words.EVIDENCE_SHEET, colour=palette.OK)
    for column, width in enumerate(_EVIDENCE_WIDTHS):
        page.raw.set_column(column, column, width)
    page.text(0, 0, words.HEADINGS[layout.EVIDENCE], "title")
    subtitle = words.subtitle(book.office, book.office_name, book.year)
    page.text(1, 0, f"{book.instrument.title} · {subtitle}", "subtitle")
    if any(book.place(item) for item in book.evidence_rows()):
        page.text(0, 2, words.LINKS_LEAD_HERE, "small")
    page.heading(2, words.EVIDENCE_HEADINGS)
    rows = book.evidence_rows()
    for row, item in enumerate(rows, start=3):
        page.text(row, 0, book.instrument.display(item.question))
        page.text(row, 1, book.instrument.node(item.question).short)
        target = book.place(item)
        page.link(row, 2, f"external:{link_text(target)}" if target else "", item.name)
        page.text(row, 3, item.note)
        page.number(row, 4, words.kibibytes(item.size), "percent_number")
        page.text(row, 5, item.sha256, "hash")
        page.fit_row(
            row,
            {1: book.instrument.node(item.question).short, 2: item.name, 3: item.note},
            _EVIDENCE_WIDTHS,
        )
    if not rows:
        page.text(3, 0, words.NO_LINK, "small")
    page.raw.freeze_panes(3, 0)
    if rows:
        page.raw.autofilter(2, 0, 2 + len(rows), len(words.EVIDENCE_HEADINGS) - 1)
    page.protect()
    file.set_up_print(page, max(3, 2 + len(rows)), 5, repeat=(2, 2))


def _write_hidden(book: OfficeBook, file: Book, lists: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Of which data the workbook was made; read by `workbook_read`, shown to nobody."""
    page = file.sheet(words.HIDDEN)
    rows = base_rows(book)
    head = (
        ("format", FORMAT),
        ("version", str(VERSION)),
        ("instrument", book.instrument.id),
        ("fingerprint", book.fingerprint),
        ("office", book.office),
        ("year", str(book.year)),
        ("digest", book.digest),
        ("base", base_digest(rows)),
    )
    for row, (name, value) in enumerate(head):
        page.text(row, 0, name, "plain")
        page.text(row, 1, value, "plain")
    for row, line in enumerate(rows, start=BASE_ROW):
        for column, content in enumerate(line):
            page.text(row, column, content, "plain")
    for column, labels in lists:
        for row, label in enumerate(labels):
            page.text(row, column, label, "plain")
    page.protect()
    page.raw.very_hidden()
