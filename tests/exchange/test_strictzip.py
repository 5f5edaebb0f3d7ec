from __future__ import annotations

import hashlib
import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rbdesk.errors import BundleRefused
from rbdesk.exchange.strictzip import JSON_LIMIT_BYTES, MAX_ENTRIES, open_strict
from tests.exchange.forge import Forged, deflate, forge

EVIDENCE = "base/data/evidence/" + 64 * "a"


def some() -> list[Forged]:
    return [
        Forged("base/bagit.txt", b"BagIt-Version: 1.0\n"),
        Forged("base/data/answers.json", b'[{"i":"x"}]' * 40),
        Forged(EVIDENCE, bytes(range(256)) * 20),
    ]


def refusal(folder: Path, content: bytes) -> str:
    """The code of opening the container and reading all of it, which must be the same twice; "" for none."""
    path = folder / "paket.rbd.zip"
    path.write_bytes(content)
    codes = []
    for _ in range(2):
        try:
            with open_strict(path) as archive:
                for entry in archive.entries:
                    archive.copy_to(entry.name, None)
            codes.append("")
        except BundleRefused as refused:
            codes.append(refused.code)
    assert codes[0] == codes[1]
    return codes[0]


def with_one(**but: object) -> bytes:
    """A container whose second entry is made otherwise."""
    return forge([some()[0], Forged("base/data/answers.json", b"[]" * 40, **but), some()[2]])  # type: ignore[arg-type]


def named(name: str | bytes) -> bytes:
    return forge([*some(), Forged(name, b"x")])


def test_a_container_of_the_profile_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(forge(some()))
    with open_strict(path) as archive:
        assert [(entry.name, archive.read(entry.name, 10_000)) for entry in archive.entries] == [
            (entry.name, entry.data) for entry in some()
        ]
        copy, hasher = io.BytesIO(), hashlib.sha256()
        assert archive.copy_to(EVIDENCE, copy, hasher) == 5120
        assert hasher.digest() == hashlib.sha256(copy.getvalue()).digest()
        assert archive.find("base/data/skm.json") is None


def test_zipfile_with_fixed_fields_writes_the_profile(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with zipfile.ZipFile(path, "w") as archive:
        for entry in some():
            info = zipfile.ZipInfo(str(entry.name), (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            kind = zipfile.ZIP_STORED if entry.name == EVIDENCE else zipfile.ZIP_DEFLATED
            archive.writestr(info, entry.data, kind)
            info.external_attr = 0  # zipfile puts permissions where it finds none
    assert refusal(tmp_path, path.read_bytes()) == ""


def test_reading_more_than_the_caller_allows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(forge(some()))
    with open_strict(path) as archive, pytest.raises(BundleRefused) as refused:
        archive.read(EVIDENCE, 5119)
    assert refused.value.code == "RB-Z12"


GOOD = forge(some())
ZIP64_LOCATOR = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)


@pytest.mark.parametrize("cut", [1, 10, 21, 22, 23, len(GOOD) // 2, len(GOOD) - 5])
def test_a_truncated_file_has_no_end(tmp_path: Path, cut: int) -> None:
    assert refusal(tmp_path, GOOD[:-cut]) == "RB-Z01"


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text at the end": ("RB-Z01", lambda: GOOD + b"<!-- viewed -->"),
    "one byte at the end": ("RB-Z01", lambda: GOOD + b"\0"),
    "a comment's length without a comment": ("RB-Z01", lambda: forge(some(), comment=7)),
    "bytes before": ("RB-Z02", lambda: b"MZ stub" + GOOD),
    "bytes before, offsets mended": ("RB-Z02", lambda: forge(some(), prefix=b"PK\3\4 stub")),
    "an entry hidden between": (
        "RB-Z02",
        lambda: forge([some()[0], Forged("base/data/answers.json", b"[]", gap=GOOD[:100]), some()[2]]),
    ),
    "bytes before the directory": ("RB-Z02", lambda: forge(some(), before_directory=b"hidden")),
    "bytes after the directory": ("RB-Z02", lambda: forge(some(), after_directory=b"hidden")),
    "a second whole zip in front": ("RB-Z02", lambda: GOOD + GOOD),
    "no entries": ("RB-Z03", lambda: forge([])),
    "fewer entries counted": ("RB-Z03", lambda: forge(some(), count=2, here=2)),
    "more entries counted": ("RB-Z03", lambda: forge(some(), count=4, here=4)),
    "counts that differ": ("RB-Z03", lambda: forge(some(), here=2)),
    "several disks": ("RB-Z03", lambda: forge(some(), disk=1)),
    "directory on another disk": ("RB-Z03", lambda: forge(some(), directory_disk=1)),
    "an entry on another disk": ("RB-Z03", lambda: with_one(central={"disk": 1})),
    "directory beyond the end": ("RB-Z03", lambda: forge(some(), offset=2**31)),
    "directory too long": ("RB-Z03", lambda: forge(some(), size=10_000)),
    "offset into nowhere": ("RB-Z03", lambda: with_one(central={"offset": 2**30})),
    "offset into data": ("RB-Z03", lambda: with_one(central={"offset": 3})),
    "central order not the physical": ("RB-Z03", lambda: forge(some(), central_order=[1, 0, 2])),
    "zip64 locator": ("RB-Z04", lambda: forge(some(), after_directory=ZIP64_LOCATOR)),
    "zip64 count": ("RB-Z04", lambda: forge(some(), count=0xFFFF, here=0xFFFF)),
    "zip64 size": ("RB-Z04", lambda: with_one(central={"size": 0xFFFFFFFF})),
    "local extra": ("RB-Z04", lambda: with_one(local_extra=b"UT\5\0\3abcd")),
    "central extra": ("RB-Z04", lambda: with_one(central_extra=b"UT\5\0\3abcd")),
    "entry comment": ("RB-Z04", lambda: with_one(comment=b"hello")),
    "zip comment": ("RB-Z04", lambda: forge(some(), comment=5, suffix=b"hello")),
    "descriptor": (
        "RB-Z04",
        lambda: forge([Forged("base/a.json", b"[]", after=b"PK\7\x08" + bytes(12)).both(flags=8)]),
    ),
    "descriptor said only locally": ("RB-Z04", lambda: with_one(local={"flags": 8})),
    "encrypted": ("RB-Z05", lambda: with_one(local={"flags": 1}, central={"flags": 1})),
    "encrypted said only locally": ("RB-Z05", lambda: with_one(local={"flags": 1})),
    "strong encryption": ("RB-Z05", lambda: with_one(central={"flags": 0x41})),
    "utf-8 flag": ("RB-Z05", lambda: with_one(local={"flags": 0x800}, central={"flags": 0x800})),
    "json stored": ("RB-Z06", lambda: with_one(method=0)),
    "evidence deflated": ("RB-Z06", lambda: forge([Forged(EVIDENCE, b"%PDF", method=8)])),
    "bzip2": ("RB-Z06", lambda: with_one(method=12, packed=b"BZh")),
    "lzma": ("RB-Z06", lambda: with_one(method=14, packed=b"")),
    "method said otherwise locally": ("RB-Z07", lambda: with_one(local={"method": 0})),
    "crc said otherwise locally": ("RB-Z07", lambda: with_one(local={"crc": 1})),
    "size said otherwise locally": ("RB-Z07", lambda: with_one(local={"size": 1})),
    "packed size said otherwise locally": ("RB-Z07", lambda: with_one(local={"packed": 1})),
    "name said otherwise locally": ("RB-Z07", lambda: with_one(local={"name": b"base/data/answers.jsoN"})),
    "shorter name locally": ("RB-Z07", lambda: with_one(local={"name": b"base/data/answers.jso"})),
    "made by unix": ("RB-Z07", lambda: with_one(central={"made_by": 0x0314})),
    "needs 4.5": ("RB-Z07", lambda: with_one(central={"needed": 45})),
    "a time": ("RB-Z07", lambda: with_one(local={"time": 1}, central={"time": 1})),
    "a date": ("RB-Z07", lambda: with_one(local={"date": 0x5000}, central={"date": 0x5000})),
    "internal attributes": ("RB-Z07", lambda: with_one(central={"internal": 1})),
    "unix permissions": ("RB-Z07", lambda: with_one(central={"external": 0o100644 << 16})),
    "stored with two sizes": (
        "RB-Z07",
        lambda: forge([Forged(EVIDENCE, b"%PDF").both(size=5)]),
    ),
    "doubled name": ("RB-Z09", lambda: forge([*some(), Forged("base/bagit.txt", b"x")])),
    "doubled but for case": ("RB-Z09", lambda: forge([*some(), Forged("base/BagIt.txt", b"x")])),
    "a file that is a folder too": ("RB-Z09", lambda: forge([*some(), Forged("base/Data", b"x")])),
    "a folder entry": ("RB-Z10", lambda: named("base/data/x/")),
    "a link": ("RB-Z10", lambda: with_one(central={"external": 0o120777 << 16, "made_by": 0x0314})),
    "a device": ("RB-Z10", lambda: with_one(central={"external": 0o060600 << 16})),
    "a folder by attribute": ("RB-Z10", lambda: with_one(central={"external": 0x10})),
    "too many entries": (
        "RB-Z11",
        lambda: forge([Forged(f"base/f{i}.json", b"[]") for i in range(MAX_ENTRIES + 1)]),
    ),
    "evidence too large": (
        "RB-Z12",
        lambda: forge([Forged(EVIDENCE).both(size=2**26 + 1, packed=2**26 + 1)]),
    ),
    "manifest too large": ("RB-Z12", lambda: forge([Forged("base/manifest-sha256.txt", b" " * (2**20 + 1))])),
    "signature too large": (
        "RB-Z12",
        lambda: forge([Forged("base/tagmanifest-sha256.txt.minisig", b"x" * 1025)]),
    ),
    "json too large": (
        "RB-Z12",
        lambda: forge([Forged("base/a.json").both(size=JSON_LIMIT_BYTES + 1)]),
    ),
    "a bomb by its own word": ("RB-Z12", lambda: forge([Forged("base/a.json", b" " * 7_000_000)])),
    "a bomb that lies": ("RB-Z12", lambda: forge([Forged("base/a.json", b" " * 50_000_000).both(size=100)])),
    "all json too large": (
        "RB-Z12",
        lambda: forge([Forged(f"base/{i}.json", packed=bytes(50_000)).both(size=2**23) for i in range(5)]),
    ),
    "a directory too large": (
        "RB-Z12",
        lambda: forge([Forged(f"base/{i}.json", b"", comment=bytes(60_000)) for i in range(15)]),
    ),
    "wrong crc": ("RB-Z13", lambda: with_one(local={"crc": 1}, central={"crc": 1})),
    "size too large": ("RB-Z13", lambda: with_one(local={"size": 90}, central={"size": 90})),
    "size too small": ("RB-Z12", lambda: with_one(local={"size": 70}, central={"size": 70})),
    "no deflate stream": ("RB-Z13", lambda: with_one(packed=b"\xff" * 20)),
    "empty deflate stream": ("RB-Z13", lambda: with_one(packed=b"")),
    "deflate stream without its end": ("RB-Z13", lambda: with_one(packed=deflate(b"[]" * 40)[:-1])),
    "bytes after the deflate stream": ("RB-Z13", lambda: with_one(packed=deflate(b"[]" * 40) + b"x")),
    "a second deflate stream": ("RB-Z13", lambda: with_one(packed=deflate(b"[]" * 40) * 2)),
    "evidence altered": ("RB-Z13", lambda: GOOD.replace(bytes(range(256)), bytes(255) + b"x", 1)),
    "two names for one place": ("RB-Z14", lambda: overlapping()),
}


def overlapping() -> bytes:
    """Two entries over the same bytes: the second's local header lies in the first one's stored data."""
    inner = forge([Forged(EVIDENCE[:-1] + "b", b"kernel")])
    hidden = inner[: inner.index(b"PK\1\2")]
    outer = Forged(EVIDENCE, hidden)
    second = Forged(EVIDENCE[:-1] + "b", b"kernel", central={"offset": 30 + len(EVIDENCE)})
    return forge([outer, second])


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_container_is_refused_with_its_code(tmp_path: Path, case: str) -> None:
    code, make = HOSTILE[case]
    assert refusal(tmp_path, make()) == code


BAD_NAMES: list[str | bytes] = [
    "../evil", "base/../evil", "/etc/passwd", "C:/evil", "base\\evil", "base/C:evil", "./base/x", "base//x",
    "base/.hidden", "base/x.", "base/x/.", "base/x ", " base/x", "base/con", "base/NUL.json", "base/aux.tar.gz",
    "base/com1", "base/LPT9.txt", "base/x:y", "base/~x", "base/x*", "base/-x", "", "base/" + "n" * 160,
    b"base/\xc3\xa9", b"base/x\0.json", b"base/x\n", b"base/\x1b[2J", b"base/\xff", "../", "base/x//",
]  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_may_not_be_is_refused(tmp_path: Path, name: str | bytes) -> None:
    assert refusal(tmp_path, named(name)) == "RB-Z08"


def test_the_name_in_a_refusal_is_harmless_to_show(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(named(b"base/\x1b[2J\xff\n"))
    with pytest.raises(BundleRefused) as refused:
        open_strict(path)
    assert str(refused.value.facts["name"]).isprintable()


def test_a_flipped_byte_is_refused_or_codes_the_same_content_in_a_deflate_stream(tmp_path: Path) -> None:
    good = forge([*some()[:2], Forged(EVIDENCE, b"%PDF-1.7")])
    (tmp_path / "good").write_bytes(good)
    with open_strict(tmp_path / "good") as archive:
        streams = [range(entry.data_offset, entry.end) for entry in archive.entries if entry.method == 8]
    for place in range(len(good)):
        for flip in (0xFF, 0x01):
            altered = bytearray(good)
            altered[place] ^= flip
            if refusal(tmp_path, bytes(altered)) == "":
                assert any(place in stream for stream in streams)
                with zipfile.ZipFile(io.BytesIO(bytes(altered))) as mirror:
                    assert [mirror.read(str(entry.name)) for entry in some()[:2]] == [
                        entry.data for entry in some()[:2]
                    ]


def test_a_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(forge([Forged("base/a.json", bytes(200_000_000)).both(size=60_000)]))
    tracemalloc.start()
    try:
        with open_strict(path) as archive, pytest.raises(BundleRefused):
            archive.copy_to("base/a.json", None)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * 2**20
