"""An older schema brought up to date: a checked copy aside first, then one transaction for each step."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store.trouble import file_trouble


def upgrade(connection: sqlite3.Connection, desk: DeskFolder, now: datetime, steps: Sequence[str]) -> None:
    """Bring the schema up to date. Raises StoreTrouble; the database is then as it was or at a step in between."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == len(steps):
        return
    _copy_aside(connection, desk, version, now)
    for number, step in enumerate(steps[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            run_step(connection, number, step)
            _check_step(connection)
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            raise


def run_step(connection: sqlite3.Connection, number: int, step: str) -> None:
    """Run one step's statements; executescript would commit first."""
    statement = ""
    for line in step.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    if statement.strip():
        raise ValueError(f"step {number} ends in the middle of a statement")
    connection.execute(f"PRAGMA user_version = {number}")


def _check_step(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StoreTrouble("damaged", detail=f"a migration broke {len(broken)} references")
    found = connection.execute("PRAGMA integrity_check(5)").fetchall()
    if found != [("ok",)]:
        raise StoreTrouble("damaged", detail=f"after a migration: {found}")


def _copy_aside(connection: sqlite3.Connection, desk: DeskFolder, version: int, now: datetime) -> Path:
    """A checked copy of the store as it is, `backup/desk-<schema>-<time>.db`."""
    target = desk.backup / f"desk-{version}-{now:%Y%m%d-%H%M%S}.db"
    part = target.with_name(target.name + ".part")
    with file_trouble(part):
        part.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(part),))
        copy = sqlite3.connect(str(part))
        try:
            found = copy.execute("PRAGMA integrity_check(5)").fetchall()
        finally:
            copy.close()
        if found != [("ok",)]:
            raise StoreTrouble("damaged", str(part), f"the copy before a migration: {found}")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, target)
    return target
