"""The stages S, V, I and E of judging a bundle: who signed it, for whom, in which version, and with which evidence.

Works on what was read; touches no file. Codes RB-S01 … RB-S08, RB-V01 … RB-V04, RB-I01 … RB-I03, RB-E01 … RB-E04.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from rbdesk.domain import roster as rosters
from rbdesk.domain.assessment import Evidence
from rbdesk.domain.instrument import Edition
from rbdesk.domain.office import CODE, Register
from rbdesk.domain.roster import Enrolment
from rbdesk.errors import BundleRefused
from rbdesk.exchange import bag, canonical, codec, schema, signing, strictzip
from rbdesk.exchange.bag import Bag
from rbdesk.exchange.canonical import Json


@dataclass(frozen=True, slots=True)
class Trust:
    """What a desk believes: editions it knows, offices there are, keys on its roster."""

    editions: Mapping[str, Edition]
    offices: Register
    roster: Sequence[Enrolment]
    only_office: str


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


def is_newer(claims: Mapping[str, Json]) -> bool:
    """Tell whether the file says that it is of a later minor version than ours."""
    match claims.get("format"):
        case {"minor": int(minor)}:
            return minor > codec.MINOR
    return False


def judge_signature(found: Bag, claims: Mapping[str, Json], trust: Trust) -> None:
    """Stage S: the signature is of the key in bundle.json, says what bundle.json says, and the key may sign so."""
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

    code = rosters.judge(trust.roster, key=public, office=office)
    if code is not None:
        owners = {entry.office for entry in trust.roster if entry.key == public}
        _refuse(
            code,
            device=signing.device_id(public),
            label=text_in(device, "label")[:40],
            key=signing.public_base64(public),
            fingerprint=signing.fingerprint(public),
            **({"owner": min(owners)} if owners else {}),
        )


def judge_version(claims: Mapping[str, Json], trust: Trust) -> Edition:
    """Stage V: a format, a kind and an edition that this program knows."""
    form = object_in(claims.get("format"))
    major, least = form.get("major"), form.get("min_minor")
    if form.get("name") != codec.FORMAT_NAME or major != codec.MAJOR or isinstance(major, bool):
        _refuse("RB-V01", found=str(major)[:20], known=codec.MAJOR)
    if isinstance(least, int) and least > codec.MINOR:
        _refuse("RB-V02", found=f"{major}.{least}", known=f"{codec.MAJOR}.{codec.MINOR}")
    kind = text_in(claims, "kind")
    if kind != codec.KIND:
        _refuse("RB-V03", kind=kind[:20])
    edition = trust.editions.get(text_in(claims, "edition", "id"))
    if edition is None or edition.hash != text_in(claims, "edition", "hash"):
        _refuse("RB-V04", edition=text_in(claims, "edition", "id")[:24])
    return edition


def judge_identity(claims: Mapping[str, Json], trust: Trust) -> None:
    """Stage I: an office that there is, a device that is its key, a replica that can be."""
    office = text_in(claims, "office", "code")
    if trust.offices.office(office) is None:
        _refuse("RB-I01")
    if trust.only_office and office != trust.only_office:
        _refuse("RB-I02")
    public = signing.parse_public_base64(text_in(claims, "device", "key"))
    is_device = text_in(claims, "device", "id") == signing.device_id(public)
    if not is_device or schema.REPLICA.fullmatch(text_in(claims, "replica")) is None:
        _refuse("RB-I03")


def judge_evidence(read: codec.Read, found: Bag) -> tuple[str, ...]:
    """Stage E: what is carried is what the rows name. Returns the digests that stand and are not carried."""
    rows = [
        cell.value
        for cells in read.package.snapshot.rows.values()
        for cell in cells
        if isinstance(cell.value, Evidence)
    ]
    named = {item.sha256: item for item in rows}
    for item in rows:
        if item.size != named[item.sha256].size:
            _refuse("RB-E01", sha256=item.sha256)
    for path, carried in found.carried.items():
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
    standing = {item.sha256 for item in codec.standing_evidence(read.package.snapshot)}
    missing = standing - {carried.sha256 for carried in found.carried.values()}
    if missing and read.evidence_mode == codec.ALL_EVIDENCE:
        _refuse("RB-E04", count=len(missing))
    if found.carried and read.evidence_mode == codec.NO_EVIDENCE:
        _refuse("RB-E02", sha256=min(item.sha256 for item in found.carried.values()))
    return tuple(sorted(missing))


def warnings(read: codec.Read, missing: Sequence[str], trust: Trust) -> tuple[str, ...]:
    """What is worth a word but no refusal."""
    package = read.package
    found = {
        "RB-W01": not package.made.clock_ok,
        "RB-W02": package.office_name != trust.offices.name_of(package.office),
        "RB-W03": bool(missing),
        "RB-W04": not package.revision.final,
        "RB-W05": read.part is not None and read.part[1] > 1,
    }
    return tuple(code for code, holds in found.items() if holds)


def _refuse(code: str, **facts: object) -> NoReturn:
    raise BundleRefused(code, **facts)
