from rbdesk.ui.parts.field import Field
from tests.ui.pages.offices import cut_words
from tests.ui.parts.screens import shown


def test_the_name_is_told_and_the_length_kept(qtbot):
    field = Field("Nama Camat", "Ikut dalam paket.", 10)
    shown(qtbot, field, 300)
    assert field.edit.accessibleName() == "Nama Camat"
    qtbot.keyClicks(field.edit, "Drs. H. Contoh Panjang")
    assert field.edit.text() == "Drs. H. Co"
    assert cut_words(field) == []
