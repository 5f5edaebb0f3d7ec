from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.workflow import conflicts, forwarding
from tests import year
from tests.year import BABELAN, FIRST, SECOND

KEY = year.key_of(BABELAN)


def test_an_office_joins_what_the_secretariat_hands_it(tmp_path: Path) -> None:
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", label="Laptop 2") as two,
        year.a_secretariat(tmp_path / "s", one, two) as desk,
    ):
        for minute, value in enumerate("CA"):
            year.say(one, {FIRST: value}, minutes=minute)
            year.take_in(desk, year.send(one, tmp_path))
        year.say(two, {FIRST: "B", SECOND: "B"})
        sent = year.send(two, tmp_path)
        year.take_in(desk, sent)

        branches = forwarding.list_branches(desk, KEY)
        copies = forwarding.copy_packages(desk.folder, branches, tmp_path / "stik")
        again = forwarding.copy_packages(desk.folder, branches, tmp_path / "stik")
        year.join_files(one, *copies)

        assert [(record.device.label, record.revision.number) for record in branches] == [
            ("Laptop 1", 2),
            ("Laptop 2", 1),
        ]
        assert copies == again
        assert copies[1].read_bytes() == sent.read_bytes()
        [row] = conflicts.load_conflicts(one, KEY).open
        assert row.question == FIRST


def test_another_file_of_that_name_is_left_alone_and_a_lost_original_is_said(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as one, year.a_secretariat(tmp_path / "s", one) as desk:
        year.say(one, {FIRST: "A"})
        sent = year.send(one, tmp_path)
        year.take_in(desk, sent)
        (tmp_path / "stik").mkdir()
        (tmp_path / "stik" / sent.name).write_text("lain")
        branches = forwarding.list_branches(desk, KEY)

        [copy] = forwarding.copy_packages(desk.folder, branches, tmp_path / "stik")
        assert (tmp_path / "stik" / sent.name).read_text() == "lain"
        assert copy.read_bytes() == sent.read_bytes()

        desk.folder.archived(branches[0].bundle_id).unlink()
        with pytest.raises(StoreTrouble, match="damaged"):
            forwarding.copy_packages(desk.folder, branches, tmp_path / "stik")
        with pytest.raises(NotAllowed, match="role"):
            forwarding.list_branches(one, KEY)
