"""Dates for other calendars: an iCalendar file (RFC 5545) of whole days. Equal content, equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_MOST_OCTETS = 75  # of a line, without its end (RFC 5545, 3.1)
_PRODUCT = "-//RBDesk//RBDesk//ID"
_DAYS_BEFORE = 7  # when a calendar may remind


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which something is due. `id` names it for ever, so that a second import changes it and adds nothing."""

    id: str
    day: date
    title: str
    details: str = ""
    is_done: bool = False


def calendar_file(title: str, events: Iterable[Event], *, made_at: datetime) -> bytes:
    """The file of a calendar with this title; `made_at` is aware of its zone. Done ones remind nobody."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, stamp: str) -> Sequence[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.id}@rbdesk.invalid",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(event.title)}",
        *([f"DESCRIPTION:{_escaped(event.details)}"] if event.details else []),
        "TRANSP:TRANSPARENT",
        "STATUS:CONFIRMED",
    ]
    if not event.is_done:
        lines += [
            *("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(event.title)}"),
            *(f"TRIGGER:-P{_DAYS_BEFORE}D", "END:VALARM"),
        ]
    return [*lines, "END:VEVENT"]


def _escaped(words: str) -> str:
    """A text value (3.3.11): backslash, semicolon, comma and line end are escaped, other controls are gone."""
    kept = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in kept if sign == "\n" or sign >= " ")
    for sign in ("\\", ";", ","):
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line of at most 75 octets and its continuations, none of which cuts a letter in two."""
    folded, octets = b"", b""
    for sign in line:
        more = sign.encode("utf-8")
        if len(octets) + len(more) > _MOST_OCTETS:
            folded, octets = folded + octets + b"\r\n", b" "
        octets += more
    return folded + octets + b"\r\n"
