"""Desks of the secretariat in the states a page must show, and pages on them. Real stores, real packages, real widgets."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from rbdesk.domain.office import Role
from rbdesk.store.database import Store
from rbdesk.ui import theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts.page import Link, Page
from rbdesk.workflow import devices, secretariat, setup
from tests import year
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
    elif state == "one":
        make_secretariat(folder, takes=(bundle("32.16.09"),))
    elif state == "quarantine":
        make_secretariat(folder, knows=False, takes=(bundle("32.16.09"), bundle("32.16.01")))
    else:
        make_secretariat(folder, knows=state == "empty")


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

    States: "empty" (knows all devices), "strange" (knows none), "one", "quarantine", "full".
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
