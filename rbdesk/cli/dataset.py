"""`rbdesk dataset`: the consolidated year for analysts, as CSV with a description or as Parquet."""

from __future__ import annotations

from pathlib import Path

import click

from rbdesk.cli import console, words
from rbdesk.cli.session import session
from rbdesk.domain.office import Role
from rbdesk.workflow import catalog, datasets


@click.command(
    "dataset",
    cls=words.Command,
    help="Data setahun semua kantor untuk analis: CSV beserta datapackage.json, atau Parquet.",
)
@words.desk_argument
@click.option(
    "-o", "folder", metavar="FOLDER", type=words.place, required=True, help="Folder baru atau kosong."
)
@click.option("--parquet", is_flag=True, help="Tulis sebagai Parquet (memerlukan ekstra `analysts`).")
@words.instrument_option
@words.json_option
def dataset(desk: Path, folder: Path, parquet: bool, instrument: str | None, as_json: bool) -> None:
    """Write the tables of a year."""
    with session(desk, Role.SECRETARIAT) as held:
        found = datasets.load_dataset(
            held.db, held.identity.year, instrument or catalog.UNIT_SHEET, made_at=held.now
        )
    kind = datasets.PARQUET if parquet else datasets.CSV
    files = datasets.write_dataset(found, folder, kind=kind, progress=console.progress())
    counts = {table.name: len(table.rows) for table in found.tables}
    if as_json:
        console.document(
            {
                "name": found.name,
                "digest": found.digest,
                "files": [str(path) for path in files],
                "rows": dict(counts),
            }
        )
        return
    console.tell(f"{len(files)} berkas ditulis ke {folder}")
    for name, count in counts.items():
        console.tell(f"  {name}: {count} baris")
