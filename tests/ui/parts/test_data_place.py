import os
from collections import namedtuple

from rbdesk.ui.parts import data_place
from rbdesk.workflow import places
from tests.desks import a_desk

Usage = namedtuple("Usage", "total used free")


def kinds(folder):
    return [risk.kind for risk in data_place.risks(folder)]


def test_a_usual_folder_has_nothing_against_it_even_before_it_exists(tmp_path):
    assert kinds(tmp_path / "belum" / "ada") == []


def test_a_folder_that_is_copied_to_the_internet_is_warned_of_but_allowed(tmp_path):
    (risk,) = data_place.risks(tmp_path / "OneDrive" / "RBDesk")
    assert risk.kind == places.CLOUD
    assert not risk.forbids
    assert "OneDrive" in risk.words


def test_what_the_store_refuses_cannot_be_chosen(tmp_path, monkeypatch):
    for kind in (places.NETWORK, places.TOO_LONG):
        monkeypatch.setattr(places, "folder_risk", lambda folder, kind=kind: kind)
        (risk,) = data_place.risks(tmp_path)
        assert risk.forbids


def test_a_folder_that_takes_no_file_cannot_be_chosen(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda place, mode: False)  # tests may run as root
    (risk,) = data_place.risks(tmp_path)
    assert risk.kind == data_place.READ_ONLY
    assert risk.forbids


def test_little_room_is_told_with_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(data_place.shutil, "disk_usage", lambda place: Usage(0, 0, 200 * 1024**2))
    (risk,) = data_place.risks(tmp_path)
    assert risk.words == "Ruang disk tinggal 200 MB."


def test_a_desk_is_known_by_its_database(tmp_path):
    assert not data_place.is_desk(tmp_path)
    a_desk(tmp_path / "desk").close()
    assert data_place.is_desk(tmp_path / "desk")
