from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from rbdesk.domain.merge import Fate, MergePlan, PlannedFile
from rbdesk.ui.models.plan_lines import CHECK, CHOSEN, OFFICE, REASON, PlanModel, plan_lines, plan_words
from rbdesk.workflow import catalog, devices, secretariat
from tests import year
from tests.ui.pages import secretariats

REGISTER = catalog.register()


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> MergePlan:
    """The plan for all packages of the invented year at an empty desk that knows all devices but one."""
    folder = tmp_path_factory.mktemp("plan") / "desk"
    with year.a_secretariat_of_demo(folder) as db:
        roster = [entry for entry in devices.load_trust(db) if entry.office != "32.16.20"]
        items = secretariat.read_packages([secretariats.bundles()], roster, None)
        return secretariat.load_plan(db, items)


@pytest.fixture
def model(plan: MergePlan) -> PlanModel:
    made = PlanModel()
    made.set_rows(plan_lines(plan, REGISTER))
    return made


def test_what_asks_for_a_person_stands_above(plan):
    fates = [line.file.fate for line in plan_lines(plan, REGISTER)]

    assert fates[:3] == [Fate.REFUSED, Fate.QUARANTINED, Fate.BRANCHED]
    assert set(fates[3:]) == {Fate.NEW, Fate.NEWER}


def test_the_plan_in_one_sentence_counts_every_fate(plan):
    assert plan_words(plan) == "24 berkas: 19 baru, 2 lebih baru, 1 bercabang, 1 karantina, 1 ditolak"


def test_a_cut_file_is_told_by_what_its_name_claims(plan):
    line = plan_lines(plan, REGISTER)[0]

    assert (line.office, line.revision, line.code) == ("Cabangbungin", "", "")
    assert line.reason == "Berkas terpotong atau ada tambahan di akhir."
    assert line.remedy.startswith("Salin ulang berkasnya")


def test_a_file_whose_name_claims_nothing_is_of_no_known_office():
    file = PlannedFile(Path("foto.jpg"), Fate.REFUSED, "RB-F05", None, (("looks", "jpeg"),))

    [line] = plan_lines(MergePlan((file,), {}), REGISTER)

    assert line.office == "Tidak diketahui"
    assert "foto JPEG" in line.reason


def test_a_newer_package_says_how_much_it_changes(plan):
    line = next(line for line in plan_lines(plan, REGISTER) if line.file.fate is Fate.NEWER)

    assert line.reason == f"Paket resmi; {line.file.changed} isian berubah."
    assert line.remedy.startswith("Dibuat ")
    assert line.code == line.file.submission.code


def test_only_what_can_be_taken_in_has_a_tick(model):
    ticks = [model.index(row, CHOSEN).data(CHECK) for row in range(model.rowCount())]

    assert ticks[:2] == [None, None]
    assert set(ticks[2:]) == {Qt.CheckState.Checked}
    assert len(model.chosen()) == 22
    assert model.refused() == 2


def test_a_tick_is_taken_away_and_set_again(model):
    told: list[bool] = []
    model.chosen_changed.connect(lambda: told.append(True))

    model.toggle(2)
    assert len(model.chosen()) == 21
    model.toggle(2)
    model.toggle(0)

    assert len(model.chosen()) == 22
    assert len(told) == 2


def test_each_cell_is_said_in_full_words(model):
    role = Qt.ItemDataRole.AccessibleTextRole

    assert model.index(0, CHOSEN).data(role) == "tidak dapat digabung"
    assert model.index(2, CHOSEN).data(role) == "dicentang, akan digabung"
    assert model.index(0, OFFICE).data(role) == "Kecamatan: Cabangbungin"
    assert "Salin ulang" in model.index(0, REASON).data(role)


def test_the_model_keeps_the_rules_of_models(model, qtmodeltester: ModelTester):
    qtmodeltester.check(model)
