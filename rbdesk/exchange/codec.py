"""Domain values to the JSON files of a bundle of kind isian and back, judged member by member (RB-D01 … RB-D10).

Knows the files of format 1.0 and the order of their rows; knows no zip, no signature and no file system.
Recommendations, follow-ups, survey and replies have their files, but a program of this version keeps no rows of
them: they are written empty, and rows in them are refused (RB-D03) until it does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rbdesk.domain.assessment import Answer, Evidence
from rbdesk.domain.instrument import Edition
from rbdesk.domain.lineage import Snapshot, Vector
from rbdesk.domain.office import CODE
from rbdesk.domain.submission import Device, Made, Package, Revision
from rbdesk.errors import NotAllowed
from rbdesk.exchange import canonical, rows, schema, signing
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.rows import Rows
from rbdesk.exchange.schema import Members, refuse
from rbdesk.exchange.strictzip import JSON_LIMIT_BYTES

FORMAT_NAME = "rbdesk-bundle"
MAJOR = 1
MINOR = 0
KIND = "isian"

BUNDLE_FILE = "data/bundle.json"
ANSWERS, EVIDENCE, FOLLOWUPS, PROFILE, RECOMMENDATIONS, REPLIES, SKM = (
    *("answers.json", "evidence.json", "followups.json", "profile.json"),
    *("recommendations.json", "replies.json", "skm.json"),
)
STATE_FILES = (ANSWERS, EVIDENCE, FOLLOWUPS, PROFILE, RECOMMENDATIONS, REPLIES, SKM)
EMPTY_FILES = (FOLLOWUPS, RECOMMENDATIONS, REPLIES, SKM)

MOST_REPLICAS = 64
MOST_PARENTS = 8

TYPE_WORDS = rows.TYPE_WORDS

ALL_EVIDENCE, SOME_EVIDENCE, NO_EVIDENCE = "semua", "sebagian", "tanpa"

_EDITION_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{2,23}")
_DEVICE_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}")
_KEY_TEXT = re.compile(r"[A-Za-z0-9+/]{43}=")
_HEX16 = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Read:
    """What bundle.json and the state files say; `part` is (number, of how many) where the bundle is one of several."""

    package: Package
    state_id: str
    evidence_mode: str
    part: tuple[int, int] | None


# --- values to files --------------------------------------------------------------------------------------


def state_files(package: Package) -> dict[str, bytes]:
    """Return the state of an office as canonical files by name (`answers.json` …), all seven of them.

    Raises NotAllowed("conflict"): rows with several values, which only the office can settle. ValueError:
    something that no reader would take.
    """
    conflicts = package.snapshot.conflicts()
    if conflicts:
        raise NotAllowed("conflict", count=len(conflicts))
    answers: list[tuple[tuple[str, ...], Json]] = []
    evidence: list[tuple[tuple[str, ...], Json]] = []
    profile: Json = None
    for key, (cell,) in package.snapshot.rows.items():
        row = rows.value_json(cell.value) | {"e": rows.edit_json(cell.edit)}
        match key:
            case ("answers", instrument, question):
                answers.append(((instrument, question), row | {"i": instrument, "q": question}))
            case ("evidence", instrument, question, sha256):
                reference = f"answers/{instrument}/{question}"
                evidence.append(((reference, sha256), row | {"row": reference}))
            case ("profile",):
                profile = row
            case _:
                raise ValueError(f"a row that no file holds: {key}")
    contents: dict[str, Json] = {name: [] for name in EMPTY_FILES}
    contents[ANSWERS] = [row for _, row in sorted(answers, key=lambda item: item[0])]
    contents[EVIDENCE] = [row for _, row in sorted(evidence, key=lambda item: item[0])]
    contents[PROFILE] = profile
    return {name: canonical.encode(contents[name]) for name in STATE_FILES}


def state_id(
    *, edition_id: str, edition_hash: str, office: str, vector: Vector, files: Mapping[str, bytes]
) -> str:
    """Return the name of a state: equal content has an equal name, whoever exports it and when."""
    digests: list[Json] = [[name, hashlib.sha256(files[name]).hexdigest()] for name in sorted(files)]
    body: Json = {
        "edition": {"id": edition_id, "hash": edition_hash},
        "files": digests,
        "office": office,
        "vv": _vector_json(vector),
    }
    return hashlib.sha256(canonical.encode(body)).hexdigest()


def package_state_id(package: Package) -> str:
    """Return the name of the state that a package holds. Raises as `state_files` does."""
    return state_id(
        edition_id=package.edition_id,
        edition_hash=package.edition_hash,
        office=package.office,
        vector=package.snapshot.vector,
        files=state_files(package),
    )


def bundle_file(package: Package, files: Mapping[str, bytes], state: str) -> bytes:
    """Return bundle.json: identity, lineage and counts of a package whose state files are `files`."""
    counts = count_rows(package.snapshot)
    body: Json = {
        "format": {"name": FORMAT_NAME, "major": MAJOR, "minor": MINOR, "min_minor": 0},
        "kind": KIND,
        "edition": {"id": package.edition_id, "hash": package.edition_hash},
        "office": {"code": package.office, "name": package.office_name},
        "device": {
            "id": package.device.id,
            "key": signing.public_base64(package.device.key),
            "label": package.device.label,
        },
        "replica": package.replica,
        "vv": _vector_json(package.snapshot.vector),
        "rev": {
            "no": package.revision.number,
            "state_id": state,
            "parents": list(package.revision.parents),
            "final": package.revision.final,
        },
        "created": {
            "at": schema.time_text(package.made.at.replace(microsecond=0)),
            "by": package.made.by,
            "clock_ok": package.made.clock_ok,
            "app": package.made.app,
        },
        "counts": dict(counts),
        "evidence_mode": evidence_mode(package.snapshot, {sha256 for sha256, _ in package.blobs}),
    }
    return canonical.encode(body)


def count_rows(snapshot: Snapshot) -> dict[str, int]:
    """Return the counts of bundle.json; `evidence_bytes` are those of the files that stand, each once."""
    answers = [cell.value for cells in snapshot.rows.values() for cell in cells]
    standing = {item.sha256: item.size for item in standing_evidence(snapshot)}
    return {
        "answers": sum(isinstance(value, Answer) for value in answers),
        "answered": sum(isinstance(value, Answer) and value.value is not None for value in answers),
        "evidence": sum(isinstance(value, Evidence) for value in answers),
        "evidence_bytes": sum(standing.values()),
        "followups": 0,
        "skm": 0,
    }


def evidence_mode(snapshot: Snapshot, carried: set[str]) -> str:
    """Return the word for how much of the standing evidence is carried: semua, sebagian or tanpa."""
    standing = {item.sha256 for item in standing_evidence(snapshot)}
    if standing <= carried:
        return ALL_EVIDENCE
    return SOME_EVIDENCE if carried else NO_EVIDENCE


def standing_evidence(snapshot: Snapshot) -> Iterator[Evidence]:
    """Yield the evidence that was not taken away again."""
    for cells in snapshot.rows.values():
        for cell in cells:
            if isinstance(cell.value, Evidence) and cell.value.on:
                yield cell.value


def instrument_hash(data: object) -> str:
    """Return the SHA-256 of an instrument file's canonical form; `data` is its JSON with exact decimals."""
    return hashlib.sha256(canonical.encode(canonical.plain(data))).hexdigest()


def view_digest(snapshots: Mapping[tuple[str, str], Snapshot]) -> str:
    """Return the digest of what a desk holds, by (office, edition): vectors, dots and values, conflicts included.

    Wall times and people's names are left out, so that no clock can make two equal desks differ.
    """
    body: Json = [
        [*key, _vector_json(snapshots[key].vector), _rows_json(snapshots[key])] for key in sorted(snapshots)
    ]
    return hashlib.sha256(canonical.encode(body)).hexdigest()


def _rows_json(snapshot: Snapshot) -> Json:
    found: list[Json] = []
    for key in sorted(snapshot.rows):
        cells = sorted(snapshot.rows[key], key=lambda cell: cell.edit.dot)
        found.append([list(key), [[*cell.edit.dot, rows.value_json(cell.value)] for cell in cells]])
    return found


def _vector_json(vector: Vector) -> Json:
    return [[replica, vector[replica]] for replica in sorted(vector) if vector[replica]]


# --- files to values --------------------------------------------------------------------------------------


def decode_files(files: Mapping[str, bytes]) -> dict[str, Json]:
    """Return the JSON of a bundle's files; bundle.json first, the others by name, so that one file fails first.

    Raises BundleRefused: RB-J01 … RB-J08.
    """
    names = sorted(files, key=lambda name: (name != BUNDLE_FILE, name))
    return {name: canonical.decode(files[name], JSON_LIMIT_BYTES, name) for name in names}


def read_package(contents: Mapping[str, Json], raw: Mapping[str, bytes], edition: Edition | None) -> Read:
    """Return what the files of an isian bundle hold; `contents` and `raw` are by path (`data/answers.json`).

    Without an edition its questions and their choices are not judged: so a writer looks at its own work.
    Raises BundleRefused: RB-D01 … RB-D10.
    """
    minor = _minor(contents[BUNDLE_FILE])
    is_open = minor > MINOR
    bundle = Members(contents[BUNDLE_FILE], BUNDLE_FILE, is_open=is_open)
    head = _read_head(bundle)

    found: Rows = {}
    found |= rows.read_answers(contents[f"data/{ANSWERS}"], edition, is_open=is_open)
    found |= rows.read_evidence(contents[f"data/{EVIDENCE}"], edition, is_open=is_open)
    found |= rows.read_profile(contents[f"data/{PROFILE}"], is_open=is_open)
    for name in EMPTY_FILES:
        if schema.items(contents[f"data/{name}"], f"data/{name}", "", rows.MOST_ANSWERS):
            refuse("RB-D03", f"data/{name}")

    snapshot = Snapshot(head.vector, found)
    state = state_id(
        edition_id=head.edition_id,
        edition_hash=head.edition_hash,
        office=head.office,
        vector=head.vector,
        files={name: raw[f"data/{name}"] for name in STATE_FILES},
    )
    if state != head.state_id:
        refuse("RB-D09", BUNDLE_FILE, "rev.state_id")
    for name, count in count_rows(snapshot).items():
        if head.counts[name] != count:
            refuse("RB-D09", BUNDLE_FILE, f"counts.{name}", said=head.counts[name], found=count)
    package = Package(
        edition_id=head.edition_id,
        edition_hash=head.edition_hash,
        office=head.office,
        office_name=head.office_name,
        device=head.device,
        replica=head.replica,
        revision=head.revision,
        made=head.made,
        snapshot=snapshot,
    )
    return Read(package, state, head.evidence_mode, head.part)


@dataclass(frozen=True, slots=True)
class _Head:
    edition_id: str
    edition_hash: str
    office: str
    office_name: str
    device: Device
    replica: str
    vector: dict[str, int]
    revision: Revision
    state_id: str
    made: Made
    counts: dict[str, int]
    evidence_mode: str
    part: tuple[int, int] | None


def _read_head(bundle: Members) -> _Head:
    form = bundle.inner("format")
    form.one_of("name", (FORMAT_NAME,))
    form.whole("major", MAJOR, MAJOR)
    form.whole("min_minor", 0, form.whole("minor", 0, 10_000))
    form.close()
    bundle.one_of("kind", (KIND,))

    edition = bundle.inner("edition")
    edition_id = edition.matching("id", _EDITION_ID)
    edition_hash = edition.matching("hash", schema.HEX64)
    edition.close()

    office = bundle.inner("office")
    office_code = office.matching("code", CODE)
    office_name = office.text("name", 80)
    office.close()

    device = bundle.inner("device")
    public = signing.parse_public_base64(device.matching("key", _KEY_TEXT))
    known_device = Device(device.matching("id", _DEVICE_ID), public, device.text("label", 40))
    device.close()

    replica = bundle.matching("replica", schema.REPLICA)
    vector = _read_vector(bundle)

    rev = bundle.inner("rev")
    parents = rev.listed("parents", MOST_PARENTS)
    for parent in parents:
        if not isinstance(parent, str) or schema.HEX64.fullmatch(parent) is None:
            refuse("RB-D03", BUNDLE_FILE, "rev.parents")
    revision = Revision(rev.whole("no", 1, 9999), tuple(str(parent) for parent in parents), rev.flag("final"))
    said_state = rev.matching("state_id", schema.HEX64)
    rev.close()

    created = bundle.inner("created")
    made = Made(created.time("at"), created.text("by", 60), created.text("app", 40), created.flag("clock_ok"))
    created.close()

    counts = bundle.inner("counts")
    said_counts = {
        name: counts.whole(name, 0, 2**40)
        for name in ("answers", "answered", "evidence", "evidence_bytes", "followups", "skm")
    }
    counts.close()

    mode = bundle.one_of("evidence_mode", (ALL_EVIDENCE, SOME_EVIDENCE, NO_EVIDENCE))
    part = _read_part(bundle)
    if bundle.has("enrol"):
        enrol = bundle.inner("enrol")
        enrol.matching("token_id", _HEX16)
        enrol.matching("mac", schema.HEX64)
        enrol.close()
    bundle.close()
    return _Head(
        *(edition_id, edition_hash, office_code, office_name, known_device, replica, vector),
        *(revision, said_state, made, said_counts, mode, part),
    )


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


def _read_part(bundle: Members) -> tuple[int, int] | None:
    if not bundle.has("part"):
        return None
    part = bundle.inner("part")
    part.matching("group", schema.UUID)
    count = part.whole("of", 1, 999)
    number = part.whole("no", 1, count)
    part.close()
    return number, count


def _minor(bundle: Json) -> int:
    match bundle:
        case {"format": {"minor": int(minor)}}:
            return minor
    return 0
