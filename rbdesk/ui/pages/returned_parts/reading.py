"""The way of a letter into the office's desk: judged, its key compared once, planned, taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rbdesk import messages
from rbdesk.domain.correspondence import Delivery
from rbdesk.errors import BundleRefused, NotAllowed, RBDeskError
from rbdesk.exchange.stages import Trust
from rbdesk.ui.parts.secretariat_key import SecretariatKeyDialog
from rbdesk.workflow import returning
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.returning import LetterPlan

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_KEYS_TO_COMPARE = (returning.UNKNOWN_KEY, returning.NOT_THE_SECRETARIAT)


class LetterReader(QWidget):
    """Shows nothing but the dialog that compares the secretariat's key, over its parent.

    Signals: `planned(LetterPlan)` a letter waits for a decision · `said(tone, title, details)` why none does ·
    `applied(LetterPlan)` it was taken in.
    """

    planned = Signal(object)
    said = Signal(str, str, str)
    applied = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.hide()
        self.plan: LetterPlan | None = None
        self._desk = desk
        self._page = page
        self._path = Path()
        self._confirmed = b""

    def read(self, path: Path, confirmed: bytes = b"") -> None:
        """Judge a letter and plan it; writes nothing. `confirmed` is a key that a person has compared."""
        self._path, self._confirmed = path, confirmed
        self._desk.read(returning.load_letter_trust, confirmed, then=self._on_trust)

    def apply(self) -> None:
        """Take in the letter that waits."""
        if self.plan is None:
            return
        plan, self.plan = self.plan, None
        then = partial(self._on_applied, plan)
        self._desk.do(returning.receive, plan.delivery, self._confirmed, by=self._page, then=then)

    def forget(self) -> None:
        """Leave the letter that waits; nothing was written."""
        self.plan = None

    def _on_trust(self, trust: Trust) -> None:
        self._desk.run(returning.read_letter, self._path, trust, done=self._on_read, failed=self._on_refused)

    def _on_read(self, delivery: Delivery) -> None:
        self._desk.read(
            returning.load_letter_plan,
            delivery,
            self._confirmed,
            then=self._on_planned,
            failed=self._on_refused,
        )

    def _on_refused(self, error: RBDeskError) -> None:
        if isinstance(error, BundleRefused) and error.code in _KEYS_TO_COMPARE and "key" in error.facts:
            dialog = SecretariatKeyDialog(
                self._page,
                fingerprint=str(error.facts.get("fingerprint", "")),
                is_other=error.code == returning.NOT_THE_SECRETARIAT,
            )
            dialog.compared.connect(partial(self._on_compared, error, dialog))
            dialog.open()
            return
        said = messages.sentence(error)
        self.said.emit("err", said.what, " ".join(part for part in (said.safe, said.todo) if part))

    def _on_compared(self, refused: BundleRefused, dialog: SecretariatKeyDialog, digits: str) -> None:
        try:
            confirmed = returning.confirm(refused, digits)
        except NotAllowed:
            dialog.say_different()
            return
        dialog.accept()
        self.read(self._path, confirmed)

    def _on_planned(self, plan: LetterPlan) -> None:
        if plan.code == returning.SAME:
            self.said.emit("info", "Berkas ini sudah diterapkan", "Tidak ada yang berubah.")
            return
        self.plan = plan
        self.planned.emit(plan)

    def _on_applied(self, plan: LetterPlan, _: Changes) -> None:
        self.applied.emit(plan)
