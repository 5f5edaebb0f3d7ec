"""Cadangan: how many copies there are and how old, whether they would bring the desk back, and the ways to them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk import text, wording
from rbdesk.ui import theme
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.working import Working
from rbdesk.workflow.upkeep import DRILL_TOO_OLD, STICK_EVERY, Care

STEPS = {
    "evidence": "Memeriksa bukti…",
    "carry": "Menyalin dan membaca kembali…",
    "copy": "Membaca cadangan…",
}
STEPS |= {"later": "Menjalankan ulang suntingan…", "check": "Memeriksa isi…", "look": "Memeriksa cadangan…"}


class BackupsCard(Card):
    """Signals: `drill_wanted()` · `stick_wanted()` · `restore_wanted()` · `stopped()` what runs is to stop."""

    drill_wanted = Signal()
    stick_wanted = Signal()
    restore_wanted = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Cadangan", "device-floppy", parent=parent)
        self.facts = FactList()
        self.drill = Banner("info")
        self.drill.acted.connect(lambda key: self._on_acted(key))
        self.outcome = Banner("ok", can_dismiss=True)
        self.outcome.hide()
        self.working = Working()
        self.working.cancelled.connect(self.stopped)
        self.working.hide()
        self.stick = secondary("Salin ke stik", "usb")
        self.restore = secondary("Pulihkan…", "history")
        self.age = Label("", "caption_strong", "text2")
        self.stick.clicked.connect(self.stick_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.stick)
        row.addWidget(self.restore)
        row.addStretch(1)
        row.addWidget(self.age)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.drill)
        self.body.addWidget(self.working)
        self.body.addWidget(self.outcome)
        self.body.addLayout(row)
        words = "Salinan di stik memuat semua isian, bukti, dan kunci perangkat. Simpan stiknya di tempat terkunci."
        self.body.addWidget(WrapLabel(words, "caption", "text3"))
        self.body.addStretch(1)

    def show_care(self, care: Care, now: datetime) -> None:
        """Show how the copies stand."""
        self.facts.set_facts(_facts(care, now))
        tone, title, details, ways = _drill(care, now)
        self.drill.set_banner(tone, title, details, ways)
        words, ink = _stick(care, now)
        self.age.setText(words)
        self.age.set_ink(ink)

    def begin(self, title: str) -> None:
        """Something runs: it can be seen and stopped."""
        self.outcome.hide()
        self.working.begin(title)
        self.working.show()
        for button in (self.stick, self.restore, *self.drill.buttons()):
            button.setEnabled(False)
        self.working.cancel.setFocus()

    def show_step(self, done: int, total: int, label: str) -> None:
        """How far it is."""
        self.working.show_step(STEPS.get(label, ""), done / total if total > 0 else 0.0)

    def end(self, tone: str = "", title: str = "", details: str = "") -> None:
        """It is over; say what came of it, "" for nothing."""
        had_focus = self.working.isAncestorOf(self.window().focusWidget() or self.stick)
        self.working.hide()
        for button in (self.stick, self.restore, *self.drill.buttons()):
            button.setEnabled(True)
        if had_focus:
            self.stick.setFocus()
        if tone:
            self.outcome.set_banner(tone, title, details)
            self.outcome.show()

    def _on_acted(self, key: str) -> None:
        if key == "drill":
            self.drill_wanted.emit()


def when(at: datetime, now: datetime) -> str:
    """A time as people say it: "hari ini 10.30", "kemarin 16.02", "10 Agu 2020 15.55"."""
    local, today = at.astimezone(), now.astimezone().date()
    days = (today - local.date()).days
    day = {0: "hari ini", 1: "kemarin"}.get(days)
    return f"{day} {text.clock(local)}" if day else text.date_short(local)


def counts_words(counts: dict[str, int]) -> str:
    """ "94 jawaban dan 133 bukti": what is there of the kinds that people know."""
    named = [f"{counts[key]} {word}" for key, word in wording.POINT_COUNTS.items() if counts.get(key)]
    return text.listing(named[:3]) or "belum ada isian"


def _facts(care: Care, now: datetime) -> list[tuple[str, str | QWidget]]:
    if care.newest is None or care.oldest is None:
        return [("Cadangan terakhir", "belum ada; dibuat sendiri setelah setengah jam bekerja")]
    reason = wording.POINT_REASONS.get(care.newest.reason, "").lower()
    oldest = text.date_short(care.oldest.at.astimezone().date())
    return [
        ("Cadangan terakhir", f"{when(care.newest.at, now)} · {reason}"),
        ("Tersimpan", f"{care.count} titik · tertua {oldest}"),
    ]


def _drill(care: Care, now: datetime) -> tuple[str, str, str, list[Way]]:
    ways = [Way("drill", "Uji sekarang", "shield-check")] if care.newest is not None else []
    drill = care.drill
    if drill is None:
        what = "Belum pernah diuji pulih"
        return "info", what, "Program mengujinya sendiri seminggu sekali.", ways
    local = drill.at.astimezone()
    day = f"{text.weekday(local)}, {text.date_short(local)}"
    if drill.fault:
        what, todo = wording.DRILLS[drill.fault]
        return "err", what.rstrip("."), f"{day}. {todo}", ways
    told = f"{day} · {counts_words(dict(drill.counts))} sama persis"
    if abs(now - drill.at) > DRILL_TOO_OLD:
        return "err", "Uji pulih terakhir sudah lebih dari 14 hari", told, ways
    return "ok", "Uji pulih terakhir berhasil", told, ways


def _stick(care: Care, now: datetime) -> tuple[str, str]:
    if care.carried_at is None:
        return "stik: belum pernah", "warn"
    days = (now.astimezone().date() - care.carried_at.astimezone().date()).days
    words = "stik: hari ini" if days <= 0 else f"stik: {days} hari lalu"
    return words, "warn" if abs(now - care.carried_at) > STICK_EVERY else "text2"
