from decimal import Decimal
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.workflow import catalog
from tests import year
from tests.build import answers_everywhere
from tests.cli.conftest import Run

SHEET = catalog.instrument(catalog.UNIT_SHEET)


@pytest.fixture
def filled(run: Run, desk: Path, tmp_path: Path) -> Path:
    """The desk with every closed question on its second option and ratios at one half."""
    fill(run, desk, tmp_path, answers_everywhere(SHEET, "second"))
    return desk


def fill(run: Run, desk: Path, tmp_path: Path, answers: dict[str, Answer]) -> None:
    lines = ["code;value"]
    for code, answer in answers.items():
        value = answer.value
        written = value if isinstance(value, str) else ",".join(f"{name}={n}" for name, n in value or ())
        lines.append(f"{code};{written}")
    (tmp_path / "semua.csv").write_text("\n".join(lines), encoding="utf-8")
    assert run("answer", desk, "--from", tmp_path / "semua.csv").code == 0


@pytest.mark.parametrize(
    ("want", "points", "percent", "band"),
    [("best", "36.3", "100.00", "AA"), ("worst", "0", "0.00", "D"), ("second", "22.8565", "62.97", "B")],
)
def test_known_answers_give_their_exact_score(
    run: Run, desk: Path, tmp_path: Path, want: str, points: str, percent: str, band: str
) -> None:
    fill(run, desk, tmp_path, answers_everywhere(SHEET, want))

    found = run("score", desk, "--json").json

    assert (found["points"], found["percent"], found["band"]) == (points, percent, band)
    assert (found["weight"], found["answered"], found["questions"]) == ("36.3", 110, 110)


def test_the_print_out_of_another_province_is_met(run: Run, secretariat: Path) -> None:
    """Tim RB answered A, B, B at weight 0.40: mean 0.78, points 0.312, printed 0.31."""
    team = next(
        node.code
        for node in catalog.instrument("lke-26-2020-pemda").nodes
        if node.name.startswith("Tim Reformasi")
    )
    for letter, value in zip("abc", "ABB", strict=True):
        assert run("answer", secretariat, f"{team}.{letter}", value).code == 0

    found = run("score", secretariat, "--json", "--trace", team).json

    assert (found["trace"]["points"], found["trace"]["weight"]) == ("0.312", "0.4")
    assert " 0,31 dari 0,40" in run("score", secretariat, "--trace", team).out


def test_every_decimal_is_a_string_and_parts_sum_exactly(run: Run, filled: Path) -> None:
    found = run("score", filled, "--json").json
    total = Decimal(found["points"])

    for members in ("parts", "areas", "subcomponents", "questions_detail"):
        assert sum(Decimal(item["points"]) for item in found[members]) == pytest.approx(
            total, abs=Decimal("1e-20")
        )
    assert [item["code"] for item in found["areas"]] == list("12345678")
    first = found["areas"][0]
    assert sum(Decimal(part["points"]) for part in first["parts"]) == Decimal(first["points"])
    assert [part["id"] for part in first["parts"]] == ["U.P.1", "U.R.1"]
    assert found["questions_detail"][0] == {
        "id": "U.P.1.i.a",
        "value": "B",
        "share": "0.5",
        "points": "0.06666666666666666666666666667",
    }


@pytest.mark.parametrize("node", ["total", "pemenuhan", "7", "Pengawasan", "U.P.7", "P.7.ii", "U.R.1.i.a"])
def test_any_number_is_explained_in_steps_that_sum_to_it(run: Run, filled: Path, node: str) -> None:
    explained = run("score", filled, "--json", "--trace", node).json["trace"]

    assert sum(Decimal(step["points"]) for step in explained["steps"]) == pytest.approx(
        Decimal(explained["points"]), abs=Decimal("1e-20")
    )
    told = run("score", filled, "--trace", node)
    assert told.code == 0
    assert "Dihitung tanpa pembulatan" in told.out


def test_the_whole_is_explained_by_its_areas_too(run: Run, filled: Path) -> None:
    told = run("score", filled, "--trace", "total").out

    assert told.startswith("Kantor ini mendapat 22,86 dari nilai penuh 36,30, yaitu 62,97 persen.")


def test_an_unknown_node_is_wrong_usage(run: Run, desk: Path) -> None:
    assert run("score", desk, "--trace", "U.P.42").code == 2


def test_people_read_a_table(run: Run, filled: Path) -> None:
    told = run("score", filled).out

    assert "Nilai 22,86 dari 36,30 · 62,97% · setara B (Baik) · 110 dari 110 terjawab" in told
    assert "Manajemen Perubahan" in told
    assert "16/16" in told


def test_an_office_sees_who_changed_what(run: Run, desk: Path) -> None:
    run("answer", desk, "P.1.i.a", "C", "--note", "belum")
    run("answer", desk, "P.1.i.a", "A")

    found = run("why", desk, "P.1.i.a", "--json").json

    assert (found["office"], found["code"], found["value"], found["device"], found["bundle"]) == (
        "32.16.09", "U.P.1.i.a", "A", "Laptop 1", None,
    )  # fmt: skip
    assert [item["value"] for item in found["earlier"]] == ["C"]
    assert "sebelumnya · C · “belum”" in run("why", desk, "P.1.i.a").out


def test_what_nobody_answered_has_no_origin(run: Run, desk: Path) -> None:
    assert run("why", desk, "P.1.i.a").out == "P.1.i.a Penetapan tim RB\n  belum dijawab\n"
    assert run("why", desk, "P.1.i.a", "--json").json["value"] is None
    assert run("why", desk, "P.1.i").code == 2


def test_the_secretariat_traces_a_value_to_its_package(run: Run) -> None:
    desk = year.the_demo().folder / "secretariat"

    found = run("why", desk, "--office", "32.16.09", "P.1.i.a", "--json").json

    [path] = [path for path in year.the_demo().bundles if "_32.16.09_" in path.name]
    assert path.name.endswith(f"_{found['bundle'][:6]}.rbd.zip")
    assert found["package"] == f"{found['bundle'][:4]}-{found['bundle'][4:8]}".upper()
    assert run("why", desk, "P.1.i.a").code == 2


def test_the_secretariat_explains_an_offices_value_as_the_office_does(run: Run, secretariat: Path) -> None:
    made = year.the_demo().folder
    told = run("score", made / "offices" / "32.16.09", "--trace", "total").out

    found = run("score", made / "secretariat", "--office", "32.16.09", "--trace", "total").out

    assert found == told.replace("Kantor ini", "Kecamatan Cikarang Utara")
    assert run("score", secretariat, "--verified").code == 2
    assert run("score", made / "offices" / "32.16.09", "--office", "32.16.01").code != 0


def test_a_value_between_two_laptops_is_told_as_a_range(run: Run) -> None:
    desk = year.the_demo().folder / "secretariat"

    assert run("score", desk, "--office", "32.16.12", "--json").json["range"] == ["56.50", "59.02"]
    told = run("score", desk, "--office", "32.16.12", "--trace", "total").out
    assert told.startswith("Nilainya belum pasti, antara 56,50 dan 59,02;")


def test_an_answer_is_told_as_people_read_it(run: Run, desk: Path) -> None:
    assert run("answer", desk, "R.1.i.b", "n_change=86,n_integrated=72").code == 0

    assert " 72 dari 86 · " in run("why", desk, "R.1.i.b").out


def test_a_mean_of_the_offices_names_its_base_and_who_is_missing(run: Run, secretariat: Path) -> None:
    desk = year.the_demo().folder / "secretariat"

    found = run("score", desk, "--mean", "--trace", "Deregulasi", "--json").json

    assert (found["area"], len(found["offices"]), len(found["missing"])) == ("Deregulasi", 19, 4)
    told = run("score", desk, "--mean", "--trace", "2").out
    assert told.startswith("Rata-rata Deregulasi 19 dari 23 kecamatan adalah ")
    assert "Tambelang (belum mengirim)" in told
    assert run("score", desk, "--mean", "--office", "32.16.09").code == 2
    assert run("score", secretariat, "--mean", "--json").json["percent"] is None
    assert run("score", year.the_demo().folder / "offices" / "32.16.09", "--mean").code != 0
