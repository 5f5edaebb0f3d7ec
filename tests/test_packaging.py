"""The Windows build's decisions that can be judged without Windows: what is left out, and that all that is needed is in."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = ROOT / "packaging" / "windows"


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"rbdesk_windows_{name}", WINDOWS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = _load("build")
dll_imports = _load("dll_imports")


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtQml.pyd",
        "PySide6/Qt6Quick.dll",
        "PySide6/plugins/sqldrivers/qsqlite.dll",
        "PySide6/plugins/platforms/qminimal.dll",
        "tzdata/zoneinfo/Europe/Berlin",
        "pandas/tests/frame/test_api.py",
        "pip/_internal/main.py",
        "PIL/_avif.cp311-win_amd64.pyd",
    ],
)
def test_what_nobody_needs_is_left_out(name):
    assert build.is_left_out(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtCore.pyd",
        "PySide6/Qt6Svg.dll",
        "PySide6/QtPrintSupport.pyd",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/plugins/iconengines/qsvgicon.dll",
        "PySide6/pyside6.abi3.dll",
        "tzdata/zoneinfo/Asia/Jakarta",
        "tzdata/zoneinfo/__init__.py",
        "numpy.libs/libscipy_openblas64_.dll",
        "pptx/templates/default.pptx",
        "reportlab/fonts/DarkGardenMK.pfb",
        "pandas/_libs/testing.cp311-win_amd64.pyd",
        "shiboken6/Shiboken.pyd",
    ],
)
def test_what_is_needed_stays(name):
    assert not build.is_left_out(name)


def test_every_module_of_qt_that_the_program_imports_is_kept():
    imported = {
        part
        for path in (ROOT / "rbdesk").rglob("*.py")
        for part in re.findall(r"PySide6\.Qt(\w+)", path.read_text("utf-8"))
    }
    assert imported <= set(build.QT_PARTS)


def test_the_lock_holds_every_library_at_its_pin_with_hashes_and_no_address():
    lock = (WINDOWS / "requirements.lock").read_text("utf-8")
    pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = [re.split(r"[<>=!~ ]", one, maxsplit=1)[0].lower() for one in project["project"]["dependencies"]]
    assert [name for name in names if name not in pinned] == []
    constraints = dict(one.split("==") for one in project["tool"]["uv"]["constraint-dependencies"])
    assert {name: pinned[name] for name in constraints} == constraints
    assert lock.count("--hash=sha256:") >= len(pinned)
    assert "://" not in lock


def test_versions_are_written_as_windows_wants_them():
    assert build.four_numbers("0.1.0") == "0.1.0.0"
    assert build.four_numbers("2.13") == "2.13.0.0"


def test_imports_are_read_and_those_of_windows_are_known():
    dump = "\tDLL Name: KERNEL32.dll\n\tvma: x\n\tDLL Name: Qt6Qml.dll\n"
    assert dll_imports.imports_of(dump) == ["KERNEL32.dll", "Qt6Qml.dll"]
    own = dll_imports.WINDOWS_OWN
    assert own.fullmatch("KERNEL32.dll")
    assert own.fullmatch("api-ms-win-crt-heap-l1-1-0.dll")
    assert not own.fullmatch("Qt6Qml.dll")
    assert not own.fullmatch("msvcp140.dll")  # of Visual C++: it has to lie in the folder


def test_the_installer_asks_no_administrator_and_never_touches_the_data():
    script = (WINDOWS / "installer.nsi").read_text("utf-8")
    assert "RequestExecutionLevel user" in script
    removed = re.findall(r"(?:RMDir(?: /r)?|Delete) \"([^\"]+)\"", script)
    assert removed
    assert [
        place for place in removed if not place.startswith(("$INSTDIR", "$SMPROGRAMS", "$DESKTOP", "$SENDTO"))
    ] == []
    assert 'RMDir /r "$INSTDIR"' not in script  # somebody may have put files of their own there
