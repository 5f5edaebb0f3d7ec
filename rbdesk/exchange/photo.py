"""Reading QR codes off a photo or a scan. Takes grey pixels: who has a picture file decodes it with its own tools.

The decoder is a library of its own; where it is not installed a receipt's text is typed, pasted or scanned instead.
"""

from __future__ import annotations

import importlib.util

MOST_PIXELS = 64 * 10**6  # a phone's largest; more would only cost memory


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
