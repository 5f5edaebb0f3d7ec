from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from rbdesk.ui.parts.last_place import LastPlace
from rbdesk.ui.parts.page import Link

DESK, OTHER = Path("meja"), Path("meja-lain")


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def test_a_place_comes_back_from_the_file(settings, tmp_path):
    LastPlace(settings, DESK).keep(Link("assessment", "U.P.8.iii.c", "unanswered"), {"scroll": 120})
    settings.sync()
    again = LastPlace(QSettings(settings.fileName(), QSettings.Format.IniFormat), DESK)
    assert again.link() == Link("assessment", "U.P.8.iii.c", "unanswered")
    assert again.state() == {"scroll": 120}


def test_another_desk_has_no_place_yet(settings):
    LastPlace(settings, DESK).keep(Link("send"), {})
    assert LastPlace(settings, OTHER).link() == Link("")
    assert LastPlace(settings, OTHER).state() == {}


@pytest.mark.parametrize("kept", ["{", "[1]", "nol"])
def test_what_cannot_be_read_is_nothing(settings, kept):
    place = LastPlace(settings, DESK)
    place.keep(Link("send"), {"a": 1})
    for name in settings.allKeys():
        if name.endswith("/state"):
            settings.setValue(name, kept)
    assert place.state() == {}
