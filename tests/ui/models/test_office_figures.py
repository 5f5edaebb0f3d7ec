from pathlib import Path

import pytest

from rbdesk.ui.models import office_figures
from rbdesk.workflow import catalog, secretariat, setup
from rbdesk.workflow.secretariat import Comparison, Inbox
from tests import year
from tests.build import NOW

REGISTER = catalog.register()
DIVERGED, DAMAGED, SILENT = "32.16.12", "32.16.16", "32.16.17"


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


def test_a_tile_of_a_value_is_received_missing_or_urgent(held):
    states = {row.office.code: office_figures.value_status(row) for row in held[1].rows}

    assert states["32.16.09"] == "diterima"
    assert states[SILENT] == "belum_kirim"
    assert states[DIVERGED] == states[DAMAGED] == "perlu_tindakan"


def test_who_is_missing_is_named_with_the_reason(held):
    reasons = office_figures.missing_reasons(held[0])
    found = {row.office.code: office_figures.missing_words(row, reasons) for row in held[1].rows}

    reach = office_figures.reaches(held[0])[DIVERGED]
    assert {code: words for code, words in found.items() if words} == {
        "32.16.04": "belum mengirim",
        SILENT: "belum mengirim",
        DAMAGED: "berkas rusak",
        DIVERGED: f"dua versi, {office_figures.range_words(reach)}",
    }


def test_only_damage_is_called_damage(held):
    from dataclasses import replace

    status = next(one for one in held[0].offices if one.office.code == DAMAGED)
    revoked = replace(status, reason="refused:RB-S08")
    inbox = replace(held[0], offices=(revoked,))

    assert office_figures.missing_reasons(inbox) == {DAMAGED: "berkas ditolak"}


def test_masked_names_are_each_used_once_and_stay_while_the_salt_does(held):
    names = office_figures.masked_names(held[1], "a")

    assert len(set(names.values())) == 23
    assert names == office_figures.masked_names(held[1], "a")
    assert names != office_figures.masked_names(held[1], "b")
    assert set(names.values()) == {f"Kecamatan {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVW"}
