"""What a chapter of Bantuan is."""

from __future__ import annotations

from dataclasses import dataclass

from rbdesk.domain.office import Role

BOTH = (Role.OFFICE, Role.SECRETARIAT)
OFFICE, SECRETARIAT = (Role.OFFICE,), (Role.SECRETARIAT,)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What to know about one page: a sentence, then steps or answers, each with a few words as its heading."""

    page: str
    title: str
    icon: str
    purpose: str
    points: tuple[tuple[str, str], ...]
    roles: tuple[Role, ...] = OFFICE
