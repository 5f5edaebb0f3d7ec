from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.ui.parts.settings.identity import IdentityCard, Persons
from rbdesk.workflow import setup
from tests.desks import WHO, a_desk
from tests.ui.parts.screens import shown


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    db = a_desk(tmp_path_factory.mktemp("identity") / "desk")
    found = setup.load_identity(db)
    db.close()
    return found


@pytest.fixture
def card(qtbot, identity):
    card = IdentityCard()
    card.kept_list = []
    card.kept.connect(card.kept_list.append)
    shown(qtbot, card, 560, 500)
    card.show_identity(identity, is_locked=False)
    return card


def type_in(qtbot, card, member, words):
    edit = card.field(member).edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, words)


def test_it_names_the_office_and_the_operator(card):
    assert card.office.title.text() == "Kecamatan Cikarang Utara"
    assert "32.16.09 · Camat Camat Contoh" in card.office.details.text()
    assert card.operator.title.text() == f"Operator: {WHO}"


def test_the_form_opens_in_place_with_the_focus_in_its_first_field(card, qtbot):
    assert not card.field("head").isVisible()
    qtbot.mouseClick(card.office.button, Qt.MouseButton.LeftButton)
    assert card.field("head").isVisible()
    assert QApplication.focusWidget() is card.field("head").edit
    assert card.office.button.text() == "Selesai"
    qtbot.mouseClick(card.office.button, Qt.MouseButton.LeftButton)
    assert not card.field("head").isVisible()


def test_enter_and_leaving_keep_what_was_changed_once(card, qtbot, identity):
    card.open_form("identity")
    type_in(qtbot, card, "head", "Drs. Baru")
    qtbot.keyClick(card.field("head").edit, Qt.Key.Key_Return)
    qtbot.keyClick(card.field("head").edit, Qt.Key.Key_Tab)
    profile = replace(identity.profile, head="Drs. Baru")
    assert card.kept_list == [Persons(profile, "", WHO, "")]


def test_nothing_changed_is_nothing_to_keep(card, qtbot):
    card.open_form("identity")
    qtbot.keyClick(card.field("head").edit, Qt.Key.Key_Return)
    card.keep_typing()
    assert card.kept_list == []


def test_what_is_being_typed_survives_what_comes_from_elsewhere(card, qtbot, identity):
    card.open_form("operator")
    type_in(qtbot, card, "operator", "Rina")
    other = replace(identity, profile=Profile("Camat Lain", "", ""))
    card.show_identity(other, is_locked=False)
    assert card.field("operator").edit.text() == "Rina"
    assert card.field("head").edit.text() == "Camat Lain"


def test_what_travels_in_the_package_cannot_be_changed_while_locked(card, identity):
    other = replace(identity, head_nip="1")
    card.show_identity(other, is_locked=True)
    assert card.field("head").edit.isReadOnly()
    assert not card.field("operator").edit.isReadOnly()
    assert "terkunci" in card.office.details.text()


def test_it_locks_and_opens_again_without_another_change(card, identity):
    card.show_identity(identity, is_locked=True)
    assert card.field("head").edit.isReadOnly()
    card.show_identity(identity, is_locked=False)
    assert not card.field("head").edit.isReadOnly()


def test_the_secretariat_has_an_operator_only(card, identity):
    card.show_identity(
        replace(identity, role=Role.SECRETARIAT, office="32.16", office_name="Kabupaten Bekasi"),
        is_locked=False,
    )
    assert card.office.title.text() == "Sekretariat Kabupaten"
    assert card.office.button.isHidden()
