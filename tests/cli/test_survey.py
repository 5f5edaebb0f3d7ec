from pathlib import Path

from tests.cli.conftest import Run

NAMES = "persyaratan;prosedur;waktu;biaya;produk;kompetensi;perilaku;pengaduan;sarana"


def a_table(folder: Path, *rows: str, head: str = NAMES) -> Path:
    path = folder / "skm.csv"
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    return path


def test_an_imported_survey_gives_the_index_of_the_regulation(run: Run, desk: Path, tmp_path: Path) -> None:
    rows = ["4;4;4;4;4;3;3;3;3"] * 5
    taken = run("survey", desk, "import", a_table(tmp_path, *rows), "--period", "2020-S1", "--service", "KTP")
    shown = run("survey", desk, "show", "--json").json["surveys"]

    assert taken.code == 0
    (one,) = shown
    assert (one["period"], one["service"], one["mode"]) == ("2020-S1", "KTP", "rekap")
    assert (one["ikm"], one["letter"], one["respondents"]) == ("88.89", "A", 5)
    assert one["elements"][0] == {"key": "persyaratan", "nrr": "4", "filled": 5}
    assert "Prioritas perbaikan" in run("survey", desk, "show").out


def test_a_trial_keeps_nothing_and_personal_columns_are_named(run: Run, desk: Path, tmp_path: Path) -> None:
    table = a_table(tmp_path, "Contoh;0812;" + ";".join("3" * 9), head="Nama;No HP;" + NAMES)

    tried = run("survey", desk, "import", table, "--period", "2020-S1", "--dry-run")

    assert tried.code == 0
    assert "Kolom pribadi tidak dibaca: Nama dan No HP." in tried.err
    assert run("survey", desk, "show", "--json").json["surveys"] == []
    assert "Belum ada" in run("survey", desk, "show").out


def test_wrong_cells_are_named_and_nothing_is_kept(run: Run, desk: Path, tmp_path: Path) -> None:
    taken = run("survey", desk, "import", a_table(tmp_path, "9" + ";3" * 8), "--period", "2020-S1")

    assert taken.code == 1
    assert "A2 (persyaratan): bukan jawaban 1 sampai 4" in taken.err
    assert run("survey", desk, "import", a_table(tmp_path, "3" + ";3" * 8), "--period", "2020-S9").code == 2


def test_the_blank_form_is_a_page(run: Run, desk: Path, tmp_path: Path) -> None:
    made = run("survey", desk, "form", tmp_path / "formulir.pdf")

    assert made.code == 0
    assert (tmp_path / "formulir.pdf").read_bytes().startswith(b"%PDF-")


def test_the_secretariat_sees_the_regency_over_all_respondents(run: Run, secretariat: Path) -> None:
    found = run("survey", secretariat, "show", "--json").json

    assert found["offices"] == 0
    assert found["regency"]["ikm"] is None
    assert run("survey", secretariat, "import", secretariat / "x.csv").code == 2
