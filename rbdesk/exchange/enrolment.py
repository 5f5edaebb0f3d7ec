"""Enrolment without internet: a device proves by a MAC that it holds the token of its office's activation file."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from rbdesk.domain.roster import EnrolmentProof, Token

TOKEN_BYTES = 32
_PREFIX = b"rbdesk-enrol-1"


def make_token(office: str, *, seed: bytes | None = None) -> Token:
    """Return a new token of an office; `seed` is 32 bytes, None takes them from the system's randomness."""
    secret = secrets.token_bytes(TOKEN_BYTES) if seed is None else seed
    return Token(hashlib.sha256(_PREFIX + secret).hexdigest()[:16], office, secret)


def prove(token: Token, *, office: str, key: bytes, replica: str) -> EnrolmentProof:
    """Return the proof of a device (public key, 32 bytes) and a replica of an office that hold the token."""
    message = _PREFIX + office.encode("ascii") + key + replica.encode("ascii")
    return EnrolmentProof(token.id, hmac.new(token.secret, message, hashlib.sha256).hexdigest())


def is_proven(token: Token, proof: EnrolmentProof, *, office: str, key: bytes, replica: str) -> bool:
    """Tell whether a proof is that of the token, for the token's own office."""
    if office != token.office or proof.token_id != token.id:
        return False
    expected = prove(token, office=office, key=key, replica=replica)
    return hmac.compare_digest(expected.mac, proof.mac)
