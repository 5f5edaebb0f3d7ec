"""The dates of follow-ups as a file for other calendars."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rbdesk.domain import followup as followups
from rbdesk.progress import SILENT, Progress
from rbdesk.report import calendar, contents
from rbdesk.store.trouble import file_trouble
from rbdesk.workflow import catalog
from rbdesk.workflow.followup_items import Item


def dated(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items that have a date, in the order of the calendar."""
    return tuple(
        sorted((item for item in items if item.due), key=lambda item: (item.due, item.office, item.id))
    )


def write_calendar(
    items: Sequence[Item], target: Path, title: str, *, now: datetime, progress: Progress = SILENT
) -> int:
    """Write the dates of items to an .ics file, which is replaced whole; how many there are.

    Raises StoreTrouble: the folder takes no file.
    """
    found = dated(items)
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    areas = {group.code: group.short for group in sheet.areas}
    several = len({item.office for item in items}) > 1
    events = []
    for item in progress.each(found):
        assert item.due is not None
        events.append(
            contents.followup_event(
                item.recommendation,
                office=catalog.register().name_of(item.office) if several else "",
                number=item.recommendation.number,
                due=item.due,
                post=item.followup.post if item.followup else "",
                area=areas.get(item.recommendation.area, ""),
                is_done=followups.is_finished(item.status) and not item.is_returned,
            )
        )
    content = calendar.calendar_file(title, events, made_at=now)
    with file_trouble(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".ics")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return len(found)
