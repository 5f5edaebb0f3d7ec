from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import Label
from tests.ui.parts.screens import shown


def words(facts):
    return [label.text() for label in facts.findChildren(Label) if label.isVisible()]


def test_facts_stand_in_pairs_and_what_is_empty_is_left_out(qtbot):
    facts = shown(qtbot, FactList([("Jawaban", "94 / 110"), ("Disahkan", ""), ("Revisi", "1")]), 300)

    assert words(facts) == ["Jawaban", "94 / 110", "Revisi", "1"]


def test_a_fact_may_be_a_chip(qtbot):
    chip = BandChip("B", "B · Baik")
    facts = shown(qtbot, FactList([("Setara kategori", chip)]), 300)

    assert chip.isVisible()
    assert chip.parentWidget() is facts


def test_other_facts_leave_nothing_of_the_former(qtbot):
    facts = shown(qtbot, FactList([("Jawaban", "94 / 110")]), 300)

    facts.set_facts([("Bukti", "1 berkas")])
    qtbot.wait(1)

    assert words(facts) == ["Bukti", "1 berkas"]


def test_a_long_value_wraps(qtbot):
    facts = shown(
        qtbot, FactList([("Disahkan", "Drs. H. Nama Yang Panjang Sekali, S.Sos., M.Si., Ph.D.")]), 240
    )
    qtbot.wait(5)
    value = facts.findChildren(Label)[1]

    assert value.heightForWidth(value.width()) <= value.height()
    assert value.height() > value.fontMetrics().lineSpacing() * 1.5
