"""Writing a berkas aktivasi for each office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rbdesk.ui.parts.letter_writer import LetterWriter
from rbdesk.workflow import dispatch

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


class ActivationWriter(LetterWriter):
    """As `LetterWriter`."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, dispatch.gather_activation, parent)
