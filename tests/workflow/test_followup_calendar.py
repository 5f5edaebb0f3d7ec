from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rbdesk.domain.followup import Status
from rbdesk.errors import StoreTrouble
from rbdesk.workflow import followup_calendar, followups
from tests import year
from tests.build import NOW
from tests.workflow.test_followups import TODAY, add, record
from tests.year import BABELAN, YEAR


def test_dates_are_written_in_order_and_what_has_none_is_left_out(tmp_path: Path) -> None:
    target = tmp_path / "kalender" / "tenggat.ics"
    with year.an_office(tmp_path / "1") as db:
        add(db, "tanpa tanggal")
        add(db, "kemudian", due=date(2020, 9, 30), area="8", letter="B/12")
        done = add(db, "dulu", due=date(2020, 8, 1))
        record(db, done, Status.DONE)
        items = followups.list_followups(db, BABELAN, YEAR, TODAY)

    assert followup_calendar.write_calendar(items, target, "Tindak lanjut", now=NOW) == 2
    told = target.read_bytes().decode().replace("\r\n ", "")
    assert told.index("SUMMARY:Selesai: K-03 dulu") < told.index("SUMMARY:K-02 kemudian")
    assert "Surat: B/12\\nArea: Pelayanan Publik" in told
    assert [path.name for path in target.parent.iterdir()] == ["tenggat.ics"]


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")

    with pytest.raises(StoreTrouble):
        followup_calendar.write_calendar((), tmp_path / "berkas" / "a.ics", "", now=NOW)
