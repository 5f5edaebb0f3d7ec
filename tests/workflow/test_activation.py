from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rbdesk.errors import BundleRefused
from rbdesk.workflow import activation, dispatch, letters, returning, setup
from tests import year
from tests.build import NOW
from tests.correspondents import fingerprint, write_back
from tests.year import BABELAN, FIRST, YEAR


def test_a_first_computer_reads_it_once_the_digits_were_compared(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "sekretariat") as desk:
        path = dispatch.activate(desk, BABELAN, tmp_path / "surat", who="Sekretariat", now=NOW).path
        printed = fingerprint(desk).split()[-2:]

    with pytest.raises(BundleRefused, match="RB-S07") as refused:
        activation.read_activation(path)
    confirmed = returning.confirm(refused.value, " ".join(printed))
    delivery = activation.read_activation(path, confirmed)

    assert activation.office_of(delivery) == BABELAN
    assert activation.year_of(delivery) == YEAR


def test_the_desk_that_is_made_with_it_is_known_by_itself(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "sekretariat") as desk:
        setup.keep_settings(
            desk, target=Decimal("61.5"), deadlines=(("Kirim", date(2020, 9, 7)),), who="Sekretariat", now=NOW
        )
        path = dispatch.activate(desk, BABELAN, tmp_path / "surat", who="Sekretariat", now=NOW).path
        with pytest.raises(BundleRefused) as refused:
            activation.read_activation(path)
        confirmed = returning.confirm(refused.value, fingerprint(desk))
        delivery = activation.read_activation(path, confirmed)
        with year.an_office(tmp_path / "babelan", activation.office_of(delivery)) as db:
            returning.receive(db, delivery, confirmed, who="Operator", now=NOW)
            year.say(db, {FIRST: "A"})
            assert setup.load_identity(db).target == Decimal("61.5")
            assert letters.load_pinned(db)
            year.take_in(desk, year.send(db, tmp_path / "kirim"))  # waits in no quarantine


def test_another_key_than_the_compared_one_is_refused(tmp_path: Path) -> None:
    with (
        year.a_secretariat(tmp_path / "satu") as first,
        year.a_secretariat(tmp_path / "dua") as second,
    ):
        path = dispatch.activate(first, BABELAN, tmp_path / "surat", who="Sekretariat", now=NOW).path
        other = setup.load_identity(second).device.key

    with pytest.raises(BundleRefused, match="RB-S09"):
        activation.read_activation(path, other)


def test_a_balasan_is_no_activation(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "babelan") as db:
        year.say(db, {FIRST: "A"})
        with year.a_secretariat(tmp_path / "sekretariat", db) as desk:
            year.take_in(desk, year.send(db, tmp_path / "kirim"))
            path = write_back(desk, tmp_path / "balasan")

    with pytest.raises(BundleRefused, match="RB-V03"):
        activation.read_activation(path)
