"""Keys and signatures in the form of the minisign program, made with libsodium; and how people tell keys apart.

A device's key lies unencrypted in a file that only the account can read: an office must never be locked out by a
forgotten password. Who a key belongs to is not known here.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from rbdesk.domain.submission import Device
from rbdesk.errors import BundleRefused

SEED_BYTES = 32
PUBLIC_BYTES = 32

_PREHASHED = b"ED"
_KEY_KIND = b"Ed"
# minisign's form of a secret key: kind, no key derivation, BLAKE2b checksum, then an unused salt and two limits
_KEY_FILE_HEAD = _KEY_KIND + bytes(2) + b"B2" + bytes(32 + 8 + 8)
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FINGERPRINT_PREFIX = b"rbdesk-fp-1"

_COMMENT = re.compile(r"[\x20-\x7e]{0,1000}")
_SIGNATURE_FILE = re.compile(
    rb"untrusted comment: ([\x20-\x7e]{0,200})\n([A-Za-z0-9+/=]{100})\n"
    rb"trusted comment: ([\x20-\x7e]{0,1000})\n([A-Za-z0-9+/=]{88})\n"
)


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A device's Ed25519 key pair, 32 bytes each; the seed never shows in a log."""

    seed: bytes = field(repr=False)
    public: bytes


class DamagedKey(ValueError):
    """A key file or a public key's text that is not one."""


def make_key(path: Path, *, seed: bytes | None = None) -> DeviceKey:
    """Make a device's key and write it to a file that is not there yet; return it.

    `seed` is 32 bytes, None takes them from the system's randomness.
    Raises FileExistsError: a key is never overwritten. OSError: as the system has it.
    """
    key = derive_key(secrets.token_bytes(SEED_BYTES) if seed is None else seed)
    save_key(path, key)
    return key


def derive_key(seed: bytes) -> DeviceKey:
    """Return the key pair of a seed of 32 bytes."""
    return DeviceKey(seed, bytes(SigningKey(seed).verify_key))


def device_of(public: bytes, label: str) -> Device:
    """Return the device that a public key is, under the name its people gave it."""
    return Device(device_id(public), public, label)


def save_key(path: Path, key: DeviceKey) -> None:
    """Write the key where none is yet, readable by the account alone; whole or not at all.

    The form is minisign's own, without a password, so that its program can use the file too.
    Raises FileExistsError: a key is never overwritten. OSError: as the system has it.
    """
    identity = key_id(key.public)
    secret = key.seed + key.public
    checksum = hashlib.blake2b(_KEY_KIND + identity + secret, digest_size=32).digest()
    body = _KEY_FILE_HEAD + identity + secret + checksum
    write_secret(path, f"untrusted comment: RBDesk device key {device_id(key.public)}\n{_base64(body)}\n")


def write_secret(path: Path, text: str) -> None:
    """Write a secret in ASCII where no file is yet, readable by the account alone; whole or not at all.

    Raises FileExistsError: a key is never overwritten. OSError: as the system has it.
    """
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(path.name + ".part")
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def load_key(path: Path) -> DeviceKey:
    """Read a key file that `save_key` wrote.

    Raises DamagedKey: it is not whole, or locked with a password. OSError: as the system has it.
    """
    lines = path.read_bytes().split(b"\n")
    body = _unbase64(lines[1]) if len(lines) == 3 and lines[2] == b"" else b""
    if len(body) != 158 or not body.startswith(_KEY_FILE_HEAD):
        raise DamagedKey(f"not a device key: {path.name}")
    identity, secret, checksum = body[54:62], body[62:126], body[126:]
    key = derive_key(secret[:SEED_BYTES])
    is_whole = hashlib.blake2b(_KEY_KIND + identity + secret, digest_size=32).digest() == checksum
    if not is_whole or secret[SEED_BYTES:] != key.public or identity != key_id(key.public):
        raise DamagedKey(f"damaged device key: {path.name}")
    return key


def key_id(public: bytes) -> bytes:
    """Return the 8 bytes by which a signature names its key."""
    return hashlib.sha256(public).digest()[:8]


def device_id(public: bytes) -> str:
    """Return a device's name: the first 50 bits of the key's SHA-256 as 10 characters of Crockford's base 32."""
    number = int.from_bytes(hashlib.sha256(public).digest(), "big") >> (256 - 50)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(45, -1, -5))


def fingerprint(public: bytes) -> str:
    """Return the 30 digits that two people compare by telephone, in 6 groups of 5."""
    number = int.from_bytes(hashlib.sha256(_FINGERPRINT_PREFIX + public).digest(), "big") % 10**30
    digits = f"{number:030d}"
    return " ".join(digits[place : place + 5] for place in range(0, 30, 5))


def public_text(public: bytes) -> str:
    """Return the public key as minisign's own file: a comment and a line of base64 (the argument of its -P)."""
    identity = key_id(public)
    return f"untrusted comment: RBDesk device {device_id(public)}\n{_base64(_KEY_KIND + identity + public)}\n"


def parse_public_text(text: str) -> bytes:
    """Return the public key of such a file, or of its second line alone.

    Raises DamagedKey: it is no public key, or its key id is another's.
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    if len(lines) == 2 and lines[0].startswith("untrusted comment:"):
        lines = lines[1:]
    body = _unbase64(lines[0].encode("utf-8")) if len(lines) == 1 else b""
    if len(body) != 2 + 8 + PUBLIC_BYTES or body[:2] != _KEY_KIND or body[2:10] != key_id(body[10:]):
        raise DamagedKey("not a public key")
    return body[10:]


def public_base64(public: bytes) -> str:
    """Return the key's 32 bytes as they stand in bundle.json: 44 characters of base64."""
    return _base64(public)


def parse_public_base64(text: str) -> bytes:
    """Return the key of exactly such a text.

    Raises DamagedKey: it is not that form.
    """
    public = _unbase64(text.encode("utf-8"))
    if len(public) != PUBLIC_BYTES:
        raise DamagedKey("not a public key")
    return public


def sign(key: DeviceKey, data: bytes, trusted_comment: str) -> bytes:
    """Return minisign's signature file over `data`; the trusted comment, printable ASCII, is signed with it.

    The same key, data and comment give the same bytes.
    """
    if _COMMENT.fullmatch(trusted_comment) is None:
        raise ValueError(f"a comment that no signature can carry: {trusted_comment[:40]!r}")
    signer = SigningKey(key.seed)
    signature = signer.sign(_prehash(data)).signature
    over_all = signer.sign(signature + trusted_comment.encode("ascii")).signature
    return (
        f"untrusted comment: {_untrusted_comment(key.public)}\n"
        f"{_base64(_PREHASHED + key_id(key.public) + signature)}\n"
        f"trusted comment: {trusted_comment}\n"
        f"{_base64(over_all)}\n"
    ).encode("ascii")


def verify(public: bytes, data: bytes, signature_file: bytes) -> str:
    """Return the trusted comment of a signature over `data` that was made with the key of `public`.

    Raises BundleRefused: RB-S02 for any other form than the one that `sign` writes (legacy kind, several
    signatures, another line end), RB-S04 for another key's signature, RB-S03 for a false one.
    """
    lines = _SIGNATURE_FILE.fullmatch(signature_file)
    body = _unbase64(lines[2]) if lines else b""
    over_all = _unbase64(lines[4]) if lines else b""
    if lines is None or len(body) != 74 or len(over_all) != 64 or body[:2] != _PREHASHED:
        raise BundleRefused("RB-S02")
    if body[2:10] != key_id(public):
        raise BundleRefused("RB-S04")
    # nothing signs this line, so it has one form, else it could be altered unseen
    if lines[1].decode("ascii") != _untrusted_comment(public):
        raise BundleRefused("RB-S02")
    signature = body[10:]
    try:
        verifier = VerifyKey(public)
        verifier.verify(_prehash(data), signature)
        verifier.verify(signature + lines[3], over_all)
    except BadSignatureError as error:
        raise BundleRefused("RB-S03") from error
    return lines[3].decode("ascii")


def _untrusted_comment(public: bytes) -> str:
    return f"signature by RBDesk device {device_id(public)}"


def _prehash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=64).digest()


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _unbase64(text: bytes) -> bytes:
    """Return what a base64 text holds, or nothing where it is not the one text of its bytes."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""
    return raw if base64.b64encode(raw) == text else b""
