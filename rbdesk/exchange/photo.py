"""Reading QR codes off a photo or a scan: from grey pixels, which the window makes with its own tools, or from a file.

The decoder is a library of its own; where it is not installed a receipt's text is typed, pasted or scanned instead.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 64 * 10**6  # a phone's largest; more would only cost memory
_ROOMS = (3000, 1800, 1000)  # a code far away needs all pixels, a blurred one is found in fewer


def can_read() -> bool:
    """Tell whether the decoder is installed."""
    return importlib.util.find_spec("zxingcpp") is not None


def read_codes(pixels: bytes, width: int, height: int) -> tuple[str, ...]:
    """Return the texts of the QR codes in a grey picture, one byte a pixel, row by row; none where none is seen.

    Raises ValueError: fewer or more pixels than the picture's size says. ImportError: the decoder is not installed.
    """
    if width < 1 or height < 1 or len(pixels) != width * height or len(pixels) > MOST_PIXELS:
        raise ValueError(f"no picture of {width} by {height} pixels: {len(pixels)} bytes")
    import zxingcpp  # here, so that nobody pays for it who reads no photo

    picture = memoryview(pixels).cast("B", (height, width))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return tuple(code.text for code in found if code.valid)


def read_file(path: Path) -> tuple[str, ...]:
    """Return the texts of the QR codes in a JPEG or PNG; none where none is seen, or it is no such picture."""
    from PIL import Image  # here, so that nobody pays for it who reads no photo

    if not can_read():
        return ()
    try:
        with Image.open(path, formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return ()
            grey = _grey(opened)
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ):  # whatever a torn file makes of it
        return ()
    for edge in _ROOMS:
        grey.thumbnail((edge, edge))
        found = read_codes(grey.tobytes(), grey.width, grey.height)
        if found:
            return found
    return ()


def _grey(opened: Image) -> Image:
    """Grey on white, so that what is transparent is not black."""
    from PIL import Image

    if not opened.has_transparency_data:
        return opened.convert("L")
    clear = opened.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(ground, clear).convert("L")
