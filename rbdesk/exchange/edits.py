"""Edits and dots as JSON and back: who made a value, and by which number it is known everywhere (RB-D01 … RB-D10)."""

from __future__ import annotations

from collections.abc import Sequence

from rbdesk.domain.lineage import Dot, Edit
from rbdesk.exchange import schema
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.schema import Members, refuse


def edit_json(edit: Edit) -> Json:
    """Return the edit that made a value."""
    return {"n": edit.n, "r": edit.replica, "t": schema.time_text(edit.at), "u": edit.by}


def read_edit(row: Members) -> Edit:
    """Return the edit of a row, its member `e`."""
    edit = row.inner("e")
    read = Edit(
        replica=edit.matching("r", schema.REPLICA),
        n=edit.whole("n", 1, schema.MAX_COUNTER),
        at=edit.time("t"),
        by=edit.text("u", 60),
    )
    edit.close()
    return read


def dot_json(dot: Dot) -> Json:
    """Return a dot as it stands in a list."""
    return [dot[0], dot[1]]


def dots_json(dots: Sequence[Dot]) -> Json:
    """Return dots as they stand in a row, sorted."""
    return [dot_json(dot) for dot in sorted(dots)]


def read_dot(value: Json, row: Members, name: str) -> Dot:
    """Return a dot that something refers to. Raises BundleRefused: RB-D10."""
    match value:
        case [str(replica), int(n)] if not isinstance(n, bool):
            if schema.REPLICA.fullmatch(replica) and 1 <= n <= schema.MAX_COUNTER:
                return (replica, n)
    refuse("RB-D10", row.file, row.at(name))


def read_dots(row: Members, name: str, limit: int) -> tuple[Dot, ...]:
    """Return a list of dots, sorted and each once. Raises BundleRefused: RB-D06, RB-D07, RB-D10."""
    dots = [read_dot(item, row, name) for item in row.listed(name, limit)]
    if dots != sorted(set(dots)):
        refuse("RB-D06", row.file, row.at(name))
    return tuple(dots)
