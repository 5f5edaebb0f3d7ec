"""What every test stands on: no screen, no person's home, repeatable property tests, nothing left behind."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from rbdesk.domain.assessment import Key
    from rbdesk.store.database import Store

# Before anything imports Qt or asks for a folder: a test must not open a window on the developer's screen,
# and must never reach the desk or the settings of the person who runs it.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HOME = Path(tempfile.mkdtemp(prefix="rbdesk-home-"))
for variable in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
    os.environ[variable] = str(HOME)
os.environ.pop("RBDESK_DESK", None)

# `suite` is the same on every run and machine; HYPOTHESIS_PROFILE=search looks further, with new examples.
settings.register_profile("suite", max_examples=60, deadline=None, derandomize=True, database=None)
settings.register_profile("search", max_examples=2_000, deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_sessionfinish() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()  # a picture left there would end after the application: a crash


@pytest.fixture(autouse=True)
def nothing_is_left_behind() -> Iterator[None]:
    """Fails a test after which a thread still runs or a window still stands: the next test would meet it."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if not isinstance(
            thread, threading._DummyThread
        ):  # stands for a thread of Qt's, which has no end here
            thread.join(timeout=2)
            assert not thread.is_alive(), f"the test left {thread.name} running"
    assert not _windows_that_stand(), f"the test left windows open: {_windows_that_stand()}"


@pytest.fixture(autouse=True)
def rubbish_ends_on_the_main_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keeps the cycle collector off while Qt is used, and collects between the tests instead.

    It runs on whichever thread allocates; on a store thread it would end the widgets of an earlier test there,
    and Qt crashes. The program has `rbdesk.ui.collector` for that. What a test meets stays, so it is laid aside.
    """
    needs_qt = not {"qapp", "qtbot"}.isdisjoint(request.fixturenames)
    if needs_qt or _met_qt:
        gc.collect()
        _met_qt.clear()
    if not needs_qt:
        yield
        return
    gc.disable()
    gc.freeze()
    from PySide6.QtCore import QTimer

    timer = QTimer(request.getfixturevalue("qapp"))
    timer.timeout.connect(_collect_young)
    timer.start(250)
    yield
    timer.stop()
    timer.deleteLater()
    _met_qt.append(request.node.nodeid)
    gc.enable()


_met_qt: list[str] = []  # the test whose widgets may still wait for the collector


def _collect_young() -> None:
    if gc.get_count()[0] > 5_000:
        gc.collect(1)


def _windows_that_stand() -> list[str]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    tooltip = "QTipLabel"  # Qt closes it by itself, in its own time
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    names = [window.metaObject().className() for window in windows]
    return [name for name in names if name != tooltip]


@pytest.fixture
def key() -> Key:
    """The office of the tests, its year and the real worksheet."""
    from rbdesk.domain.assessment import Key

    return Key("32.16.09", 2020, "lke-26-2020-unit")


@pytest.fixture
def office_desk(tmp_path: Path) -> Path:
    """The folder of an office's desk that nobody has open."""
    from tests import desks  # here, so that tests of lower floors do not stand on the upper ones

    folder = tmp_path / "desk"
    desks.a_desk(folder).close()
    return folder


@pytest.fixture
def db(office_desk: Path) -> Iterator[Store]:
    """An office's desk, open."""
    from rbdesk.workflow import setup
    from tests import build

    store = setup.open_desk(office_desk, now=build.NOW)
    yield store
    store.close()
