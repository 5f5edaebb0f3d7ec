import json
from pathlib import Path

from tests.cli.conftest import Run

HERE = "32.16.09"


def test_two_verifiers_desks_exchange_their_rulings_by_file(
    run: Run, desk: Path, secretariat: Path, tmp_path: Path
) -> None:
    other = tmp_path / "inspektorat"
    run("init", other, "--role", "secretariat")
    run("answer", desk, "P.1.i.a", "A")
    sent = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json["path"]
    office_key = json.dumps(run("keys", desk, "show", "--json").json)
    for one in (secretariat, other):
        run("keys", one, "enrol", office_key)
        assert run("merge", one, sent).code == 0
    run("review", secretariat, HERE, "P.1.i.a", "--agree")
    run("review", other, HERE, "P.1.i.a", "--correct", "B", "--reason", "SK dicabut")

    made = run("export", other, "-o", tmp_path / "meja", "--json").json
    assert "_32.16_meja_r0001_" in Path(made["path"]).name
    unknown = run("merge", secretariat, made["path"], "--json")
    assert (unknown.code, unknown.json["files"][0]["code"], unknown.json["applied"]) == (1, "RB-S07", 0)
    run("keys", secretariat, "enrol", json.dumps(run("keys", other, "show", "--json").json))

    judged = run("verify", made["path"], "--desk", secretariat, "--json")
    assert (judged.code, judged.json["files"][0]["code"]) == (0, "RB-OK1")
    at_the_office = run("verify", made["path"], "--desk", desk, "--json")
    assert (at_the_office.code, at_the_office.json["files"][0]["code"]) == (1, "RB-V03")
    assert run("merge", secretariat, made["path"], "--dry-run", "--json").json["applied"] == 0
    merged = run("merge", secretariat, made["path"], sent, "--json")
    assert (merged.code, merged.json["applied"]) == (0, 1)
    assert [file["code"] for file in merged.json["files"]] == ["RB-OK2", "RB-OK1"]
    again = run("merge", secretariat, made["path"], "--json")
    assert (again.code, again.json["files"][0]["code"], again.json["applied"]) == (0, "RB-OK2", 0)

    found = run("review", secretariat, HERE, "P.1.i.a", "--json").json
    assert (found["rows"][0]["judgement"], len(found["rows"][0]["rulings"])) == ("berbeda", 2)
    assert "verifikator berbeda" in run("review", secretariat, HERE, "P.1.i.a").out
    held = run("return", secretariat, HERE, "-o", tmp_path)
    assert (held.code, "Verifikator berbeda putusan" in held.err) == (1, True)
    assert run("review", secretariat, HERE, "P.1.i.a", "--agree").code == 1
    assert run("review", secretariat, HERE, "P.1.i.a", "--agree", "--reason", "SK masih berlaku").code == 0
    assert run("return", secretariat, HERE, "-o", tmp_path).code == 0


def test_people_read_where_the_rulings_are(run: Run, secretariat: Path, tmp_path: Path) -> None:
    told = run("export", secretariat, "-o", tmp_path / "meja")
    assert told.code == 0
    assert told.out.startswith("Putusan verifikasi nomor 1: ")
