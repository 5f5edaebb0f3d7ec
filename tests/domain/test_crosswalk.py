from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rbdesk import paths
from rbdesk.domain.crosswalk import Crosswalk, Fate, crosswalk
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.instrument_file import parse
from tests.build import tiny_sheet


def shipped(iid: str) -> Instrument:
    text = paths.resource(f"instruments/{iid}.json").read_text(encoding="utf-8")
    return parse(json.loads(text, parse_float=Decimal))


def questions_of(data: Any) -> list[dict[str, Any]]:
    found = []
    if isinstance(data, dict):
        if "answer_type" in data and "code" in data:
            found.append(data)
        for value in data.values():
            found += questions_of(value)
    elif isinstance(data, list):
        for value in data:
            found += questions_of(value)
    return found


def after(change: Callable[[list[dict[str, Any]]], None]) -> Crosswalk:
    """The tiny sheet against itself with a change of its questions."""
    new = copy.deepcopy(tiny_sheet())
    change(questions_of(new))
    return crosswalk(parse(tiny_sheet()), parse(new))


def test_an_instrument_against_itself_keeps_all_and_compares():
    for iid in ("lke-26-2020-unit", "lke-26-2020-pemda"):
        sheet = shipped(iid)
        found = crosswalk(sheet, sheet)

        assert found.count(Fate.KEPT) == len(found.steps) == len(sheet.question_places)
        assert found.is_comparable


def test_other_words_are_told_and_break_the_comparison():
    def change(questions: list[dict[str, Any]]) -> None:
        questions[0]["text_id"] += " pada tahun ini"

    found = after(change)

    assert [step.fate for step in found.steps].count(Fate.REWORDED) == 1
    assert found.steps[0].fate is Fate.REWORDED
    assert not found.steps[0].is_comparable
    assert not found.is_comparable


def test_other_values_of_options_are_told_though_the_words_stayed():
    old = parse(tiny_sheet())
    place = old.question_places[0]
    question = old.nodes[place].question
    assert question is not None
    options = (*question.scale.options[:-1], replace(question.scale.options[-1], value=Decimal("0.1")))
    other = replace(question, scale=replace(question.scale, options=options))
    nodes = (*old.nodes[:place], replace(old.nodes[place], question=other), *old.nodes[place + 1 :])

    changed = [step for step in crosswalk(old, replace(old, nodes=nodes)).steps if step.has_other_answers]

    assert [step.fate for step in changed] == [Fate.KEPT]
    assert not changed[0].is_comparable


def test_the_sheets_of_2014_and_2020_are_not_comparable():
    found = crosswalk(shipped("lke-14-2014-pemda"), shipped("lke-26-2020-pemda"))

    assert not found.is_comparable
    weights = {step.name: (step.before, step.after) for step in found.areas}
    assert len(weights) >= 8
    assert sum(after or 0 for _, after in weights.values()) <= 1
    assert any(before != after for before, after in weights.values())
    assert found.count(Fate.ADDED) + found.count(Fate.KEPT) + found.count(Fate.REWORDED) + found.count(
        Fate.MOVED
    ) == len(found.new.question_places)


@pytest.mark.parametrize(
    ("old", "new"), [("lke-26-2020-unit", "lke-26-2020-pemda"), ("lke-zi-10-2019", "lke-zi-90-2021")]
)
def test_every_question_has_one_way(old, new):
    found = crosswalk(shipped(old), shipped(new))

    olds = [step.old for step in found.steps if step.old]
    news = [step.new for step in found.steps if step.new]
    assert sorted(olds) == sorted(node.code for node in found.old.nodes if node.question is not None)
    assert news == [node.code for node in found.new.nodes if node.question is not None]
    assert len(set(olds)) == len(olds)
