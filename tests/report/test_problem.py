"""The log that leaves the computer holds the program's own lines and nobody's words."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbdesk.errors import stack_of
from rbdesk.report import problem

PERSONAL = (
    "Traceback (most recent call last):",
    "ValueError: jawaban Budi untuk P.1.i.a",
    "rbdesk.errors.NotAllowed: input {'note': 'Budi'}",
    "Budi",
    "budi.Santoso",
    "SK Camat Budi.pdf",
    "    note = 'Budi'",
    "2026-11-24 10:42:01,123 WARNING PIL.Image: cannot open Budi.pdf",
    "2026-11-24 10:42:01,123 WARNING Budi: halo",
    r'  File "D:\Budi\AppData\Local\RBDesk\rbdesk\ui\desk.py", line 12, in keep',
    '  File "/srv/Budi/catatan.txt", line 1, in <module>',
    "2026-11-24T10:42:01Z rbdesk answer … P.1.i.a Budi",
)


def test_of_lines_that_quote_a_person_only_the_shape_stays() -> None:
    told = problem.clean_log(PERSONAL)
    assert "Budi" not in "\n".join(told)
    assert "budi" not in "\n".join(told)
    assert told == [
        "ValueError",
        "rbdesk.errors.NotAllowed",
        "2026-11-24 10:42:01,123 WARNING PIL.Image",
        '  File "rbdesk/ui/desk.py", line 12, in keep',
        '  File "…", line 1, in <module>',
    ]


def test_where_a_fault_came_from_can_still_be_found(tmp_path: Path) -> None:
    handler = logging.FileHandler(tmp_path / "rbdesk.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    try:
        problem.write_problem(None, tmp_path)  # type: ignore[arg-type]
    except AttributeError as error:
        handler.emit(logging.LogRecord("rbdesk", 50, "", 0, "bug\n" + stack_of(error), (), None))
    handler.close()
    [head, test, place, kind] = problem.read_log(tmp_path)
    assert head.endswith("CRITICAL rbdesk")
    assert 'test_problem.py"' in test
    assert 'File "rbdesk/report/problem.py"' in place
    assert kind == "builtins.AttributeError"


def test_the_newest_lines_stay_and_older_files_stand_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, year in (("rbdesk.log", 2026), ("rbdesk.log.1", 2025), ("rbdesk.log.2", 2024)):
        (tmp_path / name).write_text(f"{year}-01-01 10:42:01,123 ERROR rbdesk: x\n", "utf-8")
    assert [line[:4] for line in problem.read_log(tmp_path)] == ["2024", "2025", "2026"]
    monkeypatch.setattr(problem, "MOST_LINES", 1)
    assert [line[:4] for line in problem.read_log(tmp_path)] == ["2026"]


@settings(max_examples=60)
@given(st.text(max_size=60).map(lambda words: words.replace('"', "") + " Budi"))
def test_free_words_never_come_through(words: str) -> None:
    assert "Budi" not in "\n".join(problem.clean_log(words.splitlines()))
