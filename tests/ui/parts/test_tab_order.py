from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rbdesk.ui.parts.tab_order import in_reading_order, stops
from tests.ui.parts.screens import shown


def walked(qtbot, first, count):
    """The names that Tab goes through, beginning at a widget."""
    first.setFocus()
    names = [first.objectName()]
    for _ in range(count - 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().objectName())
    return names


def test_rows_made_later_are_reached_where_they_stand(qtbot):
    root = QWidget()
    column = QVBoxLayout(root)
    group, last = QWidget(), QPushButton("akhir", objectName="last")
    rows = QVBoxLayout(group)
    for widget in (QLabel("judul"), group, last):
        column.addWidget(widget)
    shown(qtbot, root)
    for name in ("first", "second"):
        row = QLineEdit(objectName=name)
        rows.addWidget(row)
        row.show()
    first = rows.itemAt(0).widget()
    assert walked(qtbot, last, 3) == ["last", "first", "second"], "Qt chains in the order of making"

    in_reading_order(root)

    assert [one.objectName() for one in stops(root)] == ["first", "second", "last"]
    assert walked(qtbot, first, 3) == ["first", "second", "last"]


def test_a_widget_without_stops_is_left_alone(qtbot):
    in_reading_order(shown(qtbot, QLabel("teks")))


def test_the_list_of_a_drop_down_is_no_part_of_the_page(qtbot):
    root = QWidget()
    column = QVBoxLayout(root)
    ways, last = QComboBox(objectName="ways"), QPushButton("akhir", objectName="last")
    ways.addItems(["WhatsApp", "Stik"])
    ways.view()
    for widget in (ways, last):
        column.addWidget(widget)

    in_reading_order(shown(qtbot, root))

    assert [one.objectName() for one in stops(root)] == ["ways", "last"]
