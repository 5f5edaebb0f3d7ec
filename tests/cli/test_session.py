from pathlib import Path

import pytest

from rbdesk.cli import session
from rbdesk.errors import NotAllowed
from rbdesk.workflow import catalog
from tests.cli.conftest import Run

SHEET = catalog.instrument(catalog.UNIT_SHEET)


def test_a_question_is_named_by_its_id_or_as_people_read_it() -> None:
    assert session.question_code(SHEET, "U.P.1.i.a") == session.question_code(SHEET, "P.1.i.a") == "U.P.1.i.a"


@pytest.mark.parametrize("code", ["U.P.1.i", "P.99", "", "pemenuhan"])
def test_what_is_no_question_is_refused(code: str) -> None:
    with pytest.raises(NotAllowed, match="unknown_question"):
        session.question_code(SHEET, code)


def test_a_folder_that_is_no_desk_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "tidak-ada"):
        ended = run("score", place)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("Ini bukan data RBDesk")
    assert not (tmp_path / "tidak-ada").exists()


def test_a_desk_that_is_open_elsewhere_is_left_alone_and_its_holder_named(run: Run, desk: Path) -> None:
    with session.session(desk):
        ended = run("score", desk)

    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("Data ini sedang dibuka")


def test_a_damaged_desk_is_told_as_such(run: Run, desk: Path) -> None:
    store = desk / "desk.db"
    content = bytearray(store.read_bytes())
    content[5000:9000] = b"x" * 4000
    store.write_bytes(content)

    ended = run("score", desk)

    assert (ended.code, ended.out) == (3, "")
    assert "dipulihkan" in ended.err


def test_an_office_s_command_does_not_work_at_the_secretariat_and_the_other_way(
    run: Run, desk: Path, secretariat: Path
) -> None:
    for arguments in (("unlock", secretariat, "--reason", "x"), ("status", desk), ("compare", desk)):
        ended = run(*arguments)
        assert (ended.code, ended.out) == (2, "")
        assert "peran" in ended.err


def test_each_role_has_its_usual_sheet(run: Run, desk: Path, secretariat: Path) -> None:
    assert run("score", desk, "--json").json["instrument"] == "lke-26-2020-unit"
    assert run("score", secretariat, "--json").json["instrument"] == "lke-26-2020-pemda"
    zi = run("score", desk, "--instrument", "lke-zi-10-2019", "--json").json
    assert (zi["instrument"], zi["weight"]) == ("lke-zi-10-2019", "100")


def test_what_was_typed_bears_the_operator_s_name(run: Run, desk: Path) -> None:
    run("answer", desk, "P.1.i.a", "A")

    assert run("why", desk, "P.1.i.a", "--json").json["by"] == "Operator 1"
