"""Sets RBDesk up in a checkout and runs it, its demonstration or its tests; needs a bare Python only.

    python3 tools/dev.py run [ARGUMENT …]    set up, then open RBDesk (or run one of its commands)
    python3 tools/dev.py demo OUT [OPTION …] set up, then make an invented year in OUT, without a screen
    python3 tools/dev.py test [OPTION …]     set up, then pass the tests; options go to pytest
    python3 tools/dev.py lock                make the lock files again (needs uv)

Setting up means: the system libraries on Debian (installed when root, else the line to type is printed), a
virtual environment in .venv, the libraries of requirements.lock (for `test` requirements-dev.lock) at the
hashes written there, and the command `rbdesk`. When nothing has changed it does nothing.

The locks come from pyproject.toml through `lock`. It exports from uv's own lock in a temporary folder,
because uv.lock names a registry's address in each line; the exported files have hashes and no addresses.
To move a pin, change `constraint-dependencies` there, lock again, and run the tests on Linux and Windows.

This file must still be readable by Python 3.9, which it tells what is needed instead.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
PIP_INSTALL: list[str | Path] = [
    PYTHON,
    "-m",
    "pip",
    "--disable-pip-version-check",
    "--no-input",
    "install",
    "--no-deps",
]
STAMP = ENVIRONMENT / "rbdesk-setup.txt"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}

FITTING = ((3, 11), (3, 12))
# Folders of tests whose lines are counted
COVERED = ["tests/domain", "tests/analysis", "tests/report", "tests/workflow"]
EXIT_USAGE = 2
EXIT_MACHINE = 3

# Program -> its Debian package: strangers that judge our signatures and our encryption in the tests
TEST_PROGRAMS = {"minisign": "minisign", "age": "age"}


def main(arguments: list[str]) -> int:
    command, *rest = arguments or ["help"]
    steps = {"run": open_program, "demo": make_demo, "test": run_tests, "lock": make_locks}
    if command not in steps or (command == "demo" and not rest):
        print(__doc__)
        return EXIT_USAGE
    if sys.version_info[:2] not in FITTING:
        return _start_again_with_a_fitting_python(arguments)
    if sys.maxsize < 2**32:
        print("This is a 32-bit Python; Qt and pandas exist for 64-bit Python only. Please install that one.")
        return EXIT_MACHINE
    return steps[command](rest)


def open_program(arguments: list[str]) -> int:
    """Set up, then the window, or the command in `arguments`."""
    needed = [] if arguments else _missing_libraries("QT_LIBRARIES", "WINDOW_LIBRARIES")
    if not (_has_system_packages(needed) and _set_up("run")):
        return EXIT_MACHINE
    return _run([PYTHON, "-m", "rbdesk.main", *arguments])


def make_demo(arguments: list[str]) -> int:
    """Set up, then `rbdesk demo`; neither needs Qt's system libraries."""
    if not (_has_system_packages() and _set_up("run")):
        return EXIT_MACHINE
    return _run([PYTHON, "-m", "rbdesk.main", "demo", *arguments])


def run_tests(arguments: list[str]) -> int:
    """Set up, then format, lint, types and tests; all are run even when one fails."""
    wished = _missing_libraries("WINDOW_LIBRARIES") + _missing_programs()
    if not (_has_system_packages(_missing_libraries("QT_LIBRARIES"), wished) and _set_up("test")):
        return EXIT_MACHINE
    checks = {
        "format": ["ruff", "format", "--check"],
        "lint": ["ruff", "check"],
        "types": ["mypy"],
        **_test_runs(arguments),
    }
    failed = []
    for name, check in checks.items():
        print(f"== {name}: {' '.join(check)}", flush=True)
        if _run([PYTHON, "-m", *check], cwd=ROOT) != 0:
            failed.append(name)
    print(f"== failed: {', '.join(failed)}" if failed else "== all in order")
    return 1 if failed else 0


def _test_runs(arguments: list[str]) -> dict[str, list[str]]:
    """What pytest is called with, by name: one run of what was asked for, else all tests in two.

    Counting lines doubles the time of a test, so it is done where rules live; faces, bundles and disk go without.
    """
    # A worker that crashed ends the run: a new one has been seen to wait for ever (xdist 3.8)
    run = ["pytest", "--numprocesses=auto", "--dist=loadfile", "--max-worker-restart=0"]
    if arguments:
        return {"tests": [*run, *arguments]}
    return {
        "tests of the rules": [*run, "--cov", "--cov-report=term", *COVERED],
        "tests of the rest": [*run, "tests", *(f"--ignore={folder}" for folder in COVERED)],
    }


def make_locks(_arguments: list[str]) -> int:
    """Write both lock files anew from pyproject.toml."""
    if not shutil.which("uv"):
        print("The locks are made with uv: python3 -m pip install uv")
        return EXIT_MACHINE
    with tempfile.TemporaryDirectory() as folder:
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, folder)
        for kind, lock in LOCKS.items():
            export: list[str | Path] = [
                "uv",
                "export",
                "--quiet",
                "--format",
                "requirements-txt",
                "--output-file",
                lock,
            ]
            export += ["--no-emit-project", "--no-emit-index-url", "--no-header", "--no-annotate"]
            export += ["--no-dev"] if kind == "run" else []
            if _run(export, cwd=folder) != 0:
                return EXIT_MACHINE
    return 0


def _start_again_with_a_fitting_python(arguments: list[str]) -> int:
    """Pass the command on to a Python 3.11 or 3.12 of this machine, or say that one is needed."""
    candidates = [["py", f"-{major}.{minor}"] for major, minor in FITTING] if os.name == "nt" else []
    candidates += [[f"python{major}.{minor}"] for major, minor in FITTING] + [["/usr/bin/python3"]]
    question = f"import sys; sys.exit(sys.version_info[:2] not in {FITTING})"
    for candidate in candidates:
        if shutil.which(candidate[0]) and _run([*candidate, "-c", question], stderr=subprocess.DEVNULL) == 0:
            return _run([*candidate, __file__, *arguments])
    found = ".".join(map(str, sys.version_info[:3]))
    print(
        f"RBDesk needs Python 3.11 or 3.12; this is {found}. Please install one of them and start again with it."
    )
    return EXIT_MACHINE


def _has_system_packages(needed: Sequence[str] = (), wished: Sequence[str] = ()) -> bool:
    """Whether the packages that cannot be left out are there, on Debian as root after installing all that miss.

    What is `wished` can be left out: its tests are skipped.
    """
    needed = [*_missing_venv(), *needed]
    missing = [*needed, *wished]
    if not missing or _installs(missing):
        return True
    print(f"Some system packages are missing. On Debian and Ubuntu: {_front_door().install_command(missing)}")
    return not needed


def _missing_libraries(*tables: str) -> list[str]:
    """The packages of shared libraries that Qt misses here, by the program's own tables."""
    if not sys.platform.startswith("linux"):
        return []
    door = _front_door()
    return [package for table in tables for package in door.missing_packages(getattr(door, table))]


def _front_door() -> Any:
    sys.path.insert(0, str(ROOT))
    from rbdesk import main

    return main


def _missing_programs() -> list[str]:
    """The packages of programs that some tests ask; on Windows those tests are skipped."""
    wanted = TEST_PROGRAMS if sys.platform.startswith("linux") else {}
    return [package for program, package in wanted.items() if not shutil.which(program)]


def _missing_venv() -> list[str]:
    """The package of Python's `venv` where it is missing: Debian keeps half of it apart."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return [] if importlib.util.find_spec("ensurepip") else [f"python{version}-venv"]


def _installs(packages: list[str]) -> bool:
    """Whether apt-get could be used and installed the packages."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    _run([*apt, "update"], env=environment, stdout=subprocess.DEVNULL)
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return _run(install, env=environment, stdout=subprocess.DEVNULL) == 0


def _set_up(kind: str) -> bool:
    """Whether .venv holds what `kind` needs, after installing it if it did not."""
    stamps = {name: _stamp(name) for name in LOCKS}
    present = STAMP.read_text() if STAMP.exists() else ""
    if PYTHON.exists() and present in (stamps[kind], stamps["test"]):  # test's libraries include run's
        return True

    print("Setting up .venv (the first time downloads about 150 MB) …", flush=True)
    STAMP.unlink(missing_ok=True)
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    # The locks are complete, so nothing is resolved; a library without a wheel (bagit) is built by pip.
    libraries: list[str | Path] = [*quiet, "--require-hashes", "--no-compile", "-r", LOCKS[kind]]
    with tempfile.TemporaryDirectory() as folder:
        steps: list[list[str | Path]] = [
            [sys.executable, "-m", "venv", "--clear", ENVIRONMENT],
            [*PIP_INSTALL, *libraries],
            [*PIP_INSTALL, "--quiet", "--no-index", _editable_wheel(Path(folder))],
        ]
        if any(_run(step) != 0 for step in steps):
            print("Setting up did not finish; what went wrong is told above.")
            return False
    # Without compiled files the first start takes 3.5 times as long. A library's file for another Python
    # version may not compile, which does no harm.
    _run([PYTHON, "-m", "compileall", "-qq", "-j", "0", ENVIRONMENT, ROOT / "rbdesk"])
    STAMP.write_text(stamps[kind])
    return True


def _stamp(kind: str) -> str:
    """What .venv depends on: if it changes, .venv is made anew."""
    digest = hashlib.sha256(LOCKS[kind].read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{kind} {sys.version_info[0]}.{sys.version_info[1]} {ROOT} {digest}\n"


def _editable_wheel(folder: Path) -> Path:
    """A wheel that points at this checkout and brings the command `rbdesk`.

    `pip install --editable` would have to fetch a build system first, outside the hashes of the lock.
    """
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project["version"]
    scripts = "".join(f"{script} = {place}\n" for script, place in project["scripts"].items())
    files = {
        f"{name}.pth": f"{ROOT}\n",
        f"{name}-{version}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{name}-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{name}-{version}.dist-info/entry_points.txt": f"[console_scripts]\n{scripts}",
    }
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        record = f"{name}-{version}.dist-info/RECORD"
        lines = []
        for path, text in files.items():
            archive.writestr(path, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            lines.append(f"{path},sha256={digest},{len(text.encode())}\n")
        archive.writestr(record, "".join(lines) + f"{record},,\n")
    return wheel


def _run(command: Sequence[str | Path], **options: Any) -> int:
    """Run a program and wait for it; its exit code, 130 when it was stopped from the keyboard."""
    try:
        return subprocess.run([str(word) for word in command], check=False, **options).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
