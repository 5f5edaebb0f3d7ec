from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.correspondence import Activation, DeskPackage, ReturnPackage
from rbdesk.domain.review import Verdict
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import canonical
from rbdesk.store import journal
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, dispatch, letters, secretariat, setup, verifiers
from tests import correspondents, year
from tests.build import NOW
from tests.correspondents import KEY, VERIFIER, read, receive, receive_first, rule, write_back
from tests.desks import attach
from tests.year import BABELAN, CIBITUNG, FIRST, YEAR

WHO: dict[str, Any] = VERIFIER


def what_of(act: Any, *arguments: Any) -> str:
    with pytest.raises(NotAllowed) as error:
        act(*arguments, **WHO)
    return str(error.value.what)


def test_an_activation_carries_the_year_and_enrols_every_laptop_by_itself(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        sent = dispatch.activate(desk, BABELAN, tmp_path / "surat", **WHO)
        package = sent.package
        assert isinstance(package, Activation)
        assert package.edition == catalog.edition_of_year(YEAR)
        assert [iid for iid, _ in package.files] == [iid for iid, _ in package.edition.hashes]
        for label in ("Laptop 1", "Laptop 2"):
            with year.an_office(tmp_path / label, label=label) as laptop:
                receive_first(laptop, sent.path)
                year.say(laptop, {FIRST: "B"})
                assert year.plan(desk, year.send(laptop, tmp_path / label / "kirim")).files[0].code in (
                    "RB-OK1",
                    "RB-OK4",
                )
                year.take_in(desk, year.send(laptop, tmp_path / label / "kirim"))
        assert [entry.label for entry in secretariat.list_roster(desk)] == ["Laptop 1", "Laptop 2"] or {
            entry.label for entry in secretariat.list_roster(desk)
        } == {"Laptop 1", "Laptop 2"}


def test_a_listed_device_needs_no_proof_any_more_and_a_token_of_another_office_none_at_all(
    tmp_path: Path,
) -> None:
    with year.a_secretariat(tmp_path / "s") as desk, year.an_office(tmp_path / "a") as babelan:
        sent = dispatch.activate(desk, BABELAN, tmp_path, **WHO)
        receive_first(babelan, sent.path)
        assert letters.prove_enrolment(babelan, BABELAN) is not None
        year.say(babelan, {FIRST: "B"})
        year.take_in(desk, year.send(babelan, tmp_path / "kirim"))
        receive(babelan, write_back(desk, tmp_path))
        assert letters.prove_enrolment(babelan, BABELAN) is None
        [entry] = secretariat.list_roster(desk)
        secretariat.revoke(desk, entry.device, "hilang", **WHO)
        assert year.plan(desk, year.send(babelan, tmp_path / "lagi")).files[0].code == "RB-S08"


def test_an_activation_sets_the_target_and_dates_and_is_the_same_file_again(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk, year.an_office(tmp_path / "a") as babelan:
        setup.keep_settings(desk, target=catalog.edition_settings("RB-2020").target + 1, **WHO)
        sent = dispatch.activate(desk, BABELAN, tmp_path / "x", **WHO)
        later = {**WHO, "now": WHO["now"] + timedelta(days=1)}
        again = dispatch.activate(desk, BABELAN, tmp_path / "y", **later)
        assert (sent.bundle_id, sent.path.read_bytes()) == (again.bundle_id, again.path.read_bytes())
        receive_first(babelan, sent.path)
        wanted, found = setup.load_identity(desk), setup.load_identity(babelan)
        assert (found.target, found.deadlines) == (wanted.target, wanted.deadlines)
        assert len(journal.list_of_act(desk, "letter")) == 1


def test_the_secret_of_a_token_stands_in_no_journal(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk, year.an_office(tmp_path / "a") as babelan:
        receive_first(babelan, dispatch.activate(desk, BABELAN, tmp_path, **WHO).path)
        token = letters.load_token(desk, BABELAN)
        assert token is not None
        for db in (desk, babelan):
            written = b"".join(path.read_bytes() for path in db.folder.journal.rglob("*") if path.is_file())
            assert written
            assert token.secret.hex().encode() not in written


def test_a_balasan_says_what_is_held_and_what_is_wanted(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "a") as babelan, year.a_secretariat(tmp_path / "s", babelan) as desk:
        here = attach(babelan, KEY, FIRST, "ada")
        gone = attach(babelan, KEY, FIRST, "tidak ada", "Lain.pdf")
        year.say(babelan, {FIRST: "A"})
        year.take_in(desk, year.send(babelan, tmp_path / "kirim"))
        desk.folder.evidence_file(gone).unlink()
        package = dispatch.gather_return(desk, BABELAN, **WHO)
        assert (package.holdings.have, package.holdings.want) == ((here,), (gone,))
        assert len(package.holdings.heads) == 1
        assert not package.header.revision.final
        sent = dispatch.make_return(desk, BABELAN, tmp_path / "balasan.rbd.zip", **WHO)
        assert sent.path == tmp_path / "balasan.rbd.zip"
        receive_first(babelan, sent.path)
        assert isinstance(read(babelan, sent.path).package, ReturnPackage)


def test_a_letter_needs_an_office_that_has_sent_and_a_desk_that_may_write(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk, year.an_office(tmp_path / "a") as babelan:
        assert what_of(dispatch.gather_return, desk, BABELAN) == "not_sent"
        assert what_of(dispatch.gather_return, desk, "32.16.99") == "unknown_office"
        assert what_of(dispatch.gather_activation, desk, "32.16.99") == "unknown_office"
        for act in (dispatch.gather_return, dispatch.gather_activation):
            assert what_of(act, babelan, BABELAN) == "role"
        assert what_of(dispatch.gather_rulings, babelan) == "role"
        desk.folder.device_key.write_text("rusak", encoding="utf-8")
        with pytest.raises(StoreTrouble) as trouble:
            dispatch.activate(desk, BABELAN, tmp_path, **WHO)
        assert trouble.value.kind == "damaged"


@pytest.fixture
def two_desks(tmp_path: Path) -> Any:
    """Two desks of the secretariat that know each other and hold what one office sent."""
    with (
        year.an_office(tmp_path / "a") as babelan,
        year.a_secretariat(tmp_path / "s1", babelan) as one,
        year.a_secretariat(tmp_path / "s2", babelan) as two,
    ):
        year.say(babelan, {FIRST: "A", year.SECOND: "B"})
        path = year.send(babelan, tmp_path / "kirim")
        for desk, other in ((one, two), (two, one)):
            year.take_in(desk, path)
            key = correspondents.key_of_desk(other)
            secretariat.enrol(desk, catalog.register().code, key, "Inspektorat", **WHO)
        yield one, two


def test_verifiers_who_differ_keep_the_balasan_back_until_one_decides(
    two_desks: tuple[Store, Store], tmp_path: Path
) -> None:
    one, two = two_desks
    rule(one, FIRST, Verdict.AGREE)
    rule(two, FIRST, Verdict.CORRECT, "C", "SK dicabut")
    sent = dispatch.export_rulings(two, tmp_path / "meja", **WHO)
    assert isinstance(sent.package, DeskPackage)
    verifiers.join_rulings(one, verifiers.read_rulings(sent.path, verifiers.load_desk_trust(one)), **WHO)
    assert what_of(dispatch.gather_return, one, BABELAN) == "verifiers_differ"
    with pytest.raises(NotAllowed) as error:
        rule(one, FIRST, Verdict.AGREE)
    assert error.value.what == "too_short", "whoever decides says why"
    rule(one, FIRST, Verdict.AGREE, None, "SK masih berlaku, lihat lampiran")
    assert len(dispatch.gather_return(one, BABELAN, **WHO).rulings) == 3


def test_an_office_of_another_name_gets_letters_of_its_own(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        one, two = (dispatch.gather_activation(desk, code, who="x", now=NOW) for code in (BABELAN, CIBITUNG))
        assert one.token != two.token
        assert (one.seq, two.seq) == (1, 1)
        assert canonical.decode(one.files[0][1], 2**24) == canonical.decode(two.files[0][1], 2**24)
