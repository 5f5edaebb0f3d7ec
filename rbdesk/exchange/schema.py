"""Judging JSON members one by one: there, of the right type, within bounds, nothing over (RB-D01 … RB-D03, D07, D08).

Knows forms, not meanings; `codec.py` says which members a file has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NoReturn

from rbdesk.errors import BundleRefused
from rbdesk.exchange.canonical import Json

HEX64 = re.compile(r"[0-9a-f]{64}")
REPLICA = re.compile(r"[0-9a-f]{16}")
TOKEN_ID = re.compile(r"[0-9a-f]{16}")
EDITION_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{2,23}")
DEVICE_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MAX_COUNTER = 2**40

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z")


class Members:
    """One JSON object while it is read: every member is asked for once, and `close` refuses what nobody asked for.

    `file` and `path` say where it stands; `is_open` allows unknown members, which a newer minor version may have.
    """

    def __init__(self, value: Json, file: str, path: str = "", *, is_open: bool = False) -> None:
        self.file = file
        self.path = path
        self._is_open = is_open
        self._asked: set[str] = set()
        if not isinstance(value, dict):
            refuse("RB-D03", file, path)
        self._value = value

    def has(self, name: str) -> bool:
        """Tell whether an optional member is there."""
        self._asked.add(name)
        return name in self._value

    def get(self, name: str) -> Json:
        """Return a member of any type. Raises BundleRefused: RB-D01 when it is missing."""
        if not self.has(name):
            refuse("RB-D01", self.file, self.at(name))
        return self._value[name]

    def text(self, name: str, limit: int) -> str:
        """Return a text of at most `limit` code points."""
        value = self.get(name)
        if not isinstance(value, str):
            refuse("RB-D03", self.file, self.at(name))
        if len(value) > limit:
            refuse("RB-D07", self.file, self.at(name))
        return value

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """Return a text that is wholly of a pattern."""
        value = self.get(name)
        if not isinstance(value, str) or pattern.fullmatch(value) is None:
            refuse("RB-D03", self.file, self.at(name))
        return value

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        """Return a text that is one of the choices."""
        value = self.get(name)
        if not isinstance(value, str) or value not in choices:
            refuse("RB-D03", self.file, self.at(name))
        return value

    def whole(self, name: str, low: int, high: int) -> int:
        """Return an integer from `low` to `high`, both included."""
        value = self.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            refuse("RB-D03", self.file, self.at(name))
        return value

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self.get(name)
        if not isinstance(value, bool):
            refuse("RB-D03", self.file, self.at(name))
        return value

    def time(self, name: str) -> datetime:
        """Return a moment in UTC, whole seconds, in a year from 2000 to 2099."""
        found = _TIME.fullmatch(self.matching(name, _TIME))
        assert found is not None
        year, month, day, hour, minute, second = map(int, found.groups())
        try:
            moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        except ValueError:
            moment = None
        if moment is None or not 2000 <= year <= 2099:
            refuse("RB-D08", self.file, self.at(name))
        return moment

    def day(self, name: str) -> date | None:
        """Return a day in a year from 2000 to 2099, None where the member is null."""
        value = self.get(name)
        return None if value is None else read_day(value, self.file, self.at(name))

    def digests(self, name: str, limit: int) -> tuple[str, ...]:
        """Return a list of SHA-256 digests, sorted and each once."""
        found = []
        for item in self.listed(name, limit):
            if not isinstance(item, str) or HEX64.fullmatch(item) is None:
                refuse("RB-D03", self.file, self.at(name))
            found.append(item)
        if found != sorted(set(found)):
            refuse("RB-D06", self.file, self.at(name))
        return tuple(found)

    def listed(self, name: str, limit: int) -> list[Json]:
        """Return a list of at most `limit` items."""
        return items(self.get(name), self.file, self.at(name), limit)

    def inner(self, name: str) -> Members:
        """Return the object that is this member."""
        return Members(self.get(name), self.file, self.at(name), is_open=self._is_open)

    def close(self) -> None:
        """Refuse members that nobody asked for (RB-D02), unless a newer version may know them."""
        if self._is_open:
            return
        for name in self._value:
            if name not in self._asked:
                refuse("RB-D02", self.file, self.at(name))

    def at(self, name: str) -> str:
        """Return where a member stands, for a refusal: `[3].e.t`."""
        return f"{self.path}.{name}" if self.path else name


def items(value: Json, file: str, path: str, limit: int) -> list[Json]:
    """Return a value that is a list of at most `limit` items."""
    if not isinstance(value, list):
        refuse("RB-D03", file, path)
    if len(value) > limit:
        refuse("RB-D07", file, path)
    return value


def read_day(value: Json, file: str, path: str) -> date:
    """Return the day of a text `2020-09-14` in a year from 2000 to 2099."""
    if not isinstance(value, str) or _DATE.fullmatch(value) is None:
        refuse("RB-D03", file, path)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2099:
        refuse("RB-D08", file, path)
    return day


def day_json(day: date | None) -> Json:
    """Return a day as it stands in a row."""
    return None if day is None else day.isoformat()


def time_text(moment: datetime) -> str:
    """Return a moment as it stands in a bundle.

    Raises ValueError: it is not in whole seconds of UTC. A finer time would not come back from a bundle equal,
    and one edit with two times is a forged history to every reader.
    """
    if moment.utcoffset() is None or moment.microsecond:
        raise ValueError(f"a time for a bundle has a zone and whole seconds: {moment!r}")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def refuse(code: str, file: str, column: str = "", **facts: object) -> NoReturn:
    """Raise BundleRefused with where the fault stands."""
    raise BundleRefused(code, file=file, **({"column": column} if column else {}), **facts)
