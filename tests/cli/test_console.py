import io
from decimal import Decimal
from fractions import Fraction

import pytest

from rbdesk.cli import console


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(2121, 100), "21.21"),
        (Fraction(1, 3), "0.3333333333333333333333333333"),
        (Decimal("36.30"), "36.3"),
        (Fraction(0), "0"),
        (Fraction(100), "100"),
    ],
)
def test_a_number_in_json_is_exact_or_has_28_digits(number: Fraction, written: str) -> None:
    assert console.exact(number) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(59365, 1000), "59.37"),
        (Fraction(60), "60.00"),
        (Fraction(1, 200), "0.01"),
        (Fraction(0), "0.00"),
    ],
)
def test_a_percentage_is_rounded_half_up(number: Fraction, written: str) -> None:
    assert console.rounded_percent(number) == written


def test_numbers_of_an_answer_are_strings_in_json() -> None:
    value = (("n_agent", Decimal("12")), ("score", Decimal("3.60")))

    assert console.value_json(value) == {"n_agent": "12", "score": "3.6"}
    assert console.value_json("Ya") == "Ya"
    assert console.value_json(None) is None


def test_a_table_lines_up(capsys: pytest.CaptureFixture[str]) -> None:
    console.table([("Babelan", "57,02"), ("Setu", "8,9")], heads=("kecamatan", "nilai"), right=(1,))

    assert capsys.readouterr().out == "kecamatan  nilai\nBabelan    57,02\nSetu         8,9\n"


def test_quick_work_shows_no_progress() -> None:
    stream = Terminal()

    teller = console._Teller(stream)
    teller.tell(0, 2, "a")
    teller.tell(2, 2, "")

    assert stream.getvalue() == ""


def test_long_work_moves_one_line_on_a_terminal_and_wipes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, clock = Terminal(), iter(range(100))
    monkeypatch.setattr("rbdesk.cli.console.time.monotonic", lambda: float(next(clock)))

    teller = console._Teller(stream)
    teller.tell(1, 4, "Babelan")
    teller.tell(4, 4, "")

    first, wiped = stream.getvalue().split("\r")[1:3]
    assert first == "[######..................]  25% Babelan"
    assert wiped == " " * len(first)
    assert "\n" not in stream.getvalue()


def test_long_work_tells_plain_lines_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, clock = io.StringIO(), iter(range(0, 1000, 6))
    monkeypatch.setattr("rbdesk.cli.console.time.monotonic", lambda: float(next(clock)))

    teller = console._Teller(stream)
    teller.tell(1, 4, "Babelan")
    teller.tell(2, 4, "Setu")

    assert stream.getvalue() == "25% Babelan\n50% Setu\n"


def test_a_console_of_another_encoding_still_gets_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="cp1252", write_through=True))

    console.speak_utf8()
    console.tell("2 ÷ 3 ≠ 0,67 − 表")

    assert raw.getvalue().decode("utf-8").strip() == "2 ÷ 3 ≠ 0,67 − 表"
