from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.charts.heat_model import RowRole
from rbdesk.ui.pages.comparison import ComparisonPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog, secretariat
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import SIZES, Visit, Visiting, bundle, key, words

REGISTER = catalog.register()
OWN, DIVERGED = "32.16.09", "32.16.12"
MISSING = {
    "Muaragembong": "belum mengirim",
    "Cabangbungin": "berkas rusak",
    "Tambelang": "belum mengirim",
    "Kedung Waringin": "dua versi, 56,50–59,02",
}


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Perbandingan on a desk in one of the states of `secretariats`."""
    yield from secretariats.visits(qtbot, ComparisonPage, tmp_path, tmp_path_factory)


def names(seen: Visit) -> list[str]:
    """The offices of the table, from above."""
    model = seen.page.heat.view().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def cell(seen: Visit, name: str, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    model = seen.page.heat.view().model()
    return model.index(names(seen).index(name), column).data(role)


def choose(seen: Visit, box: QWidget, words_of: str) -> None:
    """Choose a line of a box as a person does."""
    at = box.findText(words_of)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)


def comparison(seen: Visit) -> secretariat.Comparison:
    return seen.stored(secretariat.load_comparison, year.YEAR)


# --- the table ---


def test_without_a_package_the_page_leads_to_the_inbox(visit):
    seen = visit("empty")

    assert seen.page.empty.isVisible()
    assert seen.page.header_widgets() == []
    seen.page.empty.acted.emit("inbox")
    assert seen.wanted == [Link("inbox")]


def test_every_number_is_the_one_of_the_score(visit):
    seen = visit("full")
    found = comparison(seen)

    for row in found.rows:
        if row.sheet is None:
            continue
        name = row.office.name if row.final else f"{row.office.name}*"
        shown = [cell(seen, name, column) for column in range(1, 10)]
        percents = [row.sheet.area_percent(group.places) for group in found.instrument.areas]
        assert shown == [*(text.number(percent, 1) for percent in percents), text.number(row.sheet.percent())]


def test_the_average_names_its_base(visit):
    seen = visit("full")

    lines = seen.page.heat.lines()

    assert lines[-1][0] == "Rata-rata 19 dari 23"
    assert lines[-1][9] == text.number(comparison(seen).average_total)


def test_who_is_missing_stands_below_with_the_reason_and_never_as_zero(visit):
    seen = visit("full")

    assert names(seen)[-4:] == list(MISSING)
    for name, reason in MISSING.items():
        row = seen.page.heat.view().model().index(names(seen).index(name), 0).data(RowRole)
        assert row.missing == reason
        assert [cell(seen, name, column) for column in range(1, 11)] == [""] * 10


def test_one_office_alone_is_its_own_average(visit):
    seen = visit("one")

    assert names(seen)[0] == "Cikarang Utara"
    assert seen.page.heat.lines()[-1][0] == "Rata-rata 1 dari 23"
    assert len(names(seen)) == 23


def test_a_provisional_package_is_marked_and_the_mark_explained(visit):
    seen = visit("full")

    assert {name for name in names(seen) if name.endswith("*")} == {"Sukakarya*", "Sukatani*"}
    assert seen.contexts[-1].endswith("warna menurut setara kategori · * paket sementara")


def test_each_cell_is_said_in_full_words(visit):
    seen = visit("full")

    said = cell(seen, "Cikarang Utara", 2, Qt.ItemDataRole.AccessibleTextRole)

    assert said == "Cikarang Utara, Deregulasi Kebijakan 50,0 persen, setara C"


# --- order ---


def test_the_box_sorts_and_the_missing_stay_below(visit):
    seen = visit("full")

    choose(seen, seen.page.bar.order, "Urut: nilai terendah")
    lowest = names(seen)
    choose(seen, seen.page.bar.order, "Urut: nama kecamatan")

    assert lowest[0] == "Sukakarya*"
    assert names(seen)[:2] == ["Babelan", "Bojongmangu"]
    assert names(seen)[-4:] == lowest[-4:] == list(MISSING)


def test_the_box_says_what_a_head_has_sorted_by(visit):
    seen = visit("full")
    head = seen.page.heat.view().horizontalHeader()

    head.sectionClicked.emit(8)
    assert seen.page.bar.order.currentText() == "Urut: Pelayanan Publik tertinggi"
    head.sectionClicked.emit(8)
    assert seen.page.bar.order.currentIndex() == -1
    assert seen.page.bar.order.placeholderText() == "Urut: Pelayanan Publik terendah"


def test_a_link_leads_to_an_office_and_sorts_by_an_area(visit):
    seen = visit("full")

    seen.page.show_link(Link("comparison", OWN, "7"))

    assert seen.page.heat.current_office() == OWN
    assert seen.page.bar.order.currentText() == "Urut: Pengawasan tertinggi"
    assert seen.page.place() == Link("comparison", OWN)


def test_a_link_waits_for_the_numbers(visit, qtbot):
    seen = visit("full")
    seen.page._is_stale = True

    seen.page.refresh()
    seen.page.show_link(Link("comparison", OWN))
    seen.settle()

    assert seen.page.heat.current_office() == OWN


# --- one office ---


def test_enter_on_a_cell_opens_that_office_and_area(visit):
    seen = visit("full")
    view = seen.page.heat.view()
    view.setFocus()
    first = names(seen)[0]
    view.selectionModel().setCurrentIndex(
        view.model().index(0, 7), QItemSelectionModel.SelectionFlag.NoUpdate
    )

    key(seen, Qt.Key.Key_Return)

    shown = words(seen.page.drawer)
    assert f"{first} · Pengawasan" in shown
    assert "Per subkomponen" in shown
    assert cell(seen, first, 7) in shown
    key(seen, Qt.Key.Key_Escape)
    assert not seen.page.drawer.is_open()
    assert view.hasFocus()


def test_from_an_area_the_way_leads_to_all_areas(visit):
    seen = visit("full")
    seen.page.open_office(OWN, "7")

    key(seen, Qt.Key.Key_Space)  # the focus is on the way back
    seen.qtbot.waitUntil(lambda: "Per area" in words(seen.page.drawer))

    assert "110 dari 110 terjawab" in words(seen.page.drawer)
    assert "Nilai paling banyak hilang di" in words(seen.page.drawer)


def test_an_office_without_a_value_says_why(visit):
    seen = visit("full")

    seen.page.open_office(DIVERGED)

    assert f"Belum ada satu nilai: {MISSING['Kedung Waringin']}." in words(seen.page.drawer)


# --- the map ---


def test_the_map_shows_one_area_or_all(visit):
    seen = visit("full")
    seen.page.bar.view.choose("map")
    row = next(row for row in comparison(seen).rows if row.office.code == OWN)
    tile = seen.page.map.tiles.button(OWN)

    assert f"nilai {text.number(row.sheet.percent())}" in tile.accessibleName()
    choose(seen, seen.page.bar.area, "Pengawasan")

    group = comparison(seen).instrument.areas[6]
    assert f"nilai {text.number(row.sheet.area_percent(group.places))}" in tile.accessibleName()
    assert seen.page.map.mean.text() == f"Rata-rata 19 dari 23: {text.number(comparison(seen).average[6], 1)}"


def test_the_map_names_who_is_missing(visit):
    seen = visit("full")
    seen.page.bar.view.choose("map")

    lines = seen.page.map.table.lines()

    assert dict(line[1:] for line in lines[-4:]) == MISSING
    assert "56,50–59,02" in seen.page.map.tiles.button(DIVERGED).accessibleName()


def test_table_and_map_have_one_selection(visit):
    seen = visit("full")
    seen.page.bar.view.choose("map")

    seen.page.map.tiles.button(OWN).click()
    assert seen.page.heat.current_office() == OWN
    seen.page.bar.view.choose("table")
    seen.page.heat.view().setFocus()
    key(seen, Qt.Key.Key_Down)

    assert seen.page.map.tiles.selected() == seen.page.heat.current_office() != OWN


# --- copying and projecting ---


@pytest.mark.parametrize("by", ["button", "keys"])
def test_the_table_is_copied_as_it_is_sorted(visit, by):
    seen = visit("full")

    if by == "button":
        seen.page.copy.click()
    else:
        seen.page.heat.view().setFocus()
        seen.qtbot.keyClick(seen.page.heat.view(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][:4] == ["Kecamatan", "Manajemen Perubahan", "Deregulasi", "Organisasi"]
    assert "Akuntabilitas" in lines[0]
    assert len(lines) == 25
    assert [line[0] for line in lines[1:-1]] == names(seen)
    assert lines[-2][:2] == ["Kedung Waringin", MISSING["Kedung Waringin"]]


def test_the_map_is_copied_too(visit):
    seen = visit("full")
    seen.page.bar.view.choose("map")
    tile = seen.page.map.tiles.button(OWN)
    tile.setFocus()

    seen.qtbot.keyClick(tile, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().startswith("Kode\tKecamatan\tNilai akhir\tSetara\n")
    assert seen.told == ["Tabel disalin. Tempel di Excel."]


def test_masked_no_name_is_left_anywhere_and_no_place_tells_it(visit):
    seen = visit("full")
    real = [office.name for office in REGISTER.offices]

    seen.page.masking.click()
    seen.page.open_office(OWN)

    model = seen.page.heat.view().model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    told = [
        str(model.index(row, column).data(role) or "")
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in roles
    ]
    told += [words(seen.page), words(seen.page.drawer), text.table(seen.page.heat.lines())]
    assert not [name for name in real if any(name in one for one in told)]
    assert sum(name.startswith("Kecamatan ") for name in names(seen)) == 23
    assert not seen.page.bar.view.segments()[1].isEnabled()
    assert seen.page.bar.order.findText("Urut: wilayah, dari utara") == -1
    seen.page.masking.click()
    assert names(seen)[0] in real
    assert seen.page.bar.view.segments()[1].isEnabled()


def test_masking_leaves_the_map(visit):
    seen = visit("full")
    seen.page.bar.view.choose("map")

    seen.page.masking.click()

    assert seen.page.heat.isVisible()
    assert not seen.page.map.isVisible()


@pytest.mark.parametrize("is_masked", [True, False])
def test_the_menu_leads_to_the_office(visit, is_masked):
    seen = visit("full")
    if is_masked:
        seen.page.masking.click()

    seen.page.heat.menu_asked.emit(OWN, seen.page.mapToGlobal(seen.page.rect().center()))

    menu = seen.page.findChildren(QMenu)[-1]
    offered = [action.text() for action in menu.actions() if action.text()]
    menu.actions()[0].trigger()
    menu.close()
    ways = [] if is_masked else ["Mengapa nilai ini?", "Buka di Verifikasi", "Lihat di Kotak Masuk"]
    assert offered[: len(ways) + 2] == ["Lihat rincian nilai", *ways, "Salin gambar"]
    assert seen.page.drawer.is_open()


# --- what changes, what can be seen ---


def test_what_the_inbox_takes_in_appears(visit):
    seen = visit("one")
    items = secretariat.read_packages([bundle("32.16.01")], seen.stored(secretariat.load_trust), None)
    plan = seen.stored(secretariat.load_plan, items)

    with seen.qtbot.waitSignal(seen.desk.changed):
        seen.desk.do(secretariat.accept, plan)
    seen.settle()

    assert seen.page.heat.lines()[-1][0] == "Rata-rata 2 dari 23"


@pytest.mark.parametrize(
    ("state", "size", "percent"),
    [*[("full", size, percent) for size in SIZES for percent in (100, 130)], ("empty", SIZES[2], 130)],
)
@pytest.mark.parametrize("view", ["table", "map"])
def test_nothing_is_cut_at_any_size(visit, qtbot, qapp, view, state, size, percent):
    theme.apply(qapp, "light", percent)
    seen = visit(state, size=size)

    seen.page.bar.view.choose(view)
    qtbot.wait(60)

    assert offices.cut_words(seen.page) == []
    assert (seen.page.width(), seen.page.height()) == size


def test_tab_goes_from_the_controls_into_the_table(visit):
    seen = visit("full")
    page = seen.page
    page.bar.view.segments()[0].setFocus(Qt.FocusReason.TabFocusReason)
    met = [QApplication.focusWidget()]
    for _ in range(3):
        key(seen, Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())

    assert met[1:] == [page.bar.order, page.bar.filter, page.heat.view()]
