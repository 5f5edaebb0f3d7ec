"""Small but valid files of evidence, made in code: a page of PDF, a photograph in JPEG, a picture in PNG."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

_PAGE = b"0 0 595 842"  # A4 in points
_BLOCK = 8  # pixels: what JPEG codes at once
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def pdf(lines: Sequence[str]) -> bytes:
    """One page of text, a line below the other; characters outside Latin-1 become question marks."""
    content = b"BT /F1 14 Tf 60 780 Td 22 TL\n"
    content += b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines) + b"ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [" + _PAGE + b"]"
        b" /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )
    body = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n" % size + table + trailer


def jpeg(greys: Sequence[Sequence[int]]) -> bytes:
    """A grey picture of 8 × 8 pixel fields, each of one brightness 0..255, rows of equal length."""
    rows, columns = len(greys), len(greys[0])
    frame = struct.pack(">BHHBBBB", 8, rows * _BLOCK, columns * _BLOCK, 1, 1, 0x11, 0)
    # twelve codes of four bits for the sizes of differences; one code of one bit for "nothing else in this field"
    sizes = bytes((0x00, 0, 0, 0, 12, *[0] * 12, *range(12)))
    rest = bytes((0x10, 1, *[0] * 15, 0))
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            _segment(0xDB, bytes((0, *[1] * 64))),
            _segment(0xC0, frame),
            _segment(0xC4, sizes),
            _segment(0xC4, rest),
            _segment(0xDA, bytes((1, 1, 0x00, 0, 63, 0))),
            _scan(greys),
            b"\xff\xd9",
        )
    )


def png(greys: Sequence[Sequence[int]]) -> bytes:
    """A grey picture, one pixel 0..255 each, rows of equal length."""
    head = struct.pack(">IIBBBBB", len(greys[0]), len(greys), 8, 0, 0, 0, 0)
    pixels = b"".join(b"\x00" + bytes(row) for row in greys)
    return (
        _PNG_HEAD + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(pixels, 9)) + _chunk(b"IEND", b"")
    )


def _escaped(line: str) -> bytes:
    raw = line.encode("latin-1", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _segment(kind: int, content: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(content) + 2) + content


def _scan(greys: Sequence[Sequence[int]]) -> bytes:
    """The fields' brightness as differences from field to field, in Huffman codes, bytes stuffed."""
    bits: list[str] = []
    before = 0
    for row in greys:
        for grey in row:
            level = (grey - 128) * _BLOCK
            difference, before = level - before, level
            length = abs(difference).bit_length()
            bits.append(f"{length:04b}")
            if length:
                code = difference if difference > 0 else difference + (1 << length) - 1
                bits.append(f"{code:0{length}b}")
            bits.append("0")
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    raw = int(text, 2).to_bytes(len(text) // 8, "big")
    return raw.replace(b"\xff", b"\xff\x00")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
