"""What the secretariat ticked travels whole, from minor version 2 on; what cannot be is refused with its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.conditions import REGENCY, UNIT, ConditionMark
from rbdesk.domain.gates import GateState
from rbdesk.exchange import bundle
from tests import build
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import SETDA, SETDA_REPLICA, trust, written
from tests.exchange.samples import TINY, Draft


def a_mark(n: int, scope: str, name: str, state: GateState, detail: str = "") -> ConditionMark:
    return ConditionMark(TINY.id, scope, name, state, detail, build.an_edit(SETDA_REPLICA, n))


MARKS = (
    a_mark(6, REGENCY, "rb-cc", GateState.MET, "59,36 (2019)"),
    a_mark(7, REGENCY, "wtp", GateState.MISSED),
    a_mark(8, UNIT, "setahun", GateState.MET, "sejak 2019"),
)


def a_return() -> Any:
    return letters.a_return(conditions=MARKS)


MAKERS: dict[str, Callable[[], Any]] = {
    "balasan": a_return,
    "aktivasi": lambda: letters.an_activation(conditions=MARKS),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_marks_come_back_as_they_were(tmp_path: Path, kind: str) -> None:
    package = MAKERS[kind]()
    path = written(tmp_path, package)
    found = bundle.receive(path, trust(), None)
    assert found.package == package
    form = Draft(samples.files_of(path, only="data/")).get("bundle")["format"]
    assert form == {"name": "rbdesk-bundle", "major": 1, "minor": 2, "min_minor": 0}


def test_marks_stand_in_one_order_whoever_gathers_them() -> None:
    turned = letters.a_return(conditions=MARKS[::-1])
    assert bundle.contents_of(turned).files == bundle.contents_of(a_return()).files


def row(place: int, **but: object) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        listed = draft.get("conditions")
        listed[place] |= but
        draft.put("conditions", listed)

    return spoil


def _swapped(draft: Draft) -> None:
    draft.put("conditions", draft.get("conditions")[::-1])


def _emptied(draft: Draft) -> None:
    draft.put("conditions", [])


def _of_minor(minor: int) -> Callable[[Draft], None]:
    return lambda draft: draft.change_bundle("format.minor", minor)


def _without(draft: Draft) -> None:
    del draft.payload["data/conditions.json"]


SPOILS: dict[str, tuple[str, Callable[[Draft], None]]] = {
    "conditions under the minor version before them": ("RB-B05", _of_minor(0)),
    "conditions under a minor version of other kinds": ("RB-B05", _of_minor(1)),
    "a minor version with conditions without them": ("RB-B04", _without),
    "conditions out of order": ("RB-D06", _swapped),
    "no condition in the file of conditions": ("RB-D03", _emptied),
    "a condition of a sheet that the edition has not": ("RB-D10", row(0, i="a-lain")),
    "a condition of nobody": ("RB-D03", row(0, s="provinsi")),
    "a condition that is not judged": ("RB-D03", row(0, v="belum_dinilai")),
    "a condition in capitals": ("RB-D03", row(0, c="WTP")),
    "a condition with a long detail": ("RB-D07", row(0, n="a" * 81)),
    "a condition with a member of its own": ("RB-D02", row(0, why="x")),
    "a tick that its desk has not made yet": (
        "RB-M01",
        row(0, e={"n": 99, "r": SETDA_REPLICA, "t": "2020-09-03T07:05:11Z", "u": "x"}),
    ),
}


@pytest.mark.parametrize(("code", "spoil"), SPOILS.values(), ids=SPOILS)
def test_what_cannot_be_is_refused(tmp_path: Path, code: str, spoil: Callable[[Draft], None]) -> None:
    draft = samples.draft(written(tmp_path, a_return()))
    draft.key = SETDA
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == code


def test_a_state_has_no_conditions_and_no_minor_version_of_them(tmp_path: Path) -> None:
    draft = samples.draft(samples.written(tmp_path))
    draft.change_bundle("format.minor", 2)
    assert samples.refusal_of(tmp_path, draft.build())[0] == "RB-D09"


def test_the_kept_balasan_of_format_1_2_is_read_for_ever(tmp_path: Path) -> None:
    """The first with conditions; the kept ones of 1.0 are what is still written where there are none."""
    edition = samples.kept_edition()
    (sheet,) = edition.instruments
    kept = samples.KEPT / "format1-2-balasan.rbd.zip"
    read = bundle.receive(kept, trust(editions={edition.id: edition}), tmp_path / "karantina")
    marks = tuple(replace(mark, instrument=sheet.id) for mark in MARKS)
    assert read.package.conditions == marks
    again = bundle.contents_of(read.package)
    assert again.files == samples.files_of(kept, only="data/")
