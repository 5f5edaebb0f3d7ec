from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.errors import BundleRefused
from rbdesk.exchange import signing

KEY = signing.derive_key(bytes(range(32)))
OTHER = signing.derive_key(bytes(32))
DATA = b"a  data/answers.json\n"
COMMENT = "rbdesk1 kind=isian edition=RB-2020 office=32.16.09 device=K7Q29XNA4D rev=3 state=ab"
SIGNED = signing.sign(KEY, DATA, COMMENT)

needs_minisign = pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")


def minisign(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["minisign", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def code_of(public: bytes, data: bytes, signature: bytes) -> str:
    with pytest.raises(BundleRefused) as refused:
        signing.verify(public, data, signature)
    return refused.value.code


def test_a_signature_gives_its_comment_back() -> None:
    assert signing.verify(KEY.public, DATA, SIGNED) == COMMENT


def test_the_same_content_has_the_same_signature() -> None:
    assert signing.sign(KEY, DATA, COMMENT) == SIGNED


@given(st.binary(max_size=200), st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=100))
def test_anything_signed_verifies_and_nothing_else(data: bytes, comment: str) -> None:
    signature = signing.sign(KEY, data, comment)
    assert signing.verify(KEY.public, data, signature) == comment
    assert code_of(KEY.public, data + b"x", signature) == "RB-S03"


def test_other_data_and_another_key_are_told_apart() -> None:
    assert code_of(KEY.public, DATA + b" ", SIGNED) == "RB-S03"
    assert code_of(OTHER.public, DATA, SIGNED) == "RB-S04"


def test_no_bit_of_a_signature_file_can_be_flipped() -> None:
    for place in range(len(SIGNED)):
        for bit in range(8):
            altered = bytearray(SIGNED)
            altered[place] ^= 1 << bit
            assert code_of(KEY.public, DATA, bytes(altered)) in ("RB-S02", "RB-S03", "RB-S04")


def test_a_comment_from_another_signature_is_false() -> None:
    other = signing.sign(KEY, DATA, COMMENT.replace("rev=3", "rev=4")).split(b"\n")
    mixed = SIGNED.split(b"\n")
    mixed[2] = other[2]
    assert code_of(KEY.public, DATA, b"\n".join(mixed)) == "RB-S03"


@pytest.mark.parametrize(
    "altered",
    [
        b"",
        SIGNED + SIGNED,
        SIGNED + b"\n",
        SIGNED[:-1],
        SIGNED.replace(b"\n", b"\r\n"),
        SIGNED.replace(b"RBDesk device", b"someone's device"),
        SIGNED.replace(b"trusted comment: rb", b"Trusted comment: rb"),
        b"\xef\xbb\xbf" + SIGNED,
        SIGNED.split(b"trusted")[0],
    ],
)
def test_another_form_of_signature_is_refused(altered: bytes) -> None:
    assert code_of(KEY.public, DATA, altered) == "RB-S02"


@needs_minisign
def test_a_legacy_signature_is_refused(tmp_path: Path) -> None:
    signing.save_key(tmp_path / "device.key", KEY)
    (tmp_path / "file").write_bytes(DATA)
    minisign("-S", "-l", "-W", "-s", "device.key", "-t", COMMENT, "-m", "file", folder=tmp_path)
    assert code_of(KEY.public, DATA, (tmp_path / "file.minisig").read_bytes()) == "RB-S02"


def test_a_key_file_is_read_back_and_only_the_account_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "device.key"
    key = signing.make_key(path)
    assert signing.load_key(path) == key
    assert key != signing.make_key(tmp_path / "another.key")
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [item.name for item in sorted(tmp_path.iterdir())] == ["another.key", "device.key"]


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "device.key"
    signing.save_key(path, KEY)
    with pytest.raises(FileExistsError):
        signing.save_key(path, OTHER)
    assert signing.load_key(path) == KEY


def test_a_damaged_key_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "device.key"
    signing.save_key(path, KEY)
    whole = path.read_bytes()
    for place in range(whole.index(b"\n"), len(whole), 7):
        altered = bytearray(whole)
        altered[place] ^= 0x10
        path.write_bytes(altered)
        with pytest.raises(signing.DamagedKey):
            signing.load_key(path)
    path.write_bytes(b"")
    with pytest.raises(signing.DamagedKey):
        signing.load_key(path)


def test_the_seed_does_not_show(tmp_path: Path) -> None:
    assert KEY.seed.hex() not in repr(KEY)
    assert repr(KEY.seed) not in repr(KEY)


def test_a_device_has_a_name_and_thirty_digits_that_follow_from_its_key() -> None:
    digest = hashlib.sha256(KEY.public).digest()
    bits = "".join(f"{byte:08b}" for byte in digest)[:50]
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    expected = "".join(alphabet[int(bits[place : place + 5], 2)] for place in range(0, 50, 5))
    assert signing.device_id(KEY.public) == expected
    assert signing.key_id(KEY.public) == digest[:8]
    number = int(hashlib.sha256(b"rbdesk-fp-1" + KEY.public).hexdigest(), 16) % 10**30
    assert signing.fingerprint(KEY.public).replace(" ", "") == str(number).zfill(30)
    assert [len(group) for group in signing.fingerprint(KEY.public).split(" ")] == [5] * 6
    assert signing.device_of(KEY.public, "Laptop Camat").id == expected


@given(st.binary(min_size=32, max_size=32))
def test_names_and_digits_always_have_their_length(public: bytes) -> None:
    assert len(signing.device_id(public)) == 10
    assert len(signing.fingerprint(public)) == 35


def test_the_public_key_travels_as_text() -> None:
    text = signing.public_text(KEY.public)
    assert signing.parse_public_text(text) == KEY.public
    assert signing.parse_public_text(text.split("\n")[1]) == KEY.public
    assert signing.parse_public_base64(signing.public_base64(KEY.public)) == KEY.public
    assert len(signing.public_base64(KEY.public)) == 44


@pytest.mark.parametrize(
    "text",
    [
        "",
        "RWQ",
        signing.public_base64(KEY.public),
        signing.public_text(KEY.public).replace("RW", "RX"),
        "é" * 56,
        signing.public_text(KEY.public) * 2,
    ],
)
def test_another_text_is_no_public_key(text: str) -> None:
    with pytest.raises(signing.DamagedKey):
        signing.parse_public_text(text)


@pytest.mark.parametrize("text", ["", "A" * 44, signing.public_base64(KEY.public)[:-1], "é" * 44, "AA=="])
def test_another_text_is_no_key_of_a_bundle(text: str) -> None:
    with pytest.raises(signing.DamagedKey):
        signing.parse_public_base64(text)


def test_a_comment_of_two_lines_cannot_be_signed() -> None:
    with pytest.raises(ValueError, match="comment"):
        signing.sign(KEY, DATA, "a\nb")


@needs_minisign
def test_the_minisign_program_verifies_our_signature(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(DATA)
    (tmp_path / "file.minisig").write_bytes(SIGNED)
    (tmp_path / "key.pub").write_text(signing.public_text(KEY.public), encoding="ascii", newline="\n")
    said = minisign("-V", "-H", "-p", "key.pub", "-m", "file", folder=tmp_path)
    assert said.returncode == 0, said.stderr
    assert COMMENT in said.stdout
    by_text = signing.public_text(KEY.public).split("\n")[1]
    assert minisign("-V", "-P", by_text, "-m", "file", folder=tmp_path).returncode == 0
    (tmp_path / "file").write_bytes(DATA + b"x")
    assert minisign("-V", "-p", "key.pub", "-m", "file", folder=tmp_path).returncode != 0


@needs_minisign
def test_the_minisign_program_can_use_a_device_key(tmp_path: Path) -> None:
    signing.save_key(tmp_path / "device.key", KEY)
    (tmp_path / "file").write_bytes(DATA)
    said = minisign(
        *("-S", "-W", "-s", "device.key", "-t", COMMENT, "-m", "file"),
        *("-c", f"signature by RBDesk device {signing.device_id(KEY.public)}"),
        folder=tmp_path,
    )
    assert said.returncode == 0, said.stderr
    assert (tmp_path / "file.minisig").read_bytes() == SIGNED
    minisign("-R", "-W", "-s", "device.key", "-p", "out.pub", folder=tmp_path)
    assert signing.parse_public_text((tmp_path / "out.pub").read_text()) == KEY.public
