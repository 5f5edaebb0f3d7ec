"""The first run: who works here, for which office, with which names, and where the data lies. Or practice."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from rbdesk import messages, paths
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.errors import RBDeskError
from rbdesk.ui import dialogs, jobs, theme
from rbdesk.ui.pages.wizard.activation import ActivationOpener
from rbdesk.ui.pages.wizard.office import OfficeStep
from rbdesk.ui.pages.wizard.step import Activated, Draft, Step
from rbdesk.ui.pages.wizard.steps import LONGEST_LABEL, PeopleStep, PlaceStep, RoleStep
from rbdesk.ui.parts import data_place
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import Button, primary, secondary
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.choice_tile import ChoiceTile
from rbdesk.ui.parts.first_steps import FirstSteps
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog

if TYPE_CHECKING:
    from rbdesk.store.database import Store

PRACTICE_OFFICE = "32.16.09"
_WIDE, _MIDDLE = 1240, 1000


class Wizard(QWidget):
    """Four steps, three at the secretariat.

    Signals: `finished(folder, opener)`: open that desk; `opener` makes it first, None if it is there already ·
    `restoring(folder)`: a copy is to be brought back there instead.
    """

    finished = Signal(object, object)
    restoring = Signal(object)

    def __init__(self, *, year: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = Draft(
            folder=paths.default_desk(),
            device_label=_computer_name(),
            year=year or catalog.default_year(),
        )
        self._job: jobs.Handle | None = None
        self._steps: list[Step] = [RoleStep(), OfficeStep(), PeopleStep(), PlaceStep()]
        self._at = 0
        self.opener = ActivationOpener(self)
        self.opener.opened.connect(self._on_activated)
        self.opener.failed.connect(self._on_not_activated)
        self.panel = FirstSteps()
        self.stack = QStackedWidget()
        for step in self._steps:
            self.stack.addWidget(_Framed(step))
            step.changed.connect(self._on_changed)
            step.done.connect(self.go_on)
        self._role_step().activation_wanted.connect(self.opener.pick)
        self._role_step().restore_wanted.connect(lambda: self.restoring.emit(self.draft.folder))
        self._practice = _PracticeProgress()
        self._practice.cancel.clicked.connect(self._on_cancelled)
        self.stack.addWidget(self._practice)
        self.back = secondary("Kembali", "arrow-left")
        self.back.clicked.connect(self.go_back)
        self.next = primary("Lanjut", "arrow-right")
        self.next.clicked.connect(self.go_on)
        self._hint = Label("Enter untuk lanjut", "caption", "text3")
        self._note = WrapLabel("", "caption", "text3")
        self._lay_out()
        self._show(0)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._at]

    def go_on(self) -> None:
        """To the next step, or begin; a step that is not ready says what is missing."""
        if self._job is not None:
            return
        if not self.step.is_ready():
            self.step.take_focus()
            return
        order = self._order()
        at = order.index(self._at)
        if at + 1 < len(order):
            self._show(order[at + 1])
        else:
            self._begin()

    def go_back(self) -> None:
        """To the step before."""
        order = self._order()
        at = order.index(self._at)
        if at > 0 and self._job is None:
            self._show(order[at - 1])

    def may_close(self) -> bool:
        """Whether the window may go: a job that makes a practice desk is stopped first."""
        if self._job is not None:
            self._job.cancel()
            jobs.stop_all()
        return True

    def start_practice(self, role: Role, office: str = PRACTICE_OFFICE) -> None:
        """Make a desk of invented data, or open the one that was made before."""
        folder = practice_folder(role)
        if data_place.is_desk(folder):
            self.finished.emit(folder, None)
            return
        from rbdesk.workflow import demo

        self.panel.hide()
        self.stack.setCurrentWidget(self._practice)
        self._footer.hide()
        self._job = jobs.start(
            partial(demo.make_practice_desk, folder, role, office, now=datetime.now(UTC)),
            done=lambda _: self.finished.emit(folder, None),
            failed=self._on_practice_failed,
            progressed=self._practice.show_step,
            cancelled=self._on_practice_stopped,
            ended=self._on_practice_ended,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
                return
            if isinstance(focused, ChoiceTile) and not focused.isChecked():
                focused.click()
            self.go_on()
        elif key == Qt.Key.Key_Escape:
            self._on_escape()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("bg"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        self._footer = QWidget()
        foot = QVBoxLayout(self._footer)
        foot.setContentsMargins(32, theme.SPACE_S, 32, 20)
        foot.setSpacing(theme.SPACE_M)
        foot.addWidget(self._note)
        foot.addWidget(Line("border"))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_L)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self._hint)
        buttons.addWidget(self.next)
        foot.addLayout(buttons)
        column.addWidget(self._footer)
        row.addLayout(column, 1)
        theme.notifier().changed.connect(self._arrange)

    def _arrange(self) -> None:
        room = self.width() * 100 / theme.text_percent()
        self.panel.set_narrow(room < _WIDE)
        margin = 32 if room >= _MIDDLE else theme.SPACE_XL
        self._footer.layout().setContentsMargins(margin, theme.SPACE_S, margin, theme.SPACE_L)  # type: ignore[union-attr]
        for at, step in enumerate(self._steps):
            framed = self.stack.widget(at)
            if isinstance(framed, _Framed):
                framed.set_margin(margin)
            step.arrange(room)

    def _order(self) -> list[int]:
        """The steps that this role goes through, by place."""
        if self.draft.is_practice:
            return [0, 1] if self.draft.role is Role.OFFICE else [0]
        is_known = self.draft.role is Role.SECRETARIAT or self.draft.activation is not None
        return [0, 2, 3] if is_known else [0, 1, 2, 3]

    def _show(self, at: int) -> None:
        self._at = at
        order = self._order()
        self.step.fill(self.draft)
        framed = self.stack.widget(at)
        self.stack.setCurrentWidget(framed)
        if isinstance(framed, _Framed):
            framed.set_number(order.index(at) + 1, len(order))
            framed.verticalScrollBar().setValue(0)
        self._show_footer()
        self.step.take_focus()

    def _show_footer(self) -> None:
        order = self._order()
        at = order.index(self._at)
        is_last = at + 1 == len(order)
        self.panel.set_steps([self._steps[place].name for place in order], at)
        self.back.setVisible(at > 0)
        words = "Lanjut" if not is_last or self.draft.role is None else "Mulai"
        if is_last and self.draft.is_practice:
            words = "Mulai latihan"
        elif is_last and data_place.is_desk(self.draft.folder):
            words = "Buka data ini"
        self.next.setText(words)
        self.next.set_icon("check" if words != "Lanjut" else "arrow-right")
        self.next.setEnabled(self.step.is_ready())
        self._note.setText(self.step.note())
        self._note.setVisible(bool(self.step.note()))
        framed = self.stack.widget(self._at)
        if isinstance(framed, _Framed):
            framed.set_number(at + 1, len(order))

    def _on_changed(self, draft: Draft) -> None:
        self.draft = draft
        self._show_footer()

    def _role_step(self) -> RoleStep:
        step = self._steps[0]
        assert isinstance(step, RoleStep)
        return step

    def _on_activated(self, opened: Activated) -> None:
        """The file answers who works here and for which office."""
        step = self._role_step()
        step.trouble.hide()
        step.change(role=Role.OFFICE, is_practice=False, office=opened.office, activation=opened)
        step.fill(self.draft)
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_activated(self, error: RBDeskError) -> None:
        said = messages.sentence(error)
        self._role_step().say_trouble(said.what, said.todo)

    def _begin(self) -> None:
        draft = self.draft
        if draft.role is None:
            return
        if draft.is_practice:
            self.start_practice(draft.role, draft.office or PRACTICE_OFFICE)
        elif data_place.is_desk(draft.folder):
            self.finished.emit(draft.folder, None)
        else:
            year = draft.activation.year if draft.activation else draft.year
            self.finished.emit(draft.folder, opener(draft, year))

    def _on_escape(self) -> None:
        act = dialogs.Act("leave", "Keluar", "door-exit")
        details = "Belum ada data yang dibuat. Penyiapan dimulai lagi saat RBDesk dibuka."
        if dialogs.ask(self, "Keluar dari penyiapan?", details, act, keep_words="Lanjutkan penyiapan"):
            self.window().close()

    def _on_cancelled(self) -> None:
        if self._job is not None:
            self._practice.show_step(0, 0, "")
            self._job.cancel()

    def _on_practice_failed(self, error: RBDeskError) -> None:
        trouble = dialogs.trouble_of(error, now=datetime.now(UTC), title="Data latihan tidak dapat dibuat")
        dialogs.show_trouble(self, trouble)
        self._on_practice_stopped()

    def _on_practice_stopped(self) -> None:
        self.panel.show()
        self._footer.show()
        self._show(self._at)

    def _on_practice_ended(self) -> None:
        self._job = None


def practice_folder(role: Role) -> Path:
    """Where the practice desk of a role lies."""
    folder = paths.practice_desk()
    return folder if role is Role.OFFICE else folder.with_name(folder.name + "-sekretariat")


def opener(draft: Draft, year: int) -> Callable[[Path, datetime], Store]:
    """What makes the desk of a draft, on the store thread; with the activation file that was opened for it."""
    who = draft.operator.strip() or draft.device_label.strip()

    def make(folder: Path, now: datetime) -> Store:
        from rbdesk.workflow import returning, setup

        store = setup.create_desk(
            folder,
            role=draft.role or Role.OFFICE,
            office=draft.office if draft.role is Role.OFFICE else "",
            year=year,
            profile=Profile(draft.head.strip(), draft.operator.strip(), draft.phone.strip()),
            head_nip=draft.head_nip.strip(),
            operator=draft.operator.strip(),
            operator_post=draft.operator_post.strip(),
            device_label=draft.device_label.strip(),
            who=who,
            now=now,
        )
        if draft.activation is not None:
            opened = draft.activation
            try:
                returning.receive(store, opened.delivery, opened.confirmed, who=who, now=now)
            except BaseException:
                store.close()
                raise
        return store

    return make


class _Framed(ScrollColumn):
    """A step under its number, title and sentence."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(4)
        self._number = Label("", "strong", "primary")
        self._column.addWidget(self._number)
        self._column.addWidget(WrapLabel(step.title, "hero"))
        self._column.addWidget(WrapLabel(step.details, "body", "text2"))
        self._column.addSpacing(theme.SPACE_L)
        self._column.addWidget(step, 1)
        self.set_content(inside)
        self.set_margin(32)

    def set_margin(self, margin: int) -> None:
        self._column.setContentsMargins(
            margin, margin + 4 if margin > 24 else theme.SPACE_M, margin, theme.SPACE_L
        )

    def set_number(self, number: int, count: int) -> None:
        self._number.setText(f"Langkah {number} dari {count}")


class _PracticeProgress(QWidget):
    """While the practice desk is made."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(1)
        title = WrapLabel("Menyiapkan data latihan", "hero")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        self._words = WrapLabel("Sebentar…", "body", "text2")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words)
        self.bar = Bar(0, "primary", name="Kemajuan penyiapan data latihan")
        self.bar.setFixedWidth(320)
        column.addSpacing(theme.SPACE_M)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.SPACE_L)
        self.cancel = Button("Batal", "x")
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_step(self, done: int, total: int, label: str) -> None:
        self.bar.set_share(done / total if total else 0)
        self._words.setText(f"{label}: {done} dari {total}" if total and label else "Sebentar…")


def _computer_name() -> str:
    return socket.gethostname().split(".")[0][:LONGEST_LABEL]
