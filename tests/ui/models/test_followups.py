from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.review import Judgement, Ruling, Verdict
from rbdesk.ui.models import followups
from rbdesk.ui.models.followups import ALL, LATE, TO_JUDGE
from rbdesk.workflow import catalog
from rbdesk.workflow.followups import Item
from tests.build import NOW, OFFICE, REPLICA_A, an_edit

SHEET = catalog.instrument(catalog.UNIT_SHEET)
TODAY = date(2020, 8, 27)


def an_item(status: Status = Status.NOT_BEGUN, n: int = 1, **but: Any) -> Item:
    given = Recommendation(f"{REPLICA_A}-{n}", Source.LHE, "B/1", f"R-0{n}", "8", (), "Umumkan hasil")
    told = FollowUp(given.id, status, 40 if status is Status.UNDER_WAY else 0)
    item = Item(
        office=OFFICE,
        given_year=2020,
        recommendation=given,
        followup=told,
        is_own=True,
        days_late=0,
        evidence=(),
        questions=(),
        rulings=(),
        judgement=Judgement.NONE,
        clashes=False,
        changed_at=NOW,
    )
    return replace(item, **but)


def a_verdict(verdict: Verdict) -> dict[str, Any]:
    ruling = Ruling(OFFICE, ("followups", f"{REPLICA_A}-1"), (), (), verdict, None, "x", an_edit(n=9))
    return {"rulings": (ruling,), "judgement": Judgement.DECIDED}


RETURNED = an_item(Status.DONE, **a_verdict(Verdict.REJECT))
ACCEPTED = an_item(Status.DONE, **a_verdict(Verdict.AGREE))


@pytest.mark.parametrize(
    ("item", "tabs"),
    [
        (an_item(), {ALL, "belum"}),
        (an_item(days_late=3), {ALL, LATE, "belum"}),
        (an_item(Status.UNDER_WAY), {ALL, "proses"}),
        (an_item(Status.DONE), {ALL, TO_JUDGE, "selesai"}),
        (an_item(Status.IMPOSSIBLE), {ALL, TO_JUDGE, "tidak_dapat"}),
        (RETURNED, {ALL, "proses"}),
        (ACCEPTED, {ALL, "selesai"}),
        (an_item(Status.DONE, clashes=True), {ALL, "selesai"}),
    ],
)
def test_an_item_stands_under_its_tabs(item: Item, tabs: set[str]) -> None:
    keys = {key for key, _ in followups.SECRETARIAT_TABS}
    assert {key for key in keys if followups.lets_through(item, key)} == tabs
    assert followups.counts([item, item], followups.SECRETARIAT_TABS) == {
        key: 2 * (key in tabs) for key in keys
    }


def test_a_status_has_words_and_an_icon_besides_its_colour() -> None:
    items = [*map(an_item, Status), RETURNED, ACCEPTED, an_item(clashes=True)]
    chips = [followups.status_chip(item) for item in items]

    assert [chip.words for chip in chips] == [
        *("Belum", "Dalam proses", "Selesai", "Tidak dapat"),
        *("Dikembalikan", "Diterima", "Bentrok"),
    ]
    assert all(chip.icon for chip in chips)


@pytest.mark.parametrize(
    ("due", "status", "words", "role"),
    [
        (None, Status.NOT_BEGUN, "Tanpa tenggat", "text3"),
        (date(2020, 8, 20), Status.NOT_BEGUN, "20 Agu 2020 · lewat 7 hari", "err"),
        (date(2020, 8, 31), Status.NOT_BEGUN, "31 Agu 2020 · 4 hari lagi", "warn"),
        (date(2020, 10, 1), Status.NOT_BEGUN, "1 Okt 2020 · 35 hari lagi", "text2"),
        (date(2020, 8, 20), Status.DONE, "20 Agu 2020", "text2"),
    ],
)
def test_a_date_says_how_far_it_is(due: date | None, status: Status, words: str, role: str) -> None:
    item = an_item(status)
    item = replace(item, recommendation=replace(item.recommendation, due=due))

    assert followups.distance(item, TODAY) == (words, role)


def test_a_row_says_area_files_and_since_when() -> None:
    old, new = followups.rows([an_item(given_year=2019), an_item(n=2)], SHEET, {}, 2020)

    assert followups.second_line(old) == "Pelayanan Publik · 0 bukti · sejak 2019"
    assert followups.second_line(new) == "Pelayanan Publik · 0 bukti"
    assert followups.spoken(new) == "R-02, Umumkan hasil, Belum, 0 persen, tanpa tenggat"
    assert (old.place, new.place) == (0, 1)


def test_the_line_under_the_title_counts() -> None:
    assert followups.summary((), TODAY) == "Belum ada rekomendasi"
    items = [an_item(days_late=2), an_item(Status.DONE), RETURNED]
    assert followups.summary(items, TODAY) == "1 dari 3 selesai, 1 terlambat, 1 dikembalikan"
