"""The front door: which face opens, and what a person reads on a machine where Qt cannot start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rbdesk import main

CHECKOUT = Path(__file__).resolve().parent.parent
UNREACHABLE_SCREEN = ":987"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Windows always has a display")


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """RBDesk as a process of its own, with no display but the one that `environment` names."""
    kept = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return subprocess.run(
        [sys.executable, str(CHECKOUT / "main.py"), *arguments],
        env={**kept, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@on_linux
def test_without_a_screen_it_says_one_sentence_and_ends() -> None:
    ended = start()

    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.splitlines() == [main.NO_DISPLAY]


@on_linux
@pytest.mark.skipif(bool(main.missing_packages(main.WINDOW_LIBRARIES)), reason="no libraries for X here")
def test_a_screen_that_does_not_answer_is_told_like_none() -> None:
    ended = start(DISPLAY=UNREACHABLE_SCREEN)

    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.splitlines() == [main.NO_DISPLAY]


def test_starting_imports_nothing_heavy() -> None:
    heavy = "{'PySide6', 'pandas', 'numpy', 'sqlite_utils', 'click', 'pyqtgraph'}"
    program = f"import sys, rbdesk.main; print(sorted({heavy} & sys.modules.keys()))"

    answer = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, check=True)

    assert answer.stdout.decode().strip() == "[]"


def test_an_argument_goes_to_the_command_line_and_needs_no_screen() -> None:
    ended = start("--version")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("rbdesk")


def test_a_named_platform_needs_no_screen() -> None:
    assert main.window_trouble({"QT_QPA_PLATFORM": "offscreen"}) == ""


def test_without_pyside_it_names_the_command_that_sets_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6", None)

    assert main.window_trouble({"QT_QPA_PLATFORM": "offscreen"}) == main.NO_PYSIDE


@pytest.fixture
def qt_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """PySide6 is installed, but importing QtWidgets fails, as it does where a system library is missing."""
    monkeypatch.setitem(sys.modules, "PySide6", ModuleType("PySide6"))
    monkeypatch.delitem(sys.modules, "PySide6.QtWidgets", raising=False)


@pytest.mark.usefixtures("qt_does_not_load")
def test_a_missing_system_library_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(main, "WINDOW_LIBRARIES", {})
    monkeypatch.setitem(main.QT_LIBRARIES, "libnot-on-any-machine.so.9", "libnot-on-any-machine9")

    sentence = main.window_trouble({"QT_QPA_PLATFORM": "offscreen"})

    assert sentence.startswith("Jendela RBDesk memerlukan pustaka sistem")
    assert "sudo apt-get install" in sentence
    assert sentence.endswith("libnot-on-any-machine9")


@pytest.mark.usefixtures("qt_does_not_load")
def test_another_fault_of_qt_is_passed_on_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "QT_LIBRARIES", {})
    monkeypatch.setattr(main, "WINDOW_LIBRARIES", {})

    sentence = main.window_trouble({"QT_QPA_PLATFORM": "offscreen"})

    assert "QtWidgets" in sentence
    assert "\n" not in sentence


@on_linux
def test_only_what_cannot_be_loaded_counts_as_missing() -> None:
    libraries = {"libc.so.6": "libc6", "libnot-on-any-machine.so.9": "libnot-on-any-machine9"}

    assert main.missing_packages(libraries) == ["libnot-on-any-machine9"]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_a_screen_or_a_named_platform(environment: dict[str, str], expected: bool) -> None:
    assert main.has_display(environment) is expected
