"""The invented year as documents take it, gathered once for all tests, which only read it."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

from rbdesk.report.year import OfficeYear, RegencyYear
from rbdesk.workflow import reporting, setup
from tests import verified, year
from tests.build import NOW

TODAY = date(2020, 9, 5)
MADE = datetime(2020, 9, 5, 9, 30)


@cache
def the_regency_desk() -> Path:
    """The secretariat's folder of the invented year with rulings; gone with the tests' home. Only to be read."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["HOME"])) / "desk"
    shutil.copytree(year.the_demo().folder / "secretariat", folder)
    db = setup.open_desk(folder, now=NOW)
    try:
        verified.verify_some(db)
    finally:
        db.close()
    return folder


@cache
def a_regency_year() -> RegencyYear:
    """The secretariat's year: some offices verified, one begun, one with two versions, three missing."""
    db = setup.open_desk(the_regency_desk(), now=NOW)
    try:
        return reporting.gather_regency(db, year.YEAR, TODAY)
    finally:
        db.close()


@cache
def an_office_year(code: str = "32.16.01") -> OfficeYear:
    """An office's year at its own desk."""
    db = setup.open_desk(year.the_demo().folder / "offices" / code, now=NOW)
    try:
        return reporting.gather_office(db, year.key_of(code), TODAY)
    finally:
        db.close()
