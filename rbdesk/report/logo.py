"""The picture that a person puts on the cover: PNG or JPEG within limits, judged before anything is written."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from rbdesk.errors import NotAllowed

MOST_BYTES = 4 * 1024 * 1024
MOST_SIDE = 4000  # pixels
LEAST_SIDE = 16
_FORMATS = ("PNG", "JPEG")


@dataclass(frozen=True, slots=True)
class Logo:
    """A sound picture: its bytes and its size in pixels."""

    content: bytes
    width: int
    height: int


def read_logo(path: Path) -> Logo:
    """The picture in a file.

    Raises NotAllowed: "logo_missing", "logo_too_big", "logo_type", "logo_broken", "logo_size" (pixels).
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotAllowed("logo_too_big", name=path.name)
        content = path.read_bytes()
    except OSError as error:
        raise NotAllowed("logo_missing", name=path.name) from error
    return judged(content, path.name)


def judged(content: bytes, name: str = "") -> Logo:
    """A picture that is whole. Raises NotAllowed as `read_logo`."""
    from PIL import Image, UnidentifiedImageError

    if len(content) > MOST_BYTES:
        raise NotAllowed("logo_too_big", name=name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                wide, high = picture.size
                if not (LEAST_SIDE <= wide <= MOST_SIDE and LEAST_SIDE <= high <= MOST_SIDE):
                    raise NotAllowed("logo_size", name=name, width=wide, height=high)
                picture.load()
    except UnidentifiedImageError as error:
        raise NotAllowed("logo_type", name=name) from error
    except Image.DecompressionBombError as error:
        raise NotAllowed("logo_size", name=name) from error
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombWarning) as error:
        raise NotAllowed("logo_broken", name=name) from error
    return Logo(content, wide, high)
