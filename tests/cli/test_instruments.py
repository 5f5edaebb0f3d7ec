import json
from pathlib import Path

from rbdesk import paths
from rbdesk.workflow import catalog
from tests.cli.conftest import Run

UNIT = catalog.UNIT_SHEET


def test_the_list_names_every_instrument_with_its_weight(run: Run) -> None:
    listed = run("instrument", "list", "--json")

    assert listed.code == 0
    found = {entry["id"]: (entry["weight"], entry["questions"]) for entry in listed.json}
    assert found[UNIT] == ("36.3", 110)
    assert found["lke-26-2020-pemda"][0] == "100"
    assert UNIT in run("instrument", "list").out


def test_a_person_can_read_where_a_weight_comes_from_and_how_sure_it_is(run: Run) -> None:
    shown = run("instrument", "show", UNIT)

    assert shown.code == 0
    assert "U.P.1.i  Tim Reformasi Birokrasi (bobot 0,40 · cukup yakin)" in shown.out
    assert "area_weights: Sedang" in shown.out
    assert "S9: " in shown.out


def test_the_whole_instrument_comes_as_json(run: Run) -> None:
    shown = run("instrument", "show", UNIT, "--json").json

    nodes = {node["id"]: node for node in shown["nodes"]}
    assert nodes["U.P.1.i"]["weight"] == "0.4"
    assert nodes["U.P.1.i.b"]["question"]["options"][1]["value"] == "0.67"
    assert nodes["U.R.1.i.a"]["question"]["edge_case"].startswith("Bila")
    assert len([node for node in shown["nodes"] if "question" in node]) == 110
    assert {source["id"] for source in shown["sources"]} >= {"S1", "S8"}


def test_an_unknown_instrument_is_wrong_usage(run: Run) -> None:
    ended = run("instrument", "show", "lke-2035")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Lembar penilaian lke-2035 tidak dikenal.")


def test_every_shipped_instrument_passes_its_own_check(run: Run) -> None:
    for sheet in catalog.list_instruments():
        ended = run("instrument", "check", paths.resource(f"instruments/{sheet.id}.json"))
        assert (ended.code, ended.out) == (
            0,
            f"{sheet.id}.json: Tidak ada kesalahan; berkas ini dapat dipakai.\n",
        )


def test_every_fault_of_a_new_file_is_named_with_its_place(run: Run, tmp_path: Path) -> None:
    data = json.loads(paths.resource(f"instruments/{UNIT}.json").read_text(encoding="utf-8"))
    data["parts"][0]["areas"][0]["weight"] = 2.5
    data["parts"][1]["areas"][0]["subcomponents"][0]["questions"][0]["answer_type"] = "abcdef"
    spoilt = tmp_path / "baru.json"
    spoilt.write_text(json.dumps(data), encoding="utf-8")

    told = run("instrument", "check", spoilt)
    listed = run("instrument", "check", spoilt, "--json")

    assert (told.code, listed.code) == (1, 1)
    assert "U.P.1: jumlah bobot di bawahnya tidak sama dengan bobotnya (2.0 ≠ 2.5)" in told.out
    assert "U.R.1.i.a: jenis jawaban tidak dikenal (abcdef)" in told.out
    assert {fault["place"] for fault in listed.json["faults"]} == {"U.P.1", "pemenuhan", "U.R.1.i.a"}


def test_a_file_that_is_no_json_says_so(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "catatan.txt"
    text.write_text("bukan json", encoding="utf-8")

    ended = run("instrument", "check", text)

    assert ended.code == 1
    assert "catatan.txt: bukan JSON yang dapat dibaca" in ended.out


def test_the_difference_of_two_sheets_is_told_in_words_and_in_json(run: Run) -> None:
    told = run("instrument", "diff", "lke-zi-10-2019", "lke-zi-90-2021")
    found = run("instrument", "diff", "lke-zi-10-2019", "lke-zi-90-2021", "--json").json

    assert told.code == 0
    assert "Tidak sebanding" in told.out
    assert found["comparable"] is False
    assert sum(found["counts"].values()) == len(found["questions"])
    assert run("instrument", "diff", UNIT, UNIT, "--json").json["comparable"] is True
    assert run("instrument", "diff", UNIT, "tidak-ada").code == 2
