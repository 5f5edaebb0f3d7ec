import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HERE = "32.16.09"


@pytest.fixture
def letter(run: Run, desk: Path, secretariat: Path, tmp_path: Path) -> Path:
    """A balasan on three answers of the office, which the secretariat has received and judged."""
    for code, value in (("P.1.i.a", "A"), ("P.1.i.b", "B"), ("P.1.i.c", "C")):
        assert run("answer", desk, code, value, "--note", "contoh").code == 0
    sent = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json["path"]
    run("keys", secretariat, "enrol", json.dumps(run("keys", desk, "show", "--json").json))
    assert run("merge", secretariat, sent).code == 0
    review = ("review", secretariat, HERE)
    assert run(*review, "P.1.i.a", "--correct", "B", "--reason", "SK belum ditandatangani").code == 0
    assert run(*review, "P.1.i.b", "--reject", "--reason", "tanpa bukti").code == 0
    assert run(*review, "P.1.i.c", "--ask", "Mana daftar hadirnya?").code == 0
    made = run("return", secretariat, HERE, "-o", tmp_path / "balasan", "--json").json
    assert (made["office"], made["number"], made["final"]) == (HERE, 1, False)
    return Path(made["path"])


def last_two(run: Run, secretariat: Path) -> str:
    fingerprint = run("keys", secretariat, "show", "--json").json["fingerprint"]
    return " ".join(fingerprint.split()[-2:])


def test_a_first_letter_is_believed_after_its_digits_were_compared(
    run: Run, desk: Path, secretariat: Path, letter: Path
) -> None:
    shown = run("receive", desk, letter, "--json")
    assert (shown.code, shown.json["code"], shown.json["applied"]) == (1, "RB-S07", 0)
    assert "surat edaran" in shown.err
    wrong = run("receive", desk, letter, "--confirm", "00000 00000")
    assert (wrong.code, wrong.out) == (1, "")
    assert "Angka kunci tidak cocok" in wrong.err

    digits = last_two(run, secretariat)
    plan = run("receive", desk, letter, "--confirm", digits, "--dry-run", "--json").json
    assert (plan["kind"], plan["code"], plan["rulings"], plan["applied"]) == ("balasan", "RB-OK1", 3, 0)
    assert plan["returned"] == ["U.P.1.i.a", "U.P.1.i.b", "U.P.1.i.c"]
    told = run("receive", desk, letter, "--confirm", digits)
    assert told.code == 0
    assert told.out.startswith("Balasan nomor 1 dibuka.\nNilai mandiri ")
    assert "3 jawaban perlu ditanggapi" in told.out
    judged = run("verify", letter, "--desk", desk, "--json")
    assert (judged.code, judged.json["files"][0]["code"]) == (0, "RB-OK2")
    assert run("verify", letter, "--desk", secretariat, "--json").json["files"][0]["code"] == "RB-V03"
    again = run("receive", desk, letter)
    assert (again.code, again.out) == (0, "Balasan nomor 1 sudah ada; tidak ada yang berubah.\n")


def test_an_office_answers_row_by_row_and_its_next_package_carries_it(
    run: Run, desk: Path, secretariat: Path, letter: Path, tmp_path: Path
) -> None:
    run("receive", desk, letter, "--confirm", last_two(run, secretariat))
    assert "koreksi B: SK belum ditandatangani" in run("reply", desk).out
    accepted = run("reply", desk, "P.1.i.a", "--accept")
    assert accepted.code == 0
    assert "diterima" in accepted.out
    assert "untuk jawaban sebelumnya" not in accepted.out
    assert run("reply", desk, "P.1.i.b", "--respond", "Notulen terlampir di SK").code == 0
    assert "same" not in run("reply", desk, "P.1.i.c", "--change", "C", "--reason", "tetap").err
    assert run("reply", desk, "P.1.i.c", "--change", "B", "--reason", "daftar hadir ada").code == 0
    found = run("reply", desk, "--json").json
    assert (found["number"], found["undecided"]) == (1, [])
    assert [row["reply"]["act"] for row in found["rows"]] == ["terima", "tanggapi", "ubah"]
    assert [row["value"] for row in found["rows"]] == ["B", "B", "B"]
    assert found["rows"][2]["outdated"]

    sent = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json["path"]
    assert run("merge", secretariat, sent).code == 0
    rows = {row["code"]: row for row in run("review", secretariat, HERE, "--json").json["rows"]}
    assert rows["U.P.1.i.a"]["judgement"] == "perlu_dilihat_lagi"
    assert "replied" in rows["U.P.1.i.b"]["marks"]
    assert all(rows[code]["open"] for code in ("U.P.1.i.a", "U.P.1.i.b", "U.P.1.i.c"))

    assert run("reply", desk, "P.1.i.c", "--undo").code == 0
    assert run("reply", desk, "P.1.i.c", "--json").json["rows"][0]["value"] == "C"


def test_an_older_letter_and_a_decision_that_cannot_be_are_told(
    run: Run, desk: Path, secretariat: Path, letter: Path, tmp_path: Path
) -> None:
    run("review", secretariat, HERE, "P.1.i.c", "--agree")
    newer = run("return", secretariat, HERE, "-o", tmp_path / "baru", "--json").json["path"]
    digits = last_two(run, secretariat)
    assert run("receive", desk, newer, "--confirm", digits).code == 0
    older = run("receive", desk, letter)
    assert (older.code, "RB-M03" in older.err) == (1, True)
    for arguments, code in (
        (("P.1.i.c", "--accept"), 1),
        (("P.1.i.a", "--change", "A", "--reason", "tetap"), 1),
        (("P.1.i.a", "--change", "Z", "--reason", "x"), 1),
        (("P.1.i.a", "--respond", " "), 1),
        (("U.X", "--accept"), 2),
        (("P.1.i.a", "--accept", "--undo"), 2),
        (("--accept",), 2),
        (("P.1.i.a", "P.1.i.b", "--respond", "x"), 2),
    ):
        assert run("reply", desk, *arguments).code == code, arguments
    assert run("reply", desk, "--json").json["undecided"] == ["U.P.1.i.a", "U.P.1.i.b"]


def test_an_activation_file_lets_a_laptop_be_known_by_itself(
    run: Run, desk: Path, secretariat: Path, tmp_path: Path
) -> None:
    made = run("activate", secretariat, "-o", tmp_path / "surat", "--office", HERE, "--json").json
    [file] = made["files"]
    digits = " ".join(made["fingerprint"].split()[-2:])
    told = run("receive", desk, file["path"], "--confirm", digits)
    assert (told.code, told.out) == (0, "Berkas aktivasi nomor 1 dibuka.\n")
    run("answer", desk, "P.1.i.a", "A")
    sent = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json["path"]
    merged = run("merge", secretariat, sent, "--json")
    assert (merged.code, merged.json["files"][0]["code"]) == (0, "RB-OK1")


def test_every_office_gets_its_activation_file(run: Run, secretariat: Path, tmp_path: Path) -> None:
    told = run("activate", secretariat, "-o", tmp_path / "surat")
    assert told.code == 0
    assert len(list((tmp_path / "surat").glob("*_aktivasi_r0001_*.rbd.zip"))) == 23
    assert told.out.rstrip().endswith(last_two(run, secretariat))
    assert run("activate", secretariat, "-o", tmp_path, "--office", "32.16.99").code == 2


def test_each_side_has_its_own_commands(run: Run, desk: Path, secretariat: Path, tmp_path: Path) -> None:
    assert run("activate", desk, "-o", tmp_path).code == 2
    assert run("return", desk, HERE, "-o", tmp_path).code == 2
    assert run("receive", secretariat, tmp_path / "x").code == 2
    assert run("reply", secretariat).code == 2
    assert run("return", secretariat, HERE, "-o", tmp_path).code == 1
    assert "belum mengirim" in run("return", secretariat, HERE, "-o", tmp_path).err
