"""What type a file of evidence is, told from its bytes while they pass; nothing is parsed.

A bundle may carry PDF, JPEG, PNG, DOCX and XLSX without macros. Opening them is left to the person's own viewer.
"""

from __future__ import annotations

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_ZIP_MAGIC = b"PK\x03\x04"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# names of parts stand uncompressed in an Office file, which is a zip
_PARTS: tuple[tuple[bytes, str], ...] = ((b"word/", _WORD), (b"xl/", _SHEET))
_MACRO_PART = b"vbaproject.bin"
_OVERLAP = len(_MACRO_PART) - 1


class TypeWatcher:
    """Is fed a file piece by piece, like a hash, and tells its type at the end."""

    def __init__(self) -> None:
        self._head = b""
        self._tail = b""
        self._office = ""
        self._has_macro = False

    def update(self, piece: bytes, /) -> None:
        """Take in more bytes."""
        if len(self._head) < 16:
            self._head = (self._head + piece[:16])[:16]
        if not self._head.startswith(_ZIP_MAGIC):
            return
        window = self._tail + piece
        lowered = window.lower()
        self._has_macro = self._has_macro or _MACRO_PART in lowered
        if not self._office:
            # the first part decides: a sheet may hold a document, and the other way round
            found = [(lowered.find(part), mime) for part, mime in _PARTS if part in lowered]
            self._office = min(found)[1] if found else ""
        self._tail = window[-_OVERLAP:]

    def mime(self) -> str:
        """Return the MIME type, "" for none of the allowed ones."""
        for magic, mime in _MAGIC:
            if self._head.startswith(magic):
                return mime
        return "" if self._has_macro else self._office
