from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[3] / "tools" / "bench" / "soak.py"


def test_the_bench_takes_bundles_in_in_two_orders_and_finds_one_digest(tmp_path: Path) -> None:
    options = ["--bundles", "69", "--orders", "2", "--folder", str(tmp_path)]
    said = subprocess.run([sys.executable, str(TOOL), *options], check=False, capture_output=True, text=True)

    assert said.stderr == ""
    first, *_, one, last = said.stdout.splitlines()
    assert first.startswith("69 bundles made")
    assert one == "one digest: yes"
    assert ("within the limits" in last) == (said.returncode == 0)
    assert list(tmp_path.iterdir()) == []
