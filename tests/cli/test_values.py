from decimal import Decimal
from pathlib import Path

import pytest

from rbdesk.cli import values
from rbdesk.domain.assessment import Value
from rbdesk.domain.instrument import Question
from rbdesk.workflow import catalog
from tests import build

SHEET = catalog.instrument(catalog.UNIT_SHEET)
TINY = build.tiny()


def score_question() -> Question:
    return next(
        node.question
        for node in TINY.nodes
        if node.question and node.question.scale.inputs and node.question.scale.inputs[0].id == "score"
    )


@pytest.mark.parametrize(
    ("code", "written", "value"),
    [
        ("U.P.1.i.a", "A", "A"),
        ("U.P.1.i.a", " b ", "B"),
        ("U.P.1.ii.a", "ya", "Ya"),
        ("U.P.1.ii.a", "TIDAK", "Tidak"),
        ("U.P.1.i.a", "", None),
        ("U.R.1.i.a", "n_agent=12,n_change=9", (("n_agent", 12), ("n_change", 9))),
        ("U.R.1.i.a", "n_change = 9 ; n_agent = 12", (("n_agent", 12), ("n_change", 9))),
        (
            "U.R.6.i.b",
            "rp_total=14.500.000.000,rp_refocus=1.250.000",
            (("rp_refocus", 1250000), ("rp_total", 14500000000)),
        ),
    ],
)
def test_values_are_written_as_people_write_them(code: str, written: str, value: Value | None) -> None:
    assert values.parse_value(written, SHEET.question(code)) == value


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("score=3.62", "3.62"),
        ("score=3,62", "3.62"),
        ("score=3.625", "3.625"),
        ("score=3,625", "3.625"),
        ("score=4", "4"),
    ],
)
def test_a_score_takes_comma_or_point_and_its_point_is_always_decimal(written: str, number: str) -> None:
    assert values.parse_value(written, score_question()) == (("score", Decimal(number)),)


@pytest.mark.parametrize(
    ("code", "written", "why"),
    [
        ("U.P.1.i.a", "D", "Pilih salah satu: A, B, atau C"),
        ("U.R.1.i.a", "12", "Tulis seperti n_agent=…,n_change=…"),
        ("U.R.1.i.a", "n_agent=12", "Isi semua angkanya"),
        ("U.R.1.i.a", "n_agen=12,n_change=1", "“n_agen” bukan angka pertanyaan ini"),
        ("U.R.1.i.a", "n_agent=dua,n_change=1", "“dua” bukan angka"),
        ("U.R.1.i.a", "n_agent=1,5,n_change=1", "harus bilangan bulat"),
        ("U.R.1.i.b", "n_change=86,n_integrated=90", "Tidak boleh lebih dari 86"),
        ("U.R.1.i.a", "n_agent=-1,n_change=1", "tidak boleh kurang dari 0"),
    ],
)
def test_what_cannot_be_taken_says_why(code: str, written: str, why: str) -> None:
    with pytest.raises(values.Unreadable, match=why):
        values.parse_value(written, SHEET.question(code))


def rows_of(tmp_path: Path, name: str, content: str | bytes) -> list[tuple[str, str, str | None]]:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return [(row.code, row.value, row.note) for row in values.read_rows(file)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '[{"code":"X","value":"A","note":"n"},{"code":"Y","value":""},{"code":"Z","value":null}]'),
        ("a.json", '\ufeff[{"code":"X","value":"A","note":"n"},{"code":"Y","value":""},{"code":"Z"}]'),
    ],
)
def test_rows_come_from_json(tmp_path: Path, name: str, content: str) -> None:
    assert rows_of(tmp_path, name, content) == [("X", "A", "n"), ("Y", "", None), ("Z", "", None)]


def test_numbers_of_json_may_stand_as_an_object(tmp_path: Path) -> None:
    content = '[{"code":"X","value":{"n_agent":12,"n_change":"9"}}]'

    assert rows_of(tmp_path, "a.json", content) == [("X", "n_agent=12,n_change=9", None)]


@pytest.mark.parametrize(
    "content",
    [
        'code,value,note\nX,A,n\nY,"n_agent=1,n_change=2",\n\n',
        "\ufeffCode;Value;Note\r\nX;A;n\r\nY;n_agent=1,n_change=2;\r\n",
        "note;value;code\nn;A;X\n;n_agent=1,n_change=2;Y\n;;\n",
    ],
)
def test_rows_come_from_csv_with_comma_or_semicolon(tmp_path: Path, content: str) -> None:
    assert rows_of(tmp_path, "a.csv", content) == [("X", "A", "n"), ("Y", "n_agent=1,n_change=2", "")]


def test_a_csv_without_notes_leaves_them(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "a.csv", "code,value\nX,A\n") == [("X", "A", None)]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.json", "{}", "daftar"),
        ("a.json", "[1]", "daftar"),
        ("a.json", "[{]", "JSON"),
        ("a.json", '[{"code":1}]', "baris 1"),
        ("a.csv", "kode,nilai\nX,A\n", "judul code dan value"),
        ("a.csv", "code,value\nX,n_agent=1,n_change=2\n", "baris 2: terlalu banyak kolom"),
        ("a.csv", b"code,value\n\xff\xfe,A\n", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: str | bytes, why: str
) -> None:
    with pytest.raises(values.Unreadable, match=why):
        rows_of(tmp_path, name, content)
