from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from rbdesk.domain.assessment import Answer
from rbdesk.ui import dialogs, theme
from rbdesk.ui.answer_form import viewer
from rbdesk.ui.desk import Desk
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.pages.assessment import AssessmentPage
from rbdesk.ui.pages.home import HomePage
from rbdesk.ui.pages.joining import JoiningPage
from rbdesk.ui.pages.joining_parts.choices import ChoiceView
from rbdesk.ui.pages.send import SendPage
from rbdesk.ui.parts.page import Link, Page
from rbdesk.workflow import conflicts, joining, office
from tests.ui.pages import laptops
from tests.ui.pages.laptops import LETTERS, NUMBERS, OTHER_NOTE, OWN_NOTE, WORDS
from tests.ui.pages.offices import KEY, NOW, SHEET, SIZES, cut_words, settle, unreachable, words_of


@dataclass
class Visit:
    """A page of the first laptop's desk, and the package that the second one has sent."""

    page: Any
    desk: Desk
    answers: AnswerModel
    package: Path
    qtbot: Any
    wanted: list[Link] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)

    def stored(self, fn: Callable[..., Any], *args: Any) -> Any:
        found: list[Any] = []
        self.desk.read(fn, *args, then=found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def conflicts(self) -> conflicts.Conflicts:
        return self.stored(conflicts.load_conflicts, KEY)

    def answer(self, code: str) -> Answer:
        return self.stored(office.load_year, KEY).assessment.answer(code)

    def settle(self) -> None:
        settle(self.qtbot, self.desk)
        settle(self.qtbot, self.desk)

    def planned(self) -> None:
        self.page.read([self.package])
        self.qtbot.waitUntil(lambda: self.page.plan.isVisible())

    def joined(self) -> None:
        """Read the package, compare its digits, take it in."""
        self.planned()
        for group in self.page.plan.groups():
            group.toggle()
        self.press(self.page.plan.act)
        self.qtbot.waitUntil(lambda: self.page.choices.isVisible())
        self.settle()

    def press(self, button: Any) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(self, *keys: Any) -> None:
        for one in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), one)

    def ctrl_enter(self) -> None:
        self.qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
        self.settle()

    def listed(self) -> list[str]:
        return [line.open.question for line in self.page.choices.model.rows() if line.open]


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Callable[..., Visit]]:
    desks: list[Desk] = []

    def show(kind: type[Page] = JoiningPage, size: tuple[int, int] = SIZES[0]) -> Visit:
        made = tmp_path_factory.getbasetemp() / "laptops"
        if not made.exists():
            laptops.make_laptops(made)
        folder = tmp_path / "desk"
        if not folder.exists():
            shutil.copytree(made / "desk", folder)
        desk = Desk(folder, clock=lambda: NOW)
        desks.append(desk)
        with qtbot.waitSignal(desk.opened):
            desk.open()
        answers = AnswerModel(desk, KEY)
        page: Any = kind(desk, answers)
        [package] = (made / "kirim").iterdir()
        seen = Visit(page, desk, answers, package, qtbot)
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
        seen.settle()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return seen

    yield show
    for desk in desks:
        desk.close()


def test_the_plan_says_what_would_happen_and_writes_nothing(visit):
    seen = visit()
    before = seen.answer(LETTERS[0])

    seen.planned()

    said = " ".join(words_of(seen.page))
    assert "4 isian berbeda dan Anda pilih satu per satu." in said
    assert "Laptop Sekcam" in said
    assert "Belum ada yang ditulis." in said
    assert seen.answer(LETTERS[0]) == before
    assert seen.conflicts().open == ()


def test_a_laptop_is_confirmed_by_each_of_its_six_groups_and_only_once(visit):
    seen = visit()
    seen.planned()
    groups = seen.page.plan.groups()

    assert len(groups) == 6
    assert not any(group.isChecked() for group in groups)
    assert groups[0].hasFocus()
    for number in range(1, 6):
        seen.key(str(number))
    assert not seen.page.plan.act.isEnabled()
    assert seen.page.plan.hint.text() == "Centang 1 kelompok angka lagi."
    seen.key("6")
    assert seen.page.plan.act.isEnabled()
    seen.ctrl_enter()
    seen.qtbot.waitUntil(lambda: seen.page.choices.isVisible())

    assert [entry.label for entry in seen.stored(joining.load_laptops)] == [
        "Laptop Pelayanan",
        "Laptop Sekcam",
    ]
    seen.planned()
    assert seen.page.plan.groups() == []
    assert seen.page.plan.act.isEnabled()


def test_batal_writes_nothing_and_forgets_the_plan(visit):
    seen = visit()
    seen.planned()

    seen.press(seen.page.plan.back)
    seen.settle()

    assert seen.page.empty.isVisible()
    assert not seen.page.taking.has_plan
    assert len(seen.stored(joining.load_laptops)) == 1


def test_clashes_stand_in_the_sheets_order_with_nothing_chosen(visit):
    seen = visit()

    seen.joined()

    places = [SHEET.place_of[code] for code in seen.listed()]
    assert set(seen.listed()) == {*LETTERS, NUMBERS, WORDS}
    assert places == sorted(places)
    assert not any(card.choose.isChecked() for card in seen.page.choices.cards.cards())
    assert not seen.page.choices.save.isEnabled()
    assert [card.version.is_own for card in seen.page.choices.cards.cards()] == [True, False]
    assert seen.contexts[-1] == "Bercabang: Laptop Pelayanan dan Laptop Sekcam mengisi 4 hal secara berbeda"


def test_the_total_is_a_range_until_the_last_choice(visit):
    seen = visit()
    seen.joined()
    low, high = seen.conflicts().range
    strip = seen.page.choices.strip

    assert low < high
    assert "–" in strip.range.text()
    assert strip.state.text() == "belum final"
    assert not strip.done.isEnabled()
    assert strip.reason.text() == "Pilih 4 lagi."

    for _ in range(4):
        seen.page.choices.choose(0)
        seen.ctrl_enter()

    assert seen.conflicts().open == ()
    assert "–" not in strip.range.text()
    assert strip.done.isEnabled()
    seen.press(strip.done)
    assert seen.wanted[-1] == Link("send")


def test_a_number_chooses_and_ctrl_enter_keeps_it_and_goes_on(visit):
    seen = visit()
    seen.joined()
    first, second = seen.listed()[:2]
    seen.page.choices.table.setFocus()

    seen.key("2")
    assert seen.page.choices.cards.cards()[1].choose.isChecked()
    assert len(seen.conflicts().open) == 4
    seen.ctrl_enter()

    assert first not in seen.listed()
    assert seen.page.choices.shown().open.question == second
    assert seen.answer(first) == Answer("C", OTHER_NOTE)


def test_arrows_move_between_the_rows_and_keep_what_is_pointed_at(visit):
    seen = visit()
    seen.joined()
    first, second = seen.listed()[:2]
    table = seen.page.choices.table
    table.setFocus()
    seen.key("1")
    table.setFocus()

    seen.key(Qt.Key.Key_Down)
    assert seen.page.choices.shown().open.question == second
    assert not seen.page.choices.save.isEnabled()
    seen.key(Qt.Key.Key_Up)
    assert seen.page.choices.shown().open.question == first
    assert seen.page.choices.save.isEnabled()


def test_a_third_answer_can_be_written(visit):
    seen = visit()
    seen.joined()
    code = LETTERS[0]
    seen.page.choices.point_at(code)
    seen.page.choices.table.setFocus()

    seen.key("3")
    other = seen.page.choices.other
    assert other.isVisible()
    assert not seen.page.choices.save.isEnabled()
    seen.key("a")
    other.note.setFocus()
    seen.qtbot.keyClicks(other.note, "Dihitung lagi 12")
    seen.ctrl_enter()

    assert seen.answer(code) == Answer("A", "Dihitung lagi 12")
    assert code not in seen.listed()


def test_numbers_can_be_written_as_a_third_answer(visit):
    seen = visit()
    seen.joined()
    seen.page.choices.point_at(NUMBERS)

    seen.page.choices.write_other()
    fields = seen.page.choices.other.fields.fields()
    for line, digits in zip(fields, ("6", "6"), strict=True):
        line.setFocus()
        seen.qtbot.keyClicks(line, digits)
    seen.ctrl_enter()

    assert [int(number) for _, number in seen.answer(NUMBERS).value] == [6, 6]


def test_differing_words_of_the_notes_are_underlined(visit):
    seen = visit()
    seen.joined()
    seen.page.choices.point_at(LETTERS[0])

    said = [label.text() for label in seen.page.findChildren(QLabel) if "<u>" in label.text()]

    assert any("<u>72</u>" in words for words in said)
    assert any("<u>40</u>" in words for words in said)
    assert OWN_NOTE.split()[0] in said[0]


def test_what_was_chosen_can_be_chosen_otherwise_later(visit):
    seen = visit()
    seen.joined()
    seen.page.choices.point_at(LETTERS[0])
    seen.page.choices.choose(0)
    seen.ctrl_enter()
    assert seen.answer(LETTERS[0]).value == "B"

    seen.press(seen.page.choices.tabs.buttons()[1])
    assert seen.page.choices.save.text() == "Ganti pilihan"
    assert seen.page.choices.cards.cards()[0].choose.isChecked()  # this laptop's stays at the left
    seen.page.choices.choose(1)
    seen.ctrl_enter()

    assert seen.answer(LETTERS[0]).value == "C"


def test_lewati_goes_on_and_leaves_the_row_open(visit):
    seen = visit()
    seen.joined()
    first = seen.page.choices.shown().open.question

    seen.press(seen.page.choices.skip)

    assert seen.page.choices.shown().open.question != first
    assert len(seen.conflicts().open) == 4


def test_coming_back_finds_the_choices_as_they_were(visit):
    seen = visit()
    seen.joined()
    seen.page.choices.choose(1)
    seen.ctrl_enter()
    seen.desk.close()

    again = visit()
    assert again.page.choices.isVisible()
    assert again.page.choices.strip.count.text() == "1 / 4"


def test_evidence_of_a_version_is_opened_as_a_copy(visit, monkeypatch):
    seen = visit()
    seen.joined()
    seen.page.choices.point_at(LETTERS[0])
    opened: list[str] = []
    monkeypatch.setattr(viewer.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))

    items = [card.version.evidence for card in seen.page.choices.cards.cards()]
    assert [[item.name for item in files] for files in items] == [
        ["Rekap pengaduan Jan–Jul 2020.pdf"],
        ["Register pengaduan.pdf"],
    ]
    seen.page.choices.cards.cards()[1].evidence_wanted.emit(items[1][0])
    assert Path(opened[0]).read_bytes().startswith(b"%PDF")
    viewer.clear_copies()


def test_before_it_is_seen_the_list_asks_for_no_more_than_the_narrowest_page_has(qtbot):
    """A window grows to what a hidden view asks for, and stays so."""
    view = ChoiceView(SHEET)
    qtbot.addWidget(view)
    assert view.minimumSizeHint().width() <= SIZES[-1][0]


def test_a_broken_file_is_named_and_nothing_can_be_joined(visit, tmp_path):
    seen = visit()
    bad = tmp_path / "rusak.rbd.zip"
    bad.write_bytes(seen.package.read_bytes()[:-40])

    seen.page.read([bad])
    seen.qtbot.waitUntil(lambda: seen.page.plan.isVisible())

    assert not seen.page.plan.act.isEnabled()
    assert seen.page.plan.hint.text() == "Tidak ada paket yang dapat disatukan."
    assert "rusak.rbd.zip" in words_of(seen.page)


def test_files_are_picked_dropped_and_come_with_a_link(visit, monkeypatch):
    seen = visit()
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [seen.package])
    seen.press(seen.page.zone.files)
    seen.qtbot.waitUntil(lambda: seen.page.plan.isVisible())
    seen.press(seen.page.plan.back)
    seen.settle()

    seen.page.show_link(Link("joining", str(seen.package), "files"))
    seen.qtbot.waitUntil(lambda: seen.page.plan.isVisible())
    assert seen.page.place() == Link("joining")


def test_kirim_offers_it_and_passes_on_what_is_dropped(visit):
    seen = visit(SendPage)

    seen.press(seen.page.checks.laptops.buttons()[0])
    assert seen.wanted[-1] == Link("joining")

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(seen.package))])
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(seen.page, QDragEnterEvent(QPoint(9, 9), *keys))
    QApplication.sendEvent(seen.page, QDropEvent(QPointF(9, 9), *keys))
    assert seen.wanted[-1] == Link("joining", str(seen.package), "files")


def test_beranda_and_kirim_say_that_choices_are_open(visit):
    seen = visit()
    seen.joined()
    seen.desk.close()

    home = visit(HomePage)
    assert home.page.full.clash.isVisible()
    assert "4 isian berbeda di dua laptop" in words_of(home.page)
    home.press(home.page.full.clash.buttons()[0])
    assert home.wanted[-1] == Link("joining")
    home.desk.close()

    send = visit(SendPage)
    assert "4 isian berbeda di dua laptop" in words_of(send.page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_is_cut_and_all_can_be_reached_at_each_size(visit, qapp, size, mode):
    theme.apply(qapp, mode, 130 if size == SIZES[2] else 100)
    seen = visit(size=size)
    assert cut_words(seen.page) == []
    seen.planned()
    assert cut_words(seen.page) == []
    assert unreachable(seen.page) == []
    seen.press(seen.page.plan.back)
    seen.settle()
    seen.joined()
    assert cut_words(seen.page) == []
    assert unreachable(seen.page) == []


def test_penilaian_leads_to_the_versions(visit):
    seen = visit()
    seen.joined()
    seen.desk.close()

    page = visit(AssessmentPage)
    page.press(page.page.strip.buttons()[0])

    assert page.wanted[-1] == Link("joining")
