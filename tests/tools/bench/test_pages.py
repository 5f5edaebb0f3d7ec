import importlib.util
import sys
from pathlib import Path

from tests.ui.pages.secretariats import make_secretariat

TOOL = Path(__file__).resolve().parents[3] / "tools" / "bench" / "pages.py"
found = importlib.util.spec_from_file_location("bench_pages", TOOL)
pages = importlib.util.module_from_spec(found)
sys.modules["bench_pages"] = pages  # its dataclass looks itself up
found.loader.exec_module(pages)


def test_a_page_is_measured_beside_an_empty_one(qapp, tmp_path):
    """Whether the limits are met is for a quiet machine to say; here other tests run beside it."""
    folder = make_secretariat(tmp_path / "desk", knows=False)
    with pages.a_window(folder, (1092, 540)) as window:
        window._places = {key: window._places[key] for key in ("inbox", "comparison")}
        measured = pages.measure(window, runs=1)
    assert [one.key for one in measured] == ["inbox", "comparison", "empty"]
    assert all(one.first > 0 and one.median > 0 and one.gap > 0 for one in measured)


def test_a_slow_page_is_named_and_fails(capsys):
    quick, slow = pages.Measured("inbox", 90, (20.0,), (9,)), pages.Measured("send", 90, (20.0,), (9, 60))
    empty = pages.Measured("empty", 9, (10.0,), (5,))
    assert pages.tell("kecamatan", [quick, empty])
    assert not pages.tell("kecamatan", [quick, slow, empty])
    told = capsys.readouterr().out
    assert "2.0 x" in told
    assert told.count("OVER") == 1
    assert not pages.tell("kecamatan", [pages.Measured("send", 9, (101.0,), (9,)), empty])
