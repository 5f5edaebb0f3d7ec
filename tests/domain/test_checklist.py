from __future__ import annotations

import copy
import json
from decimal import Decimal

import pytest

from rbdesk import paths
from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.checklist import as_sheet, is_checklist
from rbdesk.domain.instrument_file import faults, parse
from rbdesk.domain.scoring import score

DATA = json.loads(
    paths.resource("instruments/strategi-4-1.json").read_text(encoding="utf-8"), parse_float=Decimal
)


def test_the_checklist_is_a_sheet_of_24_items_in_five_points():
    sheet = parse(DATA)

    assert [len(sheet.questions_under(sheet.place_of[point.code])) for point in sheet.points] == [
        5,
        5,
        4,
        5,
        5,
    ]
    assert sheet.levels == ()
    assert sheet.bands == ()
    assert all(
        node.question.scale.options or node.question.scale.inputs for node in sheet.nodes if node.question
    )


def test_the_best_answers_fill_every_point_and_each_item_is_worth_the_same_within_its_point():
    sheet = parse(DATA)
    answers = {}
    for place in sheet.question_places:
        scale = sheet.nodes[place].question.scale
        best = scale.options[0].label if scale.options else inputs(n_all=4, n_done=4)
        answers[sheet.nodes[place].code] = Answer(best)

    assert score(sheet, answers).percent() == 100
    del answers["S.kinerja.1"]
    assert score(sheet, answers).percent(sheet.place_of["S.kinerja"]) == 80


def test_nothing_due_says_its_rule_instead_of_a_division():
    scale = parse(DATA).question("S.pengawasan.2").scale

    assert "tidak dihitung" in scale.formula.edge.text


@pytest.mark.parametrize("broken", ["points", "items", "text"])
def test_a_broken_checklist_names_its_faults_instead_of_falling_over(broken):
    data = copy.deepcopy(DATA)
    if broken == "points":
        data["points"] = "lima"
    elif broken == "items":
        data["points"][0]["items"] = [1]
    else:
        del data["points"][1]["items"][0]["text_id"]

    assert faults(data)


def test_a_sheet_with_parts_is_no_checklist():
    assert is_checklist(DATA)
    assert not is_checklist(as_sheet(DATA))
