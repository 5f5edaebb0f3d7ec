"""The schema as it was released: changed only by adding a step."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rbdesk.store import migrations


def _schema(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
    return [row[0] for row in rows]


@pytest.mark.parametrize("number", range(1, migrations.SCHEMA + 1))
def test_the_steps_make_the_schema_of_the_kept_store(number: int) -> None:
    kept = sqlite3.connect(Path(__file__).parent / "kept" / f"v{number:03}.db")
    fresh = sqlite3.connect(":memory:")
    for step in migrations.STEPS[:number]:
        fresh.executescript(step)
    assert _schema(fresh) == _schema(kept)
    kept.close()
    fresh.close()


def test_every_step_ends_with_a_whole_statement() -> None:
    for step in migrations.STEPS:
        assert sqlite3.complete_statement(step)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO answers VALUES ('32.16.09', 1999, 'lke', 'A', :r, 1, NULL, '', :t, '')",
        "INSERT INTO answers VALUES ('Cibitung', 2020, 'lke', 'A', :r, 1, NULL, '', :t, '')",
        "INSERT INTO answers VALUES ('32.16.09', 2020, 'lke', 'A', 'R', 1, NULL, '', :t, '')",
        "INSERT INTO answers VALUES ('32.16.09', 2020, 'lke', 'A', :r, 0, NULL, '', :t, '')",
        "INSERT INTO answers VALUES ('32.16.09', 2020, 'lke', 'A', :r, 1, 'A', '', :t, '')",
        "INSERT INTO answers VALUES ('32.16.09', 2020, 'lke', 'A', :r, 1, NULL, '', '03-09-2020', '')",
        "INSERT INTO answers VALUES ('32.16.09', 2020, 'lke', 'A', :r, 1, NULL, NULL, :t, '')",
        "INSERT INTO flags VALUES ('32.16.09', 'dua ribu', 'lke', 'A')",
        "INSERT INTO stages VALUES ('32.16.09', 2020, 'selesai sekali', :t, '')",
        "INSERT INTO files VALUES ('abc', 1, 'application/pdf', 'a.pdf', :t, '', NULL)",
        "INSERT INTO files VALUES (hex(zeroblob(32)), 0, 'application/pdf', 'a.pdf', :t, '', NULL)",
    ],
)
def test_the_schema_refuses_what_cannot_be(statement: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(migrations.STEPS[0])
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement, {"r": "a" * 16, "t": "2020-09-03T07:05:11Z"})
    connection.close()
