import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.year import PDF


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "SK Tim.pdf"
    file.write_bytes(PDF)
    return file


def files(run: Run, desk: Path) -> list[dict[str, object]]:
    found = run("evidence", desk, "list", "--json").json["evidence"]
    assert isinstance(found, list)
    return found


def test_a_new_desk_has_no_evidence(run: Run, desk: Path) -> None:
    assert run("evidence", desk, "list").out == "Belum ada bukti.\n"


def test_a_file_is_attached_to_questions_and_kept_once(run: Run, desk: Path, paper: Path) -> None:
    assert run("evidence", desk, "add", "P.1.i.a", paper, "--note", "hal. 2").code == 0
    assert run("evidence", desk, "add", "P.1.i.b", paper).code == 0

    [file] = files(run, desk)

    assert (file["name"], file["size"], file["mime"], file["lost"]) == (
        "SK Tim.pdf",
        len(PDF),
        "application/pdf",
        False,
    )
    assert file["uses"] == [{"code": "U.P.1.i.a", "note": "hal. 2"}, {"code": "U.P.1.i.b", "note": ""}]
    assert "P.1.i.a, P.1.i.b" in run("evidence", desk, "list").out


def test_a_file_is_taken_away_by_the_start_of_its_digest(run: Run, desk: Path, paper: Path) -> None:
    run("evidence", desk, "add", "P.1.i.a", paper)
    sha256 = str(files(run, desk)[0]["sha256"])

    assert run("evidence", desk, "drop", "P.1.i.a", sha256[:5]).code == 2
    assert run("evidence", desk, "drop", "P.1.i.b", sha256[:10]).code == 2
    told = run("evidence", desk, "drop", "P.1.i.a", sha256[:10])

    assert (told.code, told.out) == (0, "P.1.i.a: SK Tim.pdf dilepas.\n")
    assert files(run, desk)[0]["uses"] == []


def test_what_may_not_be_evidence_is_refused(run: Run, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "kosong.pdf").touch()

    ended = run("evidence", desk, "add", "P.1.i.a", tmp_path / "kosong.pdf")

    assert (ended.code, ended.out) == (1, "")
    assert "kosong" in ended.err


def test_evidence_is_copied_into_folders_by_question(
    run: Run, desk: Path, paper: Path, tmp_path: Path
) -> None:
    run("evidence", desk, "add", "P.1.i.a", paper)
    run("evidence", desk, "add", "P.1.i.b", paper)

    ended = run("evidence", desk, "export", tmp_path / "keluar")

    assert ended.code == 0
    assert sorted(path.relative_to(tmp_path / "keluar").as_posix() for path in (tmp_path / "keluar").rglob("*.pdf")) == [
        "P.1.i.a/SK Tim.pdf", "P.1.i.b/SK Tim.pdf",
    ]  # fmt: skip
    assert run("evidence", desk, "export", tmp_path / "keluar").code == 1, "nothing is overwritten"


def test_a_lost_file_is_named(run: Run, desk: Path, paper: Path, tmp_path: Path) -> None:
    run("evidence", desk, "add", "P.1.i.a", paper)
    sha256 = str(files(run, desk)[0]["sha256"])
    (desk / "evidence" / sha256[:2] / sha256).unlink()

    ended = run("evidence", desk, "export", tmp_path / "keluar")

    assert ended.code == 1
    assert "Berkas hilang, tidak disalin: SK Tim.pdf" in ended.err
    assert "berkas hilang" in run("evidence", desk, "list").out


def test_all_evidence_can_be_one_zip(run: Run, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "SK.pdf").write_bytes(b"%PDF-1.4 satu\n%%EOF\n")
    run("evidence", desk, "add", "P.1.i.a", tmp_path / "SK.pdf")

    assert run("evidence", desk, "export", tmp_path / "unggah.zip").code == 0

    with zipfile.ZipFile(tmp_path / "unggah.zip") as packed:
        assert packed.read("P.1.i.a/SK.pdf") == b"%PDF-1.4 satu\n%%EOF\n"
        assert {"Daftar bukti.html", "Daftar bukti.xlsx"} <= set(packed.namelist())
