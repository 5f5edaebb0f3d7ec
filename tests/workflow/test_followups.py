from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key, Stage
from rbdesk.domain.followup import FollowUp, Source, Status
from rbdesk.domain.review import Verdict
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, journal, marks
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import to_json
from rbdesk.workflow import (
    catalog,
    dispatch,
    evidence,
    followups,
    rebuilding,
    returning,
    secretariat,
    sending,
    undoing,
    verification,
)
from rbdesk.workflow.followups import Item
from tests import correspondents, year
from tests.build import NOW
from tests.desks import a_pdf
from tests.year import BABELAN, CIBITUNG, FIRST, SECOND, SHEET, YEAR

KEY = year.key_of(BABELAN)
WHO = {"who": "Operator", "now": NOW}
BOSS = {"who": "Sekretariat", "now": NOW}
TODAY = date(2020, 8, 27)
ROW = ("answers", SHEET.id, FIRST)


def add(db: Store, text: str = "Tetapkan agen perubahan", **but: object) -> str:
    given: dict[str, object] = {"source": Source.LHE, "text": text, **WHO, **but}
    office, of_year = given.pop("office", BABELAN), given.pop("year", YEAR)
    changes = followups.add_recommendation(db, office, of_year, **given)  # type: ignore[arg-type]
    (name,) = changes.questions
    return name


def record(
    db: Store, name: str, status: Status = Status.UNDER_WAY, progress: int = 40, **but: object
) -> None:
    followup = FollowUp(name, status, progress, **but)  # type: ignore[arg-type]
    followups.record_followup(db, BABELAN, YEAR, followup, **WHO)


def items(db: Store, of_year: int = YEAR, office: str = BABELAN) -> Mapping[str, Item]:
    return {item.id: item for item in followups.list_followups(db, office, of_year, TODAY)}


def test_a_recommendation_is_named_by_the_edit_that_made_it(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        name = add(db, letter="B/12/2019", due=date(2020, 7, 31), rows=(ROW,))

        item = items(db)[name]
        assert name == f"{db.replica}-{journal.load_last_number(db, db.replica)}"
        assert (item.recommendation.number, item.recommendation.area) == ("K-01", "1")
        assert (item.is_own, item.status, item.days_late, item.given_year) == (
            True,
            Status.NOT_BEGUN,
            27,
            YEAR,
        )


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("too_short", {"text": " \n"}),
        ("too_long", {"text": "x" * 2001}),
        ("too_long", {"letter": "x" * 81}),
        ("too_long", {"number": "x" * 25}),
        ("too_many", {"rows": (ROW,) * 21}),
        ("unknown_question", {"rows": (("answers", SHEET.id, "U.P.1"),)}),
        ("unknown_area", {"area": "9"}),
        ("role", {"office": CIBITUNG}),
    ],
)
def test_a_recommendation_that_could_not_travel_is_not_kept(
    tmp_path: Path, what: str, given: Mapping[str, object]
) -> None:
    with year.an_office(tmp_path / "1") as db:
        with pytest.raises(NotAllowed) as caught:
            add(db, **{"text": "ada", **given})  # type: ignore[arg-type]

        assert caught.value.what == what
        assert items(db) == {}


def test_a_plan_is_one_write_and_the_same_step_is_not_written_twice(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        steps = [(FIRST, "Bentuk tim"), (SECOND, "Susun rencana")]
        due = date(2020, 9, 30)
        made = followups.add_plan(db, KEY, steps, due, **WHO)
        again = followups.add_plan(db, KEY, [*steps, (SECOND, "Lain lagi")], due, **WHO)

        assert (len(made.questions), len(again.questions)) == (2, 1)
        found = items(db)
        assert {item.recommendation.source for item in found.values()} == {Source.PLAN}
        assert {item.due for item in found.values()} == {due}
        with pytest.raises(NotAllowed):
            followups.add_plan(db, KEY, [(FIRST, "satu"), ("U.X", "dua")], due, **WHO)
        assert items(db) == found

        followups.set_standing(db, BABELAN, YEAR, sorted(made.questions), False, **WHO)
        assert set(items(db)) == again.questions
        followups.set_standing(db, BABELAN, YEAR, sorted(made.questions), True, **WHO)
        assert items(db).keys() == found.keys()


def test_a_follow_up_is_kept_whole_and_taken_back_by_the_former_one(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        name = add(db)
        record(db, name, progress=40, plan="Rapat", post="Sekcam")
        before = items(db)[name].followup
        assert before is not None
        record(db, name, Status.DONE, 40, plan="Rapat", post="Sekcam", note="Sudah terbit")

        assert (items(db)[name].progress, items(db)[name].is_open) == (100, False)
        assert not followups.record_followup(db, BABELAN, YEAR, items(db)[name].followup, **WHO)  # type: ignore[arg-type]
        followups.record_followup(db, BABELAN, YEAR, before, **WHO)
        assert items(db)[name].followup == before
        told = followups.list_moments(db, BABELAN, YEAR, name)
        assert [moment.act for moment in told] == ["followup", "followup", "followup", "recommend"]
        assert told[1].before == before
        assert told[1].followup.status is Status.DONE


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("range", {"progress": 101}),
        ("too_short", {"status": Status.IMPOSSIBLE}),
        ("too_long", {"note": "x" * 2001}),
        ("too_long", {"post": "x" * 81}),
        ("unknown_recommendation", {"recommendation": "a" * 16 + "-9"}),
    ],
)
def test_a_follow_up_that_could_not_travel_is_not_kept(
    tmp_path: Path, what: str, given: Mapping[str, object]
) -> None:
    with year.an_office(tmp_path / "1") as db:
        followup = replace(FollowUp(add(db), Status.UNDER_WAY, 5), **given)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed) as caught:
            followups.record_followup(db, BABELAN, YEAR, followup, **WHO)

        assert caught.value.what == what


def test_evidence_stands_at_the_follow_up_and_can_be_taken_away(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        name = add(db)
        staged = evidence.stage_bytes(db.folder, a_pdf(), "SK.pdf")
        changes = followups.attach_proof(db, BABELAN, YEAR, name, staged, "hal. 2", **WHO)

        assert "evidence" in changes.topics
        assert [item.note for item in items(db)[name].evidence] == ["hal. 2"]
        followups.detach_proof(db, BABELAN, YEAR, name, staged.sha256, **WHO)
        assert items(db)[name].evidence == ()
        acts = [moment.act for moment in followups.list_moments(db, BABELAN, YEAR, name)]
        assert acts == ["evidence", "evidence", "recommend"]


def test_late_ones_come_first_and_finished_last(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        done = add(db, "selesai", due=date(2020, 1, 1))
        record(db, done, Status.DONE)
        later, late = add(db, "nanti", due=date(2020, 9, 9)), add(db, "lewat", due=date(2020, 8, 1))
        never, later_late = add(db, "tanpa tanggal"), add(db, "baru lewat", due=date(2020, 8, 20))

        found = followups.list_followups(db, BABELAN, YEAR, TODAY)
        assert [item.id for item in found] == [late, later_late, later, never, done]


def test_what_was_open_last_year_stands_in_this_year_and_travels_in_its_package(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        old = add(db, "sejak tahun lalu", year=YEAR - 1)
        closed = add(db, "sudah selesai", year=YEAR - 1)
        followups.record_followup(db, BABELAN, YEAR - 1, FollowUp(closed, Status.DONE, 100), **WHO)
        year.say(db, {FIRST: "B"})

        assert set(items(db)) == {old}
        assert items(db)[old].given_year == YEAR - 1
        record(db, old, progress=60)
        year.take_in(desk, year.send(db, tmp_path / "out"))

        assert items(desk)[old].progress == 60
        assert items(desk)[old].recommendation.text == "sejak tahun lalu"


def test_an_item_of_an_earlier_year_travels_from_a_laptop_that_did_not_write_it(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as one, year.an_office(tmp_path / "2", label="Laptop 2") as two:
        name = add(one, year=YEAR - 1)
        given = assessments.load_snapshot(one, BABELAN, YEAR - 1)
        with two.atomic():
            assessments.keep_snapshot(two, BABELAN, YEAR - 1, given)
        record(two, name, progress=30)
        year.join(one, two, tmp_path / "pindah")
        record(one, name, progress=60)
        with year.a_secretariat(tmp_path / "s", one, two) as desk:
            year.take_in(desk, year.send(two, tmp_path / "out2"), year.send(one, tmp_path / "out1"))

            assert items(desk)[name].progress == 60


def test_a_question_tells_what_it_was_worth_and_what_it_could_still_give(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        with db.atomic():
            last = KEY._replace(year=YEAR - 1)
            entry = journal.add(db, "answer", Subject(*last, FIRST), (), to_json(Answer("C")), **WHO)
            cell = assessments.Cell(entry.edit, Answer("C"))
            assessments.keep_cell(db, BABELAN, YEAR - 1, assessments.answer_row(SHEET.id, FIRST), cell)
        name = add(db, rows=(ROW,))
        scale = SHEET.question(FIRST).scale
        best = max(scale.options, key=lambda option: option.value).label
        year.say(db, {FIRST: scale.options[1].label})

        (lifted,) = items(db)[name].questions
        weight = SHEET.question_share_weight(SHEET.place_of[FIRST])
        worth = Fraction(scale.options[1].value)
        before = Fraction(option.value) if (option := scale.option("C")) else Fraction(0)
        assert (lifted.gained, lifted.possible) == ((worth - before) * weight, (1 - worth) * weight)
        year.say(db, {FIRST: best}, minutes=3)
        assert items(db)[name].questions[0].possible == 0


def test_the_secretariat_s_advice_reaches_the_office_and_its_follow_up_comes_back(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        name = add(desk, due=date(2020, 9, 1), **BOSS)
        sent = dispatch.activate(desk, BABELAN, tmp_path / "a", **BOSS)
        correspondents.receive_first(db, sent.path)

        assert items(db)[name] == items(desk)[name]
        assert not items(db)[name].is_own
        with pytest.raises(NotAllowed):
            followups.set_standing(db, BABELAN, YEAR, [name], False, **WHO)
        record(db, name, Status.DONE, plan="Rapat")
        staged = evidence.stage_bytes(db.folder, a_pdf(), "SK.pdf")
        followups.attach_proof(db, BABELAN, YEAR, name, staged, **WHO)
        year.take_in(desk, year.send(db, tmp_path / "out"))

        found = items(desk)[name]
        assert (found.status, len(found.evidence), found.is_open) == (Status.DONE, 1, False)
        told = followups.list_moments(desk, BABELAN, YEAR, name)
        assert [moment.act for moment in told] == ["evidence", "followup", "recommend"]
        assert followups.list_all_followups(desk, YEAR, TODAY) == (found,)


def test_a_changed_or_withdrawn_recommendation_reaches_the_office_too(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        kept, gone = add(desk, **BOSS), add(desk, "yang ditarik", **BOSS)
        correspondents.receive_first(db, dispatch.activate(desk, BABELAN, tmp_path / "a", **BOSS).path)
        assert set(items(db)) == {kept, gone}
        changed = replace(items(desk)[kept].recommendation, text="Lebih jelas")
        followups.change_recommendation(desk, BABELAN, YEAR, changed, **BOSS)
        followups.set_standing(desk, BABELAN, YEAR, [gone], False, **BOSS)
        second = dispatch.activate(desk, BABELAN, tmp_path / "b", **BOSS)
        assert returning.load_letter_plan(db, correspondents.read(db, second.path)).advice == 2
        correspondents.receive(db, second.path)

        assert {item.recommendation.text for item in items(db).values()} == {"Lebih jelas"}
        unchanged = dispatch.activate(desk, BABELAN, tmp_path / "c", **BOSS)
        assert unchanged.bundle_id == second.bundle_id


def test_advice_that_was_open_last_year_is_handed_on_in_this_year_s_letter(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        name = add(desk, year=YEAR - 1, **BOSS)
        assert set(items(desk)) == {name}
        correspondents.receive_first(db, dispatch.activate(desk, BABELAN, tmp_path / "a", **BOSS).path)

        assert set(items(db)) == {name}


def test_a_follow_up_is_returned_with_a_reason_and_opens_the_office_s_locked_year(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        name = add(db)
        record(db, name, Status.DONE)
        year.say(db, {FIRST: "B"})
        year.take_in(desk, year.send(db, tmp_path / "out"))
        with pytest.raises(NotAllowed) as caught:
            followups.judge(desk, BABELAN, YEAR, name, Verdict.REJECT, **BOSS)
        assert caught.value.what == "too_short"
        followups.judge(desk, BABELAN, YEAR, name, Verdict.REJECT, "Belum ada SK", **BOSS)
        assert items(desk)[name].is_returned
        assert items(desk)[name].is_open
        correspondents.receive_first(db, correspondents.write_back(desk, tmp_path / "b"))
        with db.atomic():
            marks.keep_stage(db, BABELAN, YEAR, Stage.LOCKED, at=NOW, by="Camat")

        assert items(db)[name].is_returned
        assert items(db)[name].rulings[0].reason == "Belum ada SK"
        record(db, name, Status.DONE, note="SK terbit")
        assert marks.load_stage(db, BABELAN, YEAR).stage is Stage.OPEN
        assert not items(db)[name].is_returned
        year.take_in(desk, year.send(db, tmp_path / "out2", now=NOW + timedelta(hours=1)))
        assert not items(desk)[name].is_returned
        followups.judge(desk, BABELAN, YEAR, name, Verdict.AGREE, **BOSS)
        assert items(desk)[name].is_accepted
        assert verification.load_verification(desk, KEY).status == ""
        assert verification.load_verified_scores(desk, YEAR) == {}
        followups.take_judgement_back(desk, BABELAN, YEAR, name, **BOSS)
        assert not items(desk)[name].is_accepted


def test_a_locked_year_takes_no_follow_up(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        name = add(db)
        with db.atomic():
            marks.keep_stage(db, BABELAN, YEAR, Stage.LOCKED, at=NOW, by="Camat")
        with pytest.raises(NotAllowed) as caught:
            record(db, name)

        assert caught.value.what == "locked"


def test_nothing_said_cannot_be_judged(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        name = add(desk, **BOSS)
        with pytest.raises(NotAllowed) as caught:
            followups.judge(desk, BABELAN, YEAR, name, Verdict.AGREE, **BOSS)

        assert caught.value.what == "not_sent"


def test_rows_of_follow_ups_come_back_from_archive_and_journal(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as one, year.an_office(tmp_path / "2", label="Laptop 2") as two:
        name = add(one)
        record(one, name, plan="Rapat")
        staged = evidence.stage_bytes(one.folder, a_pdf(), "SK.pdf")
        followups.attach_proof(one, BABELAN, YEAR, name, staged, **WHO)
        other = add(two, "dari laptop lain")
        year.join(one, two, tmp_path / "pindah")
        record(one, other, Status.DONE)
        before = assessments.load_snapshots(one, YEAR)
        with one.atomic():
            assessments.drop_all(one)
        rebuilding.rebuild(one, **WHO)

        assert assessments.load_snapshots(one, YEAR) == before


def test_the_digest_names_follow_ups_and_a_merge_can_be_taken_back(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        name = add(db)
        record(db, name, progress=20)
        first = sending.export(db, KEY, tmp_path / "1o", final=False, **WHO)
        record(db, name, progress=70)
        second = year.send(db, tmp_path / "2o", now=NOW + timedelta(hours=1))
        year.take_in(desk, first.path)
        digest = secretariat.load_digest(desk)
        year.take_in(desk, second)
        assert (items(desk)[name].progress, secretariat.load_digest(desk) != digest) == (70, True)
        newest = undoing.list_taken_in(desk, YEAR)[-1]
        undoing.exclude(desk, newest.bundle_id, **BOSS)

        assert (items(desk)[name].progress, secretariat.load_digest(desk)) == (20, digest)


def test_an_item_is_found_by_its_number_or_the_beginning_of_its_id(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        name, other = add(db, number="R-04"), add(db)
        listed = followups.list_followups(db, BABELAN, YEAR, TODAY)

        assert followups.find_item(listed, "r-04").id == name
        assert followups.find_item(listed, other).id == other
        for wanted, what in (("R-99", "unknown_recommendation"), (name[:8], "ambiguous")):
            with pytest.raises(NotAllowed) as caught:
                followups.find_item(listed, wanted)
            assert caught.value.what == what


def test_an_unknown_key_of_a_plan_is_refused(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, pytest.raises(NotAllowed):
        followups.add_plan(db, Key(BABELAN, YEAR, "tidak-ada"), [], None, **WHO)


def test_a_file_that_stands_only_at_a_follow_up_is_not_called_unused(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        name = add(db)
        staged = evidence.stage_bytes(db.folder, a_pdf(), "SK.pdf")
        followups.attach_proof(db, BABELAN, YEAR, name, staged, **WHO)
        assert [file.elsewhere for file in evidence.list_evidence(db, KEY)] == [("followups",)]
        assert evidence.list_evidence(db, KEY)[0].uses == ()

        followups.detach_proof(db, BABELAN, YEAR, name, staged.sha256, **WHO)
        assert evidence.list_evidence(db, KEY)[0].elsewhere == ()


def test_a_letter_tells_verdicts_on_follow_ups_apart(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        name = add(db)
        record(db, name, Status.DONE)
        year.take_in(desk, year.send(db, tmp_path / "out"))
        followups.judge(desk, BABELAN, YEAR, name, Verdict.AGREE, **BOSS)
        add(desk, **BOSS)
        sent = dispatch.activate(desk, BABELAN, tmp_path / "a", **BOSS)
        correspondents.receive_first(db, sent.path)
        path = correspondents.write_back(desk, tmp_path / "b")

        plan = returning.load_letter_plan(db, correspondents.read(db, path))
        assert (plan.rulings, plan.followups, plan.advice) == (0, 1, 0)


def test_a_plan_for_another_sheet_has_no_area_of_the_main_one(tmp_path: Path) -> None:
    sheet = catalog.instrument("lke-zi-10-2019")
    code = sheet.nodes[sheet.question_places[0]].code
    with year.an_office(tmp_path / "1") as db:
        key = Key(BABELAN, YEAR, sheet.id)
        followups.add_plan(db, key, [(code, "Tetapkan tim ZI")], None, **WHO)

        (item,) = items(db).values()
        assert (item.recommendation.area, item.questions[0].code) == ("", code)


def test_what_a_survey_showed_is_written_down_once_and_linked_to_its_question(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        given = (BABELAN, YEAR, "Perbaiki waktu layanan", "U.P.8.iv.c")
        (name,) = followups.recommend_from_survey(db, *given, **WHO).questions
        assert not followups.recommend_from_survey(db, *given, **WHO)

        item = items(db)[name]
        assert (item.recommendation.source, item.recommendation.area) == (Source.SURVEY, "8")
        assert [one.code for one in item.questions] == ["U.P.8.iv.c"]
        followups.set_standing(db, BABELAN, YEAR, [name], False, **WHO)
        assert followups.recommend_from_survey(db, *given, **WHO), "what was withdrawn may come again"
