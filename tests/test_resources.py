"""The program's own data: every file is read, every weight adds up, every reference leads somewhere."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rbdesk import paths
from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.instrument_file import faults, parse
from rbdesk.domain.office import CODE, parse_register
from rbdesk.domain.scoring import band, score

UNIT, REGENCY = "lke-26-2020-unit", "lke-26-2020-pemda"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


FILES = sorted(paths.resource("instruments").glob("*.json"))
SHEETS = [path for path in FILES if "parts" in read(path)]


def sheet(iid: str) -> Instrument:
    return parse(read(paths.resource(f"instruments/{iid}.json")))


def nodes_of(data: Any) -> Iterator[tuple[str, Decimal, list[Decimal]]]:
    """Every weighted line of a file as it stands there: its id, weight, and its children's weights."""
    levels = ("parts", "areas", "subcomponents")
    below = [child for level in levels for child in data.get(level, [])]
    if below:
        name, weight = data["id"], data.get("weight", data.get("total_weight"))
        yield name, Decimal(weight), [Decimal(child["weight"]) for child in below]
        for child in below:
            yield from nodes_of(child)


def test_all_seven_files_are_there():
    assert [path.stem for path in FILES] == [
        "lke-14-2014-pemda",
        "lke-26-2020-pemda",
        "lke-26-2020-unit",
        "lke-zi-10-2019",
        "lke-zi-90-2021",
        "skm-14-2017",
        "strategi-4-1",
    ]
    assert all(read(path)["id"] == path.stem for path in FILES)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_shipped_sheet_has_no_fault(path):
    assert faults(read(path)) == ()


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_its_weights_add_up_exactly_at_every_level(path):
    checked = 0
    for name, weight, children in nodes_of(read(path)):
        assert sum(children) == weight, name
        checked += 1
    assert checked > 5


def test_the_sheet_of_the_offices_is_whole():
    unit = sheet(UNIT)

    assert unit.weight == Decimal("36.30")
    assert len(unit.question_places) == 110
    assert sum(len(node.question.scale.inputs) for node in unit.nodes if node.question) == 27
    assert [str(node.weight) for node in unit.nodes if node.level == "part"] == ["14.6", "21.7"]
    assert [(area.code, area.short) for area in unit.areas] == [
        ("1", "Manajemen Perubahan"),
        ("2", "Deregulasi"),
        ("3", "Organisasi"),
        ("4", "Tata Laksana"),
        ("5", "SDM Aparatur"),
        ("6", "Akuntabilitas"),
        ("7", "Pengawasan"),
        ("8", "Pelayanan Publik"),
    ]
    assert sum(area.weight for area in unit.areas) == Decimal("36.30")


def test_every_question_of_the_offices_can_be_understood_and_helped_with():
    for node in sheet(UNIT).nodes:
        if node.question is not None:
            question = node.question
            assert node.short, node.code
            assert len(node.short) <= 60, node.code
            assert question.guidance, node.code
            assert question.evidence_hint, node.code
            assert question.evidence_examples, node.code
            assert question.action, node.code
            assert question.effort in (1, 2, 3), node.code
            assert question.period_months, node.code


def test_where_each_weight_and_question_comes_from_can_be_read():
    unit = sheet(UNIT)

    assert {"totals", "area_weights", "subcomponent_weights", "questions"} <= set(dict(unit.confidence))
    assert unit.sources
    assert all(source.reference for source in unit.sources)
    for node in unit.nodes[1:]:
        assert node.confidence.split(" ")[0] in ("high", "medium", "low"), node.code
        if node.question is not None:
            assert node.question.basis, node.code
            assert node.question.sources, node.code


def test_codes_that_stand_in_both_parts_are_told_apart_by_their_letter():
    unit = sheet(UNIT)
    codes = [unit.nodes[place].code for place in unit.question_places]
    without_part = Counter(code.split(".", 2)[2] for code in codes)

    assert len(set(codes)) == 110
    assert sum(1 for times in without_part.values() if times == 2) == 22
    assert unit.display("U.P.8.iii.c") == "P.8.iii.c"


def test_the_regencys_sheet_and_the_offices_share_their_area_names():
    regency = {area.short for area in sheet(REGENCY).areas}

    assert {area.short for area in sheet(UNIT).areas} <= regency


def test_the_second_answer_of_the_regencys_choices_is_never_above_the_first():
    for path in SHEETS:
        for node in parse(read(path)).nodes:
            options = node.question.scale.options if node.question else ()
            values = [option.value for option in options]
            assert values == sorted(values, reverse=True), node.code


def test_23_offices_have_a_code_a_tile_of_their_own_and_a_short_name():
    register = parse_register(
        read(paths.resource("offices/kecamatan-bekasi.json")),
        read(paths.resource("offices/bekasi-tilegrid.json")),
    )

    assert register.code == "32.16"
    assert [office.code for office in register.offices] == [f"32.16.{n:02d}" for n in range(1, 24)]
    assert len({(office.row, office.column) for office in register.offices}) == 23
    assert len({office.short for office in register.offices}) == 23
    for office in register.offices:
        assert CODE.fullmatch(office.code)
        assert 0 <= office.row < register.rows
        assert 0 <= office.column < register.columns


def test_the_edition_names_only_files_that_are_there():
    data = read(paths.resource("editions/rb-2020.json"))

    known = {path.stem for path in FILES}
    assert set(data["instruments"]) | set(data["own"]) <= known
    assert {f"{name}.json" for name in data["offices"]} <= {
        path.name for path in paths.resource("offices").glob("*.json")
    }
    assert Decimal(data["target"]) == 60
    assert all(date.fromisoformat(day).year == data["year"] for _, day in data["deadlines"])


def test_the_regencys_published_index_is_kept_as_published():
    data = read(paths.resource("history/regency.json"))

    assert [(entry["year"], entry["index"]) for entry in data["results"]] == [
        (2017, "51.28"),
        (2018, "56.33"),
        (2019, "59.36"),
    ]
    assert data["frame"] == "14/2014"


def test_one_question_alone_never_reaches_a_band_above_d():
    """A guard against a weight that slipped by a factor: the heaviest question is worth under 5 percent."""
    unit = sheet(UNIT)
    heaviest = max(unit.question_places, key=unit.question_share_weight)

    code = unit.nodes[heaviest].code
    question = unit.question(code)
    best = Answer(question.scale.options[0].label) if question.scale.options else Answer()
    lowest = band(unit, score(unit, {code: best}).percent())
    assert lowest is not None
    assert lowest.code == "D"
    assert unit.question_share_weight(heaviest) < Fraction(363, 10) / 20
