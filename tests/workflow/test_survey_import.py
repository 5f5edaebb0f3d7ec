from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from rbdesk.errors import NotAllowed
from rbdesk.store.database import Store
from rbdesk.workflow import survey_import, surveys
from rbdesk.workflow.survey_import import parse_period, read_survey
from tests.build import NOW, OFFICE

NAMES = [
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarana",
]
AT = {"who": "Operator 1", "now": NOW}


def a_table(folder: Path, head: list[str], *rows: list[object], name: str = "skm.csv") -> Path:
    path = folder / name
    if name.endswith(".xlsx"):
        book = Workbook()
        for row in (head, *rows):
            book.active.append(row)
        book.save(path)
    else:
        path.write_text("\n".join(";".join(map(str, row)) for row in (head, *rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["skm.csv", "skm.xlsx"])
def test_respondents_are_read_by_the_names_of_elements_in_any_order(tmp_path: Path, name: str) -> None:
    turned = NAMES[::-1]
    path = a_table(tmp_path, ["Periode", *turned], ["2020-S1", *range(1, 5), *[4] * 5], name=name)

    table = read_survey(path, 2020)

    (batch,) = table.batches
    assert (batch.period, batch.service, batch.respondents) == ("2020-S1", "Semua layanan", 1)
    assert batch.forms[0].answers == (4, 4, 4, 4, 4, 4, 3, 2, 1)


def test_swapped_numbers_do_not_matter_where_names_stand_beside_them(tmp_path: Path) -> None:
    head = [f"U{number} {name}" for number, name in enumerate(NAMES[:7], start=1)]
    path = a_table(tmp_path, [*head, "U8 Sarana dan Prasarana", "U9 Penanganan Pengaduan"], [4] * 7 + [1, 2])

    (batch,) = read_survey(path, 2020, period="2020-S1").batches

    assert batch.forms[0].answers[7:] == (2, 1)


def test_numbers_alone_are_refused_because_two_of_them_are_swapped_on_many_forms(tmp_path: Path) -> None:
    path = a_table(tmp_path, [f"U{number}" for number in range(1, 10)], [4] * 9)

    with pytest.raises(NotAllowed) as caught:
        read_survey(path, 2020, period="2020-S1")

    assert caught.value.what == "survey_numbers"


def test_personal_columns_are_dropped_and_named(tmp_path: Path) -> None:
    head = ["Nama responden", "No HP", "Alamat", "Jenis kelamin", "Saran", *NAMES]
    path = a_table(tmp_path, head, ["Contoh", "0812", "Jl. Contoh", "P", "bagus", *[3] * 9])

    table = read_survey(path, 2020, period="2020-S1")

    assert table.dropped == ("Nama responden", "No HP", "Alamat")
    assert table.ignored == ("Saran",)
    assert table.batches[0].forms[0].profile == (("jenis_kelamin", "P"),)
    assert "0812" not in repr(table.batches)


def test_averages_with_their_respondents_are_one_batch_a_row(tmp_path: Path) -> None:
    head = ["periode", "layanan", "responden", *NAMES]
    rows = [["Semester 1", "KTP", 120, *["3,512"] * 9], ["TW II 2020", "KK", 30, *["3.5"] * 9]]

    table = read_survey(a_table(tmp_path, head, *rows), 2020)

    assert [(one.period, one.service, one.respondents) for one in table.batches] == [
        ("2020-S1", "KTP", 120),
        ("2020-T2", "KK", 30),
    ]
    assert table.batches[0].means == (Decimal("3.512"),) * 9


def test_every_wrong_cell_is_named_and_nothing_can_be_kept(db: Store, tmp_path: Path) -> None:
    rows = [[5, *[3] * 8], [3, "x", *[3] * 7], [*[3] * 8, 2.5], [3] * 9]
    table = read_survey(a_table(tmp_path, NAMES, *rows), 2020, period="2020-S1")

    assert [(fault.cell, fault.kind) for fault in table.faults] == [
        ("A2", "answer"),
        ("B3", "answer"),
        ("I4", "answer"),
    ]
    with pytest.raises(NotAllowed) as caught:
        survey_import.keep_survey(db, OFFICE, 2020, table, **AT)
    assert caught.value.what == "sheet_faults"


def test_an_empty_cell_is_a_skipped_question(tmp_path: Path) -> None:
    path = a_table(tmp_path, NAMES, ["", *[3] * 8])

    assert read_survey(path, 2020, period="2020-Y").batches[0].forms[0].answers == (0, *[3] * 8)


def test_a_table_without_a_period_needs_one_from_the_caller(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed) as caught:
        read_survey(a_table(tmp_path, NAMES, [3] * 9), 2020)
    assert caught.value.what == "survey_period"


def test_missing_elements_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed) as caught:
        read_survey(a_table(tmp_path, NAMES[:8], [3] * 8), 2020, period="2020-S1")
    assert caught.value.facts == {"missing": "Sarana dan Prasarana"}


def test_importing_the_same_file_twice_counts_nobody_twice(db: Store, tmp_path: Path) -> None:
    table = read_survey(
        a_table(tmp_path, ["Layanan", *NAMES], ["KTP", *[4] * 9], ["KK", *[2] * 9]), 2020, period="2020-S1"
    )

    assert survey_import.keep_survey(db, OFFICE, 2020, table, **AT)
    assert not survey_import.keep_survey(db, OFFICE, 2020, table, **AT)

    result = surveys.load_survey(db, OFFICE, 2020).result()
    assert (result.respondents, result.index) == (2, 75)


def test_an_import_is_taken_back_in_one_step_wherever_it_wrote(db: Store, tmp_path: Path) -> None:
    stood = ((0, 0, 5, 5),) * 9
    surveys.keep_counts(db, OFFICE, 2020, "KTP", "2020-S1", stood, 10, **AT)
    table = read_survey(
        a_table(tmp_path, ["Layanan", *NAMES], ["KTP", *[1] * 9], ["KK", *[2] * 9]), 2020, period="2020-S1"
    )
    former = survey_import.load_former(db, OFFICE, 2020, table)
    survey_import.keep_survey(db, OFFICE, 2020, table, **AT)
    assert surveys.load_survey(db, OFFICE, 2020).result().respondents == 2

    assert survey_import.put_back(db, OFFICE, 2020, former, **AT)

    held = surveys.load_survey(db, OFFICE, 2020)
    assert [(one.service, one.counts, one.respondents) for one in held.batches()] == [("KTP", stood, 10)]


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2020-S1", "2020-S1"),
        ("2020-t3", "2020-T3"),
        ("Semester 2", "2020-S2"),
        ("semester II 2019", "2019-S2"),
        ("TW IV", "2020-T4"),
        ("Triwulan 1 2020", "2020-T1"),
        ("2020", "2020-Y"),
        ("Tahun 2020", "2020-Y"),
        ("Semester 3", None),
        ("Agustus", None),
        ("", None),
    ],
)
def test_periods_are_read_as_people_write_them(typed: str, period: str | None) -> None:
    assert parse_period(typed, 2020) == period
