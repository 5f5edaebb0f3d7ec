"""Bantuan: the users' guide to read and search, all keys, what RBDesk is made of, and the way to a helper."""

from __future__ import annotations

import importlib.metadata
import platform
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk import paths
from rbdesk.ui import dialogs, theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.pages.help_parts.reader import GuideReader
from rbdesk.ui.parts import guide, key_overview, places
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.tabs import FilterTabs
from rbdesk.workflow import problems

GUIDE, KEYS, ABOUT = "guide", "keys", "about"
_WIDEST = 760


class HelpPage(Page):
    """Three tabs; a link's focus is a tab or the key of a page, whose chapter is then shown."""

    key = "help"
    title = "Bantuan"

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        self._role = desk.identity.role
        self._first = ""
        self.tabs = FilterTabs(
            [(GUIDE, "Panduan"), (KEYS, "Tombol"), (ABOUT, "Tentang")], name="Bagian bantuan"
        )
        self.tabs.chosen.connect(self._on_tab)
        self.stack = QStackedWidget()
        titles = {place.key: place.title for place in places.places_of(self._role) if place.key != self.key}
        self.reader = GuideReader(guide.chapters_of(self._role), titles)
        self.reader.wanted.connect(lambda page: self.wanted.emit(Link(page)))
        self.stack.addWidget(self.reader)
        self._keys = ScrollColumn()
        self._about = ScrollColumn()
        for part in (self._keys, self._about):
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self._is_filled: set[str] = set()
        self._on_tab(GUIDE)

    def refresh(self) -> None:
        self.context_changed.emit("Panduan lengkap tanpa internet · F1 di halaman mana pun")

    def show_link(self, link: Link) -> None:
        if link.focus in (GUIDE, KEYS, ABOUT):
            self._open(link.focus)
            return
        self._first = link.focus
        chapter = guide.chapter_of(link.focus, self._role)
        if chapter is not None:
            self.reader.show_chapter(chapter)
        self._open(GUIDE)

    def place(self) -> Link:
        tab = self.tabs.value()
        return Link(self.key, self._first if tab == GUIDE and self._first else tab)

    def regions(self) -> list[QWidget]:
        return [self.tabs, self.stack]

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+F", "cari di panduan"), ("Enter", "tempat berikutnya")]

    def start_filter(self) -> bool:
        self._open(GUIDE)
        self.reader.start_search()
        return True

    def show_guidance(self) -> bool:
        self._open(GUIDE)
        return True

    def _open(self, tab: str) -> None:
        self.tabs.set_value(tab)
        self._on_tab(tab)

    def _on_tab(self, tab: str) -> None:
        """Show a tab; it is built when it is first wanted."""
        if tab not in self._is_filled:
            self._is_filled.add(tab)
            if tab == KEYS:
                self._keys.set_content(self._keys_card())
            elif tab == ABOUT:
                self._about.set_content(self._about_card())
        self.stack.setCurrentIndex((GUIDE, KEYS, ABOUT).index(tab))

    # --- telling a helper -----------------------------------------------------------------------------------

    def ask_report(self) -> None:
        """Ask where the report goes, and write it."""
        now = self.desk.clock()
        usual = paths.outgoing().parent / problems.name_of(now.astimezone())
        target = dialogs.pick_target(self, "Simpan laporan masalah", usual, "Zip (*.zip)")
        if target is not None:
            self.desk.read(problems.load_problem, now=now, then=lambda report: self._write(report, target))

    def ask_card(self) -> None:
        """Ask where the quick card goes, and write it."""
        target = dialogs.pick_target(
            self, "Simpan kartu ringkas", paths.outgoing().parent / "RBDesk-kartu-ringkas.pdf", "PDF (*.pdf)"
        )
        if target is not None:
            from rbdesk.report import (
                quick_card,
                quick_card_contents,
            )  # here, so that only who prints pays for it

            keys = key_overview.keys_for(self._role)
            made = quick_card_contents.card(self._role, self.desk.identity.office_name, keys)
            self.desk.run(quick_card.write_card, made, target, done=self._on_card)

    def _on_card(self, path: Path) -> None:
        self.told.emit(f"{path.name} ada di {path.parent.name}. Cetak bolak-balik.", None)

    def _write(self, report: Any, target: Path) -> None:
        self.desk.run(problems.write_problem, report, target, done=self._on_written)

    def _on_written(self, path: Path) -> None:
        self.told.emit(f"{path.name} ada di {path.parent.name}. Kirim sebagai dokumen.", None)

    # --- the other tabs -------------------------------------------------------------------------------------

    def _keys_card(self) -> QWidget:
        card = Card()
        self.card = secondary("Kartu ringkas (PDF)", "printer")
        self.card.clicked.connect(self.ask_card)
        card.body.addWidget(self.card, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(
            WrapLabel("Dua halaman untuk ditaruh di samping laptop: langkah dan tombol.", "caption", "text3")
        )
        card.body.addWidget(key_overview.KeyOverview(key_overview.keys_for(self._role)))
        card.setMaximumWidth(theme.px(_WIDEST))
        return card

    def _about_card(self) -> QWidget:
        card = Card()
        card.body.addWidget(Label(f"RBDesk {dialogs.version()}", "hero"))
        purpose = (
            "Penilaian mandiri Reformasi Birokrasi untuk kecamatan dan penggabungannya di kabupaten, "
            "tanpa internet. Perangkat lunak bebas berlisensi MIT, tanpa jaminan apa pun."
        )
        card.body.addWidget(WrapLabel(purpose, "body", "text2"))
        card.body.addSpacing(theme.SPACE_S)
        card.body.addWidget(Label("Ada yang tidak beres?", "strong"))
        card.body.addWidget(
            WrapLabel(
                "Buat satu berkas kecil untuk yang membantu Anda, misalnya lewat WhatsApp. Isinya versi program, "
                "pengaturan, jumlah isian, dan catatan program; jawaban, bukti, dan nama orang tidak ikut.",
                "body",
                "text2",
            )
        )
        self.report = secondary("Kirim laporan masalah", "file-zip")
        self.report.clicked.connect(self.ask_report)
        card.body.addWidget(self.report, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addSpacing(theme.SPACE_S)
        card.body.addWidget(Label("Dibuat dengan", "strong"))
        grid = QGridLayout()
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 2)
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(6)
        rows = [("Python", platform.python_version(), "PSF-2.0")]
        rows += [(name, _version_of(found), licence) for found, name, licence in guide.LIBRARIES]
        rows += [(f"{kind}: {name}", "", licence) for kind, name, licence in guide.WORKS]
        for at, row in enumerate(rows):
            for side, words in enumerate(row):
                label = WrapLabel(words, "body", "text" if side == 0 else "text2", selectable=True)
                grid.addWidget(label, at, side, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        card.setMaximumWidth(theme.px(_WIDEST))
        return card


def _version_of(distribution: str) -> str:
    if distribution == "PySide6_Essentials":
        return qVersion()
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""
