"""Warnings about a whole package that only a desk with a memory can give; they refuse nothing.

RB-W06: a known device goes on under another name · RB-W07: it claims edits of another laptop that this laptop's own
packages have not shown · RB-W08: it answers a ruling, or follows up a recommendation, that is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rbdesk.domain.reference import FOLLOWUPS, RECOMMENDATIONS, REPLIES, parse_dot
from rbdesk.domain.submission import Submission
from rbdesk.store import advice, carriages, reviews
from rbdesk.store.carriages import Maker
from rbdesk.store.database import Store
from rbdesk.workflow import catalog

NEW_NAME, UNSEEN_EDITS, UNKNOWN_REFERENCE = "RB-W06", "RB-W07", "RB-W08"


@dataclass(slots=True)
class Doubts:
    """What is known of the offices whose packages are looked at, each office read once."""

    db: Store
    makers: dict[tuple[str, int], tuple[Maker, ...]]

    @classmethod
    def of(cls, db: Store) -> Doubts:
        """With nothing read yet."""
        return cls(db, {})

    def warn(self, submission: Submission) -> Submission:
        """The package with the warnings that apply to it here, in the order of their codes."""
        package = submission.package
        year = catalog.edition(package.edition_id).year
        key = (package.office, year)
        if key not in self.makers:
            self.makers[key] = carriages.load_makers(self.db, *key)
        makers = self.makers[key]
        found = {*submission.warnings}
        own = {maker.replica for maker in makers if maker.device == package.device.id}
        if own and package.replica not in own:
            found.add(NEW_NAME)
        vector = package.snapshot.vector
        others = (maker for maker in makers if maker.device != package.device.id)
        if any(vector.get(maker.replica, 0) > maker.n for maker in others):
            found.add(UNSEEN_EDITS)
        if self._answers_an_unknown_ruling(submission, year) or self._follows_unknown_advice(
            submission, year
        ):
            found.add(UNKNOWN_REFERENCE)
        return (
            replace(submission, warnings=tuple(sorted(found)))
            if len(found) > len(submission.warnings)
            else submission
        )

    def _answers_an_unknown_ruling(self, submission: Submission, year: int) -> bool:
        package = submission.package
        answered = {parse_dot(row[1]) for row in package.snapshot.rows if row[0] == REPLIES}
        if not answered:
            return False
        return not answered <= {ruling.dot for ruling in reviews.list_rulings(self.db, year, package.office)}

    def _follows_unknown_advice(self, submission: Submission, year: int) -> bool:
        """True for a follow-up of what neither the office nor this desk recommended, this year or the one before."""
        package = submission.package
        rows = package.snapshot.rows
        followed = {row[1] for row in rows if row[0] == FOLLOWUPS}
        followed -= {row[1] for row in rows if row[0] == RECOMMENDATIONS}
        if not followed:
            return False
        given = (advice.list_advice(self.db, package.office, of) for of in (year, year - 1))
        return not followed <= {item.recommendation.id for items in given for item in items}
