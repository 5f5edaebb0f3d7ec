"""Numbers, dates, sizes and lists in Indonesian form, the same on every computer.

Rounding happens here and only here, half up, when a value is shown. Knows no system locale and no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

Number = Decimal | Fraction | int | float

MINUS = "−"

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

KIBIBYTE = 1024
TENTH_OF_MEBIBYTE = 104_858

_DAY = re.compile(r"([0-9]{1,2})[\s./-]+([0-9]{1,2}|[A-Za-z]+)[\s./-]+([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def number(value: Number, places: int = 2) -> str:
    """The value with a decimal comma, points between thousands and a true minus: "1.234,50", "−0,60".

    Rounded half up (away from zero) to `places` decimals; a value that rounds to zero has no sign.
    A float, as frames hold it, counts as the shortest decimal that names it.
    """
    units, is_negative = _rounded(value, places)
    digits = str(units).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    grouped = f"{int(whole):,}".replace(",", ".")
    return (MINUS if is_negative else "") + grouped + ("," + decimals if decimals else "")


def signed(value: Number, places: int = 2) -> str:
    """The value as a difference: "+0,14", "−0,60"; "0,00" when it rounds to nothing."""
    units, is_negative = _rounded(value, places)
    return ("+" if units and not is_negative else "") + number(value, places)


def percent(value: Number, places: int = 1) -> str:
    """A value that is already in per cent, with the sign: 66 is "66,0%"."""
    return number(value, places) + "%"


def date_long(day: date) -> str:
    """The day in full: "27 Agustus 2020"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_short(when: date) -> str:
    """The day, with the clock if `when` is a datetime: "3 Sep 2020", "3 Sep 2020 14.05"."""
    shown = f"{day_month(when)} {when.year}"
    return f"{shown} {clock(when)}" if isinstance(when, datetime) else shown


def day_month(day: date) -> str:
    """The day without its year: "3 Sep"."""
    return f"{day.day} {month_short(day)}"


def month_short(day: date) -> str:
    """The month in three letters: "Sep"."""
    return SHORT_MONTHS[day.month - 1]


def parse_day(typed: str) -> date | None:
    """The day as people type it: "7 Sep 2020", "7/9/2020", "7 September 2020", "2020-09-07"; None if it is none."""
    words = typed.strip()
    if (match := _ISO.fullmatch(words)) is not None:
        year, month, day = map(int, match.groups())
    elif (match := _DAY.fullmatch(words)) is not None:
        day, year = int(match[1]), int(match[3])
        month = int(match[2]) if match[2].isdigit() else _month(match[2])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month by its first three letters, 0 if it is none."""
    starts = [month.lower() for month in SHORT_MONTHS]
    start = word.lower()[:3]
    if start == "ags":  # also written so
        start = "agu"
    return starts.index(start) + 1 if start in starts else 0


def weekday(day: date) -> str:
    """The name of the day in the week: "Kamis"."""
    return WEEKDAYS[day.weekday()]


def clock(when: datetime | time) -> str:
    """Hour and minute of the time as given, which is expected to be local: "10.42"."""
    return f"{when.hour:02d}.{when.minute:02d}"


def days_until(day: date, today: date) -> str:
    """The distance to a due day: "11 hari lagi", "hari ini", "lewat 3 hari"."""
    days = (date(day.year, day.month, day.day) - date(today.year, today.month, today.day)).days
    if days == 0:
        return "hari ini"
    return f"{days} hari lagi" if days > 0 else f"lewat {-days} hari"


def size(count: int) -> str:
    """A number of bytes in steps of 1024, as Windows shows it: "512 B", "14 KB", "0,4 MB", "212 GB"."""
    if count < KIBIBYTE:
        return f"{count} B"
    if count < TENTH_OF_MEBIBYTE:
        return f"{number(Fraction(count, KIBIBYTE), 0)} KB"
    amount, unit = Fraction(count, KIBIBYTE**2), "MB"
    for larger in ("GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / KIBIBYTE, larger
    return f"{number(amount, 1 if amount < 100 else 0)} {unit}"


def listing(items: Sequence[str]) -> str:
    """The items as a list in a sentence: "a", "a dan b", "a, b, dan c"."""
    if len(items) < 3:
        return " dan ".join(items)
    return ", ".join(items[:-1]) + ", dan " + items[-1]


def table(lines: Iterable[Sequence[str]]) -> str:
    """The lines as a table for the clipboard, with tabs between cells, as spreadsheets take it."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


def parse_number(typed: str) -> Decimal | None:
    """The number as people type it, with comma or point; None if it is not one number.

    "1.234,5", "1,234.5" and "1234.5" are the same: of two kinds of mark the last is the decimal one.
    A single mark is the decimal one ("0,67", "0.67"), except a point before exactly three digits after
    one to three digits that do not start with zero: that is Indonesian for thousands ("1.234").
    """
    text = typed.strip().replace("\u00a0", " ")
    match = re.fullmatch(r"([+\-−]?)\s?([0-9][0-9.,]*|[.,][0-9]+)", text)
    if match is None:
        return None
    sign, digits = match.groups()
    plain = _without_groups(digits)
    if plain is None:
        return None
    return Decimal(("-" if sign in ("-", MINUS) else "") + plain)


def _rounded(value: Number, places: int) -> tuple[int, bool]:
    """The absolute value in units of the last place, and whether a minus must stand before it."""
    exact = Fraction(Decimal(float.__repr__(value))) if isinstance(value, float) else Fraction(value)
    units = int(abs(exact) * 10**places + Fraction(1, 2))
    return units, exact < 0 and units > 0


def _without_groups(digits: str) -> str | None:
    """The digits with a decimal point and no marks between thousands; None if the marks make no sense."""
    marks = re.sub(r"[0-9]", "", digits)
    if not marks:
        return digits
    last = marks[-1]
    if len(set(marks)) == 2:
        if marks.count(last) > 1:
            return None
        whole, decimals = digits.rsplit(last, 1)
        group = "." if last == "," else ","
        return f"{whole.replace(group, '')}.{decimals or '0'}" if _is_grouped(whole, group) else None
    if len(marks) > 1:
        return digits.replace(last, "") if _is_grouped(digits, last) else None
    if last == "." and _is_grouped(digits, "."):
        return digits.replace(".", "")
    whole, decimals = digits.split(last)
    return f"{whole or '0'}.{decimals or '0'}"


def _is_grouped(digits: str, mark: str) -> bool:
    return re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:\{mark}[0-9]{{3}})+", digits) is not None
