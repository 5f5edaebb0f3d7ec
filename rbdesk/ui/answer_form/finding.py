"""Everything that Ctrl+K can find at a desk, gathered from its instruments and its pages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rbdesk.ui.answer_form.instruments import Instruments
from rbdesk.ui.parts import findable
from rbdesk.ui.parts.places import Place
from rbdesk.ui.parts.search import Entry
from rbdesk.workflow import catalog


def everything(instruments: Instruments, shown: Iterable[Place], office_page: str) -> list[Entry]:
    """Questions of every instrument, evidence, offices (`office_page` shows one, "" none), pages.

    Of an instrument that was never opened there is no evidence to find yet.
    """
    entries = [entry for sheet in instruments.offered for entry in _questions_of(sheet.id)]
    for model in instruments.opened():
        entries += findable.evidence(model.instrument, model.assessment)
    if office_page:
        entries += findable.offices(catalog.register(), office_page)
    return entries + findable.pages((place.key, place.title, place.icon) for place in shown)


@cache
def _questions_of(iid: str) -> tuple[Entry, ...]:
    return tuple(findable.questions(catalog.instrument(iid)))
