"""How the cells of the three tables are painted: low elements, five steps of one colour, states of gates."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from rbdesk.domain.gates import GateState
from rbdesk.ui import paint, theme
from rbdesk.ui.delegates import ROW_ROLE, SIDE, Index, RowDelegate
from rbdesk.ui.models.citizens import GateRow, ProfileRow, SurveyRow

STEPS = 5
_SHARES = (0.08, 0.22, 0.37, 0.53, 1.0)  # of the colour in each step
_FIRST_ELEMENT, _FIRST_POINT = 6, 1
_MARKS = {
    GateState.MET: ("check", "ok"),
    GateState.MISSED: ("alert-triangle", "warn"),
    GateState.UNKNOWN: ("circle-dashed", "text2"),
}


class _MissingWords(RowDelegate):
    """Where an office has nothing, the words why run over the cells after its name, pale."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        row: SurveyRow | ProfileRow | GateRow = index.data(ROW_ROLE)
        view = option.widget  # type: ignore[attr-defined]  # missing in the stubs
        if not row.missing or not index.column() or not isinstance(view, QTableView):
            self.paint_value(painter, area, option, index)
            return
        left = view.columnViewportPosition(1) + SIDE
        painter.setClipRect(area.adjusted(-SIDE, 0, SIDE, 0))
        spot = QRectF(left, area.top(), max(view.viewport().width() - left, 0), area.height())
        paint.text(painter, spot, row.missing, theme.font("caption"), theme.color("text3"))

    def paint_value(
        self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint a cell of an office that has something."""
        super().paint_cell(painter, area, option, index)

    def ink(self, option: QStyleOptionViewItem, index: Index) -> QColor:
        return theme.color("text3") if index.data(ROW_ROLE).missing else super().ink(option, index)


class SurveyDelegate(_MissingWords):
    """The regency's row and the three lowest elements of a row stand out; missing offices are pale."""

    def _font(self, index: Index) -> QFont:
        row: SurveyRow = index.data(ROW_ROLE)
        return theme.font("strong" if not row.code or _is_low(index) else "body", tabular=True)

    def ink(self, option: QStyleOptionViewItem, index: Index) -> QColor:
        return theme.color("below") if _is_low(index) else super().ink(option, index)


class StepDelegate(_MissingWords):
    """Per cent on one colour in five steps: never the colours of the categories, since this is no score."""

    def paint_value(
        self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: ProfileRow = index.data(ROW_ROLE)
        at = index.column() - _FIRST_POINT
        value = row.percents[at] if 0 <= at < len(row.percents) else None
        if value is not None:
            ground = step_colour(step_of(value))
            spot = area.adjusted(-SIDE + 1, 1.5, SIDE - 1, -2.5)
            paint.box(painter, spot, paint.Look(ground, ink_on(ground)), 4)
            font = theme.font("strong" if not row.code else "body", tabular=True)
            paint.text(painter, area, str(index.data()), font, ink_on(ground), Qt.AlignmentFlag.AlignCenter)
            return
        super().paint_value(painter, area, option, index)

    def _font(self, index: Index) -> QFont:
        return theme.font("body" if index.data(ROW_ROLE).code else "strong", tabular=True)


class GateDelegate(_MissingWords):
    """A mark for the state, then the points above or below the limit."""

    def paint_value(
        self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: GateRow = index.data(ROW_ROLE)
        at = index.column() - (index.model().columnCount() - len(row.gates))  # the last columns are the gates
        if not row.gates or at < 0:
            super().paint_value(painter, area, option, index)
            return
        name, role = _MARKS[row.gates[at].state]
        side, font, words = theme.px(14), theme.font("body", tabular=True), str(index.data())
        left = area.center().x() - (side + 4 + paint.width_of(words, font)) / 2
        theme.draw_icon(
            painter, name, QRectF(left, area.center().y() - side / 2, side, side), theme.color(role)
        )
        spot = QRectF(left + side + 4, area.top(), paint.width_of(words, font) + 2, area.height())
        paint.text(painter, spot, words, font, self.ink(option, index))


def step_of(percent: Fraction) -> int:
    """Which of the five steps a per cent value has, 0..4: each a fifth wide, the limit belongs to the upper one."""
    return min(STEPS - 1, max(0, int(percent * STEPS / 100)))


def step_colour(step: int) -> QColor:
    """The colour of a step: the first series mixed with the ground."""
    share = _SHARES[step]
    one, other = theme.color("series1"), theme.color("surface")
    mixed = [round(a * share + b * (1 - share)) for a, b in zip(_parts(one), _parts(other), strict=True)]
    return QColor(*mixed)


def ink_on(ground: QColor) -> QColor:
    """The words on a step: of the theme's darkest and lightest the one that is read better."""
    choices = (theme.color("text"), theme.color("surface"))
    return max(choices, key=lambda ink: contrast(ink, ground))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1..21, as the rules for readable words count it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parts(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _is_low(index: Index) -> bool:
    at = index.column() - _FIRST_ELEMENT
    return at >= 0 and index.data(ROW_ROLE).is_low(at)
