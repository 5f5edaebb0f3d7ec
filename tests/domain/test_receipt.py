from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rbdesk.domain import receipt, scoring
from rbdesk.domain.assessment import Answer
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.receipt import Receipt
from tests import build

SHEET = scoring.score(
    build.tiny(), {"X.P.1.i.a": Answer("B"), "X.P.1.i.b": Answer("B"), "X.R.3.i.a": Answer(None)}
)


def a_receipt() -> Receipt:
    rows = {
        ("evidence", "lembar-kecil", code, "e" * 64): (
            build.a_cell(build.REPLICA_A, n, build.an_evidence(code, on=n != 3)),
        )
        for n, code in enumerate(("X.P.1.i.a", "X.P.1.i.b", "X.P.1.i.c"), start=1)
    }
    package = build.a_package(Snapshot({build.REPLICA_A: 3}, rows))
    return receipt.receipt_of(package, "7f3a91c4" + "0" * 56, "5" * 64, SHEET)


def test_a_receipt_says_what_was_sent() -> None:
    found = a_receipt()
    assert (found.office, found.revision, found.code) == (build.OFFICE, 1, "7F3A-91C4")
    assert (found.answered, found.questions, found.evidence) == (2, 9, 1)
    assert (found.edition, found.instrument, found.device) == ("RB-2020", "lembar-kecil", "K7Q29XNA4D")


def test_the_points_of_the_areas_are_rounded_half_up_to_four_places() -> None:
    assert a_receipt().areas == (Decimal("0.936"), Decimal(0), Decimal(0))
    assert [
        receipt._rounded(scoring.Fraction(number)) for number in ("1/3", "2/3", "0.00005", "0.00004")
    ] == [
        Decimal("0.3333"),
        Decimal("0.6667"),
        Decimal("0.0001"),
        Decimal(0),
    ]


def test_what_differs_from_the_package_that_is_held_is_named() -> None:
    found = a_receipt()
    assert receipt.differences(found, found) == ()
    assert receipt.differences(replace(found, revision=2, final=True), found) == ("final", "revision")
