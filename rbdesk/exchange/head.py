"""bundle.json of every kind: who sends what for whom, in which version, after what, and how much of it.

Knows the members of bundle.json; knows nothing of the other files but their digests.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rbdesk.domain.correspondence import ACTIVATION, EVIDENCE, KINDS, RETURN, STATE, Header
from rbdesk.domain.lineage import Vector
from rbdesk.domain.office import CODE
from rbdesk.domain.roster import EnrolmentProof
from rbdesk.domain.submission import Device, Made, Part, Revision
from rbdesk.exchange import canonical, schema, signing
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.schema import Members, refuse

FORMAT_NAME = "rbdesk-bundle"
MAJOR = 1
MINOR = 2  # 1: a state may hold waivers.json; 2: a letter to an office may hold conditions.json

BUNDLE_FILE = "data/bundle.json"
ALL_EVIDENCE, SOME_EVIDENCE, NO_EVIDENCE = "semua", "sebagian", "tanpa"

MOST_REPLICAS = 64
MOST_PARENTS = 8
MOST_PARTS = 999
MOST_SEQ = 2**31 - 1

NUMBERED = (RETURN, ACTIVATION)  # what the secretariat sends an office, one after the other
IN_PARTS = (STATE, EVIDENCE)

# the kinds to which a minor version has added something
_NEWS: Mapping[int, tuple[str, ...]] = {1: (STATE,), 2: (RETURN, ACTIVATION)}

_KEY_TEXT = re.compile(r"[A-Za-z0-9+/]{43}=")

_COUNTS = ("answers", "answered", "evidence", "evidence_bytes", "followups", "skm")
NO_COUNTS: Mapping[str, int] = dict.fromkeys(_COUNTS, 0)


@dataclass(frozen=True, slots=True)
class Head:
    """All of bundle.json. `part`, `enrolment` and `seq` only in the kinds that have them.

    `minor` is the least version that knows all of the bundle, so that what is not new is the same bytes for ever.
    """

    kind: str
    header: Header
    state_id: str
    counts: Mapping[str, int] = field(default_factory=lambda: NO_COUNTS)
    evidence_mode: str = NO_EVIDENCE
    part: Part | None = None
    enrolment: EnrolmentProof | None = None
    seq: int | None = None
    minor: int = 0


def encode(head: Head) -> bytes:
    """Return bundle.json. Raises ValueError: something that no reader would take."""
    header = head.header
    body: dict[str, Json] = {
        "format": {"name": FORMAT_NAME, "major": MAJOR, "minor": head.minor, "min_minor": 0},
        "kind": head.kind,
        "edition": {"id": header.edition_id, "hash": header.edition_hash},
        "office": {"code": header.office, "name": header.office_name},
        "device": {
            "id": header.device.id,
            "key": signing.public_base64(header.device.key),
            "label": header.device.label,
        },
        "replica": header.replica,
        "vv": vector_json(header.vector),
        "rev": {
            "no": header.revision.number,
            "state_id": head.state_id,
            "parents": list(header.revision.parents),
            "final": header.revision.final,
        },
        "created": {
            "at": schema.time_text(header.made.at.replace(microsecond=0)),
            "by": header.made.by,
            "clock_ok": header.made.clock_ok,
            "app": header.made.app,
        },
        "counts": dict(head.counts),
        "evidence_mode": head.evidence_mode,
    }
    if head.part is not None:
        body["part"] = {"group": head.part.group, "no": head.part.number, "of": head.part.count}
    if head.enrolment is not None:
        body["enrol"] = {"token_id": head.enrolment.token_id, "mac": head.enrolment.mac}
    if head.seq is not None:
        body["seq"] = head.seq
    return canonical.encode(body)


def state_id(
    *, edition_id: str, edition_hash: str, office: str, vector: Vector, files: Mapping[str, bytes]
) -> str:
    """Return the name of a state: equal content has an equal name, whoever exports it and when.

    `files` are the payload's JSON files but bundle.json, by name without `data/`.
    """
    digests: list[Json] = [[name, hashlib.sha256(files[name]).hexdigest()] for name in sorted(files)]
    body: Json = {
        "edition": {"id": edition_id, "hash": edition_hash},
        "files": digests,
        "office": office,
        "vv": vector_json(vector),
    }
    return hashlib.sha256(canonical.encode(body)).hexdigest()


def state_files(raw: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what names a state: all JSON files of a payload but bundle.json, by name without `data/`.

    Those that only a later minor version knows are among them, so that ours can still check its state ids.
    """
    return {path.removeprefix("data/"): content for path, content in raw.items() if path != BUNDLE_FILE}


def state_id_of(header: Header, files: Mapping[str, bytes]) -> str:
    """Return the name of the state that these files are under such a header."""
    return state_id(
        edition_id=header.edition_id,
        edition_hash=header.edition_hash,
        office=header.office,
        vector=header.vector,
        files=files,
    )


def vector_json(vector: Vector) -> Json:
    """Return what was seen of whom, by replica."""
    return [[replica, vector[replica]] for replica in sorted(vector) if vector[replica]]


# --- reading ----------------------------------------------------------------------------------------------


def is_open(bundle: Json) -> bool:
    """Tell whether a bundle is of a later minor version, whose unknown members are read past."""
    match bundle:
        case {"format": {"minor": int(minor)}}:
            return minor > MINOR
    return False


def read(value: Json) -> Head:
    """Return what bundle.json says. Raises BundleRefused: RB-D01 … RB-D08."""
    bundle = Members(value, BUNDLE_FILE, is_open=is_open(value))
    form = bundle.inner("format")
    form.one_of("name", (FORMAT_NAME,))
    form.whole("major", MAJOR, MAJOR)
    minor = form.whole("minor", 0, 10_000)
    form.whole("min_minor", 0, minor)
    form.close()
    kind = bundle.one_of("kind", KINDS)
    if 0 < minor <= MINOR and kind not in _NEWS[minor]:  # nothing in it is newer: one content has one form
        refuse("RB-D09", BUNDLE_FILE, "format.minor")

    edition = bundle.inner("edition")
    edition_id = edition.matching("id", schema.EDITION_ID)
    edition_hash = edition.matching("hash", schema.HEX64)
    edition.close()

    office = bundle.inner("office")
    office_code = office.matching("code", CODE)
    office_name = office.text("name", 80)
    office.close()

    device = bundle.inner("device")
    public = signing.parse_public_base64(device.matching("key", _KEY_TEXT))
    known_device = Device(device.matching("id", schema.DEVICE_ID), public, device.text("label", 40))
    device.close()

    replica = bundle.matching("replica", schema.REPLICA)
    vector = _read_vector(bundle)
    revision, said_state = _read_revision(bundle)

    created = bundle.inner("created")
    made = Made(created.time("at"), created.text("by", 60), created.text("app", 40), created.flag("clock_ok"))
    created.close()

    counts = bundle.inner("counts")
    said_counts = {name: counts.whole(name, 0, 2**40) for name in _COUNTS}
    counts.close()

    mode = bundle.one_of("evidence_mode", (ALL_EVIDENCE, SOME_EVIDENCE, NO_EVIDENCE))
    part = _read_part(bundle) if kind in IN_PARTS else None
    enrolment = _read_enrolment(bundle) if kind in IN_PARTS else None
    seq = bundle.whole("seq", 1, MOST_SEQ) if kind in NUMBERED else None
    bundle.close()
    header = Header(
        *(edition_id, edition_hash, office_code, office_name, known_device, replica, vector),
        *(revision, made),
    )
    return Head(kind, header, said_state, said_counts, mode, part, enrolment, seq, minor)


def judge_counts(head: Head, found: Mapping[str, int]) -> None:
    """Make sure that the counts are those of the content. Raises BundleRefused: RB-D09."""
    for name, count in found.items():
        if head.counts[name] != count:
            refuse("RB-D09", BUNDLE_FILE, f"counts.{name}", said=head.counts[name], found=count)


def judge_state(head: Head, raw: Mapping[str, bytes]) -> None:
    """Make sure that the state id is that of the payload's JSON files, by path. Raises BundleRefused: RB-D09."""
    if state_id_of(head.header, state_files(raw)) != head.state_id:
        refuse("RB-D09", BUNDLE_FILE, "rev.state_id")


def _read_revision(bundle: Members) -> tuple[Revision, str]:
    rev = bundle.inner("rev")
    parents = rev.listed("parents", MOST_PARENTS)
    for parent in parents:
        if not isinstance(parent, str) or schema.HEX64.fullmatch(parent) is None:
            refuse("RB-D03", BUNDLE_FILE, "rev.parents")
    revision = Revision(rev.whole("no", 1, 9999), tuple(str(parent) for parent in parents), rev.flag("final"))
    said_state = rev.matching("state_id", schema.HEX64)
    rev.close()
    return revision, said_state


def _read_vector(bundle: Members) -> dict[str, int]:
    vector: dict[str, int] = {}
    last = ""
    for pair in bundle.listed("vv", MOST_REPLICAS):
        match pair:
            case [str(replica), int(n)] if not isinstance(n, bool):
                if schema.REPLICA.fullmatch(replica) is None or not 1 <= n <= schema.MAX_COUNTER:
                    refuse("RB-D03", BUNDLE_FILE, "vv")
            case _:
                refuse("RB-D03", BUNDLE_FILE, "vv")
        if replica <= last:
            refuse("RB-D06", BUNDLE_FILE, "vv")
        vector[replica] = n
        last = replica
    return vector


def _read_part(bundle: Members) -> Part | None:
    if not bundle.has("part"):
        return None
    part = bundle.inner("part")
    group = part.matching("group", schema.UUID)
    count = part.whole("of", 1, MOST_PARTS)
    number = part.whole("no", 1, count)
    part.close()
    return Part(group, number, count)


def _read_enrolment(bundle: Members) -> EnrolmentProof | None:
    if not bundle.has("enrol"):
        return None
    enrol = bundle.inner("enrol")
    proof = EnrolmentProof(enrol.matching("token_id", schema.TOKEN_ID), enrol.matching("mac", schema.HEX64))
    enrol.close()
    return proof
