import pytest
from PySide6.QtCore import Qt

from rbdesk.ui import theme
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.rule_list import RuleGroup, RuleList, RuleText
from tests.ui.parts.screens import shown

OPEN = RuleText("wajib:unanswered", "Pertanyaan belum dijawab", "Pengawasan 7", 16, "missing")
BARE = RuleText("wajib:no_evidence", "Jawaban di atas nol tanpa bukti", "P.8.iii.b", 9, "missing")
JUMP = RuleText(
    "saran:jump", "Naik lebih dari satu tingkat tanpa catatan", "P.1.ii.b dan P.6.i.c", 2, "advice"
)
GROUPS = (RuleGroup("Wajib", "err", (OPEN, BARE)), RuleGroup("Saran", "warn", (JUMP,)))


@pytest.fixture
def rules(qtbot):
    rules = shown(qtbot, RuleList(), 380, 420)
    rules.set_groups(GROUPS)
    qtbot.wait(1)
    return rules


def test_groups_count_their_findings_and_the_first_rule_is_chosen(rules):
    assert [chip.text() for chip in rules.findChildren(Chip)] == ["25 temuan", "2 temuan"]
    assert rules.value() == "wajib:unanswered"
    assert rules.row("wajib:unanswered").isChecked()
    assert rules.row("saran:jump").accessibleName() == (
        "Naik lebih dari satu tingkat tanpa catatan, 2 temuan, P.1.ii.b dan P.6.i.c"
    )


def test_another_rule_is_chosen_by_mouse_and_by_arrows_across_groups(rules, qtbot):
    chosen, entered = [], []
    rules.chosen.connect(chosen.append)
    rules.entered.connect(entered.append)

    qtbot.mouseClick(rules.row("wajib:no_evidence"), Qt.MouseButton.LeftButton)
    rules.row("wajib:no_evidence").setFocus()
    qtbot.keyClick(rules.row("wajib:no_evidence"), Qt.Key.Key_Down)
    assert rules.row("saran:jump").hasFocus()
    qtbot.keyClick(rules.row("saran:jump"), Qt.Key.Key_Return)
    qtbot.keyClick(rules.row("saran:jump"), Qt.Key.Key_Home)

    assert chosen == ["wajib:no_evidence", "saran:jump", "wajib:unanswered"]
    assert entered == ["saran:jump"]
    assert rules.value() == "wajib:unanswered"


def test_the_same_rules_again_keep_choice_and_focus(rules, qtbot):
    rules.choose("saran:jump")
    rules.row("saran:jump").setFocus()

    rules.set_groups(GROUPS, rules.value())
    qtbot.wait(1)

    assert rules.value() == "saran:jump"
    assert rules.row("saran:jump").hasFocus()


def test_a_rule_that_is_gone_gives_way_to_the_first(rules):
    rules.choose("saran:jump")

    rules.set_groups(GROUPS[:1], rules.value())

    assert rules.value() == "wajib:unanswered"
    assert rules.rule_keys() == ["wajib:unanswered", "wajib:no_evidence"]


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_long_names_take_more_lines(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    rules = shown(qtbot, RuleList(), 300, 420)
    rules.set_groups(GROUPS)
    qtbot.wait(5)

    for key in rules.rule_keys():
        row = rules.row(key)
        assert row.height() >= row.heightForWidth(row.width())
    assert rules.row("saran:jump").height() > theme.px(48)
