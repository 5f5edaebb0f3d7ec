from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Stage
from rbdesk.domain.review import Judgement, Reply, ReplyAct, Verdict
from rbdesk.errors import BundleRefused, NotAllowed
from rbdesk.exchange import codec
from rbdesk.store import journal, reviews
from rbdesk.store.database import Store
from rbdesk.workflow import (
    dispatch,
    joining,
    letters,
    office,
    rebuilding,
    returning,
    secretariat,
    sending,
    verification,
)
from tests import correspondents, year
from tests.build import NOW, answers_everywhere
from tests.correspondents import (
    KEY,
    OPERATOR,
    VERIFIER,
    answer,
    read,
    receive,
    receive_first,
    returned,
    row_of,
    rule,
    snapshot,
    write_back,
)
from tests.desks import attach, fill
from tests.year import BABELAN, CIBITUNG, FIRST, SECOND, SHEET, THIRD, YEAR


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        attach(db, KEY, FIRST)
        year.say(db, {FIRST: Answer("A", "SK terbit Maret"), SECOND: "B", THIRD: "C"})
        yield db


@pytest.fixture
def desk(babelan: Store, tmp_path: Path) -> Iterator[Store]:
    """The secretariat that has judged three answers of the office."""
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as db:
        year.take_in(db, year.send(babelan, tmp_path / "kirim"))
        rule(db, FIRST, Verdict.CORRECT, "B", "SK belum ditandatangani")
        rule(db, SECOND, Verdict.REJECT, reason="Tanpa bukti")
        rule(db, THIRD, Verdict.ASK, reason="Mana daftar hadirnya?")
        yield db


def send_to(desk: Store, babelan: Store, folder: Path) -> None:
    year.take_in(desk, year.send(babelan, folder, now=OPERATOR["now"]))  # type: ignore[arg-type]


def code_of(act: object, *arguments: object) -> str:
    with pytest.raises(BundleRefused) as refused:
        act(*arguments)  # type: ignore[operator]
    return refused.value.code


def what_of(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(NotAllowed) as error:
        act(*arguments, **named)  # type: ignore[operator]
    return error.value.what


def test_three_rounds_of_sending_judging_and_returning(desk: Store, babelan: Store, tmp_path: Path) -> None:
    path = write_back(desk, tmp_path / "balasan")
    receive_first(babelan, path)
    back = returning.load_returned(babelan, KEY)
    assert (back.number, back.undecided, back.judged) == (1, (FIRST, SECOND, THIRD), 3)
    assert back.verified.low.total < back.own.low.total

    # round 1: the office accepts, answers and changes
    returning.accept(babelan, KEY, [FIRST], **OPERATOR)
    returning.respond(babelan, KEY, SECOND, "Notulen ada di SK lampiran 2", **OPERATOR)
    returning.change(babelan, KEY, THIRD, Answer("B"), "Daftar hadir ditemukan", **OPERATOR)
    assert returning.load_returned(babelan, KEY).undecided == ()
    send_to(desk, babelan, tmp_path / "kirim")
    assert answer(desk, FIRST).value == "B"
    assert [row_of(desk, code).judgement for code in (FIRST, SECOND, THIRD)] == [
        Judgement.LOOK_AGAIN,
        Judgement.DECIDED,
        Judgement.LOOK_AGAIN,
    ]
    assert "replied" in row_of(desk, SECOND).marks
    assert {FIRST, SECOND, THIRD} <= set(verification.load_verification(desk, KEY).open)

    # round 2: two are settled, one is asked once more
    verification.agree_all(desk, KEY, [FIRST, THIRD], **VERIFIER)
    rule(desk, SECOND, Verdict.REJECT, reason="Lampiran 2 tidak memuat notulen")
    receive(babelan, write_back(desk, tmp_path / "balasan"))
    rows = returned(babelan)
    assert set(rows) == {SECOND}
    assert [turn.round for turn in rows[SECOND].turns] == [1, 2]
    assert rows[SECOND].turns[0].replies[0].value == Reply(
        rows[SECOND].turns[0].ruling.dot, ReplyAct.RESPOND, "Notulen ada di SK lampiran 2"
    )
    assert rows[SECOND].reply is None
    returning.accept(babelan, KEY, [SECOND], **OPERATOR)
    assert answer(babelan, SECOND).value == "B", (
        "a rejected answer stays in the sheet, where it counts nothing"
    )
    send_to(desk, babelan, tmp_path / "kirim")

    # round 3: nothing is open of what came back, everything else is agreed with
    assert not row_of(desk, SECOND).is_open
    rest = verification.load_verification(desk, KEY).open
    verification.agree_all(desk, KEY, rest, **VERIFIER)
    assert year.status_of(desk, BABELAN).status == "diverifikasi"
    receive(babelan, write_back(desk, tmp_path / "balasan"))
    assert year.status_of(desk, BABELAN).status == "selesai"
    end = returning.load_returned(babelan, KEY)
    assert (end.number, end.undecided, end.judged) == (3, (), len(SHEET.question_places))
    seen = verification.load_verification(desk, KEY)
    assert end.verified == seen.verified_score, "both sides say the same"
    assert len(seen.rows[1].turns) == 2


def test_the_first_balasan_is_called_so_though_an_activation_went_before(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    sent = dispatch.activate(desk, BABELAN, tmp_path, **VERIFIER)
    receive_first(babelan, sent.path)
    assert not returning.load_returned(babelan, KEY).judged
    path = write_back(desk, tmp_path / "balasan")
    assert "_r0001_" in path.name
    plan = returning.load_letter_plan(babelan, read(babelan, path))
    assert (plan.number, plan.seq) == (1, 2)
    receive(babelan, path)
    assert returning.load_returned(babelan, KEY).number == 1
    assert verification.load_verification(desk, KEY).returned == 1


def test_a_balasan_changes_no_answer_and_a_second_or_older_one_changes_nothing(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    """L16."""
    before, digest = snapshot(babelan), codec.view_digest({(BABELAN, "RB-2020"): snapshot(babelan)})
    first = write_back(desk, tmp_path / "satu")
    receive_first(babelan, first)
    rule(desk, FIRST, Verdict.AGREE)
    second = write_back(desk, tmp_path / "dua")
    receive(babelan, second)
    held = (
        reviews.list_rulings(babelan, YEAR),
        letters.load_held_notice(babelan),
        journal.load_last_hash(babelan),
    )

    assert not receive(babelan, second)
    assert returning.load_letter_plan(babelan, read(babelan, second)).code == "RB-OK2"
    assert code_of(receive, babelan, first) == "RB-M03"
    assert snapshot(babelan) == before
    assert codec.view_digest({(BABELAN, "RB-2020"): snapshot(babelan)}) == digest
    assert held == (
        reviews.list_rulings(babelan, YEAR),
        letters.load_held_notice(babelan),
        journal.load_last_hash(babelan),
    )


def test_an_unchanged_balasan_is_the_same_file_again(desk: Store, tmp_path: Path) -> None:
    first = write_back(desk, tmp_path / "a")
    again = write_back(desk, tmp_path / "b", now=VERIFIER["now"] + timedelta(days=1))  # type: ignore[operator]
    assert (first.name, first.read_bytes()) == (again.name, again.read_bytes())
    rule(desk, FIRST, Verdict.AGREE)
    assert "_balasan_r0002_" in write_back(desk, tmp_path / "c").name


def test_the_plan_tells_what_would_come_before_anything_is_written(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    path = write_back(desk, tmp_path)
    with pytest.raises(BundleRefused) as refused:
        read(babelan, path)
    assert refused.value.code == "RB-S07"
    key = returning.confirm(refused.value, correspondents.fingerprint(desk))
    plan = returning.load_letter_plan(babelan, read(babelan, path, key), key)
    assert (plan.code, plan.seq, plan.rulings, plan.returned, plan.pins) == (
        "RB-OK1",
        1,
        3,
        (FIRST, SECOND, THIRD),
        True,
    )
    assert plan.own is not None
    assert plan.verified is not None
    assert plan.own.low.total > plan.verified.low.total
    assert reviews.list_rulings(babelan, YEAR) == ()
    assert letters.load_pinned(babelan) == ()


def test_the_key_is_believed_only_when_its_last_two_groups_were_compared(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    path = write_back(desk, tmp_path)
    with pytest.raises(BundleRefused) as refused:
        read(babelan, path)
    groups = correspondents.fingerprint(desk).split()
    another = (int(groups[-3][-1]) + 1) % 10
    for wrong in ("", groups[-1], "00000 00000", " ".join(groups[:2]), f"{another}{groups[-2]}{groups[-1]}"):
        assert what_of(returning.confirm, refused.value, wrong) == "digits"
    assert returning.confirm(refused.value, "".join(groups[-2:])) == correspondents.key_of_desk(desk)


def test_nobody_but_the_pinned_secretariat_writes_to_an_office(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    receive_first(babelan, write_back(desk, tmp_path / "satu"))
    with year.a_secretariat(tmp_path / "penipu", babelan) as stranger:
        year.take_in(stranger, year.send(babelan, tmp_path / "kirim2"))
        rule(stranger, FIRST, Verdict.REJECT, reason="palsu")
        rule(stranger, SECOND, Verdict.REJECT, reason="palsu")
        forged = write_back(stranger, tmp_path / "palsu")
        assert code_of(receive, babelan, forged) == "RB-S09"
        forged_key = correspondents.key_of_desk(stranger)
    believed = read(babelan, forged, forged_key)  # by whoever lets himself be talked into reading it
    assert code_of(returning.load_letter_plan, babelan, believed) == "RB-S09"
    with year.an_office(tmp_path / "cibitung", CIBITUNG) as cibitung:
        assert code_of(receive, cibitung, forged) in ("RB-I02", "RB-S07")
        key = correspondents.key_of_desk(desk)
        assert code_of(read, cibitung, tmp_path / "satu" / "tidak-ada.zip", key) == "RB-F01"
        assert code_of(returning.load_letter_plan, cibitung, believed, forged_key) == "RB-I02"


def test_a_secretariat_that_lost_its_key_begins_anew_once_a_person_confirms_it(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    receive_first(babelan, write_back(desk, tmp_path / "satu"))
    rule(desk, FIRST, Verdict.AGREE)
    receive(babelan, write_back(desk, tmp_path / "dua"))
    with year.a_secretariat(tmp_path / "baru") as successor:
        sent = dispatch.activate(successor, BABELAN, tmp_path / "surat", **VERIFIER)  # type: ignore[arg-type]
        with pytest.raises(BundleRefused) as refused:
            read(babelan, sent.path)
        assert refused.value.code == "RB-S09"
        key = returning.confirm(refused.value, correspondents.fingerprint(successor))
        assert receive(babelan, sent.path, key)
        assert letters.load_held_notice(babelan).seq == 1
    assert code_of(read, babelan, write_back(desk, tmp_path / "tiga")) == "RB-S09"
    assert set(returned(babelan)) == {SECOND, THIRD}, "what was ruled before stays"


def test_what_is_not_a_letter_is_refused_as_a_kind(desk: Store, babelan: Store, tmp_path: Path) -> None:
    own = year.send(babelan, tmp_path / "kirim")
    assert code_of(read, babelan, own, correspondents.key_of_desk(desk)) == "RB-V03"


def test_a_locked_office_opens_when_it_answers_and_sends_the_next_revision(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "babelan") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        fill(db, KEY)
        year.take_in(desk, year.send(db, tmp_path / "kirim", final=True))
        rule(desk, FIRST, Verdict.CORRECT, "C", "SK dicabut")
        receive_first(db, write_back(desk, tmp_path / "balasan"))
        assert office.load_year(db, KEY).assessment.stage is Stage.LOCKED
        returning.accept(db, KEY, [FIRST], **OPERATOR)
        assert office.load_year(db, KEY).assessment.stage is Stage.OPEN
        official = sending.export(db, KEY, tmp_path / "kirim", final=True, **OPERATOR)
        assert official.package.revision.number == 2
        year.take_in(desk, official.path)
        assert answer(desk, FIRST).value == "C"


def test_decisions_are_undone_as_one_step(desk: Store, babelan: Store, tmp_path: Path) -> None:
    receive_first(babelan, write_back(desk, tmp_path))
    before = {code: (answer(babelan, code), returned(babelan)[code].reply) for code in (FIRST, SECOND, THIRD)}
    returning.accept(babelan, KEY, [FIRST, SECOND], **OPERATOR)
    assert returning.take_back(babelan, KEY, [FIRST, SECOND], **OPERATOR).questions == {FIRST, SECOND}
    assert {code: (answer(babelan, code), returned(babelan)[code].reply) for code in before} == before
    assert not returning.take_back(babelan, KEY, [FIRST, THIRD], **OPERATOR)
    returning.respond(babelan, KEY, FIRST, "Sudah ditandatangani", **OPERATOR)
    returning.change(babelan, KEY, FIRST, Answer("C"), "keliru", **OPERATOR)
    returning.take_back(babelan, KEY, [FIRST], **OPERATOR)
    row = returned(babelan)[FIRST]
    assert (row.answer, row.reply and row.reply.text) == (before[FIRST][0], "Sudah ditandatangani")
    assert returning.take_back(babelan, KEY, [FIRST], **OPERATOR)
    assert (returned(babelan)[FIRST].answer, returned(babelan)[FIRST].reply) == before[FIRST]
    assert not returning.take_back(babelan, KEY, [FIRST], **OPERATOR)
    held = snapshot(babelan)
    rebuilt = rebuilding.rebuild(babelan, **OPERATOR)
    assert (rebuilt.before, snapshot(babelan)) == (rebuilt.after, held)


def test_undoing_a_decision_leaves_an_answer_alone_that_was_edited_since(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    receive_first(babelan, write_back(desk, tmp_path))
    returning.accept(babelan, KEY, [FIRST], **OPERATOR)
    year.say(babelan, {FIRST: "C"}, minutes=99)
    returning.take_back(babelan, KEY, [FIRST], **OPERATOR)
    row = returned(babelan)[FIRST]
    assert (row.answer.value, row.reply) == ("C", None)


def test_a_decision_must_be_one_that_can_be(desk: Store, babelan: Store, tmp_path: Path) -> None:
    fourth = next(code for code in answers_everywhere(SHEET, "best") if code not in (FIRST, SECOND, THIRD))
    receive_first(babelan, write_back(desk, tmp_path))
    same = answer(babelan, FIRST)
    for what, act, arguments in (
        ("not_returned", returning.accept, ([fourth],)),
        ("unknown_question", returning.accept, (["U.X"],)),
        ("not_acceptable", returning.accept, ([FIRST, THIRD],)),
        ("too_short", returning.respond, (FIRST, " ")),
        ("too_long", returning.respond, (FIRST, "x" * 2001)),
        ("too_short", returning.change, (FIRST, Answer("C"), "")),
        ("same_answer", returning.change, (FIRST, same, "tetap")),
        ("option", returning.change, (FIRST, Answer("Z"), "keliru")),
    ):
        assert what_of(act, babelan, KEY, *arguments, **OPERATOR) == what
    assert {row.reply for row in returned(babelan).values()} == {None}, "all or nothing"
    assert answer(babelan, FIRST) == same


def test_a_ruling_about_an_earlier_answer_is_said_to_be_one(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "C"}, minutes=9)
    receive_first(babelan, write_back(desk, tmp_path))
    rows = returned(babelan)
    assert (rows[FIRST].is_outdated, rows[SECOND].is_outdated) == (True, False)
    assert answer(babelan, FIRST).value == "C"


def test_replies_join_with_the_other_laptop_and_are_not_lost(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    receive_first(babelan, write_back(desk, tmp_path / "balasan"))
    returning.respond(babelan, KEY, SECOND, "Notulen menyusul", **OPERATOR)
    path = year.send(babelan, tmp_path / "kirim")
    with year.an_office(tmp_path / "kedua", label="Laptop 2") as second:
        items = joining.read_laptop_packages([path], joining.load_laptops(second), None)
        plan = joining.load_join(second, items)
        confirmed = frozenset(item.device for item in plan.unknown)
        joining.join_laptops(second, plan, confirmed=confirmed, **OPERATOR)
        assert snapshot(second).rows.keys() >= {("replies", row) for row in _replies(babelan)}


def test_what_the_laptops_differ_on_is_chosen_before_it_is_accepted(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    receive_first(babelan, write_back(desk, tmp_path / "balasan"))
    with year.an_office(tmp_path / "kedua", label="Laptop 2") as second:
        year.say(second, {FIRST: "C"})
        items = joining.read_laptop_packages(
            [year.send(second, tmp_path / "kirim")], joining.load_laptops(babelan), None
        )
        plan = joining.load_join(babelan, items)
        confirmed = frozenset(item.device for item in plan.unknown)
        joining.join_laptops(babelan, plan, confirmed=confirmed, **OPERATOR)
    row = returned(babelan)[FIRST]
    assert (row.clashes, row.answer) == (True, Answer())
    assert what_of(returning.accept, babelan, KEY, [FIRST], **OPERATOR) == "conflict"


def _replies(db: Store) -> list[str]:
    return [row[1] for row in snapshot(db).rows if row[0] == "replies"]


def test_a_letter_that_was_changed_between_reading_and_taking_in_is_judged_again(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    receive_first(babelan, write_back(desk, tmp_path / "satu"))
    rule(desk, FIRST, Verdict.AGREE)
    good = read(babelan, write_back(desk, tmp_path / "dua"))
    package = good.package
    assert isinstance(package, returning.ReturnPackage)
    held = reviews.list_rulings(babelan, YEAR)
    cloned = replace(package, rulings=(replace(held[0], reason="lain"),))
    assert code_of(returning.load_letter_plan, babelan, replace(good, package=cloned)) == "RB-M02"
    strange = replace(package, header=replace(package.header, edition_id="RB-2099"))
    assert code_of(returning.load_letter_plan, babelan, replace(good, package=strange)) == "RB-V04"
    assert what_of(returning.load_letter_plan, desk, good) == "role"
    assert secretariat.load_digest(desk)
    assert dispatch.gather_return(desk, BABELAN, **VERIFIER).seq == 2


def test_each_ruling_tells_what_it_alone_would_change(desk: Store, babelan: Store, tmp_path: Path) -> None:
    receive_first(babelan, write_back(desk, tmp_path / "balasan"))
    back = returning.load_returned(babelan, KEY)
    points = {row.code: row.points for row in back.rows}

    assert points[THIRD] is None
    first, second = points[FIRST], points[SECOND]
    assert first is not None
    assert second is not None
    assert first < 0
    assert second < 0
    assert back.own.low.percent() + first + second == back.verified.low.percent()
    returning.accept(babelan, KEY, [FIRST], **OPERATOR)
    assert {row.code: row.points for row in returning.load_returned(babelan, KEY).rows}[FIRST] == 0


def test_adding_evidence_to_an_answer_opens_the_year_before_anything_is_decided(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    assert what_of(returning.begin_answering, babelan, KEY, **OPERATOR) == "not_returned"
    receive_first(babelan, write_back(desk, tmp_path / "balasan"))
    assert not returning.begin_answering(babelan, KEY, **OPERATOR)  # provisional packages lock nothing
    assert returning.load_returned(babelan, KEY).undecided == (FIRST, SECOND, THIRD)


def test_a_locked_year_is_opened_by_adding_evidence_to_what_came_back(tmp_path: Path) -> None:
    with (
        year.an_office(tmp_path / "babelan") as babelan,
        year.a_secretariat(tmp_path / "sekretariat", babelan) as desk,
    ):
        fill(babelan, KEY)
        path = sending.export(babelan, KEY, tmp_path / "kirim", final=True, who="Operator", now=NOW).path
        year.take_in(desk, path)
        rule(desk, THIRD, Verdict.ASK, reason="Mana daftar hadirnya?")
        receive_first(babelan, write_back(desk, tmp_path / "balasan"))
        assert office.load_year(babelan, KEY).assessment.stage is Stage.LOCKED

        assert returning.begin_answering(babelan, KEY, **OPERATOR)

        assert office.load_year(babelan, KEY).assessment.stage is Stage.OPEN
        assert not returning.begin_answering(babelan, KEY, **OPERATOR)
