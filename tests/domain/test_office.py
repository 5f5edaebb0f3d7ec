from __future__ import annotations

import pytest

from rbdesk.domain.office import CODE, Office, Register, parse_register

OFFICES = {
    "regency": {"code": "32.16", "name": "Kabupaten Contoh"},
    "kecamatan": [{"code": "32.16.02", "name": "Utara"}, {"code": "32.16.01", "name": "Selatan"}],
}
TILES = {
    "rows": 2,
    "cols": 1,
    "cells": [
        {"code": "32.16.01", "short": "SEL", "row": 1, "col": 0},
        {"code": "32.16.02", "short": "UTR", "row": 0, "col": 0},
    ],
}


def test_a_register_stands_in_the_order_of_codes_with_its_tiles():
    register = parse_register(OFFICES, TILES)

    assert register == Register(
        "32.16",
        "Kabupaten Contoh",
        (Office("32.16.01", "Selatan", "SEL", 1, 0), Office("32.16.02", "Utara", "UTR", 0, 0)),
        2,
        1,
    )


def test_names_are_found_by_code_and_an_unknown_code_names_itself():
    register = parse_register(OFFICES, TILES)

    assert register.name_of("32.16.02") == "Utara"
    assert register.name_of("32.16") == "Kabupaten Contoh"
    assert register.name_of("32.16.99") == "32.16.99"
    assert register.office("32.16.99") is None


def test_an_office_without_a_tile_is_a_broken_file():
    with pytest.raises(KeyError):
        parse_register(OFFICES, {**TILES, "cells": TILES["cells"][:1]})


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("32.16.09", True),
        ("32.16", True),
        ("32", False),
        ("32.16.9", False),
        ("32.16.0９", False),
        ("", False),
    ],
)
def test_office_codes_have_one_form(code, is_one):
    assert bool(CODE.fullmatch(code)) == is_one
