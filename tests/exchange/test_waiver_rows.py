"""What an office set aside travels whole, from minor version 1 on; what cannot be is refused with its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain import checks
from rbdesk.domain.checks import Waiver
from rbdesk.domain.lineage import Cell
from rbdesk.exchange import bundle, waiver_rows
from tests import build
from tests.build import REPLICA_A, an_edit
from tests.exchange import samples
from tests.exchange.samples import Draft

RECOMMENDATION = "c80d52a07be4d518-17"
WAIVERS = {
    ("waivers", samples.TINY.id, "X.P.1.i.a", "jump"): Waiver("Tim baru dibentuk bulan Maret"),
    ("waivers", samples.TINY.id, "X.P.1.i.b", "jump"): Waiver("", on=False),
    ("waivers", samples.TINY.id, "X.P.1.i.b", "same_note"): Waiver("Sama karena satu kegiatan"),
    ("waivers", samples.TINY.id, RECOMMENDATION, checks.FOLLOWUP): Waiver("Buktinya papan di loket"),
}


def a_package_with_waivers(folder: Path) -> samples.Package:
    """The sample state with four waivers, one of them taken back, one of a follow-up."""
    package = samples.a_package(blobs=samples.carrying(folder, samples.PDF))
    rows = dict(package.snapshot.rows)
    highest = package.snapshot.vector[REPLICA_A]
    for n, (key, waiver) in enumerate(WAIVERS.items(), start=highest + 1):
        rows[key] = (build.a_cell(REPLICA_A, n, waiver),)
    vector = {**package.snapshot.vector, REPLICA_A: highest + len(WAIVERS)}
    return replace(package, snapshot=build.Snapshot(vector, rows))


def written(folder: Path) -> Path:
    """A bundle of minor version 1."""
    package = a_package_with_waivers(folder)
    return bundle.write(package, samples.key_file(folder), folder / "keluar")[0]


def row(place: int, **but: object) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        listed = draft.get("waivers")
        listed[place] |= but
        draft.put("waivers", listed)

    return spoil


def _swapped(draft: Draft) -> None:
    draft.put("waivers", draft.get("waivers")[::-1])


def _emptied(draft: Draft) -> None:
    draft.put("waivers", [])


def _of_minor_0(draft: Draft) -> None:
    draft.change_bundle("format.minor", 0)


def _without(draft: Draft) -> None:
    del draft.payload["data/waivers.json"]


SPOILS: dict[str, tuple[str, Callable[[Draft], None]]] = {
    "waivers under the minor version before them": ("RB-B05", _of_minor_0),
    "a minor version with waivers without them": ("RB-B04", _without),
    "waivers out of order": ("RB-D06", _swapped),
    "no waiver in the file of waivers": ("RB-D03", _emptied),
    "a waiver of what cannot be waived": ("RB-D03", row(0, k="no_evidence")),
    "a waiver of a question that is none": ("RB-D04", row(0, q="X.P.9.i.a")),
    "a waiver of a question in the name of a recommendation": ("RB-D03", row(0, q=RECOMMENDATION)),
    "a waiver of a follow-up in the name of a question": ("RB-D03", row(3, q="X.P.1.ii.a")),
    "a waiver without a reason": ("RB-D03", row(0, n=" ")),
    "a waiver with a long reason": ("RB-D07", row(0, n="a" * 501)),
    "a waiver with a member of its own": ("RB-D02", row(0, why="x")),
}  # fmt: skip


def test_waivers_come_back_as_they_were(tmp_path: Path) -> None:
    found = bundle.read(written(tmp_path), **samples.trusting(staging=None))

    package = a_package_with_waivers(tmp_path)
    assert found.package.snapshot == package.snapshot
    draft = samples.draft(tmp_path / "keluar" / found.path.name)
    assert draft.get("bundle")["format"] == {
        "name": "rbdesk-bundle", "major": 1, "minor": 1, "min_minor": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("code", "spoil"), SPOILS.values(), ids=SPOILS)
def test_what_cannot_be_is_refused(tmp_path: Path, code: str, spoil: Callable[[Draft], None]) -> None:
    draft = samples.draft(written(tmp_path))
    spoil(draft)

    assert samples.refusal_of(tmp_path, draft.build())[0] == code


@given(st.sampled_from(sorted(checks.WAIVABLE)), st.text("abc é", min_size=1, max_size=500), st.booleans())
def test_any_waiver_is_read_as_it_was_written(kind: str, reason: str, on: bool) -> None:
    key = ("waivers", samples.TINY.id, RECOMMENDATION if kind == checks.FOLLOWUP else "X.P.1.i.a", kind)
    waiver = Waiver(reason if reason.strip() else "alasan", on)
    edit = an_edit()
    value = waiver_rows.value_json(waiver) | waiver_rows.name_json(key) | {
        "e": {"n": edit.n, "r": edit.replica, "t": "2020-09-03T07:05:11Z", "u": edit.by}
    }  # fmt: skip
    found = waiver_rows.read_waivers([value], samples.EDITION, is_open=False)
    assert {name: [cell.value for cell in cells] for name, cells in found.items()} == {key: [waiver]}
    assert all(isinstance(cell, Cell) for cells in found.values() for cell in cells)
