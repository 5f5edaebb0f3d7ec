"""Steps of the schema, statement by statement."""

from __future__ import annotations

import sqlite3

import pytest

from rbdesk.store import upgrading


def test_a_step_runs_whole_with_its_number() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    upgrading.run_step(connection, 7, "CREATE TABLE a (b TEXT);\nINSERT INTO a VALUES ('x; y');\n")
    assert connection.execute("SELECT b FROM a").fetchall() == [("x; y",)]
    assert connection.execute("PRAGMA user_version").fetchone() == (7,)
    connection.close()


def test_a_step_that_ends_in_the_middle_is_a_fault_of_ours() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(ValueError, match="step 7"):
        upgrading.run_step(connection, 7, "CREATE TABLE a (b TEXT")
    connection.close()
