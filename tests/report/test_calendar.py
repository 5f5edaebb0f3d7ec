from __future__ import annotations

from datetime import date

import pytest

from rbdesk.report.calendar import Event, calendar_file
from tests.build import NOW

LONG = "Tindak lanjuti pengaduan; paling lama 14 hari, lalu umumkan “hasilnya” di papan layanan kecamatan – éé\nC:\\data"


def lines_of(content: bytes) -> list[str]:
    """The lines after unfolding, as RFC 5545 3.1 says; each physical line is held to its 75 octets."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    physical = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in physical)
    for line in physical:
        line.decode("utf-8")  # no letter is cut in two
    return content.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def words_of(value: str) -> str:
    """A text value read back, sign by sign (3.3.11)."""
    found, rest = "", iter(value)
    for sign in rest:
        if sign != "\\":
            assert sign not in ";,"
            found += sign
            continue
        escaped = next(rest)
        found += "\n" if escaped in "nN" else escaped
    return found


def test_an_event_is_a_whole_day_that_reads_back_as_it_was() -> None:
    event = Event("a" * 16 + "-7", date(2020, 12, 31), LONG, LONG * 3)
    lines = lines_of(calendar_file("Tindak lanjut; 2020", [event], made_at=NOW))
    found = dict(line.split(":", 1) for line in lines if ":" in line)

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert found["DTSTART;VALUE=DATE"] == "20201231"
    assert found["DTEND;VALUE=DATE"] == "20210101"
    assert found["DTSTAMP"] == "20200827T034200Z"
    assert words_of(found["SUMMARY"]) == LONG
    assert (
        words_of(next(line for line in lines if line.startswith("DESCRIPTION:")).partition(":")[2])
        == LONG * 3
    )
    assert words_of(found["X-WR-CALNAME"]) == "Tindak lanjut; 2020"


@pytest.mark.parametrize(("is_done", "alarms"), [(False, 1), (True, 0)])
def test_what_is_done_reminds_nobody(is_done: bool, alarms: int) -> None:
    event = Event("x", date(2020, 9, 1), "Rapat", is_done=is_done)

    assert lines_of(calendar_file("", [event], made_at=NOW)).count("BEGIN:VALARM") == alarms


def test_equal_content_gives_equal_bytes_and_a_name_for_ever() -> None:
    events = [Event("a", date(2020, 9, 1), "Satu"), Event("b", date(2020, 9, 2), "Dua")]
    content = calendar_file("K", events, made_at=NOW)

    assert content == calendar_file("K", list(events), made_at=NOW)
    assert [line for line in lines_of(content) if line.startswith("UID:")] == [
        "UID:a@rbdesk.invalid",
        "UID:b@rbdesk.invalid",
    ]


def test_control_signs_of_a_foreign_text_do_not_get_in() -> None:
    content = calendar_file("K", [Event("a", date(2020, 9, 1), "a\x07b\rc")], made_at=NOW)

    assert "SUMMARY:ab\\nc" in lines_of(content)
