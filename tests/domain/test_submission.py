from __future__ import annotations

from rbdesk.domain.submission import package_code
from tests.build import a_submission


def test_the_package_code_is_the_first_eight_digits_in_two_groups():
    assert package_code("7f3a91c4" + "0" * 56) == "7F3A-91C4"
    assert a_submission().code == "7F3A-91C4"
