"""Riwayat paket of one office: every package that was taken in, and the way to take one back or to put it in again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.submission import package_code
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import Button, link
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.reason_box import ReasonBox
from rbdesk.workflow.secretariat import OfficePackage, Received
from rbdesk.workflow.undoing import UndoPlan

_SHORTEST_REASON = 5


class PackageStory(QWidget):
    """Signals: `details_wanted()` back to the office's areas · `undo_asked(bundle_id)` what taking a package back
    would do is wanted · `excluding(bundle_id, reason)` · `putting_back(bundle_id)`.
    """

    details_wanted = Signal()
    undo_asked = Signal(str)
    excluding = Signal(str, str)
    putting_back = Signal(str)

    def __init__(self, packages: Sequence[OfficePackage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.acts: dict[str, Button] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self.reason: ReasonBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        self.back = link("Rincian nilai", "arrow-left")
        self.back.clicked.connect(self.details_wanted)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        words = (
            "Paket yang diambil kembali tidak dihitung di mana pun. Berkasnya tetap tersimpan."
            if packages
            else "Kecamatan ini belum mengirim paket."
        )
        column.addWidget(WrapLabel(words, "caption", "text2"))
        for package in packages:
            column.addWidget(Line())
            column.addLayout(self._row(package))
        column.addStretch(1)

    def ask(self, plan: UndoPlan) -> None:
        """Say what taking a package back would do, and ask for the reason; nothing is written yet."""
        self._end_asking()
        bundle_id = plan.package.bundle_id
        count = len(plan.rows)
        effect = f"{count} isian berubah" if count else "Tidak ada isian yang berubah"
        box = ReasonBox(
            f"Ambil kembali {_name(plan.package).lower()}?",
            "Ambil kembali",
            f"{effect}. Paketnya dapat digabungkan lagi kapan saja.",
            icon="arrow-back-up",
            least=_SHORTEST_REASON,
        )
        box.given.connect(lambda reason: self.excluding.emit(bundle_id, reason))
        box.dismissed.connect(lambda: self._on_dismissed(bundle_id))
        self._places[bundle_id].addWidget(box)
        box.show()
        box.begin()
        self.reason = box
        QTimer.singleShot(0, box, lambda: _bring_into_sight(box))  # later: it has no place yet

    def _on_dismissed(self, bundle_id: str) -> None:
        self._end_asking()
        self.acts[bundle_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_asking(self) -> None:
        if self.reason is not None:
            self.reason.hide()
            self.reason.deleteLater()
            self.reason = None

    def _row(self, package: OfficePackage) -> QVBoxLayout:
        record = package.record
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(WrapLabel(_name(record), "strong"))
        words.addWidget(WrapLabel(f"Kode {package_code(record.bundle_id)}", "caption", "text2"))
        words.addWidget(WrapLabel(f"{record.device.label} · {record.made.by}", "caption", "text3"))
        received = text.date_short(record.at.astimezone())
        words.addWidget(WrapLabel(f"Diterima {received} oleh {record.by}", "caption", "text3"))
        end = QVBoxLayout()
        end.setSpacing(theme.SPACE_XS)
        end.addWidget(Chip(*_state(package)), 0, Qt.AlignmentFlag.AlignRight)
        end.addWidget(self._act(record), 0, Qt.AlignmentFlag.AlignRight)
        end.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addLayout(words, 1)
        line.addLayout(end)
        row = QVBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addLayout(line)
        self._places[record.bundle_id] = row
        return row

    def _act(self, record: Received) -> Button:
        words = "Gabungkan lagi" if record.is_excluded else "Ambil kembali"
        act = link(words, "arrow-forward-up" if record.is_excluded else "arrow-back-up")
        act.setAccessibleName(f"{words} {_name(record).lower()}, kode {package_code(record.bundle_id)}")
        signal = self.putting_back if record.is_excluded else self.undo_asked
        act.clicked.connect(lambda: signal.emit(record.bundle_id))
        self.acts[record.bundle_id] = act
        return act


def _bring_into_sight(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget, 0, theme.SPACE_S)


def _name(record: Received) -> str:
    return f"Revisi {record.revision.number} · {'resmi' if record.revision.final else 'sementara'}"


def _state(package: OfficePackage) -> tuple[str, str, str]:
    if package.record.is_excluded:
        return "Diambil kembali", "warn", "arrow-back-up"
    return ("Berlaku", "ok", "check") if package.is_current else ("Digantikan", "neutral", "history")
