from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.correspondence import Delivery, DeskPackage
from rbdesk.domain.review import Judgement, Verdict
from rbdesk.errors import BundleRefused, NotAllowed
from rbdesk.store import reviews
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, dispatch, secretariat, verification, verifiers
from tests import correspondents, year
from tests.correspondents import KEY, VERIFIER, row_of, rule
from tests.year import FIRST, SECOND, THIRD, YEAR

WHO: dict[str, Any] = VERIFIER
Desks = tuple[Store, Store, Store]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    """Three desks of the secretariat that know each other and hold what one office sent."""
    with (
        year.an_office(tmp_path / "a") as babelan,
        year.a_secretariat(tmp_path / "s1", babelan) as one,
        year.a_secretariat(tmp_path / "s2", babelan) as two,
        year.a_secretariat(tmp_path / "s3", babelan) as three,
    ):
        year.say(babelan, {FIRST: "A", SECOND: "B", THIRD: "C"})
        path = year.send(babelan, tmp_path / "kirim")
        for desk in (one, two, three):
            year.take_in(desk, path)
            for other in (one, two, three):
                if other is not desk:
                    key = correspondents.key_of_desk(other)
                    secretariat.enrol(desk, catalog.register().code, key, "Meja lain", **WHO)
        yield one, two, three


def sent(desk: Store) -> Path:
    return dispatch.export_rulings(desk, desk.folder.root / "kirim", **WHO).path


def read(desk: Store, path: Path) -> Delivery:
    return verifiers.read_rulings(path, verifiers.load_desk_trust(desk))


def join(desk: Store, path: Path) -> bool:
    return bool(verifiers.join_rulings(desk, read(desk, path), **WHO))


def test_desks_that_exchange_in_any_order_end_equal(desks: Desks) -> None:
    one, two, three = desks
    rule(one, FIRST, Verdict.AGREE)
    rule(two, FIRST, Verdict.CORRECT, "C", "SK dicabut", who="Inspektorat")
    rule(two, SECOND, Verdict.AGREE)
    verification.take_back(two, KEY, [SECOND], **WHO)
    rule(three, THIRD, Verdict.ASK, reason="Mana SK-nya?")

    first, second, third = (sent(desk) for desk in desks)
    assert join(one, second)
    assert join(one, third)
    both = sent(one)
    assert join(two, both)
    assert join(three, second)
    assert join(three, both)
    assert not join(two, first)
    assert not join(two, third)

    held = [reviews.list_rulings(desk, YEAR) for desk in desks]
    assert held[0] == held[1] == held[2]
    assert len(held[0]) == 5
    for desk in desks:
        assert row_of(desk, FIRST).judgement is Judgement.DIFFERENT
        assert [ruling.edit.by for ruling in row_of(desk, FIRST).rulings] in (
            ["Verifikator 1", "Inspektorat"],
            ["Inspektorat", "Verifikator 1"],
        )
        assert row_of(desk, SECOND).judgement is Judgement.NONE
    assert not verification.load_verification(one, KEY).verified_score.is_certain


def test_a_desk_does_not_take_back_what_another_ruled(desks: Desks) -> None:
    one, two, _ = desks
    rule(two, FIRST, Verdict.REJECT, reason="tanpa bukti")
    join(one, sent(two))
    assert not verification.take_back(one, KEY, [FIRST], **WHO)
    rule(one, FIRST, Verdict.AGREE)
    assert join(two, sent(one))
    assert row_of(two, FIRST).rulings[0].verdict is Verdict.AGREE
    verification.take_back(one, KEY, [FIRST], **WHO)
    assert row_of(one, FIRST).rulings[0].verdict is Verdict.REJECT


def test_the_plan_counts_what_is_new_and_writes_nothing(desks: Desks) -> None:
    one, two, _ = desks
    rule(two, FIRST, Verdict.AGREE)
    rule(two, SECOND, Verdict.AGREE)
    delivery = read(one, sent(two))
    plan = verifiers.load_rulings_plan(one, delivery)
    assert (plan.new, plan.known, plan.code) == (2, 0, "RB-OK1")
    assert reviews.list_rulings(one, YEAR) == ()
    verifiers.join_rulings(one, delivery, **WHO)
    plan = verifiers.load_rulings_plan(one, delivery)
    assert (plan.new, plan.known, plan.code) == (0, 2, "RB-OK2")
    assert one.folder.archived(delivery.bundle_id).exists()


def test_a_cloned_desk_is_named_and_joined_nowhere(desks: Desks) -> None:
    one, two, _ = desks
    rule(two, FIRST, Verdict.AGREE)
    delivery = read(one, sent(two))
    verifiers.join_rulings(one, delivery, **WHO)
    package = delivery.package
    assert isinstance(package, DeskPackage)
    other = replace(package, rulings=(replace(package.rulings[0], reason="lain"),))
    with pytest.raises(BundleRefused) as refused:
        verifiers.join_rulings(one, replace(delivery, package=other), **WHO)
    assert (refused.value.code, refused.value.facts["device"]) == ("RB-M02", package.header.device.label)


def test_only_known_desks_of_the_regency_and_only_rulings_are_taken(desks: Desks, tmp_path: Path) -> None:
    one, *_ = desks
    with year.a_secretariat(tmp_path / "asing") as stranger, year.an_office(tmp_path / "b") as babelan:
        for path, code in ((sent(stranger), "RB-S07"), (year.send(babelan, tmp_path), "RB-V03")):
            with pytest.raises(BundleRefused) as refused:
                read(one, path)
            assert refused.value.code == code
        with pytest.raises(NotAllowed):
            verifiers.load_rulings_plan(babelan, read(one, sent(desks[1])))
