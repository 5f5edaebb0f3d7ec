from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rbdesk.domain.history import Published
from rbdesk.errors import NotAllowed
from rbdesk.store import journal
from rbdesk.store.database import Store
from rbdesk.workflow import histories
from tests.build import NOW

OWN = "32.16.09"


def a_result(year: int = 2020, index: str = "61.20", owner: str = OWN, frame: str = "26/2020") -> Published:
    return Published(owner, year, frame, Decimal(index), "Surat hasil evaluasi")


def keep(db: Store, *results: Published) -> bool:
    return bool(histories.keep_results(db, results, who="Operator", now=NOW))


def test_a_result_is_kept_beside_the_shipped_ones_and_replaced_by_a_better(db: Store) -> None:
    assert keep(db, a_result())
    assert not keep(db, a_result())
    assert keep(db, a_result(index="61.25"))

    found = histories.load_history(db)

    assert [one.year for one in found if one.is_shipped] == [2017, 2018, 2019]
    assert [one.index for one in found if not one.is_shipped] == [Decimal("61.25")]
    assert [entry.new["index"] for entry in journal.list_of_act(db, "history")] == ["61.2", "61.25"]


def test_taking_a_result_away_and_entering_it_again_is_the_same(db: Store) -> None:
    keep(db, a_result())
    before = histories.load_history(db)

    assert histories.drop_result(db, a_result(), who="Operator", now=NOW)
    assert all(one.is_shipped for one in histories.load_history(db))
    assert not histories.drop_result(db, a_result(), who="Operator", now=NOW)
    keep(db, a_result())

    assert histories.load_history(db) == before


@pytest.mark.parametrize(
    ("result", "what"),
    [
        (a_result(2019, "59.40", "32.16", "14/2014"), "history_shipped"),
        (a_result(owner="32.16.01"), "role"),
        (a_result(owner="32.17.01"), "unknown_office"),
        (a_result(index="100.01"), "range"),
        (a_result(index="61.205"), "history_decimals"),
        (a_result(year=1999), "history_year"),
        (a_result(frame=" "), "history_frame"),
        (a_result(frame="x" * 30), "too_long"),
    ],
)
def test_what_cannot_be_entered_is_refused_and_takes_its_neighbours_along(
    db: Store, result: Published, what: str
) -> None:
    with pytest.raises(NotAllowed) as caught:
        keep(db, a_result(2021), result)

    assert (caught.value.what, caught.value.facts["place"]) == (what, 1)
    assert all(one.is_shipped for one in histories.load_history(db))


def test_shipped_results_are_not_taken_away(db: Store) -> None:
    with pytest.raises(NotAllowed):
        histories.drop_result(db, histories.load_history(db)[0], who="Operator", now=NOW)


def test_a_table_names_its_owner_by_code_name_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "hasil.csv"
    path.write_text(
        "Kecamatan;Tahun;Hasil;Peraturan\n"
        "32.16.09;2020;61,2;\nKec. Cibitung;2019;55,1;\n;2016;49,9;14/2014\nKabupaten Bekasi;2015;48,5;\n"
        "Bandung;2015;48,5;\nCibitung;20;48,5;\nCibitung;2020;100,5;\n",
        encoding="utf-8",
    )

    found = histories.read_history(path)

    assert [(one.owner, one.year, one.frame) for one in found.results] == [
        ("32.16.09", 2020, "26/2020"),
        ("32.16.07", 2019, "14/2014"),
        ("32.16", 2016, "14/2014"),
        ("32.16", 2015, "14/2014"),
    ]
    assert [(fault.cell, fault.kind) for fault in found.faults] == [
        ("A6", "office"),
        ("B7", "year"),
        ("C8", "range"),
    ]
