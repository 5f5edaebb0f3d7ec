"""A verifier's desk hands its rulings on, and the coordinating desk takes them in. Real files, real desks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from rbdesk.domain.assessment import Key
from rbdesk.domain.review import Verdict
from rbdesk.ui.pages.verification import VerificationPage
from rbdesk.ui.pages.verification_parts.desks import RulingsDialog
from rbdesk.workflow import catalog, devices, setup, verification, verifiers
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import NOW, SIZES, Visit, Visiting, press, words

OFFICE = "32.16.09"
KEY = Key(OFFICE, year.YEAR, catalog.UNIT_SHEET)
CODE = "U.P.1.i.a"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from secretariats.visits(qtbot, VerificationPage, tmp_path, tmp_path_factory)


def ask(seen: Visit) -> RulingsDialog:
    (button,) = seen.page.header_widgets()
    button.click()
    found: list[RulingsDialog] = seen.page.window().findChildren(RulingsDialog)
    seen.qtbot.waitUntil(lambda: found[0].isVisible())
    return found[0]


def test_the_dialog_says_what_the_file_is_for_and_whose_key_signs_it(visit):
    seen = visit("one")

    dialog = ask(seen)

    assert seen.desk.identity.fingerprint in words(dialog)
    assert offices.cut_words(dialog) == []
    dialog.reject()


def test_the_other_desk_takes_the_rulings_in_as_this_one_made_them(visit, tmp_path):
    seen = visit("one")
    seen.desk.do(verification.rule, KEY, CODE, Verdict.REJECT, None, "Bukti bukan tahun 2020.")
    seen.settle()
    seen.page.desks_writer.target = tmp_path / "stik"

    press(seen, ask(seen).act)
    seen.qtbot.waitUntil(lambda: any("sudah dibuat" in told for told in seen.told))

    (path,) = (tmp_path / "stik").iterdir()
    assert "_meja_" in path.name
    assert str(path) in words(seen.page.desks_notice)
    other = secretariats.make_secretariat(tmp_path / "koordinator", takes=(secretariats.bundle(OFFICE),))
    own = seen.desk.identity.device
    with closing(setup.open_desk(other, now=NOW)) as db:
        devices.enrol(db, catalog.register().code, own.key, own.label, who="S", now=NOW)
        delivery = verifiers.read_rulings(path, verifiers.load_desk_trust(db))
        verifiers.join_rulings(db, delivery, who="S", now=NOW)
        row = next(one for one in verification.load_verification(db, KEY).rows if one.code == CODE)
    assert [ruling.reason for ruling in row.rulings] == ["Bukti bukan tahun 2020."]


def test_the_message_names_the_code(visit, tmp_path):
    seen = visit("one")
    seen.page.desks_writer.write(tmp_path / "stik")
    seen.qtbot.waitUntil(lambda: len(seen.page.desks_notice.buttons()) == 2)

    press(seen, seen.page.desks_notice.buttons()[0])

    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Terlampir putusan verifikasi RB 2020 dari ")
    assert seen.told[-2].rpartition(" ")[2] in copied


def test_a_place_that_takes_no_file_is_told_and_can_be_changed(visit, tmp_path):
    seen = visit("one")
    (tmp_path / "berkas").write_text("bukan folder")

    seen.page.desks_writer.write(tmp_path / "berkas")
    seen.qtbot.waitUntil(
        lambda: [button.text() for button in seen.page.desks_notice.buttons()] == ["Coba lagi"]
    )

    press(seen, seen.page.desks_notice.buttons()[0])
    seen.qtbot.waitUntil(lambda: bool(seen.page.window().findChildren(RulingsDialog)))
    seen.page.window().findChildren(RulingsDialog)[0].reject()


def test_writing_can_be_stopped(visit, tmp_path, monkeypatch):
    seen = visit("one")
    run = seen.desk.run

    def run_and_stop(fn, *values, **calls):
        job = run(fn, *values, **calls)
        job.cancel()
        return job

    monkeypatch.setattr(seen.desk, "run", run_and_stop)
    seen.page.desks_writer.write(tmp_path / "stik")
    seen.qtbot.waitUntil(lambda: bool(seen.told))

    assert seen.told == ["Pembuatan berkas putusan dibatalkan. Tidak ada berkas yang dibuat."]
    assert not (tmp_path / "stik").exists() or list((tmp_path / "stik").iterdir()) == []


@pytest.mark.parametrize("size", SIZES)
def test_no_word_of_the_notice_is_cut(visit, tmp_path: Path, size):
    seen = visit("one", size=size)
    seen.page.desks_writer.write(tmp_path / "stik")
    seen.qtbot.waitUntil(lambda: len(seen.page.desks_notice.buttons()) == 2)
    seen.qtbot.wait(5)

    assert offices.cut_words(seen.page.desks_notice) == []
