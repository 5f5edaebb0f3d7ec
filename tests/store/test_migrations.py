"""The schema as it was released: changed only by adding a step."""

from __future__ import annotations

import json
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


def test_waivers_that_stayed_at_home_become_edits_that_travel() -> None:
    """Each under the number of its act in the journal, which the vector then covers; those taken back are gone."""
    old = sqlite3.connect(":memory:")
    for step in migrations.STEPS[:2]:
        old.executescript(step)
    replica, at = "a" * 16, "2020-09-03T07:05:11Z"
    office = ("32.16.09", 2020, "lke-26-2020-unit")
    acts = [["jump:U.P.1.i.a", "alasan lama"], ["jump:U.P.1.i.a", "alasan baru"], ["jump:U.P.1.i.b", None]]
    for n, new in enumerate(acts, start=4):
        row = (replica, n, "waive", *office, "", "[]", json.dumps(new), at, "", "", "0" * 64, "0" * 64)
        old.execute(f"INSERT INTO journal VALUES (NULL, {', '.join('?' * len(row))})", row)
    waiver = (*office, "jump:U.P.1.i.a", "alasan baru", at, "Operator")
    old.execute("INSERT INTO waivers VALUES (?, ?, ?, ?, ?, ?, ?)", waiver)
    old.execute("INSERT INTO vectors VALUES (?, ?, ?, 2)", (*office[:2], replica))
    old.executescript(migrations.STEPS[2])
    moved = (*office, "U.P.1.i.a", "jump", replica, 5, "alasan baru", 1, at, "Operator")
    assert old.execute("SELECT * FROM waived").fetchall() == [moved]
    assert old.execute("SELECT * FROM vectors").fetchall() == [(*office[:2], replica, 5)]
    old.close()
