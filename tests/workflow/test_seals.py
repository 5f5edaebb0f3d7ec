from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from rbdesk.domain.merge import Fate
from rbdesk.errors import NotAllowed
from rbdesk.exchange import sealing
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.workflow import dispatch, parting, seals, secretariat, sending
from tests import correspondents, year
from tests.build import NOW
from tests.year import BABELAN, FIRST, YEAR

WHO = {"who": "Sekretariat", "now": NOW}
KEY = year.key_of(BABELAN)


def printed(desk: Store) -> str:
    return seals.load_copy(desk).identity


def activate(desk: Store, office: Store, folder: Path) -> None:
    path = dispatch.activate(desk, BABELAN, folder, **WHO).path
    correspondents.receive_first(office, path)


def turned_on(desk: Store) -> None:
    seals.make_key(desk, **WHO)
    seals.switch_on(desk, printed(desk), **WHO)


def test_sealing_is_off_until_a_copy_for_the_safe_has_proven_itself(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        assert seals.load_seal(desk) == seals.Seal()
        with pytest.raises(NotAllowed, match="no_seal_key"):
            seals.switch_on(desk, "KOSONG22", **WHO)
        seals.make_key(desk, **WHO)
        other, right = sealing.make_identity(), printed(desk)
        mistyped = right[:-1] + ("P" if right.endswith("Q") else "Q")  # one key in 32 ends with Q
        for wrong in ("", right[-7:], other, other[-8:], mistyped):
            with pytest.raises(NotAllowed, match="seal_copy"):
                seals.switch_on(desk, wrong, **WHO)
        assert not seals.load_seal(desk).is_on
        assert not dispatch.gather_activation(desk, BABELAN, **WHO).settings.encrypts

        end = printed(desk)[-8:]
        assert seals.switch_on(desk, f" {end[:4].lower()} {end[4:]} ", **WHO)
        seal = seals.load_seal(desk)
        assert (seal.is_on, seal.is_here, seal.changed_by) == (True, True, "Sekretariat")
        package = dispatch.gather_activation(desk, BABELAN, **WHO)
        assert package.settings.encrypts
        assert package.roster.recipient == seal.recipient
        assert not seals.switch_on(desk, end, **WHO)
        seals.switch_off(desk, **WHO)
        package = dispatch.gather_activation(desk, BABELAN, **WHO)
        assert (package.settings.encrypts, package.roster.recipient) == (False, "")


def test_a_key_that_does_not_open_what_is_sealed_to_it_is_never_switched_on(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        seals.make_key(desk, **WHO)
        copy = printed(desk)
        desk.folder.seal_key.unlink()
        with pytest.raises(NotAllowed, match="seal_key_lost"):
            seals.switch_on(desk, copy, **WHO)
        sealing.save_identity(desk.folder.seal_key, sealing.make_identity())
        with pytest.raises(NotAllowed, match="seal_key_lost"):
            seals.switch_on(desk, copy, **WHO)
        assert not seals.load_seal(desk).is_on


def test_an_office_seals_after_its_activation_file_and_the_secretariat_reads_it(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s") as desk:
        turned_on(desk)
        year.say(office, {FIRST: "A"})
        assert year.send(office, tmp_path / "keluar").name.endswith(".rbd.zip")
        activate(desk, office, tmp_path)
        year.say(office, {FIRST: "B"})
        path = year.send(office, tmp_path / "keluar")
        assert path.name.endswith(".rbd.zip.age")
        assert path.read_bytes().startswith(b"age-encryption.org/v1")
        assert sorted(file.suffix for file in (tmp_path / "keluar").iterdir()) == [".age", ".zip"]

        for name in ("DOC-20201124(1)", "kiriman.bin"):  # as telephones call it
            (tmp_path / "hp").mkdir(exist_ok=True)
            (tmp_path / "hp" / name).write_bytes(path.read_bytes())
        with year.a_secretariat(tmp_path / "lain") as stranger:
            [refused, _] = secretariat.read_packages(
                [tmp_path / "hp"], secretariat.load_trust(stranger), None
            )
            assert (refused.code, dict(refused.facts)) == ("RB-F07", {"why": "no_key"})  # type: ignore[union-attr]
        year.take_in(desk, tmp_path / "hp")
        held = assessments.load_snapshot(desk, BABELAN, YEAR)
        assert held == assessments.load_snapshot(office, BABELAN, YEAR)
        [package] = secretariat.list_packages(desk, YEAR, BABELAN)
        archived = desk.folder.archived(package.record.bundle_id)
        assert archived.read_bytes().startswith(b"PK")


def test_parts_are_sealed_each_and_no_larger_than_asked_for(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s") as desk:
        turned_on(desk)
        activate(desk, office, tmp_path)
        for number, code in enumerate((FIRST, year.SECOND, year.THIRD)):
            year.say(office, {code: "A"})
            attach_noise(office, code, number)
        built = parting.export(office, KEY, tmp_path / "p", final=False, limit=300_000, **WHO)
        assert len(built.parts) > 2
        assert all(part.path.name.endswith(".age") and part.size <= 300_000 for part in built.parts)
        package = sending.gather_package(office, KEY, final=False, **WHO)
        planned = parting.plan_sending(package, limit=300_000)
        assert all(
            written.size <= part.size <= written.size + 3000
            for part, written in zip(planned.parts, built.parts, strict=True)
        )
        year.take_in(desk, *(part.path for part in reversed(built.parts)))
        assert year.status_of(desk, BABELAN).evidence_missing == 0

        is_open = sending.export(office, KEY, tmp_path / "laptop", final=False, is_open=True, **WHO)
        assert is_open.path.name.endswith(".rbd.zip")
        [file] = year.plan(desk, is_open.path).files
        assert file.fate is Fate.SAME


def test_a_sealed_file_of_one_s_own_name_ends_as_age_files_do(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s") as desk:
        turned_on(desk)
        activate(desk, office, tmp_path)
        year.say(office, {FIRST: "A"})
        for export in (sending.export, parting.export):
            for name in ("paket.zip", "paket.zip.age"):
                built = export(office, KEY, tmp_path / "p" / name, final=False, **WHO)  # type: ignore[operator]
                assert built.path == tmp_path / "p" / "paket.zip.age"
        assert [file.name for file in (tmp_path / "p").iterdir()] == ["paket.zip.age"]


def test_what_a_killed_program_left_in_the_clear_is_taken_away(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s") as desk:
        turned_on(desk)
        activate(desk, office, tmp_path)
        year.say(office, {FIRST: "A"})
        old, fresh = tmp_path / "p" / ".segel-lama", tmp_path / "p" / ".segel-baru"
        for left in (old, fresh):
            left.mkdir(parents=True)
            (left / "paket.rbd.zip").write_bytes(b"PK")
        os.utime(old, (1, 1))
        year.send(office, tmp_path / "p")
        assert fresh.exists()
        assert not old.exists()


def attach_noise(db: Store, code: str, number: int) -> None:
    from rbdesk.workflow import evidence

    raw = b"%PDF-1.4\n" + os.urandom(200_000) + b"\n%%EOF\n"
    staged = evidence.stage_bytes(db.folder, raw, f"bukti {number}.pdf")
    evidence.attach_evidence(db, KEY, code, staged, who="Operator", now=NOW)


def test_what_is_switched_off_is_not_sealed_any_more_and_stays_readable(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s") as desk:
        turned_on(desk)
        activate(desk, office, tmp_path)
        year.say(office, {FIRST: "A"})
        sealed = year.send(office, tmp_path / "p")
        seals.switch_off(desk, **WHO)
        seals.make_key(desk, is_another=True, **WHO)
        year.take_in(desk, sealed)
        correspondents.receive(
            office, correspondents.write_back(desk, tmp_path)
        )  # tells that nobody is sealed to
        year.say(office, {FIRST: "B"})
        assert year.send(office, tmp_path / "p").name.endswith(".zip")


def test_a_lost_key_is_put_back_from_its_copy_also_at_another_desk(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s") as desk:
        turned_on(desk)
        activate(desk, office, tmp_path)
        year.say(office, {FIRST: "A"})
        sealed, copy = year.send(office, tmp_path / "p"), printed(desk)
        desk.folder.seal_key.unlink()
        assert year.plan(desk, sealed).files[0].code == "RB-F07"
        assert not seals.load_seal(desk).is_here
        with pytest.raises(NotAllowed, match="seal_copy"):
            seals.put_back(desk, sealing.make_identity(), **WHO)
        seals.put_back(desk, f"kunci: {copy[:20]} {copy[20:]}\n", **WHO)
        assert not seals.put_back(desk, copy, **WHO)
        assert year.plan(desk, sealed).files[0].fate is Fate.NEW
        with year.a_secretariat(tmp_path / "t", office) as verifier:
            seals.put_back(verifier, copy, **WHO)
            assert year.plan(verifier, sealed).files[0].fate is Fate.NEW
            assert not seals.load_seal(verifier).is_on


def test_the_page_for_the_safe_holds_the_key_and_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        seals.make_key(desk, **WHO)
        copy = seals.load_copy(desk)
        for name in ("brankas.pdf", "brankas.txt"):
            path = tmp_path / name
            seals.write_copy(copy, path)
            assert path.stat().st_mode & 0o077 == 0 or os.name == "nt"
            assert seals.read_copy(path) == copy.identity
        assert sealing.load_identity(tmp_path / "brankas.txt") == copy.identity
        assert re.search(rb"%PDF", (tmp_path / "brankas.pdf").read_bytes())
        with pytest.raises(NotAllowed, match="seal_copy"):
            seals.read_copy(Path(__file__).with_name("__init__.py"))


def test_only_the_secretariat_has_such_a_key(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "k") as office, pytest.raises(NotAllowed, match="role"):
        seals.make_key(office, **WHO)
