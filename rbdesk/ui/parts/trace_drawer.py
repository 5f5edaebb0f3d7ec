"""Jejak nilai: the drawer that says why a number is what it is, in words first, then column by column."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import explanations, text, wording
from rbdesk.domain.provenance import Provenance
from rbdesk.domain.survey import Result
from rbdesk.domain.trace import Mean
from rbdesk.ui import theme
from rbdesk.ui.parts import trace_columns
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import link, secondary
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.key_hint import KeyHint
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.origin_card import OriginCard
from rbdesk.ui.parts.trace_columns import TraceColumn
from rbdesk.ui.parts.trace_rows import TraceColumnView
from rbdesk.workflow.tracing import Explained

WIDE_FROM = 1240  # logical pixels of the host: three columns side by side
_WIDTH, _NARROW_WIDTH = 1122, 560
_NOTHING = ("", "", "")


class TraceDrawer(Drawer):
    """Filled by `show_explained` or `show_mean`.

    Signals: `provenance_wanted(code)` where an answer came from is to be shown · `question_wanted(code)` the question
    itself · `office_wanted(code)` an office of a mean · `mean_wanted()` back to the mean it came from · `told(str)`.
    """

    provenance_wanted = Signal(str)
    question_wanted = Signal(str)
    office_wanted = Signal(str)
    mean_wanted = Signal()
    told = Signal(str)

    def __init__(self, host: QWidget) -> None:
        self.content: TraceContent | None = None
        super().__init__(host, "Jejak nilai", width=_WIDTH)
        self._title.set_kind("hero")
        self.copy = secondary("Salin uraian", "copy")
        self.copy.clicked.connect(self._on_copy)
        self.head.insertWidget(1, self.copy)
        self.content = TraceContent()
        self.set_content(self.content)
        self._scrim = _Scrim(host)
        self._scrim.pressed.connect(self.slide_out)
        self.dismissed.connect(self._scrim.hide)
        self.content.provenance_wanted.connect(self.provenance_wanted)
        self.content.question_wanted.connect(self.question_wanted)
        self.content.office_wanted.connect(self.office_wanted)
        self.content.mean_wanted.connect(self.mean_wanted)

    def show_explained(self, found: Explained, wanted: str, *, can_open: bool, mean: str = "") -> None:
        """Explain a number of an assessment; `can_open`: its questions have a page here; `mean` to go back to."""
        self.set_title(trace_columns.title(found, wanted))
        self._body().show_explained(found, wanted, can_open=can_open, mean=mean)
        self._open()

    def show_mean(self, mean: Mean, subtitle: str) -> None:
        """Explain a mean of the offices."""
        self.set_title(trace_columns.mean_title(mean))
        self._body().show_mean(mean, subtitle)
        self._open()

    def show_index(self, result: Result, subtitle: str) -> None:
        """Explain the index of a survey."""
        shown = text.number(result.index) if result.index is not None else "–"
        self.set_title(f"Mengapa IKM {shown}?")
        self._body().show_index(result, subtitle)
        self._open()

    def show_provenance(self, found: Provenance) -> None:
        """Show where an answer came from, unless another question is open by now."""
        self._body().show_provenance(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_copy = event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_copy:
            self._on_copy()
        elif event.key() == Qt.Key.Key_Left:
            self._body().step(-1)
        else:
            super().keyPressEvent(event)

    def _body(self) -> TraceContent:
        assert self.content is not None
        return self.content

    def _open(self) -> None:
        self._place()
        self._scroll.verticalScrollBar().setValue(0)
        if not self.is_open():
            self._scrim.cover()
            self.slide_in()
        self._body().take_focus()

    def _show_copy(self, words: str) -> None:
        """The button with its words, or with its icon alone where the title needs the room."""
        if self.content is not None and words != self.copy.text():
            self.copy.setText(words)
            self.copy.setAccessibleName("Salin uraian")
            self.copy.setToolTip("" if words else "Salin uraian")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._body().copied())
        self.told.emit("Uraian disalin.")

    def _place(self) -> None:
        host = self._host
        is_wide = host.width() >= theme.px(WIDE_FROM) and not (self.content and self.content.is_alone())
        self._wished_width = _WIDTH if is_wide else _NARROW_WIDTH
        self._title.set_kind("hero" if is_wide else "dialog")
        self._show_copy("Salin uraian" if is_wide else "")
        super()._place()
        if self.content is not None:
            self.content.set_wide(is_wide)


class TraceContent(QWidget):
    """What stands in the drawer: the sentence, the columns, the foot. Signals as the drawer's."""

    provenance_wanted = Signal(str)
    question_wanted = Signal(str)
    office_wanted = Signal(str)
    mean_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Explained | None = None
        self._mean: Mean | None = None
        self._index: Result | None = None
        self._wanted = ""
        self._path = _NOTHING
        self._at = 0
        self._is_wide = True
        self._can_open = False
        self.subtitle = WrapLabel("", "caption", "text2")
        self.sentence = Banner("info")
        self.trail = _Trail()
        self.trail.chosen.connect(self.show_level)
        self.back = link("", "arrow-left")
        self.back.clicked.connect(self.mean_wanted)
        self.views = [TraceColumnView() for _ in range(3)]
        self.origin = OriginCard()
        self.origin.opened.connect(lambda: self.question_wanted.emit(self._path[2]))
        self.views[2].set_below(self.origin)
        self._lines = [Line(is_upright=True), Line(is_upright=True)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.SPACE_S, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.subtitle)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.sentence)
        column.addWidget(self.trail)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        for at, view in enumerate(self.views):
            if at:
                row.addWidget(self._lines[at - 1])
            row.addWidget(view, 11 if at == 0 else 10)
            view.picked.connect(lambda key, at=at: self._on_picked(at, key))
            view.entered.connect(lambda key, at=at: self._on_entered(at, key))
            view.left.connect(lambda at=at: self._on_left(at))
        column.addLayout(row, 1)
        column.addWidget(Line())
        column.addLayout(self._foot())
        self.back.hide()
        self.set_wide(True)

    # --- what it shows ------------------------------------------------------------------------------------

    def show_explained(self, found: Explained, wanted: str, *, can_open: bool, mean: str = "") -> None:
        """Explain a number; the columns below it are open where most is lost."""
        self._found, self._mean, self._index, self._wanted, self._can_open = (
            found,
            None,
            None,
            wanted,
            can_open,
        )
        self.subtitle.setText(trace_columns.subtitle(found))
        self.back.setText(mean)
        self.back.setVisible(bool(mean))
        self._path = trace_columns.path_to(found, wanted)
        self._at = _level_of(found, wanted)
        self._say(wanted)
        self._show()
        self._ask()

    def show_mean(self, mean: Mean, subtitle: str) -> None:
        """Explain a mean of the offices."""
        self._found, self._mean, self._index, self._path, self._at = None, mean, None, _NOTHING, 0
        self.back.hide()
        self.subtitle.setText(subtitle)
        self._set_sentence(explanations.mean_sentence(mean))
        self._show()

    def show_index(self, result: Result, subtitle: str) -> None:
        """Explain the index of a survey by its elements."""
        self._found, self._mean, self._index, self._path, self._at = None, None, result, _NOTHING, 0
        self.back.hide()
        self.subtitle.setText(subtitle)
        self._set_sentence(explanations.index_sentence(result))
        self._show()

    def show_provenance(self, found: Provenance) -> None:
        """Show where an answer came from, unless another question is open by now."""
        if self._found is not None and found.code == self._path[2]:
            self.origin.show_provenance(found, self._found.instrument)
            self._fit()

    def copied(self) -> str:
        """The explanation of what is open, as the command line prints it."""
        if self._mean is not None:
            return explanations.mean_text(self._mean)
        if self._index is not None:
            return explanations.index_text(self._index)
        if self._found is None:
            return ""
        keys = ["", *[key for key in self._path[:2] if key]]
        parts = [trace_columns.copied(self._found, keys)]
        if self.origin.found is not None:
            parts.append(explanations.provenance_text(self.origin.found, self._found.instrument))
        return "\n\n".join([*parts, wording.ROUNDING_NOTE])

    def set_wide(self, is_wide: bool) -> None:
        """Three columns side by side, or one at a time under a trail."""
        self._is_wide = is_wide
        self._arrange()

    def show_level(self, at: int) -> None:
        """Show a column that is open, in a narrow window instead of the others, and go there."""
        self._at = at
        self._arrange()
        self.take_focus()

    def is_alone(self) -> bool:
        """Whether a mean of offices or an index is shown, which is one column everywhere."""
        return self._mean is not None or self._index is not None

    def level(self) -> int:
        """The column that the person is in."""
        return self._at

    def take_focus(self) -> None:
        """Go to the open row of the column that the person is in."""
        self.views[self._at].take_focus()

    def step(self, by: int) -> None:
        """To the next column, or back."""
        there = self._at + by
        if 0 <= there < len(self._columns()):
            self.show_level(there)

    def heightForWidth(self, width: int) -> int:
        """No more than it needs: the columns take what is left and scroll by themselves."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1

    # --- inside -------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[TraceColumn, ...]:
        if self._mean is not None:
            return (trace_columns.mean_column(self._mean),)
        if self._index is not None:
            return (trace_columns.index_column(self._index),)
        return () if self._found is None else trace_columns.columns(self._found, self._path)

    def _show(self) -> None:
        for at, column in enumerate(self._columns()):
            self.views[at].show_column(column, at + 1, self._path[at])
        self._arrange()

    def _on_picked(self, at: int, key: str) -> None:
        if self._found is None:
            return
        self._at = at
        if key == self._path[at]:
            return
        before = self._path[2]
        if at == 2:
            self._path = (*self._path[:2], key)
        else:
            self._path = trace_columns.path_to(self._found, key)
        self._say(key)
        self._show()
        if self._path[2] != before:
            self._ask()

    def _on_entered(self, at: int, key: str) -> None:
        if self._mean is not None:
            self.office_wanted.emit(key)
        elif at < 2:
            self.show_level(at + 1)
        elif self.origin.open.isVisible():
            self.views[2].scroller.ensureWidgetVisible(self.origin)
            self.origin.open.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_left(self, at: int) -> None:
        if at:
            self.show_level(at - 1)
        elif self.back.isVisible():
            self.back.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self) -> None:
        code = self._path[2]
        self.origin.setVisible(bool(code))
        if code and self._found is not None:
            shown = self._found.instrument.display(code)
            self.origin.show_question(shown, can_open=self._can_open)
            self.provenance_wanted.emit(code)

    def _say(self, wanted: str) -> None:
        if self._found is not None:
            self._set_sentence(trace_columns.sentence(self._found, wanted))

    def _set_sentence(self, words: str) -> None:
        self.sentence.set_banner("info", "", words, (), icon="bulb")
        self.sentence.setAccessibleName(words)

    def _arrange(self) -> None:
        columns = self._columns()
        is_alone = not self._is_wide or len(columns) == 1
        self._at = min(self._at, max(len(columns) - 1, 0))
        for at, view in enumerate(self.views):
            view.setVisible(at < len(columns) and (not is_alone or at == self._at))
        for at, line in enumerate(self._lines, 1):
            line.setVisible(not is_alone and at < len(columns))
        self.trail.set_names([column.title for column in columns], self._at)
        self.trail.setVisible(is_alone and self._at > 0)
        self._fit()

    def _fit(self) -> None:
        """Beside each other the columns scroll one by one; alone the drawer scrolls as a whole."""
        for view in self.views:
            view.set_open(not self._is_wide)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(WrapLabel(wording.ROUNDING_NOTE, "caption", "text2"), 1)
        for keys, does in (("← →", "pindah kolom"), ("Esc", "tutup")):
            foot.addWidget(KeyHint(keys))
            foot.addWidget(Label(does, "caption", "text2"))
        return foot


class _Trail(QWidget):
    """The way to the column that is shown alone. Signals: `chosen(int)`."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_XS)
        self._shown: tuple[list[str], int] = ([], 0)

    def set_names(self, names: list[str], at: int) -> None:
        """Show the way down to `at`; what lies before it can be gone back to."""
        if (names, at) == self._shown:
            return
        self._shown = (list(names), at)
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for place, name in enumerate(names[: at + 1]):
            if place:
                self._row.addWidget(Label("›", "body", "text3"))
            if place == at:
                self._row.addWidget(Label(name, "strong"))
            else:
                step = link(name)
                step.clicked.connect(lambda _=False, place=place: self.chosen.emit(place))
                self._row.addWidget(step)
        self._row.addStretch(1)


class _Scrim(QWidget):
    """Darkens what the drawer lies over. Signals: `pressed()`."""

    pressed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        host.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Lie over the whole host, below what is raised after it."""
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 140 if theme.is_dark() else 110))


def _level_of(found: Explained, wanted: str) -> int:
    """The column in which a wanted number is taken apart, or, of a question, in which it stands."""
    if wanted in ("", "total", found.instrument.id):
        return 0
    level = found.trace(wanted).node.level
    return {"root": 0, "part": 0, "area": 1}.get(level, 2)


def mean_subtitle(mean: Mean, year: int, *, is_verified: bool) -> str:
    """Which mean it is: side, year, base."""
    side = "hasil verifikasi" if is_verified else "nilai mandiri"
    of = len(mean.offices) + len(mean.missing)
    return f"Rata-rata {side} {year}, {len(mean.offices)} dari {of} kecamatan"


def mean_words(mean: Mean) -> str:
    """What the way back to a mean is called."""
    shown = text.number(mean.percent) if mean.percent is not None else "–"
    return f"Rata-rata {mean.name + ' ' if mean.name else ''}{shown}"


def index_subtitle(result: Result, year: int, service: str, period: str) -> str:
    """Which index it is: year, service, period, respondents."""
    when = explanations.period_words(period) if period else f"semua periode {year}"
    of = ["Survei kepuasan", when, service or "semua layanan"]
    return " · ".join([*of, f"{result.respondents} responden"])
