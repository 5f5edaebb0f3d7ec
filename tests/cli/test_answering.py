import json
from pathlib import Path

import pytest

from rbdesk.workflow import catalog, evidence
from tests import year
from tests.build import NOW
from tests.cli.conftest import Run
from tests.ui.pages.offices import a_png
from tests.year import PDF

SHEET = catalog.instrument(catalog.UNIT_SHEET)


def answered(run: Run, desk: Path) -> int:
    count = run("score", desk, "--json").json["answered"]
    assert isinstance(count, int)
    return count


def value_of(run: Run, desk: Path, code: str) -> object:
    details = run("score", desk, "--json").json["questions_detail"]
    return next(item["value"] for item in details if item["id"] == code)


def test_an_answer_is_kept_with_its_note(run: Run, desk: Path) -> None:
    told = run("answer", desk, "U.P.1.i.a", "A", "--note", "SK terbit Maret")

    assert (told.code, told.out) == (0, "P.1.i.a Penetapan tim RB: A\n")
    kept = run("why", desk, "U.P.1.i.a", "--json").json
    assert (kept["value"], kept["note"]) == ("A", "SK terbit Maret")


def test_a_new_value_leaves_the_note_and_a_new_note_the_value(run: Run, desk: Path) -> None:
    run("answer", desk, "P.1.i.a", "A", "--note", "lama")
    run("answer", desk, "P.1.i.a", "B")
    kept = run("why", desk, "P.1.i.a", "--json").json
    assert (kept["value"], kept["note"]) == ("B", "lama")

    run("answer", desk, "P.1.i.a", "--note", "baru")
    kept = run("why", desk, "P.1.i.a", "--json").json
    assert (kept["value"], kept["note"]) == ("B", "baru")


def test_a_cleared_answer_is_unanswered_and_not_zero(run: Run, desk: Path) -> None:
    run("answer", desk, "P.1.i.a", "C")
    assert answered(run, desk) == 1

    assert run("answer", desk, "P.1.i.a", "--clear").code == 0

    assert (answered(run, desk), value_of(run, desk, "U.P.1.i.a")) == (0, None)


def test_evidence_comes_with_an_answer(run: Run, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "SK.pdf").write_bytes(PDF)

    told = run("answer", desk, "P.1.i.a", "A", "--evidence", tmp_path / "SK.pdf")

    assert told.out.endswith("A · 1 bukti\n")
    assert run("evidence", desk, "list", "--json").json["evidence"][0]["uses"][0]["code"] == "U.P.1.i.a"


def test_evidence_that_may_not_be_keeps_the_answer_out_too(run: Run, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "SK.exe").write_bytes(b"MZ")

    told = run("answer", desk, "P.1.i.a", "A", "--evidence", tmp_path / "SK.exe")

    assert told.code == 1
    assert "bukan jenis bukti" in told.err
    assert answered(run, desk) == 0


@pytest.mark.parametrize(
    ("code", "value", "why", "ends"),
    [
        ("P.1.i.a", "D", "Pilih salah satu: A, B, atau C", 1),
        ("R.1.i.b", "n_change=2,n_integrated=3", "Tidak boleh lebih dari 2", 1),
        ("P.99", "A", "Pertanyaan P.99 tidak ada", 2),
    ],
)
def test_what_cannot_be_an_answer_changes_nothing(
    run: Run, desk: Path, code: str, value: str, why: str, ends: int
) -> None:
    told = run("answer", desk, code, value)

    assert (told.code, told.out) == (ends, "")
    assert why in told.err
    assert answered(run, desk) == 0


@pytest.mark.parametrize(
    "arguments",
    [[], ["P.1.i.a"], ["P.1.i.a", "A", "--clear"], ["P.1.i.a", "--clear", "--note", "x"]],
)
def test_an_answer_needs_one_meaning(run: Run, desk: Path, arguments: list[str]) -> None:
    assert run("answer", desk, *arguments).code == 2


def test_a_file_of_answers_is_taken_whole(run: Run, desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "jawaban.csv"
    file.write_text(
        "code;value;note\nU.P.1.i.a;A;ada SK\nP.1.i.b;b;\nR.1.i.a;n_agent=4,n_change=3;\n", "utf-8"
    )

    told = run("answer", desk, "--from", file)

    assert (told.code, told.out) == (0, "3 jawaban dibaca, 3 berubah.\n")
    assert value_of(run, desk, "U.R.1.i.a") == {"n_agent": "4", "n_change": "3"}
    assert run("answer", desk, "--from", file).out == "3 jawaban dibaca, 0 berubah.\n"


def test_a_file_with_bad_rows_changes_nothing_and_names_each(run: Run, desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "jawaban.json"
    rows = [
        {"code": "U.P.1.i.a", "value": "A"},
        {"code": "U.P.1.i.b", "value": "Z"},
        {"code": "U.P.9", "value": "A"},
        {"code": "P.1.i.a", "value": "B"},
        {"code": "U.R.1.i.b", "value": "n_change=1,n_integrated=2"},
    ]
    file.write_text(json.dumps(rows), encoding="utf-8")

    told = run("answer", desk, "--from", file)

    assert (told.code, told.out) == (1, "")
    lines = told.err.splitlines()
    assert lines[0].startswith("baris 2: U.P.1.i.b “Z”. Pilih salah satu")
    assert lines[1] == "baris 3: pertanyaan “U.P.9” tidak ada di lembar ini"
    assert lines[2] == "baris 4: U.P.1.i.a sudah disebut di baris lain"
    assert lines[3].endswith("Tidak boleh lebih dari 1")
    assert lines[4] == "4 dari 5 baris tidak dapat diterima. Tidak ada yang berubah."
    assert answered(run, desk) == 0


def test_a_file_of_another_kind_is_wrong_usage(run: Run, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kode,nilai\n", "utf-8")

    assert run("answer", desk, "--from", tmp_path / "a.csv").code == 2
    assert run("answer", desk, "P.1.i.a", "--from", tmp_path / "a.csv").code == 2


def test_an_empty_year_is_full_of_findings(run: Run, desk: Path) -> None:
    ended = run("check", desk, "--json")

    assert ended.code == 1
    findings = ended.json["findings"]
    assert [item["code"] for item in findings] == ["unanswered"] * 110
    assert findings[0] == {
        "code": "unanswered",
        "level": "wajib",
        "where": "U.P.1.i.a",
        "message": "Pertanyaan belum dijawab. P.1.i.a Penetapan tim RB",
        "id": "unanswered:U.P.1.i.a",
        "waived": "",
    }
    assert "110 pertanyaan belum dijawab" in run("check", desk).out


def test_a_finding_is_set_aside_with_a_reason(run: Run, desk: Path) -> None:
    run("answer", desk, "R.2.ii.a", "n_problem=0,n_settled=0")
    finding = "edge_case:U.R.2.ii.a"

    assert run("check", desk, "--waive", finding, "--reason", "pendek").code == 1
    told = run(
        "check", desk, "--waive", finding, "--reason", "memang tidak ada kebijakan bermasalah", "--json"
    )

    [edge] = [item for item in told.json["findings"] if item["id"] == finding]
    assert edge["waived"] == "memang tidak ada kebijakan bermasalah"


def test_what_blocks_a_package_cannot_be_set_aside(run: Run, desk: Path) -> None:
    told = run("check", desk, "--waive", "unanswered:U.P.1.i.a", "--reason", "tidak sempat dijawab")

    assert told.code == 1
    assert "tidak dapat dikesampingkan" in told.err


def test_a_finding_that_is_not_there_cannot_be_set_aside(run: Run, desk: Path) -> None:
    assert run("check", desk, "--waive", "jump:U.P.1.i.a", "--reason", "tidak ada kenaikan").code == 2


def test_the_secretariat_checks_an_office_beside_the_others(run: Run, secretariat: Path, desk: Path) -> None:
    told = run("check", year.the_demo().folder / "secretariat", "--office", "32.16.01")

    assert told.code == 1
    assert "Saran (" in told.out
    assert run("check", secretariat, "--office", "32.16.01").code == 1  # nothing was sent
    assert run("check", desk, "--office", "32.16.01").code != 0
    assert run("check", secretariat, "--office", "32.16.01", "--waive", "jump:U.P.1.i.a").code == 1


def test_the_secretariat_sets_aside_what_offices_have_alike(run: Run, tmp_path: Path) -> None:
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", year.CIBITUNG) as other,
        year.a_secretariat(tmp_path / "s", one, other) as made,
    ):
        for db, code in ((one, year.BABELAN), (other, year.CIBITUNG)):
            staged = evidence.stage_bytes(db.folder, a_png(), "Rapat.png")
            key = year.key_of(code)
            evidence.attach_evidence(db, key, year.FIRST, staged, who="Operator", now=NOW)
            year.take_in(made, year.send(db, tmp_path / code))
    about = ("check", tmp_path / "s", "--office", year.BABELAN)
    finding = f"same_photo:{year.FIRST}"
    assert "sama persis dengan berkas di Cibitung" in run(*about).out

    told = run(*about, "--waive", finding, "--reason", "Rapat bersama dua kecamatan")
    assert "Dikesampingkan (1)" in told.out
    assert "Rapat bersama dua kecamatan" in told.out
    assert run(*about, "--waive", "unanswered:U.P.1.i.a", "--reason", "Tidak boleh begitu").code == 1
