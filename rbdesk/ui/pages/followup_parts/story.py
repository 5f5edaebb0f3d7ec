"""What happened to one recommendation, newest first, on a line through time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import text, wording
from rbdesk.domain.review import Verdict
from rbdesk.ui import theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import ElidedLabel, WrapLabel
from rbdesk.workflow.followups import Moment

MOST_SHOWN = 20


def moment_words(moment: Moment) -> str:
    """One moment in words; what is new in it, else that it was saved."""
    if moment.file is not None:
        return f"Bukti “{moment.file.name}” {'ditambah' if moment.file.on else 'dilepas'}."
    if moment.act == "rule":
        ruling = moment.ruling
        if ruling is None:
            return "Putusan ditarik kembali."
        if ruling.verdict is Verdict.AGREE:
            return (
                "Sekretariat menerima tindak lanjut ini."
                if ruling.seen != ruling.over
                else "Putusan ditarik kembali."
            )
        return f"Dikembalikan Sekretariat: {ruling.reason}"
    if moment.followup is None:
        return "Rekomendasi dicatat atau diubah."
    now, before = moment.followup, moment.before
    parts = []
    if before is None or now.status is not before.status or now.progress != before.progress:
        parts.append(f"{wording.STATUSES[now.status.value]}, {now.progress}%.")
    if now.note and (before is None or now.note != before.note):
        parts.append(now.note)
    if before is not None and now.post != before.post:
        parts.append(f"Penanggung jawab: {now.post or 'belum ada'}.")
    if before is not None and now.due != before.due:
        parts.append(f"Tenggat: {text.date_short(now.due) if now.due else 'menurut surat'}.")
    if now.plan and (before is None or now.plan != before.plan):
        parts.append(f"Rencana: {now.plan}")
    return " ".join(parts) or "Disimpan lagi."


class Story(Dressed, QWidget):
    """The moments of an item under each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_S)
        self.setAccessibleName("Riwayat")
        self.follow_theme()

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show these, newest first as they come."""
        while taken := self._column.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        for moment in moments[:MOST_SHOWN]:
            self._column.addWidget(_Entry(moment))
        if not moments:
            self._column.addWidget(WrapLabel("Belum ada catatan perkembangan.", "body", "text2"))
        elif len(moments) > MOST_SHOWN:
            words = f"dan {len(moments) - MOST_SHOWN} catatan sebelumnya"
            self._column.addWidget(WrapLabel(words, "caption", "text3"))


class _Entry(Dressed, QWidget):
    """A dot on the line, day and person, words."""

    def __init__(self, moment: Moment) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), 0, 0, 0)
        column.setSpacing(1)
        day = moment.at.astimezone()
        self._head = ElidedLabel(f"{text.date_short(day)} · {moment.by}", "caption_strong", "text2")
        words = WrapLabel(moment_words(moment), "body", selectable=True)
        column.addWidget(self._head)
        column.addWidget(words)
        self.follow_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = theme.px(7)
        painter.fillRect(QRectF(middle - 0.5, 0, 1, self.height()), theme.color("border"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary"))
        radius = theme.px(4)
        painter.drawEllipse(QPointF(middle, self._head.geometry().center().y() + 1), radius, radius)
