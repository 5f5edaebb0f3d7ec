"""The secretariat's keys, one after the other: each new one stands under the signature of the one before it.

An office pins what it has confirmed once and follows the chain from there; it never goes back.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from rbdesk.domain.roster import SecretariatKey
from rbdesk.exchange.signing import DeviceKey

SIGNATURE_BYTES = 64
_PREFIX = b"rbdesk-secretariat-key-1"


def first_key(public: bytes) -> SecretariatKey:
    """Return the head of a chain: the key that offices confirm by its fingerprint."""
    return SecretariatKey(public, 1)


def succeed(
    chain: Sequence[SecretariatKey], old: DeviceKey, new_public: bytes, from_seq: int
) -> tuple[SecretariatKey, ...]:
    """Return the chain with a new key that signs from message `from_seq` on, announced by the old one.

    Raises ValueError: the old key is not the chain's last, or the number does not rise.
    """
    if not chain or chain[-1].key != old.public or from_seq <= chain[-1].from_seq:
        raise ValueError("a new key follows the last one, from a later message on")
    signature = SigningKey(old.seed).sign(_message(old.public, new_public)).signature
    return (*chain, SecretariatKey(new_public, from_seq, signature))


def is_chain(chain: Sequence[SecretariatKey]) -> bool:
    """Tell whether each key but the first is signed by the one before it, numbers rise and no key comes back."""
    if not chain or chain[0].signature or len({entry.key for entry in chain}) != len(chain):
        return False
    for old, new in itertools.pairwise(chain):
        if new.from_seq <= old.from_seq or not _is_signed(old.key, new):
            return False
    return True


def key_at(chain: Sequence[SecretariatKey], seq: int) -> bytes | None:
    """Return the key that signs a message with this number; None for a number before the chain's first."""
    valid = [entry.key for entry in chain if entry.from_seq <= seq]
    return valid[-1] if valid else None


def may_sign(
    pinned: Sequence[SecretariatKey], offered: Sequence[SecretariatKey], *, key: bytes, seq: int
) -> bool:
    """Tell whether a key speaks for the secretariat in message `seq`, to whom has pinned this chain.

    `offered` is the chain in the message itself: it may go on where the pinned one ends, and may begin before it.
    Where the two say different things, the pinned one is believed and the message is not.
    """
    if not pinned:
        return False
    known = list(pinned)
    if is_chain(offered):
        keys = [entry.key for entry in offered]
        start = keys.index(pinned[0].key) if pinned[0].key in keys else None
        if start is None:
            return False
        same = min(len(pinned), len(offered) - start)
        if keys[start : start + same] != [entry.key for entry in pinned[:same]]:
            return False
        known += offered[start + same :] if same == len(pinned) else []
    return key_at(known, seq) == key


def pin(pinned: Sequence[SecretariatKey], offered: Sequence[SecretariatKey]) -> tuple[SecretariatKey, ...]:
    """Return what an office pins after a message that `may_sign` allowed: the pinned chain and what goes on from it."""
    keys = [entry.key for entry in offered]
    if not pinned or pinned[0].key not in keys:
        return tuple(pinned) or tuple(offered)
    rest = offered[keys.index(pinned[0].key) + len(pinned) :]
    return (*pinned, *rest)


def _is_signed(old: bytes, new: SecretariatKey) -> bool:
    if len(new.signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(old).verify(_message(old, new.key), new.signature)
    except BadSignatureError:
        return False
    return True


def _message(old: bytes, new: bytes) -> bytes:
    return _PREFIX + old + new
