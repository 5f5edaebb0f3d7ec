from __future__ import annotations

import io
import zipfile

import pytest

from rbdesk.exchange.evidencetype import TypeWatcher

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def office(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"<x/>" * 50)
    return content.getvalue()


@pytest.mark.parametrize("piece", [1, 7, 10_000])
@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"%PDF-1.4\n%", "application/pdf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (office("[Content_Types].xml", "word/document.xml"), WORD),
        (office("[Content_Types].xml", "xl/workbook.xml"), SHEET),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), ""),
        (office("[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"), ""),
        (office("[Content_Types].xml", "xl/workbook.xml", "xl/embeddings/word/document.xml"), SHEET),
        (office("[Content_Types].xml", "word/document.xml", "word/embeddings/xl/workbook.xml"), WORD),
        (office("[Content_Types].xml", "ppt/presentation.xml"), ""),
        (office("x.exe"), ""),
        (b"MZ\x90\0", ""),
        (b"<html>", ""),
        (b"", ""),
        (b" %PDF-1.4", ""),
    ],
)
def test_a_file_is_what_its_bytes_say_however_they_come(content: bytes, mime: str, piece: int) -> None:
    watcher = TypeWatcher()
    for place in range(0, len(content), piece):
        watcher.update(content[place : place + piece])
    assert watcher.mime() == mime
