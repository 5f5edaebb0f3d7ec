import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from rbdesk.analysis import profile
from rbdesk.ui.charts.bars import GapBars
from rbdesk.ui.charts.chart_card import ChartCard
from tests.analysis.sheets import a_sheet
from tests.ui.parts.screens import shown


@pytest.fixture
def card(qtbot) -> ChartCard:
    bars = GapBars()
    bars.set_figure(profile.gap_bars(a_sheet("second"), target=60))
    return shown(qtbot, ChartCard("Jarak ke target", bars), 460, 320)


def words_of(card: ChartCard) -> list[list[str]]:
    model = card.table.model()
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    rows = range(model.rowCount())
    return [heads, *[[model.index(row, at).data() for at in range(len(heads))] for row in rows]]


def test_the_button_shows_the_same_numbers_as_a_table_and_back(qtbot, card):
    heard = []
    card.switched.connect(heard.append)
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert card.table.isVisible()
    assert words_of(card) == card.chart.lines()
    assert card.button.accessibleName() == "Lihat grafik (Ctrl+T)"
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert card.chart.isVisible()
    assert heard == [True, False]


def test_the_table_follows_other_numbers(card):
    card.toggle_table()
    card.chart.set_figure(profile.gap_bars(a_sheet("best"), target=60))
    card.fill_table()
    assert words_of(card) == card.chart.lines()


def test_the_focus_stays_in_the_card(qtbot, card):
    card.chart.rows()[0].setFocus()
    card.toggle_table()
    assert card.button.hasFocus()


def test_the_menu_key_on_the_button_opens_the_menu_of_the_chart(card):
    found: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        found.extend(action.text() for action in menu.actions())
        menu.close()

    QTimer.singleShot(100, look)
    place = card.button.mapToGlobal(QPoint(4, 4))
    QApplication.sendEvent(
        card.button, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), place)
    )
    assert found == ["Salin gambar", "Salin sebagai tabel", "Simpan gambar…"]
