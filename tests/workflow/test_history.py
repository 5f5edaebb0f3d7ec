from __future__ import annotations

from pathlib import Path

from rbdesk.domain.assessment import Answer
from rbdesk.workflow import history
from tests import year
from tests.year import BABELAN, FIRST

KEY = year.key_of(BABELAN)


def test_what_both_laptops_said_alike_stands_as_one_value_before(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as one, year.an_office(tmp_path / "2", label="Laptop 2") as two:
        year.say(one, {FIRST: "A"})
        year.say(two, {FIRST: "A"}, who="Sekcam")
        year.join(one, two, tmp_path)

        settled, theirs, mine = history.list_history(one, KEY, FIRST)

    assert (settled.before, settled.after, settled.instead_of) == (Answer("A"), Answer("A"), ())
    assert (theirs.device, theirs.by) == ("Laptop 2", "Sekcam")
    assert mine.device == "Laptop 1"
