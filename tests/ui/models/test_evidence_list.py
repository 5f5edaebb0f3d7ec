from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rbdesk.ui.models import evidence_list
from rbdesk.workflow.evidence import EvidenceFile
from tests.build import an_evidence
from tests.ui.answering import LETTERS, SHEET, YES_NO

AT = datetime(2020, 8, 27, 3, 0, tzinfo=UTC)


def a_file(**but) -> EvidenceFile:
    base = EvidenceFile(
        "e" * 64, 2048, "application/pdf", "Rekap.pdf", AT, "Siti", None, (an_evidence(LETTERS),), False
    )
    return replace(base, **but)


def state_of(file: EvidenceFile) -> str:
    return evidence_list.rows([file], SHEET, 2020)[0].state


@pytest.mark.parametrize(
    ("file", "state"),
    [
        (a_file(), evidence_list.ALL),
        (a_file(content_date=date(2020, 7, 31)), evidence_list.ALL),
        (a_file(content_date=date(2019, 2, 14)), evidence_list.OLD),
        (a_file(content_date=date(2019, 2, 14), lost=True), evidence_list.LOST),
        (a_file(uses=()), evidence_list.UNUSED),
        (
            a_file(uses=(an_evidence(LETTERS, name="a.pdf"), an_evidence(YES_NO, name="b.pdf"))),
            evidence_list.DOUBLE,
        ),
    ],
)
def test_a_row_says_what_is_to_be_looked_at_first(file, state):
    assert state_of(file) == state


def test_a_file_may_stand_under_several_tabs():
    files = [
        a_file(),
        a_file(sha256="a" * 64, content_date=date(2018, 1, 5), lost=True),
        a_file(sha256="b" * 64, uses=()),
    ]
    rows = evidence_list.rows(files, SHEET, 2020)

    assert evidence_list.counts(rows, 2020) == {"": 3, "old": 1, "lost": 1, "double": 0, "unused": 1}


def test_places_stand_in_the_sheet_s_order():
    [row] = evidence_list.rows([a_file(uses=(an_evidence(LETTERS), an_evidence(YES_NO)))], SHEET, 2020)
    assert row.places == ("P.8.iii.a", "P.8.iii.c")


def test_an_old_file_names_its_year():
    [row] = evidence_list.rows([a_file(content_date=date(2018, 1, 5))], SHEET, 2020)
    assert evidence_list.state_words(row)[0] == "tahun 2018"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31 Juli 2020", date(2020, 7, 31)),
        ("31 jul 2020", date(2020, 7, 31)),
        ("31/7/2020", date(2020, 7, 31)),
        ("31-07-20", date(2020, 7, 31)),
        ("31.07.2020", date(2020, 7, 31)),
        ("2020-07-31", date(2020, 7, 31)),
        (" 1 Agt 2020 ", date(2020, 8, 1)),
        ("31 Februari 2020", None),
        ("31/13/2020", None),
        ("kemarin", None),
        ("31 Juli", None),
        ("1 Juli 3020", None),
    ],
)
def test_dates_are_read_as_people_type_them(typed, day):
    assert evidence_list.parse_date(typed) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Rekap pengaduan Jan–Jul 2020.pdf", date(2020, 7, 31)),
        ("SK Tim RB 14 Feb 2019.pdf", date(2019, 2, 14)),
        ("notula_2020-06-30.docx", date(2020, 6, 30)),
        ("IMG_20200811_083000.jpg", date(2020, 8, 11)),
        ("Laporan 30-06-2020 revisi.xlsx", date(2020, 6, 30)),
        ("Februari 2020.pdf", date(2020, 2, 29)),
        ("Rekap.pdf", None),
        ("SK 188.4 tahun 2020.pdf", None),
        ("99999999.pdf", None),
    ],
)
def test_a_date_is_offered_from_the_name(name, day):
    assert evidence_list.date_in_name(name) == day
