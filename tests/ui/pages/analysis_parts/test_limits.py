import pytest
from PySide6.QtWidgets import QMenu, QWidget

from rbdesk.domain.scoring import score
from rbdesk.ui.models.simulation import Choice, Simulation
from rbdesk.ui.pages.analysis_parts.limits import effort_menu, limits_menu, limits_words
from tests.ui.pages.offices import SHEET, half
from tests.ui.parts.screens import shown

ANSWERS = half()


@pytest.fixture
def host(qtbot) -> QWidget:
    return shown(qtbot, QWidget(), 300, 200)


@pytest.fixture
def simulation() -> Simulation:
    made = Simulation(SHEET)
    made.set_answers(ANSWERS, score(SHEET, ANSWERS), {})
    return made


def actions_of(menu: QMenu) -> dict[str, object]:
    found = {action.text(): action for action in menu.actions()}
    for inner in menu.findChildren(QMenu):
        found |= {f"{inner.title()}: {action.text()}": action for action in inner.actions()}
    return found


def test_the_menu_says_what_holds_and_sets_it(host, simulation):
    simulation.look_at(["7"])
    heard = []
    acts = actions_of(limits_menu(host, simulation, lambda: heard.append(1)))
    assert acts["Pengawasan"].isChecked()
    assert acts["Tanpa batas"].isChecked()
    acts["Pelayanan Publik"].trigger()
    acts["Paling banyak 1 yang berat"].trigger()
    acts["Setiap area minimal: 50%"].trigger()
    assert simulation.choice.areas == {"7", "8"}
    assert (simulation.choice.most_heavy, simulation.choice.least) == (1, 50)
    assert simulation.limits().floors == tuple((area.code, 50) for area in SHEET.areas)
    acts["Hapus semua batasan"].trigger()
    assert not simulation.choice.is_limited
    assert heard == [1, 1, 1, 1]


def test_nothing_can_be_lifted_where_nothing_holds(host, simulation):
    assert not actions_of(limits_menu(host, simulation, list))["Hapus semua batasan"].isEnabled()


def test_heads_of_the_menu_are_words_that_cannot_be_chosen(host, simulation):
    acts = actions_of(limits_menu(host, simulation, list))
    assert not acts["Hanya area ini:"].isEnabled()
    assert not acts["Upaya yang berat:"].isEnabled()


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(), ""),
        (Choice(areas=frozenset("7")), "Hanya Pengawasan"),
        (Choice(most_heavy=0), "Tanpa yang berat"),
        (
            Choice(areas=frozenset("78"), most_heavy=2, least=50, without=frozenset({"U.P.1.i.a"})),
            "Hanya Pengawasan dan Pelayanan Publik · paling banyak 2 yang berat · setiap area minimal 50% · "
            "1 pertanyaan tidak diusulkan",
        ),
    ],
)
def test_the_limits_in_one_line(choice, words):
    assert limits_words(SHEET, choice) == words


def test_an_own_effort_can_be_given_up_only_where_there_is_one(host):
    kept = []
    acts = actions_of(effort_menu(host, 3, 2, is_own=True, keep=kept.append))
    assert acts["Berat"].isChecked()
    acts["Mudah"].trigger()
    acts["Pakai usulan lembar (Sedang)"].trigger()
    assert kept == [1, None]
    assert not actions_of(effort_menu(host, 2, 2, is_own=False, keep=kept.append))[
        "Pakai usulan lembar (Sedang)"
    ].isEnabled()
