from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from rbdesk.ui.charts.plot import Plot, Scale


class Paper(QWidget):
    """Draws nothing."""

    def draw_field(self, painter: QPainter, field: QRectF) -> None:
        pass

    draw_over = draw_field


@pytest.fixture
def plot(qtbot) -> Iterator[Plot]:
    paper = Paper()
    qtbot.addWidget(paper)
    paper.resize(400, 200)
    made = Plot(paper, {"top": Scale("top", str, (1, 2, 5, 10), 30)}, moves_x=True, moves_y=False)
    made.setGeometry(0, 0, 400, 200)
    made.set_margins(50, 20, 30, 10)
    made.set_whole((0, 100), (0, 1), (5, 1))
    yield made  # the paper lives as long
    assert made.parent() is paper


def test_the_field_lies_inside_its_margins_though_nobody_has_seen_it(plot):
    assert plot.field() == QRectF(50, 20, 320, 170)


def test_only_the_way_that_may_move_is_enlarged_and_within_its_limits(plot):
    plot.enlarge(2, (25, 0.5))
    assert plot.seen() == ((12.5, 62.5), (0, 1))
    plot.enlarge(1000, (25, 0.5))
    (low, high), up = plot.seen()
    assert (high - low, up) == (5, (0, 1))
    plot.enlarge(0.001, (25, 0.5))
    assert plot.seen() == ((0, 100), (0, 1))


@pytest.mark.parametrize(
    ("ends", "size", "values"),
    [
        ((0, 100), 330, list(range(0, 101, 10))),
        ((47.5, 52.5), 330, [48, 49, 50, 51, 52]),
        ((-12, 3), 120, [-10, -5, 0]),
        ((60, 60.4), 330, [60]),
    ],
)
def test_a_scale_takes_the_finest_step_that_leaves_room(qtbot, ends, size, values):
    scale = Scale("bottom", str, (1, 2, 5, 10), 30)
    assert scale.tickValues(*ends, size)[0][1] == values
    assert scale.tickStrings([1, 2], 1, 1) == ["1", "2"]


def test_no_menu_in_english_can_open(plot, qtbot):
    assert not plot.box.menuEnabled()
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.RightButton, pos=plot.rect().center())
