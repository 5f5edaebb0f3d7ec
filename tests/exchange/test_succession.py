from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.roster import SecretariatKey
from rbdesk.exchange import bundle, signing, succession
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import CHAIN, LONGER_CHAIN, NEXT, SETDA, trust, written

THIEF = signing.derive_key(b"a key that nobody has announced!")
THIRD = signing.derive_key(b"the third key of the secretariat")
LONGEST_CHAIN = succession.succeed(LONGER_CHAIN, NEXT, THIRD.public, 20)


def may_sign(pinned: Any, offered: Any, key: signing.DeviceKey, seq: int) -> bool:
    return succession.may_sign(pinned, offered, key=key.public, seq=seq)


def test_a_new_key_stands_under_the_signature_of_the_old_one() -> None:
    assert succession.is_chain(LONGEST_CHAIN)
    assert [succession.key_at(LONGEST_CHAIN, seq) for seq in (0, 1, 9, 10, 19, 20)] == [
        None, SETDA.public, SETDA.public, NEXT.public, NEXT.public, THIRD.public,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "chain",
    [
        (),
        LONGER_CHAIN[1:],
        (*CHAIN, SecretariatKey(NEXT.public, 10)),
        (*CHAIN, SecretariatKey(NEXT.public, 10, b"x" * 64)),
        (*CHAIN, SecretariatKey(NEXT.public, 10, b"x")),
        (*CHAIN, replace(LONGER_CHAIN[1], key=THIEF.public)),
        (*CHAIN, replace(LONGER_CHAIN[1], from_seq=1)),
        (succession.first_key(THIEF.public), LONGER_CHAIN[1]),
        (*LONGER_CHAIN, succession.succeed(LONGER_CHAIN, NEXT, SETDA.public, 30)[-1]),
    ],
)
def test_keys_that_are_not_announced_by_each_other_are_no_chain(chain: Any) -> None:
    assert not succession.is_chain(chain)


def test_only_the_last_key_announces_the_next_and_for_later_only() -> None:
    for chain, old, seq in ((CHAIN, NEXT, 10), (LONGER_CHAIN, SETDA, 20), (CHAIN, SETDA, 1), ((), SETDA, 10)):
        with pytest.raises(ValueError, match="a new key follows"):
            succession.succeed(chain, old, THIRD.public, seq)


@pytest.mark.parametrize(
    ("pinned", "offered", "key", "seq", "allowed"),
    [
        (CHAIN, CHAIN, SETDA, 5, True),
        (CHAIN, LONGER_CHAIN, SETDA, 9, True),
        (CHAIN, LONGER_CHAIN, NEXT, 10, True),
        (CHAIN, LONGEST_CHAIN, THIRD, 25, True),  # one that missed the letter in between
        (LONGER_CHAIN, CHAIN, SETDA, 9, True),  # an old letter, for another stage to refuse
        ((replace(LONGER_CHAIN[1], signature=b"", from_seq=1),), LONGEST_CHAIN, THIRD, 25, True),
        (CHAIN, CHAIN, THIEF, 5, False),
        (CHAIN, CHAIN, NEXT, 10, False),
        (CHAIN, LONGER_CHAIN, NEXT, 9, False),
        (CHAIN, LONGER_CHAIN, SETDA, 10, False),
        (LONGER_CHAIN, CHAIN, SETDA, 10, False),  # the old key after it was replaced
        (LONGER_CHAIN, succession.succeed(CHAIN, SETDA, THIEF.public, 5), THIEF, 11, False),
        (CHAIN, (succession.first_key(THIEF.public),), THIEF, 5, False),
        (CHAIN, (), THIEF, 5, False),
        (CHAIN, (), SETDA, 5, True),
        ((), CHAIN, SETDA, 5, False),
    ],
)
def test_a_key_speaks_for_the_secretariat_as_the_pinned_chain_and_its_continuation_say(
    pinned: Any, offered: Any, key: Any, seq: int, allowed: bool
) -> None:
    assert may_sign(pinned, offered, key, seq) is allowed


def test_what_is_pinned_only_grows() -> None:
    assert succession.pin((), LONGER_CHAIN) == LONGER_CHAIN
    assert succession.pin(CHAIN, LONGEST_CHAIN) == LONGEST_CHAIN
    assert succession.pin(LONGEST_CHAIN, CHAIN) == LONGEST_CHAIN
    assert succession.pin(CHAIN, (succession.first_key(THIEF.public),)) == CHAIN


# --- in a letter ------------------------------------------------------------------------------------------


def signed_by(key: signing.DeviceKey, seq: int, chain: Any) -> Callable[[Path], Path]:
    said = letters.header(device=signing.device_of(key.public, "PC"))
    roster = replace(letters.ROSTER_NOTICE, secretariat=chain)
    package = letters.a_return(header=said, seq=seq, roster=roster)
    return lambda folder: written(folder, package, key)


LETTERS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "a balasan of the next key under the old one's signature": ("", signed_by(NEXT, 10, LONGER_CHAIN)),
    "a balasan of a stranger": ("RB-S09", signed_by(THIEF, 5, (succession.first_key(THIEF.public),))),
    "a balasan of a stranger that lists the true key": ("RB-S09", signed_by(THIEF, 5, CHAIN)),
    "a balasan of the next key before its time": ("RB-S09", signed_by(NEXT, 9, LONGER_CHAIN)),
    "a balasan of the old key after its time": ("RB-S09", signed_by(SETDA, 10, LONGER_CHAIN)),
    "a balasan of an enrolled laptop": ("RB-S09", signed_by(samples.KEY, 5, CHAIN)),
}


@pytest.mark.parametrize("case", LETTERS)
def test_a_letter_is_believed_by_the_pinned_chain(tmp_path: Path, case: str) -> None:
    code, make = LETTERS[case]
    assert samples.refusal_of(tmp_path, make(tmp_path).read_bytes(), trust=trust())[0] == code


def test_the_first_letter_tells_the_digits_to_compare_and_is_read_once_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, letters.an_activation())
    code, facts = samples.refusal_of(tmp_path, path.read_bytes(), trust=trust(secretariat=()))
    assert (code, facts["fingerprint"]) == ("RB-S07", signing.fingerprint(SETDA.public))
    confirmed = succession.first_key(signing.parse_public_base64(str(facts["key"])))
    assert bundle.receive(path, trust(secretariat=(confirmed,)), None).bundle_id
