"""Photographs that look alike: the same picture saved again, made smaller, a little cut or lit otherwise.

A mark says how brightness falls across a picture: a difference hash, of the whole and of six slightly smaller cuts, and
a finer pattern, in which scenes that are merely built alike differ. Turned or mirrored copies are not recognised, nor cuts of more than some 5 % at a side. Pages (letters,
lists) are built alike by nature: their patterns must agree closely, so that a page that was cut is not recognised.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

    Array = Any  # a numpy array

MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 30_000_000}  # a JPEG is unpacked at an eighth, a PNG in full
MOST_SCANS = 64  # of a JPEG: one of thousands would keep the computer busy for minutes
MOST_OF_ONE = 50  # others that are told of one picture
_SMALL = 256  # pixels of the longer side from which everything is measured
_SIDE = 8  # fields of the hash in each direction: 64 differences across, 64 down
_CUTS = ((0.0, 0.0, 1.0, 1.0), (0.02, 0.02, 0.98, 0.98), (0.04, 0.04, 0.96, 0.96),
         (0.0, 0.0, 0.96, 0.96), (0.04, 0.0, 1.0, 0.96), (0.0, 0.04, 0.96, 1.0), (0.04, 0.04, 1.0, 1.0))  # fmt: skip
_HASH_BYTES = 2 * _SIDE * _SIDE // 8
HASHES_BYTES = len(_CUTS) * _HASH_BYTES
_NEAR = 20  # of 128 bits: copies of the planted corpus differ in some 13 at most, other scenes in 16 at least
_GRID = 32  # the finer pattern
PATTERN_BYTES = _GRID * _GRID
_SAME_SCENE = (
    0.35  # correlation of patterns: copies that were cut 0.44 and more, other scenes as near 0.21 at most
)
_SAME_PAGE = 0.93  # copies 0.98 and more, other pages 0.87 at most
_LEAST_CONTRAST = 6.0  # standard deviation of brightness, of 255: a flatter picture says nothing
_PAPER_BRIGHTNESS, _PAPER_COLOUR, _PAPER_SHARE = 190, 40, 0.28
_SCAN = b"\xff\xda"
# All that Pillow raises at files that are none, are cut off or want to be enormous
_FAULTS = (OSError, ValueError, TypeError, SyntaxError, EOFError, MemoryError, KeyError, IndexError,
           OverflowError, AttributeError, struct.error, zlib.error)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What a picture looks like: hashes of the whole and of its cuts, its finer pattern, whether it is a page.

    Hashes and pattern are empty for what has no mark.
    """

    sha256: str
    hashes: bytes = b""
    pattern: bytes = b""
    is_page: bool = False


def mark_of(sha256: str, path: Path) -> Mark | None:
    """The mark of a JPEG or PNG file; None for what cannot be read, is too large, or is all one tone."""
    import numpy as np
    from PIL import Image

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS[str(opened.format)]:
                return None
            if opened.format == "JPEG" and path.read_bytes().count(_SCAN) > MOST_SCANS:
                return None
            small = _small(opened)
    except (*_FAULTS, *bombs):
        return None
    grey = small.convert("L")
    if float(np.asarray(grey).std()) < _LEAST_CONTRAST:
        return None
    hashes = b"".join(_hash(grey, cut) for cut in _CUTS)
    return Mark(sha256, hashes, _pattern(grey), _is_page(small))


def look_alikes(fresh: Sequence[Mark], known: Sequence[Mark]) -> tuple[tuple[str, str], ...]:
    """The pairs of digests that look alike: fresh ones among each other and with known ones, each pair once, sorted.

    Of one picture at most `MOST_OF_ONE` are told, the nearest first. Pairs of known ones are not looked for again.
    """
    import numpy as np

    if not fresh:
        return ()
    every = [*fresh, *known]
    whole, cuts = _words(every, slice(0, 1)), _words(every, slice(0, len(_CUTS)))
    found: set[tuple[str, str]] = set()
    for at, mark in enumerate(fresh):
        # its cuts against the others whole, and it whole against the cuts of the others
        one = np.bitwise_count(cuts[at][:, None, :] ^ whole[None, :, 0, :]).sum(axis=2).min(axis=0)
        other = np.bitwise_count(whole[at][None, :, :] ^ cuts).sum(axis=2).min(axis=1)
        distance = np.minimum(one, other)
        near = [int(place) for place in np.flatnonzero(distance <= _NEAR) if every[int(place)] != mark]
        near.sort(key=lambda place: (int(distance[place]), every[place].sha256))
        same = [every[place].sha256 for place in near if _is_same(mark, every[place])]
        found |= {(min(mark.sha256, name), max(mark.sha256, name)) for name in same[:MOST_OF_ONE]}
    return tuple(sorted(pair for pair in found if pair[0] != pair[1]))


def _words(marks: Iterable[Mark], cuts: slice) -> Array:
    """Hashes as numbers: marks × cuts × 2."""
    import numpy as np

    raw = b"".join(mark.hashes for mark in marks)
    return np.frombuffer(raw, dtype=np.uint64).reshape(-1, len(_CUTS), _HASH_BYTES // 8)[:, cuts, :]


def _is_same(one: Mark, other: Mark) -> bool:
    import numpy as np

    a, b = (np.frombuffer(mark.pattern, dtype=np.int8).astype(np.float32) for mark in (one, other))
    length = float(np.linalg.norm(a) * np.linalg.norm(b))
    least = _SAME_PAGE if one.is_page and other.is_page else _SAME_SCENE
    return length > 0 and float(a @ b) / length >= least


def _small(opened: Image) -> Image:
    """A small copy in colour, turned as its camera says; a JPEG is never unpacked in full."""
    from PIL import Image, ImageOps

    opened.draft("RGB", (_SMALL, _SMALL))
    small = opened.convert("RGB")
    small.thumbnail((_SMALL, _SMALL), Image.Resampling.BOX)
    turned = ImageOps.exif_transpose(small)
    return turned if turned is not None else small


def _hash(grey: Image, cut: tuple[float, float, float, float]) -> bytes:
    import numpy as np
    from PIL import Image

    wide, high = grey.size
    box = (wide * cut[0], high * cut[1], wide * cut[2], high * cut[3])
    across = np.asarray(grey.resize((_SIDE + 1, _SIDE), Image.Resampling.BOX, box=box))
    down = np.asarray(grey.resize((_SIDE, _SIDE + 1), Image.Resampling.BOX, box=box))
    bits = np.concatenate([(across[:, 1:] > across[:, :-1]).ravel(), (down[1:] > down[:-1]).ravel()])
    return bytes(np.packbits(bits).tobytes())


def _pattern(grey: Image) -> bytes:
    """Fine brightness less coarse brightness, at 32 × 32 places."""
    import numpy as np
    from PIL import Image

    box = Image.Resampling.BOX
    fine = np.asarray(grey.resize((_GRID, _GRID), box), dtype=np.float32)
    coarse = grey.resize((_GRID // 4, _GRID // 4), box).resize((_GRID, _GRID), Image.Resampling.BICUBIC)
    rest = fine - np.asarray(coarse, dtype=np.float32)
    rest -= rest.mean()
    return bytes(np.clip(np.rint(rest), -127, 127).astype(np.int8).tobytes())


def _is_page(small: Image) -> bool:
    """Whether much of it is bright and without colour."""
    import numpy as np

    pixels = np.asarray(small, dtype=np.int16)
    least, most = pixels.min(axis=2), pixels.max(axis=2)
    paper = (least > _PAPER_BRIGHTNESS) & (most - least < _PAPER_COLOUR)
    return float(paper.mean()) >= _PAPER_SHARE
