from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[3] / "tools" / "bench" / "bundle.py"


def test_the_bench_runs_with_small_files_and_tells_all_three_steps(tmp_path: Path) -> None:
    options = ["--files", "2", "--megabytes", "0.1", "--runs", "1", "--folder", str(tmp_path)]
    said = subprocess.run([sys.executable, str(TOOL), *options], check=False, capture_output=True, text=True)
    assert said.stderr == ""
    assert [line.split()[0] for line in said.stdout.splitlines()] == ["2", "yardstick", "export", "import"]
    assert list(tmp_path.iterdir()) == []
