from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rbdesk.domain.roster import ENROLLED, SecretariatKey
from rbdesk.exchange import enrolment, succession
from rbdesk.workflow import dispatch, letters
from tests import correspondents, year
from tests.correspondents import VERIFIER, read, receive_first
from tests.year import BABELAN


def test_an_office_that_was_never_written_to_believes_nobody(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "babelan") as db:
        assert letters.load_pinned(db) == letters.believed(db) == ()
        held = letters.load_held_notice(db)
        assert (held.seq, held.bundle_id, held.roster) == (0, "", None)
        assert letters.prove_enrolment(db, BABELAN) is None
        assert letters.load_letter_trust(db).only_office == BABELAN


def test_what_a_letter_said_is_remembered(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "babelan") as db, year.a_secretariat(tmp_path / "s") as desk:
        sent = dispatch.activate(desk, BABELAN, tmp_path, **VERIFIER)  # type: ignore[arg-type]
        receive_first(db, sent.path)
        held = letters.load_held_notice(db)
        assert (held.seq, held.bundle_id) == (1, sent.bundle_id)
        assert held.roster == letters.load_roster_notice(desk, BABELAN, 1)
        own = correspondents.key_of_desk(desk)
        assert letters.load_pinned(db) == (succession.first_key(own),)
        assert letters.believed(db, own) == letters.load_pinned(db)
        assert letters.believed(db, b"x" * 32) == (SecretariatKey(b"x" * 32, 1),)
        delivery = read(db, sent.path)
        assert letters.load_last(desk, BABELAN, "aktivasi") == letters.LastLetter(
            1, 1, sent.bundle_id, sent.state_id, delivery.package.header.made, ""
        )
        assert letters.load_last(desk, BABELAN, "balasan") is None


def test_letters_of_all_kinds_share_one_row_of_numbers(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        assert letters.load_next_seq(desk, BABELAN) == 1
        sent = dispatch.activate(desk, BABELAN, tmp_path, **VERIFIER)  # type: ignore[arg-type]
        assert letters.load_next_seq(desk, BABELAN) == 2
        last = letters.load_last(desk, BABELAN, "aktivasi")
        assert last is not None
        with desk.atomic():
            letters.keep_last(desk, BABELAN, "balasan", replace(last, seq=2, rulings="x"))
        assert letters.load_next_seq(desk, BABELAN) == 3
        assert letters.load_last(desk, BABELAN, "aktivasi") == last
        assert letters.load_next_seq(desk, year.CIBITUNG) == 1
        assert sent.code == f"{sent.bundle_id[:4]}-{sent.bundle_id[4:8]}".upper()


def test_a_desk_that_was_restored_never_gives_a_number_twice(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        first = dispatch.activate(desk, BABELAN, tmp_path, **VERIFIER)  # type: ignore[arg-type]
        desk.use_replica("f" * 16)
        again = dispatch.gather_activation(desk, BABELAN, **VERIFIER)  # type: ignore[arg-type]
        assert again.seq == 1 + 1000
        assert again.token == first.package.token  # type: ignore[union-attr]


def test_each_office_has_a_token_of_its_own(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        assert letters.load_token(desk, BABELAN) is None
        token = enrolment.make_token(BABELAN)
        with desk.atomic():
            letters.keep_token(desk, token)
        assert letters.load_token(desk, BABELAN) == token
        assert letters.load_token(desk, year.CIBITUNG) is None
        assert letters.load_tokens(desk) == {token.id: token}
        assert letters.load_office_trust(desk).tokens == {token.id: token}
        assert letters.load_desk_trust(desk).kinds == {"meja"}


def test_an_office_is_told_of_its_own_devices_only(tmp_path: Path) -> None:
    with (
        year.an_office(tmp_path / "a") as one,
        year.an_office(tmp_path / "b", year.CIBITUNG) as two,
        year.a_secretariat(tmp_path / "s", one, two) as desk,
    ):
        notice = letters.load_roster_notice(desk, BABELAN, 7)
        assert notice.version == 7
        assert [(device.key, device.status) for device in notice.devices] == [
            (correspondents.key_of_desk(one), ENROLLED)
        ]
