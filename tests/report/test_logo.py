from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from rbdesk import messages
from rbdesk.errors import NotAllowed
from rbdesk.report import logo


def a_picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "navy").save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_sound_picture_is_taken_as_it_is(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "lambang"
    path.write_bytes(a_picture(kind))
    assert logo.read_logo(path) == logo.Logo(path.read_bytes(), 60, 40)


def a_bomb() -> bytes:
    """A picture that says it is far larger than it is."""
    content = bytearray(a_picture())
    content[16:24] = (40_000).to_bytes(4, "big") * 2
    import zlib

    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "type"),
        (b"<svg/>", "type"),
        (b"%PDF-1.7", "type"),
        (a_picture("GIF"), "type"),
        (a_picture("BMP"), "type"),
        (a_picture()[:60], "broken"),
        (a_picture("JPEG")[:400], "broken"),
        (a_picture(size=(4, 400)), "size"),
        (a_bomb(), "size"),
        (b"\x89PNG" + bytes(logo.MOST_BYTES), "too_big"),
    ],
)
def test_what_is_no_picture_for_a_cover_is_refused(content: bytes, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "lambang.png"
    path.write_bytes(content)
    with pytest.raises(NotAllowed) as told:
        logo.read_logo(path)
    assert told.value.what == f"logo_{fault}"
    assert messages.sentence(told.value).what.startswith("Gambar lambang.png ")


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed) as told:
        logo.read_logo(tmp_path / "tidak-ada.png")
    assert told.value.what == "logo_missing"
