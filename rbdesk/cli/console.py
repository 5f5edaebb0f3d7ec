"""How a command speaks: documents and tables on standard output, everything else on standard error."""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TextIO

import click

from rbdesk import text
from rbdesk.domain.assessment import Value
from rbdesk.domain.scoring import to_decimal
from rbdesk.progress import Progress

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None

_REDRAW_SECONDS = 0.1
_PLAIN_SECONDS = 5.0
_BAR_WIDTH = 24


def speak_utf8() -> None:
    """Let both streams carry UTF-8 also where the console of the system does not."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").replace("-", "").lower()
        if encoding != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


def tell(line: str = "") -> None:
    """Print a result on standard output."""
    _echo(line)


def say(line: str) -> None:
    """Print a remark on standard error."""
    _echo(line, err=True)


def document(content: Json) -> None:
    """Print the one JSON document of a command."""
    _echo(json.dumps(content, ensure_ascii=False, indent=1))


def table(rows: Sequence[Sequence[str]], *, heads: Sequence[str] = (), right: Sequence[int] = ()) -> None:
    """Print rows in columns; those whose places are in `right` stand flush right."""
    lines = [list(heads), *map(list, rows)] if heads else [list(row) for row in rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))] if lines else []
    for line in lines:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        tell("  ".join(cells).rstrip())


def exact(number: Fraction | Decimal) -> str:
    """The number as it stands in JSON: exact, or 28 digits where its quotient does not end."""
    return format(to_decimal(Fraction(number)), "f")


def rounded_percent(number: Fraction) -> str:
    """A percentage as it stands in JSON: half up to two decimals."""
    hundredths = int(number * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def value_json(value: Value | None) -> Json:
    """An answer's value in JSON: the option's label, or the numbers by input id as decimal strings."""
    if value is None or isinstance(value, str):
        return value
    return {name: format(number.normalize(), "f") for name, number in value}


def is_closed_pipe(error: OSError) -> bool:
    """Whether the one who read what we print has gone (`| head`): Windows calls it an invalid argument."""
    return error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _echo(line: str, *, err: bool = False) -> None:
    """Print a line; a command that nobody listens to any more still does all it was told to."""
    try:
        click.echo(line, err=err)
    except OSError as error:
        if not is_closed_pipe(error):
            raise
        _speak_to_nobody(sys.stderr if err else sys.stdout)


def _speak_to_nobody(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def progress() -> Progress:
    """A progress that is told on standard error: a line that moves on a terminal, plain lines now and then elsewhere."""
    return Progress(_Teller(sys.stderr).tell)


class _Teller:
    """Draws steps on a stream, not more often than eyes can follow."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._moves = stream.isatty()
        self._last = time.monotonic()
        self._drawn = 0

    def tell(self, done: int, total: int, label: str) -> None:
        now, is_end = time.monotonic(), done >= total
        pause = _REDRAW_SECONDS if self._moves else _PLAIN_SECONDS
        if is_end and not self._drawn:
            return
        if not is_end and now - self._last < pause:
            return
        self._last = now
        share = Fraction(done, total) if total else Fraction(1)
        percent = text.percent(share * 100, 0)
        if not self._moves:
            self._stream.write(f"{percent} {label}".rstrip() + "\n")
        elif is_end:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._drawn = 0
        else:
            filled = int(share * _BAR_WIDTH)
            line = f"[{'#' * filled}{'.' * (_BAR_WIDTH - filled)}] {percent:>4} {label[:40]}"
            self._stream.write("\r" + line.ljust(self._drawn))
            self._drawn = len(line)
        self._flush()

    def _flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            if not is_closed_pipe(error):
                raise
            _speak_to_nobody(self._stream)
