"""Where a desk may lie."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from rbdesk.errors import NotAllowed
from rbdesk.workflow import places


@pytest.mark.parametrize(
    ("folder", "risk"),
    [
        (r"D:\Data\RBDesk", ""),
        (r"\\server\bagian\RBDesk", places.NETWORK),
        (r"//server/bagian/RBDesk", places.NETWORK),
        (r"D:\OneDrive - Pemkab\RBDesk", places.CLOUD),
        (r"G:\Drive Saya\RBDesk", places.CLOUD),
        (r"D:\Dropbox\RBDesk", places.CLOUD),
    ],
)
def test_a_windows_folder_tells_by_its_name(folder: str, risk: str) -> None:
    assert places.name_risk(PureWindowsPath(folder)) == risk


def test_a_folder_on_linux_is_told_apart_too(tmp_path: Path) -> None:
    assert places.name_risk(PurePosixPath("/data/Google Drive/rbdesk")) == places.CLOUD
    assert places.folder_risk(tmp_path / "desk") == ""


def test_a_share_is_refused_and_a_synchronised_folder_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.must_take_a_desk(tmp_path / "OneDrive" / "desk")
    for risk, what in ((places.NETWORK, "network"), (places.TOO_LONG, "too_long")):
        monkeypatch.setattr(places, "folder_risk", lambda _, risk=risk: risk)
        with pytest.raises(NotAllowed) as refused:
            places.must_take_a_desk(tmp_path)
        assert refused.value.what == what


def test_a_folder_is_on_the_disk_of_the_nearest_folder_that_is_there(tmp_path: Path) -> None:
    assert not places.is_another_disk(tmp_path / "belum" / "ada", tmp_path)
    assert not places.is_another_disk(tmp_path, tmp_path / "tidak-ada")
    if Path("/proc/self").exists():
        assert places.is_another_disk(Path("/proc/self/belum-ada"), tmp_path)
