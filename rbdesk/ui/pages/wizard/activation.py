"""Opening a berkas aktivasi at a computer that has no desk yet: read, compare the secretariat's key once, read again."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rbdesk.domain.correspondence import Delivery
from rbdesk.errors import BundleRefused, NotAllowed, RBDeskError
from rbdesk.ui import dialogs, jobs
from rbdesk.ui.pages.wizard.step import Activated
from rbdesk.ui.parts.secretariat_key import SecretariatKeyDialog
from rbdesk.workflow import activation, returning

_PATTERN = "Berkas aktivasi RBDesk (*.rbd.zip *.zip *.bin);;Semua berkas (*)"


class ActivationOpener(QObject):
    """It works on a copy of its own, so that the stick may be pulled out before the desk is made.

    Signals: `opened(Activated)` · `failed(RBDeskError)`.
    """

    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

    def pick(self) -> None:
        """Ask for the file."""
        found = dialogs.pick_files(self._page, "Buka berkas aktivasi", _PATTERN)
        if found:
            self.read(found[0])

    def read(self, path: Path) -> None:
        """Judge a file; the person compares the key of whoever signed it."""
        folder = tempfile.mkdtemp(prefix="rbdesk-aktivasi-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)  # the desk is made from it, later
        copy = Path(folder) / path.name
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            self.failed.emit(BundleRefused("RB-F01", reason=error.strerror or ""))
            return
        self._judge(copy, b"")

    def _judge(self, copy: Path, confirmed: bytes) -> None:
        jobs.start(
            activation.read_activation,
            copy,
            confirmed,
            done=partial(self._on_read, confirmed),
            failed=partial(self._on_refused, copy),
        )

    def _on_read(self, confirmed: bytes, delivery: Delivery) -> None:
        office, year = activation.office_of(delivery), activation.year_of(delivery)
        self.opened.emit(Activated(delivery, confirmed, office, year))

    def _on_refused(self, copy: Path, error: RBDeskError) -> None:
        if not (isinstance(error, BundleRefused) and error.code == returning.UNKNOWN_KEY):
            self.failed.emit(error)
            return
        fingerprint = str(error.facts.get("fingerprint", ""))
        dialog = SecretariatKeyDialog(self._page, fingerprint=fingerprint, is_other=False)
        dialog.compared.connect(partial(self._on_compared, copy, error, dialog))
        dialog.open()

    def _on_compared(
        self, copy: Path, refused: BundleRefused, dialog: SecretariatKeyDialog, digits: str
    ) -> None:
        try:
            confirmed = returning.confirm(refused, digits)
        except NotAllowed:
            dialog.say_different()
            return
        dialog.accept()
        self._judge(copy, confirmed)
