"""The first run of an office that begins with the secretariat's activation file. Real files, a real desk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt

from rbdesk.domain.office import Role
from rbdesk.ui import dialogs
from rbdesk.ui.pages.wizard.flow import Wizard
from rbdesk.ui.pages.wizard.steps import PeopleStep, PlaceStep, RoleStep
from rbdesk.ui.parts.secretariat_key import SecretariatKeyDialog
from rbdesk.workflow import dispatch, letters, setup
from tests import year
from tests.build import NOW as THEN
from tests.correspondents import fingerprint
from tests.ui.frames import SIZES
from tests.ui.pages.offices import cut_words, unreachable
from tests.year import BABELAN

NOW = datetime(2020, 8, 27, 3, 42, tzinfo=UTC)


class Letter(NamedTuple):
    path: Path
    digits: str


@pytest.fixture
def letter(tmp_path: Path) -> Letter:
    with year.a_secretariat(tmp_path / "sekretariat") as desk:
        made = dispatch.activate(desk, BABELAN, tmp_path / "stik", who="Sekretariat", now=THEN)
        return Letter(made.path, " ".join(fingerprint(desk).split()[-2:]))


@pytest.fixture
def wizard(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("RBDESK_DESK", str(tmp_path / "desk"))
    wizard = Wizard()
    qtbot.addWidget(wizard)
    wizard.resize(*SIZES[0])
    with qtbot.waitActive(wizard):
        wizard.show()
        wizard.activateWindow()
    return wizard


def open_file(qtbot, wizard, monkeypatch, path: Path) -> None:
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [path])
    qtbot.mouseClick(wizard.step.open_activation, Qt.MouseButton.LeftButton)


def asked(qtbot, wizard) -> SecretariatKeyDialog:
    qtbot.waitUntil(lambda: bool(wizard.findChildren(SecretariatKeyDialog)))
    found: SecretariatKeyDialog = wizard.findChildren(SecretariatKeyDialog)[0]
    return found


def compare(qtbot, wizard, digits: str) -> None:
    dialog = asked(qtbot, wizard)
    dialog.digits.edit.setText(digits)
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)


def test_the_file_answers_who_and_which_office_and_the_desk_knows_the_secretariat(
    wizard, qtbot, monkeypatch, letter
):
    made = []
    wizard.finished.connect(lambda folder, opener: made.append((folder, opener)))

    open_file(qtbot, wizard, monkeypatch, letter.path)
    compare(qtbot, wizard, letter.digits)
    qtbot.waitUntil(lambda: wizard.draft.activation is not None)
    assert wizard.step.activated.text() == "Berkas aktivasi Kecamatan Babelan 2020 sudah dibuka."
    letter.path.unlink()  # the stick is pulled out
    wizard.go_on()
    assert isinstance(wizard.step, PeopleStep)
    wizard.go_on()
    assert isinstance(wizard.step, PlaceStep)
    wizard.go_on()

    ((folder, opener),) = made
    db = opener(folder, NOW)
    try:
        identity = setup.load_identity(db)
        assert (identity.role, identity.office, identity.year) == (Role.OFFICE, BABELAN, 2020)
        assert len(letters.load_pinned(db)) == 1
        assert letters.prove_enrolment(db, BABELAN) is not None
    finally:
        db.close()


def test_digits_of_another_key_open_nothing(wizard, qtbot, monkeypatch, letter):
    open_file(qtbot, wizard, monkeypatch, letter.path)

    compare(qtbot, wizard, "00000 00000")

    dialog = asked(qtbot, wizard)
    assert dialog.said.isVisible()
    assert wizard.draft.activation is None
    dialog.reject()


def test_a_file_of_another_kind_is_told_with_what_to_do(wizard, qtbot, monkeypatch, tmp_path):
    (tmp_path / "surat.rbd.zip").write_bytes(b"bukan paket, hanya tulisan")

    open_file(qtbot, wizard, monkeypatch, tmp_path / "surat.rbd.zip")

    qtbot.waitUntil(lambda: wizard.step.trouble.isVisible())
    assert wizard.step.trouble.accessibleName().startswith("Ini bukan paket RBDesk")
    assert not wizard.step.is_ready()


def test_a_file_that_is_gone_is_told(wizard, qtbot, monkeypatch, tmp_path):
    open_file(qtbot, wizard, monkeypatch, tmp_path / "tidak-ada.rbd.zip")

    assert wizard.step.trouble.accessibleName().startswith("Berkas tidak dapat dibaca")


def test_another_role_forgets_the_file(wizard, qtbot, monkeypatch, letter):
    open_file(qtbot, wizard, monkeypatch, letter.path)
    compare(qtbot, wizard, letter.digits)
    qtbot.waitUntil(lambda: wizard.draft.activation is not None)

    qtbot.mouseClick(wizard.step.secretariat, Qt.MouseButton.LeftButton)

    assert wizard.draft.activation is None
    assert wizard.step.activated.text() == "Punya berkas aktivasi dari Sekretariat?"
    qtbot.mouseClick(wizard.step.office, Qt.MouseButton.LeftButton)
    assert wizard.draft.activation is None


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_with_a_file_that_was_opened(wizard, qtbot, monkeypatch, letter, size):
    wizard.resize(*size)
    open_file(qtbot, wizard, monkeypatch, letter.path)
    compare(qtbot, wizard, letter.digits)
    qtbot.waitUntil(lambda: wizard.draft.activation is not None)
    qtbot.wait(20)

    assert isinstance(wizard.step, RoleStep)
    assert cut_words(wizard.step) == []
    assert unreachable(wizard.step) == []
