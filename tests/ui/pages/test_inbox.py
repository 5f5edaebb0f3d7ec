from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from rbdesk.domain.merge import Fate
from rbdesk.exchange import signing
from rbdesk.ui import dialogs, theme
from rbdesk.ui.pages.inbox import InboxPage
from rbdesk.ui.parts import office_details
from rbdesk.ui.parts.page import Link, TraceWanted
from rbdesk.ui.parts.why_number import WhyNumber
from rbdesk.workflow import devices, secretariat
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import (
    SIZES,
    Visit,
    Visiting,
    bundle,
    fates,
    key,
    listed,
    merged,
    planned,
    press,
    problem,
    words,
)

CUT, DIVERGED, SILENT = "32.16.16", "32.16.12", ("32.16.04", "32.16.17")
OWN, OTHER = "32.16.09", "32.16.01"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Kotak Masuk on a desk in one of the states of `secretariats`."""
    yield from secretariats.visits(qtbot, InboxPage, tmp_path, tmp_path_factory)


# --- what it shows ---


def test_without_a_package_the_page_says_what_belongs_here_and_takes_files(visit, monkeypatch):
    seen = visit("empty")
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [bundle(OWN)])

    assert seen.page.empty.isVisible()
    assert not seen.page.board.isVisible()
    assert seen.contexts[-1] == "0 dari 23 kecamatan sudah mengirim · batas 7 September, 4 hari lagi"
    seen.page.empty.acted.emit("files")
    seen.qtbot.waitUntil(seen.page.plan.isVisible)
    assert fates(seen) == [Fate.NEW]


def test_a_link_from_ringkasan_asks_for_files_at_once(visit, monkeypatch):
    seen = visit("empty")
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [bundle(OWN)])

    seen.page.show_link(Link("inbox", filter="pick"))

    seen.qtbot.waitUntil(seen.page.plan.isVisible)
    assert fates(seen) == [Fate.NEW]


def test_the_counters_add_up_to_all_offices(visit):
    seen = visit("full")
    cards = seen.page.board.counters.cards()

    assert [card.accessibleName() for card in cards.values()] == [
        "Selesai: 0",
        "Diverifikasi: 0",
        "Diterima: 19",
        "Perlu tindakan: 2",
        "Belum kirim: 2",
    ]
    assert not cards["selesai"].isEnabled()
    assert seen.contexts[-1].startswith("20 dari 23 kecamatan sudah mengirim · 1 berkas ditolak")


def test_a_counter_filters_map_and_list_and_lets_go_again(visit):
    seen = visit("full")
    card = seen.page.board.counters.cards()["belum_kirim"]
    tile = seen.page.board.map.button(OWN)
    before = tile.grab().toImage()

    press(seen, card)

    assert listed(seen) == ["Muaragembong", "Tambelang"]
    table = seen.page.board.lists.table
    assert sum(table.columnWidth(column) for column in range(5)) <= table.viewport().width()
    assert not seen.page.board.lists.problems.isVisible()
    assert tile.grab().toImage() != before
    press(seen, card)
    assert len(listed(seen)) == 19
    assert tile.grab().toImage() == before


def test_the_counter_of_problems_leaves_only_those(visit):
    seen = visit("full")

    press(seen, seen.page.board.counters.cards()["perlu_tindakan"])

    assert listed(seen) == []
    assert len(seen.page.board.lists.problems.keys()) == 2


def test_what_came_is_listed_with_time_revision_value_and_state(visit):
    seen = visit("full")
    model = seen.page.board.lists.proxy
    row = listed(seen).index("Babelan")

    cells = [model.index(row, column).data() for column in range(5)]
    status = seen.status("32.16.02")
    assert cells[2:4] == ["rev 2", f"{float(status.percent):.2f}".replace(".", ",")]
    assert cells[4] == "diterima"
    assert cells[1].startswith("3 Sep ")
    spoken = model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"Babelan, diterima, revisi 2 resmi, nilai {cells[3]} persen, setara B"


def test_a_refused_file_has_its_reason_its_remedy_and_its_code(visit):
    told = words(problem(visit("full"), "Cabangbungin"))

    assert "Berkas terpotong atau ada tambahan di akhir." in told
    assert "Salin ulang berkasnya" in told
    assert "RB-Z01" in told


def test_an_office_with_two_versions_shows_a_range_and_no_value(visit):
    seen = visit("full")
    status = seen.status(DIVERGED)
    reach = "–".join(f"{float(end):.2f}".replace(".", ",") for end in status.range)

    assert f"Nilai {reach}, belum final." in words(problem(seen, "Kedung Waringin"))
    assert reach in seen.page.board.map.button(DIVERGED).accessibleName()
    assert office_details.package_facts(status)[0] == ("Paket", "revisi 1, belum final")


def test_the_map_can_show_values_instead_of_states(visit):
    seen = visit("full")
    tile = seen.page.board.map.button(OWN)
    before = tile.grab().toImage()

    seen.page.board.mode.choose("value")

    assert seen.page.board.map.mode() == "value"
    assert tile.grab().toImage() != before


def test_map_and_list_have_one_selection(visit):
    seen = visit("full")
    seen.page.board.map.button(OWN).setFocus(Qt.FocusReason.TabFocusReason)

    press(seen, seen.page.board.map.button(OTHER))
    assert seen.page.board.lists.table.current_row().data() == "Tarumajaya"
    table = seen.page.board.lists.table
    table.setFocus(Qt.FocusReason.TabFocusReason)
    key(seen, Qt.Key.Key_Up)

    assert seen.page.place().focus == seen.page.board.map.selected()
    assert seen.page.board.map.selected() != OTHER


def test_a_link_leads_to_an_office_and_to_a_state(visit):
    seen = visit("full")

    seen.page.show_link(Link("inbox", SILENT[0], "belum_kirim"))

    assert seen.page.board.map.button(SILENT[0]).hasFocus()
    assert listed(seen) == ["Muaragembong", "Tambelang"]
    assert seen.page.place() == Link("inbox", SILENT[0], "belum_kirim")


def test_enter_on_a_tile_opens_the_office_and_an_area_of_it(visit):
    seen = visit("full")
    seen.page.board.map.button(OWN).setFocus(Qt.FocusReason.TabFocusReason)
    drawer = seen.page.drawer

    key(seen, Qt.Key.Key_Return)
    seen.qtbot.waitUntil(drawer.is_open)

    sheet = next(
        row.sheet
        for row in seen.stored(secretariat.load_comparison, year.YEAR).rows
        if row.office.code == OWN
    )
    shown = words(drawer)
    assert "Cikarang Utara" in shown
    assert "110 dari 110 terjawab" in shown
    assert f"{float(sheet.percent()):.2f}".replace(".", ",") in shown
    area = next(one for one in drawer.findChildren(QWidget) if one.accessibleName().startswith("Pengawasan:"))
    area.setFocus(Qt.FocusReason.TabFocusReason)
    key(seen, Qt.Key.Key_Space)
    seen.qtbot.waitUntil(lambda: "P.7.i Gratifikasi" in words(drawer))
    assert drawer.isAncestorOf(QApplication.focusWidget())
    key(seen, Qt.Key.Key_Escape)
    assert not drawer.is_open()
    assert seen.page.board.map.button(OWN).hasFocus()


def test_an_office_without_a_value_opens_with_the_reason(visit):
    seen = visit("full")

    seen.page.open_office(SILENT[0])
    seen.qtbot.waitUntil(seen.page.drawer.is_open)

    assert "Belum ada satu nilai: belum mengirim." in words(seen.page.drawer)


def test_what_another_part_of_the_program_took_in_appears(visit):
    seen = visit("empty")
    items = secretariat.read_packages([bundle(OWN)], seen.stored(devices.load_trust), None)
    plan = seen.stored(secretariat.load_plan, items)

    with seen.qtbot.waitSignal(seen.desk.changed):
        seen.desk.do(secretariat.accept, plan)
    seen.settle()

    assert seen.page.board.isVisible()
    assert listed(seen) == ["Cikarang Utara"]


# --- an unknown device ---


def recognise(seen: Visit, office: str) -> None:
    """What Karantina does once its six groups are ticked."""
    [public] = [public for code, public, _ in year.devices_of_demo() if code == office]
    with seen.qtbot.waitSignal(seen.desk.changed):
        seen.desk.do(devices.enrol, office, public, "Laptop")
    seen.settle()


def test_an_unknown_device_is_not_merged_and_leads_to_its_digits(visit):
    seen = visit("quarantine")
    [public] = [public for code, public, _ in year.devices_of_demo() if code == OWN]

    told = words(problem(seen, "Cikarang Utara"))

    assert "belum dikenal" in told
    assert seen.status(OWN).reason == "quarantined"
    act = problem(seen, "Cikarang Utara").buttons[0]
    assert act.text() == "Kenali perangkat…"
    press(seen, act)
    assert seen.wanted == [Link("quarantine", signing.device_id(public))]


def test_a_recognised_device_gets_its_waiting_package_planned_and_merged(visit):
    seen = visit("quarantine")
    recognise(seen, OWN)

    seen.page.show_link(Link("inbox", filter="released"))
    seen.qtbot.waitUntil(lambda: seen.page.plan.isVisible() and not seen.page.taking.is_busy)

    assert fates(seen) == [Fate.NEW]
    merged(seen)
    assert listed(seen) == ["Cikarang Utara"]
    assert [found.title for found in seen.page.problems.values()] == ["Tarumajaya"]


def test_a_package_whose_device_became_known_is_only_read_again(visit):
    seen = visit("quarantine")
    recognise(seen, OWN)

    again = problem(seen, "Cikarang Utara").buttons[0]

    assert again.text() == "Periksa lagi"
    press(seen, again)
    seen.qtbot.waitUntil(lambda: seen.page.plan.isVisible() and not seen.page.taking.is_busy)
    assert fates(seen) == [Fate.NEW]


def test_where_nothing_waits_any_more_that_is_said(visit):
    seen = visit("one")

    seen.page.show_link(Link("inbox", filter="released"))
    seen.settle()

    assert seen.page.notice.isVisible()
    assert "tidak ada lagi di karantina" in words(seen.page.notice)


# --- what waits for a person ---


def test_the_message_that_asks_again_is_copied(visit):
    seen = visit("full")

    press(seen, problem(seen, "Cabangbungin").buttons[0])

    letter = QGuiApplication.clipboard().text()
    assert letter.startswith("Yth. Kecamatan Cabangbungin, paket RB 2020")
    assert "kirim ulang berkas yang sama sebagai dokumen" in letter
    assert seen.told == ["Pesan disalin. Tempel di WhatsApp."]


def test_the_reminder_names_who_has_not_sent(visit):
    seen = visit("full")
    [_, remind] = seen.page.header_widgets()

    assert remind.text() == "Ingatkan 2 kecamatan"
    remind.click()

    letter = QGuiApplication.clipboard().text()
    assert "1. Kecamatan Tambelang\n2. Kecamatan Muaragembong\n" in letter
    assert "Senin, 7 September 2020" in letter


def test_nobody_is_reminded_when_all_have_sent(visit):
    seen = visit("full")

    planned(seen, *year.the_demo().late)
    merged(seen)

    assert seen.page.header_widgets() == [seen.page.receipt]
    assert seen.contexts[-1].startswith("23 dari 23")


def test_a_refused_file_is_put_away_and_the_next_row_takes_the_focus(visit):
    seen = visit("full")
    row = problem(seen, "Cabangbungin")
    row.dismiss.setFocus(Qt.FocusReason.TabFocusReason)

    key(seen, Qt.Key.Key_Delete)
    seen.qtbot.waitUntil(lambda: len(seen.page.problems) == 1)

    assert problem(seen, "Kedung Waringin").has_focus()
    assert seen.stored(secretariat.load_inbox, year.YEAR).refusals == ()
    assert seen.status(CUT).status == "belum_kirim"


@pytest.mark.parametrize("agreed", [True, False])
def test_what_waits_in_quarantine_is_deleted_only_when_it_was_asked(visit, monkeypatch, agreed):
    seen = visit("quarantine")
    asked = []
    monkeypatch.setattr(dialogs, "ask", lambda _, title, *rest, **kw: asked.append(title) or agreed)

    press(seen, problem(seen, "Cikarang Utara").dismiss)
    seen.settle()

    assert asked == ["Hapus paket Cikarang Utara dari karantina?"]
    assert len(seen.page.problems) == (1 if agreed else 2)


def test_the_story_of_a_refused_file_can_be_read_and_answered(visit, monkeypatch):
    seen = visit("full")
    stories = []

    def answer(_, story, acts):
        stories.append(story)
        return acts[0].key

    monkeypatch.setattr(dialogs, "show_trouble", answer)
    found = next(one for one in seen.page.problems.values() if one.title == "Cabangbungin")
    seen.page._show_story(found)

    assert stories[0].title == "Paket Cabangbungin belum dapat diterima"
    assert ("Kode galat", "RB-Z01") in stories[0].facts
    assert len(stories[0].todo) == 1
    assert QGuiApplication.clipboard().text().startswith("Yth. Kecamatan Cabangbungin")


def test_the_menus_offer_only_what_can_be_done(visit):
    seen = visit("full")

    def offered() -> list[str]:
        menu = seen.page.findChildren(QMenu)[-1]
        texts = [action.text() for action in menu.actions() if action.text()]
        menu.close()
        return texts

    seen.page.board.menu_asked.emit(SILENT[0], seen.page.mapToGlobal(seen.page.rect().center()))
    assert offered() == ["Lihat rincian nilai", "Lihat di Perbandingan", "Salin pesan pengingat"]
    seen.page.board.menu_asked.emit(OWN, seen.page.mapToGlobal(seen.page.rect().center()))
    assert "Verifikasi" in offered()
    key_of = {found.title: name for name, found in seen.page.problems.items()}
    seen.page.board.lists.menu_asked.emit(
        key_of["Cabangbungin"], seen.page.mapToGlobal(seen.page.rect().center())
    )
    assert offered() == [
        "Rincian…",
        "Salin pesan",
        "Lihat rincian nilai",
        "Lihat di Perbandingan",
        "Singkirkan dari daftar",
    ]


# --- what can be seen and reached ---


@pytest.mark.parametrize(
    ("state", "size", "percent"),
    [
        *[("full", size, percent) for size in SIZES for percent in (100, 130)],
        ("empty", SIZES[2], 130),
        ("quarantine", SIZES[0], 100),
        ("quarantine", SIZES[1], 130),
    ],
)
def test_nothing_is_cut_at_any_size(visit, qtbot, qapp, state, size, percent):
    theme.apply(qapp, "light", percent)

    page = visit(state, size=size).page
    qtbot.wait(60)  # words claim their height once they know their width, and the page then its scroll bar

    assert offices.cut_words(page) == []
    assert (page.width(), page.height()) == size


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]])
def test_tab_walks_as_the_eye_does(visit, size):
    seen = visit("full", size=size)
    board = seen.page.board
    board.counters.cards()["diterima"].setFocus(Qt.FocusReason.TabFocusReason)
    met = []
    for _ in range(40):
        one = QApplication.focusWidget()
        part = next(
            name
            for name, widget in (
                ("counters", board.counters),
                ("mode", board.mode),
                ("map", board.map),
                ("zone", board.zone),
                ("problems", board.lists.problems),
                ("table", board.lists.table),
            )
            if one is widget or widget.isAncestorOf(one)
        )
        if not met or met[-1] != part:
            met.append(part)
        if part == ("table" if size == SIZES[0] else "map"):
            break
        key(seen, Qt.Key.Key_Tab)

    right = ["zone", "problems", "table"]
    assert met == (
        ["counters", "mode", "map", *right] if size == SIZES[0] else ["counters", *right, "mode", "map"]
    )


def test_the_value_of_an_office_says_why_it_is_so(visit, qtbot):
    seen = visit("full")
    asked: list[TraceWanted] = []
    seen.page.traced.connect(asked.append)
    seen.page.open_office("32.16.09")
    seen.settle()
    number = seen.page.drawer.findChild(WhyNumber)

    qtbot.mouseClick(number, Qt.MouseButton.LeftButton)

    assert asked == [TraceWanted("", "32.16.09")]
    seen.page.board.point_at("32.16.02")
    assert seen.page.number_in_focus() == TraceWanted(office="32.16.02")
