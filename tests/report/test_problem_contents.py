"""Whoever sends the file reads first what is in it and what is not."""

from rbdesk.report import problem, problem_contents
from tests.build import NOW


def test_the_words_name_what_is_in_the_file_and_what_is_not() -> None:
    said = problem_contents.words(NOW)
    assert problem.FACTS in said
    assert problem.LOG in said
    for absent in ("jawaban", "bukti", "nama orang", "kunci"):
        assert absent in said.partition("Yang tidak ada")[2]
