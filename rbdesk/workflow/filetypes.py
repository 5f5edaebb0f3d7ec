"""What a file of evidence may be: judged by its first bytes and by its name, both; nothing of it is drawn or run."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from rbdesk.exchange.evidencetype import TypeWatcher

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ENDINGS: dict[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
}
_MAGIC = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_ZIP = b"PK\x03\x04"
_MAIN_PART = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
_MACROS = "vbaproject.bin"
_MOST_MEMBERS = 10_000
_CHUNK_BYTES = 1 << 20
# All that zipfile raises at hostile files (BadZipFile is only one of them)
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    KeyError,
)


def judge(path: Path, name: str) -> str | None:
    """The type of a file that may be evidence, None if it may not. Raises OSError: it cannot be read."""
    with path.open("rb") as file:
        head = file.read(16)
    mime = next((found for magic, found in _MAGIC if head.startswith(magic)), None)
    if mime is None and head.startswith(_ZIP):
        mime = _office_document(path)
    if mime is None or not fits_name(mime, name):
        return None
    return mime if mime == _as_a_bundle_sees_it(path) else None


def fits_name(mime: str, name: str) -> bool:
    """True if a name ends as this type's names do."""
    return name.casefold().endswith(ENDINGS[mime])


def _as_a_bundle_sees_it(path: Path) -> str:
    """The type that the reader of a bundle will find: what it would refuse must not be attached."""
    watcher = TypeWatcher()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            watcher.update(piece)
    return watcher.mime()


def _office_document(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.namelist()
    except _ZIP_FAULTS:
        return None
    if len(members) > _MOST_MEMBERS or "[Content_Types].xml" not in members:
        return None
    if any(member.casefold().endswith(_MACROS) for member in members):
        return None
    return next((mime for mime, part in _MAIN_PART.items() if part in members), None)
