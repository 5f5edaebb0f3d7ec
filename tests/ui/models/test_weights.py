from fractions import Fraction

from PySide6.QtCore import Qt

from rbdesk import text
from rbdesk.ui.models import weights
from rbdesk.ui.models.weights import WeightTree
from rbdesk.workflow import catalog

SHEET = catalog.instrument(catalog.UNIT_SHEET)


def words(model, code, column):
    index = model.index_of(SHEET.place_of[code])
    return index.siblingAtColumn(column).data()


def test_qt_finds_the_tree_sound(qtmodeltester):
    qtmodeltester.check(WeightTree(SHEET))


def test_the_parts_stand_at_the_top_with_their_weights():
    model = WeightTree(SHEET)
    tops = [model.index(row, weights.WEIGHT).data() for row in range(model.rowCount())]
    assert tops == ["14,60", "21,70"]


def test_a_question_shows_its_code_its_share_and_its_own_sources():
    model = WeightTree(SHEET)
    code = "U.P.1.i.a"
    share = SHEET.question_share_weight(SHEET.place_of[code])
    assert words(model, code, weights.NAME).startswith("P.1.i.a  Apakah unit kerja")
    assert words(model, code, weights.WEIGHT) == text.number(share)
    assert share == Fraction(4, 30)
    assert words(model, code, weights.SURENESS) == "tinggi"
    assert words(model, code, weights.SOURCES) == "S1, S2, S3, S8"


def test_every_node_says_how_sure_it_is():
    for place, node in enumerate(SHEET.nodes):
        if place:
            assert weights.sure_words(node) in ("tinggi", "sedang", "rendah")


def test_a_weight_names_the_sources_of_the_files_notes():
    subcomponent = SHEET.node("U.P.1.i")
    assert [source.id for source in weights.sources_of(SHEET, subcomponent)] == ["S6", "S8"]
    assert any("0,40" in note for note in weights.notes_of(SHEET, subcomponent))


def test_a_screen_reader_hears_what_the_column_means():
    model = WeightTree(SHEET)
    index = model.index_of(SHEET.place_of["U.P.1"])
    spoken = [
        index.siblingAtColumn(column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in (weights.WEIGHT, weights.SURENESS)
    ]
    assert spoken == ["bobot 2,00", "keyakinan sedang"]


def test_the_heads_are_named():
    model = WeightTree(SHEET)
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)] == list(weights.HEADS)
