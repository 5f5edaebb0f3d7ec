"""The stages S, V, I and E of judging a bundle: who signed it, for whom, in which version, and with which evidence.

Works on what was read; touches no file. Codes RB-S01 … RB-S10, RB-V01 … RB-V04, RB-I01 … RB-I03, RB-E01 … RB-E04.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NoReturn

from rbdesk.domain import roster as rosters
from rbdesk.domain.assessment import Evidence
from rbdesk.domain.correspondence import ACTIVATION, DESK, STATE, EvidencePackage, Header
from rbdesk.domain.instrument import Edition
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.office import CODE, Register
from rbdesk.domain.roster import Enrolment, EnrolmentProof, SecretariatKey, Token
from rbdesk.domain.submission import Package
from rbdesk.errors import BundleRefused
from rbdesk.exchange import (
    bag,
    canonical,
    codec,
    enrolment,
    head,
    notices,
    pieces,
    schema,
    signing,
    strictzip,
    succession,
)
from rbdesk.exchange.bag import Bag
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.editions import EDITION_FILE


@dataclass(frozen=True, slots=True)
class Trust:
    """What a desk believes and takes.

    Editions it knows by id, offices there are, keys on its roster; `only_office` where it is one office's desk.
    `secretariat` are the keys it has pinned, oldest first, none before the first letter; `tokens` the enrolment
    tokens it gave out, by id; `identities` its age keys as text. `kinds` are the kinds of bundle it takes, `tables`
    the rows it can keep.
    """

    editions: Mapping[str, Edition]
    offices: Register
    roster: Sequence[Enrolment]
    only_office: str = ""
    secretariat: Sequence[SecretariatKey] = ()
    tokens: Mapping[str, Token] = field(default_factory=dict)
    identities: Sequence[str] = ()
    kinds: Set[str] = frozenset({STATE})
    tables: Set[str] = codec.ALL_TABLES


def trusted_comment(
    *, kind: Json, edition: Json, office: Json, device: Json, revision: Json, state: Json
) -> str:
    """Return the trusted comment: what the signature says beside the digests, readable without this program."""
    return (
        f"rbdesk1 kind={kind} edition={edition} office={office} device={device} rev={revision} state={state}"
    )


def peek(raw: bytes | None) -> Mapping[str, Json]:
    """Return bundle.json for what must be known before its own stage; empty where it cannot be read."""
    if raw is None:
        return {}
    try:
        return object_in(canonical.decode(raw, strictzip.JSON_LIMIT_BYTES))
    except BundleRefused:
        return {}


def object_in(value: Json) -> Mapping[str, Json]:
    """Return an object, an empty one where it is something else."""
    return value if isinstance(value, dict) else {}


def text_in(claims: Mapping[str, Json], *names: str) -> str:
    """Return a text in nested members, "" where there is none."""
    value: Json = dict(claims)
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def told(claims: Mapping[str, Json], found: Bag) -> dict[str, object]:
    """Return what a file says of itself, for the list of refusals; nothing of it is believed."""
    facts: dict[str, object] = {}
    office = text_in(claims, "office", "code")
    if CODE.fullmatch(office):
        facts["office"] = office
    if bag.TAG_MANIFEST in found.files:
        facts["bundle_id"] = hashlib.sha256(found.files[bag.TAG_MANIFEST]).hexdigest()
    return facts


def minor_in(claims: Mapping[str, Json]) -> int:
    """Return the minor version that the file says it is of, 0 where it says none."""
    match claims.get("format"):
        case {"minor": int(minor)} if not isinstance(minor, bool):
            return minor
    return 0


def is_newer(claims: Mapping[str, Json]) -> bool:
    """Tell whether the file says that it is of a later minor version than ours."""
    match claims.get("format"):
        case {"minor": int(minor)}:
            return minor > head.MINOR
    return False


def judge_signature(found: Bag, claims: Mapping[str, Json], trust: Trust) -> bool:
    """Stage S: the signature is of the key in bundle.json, says what bundle.json says, and the key may sign so.

    Returns whether the key enrols itself by its proof. Of a kind that is not taken only the signature is judged.
    """
    if bag.SIGNATURE not in found.files:
        _refuse("RB-S01")
    device = object_in(claims.get("device"))
    try:
        public = signing.parse_public_base64(text_in(device, "key"))
    except signing.DamagedKey as damaged:
        raise BundleRefused("RB-S04") from damaged
    said = signing.verify(public, found.files[bag.TAG_MANIFEST], found.files[bag.SIGNATURE])

    office, revision = text_in(claims, "office", "code"), object_in(claims.get("rev"))
    kind, number = text_in(claims, "kind"), revision.get("no")
    expected = trusted_comment(
        kind=kind,
        edition=text_in(claims, "edition", "id"),
        office=office,
        device=device.get("id"),
        revision=number,
        state=revision.get("state_id"),
    )
    # the base directory repeats it, and nothing else guards that name
    base = bag.base_name(
        office=office,
        kind=kind,
        revision=number if isinstance(number, int) else 0,
        device=text_in(device, "id"),
    )
    if said != expected or found.base != base:
        _refuse("RB-S05")
    if kind not in trust.kinds:
        return False
    if kind in head.NUMBERED:
        _judge_secretariat(found, claims, public, trust)
        return False
    return _judge_device(claims, public, office, trust)


def _judge_device(claims: Mapping[str, Json], public: bytes, office: str, trust: Trust) -> bool:
    """Judge a key by the roster; one that is not on it may prove that it holds its office's token."""
    kind = text_in(claims, "kind")
    code = rosters.judge(trust.roster, key=public, office=office)
    proof = _proof_in(claims)
    token = trust.tokens.get(proof.token_id) if proof and kind in head.IN_PARTS else None
    if proof is not None and token is not None and code in (None, "RB-S07"):
        replica = text_in(claims, "replica")
        is_text = office.isascii() and replica.isascii()
        if not is_text or not enrolment.is_proven(token, proof, office=office, key=public, replica=replica):
            _refuse("RB-S10", **_key_facts(claims, public))
        return code is not None
    if code == "RB-S06" and kind == DESK:
        code = "RB-S09"
    if code is not None:
        owners = {entry.office for entry in trust.roster if entry.key == public}
        _refuse(code, **_key_facts(claims, public), **({"owner": min(owners)} if owners else {}))
    return False


def _judge_secretariat(found: Bag, claims: Mapping[str, Json], public: bytes, trust: Trust) -> None:
    """Judge a letter by the pinned keys of the secretariat; where none is pinned yet, a person compares its digits."""
    if not trust.secretariat:
        _refuse("RB-S07", **_key_facts(claims, public))
    seq = claims.get("seq")
    offered = _chain_in(found)
    number = seq if isinstance(seq, int) and not isinstance(seq, bool) else 0
    if not succession.may_sign(trust.secretariat, offered, key=public, seq=number):
        _refuse("RB-S09", **_key_facts(claims, public))


def _proof_in(claims: Mapping[str, Json]) -> EnrolmentProof | None:
    match claims.get("enrol"):
        case {"token_id": str(token_id), "mac": str(mac)} if mac.isascii():
            return EnrolmentProof(token_id, mac)
    return None


def _chain_in(found: Bag) -> Sequence[SecretariatKey]:
    """Return the secretariat's keys that a letter itself lists; none where its own stage will refuse the list."""
    raw = found.files.get(notices.ROSTER_FILE, b"")
    try:
        value = canonical.decode(raw, strictzip.JSON_LIMIT_BYTES, notices.ROSTER_FILE)
        return notices.read_roster(value, is_open=True).secretariat
    except BundleRefused:
        return ()


def _key_facts(claims: Mapping[str, Json], public: bytes) -> dict[str, object]:
    """Return what is needed to compare and enrol a key."""
    return {
        "device": signing.device_id(public),
        "label": text_in(claims, "device", "label")[:40],
        "key": signing.public_base64(public),
        "fingerprint": signing.fingerprint(public),
    }


def judge_version(found: Bag, claims: Mapping[str, Json], trust: Trust) -> Edition | None:
    """Stage V: a format, a kind and an edition that this desk knows; None where the bundle brings its edition."""
    form = object_in(claims.get("format"))
    major, least = form.get("major"), form.get("min_minor")
    if form.get("name") != head.FORMAT_NAME or major != head.MAJOR or isinstance(major, bool):
        _refuse("RB-V01", found=str(major)[:20], known=head.MAJOR)
    if isinstance(least, int) and least > head.MINOR:
        _refuse("RB-V02", found=f"{major}.{least}", known=f"{head.MAJOR}.{head.MINOR}")
    kind = text_in(claims, "kind")
    if kind not in trust.kinds:
        _refuse("RB-V03", kind=kind[:20])
    edition_id, digest = text_in(claims, "edition", "id"), text_in(claims, "edition", "hash")
    edition = trust.editions.get(edition_id)
    is_brought = kind == ACTIVATION
    brought = found.digests.get(EDITION_FILE) if is_brought else None
    hashes = {known for known in (edition and edition.hash, brought) if known}
    if hashes != {digest} or (edition is None and not is_brought):
        _refuse("RB-V04", edition=edition_id[:24])
    return edition


def judge_identity(claims: Mapping[str, Json], trust: Trust) -> None:
    """Stage I: an office that there is, a device that is its key, a replica that can be."""
    office = text_in(claims, "office", "code")
    is_regency = text_in(claims, "kind") == DESK
    if office != trust.offices.code if is_regency else trust.offices.office(office) is None:
        _refuse("RB-I01")
    if trust.only_office and office != trust.only_office:
        _refuse("RB-I02")
    public = signing.parse_public_base64(text_in(claims, "device", "key"))
    is_device = text_in(claims, "device", "id") == signing.device_id(public)
    if not is_device or schema.REPLICA.fullmatch(text_in(claims, "replica")) is None:
        _refuse("RB-I03")


def judge_evidence(snapshot: Snapshot, mode: str, found: Bag) -> tuple[str, ...]:
    """Stage E of a state: what is carried is what its rows name. Returns the digests that stand and are missing."""
    rows = _evidence_in(snapshot)
    _judge_carried(rows, found)
    standing = {item.sha256 for item in codec.standing_evidence(snapshot)}
    missing = standing - {carried.sha256 for carried in found.carried.values()}
    if missing and mode == head.ALL_EVIDENCE:
        _refuse("RB-E04", count=len(missing))
    if found.carried and mode == head.NO_EVIDENCE:
        _refuse("RB-E02", sha256=min(item.sha256 for item in found.carried.values()))
    return tuple(sorted(missing))


def judge_further_evidence(package: EvidencePackage, found: Bag) -> None:
    """Stage E of further evidence: each row's file is carried, whole or in part, and nothing else."""
    rows = _evidence_in(Snapshot({}, package.rows))
    _judge_carried(rows, found)
    sizes = {item.sha256: item.size for item in rows}
    pieces.judge(sizes, found)
    carried = {name.partition(".")[0].rpartition("/")[2] for name in found.carried}
    missing = set(sizes) - carried
    if missing:
        _refuse("RB-E04", count=len(missing))


def _evidence_in(snapshot: Snapshot) -> list[Evidence]:
    values = (cell.value for cells in snapshot.rows.values() for cell in cells)
    return [value for value in values if isinstance(value, Evidence)]


def _judge_carried(rows: Sequence[Evidence], found: Bag) -> None:
    """Judge the whole files: named, of the size and the type that their rows say."""
    named = {item.sha256: item for item in rows}
    for item in rows:
        if item.size != named[item.sha256].size:
            _refuse("RB-E01", sha256=item.sha256)
    for path, carried in found.carried.items():
        if not path.startswith("data/evidence/"):
            continue
        name = path.rpartition("/")[2]
        row = named.get(name)
        if carried.sha256 != name or (row is not None and row.size != carried.size):
            _refuse("RB-E01", sha256=name)
        if row is None:
            _refuse("RB-E02", sha256=name)
    for item in rows:
        here = found.carried.get(f"data/evidence/{item.sha256}")
        if item.size == 0 or (here is not None and here.mime != item.mime):
            _refuse("RB-E03", sha256=item.sha256, file=item.name)


def state_warnings(package: Package, missing: Sequence[str], trust: Trust) -> tuple[str, ...]:
    """What is worth a word about a state but no refusal."""
    return _codes(
        {
            **_header_warnings(codec.header_of(package), trust),
            "RB-W03": bool(missing),
            "RB-W04": not package.revision.final,
            "RB-W05": package.part is not None and package.part.count > 1,
        }
    )


def letter_warnings(header: Header, trust: Trust, *, is_part: bool) -> tuple[str, ...]:
    """What is worth a word about another kind of bundle but no refusal."""
    return _codes({**_header_warnings(header, trust), "RB-W05": is_part})


def _header_warnings(header: Header, trust: Trust) -> dict[str, bool]:
    return {
        "RB-W01": not header.made.clock_ok,
        "RB-W02": header.office_name != trust.offices.name_of(header.office),
    }


def _codes(found: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(sorted(code for code, holds in found.items() if holds))


def _refuse(code: str, **facts: object) -> NoReturn:
    raise BundleRefused(code, **facts)
