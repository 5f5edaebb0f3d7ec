import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.option_row import OptionRows, OptionText
from rbdesk.workflow import catalog
from tests.ui.parts.screens import share_of, shown

OPTIONS = (
    OptionText("A", "A", "Semua pengaduan ditindaklanjuti", "nilai 1,00"),
    OptionText("B", "B", "Lebih dari separuh pengaduan ditindaklanjuti", "nilai 0,67"),
    OptionText("C", "C", "Kurang dari separuh pengaduan ditindaklanjuti", "nilai 0,33"),
    OptionText("D", "D", "Belum ada pengaduan yang ditindaklanjuti", "nilai 0"),
)


@pytest.fixture
def options(qtbot) -> OptionRows:
    return shown(qtbot, OptionRows(OPTIONS, name="Pilihan jawaban"), 700)


@pytest.fixture
def chosen(options) -> list[str]:
    heard: list[str] = []
    options.chosen.connect(heard.append)
    return heard


def test_a_click_anywhere_on_the_row_chooses(options, chosen, qtbot):
    row = options.rows()[1]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().topRight() - row.rect().topLeft() / 2)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert chosen == ["B"]
    assert options.value() == "B"


def test_letters_choose_and_arrows_only_move(options, chosen, qtbot):
    options.rows()[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(options.rows()[0], Qt.Key.Key_Down)
    assert options.rows()[1].hasFocus()
    assert chosen == []
    qtbot.keyClick(options.rows()[1], Qt.Key.Key_Return)
    qtbot.keyClick(options.rows()[1], "c")
    assert chosen == ["B", "C"]


def test_values_set_by_code_say_nothing(options, chosen):
    options.set_value("D")
    options.set_proposed("A")
    options.set_value(None)
    assert chosen == []
    assert [row.isChecked() for row in options.rows()] == [False] * 4


def test_a_proposal_is_confirmed_by_choosing_it(options, chosen, qtbot):
    options.set_proposed("C")
    assert "usulan" in options.rows()[2].accessibleName()
    qtbot.mouseClick(options.rows()[2], Qt.MouseButton.LeftButton)
    assert chosen == ["C"]
    assert "usulan" not in options.rows()[2].accessibleName()


def test_locked_options_are_read_only_and_stay_readable(options, chosen, qtbot):
    options.set_value("B")
    options.set_locked(True)
    qtbot.mouseClick(options.rows()[0], Qt.MouseButton.LeftButton)
    options.rows()[1].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(options.rows()[1], "d")
    assert chosen == []
    assert [row.isChecked() for row in options.rows()] == [False, True, False, False]
    assert "terkunci" in options.rows()[1].accessibleName()
    assert options.rows()[1].isEnabled()


def test_a_screen_reader_hears_a_radio_button_with_its_place(options):
    options.set_value("B")
    row = options.rows()[1]
    assert row.accessibleName() == "B, Lebih dari separuh pengaduan ditindaklanjuti, 2 dari 4, dipilih"
    spoken = QAccessible.queryAccessibleInterface(row)
    assert spoken.role() == QAccessible.Role.RadioButton
    assert spoken.state().checked


def test_the_group_is_one_tab_stop_at_the_one_that_holds(options):
    options.set_value("C")
    stops = [row.option.key for row in options.rows() if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["C"]


def test_the_one_that_holds_is_marked_by_more_than_colour(options, qtbot):
    row = options.rows()[1]
    before = share_of(row, "primary")
    options.set_value("B")
    assert share_of(row, "primary") > before + 0.02


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("width", [340, 700])
def test_the_longest_options_of_the_instrument_are_not_cut(qapp, qtbot, percent, width):
    theme.apply(qapp, "light", percent)
    questions = [node.question for node in catalog.instrument("lke-26-2020-unit").nodes if node.question]
    options = [option for question in questions for option in question.scale.options]
    longest = sorted(options, key=lambda option: len(option.text))[-3:]
    texts = [OptionText(str(at), "ABC"[at], option.text, "nilai 0,67") for at, option in enumerate(longest)]
    host = QWidget()
    column = QVBoxLayout(host)
    rows = OptionRows(texts)
    column.addWidget(rows)
    column.addStretch(1)
    shown(qtbot, host, width, 60)
    for row in rows.rows():
        row.show_state(holds=True)
        qtbot.waitUntil(lambda row=row: row.height() >= row.heightForWidth(row.width()))
        lines = paint.wrapped(row.option.words, theme.font("strong"), row._room(row.width()))
        assert len(lines) * paint.height_of(theme.font("strong")) <= row.height()
        assert "".join(lines).replace(" ", "") == row.option.words.replace(" ", "")
