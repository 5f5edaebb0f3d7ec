"""The index beside a folder of evidence: as a workbook, and as a page that any browser opens without a network."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from rbdesk import text
from rbdesk.report.slide_text import clean
from rbdesk.report.workbook_paint import Book, link_text

NAME = "Daftar bukti"
_TITLE = "Daftar bukti dukung"
_HEADS = ("Kode", "Pertanyaan", "Area", "Berkas", "Halaman atau catatan", "Ukuran", "Sidik (SHA-256)")
_WIDTHS = (12, 60, 28, 44, 28, 12, 68)
_ABOUT = "{files} berkas. Sidik menunjukkan bahwa isi berkas belum berubah sejak daftar ini dibuat."
_PAGE = """<!doctype html>
<html lang="id"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body{{font:15px/1.5 "Noto Sans","Segoe UI",sans-serif;color:#16202e;margin:32px}}
h1{{font-size:22px;margin:0 0 4px}} p{{color:#465366;margin:0 0 16px}}
table{{border-collapse:collapse;width:100%}}
th,td{{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid #dbe2eb}}
th{{background:#edf1f6}} td.size{{text-align:right;white-space:nowrap}}
td.mark{{font-family:monospace;font-size:12px;overflow-wrap:anywhere}} a{{color:#1858b8}}
</style></head><body>
<h1>{title}</h1>
<p>{about}</p>
<table><thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody></table>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A line of the index: `place` is the path from the folder with "/", `note` a page or remark, `size` in bytes."""

    code: str
    question: str
    area: str
    place: str
    name: str
    note: str
    size: int
    sha256: str


def index_files(title: str, lines: Sequence[Indexed]) -> dict[str, bytes]:
    """The index's files by name; equal lines give equal bytes."""
    with tempfile.TemporaryDirectory() as folder:
        write_index(Path(folder), title, lines)
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def write_index(folder: Path, title: str, lines: Sequence[Indexed]) -> None:
    """Write the index into a folder. Raises OSError."""
    title = title or _TITLE
    (folder / f"{NAME}.html").write_bytes(_page(title, lines))
    _write_book(folder / f"{NAME}.xlsx", title, lines)


def _page(title: str, lines: Sequence[Indexed]) -> bytes:
    def cell(words: str, kind: str = "") -> str:
        return f"<td{kind}>{html.escape(clean(words))}</td>"

    rows = "\n".join(
        "<tr>"
        + cell(line.code)
        + cell(line.question)
        + cell(line.area)
        + f'<td><a href="{quote(line.place)}">{html.escape(clean(line.name))}</a></td>'
        + cell(line.note)
        + cell(text.size(line.size), ' class="size"')
        + cell(line.sha256, ' class="mark"')
        + "</tr>"
        for line in lines
    )
    return _PAGE.format(
        title=html.escape(clean(title)),
        about=html.escape(_ABOUT.format(files=len(lines))),
        heads="".join(f"<th>{html.escape(head)}</th>" for head in _HEADS),
        rows=rows,
    ).encode("utf-8")


def _write_book(path: Path, title: str, lines: Sequence[Indexed]) -> None:
    """All text as text; only a file's name is a link, to the file beside the workbook."""
    with Book(path, title=title) as book:
        page = book.sheet(NAME)
        for column, width in enumerate(_WIDTHS):
            page.raw.set_column(column, column, width)
        page.text(0, 0, title, "title")
        page.heading(2, _HEADS)
        for row, line in enumerate(lines, 3):
            words = (line.code, line.question, line.area, line.name, line.note, text.size(line.size))
            for column, word in enumerate(words):
                page.text(row, column, word)
            page.link(row, 3, f"external:{link_text(line.place)}", line.name)
            page.text(row, 6, line.sha256, "hash")
            page.fit_row(row, {1: line.question, 3: line.name, 4: line.note}, _WIDTHS)
        page.raw.freeze_panes(3, 1)
        if lines:
            page.raw.autofilter(2, 0, 2 + len(lines), len(_HEADS) - 1)
        book.set_up_print(page, 2 + len(lines), len(_HEADS) - 1, repeat=(2, 2))
