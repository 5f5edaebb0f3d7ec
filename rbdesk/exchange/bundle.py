"""Writing and reading a bundle: the stages F, Z, B, S, V, I, J, D, E in order, the first failure wins.

An `isian` is read as a Submission, the other kinds as a Delivery. What a bundle means for what a desk holds (stages
M and K) is decided above.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from rbdesk.domain.assessment import Evidence
from rbdesk.domain.correspondence import (
    STATE,
    Delivery,
    EvidencePackage,
    Piece,
    kind_of,
)
from rbdesk.domain.instrument import Edition
from rbdesk.domain.office import Register
from rbdesk.domain.roster import Enrolment, Token
from rbdesk.domain.submission import Package, Refusal, Submission
from rbdesk.errors import BundleRefused, NotAllowed
from rbdesk.exchange import (
    bag,
    canonical,
    codec,
    container,
    head,
    intake,
    letters,
    pieces,
    sealing,
    signing,
    sniff,
    stages,
    strictzip,
)
from rbdesk.exchange.bag import Bag
from rbdesk.exchange.beside import Beside
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.container import Contents, Stored
from rbdesk.exchange.letters import Letter
from rbdesk.exchange.mirror import Mirror
from rbdesk.exchange.stages import Trust
from rbdesk.progress import SILENT, Progress

Read = TypeVar("Read")

NO_TOKENS: Mapping[str, Token] = MappingProxyType({})

_WORKSHOP = ".segel-"
_LONGEST_WORK_S = 3600.0
_UNKNOWN_KEY = "RB-S07"
_MIRRORED_FROM_BYTES = 2**20  # a smaller one is copied when it is taken in

_CANDIDATE = re.compile(r"[.]zip([.]age)?$", re.IGNORECASE)


# --- writing ----------------------------------------------------------------------------------------------


def write(
    package: Package | Letter, device_key: Path, folder: Path, progress: Progress = SILENT
) -> tuple[Path, str]:
    """Write a package as a signed bundle into a folder; return its path and bundle id.

    The file bears its name only after it was read back and found whole. An unchanged package gives the same bytes;
    one with a `seal_to` is sealed after that, and its content in the clear is never there under a lasting name.
    Raises NotAllowed("conflict"): rows with several values. NotAllowed("evidence_too_big"): more evidence than a
    bundle may carry. NotAllowed("evidence_type"): a file that is not of the type its row says. StoreTrouble: the
    machine refuses, or ("damaged") a file of evidence is not what it was. DamagedKey. Cancelled: nothing is left
    behind. ValueError: a package that no reader would take.
    """
    try:
        key = signing.load_key(device_key)
    except OSError as error:
        raise container.trouble(error, device_key) from error
    contents = contents_of(package)
    device = contents.header.device
    if (device.id, device.key) != (signing.device_id(key.public), key.public):
        raise ValueError("the package names another device than the key's")
    total = sum(item.size for item in contents.stored)
    recipient = package.seal_to if isinstance(package, Package | EvidencePackage) else ""
    if recipient:
        return _write_sealed(package, contents, key, recipient, folder, progress)
    pace = intake.Pace(progress, 2 * total, contents.base)
    return container.write(contents, key, folder, pace, lambda found: _check_evidence(package, found))


def _write_sealed(
    package: Package | Letter,
    contents: Contents,
    key: signing.DeviceKey,
    recipient: str,
    folder: Path,
    progress: Progress,
) -> tuple[Path, str]:
    """Write a bundle beside its place, then seal it into its place."""
    total = sum(item.size for item in contents.stored)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep_workshops(folder)
        workshop = Path(tempfile.mkdtemp(dir=folder, prefix=_WORKSHOP))
    except OSError as error:
        raise container.trouble(error, folder) from error
    try:
        pace = intake.Pace(progress, 3 * total, contents.base)
        plain, bundle_id = container.write(
            contents, key, workshop, pace, lambda found: _check_evidence(package, found)
        )
        sealed = Progress(lambda done, of, _: progress.step(2 * of + done, 3 * of, contents.base))
        return sealing.seal(plain, recipient, folder, sealed), bundle_id
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _sweep_workshops(folder: Path) -> None:
    """Take away what a program that was killed left in the clear beside its sealed bundles."""
    for left in folder.glob(f"{_WORKSHOP}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LONGEST_WORK_S:
                shutil.rmtree(left)


def contents_of(package: Package | Letter) -> Contents:
    """Return a package as the files of a bundle, judged as a reader would. Reads no evidence.

    Raises NotAllowed: "conflict", "evidence_too_big". ValueError: a package that no reader would take.
    """
    if isinstance(package, Package):
        stored = _stored_files(codec.standing_evidence(package.snapshot), package.blobs, ())
        state = codec.state_files(package)
        state_id = head.state_id_of(codec.header_of(package), state)
        files = {f"data/{name}": raw for name, raw in state.items()}
        files[head.BUNDLE_FILE] = codec.bundle_file(package, state_id)
        _read_own(lambda: codec.read_package(codec.decode_files(files), files, None))
        minor = int(f"data/{codec.WAIVERS}" in files)
        return Contents(STATE, codec.header_of(package), state_id, files, stored, package.part, minor)

    stored, part = (), None
    if isinstance(package, EvidencePackage):
        stored = _stored_files(package.files.values(), package.blobs, package.pieces)
        part = package.part
    files = letters.payload_files(package)
    read, said = _read_own(lambda: letters.read_letter(codec.decode_files(files), files, None, None))
    _read_own(lambda: letters.judge_history(read))
    return Contents(kind_of(package), package.header, said.state_id, files, stored, part, said.minor)


def _read_own(read: Callable[[], Read]) -> Read:
    """Look at our own work as a reader would."""
    try:
        return read()
    except BundleRefused as refused:
        raise ValueError(f"a package that no reader would take: {refused}") from refused


def _stored_files(
    rows: Iterable[Evidence], blobs: Sequence[tuple[str, Path]], cut: Sequence[Piece]
) -> tuple[Stored, ...]:
    """Return the files and pieces to carry, with the sizes that the rows say."""
    known = {item.sha256: item.size for item in rows}
    unknown = sorted(({sha256 for sha256, _ in blobs} | {piece.sha256 for piece in cut}) - set(known))
    if unknown:
        raise ValueError(f"evidence to carry that no row refers to: {unknown[0]}")
    found = [
        Stored(f"data/evidence/{sha256}", path, known[sha256], sha256=sha256)
        for sha256, path in sorted(dict(blobs).items())
    ]
    for piece in sorted(cut, key=lambda piece: (piece.sha256, piece.number)):
        sizes = pieces.piece_sizes(known[piece.sha256], piece.count)
        if sizes is None or not 1 <= piece.number <= piece.count:
            raise ValueError(f"a piece that no file has: {piece.number} of {piece.count}")
        path = pieces.piece_path(piece.sha256, piece.number, piece.count)
        found.append(Stored(path, piece.path, sizes[piece.number - 1], piece.offset))
    total = sum(item.size for item in found)
    largest = max((item.size for item in found), default=0)
    if largest > strictzip.EVIDENCE_LIMIT_BYTES or total > strictzip.ALL_EVIDENCE_LIMIT_BYTES:
        raise NotAllowed("evidence_too_big", size=total)
    return tuple(found)


def _check_evidence(package: Package | Letter, found: Bag) -> None:
    """Judge what was read back as a reader would: types are told only from the bytes."""
    try:
        if isinstance(package, Package):
            carried = {sha256 for sha256, _ in package.blobs}
            stages.judge_evidence(package.snapshot, codec.evidence_mode(package.snapshot, carried), found)
        elif isinstance(package, EvidencePackage):
            stages.judge_further_evidence(package, found)
    except BundleRefused as refused:
        raise NotAllowed("evidence_type", **refused.facts) from refused


# --- reading ----------------------------------------------------------------------------------------------


def read(
    path: Path,
    *,
    editions: Mapping[str, Edition],
    offices: Register,
    roster: Sequence[Enrolment],
    staging: Path | None,
    only_office: str = "",
    tokens: Mapping[str, Token] = NO_TOKENS,
    progress: Progress = SILENT,
) -> Submission:
    """Judge a bundle of kind isian, whatever rows it has, and return what it holds; see `receive`."""
    trust = Trust(editions, offices, roster, only_office, tokens=tokens, tables=codec.ALL_TABLES)
    found = receive(path, trust, staging, progress)
    assert isinstance(found, Submission)  # the only kind that this trust takes
    return found


def read_many(
    paths: Sequence[Path],
    *,
    editions: Mapping[str, Edition],
    offices: Register,
    roster: Sequence[Enrolment],
    staging: Path | None,
    only_office: str = "",
    tokens: Mapping[str, Token] = NO_TOKENS,
    progress: Progress = SILENT,
) -> tuple[Submission | Refusal, ...]:
    """Judge bundles of kind isian, whatever rows they have, one after the other; see `receive_many`."""
    trust = Trust(editions, offices, roster, only_office, tokens=tokens, tables=codec.ALL_TABLES)
    found = receive_many(paths, trust, staging, progress)
    return tuple(item for item in found if not isinstance(item, Delivery))


def receive(
    path: Path, trust: Trust, staging: Path | None, progress: Progress = SILENT
) -> Submission | Delivery:
    """Judge a bundle of any kind that `trust` takes and return what it holds.

    `staging` is a folder of our own for copies of its evidence, by digest, of pieces, and of an encrypted bundle's
    content; None only judges. A refused file leaves nothing in staging, but for a large one of an unknown key its copy
    (the facts `copy` and `sha256`), which waits for a person.
    Raises BundleRefused: the code of the first stage that failed; `office` and `bundle_id` among its facts where
    the file could still tell them, and for RB-S07 all that is needed to enrol its key. StoreTrouble: staging
    cannot be written. Cancelled.
    """
    copies: list[Path] = []
    try:
        if staging is None:
            return _receive(path, trust, None, progress)
        with Beside() as beside:
            return _receive(path, trust, intake.Staging(staging, copies, beside), progress)
    except BaseException as error:
        for copy in copies:
            with contextlib.suppress(OSError):
                copy.unlink()
        if isinstance(error, OSError):
            raise container.trouble(error, staging or path.parent) from error
        raise


def receive_many(
    paths: Sequence[Path], trust: Trust, staging: Path | None, progress: Progress = SILENT
) -> tuple[Submission | Delivery | Refusal, ...]:
    """Judge bundles one after the other; one that is refused never stops the others.

    Folders are searched for files that may be bundles, whatever a phone has made of their names.
    Raises StoreTrouble: staging cannot be written. Cancelled.
    """
    files = [file for path in paths for file in (_candidates(path) if os.path.isdir(path) else [path])]
    sizes = [_size_of(file) for file in files]
    total, before = sum(sizes), 0
    results: list[Submission | Delivery | Refusal] = []
    for file, size in zip(files, sizes, strict=True):
        progress.step(before, total, file.name)
        try:
            shifted = Progress(_shifted(progress, before, total))
            result: Submission | Delivery | Refusal = receive(file, trust, staging, shifted)
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
    copy = facts.pop("copy", "")
    return Refusal(
        path=path,
        code=refused.code,
        facts=tuple(
            sorted((name, value) for name, value in facts.items() if not (copy and name == "sha256"))
        ),
        office=office,
        bundle_id=bundle_id,
        size=size,
        opened=Path(copy) if copy else None,
        sha256=facts.get("sha256", "") if copy else "",
    )


def _candidates(folder: Path) -> list[Path]:
    """Return the files below a folder that may be bundles: by name, or, without one, by their first bytes."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith(".") or not path.is_file():
                continue
            if _CANDIDATE.search(name) or _begins_as_bundle(path):
                found.append(path)
    return found


def _begins_as_bundle(path: Path) -> bool:
    """Tell whether a file that a phone renamed (`.bin`, `DOC-1(1)`, no extension) may be a bundle, sealed or not."""
    if path.suffix.lower() not in ("", ".bin", sealing.SUFFIX) and "(" not in path.suffix:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(sniff.HEAD_BYTES)
            return head.startswith((b"PK\x03\x04", *sniff.AGE_HEADS))
    except OSError:
        return False


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _shifted(progress: Progress, before: int, total: int) -> Callable[[int, int, str], None]:
    return lambda done, _, label: progress.step(before + done, total, label)


def _receive(
    path: Path, trust: Trust, staging: intake.Staging | None, progress: Progress
) -> Submission | Delivery:
    with sealing.opened(path, trust.identities, staging) as (plain, is_sealed):
        kept = plain if is_sealed and staging else None
        mirror = None
        if staging and not is_sealed and _size_of(plain) >= _MIRRORED_FROM_BYTES:
            kept, mirror = _new_mirror(staging)
        with strictzip.open_strict(plain, mirror) as archive:
            size = archive.size
            if staging:
                staging.folder.mkdir(parents=True, exist_ok=True)
                sniff.check_space(size, staging.folder)
            found = intake.take_in(archive, staging, intake.Pace(progress, size, path.name))
        if mirror:
            mirror.finish()
        facts: dict[str, object] = {}
        try:
            read = _judge(found, trust, facts)
        except BundleRefused as refused:
            for name, value in facts.items():
                refused.facts.setdefault(name, value)
            if mirror and kept and staging and refused.code == _UNKNOWN_KEY:
                refused.facts |= _copy_that_waits(kept, staging)
            raise
    return replace(
        read,
        path=path,
        size=size,
        bundle_id=str(facts["bundle_id"]),
        opened=kept,
    )


def _copy_that_waits(copy: Path, staging: intake.Staging) -> dict[str, object]:
    """Let the copy of a bundle outlive its refusal; where it lies and its digest."""
    staging.beside.wait()
    with copy.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    staging.copies.remove(copy)
    return {"copy": copy, "sha256": sha256}


def _new_mirror(staging: intake.Staging) -> tuple[Path, Mirror]:
    """Begin a copy of a bundle in staging; where it lies."""
    staging.folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=staging.folder, prefix="asli-", suffix=".rbd.zip")
    os.close(descriptor)
    staging.copies.append(Path(name))
    return Path(name), Mirror(Path(name), staging.beside)


def _judge(found: Bag, trust: Trust, facts: dict[str, object]) -> Submission | Delivery:
    """Judge what a container held, stage by stage; `facts` grows by what the file says of itself."""
    claims = stages.peek(found.files.get(bag.BUNDLE))
    facts |= stages.told(claims, found)
    kind = stages.text_in(claims, "kind")
    bag.judge(found, kind=kind, minor=stages.minor_in(claims), is_newer=stages.is_newer(claims))
    claims = stages.object_in(
        canonical.decode(found.files[bag.BUNDLE], strictzip.JSON_LIMIT_BYTES, bag.BUNDLE)
    )
    enrols = stages.judge_signature(found, claims, trust)
    edition = stages.judge_version(found, claims, trust)
    stages.judge_identity(claims, trust)
    kind = stages.text_in(claims, "kind")
    if kind == STATE:
        return replace(_read_state(found, edition, trust), enrols=enrols)
    return replace(_read_letter(found, kind, edition, trust), enrols=enrols)


def _read_state(found: Bag, edition: Edition | None, trust: Trust) -> Submission:
    contents, raw = _json_files(found, STATE)
    read = codec.read_package(contents, raw, edition, trust.tables)
    missing = stages.judge_evidence(read.package.snapshot, read.evidence_mode, found)
    package = replace(read.package, blobs=_copies(found))
    warnings = stages.state_warnings(package, missing, trust)
    return Submission(Path(), 0, "", read.state_id, package, missing, warnings)


def _read_letter(found: Bag, kind: str, edition: Edition | None, trust: Trust) -> Delivery:
    contents, raw = _json_files(found, kind)
    letter, said = letters.read_letter(contents, raw, edition, trust.offices)
    if isinstance(letter, EvidencePackage):
        stages.judge_further_evidence(letter, found)
        letter = replace(letter, blobs=_copies(found), pieces=_pieces(found))
    letters.judge_history(letter)
    is_part = said.part is not None and said.part.count > 1
    warnings = stages.letter_warnings(letter.header, trust, is_part=is_part)
    return Delivery(Path(), 0, "", said.state_id, letter, warnings)


def _json_files(found: Bag, kind: str) -> tuple[dict[str, Json], dict[str, bytes]]:
    """Return the JSON files that this version knows, decoded, and all there are, raw; by path.

    Raises BundleRefused: RB-J01 … RB-J08.
    """
    raw = {name: content for name, content in found.files.items() if name not in bag.TAG_FILES}
    known = {bag.BUNDLE, *bag.known_files(kind)} & set(raw)
    known |= {name for name in raw if bag.INSTRUMENT_NAME.fullmatch(name)}
    return codec.decode_files({name: raw[name] for name in known}), raw


def _copies(found: Bag) -> tuple[tuple[str, Path], ...]:
    """Return the whole files of evidence that were copied to staging."""
    copies = {
        item.sha256: item.copy
        for path, item in found.carried.items()
        if item.copy is not None and bag.EVIDENCE_NAME.fullmatch(path)
    }
    return tuple(sorted(copies.items()))


def _pieces(found: Bag) -> tuple[Piece, ...]:
    """Return the pieces that were copied to staging."""
    named = ((bag.PIECE_NAME.fullmatch(path), item.copy) for path, item in found.carried.items())
    return tuple(
        Piece(name[1], int(name[2]), int(name[3]), copy)
        for name, copy in named
        if name is not None and copy is not None
    )
