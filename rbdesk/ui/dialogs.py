"""The few dialogs: what went wrong, a question before what cannot be undone, and the system's file dialogs.

A dialog of ours lies over a dimmed window and names its buttons after what they do.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, qVersion
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rbdesk import messages, text
from rbdesk.errors import BundleRefused, InstrumentFault, RBDeskError, StoreTrouble
from rbdesk.ui import paint, theme

_WIDTH = 560
_SHADOW = 24
CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a dialog: `key` is what the dialog returns, `kind` as in `theme.qss`."""

    key: str
    words: str
    icon: str = ""
    kind: str = "secondary"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a dialog tells: what happened, whether the data is safe, facts, what to do, details to copy."""

    title: str
    safe: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    todo: tuple[str, ...] = ()
    details: str = ""
    icon: str = "alert-circle"
    tone: str = "err"


def trouble_of(error: BaseException, *, now: datetime, title: str = "") -> Trouble:
    """What to tell about an error; anything that is no error of the core is our bug.

    `title` says what was tried, where the error's own sentence does not.
    """
    is_ours = not isinstance(error, (RBDeskError, OSError))
    told = messages.OUR_BUG if is_ours else messages.sentence(error)  # type: ignore[arg-type]
    facts = [] if is_ours else _facts_of(error)
    if title:
        facts.insert(0, ("Sebab", told.what.rstrip(".")))
    code = told.code or type(error).__name__
    facts.append(("Kode galat", code))
    return Trouble(
        title=title or told.what.rstrip("."),
        safe=told.safe,
        facts=tuple(facts),
        todo=tuple(_sentences(told.todo)),
        details=details_of(error, now=now),
        icon="database-x" if isinstance(error, StoreTrouble) else "alert-circle",
    )


def details_of(error: BaseException, *, now: datetime) -> str:
    """What helps those who mend it: version, machine, the chain of calls."""
    calls = "".join(traceback.format_exception(error)).rstrip()
    return (
        f"RBDesk {version()}, Qt {qVersion()}, Python {platform.python_version()}, {platform.platform()}\n"
        f"{now.isoformat(timespec='seconds')}\n{calls}\n"
    )


def version() -> str:
    """The program's version, "?" where it runs without having been installed."""
    import importlib.metadata  # 20 ms, and only needed when something is told

    try:
        return importlib.metadata.version("rbdesk")
    except importlib.metadata.PackageNotFoundError:
        return "?"


def show_trouble(
    parent: QWidget | None, trouble: Trouble, acts: Sequence[Act] = (), *, close_words: str = "Tutup"
) -> str:
    """Tell it and wait; the key of the button that was pressed, `CLOSE` for the safe one and Esc."""
    return _run(TroubleDialog(parent, trouble, acts, close_words=close_words))


def open_trouble(parent: QWidget, trouble: Trouble, acts: Sequence[Act] = ()) -> TroubleDialog:
    """Tell it and go on at once; `finished` of the dialog tells when it was closed."""
    dialog = TroubleDialog(parent, trouble, acts)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _place(dialog)
    dialog.open()
    return dialog


def ask(
    parent: QWidget | None,
    title: str,
    details: str,
    act: Act,
    *,
    keep_words: str,
    icon: str = "alert-triangle",
) -> bool:
    """Ask before what cannot be undone; both buttons name what they do. True: do it."""
    question = Trouble(title, details, icon=icon, tone="warn")
    return _run(TroubleDialog(parent, question, [act], close_words=keep_words)) == act.key


def pick_files(
    parent: QWidget | None, title: str, pattern: str = "", folder: Path | None = None
) -> list[Path]:
    """The files that the person picks in the system's dialog; none if they change their mind."""
    found, _ = QFileDialog.getOpenFileNames(parent, title, str(folder or Path.home()), pattern)
    return [Path(name) for name in found]


def pick_folder(parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
    """The folder that the person picks in the system's dialog."""
    found = QFileDialog.getExistingDirectory(parent, title, str(folder or Path.home()))
    return Path(found) if found else None


def pick_target(parent: QWidget | None, title: str, target: Path, pattern: str = "") -> Path | None:
    """Where the person wants a file written; the system's dialog asks before it replaces one."""
    found, _ = QFileDialog.getSaveFileName(parent, title, str(target), pattern)
    return Path(found) if found else None


class TroubleDialog(QDialog):
    """Picture 11b. `chosen` is the key of the button that closed it."""

    def __init__(
        self,
        parent: QWidget | None,
        trouble: Trouble,
        acts: Sequence[Act] = (),
        *,
        close_words: str = "Tutup",
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.chosen = CLOSE
        self._trouble = trouble
        self._buttons: dict[str, QPushButton] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(f"RBDesk — {trouble.title}")
        self.setAccessibleName(trouble.title)
        self.setAccessibleDescription(" ".join((trouble.safe, *trouble.todo)))
        column = QVBoxLayout(self)
        edge = _SHADOW + 22
        column.setContentsMargins(edge, edge - 2, edge, edge - 4)
        column.setSpacing(theme.SPACE_L)
        column.addLayout(self._head())
        if trouble.facts:
            column.addWidget(_Facts(trouble.facts))
        if trouble.todo:
            column.addLayout(self._todo())
        column.addLayout(self._foot(acts, close_words))
        self._buttons[CLOSE].setDefault(True)
        self._buttons[CLOSE].setFocus()  # now that it is a child of the dialog
        self.setFixedWidth(min(theme.px(_WIDTH), self._room()) + 2 * _SHADOW)

    def buttons(self) -> dict[str, QPushButton]:
        """The buttons by key; the one that copies is "copy"."""
        return dict(self._buttons)

    def fit(self) -> None:
        """Be just as high as the words need at this width."""
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect().adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        shade = theme.color("text") if not theme.is_dark() else theme.color("tooltip").darker(800)
        shade.setAlphaF(0.012)
        for reach in range(_SHADOW, 0, -1):
            soft = area.adjusted(-reach, -reach // 2, reach, reach)
            paint.box(painter, soft, paint.Look(shade, shade), theme.RADIUS_DIALOG + reach)
        line = theme.color("border")
        paint.box(painter, area, paint.Look(theme.color("surface"), line, line), theme.RADIUS_DIALOG)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M + 2)
        disc = _Disc(self._trouble.icon, self._trouble.tone)
        row.addWidget(disc, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_label(self._trouble.title, "dialog", "text"))
        if self._trouble.safe:
            words.addWidget(_label(self._trouble.safe, "body", "text2"))
        row.addLayout(words, 1)
        return row

    def _todo(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_S)
        column.addWidget(_label("Yang bisa dilakukan", "strong", "text2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_S)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, words in enumerate(self._trouble.todo, 1):
            mark = _label(f"{number}.", "strong", "primary")
            grid.addWidget(mark, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_label(words, "body", "text"), number, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        return column

    def _foot(self, acts: Sequence[Act], close_words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        if self._trouble.details:
            copy = self._button(row, Act("copy", "Salin rincian", "copy", "quiet"))
            copy.clicked.connect(lambda: self._on_copy(copy))
        row.addStretch(1)
        close = self._button(row, Act(CLOSE, close_words))
        close.clicked.connect(self.reject)
        for act in acts:
            button = self._button(row, act)
            button.clicked.connect(lambda _=False, key=act.key: self._on_act(key))
        return row

    def _button(self, row: QHBoxLayout, act: Act) -> _Button:
        button = _Button(act)
        self._buttons[act.key] = button
        row.addWidget(button)
        return button

    def _on_copy(self, button: _Button) -> None:
        facts = "\n".join(f"{name}: {value}" for name, value in self._trouble.facts)
        told = "\n".join((self._trouble.title, self._trouble.safe, facts, "", self._trouble.details))
        QGuiApplication.clipboard().setText(told)
        button.setText("Tersalin")

    def _on_act(self, key: str) -> None:
        self.chosen = key
        self.accept()

    def _room(self) -> int:
        parent = self.parentWidget()
        if parent is not None:
            return max(parent.window().width() - 2 * theme.SPACE_XXL, 320)
        return theme.px(_WIDTH)


class _Facts(QFrame):
    """Names and values on a sunken ground; values can be selected."""

    def __init__(self, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(14, theme.SPACE_S + 2, 14, theme.SPACE_S + 2)
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            grid.addWidget(_label(name, "caption", "text2", wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
            shown = _label(_breakable(value), "caption_strong", "text")
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, row, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = paint.Look(theme.color("sunken"), theme.color("text"))
        paint.box(QPainter(self), self.rect(), ground, theme.RADIUS_CONTROL)


class _Disc(QWidget):
    """The icon in a soft disc."""

    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        self._icon = icon
        self._tone = tone
        self.setFixedSize(theme.px(44), theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = paint.look(self._tone)
        paint.box(painter, self.rect(), ground, self.height() / 2)
        inset = round(self.height() * 0.25)
        area = self.rect().adjusted(inset, inset, -inset, -inset)
        theme.draw_icon(painter, self._icon, area.toRectF(), ground.ink)


class _Button(QPushButton):
    """A button with the ring of keyboard focus. The parts have a richer one, but they may open dialogs."""

    def __init__(self, act: Act) -> None:
        super().__init__(act.words)
        self.setProperty("kind", act.kind)
        self.setAutoDefault(False)
        self.setAccessibleName(act.words.replace("&", ""))
        self._is_filled = act.kind == "primary"
        if act.icon:
            inks = {"primary": "on_primary", "danger": "err", "quiet": "text2"}
            self.setIcon(theme.icon(act.icon, inks.get(act.kind, "text")))
            self.setIconSize(QSize(theme.px(16), theme.px(16)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # else the dialog gives Enter to the safe button, whichever has the focus
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint.focus_ring(QPainter(self), self.rect(), on_fill=self._is_filled)


class _Dim(QWidget):
    """Dark glass over the window while a dialog is open."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._covered = window
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._covered:
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = theme.color("text") if not theme.is_dark() else theme.color("bg").darker(200)
        shade.setAlphaF(0.48)
        QPainter(self).fillRect(self.rect(), shade)


def _run(dialog: TroubleDialog) -> str:
    """Show the dialog over its dimmed window; the focus goes back to where it was."""
    caller = QApplication.focusWidget()
    _place(dialog)
    dialog.exec()
    give_focus_back(caller)
    dialog.deleteLater()
    return dialog.chosen


def give_focus_back(caller: QWidget | None) -> None:
    """Focus the widget that had it before something of ours lay over it, if it is still there to be seen.

    It may have ended meanwhile: a button of a former dialog, a row that was made anew. To ask it would then be an error,
    and PySide 6.8 ends the process when one of these leaves an event handler.
    """
    if caller is not None and shiboken6.isValid(caller) and caller.isVisible():
        caller.setFocus(Qt.FocusReason.OtherFocusReason)


def _place(dialog: TroubleDialog) -> None:
    """Over the middle of its window, which is dimmed until the dialog is closed."""
    dialog.fit()
    parent = dialog.parentWidget()
    if parent is None:
        return
    dim = _Dim(parent.window())
    dialog.finished.connect(dim.hide)
    dialog.finished.connect(dim.deleteLater)
    centre = parent.window().mapToGlobal(parent.window().rect().center())
    dialog.move(centre - dialog.rect().center())


def _label(words: str, kind: str, ink: str, *, wraps: bool = True) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    font: QFont = theme.font(kind)
    label.setFont(font)
    label.setWordWrap(wraps)
    worn = QPalette(label.palette())
    worn.setColor(QPalette.ColorRole.WindowText, theme.color(ink))
    label.setPalette(worn)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(wraps)
    label.setSizePolicy(policy)
    return label


def _facts_of(error: BaseException) -> list[tuple[str, str]]:
    if isinstance(error, StoreTrouble):
        since = _shown_time(error.detail) if error.kind == "locked" else ""
        facts = [("Tempat", error.path), ("Dibuka oleh", error.holder), ("Sejak", since)]
        return [(name, value) for name, value in facts if value]
    if isinstance(error, BundleRefused):
        name = str(error.facts.get("name", "") or error.facts.get("file", ""))
        return [("Berkas", name)] if name else []
    if isinstance(error, InstrumentFault):
        return [("Jumlah kesalahan", str(len(error.faults)))]
    if isinstance(error, OSError) and error.filename:
        return [("Tempat", str(error.filename))]
    return []


def _shown_time(stamp: str) -> str:
    """A UTC time as the store writes it, in local time for people; "" where it is none."""
    try:
        return text.date_short(datetime.fromisoformat(stamp).astimezone())
    except ValueError:
        return ""


def _sentences(words: str) -> list[str]:
    """One sentence to a line; a sentence ends with a point before a space and an upper-case letter."""
    found: list[str] = []
    for word in words.split(" "):
        if found and not (found[-1].endswith(".") and word[:1].isupper()):
            found[-1] += f" {word}"
        elif word:
            found.append(word)
    return found


def _breakable(value: str) -> str:
    """Long paths and names may break after their separators."""
    for mark in ("/", "\\", "_", "-"):
        value = value.replace(mark, f"{mark}\u200b")
    return value
