from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from rbdesk.exchange import qr, signing
from tests.exchange import samples

KEY_LINE = signing.public_text(samples.KEY.public).split("\n")[1]


def test_a_code_is_a_square_with_the_three_finders_of_the_standard() -> None:
    squares = qr.modules(KEY_LINE)
    side = len(squares)
    assert {len(row) for row in squares} == {side}
    assert side % 4 == 1
    finder = [(1,) * 7, (1, 0, 0, 0, 0, 0, 1), (1, 0, 1, 1, 1, 0, 1), (1, 0, 1, 1, 1, 0, 1)]
    for left, top in ((0, 0), (side - 7, 0), (0, side - 7)):
        assert [tuple(map(int, row[left : left + 7])) for row in squares[top : top + 4]] == finder


def test_the_same_text_gives_the_same_code() -> None:
    assert qr.modules(KEY_LINE) == qr.modules(KEY_LINE)
    assert qr.modules(KEY_LINE) != qr.modules(KEY_LINE.lower())


def test_more_than_a_code_holds_is_told() -> None:
    with pytest.raises(ValueError, match="too many"):
        qr.modules("x" * 3000)


def test_the_picture_has_exactly_the_dark_squares_and_a_white_frame() -> None:
    squares = qr.modules(KEY_LINE)
    root = ElementTree.fromstring(qr.svg(squares, title="Kunci <laptop> & kantor"))
    assert root.attrib["viewBox"] == f"0 0 {len(squares) + 8} {len(squares) + 8}"
    title, ground, dark = root
    assert (title.text, ground.attrib["fill"]) == ("Kunci <laptop> & kantor", "#fff")
    drawn = {
        (int(left) - 4 + step, int(top) - 4)
        for left, top, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", dark.attrib["d"])
        for step in range(int(width))
    }
    assert drawn == {(x, y) for y, row in enumerate(squares) for x, is_dark in enumerate(row) if is_dark}
