"""The offices' answers beside a question of the regency's own sheet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from rbdesk.domain.assessment import Key
from rbdesk.ui import theme
from rbdesk.ui.answer_form import offices_box
from rbdesk.ui.desk import Desk
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.pages.assessment import AssessmentPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog
from tests import year
from tests.build import NOW
from tests.ui.pages.offices import settle

ASKED, SUMMED, ALONE = "D.P.4.i.c", "D.R.7.ii.a", "D.P.1.i.a"


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Any]:
    """Penilaian Kabupaten on the invented year, as it stands when its sheet is read."""
    shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "desk")
    desk = Desk(tmp_path / "desk", clock=lambda: NOW)
    with qtbot.waitSignal(desk.opened):
        desk.open()
    answers = AnswerModel(desk, Key("32.16", 2020, catalog.REGENCY_SHEET))
    answers.load()
    shown = AssessmentPage(desk, answers)
    qtbot.addWidget(shown)
    shown.resize(1162, 636)
    shown.adapt(1366)
    shown.show()
    settle(qtbot, desk)
    yield shown
    desk.close()


def open_question(page: Any, qtbot: QtBot, code: str) -> Any:
    page.show_link(Link("assessment", code))
    settle(qtbot, page.desk)
    return page.list.open_card.offices


def test_the_offices_stand_beside_a_question_that_they_inform_and_answer_nothing(
    page: Any, qtbot: QtBot
) -> None:
    before = page.answers.answer(ASKED)
    box = open_question(page, qtbot, ASKED)
    assert box.isVisible()
    assert box.said.text().startswith("Dari 23 kecamatan: ")
    assert "3 belum kirim" in box.said.text()
    assert box.own.isVisible()
    assert not box.verified.isVisible()  # nothing was verified yet
    assert box.settled.text() == "Terverifikasi: belum ada."
    assert page.answers.answer(ASKED) == before

    assert not open_question(page, qtbot, ALONE).isVisible()
    box = open_question(page, qtbot, SUMMED)
    assert not box.own.isVisible()
    assert "Jumlah 20 kecamatan" in box.bearing.text()
    assert not box.collected.isVisible()


def test_the_offices_surveys_stand_beside_the_index_that_others_measure(page: Any, qtbot: QtBot) -> None:
    box = open_question(page, qtbot, "D.X.2.i.a")
    assert box.title.text() == "Survei kepuasan kecamatan"
    assert box.collected.text().startswith("IKM semua responden 77,67 (20 dari 23 kecamatan")
    assert not box.said.isVisible()
    assert not box.own.isVisible()
    with qtbot.waitSignal(page.wanted) as asked:
        box.compare.click()
    assert asked.args == [Link("citizens", filter="survey")]
    both = open_question(page, qtbot, "D.P.8.iv.a")
    assert both.said.isVisible()
    assert both.collected.isVisible()


def test_a_quote_is_an_act_of_its_own_that_can_be_undone(page: Any, qtbot: QtBot) -> None:
    box = open_question(page, qtbot, ASKED)
    before = page.answers.answer(ASKED)
    box.quote.click()
    settle(qtbot, page.desk)
    after = page.answers.answer(ASKED)
    assert after.value == before.value
    assert after.note.startswith("Menurut lembar kecamatan P.4.i.b")
    assert page.list.open_card.note.text() == after.note
    box.quote.click()
    assert page.answers.answer(ASKED).note == after.note  # once is enough
    page.answers.undo_stack.undo()
    settle(qtbot, page.desk)
    assert page.answers.answer(ASKED) == before


def test_the_way_to_the_comparison_names_the_area(page: Any, qtbot: QtBot) -> None:
    box = open_question(page, qtbot, ASKED)
    with qtbot.waitSignal(page.wanted) as asked:
        box.compare.click()
    assert asked.args == [Link("comparison", filter="4")]
    assert [box.quote, box.compare] == [one for one in page.list.open_card.stops() if box.isAncestorOf(one)]


def contrast(one: QColor, other: QColor) -> float:
    def luminance(colour: QColor) -> float:
        parts = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_on_the_parts_of_the_bar_are_readable(qtbot: QtBot, mode: Any) -> None:
    from PySide6.QtWidgets import QApplication

    theme.apply(QApplication.instance(), mode, 100)
    for share in (0.0, 0.5, 1.0):
        assert contrast(theme.color("text"), offices_box._fill(share)) >= 4.5
    theme.apply(QApplication.instance(), "light", 100)
