"""The strip over the cards: the one thing that matters most now, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.assessment import Stage
from rbdesk.ui import dialogs
from rbdesk.ui.models import answers as filters
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.page import Link
from rbdesk.workflow.office import OfficeYear

# What the strip says, by key; DONE and FILTERED are said when asked for, the others by themselves
LOCKED, CONFLICT, PROPOSALS, OFFER, DONE, FILTERED = (
    "locked",
    "conflict",
    "proposals",
    "offer",
    "done",
    "filtered",
)
# Its buttons
SEND, RECEIPT, UNLOCK, PROPOSE, HIDE_PROPOSALS, SHOW_PROPOSED, SHOW_CONFLICTS, SHOW_ALL, COMPARE = (
    "send",
    "receipt",
    "unlock",
    "propose",
    "hide_proposals",
    "show_proposed",
    "show_conflicts",
    "show_all",
    "compare",
)
# Those that lead to another page
LINKS = {SEND: Link("send"), RECEIPT: Link("send", "receipt"), COMPARE: Link("joining")}


def wants_to_unlock(parent: QWidget, answers: AnswerModel) -> bool:
    """Ask whether the year is to be opened for its next revision."""
    revision = answers.year.revision + 1 if answers.year else 1
    return dialogs.ask(
        parent,
        "Buka kunci penilaian?",
        f"Jawaban dapat diubah lagi. Paket baru menjadi revisi {revision}; paket lama tetap tersimpan.",
        dialogs.Act("unlock", "Buka kunci", "lock-open", "primary"),
        keep_words="Biarkan terkunci",
        icon="lock-open",
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What a strip says: tone, title, details, buttons, icon; whether it can be put away."""

    key: str
    tone: str
    title: str
    details: str
    ways: tuple[Way, ...]
    icon: str = ""
    can_dismiss: bool = True


def standing(answers: AnswerModel, *, offer: bool) -> Said | None:
    """What is to be said of an assessment by itself: locked, laptops differ, last year's answers; None: nothing.

    `offer`: whether last year's answers may be offered.
    """
    year = answers.year
    if year is None:
        return None
    if year.assessment.stage is not Stage.OPEN:
        return _locked(year)
    if year.conflicts:
        return Said(
            CONFLICT,
            "warn",
            f"{len(year.conflicts)} pertanyaan berbeda di dua laptop",
            "Belum dihitung sampai dijawab lagi.",
            (Way(COMPARE, "Bandingkan", "device-laptop"), Way(SHOW_CONFLICTS, "Tampilkan")),
            can_dismiss=False,
        )
    before = answers.key.year - 1
    waiting = len(answers.matching(filters.PROPOSED))
    if waiting:
        return Said(
            PROPOSALS,
            "info",
            f"{waiting} usulan dari {before} menunggu",
            "Enter memakai usulan, huruf lain menggantinya. Usulan belum dihitung.",
            (Way(SHOW_PROPOSED, "Tampilkan"), Way(HIDE_PROPOSALS, "Sembunyikan usulan")),
            icon="history",
            can_dismiss=False,
        )
    offered = _offered(answers)
    if not offered or not offer or answers.is_proposing:
        return None
    return Said(
        OFFER,
        "info",
        f"Jawaban {before} ada untuk {offered} pertanyaan yang belum dijawab",
        "Dipakai sebagai usulan, lalu Anda pastikan satu per satu.",
        (Way(PROPOSE, f"Pakai jawaban {before} sebagai awal"),),
        icon="history",
    )


def all_done() -> Said:
    """What is said when nothing is unanswered any more."""
    return Said(
        DONE,
        "ok",
        "Semua pertanyaan terjawab",
        "Periksa kelengkapannya, lalu buat paket untuk Sekretariat.",
        (Way(SEND, "Periksa dan kirim", "send", "primary"),),
    )


def filter_done() -> Said:
    """What is said when the filter lets nothing more through."""
    words = "Tidak ada lagi yang cocok dengan saringan ini"
    return Said(FILTERED, "ok", words, "", (Way(SHOW_ALL, "Tampilkan semua"),))


def _locked(year: OfficeYear) -> Said:
    since = year.stage_since.astimezone() if year.stage_since else None
    when = f": paket sudah dibuat {text.date_short(since.date())} pukul {text.clock(since)}" if since else ""
    return Said(
        LOCKED,
        "info",
        f"Penilaian terkunci{when}",
        f"Buka kunci bila ada yang perlu diperbaiki. Paket baru akan diberi nomor revisi {year.revision + 1}.",
        (Way(RECEIPT, "Lihat tanda terima"), Way(UNLOCK, "Buka untuk revisi", "lock-open", "primary")),
        icon="lock",
        can_dismiss=False,
    )


def _offered(answers: AnswerModel) -> int:
    unanswered: Sequence[str] = answers.matching(filters.UNANSWERED)
    return sum(1 for code in unanswered if answers.last_answer(code).value is not None)


class StatusStrip(QWidget):
    """Signals: `acted(key)` one of its buttons · `dismissed(key)` it was put away."""

    acted = Signal(str)
    dismissed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: Said | None = None
        self._banner: Banner | None = None
        self._is_brief = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def key(self) -> str:
        """What it says now, "" for nothing."""
        return self._said.key if self._said else ""

    def buttons(self) -> list[QWidget]:
        """Its buttons in order."""
        return list(self._banner.buttons()) if self._banner else []

    def say(self, said: Said | None) -> None:
        """Say this, or nothing."""
        if said == self._said:
            return
        former, self._said = self._said, said
        if said is None:
            self.hide()
            return
        if self._banner is not None and former is not None and former.key == said.key:
            self._banner.set_banner(said.tone, said.title, self._details(said), said.ways, icon=said.icon)
        else:
            self._replace(said)
        self.show()

    def set_brief(self, brief: bool) -> None:
        """Say the title only, in a low window."""
        if brief != self._is_brief:
            self._is_brief = brief
            said, self._said = self._said, None
            self.say(said)

    def take_focus(self) -> None:
        """Put the focus on its first button."""
        for button in self.buttons()[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _details(self, said: Said) -> str:
        return "" if self._is_brief else said.details

    def _replace(self, said: Said) -> None:
        if self._banner is not None:
            self._column.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
        self._banner = Banner(
            said.tone,
            said.title,
            self._details(said),
            said.ways,
            icon=said.icon,
            can_dismiss=said.can_dismiss,
        )
        self._banner.acted.connect(self.acted)
        self._banner.dismissed.connect(self._on_dismissed)
        self._column.addWidget(self._banner)

    def _on_dismissed(self) -> None:
        key = self.key
        self.say(None)
        self.dismissed.emit(key)
