import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rbdesk import paths
from rbdesk.errors import BundleRefused, NotAllowed, NotAStore, RBDeskError, StoreTooNew, StoreTrouble
from rbdesk.progress import Cancelled
from tests.cli.conftest import Run


def test_the_version_names_program_editions_and_parts(run: Run) -> None:
    ended = run("--version")

    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0].startswith("rbdesk ")
    assert lines[1] == "edisi: RB-2020, RB-2022"
    assert [line.split()[0] for line in lines[2:]] == ["Python", "Qt", "SQLite"]


def test_no_command_imports_qt_or_pandas() -> None:
    source = (
        "import sys; from rbdesk.cli import program; program.main(['instrument', 'list']);"
        "print(sorted({'PySide6', 'pandas', 'numpy', 'pyqtgraph'} & sys.modules.keys()))"
    )

    printed = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, check=True, encoding="utf-8"
    )

    assert printed.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotAllowed("locked"), 1),
        (NotAllowed("unknown_question", code="X"), 2),
        (NotAllowed("disk_low"), 3),
        (BundleRefused("RB-Z13"), 1),
        (NotAStore("x"), 2),
        (StoreTrouble("locked"), 3),
        (StoreTooNew(9, 1), 3),
        (PermissionError(13, "no", "x"), 3),
        (Cancelled(), 130),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_ending_has_its_exit_code_and_one_sentence(
    monkeypatch: pytest.MonkeyPatch, run: Run, error: BaseException, code: int
) -> None:
    monkeypatch.setattr("rbdesk.workflow.catalog.list_instruments", raiser(error))

    ended = run("instrument", "list")

    assert (ended.code, ended.out) == (code, "")
    assert len(ended.err.strip().splitlines()) == 1
    assert "Traceback" not in ended.err


def test_a_bug_of_ours_ends_with_70_and_a_traceback_in_the_log(
    monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path
) -> None:
    monkeypatch.setenv("RBDESK_DESK", str(tmp_path / "desk"))
    monkeypatch.setattr("rbdesk.workflow.catalog.list_instruments", raiser(ZeroDivisionError("ups")))

    ended = run("instrument", "list")

    log = paths.default_desk() / "log" / "rbdesk.log"
    assert (ended.code, ended.out) == (70, "")
    assert str(log) in ended.err
    assert len(ended.err.splitlines()) == 1
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_the_log_of_the_desk_that_was_named_is_preferred(
    monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path
) -> None:
    desk = tmp_path / "meja"
    desk.mkdir()
    (desk / "desk.db").touch()
    monkeypatch.setattr("rbdesk.workflow.catalog.instrument", raiser(ZeroDivisionError("ups")))

    ended = run("instrument", "show", str(desk))

    assert ended.code == 70
    assert "ZeroDivisionError" in (desk / "log" / "rbdesk.log").read_text(encoding="utf-8")


def test_an_unforeseen_error_of_ours_still_gets_a_sentence(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr("rbdesk.workflow.catalog.list_instruments", raiser(RBDeskError()))

    assert run("instrument", "list").code == 1


def test_the_console_script_speaks_utf8_where_the_console_does_not() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    source = "import sys; from rbdesk.cli import program; sys.exit(program.main(['instrument', 'list', 'x']))"

    ended = subprocess.run([sys.executable, "-c", source], capture_output=True, check=False, env=environment)

    assert ended.returncode == 2
    assert ended.stderr.decode("utf-8").startswith("Terlalu banyak argumen: x")


def test_without_arguments_the_command_line_shows_its_help(run: Run) -> None:
    assert run().out.startswith("Pemakaian: rbdesk")


def raiser(error: BaseException) -> object:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_ctrl_c_stops_long_work_with_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "OUT"
    source = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from rbdesk.cli import program; sys.exit(program.main(['demo', sys.argv[1]]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", source, str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        while not (out / "bundles").exists() and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        printed, told = running.communicate(timeout=30)

    log = paths.default_desk() / "log" / "rbdesk.log"
    assert (running.returncode, printed) == (130, ""), log.read_text(encoding="utf-8")
    assert told.strip() == "Dihentikan atas permintaan Anda. Data yang sudah tersimpan tetap aman."
    assert list(out.iterdir()) == []
