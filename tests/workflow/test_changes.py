"""What a write touched: adding up, and being false when nothing changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rbdesk.workflow.changes import Changes

some_changes = st.builds(
    Changes,
    questions=st.frozensets(st.sampled_from(["U.P.1.i.a", "U.R.1.i.a", "U.P.8.i.b"])),
    topics=st.frozensets(st.sampled_from(["answers", "evidence", "inbox"])),
)


def test_nothing_changed_is_false() -> None:
    assert not Changes()


@given(some_changes)
def test_anything_changed_is_true(changes: Changes) -> None:
    assert bool(changes) is (changes != Changes())


@given(some_changes, some_changes)
def test_two_writes_touched_what_either_touched(one: Changes, other: Changes) -> None:
    both = one | other

    assert both.questions == one.questions | other.questions
    assert both.topics == one.topics | other.topics
    assert both == other | one


@given(some_changes)
def test_adding_nothing_changes_nothing(changes: Changes) -> None:
    assert changes | Changes() == changes
