"""Every kind of broken, tampered and hostile bundle that the tests know, as files made from valid ones.

The tables stand with the stage that they are about; here they come together, each kind under one name.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from rbdesk.domain.roster import REVOKED
from rbdesk.exchange import sealing, signing, sniff
from rbdesk.exchange.stages import Trust
from tests.exchange import (
    letter_samples,
    samples,
    test_bag,
    test_codec,
    test_editions,
    test_enrolment,
    test_followup_rows,
    test_head,
    test_notices,
    test_pieces,
    test_review_rows,
    test_rows,
    test_sniff,
    test_stages,
    test_strictzip,
    test_succession,
    test_waiver_rows,
)
from tests.exchange.samples import Draft

Spoils = Mapping[str, tuple[str, Callable[[Draft], object]]]

IDENTITY, OTHER_IDENTITY = sealing.make_identity(), sealing.make_identity()

# Who judges: a desk that takes only an isian, one that takes everything, and one that knows no device yet
FIRST = Trust({samples.EDITION.id: samples.EDITION}, samples.OFFICES, samples.ROSTER)
ALL = letter_samples.trust(identities=(IDENTITY,))
STRANGER = letter_samples.trust(roster=())
OTHER_OFFICE = replace(FIRST, only_office="32.16.08")
AFTER_THE_THEFT = replace(FIRST, roster=(samples.enrolment(status=REVOKED),))


@dataclass(frozen=True)
class Kind:
    """One kind: what is wrong with it, the code it gets, who judges it, and how its file is made."""

    name: str
    code: str
    trust: Trust
    make: Callable[[Path], Path]


def kinds(folder: Path) -> Iterator[Kind]:
    """All kinds; `folder` is for the valid bundles that they are made from."""
    isian = samples.written(folder)
    letters = {
        "balasan": letter_samples.written(folder, letter_samples.a_return()),
        "aktivasi": letter_samples.written(folder, letter_samples.an_activation()),
        "meja": letter_samples.written(folder, letter_samples.a_desk_package()),
        "bukti": letter_samples.written(folder, letter_samples.evidence_package(folder)),
        "tindak lanjut": letter_samples.written(folder, letter_samples.a_state_with_followups()),
        "dikesampingkan": test_waiver_rows.written(folder),
    }
    yield from _files(folder, isian)
    for name, (code, make) in test_strictzip.HOSTILE.items():
        yield Kind(f"container: {name}", code, FIRST, partial(_put, make))
    for name in test_strictzip.BAD_NAMES:
        yield Kind(f"name: {name!r}", "RB-Z08", FIRST, partial(_put, partial(test_strictzip.named, name)))
    for spoils in (test_bag.SPOILS, test_stages.SPOILS, test_rows.SPOILS):
        yield from _spoilt(isian, spoils, FIRST, samples.KEY)
    yield Kind(
        "another office's bundle", "RB-I02", OTHER_OFFICE, partial(_spoil, isian, _nothing, samples.KEY)
    )
    yield Kind(
        "a stolen laptop's bundle", "RB-S08", AFTER_THE_THEFT, partial(_spoil, isian, _nothing, samples.KEY)
    )
    yield Kind("a million numbers", "RB-J08", FIRST, partial(_spoil, isian, _million, samples.KEY))
    for name, (code, path, value) in test_codec.HEADS.items():
        yield Kind(f"bundle.json: {name}", code, FIRST, partial(_head, isian, path, value))
    yield from _spoilt(isian, test_enrolment.SPOILS, STRANGER, samples.KEY)
    yield from _spoilt(letters["tindak lanjut"], test_followup_rows.SPOILS, ALL, samples.KEY)
    yield from _spoilt(letters["dikesampingkan"], test_waiver_rows.SPOILS, ALL, samples.KEY)
    yield from _spoilt(letters["bukti"], test_pieces.SPOILS, ALL, samples.KEY)
    yield from _spoilt(letters["meja"], test_review_rows.SPOILS, ALL, letter_samples.VERIFIER)
    for spoils in (test_head.SPOILS, test_notices.RETURN_SPOILS):
        yield from _spoilt(letters["balasan"], spoils, ALL, letter_samples.SETDA)
    for spoils in (test_editions.SPOILS, test_notices.ACTIVATION_SPOILS):
        yield from _spoilt(letters["aktivasi"], spoils, ALL, letter_samples.SETDA)
    for name, (code, write) in test_succession.LETTERS.items():
        if code:
            yield Kind(name, code, ALL, partial(_renamed, write))


def _files(folder: Path, isian: Path) -> Iterator[Kind]:
    """What a stick, a mail program or a hurried person makes of a file."""
    good = isian.read_bytes()
    sealed = sealing.seal(isian, sealing.recipient_of(IDENTITY), folder / "tersegel").read_bytes()
    others = sealing.seal(isian, sealing.recipient_of(OTHER_IDENTITY), folder / "lain").read_bytes()
    yield Kind("a file that is not there", "RB-F01", FIRST, lambda target: target)
    yield Kind("a name with a NUL", "RB-F01", FIRST, lambda target: target.with_name("nul\0.zip"))
    yield Kind("a folder", "RB-F02", FIRST, _folder)
    if hasattr(os, "mkfifo"):  # Windows has no pipes in folders, and lets few people make links
        yield Kind("a link", "RB-F02", FIRST, partial(_link, isian))
        yield Kind("a pipe", "RB-F02", FIRST, _pipe)
    yield Kind("more than two gibibytes", "RB-F04", FIRST, partial(_sparse, good))
    contents: dict[str, tuple[str, bytes]] = {
        "an empty file": ("RB-F03", b""),
        "zeros only": ("RB-F03", bytes(5000)),
        "a bundle with a hole at its end": ("RB-F03", good[:2000] + bytes(4096)),
        "a bundle cut in the middle": ("RB-Z01", good[: len(good) // 2]),
        "a bundle with a line added": ("RB-Z01", good + b"\r\n"),
        "two bundles in one file": ("RB-Z02", good + good),
        "a bundle zipped again": ("RB-F06", test_sniff.zipped_again("RBD_x.rbd.zip", good)),
        "a sealed bundle zipped again": ("RB-F06", test_sniff.zipped_again("RBD_x.rbd.zip.age", sealed)),
    }
    contents |= {
        f"a file that is {looks}: {raw[:6]!r}": ("RB-F05", raw) for raw, looks in test_sniff.STRANGE_FILES
    }
    for name, (code, raw) in contents.items():
        yield Kind(name, code, FIRST, partial(_put, partial(bytes, raw)))
    for name, trust, raw in (
        ("a sealed bundle without a key here", FIRST, sealed),
        ("a bundle sealed to someone else", ALL, others),
        ("a sealed bundle cut in its header", ALL, sealed[:60]),
        ("a sealed bundle cut at its end", ALL, sealed[:-1]),
        ("a sealed bundle with a byte altered", ALL, sealed[:-200] + b"x" + sealed[-199:]),
        ("a sealed bundle with a byte added", ALL, sealed + b"x"),
    ):
        yield Kind(name, "RB-F07", trust, partial(_put, partial(bytes, raw)))


def _spoilt(path: Path, spoils: Spoils, trust: Trust, key: signing.DeviceKey) -> Iterator[Kind]:
    for name, (code, spoil) in spoils.items():
        yield Kind(name, code, trust, partial(_spoil, path, spoil, key))


def _spoil(path: Path, spoil: Callable[[Draft], object], key: signing.DeviceKey, target: Path) -> Path:
    draft = samples.draft(path)
    draft.key = key
    spoil(draft)
    return _put(draft.build, target)


def _nothing(draft: Draft) -> None:
    """A bundle without a fault of its own."""


def _million(draft: Draft) -> None:
    """A file that is small and packs well enough, and would take hundreds of megabytes as values."""
    digits = random.Random(2020).choices("123456789", k=1_000_002)
    draft.payload["data/skm.json"] = f"[{','.join(digits)}]".encode()
    draft.is_mended = False


def _head(path: Path, member: str, value: Any, target: Path) -> Path:
    draft = samples.draft(path)
    draft.mend()
    draft.change_bundle(member, value)
    draft.is_mended = False
    return _put(draft.build, target)


def _put(make: Callable[[], bytes], target: Path) -> Path:
    target.write_bytes(make())
    return target


def _renamed(write: Callable[[Path], Path], target: Path) -> Path:
    folder = target.with_name(f"{target.name}.d")
    folder.mkdir()
    return write(folder).rename(target)


def _folder(target: Path) -> Path:
    target.mkdir()
    return target


def _link(path: Path, target: Path) -> Path:
    target.symlink_to(path)
    return target


def _pipe(target: Path) -> Path:
    os.mkfifo(target)
    return target


def _sparse(good: bytes, target: Path) -> Path:
    with target.open("wb") as file:
        file.write(good)
        file.seek(sniff.FILE_LIMIT_BYTES)
        file.write(good)
    return target


# --- mutants ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Signed:
    """A valid bundle, the key that signed it and the desk that takes it."""

    path: Path
    key: signing.DeviceKey
    trust: Trust


def valid_bundles(folder: Path) -> list[Signed]:
    """One small bundle of each kind."""
    state = samples.a_package(blobs=samples.carrying(folder, samples.PDF))
    further = letter_samples.further_evidence(state)
    given = [
        (state, samples.KEY),
        (letter_samples.a_state_with_followups(), samples.KEY),
        (test_waiver_rows.a_package_with_waivers(folder), samples.KEY),
        (further, samples.KEY),
        (letter_samples.a_return(), letter_samples.SETDA),
        (letter_samples.an_activation(), letter_samples.SETDA),
        (letter_samples.a_desk_package(), letter_samples.VERIFIER),
    ]
    return [Signed(letter_samples.written(folder, package, key), key, ALL) for package, key in given]


def mutant(good: bytes, chance: random.Random) -> bytes:
    """Bits flipped, bytes cut out, put in, moved, or made to look like a zip's signatures."""
    altered = bytearray(good)
    for _ in range(chance.choice([1, 1, 1, 2, 4, 16])):
        place, other = chance.randrange(len(altered)), chance.randrange(len(altered))
        length = chance.randrange(1, 40)
        match chance.randrange(5):
            case 0:
                altered[place] ^= 1 << chance.randrange(8)
            case 1:
                del altered[place : place + min(length, len(altered) - 1)]
            case 2:
                altered[place:place] = chance.randbytes(length)
            case 3:
                altered[place : place + length] = altered[other : other + length]
            case _:
                altered[place : place + 4] = chance.choice(
                    [b"PK\1\2", b"PK\3\4", b"PK\5\6", b"\xff" * 4, bytes(4)]
                )
    return bytes(altered)


def signed_mutant(given: Signed, chance: random.Random) -> Draft:
    """The bundle with one thing in one of its files altered, by a person who holds the key."""
    draft = samples.draft(given.path)
    draft.key = given.key
    name = chance.choice([name for name in draft.payload if name.endswith(".json")])
    inner = name.removeprefix("data/").removesuffix(".json")
    draft.put(inner, _altered(draft.get(inner), chance))
    with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError, IndexError):
        draft.mend()
    draft.is_mended = False
    return draft


_ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 7, 2**53, 1.5, "", "x" * 3000, "\ud800", [], {}, [[]], {"a": 1}),
    *(
        "A",
        "tolak",
        "32.16.08",
        "2020-08-27T03:43:00Z",
        "2020-09-14",
        "a" * 16,
        "b" * 64,
        "0.5",
        ["a" * 16, 1],
    ),
)


def _altered(value: Any, chance: random.Random) -> Any:
    """The value with one thing in it replaced, taken away or doubled."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        if chance.random() < 0.15:
            return {name: item for name, item in value.items() if name != key}
        return value | {key: _altered(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        place = chance.randrange(len(value))
        if chance.random() < 0.15:
            return [*value, value[place]]
        return [*value[:place], _altered(value[place], chance), *value[place + 1 :]]
    return chance.choice(_ODD)
