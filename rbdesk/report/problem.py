"""What goes to whoever helps when the program misbehaves: versions, settings, counts and the log, in one small zip.

It may know nothing of answers, notes, names or files: facts are named one by one, and of the log only what has the
shape of the program's own lines gets through. Whatever else a library wrote there, a path or a person's words, stays.
"""

from __future__ import annotations

import builtins
import json
import re
import sqlite3
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rbdesk.report import problem_contents
from rbdesk.report.whole import replacing

FACTS, LOG, WORDS = "keadaan.json", "catatan.log", "baca-dulu.txt"
MOST_LINES = 5000  # of the log, the newest

_HEAD = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d[T ][\d:,.]{8,12}Z?) (?P<level>[A-Z]{4,8}) (?P<logger>[A-Za-z_][\w.]*):"
)
_COMMAND = re.compile(r"\d{4}-\d\d-\d\dT[\d:]{8}Z rbdesk(?: (?:--)?[a-z][a-z-]*| …)*")
_FILE = re.compile(r'  File "(?P<path>[^"]*)", line (?P<line>\d+), in (?P<name>[\w<>.]+)')
_KIND = re.compile(r"(?P<kind>(?P<root>\w+)(?:\.[A-Za-z_<>]\w*>?)+|(?P<plain>[A-Z]\w*))(?::|$)")
_LIBRARIES = {
    "rbdesk",
    "PySide6",
    "numpy",
    "pandas",
    "openpyxl",
    "xlsxwriter",
    "pptx",
    "reportlab",
    "PIL",
    "click",
}
_ROOTS = _LIBRARIES | sys.stdlib_module_names | {"root"}
_OURS = "rbdesk"


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """What is told: `facts` in plain words and numbers, `log` in lines that may leave the computer."""

    made_at: datetime
    facts: Mapping[str, object]
    log: tuple[str, ...]


def clean_log(lines: Iterable[str]) -> list[str]:
    """The lines that the program itself wrote, without anyone's words: times, levels, places in the code, kinds of errors.

    A path keeps what lies inside the program; of an error only its kind stays, since its text may quote a person.
    """
    kept = []
    for line in lines:
        clean = _clean_line(line.rstrip("\r\n"))
        if clean:
            kept.append(clean)
    return kept


def read_log(folder: Path) -> tuple[str, ...]:
    """The newest lines of a desk's log, cleaned; none where there is no log or it cannot be read."""
    lines: list[str] = []
    for path in sorted(folder.glob("rbdesk.log*"), reverse=True):  # .2 is older than .1, and that than none
        try:
            lines += clean_log(path.read_text("utf-8", errors="replace").splitlines())
        except OSError:
            lines.append(f"{path.name}: ?")
    return tuple(lines[-MOST_LINES:])


def sqlite_version() -> str:
    """The version of the SQLite that this Python brings."""
    return sqlite3.sqlite_version


def write_problem(report: ProblemReport, path: Path) -> None:
    """Write the zip. A job. Raises StoreTrouble: nothing is there then."""
    members = {
        WORDS: problem_contents.words(report.made_at),
        FACTS: json.dumps(report.facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        LOG: "".join(f"{line}\n" for line in report.log),
    }
    stamp = report.made_at.timetuple()[:6]
    with replacing(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as file:
        for name, words in members.items():
            file.writestr(zipfile.ZipInfo(name, stamp), words, zipfile.ZIP_DEFLATED)


def _clean_line(line: str) -> str:
    if _COMMAND.fullmatch(line):
        return line
    if (found := _HEAD.match(line)) and found["logger"].partition(".")[0] in _ROOTS:
        return f"{found['at']} {found['level']} {found['logger']}"
    if found := _FILE.match(line):
        return f'  File "{_inside(found["path"])}", line {found["line"]}, in {found["name"]}'
    if (found := _KIND.match(line)) and (found["root"] in _ROOTS or _is_builtin_error(found["plain"])):
        return found["kind"]
    return ""


def _is_builtin_error(name: str | None) -> bool:
    kind = getattr(builtins, name or "", None)
    return isinstance(kind, type) and issubclass(kind, BaseException)


def _inside(path: str) -> str:
    """Where a source file lies in the program or among the libraries: no folder of the person."""
    parts: Sequence[str] = path.replace("\\", "/").split("/")
    for start in (_OURS, "site-packages", "Lib", "lib"):
        if start in parts[:-1]:
            last = len(parts) - 1 - list(reversed(parts[:-1])).index(start) - 1
            return "/".join(parts[last:])
    return parts[-1] if parts[-1].endswith(".py") else "…"
