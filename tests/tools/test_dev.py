"""The set-up of a checkout: readable by an old Python, with locks that hold what the project asks for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools import dev

PROJECT = tomllib.loads((dev.ROOT / "pyproject.toml").read_text("utf-8"))


def locked(kind: str) -> dict[str, str]:
    """The versions that a lock holds, by name."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", dev.LOCKS[kind].read_text("utf-8"), re.MULTILINE))


def name_of(requirement: Requirement) -> str:
    return re.sub(r"[-_.]+", "-", requirement.name).lower()


def test_an_older_python_can_read_the_file_and_so_tell_what_is_needed() -> None:
    ast.parse((dev.ROOT / "tools" / "dev.py").read_bytes(), feature_version=(3, 9))


def test_without_a_command_it_tells_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == dev.EXIT_USAGE

    assert "dev.py run" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["run", "test"])
def test_a_lock_has_a_hash_for_everything_and_no_address(kind: str) -> None:
    text = dev.LOCKS[kind].read_text("utf-8")

    entries = re.split(r"\n(?=[a-z])", text.strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.parametrize(
    ("kind", "asked"),
    [("run", PROJECT["project"]["dependencies"]), ("test", PROJECT["dependency-groups"]["dev"])],
)
def test_a_lock_holds_what_the_project_asks_for(kind: str, asked: list[str]) -> None:
    versions = locked(kind)

    requirements = [Requirement(line) for line in asked]
    wrong = [
        f"{each} (locked: {versions.get(name_of(each))})"
        for each in requirements
        if not each.specifier.contains(versions.get(name_of(each), "0"))
    ]
    assert wrong == [], "make the locks again: python3 tools/dev.py lock"


def test_the_locks_hold_the_pins_of_the_project() -> None:
    versions = locked("run")

    pins = dict(pin.split("==") for pin in PROJECT["tool"]["uv"]["constraint-dependencies"])
    assert {name: versions[name] for name in pins} == pins


def test_the_tests_run_on_the_versions_that_people_run() -> None:
    assert locked("run").items() <= locked("test").items()


def test_the_wheel_points_at_the_checkout_and_brings_the_command(tmp_path: Path) -> None:
    wheel = dev._editable_wheel(tmp_path)
    target = tmp_path / "target"

    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--target",
        str(target),
    ]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)

    assert Path((target / "rbdesk.pth").read_text().strip()) == dev.ROOT
    assert list((target / "bin").glob("rbdesk*"))
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None


def test_the_set_up_is_made_anew_when_a_lock_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = dev._stamp("run")
    changed = tmp_path / "requirements.lock"
    changed.write_text(dev.LOCKS["run"].read_text("utf-8") + "\n")
    monkeypatch.setitem(dev.LOCKS, "run", changed)

    assert dev._stamp("run") != before


def test_without_a_fitting_python_it_says_which_one_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "FITTING", ((3, 99),))

    assert dev.main(["run"]) == dev.EXIT_MACHINE

    assert capsys.readouterr().out.startswith("RBDesk needs Python 3.11 or 3.12; this is 3.")
