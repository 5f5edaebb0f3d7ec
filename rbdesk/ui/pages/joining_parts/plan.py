"""What joining would do, before anything is written: the files, the laptops not known yet with their digits, the rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import messages, wording
from rbdesk.domain.merge import Fate
from rbdesk.ui import theme
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import primary, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.icon_tile import IconTile
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.recognise import DigitGroup
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow.joining import JoinPlan, LaptopFile

_WIDEST = 860
_COLUMNS = 3
# What this office reads instead of the secretariat's sentence


class JoinView(QWidget):
    """Signals: `accepted()` the packages are to be joined · `dismissed()` nothing is to be done."""

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = JoinPlan((), (), ())
        self.trouble = Banner("err")
        self.trouble.hide()
        self.laptops: dict[str, list[DigitGroup]] = {}
        self._is_locked = False
        self.hint = WrapLabel("", "caption", "warn")
        self.back = secondary("Batal")
        self.back.clicked.connect(self.dismissed)
        self.act = primary("Satukan", "device-laptop", keys="Ctrl+Enter")
        self.act.clicked.connect(self.accepted)
        self.card = Card(padding=0)
        self.card.setMaximumWidth(theme.px(_WIDEST))
        self._scroll = ScrollColumn()
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.back)
        foot.addWidget(self.act)
        self.card.body.setSpacing(0)
        self.card.body.addWidget(self._scroll, 1)
        self.card.body.addWidget(Line("border"))
        self.card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.card, 100)
        row.addStretch(1)
        column.addLayout(row, 1)

    def show_plan(self, plan: JoinPlan, *, is_locked: bool) -> None:
        """Show a plan; no group of digits is ticked."""
        self.plan = plan
        self._is_locked = is_locked
        self.laptops = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(Label("Rencana menyatukan", "card"))
        column.addWidget(WrapLabel(f"{_counts(plan)} Belum ada yang ditulis.", "body", "text2"))
        for file in plan.files:
            column.addWidget(_file(file))
        for file in plan.unknown:
            column.addWidget(Line())
            column.addWidget(self._digits(file))
        column.addStretch(1)
        former = self._scroll.set_content(content)
        if former is not None:
            former.deleteLater()
        self._judge()

    def show_trouble(self, title: str, details: str = "") -> None:
        """Say why a former attempt did not go; nothing without a title."""
        self.trouble.setVisible(bool(title))
        if title:
            self.trouble.set_banner("err", title, details)

    def confirmed(self) -> frozenset[str]:
        """The devices of which every group of digits is ticked."""
        return frozenset(
            device for device, groups in self.laptops.items() if all(group.isChecked() for group in groups)
        )

    def groups(self) -> list[DigitGroup]:
        """All groups of digits, in order."""
        return [group for groups in self.laptops.values() for group in groups]

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        return [*self.groups()[:1], self.act if self.act.isEnabled() else self.back]

    def take_focus(self) -> None:
        """Give the focus to the first group, or to the button that is to be pressed."""
        first = self.regions()[0]
        first.show()
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–6 tick the groups of the first laptop that is not confirmed."""
        open_laptop = next((one for one in self.laptops if one not in self.confirmed()), None)
        typed = event.text()
        if open_laptop is not None and typed.isascii() and typed.isdecimal() and not event.modifiers():
            groups = self.laptops[open_laptop]
            if 1 <= int(typed) <= len(groups):
                groups[int(typed) - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
                groups[int(typed) - 1].toggle()
                return
        super().keyPressEvent(event)

    def _digits(self, file: LaptopFile) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        named = f"“{file.label}”" if file.label else "laptop lain"
        column.addWidget(WrapLabel(f"Cocokkan 30 angka {named}, sekali saja", "card"))
        column.addWidget(
            WrapLabel(
                "Di laptop itu buka Pengaturan › Kunci dan bandingkan. Centang tiap kelompok yang sama. "
                "Bila ada yang berbeda, batalkan: paketnya bukan dari laptop itu.",
                "caption",
                "text2",
            )
        )
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE_S + 2)
        groups = [DigitGroup(at, digits, box) for at, digits in enumerate(file.fingerprint.split(), 1)]
        for at, group in enumerate(groups):
            group.toggled.connect(self._judge)
            grid.addWidget(group, at // _COLUMNS, at % _COLUMNS)
        column.addLayout(grid)
        self.laptops[file.device] = groups
        return box

    def _judge(self) -> None:
        reason = self._reason()
        self.hint.setText(reason)
        self.act.setEnabled(not reason)
        self.act.setAccessibleDescription(reason)

    def _reason(self) -> str:
        """Why it cannot be done now, "" if it can."""
        if not self.plan.accepted:
            return "Tidak ada paket yang dapat disatukan."
        if self._is_locked and (self.plan.change or self.plan.clash):
            return "Penilaian terkunci. Buka kuncinya di Kirim dahulu."
        missing = sum(not group.isChecked() for group in self.groups())
        return f"Centang {missing} kelompok angka lagi." if missing else ""


def _counts(plan: JoinPlan) -> str:
    """What would happen to the rows, in a sentence or two."""
    if not plan.accepted:
        return "Tidak ada isian yang akan berubah."
    alone = f"{len(plan.change)} isian masuk tanpa pertanyaan." if plan.change else ""
    clash = f"{len(plan.clash)} isian berbeda dan Anda pilih satu per satu." if plan.clash else ""
    return " ".join(part for part in (alone, clash) if part) or "Tidak ada isian yang akan berubah."


def _file(file: LaptopFile) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.SPACE_M)
    is_taken = file.file.is_accepted
    line.addWidget(
        IconTile("device-laptop" if is_taken else "file-broken", "info" if is_taken else "err"),
        0,
        Qt.AlignmentFlag.AlignTop,
    )
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(ElidedLabel(file.label or "Laptop tidak diketahui", "strong"))
    words.addWidget(ElidedLabel(file.file.path.name, "caption", "text3"))
    words.addWidget(WrapLabel(_reason_of(file), "caption", "text2"))
    line.addLayout(words, 1)
    tone = "info" if is_taken and file.file.fate is not Fate.BRANCHED else "warn" if is_taken else "err"
    line.addWidget(Chip(file.file.fate.value, tone), 0, Qt.AlignmentFlag.AlignTop)
    return row


def _reason_of(file: LaptopFile) -> str:
    if file.file.code in wording.JOINED:
        return wording.JOINED[file.file.code]
    return " ".join(part for part in messages.bundle_sentence(file.file.code, file.file.facts) if part)
