"""On a machine that fails, a package is whole or has no name, and is taken in whole or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="the faults need fork and signals")
@pytest.mark.parametrize(("what", "stride"), [("kill", "17"), ("refuse", "7"), ("starve", "40")])
def test_no_fault_leaves_half_a_package(what: str, stride: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.workflow.exchange_faults", what, str(tmp_path), stride],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=Path(__file__).parents[1],
    )
    assert run.returncode == 0, run.stderr[-3000:]
    struck = next(iter(json.loads(run.stdout).values()))
    assert all(count > 0 for count in struck.values()), struck
