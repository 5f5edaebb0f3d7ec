"""What offices have alike beside a question, and photographs that are looked at while a verifier works."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from rbdesk.domain.checks import Finding
from rbdesk.domain.review import Judgement
from rbdesk.ui.desk import Desk
from rbdesk.ui.pages.verification import VerificationPage
from rbdesk.ui.pages.verification_parts.alike import FoundHere
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog, evidence, verification
from tests import scenes, year
from tests.build import NOW
from tests.ui.pages.offices import settle
from tests.ui.pages.secretariats import words
from tests.year import BABELAN, CIBITUNG, FIRST

SHEET = catalog.instrument(catalog.UNIT_SHEET)
REASON = "Rapat bersama dua kecamatan"


@pytest.fixture
def page(qtbot, tmp_path: Path) -> Iterator[VerificationPage]:
    """Verifikasi where two offices have sent one photograph, the second made smaller."""
    picture = scenes.meeting("0")
    copies = {BABELAN: scenes.as_jpeg(picture), CIBITUNG: scenes.resized(picture, random.Random(1))}
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", CIBITUNG) as other,
        year.a_secretariat(tmp_path / "s", one, other) as made,
    ):
        for db, code in ((one, BABELAN), (other, CIBITUNG)):
            staged = evidence.stage_bytes(db.folder, copies[code], "Rapat.jpg")
            evidence.attach_evidence(db, year.key_of(code), FIRST, staged, who="Operator", now=NOW)
            year.take_in(made, year.send(db, tmp_path / f"k{code}"))
    desk = Desk(tmp_path / "s", clock=lambda: NOW)
    with qtbot.waitSignal(desk.opened):
        desk.open()
    shown = VerificationPage(desk)
    qtbot.addWidget(shown)
    shown.show_link(Link("verification", BABELAN, FIRST))
    shown.show()
    shown.refresh()
    settle(qtbot, desk)
    yield shown
    desk.close()


def button(where, words: str) -> QPushButton:
    return next(one for one in where.findChildren(QPushButton) if one.text() == words and one.isVisible())


def test_photographs_are_looked_at_and_what_is_set_aside_can_be_undone(qtbot, page):
    told: list[tuple[str, object]] = []
    page.told.connect(lambda words, undo: told.append((words, undo)))
    box = page.statement.found
    assert box.isHidden()
    page.alikes.look()
    qtbot.waitUntil(lambda: "“Rapat.jpg” mirip dengan foto di Cibitung" in words(box))

    button(box, "Kesampingkan…").click()
    box.reason.field.setText(REASON)
    box.reason.act.click()
    qtbot.waitUntil(lambda: f"dikesampingkan: {REASON}" in words(box))
    (said, undo) = told[-1]
    assert said == "Temuan dikesampingkan"
    undo()
    qtbot.waitUntil(lambda: "mirip dengan foto di Cibitung" in words(box))
    settle(qtbot, page.desk)


def test_a_finding_is_set_aside_in_place_and_taken_up_again(qtbot):
    box = FoundHere(SHEET)
    qtbot.addWidget(box)
    finding = Finding("like_photo", "saran", FIRST, (("name", "Rapat.jpg"), ("offices", CIBITUNG)))
    row = replace(_a_row(), findings=(finding,))
    box.show_row(row)
    box.show()
    assert "Foto yang mirip ada di kecamatan lain: “Rapat.jpg” mirip dengan foto di Cibitung" in words(box)

    button(box, "Kesampingkan…").click()
    box.reason.field.setText(REASON)
    with qtbot.waitSignal(box.aside) as given:
        box.reason.act.click()
    assert given.args == [finding.id, REASON]

    box.show_row(replace(row, findings=(), aside=(replace(finding, waived=REASON),)))
    qtbot.waitUntil(lambda: f"dikesampingkan: {REASON}" in words(box))
    with qtbot.waitSignal(box.aside) as given:
        button(box, "Periksa lagi").click()
    assert given.args == [finding.id, ""]


def test_findings_of_an_office_alone_are_not_the_verifiers_to_set_aside(qtbot):
    box = FoundHere(SHEET)
    qtbot.addWidget(box)
    box.show_row(replace(_a_row(), findings=(Finding("edge_case", "saran", FIRST, (("rule", "Nol"),)),)))
    box.show()

    assert not [one for one in box.findChildren(QPushButton) if one.text() == "Kesampingkan…"]
    box.show_row(_a_row())
    assert not box.isVisible()


def _a_row() -> verification.VerifiedRow:
    return verification.VerifiedRow(
        code=FIRST,
        answers=(),
        evidence=(),
        last_year=None,
        rulings=(),
        judgement=Judgement.NONE,
        verified=(),
        marks=frozenset(),
        turns=(),
        is_open=True,
    )
