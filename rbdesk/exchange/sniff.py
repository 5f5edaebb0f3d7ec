"""The first look at a stranger's file (codes RB-F01 … RB-F08): is it a whole file, and at all a zip?

Knows nothing of what is inside but the names, and only to tell a bundle that was zipped twice.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import struct
from pathlib import Path
from typing import BinaryIO

from rbdesk.errors import BundleRefused

FILE_LIMIT_BYTES = 2**31 - 1
SPACE_RESERVE_BYTES = 200 * 2**20

END_RECORD = b"PK\x05\x06"
END_RECORD_SIZE = 22

_HEAD_BYTES = 4096
_TAIL_BYTES = 65_536 + END_RECORD_SIZE

# what the first bytes say; the keys are facts for messages.py, not words for people
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_TEXT_MAGIC: tuple[tuple[str, str], ...] = (
    (r"(<!doctype html|<html|<head|<body)", "html"),
    (r"<\?xml", "xml"),
    (r"(data:[^,]{0,80};base64,|UEsDB)", "base64"),
    (r"(return-path|received|from|mime-version|content-type|delivered-to|date|subject):", "email"),
    (r"[\[{]", "json"),
)
AGE_HEADS = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
HEAD_BYTES = max(map(len, AGE_HEADS))
_OFFICE_NAMES = (b"[Content_Types].xml", b"mimetype", b"_rels/.rels")


class _Sealed(BundleRefused):
    """The refusal of a file that is whole but encrypted."""


def open_whole(path: Path) -> BinaryIO:
    """Open a file that has passed every look from RB-F01 to RB-F07; the caller closes it.

    Raises BundleRefused: RB-F01 … RB-F07; `looks` names what a file that is no zip seems to be.
    """
    _check_kind(path)
    try:
        file = path.open("rb")
    except OSError as error:
        raise BundleRefused("RB-F01", reason=error.strerror or "") from error
    try:
        _check_content(file)
    except OSError as error:
        file.close()
        raise BundleRefused("RB-F01", reason=error.strerror or "") from error
    except BaseException:
        file.close()
        raise
    return file


def is_sealed(path: Path) -> bool:
    """Tell whether a file is encrypted with age and otherwise whole; what is neither is for `open_whole` to tell.

    Raises BundleRefused: RB-F01 … RB-F04.
    """
    _check_kind(path)
    try:
        with path.open("rb") as file:
            if not file.read(HEAD_BYTES).startswith(AGE_HEADS):
                return False
    except OSError as error:
        raise BundleRefused("RB-F01", reason=error.strerror or "") from error
    with contextlib.suppress(_Sealed):
        open_whole(path).close()
    return True


def check_space(size: int, folder: Path) -> None:
    """Make sure that `folder` has room for working on a bundle of `size` bytes: twice the file and 200 MiB.

    Raises BundleRefused: RB-F08 with `needed`, in bytes.
    """
    needed = 2 * size + SPACE_RESERVE_BYTES
    if shutil.disk_usage(folder).free < needed:
        raise BundleRefused("RB-F08", needed=needed)


def looks_like(head: bytes) -> str:
    """Return a short key for what a file that is no zip seems to be: "html", "gzip", "base64", … "unknown"."""
    for magic, key in _MAGIC:
        if head.startswith(magic):
            return key
    if head[257:262] == b"ustar":
        return "tar"
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    for pattern, key in _TEXT_MAGIC:
        if re.match(rf"\s*{pattern}", text, re.IGNORECASE):
            return key
    if text.count("\ufffd") <= 1 and "\0" not in text:
        return "text"
    return "unknown"


def _check_kind(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise BundleRefused("RB-F01", reason=error.strerror or "") from error
    except ValueError as error:  # a NUL in the name
        raise BundleRefused("RB-F01", reason=str(error)) from error
    # judged before opening: opening a pipe would wait for ever
    if not stat.S_ISREG(mode):
        raise BundleRefused("RB-F02")


def _check_content(file: BinaryIO) -> None:
    size = os.fstat(file.fileno()).st_size
    if size == 0:
        raise BundleRefused("RB-F03")
    head = file.read(_HEAD_BYTES)
    file.seek(max(0, size - _TAIL_BYTES))
    tail = file.read(_TAIL_BYTES)
    is_zip = head.startswith((b"PK\x03\x04", END_RECORD)) or _ends_as_zip(tail)
    is_age = head.startswith(AGE_HEADS)

    # an end record is 22 bytes and not all zero: a longer run of zeros is a hole that a broken copy left
    if (is_zip or is_age or not any(head)) and not any(tail[-END_RECORD_SIZE:]):
        raise BundleRefused("RB-F03")
    if size > FILE_LIMIT_BYTES:
        raise BundleRefused("RB-F04", size=size)
    if is_age:
        raise _Sealed("RB-F07", why="no_key")
    if not is_zip:
        raise BundleRefused("RB-F05", looks=looks_like(head))
    if head[30:].startswith(_OFFICE_NAMES):
        raise BundleRefused("RB-F05", looks="office")
    if inner := _bundles_inside(file, tail, size):
        raise BundleRefused("RB-F06", inside=inner)


def _ends_as_zip(tail: bytes) -> bool:
    return tail[-END_RECORD_SIZE:].startswith(END_RECORD)


def _bundles_inside(file: BinaryIO, tail: bytes, size: int) -> str:
    """Return the name of the first bundle of a zip that holds bundles and nothing else, or "".

    Reads any program's zip, and believes it only so far: a wrong answer here is at worst the wrong refusal.
    """
    at = tail.rfind(END_RECORD)
    if at < 0 or len(tail) - at < END_RECORD_SIZE:
        return ""
    count, directory_size, offset = struct.unpack_from("<HII", tail, at + 10)
    if not 0 < count <= 64 or directory_size > 65_536 or offset + directory_size > size:
        return ""
    file.seek(offset)
    directory = file.read(directory_size)
    names: list[str] = []
    place = 0
    for _ in range(count):
        if directory[place : place + 4] != b"PK\x01\x02" or len(directory) - place < 46:
            return ""
        name_size, extra_size, comment_size = struct.unpack_from("<HHH", directory, place + 28)
        names.append(directory[place + 46 : place + 46 + name_size].decode("utf-8", "replace"))
        place += 46 + name_size + extra_size + comment_size
    files = [name for name in names if not name.endswith("/") and not name.startswith("__MACOSX/")]
    if files and all(re.search(r"\.zip(\.age)?$", name, re.IGNORECASE) for name in files):
        return files[0].rsplit("/", 1)[-1]
    return ""
