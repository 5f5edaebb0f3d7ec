"""What one store collected of the survey travels whole, and what cannot be is refused with its code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.lineage import Cell
from rbdesk.domain.survey import Batch
from rbdesk.errors import BundleRefused
from rbdesk.exchange import canonical, edits, survey_rows
from rbdesk.workflow import catalog
from tests.build import REPLICA_A, an_edit

EDITION = catalog.edition("RB-2020")
BATCH = Batch(
    *("skm-14-2017", "Semua layanan", "2020-S1", REPLICA_A),
    counts=((0, 1, 5, 4),) * 9,
    respondents=10,
    broken=2,
    population=800,
    profile=(("jenis_kelamin", "L", 4), ("jenis_kelamin", "P", 6)),
)

four = st.tuples(*[st.integers(0, 50)] * 4)
counted = st.tuples(*[four] * 9).map(lambda counts: {"counts": counts, "means": None, "respondents": 200})
averaged = st.lists(
    st.decimals(1, 4, places=2, allow_nan=False).map(lambda mean: Decimal(canonical.decimal_text(mean))),
    min_size=9, max_size=9,
).map(lambda means: {"counts": None, "means": tuple(means), "respondents": 7})  # fmt: skip


def written(*batches: Batch) -> Any:
    rows = [
        survey_rows.value_json(batch) | survey_rows.name_json(batch) | {"e": edits.edit_json(an_edit())}
        for batch in batches
    ]
    return json.loads(canonical.encode(rows))


@given(st.one_of(counted, averaged), st.booleans(), st.one_of(st.none(), st.integers(0, 10**9)))
def test_a_batch_comes_back_as_it_was(content: dict[str, Any], on: bool, population: int | None) -> None:
    batch = replace(BATCH, **content, on=on, population=population)

    found = survey_rows.read_surveys(written(batch), EDITION, is_open=False)

    key = ("surveys", batch.instrument, batch.service, batch.period, batch.batch)
    assert found == {key: (Cell(an_edit(), batch),)}


SPOILS: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "an unknown survey": ("RB-D04", lambda row: row.update(i="skm-lain")),
    "a period that is none": ("RB-D03", lambda row: row.update(period="2020-S3")),
    "a service of blanks": ("RB-D03", lambda row: row.update(svc="  ")),
    "a service with blanks at its end": ("RB-D03", lambda row: row.update(svc="KTP ")),
    "a batch of nobody": ("RB-D03", lambda row: row.update(batch="x")),
    "eight elements": ("RB-D05", lambda row: row["counts"].pop()),
    "ten elements": ("RB-D07", lambda row: row["counts"].append([0, 0, 0, 0])),
    "three answers": ("RB-D03", lambda row: row["counts"][0].pop()),
    "a count below nothing": ("RB-D03", lambda row: row["counts"][0].__setitem__(0, -1)),
    "a count that is a truth": ("RB-D03", lambda row: row["counts"][0].__setitem__(0, True)),
    "more answers than people": ("RB-D05", lambda row: row.update(respondents=3)),
    "counts and averages": ("RB-D05", lambda row: row.update(means=["3"] * 9)),
    "neither": ("RB-D05", lambda row: row.update(counts=None)),
    "an average above four": ("RB-D05", lambda row: row.update(counts=None, means=["4.1"] * 9)),
    "an average that is a number": ("RB-D03", lambda row: row.update(counts=None, means=[3] * 9)),
    "a profile out of order": ("RB-D06", lambda row: row["profile"].reverse()),
    "a profile of a person": ("RB-D03", lambda row: row["profile"].append(["nama", "x" * 41, 1])),
    "a population below nothing": ("RB-D03", lambda row: row.update(population=-1)),
    "a name of a person": ("RB-D02", lambda row: row.update(nama="Budi")),
}


@pytest.mark.parametrize("case", SPOILS)
def test_a_batch_that_cannot_be_is_refused_with_its_code(case: str) -> None:
    code, spoil = SPOILS[case]
    rows = written(BATCH)
    spoil(rows[0])

    with pytest.raises(BundleRefused) as caught:
        survey_rows.read_surveys(rows, EDITION, is_open=False)

    assert (caught.value.code, caught.value.facts["file"]) == (code, "data/skm.json")


def test_batches_stand_in_order_and_each_once() -> None:
    later = replace(BATCH, period="2020-S2")

    assert len(survey_rows.read_surveys(written(BATCH, later), EDITION, is_open=False)) == 2
    for rows in (written(later, BATCH), written(BATCH, BATCH)):
        with pytest.raises(BundleRefused) as caught:
            survey_rows.read_surveys(rows, EDITION, is_open=False)
        assert caught.value.code == "RB-D06"
