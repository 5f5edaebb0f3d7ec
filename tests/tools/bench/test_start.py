import importlib.util
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[3] / "tools" / "bench" / "start.py"
found = importlib.util.spec_from_file_location("bench_start", TOOL)
start = importlib.util.module_from_spec(found)
found.loader.exec_module(start)


@pytest.fixture
def environment(tmp_path):
    return start.an_environment(tmp_path, "offscreen")


def test_both_programs_paint_a_window_and_the_ratio_is_printed(capsys):
    """Whether the limit is met is for a quiet machine to say; here other tests run beside it."""
    assert start.main(["--runs", "2"]) in (0, 1)
    told = capsys.readouterr().out
    assert "bare QMainWindow" in told
    assert "ratio of the medians" in told


def test_a_program_that_paints_nothing_is_no_measurement(environment):
    with pytest.raises(SystemExit, match="no window was painted"):
        start.start("raise SystemExit(1)", environment)


def test_the_account_of_the_person_is_left_alone(environment, tmp_path):
    assert environment["HOME"] == str(tmp_path)
    assert environment["RBDESK_DESK"].startswith(str(tmp_path))
