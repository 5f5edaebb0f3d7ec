import pytest

from rbdesk.ui import theme
from rbdesk.ui.parts.avatar import Avatar, initials
from tests.ui.parts.screens import share_of, shown


@pytest.mark.parametrize(
    ("person", "letters"),
    [
        ("Siti Rahmawati", "SR"),
        ("Drs. H. Ahmad Budi Sobari, M.Si.", "AS"),
        ("Sukarno", "S"),
        ("", ""),
        ("Bu Ani", "A"),
        ("PC Bagian Organisasi (contoh)", "PO"),
    ],
)
def test_initials_leave_titles_and_degrees_out(person, letters):
    assert initials(person) == letters


def test_the_disc_is_painted_and_grows_with_the_text(qapp, qtbot):
    avatar = shown(qtbot, Avatar("Siti Rahmawati"))
    assert share_of(avatar, "rail_selected") > 0.3
    before = avatar.sizeHint().width()
    theme.apply(qapp, "light", 130)
    assert avatar.sizeHint().width() > before
