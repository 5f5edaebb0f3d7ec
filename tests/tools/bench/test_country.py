from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[3] / "tools" / "bench" / "country.py"


def test_the_bench_merges_every_office_of_a_small_country(tmp_path: Path) -> None:
    options = ["--offices", "30", "--folder", str(tmp_path)]
    said = subprocess.run([sys.executable, str(TOOL), *options], check=False, capture_output=True, text=True)

    assert said.stderr == ""
    first, rows, *_, last = said.stdout.splitlines()
    assert first.startswith("30 bundles made")
    assert rows.startswith("3300 rows of 30 bundles")
    assert ("within the limit" in last) == (said.returncode == 0)
    assert list(tmp_path.iterdir()) == []
