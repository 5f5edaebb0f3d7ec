"""Desks of an office in the states a page must show, and pages on them. Real stores, real files, real widgets."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from rbdesk.domain.assessment import Answer, Key, inputs
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.ui import paint
from rbdesk.ui.desk import Desk
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts.labels import ElidedLabel
from rbdesk.ui.parts.page import Link, Page
from rbdesk.workflow import catalog, evidence, office, sending, setup
from tests.build import REPLICA_A, a_cell, a_snapshot, answers_everywhere

KEY = Key("32.16.09", 2020, catalog.UNIT_SHEET)
WHO = "Siti Contoh"
NOW = datetime(2020, 8, 27, 3, 42, tzinfo=UTC)
PROFILE = Profile("Drs. H. Contoh Camat, M.Si.", "Siti Contoh", "021 555 0109")
SHEET = catalog.instrument(KEY.instrument)
CODES = [SHEET.nodes[place].code for place in SHEET.question_places]
HALF = 94

# page areas of windows of 1366, 1092 and 911 pixels, and the same at text 130 %
SIZES = ((1162, 636), (1032, 480), (851, 388))


def complete() -> dict[str, Answer]:
    """The second option everywhere, 22.8565 points."""
    answers = answers_everywhere(SHEET, "second")
    # the number of changes stands at two questions and must be the same
    answers["U.R.1.i.a"] = Answer(inputs(n_agent=4, n_change=2))
    return answers


def half() -> dict[str, Answer]:
    """The answers to the first 94 questions."""
    return {code: answer for code, answer in complete().items() if code in CODES[:HALF]}


STATES: Mapping[str, Mapping[str, Any]] = {
    "empty": {},
    "empty with last year": {"last_year": complete()},
    "half": {"answers": half(), "last_year": answers_everywhere(SHEET, "worst"), "supported": 60},
    "unsupported": {"answers": complete()},
    "full": {"answers": complete(), "supported": len(CODES)},
    "nameless": {"answers": complete(), "supported": len(CODES), "profile": Profile()},
    "advised": {
        "answers": complete(),
        "last_year": answers_everywhere(SHEET, "worst"),
        "supported": len(CODES),
    },
    "locked": {"answers": complete(), "supported": len(CODES), "is_final": True},
}


def make_office(
    folder: Path,
    *,
    answers: Mapping[str, Answer] | None = None,
    last_year: Mapping[str, Answer] | None = None,
    supported: int = 0,
    profile: Profile = PROFILE,
    is_final: bool = False,
) -> Path:
    """A desk folder with these answers; `supported` questions have one and the same file as evidence.

    `is_final` makes the official package beside it, which locks the year.
    """
    store = setup.create_desk(
        folder,
        role=Role.OFFICE,
        office=KEY.office,
        year=KEY.year,
        profile=profile,
        head_nip="19680512 199003 1 004" if profile.head else "",
        operator=WHO,
        operator_post="Kasi Pelayanan",
        device_label="Laptop Contoh",
        who=WHO,
        now=NOW,
    )
    try:
        if last_year:
            _remember(store, last_year)
        if answers:
            office.record_answers(store, KEY, answers, who=WHO, now=NOW)
        if supported:
            staged = evidence.stage_bytes(store.folder, a_png(), "Foto rapat.png")
            for code in CODES[:supported]:
                evidence.attach_evidence(store, KEY, code, staged, who=WHO, now=NOW)
        if is_final:
            sending.export(store, KEY, folder.parent / "kirim", final=True, who=WHO, now=NOW)
    finally:
        store.close()
    return folder


def a_png() -> bytes:
    """A picture of one pixel."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0"
        "000003010100c9fe92ef0000000049454e44ae426082"
    )


@dataclass
class Visit:
    """A page on a screen, with the desk and answers behind it and what it asked for and told."""

    page: Any
    desk: Desk
    answers: AnswerModel
    wanted: list[Link]
    told: list[str]
    contexts: list[str]

    @property
    def link(self) -> Link:
        """The last place it asked for."""
        return self.wanted[-1]


Visiting = Callable[..., Visit]


def visits(
    qtbot: QtBot, kind: type[Page], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visiting]:
    """For a fixture: `visit(state, size=…)` shows the page of a desk in one of STATES; desks close afterwards."""
    desks: list[Desk] = []

    def visit(state: str, *, size: tuple[int, int] = SIZES[0], now: datetime = NOW) -> Visit:
        desk = Desk(_desk_in(state, tmp_path, tmp_path_factory), clock=lambda: now)
        desks.append(desk)
        with qtbot.waitSignal(desk.opened):
            desk.open()
        answers = AnswerModel(desk, KEY)
        page: Any = kind(desk, answers)
        seen = Visit(page, desk, answers, [], [], [])
        page.wanted.connect(seen.wanted.append)
        page.told.connect(lambda words, _: seen.told.append(words))
        page.context_changed.connect(seen.contexts.append)
        qtbot.addWidget(page)
        page.resize(*size)
        with qtbot.waitExposed(page):
            page.show()
        page.refresh()
        with qtbot.waitSignal(answers.loaded):
            answers.load()
        settle(qtbot, desk)
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return seen

    yield visit
    for desk in desks:
        desk.close()


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the desk has answered all that was asked, and what came of it is on the screen."""
    heard: list[object] = []
    desk.read(setup.load_identity, then=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(5)


def words_of(page: QWidget) -> list[str]:
    """What can be read on a page now."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def cut_words(page: QWidget) -> list[str]:
    """What cannot be read: words wider or higher than their label or button, or beyond what can be scrolled to."""
    found = []
    for label in page.findChildren(QLabel):
        if not label.isVisible() or not label.text() or not label.pixmap().isNull():
            continue
        if label.wordWrap():
            is_cut = label.heightForWidth(label.width()) > label.height()
        elif isinstance(label, ElidedLabel):
            is_cut = label.fontMetrics().height() > label.height()
        else:
            is_cut = label.sizeHint().width() > label.width() or label.sizeHint().height() > label.height()
        if is_cut or _is_out_of_reach(label):
            found.append(label.text())
    for button in page.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        if paint.width_of(button.text(), button.font()) > button.width() or _is_out_of_reach(button):
            found.append(button.text())
    return found


def unreachable(page: QWidget) -> list[str]:
    """Visible controls without a name, too small to hit, or that Tab does not reach."""
    found = []
    for control in page.findChildren(QWidget):
        if not control.isVisible() or not isinstance(control, QAbstractButton) or not control.isEnabled():
            continue
        is_small = control.width() < 24 or control.height() < 24
        has_tab = bool(control.focusPolicy().value & 1) or control.group() is not None  # arrows lead there
        if is_small or not has_tab or not control.accessibleName():
            found.append(f"{control.text() or control.metaObject().className()} {control.size()}")
    return found


def _remember(store: Store, answers: Mapping[str, Answer]) -> None:
    """Last year's answers as a desk keeps them: rows of a year that has no edition of its own."""
    rows = {
        assessments.answer_row(KEY.instrument, code): (a_cell(REPLICA_A, n, answer),)
        for n, (code, answer) in enumerate(answers.items(), 1)
    }
    with store.atomic():
        assessments.keep_snapshot(store, KEY.office, KEY.year - 1, a_snapshot({REPLICA_A: len(rows)}, rows))


def tab_stops(page: QWidget) -> list[QWidget]:
    """What Tab stops at on a page, in its order; of a group of alternatives all are named."""
    found: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not page:
        has_tab = bool(widget.focusPolicy().value & 1)
        if has_tab and widget.isVisible() and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _is_out_of_reach(widget: QWidget) -> bool:
    """Beyond the right edge of the scrolled content or of the page."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    room = area.viewport() if isinstance(area, QScrollArea) else widget.window()
    left = widget.mapTo(room, QPoint(0, 0)).x()
    return left < 0 or left + widget.width() > room.width()


def _desk_in(state: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the desk in a state; each state is made once in a run of the tests."""
    made = tmp_path_factory.getbasetemp() / "offices" / state.replace(" ", "-")
    if not made.exists():
        make_office(made / "desk", **STATES[state])
    folder = tmp_path / "desk"
    shutil.copytree(made / "desk", folder)
    return folder
