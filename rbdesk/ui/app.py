"""Starts the window: one per desk, painted before anything heavy is imported, and told of every bug.

The first frame is drawn by `Shell` with names that Qt's core has already loaded; touching the `Qt` namespace,
the theme or the store before it would cost half as much again as an empty window.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow

from rbdesk import paths
from rbdesk.ui.parts.bugs import Bugs

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent
    from PySide6.QtNetwork import QLocalServer

    from rbdesk.errors import RBDeskError
    from rbdesk.ui.desk import Desk, Opener
    from rbdesk.ui.pages.wizard.flow import Wizard
    from rbdesk.ui.window import Window

SMALLEST = (880, 420)  # logical pixels
# Rail, header, line under it, ground: equal to the theme's roles (tested), which are not loaded yet
FIRST_FRAME = {
    False: ("#0F2A47", "#FFFFFF", "#DBE2EB", "#F3F5F9"),
    True: ("#0B1119", "#1A212B", "#2D3846", "#11161D"),
}
RAIL_WIDTH, HEADER_HEIGHT = 204, 60
# What the window needs, in bites of some 20 ms: imported at once they would hold it for a fifth of a second
NEXT_MODULES = (
    "rbdesk.ui.paint",
    "rbdesk.ui.dialogs",
    "rbdesk.ui.parts.search",
    "rbdesk.ui.parts.banner",
    "rbdesk.ui.parts.drawer",
    "rbdesk.ui.parts.rail",
    "rbdesk.ui.models.answers",
    "rbdesk.ui.window",
)


def run(arguments: Sequence[str], *, painted: Callable[[], object] | None = None) -> int:
    """Open the window and stay until it is closed; the exit code.

    `painted` is called after the first paint (to measure it).
    """
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("RBDesk")
    app.setOrganizationName("RBDesk")
    if sys.platform == "win32":
        _name_on_taskbar()
    settings = open_settings()
    folder = first_folder(settings)
    if raises_other(folder):
        return 0
    program = Program(settings)
    program.shell.first_painted.append(painted or (lambda: None))
    program.shell.first_painted.append(lambda: _collect_here(program))
    program.start(folder)
    return app.exec()


def _collect_here(program: QObject) -> None:
    """From the first paint on, Python's cycle collector works on this thread only."""
    from rbdesk.ui.collector import Collector

    Collector(program).start()


def open_settings() -> QSettings:
    """Taste of this account: geometry, theme, text size, last places. A file, the same on every system."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "RBDesk", "RBDesk")


def first_folder(settings: QSettings) -> Path:
    """The desk to open: named by the environment, else the one used last, else the default place."""
    if os.environ.get("RBDESK_DESK"):
        return paths.default_desk()
    last = str(settings.value("desk/folder", ""))
    return Path(last) if last and paths.DeskFolder(Path(last)).database.exists() else paths.default_desk()


def raises_other(folder: Path) -> bool:
    """Whether another window has this desk open and was asked to come to the front."""
    return paths.DeskFolder(folder).holder.exists() and raise_other(server_name(folder))


class Shell(QMainWindow):
    """The top window: an empty frame in the program's colours until it gets its content."""

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self.first_painted: list[Callable[[], object]] = []
        self.may_close: Callable[[], bool] = lambda: True
        self._settings = settings
        self._is_painted = False
        self._colours = FIRST_FRAME[_is_dark(settings)]
        self.setWindowTitle("RBDesk")
        self.setMinimumSize(*SMALLEST)

    def show_as_before(self) -> None:
        """Show at the place and size of the last time; maximised the first time."""
        geometry = self._settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1366, 696)
            self.showMaximized()
            return
        if not self.isMaximized() and not _is_on_a_screen(self):
            area = self.screen().availableGeometry()
            self.resize(min(self.width(), area.width()), min(self.height(), area.height()))
            self.move(area.center() - self.rect().center())
        self.show()

    def bring_to_front(self) -> None:
        """Show this window over the others, as a second start asks for."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.centralWidget() is None:
            self._paint_frame()
        if not self._is_painted:
            self._is_painted = True
            for call in self.first_painted:
                call()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._settings.sync()
        event.accept()

    def _paint_frame(self) -> None:
        rail, header, line, ground = self._colours
        width, height = self.width(), self.height()
        painter = QPainter(self)
        # fillRect would load the whole Qt namespace (16 ms); a filled pixmap does not
        painter.drawPixmap(0, 0, _plain(width, height, ground))
        painter.drawPixmap(0, 0, _plain(width, HEADER_HEIGHT, line))
        painter.drawPixmap(0, 0, _plain(width, HEADER_HEIGHT - 1, header))
        painter.drawPixmap(0, 0, _plain(RAIL_WIDTH if width >= 1240 else 60, height, rail))


class Program(QObject):
    """The parts of a running program: shell, settings, and the desk that is open."""

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self.settings = settings
        self.shell = Shell(settings)
        self.shell.may_close = self.may_close
        self.bugs = Bugs(self.shell)
        self.desk: Desk | None = None
        self.window: Window | None = None
        self._server: Any = None
        self._keeper: Any = None

    def start(self, folder: Path) -> None:
        """Paint the empty frame, then do the rest piece by piece, so that the window never stands still."""
        self.shell.first_painted.append(lambda: QTimer.singleShot(0, lambda: self._dress(folder)))
        self.shell.show_as_before()

    def may_close(self) -> bool:
        """Whether the window may go; if so the desk is closed."""
        if self.window is not None and not self.window.may_close():
            return False
        self._let_go()
        return True

    def open(self, folder: Path, opener: Opener | None = None) -> None:
        """Open a desk, after `opener` has made it if there is one, and show it."""
        from rbdesk.ui.desk import Desk

        self._let_go()
        self.window = None
        self._take_away()
        self.desk = Desk(folder, self)
        self.desk.open(
            lambda _: self._import_next(list(NEXT_MODULES)),
            lambda error: self._on_refused(error, opener),
            opener=opener,
        )

    def show_wizard(self) -> Wizard:
        """The first run, or the way back to it from practice."""
        from rbdesk.ui.pages.wizard.flow import Wizard

        self._let_go()
        self.window = None
        wizard = Wizard()
        wizard.finished.connect(self.open)
        wizard.restoring.connect(self._offer_copies)
        self.shell.may_close = wizard.may_close
        self.shell.setCentralWidget(wizard)
        self.shell.setWindowTitle("RBDesk — Penyiapan awal")
        wizard.step.take_focus()
        return wizard

    def practise(self) -> None:
        """From the real desk to one of invented data, in the same role."""
        if self.desk is None or self.window is None or not self.window.may_close():
            return
        identity = self.desk.identity
        self.show_wizard().start_practice(identity.role, identity.office)

    def leave_practice(self) -> None:
        """From the practice desk to the real one, or to the wizard where there is none yet."""
        if self.window is not None and not self.window.may_close():
            return
        if paths.DeskFolder(self._real_folder()).database.exists():
            self.open(self._real_folder())
        else:
            self.show_wizard()

    def _dress(self, folder: Path) -> None:
        from rbdesk.ui import theme

        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, *chosen_look(self.settings))
            app.setWindowIcon(theme.app_icon())
            app.commitDataRequest.connect(self._on_session_end)
        theme.notifier().changed.connect(self._keep_look)
        self.bugs.install()
        QTimer.singleShot(0, lambda: self._begin(folder))

    def _begin(self, folder: Path) -> None:
        desk = paths.DeskFolder(folder)
        if desk.erase_mark.exists():  # it was cut short
            from rbdesk.ui.pages.settings_parts.backups import erasing

            self._do_errand(folder, erasing(""))
        elif desk.database.exists() or desk.restore_mark.exists():
            self.open(folder)
        elif any(desk.backup.glob("*.json")):  # somebody or something took the database away
            from rbdesk.errors import StoreTrouble

            self._offer_copies(folder, StoreTrouble("damaged", str(desk.database), "it is gone"))
        else:
            self.show_wizard()

    def _import_next(self, names: list[str]) -> None:
        """Import one module after the other, with the window's events in between."""
        if not names:
            self._show_window()
            return
        importlib.import_module(names.pop(0))
        QTimer.singleShot(0, lambda: self._import_next(names))

    def _show_window(self) -> None:
        from rbdesk.ui.window import Window

        if self.desk is None or not self.desk.is_open:
            return
        folder = self.desk.folder
        self.bugs.write_log(paths.DeskFolder(folder).log)
        self.settings.setValue("desk/folder", str(folder))
        if not self.desk.identity.practice:
            self.settings.setValue("desk/real", str(folder))
        self.shell.may_close = self.may_close
        self._server = listen(server_name(folder), self.shell.bring_to_front)
        self.window = Window(self.settings)
        self.window.retitled.connect(self.shell.setWindowTitle)
        self.window.practice_wanted.connect(self.practise)
        self.window.practice_left.connect(self.leave_practice)
        self.shell.setCentralWidget(self.window)
        desk = self.desk
        QTimer.singleShot(0, lambda: self._attach(desk))

    def _attach(self, desk: Desk) -> None:
        if self.window is not None and desk is self.desk:
            from rbdesk.ui.parts.keeper import Keeper

            self.window.attach(desk)
            self._keeper = Keeper(desk, self)
            desk.handed_over.connect(self.do_errand)

    def do_errand(self, errand: Any) -> None:
        """Close the desk, do what needs nobody to have it open, and go on from there."""
        if self.desk is None or (self.window is not None and not self.window.may_close()):
            return
        folder = self.desk.folder
        self._let_go()
        self.window = None
        self._take_away()
        self._do_errand(folder, errand)

    def _do_errand(self, folder: Path, errand: Any) -> None:
        from rbdesk.ui.parts.errand import ErrandScreen

        screen = ErrandScreen(folder)
        screen.ended.connect(lambda is_there: self._go_on(folder, is_there=is_there))
        self.shell.may_close = screen.may_close
        self.shell.setCentralWidget(screen)
        screen.start(errand)

    def _go_on(self, folder: Path, *, is_there: bool) -> None:
        if is_there and paths.DeskFolder(folder).database.exists():
            self.open(folder)
        else:
            self.show_wizard()

    def _take_away(self) -> None:
        """Show the empty frame again."""
        former = self.shell.takeCentralWidget()
        if former is not None:
            former.hide()
            former.deleteLater()
        self.shell.may_close = self.may_close

    def _on_refused(self, error: RBDeskError, opener: Opener | None) -> None:
        """The desk cannot be opened: the window that has it comes up, else a dialog tells why."""
        from rbdesk.errors import StoreTrouble
        from rbdesk.ui import dialogs

        if self.desk is None:
            return
        folder = self.desk.folder
        is_held = isinstance(error, StoreTrouble) and error.kind == "locked"
        if is_held and raise_other(server_name(folder)):
            self._let_go()
            self.shell.close()
            return
        if isinstance(error, StoreTrouble) and error.kind == "damaged" and opener is None:
            self._show_damaged(folder, error)
            return
        acts = [dialogs.Act("retry", "Coba lagi", "refresh", "primary")]
        trouble = dialogs.trouble_of(error, now=self.desk.clock())
        was_first_run = opener is not None
        close_words = "Kembali ke penyiapan" if was_first_run else "Tutup RBDesk"
        if dialogs.show_trouble(self.shell, trouble, acts, close_words=close_words) == "retry":
            self.open(folder, opener)
        elif was_first_run:
            self.show_wizard()
        else:
            self._let_go()
            self.shell.close()

    def _show_damaged(self, folder: Path, error: RBDeskError) -> None:
        """Offer the points that the desk can be brought back to."""
        from rbdesk.ui.pages.restore_parts.damaged import DamagedScreen

        if self.desk is None:
            return
        screen = DamagedScreen(folder, error, who=self.desk.who, clock=self.desk.clock)
        screen.chosen.connect(self.do_errand)
        screen.retried.connect(lambda: self.open(folder))
        self.shell.setCentralWidget(screen)
        self.shell.setWindowTitle("RBDesk — Pulihkan data")

    def _offer_copies(self, folder: Path, error: RBDeskError | None = None) -> None:
        """Without a desk to open: its copies where the database is gone, else, from the wizard, those on a stick."""
        from datetime import UTC, datetime

        from rbdesk.ui.pages.restore_parts.damaged import DamagedScreen

        screen = DamagedScreen(folder, error, who="", clock=lambda: datetime.now(UTC))
        screen.chosen.connect(lambda errand: self._do_errand(folder, errand))
        screen.retried.connect(lambda: self._begin(folder) if error is not None else self.show_wizard())
        self.shell.may_close = self.may_close
        self.shell.setCentralWidget(screen)

    def _let_go(self) -> None:
        self.bugs.end_log()
        if self._server is not None:
            self._server.close()
            self._server = None
        if self.desk is not None:
            if self._keeper is not None:
                self._keeper.close_desk()
                self._keeper.deleteLater()
                self._keeper = None
            self.desk.close()
            self.desk.deleteLater()
            self.desk = None

    def _on_session_end(self, _manager: object) -> None:
        """The session ends: there are seconds left, and all goes to the disk."""
        if self.window is not None:
            self.window.keep_all()
        self.settings.setValue("window/geometry", self.shell.saveGeometry())
        self.settings.sync()

    def _keep_look(self) -> None:
        from rbdesk.ui import theme

        self.settings.setValue("look/theme", theme.mode())
        self.settings.setValue("look/text_percent", theme.text_percent())

    def _real_folder(self) -> Path:
        kept = str(self.settings.value("desk/real", ""))
        return Path(kept) if kept else paths.default_desk()


def server_name(folder: Path) -> str:
    """The name under which the window of a desk can be reached on this machine."""
    import hashlib

    place = os.path.normcase(str(folder.resolve()))
    return f"rbdesk-{hashlib.sha256(place.encode()).hexdigest()[:16]}"


def listen(name: str, raised: Callable[[], object]) -> QLocalServer:
    """A server on which a second start asks this window to come to the front. Only who holds the desk calls this."""
    from PySide6.QtNetwork import QLocalServer

    server = QLocalServer()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def on_connection() -> None:
        socket = server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        socket.write(b"raised")
        socket.flush()
        socket.disconnectFromServer()
        raised()

    server.newConnection.connect(on_connection)
    if not server.listen(name):
        QLocalServer.removeServer(
            name
        )  # left by a process that was killed: it does not hold the desk any more
        server.listen(name)
    return server


def raise_other(name: str, wait_ms: int = 1000) -> bool:
    """Whether another window answered under this name, and so came to the front."""
    from PySide6.QtNetwork import QLocalSocket

    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # else the other window only blinks
    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket.waitForConnected(wait_ms) and socket.waitForReadyRead(wait_ms)


def chosen_look(settings: QSettings) -> tuple[Any, int]:
    """Theme and text size as chosen in the settings; light and 100 % before."""
    from rbdesk.ui import theme

    mode = str(settings.value("look/theme", "light"))
    try:
        percent = int(str(settings.value("look/text_percent", 100)))
    except ValueError:
        percent = 100
    return (
        mode if mode in ("light", "dark", "system") else "light",
        percent if percent in theme.TEXT_SIZES else 100,
    )


def _plain(width: int, height: int, colour: str) -> QPixmap:
    made = QPixmap(width, height)
    made.fill(QColor(colour))
    return made


def _is_dark(settings: QSettings) -> bool:
    mode = str(settings.value("look/theme", "light"))
    if mode == "system":
        return QApplication.palette().window().color().lightness() < 128
    return mode == "dark"


def _is_on_a_screen(window: QMainWindow) -> bool:
    """Whether enough of the title bar can be seen to drag the window by it."""
    bar = window.frameGeometry()
    bar.setHeight(40)
    areas = [screen.availableGeometry().intersected(bar) for screen in QApplication.screens()]
    return any(area.width() >= 120 and area.height() >= 20 for area in areas)


def _name_on_taskbar() -> None:
    """Windows groups windows and shows the icon by this name, not by that of python.exe."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("RBDesk.RBDesk")
