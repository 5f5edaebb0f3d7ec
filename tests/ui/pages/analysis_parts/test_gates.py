import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication

from rbdesk import wording
from rbdesk.domain import gates, pathway
from rbdesk.domain.assessment import Answer
from rbdesk.domain.gates import GateState
from rbdesk.domain.scoring import score
from rbdesk.ui import theme
from rbdesk.ui.models.gate_rows import GateRow
from rbdesk.ui.pages.analysis_parts.gate_table import BAR
from rbdesk.ui.pages.analysis_parts.gates import GatesView, summary
from rbdesk.workflow import catalog
from tests.build import answers_everywhere, extreme_value
from tests.ui.pages.offices import cut_words, unreachable

SHEET = catalog.instrument("lke-zi-10-2019")
SURVEYS = ("ZI19.B.I.1.a", "ZI19.B.II.1.a")
AREA = "ZI19.A.IV"
ANSWERS = {
    code: Answer(extreme_value(SHEET.question(code).scale, "worst"))
    if code.startswith(AREA + ".")
    else answer
    for code, answer in answers_everywhere(SHEET, "best").items()
    if code not in SURVEYS
}
NOW = score(SHEET, ANSWERS)
RESULTS = gates.judge_gates(SHEET, NOW, "WBK")


def searched(level: str) -> pathway.Path:
    return pathway.shortest(SHEET, ANSWERS, pathway.target_of(SHEET, level))


@pytest.fixture
def view(qtbot) -> GatesView:
    made = GatesView(SHEET)
    qtbot.addWidget(made)
    made.path_wanted.connect(lambda level: made.set_path(searched(level)))
    made.resize(1162, 636)
    made.set_sheet(NOW)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def shown(view: GatesView) -> list[GateRow]:
    return [row for row in view.table.gates.rows() if isinstance(row, GateRow)]


def test_every_gate_is_the_engines(view):
    assert [row.result for row in shown(view)] == list(RESULTS)
    assert view.counters.cards()["terpenuhi"].accessibleName() == (
        f"terpenuhi: {sum(one.state is GateState.MET for one in RESULTS)}"
    )


def test_wbbm_changes_limits_only_and_says_what_must_be_held(view):
    assert not view.requires.isVisible()
    view.levels.choose("WBBM")
    expected = gates.judge_gates(SHEET, NOW, "WBBM")
    assert [row.result for row in shown(view)] == list(expected)
    assert [one.points for one in expected] == [one.points for one in RESULTS]
    assert view.requires.isVisible()
    assert view.requires.accessibleName() == "WBBM hanya untuk unit yang sudah berpredikat WBK"
    head = view.table.gates.headerData(0, Qt.Orientation.Horizontal)
    assert head == "Syarat menuju WBBM"


def test_a_counter_shows_only_its_gates(view, qtbot):
    view.counters.cards()["belum"].click()
    assert [row.result for row in shown(view)] == [one for one in RESULTS if one.state is GateState.MISSED]
    view.counters.cards()["belum"].click()
    assert len(shown(view)) == len(RESULTS)


def test_enter_goes_to_the_questions_of_a_gate_and_heads_are_passed_over(view, qtbot):
    heard = []
    view.node_wanted.connect(heard.append)
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Home)
    assert view.table.current_gate() is None or view.table.current_gate().key == "total"
    view.table.setCurrentIndex(view.table.gates.index(view.table.gates.place_of("ZI19.A"), 0))
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert view.table.current_gate().key == "ZI19.A.I"
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert heard == ["ZI19.A.I"]


def test_a_row_says_what_it_needs_and_how_it_stands(view):
    at = view.table.gates.place_of(AREA)
    said = view.table.gates.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Akuntabilitas, dari 10, nilai 0,00, batas kira-kira 6,00, selisih −6,00, belum"


def test_the_table_is_copied_with_every_number(view, qtbot):
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0] == ["Syarat", "Bobot", "Nilai", "Batas", "Selisih", "Status"]
    assert len(lines) == 1 + len(RESULTS)
    assert ["Akuntabilitas", "10", "0,00", "≈ 6,00", "−6,00", "Belum"] in lines


def test_outside_surveys_are_not_among_what_is_left_to_answer(view):
    assert not view.answer.isVisible()
    fewer = {code: answer for code, answer in ANSWERS.items() if code not in ("ZI19.A.I.1.a", "ZI19.A.I.1.b")}
    view.set_sheet(score(SHEET, fewer))
    assert view.answer.isVisible()
    assert view.answer.text() == "Jawab 2 pertanyaan tersisa"


def test_an_empty_sheet_says_how_to_begin(view):
    view.set_sheet(score(SHEET, {}))
    assert view.start.isVisible()
    assert view.answer.text() == "Mulai isi lembar ZI"
    assert {row.state for row in shown(view)} == {GateState.UNKNOWN}
    assert {row.gap_words for row in shown(view)} == {"–"}


def test_the_shortest_path_is_told_and_can_be_seen_whole(view):
    found = searched("WBK")
    assert found.steps
    assert {step.area for step in found.steps} == {"Akuntabilitas"}
    rows = [row for row in view._path_rows if row.isVisible()]
    assert [row._name.text() for row in rows] == ["Akuntabilitas"]
    heard = []
    view.plan_wanted.connect(heard.append)
    view.plan.click()
    assert heard == [found]


def test_missing_bars_are_amber_and_open_ones_dashed_in_both_themes(qapp, view):
    for mode in ("light", "dark"):
        theme.apply(qapp, mode, 100)
        bars = (
            view.table.viewport().grab(QRect(view.table.columnViewportPosition(BAR), 0, 170, 300)).toImage()
        )
        colours = {bars.pixelColor(x, y).name() for x in range(0, 170, 4) for y in range(300)}
        assert {theme.color("gap").name(), theme.color("series1").name()} <= colours


def test_unfound_limits_are_marked_and_explained(view):
    assert wording.LIMIT_NOT_SEEN in view.foot.text()
    assert "Nilai total tinggi tidak menutup satu syarat yang belum terpenuhi." in view.foot.text()
    assert summary(RESULTS).endswith("belum dinilai")


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", [(1162, 636), (1032, 480), (851, 388)])
def test_everything_can_be_read_and_reached(qapp, qtbot, view, size, percent):
    theme.apply(qapp, "light", percent)
    view.resize(*size)
    qtbot.waitUntil(lambda: not cut_words(view), timeout=1000)  # the layout needs more than one round
    assert not [one for one in unreachable(view) if "_Segment" not in one]  # arrows lead there
