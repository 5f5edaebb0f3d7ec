from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from rbdesk.exchange import photo, qr

pytestmark = pytest.mark.skipif(not photo.can_read(), reason="the decoder is not installed")

TEXT = "RBDR1." + "Ab3_-" * 130


def picture(
    texts: list[str], *, scale: int = 4, noise: int = 0, turned: bool = False
) -> tuple[bytes, int, int]:
    """Codes side by side on grey paper, as a phone might see them."""
    rows: list[list[int]] = []
    for text in texts:
        squares = qr.modules(text)
        side = len(squares) + 2 * qr.QUIET_ZONE
        block = [[225] * side for _ in range(side)]
        for top, row in enumerate(squares, start=qr.QUIET_ZONE):
            for left, is_dark in enumerate(row, start=qr.QUIET_ZONE):
                block[top][left] = 40 if is_dark else 225
        rows = [[*old, *new] for old, new in zip(rows, block, strict=True)] if rows else block
    wide = [[value for value in row for _ in range(scale)] for row in rows for _ in range(scale)]
    if turned:
        wide = [list(row) for row in zip(*wide[::-1], strict=True)]
    shaken = random.Random(2020)
    pixels = bytes(
        max(0, min(255, value + (shaken.randint(-noise, noise) if noise else 0)))
        for row in wide
        for value in row
    )
    return pixels, len(wide[0]), len(wide)


def test_a_code_is_read_off_a_picture() -> None:
    assert photo.read_codes(*picture([TEXT])) == (TEXT,)


def test_a_noisy_picture_on_its_side_is_read_too() -> None:
    assert photo.read_codes(*picture([TEXT], noise=60, turned=True)) == (TEXT,)


def test_every_code_on_a_page_is_read() -> None:
    assert set(photo.read_codes(*picture(["satu-satu", "dua-dua-d"]))) == {"satu-satu", "dua-dua-d"}


def test_a_picture_without_a_code_gives_none() -> None:
    assert photo.read_codes(bytes(10_000), 100, 100) == ()


@pytest.mark.parametrize(
    ("count", "width", "height"), [(99, 10, 10), (0, 0, 0), (101, 10, 10), (100, -10, -10)]
)
def test_a_picture_of_another_size_than_it_says_is_a_fault_of_the_caller(
    count: int, width: int, height: int
) -> None:
    with pytest.raises(ValueError, match="no picture"):
        photo.read_codes(bytes(count), width, height)


@pytest.mark.parametrize("name", ["foto.jpg", "foto.png"])
def test_a_code_is_read_off_a_picture_in_a_file(tmp_path: Path, name: str) -> None:
    pixels, width, height = picture([TEXT], noise=20)
    Image.frombytes("L", (width, height), pixels).convert("RGB").save(tmp_path / name)
    assert photo.read_file(tmp_path / name) == (TEXT,)


def test_a_scan_without_a_ground_is_read_on_white(tmp_path: Path) -> None:
    pixels, width, height = picture([TEXT])
    dark = Image.frombytes("L", (width, height), bytes(255 if value == 40 else 0 for value in pixels))
    clear = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    clear.putalpha(dark)
    clear.save(tmp_path / "pindai.png")
    assert photo.read_file(tmp_path / "pindai.png") == (TEXT,)


def test_what_is_no_picture_or_shows_no_code_gives_none(tmp_path: Path) -> None:
    Image.new("L", (200, 200), 255).save(tmp_path / "kosong.png")
    whole = (tmp_path / "kosong.png").read_bytes()
    (tmp_path / "putus.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "palsu.png").write_bytes(b"GIF89a")
    names = ("kosong.png", "putus.png", "palsu.png", "tidak-ada.png")
    assert [photo.read_file(tmp_path / name) for name in names] == [()] * 4
