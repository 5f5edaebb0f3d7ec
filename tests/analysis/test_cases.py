from fractions import Fraction

from rbdesk.analysis.cases import Case


def test_a_case_says_what_the_ruling_did_to_the_share():
    assert Case("01", "U.P.1", "1", "V", Fraction(1), Fraction(1, 3)).change == Fraction(-2, 3)
