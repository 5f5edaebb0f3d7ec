"""A document appears whole or not at all: written under another name beside its place, then put there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rbdesk.errors import StoreTrouble
from rbdesk.store.trouble import file_trouble


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a name to write to; what is there at the end takes the place of `path`, in one step.

    After any failure, a cancelled job too, nothing is left and an older document stays as it was. Makes the folder.
    Raises StoreTrouble: "locked" (another program holds the document open), "readonly", "full", "io".
    """
    part = path.with_name(f".{path.name}.part")
    with file_trouble(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield part
            _put(part, path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _put(part: Path, path: Path) -> None:
    """Windows refuses to replace a file that a program holds open, with an error that also means "not allowed"."""
    try:
        os.replace(part, path)
    except PermissionError as error:
        if path.is_file():
            raise StoreTrouble("locked", str(path), str(error)) from error
        raise
