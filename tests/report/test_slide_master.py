from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from rbdesk.report import figure_words, palette, slide_master
from tests.report import slides


def saved() -> bytes:
    made = slide_master.empty_presentation()
    slide_master.tell_properties(
        made, title="Paparan", subject="Kabupaten", digest="ab12", made_at=datetime(2020, 9, 7, 8, 30)
    )
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def theme_of(made: Any) -> Any:
    part = next(rel.target_part for rel in made.slide_master.part.rels.values() if "theme" in rel.reltype)
    return etree.fromstring(part.blob)


def test_slides_are_wide_and_the_house_has_three_layouts() -> None:
    made = slides.opened(saved())
    assert (made.slide_width, made.slide_height) == (12192000, 6858000)
    assert [layout.name for layout in made.slide_layouts] == list(figure_words.LAYOUTS)
    assert not list(made.slides)
    assert made.element.find(qn("p:sldSz")).get("type") is None
    assert made.element.find(qn("p:notesMasterIdLst")) is not None
    assert slides.faults(saved()) == []


def test_the_theme_wears_the_house_colours_and_the_system_font() -> None:
    theme = theme_of(slides.opened(saved()))
    colours = {one.tag.rpartition("}")[2]: one[0].get("val") for one in theme.find(f".//{qn('a:clrScheme')}")}
    assert colours["accent1"] == palette.SERIES1
    assert colours["dk1"] == palette.INK
    fonts = {one.get("typeface") for one in theme.findall(f".//{qn('a:fontScheme')}/*/{qn('a:latin')}")}
    assert fonts == {slide_master.FONT}


def test_nothing_of_the_template_is_told_and_the_language_is_indonesian() -> None:
    content = saved()
    made = slides.opened(content)
    properties = made.core_properties
    assert (properties.title, properties.subject, properties.keywords) == ("Paparan", "Kabupaten", "ab12")
    assert (properties.author, properties.last_modified_by) == ("RBDesk", "RBDesk")
    assert properties.language == "id-ID"
    assert properties.created == properties.modified == datetime(2020, 9, 7, 8, 30)
    rels = [rel.reltype for rel in made.part.package._rels.values()]
    assert not any("thumbnail" in rel for rel in rels)
    for sheet in (made.slide_master, *made.slide_layouts):
        assert {one.get("lang") for one in sheet.element.iter(qn("a:rPr"), qn("a:endParaRPr"))} <= {"id-ID"}


def test_placeholders_lie_on_the_slide_and_date_and_footer_are_gone() -> None:
    made = slides.opened(saved())
    for sheet in (made.slide_master, *made.slide_layouts):
        for holder in sheet.placeholders:
            assert holder.placeholder_format.type not in (13, 15, 16) or "NUMBER" in str(
                holder.placeholder_format.type
            )
            assert holder.left >= 0
            assert holder.left + holder.width <= made.slide_width
            assert holder.top + holder.height <= made.slide_height
