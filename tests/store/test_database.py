"""The store under its lock: what is set, what is refused, what a failed or killed write leaves behind."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rbdesk.errors import NotAStore, StoreTooNew, StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store import database, migrations, settings
from rbdesk.store.database import Store
from tests.build import NOW

PYTHON = [sys.executable, "-c"]


def _raw(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(DeskFolder(folder).database, isolation_level=None)


def _set_header(folder: Path, pragma: str, value: int) -> None:
    connection = _raw(folder)
    connection.execute(f"PRAGMA {pragma} = {value}")
    connection.close()


def test_every_pragma_is_read_back_as_it_must_be(db: Store) -> None:
    found = {name: db.query(f"PRAGMA {name}")[0][0] for name, _, _ in database.PRAGMAS}
    assert found == {name: expected for name, _, expected in database.PRAGMAS}
    assert found["journal_mode"] == "truncate"
    assert found["synchronous"] == 2


def test_the_file_bears_our_mark_and_the_schema_number(db: Store) -> None:
    assert db.query("PRAGMA application_id") == [(0x52424431,)]
    assert db.query("PRAGMA user_version") == [(migrations.SCHEMA,)]


def test_all_tables_are_strict_and_nothing_else_was_made(db: Store) -> None:
    tables = {
        name: strict for _, name, kind, _, _, strict in db.query("PRAGMA table_list") if kind == "table"
    }
    ours = {name: strict for name, strict in tables.items() if not name.startswith("sqlite_")}
    assert set(ours) == {
        *("answers", "enrolments", "evidence", "facts", "files", "flags", "journal", "packages"),
        *("profiles", "refusals", "stages", "submissions", "vectors", "waived"),
        *("followups", "parcels", "recommendations", "replaced", "replies", "rulings"),
        *("advice", "forms", "histories", "surveys"),
    }
    assert set(ours.values()) == {1}


def test_importing_the_store_does_not_import_pandas() -> None:
    code = (
        "import sys; import rbdesk.store.database; assert 'pandas' not in sys.modules and 'numpy' not in sys.modules;"
        "import pandas; assert pandas.DataFrame({'a': [1]}).shape == (1, 1)"
    )
    subprocess.run([*PYTHON, code], check=True, timeout=60)


def test_a_second_opening_is_refused_and_told_who_holds_the_desk(office_desk: Path, db: Store) -> None:
    with pytest.raises(StoreTrouble) as refused:
        database.open_store(office_desk, now=NOW)
    assert refused.value.kind == "locked"
    assert refused.value.detail == "2020-08-27T03:42:00Z"
    assert refused.value.holder == database.holder.account_name()
    assert DeskFolder(office_desk).holder.exists()


def test_a_closed_desk_can_be_opened_again(office_desk: Path) -> None:
    for _ in range(2):
        database.open_store(office_desk, now=NOW).close()
    assert not DeskFolder(office_desk).holder.exists()


def test_a_refused_opening_in_this_process_leaves_the_lock_against_others(
    office_desk: Path, db: Store
) -> None:
    with pytest.raises(StoreTrouble):
        database.open_store(office_desk, now=NOW)
    (racer,) = _race(office_desk, 1)
    assert racer == "locked"


def test_of_several_starts_at_once_exactly_one_gets_the_desk(office_desk: Path) -> None:
    assert sorted(_race(office_desk, 4)) == ["locked", "locked", "locked", "open"]


def _race(folder: Path, count: int) -> list[str]:
    """What each of so many processes says that open the desk at once."""
    code = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path;"
        "from rbdesk.store import database; from rbdesk.errors import StoreTrouble\n"
        "sys.stdin.readline()\n"
        "try:\n"
        "    db = database.open_store(Path(sys.argv[1]), now=datetime.now(UTC))\n"
        "except StoreTrouble as trouble:\n"
        "    print(trouble.kind, flush=True)\n"
        "else:\n"
        "    print('open', flush=True)\n"
        "    sys.stdin.readline()\n"
    )
    command = [*PYTHON, code, str(folder)]
    racers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    answers = []
    for racer in racers:
        assert racer.stdout is not None
        answers.append(racer.stdout.readline().strip())
    for racer in racers:
        racer.communicate("\n", timeout=60)
    return answers


def test_no_file_is_not_a_store_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotAStore):
        database.open_store(tmp_path / "nothing", now=NOW)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + bytes(84), b"PK\x03\x04" * 100])
def test_another_file_is_not_a_store_and_stays_as_it_was(tmp_path: Path, content: bytes) -> None:
    file = DeskFolder(tmp_path).database
    file.write_bytes(content)
    with pytest.raises(NotAStore):
        database.open_store(tmp_path, now=NOW)
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]


def test_a_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    connection = _raw(tmp_path)
    connection.execute("CREATE TABLE other (a)")
    connection.close()
    before = DeskFolder(tmp_path).database.read_bytes()
    with pytest.raises(NotAStore):
        database.open_store(tmp_path, now=NOW)
    assert DeskFolder(tmp_path).database.read_bytes() == before


def test_a_newer_store_is_not_touched(office_desk: Path) -> None:
    _set_header(office_desk, "user_version", migrations.SCHEMA + 1)
    before = DeskFolder(office_desk).database.read_bytes()
    with pytest.raises(StoreTooNew) as refused:
        database.open_store(office_desk, now=NOW)
    assert (refused.value.found, refused.value.known) == (migrations.SCHEMA + 1, migrations.SCHEMA)
    assert DeskFolder(office_desk).database.read_bytes() == before


def test_a_spoilt_page_is_told_as_damage(office_desk: Path) -> None:
    file = DeskFolder(office_desk).database
    content = bytearray(file.read_bytes())
    content[4096 * 2 : 4096 * 3] = b"\xaa" * 4096
    file.write_bytes(bytes(content))
    with pytest.raises(StoreTrouble) as refused:
        database.open_store(office_desk, now=NOW)
    assert refused.value.kind == "damaged"
    assert file.read_bytes() == bytes(content)


def test_a_lost_header_in_a_desk_that_was_used_is_damage_and_not_another_file(office_desk: Path) -> None:
    file = DeskFolder(office_desk).database
    content = file.read_bytes()
    file.write_bytes(bytes(4096) + content[4096:])
    with pytest.raises(StoreTrouble) as refused:
        database.open_store(office_desk, now=NOW)
    assert refused.value.kind == "damaged"


def _fail_after_writing(db: Store) -> None:
    with db.atomic():
        settings.keep_facts(db, {"target": "1"})
        raise KeyError


def test_a_block_that_fails_leaves_nothing(db: Store) -> None:
    with pytest.raises(KeyError):
        _fail_after_writing(db)
    assert settings.load_fact(db, "target") == "60"


def test_an_inner_block_that_fails_leaves_the_outer_one_whole(db: Store) -> None:
    with db.atomic():
        settings.keep_facts(db, {"target": "70"})
        with pytest.raises(KeyError):
            _fail_after_writing(db)
    assert settings.load_fact(db, "target") == "70"


def test_a_write_outside_a_block_is_our_own_fault(db: Store) -> None:
    with pytest.raises(RuntimeError):
        settings.keep_facts(db, {"target": "1"})


def test_a_row_for_a_table_that_does_not_exist_makes_no_table(db: Store) -> None:
    with pytest.raises(ValueError, match="answrs"), db.atomic():
        db.insert("answrs", {"a": 1})
    assert db.query("SELECT count(*) FROM sqlite_schema WHERE name = 'answrs'") == [(0,)]


def test_the_journal_cannot_be_changed_or_cut(db: Store) -> None:
    for statement in (
        "UPDATE journal SET by = 'x'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE place = 1",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="journal"), db.atomic():
            db.execute(statement)


def test_an_unfinished_first_run_is_begun_afresh(tmp_path: Path) -> None:
    desk = DeskFolder(tmp_path)
    desk.database.with_name("desk.db.new").write_bytes(b"half")
    database.create_store(tmp_path, facts={"replica": "a" * 16}, now=NOW).close()
    assert not desk.database.with_name("desk.db.new").exists()
    assert desk.database.exists()


# --- migrations -------------------------------------------------------------------------------------------

_NEXT = "ALTER TABLE files ADD COLUMN pages INTEGER;"


@pytest.fixture
def with_a_next_step(office_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program of tomorrow, and a desk of today."""
    assert office_desk.exists()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, _NEXT))
    monkeypatch.setattr(migrations, "SCHEMA", migrations.SCHEMA + 1)


def _copies(folder: Path) -> list[Path]:
    return sorted(DeskFolder(folder).backup.glob("desk-*.db"))


@pytest.mark.usefixtures("with_a_next_step")
def test_an_older_store_is_brought_up_to_date_after_a_copy_aside(office_desk: Path) -> None:
    db = database.open_store(office_desk, now=NOW)
    assert db.query("PRAGMA user_version") == [(migrations.SCHEMA,)]
    assert db.query("SELECT count(pages) FROM files") == [(0,)]
    db.close()
    (copy,) = _copies(office_desk)
    assert copy.name == f"desk-{migrations.SCHEMA - 1}-20200827-034200.db"
    aside = sqlite3.connect(copy)
    assert aside.execute("PRAGMA user_version").fetchone() == (migrations.SCHEMA - 1,)
    assert aside.execute("PRAGMA application_id").fetchone() == (migrations.APPLICATION_ID,)
    assert aside.execute("SELECT value FROM facts WHERE name = 'office'").fetchone() == ("32.16.09",)
    aside.close()


def test_a_migration_that_fails_half_way_changes_nothing(
    office_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, _NEXT + "\nCREATE TABLE facts (a);"))
    monkeypatch.setattr(migrations, "SCHEMA", migrations.SCHEMA + 1)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        database.open_store(office_desk, now=NOW)
    monkeypatch.undo()
    db = database.open_store(office_desk, now=NOW)
    assert db.query("PRAGMA user_version") == [(migrations.SCHEMA,)]
    assert "pages" not in [row[1] for row in db.query("PRAGMA table_info(files)")]
    db.close()


def test_a_present_store_is_opened_without_a_copy(office_desk: Path) -> None:
    database.open_store(office_desk, now=NOW).close()
    assert _copies(office_desk) == []


def test_the_kept_store_of_the_first_schema_is_still_opened(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent / "kept" / "v001.db", DeskFolder(tmp_path).database)
    db = database.open_store(tmp_path, now=NOW)
    assert settings.load_fact(db, "office") == "32.16.09"
    assert db.query("SELECT count(*) FROM answers") == [(3,)]
    assert db.query("PRAGMA integrity_check") == [("ok",)]
    db.close()


def test_the_kept_store_of_the_third_schema_has_all_it_was_given(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent / "kept" / "v003.db", DeskFolder(tmp_path).database)
    db = database.open_store(tmp_path, now=NOW)
    tables = ("answers", "flags", "surveys", "forms", "histories", "recommendations")
    found = {table: db.query(f"SELECT count(*) FROM {table}")[0][0] for table in tables}
    assert found == {"answers": 2, "flags": 1, "surveys": 1, "forms": 1, "histories": 1, "recommendations": 1}
    assert db.query("PRAGMA integrity_check") == [("ok",)]
    db.close()
