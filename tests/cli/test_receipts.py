from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from rbdesk.exchange import qr
from tests.cli.conftest import Run


@pytest.fixture
def desks(run: Run, desk: Path, secretariat: Path) -> tuple[Path, Path]:
    """An office with one answer, and a secretariat that knows its key."""
    run("answer", desk, "P.1.i.a", "B")
    shown = run("keys", desk, "show", "--json").json
    assert run("keys", secretariat, "enrol", f"{shown['office']} {shown['key']}").code == 0
    return desk, secretariat


def test_a_receipt_is_judged_as_text_and_as_a_file(
    run: Run, desks: tuple[Path, Path], tmp_path: Path
) -> None:
    desk, secretariat = desks
    asked = ("export", desk, "-o", tmp_path / "k", "--provisional", "--receipt", tmp_path / "tt.txt")
    made = run(*asked, "--json").json
    assert (tmp_path / "tt.txt").read_text(encoding="utf-8").strip() == made["receipt"]

    before = run("verify", made["receipt"], "--desk", secretariat, "--json")
    assert (before.code, before.json["files"][0]["code"]) == (0, "RB-OK1")
    assert before.json["files"][0]["receipt"]["state"] == "not_come"

    assert run("merge", secretariat, made["path"]).code == 0
    [found] = run("verify", tmp_path / "tt.txt", "--desk", secretariat, "--json").json["files"]
    assert (found["code"], found["office"], found["revision"]) == ("RB-OK2", "32.16.09", 1)
    assert (found["bundle_id"], found["receipt"]["code"]) == (made["bundle_id"], made["code"])
    assert (found["receipt"]["answered"], len(found["receipt"]["areas"])) == (1, 8)
    told = run("verify", tmp_path / "tt.txt", made["path"], "--desk", secretariat).out
    assert "Paketnya ada di sini dan isinya sama." in told
    assert "RB-OK2" in told


def test_without_a_desk_a_receipt_is_of_an_unknown_device(
    run: Run, desks: tuple[Path, Path], tmp_path: Path
) -> None:
    text = run("export", desks[0], "-o", tmp_path, "--provisional", "--json").json["receipt"]
    ended = run("verify", text, "--json")
    assert (ended.code, ended.json["files"][0]["code"]) == (1, "RB-S07")


def test_an_altered_receipt_is_refused_beside_a_good_package(
    run: Run, desks: tuple[Path, Path], tmp_path: Path
) -> None:
    desk, secretariat = desks
    made = run("export", desk, "-o", tmp_path, "--provisional", "--json").json
    text = made["receipt"]
    place = len(text) - 20
    altered = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
    ended = run("verify", made["path"], altered, "--desk", secretariat, "--json")

    assert ended.code == 1
    assert [file["code"] for file in ended.json["files"]] == ["RB-OK1", "RB-S03"]


def test_the_picture_and_the_page_hold_the_text(run: Run, desks: tuple[Path, Path], tmp_path: Path) -> None:
    picture, page = tmp_path / "baru" / "tt.svg", tmp_path / "tt.pdf"
    asked = ("export", desks[0], "-o", tmp_path, "--provisional", "--receipt")
    run(*asked, picture)
    assert run(*asked, page).code == 0
    assert run("verify", page, "--desk", desks[1], "--json").json["files"][0]["code"] == "RB-OK1"
    svg = picture.read_text(encoding="utf-8")
    assert svg.startswith("<svg ")
    assert "<title>" in svg


def test_a_photo_of_the_code_is_judged_too(run: Run, desks: tuple[Path, Path], tmp_path: Path) -> None:
    desk, secretariat = desks
    text = run("export", desk, "-o", tmp_path, "--provisional", "--json").json["receipt"]
    squares = qr.modules(text)
    side = len(squares) + 8
    seen = Image.new("L", (side, side), 230)
    for top, row in enumerate(squares, start=4):
        for left, is_dark in enumerate(row, start=4):
            seen.putpixel((left, top), 30 if is_dark else 230)
    seen.resize((4 * side, 4 * side), Image.Resampling.NEAREST).save(tmp_path / "foto.jpg")

    [found] = run("verify", tmp_path / "foto.jpg", "--desk", secretariat, "--json").json["files"]

    assert (found["code"], found["kind"], found["revision"]) == ("RB-OK1", "tanda terima", 1)


def test_a_picture_without_a_code_is_told_what_would_help(run: Run, tmp_path: Path) -> None:
    Image.new("L", (300, 300), 255).save(tmp_path / "kabur.png")
    ended = run("verify", tmp_path / "kabur.png")
    assert ended.code == 1
    assert "foto kode QR-nya sekali lagi" in ended.out


def test_only_forms_that_can_be_made_are_taken(run: Run, desks: tuple[Path, Path], tmp_path: Path) -> None:
    ended = run("export", desks[0], "-o", tmp_path, "--provisional", "--receipt", tmp_path / "tt.docx")
    assert ended.code == 2
    assert not list(tmp_path.glob("*.rbd.zip"))
