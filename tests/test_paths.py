"""Where things lie: resources in a checkout, a desk of the account, packages in a folder that people know."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rbdesk import paths
from rbdesk.paths import DeskFolder


def test_resources_of_a_checkout_lie_beside_the_package() -> None:
    assert paths.resource("instruments").is_dir()
    assert list(paths.resource("editions").glob("*.json"))


def test_a_place_named_by_the_environment_is_the_desk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RBDESK_DESK", str(tmp_path / "meja"))

    assert paths.default_desk() == tmp_path / "meja"


@pytest.mark.skipif(sys.platform == "win32", reason="the places of Linux")
def test_a_desk_lies_with_the_data_of_the_account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert paths.default_desk() == tmp_path / "rbdesk"


@pytest.mark.skipif(sys.platform != "win32", reason="the places of Windows")
def test_a_desk_on_windows_lies_in_the_local_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))

    assert paths.default_desk() == tmp_path / "RBDesk"


def test_the_practice_desk_lies_beside_the_real_one_and_apart_from_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RBDESK_DESK", str(tmp_path / "meja"))

    assert paths.practice_desk() == tmp_path / "meja-latihan"


@pytest.mark.parametrize("documents", ["Documents", "Dokumen"])
def test_packages_go_where_people_keep_documents(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, documents: str
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / documents).mkdir()

    assert paths.outgoing() == tmp_path / documents / "RBDesk"


def test_without_such_a_folder_packages_go_to_the_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    assert paths.outgoing() == tmp_path / "RBDesk"


def test_all_parts_of_a_desk_lie_inside_its_folder(tmp_path: Path) -> None:
    folder = DeskFolder(tmp_path / "meja")

    folder.make()
    folder.make()  # a second time does no harm

    parts = (folder.evidence, folder.journal, folder.archive, folder.quarantine, folder.backup, folder.log)
    assert all(part.is_dir() and part.parent == folder.root for part in parts)
    assert {folder.database.parent, folder.device_key.parent, folder.holder.parent} == {folder.root}


def test_evidence_is_filed_under_the_first_two_letters_of_its_hash(tmp_path: Path) -> None:
    sha256 = "ab" + "0" * 62

    assert DeskFolder(tmp_path).evidence_file(sha256) == tmp_path / "evidence" / "ab" / sha256


def test_an_accepted_bundle_keeps_an_extension_that_mail_knows(tmp_path: Path) -> None:
    assert DeskFolder(tmp_path).archived("b1").name == "b1.rbd.zip"
