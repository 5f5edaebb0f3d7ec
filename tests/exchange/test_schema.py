from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from rbdesk.errors import BundleRefused
from rbdesk.exchange import schema
from rbdesk.exchange.schema import Members


def refusal(act: Callable[[], object]) -> tuple[str, object]:
    with pytest.raises(BundleRefused) as refused:
        act()
    return refused.value.code, refused.value.facts.get("column")


def row(**members: object) -> Members:
    return Members(members, "data/x.json", "[3]")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: row().text("a", 5), "RB-D01"),
        (lambda: row(a=1).text("a", 5), "RB-D03"),
        (lambda: row(a="123456").text("a", 5), "RB-D07"),
        (lambda: row(a="x\n").matching("a", re.compile("x")), "RB-D03"),
        (lambda: row(a="x").one_of("a", ("y", "z")), "RB-D03"),
        (lambda: row(a=True).whole("a", 0, 5), "RB-D03"),
        (lambda: row(a="1").whole("a", 0, 5), "RB-D03"),
        (lambda: row(a=6).whole("a", 0, 5), "RB-D03"),
        (lambda: row(a=1).flag("a"), "RB-D03"),
        (lambda: row(a={}).listed("a", 3), "RB-D03"),
        (lambda: row(a=[1, 2]).listed("a", 1), "RB-D07"),
        (lambda: row(a=[]).inner("a"), "RB-D03"),
        (lambda: row(a="2020-09-03T07:05:11").time("a"), "RB-D03"),
        (lambda: row(a="2020-09-03 07:05:11Z").time("a"), "RB-D03"),
        (lambda: row(a="２020-09-03T07:05:11Z").time("a"), "RB-D03"),
        (lambda: row(a="2021-02-29T07:05:11Z").time("a"), "RB-D08"),
        (lambda: row(a="2020-09-03T24:00:00Z").time("a"), "RB-D08"),
        (lambda: row(a="2020-09-03T07:05:60Z").time("a"), "RB-D08"),
        (lambda: row(a="1999-12-31T23:59:59Z").time("a"), "RB-D08"),
        (lambda: row(a="2100-01-01T00:00:00Z").time("a"), "RB-D08"),
        (lambda: row(a=1).close(), "RB-D02"),
    ],
)
def test_a_member_that_cannot_be_is_refused_with_its_place(act: Callable[[], object], code: str) -> None:
    assert refusal(act) == (code, "[3].a")


def test_what_was_asked_for_is_no_surplus() -> None:
    members = row(a="x", b={"c": True}, d=[1], e="2020-02-29T23:59:59Z")
    assert members.text("a", 1) == "x"
    inner = members.inner("b")
    assert inner.flag("c")
    assert inner.at("c") == "[3].b.c"
    inner.close()
    assert members.listed("d", 1) == [1]
    assert members.time("e") == datetime(2020, 2, 29, 23, 59, 59, tzinfo=UTC)
    assert not members.has("f")
    members.close()


def test_a_newer_version_may_have_members_that_nobody_asked_for() -> None:
    members = Members({"a": {"new": 1}, "new": 2}, "data/x.json", is_open=True)
    members.inner("a").close()
    members.close()


def test_a_file_that_is_no_object_is_refused_as_a_whole() -> None:
    assert refusal(lambda: Members([], "data/x.json")) == ("RB-D03", None)


def test_a_moment_without_a_zone_has_no_text() -> None:
    with pytest.raises(ValueError, match="zone"):
        schema.time_text(datetime(2020, 9, 3))
