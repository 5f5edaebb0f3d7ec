import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rbdesk.domain.office import Role
from rbdesk.ui.pages.wizard.step import Draft
from rbdesk.ui.pages.wizard.steps import PeopleStep, PlaceStep, RoleStep
from rbdesk.ui.parts.banner import Banner
from rbdesk.workflow import places
from tests.desks import a_desk
from tests.ui.parts.screens import shown


def heard(step):
    step.drafts = []
    step.changed.connect(step.drafts.append)
    return step


@pytest.fixture
def place(qtbot, tmp_path):
    step = heard(PlaceStep())
    shown(qtbot, step, 700, 400)
    folder = tmp_path / "RBDesk"
    step.fill(Draft(role=Role.OFFICE, office="32.16.09", operator="Siti", folder=folder, year=2020))
    return step


def test_each_card_stands_for_a_role_and_for_practice_or_not(qtbot):
    step = heard(RoleStep())
    shown(qtbot, step, 640, 460)
    assert not step.is_ready()
    for card in (step.office, step.secretariat, step.practice, step.practice_secretariat):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert [(draft.role, draft.is_practice) for draft in step.drafts] == [
        (Role.OFFICE, False),
        (Role.SECRETARIAT, False),
        (Role.OFFICE, True),
        (Role.SECRETARIAT, True),
    ]
    assert step.is_ready()


def test_what_is_typed_is_in_the_draft_and_only_what_the_person_types(qtbot):
    step = heard(PeopleStep())
    shown(qtbot, step, 700, 460)
    step.fill(Draft(role=Role.OFFICE, head="Camat Lama"))
    assert step.drafts == []
    assert step.field("head").text() == "Camat Lama"
    qtbot.keyClicks(step.field("operator_post"), "Kasi")
    assert step.drafts[-1].operator_post == "Kasi"
    assert step.drafts[-1].head == "Camat Lama"
    assert step.is_ready()


def test_the_fields_take_no_more_than_the_desk_keeps(qtbot):
    from rbdesk.store import journal
    from rbdesk.workflow import setup

    step = PeopleStep()
    qtbot.addWidget(step)
    assert step.field("head").maxLength() == setup.LONGEST_OF_PROFILE
    assert step.field("operator").maxLength() == journal.LONGEST_NAME
    assert step.field("device_label").maxLength() == setup.LONGEST_LABEL


def test_narrow_the_fields_stand_in_one_column(qtbot):
    step = PeopleStep()
    shown(qtbot, step, 700, 460)
    step.fill(Draft(role=Role.OFFICE))
    step.arrange(1366)
    qtbot.wait(10)
    assert (
        step.field("head").mapTo(step, step.field("head").pos()).x()
        != step.field("head_nip").mapTo(step, step.field("head_nip").pos()).x()
    )
    step.arrange(700)
    qtbot.wait(10)
    assert step.field("head").window() is step
    assert step._fields["head"].x() == step._fields["head_nip"].x()


def test_the_summary_says_what_will_be_made(place):
    said = [label.text() for label in place.findChildren(QLabel)]
    assert {"Cikarang Utara", "Siti", "2020"} <= set(said)


def test_an_empty_folder_is_taken_and_one_with_other_things_gets_its_own(place, tmp_path):
    (tmp_path / "kosong").mkdir()
    place.use(tmp_path / "kosong")
    assert place.drafts[-1].folder == tmp_path / "kosong"
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "surat.docx").write_bytes(b"x")
    place.use(tmp_path / "penuh")
    assert place.drafts[-1].folder == tmp_path / "penuh" / "RBDesk"
    a_desk(tmp_path / "lama").close()
    place.use(tmp_path / "lama")
    assert place.drafts[-1].folder == tmp_path / "lama"
    assert "Data yang ada akan dibuka" in " ".join(
        banner.accessibleName() for banner in place.findChildren(Banner)
    )


def test_a_place_that_cannot_be_used_stops_here_and_a_doubtful_one_only_warns(place, tmp_path, monkeypatch):
    place.use(tmp_path / "OneDrive")
    assert place.is_ready()
    assert "Sebaiknya tidak di sini" in place.findChild(Banner).accessibleName()
    monkeypatch.setattr(places, "folder_risk", lambda folder: places.NETWORK)
    place.use(tmp_path / "jaringan")
    assert not place.is_ready()


def test_the_systems_dialog_chooses_the_folder(place, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(
        "rbdesk.ui.dialogs.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path / "baru")
    )
    qtbot.mouseClick(place.choose, Qt.MouseButton.LeftButton)
    assert place.folder.text() == str(tmp_path / "baru")
    monkeypatch.setattr("rbdesk.ui.dialogs.QFileDialog.getExistingDirectory", lambda *_: "")
    qtbot.mouseClick(place.choose, Qt.MouseButton.LeftButton)
    assert place.folder.text() == str(tmp_path / "baru")
