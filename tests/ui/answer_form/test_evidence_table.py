from datetime import date

from PySide6.QtCore import Qt

from rbdesk.ui.answer_form import evidence_table
from rbdesk.ui.models import evidence_list
from rbdesk.ui.models.rows import RowsModel, RowsProxy
from rbdesk.workflow.evidence import EvidenceFile
from tests.build import NOW, an_evidence
from tests.ui.answering import CODES, SHEET


def a_row(name="Rekap.pdf", uses=1, **but):
    file = EvidenceFile(
        name.ljust(64, "0")[:64],
        1_258_291,
        "application/pdf",
        name,
        NOW,
        "Siti",
        but.get("content_date"),
        tuple(an_evidence(code) for code in CODES[:uses]),
        but.get("lost", False),
    )
    return evidence_list.rows([file], SHEET, 2020)[0]


def a_table(qtbot, rows):
    model = RowsModel(evidence_table.columns(), rows, key=lambda row: row.key)
    proxy = RowsProxy(model)
    table = evidence_table.make_table(proxy)
    table.kept = (model, proxy)  # as the page keeps them
    qtbot.addWidget(table)
    table.resize(760, 300)
    with qtbot.waitExposed(table):
        table.show()
    return table


def test_the_second_line_tells_size_and_day():
    assert evidence_table.details(a_row()) == "1,2 MB · ditambah 27 Agu"
    assert evidence_table.details(a_row(lost=True)) == "berkas tidak ada di folder data"


def test_two_places_are_named_and_the_rest_counted():
    assert [chip.words for chip in evidence_table.place_chips(a_row(uses=5))] == ["P.1.i.a", "P.1.i.b", "+3"]
    assert [chip.words for chip in evidence_table.place_chips(a_row(uses=2))] == ["P.1.i.a", "P.1.i.b"]
    assert evidence_table.place_chips(a_row(uses=0)) == ()


def test_rows_are_sorted_by_the_date_itself(qtbot):
    rows = [
        a_row("b.pdf", content_date=date(2020, 12, 1)),
        a_row("a.pdf", content_date=date(2020, 2, 1)),
        a_row("c.pdf"),
    ]
    table = a_table(qtbot, rows)
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [table.model().index(at, 0).data() for at in range(3)] == ["a.pdf", "b.pdf", "c.pdf"]


def test_a_copy_has_words_for_every_column(qtbot):
    table = a_table(qtbot, [a_row(content_date=date(2019, 2, 14))])
    lines = table.text_of_rows().splitlines()
    assert lines[0].split("\t") == ["Berkas", "Dipakai di", "Tanggal isi", "Keadaan"]
    assert lines[1].split("\t") == ["Rekap.pdf", "P.1.i.a", "14 Feb 2019", "tahun 2019"]


def test_every_state_is_painted(qtbot):
    rows = [
        a_row("a.pdf"),
        a_row("b.pdf", lost=True),
        a_row("c.pdf", uses=0),
        a_row("d.pdf", content_date=date(2018, 1, 1)),
    ]
    table = a_table(qtbot, rows)
    picture = table.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(600, 740, 2) for y in range(40, 240, 2)}
    assert len(colours) > 10
