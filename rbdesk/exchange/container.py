"""Writing a bundle's container: the bag's lists and signature, the zip of the strict profile, and reading it back.

Knows files and where their bytes come from; knows nothing of what they say.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from rbdesk.domain.correspondence import Header
from rbdesk.domain.submission import Part
from rbdesk.errors import BundleRefused, StoreTrouble
from rbdesk.exchange import bag, intake, signing, stages, strictzip
from rbdesk.exchange.bag import Bag
from rbdesk.exchange.beside import Beside

_COPY_BYTES = 2**20
_SYNC_BYTES = 32 * 2**20
_HEADERS_BYTES = 30 + 46  # of one entry, local and central, without the name that stands in both
_END_BYTES = 22
_SIGNATURE_BYTES = 600  # packed, at most
_TAG_MANIFEST_BYTES = 300


@dataclass(frozen=True, slots=True)
class Stored:
    """A file or piece of evidence to carry: its path in the bag, and the `size` bytes of a file from `offset` on.

    `sha256` is of these bytes, "" where it is not known before they are read.
    """

    path: str
    source: Path
    size: int
    offset: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a bundle's bytes depend on but the key: who and what, its JSON files by path, what it carries."""

    kind: str
    header: Header
    state_id: str
    files: Mapping[str, bytes]
    stored: Sequence[Stored] = ()
    part: Part | None = None
    minor: int = 0

    @property
    def base(self) -> str:
        """The base directory."""
        return bag.base_name(
            office=self.header.office,
            kind=self.kind,
            revision=self.header.revision.number,
            device=self.header.device.id,
        )

    def name(self, bundle_id: str) -> str:
        """The file's name."""
        return bag.file_name(
            edition=self.header.edition_id,
            office=self.header.office,
            kind=self.kind,
            revision=self.header.revision.number,
            device=self.header.device.id,
            bundle_id=bundle_id,
            part=self.part,
        )


def write(
    contents: Contents,
    key: signing.DeviceKey,
    folder: Path,
    pace: intake.Pace,
    judge: Callable[[Bag], None],
) -> tuple[Path, str]:
    """Write a bundle into a folder; return its path and bundle id.

    It bears its name only after it was read back and found whole, and `judge` had nothing against what was read.
    Raises StoreTrouble: the machine refuses or gives back something else, or ("damaged") a file of evidence is not
    what it was; Cancelled; whatever `judge` raises. Nothing is left behind then.
    """
    files, bundle_id = _with_tags(contents, key)
    target = folder / contents.name(bundle_id)
    part = folder / f".{target.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            with Beside() as beside:
                _write_zip(file, contents, files, pace, beside)
            file.flush()
            os.fsync(file.fileno())
        judge(_read_back(part, bundle_id, contents, key.public, pace))
        intake.give_name(part, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if isinstance(error, OSError):
            raise trouble(error, folder) from error
        raise
    return target, bundle_id


def estimate(contents: Contents) -> int:
    """Return how large the bundle will be, in bytes: never less, and a few hundred bytes more at most. Reads nothing."""
    paths = [*contents.files, *bag.TAG_FILES, *(item.path for item in contents.stored)]
    listed = len([*contents.files, *contents.stored])
    packed = sum(len(_pack(raw)) for raw in contents.files.values())
    # digests do not pack, but their 64 digits hold 32 bytes; the names beside the evidence do not either
    tags = 40 * listed + 34 * len(contents.stored) + _SIGNATURE_BYTES + 2 * _TAG_MANIFEST_BYTES
    headers = sum(_HEADERS_BYTES + 2 * len(f"{contents.base}/{path}") for path in paths)
    return packed + tags + headers + _END_BYTES + sum(item.size for item in contents.stored)


def trouble(error: OSError, path: Path) -> StoreTrouble:
    """Return the system's error as trouble of the machine."""
    kinds = {
        errno.ENOSPC: "full",
        errno.EDQUOT: "full",
        errno.EROFS: "readonly",
        errno.EACCES: "readonly",
        errno.EPERM: "readonly",
    }
    return StoreTrouble(kinds.get(error.errno or 0, "io"), str(path), error.strerror or "")


def _with_tags(contents: Contents, key: signing.DeviceKey) -> tuple[dict[str, bytes], str]:
    """Return all files of the bag but evidence, by path, and the bundle id."""
    header = contents.header
    digests = {path: hashlib.sha256(raw).hexdigest() for path, raw in contents.files.items()}
    digests |= {item.path: item.sha256 or _digest_of(item) for item in contents.stored}
    tags = {
        bag.BAGIT: bag.DECLARATION,
        bag.INFO: bag.info(
            organisation=header.office_name,
            at=header.made.at,
            agent=header.made.app,
            payload_bytes=sum(map(len, contents.files.values())) + sum(item.size for item in contents.stored),
            payload_files=len(digests),
            part=contents.part,
        ),
        bag.MANIFEST: bag.manifest(digests),
    }
    tag_manifest = bag.manifest({name: hashlib.sha256(raw).hexdigest() for name, raw in tags.items()})
    comment = stages.trusted_comment(
        kind=contents.kind,
        edition=header.edition_id,
        office=header.office,
        device=header.device.id,
        revision=header.revision.number,
        state=contents.state_id,
    )
    tags[bag.TAG_MANIFEST] = tag_manifest
    tags[bag.SIGNATURE] = signing.sign(key, tag_manifest, comment)
    return {**contents.files, **tags}, hashlib.sha256(tag_manifest).hexdigest()


def _write_zip(
    file: BinaryIO, contents: Contents, files: Mapping[str, bytes], pace: intake.Pace, beside: Beside
) -> None:
    """Write all entries; what was written goes to the disk `beside`, so that little is left to wait for at the end."""
    unsynced = 0
    with _new_zip(file) as archive:
        for path in sorted(files, key=bag.place):
            raw = files[path]
            entry = _entry(f"{contents.base}/{path}", zipfile.ZIP_DEFLATED)
            archive.writestr(entry, raw, compresslevel=_level(raw))
            entry.external_attr = 0  # zipfile puts permissions where it finds none
        for item in sorted(contents.stored, key=lambda item: bag.place(item.path)):
            entry = _entry(f"{contents.base}/{item.path}", zipfile.ZIP_STORED)
            with archive.open(entry, "w") as target:
                for chunk in _chunks(item):
                    target.write(chunk)
                    pace.add(len(chunk))
                    unsynced += len(chunk)
                    if unsynced >= _SYNC_BYTES:
                        beside.do(partial(os.fsync, file.fileno()))
                        unsynced = 0
            entry.external_attr = 0


@contextlib.contextmanager
def _new_zip(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """A zip that is ended only where nothing went wrong: closing one amid an entry hides why it was left."""
    archive = zipfile.ZipFile(file, "w", allowZip64=False)
    try:
        yield archive
    except BaseException:
        archive.fp = None  # given up; whoever opened the file closes it
        raise
    archive.close()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 0
    entry.compress_type = method
    return entry


def _level(raw: bytes) -> int:
    """Return the level of compression: none where the ratio would look like a bomb's (the same note on every row)."""
    if len(raw) > strictzip.RATIO_FREE_BYTES:
        packed = len(zlib.compress(raw, 9))
        if len(raw) > packed * strictzip.RATIO_LIMIT // 2:
            return 0
    return 9


def _pack(raw: bytes) -> bytes:
    return zlib.compress(raw, _level(raw))


def _chunks(item: Stored) -> Iterator[bytes]:
    """Yield the bytes to carry. Raises StoreTrouble("damaged"): there are fewer, or none can be read."""
    left = item.size
    try:
        with item.source.open("rb") as file:
            file.seek(item.offset)
            while left and (chunk := file.read(min(_COPY_BYTES, left))):
                left -= len(chunk)
                yield chunk
    except OSError as error:
        raise StoreTrouble("damaged", str(item.source), error.strerror or "") from error
    if left:
        raise StoreTrouble("damaged", str(item.source))


def _digest_of(item: Stored) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(item):
        digest.update(chunk)
    return digest.hexdigest()


def _read_back(path: Path, bundle_id: str, contents: Contents, public: bytes, pace: intake.Pace) -> Bag:
    """Read the written file as a stranger's; a stick may lie, and evidence may have changed under us."""
    try:
        with Beside() as hashing, strictzip.open_strict(path) as archive:
            found = intake.take_in(archive, None, pace, hashing)
        bag.judge(found, kind=contents.kind, minor=contents.minor, is_newer=False)
        tag_manifest = found.files[bag.TAG_MANIFEST]
        signing.verify(public, tag_manifest, found.files[bag.SIGNATURE])
        is_same = hashlib.sha256(tag_manifest).hexdigest() == bundle_id
    except BundleRefused as refused:
        for item in contents.stored:
            if item.sha256 and _digest_of(item) != item.sha256:
                raise StoreTrouble("damaged", str(item.source)) from refused
        raise StoreTrouble("io", str(path.parent), f"read back otherwise: {refused}") from refused
    if not is_same:
        raise StoreTrouble("io", str(path.parent), "read back otherwise")
    return found
