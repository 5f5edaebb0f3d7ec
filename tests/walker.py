"""Drives the real program by its keys, in a process of its own, for tests/test_walk.py.

    python -m tests.walker office|send|secretariat ARGUMENT …

Prints one JSON document a line for what it saw on the screen. What the status bar has not called "Tersimpan"
is not printed.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QWidget

from rbdesk.ui import app
from rbdesk.ui.answer_form.numbers import ordered_inputs, plain_number
from rbdesk.ui.pages.wizard.flow import Wizard
from rbdesk.ui.parts import places
from rbdesk.ui.window import Window
from rbdesk.workflow import catalog
from tests.ui.pages.offices import complete

LONGEST_SECONDS = 120  # on a machine that is busy with other things; alone, all three take ten
SHEET = catalog.instrument(catalog.UNIT_SHEET)
VALUES = complete()
CONTROL = Qt.KeyboardModifier.ControlModifier
NOTE = "Catatan dari papan ketik."
SAVED = "Tersimpan"


def main(act: str, arguments: list[str]) -> int:
    acts: dict[str, Callable[..., None]] = {
        "office": first_run,
        "send": come_back_and_send,
        "secretariat": take_in,
    }
    faulthandler.dump_traceback_later(LONGEST_SECONDS, exit=True)

    def begin() -> None:
        try:
            acts[act](*arguments)
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    return app.run([], painted=lambda: QTimer.singleShot(0, begin))


# --- the three sittings -------------------------------------------------------------------------------------


def first_run(evidence: str) -> None:
    """The first start: through the wizard, then answer until the process is killed."""
    wizard = shown(Wizard)
    press(Qt.Key.Key_Return)  # Kecamatan
    write("tambelang")
    press(Qt.Key.Key_Return)
    for words in ("Contoh: Camat", "", "Contoh: Operator", "Kasi Pelayanan", "021 555 0104"):
        write(words)
        press(Qt.Key.Key_Tab)
    write("Laptop Contoh")
    press(Qt.Key.Key_Return)
    until(lambda: wizard.next.text() == "Mulai")
    press(Qt.Key.Key_Return)
    window = shown(Window)
    page = on_page(window, "home")
    until(lambda: page.empty.isVisible())
    page = on_page(window, "assessment")
    savings = Savings(window)
    for number in range(len(VALUES)):
        press(Qt.Key.Key_Return, CONTROL)  # pertanyaan berikutnya
        code = page.list.opened
        type_answer(code)
        savings.acknowledged()
        say(answer=code, value=value_of(page.answers, code))
        if number == 0:
            press(Qt.Key.Key_Return)
            write(NOTE)
            press(Qt.Key.Key_Escape)
            savings.acknowledged()
            say(note=code)
            in_file_dialog(evidence)
            press(Qt.Key.Key_B, CONTROL)
            savings.acknowledged()
            say(evidence=code)


def come_back_and_send() -> None:
    """The second start: what is there, then the official package."""
    window = shown(Window)
    until(lambda: window.answers is not None and window.answers.is_loaded)
    until(lambda: window.page is not None)
    answers = window.answers
    assert answers is not None
    assert window.page is not None
    answered = {code: value_of(answers, code) for code in VALUES if answers.answer(code).value is not None}
    say(page=window.page.key, answered=answered)
    page = on_page(window, "send")
    until(lambda: page.checks.package.isVisible() and not page._list.missing)
    press(Qt.Key.Key_E, CONTROL)
    until(lambda: page.made.isVisible() and answers.is_locked)
    [package, *_] = page.packages
    say(path=str(package.path), code=package.code, is_locked=answers.is_locked)
    window.window().close()


def take_in(folder: str, digits: str) -> None:
    """The secretariat: the plan, the merge, the unknown device, the heatmap."""
    window = shown(Window)
    page = on_page(window, "inbox")
    until(lambda: page.empty.isVisible())
    in_file_dialog(folder)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)  # Pilih folder
    merge(page)
    until(lambda: bool(page.problems))
    [strange] = [problem for problem in page.problems.values() if problem.kind == "quarantined"]
    page.recognise(strange)
    until(lambda: window.page is not None and window.page.key == "quarantine")
    karantina: Any = window.page
    until(lambda: karantina.match.isVisible() and bool(karantina.match.grid.groups))
    assert [group.digits for group in karantina.match.grid.groups] == digits.split(" ")
    until(lambda: is_inside(focused(), karantina))
    for number in range(1, 7):
        QTest.keyClicks(focused(), str(number))
    assert karantina.match.act.hasFocus()
    press(Qt.Key.Key_Return)
    until(lambda: window.page is page)
    merge(page)
    until(lambda: page.inbox.received == len(catalog.register().offices))
    say(received=page.inbox.received, context=window.header._context.text())
    page = on_page(window, "comparison")
    until(lambda: page.heat.isVisible() and len(page.heat.lines()) > 2)
    say(heat=page.heat.lines())
    window.window().close()


def merge(page: Any) -> None:
    """Wait for the plan, say it, and take it in by the mouse."""
    until(lambda: page.plan.isVisible() and page.taking.has_plan and not page.taking.is_busy)
    say(plan=page.plan.words.text())
    QTest.mouseClick(page.plan.act, Qt.MouseButton.LeftButton)
    until(lambda: not page.taking.has_plan and not page.taking.is_busy and page.board.isVisible())


# --- hands and eyes -----------------------------------------------------------------------------------------


class Savings:
    """Whether the status bar's label called the last write saved."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._seen = self._begun = 0
        assert window.desk is not None
        window.desk.saving.connect(self._on_saving)

    def acknowledged(self) -> None:
        """Wait until a write that began after the last call is called saved."""
        until(lambda: self._begun > self._seen and self._window.status.text().startswith(SAVED))
        assert self._window.status.isVisible()
        self._seen = self._begun

    def _on_saving(self) -> None:
        self._begun += 1


def type_answer(code: str) -> None:
    """Answer the open card by the keys that a person would use."""
    value = VALUES[code].value
    if isinstance(value, str):
        write(value[0].upper())
        return
    numbers = dict(value or ())
    for place, item in enumerate(ordered_inputs(SHEET.question(code))):
        if place:
            press(Qt.Key.Key_Tab)
        write(plain_number(numbers[item.id]))
    press(Qt.Key.Key_Return)


def in_file_dialog(path: str) -> None:
    """Paste a path into the file dialog that the next key will open, and confirm it."""

    def type_it() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, type_it)
            return
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.setText(path)  # as by pasting it
        [*buttons] = dialog.findChild(QDialogButtonBox).buttons()
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, type_it)


def shown(kind: type[Any]) -> Any:
    """The content of the top window once it is of a kind, in a window of 1366x696."""
    shell = the_shell()
    until(lambda: isinstance(shell.centralWidget(), kind))
    if shell.size().width() != 1366:
        shell.showNormal()
        shell.resize(1366, 696)
    content = shell.centralWidget()
    until(content.isVisible)
    focused()
    return content


def on_page(window: Window, key: str) -> Any:
    """Go to a page by Ctrl and its number in the rail; the focus is inside it."""
    until(lambda: window.page is not None)
    assert window.desk is not None
    main = [one.key for one in places.places_of(window.desk.identity.role) if one.where == places.MAIN]
    press(Qt.Key(Qt.Key.Key_1 + main.index(key)), CONTROL)
    until(lambda: window.page is not None and window.page.key == key)
    until(lambda: window.answers is None or window.answers.is_loaded)
    until(lambda: is_inside(focused(), window.page))
    return window.page


def is_inside(widget: QWidget | None, region: QWidget | None) -> bool:
    return widget is not None and region is not None and region.isAncestorOf(widget)


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(focused(), key, *modifiers)
    QTest.qWait(1)


def write(words: str) -> None:
    for letter in words:
        QTest.keyClicks(focused(), letter)


def focused() -> QWidget:
    """Where the keyboard is. A bare platform has no window manager that gives the focus back after a dialog."""

    def is_somewhere() -> bool:
        if QApplication.activeWindow() is None:
            the_shell().activateWindow()
        return QApplication.focusWidget() is not None

    until(is_somewhere)
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def the_shell() -> app.Shell:
    """The program's top window."""
    return next(top for top in QApplication.topLevelWidgets() if isinstance(top, app.Shell))


def until(is_so: Callable[[], Any], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("waited in vain")
        QTest.qWait(2)


def value_of(answers: Any, code: str) -> Any:
    value = answers.answer(code).value
    return value if isinstance(value, str) else {name: str(number) for name, number in value or ()}


def say(**seen: Any) -> None:
    print(json.dumps(seen), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
