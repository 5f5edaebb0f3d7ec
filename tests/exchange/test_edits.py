from __future__ import annotations

import pytest

from rbdesk.domain.lineage import Edit
from rbdesk.errors import BundleRefused
from rbdesk.exchange import edits
from rbdesk.exchange.schema import Members
from tests import build

A, B = build.REPLICA_A, build.REPLICA_B


def row(**members: object) -> Members:
    return Members(dict(members), "data/replies.json", "[3]")  # type: ignore[arg-type]


def test_an_edit_comes_back_equal() -> None:
    edit = Edit(A, 17, build.NOW, "Operator 1")
    assert edits.read_edit(row(e=edits.edit_json(edit))) == edit


def test_dots_travel_sorted() -> None:
    assert edits.dots_json([(B, 1), (A, 10), (A, 9)]) == [[A, 9], [A, 10], [B, 1]]
    assert edits.read_dots(row(seen=[[A, 9], [B, 1]]), "seen", 2) == ((A, 9), (B, 1))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([[A, 0]], "RB-D10"),
        ([[A, True]], "RB-D10"),
        ([[A, "1"]], "RB-D10"),
        ([[A]], "RB-D10"),
        ([["x", 1]], "RB-D10"),
        ([f"{A}-1"], "RB-D10"),
        ([[A, 2], [A, 1]], "RB-D06"),
        ([[A, 1], [A, 1]], "RB-D06"),
        ([[A, 1], [A, 2], [A, 3]], "RB-D07"),
        ({}, "RB-D03"),
    ],
)
def test_a_list_of_dots_that_cannot_be_is_refused(value: object, code: str) -> None:
    with pytest.raises(BundleRefused) as refused:
        edits.read_dots(row(seen=value), "seen", 2)
    assert (refused.value.code, refused.value.facts["column"]) == (code, "[3].seen")
