"""After a power cut at any moment the store is whole, and all that was acknowledged is in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

IMAGES, OF_THE_CARELESS = 400, 100


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None, reason="watches system calls by LD_PRELOAD"
)
def test_a_power_cut_at_any_moment_loses_nothing_and_careless_savers_are_found_out(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.powercut", str(tmp_path), str(IMAGES)]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)  # whole, lost, broken
    assert found["store"] == [IMAGES, 0, 0]
    _, _, broken = found["off"]
    assert broken > OF_THE_CARELESS // 5, "the harness is blind for broken pages"
    _, lost, _ = found["delete"]
    assert lost > 0, "the harness is blind for a lost save"
