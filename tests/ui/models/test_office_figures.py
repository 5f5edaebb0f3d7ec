from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk.ui.models import office_figures
from rbdesk.workflow import catalog, secretariat, setup
from rbdesk.workflow.secretariat import Comparison, Inbox
from tests import year
from tests.build import NOW

REGISTER = catalog.register()
DIVERGED, DAMAGED, SILENT, PROVISIONAL = "32.16.12", "32.16.16", "32.16.17", "32.16.14"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Inbox, Comparison]:
    """The invented year as the secretariat holds it."""
    import shutil

    folder = tmp_path_factory.mktemp("held") / "desk"
    shutil.copytree(year.the_demo().folder / "secretariat", folder)
    db = setup.open_desk(Path(folder), now=NOW)
    try:
        return secretariat.load_inbox(db, 2020), secretariat.load_comparison(db, 2020)
    finally:
        db.close()


def test_the_map_has_every_office_at_its_place_with_its_state(held):
    tiles = office_figures.inbox_tiles(held[0], REGISTER)

    assert (tiles.rows, tiles.columns, len(tiles.tiles)) == (7, 6, 23)
    north = tiles.tile(SILENT)
    assert (north.row, north.status, north.value, north.band) == (0, "belum_kirim", None, "")
    differing = tiles.tile(DIVERGED)
    assert differing.value is None
    assert differing.reach[0] < differing.reach[1]


def test_a_map_of_an_area_has_the_percents_of_that_area(held):
    comparison = held[1]
    row = next(row for row in comparison.rows if row.sheet is not None)
    group = comparison.instrument.areas[6]

    tile = office_figures.value_tiles(comparison, REGISTER, group.code).tile(row.office.code)

    assert tile.value == row.sheet.area_percent(group.places)


def test_a_range_belongs_to_the_whole_sheet_only(held):
    reaches = office_figures.reaches(held[0])

    whole = office_figures.value_tiles(held[1], REGISTER, "", reaches).tile(DIVERGED)
    area = office_figures.value_tiles(held[1], REGISTER, "7", reaches).tile(DIVERGED)

    assert whole.reach == reaches[DIVERGED]
    assert (area.value, area.reach) == (None, None)


def test_the_heatmap_names_who_is_missing_and_why_and_gives_no_number(held):
    reasons = office_figures.missing_reasons(held[0])
    heat = office_figures.heat(held[1], REGISTER, reasons=reasons)

    missing = {row.code: row.missing for row in heat.rows if row.missing}
    low, high = office_figures.reaches(held[0])[DIVERGED]
    assert missing == {
        "32.16.04": "belum mengirim",
        SILENT: "belum mengirim",
        DAMAGED: "berkas rusak",
        DIVERGED: f"dua versi, {office_figures.range_words((low, high))}",
    }
    assert all(row.cells == () and row.total is None for row in heat.rows if row.missing)


def test_only_damage_is_called_damage(held):
    from dataclasses import replace

    status = next(one for one in held[0].offices if one.office.code == DAMAGED)
    revoked = replace(status, reason="refused:RB-S08")
    inbox = replace(held[0], offices=(revoked,))

    assert office_figures.missing_reasons(inbox) == {DAMAGED: "berkas ditolak"}


def test_the_average_names_its_base_and_is_the_mean_of_those_only(held):
    comparison = held[1]
    heat = office_figures.heat(comparison, REGISTER)

    sheets = [row.sheet for row in comparison.rows if row.sheet is not None]
    assert heat.average.name == "Rata-rata 19 dari 23"
    assert heat.average.total.value == sum((sheet.percent() for sheet in sheets), Fraction(0)) / 19


def test_a_provisional_package_is_marked(held):
    heat = office_figures.heat(held[1], REGISTER)
    names = {row.code: row.name for row in heat.rows}

    assert names[PROVISIONAL] == "Sukakarya*"
    assert names["32.16.09"] == "Cikarang Utara"


def test_masked_names_are_each_used_once_and_stay_while_the_salt_does(held):
    names = office_figures.masked_names(held[1], "a")

    assert len(set(names.values())) == 23
    assert names == office_figures.masked_names(held[1], "a")
    assert names != office_figures.masked_names(held[1], "b")
    assert set(names.values()) == {f"Kecamatan {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVW"}
