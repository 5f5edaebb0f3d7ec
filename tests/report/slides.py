"""Reading presentations back: their texts, whether each fits, the numbers of their charts. Measures with Pillow."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree
from PIL import ImageFont
from pptx import Presentation
from pptx.oxml.ns import qn

from rbdesk import paths

POINT = 12700  # EMU
LINE = 1.362  # ascent and descent of the font, of its size
_FONT_SIZE = 100

HOSTILE = (
    "=1+1", "=cmd|' /C calc'!A0", "+1-1", "-2+3", "@SUM(A1)", "{=A1}", "http://contoh.id", "mailto:a@b.c",
    "<script>alert(1)</script>", "<a:t>palsu</a:t>", "</a:t></a:r><a:fld/>", "&lt;b&gt;", "&amp;", "&#0;", "]]>",
    "<!-- x -->", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>", "&e;", "%s%n",
    "{0}{deck.__class__}", "${jndi:ldap://x}", "{{7*7}}", "../../etc/passwd", "C:\\Windows\\system32", "\\\\server\\x",
    "'; DROP TABLE cell; --", '"kutip" dan \'kutip\'', "a\tb\tc", "baris\nbaru\nlagi", "\r\nkembali\r", "\x00nol",
    "\x07bel\x08", "\x0bvertikal\x0c", "\x1b[31mmerah", "\x7f\x85\x9f", "\u202eterbalik", "\u2066pulau\u2069",
    "\u200f\u200e\u061c", "\ufeffbom", "\ufffe\uffff", "\ud800", "e\u0301\u0323" * 30, "\U0001f600" * 30, "漢字" * 80,
    "العربية " * 20, "a" * 400, "kata " * 400, "", " " * 50, "_x0041_ _x000D_", "ﷺ" * 40, "\u2028\u2029",
)  # fmt: skip


def opened(content: bytes) -> Any:
    """The presentation as its library opens it."""
    return Presentation(io.BytesIO(content))


def shown(value: Any) -> float:
    """An exact number as a chart holds it: with 15 digits."""
    return float(f"{float(value):.15g}")


def texts(slide: Any) -> list[str]:
    """Every text of a slide, groups and cells too."""
    return [str(element.text or "") for element in slide.element.iter(qn("a:t"))]


def notes(slide: Any) -> str:
    """What the speaker reads."""
    return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""


@dataclass(frozen=True, slots=True)
class ChartNumbers:
    """A chart's series by name, as they stand in its cache and in its embedded workbook."""

    categories: tuple[str, ...]
    cached: dict[str, tuple[float | None, ...]]
    embedded: dict[str, tuple[float | None, ...]]
    embedded_categories: tuple[str, ...]


def charts(slide: Any) -> list[ChartNumbers]:
    """The charts of a slide, read from their XML."""
    return [_numbers(shape.chart) for shape in slide.shapes if shape.has_chart]


def _numbers(chart: Any) -> ChartNumbers:
    cached = {}
    categories: tuple[str, ...] = ()
    for series in chart._chartSpace.iter(qn("c:ser")):
        name = "".join(element.text or "" for element in series.find(qn("c:tx")).iter(qn("c:v")))
        values = series.find(qn("c:val"))
        count = int(next(values.iter(qn("c:ptCount"))).get("val"))
        found: list[float | None] = [None] * count
        for point in values.iter(qn("c:pt")):
            found[int(point.get("idx"))] = float(point.find(qn("c:v")).text)
        cached[name] = tuple(found)
        categories = tuple(
            one.find(qn("c:v")).text or "" for one in series.find(qn("c:cat")).iter(qn("c:pt"))
        )
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    rows = list(sheet.iter_rows(values_only=True))
    embedded = {
        str(name): tuple(None if row[at] is None else float(row[at]) for row in rows[1:])
        for at, name in enumerate(rows[0])
        if at
    }
    return ChartNumbers(categories, cached, embedded, tuple(str(row[0]) for row in rows[1:]))


# --- does every text fit ----------------------------------------------------------------------------------


def overflows(slide: Any) -> list[str]:
    """What of a slide is larger than its box, leaves the slide, or lies on something else. Empty where all is well."""
    found = []
    boxes: list[tuple[str, float, float, float, float]] = []
    for shape in slide.shapes:
        box = (shape.left / POINT, shape.top / POINT, shape.width / POINT, shape.height / POINT)
        if box[0] < 0 or box[1] < 0 or box[0] + box[2] > 960.1 or box[1] + box[3] > 540.1:
            found.append(f"{shape.name} leaves the slide: {box}")
        boxes.append((shape.name, *box))
        if shape.shape_type is not None and shape.shape_type == 6:  # a group
            for inner in shape.shapes:
                found += _too_much(inner.name, inner._element.find(qn("p:txBody")), inner.width, inner.height)
        elif shape.has_text_frame:
            found += _too_much(shape.name, shape._element.find(qn("p:txBody")), shape.width, shape.height)
        elif shape.has_table:
            found += _cells(shape)
    found += [
        f"{one[0]} lies on {other[0]}"
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if _meet(one[1:], other[1:])
    ]
    return found


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    def apart(a: int) -> bool:
        return one[a] + one[a + 2] <= other[a] + 0.6 or other[a] + other[a + 2] <= one[a] + 0.6

    return not (apart(0) or apart(1))


def _too_much(name: str, body: Any, width: int, height: int) -> list[str]:
    properties = body.find(qn("a:bodyPr"))
    left, top, right, bottom = (int(properties.get(side, 91440)) for side in ("lIns", "tIns", "rIns", "bIns"))
    needed = _height(body, (width - left - right) / POINT)
    room = (height - top - bottom) / POINT
    return [f"{name}: {needed:.1f} in {room:.1f}"] if needed > room + 0.75 else []


def _cells(shape: Any) -> list[str]:
    table = shape.table
    widths = [column.width for column in table.columns]
    found = []
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            if cell.is_spanned:
                continue
            wide = sum(widths[at : at + cell.span_width]) - cell.margin_left - cell.margin_right
            needed = _height(cell._tc.find(qn("a:txBody")), wide / POINT)
            room = (row.height - cell.margin_top - cell.margin_bottom) / POINT
            if needed > room + 0.75:
                found.append(f"{shape.name}, cell {cell.text[:20]!r}: {needed:.1f} in {room:.1f}")
    total = sum(row.height for row in table.rows)
    if abs(total - shape.height) > POINT:
        found.append(f"{shape.name}: rows are {total / POINT:.1f}, the frame {shape.height / POINT:.1f}")
    return found


def _height(body: Any, room: float) -> float:
    total = 0.0
    for paragraph in body.findall(qn("a:p")):
        properties = paragraph.find(qn("a:pPr"))
        indent = int(properties.get("marL", 0)) / POINT if properties is not None else 0.0
        before = next((int(one.get("val")) / 100 for one in paragraph.iter(qn("a:spcPts"))), 0.0)
        for words, size, bold in _lines(paragraph):
            total += _count(words, room - indent, size, bold) * size * LINE
        total += before
    return total


def _lines(paragraph: Any) -> Iterator[tuple[str, float, bool]]:
    words, size, bold = "", 0.0, False
    for element in paragraph:
        if element.tag == qn("a:br"):
            yield words, size, bold
            words = ""
        elif element.tag in (qn("a:r"), qn("a:fld")):
            letters = element.find(qn("a:rPr"))
            size, bold = int(letters.get("sz")) / 100, letters.get("b") == "1"
            words += element.find(qn("a:t")).text or ""
    yield words, size, bold


def _count(words: str, room: float, size: float, bold: bool) -> int:
    """Lines of a text, broken at blanks, and inside words that are too wide."""
    if not size:
        return 0  # an empty paragraph
    most = room * _FONT_SIZE / size
    lines, used = 1, 0.0
    blank = _wide(" ", bold)
    for word in words.split(" "):
        wide = _wide(word, bold)
        if used and used + blank + wide > most:
            lines, used = lines + 1, 0.0
        if wide > most:
            for sign in word:
                step = 0.0 if unicodedata.combining(sign) else _wide(sign, bold)
                if used and used + step > most:
                    lines, used = lines + 1, 0.0
                used += step
        else:
            used += (blank if used else 0.0) + wide
    return lines


@cache
def _font(bold: bool) -> Any:
    name = "NotoSans-Bold" if bold else "NotoSans-Regular"
    return ImageFont.truetype(str(paths.resource(f"fonts/{name}.ttf")), _FONT_SIZE)


@cache
def _wide(words: str, bold: bool) -> float:
    return float(_font(bold).getlength(words))


# --- is the file sound ------------------------------------------------------------------------------------


def faults(content: bytes) -> list[str]:
    """What would make a program offer to repair the file."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        if bag.testzip() is not None:
            found.append("a damaged part")
        names = bag.namelist()
        found += [f"{name} stands twice" for name in set(names) if names.count(name) > 1]
        types = etree.fromstring(bag.read("[Content_Types].xml"))
        known = {one.get("PartName") for one in types if one.get("PartName")}
        endings = {one.get("Extension").lower() for one in types if one.get("Extension")}
        found += [f"{name} is told and not there" for name in known if name.lstrip("/") not in names]
        for name in names:
            ending = name.rpartition(".")[2].lower()
            if name != "[Content_Types].xml" and f"/{name}" not in known and ending not in endings:
                found.append(f"{name} has no type")
            if name.endswith((".xml", ".rels")):
                tree = etree.fromstring(bag.read(name))
                if name.endswith(".rels"):
                    found += _lost_targets(name, tree, names)
                else:
                    found += _lost_references(name, tree, bag, names)
    return found


def _lost_targets(name: str, tree: Any, names: list[str]) -> list[str]:
    folder = name.replace("_rels/", "").rpartition("/")[0]
    found = []
    for one in tree:
        if one.get("TargetMode") == "External":
            found.append(f"{name} leads out: {one.get('Target')}")
            continue
        target = one.get("Target")
        whole = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
        if whole not in names:
            found.append(f"{name}: {target} is not there")
    return found


def _joined(folder: str, target: str) -> str:
    parts = folder.split("/") if folder else []
    for part in target.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _lost_references(name: str, tree: Any, bag: zipfile.ZipFile, names: list[str]) -> list[str]:
    folder, _, file = name.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    known = {one.get("Id") for one in etree.fromstring(bag.read(rels))} if rels in names else set()
    used = re.findall(r'\br:(?:id|embed|link)="([^"]+)"', etree.tostring(tree).decode())
    found = [f"{name}: {one} leads nowhere" for one in used if one not in known]
    if "slides/slide" in name or "slideLayouts/" in name or "slideMasters/" in name:
        ids = [one.get("id") for one in tree.iter(qn("p:cNvPr"))]
        found += [f"{name}: shape {one} stands twice" for one in set(ids) if ids.count(one) > 1]
    return found
