from dataclasses import dataclass
from decimal import Decimal

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView

from rbdesk.ui import delegates, theme
from rbdesk.ui.models.rows import Column, RowsModel


@dataclass(frozen=True)
class Row:
    name: str = "Tambun Selatan"
    band: str = "B"
    share: float = 1.0
    change: Decimal | None = Decimal("2.04")


def painted(delegate, row: Row, *, selected: bool = False, size: QSize | None = None) -> QImage:
    model = RowsModel([Column("Nama", lambda one: one.name)], [row])
    option = QStyleOptionViewItem()
    option.state = QStyle.StateFlag.State_Enabled
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    size = size or delegate.sizeHint(option, model.index(0, 0))
    option.rect.setSize(size)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def share_of(image: QImage, role_or_colour) -> float:
    """The share of pixels that are nearly of this colour."""
    wanted = theme.color(role_or_colour) if isinstance(role_or_colour, str) else role_or_colour
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    near = [
        pixel
        for pixel in pixels
        if abs(pixel.red() - wanted.red())
        + abs(pixel.green() - wanted.green())
        + abs(pixel.blue() - wanted.blue())
        < 24
    ]
    return len(near) / len(pixels)


def test_a_selected_row_wears_the_colour_of_selection(qapp):
    delegate = delegates.RowDelegate()
    assert share_of(painted(delegate, Row()), "selected") < 0.05
    assert share_of(painted(delegate, Row(), selected=True), "selected") > 0.6


def test_a_change_is_green_up_red_down_and_grey_when_it_rounds_to_nothing(qapp):
    delegate = delegates.ChangeDelegate(lambda row: row.change)
    assert share_of(painted(delegate, Row(change=Decimal("2.04"))), "ok") > 0.01
    assert share_of(painted(delegate, Row(change=Decimal("-0.6"))), "err") > 0.01
    still = painted(delegate, Row(change=Decimal("-0.01")))
    assert share_of(still, "err") == 0
    assert share_of(still, "ok") == 0


def test_a_category_is_painted_in_its_colour_and_none_paints_nothing(qapp):
    delegate = delegates.BandDelegate(lambda row: row.band)
    assert share_of(painted(delegate, Row(band="C")), theme.band_fill("C")) > 0.1
    nothing = painted(delegate, Row(band=""))
    assert share_of(nothing, "surface") > 0.9


def test_a_bar_is_green_only_when_whole(qapp):
    delegate = delegates.BarDelegate(lambda row: row.share)
    assert share_of(painted(delegate, Row(share=1.0)), "ok") > 0.02
    part = painted(delegate, Row(share=0.5))
    assert share_of(part, "ok") == 0
    assert share_of(part, "primary") > 0.01


def test_chips_that_do_not_fit_are_left_out(qapp):
    chips = (delegates.ChipText("P.8.iii.c", "info"), delegates.ChipText("hilang", "err"))
    delegate = delegates.ChipDelegate(lambda row: chips)
    assert share_of(painted(delegate, Row()), "err_soft") > 0.05
    assert share_of(painted(delegate, Row(), size=QSize(100, 38)), "err_soft") == 0


@pytest.mark.parametrize("percent", [100, 130])
def test_two_lines_fit_into_their_row(qapp, percent):
    theme.apply(qapp, "light", percent)
    delegate = delegates.TwoLineDelegate(detail=lambda row: "1,2 MB", icon=lambda row: ("photo", "primary"))
    image = painted(delegate, Row(name="Ágjpq"))
    needed = delegates.paint.height_of(theme.font("body")) + delegates.paint.height_of(theme.font("caption"))
    assert image.height() >= needed + 4


def test_cells_show_the_focus_but_whole_rows_do_not_repeat_it(qapp, qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    option = QStyleOptionViewItem()
    option.widget = view
    option.state = QStyle.StateFlag.State_HasFocus
    delegate = delegates.RowDelegate()
    assert delegate._has_focus(option)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    assert not delegate._has_focus(option)


def test_disabled_cells_are_written_in_the_disabled_ink(qapp):
    option = QStyleOptionViewItem()
    option.state = QStyle.StateFlag.State_None
    model = RowsModel([Column("Nama", lambda one: one.name)], [Row()])
    ink = delegates.RowDelegate(ink="err").ink(option, model.index(0, 0))
    assert ink == QColor(theme.color("disabled"))
    assert model.index(0, 0).data(Qt.ItemDataRole.UserRole) == Row()
