"""Desks of the secretariat in the states a page must show, and pages on them. Real stores, real packages, real widgets."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rbdesk.domain.merge import Fate
from rbdesk.domain.office import Role
from rbdesk.store.database import Store
from rbdesk.ui import theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts.page import Link, Page
from rbdesk.workflow import devices, dispatch, secretariat, setup, verification
from tests import verified, year
from tests.ui.pages.offices import settle

NOW = datetime(2020, 9, 3, 8, 12, tzinfo=UTC)
WHO = "Petugas Contoh"

# page areas of windows of 1366, 1092 and 911 pixels
SIZES = ((1162, 636), (1032, 480), (851, 388))


def bundles() -> Path:
    """The folder with all packages of the invented year; one of them is damaged, three are kept back."""
    return year.the_demo().folder / "bundles"


def bundle(office: str, at: int = -1) -> Path:
    """A whole package of an office of the invented year: its last one, or the one `at` a place."""
    found = [
        *sorted(path for path in bundles().iterdir() if f"_{office}_" in path.name),
        *sorted(path for path in year.the_demo().late if f"_{office}_" in path.name),
    ]
    return found[at]


def a_few() -> tuple[Path, ...]:
    """The damaged package and three whole ones."""
    cut = next(path for path in bundles().iterdir() if "_32.16.16_" in path.name)
    return cut, bundle("32.16.09"), bundle("32.16.01"), bundle("32.16.02")


def make_secretariat(folder: Path, *, knows: bool = True, takes: tuple[Path, ...] = ()) -> Path:
    """A desk of the secretariat; `knows` the devices of the invented year, has taken in `takes`."""
    db: Store = setup.create_desk(
        folder, role=Role.SECRETARIAT, office="", year=year.YEAR, operator=WHO, who=WHO, now=NOW
    )
    if knows:
        with db.atomic():
            for office, key, label in year.devices_of_demo():
                devices.enrol(db, office, key, label, who=WHO, now=NOW)
    if takes:
        year.take_in(db, *takes, now=NOW)
    db.close()
    return folder


def _make(state: str, folder: Path) -> None:
    if state == "full":
        shutil.copytree(year.the_demo().folder / "secretariat", folder)
    elif state == "verified":
        shutil.copytree(year.the_demo().folder / "secretariat", folder)
        with closing(setup.open_desk(folder, now=NOW)) as db:
            verified.verify_some(db)
    elif state == "one":
        make_secretariat(folder, takes=(bundle("32.16.09"),))
    elif state == "quarantine":
        make_secretariat(folder, knows=False, takes=(bundle("32.16.09"), bundle("32.16.01")))
    else:
        make_secretariat(folder, knows=state == "empty")


def rulings_of_another_desk(
    folder: Path, *rulings: tuple[Any, ...], label: str = "Inspektorat"
) -> tuple[Path, bytes]:
    """The file with the rulings of another desk of the secretariat on Cikarang Utara, and that desk's public key.

    `rulings`: code, verdict, and where they have them value and reason.
    """
    make_secretariat(folder, takes=(bundle("32.16.09"),))
    db = setup.open_desk(folder, now=NOW)
    try:
        setup.keep_settings(db, device_label=label, who=label, now=NOW)
        for code, *rest in rulings:
            verification.rule(db, year.key_of("32.16.09"), code, *rest, who=label, now=NOW)
        made = dispatch.export_rulings(db, folder / "kirim", who=label, now=NOW)
        return made.path, setup.load_identity(db).device.key
    finally:
        db.close()


@dataclass
class Visit:
    """A page on a screen, with the desk behind it and what it asked for and told."""

    page: Any
    desk: Desk
    qtbot: QtBot
    wanted: list[Link]
    told: list[str]
    contexts: list[str]

    def settle(self) -> None:
        """Wait until the desk has answered all that was asked."""
        settle(self.qtbot, self.desk)

    def stored(self, fn: Callable[..., Any], *args: Any) -> Any:
        """What a function of the workflow reads from the store."""
        found: list[Any] = []
        self.desk.read(fn, *args, then=found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def digest(self) -> str:
        """The digest of all rows held."""
        return str(self.stored(secretariat.load_digest))

    def status(self, office: str) -> secretariat.OfficeStatus:
        """How an office stands in the store."""
        inbox = self.stored(secretariat.load_inbox, year.YEAR)
        return next(one for one in inbox.offices if one.office.code == office)


Visiting = Callable[..., Visit]


def visits(
    qtbot: QtBot, kind: type[Page], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visiting]:
    """For a fixture: `visit(state, size=…)` shows the page of a desk in a state; desks close afterwards.

    States: "empty" (knows all devices), "strange" (knows none), "one", "quarantine", "full",
    "verified" (full, with rulings).
    """
    desks: list[Desk] = []

    def visit(state: str, size: tuple[int, int] = SIZES[0]) -> Visit:
        made = tmp_path_factory.getbasetemp() / "secretariats" / state
        if not made.exists():
            _make(state, made)
        folder = tmp_path / "desk"
        shutil.copytree(made, folder)
        desk = Desk(folder, clock=lambda: NOW)
        desks.append(desk)
        with qtbot.waitSignal(desk.opened):
            desk.open()
        page: Any = kind(desk)
        seen = Visit(page, desk, qtbot, [], [], [])
        page.wanted.connect(seen.wanted.append)
        page.told.connect(lambda words, _: seen.told.append(words))
        page.context_changed.connect(seen.contexts.append)
        qtbot.addWidget(page)
        page.resize(*size)
        page.adapt(round((size[0] + 60) * 100 / theme.text_percent()))  # as the window, whose rail is 60 wide
        with qtbot.waitExposed(page):
            page.show()
        page.refresh()
        seen.settle()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return seen

    yield visit
    for desk in desks:
        desk.close()


# --- Kotak Masuk ---


def drop(seen: Visit, *paths: Path) -> None:
    """Drop files on the page, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over = QDragEnterEvent(seen.page.rect().center(), *keys)
    QApplication.sendEvent(seen.page, over)
    assert over.isAccepted()
    QApplication.sendEvent(seen.page, QDropEvent(QPointF(seen.page.rect().center()), *keys))


def planned(seen: Visit, *paths: Path) -> None:
    """Drop files and wait for the plan."""
    drop(seen, *paths)
    seen.qtbot.waitUntil(lambda: seen.page.plan.isVisible() and not seen.page.taking.is_busy)


def merged(seen: Visit) -> None:
    """Press the plan's button and wait for the board."""
    press(seen, seen.page.plan.act)
    seen.qtbot.waitUntil(lambda: not seen.page.taking.is_busy)
    seen.settle()


def press(seen: Visit, button: QWidget) -> None:
    seen.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def key(seen: Visit, *keys: Qt.Key) -> None:
    """Press keys where the focus is."""
    for one in keys:
        seen.qtbot.keyClick(QApplication.focusWidget(), one)


def listed(seen: Visit) -> list[str]:
    """The names in the lower list."""
    proxy = seen.page.board.lists.proxy
    return [proxy.index(row, 0).data() for row in range(proxy.rowCount())]


def problem(seen: Visit, title: str) -> QWidget:
    """The row of a problem."""
    lists = seen.page.board.lists
    return next(row for row in map(lists.problems.row, lists.problems.keys()) if row.problem.title == title)


def words(widget: QWidget) -> str:
    """All words that can be seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def fates(seen: Visit) -> list[Fate]:
    return [line.file.fate for line in seen.page.plan.model.rows()]
