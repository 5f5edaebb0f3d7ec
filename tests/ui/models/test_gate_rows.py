from fractions import Fraction

from rbdesk.domain import gates, pathway
from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.gates import GateState
from rbdesk.domain.scoring import score
from rbdesk.ui.models import gate_rows
from rbdesk.ui.models.gate_rows import GateRow, GroupRow
from rbdesk.workflow import catalog
from tests.build import answers_everywhere

SHEET = catalog.instrument("lke-zi-10-2019")
SURVEYS = ("ZI19.B.I.1.a", "ZI19.B.II.1.a")


def results(answers, level="WBK"):
    return gates.judge_gates(SHEET, score(SHEET, answers), level)


def without_surveys(want="second"):
    return {code: answer for code, answer in answers_everywhere(SHEET, want).items() if code not in SURVEYS}


def test_gates_stand_under_the_heads_of_the_sheet():
    rows = gate_rows.gate_rows(SHEET, results(without_surveys()))
    heads = [row for row in rows if isinstance(row, GroupRow)]
    assert [head.title for head in heads] == ["Keseluruhan", "Area pengungkit", "Hasil"]
    assert heads[1].remark == "tiap area minimal 60% dari bobotnya"
    assert heads[2].remark == "survei diisi setelah ada hasil dari luar"
    assert [row.name for row in rows if isinstance(row, GateRow) and row.is_inside] == [
        "Survei Persepsi Korupsi",
        "Tindak Lanjut Temuan",
    ]
    assert [row.result for row in rows if isinstance(row, GateRow)] == list(results(without_surveys()))


def test_words_of_a_gate_that_is_met_missed_or_not_judged():
    answers = {**without_surveys("best"), "ZI19.B.I.2.a": Answer(inputs(**ratio(3, 4)))}
    rows = {row.key: row for row in gate_rows.gate_rows(SHEET, results(answers)) if isinstance(row, GateRow)}
    met, missed, unknown = rows["ZI19.A.I"], rows["ZI19.B.I.2"], rows["ZI19.B.I.1"]
    assert (met.value_words, met.limit_words, met.gap_words) == ("5,00", "≈ 3,00", "+2,00")
    assert (missed.value_words, missed.limit_words, missed.gap_words) == ("3,75", "≈ 5,00", "−1,25")
    assert (unknown.value_words, unknown.gap_words) == ("–", "–")
    assert [row.state for row in (met, missed, unknown)] == [
        GateState.MET,
        GateState.MISSED,
        GateState.UNKNOWN,
    ]
    assert rows["total"].limit_words == "75,00"
    assert rows["total"].name == "Nilai total"
    assert rows["total"].weight_words == "dari 100"


def ratio(numerator: int, denominator: int) -> dict[str, int]:
    formula = SHEET.question("ZI19.B.I.2.a").scale.formula
    assert formula is not None
    return {formula.numerator: numerator, formula.denominator[0]: denominator}


def test_at_the_limit_a_gate_is_met_and_its_gap_is_nothing():
    answers = {**without_surveys("best"), "ZI19.B.I.2.a": Answer(inputs(**ratio(4, 4)))}
    row = next(row for row in gate_rows.gate_rows(SHEET, results(answers)) if row.key == "ZI19.B.I.2")
    assert isinstance(row, GateRow)
    assert (row.state, row.gap_words) == (GateState.MET, "+0,00")


def test_counts_are_by_state_and_complete():
    found = results(without_surveys())
    counted = gate_rows.counts(found)
    assert sum(counted.values()) == len(found)
    assert counted["belum_dinilai"] == sum(result.state is GateState.UNKNOWN for result in found)


def test_only_the_levels_of_the_regulation_that_holds_are_offered():
    assert [level.id for level in gate_rows.levels_of(SHEET)] == ["WBK", "WBBM"]


def test_the_path_is_told_by_area_the_one_that_brings_most_first():
    answers = answers_everywhere(SHEET, "second")
    del answers["ZI19.A.I.1.a"]
    path = pathway.shortest(SHEET, answers, pathway.target_of(SHEET, "WBK"))
    lines = gate_rows.path_lines(SHEET, path.steps)
    assert lines
    assert [line.points for line in lines] == sorted((line.points for line in lines), reverse=True)
    assert sum((line.points for line in lines), Fraction(0)) == path.points
    assert {line.area for line in lines} == {step.area for step in path.steps}
