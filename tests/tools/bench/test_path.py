from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[3] / "tools" / "bench" / "path.py"


def test_the_bench_plans_for_23_offices_and_says_whether_that_was_quick() -> None:
    said = subprocess.run(
        [sys.executable, str(TOOL), "--runs", "1"], check=False, capture_output=True, text=True
    )

    assert said.stderr == ""
    first, *cases, last = said.stdout.splitlines()
    assert first.startswith("23 offices, ")
    assert len([line for line in cases if " floors " in line]) == 10
    assert ("within the limit" in last) == (said.returncode == 0)
