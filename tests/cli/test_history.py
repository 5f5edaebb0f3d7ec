from pathlib import Path

from tests.cli.conftest import Run


def test_the_published_index_is_there_from_the_start(run: Run, secretariat: Path) -> None:
    found = run("history", secretariat, "show", "--json").json["results"]

    assert [(one["year"], one["index"], one["band"], one["change"]) for one in found] == [
        (2017, "51.28", "CC", None),
        (2018, "56.33", "CC", "5.05"),
        (2019, "59.36", "CC", "3.03"),
    ]
    assert "kategori C" in run("history", secretariat, "show").out


def test_a_table_is_taken_in_whole_and_can_be_tried_first(
    run: Run, secretariat: Path, tmp_path: Path
) -> None:
    table = tmp_path / "hasil.csv"
    table.write_text(
        "Tahun;Kecamatan;Nilai\n2019;Cibitung;55,10\n2020;32.16.09;61,2\n2016;;49,90\n", encoding="utf-8"
    )

    assert run("history", secretariat, "import", table, "--dry-run").code == 0
    assert len(run("history", secretariat, "show", "--json").json["results"]) == 3
    assert run("history", secretariat, "import", table).code == 0

    found = run("history", secretariat, "show", "--json").json["results"]
    assert ("32.16", 2016, "14/2014") in {(one["owner"], one["year"], one["frame"]) for one in found}
    assert ("32.16.09", 2020, "26/2020") in {(one["owner"], one["year"], one["frame"]) for one in found}
    assert len(found) == 6


def test_a_wrong_cell_is_named_and_nothing_is_kept(run: Run, secretariat: Path, tmp_path: Path) -> None:
    table = tmp_path / "hasil.csv"
    table.write_text("Tahun;Kecamatan;Nilai\n2016;;49,90\n2015;Bandung;lima\n", encoding="utf-8")

    taken = run("history", secretariat, "import", table)

    assert taken.code == 1
    assert "C3 (Nilai): bukan angka: “lima”" in taken.err
    assert len(run("history", secretariat, "show", "--json").json["results"]) == 3


def test_an_office_does_not_enter_another_offices_results(run: Run, desk: Path, tmp_path: Path) -> None:
    table = tmp_path / "hasil.csv"
    table.write_text("Tahun;Kecamatan;Nilai\n2020;32.16.01;50\n", encoding="utf-8")

    assert run("history", desk, "import", table).code == 2
