from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from rbdesk.domain.review import Verdict
from rbdesk.errors import StoreTrouble
from rbdesk.store.database import Store
from rbdesk.workflow import printing, returning
from tests import year
from tests.correspondents import KEY, OPERATOR, receive_first, rule, write_back
from tests.year import FIRST, SECOND, THIRD

AT = datetime(2020, 9, 11, 14, 10)


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    """An office that has got its balasan."""
    with (
        year.an_office(tmp_path / "babelan") as db,
        year.a_secretariat(tmp_path / "sekretariat", db) as desk,
    ):
        year.say(db, {FIRST: "A", SECOND: "B", THIRD: "C"})
        year.take_in(desk, year.send(db, tmp_path / "kirim"))
        rule(desk, FIRST, Verdict.CORRECT, "B", "SK belum <ditandatangani> & dicap")
        rule(desk, SECOND, Verdict.REJECT, reason="Tanpa bukti")
        rule(desk, THIRD, Verdict.ASK, reason="Mana daftar hadirnya?")
        receive_first(db, write_back(desk, tmp_path / "balasan"))
        yield db


def test_the_comparison_is_written_as_a_whole_and_equal_each_time(babelan: Store, tmp_path: Path) -> None:
    returning.respond(babelan, KEY, SECOND, "Notulen terlampir", **OPERATOR)
    found = returning.load_returned(babelan, KEY)

    path = printing.print_comparison(found, tmp_path / "cetak", printed_at=AT)
    first = path.read_bytes()

    assert path.name == "Perbandingan_RB-2020_32.16.02_balasan-1.pdf"
    assert first.startswith(b"%PDF-")
    assert printing.print_comparison(found, tmp_path / "cetak", printed_at=AT).read_bytes() == first
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_place_that_takes_nothing_is_told(babelan: Store, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    found = returning.load_returned(babelan, KEY)

    with pytest.raises(StoreTrouble):
        printing.print_comparison(found, tmp_path / "berkas" / "cetak", printed_at=AT)
