from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from rbdesk.domain.merge import Fate
from rbdesk.errors import BundleRefused, StoreTrouble
from rbdesk.exchange import signing, succession
from rbdesk.store.database import Store
from rbdesk.workflow import dispatch, letters, ownkeys, receipting, returning, secretariat, sending, setup
from tests import correspondents, year
from tests.build import NOW
from tests.year import BABELAN, CIBITUNG, FIRST

WHO = {"who": "Sekretariat", "now": NOW}


def activate(desk: Store, folder: Path, office: str = BABELAN) -> Path:
    return dispatch.activate(desk, office, folder, **WHO).path


def test_offices_follow_the_secretariat_s_new_key_and_the_roster_only_rises(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s", office) as desk:
        correspondents.receive_first(office, activate(desk, tmp_path / "1"))
        first = letters.load_held_notice(office)
        old = setup.load_identity(desk).device.key
        year.say(office, {FIRST: "A"})
        year.take_in(desk, year.send(office, tmp_path))
        before = correspondents.write_back(desk, tmp_path / "2")

        ownkeys.replace_key(desk, **WHO)
        new = setup.load_identity(desk).device.key
        assert new != old
        assert signing.load_key(desk.folder.device_key).public == new
        after = correspondents.write_back(desk, tmp_path / "3")
        correspondents.receive(office, after)
        held = letters.load_held_notice(office)
        assert held.roster is not None
        assert first.roster is not None
        assert held.roster.version > first.roster.version
        assert [entry.key for entry in letters.load_pinned(office)] == [old, new]
        with pytest.raises(BundleRefused, match="RB-M03"):
            correspondents.receive(office, before)

        ownkeys.replace_key(desk, **WHO)  # and once more; an office that missed one follows both
        third = setup.load_identity(desk).device.key
        correspondents.receive(office, activate(desk, tmp_path / "4"))
        assert [entry.key for entry in letters.load_pinned(office)] == [old, new, third]
        with year.an_office(tmp_path / "c", CIBITUNG) as other:
            correspondents.receive_first(other, activate(desk, tmp_path / "5", CIBITUNG))
            assert letters.load_pinned(other)[-1].key == third


def test_a_letter_of_the_replaced_key_is_refused_once_the_office_has_followed(tmp_path: Path) -> None:
    """Whoever found the old key on a lost computer writes a letter with a high number."""
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s", office) as desk:
        correspondents.receive_first(office, activate(desk, tmp_path / "1"))
        thief = tmp_path / "thief.key"
        thief.write_bytes(desk.folder.device_key.read_bytes())
        ownkeys.replace_key(desk, **WHO)
        correspondents.receive(office, activate(desk, tmp_path / "2"))
        stolen = signing.load_key(thief).public
        chain = letters.load_pinned(office)
        assert not succession.may_sign(chain, (succession.first_key(stolen),), key=stolen, seq=500)
        assert not succession.may_sign(chain, chain, key=stolen, seq=500)


def test_a_lost_key_asks_for_an_activation_file_and_for_digits_again(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s", office) as desk:
        correspondents.receive_first(office, activate(desk, tmp_path / "1"))
        ownkeys.replace_key(desk, **WHO)
        correspondents.receive(office, activate(desk, tmp_path / "2"))
        desk.folder.device_key.write_bytes(b"rusak")
        with pytest.raises(StoreTrouble, match="damaged"):
            ownkeys.replace_key(desk, **WHO)
        ownkeys.replace_key(desk, is_lost=True, **WHO)
        path = activate(desk, tmp_path / "3")
        with pytest.raises(BundleRefused, match="RB-S09") as refused:
            correspondents.read(office, path)
        digits = correspondents.fingerprint(desk).split()[-2:]
        confirmed = returning.confirm(refused.value, " ".join(digits))
        correspondents.receive(office, path, confirmed)
        assert [entry.key for entry in letters.load_pinned(office)] == [setup.load_identity(desk).device.key]


def test_a_secretariat_that_forgot_its_chain_is_believed_again_by_its_digits(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s", office) as desk:
        correspondents.receive_first(office, activate(desk, tmp_path / "1"))
        ownkeys.replace_key(desk, **WHO)
        correspondents.receive(office, activate(desk, tmp_path / "2"))
        desk.folder.key_chain.unlink()
        year.say(office, {FIRST: "A"})
        year.take_in(desk, year.send(office, tmp_path))
        path = correspondents.write_back(desk, tmp_path / "3")
        with pytest.raises(BundleRefused, match="RB-S09") as refused:
            correspondents.read(office, path)
        confirmed = returning.confirm(refused.value, correspondents.fingerprint(desk))
        correspondents.receive(office, path, confirmed)
        assert len(letters.load_pinned(office)) == 1


def test_an_office_s_new_key_enrols_itself_by_its_token(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s") as desk:
        correspondents.receive_first(office, activate(desk, tmp_path / "1"))
        year.say(office, {FIRST: "A"})
        first = sending.export(office, year.key_of(BABELAN), tmp_path, final=False, **WHO)
        year.take_in(desk, first.path)
        correspondents.receive(office, correspondents.write_back(desk, tmp_path / "2"))
        assert letters.prove_enrolment(office, BABELAN) is None

        ownkeys.replace_key(office, **WHO)
        year.say(office, {FIRST: "B"})
        [file] = year.plan(desk, year.send(office, tmp_path)).files
        assert file.fate is Fate.NEWER
        year.take_in(desk, file.path)
        devices = {entry.key for entry in secretariat.list_roster(desk)}
        assert devices == {first.package.device.key, setup.load_identity(office).device.key}
        judged = receipting.judge_receipt(office, first.receipt)
        assert judged.state == receipting.TAKEN_IN


@pytest.mark.parametrize("stop", ["before the chain", "after the chain", "after the key"])
def test_a_replacement_that_was_cut_short_is_ended_or_undone_at_the_next_start(
    tmp_path: Path, stop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        old = setup.load_identity(desk).device.key
        place = {
            "before the chain": (letters, "keep_chain"),
            "after the chain": (ownkeys.os, "replace"),
            "after the key": (ownkeys, "_follow"),
        }[stop]
        real = ownkeys.os.replace

        def cut(*given: object, **_: object) -> None:
            if stop == "after the chain" and given[1] != desk.folder.device_key:
                real(*given)  # type: ignore[call-overload]
                return
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(*place, cut)
            with pytest.raises(KeyboardInterrupt):
                ownkeys.replace_key(desk, **WHO)
    with closing(setup.open_desk(tmp_path / "s", now=NOW)) as again:
        key = setup.load_identity(again).device.key
        assert signing.load_key(again.folder.device_key).public == key
        assert not again.folder.next_device_key.exists()
        assert (key == old) == (stop == "before the chain")
        assert [entry.key for entry in letters.load_own_chain(again)] == ([old] if key == old else [old, key])


def test_a_store_that_is_put_back_follows_the_key_and_its_chain(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        activate(desk, tmp_path)
    earlier = (tmp_path / "s" / "desk.db").read_bytes()
    with closing(setup.open_desk(tmp_path / "s", now=NOW)) as desk:
        ownkeys.replace_key(desk, **WHO)
        chain = letters.load_own_chain(desk)
    (tmp_path / "s" / "desk.db").write_bytes(earlier)
    with closing(setup.open_desk(tmp_path / "s", now=NOW)) as desk:
        assert letters.load_own_chain(desk) == chain
        assert setup.load_identity(desk).device.key == chain[-1].key
        assert dispatch.activate(desk, BABELAN, tmp_path / "lagi", **WHO).package.seq >= chain[-1].from_seq
