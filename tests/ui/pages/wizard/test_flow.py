from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.errors import NotAllowed
from rbdesk.ui import dialogs, jobs, theme
from rbdesk.ui.pages.wizard import flow
from rbdesk.ui.pages.wizard.flow import Wizard
from rbdesk.ui.pages.wizard.office import OfficeStep
from rbdesk.ui.pages.wizard.step import Draft
from rbdesk.ui.pages.wizard.steps import PeopleStep, PlaceStep, RoleStep
from rbdesk.workflow import setup
from tests.desks import a_desk
from tests.ui.frames import SIZES
from tests.ui.pages.offices import cut_words, unreachable

NOW = datetime(2020, 8, 27, 3, 42, tzinfo=UTC)


@pytest.fixture
def wizard(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("RBDESK_DESK", str(tmp_path / "desk"))
    wizard = Wizard()
    wizard.finished_with = []
    wizard.finished.connect(lambda folder, opener: wizard.finished_with.append((folder, opener)))
    qtbot.addWidget(wizard)
    wizard.resize(*SIZES[0])
    with qtbot.waitActive(wizard):
        wizard.show()
        wizard.activateWindow()
    wizard.step.take_focus()
    return wizard


def press(qtbot, wizard, key):
    qtbot.keyClick(QApplication.focusWidget() or wizard, key)


def type_in(qtbot, words):
    qtbot.keyClicks(QApplication.focusWidget(), words)


def made(wizard):
    """The desk that the wizard asks for, made as the store thread would."""
    ((folder, opener),) = wizard.finished_with
    db = opener(folder, NOW)
    identity = setup.load_identity(db)
    db.close()
    return identity


@pytest.mark.parametrize("leave", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_of_two_offices_that_fit_a_person_chooses_one(wizard, qtbot, leave):
    press(qtbot, wizard, Qt.Key.Key_Return)
    type_in(qtbot, "utara")
    assert not wizard.next.isEnabled()
    upper, lower = wizard.step._matches
    qtbot.waitUntil(lambda: lower.y() > upper.y())  # arrows go by place
    press(qtbot, wizard, leave)  # leads to the names that fit
    assert isinstance(wizard.step, OfficeStep)
    assert wizard.draft.office == ""
    press(qtbot, wizard, Qt.Key.Key_Down)
    press(qtbot, wizard, Qt.Key.Key_Return)
    assert isinstance(wizard.step, PeopleStep)
    assert wizard.draft.office == "32.16.09"


def test_an_office_is_set_up_with_the_keyboard_only(wizard, qtbot):
    press(qtbot, wizard, Qt.Key.Key_Return)  # the first card has the focus
    type_in(qtbot, "cik u")
    press(qtbot, wizard, Qt.Key.Key_Return)
    type_in(qtbot, "Drs. H. Contoh")
    press(qtbot, wizard, Qt.Key.Key_Tab)
    type_in(qtbot, "19680512 199003 1 004")
    press(qtbot, wizard, Qt.Key.Key_Tab)
    type_in(qtbot, "Siti Contoh")
    press(qtbot, wizard, Qt.Key.Key_Return)
    assert isinstance(wizard.step, PlaceStep)
    press(qtbot, wizard, Qt.Key.Key_Return)

    identity = made(wizard)
    assert identity.role is Role.OFFICE
    assert identity.office == "32.16.09"
    assert identity.profile == Profile("Drs. H. Contoh", "Siti Contoh", "")
    assert identity.head_nip == "19680512 199003 1 004"
    assert identity.operator == "Siti Contoh"
    assert identity.year == 2020
    assert not identity.practice


def test_the_secretariat_has_three_steps_and_no_office_to_choose(wizard, qtbot):
    wizard.step.secretariat.click()
    wizard.go_on()
    assert isinstance(wizard.step, PeopleStep)
    assert not wizard.step.field("head").isVisible()
    wizard.go_on()
    assert wizard.panel.accessibleName() == "Langkah 3 dari 3: Tempat menyimpan data"
    wizard.go_on()
    identity = made(wizard)
    assert (identity.role, identity.year) == (Role.SECRETARIAT, 2020)


def test_another_year_of_which_an_edition_is_known_can_be_chosen(wizard, qtbot):
    wizard.step.secretariat.click()
    wizard.go_on()
    wizard.go_on()
    box = wizard.step.year
    assert [box.itemData(at) for at in range(box.count())] == [2022, 2020]
    assert box.currentData() == 2020
    box.setCurrentIndex(0)
    box.activated.emit(0)
    wizard.go_on()
    identity = made(wizard)
    assert (identity.year, identity.edition) == (2022, "RB-2022")


def test_nothing_goes_on_before_a_role_is_chosen(wizard):
    assert not wizard.next.isEnabled()
    wizard.go_on()
    assert isinstance(wizard.step, RoleStep)
    wizard.step.office.click()
    assert wizard.next.isEnabled()


def test_going_back_keeps_what_was_chosen(wizard, qtbot):
    wizard.step.office.click()
    wizard.go_on()
    type_in(qtbot, "cibitung")
    wizard.go_on()
    wizard.step.field("operator").setText("Siti")
    wizard.step.field("operator").textEdited.emit("Siti")
    wizard.go_back()
    assert wizard.step.field.text() == "cibitung" or wizard.draft.office == "32.16.07"
    wizard.go_back()
    assert wizard.step.office.isChecked()
    wizard.go_on()
    wizard.go_on()
    assert wizard.step.field("operator").text() == "Siti"


def test_a_changed_role_changes_the_way(wizard):
    wizard.step.office.click()
    assert wizard.panel.accessibleName().startswith("Langkah 1 dari 4")
    wizard.step.secretariat.click()
    assert wizard.panel.accessibleName().startswith("Langkah 1 dari 3")


def test_data_that_is_there_already_is_opened_and_not_made(wizard, qtbot, tmp_path):
    a_desk(tmp_path / "desk").close()
    wizard.step.secretariat.click()
    wizard.go_on()
    wizard.go_on()
    assert wizard.next.text() == "Buka data ini"
    wizard.go_on()
    assert wizard.finished_with == [(tmp_path / "desk", None)]


def test_escape_asks_before_the_program_is_left(wizard, qtbot):
    def answer(key):
        def press_it():
            QApplication.activeModalWidget().buttons()[key].click()

        QTimer.singleShot(100, press_it)

    answer(dialogs.CLOSE)
    press(qtbot, wizard, Qt.Key.Key_Escape)
    assert wizard.isVisible()
    answer("leave")
    press(qtbot, wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()


# --- practice -----------------------------------------------------------------------------------------------


def test_practice_makes_a_marked_desk_beside_the_real_place(wizard, qtbot, tmp_path):
    wizard.step.practice.click()
    wizard.go_on()
    type_in(qtbot, "setu")
    assert wizard.next.text() == "Mulai latihan"
    wizard.go_on()
    qtbot.waitUntil(lambda: bool(wizard.finished_with), timeout=20_000)
    ((folder, opener),) = wizard.finished_with
    assert folder == tmp_path / "desk-latihan"
    assert opener is None
    db = setup.open_desk(folder, now=NOW)
    identity = setup.load_identity(db)
    db.close()
    assert identity.practice
    assert identity.office_name == "Setu"


def test_practice_that_was_begun_is_gone_on_with(wizard, tmp_path):
    a_desk(tmp_path / "desk-latihan", practice=True).close()
    wizard.step.practice.click()
    wizard.go_on()
    wizard._steps[1]._on_picked("32.16.09")
    wizard.go_on()
    assert wizard.finished_with == [(tmp_path / "desk-latihan", None)]


def test_making_a_practice_desk_can_be_stopped(wizard, qtbot):
    wizard.start_practice(Role.SECRETARIAT)
    assert wizard._practice.isVisible()
    qtbot.waitUntil(lambda: wizard._practice.bar.value() > 0, timeout=20_000)
    qtbot.mouseClick(wizard._practice.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard._job is None, timeout=20_000)
    assert isinstance(wizard.step, RoleStep)
    assert wizard.panel.isVisible()
    assert wizard.finished_with == []


def test_a_practice_desk_that_cannot_be_made_is_told(wizard, qtbot, monkeypatch):
    from rbdesk.workflow import demo

    def refuse(*values, **more):
        raise NotAllowed("disk_low")

    monkeypatch.setattr(demo, "make_practice_desk", refuse)
    told = []

    def read():
        dialog = QApplication.activeModalWidget()
        told.append(dialog.accessibleName())
        dialog.reject()

    QTimer.singleShot(300, read)
    wizard.start_practice(Role.OFFICE)
    qtbot.waitUntil(lambda: wizard._job is None and bool(told))
    assert told == ["Data latihan tidak dapat dibuat"]
    assert wizard.panel.isVisible()


def test_closing_stops_the_job(wizard, qtbot):
    wizard.start_practice(Role.SECRETARIAT)
    assert wizard.may_close()
    assert jobs.stop_all()


def test_each_role_practises_in_a_folder_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("RBDESK_DESK", str(tmp_path / "RBDesk"))
    assert flow.practice_folder(Role.OFFICE).name == "RBDesk-latihan"
    assert flow.practice_folder(Role.SECRETARIAT).name == "RBDesk-latihan-sekretariat"


def test_a_desk_without_an_operator_is_written_by_its_computer(tmp_path):
    draft = Draft(role=Role.OFFICE, office="32.16.09", device_label="Laptop 1")
    db = flow.opener(draft, 2020)(tmp_path / "desk", NOW)
    assert setup.load_identity(db).operator == ""
    db.close()


# --- shape --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_cut_and_each_control_can_be_reached(wizard, qapp, qtbot, size, percent):
    theme.apply(qapp, "light", percent)
    wizard.resize(*size)
    wizard.step.office.click()
    for _ in range(4):
        QApplication.processEvents()
        QApplication.processEvents()
        assert cut_words(wizard) == []
        tiles = "_TileButton"  # arrows lead from one to the next
        assert [one for one in unreachable(wizard) if not one.startswith(tiles)] == []
        if isinstance(wizard.step, OfficeStep):
            type_in(qtbot, "cikarang u")
        wizard.go_on()
