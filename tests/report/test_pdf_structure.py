"""The structure of a tagged PDF, as its objects."""

from __future__ import annotations

from rbdesk.report.pdf_structure import CELL, HEADINGS, PARAGRAPH, TABLE, Structure


def test_a_piece_belongs_to_the_element_that_is_open() -> None:
    structure = Structure()
    with structure.inside(HEADINGS[0]):
        assert structure.piece(0) == ("H1", 0)
    with structure.inside(TABLE), structure.inside(CELL):
        assert structure.piece(0) == ("TD", 1)
        assert structure.piece(1) == ("TD", 0)
    with structure.inside(PARAGRAPH) as last:
        structure.piece(1)

    assert last.pieces == [(1, 1)]


def test_elements_lie_inside_each_other_as_they_were_opened() -> None:
    structure = Structure()
    with structure.inside(TABLE) as table:
        with structure.inside("TR") as row:
            pass
        with structure.inside("TR", "kedua"):
            pass

    assert [(one.kind, one.words) for one in table.children] == [("TR", ""), ("TR", "kedua")]
    assert table.children[0] is row
