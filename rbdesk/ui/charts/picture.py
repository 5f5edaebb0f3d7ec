"""A chart as a picture or as a table: for the clipboard and for a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from rbdesk import text
from rbdesk.ui import theme

SCALE = 2
SVG_MIME = "image/svg+xml"
_PNG_FILTER, _SVG_FILTER = "Gambar PNG (*.png)", "Gambar SVG (*.svg)"
_DOTS_PER_INCH = 96  # of the drawing: a pixel of the screen is a pixel of the file

Lines = Sequence[Sequence[str]]
Act = tuple[str, str, Callable[[], object]]  # icon, words, what it does


def picture_of(chart: QWidget) -> QPixmap:
    """The chart as it is shown now, with twice the pixels, on the colour of a card."""
    made = QPixmap(chart.size() * SCALE)
    made.setDevicePixelRatio(SCALE)
    made.fill(theme.color("surface"))
    chart.render(made, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
    return made


def svg_of(chart: QWidget) -> bytes:
    """The chart as it is shown now, as a drawing that stays sharp at any size."""
    content, size = QByteArray(), chart.size()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_DOTS_PER_INCH)
    generator.setSize(size)
    generator.setViewBox(chart.rect())
    generator.setTitle(chart.accessibleName())
    generator.setDescription(chart.accessibleDescription())
    painter = QPainter(generator)
    painter.fillRect(chart.rect(), theme.color("surface"))
    chart.render(painter, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    buffer.close()
    return bytes(content.data())


def copy_picture(chart: QWidget) -> None:
    """Put the chart on the clipboard, as pixels and as a drawing."""
    held = QMimeData()
    held.setImageData(picture_of(chart).toImage())
    held.setData(SVG_MIME, svg_of(chart))
    QGuiApplication.clipboard().setMimeData(held)


def picture_menu(
    chart: QWidget,
    file_name: str,
    lines: Callable[[], Lines],
    *,
    whole: Callable[[], QWidget] | None = None,
) -> QMenu:
    """The context menu of a chart; `lines` gives its numbers with headings when they are asked for.

    `whole` gives what is drawn instead of the chart itself, for a chart that may be scrolled.
    """
    menu = QMenu(chart)
    ink = "text2"
    copy = menu.addAction(theme.icon("photo", ink), "Salin gambar")
    copy.triggered.connect(lambda: copy_picture(whole() if whole else chart))
    table = menu.addAction(theme.icon("table", ink), "Salin sebagai tabel")
    table.triggered.connect(lambda: QGuiApplication.clipboard().setText(text.table(lines())))
    save = menu.addAction(theme.icon("download", ink), "Simpan gambar…")
    save.triggered.connect(lambda: save_picture(chart, file_name, whole))
    return menu


def put_first(menu: QMenu, acts: Sequence[Act]) -> None:
    """Put what can be done with the thing itself above what can be done with its picture."""
    first = menu.actions()[0]
    for icon, words, act in acts:
        action = menu.addAction(theme.icon(icon), words)
        action.triggered.connect(lambda _=False, act=act: act())
        menu.insertAction(first, action)
    menu.insertSeparator(first)


def save_picture(chart: QWidget, file_name: str, whole: Callable[[], QWidget] | None = None) -> None:
    """Ask for a place and write the chart there, as PNG or SVG: what the name says, else what was chosen."""
    kinds = f"{_PNG_FILTER};;{_SVG_FILTER}"
    chosen, kind = QFileDialog.getSaveFileName(chart, "Simpan gambar", f"{file_name}.png", kinds)
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() not in (".png", ".svg"):
        path = path.with_name(path.name + (".svg" if kind == _SVG_FILTER else ".png"))
    subject = whole() if whole else chart
    if path.suffix.lower() == ".svg":
        path.write_bytes(svg_of(subject))
    else:
        picture_of(subject).save(str(path), "PNG")
