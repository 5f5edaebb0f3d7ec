"""Jejak nilai in columns: every number is the engine's, for every number of the invented year."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from fractions import Fraction

import pytest

from rbdesk import explanations, text, wording
from rbdesk.domain.assessment import Answer, Key, inputs
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.scoring import ROOT, score
from rbdesk.domain.trace import Mean, OfficeShare
from rbdesk.ui.parts import trace_columns
from rbdesk.workflow import catalog, secretariat, setup, tracing
from rbdesk.workflow.tracing import Explained
from tests import year
from tests.build import NOW, answers_everywhere

SHEET = year.SHEET
NOTHING = "belum dijawab, dihitung 0"


def explained(answers, *, office="", sheet=SHEET) -> Explained:
    found = score(sheet, answers)
    key = Key("32.16.09", 2020, sheet.id)
    return Explained(key, sheet, answers, ScoreRange(found, found), "self", False, office)


SECOND = answers_everywhere(SHEET, "second")


def test_every_number_of_every_office_is_the_one_of_its_score(tmp_path):
    shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "meja")
    with closing(setup.open_desk(tmp_path / "meja", now=NOW)) as db:
        rows = [row for row in secretariat.load_comparison(db, year.YEAR).rows if row.sheet is not None]
        found = {row.office.code: tracing.load_explained(db, year.key_of(row.office.code)) for row in rows}
    for row in rows:
        one, sheet = found[row.office.code], row.sheet
        whole = trace_columns.whole_column(one)
        assert [line.value for line in whole.rows] == [
            text.number(sheet.area(area.places)) for area in SHEET.areas
        ]
        assert whole.foot[0].endswith(f"= {text.number(sheet.percent())}")
        for area in SHEET.areas:
            column = trace_columns.area_column(one, area.code)
            for line in column.rows:
                place = SHEET.place_of[line.key]
                assert line.value == text.number(sheet.points[place])
            assert text.percent(sheet.area_percent(area.places)) in column.foot[1]
        check_questions(one)


def check_questions(found: Explained) -> None:
    for place, node in enumerate(SHEET.nodes):
        if node.level != "subcomponent" or place % 5:
            continue
        column = trace_columns.question_column(found, node.code)
        assert [line.key for line in column.rows] == [
            SHEET.nodes[leaf].code for leaf in SHEET.children[place]
        ]
        for line in column.rows:
            worth = found.sheet.shares[SHEET.place_of[line.key]]
            assert line.value == text.number(worth.value)
            assert line.is_open is not worth.answered
        assert text.number(found.sheet.points[place]) in column.foot[-1]


def test_bars_stand_on_one_scale_and_their_outline_is_the_weight():
    rows = trace_columns.whole_column(explained(SECOND)).rows
    longest = max(Fraction(area.weight) for area in SHEET.areas)

    assert [row.outline * longest for row in rows] == [Fraction(area.weight) for area in SHEET.areas]
    assert [row.filled * longest for row in rows] == [
        score(SHEET, SECOND).area(a.places) for a in SHEET.areas
    ]


def test_subcomponents_stand_under_their_part_with_mean_times_weight():
    column = trace_columns.area_column(explained(SECOND), "7")

    assert [heading for heading, _ in column.groups] == ["Pemenuhan", "Reform"]
    row = column.rows[0]
    place = SHEET.place_of[row.key]
    weight = Fraction(SHEET.nodes[place].weight)
    mean = score(SHEET, SECOND).points[place] / weight
    assert row.middle == f"{text.number(mean)} × {text.number(weight)}"


def test_a_question_says_its_answer_its_division_or_that_it_is_open():
    answers = {
        "U.P.1.i.a": Answer("B"),
        "U.R.1.i.b": Answer(inputs(n_change=86, n_integrated=72)),
        "U.R.2.ii.a": Answer(inputs(n_problem=0, n_settled=0)),
    }
    found = explained(answers)

    def row(code):
        column = trace_columns.question_column(found, code.rpartition(".")[0])
        return next(line for line in column.rows if line.key == code)

    assert (row("U.P.1.i.a").chip, row("U.P.1.i.a").code) == ("B", "P.1.i.a")
    assert (row("U.P.1.i.b").note, row("U.P.1.i.b").value) == (NOTHING, "0,00")
    assert row("U.R.1.i.b").note == "72 ÷ 86"
    edge = SHEET.question("U.R.2.ii.a").scale.formula.edge
    assert row("U.R.2.ii.a").note == f"0 ÷ 0. {edge.text}"
    assert "jawaban 72 dari 86, nilai 0,84" in row("U.R.1.i.b").said


def test_below_a_number_the_way_leads_where_most_is_lost():
    best = answers_everywhere(SHEET, "best")
    found = explained({**best, "U.R.7.iii.b": Answer(inputs(n_es3=2, n_es4=6, n_func=12, n_filed=5))})

    assert trace_columns.path_to(found, "") == ("7", "U.R.7.iii", "U.R.7.iii.b")
    assert trace_columns.path_to(found, "1")[0] == "1"
    assert trace_columns.path_to(found, "U.P.7.ii")[:2] == ("7", "U.P.7.ii")
    assert trace_columns.path_to(found, "U.P.1.i.a") == ("1", "U.P.1.i", "U.P.1.i.a")
    assert trace_columns.path_to(found, "pemenuhan")[0] == "7"


def test_the_title_asks_for_the_number_that_was_clicked():
    found = explained(SECOND)
    area, sub = found.trace("7"), found.trace("U.P.7.ii")

    assert trace_columns.title(found, "") == "Mengapa 62,97?"
    assert trace_columns.title(found, "7") == f"Mengapa Pengawasan {text.percent(area.percent)}?"
    assert trace_columns.title(found, "U.P.7.ii") == f"Mengapa Penerapan SPIP {text.number(sub.points)}?"
    assert trace_columns.title(found, "U.P.7.ii.c") == "Mengapa P.7.ii.c bernilai 0,67?"


def test_the_line_under_it_says_whose_which_side_and_how_far():
    found = explained({"U.P.1.i.a": Answer("A")}, office="Babelan")

    assert (
        trace_columns.subtitle(found)
        == "Babelan: nilai penilaian mandiri 2020, sementara · 1 dari 110 terjawab"
    )
    assert trace_columns.sentence(found, "").startswith("Kecamatan Babelan mendapat ")


def test_what_is_copied_is_what_the_command_line_prints():
    found = explained(SECOND)

    copied = trace_columns.copied(found, ["", "7", "U.P.7.ii"])

    for key in ("", "7", "U.P.7.ii"):
        told = explanations.trace_text(found.trace(key), SHEET)
        assert told.removesuffix(f"\n{wording.ROUNDING_NOTE}") in copied


def test_a_range_is_told_before_it_is_explained():
    low, high = score(SHEET, {}), score(SHEET, SECOND)
    found = Explained(
        Key("32.16.12", 2020, SHEET.id), SHEET, {}, ScoreRange(low, high), "self", False, "Kedung"
    )

    assert trace_columns.title(found, "") == "Mengapa 0,00–62,97?"
    assert trace_columns.sentence(found, "").startswith("Nilainya belum pasti, antara 0,00 dan 62,97;")


def test_a_mean_lists_its_offices_and_who_is_missing():
    offices = (OfficeShare("1", "Babelan", Fraction(60)), OfficeShare("2", "Cibarusah", Fraction(50)))
    mean = Mean("Deregulasi", offices, (("Tambelang", "not_sent"),), Fraction(55))

    column = trace_columns.mean_column(mean)

    assert [(row.name, row.value) for row in column.rows] == [
        ("Babelan", "60,00"), ("Cibarusah", "50,00"), ("Tambelang", "–"),
    ]  # fmt: skip
    assert (column.how, column.rows[-1].note) == ("2 dari 3 kecamatan", "belum mengirim")
    assert trace_columns.mean_title(mean) == "Mengapa Deregulasi 55,00?"


@pytest.mark.parametrize("iid", [one.id for one in catalog.list_instruments() if one.question_places])
def test_every_instrument_can_be_taken_apart(iid):
    sheet = catalog.instrument(iid)
    found = explained(answers_everywhere(sheet, "second"), sheet=sheet)

    for area in sheet.areas:
        made = trace_columns.columns(found, trace_columns.path_to(found, area.code))
        assert len(made) == 3
        assert all(column.rows for column in made)
        assert trace_columns.sentence(found, area.code)
    assert found.trace().points == found.sheet.points[ROOT]


def test_a_refused_answer_is_not_told_as_unanswered():
    code = "U.P.7.ii.c"
    answers = {**SECOND, code: Answer()}
    found = replace(explained(answers, office="Babelan"), side="verified", rejected=frozenset({code}))

    [row] = [one for one in trace_columns.question_column(found, "U.P.7.ii").rows if one.key == code]

    assert row.note == "ditolak verifikator, dihitung 0"
    assert trace_columns.subtitle(found).endswith("109 dari 110 dihitung")
    assert "(ditolak verifikator)" in trace_columns.copied(found, ["U.P.7.ii"])
