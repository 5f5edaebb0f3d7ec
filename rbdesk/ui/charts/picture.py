"""A chart as a picture or as a table: for the clipboard and for a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QPixmap, QRegion
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from rbdesk import text
from rbdesk.ui import theme

SCALE = 2

Lines = Sequence[Sequence[str]]


def picture_of(chart: QWidget) -> QPixmap:
    """The chart as it is shown now, with twice the pixels, on the colour of a card."""
    made = QPixmap(chart.size() * SCALE)
    made.setDevicePixelRatio(SCALE)
    made.fill(theme.color("surface"))
    chart.render(made, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
    return made


def picture_menu(chart: QWidget, file_name: str, lines: Callable[[], Lines]) -> QMenu:
    """The context menu of a chart; `lines` gives its numbers with headings when they are asked for."""
    menu = QMenu(chart)
    ink = "text2"
    copy = menu.addAction(theme.icon("photo", ink), "Salin gambar")
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setPixmap(picture_of(chart)))
    table = menu.addAction(theme.icon("table", ink), "Salin sebagai tabel")
    table.triggered.connect(lambda: QGuiApplication.clipboard().setText(text.table(lines())))
    save = menu.addAction(theme.icon("download", ink), "Simpan gambar…")
    save.triggered.connect(lambda: _save(chart, file_name))
    return menu


def _save(chart: QWidget, file_name: str) -> None:
    picture = picture_of(chart)
    chosen, _ = QFileDialog.getSaveFileName(chart, "Simpan gambar", f"{file_name}.png", "Gambar PNG (*.png)")
    if chosen:
        path = Path(chosen)
        picture.save(str(path if path.suffix else path.with_suffix(".png")), "PNG")
