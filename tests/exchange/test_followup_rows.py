from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.lineage import Cell, Edit, RowKey, Snapshot
from rbdesk.domain.review import Reply, ReplyAct, reply_row
from rbdesk.exchange import bundle, codec
from tests import build
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import OWN_REC, REC, SETDA_REPLICA, trust, written
from tests.exchange.samples import TINY, Draft


def row(name: str, place: int = 0, **members: Any) -> Callable[[Draft], None]:
    return lambda draft: draft.change_row(name, place, **members)


def less(name: str, member: str) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        rows = draft.get(name)
        del rows[0][member]
        draft.put(name, rows)

    return spoil


def rows(name: str, change: Callable[[list[Any]], list[Any]]) -> Callable[[Draft], None]:
    return lambda draft: draft.put(name, change(draft.get(name)))


UNSEEN_REC = f"{build.REPLICA_A}-9"

SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "recommendations that are an object": ("RB-D03", lambda draft: draft.put("recommendations", {})),
    "a recommendation without a text": ("RB-D01", less("recommendations", "text")),
    "a recommendation with a member too many": ("RB-D02", row("recommendations", budget=1)),
    "a recommendation of no source": ("RB-D03", row("recommendations", src="koran")),
    "a recommendation of a malformed area": ("RB-D03", row("recommendations", area="Area 1")),
    "a recommendation for a row that is not": ("RB-D10", row("recommendations", **{"for": ["profile"]})),
    "a recommendation for a question that is not": (
        "RB-D04", row("recommendations", **{"for": [f"answers/{TINY.id}/X.P.9"]}),
    ),
    "a recommendation for too many rows": (
        "RB-D07", row("recommendations", **{"for": [f"answers/{TINY.id}/X.P.1.i.a"] * 21}),
    ),
    "a recommendation with too long a text": ("RB-D07", row("recommendations", text="x" * 2001)),
    "a recommendation with too long a letter": ("RB-D07", row("recommendations", letter="x" * 81)),
    "a recommendation due on no day": ("RB-D08", row("recommendations", due="2020-02-30")),
    "a recommendation due in words": ("RB-D03", row("recommendations", due="besok")),
    "a recommendation withdrawn by a number": ("RB-D03", row("recommendations", on=0)),
    "a recommendation with a malformed id": ("RB-D10", row("recommendations", rec="1")),
    "a recommendation with an id in capitals": ("RB-D10", row("recommendations", rec="A" * 16 + "-1")),
    "an own recommendation of the secretariat's": ("RB-D10", row("recommendations", rec=REC)),
    "an own recommendation that is still to come": ("RB-D10", row("recommendations", rec=UNSEEN_REC)),
    "a recommendation twice": ("RB-D06", rows("recommendations", lambda found: found * 2)),
    "follow-ups that are an object": ("RB-D03", lambda draft: draft.put("followups", {})),
    "a follow-up without a plan": ("RB-D01", less("followups", "plan")),
    "a follow-up with a member too many": ("RB-D02", row("followups", budget=1)),
    "a follow-up of no status": ("RB-D03", row("followups", status="hampir")),
    "a follow-up beyond a hundred": ("RB-D03", row("followups", progress=101)),
    "a follow-up below zero": ("RB-D03", row("followups", progress=-1)),
    "a follow-up with too long a post": ("RB-D07", row("followups", post="x" * 81)),
    "a follow-up with too long a plan": ("RB-D07", row("followups", plan="x" * 2001)),
    "a follow-up due on no day": ("RB-D08", row("followups", due="2021-04-31")),
    "a follow-up with a malformed id": ("RB-D10", row("followups", rec="followups/1")),
    "follow-ups unsorted": ("RB-D06", rows("followups", lambda found: found[::-1])),
    "a follow-up of an own recommendation that is not": ("RB-D10", row("followups", 1, rec=UNSEEN_REC)),
    "an own recommendation gone under its follow-up": ("RB-D10", lambda draft: draft.put("recommendations", [])),
    "evidence of an own recommendation that is not": (
        "RB-D10", row("evidence", row=f"followups/{UNSEEN_REC}"),
    ),
    "evidence of a malformed follow-up": ("RB-D10", row("evidence", row="followups/x")),
    "replies that are an object": ("RB-D03", lambda draft: draft.put("replies", {})),
    "a reply without an act": ("RB-D01", less("replies", "act")),
    "a reply with a member too many": ("RB-D02", row("replies", mood="x")),
    "a reply of no act": ("RB-D03", row("replies", act="tolak")),
    "a reply too long": ("RB-D07", row("replies", n="x" * 2001)),
    "a reply to a text": ("RB-D10", row("replies", to=f"{SETDA_REPLICA}-2")),
    "a reply to nothing": ("RB-D10", row("replies", to=[SETDA_REPLICA, 0])),
    "a reply to the office itself": ("RB-D10", row("replies", to=[build.REPLICA_A, 1])),
    "a reply twice": ("RB-D06", rows("replies", lambda found: found * 2)),
    "follow-ups miscounted": (
        "RB-D09",
        lambda draft: (draft.mend(), draft.change_bundle("counts.followups", 3), setattr(draft, "is_mended", False)),
    ),
}  # fmt: skip


days = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
laptops = st.sampled_from([build.REPLICA_A, build.REPLICA_B])
foreign = st.builds(lambda n: f"{SETDA_REPLICA}-{n}", st.integers(1, 2**40))
words = samples.long_texts


@st.composite
def states(draw: st.DrawFn) -> Snapshot:
    """Rows of every table around recommendations, as laptops of one office and the secretariat may make them."""
    found: dict[RowKey, tuple[Cell, ...]] = {}
    vector = {build.REPLICA_A: 2**40, build.REPLICA_B: 2**40}

    def put(key: RowKey, value: object) -> None:
        edit = draw(st.builds(Edit, laptops, st.integers(1, 2**40), samples.moments, samples.names))
        found[key] = (Cell(edit, value),)

    own = {f"{draw(laptops)}-{n}" for n in draw(st.sets(st.integers(1, 99), max_size=3))}
    for rec in own:
        rows = draw(st.sampled_from([(), (letters.ROW,), (letters.ROW, ("followups", REC))]))
        put(("recommendations", rec), Recommendation(
            rec, draw(st.sampled_from(Source)), draw(words), "1.a", draw(st.sampled_from(["", "sdm"])), rows,
            draw(words), draw(days), draw(st.booleans()),
        ))  # fmt: skip
    for rec in sorted(own) + draw(st.lists(foreign, max_size=3, unique=True)):
        put(("followups", rec), FollowUp(
            rec, draw(st.sampled_from(Status)), draw(st.integers(0, 100)), draw(words), draw(words), draw(words),
            draw(days),
        ))  # fmt: skip
        if draw(st.booleans()):
            put(("evidence", "followups", rec, samples.PDF_SHA256), samples.evidence(rec))
    for n in draw(st.sets(st.integers(1, 2**40), max_size=3)):
        to = (SETDA_REPLICA, n)
        put(reply_row(to), Reply(to, draw(st.sampled_from(ReplyAct)), draw(words)))
    return Snapshot(vector, found)


@given(states())
def test_every_state_comes_back_equal(snapshot: Snapshot) -> None:
    package = build.a_package(snapshot, device=samples.DEVICE)
    files = bundle.contents_of(package).files
    read = codec.read_package(codec.decode_files(files), files, samples.EDITION)
    assert read.package == package


@pytest.mark.parametrize("case", SPOILS)
def test_rows_that_cannot_be_are_refused_with_their_code(tmp_path: Path, case: str) -> None:
    code, spoil = SPOILS[case]
    draft = samples.draft(written(tmp_path, letters.a_state_with_followups()))
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == code


def test_what_the_secretariat_gave_may_be_unknown_to_who_reads(tmp_path: Path) -> None:
    draft = samples.draft(written(tmp_path, letters.a_state_with_followups()))
    strange = f"{'7' * 16}-1"
    draft.change_row("followups", 0, rec=strange)
    draft.put("followups", sorted(draft.get("followups"), key=lambda found: found["rec"]))
    draft.change_row("evidence", row=f"followups/{strange}")
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust()) == ("", {})


@pytest.mark.parametrize(
    ("name", "count", "code"),
    [("recommendations", 501, "RB-D07"), ("followups", 501, "RB-D07"), ("replies", 2001, "RB-D07")],
)
def test_too_many_rows_are_refused(tmp_path: Path, name: str, count: int, code: str) -> None:
    draft = samples.draft(written(tmp_path, letters.a_state_with_followups()))
    one = draft.get(name)[0]
    text = "n" if "n" in one else "text"
    many = [
        one | {"rec" if "rec" in one else "to": identity(name, n), text: f"{n * 7919 % 10007}"}
        for n in range(1, count + 1)
    ]
    draft.put(name, many)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == code


def identity(name: str, n: int) -> Any:
    return [SETDA_REPLICA, n] if name == "replies" else f"{SETDA_REPLICA}-{n:04d}"


def test_an_own_recommendation_and_one_that_was_given_are_followed_up_alike() -> None:
    assert {key[1] for key in letters.a_state_with_followups().snapshot.rows if key[0] == "followups"} == {
        OWN_REC,
        REC,
    }
