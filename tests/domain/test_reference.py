from __future__ import annotations

import pytest

from rbdesk.domain import reference

REPLICA = "c80d52a07be4d518"


def test_a_dot_has_one_text() -> None:
    assert reference.dot_text((REPLICA, 17)) == f"{REPLICA}-17"
    assert reference.parse_dot(f"{REPLICA}-17") == (REPLICA, 17)


@pytest.mark.parametrize(
    "text",
    ["", REPLICA, f"{REPLICA}-0", f"{REPLICA}-017", f"{REPLICA}--1", f"{REPLICA[:-1]}-1", f"{REPLICA}-1\n",
     f"{REPLICA.upper()}-1", f"{REPLICA}-{2**40 + 1}", f"{REPLICA}-٤"],
)  # fmt: skip
def test_another_text_is_no_dot(text: str) -> None:
    assert reference.parse_dot(text) is None


@pytest.mark.parametrize("row", [("answers", "lke-26-2020-unit", "U.P.5.v.d"), ("followups", f"{REPLICA}-9")])
def test_a_row_that_can_be_referred_to_has_one_text(row: tuple[str, ...]) -> None:
    assert reference.parse_row(reference.row_text(row)) == row


@pytest.mark.parametrize(
    "text",
    ["", "answers", "answers/lembar", "answers/../x", "answers/lembar/x.p", "answers/lembar/X/Y", "profile",
     "followups/7", f"followups/{REPLICA}-0", f"replies/{REPLICA}-1", f"answers/followups/{REPLICA}-1"],
)  # fmt: skip
def test_another_text_is_no_row(text: str) -> None:
    assert reference.parse_row(text) is None


@pytest.mark.parametrize("row", [("answers", "lembar-kecil", "X.P.1.i.a"), ("followups", f"{REPLICA}-9")])
def test_evidence_knows_the_row_at_which_it_stands(row: tuple[str, ...]) -> None:
    key = reference.evidence_row(row, "e" * 64)
    assert (key[0], key[-1], len(key)) == ("evidence", "e" * 64, 4)
    assert reference.row_of_evidence(key) == row
