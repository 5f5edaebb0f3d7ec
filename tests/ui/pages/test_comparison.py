import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.charts.heat_model import RowRole
from rbdesk.ui.models.compared_figures import average, counted
from rbdesk.ui.pages.comparison import ComparisonPage
from rbdesk.ui.parts.page import Link, TraceWanted
from rbdesk.workflow import catalog, secretariat, tracing
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import SIZES, Visit, Visiting, bundle, key, words
from tests.verified import BEGUN, WHOLE

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
    qtbot.wait(30)

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


# --- both sides ---


def shown_codes(seen: Visit) -> list[str]:
    return seen.page.heat.codes()


def found(seen: Visit, side: str = "self") -> None:
    """Wait until what stands out was looked for."""
    seen.qtbot.waitUntil(lambda: side in seen.page._found, timeout=20_000)


def test_the_sides_can_be_chosen_and_say_what_they_are(visit):
    seen = visit("verified")
    one = seen.page.shown.sides.of(WHOLE[0])

    seen.page.bar.side.choose("verified")
    assert cell(seen, one.office.name, 9) == text.number(one.verified.percent())
    assert cell(seen, one.office.name, 10) == text.number(one.own.percent())
    assert seen.page.heat.lines()[-1][0] == "Rata-rata 6 dari 23"
    assert "arsir: belum diverifikasi" in seen.contexts[-1]

    seen.page.bar.side.choose("difference")
    assert "arsir: sebagian" in seen.contexts[-1]
    assert cell(seen, one.office.name, 9) == text.signed(one.verified.percent() - one.own.percent())
    assert set(shown_codes(seen)[:7]) == {*WHOLE, BEGUN}
    lines = {line[0]: line[1] for line in seen.page.heat.lines()}
    assert lines["Cikarang Selatan"] == "belum diverifikasi"
    assert lines["Muaragembong"] == "belum mengirim"
    assert seen.page.bar.differences.isVisible()
    assert not seen.page.bar.legend.isVisible()


def test_a_click_on_a_number_asks_why_on_its_side(visit):
    seen = visit("verified")
    traced: list[TraceWanted] = []
    seen.page.traced.connect(traced.append)

    seen.page.heat.number_clicked.emit(OWN, "7", -1)
    seen.page.heat.number_clicked.emit(OWN, "", 0)
    seen.page.heat.number_clicked.emit("32.16.19", "", -1)
    seen.page.bar.side.choose("verified")
    seen.page.heat.number_clicked.emit(OWN, "7", -1)
    seen.page.heat.number_clicked.emit("32.16.19", "7", -1)
    seen.page.heat.number_clicked.emit("", "7", -1)
    shown = seen.page.compared()
    mean = seen.stored(tracing.load_mean, year.YEAR, catalog.UNIT_SHEET, "7", "verified")
    assert (mean.percent, len(mean.offices)) == (average(shown).cells[6].value, counted(shown))
    seen.page.bar.side.choose("self")
    seen.page.heat.number_clicked.emit("", "7", -1)

    assert [(one.office, one.code, one.side) for one in traced] == [
        (OWN, "7", "self"),
        (OWN, "", "verified"),
        ("32.16.19", "", "self"),
        (OWN, "7", "verified"),
        ("32.16.19", "7", "self"),
        ("", "7", "verified"),
        ("", "7", "self"),
    ]
    assert {(one.year, one.instrument) for one in traced} == {(year.YEAR, catalog.UNIT_SHEET)}
    seen.page.show_link(Link("comparison", OWN))
    seen.page.heat.set_current(OWN, 7)
    assert seen.page.number_in_focus() == traced[0]
    seen.page.masking.click()
    assert seen.page.number_in_focus() is None
    seen.page.heat.number_clicked.emit(OWN, "7", -1)
    assert len(traced) == 7
    assert seen.page.drawer.is_open()


def test_the_table_can_be_reduced_to_some_offices(visit):
    seen = visit("verified")
    acts = {action.data(): action for action in seen.page.bar.menu.actions()}
    found_ = {}
    for key_, action in acts.items():
        action.trigger()
        found_[key_] = shown_codes(seen)
        assert seen.page.bar.filter.isChecked() == (key_ != "all")
        assert seen.page.heat.lines()[-1][0] == "Rata-rata 19 dari 23"

    assert set(found_["verified"]) == set(WHOLE)
    counts = {key_: len(codes) for key_, codes in found_.items()}
    below = counts.pop("below")
    assert counts == {"all": 23, "verified": 6, "not_verified": 13, "provisional": 2, "fallen": 2}
    assert below == len(found_["below"]) > 0
    for code in found_["below"]:
        one = seen.page.shown.sides.of(code)
        sheet = one.verified if one.is_whole else one.own
        assert sheet.percent() <= seen.desk.identity.target


def test_the_drawer_has_both_scores_and_the_answers_behind_them(visit):
    seen = visit("verified")
    traced: list[TraceWanted] = []
    seen.page.traced.connect(traced.append)
    one = seen.page.shown.sides.of(OWN)
    group = seen.page.shown.sides.instrument.areas[6]

    seen.page.open_office(OWN, "7")
    seen.qtbot.waitUntil(lambda: "Jawaban di area ini" in words(seen.page.drawer))

    said = words(seen.page.drawer)
    for sheet in (one.own, one.verified):
        assert text.number(sheet.area_percent(group.places)) in said
    opening = [
        button
        for button in seen.page.drawer.findChildren(QAbstractButton)
        if button.accessibleName().startswith("Buka ") and button.text() == "Buka"
    ]
    assert len(opening) == 24
    opening[0].click()
    assert seen.wanted[-1] == Link("verification", OWN, "U.P.7.i.a")
    why = next(
        button
        for button in seen.page.drawer.findChildren(QAbstractButton)
        if button.accessibleName().startswith("Terverifikasi ")
    )
    why.click()
    assert (traced[0].office, traced[0].code, traced[0].side) == (OWN, "7", "verified")
    assert not seen.page.drawer.is_open()


# --- map, chart, calibration ---


def test_map_and_table_have_one_order_one_selection_and_mark_each_other(visit):
    seen = visit("verified")
    seen.page.bar.view.choose("map")
    seen.page.map.kind.choose("outlines")
    seen.page.bar.set_area("7")
    seen.page.bar.area_chosen.emit("7")
    chart, table = seen.page.map.outlines, seen.page.map.table

    spot = chart.spot_of(OWN).toPoint()
    seen.qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
    assert table.selected() == OWN == seen.page.heat.current_office()
    seen.qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert table.selected() == chart.selected() != OWN
    table.table.setFocus()
    key(seen, Qt.Key.Key_Home)
    assert chart.selected() == table.selected()
    percents = [row.cell.value for row in table.model.rows() if row.cell is not None]
    first = next(row for row in table.model.rows() if row.code == table.selected())
    assert first.cell.value == max(percents)
    shown = {shape.code: (shape.value, shape.band) for shape in chart.figure().shapes}
    assert {row.code: (row.cell.value, row.cell.band) for row in table.model.rows() if row.cell} == {
        code: pair for code, pair in shown.items() if pair[0] is not None
    }
    table.hovered.emit("32.16.22")
    assert chart._marked == "32.16.22"
    chart.opened.emit(OWN)
    assert seen.page._opened == (OWN, "7")


@pytest.mark.parametrize("kind", ["tiles", "outlines"])
def test_a_copied_map_has_title_legend_and_what_the_lines_are(visit, kind):
    seen = visit("verified")
    seen.page.bar.view.choose("map")
    seen.page.map.kind.choose(kind)

    seen.page.copy.click()

    drawing = bytes(QGuiApplication.clipboard().mimeData().data("image/svg+xml")).decode()
    for said in ("Perbandingan kecamatan 2020 · Mandiri · Nilai akhir", "60–70", "AA"):
        assert said in drawing
    if kind == "outlines":
        assert "bukan batas hukum" in drawing
        assert "cahyadsn/wilayah_boundaries (MIT)" in drawing
    assert QGuiApplication.clipboard().image().width() > 800
    assert seen.told[-1].startswith("Gambar disalin")


def test_what_stands_out_is_told_beside_the_strips_and_leads_on(visit):
    seen = visit("verified")
    seen.page.bar.view.choose("chart")
    found(seen)

    said = words(seen.page.chart)
    findings = seen.page._found["self"]
    assert findings.strongest[0].name not in ("", findings.weakest[0].name)
    assert f"{findings.missed[0].missing} dari 19 kecamatan" in said
    assert findings.outliers
    outlier = findings.outliers[0]
    assert REGISTER.name_of(outlier.office) in said
    assert f"{outlier.peers} kecamatan" in said
    key_t = (Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    seen.page.chart.strips.setFocus()
    seen.qtbot.keyClick(QApplication.focusWidget(), *key_t)
    assert seen.page.chart.card.shows_table()
    table = seen.page.chart.card.table.model()
    assert table.rowCount() == len(seen.page.chart.strips.lines()) - 1
    seen.page.bar.side.choose("verified")
    assert [str(table.index(table.rowCount() - 1, 1).data())] == seen.page.chart.strips.lines()[-1][1:2]
    seen.page.bar.side.choose("self")
    seen.qtbot.keyClick(QApplication.focusWidget(), *key_t)
    assert seen.page.chart.strips.isVisible()
    panel = seen.page.chart.findings.widget()
    panel.office_wanted.emit(outlier.office, outlier.area)
    assert seen.page._opened == (outlier.office, outlier.area)
    panel.area_wanted.emit(findings.weakest[0].code)
    assert seen.page.heat.isVisible()
    assert seen.page.heat.sorted_by_now() == (findings.weakest[0].code, True)


def test_calibration_tells_what_moved_and_who_moved_it_and_hides_names(visit):
    seen = visit("verified")
    seen.page.bar.view.choose("calibration")
    found(seen)

    said = words(seen.page.calibration)
    assert "Verifikator Satu" in said
    assert "lebih ketat" in said
    assert not seen.page.bar.side.isVisible()
    lines = seen.page.calibration.lines()
    assert lines[0][:2] == ["Kecamatan", "Nilai akhir"]
    assert len(lines) == 9
    assert offices.cut_words(seen.page) == []
    seen.page.masking.click()
    said = words(seen.page.calibration)
    assert "Verifikator A" in said
    assert "Satu" not in said
    assert not [name for name in (o.name for o in REGISTER.offices) if name in text.table(seen.page._lines())]


def test_before_any_verification_calibration_says_so(visit):
    seen = visit("one")
    seen.page.bar.view.choose("calibration")
    found(seen)

    assert "Belum ada hasil verifikasi." in words(seen.page.calibration)
    seen.page.bar.view.choose("chart")
    assert "Perlu paling sedikit 7 kecamatan" in words(seen.page.chart)


def test_the_chart_can_be_read_at_the_smallest_size(visit, qapp):
    theme.apply(qapp, "light", 130)
    seen = visit("verified", size=SIZES[2])
    seen.page.bar.view.choose("chart")
    found(seen)
    seen.settle()

    assert offices.cut_words(seen.page) == []
    assert seen.page.width() == SIZES[2][0]


def test_the_page_comes_back_as_it_was_left(visit):
    seen = visit("verified")
    seen.page.bar.side.choose("verified")
    seen.page.bar.view.choose("map")
    seen.page.map.kind.choose("outlines")
    seen.page.bar.set_area("8")
    state = seen.page.state()
    seen.page.bar.side.choose("self")
    seen.page.bar.view.choose("table")
    seen.page.map.kind.choose("tiles")
    seen.page.bar.set_area("")

    seen.page.restore(state)

    assert seen.page.state() == state
    assert seen.page.map.outlines.isVisible()
    assert seen.page.compared().side == "verified"
    seen.page.restore({"side": "gone", "view": "gone", "map": 3})
    assert seen.page.state() == {**state, "area": ""}


def test_frames_wait_until_they_are_asked_for():
    """Importing pandas stops a window for a third of a second."""
    code = "import sys, rbdesk.ui.pages.comparison; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
