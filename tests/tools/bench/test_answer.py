import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_bench_measures_both_and_names_the_limit():
    """Two runs on whatever machine this is: the numbers do not matter here, that they are measured does."""
    ended = subprocess.run(
        [sys.executable, ROOT / "tools/bench/answer.py", "--runs", "2", "--platform", "offscreen"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ended.returncode in (0, 1), ended.stderr
    lines = ended.stdout.splitlines()
    assert lines[0].startswith("answer → score on screen")
    assert lines[3].startswith("another area on screen")
    assert sum("limit 100 ms" in line for line in lines) == 2
