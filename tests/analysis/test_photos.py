from __future__ import annotations

import random
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from rbdesk.analysis import photos
from rbdesk.analysis.photos import Mark, look_alikes, mark_of
from tests import scenes


@pytest.fixture(scope="module")
def planted() -> scenes.Planted:
    return scenes.plant(times=2)


def mark(data: bytes, tmp_path: Path, name: str = "a") -> Mark | None:
    path = tmp_path / "picture"
    path.write_bytes(data)
    return mark_of(name, path)


def marks(planted: scenes.Planted, tmp_path: Path) -> list[Mark]:
    made = [mark(data, tmp_path, name) for name, data in planted.files.items()]
    return [one for one in made if one is not None]


def test_copies_are_found_and_other_scenes_of_the_same_kind_are_not(
    planted: scenes.Planted, tmp_path: Path
) -> None:
    made = marks(planted, tmp_path)
    assert len(made) == len(planted.files)

    found = set(look_alikes(made, []))

    assert found <= set(planted.truth), "nothing else is told"
    of_originals = {pair for pair in planted.truth if pair[0].count("-") == 1}
    assert of_originals <= found, "every copy is told with what it was made from"


def test_new_ones_are_compared_with_those_before_and_the_order_does_not_matter(
    planted: scenes.Planted, tmp_path: Path
) -> None:
    made = marks(planted, tmp_path)[:6]

    whole = set(look_alikes(made, []))

    assert set(look_alikes(made[:3], [])) | set(look_alikes(made[3:], made[:3])) == whole
    assert set(look_alikes(list(reversed(made)), [])) == whole
    assert look_alikes([], made) == ()


def test_of_one_picture_no_endless_list_is_told(tmp_path: Path) -> None:
    one = mark(scenes.as_jpeg(scenes.meeting("0")), tmp_path)
    assert one is not None
    many = [replace(one, sha256=f"{number:03}") for number in range(photos.MOST_OF_ONE + 9)]

    assert len(look_alikes([one], many)) == photos.MOST_OF_ONE


def test_a_turned_camera_is_turned_back(tmp_path: Path) -> None:
    picture = scenes.counter("1")
    turned = picture.transpose(Image.Transpose.ROTATE_90)
    path = tmp_path / "turned.jpg"
    tags = Image.Exif()
    tags[0x0112] = 6  # hold it turned to the right
    turned.save(path, "JPEG", quality=80, exif=tags)

    one, other = mark(scenes.as_jpeg(picture), tmp_path, "a"), mark_of("b", path)

    assert one is not None
    assert other is not None
    assert look_alikes([one, other], []) == (("a", "b"),)


def test_a_picture_of_one_tone_says_nothing(tmp_path: Path) -> None:
    assert mark(scenes.as_jpeg(Image.new("RGB", (300, 200), (240, 240, 240))), tmp_path) is None


def a_bomb(side: int) -> bytes:
    """A PNG that says that it is enormous."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


@pytest.mark.parametrize("side", [6_000, 12_000, 60_000])
def test_a_bomb_is_not_unpacked(tmp_path: Path, side: int) -> None:
    assert mark(a_bomb(side), tmp_path) is None


def test_a_jpeg_of_too_many_scans_is_not_unpacked(tmp_path: Path) -> None:
    whole = scenes.as_jpeg(scenes.meeting("3"))
    assert mark(whole, tmp_path) is not None

    assert mark(whole + b"\xff\xda" * photos.MOST_SCANS, tmp_path) is None


def test_broken_and_strange_files_have_no_mark_and_raise_nothing(tmp_path: Path) -> None:
    whole = scenes.as_jpeg(scenes.letter("4"))
    chance = random.Random(4)
    assert mark(b"", tmp_path) is None
    assert mark(b"%PDF-1.4 no picture", tmp_path) is None
    assert mark(whole[: len(whole) // 3], tmp_path) is None
    for _ in range(60):
        hurt = bytearray(whole)
        for _ in range(12):
            hurt[chance.randrange(2, len(hurt))] = chance.randrange(256)
        mark(bytes(hurt), tmp_path)
    assert mark_of("gone", tmp_path / "gone.jpg") is None
