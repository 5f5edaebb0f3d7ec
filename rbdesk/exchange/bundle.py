"""Writing and reading a bundle: the stages F, Z, B, S, V, I, J, D, E in order, the first failure wins.

Kind `isian` is written and read; the other kinds are known by name and refused (RB-V03). What a bundle means for
what a desk holds (stages M and K) is decided above.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from rbdesk.domain.instrument import Edition
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.office import Register
from rbdesk.domain.roster import Enrolment
from rbdesk.domain.submission import Package, Refusal, Submission
from rbdesk.errors import BundleRefused, NotAllowed, StoreTrouble
from rbdesk.exchange import bag, canonical, codec, intake, signing, sniff, stages, strictzip
from rbdesk.exchange.bag import Bag
from rbdesk.progress import SILENT, Progress

_COPY_BYTES = 2**20
_CANDIDATE = re.compile(r"[.]zip([.]age)?$", re.IGNORECASE)


# --- writing ----------------------------------------------------------------------------------------------


def write(package: Package, device_key: Path, folder: Path, progress: Progress = SILENT) -> tuple[Path, str]:
    """Write a package as a signed bundle into a folder; return its path and bundle id.

    The file bears its name only after it was read back and found whole. An unchanged package gives the same bytes.
    Raises NotAllowed("conflict"): rows with several values. NotAllowed("evidence_too_big"): more evidence than a
    bundle may carry. NotAllowed("evidence_type"): a file that is not of the type its row says. StoreTrouble: the
    machine refuses, or ("damaged") a file of evidence is not what it was. DamagedKey. Cancelled: nothing is left
    behind. ValueError: a package that no reader would take.
    """
    try:
        key = signing.load_key(device_key)
    except OSError as error:
        raise _trouble(error, device_key) from error
    if (package.device.id, package.device.key) != (signing.device_id(key.public), key.public):
        raise ValueError("the package names another device than the key's")
    blobs = dict(sorted(package.blobs))
    sizes = _evidence_sizes(package.snapshot, blobs)
    files, bundle_id, content = _make_files(package, key, sizes)

    base = bag.base_name(
        office=package.office,
        kind=codec.KIND,
        revision=package.revision.number,
        device=package.device.id,
    )
    name = bag.file_name(
        edition=package.edition_id,
        office=package.office,
        kind=codec.KIND,
        revision=package.revision.number,
        device=package.device.id,
        bundle_id=bundle_id,
    )
    target = folder / name
    part = folder / f".{name}.part"
    pace = intake.Pace(progress, 2 * sum(sizes.values()), name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            _write_container(file, base, files, blobs, pace)
            file.flush()
            os.fsync(file.fileno())
        found = _read_back(part, bundle_id, key.public, blobs, pace)
        _check_types(content, found)
        intake.give_name(part, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if isinstance(error, OSError):
            raise _trouble(error, folder) from error
        raise
    return target, bundle_id


def _evidence_sizes(snapshot: Snapshot, blobs: Mapping[str, Path]) -> dict[str, int]:
    """Return the sizes in bytes of the files to carry, as the rows have them."""
    known = {item.sha256: item.size for item in codec.standing_evidence(snapshot)}
    unknown = sorted(set(blobs) - set(known))
    if unknown:
        raise ValueError(f"evidence to carry that no row refers to: {unknown[0]}")
    sizes = {sha256: known[sha256] for sha256 in blobs}
    too_big = max(sizes.values(), default=0) > strictzip.EVIDENCE_LIMIT_BYTES
    if too_big or sum(sizes.values()) > strictzip.ALL_EVIDENCE_LIMIT_BYTES:
        raise NotAllowed("evidence_too_big", size=sum(sizes.values()))
    return sizes


def _make_files(
    package: Package, key: signing.DeviceKey, sizes: Mapping[str, int]
) -> tuple[dict[str, bytes], str, codec.Read]:
    """Return all files of the bag but evidence, by name without the base directory, the bundle id, and what a
    reader will find in them."""
    state = codec.state_files(package)
    state_id = codec.state_id(
        edition_id=package.edition_id,
        edition_hash=package.edition_hash,
        office=package.office,
        vector=package.snapshot.vector,
        files=state,
    )
    payload = {f"data/{name}": content for name, content in state.items()}
    payload[bag.BUNDLE] = codec.bundle_file(package, state, state_id)
    try:
        content = codec.read_package(codec.decode_files(payload), payload, None)
    except BundleRefused as refused:
        raise ValueError(f"a package that no reader would take: {refused}") from refused

    digests = {path: hashlib.sha256(content).hexdigest() for path, content in payload.items()}
    digests |= {f"data/evidence/{sha256}": sha256 for sha256 in sizes}
    tags = {
        bag.BAGIT: bag.DECLARATION,
        bag.INFO: bag.info(
            organisation=package.office_name,
            at=package.made.at,
            agent=package.made.app,
            payload_bytes=sum(map(len, payload.values())) + sum(sizes.values()),
            payload_files=len(digests),
        ),
        bag.MANIFEST: bag.manifest(digests),
    }
    tag_manifest = bag.manifest({name: hashlib.sha256(raw).hexdigest() for name, raw in tags.items()})
    comment = stages.trusted_comment(
        kind=codec.KIND,
        edition=package.edition_id,
        office=package.office,
        device=package.device.id,
        revision=package.revision.number,
        state=state_id,
    )
    tags[bag.TAG_MANIFEST] = tag_manifest
    tags[bag.SIGNATURE] = signing.sign(key, tag_manifest, comment)
    return payload | tags, hashlib.sha256(tag_manifest).hexdigest(), content


def _write_container(
    file: BinaryIO, base: str, files: Mapping[str, bytes], blobs: Mapping[str, Path], pace: intake.Pace
) -> None:
    with zipfile.ZipFile(file, "w", allowZip64=False) as archive:
        for name in sorted(files, key=bag.place):
            content = files[name]
            entry = _entry(f"{base}/{name}", zipfile.ZIP_DEFLATED)
            archive.writestr(entry, content, compresslevel=_level(content))
            entry.external_attr = 0  # zipfile puts permissions where it finds none
        for sha256, path in blobs.items():
            entry = _entry(f"{base}/data/evidence/{sha256}", zipfile.ZIP_STORED)
            with _evidence(path) as source, archive.open(entry, "w") as target:
                while piece := source.read(_COPY_BYTES):
                    target.write(piece)
                    pace.add(len(piece))
            entry.external_attr = 0


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 0
    entry.compress_type = method
    return entry


def _level(content: bytes) -> int:
    """Return the level of compression: none where the ratio would look like a bomb's (the same note on every row)."""
    if len(content) > strictzip.RATIO_FREE_BYTES:
        packed = len(zlib.compress(content, 9))
        if len(content) > packed * strictzip.RATIO_LIMIT // 2:
            return 0
    return 9


@contextlib.contextmanager
def _evidence(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise StoreTrouble("damaged", str(path), error.strerror or "") from error
    with file:
        yield file


def _read_back(
    path: Path, bundle_id: str, public: bytes, blobs: Mapping[str, Path], pace: intake.Pace
) -> Bag:
    """Read the written file as a stranger's; a stick may lie, and evidence may have changed under us."""
    try:
        with strictzip.open_strict(path) as archive:
            found = intake.take_in(archive, None, pace)
        bag.judge(found, kind=codec.KIND, is_newer=False)
        tag_manifest = found.files[bag.TAG_MANIFEST]
        signing.verify(public, tag_manifest, found.files[bag.SIGNATURE])
        is_same = hashlib.sha256(tag_manifest).hexdigest() == bundle_id
    except BundleRefused as refused:
        for sha256, source in blobs.items():
            if _digest_of(source) != sha256:
                raise StoreTrouble("damaged", str(source)) from refused
        raise StoreTrouble("io", str(path.parent), f"read back otherwise: {refused}") from refused
    if not is_same:
        raise StoreTrouble("io", str(path.parent), "read back otherwise")
    return found


def _check_types(content: codec.Read, found: Bag) -> None:
    try:
        stages.judge_evidence(content, found)
    except BundleRefused as refused:
        raise NotAllowed("evidence_type", **refused.facts) from refused


def _digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    with _evidence(path) as file:
        while piece := file.read(_COPY_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def _trouble(error: OSError, path: Path) -> StoreTrouble:
    kinds = {
        errno.ENOSPC: "full",
        errno.EDQUOT: "full",
        errno.EROFS: "readonly",
        errno.EACCES: "readonly",
        errno.EPERM: "readonly",
    }
    return StoreTrouble(kinds.get(error.errno or 0, "io"), str(path), error.strerror or "")


# --- reading ----------------------------------------------------------------------------------------------


def read(
    path: Path,
    *,
    editions: Mapping[str, Edition],
    offices: Register,
    roster: Sequence[Enrolment],
    staging: Path | None,
    only_office: str = "",
    progress: Progress = SILENT,
) -> Submission:
    """Judge a bundle and return what it holds.

    `staging` is a folder of our own for copies of its evidence, by digest; None only judges. `only_office` is the
    one office whose bundles are wanted, "" for all. A refused file leaves nothing in staging.
    Raises BundleRefused: the code of the first stage that failed; `office` and `bundle_id` among its facts where
    the file could still tell them, and for RB-S07 all that is needed to enrol its key. StoreTrouble: staging
    cannot be written. Cancelled.
    """
    copies: list[Path] = []
    try:
        return _read(
            path,
            stages.Trust(editions, offices, roster, only_office),
            intake.Staging(staging, copies) if staging else None,
            progress,
        )
    except BaseException as error:
        for copy in copies:
            with contextlib.suppress(OSError):
                copy.unlink()
        if isinstance(error, OSError):
            raise _trouble(error, staging or path.parent) from error
        raise


def read_many(
    paths: Sequence[Path],
    *,
    editions: Mapping[str, Edition],
    offices: Register,
    roster: Sequence[Enrolment],
    staging: Path | None,
    only_office: str = "",
    progress: Progress = SILENT,
) -> tuple[Submission | Refusal, ...]:
    """Judge bundles one after the other; one that is refused never stops the others.

    Folders are searched for files that may be bundles, whatever a phone has made of their names.
    Raises StoreTrouble: staging cannot be written. Cancelled.
    """
    files = [file for path in paths for file in (_candidates(path) if os.path.isdir(path) else [path])]
    sizes = [_size_of(file) for file in files]
    total, before = sum(sizes), 0
    results: list[Submission | Refusal] = []
    for file, size in zip(files, sizes, strict=True):
        progress.step(before, total, file.name)
        try:
            result: Submission | Refusal = read(
                file,
                editions=editions,
                offices=offices,
                roster=roster,
                staging=staging,
                only_office=only_office,
                progress=Progress(_shifted(progress, before, total)),
            )
        except BundleRefused as refused:
            result = refusal_of(file, refused, size)
        results.append(result)
        before += size
    progress.step(total, total)
    return tuple(results)


def refusal_of(path: Path, refused: BundleRefused, size: int = 0) -> Refusal:
    """Return a refusal as a value, its facts as texts."""
    facts = {name: str(value) for name, value in refused.facts.items()}
    office, bundle_id = facts.pop("office", ""), facts.pop("bundle_id", "")
    return Refusal(path, refused.code, tuple(sorted(facts.items())), office, bundle_id, size)


def _candidates(folder: Path) -> list[Path]:
    """Return the files below a folder that may be bundles: by name, or, without one, by their first bytes."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith(".") or not path.is_file():
                continue
            if _CANDIDATE.search(name) or _begins_as_zip(path):
                found.append(path)
    return found


def _begins_as_zip(path: Path) -> bool:
    """Tell whether a file that a phone renamed (`.bin`, `DOC-1(1)`, no extension) may be a bundle."""
    if path.suffix.lower() not in ("", ".bin") and "(" not in path.suffix:
        return False
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _shifted(progress: Progress, before: int, total: int) -> Callable[[int, int, str], None]:
    return lambda done, _, label: progress.step(before + done, total, label)


def _read(path: Path, trust: stages.Trust, staging: intake.Staging | None, progress: Progress) -> Submission:
    with strictzip.open_strict(path) as archive:
        size = archive.size
        if staging:
            staging.folder.mkdir(parents=True, exist_ok=True)
            sniff.check_space(size, staging.folder)
        found = intake.take_in(archive, staging, intake.Pace(progress, size, path.name))

    facts: dict[str, object] = {}
    try:
        claims = stages.peek(found.files.get(bag.BUNDLE))
        facts |= stages.told(claims, found)
        bag.judge(found, kind=stages.text_in(claims, "kind"), is_newer=stages.is_newer(claims))
        claims = stages.object_in(
            canonical.decode(found.files[bag.BUNDLE], strictzip.JSON_LIMIT_BYTES, bag.BUNDLE)
        )
        stages.judge_signature(found, claims, trust)
        edition = stages.judge_version(claims, trust)
        stages.judge_identity(claims, trust)
        raw = {name: found.files[name] for name in (bag.BUNDLE, *(f"data/{n}" for n in codec.STATE_FILES))}
        package = codec.read_package(codec.decode_files(raw), raw, edition)
        missing = stages.judge_evidence(package, found)
    except BundleRefused as refused:
        for name, value in facts.items():
            refused.facts.setdefault(name, value)
        raise
    copies = tuple((item.sha256, item.copy) for item in found.carried.values() if item.copy is not None)
    return Submission(
        path=path,
        size=size,
        bundle_id=str(facts["bundle_id"]),
        state_id=package.state_id,
        package=replace(package.package, blobs=tuple(sorted(copies))),
        missing=missing,
        warnings=stages.warnings(package, missing, trust),
    )
