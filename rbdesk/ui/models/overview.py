"""All that Ringkasan shows of a year, read in one go off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rbdesk.analysis import overview
from rbdesk.analysis.figures import Dots, MeanRow, Means, YearBars
from rbdesk.analysis.overview import Missed
from rbdesk.ui.models import inbox_list, office_figures
from rbdesk.ui.models.followup_counts import FollowupCounts, followup_counts
from rbdesk.workflow import catalog, comparing, followup_rulings, followups, histories, quarantine
from rbdesk.workflow.followup_rulings import Unsent

if TYPE_CHECKING:
    from rbdesk.store.database import Store
    from rbdesk.workflow.secretariat import Inbox


@dataclass(frozen=True, slots=True)
class Overview:
    """A year at the secretariat. `counts` of the offices by status; `waiting` unknown devices; `means` by area.

    `strong` and `weak` are the areas with the highest and the lowest mean, `missed` what most offices miss; `index` is
    the regency's own published result, another measure. `unsent` is what offices were not told yet of follow-ups.
    """

    inbox: Inbox
    counts: dict[str, int]
    waiting: int
    dots: Dots
    means: Means
    strong: tuple[MeanRow, ...]
    weak: tuple[MeanRow, ...]
    missed: tuple[Missed, ...]
    index: YearBars
    followups: FollowupCounts
    unsent: tuple[Unsent, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True while no package was taken in."""
        return self.inbox.received == 0


def load_overview(
    db: Store, year: int, target: Decimal, today: date, instrument_id: str = catalog.UNIT_SHEET
) -> Overview:
    """Everything on the first page; `target` of the year in percent, exclusive; `today` says what is late."""
    sides = comparing.load_sides(db, year, instrument_id)
    inbox, instrument = sides.inbox, sides.instrument
    reasons, reaches = office_figures.missing_reasons(inbox), office_figures.reaches(inbox)
    missing = [
        (row.office.name, office_figures.missing_words(row, reasons))
        for row in sides.comparison.rows
        if row.sheet is None and row.office.code not in reaches
    ]
    figure = overview.dots(
        instrument,
        {one.office.code: one.office.name for one in sides.offices},
        sides.own,
        sides.verified,
        reaches=reaches,
        missing=missing,
        target=target,
    )
    means = overview.means(
        instrument, sides.own, sides.comparison.average, of=len(sides.offices), target=target
    )
    strong, weak = overview.strongest_and_weakest(means)
    return Overview(
        inbox=inbox,
        counts=inbox_list.counts(inbox),
        waiting=len(quarantine.load_quarantine(db).waiting),
        dots=figure,
        means=means,
        strong=strong,
        weak=weak,
        missed=overview.most_missed(instrument, sides.own),
        index=overview.year_bars(
            histories.load_history(db), catalog.register().code, instrument.bands, target=target
        ),
        followups=followup_counts(followups.list_all_followups(db, year, today)),
        unsent=followup_rulings.list_unsent(db, year),
    )
