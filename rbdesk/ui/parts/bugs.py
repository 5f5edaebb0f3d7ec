"""What happens when a fault of ours reaches nobody: into the log, and one dialog with copyable details.

Made before the first frame is painted, so it imports nothing heavy before something is wrong.
"""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from rbdesk.errors import stack_of

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget


class Bugs(QObject):
    """Hears of every exception that nobody caught: into the log, and one dialog with copyable details."""

    _happened = Signal(object)

    def __init__(self, shell: QWidget) -> None:
        super().__init__(shell)
        self._shell = shell
        self._is_telling = False
        self._log: logging.Handler | None = None

    def install(self) -> None:
        """Become the hook of the process; exceptions in slots reach it too."""
        from PySide6.QtCore import Qt

        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self.on_exception
        threading.excepthook = lambda args: self.on_exception(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def write_log(self, folder: Path) -> None:
        """Keep the log in this folder from now on: three files of a megabyte."""
        from logging.handlers import RotatingFileHandler

        self.end_log()
        handler = RotatingFileHandler(
            folder / "rbdesk.log", maxBytes=2**20, backupCount=2, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(handler)
        self._log = handler

    def end_log(self) -> None:
        """Close the log."""
        if self._log is not None:
            logging.getLogger().removeHandler(self._log)
            self._log.close()
            self._log = None

    def on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Called by Python, on any thread."""
        if error is None or issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        logging.getLogger("rbdesk").critical("bug\n%s", stack_of(error))
        self._happened.emit(error)

    def _tell(self, error: BaseException) -> None:
        if self._is_telling:
            return  # one dialog is enough; the log has them all
        from datetime import UTC, datetime

        from rbdesk.ui import dialogs

        self._is_telling = True
        try:
            dialogs.show_trouble(self._shell, dialogs.trouble_of(error, now=datetime.now(UTC)))
        finally:
            self._is_telling = False
