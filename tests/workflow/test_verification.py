from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from rbdesk.domain import sampling
from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.review import Judgement, Verdict
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, reviews
from rbdesk.store.database import Store
from rbdesk.workflow import conflicts, office, rebuilding, secretariat, verification
from tests import correspondents, year
from tests.build import NOW
from tests.correspondents import KEY, VERIFIER, row_of, rule
from tests.desks import attach
from tests.year import BABELAN, FIRST, SECOND, SHEET, THIRD, YEAR


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        attach(db, KEY, FIRST)
        year.say(db, {FIRST: Answer("A", "SK terbit Maret"), SECOND: "B", THIRD: "C"})
        yield db


@pytest.fixture
def desk(babelan: Store, tmp_path: Path) -> Iterator[Store]:
    """The secretariat, with what the office has sent."""
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as db:
        year.take_in(db, year.send(babelan, tmp_path / "kirim"))
        yield db


def refused(act: object, *arguments: object, **named: object) -> NotAllowed:
    with pytest.raises(NotAllowed) as error:
        act(*arguments, **named)  # type: ignore[operator]
    return error.value


def test_an_office_stands_row_by_row_with_marks_and_nothing_judged(desk: Store) -> None:
    found = verification.load_verification(desk, KEY)
    assert [row.code for row in found.rows] == [SHEET.nodes[place].code for place in SHEET.question_places]
    assert (found.status, found.returned, found.sample) == ("", 0, None)
    first, second = row_of(desk, FIRST), row_of(desk, SECOND)
    assert (first.answers, first.verified) == ((Answer("A", "SK terbit Maret"),),) * 2
    assert [item.name for item in first.evidence] == ["SK Camat.pdf"]
    assert (first.marks, second.marks) == (frozenset(), {"no_evidence"})
    assert {row.judgement for row in found.rows} == {Judgement.NONE}
    assert len(found.open) == len(found.rows)
    assert found.self_score == found.verified_score


def test_a_jump_since_last_year_without_a_word_is_marked(babelan: Store, desk: Store) -> None:
    last_year = assessments.load_snapshot(desk, BABELAN, YEAR)
    assessments_before = {
        row: tuple(type(cell)(cell.edit, Answer("C")) for cell in cells)
        for row, cells in last_year.rows.items()
        if row[0] == "answers"
    }
    with desk.atomic():
        assessments.keep_snapshot(
            desk, BABELAN, YEAR - 1, type(last_year)(last_year.vector, assessments_before)
        )
    assert row_of(desk, FIRST).last_year == Answer("C")
    assert "jump" not in row_of(desk, FIRST).marks, "a note explains it"
    year.say(babelan, {FIRST: "A"}, minutes=9)
    year.take_in(desk, year.send(babelan, desk.folder.root / "lagi"))
    assert "jump" in row_of(desk, FIRST).marks


def test_evidence_that_has_not_come_is_marked(desk: Store) -> None:
    [item] = row_of(desk, FIRST).evidence
    desk.folder.evidence_file(item.sha256).unlink()
    assert "evidence_missing" in row_of(desk, FIRST).marks


def test_rulings_are_scored_beside_what_the_office_says(desk: Store) -> None:
    assert rule(desk, FIRST, Verdict.CORRECT, "C", "SK sudah dicabut").questions == {FIRST}
    rule(desk, SECOND, Verdict.REJECT, reason="tanpa bukti")
    rule(desk, THIRD, Verdict.AGREE)
    found = verification.load_verification(desk, KEY)
    assert found.verified_score.low.total < found.self_score.low.total
    assert row_of(desk, FIRST).verified == (Answer("C"),)
    assert row_of(desk, SECOND).verified == (Answer(),)
    assert {row.code for row in found.rows if not row.is_open} == {FIRST, SECOND, THIRD}
    assert found.status == "diverifikasi"
    assert verification.load_verified_scores(desk, YEAR) == {BABELAN: found.verified_score}
    assert year.status_of(desk, BABELAN).status == "diverifikasi"
    assert office.load_year(desk, KEY).assessment.answer(FIRST).value == "A", "never edited here"


def test_a_correction_to_what_the_office_says_is_agreement_and_the_same_again_is_nothing(desk: Store) -> None:
    rule(desk, FIRST, Verdict.CORRECT, "A", "sesuai")
    assert row_of(desk, FIRST).rulings[0].verdict is Verdict.AGREE
    assert not rule(desk, FIRST, Verdict.CORRECT, "A", "sesuai")
    assert len(reviews.list_rulings(desk, YEAR)) == 1


@pytest.mark.parametrize(
    ("verdict", "value", "reason", "what"),
    [
        (Verdict.CORRECT, "B", " ", "too_short"),
        (Verdict.REJECT, None, "", "too_short"),
        (Verdict.ASK, None, "", "too_short"),
        (Verdict.CORRECT, None, "x", "value"),
        (Verdict.AGREE, "A", "", "value"),
        (Verdict.CORRECT, "Z", "x", "option"),
        (Verdict.CORRECT, inputs(n=1), "x", "option"),
        (Verdict.REJECT, None, "x" * 2001, "too_long"),
    ],
)
def test_what_differs_needs_a_reason_and_a_value_that_can_be(
    desk: Store, verdict: Verdict, value: str | None, reason: str, what: str
) -> None:
    assert refused(rule, desk, FIRST, verdict, value, reason).what == what
    assert reviews.list_rulings(desk, YEAR) == ()


def test_only_the_secretariat_judges_and_only_what_was_sent(desk: Store, babelan: Store) -> None:
    assert refused(rule, babelan, FIRST, Verdict.AGREE).what == "role"
    assert refused(verification.load_verification, babelan, KEY).what == "role"
    assert refused(rule, desk, "U.X", Verdict.AGREE).what == "unknown_question"
    other = KEY._replace(office=year.CIBITUNG)
    assert refused(verification.rule, desk, other, FIRST, Verdict.AGREE, **VERIFIER).what == "not_sent"
    nowhere = KEY._replace(office="32.16.99")
    assert refused(verification.load_verification, desk, nowhere).what == "unknown_office"


def test_many_are_agreed_with_at_once_or_none_and_taken_back_at_once(desk: Store) -> None:
    rule(desk, SECOND, Verdict.REJECT, reason="tanpa bukti")
    before = verification.load_verification(desk, KEY)
    assert refused(verification.agree_all, desk, KEY, [FIRST, "U.X"], **VERIFIER).what == "unknown_question"
    assert verification.load_verification(desk, KEY) == before

    agreed = verification.agree_all(desk, KEY, [FIRST, SECOND, THIRD], **VERIFIER)
    assert agreed.questions == {FIRST, SECOND, THIRD}
    assert row_of(desk, SECOND).judgement is Judgement.DECIDED
    assert verification.take_back(desk, KEY, [FIRST, SECOND, THIRD], **VERIFIER).questions == agreed.questions
    assert verification.load_verification(desk, KEY) == before
    verification.take_back(desk, KEY, [SECOND], **VERIFIER)
    assert row_of(desk, SECOND).judgement is Judgement.NONE
    assert not verification.take_back(desk, KEY, [SECOND], **VERIFIER)


def test_a_row_that_changed_since_must_be_looked_at_again_and_no_import_changes_a_ruling(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    rule(desk, FIRST, Verdict.CORRECT, "B", "SK belum ditandatangani")
    rule(desk, SECOND, Verdict.AGREE)
    held = reviews.list_rulings(desk, YEAR)
    year.say(babelan, {FIRST: "B"}, minutes=5)
    year.take_in(desk, year.send(babelan, tmp_path / "kirim"))
    assert reviews.list_rulings(desk, YEAR) == held
    assert row_of(desk, FIRST).judgement is Judgement.LOOK_AGAIN
    assert row_of(desk, SECOND).judgement is Judgement.DECIDED
    rule(desk, FIRST, Verdict.AGREE)
    assert row_of(desk, FIRST).judgement is Judgement.DECIDED
    assert [turn.round for turn in row_of(desk, FIRST).turns] == [1, 2]


def test_where_laptops_differ_a_question_may_be_asked_and_nothing_is_chosen(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    with year.an_office(tmp_path / "kedua", label="Laptop 2") as second:
        year.say(second, {FIRST: "C"})
        year.enrol(desk, second)
        year.take_in(desk, year.send(second, tmp_path / "kedua-kirim"))
    assert len(row_of(desk, FIRST).answers) == 2
    assert "clash" in row_of(desk, FIRST).marks
    for verdict in (Verdict.AGREE, Verdict.REJECT):
        assert refused(rule, desk, FIRST, verdict, None, "x").what == "clash"
    rule(desk, FIRST, Verdict.ASK, reason="Laptop mana yang benar?")
    found = verification.load_verification(desk, KEY)
    assert not found.verified_score.is_certain
    assert year.status_of(desk, BABELAN).status == "perlu_tindakan"


def test_a_sample_is_drawn_again_by_anyone_from_its_seed(desk: Store, tmp_path: Path) -> None:
    sample = verification.draw_sample(desk, KEY, 12, " 2020-09-03 ")
    assert len(sample.rows) == 12
    assert len(sample.strata) == len(SHEET.areas)
    verification.take_sample(desk, KEY, 12, "2020-09-03", **VERIFIER)
    assert verification.load_verification(desk, KEY).sample == sample
    with year.a_secretariat(tmp_path / "lain") as other:
        assert verification.draw_sample(other, KEY, 12, "2020-09-03") == sample
    codes = [SHEET.nodes[place].code for place in SHEET.question_places]
    by_hand = sampling.draw(
        [(("answers", SHEET.id, code), SHEET.area_of(code).code) for code in codes],
        office=BABELAN,
        seed="2020-09-03",
        size=12,
    )
    assert by_hand == sample
    for size, seed, what in ((0, "x", "range"), (1, " ", "too_short"), (1, "x" * 61, "too_long")):
        assert refused(verification.draw_sample, desk, KEY, size, seed).what == what


def test_a_desk_that_has_judged_nothing_shows_no_status(desk: Store) -> None:
    assert year.status_of(desk, BABELAN).status == "diterima"
    assert secretariat.load_inbox(desk, YEAR).received == 1
    assert verification.load_statuses(desk, YEAR, {}) == {}
    rule(desk, FIRST, Verdict.AGREE, now=NOW + timedelta(days=3))
    verification.take_back(desk, KEY, [FIRST], **VERIFIER)
    assert year.status_of(desk, BABELAN).status == "diterima"
    assert correspondents.snapshot(desk).rows


def test_the_verifier_reads_what_the_office_has_set_aside(tmp_path: Path) -> None:
    """It travels in the package, is joined and undone like an answer, and laptops differ about it openly."""
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", label="Laptop 2") as two,
        year.a_secretariat(tmp_path / "s", one, two) as desk,
    ):
        year.say(one, {FIRST: "A"})
        office.waive(one, KEY, f"jump:{FIRST}", "Tim baru dibentuk Maret", who="Operator", now=NOW)
        year.take_in(desk, year.send(one, tmp_path))
        assert correspondents.row_of(desk, FIRST).waived == (("jump", "Tim baru dibentuk Maret"),)

        year.join(two, one, tmp_path / "pindah")
        assert office.load_year(two, KEY).context.waivers == {f"jump:{FIRST}": "Tim baru dibentuk Maret"}
        office.unwaive(two, KEY, f"jump:{FIRST}", who="Sekcam", now=NOW)
        office.waive(one, KEY, f"jump:{FIRST}", "Tim sudah ada sejak 2019", who="Operator", now=NOW)
        year.take_in(desk, year.send(one, tmp_path), year.send(two, tmp_path))
        assert correspondents.row_of(desk, FIRST).waived == ()  # the laptops differ
        assert year.status_of(desk, BABELAN).reason == "conflict"
        before = secretariat.load_digest(desk)
        rebuilding.rebuild(desk, who="Sekretariat", now=NOW)
        rebuilding.rebuild(one, who="Operator", now=NOW)
        assert secretariat.load_digest(desk) == before
        year.join(one, two, tmp_path / "pindah")
        [clash] = conflicts.load_conflicts(one, KEY).open
        conflicts.resolve(one, KEY, clash.row, clash.versions[0].dot, who="Operator", now=NOW)
        year.take_in(desk, year.send(one, tmp_path))
        assert correspondents.row_of(desk, FIRST).waived == (("jump", "Tim sudah ada sejak 2019"),)
