from __future__ import annotations

from pathlib import Path

from rbdesk.store import submissions
from rbdesk.workflow import provenance, undoing
from tests import year
from tests.build import NOW
from tests.year import BABELAN, FIRST, SECOND, YEAR


def test_after_a_way_back_values_come_from_the_packages_that_count(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "babelan") as babelan, year.a_secretariat(tmp_path / "s", babelan) as desk:
        for minute, value in enumerate("CA"):
            year.say(babelan, {FIRST: value, SECOND: "B"}, minutes=minute)
            year.take_in(desk, year.send(babelan, tmp_path))
        first, second = (record.bundle_id for record in submissions.list_received(desk, YEAR))

        undoing.exclude(desk, second, who="Sekretariat", now=NOW)
        [origin] = provenance.load_origin(desk, BABELAN, year.key_of(BABELAN), FIRST)
        assert (origin.value, origin.bundle_id, origin.stands) == ("C", first, True)

        undoing.put_back(desk, second, who="Sekretariat", now=NOW)
        undoing.exclude(desk, first, who="Sekretariat", now=NOW)
        [origin] = provenance.load_origin(desk, BABELAN, year.key_of(BABELAN), FIRST)
        assert (origin.value, origin.bundle_id) == ("A", second)
        [other] = provenance.load_origin(desk, BABELAN, year.key_of(BABELAN), SECOND)
        assert (other.value, other.bundle_id) == ("B", second)
