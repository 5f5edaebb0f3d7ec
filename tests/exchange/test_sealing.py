from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest

from rbdesk.domain.submission import Submission
from rbdesk.errors import BundleRefused, StoreTrouble
from rbdesk.exchange import bundle, sealing
from rbdesk.exchange.signing import DamagedKey
from rbdesk.progress import Cancelled, Progress
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import trust

IDENTITY, OTHER = sealing.make_identity(), sealing.make_identity()
RECIPIENT = sealing.recipient_of(IDENTITY)


def sealed(folder: Path, source: Path | None = None) -> Path:
    return sealing.seal(source or samples.written(folder), RECIPIENT, folder / "tersegel")


def why(path: Path, *identities: str) -> str:
    target = path.with_name("terbuka")
    with pytest.raises(BundleRefused) as refused:
        sealing.unseal(path, identities, target)
    assert refused.value.code == "RB-F07"
    assert not target.exists()
    assert not target.with_name(".terbuka.part").exists()
    return str(refused.value.facts["why"])


# --- keys -------------------------------------------------------------------------------------------------


def test_a_key_is_kept_in_a_file_of_the_account_s_own(tmp_path: Path) -> None:
    path = tmp_path / "age.key"
    sealing.save_identity(path, IDENTITY)
    assert sealing.load_identity(path) == IDENTITY
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        sealing.save_identity(path, OTHER)


@pytest.mark.parametrize(
    "text",
    ["", "# public key: age1x\n", f"{IDENTITY}\n{OTHER}\n", IDENTITY[:-1], "age1x"],
    ids=[
        "empty",
        "comment",
        "two",
        "short",
        "public",
    ],  # a key of chance in a name hides the test from a second worker
)
def test_a_file_that_is_not_one_key_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "age.key"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DamagedKey):
        sealing.load_identity(path)


def test_a_scanned_line_is_a_key_too(tmp_path: Path) -> None:
    path = tmp_path / "tempel.txt"
    path.write_text(f"\n  {IDENTITY} \r\n", encoding="utf-8")
    assert sealing.load_identity(path) == IDENTITY


def test_opening_is_tried_before_anyone_relies_on_it() -> None:
    assert sealing.can_open(IDENTITY, RECIPIENT)
    assert not sealing.can_open(OTHER, RECIPIENT)
    assert not sealing.can_open("AGE-SECRET-KEY-1X", RECIPIENT)
    assert not sealing.can_open(IDENTITY, "age1x")


# --- files ------------------------------------------------------------------------------------------------


def test_what_is_sealed_comes_back_byte_for_byte(tmp_path: Path) -> None:
    source = samples.written(tmp_path)
    path = sealed(tmp_path, source)
    assert path.name == source.name + ".age"
    assert b"PK" not in path.read_bytes()[:200]
    back = sealing.unseal(path, [OTHER, IDENTITY], tmp_path / "terbuka")
    assert back.read_bytes() == source.read_bytes()


def test_no_key_another_key_and_a_damaged_file_are_told_apart(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    good = path.read_bytes()
    assert why(path) == "no_key"
    assert why(path, OTHER) == "other_key"
    for place in (len(good) - 1, len(good) // 2, good.index(b"\n--- ") + 10):
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert why(path, IDENTITY) == "damaged"


def test_a_sealed_file_cut_anywhere_is_damaged(tmp_path: Path) -> None:
    source = tmp_path / "besar.rbd.zip"
    source.write_bytes(letters.LARGE[:200_000])
    path = sealed(tmp_path, source)
    good = path.read_bytes()
    header = good.index(b"\n---") + 48
    cuts = [
        23,
        60,
        header,
        header + 16,
        *range(header + 16, len(good), 65_552),
        len(good) - 17,
        len(good) - 1,
    ]
    for cut in cuts:
        path.write_bytes(good[:cut])
        assert why(path, IDENTITY) == "damaged", cut
    path.write_bytes(good + b"x")
    assert why(path, IDENTITY) == "damaged"


def test_a_disk_that_is_full_is_the_machine_s_trouble_not_the_file_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sealed(tmp_path)
    true_open = Path.open

    def full(self: Path, mode: str = "r") -> object:
        return open("/dev/full", mode) if self.suffix == ".part" else true_open(self, mode)

    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StoreTrouble) as trouble:
        bundle.receive(path, trust(identities=(IDENTITY,)), tmp_path / "karantina")
    assert trouble.value.kind == "full"
    with pytest.raises(StoreTrouble):
        sealing.seal(tmp_path / "keluar" / path.stem, RECIPIENT, tmp_path / "lain")


def test_a_cancelled_sealing_leaves_nothing(tmp_path: Path) -> None:
    source = samples.written(tmp_path)
    asked = iter(range(100))
    progress = Progress(is_cancelled=lambda: next(asked) >= 0)
    with pytest.raises(Cancelled):
        sealing.seal(source, RECIPIENT, tmp_path / "tersegel", progress)
    assert list((tmp_path / "tersegel").iterdir()) == []


def test_no_recipient_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(DamagedKey):
        sealing.seal(samples.written(tmp_path), "age1x", tmp_path / "tersegel")
    assert not (tmp_path / "tersegel").exists()


# --- bundles ----------------------------------------------------------------------------------------------


def test_a_sealed_bundle_is_judged_like_any_other_and_its_content_kept_in_staging(tmp_path: Path) -> None:
    source = samples.written(tmp_path)
    path = sealed(tmp_path, source)
    staging = tmp_path / "karantina"
    read = bundle.receive(path, trust(identities=(IDENTITY,)), staging)
    assert isinstance(read, Submission)
    plain = bundle.receive(source, trust(), None)
    assert (read.bundle_id, read.size, read.path) == (plain.bundle_id, source.stat().st_size, path)
    assert read.opened is not None
    assert read.opened.read_bytes() == source.read_bytes()
    assert read.opened.parent == staging


def test_only_judging_a_sealed_bundle_leaves_nothing_behind(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert bundle.receive(path, trust(identities=(IDENTITY,)), None).opened is None
    assert sorted(tmp_path.rglob("*")) == before


def test_without_a_key_and_with_another_s_a_sealed_bundle_is_refused(tmp_path: Path) -> None:
    content = sealed(tmp_path).read_bytes()
    code, facts = samples.refusal_of(tmp_path, content, trust=trust())
    assert (code, facts) == ("RB-F07", {"why": "no_key"})
    code, facts = samples.refusal_of(tmp_path, content, trust=trust(identities=(OTHER,)))
    assert (code, facts) == ("RB-F07", {"why": "other_key"})
    assert samples.refusal_of(tmp_path, content)[0] == "RB-F07"


def test_what_is_wrong_inside_is_told_as_if_it_were_not_sealed(tmp_path: Path) -> None:
    source = samples.written(tmp_path)
    source.write_bytes(source.read_bytes()[:-1])
    code, _ = samples.refusal_of(
        tmp_path, sealed(tmp_path, source).read_bytes(), trust=trust(identities=(IDENTITY,))
    )
    assert code == "RB-Z01"


def test_a_bundle_sealed_twice_is_not_opened_twice(tmp_path: Path) -> None:
    twice = sealing.seal(sealed(tmp_path), RECIPIENT, tmp_path / "dua")
    code, _ = samples.refusal_of(tmp_path, twice.read_bytes(), trust=trust(identities=(IDENTITY,)))
    assert code == "RB-F07"


def test_an_armoured_file_is_opened_too(tmp_path: Path) -> None:
    source = samples.written(tmp_path)
    armoured = pyrage.encrypt(
        source.read_bytes(), [pyrage.x25519.Recipient.from_str(RECIPIENT)], armored=True
    )
    assert samples.refusal_of(tmp_path, armoured, trust=trust(identities=(IDENTITY,))) == ("", {})


# --- the age program --------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_the_age_program_opens_what_is_sealed_here(tmp_path: Path) -> None:
    source = samples.written(tmp_path)
    sealing.save_identity(tmp_path / "age.key", IDENTITY)
    command = ["age", "-d", "-i", str(tmp_path / "age.key"), str(sealed(tmp_path, source))]
    said = subprocess.run(command, check=True, capture_output=True)
    assert said.stdout == source.read_bytes()


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_what_the_age_program_seals_is_opened_here(tmp_path: Path) -> None:
    source = samples.written(tmp_path)
    path = tmp_path / "paket.age"
    subprocess.run(["age", "-r", RECIPIENT, "-o", str(path), str(source)], check=True)
    assert bundle.receive(path, trust(identities=(IDENTITY,)), None).bundle_id


@pytest.mark.skipif(shutil.which("age-keygen") is None, reason="age is not installed")
def test_a_key_that_age_keygen_made_is_read(tmp_path: Path) -> None:
    path = tmp_path / "age.key"
    subprocess.run(["age-keygen", "-o", str(path)], check=True, capture_output=True)
    identity = sealing.load_identity(path)
    assert sealing.can_open(identity, sealing.recipient_of(identity))
