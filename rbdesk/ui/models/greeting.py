"""The line under the title of a first page."""

from __future__ import annotations

from datetime import datetime

from rbdesk import text


def greeting(now: datetime, operator: str) -> str:
    """A greeting that fits the hour of the local time, and the day."""
    hour = now.hour + now.minute / 60
    times = ((4, "malam"), (11, "pagi"), (15, "siang"), (18.5, "sore"), (24, "malam"))
    part = next(name for limit, name in times if hour < limit)
    name = f", {operator}" if operator else ""
    return f"Selamat {part}{name}. {text.weekday(now)}, {text.date_long(now)}"
