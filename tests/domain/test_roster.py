from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from rbdesk.domain.roster import ENROLLED, REVOKED, Enrolment, judge
from tests.build import NOW

KEY, OTHER = b"k" * 32, b"o" * 32
HERE, THERE = "32.16.09", "32.16.01"
KNOWN = Enrolment("K7Q29XNA4D", KEY, HERE, "Laptop", ENROLLED, NOW, "Sekretariat")
GONE = replace(KNOWN, status=REVOKED)


@pytest.mark.parametrize(
    ("roster", "code"),
    [
        ([], "RB-S07"),
        ([replace(KNOWN, key=OTHER)], "RB-S07"),
        ([KNOWN], None),
        ([replace(KNOWN, office=THERE)], "RB-S06"),
        ([replace(GONE, office=THERE)], "RB-S06"),
        ([GONE], "RB-S08"),
        ([GONE, replace(KNOWN, key=OTHER)], "RB-S08"),
    ],
)
def test_a_key_signs_only_for_the_office_it_is_enrolled_at(roster, code):
    assert judge(roster, key=KEY, office=HERE) == code


def test_a_key_enrolled_at_two_offices_signs_for_both():
    roster = [KNOWN, replace(KNOWN, office=THERE)]

    assert judge(roster, key=KEY, office=HERE) is None
    assert judge(roster, key=KEY, office=THERE) is None


def test_of_several_entries_of_a_key_the_last_one_counts():
    """A roster may be told as events: enrolled, then revoked, then recognised again."""
    assert judge([KNOWN, GONE], key=KEY, office=HERE) == "RB-S08"
    assert judge([KNOWN, GONE, KNOWN], key=KEY, office=HERE) is None


def test_a_revocation_at_one_office_leaves_the_other():
    for roster in permutations([GONE, replace(KNOWN, office=THERE)]):
        assert judge(roster, key=KEY, office=HERE) == "RB-S08"
        assert judge(roster, key=KEY, office=THERE) is None
