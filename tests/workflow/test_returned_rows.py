from __future__ import annotations

from pathlib import Path

from rbdesk.domain.review import Verdict
from rbdesk.store import reviews
from rbdesk.workflow import returned_rows
from tests import year
from tests.correspondents import KEY, receive_first, rule, write_back
from tests.year import FIRST, SECOND


def test_only_what_is_not_agreed_with_comes_back_and_each_says_what_it_alone_changes(tmp_path: Path) -> None:
    with (
        year.an_office(tmp_path / "babelan") as office,
        year.a_secretariat(tmp_path / "sekretariat", office) as desk,
    ):
        year.say(office, {FIRST: "A", SECOND: "B"})
        year.take_in(desk, year.send(office, tmp_path / "kirim"))
        rule(desk, FIRST, Verdict.CORRECT, "B", "SK belum ditandatangani")
        rule(desk, SECOND, Verdict.AGREE)
        receive_first(office, write_back(desk, tmp_path / "balasan"))

        found = returned_rows.load_returned(office, KEY)
        nothing = returned_rows.returned_under(office, KEY, ())
        rulings = reviews.list_rulings(office, KEY.year, KEY.office)
        again = returned_rows.returned_under(office, KEY, rulings)

    [row] = found.rows
    assert (row.code, row.answer.value, row.verified and row.verified.value) == (FIRST, "A", "B")
    assert row.points == found.verified.low.percent() - found.own.low.percent()
    assert found.judged == 2
    assert again == found
    assert (nothing.rows, nothing.judged, nothing.verified) == ((), 0, found.own)
