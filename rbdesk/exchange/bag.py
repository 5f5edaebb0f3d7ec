"""The bag (BagIt 1.0) that a bundle is: which files it has, in which order, and their digests (RB-B01 … RB-B07).

Knows names, lists and digests; knows nothing of what the files say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from rbdesk.domain.correspondence import ACTIVATION, DESK, EVIDENCE, RETURN, STATE
from rbdesk.domain.submission import Part
from rbdesk.errors import BundleRefused

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PROFILE = "https://rbdesk.invalid/profile/1"

BAGIT, INFO, MANIFEST, TAG_MANIFEST, SIGNATURE = (
    "bagit.txt",
    "bag-info.txt",
    "manifest-sha256.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha256.txt.minisig",
)
TAG_FILES = (BAGIT, INFO, MANIFEST, TAG_MANIFEST, SIGNATURE)
_LISTED_TAGS = (INFO, BAGIT, MANIFEST)  # in the order of their names
BUNDLE = "data/bundle.json"

EVIDENCE_NAME = re.compile(r"data/evidence/([0-9a-f]{64})")
PIECE_NAME = re.compile(r"data/pieces/([0-9a-f]{64})[.]([0-9]{3})-([0-9]{3})")

INSTRUMENT_NAME = re.compile(r"data/instruments/[a-z0-9][a-z0-9-]{2,39}[.]json")

_EVIDENCE = EVIDENCE_NAME.pattern
_PIECES = PIECE_NAME.pattern
_INSTRUMENTS = INSTRUMENT_NAME.pattern
# the JSON files of each kind, all of them there, and what else it may carry
_JSON_FILES: Mapping[str, tuple[str, ...]] = {
    STATE: ("answers", "evidence", "followups", "profile", "recommendations", "replies", "skm"),
    EVIDENCE: ("evidence",),
    RETURN: ("holdings", "recommendations", "reviews", "roster"),
    ACTIVATION: ("edition", "enrol", "recommendations", "roster"),
    DESK: ("reviews",),
}
# what minor versions have added to a kind: there in a bundle of exactly that minor, not in an earlier one
_ADDED_FILES: Mapping[tuple[str, int], tuple[str, ...]] = {
    (STATE, 1): ("waivers",),
    (RETURN, 2): ("conditions",),
    (ACTIVATION, 2): ("conditions",),
}
_OTHER_FILES: Mapping[str, tuple[str, ...]] = {
    STATE: (_EVIDENCE,),
    EVIDENCE: (_EVIDENCE, _PIECES),
    ACTIVATION: (_INSTRUMENTS,),
}
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    kind: tuple(f"data/{name}.json" for name in names) for kind, names in _JSON_FILES.items()
}
_PAYLOADS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile("|".join([*map(re.escape, (BUNDLE, *files)), *_OTHER_FILES.get(kind, ())]))
    for kind, files in _REQUIRED.items()
}
# of a kind that nobody here knows: it is refused as a kind, not for its files
_OTHER_KINDS = re.compile("|".join([_EVIDENCE, _PIECES, _INSTRUMENTS]))
_ANY_JSON = re.compile(r"data/[a-z0-9_]{1,32}[.]json")

_LINE = re.compile(rb"([0-9a-f]{64})  ([!-~]+)\n")
_OXUM = re.compile(rb"^Payload-Oxum: (0|[1-9][0-9]*)[.](0|[1-9][0-9]*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Carried:
    """One file or piece of evidence in a bag: digest and size in bytes as read, its type by content ("" for none
    that is allowed, or a piece), and the copy that was made of it, if one was."""

    sha256: str
    size: int
    mime: str
    copy: Path | None


@dataclass(frozen=True, slots=True)
class Bag:
    """All that a container held: `names` in physical order with the base directory, `files` and `carried` without."""

    names: tuple[str, ...]
    files: Mapping[str, bytes]
    carried: Mapping[str, Carried]
    digests: Mapping[str, str]

    @property
    def base(self) -> str:
        """The base directory; only true once the bag was judged."""
        return self.names[0].partition("/")[0]


# --- writing ----------------------------------------------------------------------------------------------


def required_files(kind: str, minor: int = 0) -> tuple[str, ...]:
    """Return the JSON files that a bundle of this kind and minor version has, besides bundle.json, in order.

    Of a later minor than this program knows: those it has in any case.
    """
    added = tuple(f"data/{name}.json" for name in _ADDED_FILES.get((kind, minor), ()))
    return tuple(sorted((*_REQUIRED.get(kind, ()), *added)))


def known_files(kind: str) -> tuple[str, ...]:
    """Return the JSON files that this program reads in a bundle of this kind, whatever its minor version."""
    added = (name for (of, _), names in _ADDED_FILES.items() if of == kind for name in names)
    return tuple(sorted((*_REQUIRED[kind], *(f"data/{name}.json" for name in added))))


def base_name(*, office: str, kind: str, revision: int, device: str) -> str:
    """Return the name of the base directory."""
    return f"rbd-{office}-{kind}-r{revision:04d}-{device[:4]}"


def file_name(
    *,
    edition: str,
    office: str,
    kind: str,
    revision: int,
    device: str,
    bundle_id: str,
    part: Part | None = None,
) -> str:
    """Return the name under which a bundle is sent. Nobody relies on it: phones rename files."""
    of = f"_b{part.number}dari{part.count}" if part is not None else ""
    return f"RBD_{edition}_{office}_{kind}_r{revision:04d}_{device[:4]}_{bundle_id[:6]}{of}.rbd.zip"


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return the list of digests by path."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode("ascii")


def info(
    *,
    organisation: str,
    at: datetime,
    agent: str,
    payload_bytes: int,
    payload_files: int,
    part: Part | None = None,
) -> bytes:
    """Return bag-info.txt: for people, but for its oxum, the payload's bytes and files."""
    one_line = " ".join(organisation.split()), " ".join(agent.split())
    text = (
        f"Source-Organization: {one_line[0]}\n"
        f"Bagging-Date: {at:%Y-%m-%d}\n"
        f"Payload-Oxum: {payload_bytes}.{payload_files}\n"
        f"BagIt-Profile-Identifier: {PROFILE}\n"
        f"Bag-Software-Agent: {one_line[1]}\n"
    )
    if part is not None:
        text += f"Bag-Group-Identifier: {part.group}\nBag-Count: {part.number} of {part.count}\n"
    return text.encode()


def place(name: str) -> tuple[int, str]:
    """Return the sort key that brings a bag's files into their order: what says who and whether comes first."""
    if name in TAG_FILES:
        return TAG_FILES.index(name), ""
    if name == BUNDLE:
        return len(TAG_FILES), ""
    is_evidence = name.startswith(("data/evidence/", "data/pieces/"))
    return len(TAG_FILES) + (2 if is_evidence else 1), name


# --- judging ----------------------------------------------------------------------------------------------


def judge(bag: Bag, *, kind: str, is_newer: bool, minor: int = 0) -> None:
    """Make sure that the bag is whole: exactly its files, in order, each with its digest.

    `kind` and `minor` are what bundle.json says, "" and 0 where that cannot be read; `is_newer`: a later minor
    version than this program's, which may have further JSON files.
    Raises BundleRefused: RB-B01 … RB-B07, RB-S01.
    """
    _judge_base(bag)
    if bag.files.get(BAGIT) != DECLARATION:
        _refuse("RB-B02")
    for name in (MANIFEST, TAG_MANIFEST):
        if name not in bag.files:
            _refuse("RB-B04", name)
    payload = _parse(bag.files[MANIFEST], MANIFEST)
    tags = _parse(bag.files[TAG_MANIFEST], TAG_MANIFEST)
    if not all(path.startswith("data/") for path in payload):
        _refuse("RB-B03", MANIFEST)
    if tuple(tags) != _LISTED_TAGS:
        _refuse("RB-B03", TAG_MANIFEST)
    _judge_files(bag, payload, kind=kind, minor=minor, is_newer=is_newer)
    for path, digest in (payload | tags).items():
        if bag.digests[path] != digest:
            _refuse("RB-B06", path)
    _judge_oxum(bag, tuple(payload))


def _judge_base(bag: Bag) -> None:
    bases = {name.partition("/")[0] for name in bag.names}
    inner = [name.partition("/")[2] for name in bag.names]
    if len(bases) != 1 or "" in inner or inner != sorted(inner, key=place):
        _refuse("RB-B01")


def _parse(raw: bytes, name: str) -> dict[str, str]:
    lines = _LINE.findall(raw)
    paths = [path.decode("ascii") for _, path in lines]
    is_whole = sum(64 + 2 + len(path) + 1 for path in paths) == len(raw)
    if not is_whole or not paths or paths != sorted(set(paths)):
        _refuse("RB-B03", name)
    return {path: digest.decode("ascii") for path, (digest, _) in zip(paths, lines, strict=True)}


def _judge_files(bag: Bag, payload: Mapping[str, str], *, kind: str, minor: int, is_newer: bool) -> None:
    here, required = set(bag.digests), required_files(kind, minor)
    for path in (*_LISTED_TAGS, *payload, BUNDLE, *required):
        if path not in here:
            _refuse("RB-B04", path)
    allowed = [_PAYLOADS[kind]] if kind in _PAYLOADS else [_OTHER_KINDS, _ANY_JSON]
    if is_newer:
        allowed.append(_ANY_JSON)
    for path in sorted(here):
        if path in TAG_FILES:
            continue
        if path not in payload or not (
            path in required or any(pattern.fullmatch(path) for pattern in allowed)
        ):
            _refuse("RB-B05", path)


def _judge_oxum(bag: Bag, payload: Sequence[str]) -> None:
    size = sum(bag.carried[path].size if path in bag.carried else len(bag.files[path]) for path in payload)
    if _OXUM.findall(bag.files[INFO]) != [(str(size).encode(), str(len(payload)).encode())]:
        _refuse("RB-B07")


def _refuse(code: str, name: str = "") -> NoReturn:
    raise BundleRefused(code, **({"name": name} if name else {}))
