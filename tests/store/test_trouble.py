"""Trouble of the machine: told in one form, and nothing that was acknowledged is lost by it."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rbdesk.errors import StoreTrouble
from rbdesk.store.trouble import database_trouble, file_trouble, kind_of_file_error

CHECKOUT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="kills and limits processes as POSIX systems do")


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that any account can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="rbdesk-faults-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _command(what: str, folder: Path, count: int) -> list[str]:
    return [sys.executable, "-m", "tests.store.faults", what, str(folder), str(count)]


def _run(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@posix
def test_after_any_of_60_kills_all_that_was_acknowledged_is_there(open_place: Path) -> None:
    found = _run(_command("kill", open_place, 60))
    assert found["kills"] == 60
    assert found["acknowledged"] > 60


@posix
def test_a_write_that_fails_anywhere_is_told_and_can_be_repeated(open_place: Path) -> None:
    found = _run(_command("starve", open_place, 120))
    assert set(found["refused"]) <= {"full", "io"}
    assert 40 <= sum(found["refused"].values()) < 120
    assert found["acknowledged"] == 120


@posix
def test_a_full_disk_refuses_a_save_and_takes_it_when_there_is_room_again(open_place: Path) -> None:
    mount = f"mount -t tmpfs -o size=2m none {open_place}"
    if (
        not shutil.which("unshare")
        or subprocess.run(["unshare", "-Urm", "sh", "-c", mount], capture_output=True, check=False).returncode
    ):
        pytest.skip("this machine gives no small disk to an ordinary account")
    command = " ".join(_command("fill", open_place, 10))
    found = _run(["unshare", "-Urm", "sh", "-c", f"{mount} && {command}"])
    assert set(found["refused"]) == {"full"}
    assert found["refused"]["full"] == 10


@posix
def test_a_folder_that_takes_no_writing_can_be_looked_at_and_is_left_alone(open_place: Path) -> None:
    assert _run(_command("readonly", open_place, 2)) == {"kinds": ["readonly"] * 2, "is_untouched": True}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "full"), "full"),
        (OSError(errno.EDQUOT, "quota"), "full"),
        (OSError(errno.EFBIG, "limit"), "full"),
        (PermissionError(errno.EACCES, "no"), "readonly"),
        (OSError(errno.EROFS, "read-only"), "readonly"),
        (OSError(errno.EIO, "broken"), "io"),
        (FileNotFoundError(errno.ENOENT, "gone"), "io"),
    ],
)
def test_errors_of_the_file_system_have_a_kind(error: OSError, kind: str) -> None:
    with pytest.raises(StoreTrouble) as told, file_trouble(Path("desk.db")):
        raise error
    assert (told.value.kind, told.value.path) == (kind, "desk.db")


@pytest.mark.parametrize(("code", "kind"), [(112, "full"), (39, "full"), (32, "locked"), (33, "locked")])
def test_errors_of_windows_have_a_kind(code: int, kind: str) -> None:
    error = OSError(errno.EACCES, "windows")
    error.winerror = code  # type: ignore[attr-defined]
    assert kind_of_file_error(error) == kind


def test_a_fault_of_the_program_is_not_taken_for_the_machines() -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError), database_trouble(Path("desk.db")):
        connection.execute("SELECT nothing FROM nowhere")
    connection.close()


def test_the_name_of_sqlites_error_is_kept_for_the_log(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    file.write_bytes(b"not a database, but long enough to be one" * 50)
    connection = sqlite3.connect(file)
    with pytest.raises(StoreTrouble, match="SQLITE_NOTADB") as told, database_trouble(file):
        connection.execute("SELECT * FROM sqlite_schema")
    connection.close()
    assert told.value.kind == "damaged"
