"""The empty presentation: 16:9, house colours and fonts, three layouts, made from the library's own template."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from rbdesk.report import figure_words, palette, slide_text
from rbdesk.report import slide_plan as plan

LANGUAGE = "id-ID"
COVER, BODY, TITLE_ONLY = 0, 1, 2
# The system's own font on Windows; narrower than the bundled one that words are measured with
FONT = "Segoe UI"
_LONGEST_PROPERTY = 255

_KEPT = (0, 1, 5)  # layouts of the template: title slide, title and content, title only
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCHEME = {
    "dk1": palette.INK,
    "lt1": palette.WHITE,
    "dk2": palette.NAVY,
    "lt2": palette.SUNKEN,
    "accent1": palette.SERIES1,
    "accent2": palette.BELOW,
    "accent3": palette.BANDS["A"].fill,
    "accent4": palette.GAP,
    "accent5": palette.SERIES2,
    "accent6": palette.BANDS["B"].fill,
    "hlink": palette.PRIMARY,
    "folHlink": palette.TEXT2,
}
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>RBDesk</Application><PresentationFormat>Widescreen</PresentationFormat></Properties>"
)


def empty_presentation() -> Any:
    """A presentation without slides."""
    made = Presentation()
    made.slide_width, made.slide_height = Emu(Pt(plan.WIDTH)), Emu(Pt(plan.HEIGHT))
    made.element.find(qn("p:sldSz")).attrib.pop("type", None)  # the template's says 4:3
    for letters in made.element.iter(qn("a:defRPr")):
        if letters.get("lang"):
            letters.set("lang", LANGUAGE)
    _announce_notes(made)
    _dress_theme(made)
    _drop_what_is_not_ours(made)
    layouts = list(made.slide_layouts)
    for at, layout in enumerate(layouts):
        if at not in _KEPT:
            made.slide_layouts.remove(layout)
    _arrange_master(made.slide_master)
    for at, name in zip(_KEPT, figure_words.LAYOUTS, strict=True):
        _arrange_layout(layouts[at], name)
    _arrange_cover(layouts[0])
    return made


def tell_properties(made: Any, *, title: str, subject: str, digest: str, made_at: datetime) -> None:
    """Write what the file says of itself; the same for the same contents."""
    properties = made.core_properties
    properties.title, properties.subject, properties.keywords = map(_told, (title, subject, digest))
    properties.author = properties.last_modified_by = "RBDesk"
    properties.comments = properties.category = ""
    properties.language, properties.revision = LANGUAGE, 1
    moment = made_at.replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = properties.last_printed = moment


def _told(words: str) -> str:
    """Words of a property: on one line, as long as one may be."""
    return " ".join(slide_text.clean(words).split())[:_LONGEST_PROPERTY]


def place(shape: Any, box: plan.Box) -> None:
    """Put a shape where a box is."""
    shape.left, shape.top = Pt(box.x), Pt(box.y)
    shape.width, shape.height = Pt(box.width), Pt(box.height)


def _dress_theme(made: Any) -> None:
    part = next(rel.target_part for rel in made.slide_master.part.rels.values() if "theme" in rel.reltype)
    theme = etree.fromstring(part.blob)
    theme.set("name", "RBDesk")
    scheme = theme.find(f".//{_A}clrScheme")
    scheme.set("name", "RBDesk")
    for name, colour in _SCHEME.items():
        entry = scheme.find(f"{_A}{name}")
        for old in list(entry):
            entry.remove(old)
        etree.SubElement(entry, f"{_A}srgbClr").set("val", colour)
    fonts = theme.find(f".//{_A}fontScheme")
    fonts.set("name", "RBDesk")
    for kind in ("majorFont", "minorFont"):
        latin = fonts.find(f"{_A}{kind}/{_A}latin")
        latin.set("typeface", FONT)
        latin.attrib.pop("panose", None)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _announce_notes(made: Any) -> None:
    """Name the master of the notes in the presentation, which the library forgets."""
    rid = made.part.relate_to(made.notes_master.part, RT.NOTES_MASTER)
    listed = etree.Element(qn("p:notesMasterIdLst"))
    etree.SubElement(listed, qn("p:notesMasterId")).set(qn("r:id"), rid)
    made.element.find(qn("p:sldMasterIdLst")).addnext(listed)


def _drop_what_is_not_ours(made: Any) -> None:
    """The template's thumbnail, printer and statistics tell of another file."""
    package = made.part.package
    for rid, rel in list(package._rels.items()):
        if "thumbnail" in rel.reltype:
            package._rels.pop(rid)
        elif "extended-properties" in rel.reltype:
            rel.target_part._blob = _APP.encode()
    for rid, rel in list(made.part.rels.items()):
        if "printerSettings" in rel.reltype:
            made.part.rels.pop(rid)


def _arrange_master(master: Any) -> None:
    boxes = {
        "title": plan.Box(plan.LEFT, plan.TITLE_TOP, plan.RIGHT - plan.LEFT, plan.TITLE_HIGH),
        "body": plan.Box(plan.LEFT, plan.BODY_TOP, plan.RIGHT - plan.LEFT, plan.BODY_BOTTOM - plan.BODY_TOP),
        "sldNum": plan.Box(856, 498, 60, 22),
    }
    _arrange(master, boxes)
    styles = master.element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    letters = title.find(qn("a:defRPr"))
    letters.set("sz", "2800")
    letters.set("b", "1")
    for level, size in (("1", 1800), ("2", 1600), ("3", 1400), ("4", 1400), ("5", 1400)):
        line = styles.find(f"{qn('p:bodyStyle')}/{qn(f'a:lvl{level}pPr')}")
        line.find(qn("a:defRPr")).set("sz", str(size))
    bar = _box(master, plan.Box(24, 32, 6, 34), palette.SERIES1, figure_words.ORNAMENT)
    rule = _box(
        master, plan.Box(plan.LEFT, 489, plan.RIGHT - plan.LEFT, 0.75), palette.BORDER, figure_words.ORNAMENT
    )
    for shape in (bar, rule):  # behind what is written
        tree = master.shapes._spTree
        tree.remove(shape)
        tree.insert(2, shape)


def _arrange_layout(layout: Any, name: str) -> None:
    layout.name = name
    _arrange(layout, {})
    for holder in layout.placeholders:
        frame = holder._element.find(qn("p:spPr")).find(qn("a:xfrm"))
        if frame is not None:  # places come from the master
            frame.getparent().remove(frame)


def _arrange_cover(layout: Any) -> None:
    root = layout.element
    root.set("showMasterSp", "0")
    fill = (
        f'<p:bg xmlns:p="{root.nsmap["p"]}" xmlns:a="{root.nsmap["a"]}"><p:bgPr><a:solidFill>'
        f'<a:srgbClr val="{palette.NAVY}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    )
    root.find(qn("p:cSld")).insert(0, etree.fromstring(fill))
    for holder in list(layout.placeholders):
        kind = holder._element.find(f".//{qn('p:ph')}").get("type")
        if kind == "ctrTitle":
            place(holder, plan.Box(72, 132, 680, 168))
            holder.text_frame._txBody.find(qn("a:bodyPr")).set("anchor", "b")
        elif kind == "subTitle":
            place(holder, plan.Box(72, 318, 680, 150))
    for at, letters in enumerate(("C", "CC", "B", "BB", "A")):
        tile = _box(
            layout, plan.Box(72 + 26 * at, 486, 20, 14), palette.BANDS[letters].fill, f"Ubin {at + 1}"
        )
        layout.shapes._spTree.append(tile)


def _arrange(sheet: Any, boxes: dict[str, plan.Box]) -> None:
    """Put the placeholders of a master or layout in their places; date and footer go."""
    for holder in list(sheet.placeholders):
        element = holder._element
        kind = element.find(f".//{qn('p:ph')}").get("type")
        if kind in ("dt", "ftr"):
            element.getparent().remove(element)
            continue
        body = element.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")
        for side in ("lIns", "tIns", "rIns", "bIns"):
            body.set(side, "0")
        for run in element.iter(qn("a:rPr"), qn("a:endParaRPr")):
            run.set("lang", LANGUAGE)
        if kind in boxes:
            place(holder, boxes[kind])


def _box(sheet: Any, box: plan.Box, colour: str, name: str) -> Any:
    """A filled rectangle, as XML: masters and layouts have no way to draw one."""
    numbers = [int(one.get("id")) for one in sheet.element.iter(qn("p:cNvPr"))]
    left, top, wide, high = (int(Pt(one)) for one in (box.x, box.y, box.width, box.height))
    spaces = {prefix: sheet.element.nsmap[prefix] for prefix in ("a", "p")}
    words = (
        f'<p:sp xmlns:a="{spaces["a"]}" xmlns:p="{spaces["p"]}"><p:nvSpPr>'
        f'<p:cNvPr id="{max(numbers) + 1}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    shape = etree.fromstring(words)
    sheet.shapes._spTree.append(shape)
    return shape
