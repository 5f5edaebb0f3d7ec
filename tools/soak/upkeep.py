"""All faults of copies and restores at their full numbers: every step killed, refused, starved; 1,000 spoilt files.

`python tools/soak/upkeep.py [FOLDER]` prints a line for each and ends with 0 where all promises held. Takes some
twenty minutes on two cores; a file system in memory is quicker and tries the same.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRIALS = (("kill", 1), ("refuse", 1), ("starve", 1), ("damage", 1000), ("starts", 100))


def main(arguments: list[str]) -> int:
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    failed = 0
    for what, count in TRIALS:
        with tempfile.TemporaryDirectory(dir=arguments[0] if arguments else None) as folder:
            began = time.monotonic()
            run = subprocess.run(
                [sys.executable, "-m", "tests.workflow.upkeep_faults", what, folder, str(count)],
                capture_output=True,
                text=True,
                check=False,
                cwd=ROOT,
            )
        took = time.monotonic() - began
        if run.returncode:
            failed += 1
            print(f"{what} {count}: FAILED after {took:.0f} s\n{run.stderr[-2000:]}")
        else:
            print(f"{what} {count}: {json.dumps(json.loads(run.stdout))} in {took:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
