"""Jejak nilai on real desks: what is explained is what is shown, in both roles."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.review import Verdict
from rbdesk.domain.scoring import score
from rbdesk.errors import NotAllowed
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, office, secretariat, setup, surveys, tracing, verification
from rbdesk.workflow.provenance import load_origin
from tests import desks, year
from tests.build import NOW

CLASH, OWN = "32.16.12", "32.16.09"  # offices of the invented year


@pytest.fixture
def regency(tmp_path: Path) -> Iterator[Store]:
    """The secretariat of the invented year, on a copy."""
    shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "meja")
    with closing(setup.open_desk(tmp_path / "meja", now=NOW)) as db:
        yield db


def test_an_office_explains_the_value_that_it_shows(tmp_path):
    with year.an_office(tmp_path / "meja") as db:
        year.say(db, {year.FIRST: "A", year.SECOND: "C"})
        key = year.key_of(year.BABELAN)
        found = tracing.load_explained(db, key)

        assert found.sheet == score(year.SHEET, office.load_year(db, key).assessment.answers)
        assert (found.office, found.is_final, found.scores.is_certain) == ("", False, True)
        assert found.trace("P.1.i").steps[0].value == "A"
        with pytest.raises(NotAllowed):
            tracing.load_explained(db, key, tracing.VERIFIED)


def test_an_answer_of_the_own_desk_names_person_time_laptop_and_evidence(tmp_path):
    with year.an_office(tmp_path / "meja") as db:
        key = year.key_of(year.BABELAN)
        year.say(db, {year.FIRST: Answer("C", "belum")})
        year.say(db, {year.FIRST: "A"}, minutes=2)
        desks.attach(db, key, year.FIRST)

        found = tracing.load_provenance(db, key, year.FIRST)

        [now] = found.standing
        assert (now.value, now.by, now.device, now.at) == (
            *("A", year.WHO, "Laptop 1"),
            NOW + timedelta(minutes=2),
        )
        assert [(source.value, source.note) for source in found.earlier] == [("C", "belum")]
        assert (found.evidence, found.verified) == (1, None)
        assert tracing.load_provenance(db, key, year.THIRD).sources == ()
        with pytest.raises(NotAllowed):
            tracing.load_provenance(db, key, "U.P.1.i")


def test_every_office_of_the_invented_year_is_explained_as_it_is_compared(regency):
    for row in secretariat.load_comparison(regency, year.YEAR).rows:
        if row.sheet is None:
            continue
        found = tracing.load_explained(regency, year.key_of(row.office.code))
        assert found.sheet == row.sheet
        assert found.is_final == row.final
        assert found.office == row.office.name


def test_where_laptops_differ_the_lower_end_is_explained_and_both_are_told(regency):
    found = tracing.load_explained(regency, year.key_of(CLASH))
    status = next(
        one for one in secretariat.load_inbox(regency, year.YEAR).offices if one.office.code == CLASH
    )

    assert (found.scores.low.percent(), found.scores.high.percent()) == status.range
    assert found.trace().percent == status.range[0]


def test_a_value_at_the_secretariat_names_package_and_ruling(regency):
    key = year.key_of(OWN)
    [origin] = [one for one in load_origin(regency, OWN, key, year.FIRST) if one.stands]
    assert tracing.load_provenance(regency, key, year.FIRST).verified is None
    other = "C" if origin.value != "C" else "B"

    verification.rule(
        regency, key, year.FIRST, Verdict.CORRECT, other, "tanpa tanda tangan", who="V", now=NOW
    )
    found = tracing.load_provenance(regency, key, year.FIRST)

    assert found.standing[0].package == origin.package_code
    assert found.standing[0].received == origin.received
    assert found.verified is not None
    assert [answer.value for answer in found.verified] == [other]


def test_the_verified_side_is_the_one_of_verification(regency):
    key = year.key_of(OWN)
    verification.rule(regency, key, year.FIRST, Verdict.REJECT, None, "tidak ada bukti", who="V", now=NOW)

    found = tracing.load_explained(regency, key, tracing.VERIFIED)

    assert found.sheet == verification.load_verification(regency, key).verified_score.low
    assert found.trace(year.FIRST).points == 0
    assert found.rejected == {year.FIRST}
    assert tracing.load_explained(regency, key).rejected == frozenset()
    assert tracing.load_provenance(regency, key, year.FIRST).verified == ()


@pytest.mark.parametrize("area", ["", "2", "Pengawasan"])
def test_a_mean_lists_its_offices_and_names_who_is_missing(regency, area):
    comparison = secretariat.load_comparison(regency, year.YEAR)
    shorts = [group.short for group in comparison.instrument.areas]

    found = tracing.load_mean(regency, year.YEAR, area=area)

    means = dict(zip(["", *shorts], [comparison.average_total, *(comparison.average or ())], strict=True))
    assert found.percent == means[found.name]
    assert (len(found.offices), len(found.missing)) == (19, 4)
    assert sum(one.percent for one in found.offices) / 19 == found.percent


def test_a_verified_mean_leaves_out_who_is_not_verified(regency):
    assert tracing.load_mean(regency, year.YEAR, side=tracing.VERIFIED).percent is None
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    codes = [sheet.nodes[place].code for place in sheet.question_places]
    verification.agree_all(regency, year.key_of(OWN), codes[:-1], who="V", now=NOW)
    begun = tracing.load_mean(regency, year.YEAR, side=tracing.VERIFIED)
    assert begun.percent is None  # as in Perbandingan: an office counts once every question is settled
    assert (catalog.register().name_of(OWN), "partly_verified") in begun.missing
    verification.agree_all(regency, year.key_of(OWN), codes[-1:], who="V", now=NOW)

    found = tracing.load_mean(regency, year.YEAR, side=tracing.VERIFIED)

    assert [one.code for one in found.offices] == [OWN]
    assert found.percent == found.offices[0].percent
    assert ("Cikarang Pusat", "not_verified") in found.missing


def test_a_mean_is_the_secretariats_and_of_an_area_that_there_is(regency, tmp_path):
    with pytest.raises(NotAllowed):
        tracing.load_mean(regency, year.YEAR, area="42")
    with year.an_office(tmp_path / "kecamatan") as db, pytest.raises(NotAllowed):
        tracing.load_mean(db, year.YEAR)


def test_the_regencys_own_sheet_is_explained_at_its_own_desk(regency):
    key = Key(setup.load_identity(regency).office, year.YEAR, "lke-26-2020-pemda")

    assert tracing.load_explained(regency, key).office == ""


def test_an_index_is_the_one_of_the_survey(regency):
    found = tracing.load_index(regency, OWN, year.YEAR)

    assert found == surveys.load_survey(regency, OWN, year.YEAR).result()
    assert len(found.elements) == 9
