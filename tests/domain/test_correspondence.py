from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain import correspondence
from rbdesk.domain.correspondence import (
    Delivery,
    DeskPackage,
    EvidencePackage,
    Header,
    HeldNotice,
    Holdings,
    ReturnPackage,
)
from rbdesk.domain.lineage import Cell
from rbdesk.domain.roster import ListedDevice, RosterNotice, SecretariatKey
from rbdesk.domain.submission import Made, Part, Revision
from tests import build

ROSTER = RosterNotice(
    3, (SecretariatKey(b"s" * 32, 1),), (ListedDevice("K7Q29XNA4D", b"k" * 32, "terdaftar"),)
)


def a_header() -> Header:
    return Header(
        *("RB-2020", "d" * 64, build.OFFICE, "Kecamatan Cikarang Utara", build.a_device(), build.REPLICA_B),
        *({build.REPLICA_B: 4}, Revision(1, (), final=True), Made(build.NOW, "Setda", "RBDesk")),
    )


def a_return(seq: int = 5, roster: RosterNotice = ROSTER, **but: Any) -> Delivery:
    package = ReturnPackage(a_header(), seq, (), (), roster, Holdings())
    return replace(Delivery(Path("x"), 9, "b" * 64, "5" * 64, package), **but)


HELD = HeldNotice(5, "a" * 64, ROSTER)


@pytest.mark.parametrize(
    ("delivery", "code"),
    [
        (a_return(6), None),
        (a_return(5), "RB-M03"),
        (a_return(4), "RB-M03"),
        (a_return(5, bundle_id="a" * 64), "RB-OK2"),
        (a_return(6, replace(ROSTER, version=2)), "RB-M03"),
        (a_return(6, replace(ROSTER, version=4, devices=())), None),
        (a_return(6, replace(ROSTER, devices=())), "RB-M03"),
    ],
)
def test_a_letter_of_the_secretariat_must_be_newer_than_what_is_held(
    delivery: Delivery, code: str | None
) -> None:
    assert correspondence.freshness_fault(delivery, HELD) == code


def test_the_first_letter_is_always_new_and_rulings_between_desks_have_no_number() -> None:
    assert correspondence.freshness_fault(a_return(1), HeldNotice()) is None
    desk = replace(a_return(1), package=DeskPackage(a_header(), ()))
    assert correspondence.freshness_fault(desk, HELD) is None


def test_a_delivery_knows_its_kind_and_its_code() -> None:
    assert (a_return().kind, a_return().code) == ("balasan", "BBBB-BBBB")
    assert replace(a_return(), package=DeskPackage(a_header(), ())).kind == "meja"


def test_the_files_of_further_evidence_are_those_its_rows_name() -> None:
    item = build.an_evidence("X.P.1.i.a", size=7)
    rows = {("evidence", "lembar-kecil", "X.P.1.i.a", item.sha256): (Cell(build.an_edit(), item),)}
    assert EvidencePackage(a_header(), "5" * 64, rows).files == {item.sha256: item}


def test_what_is_missing_of_parts_is_named_by_group() -> None:
    parts = [Part("g1", 1, 3), Part("g1", 3, 3), Part("g1", 3, 3), Part("g2", 1, 1), Part("g3", 2, 2)]
    assert correspondence.missing_parts(parts) == {"g1": (2,), "g3": (1,)}


def test_the_limits_of_a_year_are_those_of_the_format_unless_it_says_otherwise() -> None:
    settings = correspondence.YearSettings(Decimal("60.01"), ())
    assert (settings.most_of_a_file, settings.most_of_all, settings.encrypts) == (25 * 2**20, 2**30, False)
