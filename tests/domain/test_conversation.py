from __future__ import annotations

from dataclasses import replace
from typing import Any

from rbdesk.domain.conversation import conversation
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.review import Reply, ReplyAct, Ruling, Verdict, reply_row
from tests import build

ROW = ("answers", "lembar-kecil", "X.P.1.i.a")


def a_ruling(n: int, **but: Any) -> Ruling:
    given = Ruling(build.OFFICE, ROW, (), (), Verdict.ASK, None, "Mana?", build.an_edit(build.REPLICA_B, n))
    return replace(given, **but)


def replied(ruling: Ruling, text: str) -> Snapshot:
    cell = build.a_cell(build.REPLICA_A, 9, Reply(ruling.dot, ReplyAct.RESPOND, text))
    return Snapshot({build.REPLICA_A: 9}, {reply_row(ruling.dot): (cell,)})


def test_rounds_follow_what_replaced_what_and_carry_the_replies() -> None:
    first = a_ruling(7)
    second = a_ruling(3, over=(first.dot,))
    turns = conversation([second, first], replied(first, "SK terlampir"))[ROW]
    assert [(turn.round, turn.ruling) for turn in turns] == [(1, first), (2, second)]
    assert [cell.value for cell in turns[0].replies] == [Reply(first.dot, ReplyAct.RESPOND, "SK terlampir")]
    assert turns[1].replies == ()


def test_a_reply_without_words_was_taken_back() -> None:
    [turn] = conversation([a_ruling(1)], replied(a_ruling(1), ""))[ROW]
    assert turn.replies == ()


def test_rulings_taken_back_are_left_out_and_circles_end() -> None:
    one, two = a_ruling(1, over=((build.REPLICA_B, 2),)), a_ruling(2, over=((build.REPLICA_B, 1),))
    undone = ((build.REPLICA_B, 4),)
    back = a_ruling(5, seen=undone, over=undone, verdict=Verdict.AGREE, reason="")
    turns = conversation([one, two, a_ruling(4), back], Snapshot({}, {}))[ROW]
    assert {turn.ruling for turn in turns} == {one, two}
