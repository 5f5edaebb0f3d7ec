"""Where a shown value came from: its edit, and the first package that carried it to this desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain.assessment import Answer, Key, Value
from rbdesk.domain.carriage import Carriage
from rbdesk.domain.lineage import Cell, covers
from rbdesk.domain.submission import package_code
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, carriages, replaced, submissions
from rbdesk.store.database import Store
from rbdesk.store.submissions import Received
from rbdesk.workflow import catalog


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of a question came from: the edit, and the first package that carried it.

    `stands` is false for a value that a later one has replaced.
    """

    value: Value | None
    note: str
    at: datetime
    by: str
    device_label: str
    replica: str
    n: int
    bundle_id: str
    package_code: str
    received: datetime
    stands: bool


def load_origin(db: Store, office: str, key: Key, code: str) -> tuple[Origin, ...]:
    """Where the values of a question came from: those that stand first, then the replaced ones, newest first.

    Packages that are set aside carry nothing. Raises NotAllowed("unknown_question").
    """
    if code not in catalog.instrument(key.instrument).place_of:
        raise NotAllowed("unknown_question", code=code)
    row = assessments.answer_row(key.instrument, code)
    received = submissions.list_received(db, key.year, office)
    carried = carriages.load_carriages(db, office, key.year)
    found: list[Origin] = []
    for stands, cells in (
        (True, assessments.load_cells(db, office, key.year, row)),
        (False, replaced.list_of_row(db, office, key.year, row)),
    ):
        origins = [_origin(cell, received, carried, stands=stands) for cell in cells]
        found += sorted((origin for origin in origins if origin is not None), key=_age, reverse=True)
    return tuple(found)


def first_carrier(
    cell: Cell, received: Sequence[Received], carried: Mapping[str, Carriage]
) -> Received | None:
    """The first package in the order of arrival that carried a cell, None where none did."""
    dot = cell.edit.dot
    for record in received:
        known = carried.get(record.bundle_id)
        # of a package that an older program took in nobody knows what it carried, only what it had seen
        if known is not None and (known.has(dot) or (not known.numbers and covers(record.vector, dot))):
            return record
    return None


def _age(origin: Origin) -> tuple[datetime, int, str]:
    """Arrival first; within a package the counter of the edit."""
    return (origin.received, origin.n, origin.replica)


def _origin(
    cell: Cell, received: Sequence[Received], carried: Mapping[str, Carriage], *, stands: bool
) -> Origin | None:
    edit, answer = cell.edit, cell.value
    carrier = first_carrier(cell, received, carried)
    if carrier is None or not isinstance(answer, Answer):
        return None
    maker = next((record for record in received if record.replica == edit.replica), carrier)
    return Origin(
        value=answer.value,
        note=answer.note,
        at=edit.at,
        by=edit.by,
        device_label=maker.device.label,
        replica=edit.replica,
        n=edit.n,
        bundle_id=carrier.bundle_id,
        package_code=package_code(carrier.bundle_id),
        received=carrier.at,
        stands=stands,
    )
