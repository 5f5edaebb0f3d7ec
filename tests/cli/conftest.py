"""The command line, run in this process: what it printed on either stream, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rbdesk.cli import program


@dataclass(frozen=True)
class Ended:
    """One run: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output, numbers with decimals refused."""
        return json.loads(self.out, parse_float=_no_float)


def _no_float(digits: str) -> float:
    raise AssertionError(f"a float in --json: {digits}")


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_once(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        code = program.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run_once


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    """A new desk of the office of Cikarang Utara, made by the command line."""
    place = tmp_path / "meja"
    made = run(
        *("init", place, "--role", "office", "--office", "32.16.09", "--year", "2020"),
        *("--head", "Contoh: Camat", "--contact", "Contoh: Sekcam", "--operator", "Operator 1"),
        *("--device-label", "Laptop 1"),
    )
    assert made.code == 0, made.err
    return place


@pytest.fixture
def secretariat(run: Run, tmp_path: Path) -> Path:
    """A new desk of the secretariat."""
    place = tmp_path / "sekretariat"
    assert run("init", place, "--role", "secretariat").code == 0
    return place
