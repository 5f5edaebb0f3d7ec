from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from rbdesk import paths
from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.lineage import Cell, Snapshot
from rbdesk.errors import NotAllowed
from rbdesk.exchange import canonical, codec, head
from tests import build
from tests.exchange import samples
from tests.exchange.samples import EDITION, TINY, a_package, rows, snapshots


def through(package: codec.Package) -> codec.Read:
    state = codec.state_files(package)
    raw = {f"data/{name}": content for name, content in state.items()}
    raw[codec.BUNDLE_FILE] = codec.bundle_file(package, codec.package_state_id(package))
    return codec.read_package(codec.decode_files(raw), raw, EDITION)


@given(snapshots())
def test_every_state_comes_back_equal(snapshot: Snapshot) -> None:
    package = build.a_package(snapshot, device=samples.DEVICE)
    read = through(package)
    assert read.package == package
    assert read.state_id == codec.package_state_id(package)


def test_identity_and_lineage_come_back_equal() -> None:
    package = a_package(
        revision=build.Revision(37, ("a" * 64, "b" * 64), final=True),
        made=build.Made(build.NOW, "Operator 1", "RBDesk 0.1.0", clock_ok=False),
        office_name="Kecamatan Cikarang Utara",
    )
    assert through(package).package == package


def test_rows_stand_in_the_order_of_their_keys_as_text() -> None:
    snapshot = Snapshot(
        {build.REPLICA_A: 4},
        {
            key: (build.a_cell(build.REPLICA_A, n, Answer("A")),)
            for n, key in enumerate(
                [
                    ("answers", "ab-c", "X"),
                    ("answers", "ab", "Y"),
                    ("answers", "ab", "X.1"),
                    ("answers", "ab", "X"),
                ]
            )
        },
    )
    read = json.loads(codec.state_files(build.a_package(snapshot))[codec.ANSWERS])
    assert [(row["i"], row["q"]) for row in read] == [("ab", "X"), ("ab", "X.1"), ("ab", "Y"), ("ab-c", "X")]


def test_numbers_travel_as_integers_and_a_score_as_text() -> None:
    package = a_package(Answer(inputs(n_due=12, n_open=0, n_done=7)), samples.with_score("3.620"))
    read = json.loads(codec.state_files(package)[codec.ANSWERS])
    assert [row["v"] for row in read] == [{"n_done": 7, "n_due": 12, "n_open": 0}, {"score": "3.62"}]


def test_an_empty_state_has_all_seven_files() -> None:
    files = codec.state_files(build.a_package(Snapshot({}, {})))
    assert files == dict.fromkeys(codec.STATE_FILES, b"[]") | {codec.PROFILE: b"null"}


def test_a_state_is_named_by_content_not_by_who_made_it_or_when() -> None:
    package = a_package()
    other = replace(
        package,
        device=samples.signing.device_of(samples.OTHER_KEY.public, "Laptop kedua"),
        replica=build.REPLICA_B,
        revision=build.Revision(9, (), final=True),
        made=build.Made(build.NOW + timedelta(days=3), "Orang lain", "RBDesk 9"),
    )
    assert codec.package_state_id(package) == codec.package_state_id(other)


def test_a_state_has_another_name_with_another_answer_office_or_vector() -> None:
    package = a_package()
    names = {
        codec.package_state_id(package),
        codec.package_state_id(a_package(Answer("B"))),
        codec.package_state_id(replace(package, office="32.16.08")),
        codec.package_state_id(replace(package, edition_hash="e" * 64)),
        codec.package_state_id(
            replace(package, snapshot=replace(package.snapshot, vector={build.REPLICA_A: 99}))
        ),
    }
    assert len(names) == 5


def test_rows_with_two_values_are_for_the_office_to_settle() -> None:
    cells = (build.a_cell(build.REPLICA_A, 1, Answer("A")), build.a_cell(build.REPLICA_B, 1, Answer("B")))
    snapshot = Snapshot({build.REPLICA_A: 1, build.REPLICA_B: 1}, {("answers", TINY.id, "X.P.1.i.a"): cells})
    with pytest.raises(NotAllowed) as refused:
        codec.state_files(build.a_package(snapshot))
    assert (refused.value.what, refused.value.facts) == ("conflict", {"count": 1})


def test_a_time_finer_than_a_second_is_refused_where_it_would_not_come_back() -> None:
    edit = build.an_edit(at=build.NOW + timedelta(microseconds=1))
    snapshot = Snapshot({build.REPLICA_A: 1}, {("answers", TINY.id, "X.P.1.i.a"): (Cell(edit, Answer("A")),)})
    with pytest.raises(ValueError, match="whole seconds"):
        codec.state_files(build.a_package(snapshot))


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    jakarta = build.NOW.astimezone(timezone(timedelta(hours=7)))
    edit = build.an_edit(at=jakarta)
    snapshot = Snapshot({build.REPLICA_A: 1}, {("answers", TINY.id, "X.P.1.i.a"): (Cell(edit, Answer("A")),)})
    (row,) = json.loads(codec.state_files(build.a_package(snapshot))[codec.ANSWERS])
    assert row["e"]["t"] == "2020-08-27T03:42:00Z"


@given(snapshots(), snapshots())
def test_a_view_has_one_digest_whatever_its_clocks_and_order(one: Snapshot, two: Snapshot) -> None:
    held = {("32.16.08", "RB-2020"): one, ("32.16.09", "RB-2020"): two}
    turned = {
        key: Snapshot(
            dict(reversed(list(snapshot.vector.items()))),
            {
                row: tuple(replace(cell, edit=replace(cell.edit, at=build.NOW, by="x")) for cell in cells)
                for row, cells in reversed(list(snapshot.rows.items()))
            },
        )
        for key, snapshot in reversed(list(held.items()))
    }
    assert codec.view_digest(held) == codec.view_digest(turned)


def test_a_view_encoded_office_by_office_has_the_digest_of_the_whole_list() -> None:
    vector, row = {build.REPLICA_A: 1}, ("answers", TINY.id, "X.P.1.i.a")
    one = Snapshot(vector, {row: (Cell(build.an_edit(), Answer("A")),)})
    held = {("32.16.09", "RB-2020"): one, ("32.16.08", "RB-2020"): Snapshot({}, {})}
    body = [[*key, head.vector_json(held[key].vector), codec._rows_json(held[key])] for key in sorted(held)]
    assert codec.view_digest(held) == hashlib.sha256(canonical.encode(body)).hexdigest()
    assert codec.view_digest({}) == hashlib.sha256(b"[]").hexdigest()


def test_a_view_has_another_digest_with_another_value_or_a_conflict() -> None:
    key = ("32.16.09", "RB-2020")
    row = ("answers", TINY.id, "X.P.1.i.a")
    one = build.a_cell(build.REPLICA_A, 1, Answer("A"))
    two = build.a_cell(build.REPLICA_B, 1, Answer("A"))
    vector = {build.REPLICA_A: 1, build.REPLICA_B: 1}
    digests = {
        codec.view_digest({}),
        codec.view_digest({key: Snapshot(vector, {})}),
        codec.view_digest({key: Snapshot(vector, {row: (one,)})}),
        codec.view_digest({key: Snapshot(vector, {row: (two,)})}),
        codec.view_digest({key: Snapshot(vector, {row: (one, two)})}),
        codec.view_digest({key: Snapshot(vector, {row: (replace(one, value=Answer("A", "x")),)})}),
        codec.view_digest({("32.16.08", "RB-2020"): Snapshot(vector, {row: (one,)})}),
    }
    assert len(digests) == 7


def test_an_instruments_hash_does_not_depend_on_how_its_numbers_and_blanks_are_written() -> None:
    one = json.loads('{"id": "x", "weight": 2.50}', parse_float=Decimal)
    two = json.loads('{"weight":2.5,"id":"x"}', parse_float=Decimal)
    assert codec.instrument_hash(one) == codec.instrument_hash(two)
    assert codec.instrument_hash(one) == hashlib.sha256(b'{"id":"x","weight":"2.5"}').hexdigest()


def test_every_shipped_instrument_has_a_hash() -> None:
    for path in paths.resource("instruments").glob("*.json"):
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        assert len(codec.instrument_hash(data)) == 64


def test_the_counts_are_of_rows_and_of_standing_files_each_once() -> None:
    package = a_package(
        Answer("A"),
        Answer(None),
        samples.evidence("X.P.1.i.a"),
        samples.evidence("X.P.1.i.b"),
        samples.evidence("X.P.1.i.c", b"%PDF-gone", on=False),
    )
    assert codec.count_rows(package.snapshot) == {
        "answers": 2,
        "answered": 1,
        "evidence": 3,
        "evidence_bytes": len(samples.PDF),
        "followups": 0,
        "skm": 0,
    }


def test_the_mode_says_how_much_of_the_evidence_is_carried() -> None:
    snapshot = Snapshot({}, rows(samples.evidence("X.P.1.i.a"), samples.evidence("X.P.1.i.a", b"%PDF-2")))
    one = samples.PDF_SHA256
    other = hashlib.sha256(b"%PDF-2").hexdigest()
    assert codec.evidence_mode(snapshot, {one, other}) == "semua"
    assert codec.evidence_mode(snapshot, {one}) == "sebagian"
    assert codec.evidence_mode(snapshot, set()) == "tanpa"
    assert codec.evidence_mode(Snapshot({}, {}), set()) == "semua"


def test_the_files_are_canonical() -> None:
    for content in codec.state_files(a_package()).values():
        assert canonical.encode(canonical.decode(content, len(content))) == content


A, B = build.REPLICA_A, build.REPLICA_B
PART = {"group": "0d5c7a52-0000-4000-8000-123456789abc", "no": 1, "of": 5}

HEADS: dict[str, tuple[str, str, Any]] = {
    "created missing a member": ("RB-D01", "created", {"at": "2020-09-03T07:05:11Z", "by": "", "app": ""}),
    "created with a member too many": (
        "RB-D02",
        "created",
        {"at": "2020-09-03T07:05:11Z", "by": "", "app": "", "clock_ok": True, "x": 1},
    ),
    "a member too many": ("RB-D02", "surplus", 1),
    "minor negative": ("RB-D03", "format.minor", -1),
    "min_minor above minor": ("RB-D03", "format", {"name": "rbdesk-bundle", "major": 1, "minor": 0, "min_minor": -1}),
    "office name a number": ("RB-D03", "office.name", 7),
    "office name too long": ("RB-D07", "office.name", "x" * 81),
    "device label too long": ("RB-D07", "device.label", "x" * 41),
    "revision zero": ("RB-D03", "rev.no", 0),
    "final as text": ("RB-D03", "rev.final", "ya"),
    "a parent malformed": ("RB-D03", "rev.parents", ["x"]),
    "too many parents": ("RB-D07", "rev.parents", ["a" * 64] * 9),
    "time not real": ("RB-D08", "created.at", "2020-13-01T00:00:00Z"),
    "evidence mode unknown": ("RB-D03", "evidence_mode", "penuh"),
    "vector an object": ("RB-D03", "vv", {A: 1}),
    "vector with a text for a number": ("RB-D03", "vv", [[A, "1"]]),
    "vector with true for a number": ("RB-D03", "vv", [[A, True]]),
    "vector with zero": ("RB-D03", "vv", [[A, 0]]),
    "vector with three in a pair": ("RB-D03", "vv", [[A, 1, 2]]),
    "vector with a malformed replica": ("RB-D03", "vv", [["x", 1]]),
    "vector unsorted": ("RB-D06", "vv", [[B, 1], [A, 1]]),
    "vector with a replica twice": ("RB-D06", "vv", [[A, 1], [A, 2]]),
    "vector too long": ("RB-D07", "vv", [[f"{n:016x}", 1] for n in range(65)]),
    "part beyond the last": ("RB-D03", "part", PART | {"no": 6}),
    "part of no group": ("RB-D03", "part", PART | {"group": "x"}),
    "enrolment malformed": ("RB-D03", "enrol", {"token_id": "x", "mac": "a" * 64}),
    "state id of another state": ("RB-D09", "rev.state_id", "a" * 64),
    "answers miscounted": ("RB-D09", "counts.answers", 5),
    "answered miscounted": ("RB-D09", "counts.answered", 4),
    "bytes miscounted": ("RB-D09", "counts.evidence_bytes", 1),
    "follow-ups that are not": ("RB-D09", "counts.followups", 1),
    "counts with a float": ("RB-J05", "counts.skm", 0.5),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADS)
def test_a_bundle_json_that_cannot_be_is_refused_with_its_code(tmp_path: Path, case: str) -> None:
    code, path, value = HEADS[case]
    draft = samples.draft(samples.written(tmp_path))
    draft.mend()
    draft.change_bundle(path, value)
    draft.is_mended = False
    assert samples.refusal_of(tmp_path, draft.build())[0] == code


def test_an_enrolment_of_the_right_form_is_read_past(tmp_path: Path) -> None:
    draft = samples.draft(samples.written(tmp_path))
    draft.change("bundle", enrol={"token_id": "a" * 16, "mac": "b" * 64})
    assert samples.refusal_of(tmp_path, draft.build()) == ("", {})
