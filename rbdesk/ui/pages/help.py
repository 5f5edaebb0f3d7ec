"""Bantuan: a short guide for each page, all keys, and what RBDesk is made of."""

from __future__ import annotations

import importlib.metadata
import platform
from typing import Any

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.ui import dialogs, theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts import guide, key_overview
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.guide_chapter import Chapter
from rbdesk.ui.parts.icon_tile import IconTile
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.tabs import FilterTabs

GUIDE, KEYS, ABOUT = "guide", "keys", "about"
_WIDEST = 760


class HelpPage(Page):
    """Three tabs; a link's focus is a tab or the key of a page, whose chapter then stands first."""

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
        self._guide = ScrollColumn()
        self._keys = ScrollColumn()
        self._about = ScrollColumn()
        for part in (self._guide, self._keys, self._about):
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
        self.context_changed.emit("Panduan singkat tanpa internet · F1 di halaman mana pun")

    def show_link(self, link: Link) -> None:
        if link.focus in (GUIDE, KEYS, ABOUT):
            self._open(link.focus)
            return
        if link.focus != self._first:
            self._first = link.focus
            self._fill_guide()
        self._open(GUIDE)

    def place(self) -> Link:
        tab = self.tabs.value()
        return Link(self.key, self._first if tab == GUIDE and self._first else tab)

    def regions(self) -> list[QWidget]:
        return [self.tabs, self.stack]

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
            else:
                self._fill_guide()
        self.stack.setCurrentIndex((GUIDE, KEYS, ABOUT).index(tab))

    def _fill_guide(self) -> None:
        chapters = guide.chapters_of(self._role)
        first = guide.chapter_of(self._first, self._role)
        if first is not None:
            chapters.remove(first)
            chapters.insert(0, first)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.SPACE_S, 0)
        column.setSpacing(theme.SPACE_M)
        for chapter in chapters:
            column.addWidget(self._chapter_card(chapter))
        column.addStretch(1)
        inside.setMaximumWidth(theme.px(_WIDEST))
        former = self._guide.set_content(inside)
        if former is not None:
            former.deleteLater()
        self._guide.verticalScrollBar().setValue(0)

    def _chapter_card(self, chapter: Chapter) -> Card:
        card = Card()
        head = QGridLayout()
        head.setColumnStretch(1, 1)
        head.setHorizontalSpacing(theme.SPACE_M)
        head.addWidget(IconTile(chapter.icon, "info"), 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(chapter.title, "card"), 0, 1)
        head.addWidget(WrapLabel(chapter.purpose, "body", "text2"), 1, 1)
        if chapter.page != self.key:
            open_page = secondary("Buka")
            open_page.setAccessibleName(f"Buka {chapter.title}")
            open_page.clicked.connect(lambda: self.wanted.emit(Link(chapter.page)))
            head.addWidget(open_page, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        for title, words in chapter.points:
            card.body.addWidget(Label(title, "strong"))
            card.body.addWidget(WrapLabel(words, "body", "text2"))
        return card

    def _keys_card(self) -> QWidget:
        card = Card()
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
