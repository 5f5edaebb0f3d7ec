"""A document as one page for any browser: text and tables of an outline, nothing loaded, nothing that runs.

For whoever has no RBDesk. A chart stands there in words; its numbers are in the tables beside it.
"""

from __future__ import annotations

import html
from pathlib import Path

from rbdesk.progress import SILENT, Progress
from rbdesk.report.outline import (
    WARNING,
    Block,
    Facts,
    Note,
    Outline,
    Paragraph,
    Picture,
    Section,
    Signatures,
    Table,
    cell_text,
    is_right,
)
from rbdesk.report.slide_text import clean
from rbdesk.report.whole import replacing

_HEAD = """<!doctype html>
<html lang="id"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body{{font:16px/1.5 "Noto Sans","Segoe UI",sans-serif;color:#16202e;max-width:960px;margin:32px auto;padding:0 16px}}
h1{{font-size:26px;margin:0}} h2{{font-size:20px;margin:36px 0 8px;border-bottom:2px solid #0f2a47}}
h3{{font-size:17px;margin:24px 0 6px}} p{{margin:8px 0;white-space:pre-wrap;overflow-wrap:anywhere}}
.lead{{font-size:18px}} .small,.source{{color:#5b677a;font-size:13px}}
table{{border-collapse:collapse;width:100%;margin:10px 0}} caption{{text-align:left;font-weight:600;padding:4px 0}}
th,td{{text-align:left;vertical-align:top;padding:5px 8px;border-bottom:1px solid #dbe2eb;overflow-wrap:anywhere}}
th{{background:#edf1f6}} .right{{text-align:right;white-space:nowrap}} tr.total td{{font-weight:700;border-top:2px solid}}
dl{{display:grid;grid-template-columns:minmax(120px,30%) 1fr;gap:4px 16px}} dt{{color:#465366}} dd{{margin:0}}
.note{{background:#e6effc;padding:10px 14px;border-left:4px solid #1858b8}}
.warning{{background:#fff2d6;border-color:#8a5a00}} figure{{margin:10px 0;padding:10px 14px;background:#edf1f6}}
@media print{{body{{margin:0}}h2{{break-after:avoid}}tr{{break-inside:avoid}}}}
</style></head><body>
"""


def write_page(outline: Outline, path: Path, progress: Progress = SILENT) -> None:
    """Write the page whole. Raises StoreTrouble as `whole.replacing`. Cancelled. Equal outlines give equal bytes."""
    parts = [_HEAD.format(title=_text(outline.title))]
    parts.append(f"<h1>{_text(outline.title)}</h1>\n<p class='lead'>{_text(outline.subtitle)}</p>\n")
    parts.append(_facts(Facts(outline.facts)))
    for section in progress.each(outline.sections):
        parts.append(_section(section))
    parts.append("</body></html>\n")
    with replacing(path) as part:
        part.write_text("".join(parts), encoding="utf-8", newline="\n")


def _section(section: Section) -> str:
    level = "h2" if section.level == 1 else "h3"
    inside = "".join(_block(block) for block in section.blocks)
    return f"<section>\n<{level}>{_text(section.title)}</{level}>\n{inside}</section>\n"


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p class='{html.escape(block.style)}'>{_text(block.text)}</p>\n"
    if isinstance(block, Note):
        kind = "note warning" if block.kind == WARNING else "note"
        return f"<p class='{kind}'>{_text(block.text)}</p>\n"
    if isinstance(block, Facts):
        return _facts(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        source = f"<p class='source'>{_text(block.source)}</p>" if block.source else ""
        return f"<figure><b>{_text(block.title)}</b><p>{_text(block.alt)}</p>{source}</figure>\n"
    return _signatures(block)


def _facts(block: Facts) -> str:
    if not block.pairs:
        return ""
    rows = "".join(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in block.pairs)
    return f"<dl>{rows}</dl>\n"


def _table(table: Table) -> str:
    sides = [" class='right'" if is_right(column.kind) else "" for column in table.columns]
    heads = "".join(
        f"<th{side}>{_text(column.title)}</th>" for column, side in zip(table.columns, sides, strict=True)
    )
    rows = []
    for number, row in enumerate(table.rows, 1):
        cells = "".join(
            f"<td{side}>{_text(cell_text(cell, column.kind))}</td>"
            for cell, column, side in zip(row, table.columns, sides, strict=True)
        )
        is_total = table.total and number == len(table.rows)
        rows.append(f"<tr class='total'>{cells}</tr>" if is_total else f"<tr>{cells}</tr>")
    caption = f"<caption>{_text(table.title)}</caption>" if table.title else ""
    source = f"<p class='source'>{_text(table.source)}</p>\n" if table.source else ""
    body = "\n".join(rows)
    return f"<table>{caption}<thead><tr>{heads}</tr></thead>\n<tbody>{body}</tbody></table>\n{source}"


def _signatures(block: Signatures) -> str:
    day = f"<p>{_text(block.day)}</p>" if block.day else ""
    places = "".join(f"<dt>{_text(post)}</dt><dd>{_text(name) or '…'}</dd>" for post, name in block.places)
    return f"{day}<dl>{places}</dl>\n"


def _text(words: str) -> str:
    return html.escape(clean(words))
