"""Files of evidence cut into pieces for small parts, and put together again when all have come.

A piece is known by its file's digest, its number and how many there are; its size follows from the two. Whether the
whole is right is told by the whole's digest only.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rbdesk.domain.correspondence import Piece
from rbdesk.errors import BundleRefused
from rbdesk.exchange import bag
from rbdesk.exchange.bag import Bag
from rbdesk.exchange.evidencetype import TypeWatcher
from rbdesk.exchange.intake import give_name
from rbdesk.exchange.strictzip import PIECE_LIMIT_BYTES

MOST_PIECES = 999
_COPY_BYTES = 2**20


def piece_path(sha256: str, number: int, count: int) -> str:
    """Return the path of a piece in a bundle."""
    return f"data/pieces/{sha256}.{number:03d}-{count:03d}"


def count_pieces(size: int, limit: int) -> int:
    """Return into how many pieces of at most `limit` bytes a file is cut. Raises ValueError: more than can be named."""
    count = -(-size // min(limit, PIECE_LIMIT_BYTES))
    if count > MOST_PIECES:
        raise ValueError(f"a file of {size} bytes cannot be cut into pieces of {limit}")
    return max(2, count)


def piece_sizes(size: int, count: int) -> tuple[int, ...] | None:
    """Return the size of each piece of a file, in bytes: equal but for the last. None where that cannot be."""
    each = -(-size // count) if count else 0
    last = size - each * (count - 1)
    if not 2 <= count <= MOST_PIECES or last < 1 or each > PIECE_LIMIT_BYTES:
        return None
    return (*[each] * (count - 1), last)


def cut(sha256: str, size: int, path: Path, limit: int) -> tuple[Piece, ...]:
    """Return the pieces of a file, at most `limit` bytes each. Reads nothing."""
    count = count_pieces(size, limit)
    sizes = piece_sizes(size, count)
    if sizes is None:
        raise ValueError(f"a file of {size} bytes is too small to be cut")
    return tuple(
        Piece(sha256, number, count, path, sizes[0] * (number - 1)) for number in range(1, count + 1)
    )


def judge(sizes: Mapping[str, int], found: Bag) -> None:
    """Make sure that the pieces in a bag belong to files that its rows name, and fit together.

    `sizes` are those of the named files. Raises BundleRefused: RB-E02.
    """
    counts: dict[str, int] = {}
    for path, carried in found.carried.items():
        named = bag.PIECE_NAME.fullmatch(path)
        if named is None:
            continue
        sha256, number, count = named[1], int(named[2]), int(named[3])
        expected = piece_sizes(sizes.get(sha256, 0), count)
        is_whole_here = f"data/evidence/{sha256}" in found.carried
        if expected is None or not 1 <= number <= count or carried.size != expected[number - 1]:
            raise BundleRefused("RB-E02", sha256=sha256)
        if counts.setdefault(sha256, count) != count or is_whole_here:
            raise BundleRefused("RB-E02", sha256=sha256)


def complete(pieces: Iterable[Piece]) -> dict[str, tuple[Piece, ...]]:
    """Return the files of which every piece is there, by digest, each piece once and in order.

    Pieces of one file cut in two ways are not mixed.
    """
    return {
        sha256: tuple(by_number[number] for number in sorted(by_number))
        for (sha256, count), by_number in _grouped(pieces).items()
        if len(by_number) == count
    }


def missing(pieces: Iterable[Piece]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of pieces that have not come of files of which some have, by digest."""
    pieces = tuple(pieces)
    whole = complete(pieces)
    gaps: dict[str, tuple[int, ...]] = {}
    for (sha256, count), by_number in _grouped(pieces).items():
        gap = tuple(number for number in range(1, count + 1) if number not in by_number)
        if sha256 not in whole and (sha256 not in gaps or len(gap) < len(gaps[sha256])):
            gaps[sha256] = gap
    return gaps


def assemble(pieces: Iterable[Piece], mime: str, target: Path) -> Path:
    """Put the pieces of one file together under `target`, which is there only if it is the file that was promised.

    Raises BundleRefused: RB-E02 where a piece is missing or of another file, RB-E01 where the whole is another
    file, RB-E03 where it is not of its row's type. OSError: as the system has it.
    """
    ordered = next(iter(complete(pieces).values()), ())
    if not ordered or len({piece.sha256 for piece in ordered}) != 1:
        raise BundleRefused("RB-E02")
    sha256 = ordered[0].sha256
    part = target.with_name(f"{target.name}.part")
    hasher, watcher = hashlib.sha256(), TypeWatcher()
    try:
        with part.open("wb") as file:
            for piece in ordered:
                for chunk in read_piece(piece):
                    hasher.update(chunk)
                    watcher.update(chunk)
                    file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if hasher.hexdigest() != sha256:
            raise BundleRefused("RB-E01", sha256=sha256)
        if watcher.mime() != mime:
            raise BundleRefused("RB-E03", sha256=sha256)
        give_name(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    return target


def read_piece(piece: Piece, size: int | None = None) -> Iterator[bytes]:
    """Yield a piece's bytes from its file, `size` of them, or all from its offset on. Raises OSError."""
    left = size
    with piece.path.open("rb") as file:
        file.seek(piece.offset)
        while left is None or left > 0:
            chunk = file.read(_COPY_BYTES if left is None else min(_COPY_BYTES, left))
            if not chunk:
                return
            yield chunk
            left = None if left is None else left - len(chunk)


def _grouped(pieces: Iterable[Piece]) -> dict[tuple[str, int], dict[int, Piece]]:
    found: dict[tuple[str, int], dict[int, Piece]] = defaultdict(dict)
    for piece in pieces:
        found[piece.sha256, piece.count].setdefault(piece.number, piece)
    return found
