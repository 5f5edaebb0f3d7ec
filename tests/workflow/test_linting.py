from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.domain.checks import Finding
from rbdesk.errors import NotAllowed
from rbdesk.store.database import Store
from rbdesk.workflow import evidence, linting, verification
from tests import year
from tests.build import NOW
from tests.ui.pages.offices import a_png
from tests.year import BABELAN, CIBITUNG, FIRST, SECOND, THIRD

KEY = year.key_of(BABELAN)
STORY = (
    "Tim RB kecamatan dibentuk dengan SK Camat, rapat setiap bulan dengan daftar hadir, "
    "dan hasilnya dibahas bersama semua seksi."
)
SHORT = "Sudah dilaksanakan dan dibahas bersama."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The secretariat with two offices that have a photo and a long note alike."""
    folder: Path = tmp_path_factory.mktemp("lint")
    with year.an_office(folder / "1") as one, year.an_office(folder / "2", CIBITUNG) as other:
        for db, code in ((one, BABELAN), (other, CIBITUNG)):
            staged = evidence.stage_bytes(db.folder, a_png(), "Rapat.png")
            evidence.attach_evidence(db, year.key_of(code), FIRST, staged, who="Operator", now=NOW)
        year.say(one, {FIRST: Answer("A", SHORT), SECOND: Answer("A", STORY), THIRD: Answer("A", SHORT)})
        year.say(one, {"U.P.1.ii.a": Answer("Ya", SHORT), "U.P.8.iv.a": "A"})
        year.say(other, {FIRST: "A", THIRD: Answer("B", STORY)})
        with year.a_secretariat(folder / "s", one, other) as made:
            year.take_in(made, year.send(one, folder / "k1"), year.send(other, folder / "k2"))
            yield made


def test_an_office_is_checked_alone_and_beside_the_others(desk: Store) -> None:
    found = linting.load_findings(desk, KEY)

    kinds = {one.kind for one in found}
    assert {"unanswered", "no_evidence", "survey_mismatch", "same_note"} <= kinds
    shared = [(one.kind, one.where, dict(one.facts)["offices"]) for one in linting.load_shared(desk, KEY)]
    assert shared == [("same_photo", FIRST, CIBITUNG), ("same_text", SECOND, CIBITUNG)]
    assert [(one.kind, one.where) for one in found[-2:]] == [("same_photo", FIRST), ("same_text", SECOND)]


def test_a_verifier_sees_at_each_question_what_was_found_there(desk: Store) -> None:
    rows = {
        row.code: [one.kind for one in row.findings] for row in verification.load_verification(desk, KEY).rows
    }

    told = {code: kinds for code, kinds in rows.items() if kinds}

    assert told == {
        FIRST: ["same_note", "same_photo"],
        SECOND: ["same_text"],
        THIRD: ["same_note"],
        "U.P.1.ii.a": ["same_note"],
        "U.P.8.iv.a": ["survey_mismatch"],
    }


def test_the_other_offices_are_named() -> None:
    found = Finding("same_text", "saran", FIRST, (("offices", f"{BABELAN},{CIBITUNG}"),))

    assert linting.names_of(found) == {BABELAN: "Babelan", CIBITUNG: "Cibitung"}
    assert linting.names_of(Finding("jump", "saran", FIRST)) == {}


@pytest.mark.parametrize(("code", "what"), [("32.16.01", "not_sent"), ("32.16.99", "unknown_office")])
def test_an_office_that_sent_nothing_has_no_findings_to_show(desk: Store, code: str, what: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        linting.load_findings(desk, year.key_of(code))

    assert caught.value.what == what


def test_an_office_cannot_look_at_others(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, pytest.raises(NotAllowed) as caught:
        linting.load_findings(db, KEY)

    assert caught.value.what == "role"


def test_what_offices_share_is_set_aside_with_a_reason_and_taken_up_again(desk: Store) -> None:
    finding, reason = f"same_photo:{FIRST}", "Rapat bersama dua kecamatan"
    boss = {"who": "Verifikator", "now": NOW}
    assert linting.set_aside(desk, KEY, finding, reason, **boss)
    assert not linting.set_aside(desk, KEY, finding, f" {reason} ", **boss)

    rows = {row.code: row for row in verification.load_verification(desk, KEY).rows}
    assert [one.waived for one in rows[FIRST].aside] == [reason]
    assert "same_photo" not in [one.kind for one in rows[FIRST].findings]
    other = {row.code: row for row in verification.load_verification(desk, year.key_of(CIBITUNG)).rows}
    assert "same_photo" in [one.kind for one in other[FIRST].findings], "of each office for itself"

    assert linting.set_aside(desk, KEY, finding, "", **boss)
    assert not any(one.waived for one in linting.load_shared(desk, KEY))


@pytest.mark.parametrize(
    ("finding", "reason", "what"),
    [
        (f"jump:{FIRST}", "alasan yang cukup", "not_waivable"),
        ("same_photo:", "alasan yang cukup", "not_waivable"),
        (f"same_text:{FIRST}", "pendek", "too_short"),
        (f"same_text:{FIRST}", "x" * 3000, "too_long"),
    ],
)
def test_other_findings_and_bare_words_set_nothing_aside(
    desk: Store, finding: str, reason: str, what: str
) -> None:
    with pytest.raises(NotAllowed) as caught:
        linting.set_aside(desk, KEY, finding, reason, who="Verifikator", now=NOW)

    assert caught.value.what == what
