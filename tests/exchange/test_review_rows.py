from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.assessment import inputs
from rbdesk.domain.review import Ruling, Verdict
from rbdesk.domain.roster import REVOKED
from rbdesk.exchange import canonical, review_rows
from tests import build
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import RATIO_ROW, ROW, SETDA_REPLICA, VERIFIER, trust, written
from tests.exchange.samples import EDITION, TINY, Draft


def test_rulings_come_back_equal_in_the_order_of_their_dots() -> None:
    mixed = letters.rulings()[::-1]
    read = review_rows.read_rulings(review_rows.rulings_json(mixed), EDITION, is_open=False)
    assert read == letters.rulings()


dots = st.sets(st.tuples(samples.replicas, st.integers(1, 2**40)), max_size=4).map(
    lambda found: tuple(sorted(found))
)
values = {
    ROW: st.sampled_from(["A", "B", "C"]),
    RATIO_ROW: st.builds(
        lambda done, staff: inputs(n_done=done, n_staff=staff), st.integers(0, 10**15), st.integers(0, 10**15)
    ),
    ("answers", TINY.id, "X.R.3.i.a"): st.decimals(0, 4, places=2).map(
        lambda number: inputs(score=abs(number))
    ),
}


@st.composite
def any_rulings(draw: st.DrawFn) -> Ruling:
    row = draw(st.sampled_from([*values, ("followups", letters.REC)]))
    verdict = draw(
        st.sampled_from([found for found in Verdict if row in values or found is not Verdict.CORRECT])
    )
    edit = draw(samples.edits)
    over = tuple(dot for dot in draw(dots) if dot != edit.dot)
    value = draw(values[row]) if verdict is Verdict.CORRECT else None
    return Ruling(
        draw(st.sampled_from(OFFICE_CODES)),
        row,
        draw(dots),
        over,
        verdict,
        value,
        draw(samples.long_texts),
        edit,
    )


OFFICE_CODES = [office.code for office in samples.OFFICES.offices]


@given(st.lists(any_rulings(), max_size=5, unique_by=lambda ruling: ruling.dot))
def test_every_set_of_rulings_comes_back_equal(rulings: list[Ruling]) -> None:
    raw = canonical.encode(review_rows.rulings_json(rulings))
    read = review_rows.read_rulings(canonical.decode(raw, len(raw)), EDITION, is_open=False)
    assert read == tuple(sorted(rulings, key=lambda ruling: ruling.dot))


def row(place: int = 0, **members: Any) -> Callable[[Draft], None]:
    return lambda draft: draft.change_row("reviews", place, **members)


def edit(**members: Any) -> Callable[[Draft], None]:
    return lambda draft: draft.change_row("reviews", e=draft.get("reviews")[0]["e"] | members)


def less(name: str) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        rows = draft.get("reviews")
        del rows[0][name]
        draft.put("reviews", rows)

    return spoil


def swapped(draft: Draft) -> None:
    one, two, *rest = draft.get("reviews")
    draft.put("reviews", [two, one, *rest])


def other_office_of_a_desk(draft: Draft) -> None:
    draft.change_bundle("office.code", build.OFFICE)


SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "rulings that are an object": ("RB-D03", lambda draft: draft.put("reviews", {})),
    "a ruling that is a number": ("RB-D03", lambda draft: draft.put("reviews", [7])),
    "a ruling without its office": ("RB-D01", less("o")),
    "a ruling without what was seen": ("RB-D01", less("seen")),
    "a ruling without a value": ("RB-D01", less("v")),
    "a ruling with a member too many": ("RB-D02", row(points="0.5")),
    "a ruling of a malformed office": ("RB-D03", row(o="Cikarang")),
    "a ruling of an office that is not": ("RB-D10", row(o="32.16.99")),
    "a ruling of the regency itself": ("RB-D10", row(o="32.16")),
    "a ruling about nothing": ("RB-D10", row(row="profile")),
    "a ruling about a path": ("RB-D10", row(row="answers/../x")),
    "a ruling about a number": ("RB-D10", row(row=7)),
    "a ruling about a malformed follow-up": ("RB-D10", row(row="followups/7")),
    "a ruling about a question that is not": ("RB-D04", row(row=f"answers/{TINY.id}/X.P.9")),
    "a ruling about a heading": ("RB-D04", row(row=f"answers/{TINY.id}/X.P.1")),
    "a ruling about an instrument that is not": ("RB-D04", row(row="answers/lke-lain/X.P.1.i.a")),
    "a verdict that is not": ("RB-D03", row(verdict="lulus")),
    "a correction without a value": ("RB-D05", row(v=None)),
    "an agreement with a value": ("RB-D05", row(1, v="A")),
    "a correction to no option": ("RB-D05", row(v="D")),
    "a correction to numbers of another question": ("RB-D05", row(v={"n_x": 1})),
    "a corrected follow-up": ("RB-D05", row(3, verdict="koreksi", v="A")),
    "a value that is a number": ("RB-D03", row(v=1)),
    "a reason too long": ("RB-D07", row(n="x" * 2001)),
    "dots seen unsorted": ("RB-D06", row(seen=[["b" * 16, 1], ["a" * 16, 1]])),
    "a dot seen twice": ("RB-D06", row(seen=[["a" * 16, 1], ["a" * 16, 1]])),
    "a malformed dot": ("RB-D10", row(seen=[["a" * 16, 0]])),
    "a dot of an object": ("RB-D10", row(over=[{"n": 1}])),
    "too many dots": ("RB-D07", row(seen=[[f"{n:016x}", 1] for n in range(65)])),
    "a ruling that replaces itself": ("RB-D10", row(over=[[SETDA_REPLICA, 2]])),
    "rulings unsorted": ("RB-D06", swapped),
    "a ruling twice": ("RB-D06", lambda draft: draft.put("reviews", draft.get("reviews")[:1] * 2)),
    "a ruling at no time": ("RB-D08", edit(t="2020-13-01T00:00:00Z")),
    "a ruling above its desk's vector": ("RB-M01", lambda draft: draft.change_bundle("vv", [[SETDA_REPLICA, 9]])),
    "a ruling above all numbers": ("RB-D03", edit(n=2**40 + 1)),
    "rulings sent in an office's name": ("RB-S09", other_office_of_a_desk),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILS)
def test_rulings_that_cannot_be_are_refused_with_their_code(tmp_path: Path, case: str) -> None:
    code, spoil = SPOILS[case]
    draft = samples.draft(written(tmp_path, letters.a_desk_package()))
    draft.key = VERIFIER
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == code


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([samples.enrolment(VERIFIER, office="32.16")], ""),
        ([], "RB-S07"),
        ([samples.enrolment(VERIFIER)], "RB-S09"),
        ([samples.enrolment(VERIFIER, office="32.16", status=REVOKED)], "RB-S08"),
    ],
)
def test_rulings_are_believed_of_desks_of_the_regency_only(tmp_path: Path, entries: Any, code: str) -> None:
    path = written(tmp_path, letters.a_desk_package())
    assert samples.refusal_of(tmp_path, path.read_bytes(), trust=trust(roster=entries))[0] == code


def test_as_many_rulings_as_a_year_may_bring_fit_into_one_bundle(tmp_path: Path) -> None:
    """Five rounds over 23 offices and 110 questions, with numbers, which take the most room."""
    one = letters.rulings()[2]
    many = tuple(replace(one, edit=replace(one.edit, n=n)) for n in range(1, 12_651))
    said = replace(letters.a_desk_package().header, vector={SETDA_REPLICA: 20_000})
    path = written(tmp_path, letters.a_desk_package(header=said, rulings=many))
    assert samples.refusal_of(tmp_path, path.read_bytes(), trust=trust()) == ("", {})
