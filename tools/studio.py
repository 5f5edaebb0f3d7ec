"""The invented year that pictures are taken of: desks of both roles in several states, and the window on each."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.domain.review import Verdict
from rbdesk.domain.submission import Profile
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts.page import Link
from rbdesk.ui.window import Window
from rbdesk.workflow import catalog, demo, dispatch, returning, setup, verification
from tools import judged

NOW = datetime(2020, 9, 3, 8, 12, tzinfo=UTC)
# offices of the invented year
OPEN, LOCKED = "32.16.14", "32.16.09"
STATES = ("empty", "open", "locked", "returned", "secretariat", "verifying", "judged", "secretariat-empty")
# what the verifier rules otherwise than the office says
RULED = {
    "U.P.1.i.b": (Verdict.CORRECT, "C", "Contoh 12 kegiatan: hanya 5 punya bukti pelaksanaan."),
    "U.P.4.ii.b": (Verdict.REJECT, None, "Bukti bukan tahun 2020."),
    "U.P.8.iv.c": (Verdict.ASK, None, "Minta bukti tambahan: mana hasil surveinya?"),
}


class Studio:
    """The invented year and copies of its desks, opened one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        home = folder / "Operator"  # no picture shows the folders of who makes it
        (home / "Dokumen").mkdir(parents=True)
        os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
        self.year = demo.make_demo(folder / "year").folder
        self.late = sorted((self.year / "late").iterdir())
        for state, role in (("empty", Role.OFFICE), ("secretariat-empty", Role.SECRETARIAT)):
            self._make(folder / "states" / state, role)
        for state, made in (
            ("open", f"offices/{OPEN}"),
            ("locked", f"offices/{LOCKED}"),
            ("secretariat", "secretariat"),
        ):
            shutil.copytree(self.year / made, folder / "states" / state)
        self._make_returned()
        shutil.copytree(folder / "states" / "secretariat", folder / "states" / "judged")
        judged.judge_some(folder / "states" / "judged", NOW)

    @contextmanager
    def window(self, state: str, size: tuple[int, int]) -> Iterator[Window]:
        """The window on a copy of the desk in a state."""
        folder = Path(tempfile.mkdtemp(dir=self.folder)) / "RBDesk"
        shutil.copytree(self.folder / "states" / state, folder)
        desk = Desk(folder, clock=lambda: NOW)
        settings = QSettings(str(folder.parent / "settings.ini"), QSettings.Format.IniFormat)
        window = Window(settings)
        window.resize(*size)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        opened: list[object] = []
        desk.open(opened.append, _raise)
        wait_until(lambda: bool(opened))
        window.attach(desk)
        settle(window)
        try:
            yield window
        finally:
            window.close()
            desk.close()
            window.deleteLater()
            desk.deleteLater()
            QTest.qWait(1)
            shutil.rmtree(folder.parent, ignore_errors=True)

    def _make_returned(self) -> None:
        """The secretariat half way through an office's answers, and that office with the balasan on all of them."""
        states = self.folder / "states"
        key = Key(LOCKED, demo.YEAR, catalog.UNIT_SHEET)
        told = {"who": "Contoh: Verifikator", "now": NOW}
        for state, source in (
            ("verifying", "secretariat"),
            ("returning", "secretariat"),
            ("returned", "locked"),
        ):
            shutil.copytree(states / source, states / state)
        for state, share in (("verifying", 64), ("returning", 110)):
            with closing(setup.open_desk(states / state, now=NOW)) as db:
                rows = verification.load_verification(db, key).rows
                agreed = [row.code for row in rows[:share] if row.code not in RULED]
                verification.agree_all(db, key, agreed, **told)
                for code, (verdict, value, reason) in RULED.items():
                    verification.rule(db, key, code, verdict, value, reason, **told)
                if state == "returning":
                    letter = dispatch.make_return(db, LOCKED, self.folder / "letters", **told).path
                    believed = setup.load_identity(db).device.key
        with closing(setup.open_desk(states / "returned", now=NOW)) as db:
            delivery = returning.read_letter(letter, returning.load_letter_trust(db, believed))
            returning.receive(db, delivery, believed, who="Contoh: Kasi Pelayanan", now=NOW)
        shutil.rmtree(states / "returning")

    def _make(self, folder: Path, role: Role) -> None:
        is_office = role is Role.OFFICE
        made = setup.create_desk(
            folder,
            role=role,
            office=LOCKED if is_office else "",
            year=demo.YEAR,
            profile=Profile("Contoh: Camat Cikarang Utara" if is_office else "", "", ""),
            operator="Contoh: Kasi Pelayanan" if is_office else "Contoh: Sekretariat",
            device_label="Laptop contoh",
            who="Contoh",
            now=NOW,
        )
        with closing(made):
            pass


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    """Let the window work until something is so. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("the window did not come so far")
        QTest.qWait(5)


def settle(window: Window) -> None:
    """Wait until the desk has answered all that was asked, and what came of it is on the screen."""
    for _ in range(2):
        heard: list[object] = []
        assert window.desk is not None
        window.desk.read(setup.load_identity, then=heard.append)
        wait_until(lambda heard=heard: bool(heard))
        QTest.qWait(30)


def go(window: Window, link: Link) -> None:
    """Go to a place and wait until it is shown."""
    window.go(link)
    settle(window)


def _raise(error: Exception) -> None:
    raise error
