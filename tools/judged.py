"""For the pictures of Perbandingan: an invented verification of some offices, and the views that show it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from rbdesk.domain.assessment import Key
from rbdesk.domain.review import Verdict
from rbdesk.ui.window import Window
from rbdesk.workflow import catalog, demo, setup, verification

OFFICES = tuple(f"32.16.{number:02}" for number in (1, 2, 5, 7, 8, 9, 10, 11))
VERIFIERS = ("Contoh: Verifikator 1", "Contoh: Verifikator 2", "Contoh: Verifikator 3")
EACH_LOWERS = (5, 9, 19)  # every so many of the answers that a verifier sees
REASON = "Contoh: bukti belum mencakup semua bagian."


def judge_some(folder: Path, now: datetime) -> None:
    """Let three invented verifiers judge some offices' answers; of the last office only the first half."""
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    with closing(setup.open_desk(folder, now=now)) as db:
        for place, office in enumerate(OFFICES):
            key = Key(office, demo.YEAR, sheet.id)
            rows = verification.load_verification(db, key).rows
            rows = rows[: len(rows) // 2] if office == OFFICES[-1] else rows
            with db.atomic():
                for at, row in enumerate(rows):
                    seat = (at // 20 + place) % len(VERIFIERS)
                    who = VERIFIERS[seat]
                    labels = [option.label for option in sheet.question(row.code).scale.options]
                    said = row.answers[0].value if row.answers else None
                    lower = labels.index(str(said)) + 1 if said in labels else len(labels)
                    if at % EACH_LOWERS[seat] == 0 and lower < len(labels):
                        wish: tuple[Any, ...] = (row.code, Verdict.CORRECT, labels[lower], REASON)
                    else:
                        wish = (row.code, Verdict.AGREE)
                    verification.rule(db, key, *wish, who=who, now=now)


def show(view: str, side: str = "self", area: str = "", shape: str = "") -> Callable[[Window, object], None]:
    """What shows a view of Perbandingan, for a scene."""
    return partial(_show, view, side, area, shape)


def _show(view: str, side: str, area: str, shape: str, window: Window, studio: object) -> None:
    page: Any = window.page
    page.bar.side.choose(side)
    page.bar.view.choose(view)
    if shape:
        page.map.kind.choose(shape)
    if area:
        page.bar.set_area(area)
        page.bar.area_chosen.emit(area)
    end = time.monotonic() + 20
    while view in ("chart", "calibration") and not page._found and time.monotonic() < end:
        loop = QEventLoop()  # leaves the job thread its time, which waiting by Qt's test functions does not
        QTimer.singleShot(50, loop.quit)
        loop.exec()
