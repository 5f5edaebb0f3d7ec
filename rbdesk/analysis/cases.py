"""Rulings as cases: what each one did to the worth of an answer. Light enough for whoever only carries them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Case:
    """A ruling that stands: the share 0..1 of the office's answer and of the one under the ruling."""

    office: str
    code: str
    area: str
    verifier: str
    own: Fraction
    verified: Fraction

    @property
    def change(self) -> Fraction:
        """What the ruling did to the share, −1..1."""
        return self.verified - self.own
