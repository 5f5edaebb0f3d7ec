"""A zip writer for tests that can lie in every field; left alone it writes the strict profile of a bundle."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field


@dataclass
class Forged:
    """One entry; `local` and `central` overwrite header fields by name, `gap` stands before the local header."""

    name: str | bytes
    data: bytes = b""
    method: int | None = None
    packed: bytes | None = None
    local: dict[str, int | bytes] = field(default_factory=dict)
    central: dict[str, int | bytes] = field(default_factory=dict)
    local_extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    gap: bytes = b""
    after: bytes = b""

    def both(self, **fields: int | bytes) -> Forged:
        """The same lie in both headers."""
        self.local.update(fields)
        self.central.update(fields)
        return self


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def forge(
    entries: list[Forged],
    *,
    prefix: bytes = b"",
    before_directory: bytes = b"",
    after_directory: bytes = b"",
    central_order: list[int] | None = None,
    suffix: bytes = b"",
    **end: int,
) -> bytes:
    """The bytes of a zip; `end` overwrites fields of the end record."""
    body = bytearray(prefix)
    central: list[bytes] = []
    for entry in entries:
        name = entry.name.encode("ascii") if isinstance(entry.name, str) else entry.name
        method = entry.method
        if method is None:
            method = 0 if b"/data/evidence/" in name or b"/data/pieces/" in name else 8
        packed = entry.packed
        if packed is None:
            packed = deflate(entry.data) if method == 8 else entry.data
        fields: dict[str, int | bytes] = {
            **dict(made_by=20, needed=20, flags=0, method=method, time=0, date=0x21),
            **dict(crc=zlib.crc32(entry.data), packed=len(packed), size=len(entry.data)),
            **dict(disk=0, internal=0, external=0, name=name),
        }
        body += entry.gap
        offset = len(body)
        said = fields | entry.local
        body += struct.pack(
            "<4sHHHHHIIIHH",
            b"PK\3\4",
            *(said[key] for key in ("needed", "flags", "method", "time", "date", "crc", "packed", "size")),
            len(said["name"]),
            len(entry.local_extra),
        )
        body += bytes(said["name"]) + entry.local_extra + packed + entry.after
        said = {"offset": offset} | fields | entry.central
        central.append(
            struct.pack(
                "<4sHHHHHHIIIHHHHHII",
                b"PK\1\2",
                *(said[key] for key in ("made_by", "needed", "flags", "method", "time", "date", "crc")),
                *(said[key] for key in ("packed", "size")),
                *(len(said["name"]), len(entry.central_extra), len(entry.comment)),
                *(said[key] for key in ("disk", "internal", "external", "offset")),
            )
            + bytes(said["name"])
            + entry.central_extra
            + entry.comment
        )
    body += before_directory
    directory = b"".join(central[place] for place in central_order or range(len(central)))
    said_end = dict(disk=0, directory_disk=0, here=len(central), count=len(central))
    said_end |= dict(size=len(directory), offset=len(body), comment=0)
    said_end |= end
    body += directory + after_directory
    body += struct.pack("<4sHHHHIIH", b"PK\5\6", *said_end.values())
    return bytes(body + suffix)
