"""Cetak perbandingan: what the office says beside what was verified, as a document for paper."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from rbdesk import messages
from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.review import Verdict
from rbdesk.progress import SILENT, Progress
from rbdesk.report.contents import REPLIED, RULED, ComparedAnswer, comparison_contents
from rbdesk.store.trouble import file_trouble
from rbdesk.workflow import catalog
from rbdesk.workflow.returning import Returned, ReturnedRow


def comparison_name(found: Returned) -> str:
    """The document's name."""
    return f"Perbandingan_RB-{found.key.year}_{found.key.office}_balasan-{found.number}.pdf"


def print_comparison(
    found: Returned, folder: Path, *, printed_at: datetime, progress: Progress = SILENT
) -> Path:
    """Write the comparison of a balasan into a folder; where it is. A job.

    `printed_at` is the reader's clock. A document of that name is replaced as a whole. Raises StoreTrouble: the folder
    takes no file.
    """
    from rbdesk.report.comparison_page import comparison_pdf  # here, so that only who prints pays for it

    instrument = catalog.instrument(found.key.instrument)
    contents = comparison_contents(
        found.own,
        found.verified,
        [_answer(row, instrument) for row in found.rows],
        office=catalog.register().name_of(found.key.office),
        year=found.key.year,
        seq=found.number,
        judged=found.judged,
        printed_at=printed_at,
    )
    progress.step(0, 1, "page")
    path = folder / comparison_name(found)
    part = path.with_name(f".{path.name}.part")
    with file_trouble(path):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(comparison_pdf(contents))
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    return path


def _answer(row: ReturnedRow, instrument: Instrument) -> ComparedAnswer:
    scale = instrument.question(row.code).scale

    def words(answer: Answer) -> str:
        return messages.value_text(answer.value, scale)

    ruled = RULED[row.ruling.verdict]
    if row.ruling.verdict is Verdict.CORRECT and row.verified is not None:
        ruled = words(row.verified)
    reply = ""
    if row.reply is not None:
        reply = f"{REPLIED[row.reply.act]} {row.reply.text}".strip()
    return ComparedAnswer(
        code=instrument.display(row.code),
        question=instrument.node(row.code).name,
        own=words(row.answer),
        verified=ruled,
        points=row.points,
        reason=row.ruling.reason,
        by=row.ruling.edit.by,
        reply=reply,
    )
