"""A desk's database: made, opened under its lock, checked, brought up to date. The only module that names sqlite-utils.

One connection, used by the thread that opened it; it holds the file's exclusive lock until `close()`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from rbdesk.errors import NotAStore, StoreTooNew, StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store import filesum, holder, life, migrations, switching, upgrading
from rbdesk.store.journal_copy import JournalCopy, Mark, Row
from rbdesk.store.redo import Place, RedoLog, Write
from rbdesk.store.trouble import database_trouble, file_trouble, trouble_of


def _import_sqlite_utils() -> Any:
    """sqlite_utils without pandas, which it would otherwise import (a third of a second at every start)."""
    absent = [name for name in ("pandas", "numpy") if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # how Python is told that a module is absent
    try:
        import sqlite_utils
    finally:
        for name in absent:
            del sys.modules[name]
    return sqlite_utils


sqlite_utils = _import_sqlite_utils()

# What must be true of every open store: set, then read back. Simulated power cuts lost or spoilt saves under
# each laxer setting; WAL is also lost when people copy the file by hand.
PRAGMAS: tuple[tuple[str, str, int | str], ...] = (
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("busy_timeout", "5000", 5000),
    ("temp_store", "MEMORY", 2),
)
_WAIT_AT_OPEN_MS = 1000  # a virus scanner lets go within that; a second start is told who holds the desk
_HEADER_BYTES = 100
# Desks that this process has open. A file opened and closed again beside an open connection takes away all locks
# that the process has on it (POSIX), so a second opening must be refused before it touches the file.
_open_here: set[Path] = set()
_MAGIC = b"SQLite format 3\x00"


class Store:
    """An open desk. `replica` is this store's present life, whose counter numbers its edits.

    `remembers_life` has this computer remember, when the desk is closed, how far it has come. `is_older_than_copy` is true where the journal's copy holds rows that the database lacks: an older file was
    put in its place, and edits must go on under a new replica. `is_read_only` where the folder takes no writing: all
    can be looked at, and every write is refused as the machine's trouble before it reaches the disk. `keeps_points`
    where acts that take much in or back make a copy aside first.
    """

    def __init__(self, folder: DeskFolder, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._path = folder.database
        self.sql = sqlite_utils.Database(connection, execute_plugins=False)
        self.replica = ""
        self.is_older_than_copy = False
        self.facts: dict[str, str] | None = None  # what `settings` read, until it writes or a write fails
        self._copy: JournalCopy | None = None
        self._rows: list[Row] = []
        self._redo: RedoLog | None = None
        self._writes: list[Write] = []
        self._at = Place()  # where the journal stands, what is being written included
        self._depth = 0
        self.remembers_life = False
        self.is_read_only = False
        self.keeps_points = False
        self._is_as_summed = False  # nothing was written since `desk.sum` was found to be true

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One write, whole or not at all; it is on the disk when the block has been left.

        A block inside another is a savepoint of it. Raises StoreTrouble: nothing of it was kept.
        """
        if self._depth:
            with self._savepoint():
                yield
            return
        if self.is_read_only:
            raise StoreTrouble("readonly", str(self.folder.root))
        self._begin()
        self._depth = 1
        try:
            yield
            self._run("COMMIT")
            self._is_as_summed = False
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._depth = 0
        self._copy_rows()

    @property
    def is_transaction_whole(self) -> bool:
        """False if SQLite has given up what `atomic()` began, as it may when the disk refuses."""
        return bool(self.sql.conn.in_transaction)

    def query(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT. Raises StoreTrouble."""
        return self._run(statement, values)

    def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run one writing statement inside `atomic()`. Raises StoreTrouble."""
        self._must_be_writing()
        self._run(statement, values)
        self._writes.append((statement, values, False))

    def execute_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one writing statement for many rows inside `atomic()`. Raises StoreTrouble."""
        self._must_be_writing()
        with database_trouble(self._path):
            self.sql.conn.executemany(statement, rows)
        self._writes.append((statement, rows, True))

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add one whole row inside `atomic()`. Raises StoreTrouble; ValueError: no such table."""
        self._must_be_writing()
        with database_trouble(self._path):
            known = self.sql.table(table)
            if not known.exists():  # else sqlite-utils would make it
                raise ValueError(f"no table {table}")
            known.insert(dict(row))
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self._writes.append((f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()), False))

    def copy_later(self, row: Row) -> None:
        """Have a journal row appended to the journal's copy once it is committed."""
        self._must_be_writing()
        self._rows.append(row)
        self._at = Place(int(row["place"]), str(row["hash"]))

    @property
    def journal_place(self) -> Place:
        """Where the journal stands."""
        return self._at

    def begin_segment(self, point: int) -> None:
        """Have what is written from now on follow a backup; what was written before goes to the disk."""
        if self._copy is not None:
            self._copy.sync()
        if self._redo is not None:
            self._redo.rotate(point, self._at)

    @property
    def redo_mark(self) -> str:
        """Names the last commit that can be done again, "" for none."""
        return self._redo.mark if self._redo is not None else ""

    @property
    def lacks_redo(self) -> bool:
        """True if what is written now cannot be replayed before the next backup."""
        return self._redo is None or self._redo.is_full or self._redo.has_gap

    def use_replica(self, replica: str) -> None:
        """Go on as this replica, and complete its copy of the journal from the table."""
        if self._copy is not None:
            self._copy.close()
        self.replica = replica
        self._copy = JournalCopy(self.folder.journal, replica)
        try:
            end = self._copy.find_end()
        except OSError:
            end = Mark()
        known = self.query("SELECT hash FROM journal WHERE replica = ? AND n = ?", (replica, end.n))
        self.is_older_than_copy = end.n > 0 and known != [(end.hash,)]
        if self.is_older_than_copy:
            self._copy.close()
            self._copy = None  # that copy holds what the table lost: it is left as it is
            return
        self._copy.append(self._journal_after(end.n))

    def close(self) -> None:
        """Let go of the desk. Safe to call twice."""
        if self.remembers_life:
            self.remembers_life = False
            self.remember_life()
        if self._copy is not None:
            self._copy.close()
            self._copy = None
        if self._redo is not None:
            self._redo.close()
            self._redo = None
        if not self.is_read_only:
            holder.remove(self.folder.holder)
        self.sql.conn.close()
        if not (self.is_read_only or self._is_as_summed) and self._path.resolve() in _open_here:
            filesum.keep(self._path, self.folder.database_sum, self._at.place)
        _open_here.discard(self._path.resolve())

    def remember_life(self) -> None:
        """Have this computer remember how far the desk has come. Never raises for the record's sake."""
        with contextlib.suppress(sqlite3.Error, StoreTrouble):
            found = self.query("SELECT max(n) FROM journal WHERE replica = ?", (self.replica,))
            life.keep_life(self.folder.root, life.Life(self.replica, int(found[0][0] or 0)))

    def _journal_after(self, n: int) -> list[Row]:
        statement = "SELECT * FROM journal WHERE replica = ? AND n > ? ORDER BY n"
        with database_trouble(self._path):
            cursor = self.sql.execute(statement, (self.replica, n))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _begin(self) -> None:
        if self.sql.conn.in_transaction:  # a rollback failed before; without this nothing would ever commit
            self._run("ROLLBACK")
        self._run("BEGIN IMMEDIATE")

    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        # every save comes through here several times: no context manager
        try:
            rows: list[tuple[Any, ...]] = self.sql.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            trouble = trouble_of(error, self._path)
            if trouble is None:
                raise
            raise trouble from error
        return rows

    def _roll_back(self) -> None:
        self._forget_waiting(0, 0)
        self.facts = None
        # SQLite has often rolled back by itself; if it cannot, the next _begin or the next open does
        with contextlib.suppress(sqlite3.Error):
            if self.sql.conn.in_transaction:
                self.sql.conn.execute("ROLLBACK")

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        waiting = len(self._rows), len(self._writes)
        self._depth += 1
        try:
            with database_trouble(self._path), self.sql.atomic():
                yield
        except BaseException:
            self._forget_waiting(*waiting)
            self.facts = None
            raise
        finally:
            self._depth -= 1

    def _forget_waiting(self, rows: int, writes: int) -> None:
        """Drop what was rolled back from what is to be told after the commit."""
        if len(self._rows) > rows:
            first = self._rows[rows]
            self._at = Place(int(first["place"]) - 1, str(first["previous"]))
        del self._rows[rows:]
        del self._writes[writes:]

    def _copy_rows(self) -> None:
        rows, self._rows = self._rows, []
        writes, self._writes = self._writes, []
        if self._copy is not None:
            self._copy.append(rows)
        if self._redo is not None:
            self._redo.append(writes, self._at)

    def find_place(self) -> None:
        """Read anew where the journal stands, after rows came to it that nobody told of."""
        last = self.query("SELECT place, hash FROM journal ORDER BY place DESC LIMIT 1")
        self._at = Place(int(last[0][0]), str(last[0][1])) if last else Place()

    def _begin_redo(self) -> None:
        self.find_place()
        self._redo = RedoLog(self.folder.redo, migrations.SCHEMA)
        self._redo.begin(self._at)

    def _must_be_writing(self) -> None:
        if not self._depth:
            raise RuntimeError("a write outside atomic()")


def create_store(folder: Path, *, facts: Mapping[str, str], now: datetime) -> Store:
    """Make a desk's folder and database and open it; `facts` are its first settings, "replica" among them.

    The database gets its name when it is whole. Raises StoreTrouble.
    """
    desk = DeskFolder(folder)
    with file_trouble(folder):
        desk.make()
        unfinished = desk.database.with_name("desk.db.new")
        for path in (unfinished, unfinished.with_name("desk.db.new-journal")):
            path.unlink(missing_ok=True)
    with database_trouble(unfinished):
        connection = _connect(unfinished)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
            for number, step in enumerate(migrations.STEPS, start=1):
                upgrading.run_step(connection, number, step)
            connection.executemany("INSERT INTO facts (name, value) VALUES (?, ?)", list(facts.items()))
            connection.execute("COMMIT")
        finally:
            connection.close()
    with file_trouble(desk.database):
        os.replace(unfinished, desk.database)
    return open_store(folder, now=now)


def open_store(folder: Path, *, now: datetime) -> Store:
    """Open a desk's database under its exclusive lock, checked and migrated; only to be read where it takes no writing.

    Raises NotAStore: no database of RBDesk there. StoreTooNew. StoreTrouble: "locked" (`holder` is the account
    that has it open, `detail` since when), "readonly" (it must be mended or brought up to date first, and cannot be
    written), "damaged", "full", "io". None of them alters the file.
    """
    desk = DeskFolder(folder)
    if desk.database.resolve() in _open_here:
        raise _held(desk)
    with file_trouble(folder):
        switching.finish(desk)  # a restore that was cut short
    found = filesum.judge(desk.database, desk.database_sum)
    if found == filesum.SPOILT:
        _must_be_free(desk)  # somebody who writes meanwhile looks like damage
        found = filesum.judge(desk.database, desk.database_sum)
        if found == filesum.SPOILT and filesum.is_put_back(desk.database, desk.database_sum):
            found = filesum.UNKNOWN
        if found == filesum.SPOILT:
            raise StoreTrouble("damaged", str(desk.database), "no write came, and its bytes are others")
    _check_header(desk)
    try:
        with database_trouble(desk.database):
            connection = _connect(desk.database)
            store = Store(desk, connection)
            try:
                _take_lock(connection)
                _check_version(connection, desk)
                _set_pragmas(connection)
                _check_pages(connection, is_thorough=found == filesum.UNKNOWN)
                with file_trouble(folder):
                    desk.make()
                upgrading.upgrade(connection, desk, now, migrations.STEPS)
                holder.write(desk.holder, now)
                store.use_replica(_read_replica(connection, desk))
                store._begin_redo()
                store._is_as_summed = found == filesum.EQUAL
            except BaseException:
                connection.close()
                raise
    except StoreTrouble as trouble:
        if trouble.kind == "readonly":
            store = _open_to_read(desk, trouble)
        elif trouble.kind != "locked":
            raise
        else:
            raise _held(desk) from trouble
    _open_here.add(desk.database.resolve())
    return store


def _open_to_read(desk: DeskFolder, trouble: StoreTrouble) -> Store:
    """Open a desk that cannot be written, without a lock of ours; `trouble` is why."""
    root = str(desk.root)
    unfinished = desk.database.with_name(f"{desk.database.name}-journal")
    if unfinished.exists() and unfinished.stat().st_size:
        raise StoreTrouble(
            "readonly", root, "a write was cut short and must be taken back first"
        ) from trouble
    with database_trouble(desk.database):
        connection = sqlite3.connect(
            f"{desk.database.resolve().as_uri()}?mode=ro",
            uri=True,
            timeout=_WAIT_AT_OPEN_MS / 1000,
            isolation_level=None,
        )
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != migrations.SCHEMA:
                raise StoreTrouble("readonly", root, "an earlier schema") from trouble
            for name, value in (("query_only", "ON"), ("trusted_schema", "OFF"), ("temp_store", "MEMORY")):
                connection.execute(f"PRAGMA {name} = {value}")
            _check_pages(connection)
            store = Store(desk, connection)
            store.is_read_only = True
            store.replica = _read_replica(connection, desk)
        except BaseException:
            connection.close()
            raise
    return store


def new_replica() -> str:
    """A name for a new life of a store: 16 hexadecimal digits that no other has."""
    return secrets.token_hex(8)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(str(path), timeout=_WAIT_AT_OPEN_MS / 1000, isolation_level=None)


def _must_be_free(desk: DeskFolder) -> None:
    """Raises StoreTrouble("locked"): another process has the desk open."""
    connection = _connect(desk.database)
    try:
        _take_lock(connection)
    except sqlite3.Error as error:
        trouble = trouble_of(error, desk.database)
        if trouble is not None and trouble.kind == "locked":
            raise _held(desk) from error
    finally:
        connection.close()


def _held(desk: DeskFolder) -> StoreTrouble:
    other = holder.read(desk.holder)
    return StoreTrouble("locked", str(desk.database), other.since, other.name)


def _check_header(desk: DeskFolder) -> None:
    """Judge the file by its first bytes, before SQLite may touch it or a journal beside it."""
    path = desk.database
    with file_trouble(path):
        if not path.is_file():
            raise NotAStore(str(path))
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    was_a_desk = desk.device_key.exists() and any(desk.journal.glob("*.jsonl"))
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        if was_a_desk:
            raise StoreTrouble("damaged", str(path), "the header is gone")
        raise NotAStore(str(path))
    if int.from_bytes(header[68:72], "big") != migrations.APPLICATION_ID:
        if was_a_desk:
            raise StoreTrouble("damaged", str(path), "the header is another one")
        raise NotAStore(str(path))
    version = int.from_bytes(header[60:64], "big")
    if version > migrations.SCHEMA:
        raise StoreTooNew(version, migrations.SCHEMA, str(path))


def _take_lock(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")  # also rolls back what a killed process left half done
    connection.execute("COMMIT")  # in this mode the lock stays


def _check_version(connection: sqlite3.Connection, desk: DeskFolder) -> None:
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > migrations.SCHEMA:
        raise StoreTooNew(found, migrations.SCHEMA, str(desk.database))


def _set_pragmas(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA mmap_size = 0")
    for name, value, expected in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise StoreTrouble("io", detail=f"{name} is {found}, not {expected}")


def _check_pages(connection: sqlite3.Connection, *, is_thorough: bool = False) -> None:
    """Look at all pages; after an unclean end also at the indexes."""
    pragma = "PRAGMA integrity_check(5)" if is_thorough else "PRAGMA quick_check(5)"
    found = [row[0] for row in connection.execute(pragma)]
    if found != ["ok"]:
        raise StoreTrouble("damaged", detail="; ".join(str(line) for line in found))


def _read_replica(connection: sqlite3.Connection, desk: DeskFolder) -> str:
    row = connection.execute("SELECT value FROM facts WHERE name = 'replica'").fetchone()
    if row is None:
        raise StoreTrouble("damaged", str(desk.database), "no replica")
    return str(row[0])
