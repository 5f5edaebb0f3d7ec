"""Makes a picture small enough for a repository: few colours, chosen by how often they are used."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

MOST_COLOURS = 256


def few_colours(picture: QImage) -> QImage:
    """The picture in its 256 most frequent colours; the others become the nearest of those, without dots."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    height, width = plain.height(), plain.width()
    pixels = np.frombuffer(plain.constBits(), np.uint32).reshape(height, width)
    found, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    kept = found[np.argsort(counts)[::-1][:MOST_COLOURS]]
    channels = [
        (colours[:, None] >> np.array([16, 8, 0], np.uint32) & 0xFF).astype(np.int32)
        for colours in (found, kept)
    ]
    nearest = np.empty(len(found), np.uint8)
    for start in range(0, len(found), 1024):
        part = channels[0][start : start + 1024, None, :] - channels[1][None, :, :]
        nearest[start : start + 1024] = (part**2).sum(axis=2).argmin(axis=1)
    indices = np.ascontiguousarray(nearest[places].reshape(height, width))
    made = QImage(indices.data, width, height, width, QImage.Format.Format_Indexed8)
    made.setColorTable([int(colour) | 0xFF000000 for colour in kept])
    return made.copy()
