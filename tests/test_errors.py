"""Each error carries its facts and can be written to a log, without a sentence for people."""

from __future__ import annotations

import inspect

import pytest

from rbdesk import errors

EXAMPLES = [
    errors.NotAllowed("range", code="U.P.1.i.a", most=86),
    errors.InstrumentFault((("nodes[3]", "weight", "6.30"),)),
    errors.StoreTrouble("full", "desk.db", "database or disk is full"),
    errors.StoreTooNew(9, 3, "desk.db"),
    errors.NotAStore("desk.db"),
    errors.BundleRefused("RB-Z02", path="a.rbd.zip"),
]


def test_there_is_an_example_of_every_error() -> None:
    kinds = {kind for _, kind in inspect.getmembers(errors, inspect.isclass)} - {errors.RBDeskError}

    assert kinds == {type(error) for error in EXAMPLES}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_is_of_the_one_family_and_says_something_to_the_log(error: errors.RBDeskError) -> None:
    assert isinstance(error, errors.RBDeskError)
    assert str(error)


def test_facts_are_attributes() -> None:
    refused = errors.BundleRefused("RB-Z02", path="a.rbd.zip")
    too_new = errors.StoreTooNew(9, 3)

    assert (refused.code, refused.facts) == ("RB-Z02", {"path": "a.rbd.zip"})
    assert (too_new.found, too_new.known) == (9, 3)


def test_where_an_error_came_from_is_told_without_its_words() -> None:
    try:
        try:
            raise KeyError("satu rahasia")
        except KeyError as error:
            raise ValueError("dua rahasia") from error
    except ValueError as error:
        told = errors.stack_of(error)
    assert "builtins.KeyError" in told
    assert "builtins.ValueError" in told
    assert "test_errors.py" in told
    assert "rahasia" not in told
