"""The reader of strangers' zips: one strict profile, everything else refused with one exact code (RB-Z01 … RB-Z14).

`zipfile` reads most hostile containers without a word, so it is only used to write. This reader knows the
container and the sizes that its names may have; it does not know what the files mean.
"""

from __future__ import annotations

import itertools
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NoReturn, Protocol

from rbdesk.errors import BundleRefused
from rbdesk.exchange.mirror import Mirror, MirroredFile
from rbdesk.exchange.sniff import END_RECORD, END_RECORD_SIZE, open_whole

STORED = 0
DEFLATED = 8
VERSION = 20
DOS_TIME = 0
DOS_DATE = 0x0021  # 1980-01-01

MAX_ENTRIES = 4096
MAX_NAME_BYTES = 160
MANIFEST_LIMIT_BYTES = 2**20
SIGNATURE_LIMIT_BYTES = 2**10
TAG_LIMIT_BYTES = 2**16  # bagit.txt and bag-info.txt, which are a few hundred bytes
JSON_LIMIT_BYTES = 8 * 2**20
ALL_JSON_LIMIT_BYTES = 32 * 2**20
EVIDENCE_LIMIT_BYTES = 64 * 2**20
ALL_EVIDENCE_LIMIT_BYTES = 2**30
PIECE_LIMIT_BYTES = 4 * 2**20
RATIO_FREE_BYTES = 2**16
RATIO_LIMIT = 200

CHUNK_BYTES = 2**20

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_DOS_STEM = re.compile(r"(CON|PRN|AUX|NUL|CLOCK|COM[0-9]|LPT[0-9])", re.IGNORECASE)
_STORED_NAME = re.compile(r"[^/]+/data/(evidence|pieces)/.+")
_PIECE_NAME = re.compile(r"[^/]+/data/pieces/.+")

_FLAG_DESCRIPTOR = 0x0008
_UNIX_KIND_MASK = 0o170000
_UNIX_REGULAR = 0o100000
_DOS_DIRECTORY = 0x10


class Source(Protocol):
    """A file that is read by places: one of the system's, or one that is copied while it is read."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place; return it."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""

    def close(self) -> None:
        """Let go of it."""


class Hasher(Protocol):
    """Anything of hashlib's kind."""

    def update(self, data: bytes, /) -> object:
        """Take in more bytes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the container; sizes and offset in bytes, `offset` that of its local header."""

    name: str
    size: int
    packed: int
    method: int
    crc: int
    offset: int

    @property
    def data_offset(self) -> int:
        """Where the packed bytes begin; the profile knows no extra fields."""
        return self.offset + _LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """The first byte after the packed bytes."""
        return self.data_offset + self.packed


class StrictZip:
    """An open container whose directory has been judged; data are judged while they are read. Closes its file."""

    def __init__(self, file: Source, entries: tuple[Entry, ...], size: int) -> None:
        self.entries = entries
        self.size = size
        self._file = file
        self._by_name = {entry.name: entry for entry in entries}

    def __enter__(self) -> StrictZip:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def find(self, name: str) -> Entry | None:
        """Return the entry of exactly that name, or None."""
        return self._by_name.get(name)

    def read(self, name: str, limit: int) -> bytes:
        """Return the whole content of an entry.

        Raises BundleRefused: RB-Z12 when it is larger than `limit` bytes, RB-Z13 when it is damaged.
        """
        if self._by_name[name].size > limit:
            _refuse("RB-Z12", name)
        return b"".join(self.pieces(name))

    def copy_to(self, name: str, file: BinaryIO | None, *hashers: Hasher) -> int:
        """Write an entry's content to `file` (None: nowhere) and into every hasher; return its size in bytes.

        Raises BundleRefused: RB-Z12, RB-Z13; what was written until then is worth nothing. OSError of `file`
        passes through.
        """
        size = 0
        for piece in self.pieces(name):
            size += len(piece)
            for hasher in hashers:
                hasher.update(piece)
            if file is not None:
                file.write(piece)
        return size

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield an entry's content in pieces of at most 1 MiB; only when the last one has come is it known true.

        Raises BundleRefused: RB-Z12 when it inflates to more than it declares, RB-Z13 when stream, size or CRC
        are wrong, RB-F01 when the file can no longer be read.
        """
        entry = self._by_name[name]
        raw = self._raw_pieces(entry)
        size = 0
        crc = 0
        for piece in raw if entry.method == STORED else _inflate(entry, raw):
            size += len(piece)
            if size > entry.size:
                _refuse("RB-Z12", name)
            crc = zlib.crc32(piece, crc)
            yield piece
        if size != entry.size or crc != entry.crc:
            _refuse("RB-Z13", name)

    def _raw_pieces(self, entry: Entry) -> Iterator[bytes]:
        place, left = entry.data_offset, entry.packed
        while left:
            piece = _read_at(self._file, place, min(left, CHUNK_BYTES))
            if not piece:  # the file shrank under our hands
                raise BundleRefused("RB-F01", reason="")
            place += len(piece)
            left -= len(piece)
            yield piece


def open_strict(path: Path, mirror: Mirror | None = None) -> StrictZip:
    """Open a bundle's container after judging its form, its names and every declared size.

    Once every entry was read, all bytes of the file have gone to the `mirror`: entries adjoin.
    Raises BundleRefused: RB-F01 … RB-F07, RB-Z01 … RB-Z12 and RB-Z14, with `name` where one entry is at fault.
    """
    plain = open_whole(path)
    file: Source = MirroredFile(plain, mirror) if mirror else plain
    try:
        size = file.seek(0, 2)
        directory_offset, directory, count = _read_end(file, size)
        entries = _read_directory(directory, directory_offset, count)
        _check_names(entries)
        _check_sizes(entries)
        _check_local_headers(file, entries)
        _check_places(entries, directory_offset)
    except BaseException:
        file.close()
        raise
    return StrictZip(file, entries, size)


def is_stored_name(name: str) -> bool:
    """Tell whether the profile stores a name's content as it is (evidence) instead of deflating it."""
    return _STORED_NAME.fullmatch(name) is not None


def _read_end(file: Source, size: int) -> tuple[int, bytes, int]:
    """Return offset and bytes of the central directory, and the number of its entries."""
    end_offset = size - END_RECORD_SIZE
    if end_offset < 0:
        _refuse("RB-Z01")
    end = _read_at(file, end_offset, END_RECORD_SIZE)
    if not end.startswith(END_RECORD):
        _refuse("RB-Z04" if _has_comment(file, size) else "RB-Z01")
    _, disk, directory_disk, count_here, count, directory_size, offset, comment_size = _END.unpack(end)
    if comment_size:  # it would have to lie behind the end of the file
        _refuse("RB-Z01")
    has_locator = end_offset >= 20 and _read_at(file, end_offset - 20, 4) == b"PK\x06\x07"
    if has_locator or count == 0xFFFF or 0xFFFFFFFF in (directory_size, offset):
        _refuse("RB-Z04")
    if disk or directory_disk or count_here != count:
        _refuse("RB-Z03")
    if offset + directory_size < end_offset:
        _refuse("RB-Z02")
    if offset + directory_size > end_offset or not count:
        _refuse("RB-Z03")
    if count > MAX_ENTRIES:
        _refuse("RB-Z11", count=count)
    # larger only with extra fields, comments or names that are refused anyway; spares the memory
    if directory_size > MAX_ENTRIES * (_CENTRAL.size + MAX_NAME_BYTES):
        _refuse("RB-Z12")
    return offset, _read_at(file, offset, directory_size), count


def _has_comment(file: Source, size: int) -> bool:
    """Tell whether the file ends in an end record with a comment that reaches exactly to the end."""
    start = max(0, size - 65_535 - END_RECORD_SIZE)
    tail = _read_at(file, start, size - start)
    at = tail.rfind(END_RECORD)
    while at >= 0:
        if at + END_RECORD_SIZE <= len(tail):
            (comment_size,) = struct.unpack_from("<H", tail, at + 20)
            if at + END_RECORD_SIZE + comment_size == len(tail):
                return True
        at = tail.rfind(END_RECORD, 0, at)
    return False


def _read_directory(directory: bytes, directory_offset: int, count: int) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    place = 0
    for _ in range(count):
        if len(directory) - place < _CENTRAL.size:
            _refuse("RB-Z03")
        fields = _CENTRAL.unpack_from(directory, place)
        if fields[0] != b"PK\x01\x02":
            _refuse("RB-Z03")
        name_size, extra_size, comment_size = fields[10:13]
        place += _CENTRAL.size
        raw_name = directory[place : place + name_size]
        if len(raw_name) != name_size:
            _refuse("RB-Z03")
        place += name_size + extra_size + comment_size
        entries.append(_judge_central(fields, raw_name, directory_offset))
    if place != len(directory):
        _refuse("RB-Z03")
    return tuple(entries)


def _judge_central(fields: tuple[int, ...], raw_name: bytes, directory_offset: int) -> Entry:
    """Return the entry of one central header whose every field is as the profile fixes it."""
    (_, made_by, needed, flags, method, time, date, crc, packed, size) = fields[:10]
    (_, extra_size, comment_size, disk, internal, external, offset) = fields[10:]
    name = _judge_name(raw_name)
    if flags & ~_FLAG_DESCRIPTOR:
        _refuse("RB-Z05", name)
    if flags or extra_size or comment_size or 0xFFFFFFFF in (packed, size, offset):
        _refuse("RB-Z04", name)
    if disk:
        _refuse("RB-Z03", name)
    if external & _DOS_DIRECTORY or (external >> 16) & _UNIX_KIND_MASK not in (0, _UNIX_REGULAR):
        _refuse("RB-Z10", name)
    if method != (STORED if is_stored_name(name) else DEFLATED):
        _refuse("RB-Z06", name)
    if (made_by, needed, time, date, internal, external) != (VERSION, VERSION, DOS_TIME, DOS_DATE, 0, 0):
        _refuse("RB-Z07", name)
    if method == STORED and packed != size:
        _refuse("RB-Z07", name)
    if offset >= directory_offset:
        _refuse("RB-Z03", name)
    return Entry(name, size, packed, method, crc, offset)


def _judge_name(raw_name: bytes) -> str:
    """Return the name as text; a fact for people is always printable, whatever the bytes were."""
    name = raw_name.decode("ascii", "backslashreplace")
    plain = name.removesuffix("/")
    segments = plain.split("/")
    is_clean = (
        raw_name.isascii()
        and len(raw_name) <= MAX_NAME_BYTES
        and _NAME.fullmatch(plain) is not None
        and not any(segment.endswith(".") for segment in segments)
        and not any(_DOS_STEM.fullmatch(segment.split(".")[0]) for segment in segments)
    )
    if not is_clean:
        _refuse("RB-Z08", ascii(name)[1:-1][:MAX_NAME_BYTES])
    if plain != name:
        _refuse("RB-Z10", plain)
    return name


def _check_names(entries: tuple[Entry, ...]) -> None:
    seen: set[str] = set()
    folders: set[str] = set()
    for entry in entries:
        folded = entry.name.lower()
        if folded in seen:
            _refuse("RB-Z09", entry.name)
        seen.add(folded)
        while "/" in folded:
            folded = folded.rpartition("/")[0]
            folders.add(folded)
    for entry in entries:
        if entry.name.lower() in folders:
            _refuse("RB-Z09", entry.name)


def _check_sizes(entries: tuple[Entry, ...]) -> None:
    """Judge what the directory declares, so that nothing is inflated that is too large."""
    sum_stored = sum_deflated = 0
    for entry in entries:
        if entry.size > _size_limit(entry.name):
            _refuse("RB-Z12", entry.name)
        if entry.method == STORED:
            sum_stored += entry.size
            continue
        sum_deflated += entry.size
        if entry.size > RATIO_FREE_BYTES and entry.size > RATIO_LIMIT * entry.packed:
            _refuse("RB-Z12", entry.name)
    if sum_stored > ALL_EVIDENCE_LIMIT_BYTES or sum_deflated > ALL_JSON_LIMIT_BYTES:
        _refuse("RB-Z12")


def _size_limit(name: str) -> int:
    inner = name.partition("/")[2]
    if _PIECE_NAME.fullmatch(name):
        return PIECE_LIMIT_BYTES
    if is_stored_name(name):
        return EVIDENCE_LIMIT_BYTES
    if inner.startswith(("manifest-", "tagmanifest-")):
        return SIGNATURE_LIMIT_BYTES if inner.endswith(".minisig") else MANIFEST_LIMIT_BYTES
    if inner in ("bagit.txt", "bag-info.txt"):
        return TAG_LIMIT_BYTES
    return JSON_LIMIT_BYTES


def _check_local_headers(file: Source, entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        header = _read_at(file, entry.offset, _LOCAL.size + len(entry.name))
        if len(header) < _LOCAL.size + len(entry.name) or not header.startswith(b"PK\x03\x04"):
            _refuse("RB-Z03", entry.name)
        (_, needed, flags, method, time, date, crc, packed, size, name_size, extra_size) = _LOCAL.unpack_from(
            header
        )
        if flags & ~_FLAG_DESCRIPTOR:
            _refuse("RB-Z05", entry.name)
        if flags or extra_size:
            _refuse("RB-Z04", entry.name)
        said = (needed, method, time, date, crc, packed, size, name_size, header[_LOCAL.size :])
        meant = (
            *(VERSION, entry.method, DOS_TIME, DOS_DATE, entry.crc, entry.packed, entry.size),
            *(len(entry.name), entry.name.encode("ascii")),
        )
        if said != meant:
            _refuse("RB-Z07", entry.name)


def _check_places(entries: tuple[Entry, ...], directory_offset: int) -> None:
    """Make sure that the entries adjoin from byte 0 to the central directory, in the directory's order."""
    by_place = sorted(entries, key=lambda entry: entry.offset)
    for before, after in itertools.pairwise(by_place):
        if before.end > after.offset:
            _refuse("RB-Z14", after.name)
    if by_place[-1].end > directory_offset:
        _refuse("RB-Z14", by_place[-1].name)
    if tuple(by_place) != entries:
        _refuse("RB-Z03")
    expected = 0
    for entry in entries:
        if entry.offset != expected:
            _refuse("RB-Z02", entry.name)
        expected = entry.end
    if expected != directory_offset:
        _refuse("RB-Z02")


def _inflate(entry: Entry, raw: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what a raw deflate stream holds, never more than a chunk at once; it must end where the entry ends."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in raw:
            if stream.eof:
                _refuse("RB-Z13", entry.name)
            while True:
                piece = stream.decompress(packed, CHUNK_BYTES)
                if piece:
                    yield piece
                packed = stream.unconsumed_tail
                # a full piece may leave more inside the stream though all input is taken
                if not packed and len(piece) < CHUNK_BYTES:
                    break
    except zlib.error as error:
        raise BundleRefused("RB-Z13", name=entry.name) from error
    if not stream.eof or stream.unused_data:
        _refuse("RB-Z13", entry.name)


def _read_at(file: Source, offset: int, size: int) -> bytes:
    try:
        file.seek(offset)
        return file.read(size)
    except OSError as error:
        raise BundleRefused("RB-F01", reason=error.strerror or "") from error


def _refuse(code: str, name: str = "", **facts: object) -> NoReturn:
    raise BundleRefused(code, **({"name": name} if name else {}), **facts)
