"""What the machine refuses, told in one form: errors of SQLite and of the file system become StoreTrouble, once."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rbdesk.errors import StoreTrouble

# Primary result codes of SQLite (sqlite_errorcode & 0xff)
_KIND_OF_CODE = {
    3: "readonly",  # PERM
    5: "locked",  # BUSY
    6: "locked",  # LOCKED
    8: "readonly",  # READONLY
    10: "io",  # IOERR
    11: "damaged",  # CORRUPT
    13: "full",  # FULL
    14: "readonly",  # CANTOPEN: the file is there, its journal cannot be made beside it
    26: "damaged",  # NOTADB
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_WINDOWS_FULL = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_WINDOWS_LOCKED = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


@contextmanager
def database_trouble(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about the machine into StoreTrouble; a fault of ours passes as it is."""
    try:
        yield
    except sqlite3.Error as error:
        trouble = trouble_of(error, path)
        if trouble is None:
            raise
        raise trouble from error


@contextmanager
def file_trouble(path: Path) -> Iterator[None]:
    """Turn an OSError about the desk's own files into StoreTrouble."""
    try:
        yield
    except OSError as error:
        raise StoreTrouble(kind_of_file_error(error), str(path), str(error)) from error


def trouble_of(error: sqlite3.Error, path: Path) -> StoreTrouble | None:
    """What SQLite reports about the machine as StoreTrouble, None where it is a fault of the caller."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = None if code is None else _KIND_OF_CODE.get(code & 0xFF)
    if kind is None:
        return None
    name = getattr(error, "sqlite_errorname", "SQLITE")  # e.g. SQLITE_IOERR_WRITE
    return StoreTrouble(kind, str(path), f"{name}: {error}")


def kind_of_file_error(error: OSError) -> str:
    """The kind of StoreTrouble behind an error of the file system."""
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL or windows in _WINDOWS_FULL:
        return "full"
    if windows in _WINDOWS_LOCKED:
        return "locked"
    return "readonly" if error.errno in _READONLY else "io"
