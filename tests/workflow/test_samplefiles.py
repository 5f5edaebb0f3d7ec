import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from rbdesk.workflow import filetypes, samplefiles

GREYS = [[0, 255, 128], [64, 200, 10]]


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("a.pdf", samplefiles.pdf(["CONTOH"]), filetypes.PDF),
        ("a.jpg", samplefiles.jpeg(GREYS), filetypes.JPEG),
        ("a.png", samplefiles.png(GREYS), filetypes.PNG),
    ],
)
def test_every_made_file_may_be_evidence(tmp_path: Path, name: str, content: bytes, mime: str) -> None:
    (tmp_path / name).write_bytes(content)

    assert filetypes.judge(tmp_path / name, name) == mime


def test_a_photograph_can_be_drawn_and_shows_its_fields() -> None:
    image = QImage.fromData(samplefiles.jpeg(GREYS), "JPEG")

    assert (image.width(), image.height()) == (24, 16)
    shown = [[image.pixelColor(8 * x + 4, 8 * y + 4).red() for x in range(3)] for y in range(2)]
    assert all(
        abs(seen - grey) <= 1
        for row, seens in zip(GREYS, shown, strict=True)
        for grey, seen in zip(row, seens, strict=True)
    )


def test_a_picture_can_be_drawn() -> None:
    image = QImage.fromData(samplefiles.png(GREYS), "PNG")

    assert [[image.pixelColor(x, y).red() for x in range(3)] for y in range(2)] == GREYS


def test_a_page_says_its_lines_and_its_table_points_at_its_objects() -> None:
    made = samplefiles.pdf(["Kecamatan Setu (contoh)", "ups \\ ≠"])

    assert b"(Kecamatan Setu \\(contoh\\)) Tj" in made
    assert b"(ups \\\\ ?) Tj" in made
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", made)]
    assert [made[place:].split(b" ", 1)[0] for place in places] == [b"1", b"2", b"3", b"4", b"5"]
    start = int(made.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert made[start:].startswith(b"xref\n0 6\n")
