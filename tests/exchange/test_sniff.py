from __future__ import annotations

import base64
import gzip
import io
import os
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest

from rbdesk.errors import BundleRefused
from rbdesk.exchange import sniff
from tests.exchange.forge import Forged, forge

BUNDLE = forge([Forged("base/a.json", b"[]" * 20)])


def code_of(path: Path) -> str:
    with pytest.raises(BundleRefused) as refused:
        sniff.open_whole(path).close()
    return refused.value.code


def written(folder: Path, content: bytes) -> Path:
    path = folder / "paket.bin"
    path.write_bytes(content)
    return path


def test_a_zip_passes_whatever_its_name(tmp_path: Path) -> None:
    with sniff.open_whole(written(tmp_path, BUNDLE)) as file:
        file.seek(0)
        assert file.read() == BUNDLE


def test_a_missing_file_and_an_impossible_name_are_told(tmp_path: Path) -> None:
    assert code_of(tmp_path / "tidak-ada.rbd.zip") == "RB-F01"
    assert code_of(tmp_path / "nul\0") == "RB-F01"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="the superuser reads everything")
def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, BUNDLE)
    path.chmod(0)
    assert code_of(path) == "RB-F01"


def test_a_folder_and_a_link_are_no_bundle(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "RB-F02"
    link = tmp_path / "link.rbd.zip"
    try:
        link.symlink_to(written(tmp_path, BUNDLE))
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert code_of(link) == "RB-F02"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert code_of(tmp_path / "pipe") == "RB-F02"


@pytest.mark.parametrize(
    "content", [b"", b"\0", b"\0" * 5000, BUNDLE[:60] + b"\0" * 22, BUNDLE + b"\0" * 512]
)
def test_an_empty_file_or_one_that_ends_in_a_hole_was_not_copied_whole(
    tmp_path: Path, content: bytes
) -> None:
    assert code_of(written(tmp_path, content)) == "RB-F03"


def test_a_file_of_two_gigabytes_is_too_large(tmp_path: Path) -> None:
    path = written(tmp_path, BUNDLE)
    with path.open("r+b") as file:  # sparse: takes no room
        file.seek(sniff.FILE_LIMIT_BYTES)
        file.write(BUNDLE)
    assert code_of(path) == "RB-F04"


STRANGE_FILES: list[tuple[bytes, str]] = [
    (b"\n <!DOCTYPE html><title>Masuk</title>", "html"),
    (b"\xef\xbb\xbf<html>", "html"),
    (gzip.compress(BUNDLE), "gzip"),
    (base64.b64encode(BUNDLE), "base64"),
    (b"data:application/zip;base64,UEsDBBQ=", "base64"),
    (b"Content-Type: application/zip\r\n\r\nUEsDB", "email"),
    (b"%PDF-1.7\n", "pdf"),
    (b"\x89PNG\r\n\x1a\n" + bytes(40), "png"),
    (b"\xff\xd8\xff\xe0" + bytes(40), "jpeg"),
    (b"Rar!\x1a\x07\x01\x00", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"a" * 257 + b"ustar" + b"x" * 300, "tar"),
    (b'{"kind":"isian"}', "json"),
    ("Selamat pagi, berikut isian kami".encode("utf-16"), "text"),
    (b"SQLite format 3\0" + bytes(84), "sqlite"),
    (bytes(range(128, 256)), "unknown"),
]


@pytest.mark.parametrize(
    ("content", "looks"),
    STRANGE_FILES,
    ids=[f"{place}-{looks}" for place, (_, looks) in enumerate(STRANGE_FILES)],
)
def test_a_file_that_is_no_zip_is_told_by_its_looks(tmp_path: Path, content: bytes, looks: str) -> None:
    with pytest.raises(BundleRefused) as refused:
        sniff.open_whole(written(tmp_path, content))
    assert (refused.value.code, refused.value.facts) == ("RB-F05", {"looks": looks})


def test_an_office_document_is_no_bundle_though_it_is_a_zip(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert code_of(written(tmp_path, content.getvalue())) == "RB-F05"


@pytest.mark.parametrize("inner", ["RBD_x.rbd.zip", "kiriman/RBD_x(1).ZIP", "RBD_x.rbd.zip.age"])
def test_a_bundle_that_was_zipped_again_is_told(tmp_path: Path, inner: str) -> None:
    assert code_of(written(tmp_path, zipped_again(inner, BUNDLE))) == "RB-F06"


def zipped_again(inner: str, content: bytes) -> bytes:
    """A zip of another program that holds a bundle."""
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"dikemas dengan program lain"
        archive.writestr("__MACOSX/._x", b"")
        archive.writestr(inner, content)
    return outer.getvalue()


@pytest.mark.parametrize(
    "head", [b"age-encryption.org/v1\n-> X25519 ", b"-----BEGIN AGE ENCRYPTED FILE-----\n"]
)
def test_an_encrypted_bundle_needs_a_key_that_is_not_here(tmp_path: Path, head: bytes) -> None:
    assert code_of(written(tmp_path, head + bytes(range(256)))) == "RB-F07"


def test_room_is_asked_for_before_work_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(sniff.shutil, "disk_usage", lambda _: usage(0, 0, 200 * 2**20 + 2000))
    sniff.check_space(1000, tmp_path)
    with pytest.raises(BundleRefused) as refused:
        sniff.check_space(1001, tmp_path)
    assert (refused.value.code, refused.value.facts) == ("RB-F08", {"needed": 200 * 2**20 + 2002})
