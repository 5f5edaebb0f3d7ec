"""`rbdesk problem-report`: one small file for whoever helps, without answers."""

from __future__ import annotations

from pathlib import Path

import click

from rbdesk.cli import console, words
from rbdesk.cli.session import this_moment
from rbdesk.workflow import problems


@click.command(
    "problem-report",
    cls=words.Command,
    help="Berkas kecil untuk yang membantu Anda: versi, pengaturan, dan catatan program; tanpa jawaban dan nama.",
)
@words.desk_argument
@click.option("-o", "path", metavar="FILE.zip", type=words.place, required=True, help="Berkas yang dibuat.")
@words.json_option
def problem_report(desk: Path, path: Path, as_json: bool) -> None:
    """Write the report of a desk, also of one that cannot be opened."""
    report = problems.problem_of(desk, now=this_moment())
    problems.write_problem(report, path)
    if as_json:
        console.document({"file": str(path), "log_lines": len(report.log)})
        return
    console.tell(f"Laporan masalah ditulis ke {path}. Di dalamnya tidak ada jawaban, bukti, atau nama orang.")
