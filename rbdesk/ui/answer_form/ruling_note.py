"""Catatan verifikator at a question that came back: what was ruled and why, with the way to where it is answered."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rbdesk import text
from rbdesk.domain.instrument import Scale
from rbdesk.domain.review import Verdict
from rbdesk.ui.answer_form.words import short_value
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.workflow.office import Judged


class RulingNote(Banner):
    """Hidden where nothing came back. Signals: `acted("reply")` the question is to be answered, or looked at, there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent=parent)
        self.hide()

    def show_ruling(self, judged: Judged | None, scale: Scale) -> None:
        """Show what was ruled on an answer; what was agreed with needs no words."""
        is_back = judged is not None and judged.verdict is not Verdict.AGREE
        self.setVisible(is_back)
        if judged is None or not is_back:
            return
        is_changed = judged.is_outdated and not judged.is_replied  # what was accepted has changed too
        outdated = " Jawaban Anda sudah berubah sejak diperiksa." if is_changed else ""
        self.set_banner(
            "info" if judged.is_replied else "warn",
            f"Catatan verifikator: {_ruled(judged, scale)}",
            f"{judged.reason or 'Tanpa catatan.'} ({judged.by}, {text.date_short(judged.at.astimezone())}){outdated}",
            [Way("reply", "Lihat tanggapan" if judged.is_replied else "Tanggapi", "message-2", "soft")],
            icon="message-2",
        )


def _ruled(judged: Judged, scale: Scale) -> str:
    if judged.verdict is Verdict.REJECT:
        return "jawaban ditolak"
    if judged.verdict is Verdict.ASK:
        return "minta bukti"
    return f"hasil {short_value(scale, judged.value) or '–'}"
