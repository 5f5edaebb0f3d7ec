import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from rbdesk import text
from rbdesk.domain.assessment import Answer
from rbdesk.ui import dialogs, theme
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import office
from tests.build import NOW, answers_everywhere
from tests.ui import frames
from tests.ui.frames import CODES, KEY, SHEET, Disk, press, settle
from tests.ui.pages.offices import cut_words, unreachable

CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
HALF = {code: answer for code, answer in answers_everywhere(SHEET, "second").items() if code in CODES[:94]}


@pytest.fixture
def desk(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk", HALF)
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot, desk, tmp_path):
    return frames.a_window(qtbot, desk, tmp_path / "settings.ini")


@pytest.fixture
def secretariat(qtbot, tmp_path):
    desk = frames.secretariat_desk(qtbot, tmp_path / "desk")
    yield frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    desk.close()


def shown(window):
    return window.page.key


def is_inside(widget: QWidget | None, region: QWidget) -> bool:
    return widget is not None and (widget is region or region.isAncestorOf(widget))


def stored(desk, qtbot, code):
    found = []
    desk.read(office.load_year, KEY, then=lambda year: found.append(year.assessment.answer(code)))
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


# --- rail and ways ------------------------------------------------------------------------------------------


def test_the_rail_of_an_office_has_its_pages_and_no_dead_end(window, qtbot):
    buttons = window.rail.buttons()
    order = ["home", "assessment", "analysis", "followup", "survey", "send", "help", "settings"]
    assert list(buttons) == [key for key in order if window.available(key)]
    for key, button in buttons.items():
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert shown(window) == key
        assert button.isChecked()


def test_the_rail_of_the_secretariat_has_its_own(secretariat):
    assert {"help", "settings"} <= set(secretariat.rail.buttons())
    assert not {"home", "assessment", "send"} & set(secretariat.rail.buttons())


def test_control_and_a_number_go_to_the_pages_in_the_order_of_the_rail(window, qtbot):
    main = [key for key in window.rail.buttons() if key not in ("help", "settings")]
    for page in (main[1], main[-1], main[0]):
        press(qtbot, window, Qt.Key(Qt.Key.Key_1 + main.index(page)), CONTROL)
        assert shown(window) == page
        assert is_inside(QApplication.focusWidget(), window.page)


def test_a_number_without_a_page_changes_nothing(window, qtbot):
    press(qtbot, window, Qt.Key.Key_9, CONTROL)
    assert shown(window) == "home"


def test_a_link_to_a_page_that_is_not_there_changes_nothing(window):
    window.go(Link("tidak-ada"))
    assert shown(window) == "home"
    assert not window.available("tidak-ada")


def test_back_and_forward_find_the_very_question_again(window, qtbot):
    window.go(Link("assessment", "U.P.8.iii.c"))
    window.go(Link("send"))
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert window.page.place().focus == "U.P.8.iii.c"
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert shown(window) == "home"
    press(qtbot, window, Qt.Key.Key_Right, ALT)
    assert window.page.place().focus == "U.P.8.iii.c"


def test_a_sub_page_has_a_way_back_and_its_parent_is_marked(window, qtbot):
    window.go(Link("settings"))
    assert window.header.back.isHidden()
    window.go(Link("instrument"))
    assert window.header.back.isVisible()
    assert window.rail.buttons()["settings"].isChecked()
    qtbot.mouseClick(window.header.back, Qt.MouseButton.LeftButton)
    assert shown(window) == "settings"


def test_escape_leaves_a_sub_page_but_not_while_somebody_types(window, qtbot):
    window.go(Link("settings"))
    window.go(Link("instrument"))
    window.header.open_search()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert shown(window) == "instrument"
    window.page.tree.setFocus()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert shown(window) == "settings"


def test_the_badge_counts_what_is_unanswered(window, desk, qtbot):
    assert window.rail.buttons()["assessment"].accessibleName() == "Penilaian, 16 perlu tindakan"
    window.answers.set_value(CODES[94], "A" if SHEET.question(CODES[94]).scale.option("A") else "Ya")
    settle(qtbot, desk)
    assert window.rail.buttons()["assessment"].accessibleName() == "Penilaian, 15 perlu tindakan"


def test_the_person_at_the_bottom_leads_to_the_identity(window, qtbot):
    window.rail.person_chosen.emit()
    assert shown(window) == "settings"
    assert window.page.identity.field("head").isVisible()


# --- shape --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "rail", "header", "has_status", "has_field"),
    [
        (1240, 204, 60, True, True),
        (1239, 60, 60, True, True),
        (1000, 60, 60, True, True),
        (999, 60, 52, False, False),
    ],
)
def test_the_frame_follows_the_width(window, width, rail, header, has_status, has_field):
    window.go(Link("assessment"))
    window.resize(width, 600)
    QApplication.processEvents()
    assert window.rail.width() == rail
    assert window.header.height() == header
    assert window.status.isVisible() is has_status
    assert window.header.search.isVisible() is has_field
    assert window.header.search_button.isVisible() is not has_field


def test_larger_text_is_like_a_narrower_window(window, qapp):
    theme.apply(qapp, "light", 130)
    QApplication.processEvents()
    assert window.rail.width() == theme.px(60)
    theme.apply(qapp, "light", 100)
    QApplication.processEvents()
    assert window.rail.width() == 204


def test_only_entry_pages_have_a_status_bar(window):
    window.go(Link("assessment"))
    assert window.status.isVisible()
    window.go(Link("settings"))
    assert window.status.isHidden()


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", frames.SIZES)
def test_no_word_of_the_frame_is_cut_and_each_control_can_be_reached(window, qapp, size, percent):
    theme.apply(qapp, "light", percent)
    window.go(Link("settings"))
    window.resize(*size)
    QApplication.processEvents()
    for part in (window.rail, window.header):
        assert cut_words(part) == []
        assert unreachable(part) == []
    assert window.rail.minimumSizeHint().height() <= size[1]


def test_a_narrow_window_opens_the_search_field_in_place_of_the_pages_widgets(window, qtbot):
    window.resize(911, 440)
    window.go(Link("assessment"))
    qtbot.mouseClick(window.header.search_button, Qt.MouseButton.LeftButton)
    assert window.header.search.isVisible()
    assert not any(widget.isVisible() for widget in window.page.header_widgets())
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.header.search_button.isVisible()
    assert all(widget.isVisible() for widget in window.page.header_widgets())


# --- saving -------------------------------------------------------------------------------------------------


def test_saved_is_said_only_after_the_commit(window, desk, qtbot):
    with qtbot.waitSignal(desk.saved):
        window.answers.set_value("U.P.8.iii.a", "Tidak")
        assert window.status.text() == "Menyimpan…"
    assert window.status.text() == f"Tersimpan {text.clock(NOW.astimezone())}"
    assert stored(desk, qtbot, "U.P.8.iii.a").value == "Tidak"


def test_a_full_disk_is_told_in_a_bar_that_stays_until_all_is_saved(window, desk, qtbot):
    disk = Disk()
    desk.do(disk.record_answer, KEY, "U.P.8.iii.a", Answer("Tidak"))
    qtbot.waitUntil(window.unsaved.isVisible)
    assert "elum tersimpan" in window.unsaved.accessibleName()
    assert window.status.text() == "Belum tersimpan"
    window.go(Link("settings"))
    assert window.unsaved.isVisible()

    disk.is_full = False
    (retry,) = window.unsaved.buttons()
    with qtbot.waitSignal(desk.saved):
        qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert window.unsaved.isHidden()
    assert window.status.text().startswith("Tersimpan")
    assert stored(desk, qtbot, "U.P.8.iii.a").value == "Tidak"


def test_what_is_not_allowed_is_told_in_a_bar_and_can_be_put_away(window, desk, qtbot):
    desk.do(office.record_answer, KEY, "U.P.8.iii.a", Answer("Z"))
    qtbot.waitUntil(window.notice.isVisible)
    assert window.unsaved.isHidden()
    assert not window.notice.buttons()


def test_the_locked_stage_stands_in_the_status_bar(qtbot, tmp_path):
    from rbdesk.workflow import sending
    from tests import desks

    folder = tmp_path / "desk"
    db = desks.a_desk(folder)
    desks.fill(db, KEY)
    sending.export(db, KEY, tmp_path / "kirim", final=True, who=desks.WHO, now=NOW)
    db.close()
    from rbdesk.ui.desk import Desk

    desk = Desk(folder, clock=lambda: NOW)
    with qtbot.waitSignal(desk.opened):
        desk.open()
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    assert window.status.text() == "Hanya baca · terkunci dalam paket revisi 1"
    desk.close()


def test_leaving_a_page_writes_what_is_being_typed(window, desk, qtbot):
    window.go(Link("settings", "operator"))
    field = window.page.identity.field("operator").edit
    field.selectAll()
    qtbot.keyClicks(field, "Rina Contoh")
    press(qtbot, window, Qt.Key.Key_1, CONTROL)
    settle(qtbot, desk)
    assert desk.identity.operator == "Rina Contoh"


def test_closing_writes_what_is_being_typed_and_waits_for_the_disk(window, desk, qtbot):
    window.go(Link("settings", "operator"))
    field = window.page.identity.field("operator").edit
    field.selectAll()
    qtbot.keyClicks(field, "Rina Contoh")
    window.answers.set_value("U.P.8.iii.a", "Tidak")
    assert desk.unsaved
    assert window.may_close()
    assert desk.flush(5)
    assert stored(desk, qtbot, "U.P.8.iii.a").value == "Tidak"
    qtbot.waitUntil(lambda: desk.identity.operator == "Rina Contoh")


def answer_dialog(key):
    """Press a button of the dialog that is about to open."""

    def press_it():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, dialogs.TroubleDialog)
        dialog.buttons()[key].click()

    QTimer.singleShot(50, press_it)


@pytest.mark.parametrize(("key", "closes"), [("discard", True), (dialogs.CLOSE, False)])
def test_closing_asks_before_it_gives_up_what_the_disk_refuses(window, desk, qtbot, key, closes):
    desk.do(Disk().record_answer, KEY, "U.P.8.iii.a", Answer("Tidak"))
    answer_dialog(key)
    assert window.may_close() is closes


def test_closing_may_try_again_until_the_disk_takes_it(window, desk, qtbot):
    disk = Disk()
    desk.do(disk.record_answer, KEY, "U.P.8.iii.a", Answer("Tidak"))

    def free_and_retry():
        disk.is_full = False
        QApplication.activeModalWidget().buttons()["retry"].click()

    QTimer.singleShot(50, free_and_retry)
    assert window.may_close()
    assert stored(desk, qtbot, "U.P.8.iii.a").value == "Tidak"


def test_the_window_comes_back_to_the_same_question(window, desk, qtbot, tmp_path):
    window.go(Link("assessment", "U.P.8.iii.c"))
    assert window.may_close()
    again = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    assert shown(again) == "assessment"
    assert again.page.place().focus == "U.P.8.iii.c"


def test_the_last_place_outlives_a_power_cut(window, desk, qtbot, tmp_path):
    window.go(Link("assessment", "U.P.8.iii.c"))
    qtbot.waitUntil(lambda: window._last.link().focus == "U.P.8.iii.c")
    again = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    assert again.page.place().focus == "U.P.8.iii.c"


def test_each_desk_has_its_own_last_place(window, qtbot, tmp_path):
    window.go(Link("send"))
    assert window.may_close()
    other = frames.office_desk(qtbot, tmp_path / "other")
    assert shown(frames.a_window(qtbot, other, tmp_path / "settings.ini")) == "home"
    other.close()


# --- undo, toasts -------------------------------------------------------------------------------------------


def test_undo_and_redo_say_what_they_did(window, desk, qtbot):
    window.go(Link("assessment", "U.P.8.iii.c"))
    window.answers.set_value("U.P.8.iii.c", "A")
    settle(qtbot, desk)
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert window.status.text().startswith("Jawaban P.8.iii.c k")
    settle(qtbot, desk)
    press(qtbot, window, Qt.Key.Key_Y, CONTROL)
    assert window.status.text().startswith("Jawaban P.8.iii.c menjadi")


def test_undo_at_the_beginning_says_that_there_is_nothing(window, qtbot):
    window.go(Link("assessment"))
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert window.status.text() == "Tidak ada yang bisa diurungkan"


def test_control_z_in_a_text_field_undoes_the_text(window, qtbot):
    window.go(Link("settings", "operator"))
    field = window.page.identity.field("operator").edit
    field.setFocus()
    qtbot.keyClicks(field, "x")
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert not field.text().endswith("x")
    assert window.toast.isHidden()


def test_without_a_status_bar_a_toast_says_it(window, qtbot):
    window.resize(911, 440)
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert window.toast.isVisible()


def test_a_toast_offers_to_take_back_what_was_done(window, qtbot):
    undone = []
    window.page.told.emit("Temuan dikesampingkan", lambda: undone.append(True))
    assert window.toast.isVisible()
    qtbot.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert undone == [True]
    window.page.told.emit("Kode tersalin", None)
    assert window.toast.button.isHidden()


# --- search, keys -------------------------------------------------------------------------------------------


def test_search_finds_a_question_by_its_code_and_opens_it(window, qtbot):
    press(qtbot, window, Qt.Key.Key_K, CONTROL)
    assert QApplication.focusWidget() is window.header.search
    qtbot.keyClicks(window.header.search, "p.8.iii.c")
    assert window.search.found()[0].link == Link("assessment", "U.P.8.iii.c")
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.page.place().focus == "U.P.8.iii.c"
    assert window.header.search.text() == ""
    assert is_inside(QApplication.focusWidget(), window.page)


def test_search_leads_to_the_cards_of_all_that_was_found(window, qtbot):
    window.header.open_search()
    qtbot.keyClicks(window.header.search, "pengaduan")
    last = window.search.found()[-1]
    assert last.link == Link("assessment", "", "search:pengaduan")
    window.search.chosen.emit(last.link)
    assert shown(window) == "assessment"
    assert all("P.7" in code or "P.8" in code or "R." in code for code in window.page.list.codes)


def test_search_finds_pages(window, qtbot):
    window.header.open_search()
    qtbot.keyClicks(window.header.search, "bobot dan")
    assert Link("instrument") in [entry.link for entry in window.search.found()]


def test_search_at_the_secretariat_finds_offices(secretariat, qtbot):
    if not secretariat.available("inbox"):
        pytest.skip("this build has no inbox")
    secretariat.header.open_search()
    qtbot.keyClicks(secretariat.header.search, "cibit")
    assert [entry.title for entry in secretariat.search.found()] == ["Kecamatan Cibitung"]


def test_escape_leaves_the_search_and_the_focus_is_in_the_page_again(window, qtbot):
    window.header.open_search()
    qtbot.keyClicks(window.header.search, "zzz")
    assert window.search.isVisible()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.search.isHidden()
    assert is_inside(QApplication.focusWidget(), window.page)


def test_f6_walks_through_the_regions_and_comes_round(window, qtbot):
    window.go(Link("settings"))
    regions = [window.rail, window.header, *window.page.regions()]
    window.rail.buttons()["settings"].setFocus()
    seen = []
    for _ in range(len(regions)):
        press(qtbot, window, Qt.Key.Key_F6)
        seen.append(next(at for at, one in enumerate(regions) if is_inside(QApplication.focusWidget(), one)))
    assert seen == [1, 2, 3, 0]
    press(qtbot, window, Qt.Key.Key_F6, SHIFT)
    assert is_inside(QApplication.focusWidget(), regions[-1])


def test_f6_reaches_the_button_of_the_page_that_is_shown(window, qtbot):
    window.go(Link("settings"))
    window.header.search.setFocus()
    press(qtbot, window, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is window.rail.buttons()["settings"]


def test_f1_opens_the_chapter_of_the_page(window, qtbot):
    window.go(Link("send"))
    press(qtbot, window, Qt.Key.Key_F1)
    assert shown(window) == "help"
    assert window.page.place() == Link("help", "send")


def test_the_overview_of_keys_opens_and_closes_over_the_page(window, qtbot):
    window.go(Link("assessment"))
    press(qtbot, window, Qt.Key.Key_Slash, CONTROL)
    assert window.keys.is_open()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.keys.is_open()
    assert shown(window) == "assessment"


@pytest.mark.parametrize(
    "page", ["home", "assessment", "evidence", "send", "checks", "settings", "instrument", "help"]
)
def test_no_two_acts_of_a_page_share_a_key(window, page):
    window.go(Link(page))
    taken = [action.shortcut().toString() for action in window.actions()]
    taken += [shortcut.key().toString() for shortcut in window.page.findChildren(QShortcut)]
    taken += [
        action.shortcut().toString() for action in window.page.actions() if not action.shortcut().isEmpty()
    ]
    assert len(taken) == len(set(taken))


def test_each_act_has_a_name(window):
    assert all(action.text() for action in window.actions())


def test_control_f_filters_in_the_page_that_can_and_searches_elsewhere(window, qtbot):
    window.go(Link("settings"))
    press(qtbot, window, Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is window.header.search
    press(qtbot, window, Qt.Key.Key_Escape)
    window.go(Link("assessment"))
    press(qtbot, window, Qt.Key.Key_F, CONTROL)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert QApplication.focusWidget() is not window.header.search


# --- identity, practice -------------------------------------------------------------------------------------


def test_the_title_names_the_office(qtbot, desk, tmp_path):
    from PySide6.QtCore import QSettings

    from rbdesk.ui.window import Window

    titles = []
    window = Window(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.retitled.connect(titles.append)
    window.attach(desk)
    assert titles == ["RBDesk — Kecamatan Cikarang Utara"]
    assert window.header.practice.isHidden()


def test_a_practice_desk_is_marked_on_every_page_and_can_be_left(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk", practice=True)
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    for key in window.rail.buttons():
        window.go(Link(key))
        assert window.header.practice.isVisible()
    answer_dialog("leave")
    with qtbot.waitSignal(window.practice_left):
        qtbot.mouseClick(window.header.practice, Qt.MouseButton.LeftButton)
    desk.close()


def test_a_change_by_somebody_else_is_shown_at_once(window, desk, qtbot):
    from rbdesk.workflow import setup

    profile = desk.identity.profile
    with qtbot.waitSignal(desk.saved):
        desk.do(setup.keep_profile, profile, "", "Rina Contoh", "Sekcam")
    settle(qtbot, desk)
    assert "Rina Contoh" in window.rail._person.accessibleName()
