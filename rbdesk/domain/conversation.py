"""What the secretariat and an office said to each other about one row, round after round. No clock orders it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rbdesk.domain.lineage import Cell, Dot, RowKey, Snapshot
from rbdesk.domain.review import Reply, ReplyAct, Ruling, counting, reply_row


@dataclass(frozen=True, slots=True)
class Turn:
    """One ruling and what the office replied to it: no cell, one, or several where its laptops differ.

    `round` is 1 for a ruling that replaces none, else one more than the latest of those it replaces.
    """

    round: int
    ruling: Ruling
    replies: tuple[Cell, ...]


def conversation(rulings: Iterable[Ruling], snapshot: Snapshot) -> dict[RowKey, tuple[Turn, ...]]:
    """What was said about each row of an office, newest last; rulings that were taken back are left out.

    `rulings` are of that one office, the replaced ones too; the replies stand in its snapshot.
    """
    of_row: dict[RowKey, dict[Dot, Ruling]] = {}
    for ruling in counting(rulings):
        of_row.setdefault(ruling.row, {})[ruling.dot] = ruling
    found = {}
    for row, by_dot in of_row.items():
        turns = [
            Turn(_round(ruling, by_dot, frozenset()), ruling, replies_to(ruling, snapshot))
            for ruling in by_dot.values()
        ]
        found[row] = tuple(sorted(turns, key=lambda turn: (turn.round, turn.ruling.dot)))
    return found


def replies_to(ruling: Ruling, snapshot: Snapshot) -> tuple[Cell, ...]:
    """The replies to a ruling that say something; one that was taken back says nothing."""
    cells = snapshot.rows.get(reply_row(ruling.dot), ())
    return tuple(cell for cell in cells if isinstance(cell.value, Reply) and not is_empty(cell.value))


def is_empty(reply: Reply) -> bool:
    """True for a reply that was taken back: rows are never removed, so it stands without words."""
    return reply.act is ReplyAct.RESPOND and not reply.text


def _round(ruling: Ruling, known: Mapping[Dot, Ruling], above: frozenset[Dot]) -> int:
    """Rounds up to a ruling; rulings that replace each other in a circle end it."""
    before = [known[dot] for dot in ruling.over if dot in known and dot not in above]
    return 1 + max((_round(item, known, above | {ruling.dot}) for item in before), default=0)
