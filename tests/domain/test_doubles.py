from __future__ import annotations

import pytest

from rbdesk.domain.doubles import LEAST_OF_A_TEXT, Narrative, Photo, doubles

ONE, OTHER, THIRD = "32.16.01", "32.16.02", "32.16.03"
SUM, SECOND = "a" * 64, "b" * 64
STORY = (
    "Tim RB kecamatan dibentuk dengan SK Camat, rapat setiap bulan dengan daftar hadir, "
    "dan hasilnya dibahas bersama semua seksi."
)


def photo(office: str, question: str = "X.P.1.i.a", sha256: str = SUM, mime: str = "image/jpeg") -> Photo:
    return Photo(office, question, sha256, "Rapat.jpg", mime)


def test_the_same_photo_in_two_offices_is_found_in_both_with_the_other_named():
    found = doubles([photo(ONE), photo(OTHER, "X.P.1.i.b"), photo(THIRD, sha256=SECOND)], [])

    assert list(found) == [ONE, OTHER]
    (finding,) = found[ONE]
    assert (finding.kind, finding.where, finding.blocks) == ("same_photo", "X.P.1.i.a", False)
    assert dict(finding.facts) == {"name": "Rapat.jpg", "sha256": SUM, "offices": OTHER}
    assert dict(found[OTHER][0].facts)["offices"] == ONE


def test_a_photo_at_two_questions_of_one_office_is_its_own_affair():
    assert doubles([photo(ONE), photo(ONE, "X.P.1.i.b")], []) == {}


@pytest.mark.parametrize("mime", ["application/pdf", "application/vnd.ms-excel"])
def test_a_regulation_may_be_everyones(mime):
    assert doubles([photo(ONE, mime=mime), photo(OTHER, mime=mime)], []) == {}


def test_a_long_note_word_for_word_is_found_whatever_its_capitals_and_commas():
    written = f"  {STORY.upper().replace(',', ' ;')} "

    found = doubles([], [Narrative(ONE, "X.P.1.i.a", STORY), Narrative(OTHER, "X.P.1.ii.a", written)])

    assert [(office, one.kind, one.where) for office, listed in found.items() for one in listed] == [
        (ONE, "same_text", "X.P.1.i.a"),
        (OTHER, "same_text", "X.P.1.ii.a"),
    ]


def test_another_word_or_a_short_note_is_nothing():
    short = STORY[: LEAST_OF_A_TEXT - 1]

    assert (
        doubles([], [Narrative(ONE, "q", STORY), Narrative(OTHER, "q", STORY.replace("bulan", "minggu"))])
        == {}
    )
    assert doubles([], [Narrative(ONE, "q", short), Narrative(OTHER, "q", short)]) == {}


def test_findings_name_all_others_and_come_in_one_order_whatever_came_first():
    photos = [photo(office, code) for office in (THIRD, ONE, OTHER) for code in ("X.P.1.i.b", "X.P.1.i.a")]
    notes = [Narrative(office, "X.P.1.i.a", STORY) for office in (OTHER, THIRD)]

    found = doubles(photos, notes)

    assert found == doubles(reversed(photos), reversed(notes))
    assert [one.where for one in found[ONE]] == ["X.P.1.i.a", "X.P.1.i.b"]
    assert dict(found[ONE][0].facts)["offices"] == f"{OTHER},{THIRD}"
    assert [one.kind for one in found[OTHER]] == ["same_photo", "same_photo", "same_text"]


def test_pictures_that_look_alike_are_told_at_every_office_that_has_one_of_them():
    photos = [photo(ONE), photo(OTHER, sha256=SECOND), photo(THIRD, sha256=SECOND)]

    found = doubles(photos, [], [(SUM, SECOND)])

    kinds = {
        office: [(one.kind, dict(one.facts)["offices"]) for one in listed] for office, listed in found.items()
    }
    assert kinds == {
        ONE: [("like_photo", f"{OTHER},{THIRD}")],
        OTHER: [("same_photo", THIRD), ("like_photo", ONE)],
        THIRD: [("same_photo", OTHER), ("like_photo", ONE)],
    }
    assert doubles([photo(ONE), photo(ONE, "q", SECOND)], [], [(SUM, SECOND)]) == {}
