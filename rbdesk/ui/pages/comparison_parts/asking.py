"""Which number a person asks about, for Jejak nilai."""

from __future__ import annotations

from typing import Literal

from rbdesk.ui.models.compared_figures import MOVED, OWN, VERIFIED
from rbdesk.ui.parts.page import TraceWanted
from rbdesk.workflow.comparing import Sides

_BESIDE: dict[str, tuple[str, ...]] = {OWN: (VERIFIED,), VERIFIED: (OWN,), MOVED: (OWN, VERIFIED)}


def trace_wanted(sides: Sides, side: str, office: str, area: str, beside: int = -1) -> TraceWanted:
    """The number of an office in an area on a side, or the one at a place beside the total; "" the offices' mean.

    Of a difference the verified number; of an office that is not verified always its own.
    """
    wanted = _BESIDE[side][beside] if beside >= 0 else side
    is_verified = wanted != OWN and (not office or sides.of(office).verified is not None)
    shown: Literal["self", "verified"] = "verified" if is_verified else "self"
    return TraceWanted(area, office, sides.year, sides.instrument.id, shown)
