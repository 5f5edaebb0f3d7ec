import importlib.util
import sys
from pathlib import Path

import pytest

BENCHES = Path(__file__).resolve().parents[3] / "tools" / "bench"
found = importlib.util.spec_from_file_location("bench_all", BENCHES / "all.py")
every = importlib.util.module_from_spec(found)
sys.modules["bench_all"] = every  # its dataclasses look themselves up
found.loader.exec_module(every)

TOLD = {
    "save": "RBDesk: median 12.827 ms, 99 of 100 within 38.726 ms\n"
    "bare: median 12.038 ms, 99 of 100 within 26.821 ms\nratio 1.07, limit 1.3: within\n",
    "stall": "6 files of 10 MB; copy with fsync and SHA-256: 0.22 s of 0.22, 0.25, 0.12\n"
    "export    0.90 s   4.14 x the yardstick (limit 1.5)  longest gap  179 ms (limit 100)  BEYOND\n"
    "import    1.01 s   4.63 x the yardstick (limit 1.5)  longest gap  114 ms (limit 100)  BEYOND\n",
    "pages": "  overview       first   40.3  switch   33.7 ( 1.1 x)  work  16.6  longest gap   5.6 ms, usual   3.6\n"
    "  followup       first  384.3  switch  299.4 ( 9.7 x)  work  63.5  longest gap 101.7 ms, usual  61.2  OVER\n"
    "  heatmap, a step of scrolling 17.2 ms of work\n",
}


def rows_of(name: str, told: str) -> list:
    bench = next(bench for bench in every.BENCHES if bench.name == name)
    return [every.read(name, measure, told) for measure in bench.measures]


def test_no_bench_of_the_folder_is_forgotten():
    there = {path.stem for path in BENCHES.glob("*.py")} - {"all", "sendings"}  # bundles for the others
    assert {bench.name for bench in every.BENCHES} == there


def test_a_ratio_is_read_with_its_floor_of_the_same_run():
    ratio, late = rows_of("save", TOLD["save"])
    assert (ratio.floor, ratio.measured, ratio.value, ratio.is_within) == (
        "12.038 ms",
        "12.827 ms",
        1.07,
        True,
    )
    assert late.value == 38.726


def test_of_several_the_worst_stands_in_the_row():
    through, still = rows_of("stall", TOLD["stall"])
    assert (through.floor, through.measured, through.value) == ("0.22 s", "1.01 s", 4.63)
    assert still.value == 179
    slowest, gap, step = rows_of("pages", TOLD["pages"])
    assert (slowest.measured, slowest.is_within) == ("299.4 ms (followup)", False)
    assert gap.value == 101.7
    assert step.value == 17.2


def test_what_told_nothing_stands_in_the_page_and_fails(tmp_path, capsys):
    (row, other) = rows_of("save", "Traceback\n")
    assert row.value is None
    assert not row.is_within
    told = every.page([row, other, *rows_of("stall", TOLD["stall"])], "here", is_quick=False)
    assert "told no number" in told
    assert "4 numbers: 2 above their limit, 2 not measured." in told
    assert every.main(["--only", "save", "--seconds", "-1", "--write", str(tmp_path / "page.md")]) == 1
    assert "the time was up" in (tmp_path / "page.md").read_text(encoding="utf-8")


def test_an_unknown_bench_is_refused(capsys):
    with pytest.raises(SystemExit):
        every.main(["--only", "nothing"])
    assert "nothing" in capsys.readouterr().err
