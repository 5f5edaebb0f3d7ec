"""What may be evidence: content and name must agree, and nothing that runs."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.exchange.rows import TYPE_WORDS
from rbdesk.workflow import filetypes
from tests import desks

PDF = desks.a_pdf()
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def _zip(*members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(member, "isi")
    return file.getvalue()


DOCX = _zip("[Content_Types].xml", "word/document.xml")
XLSX = _zip("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")


def _judge(tmp_path: Path, content: bytes, name: str) -> str | None:
    file = tmp_path / "a"
    file.write_bytes(content)
    return filetypes.judge(file, name)


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (PDF, "SK Camat.pdf", filetypes.PDF),
        (PDF, "SK.PDF", filetypes.PDF),
        (JPEG, "foto.jpg", filetypes.JPEG),
        (JPEG, "foto.JPEG", filetypes.JPEG),
        (PNG, "layar.png", filetypes.PNG),
        (DOCX, "surat.docx", filetypes.DOCX),
        (XLSX, "data.xlsx", filetypes.XLSX),
    ],
)
def test_the_five_types_are_taken(tmp_path: Path, content: bytes, name: str, mime: str) -> None:
    assert _judge(tmp_path, content, name) == mime


def test_exactly_the_types_that_a_bundle_carries_are_taken() -> None:
    assert set(filetypes.ENDINGS) == set(TYPE_WORDS)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF, "SK.docx"),
        (PDF, "SK"),
        (PDF, "SK.pdf.exe"),
        (b"MZ" + bytes(100), "SK.pdf"),
        (b"<html>", "SK.pdf"),
        (b"", "SK.pdf"),
        (DOCX, "data.xlsx"),
        (XLSX, "surat.docx"),
        (_zip("isi.txt"), "surat.docx"),
        (_zip("word/document.xml"), "surat.docx"),
        (_zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "surat.docx"),
        (_zip("[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"), "data.xlsx"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "data.xlsm"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "surat.doc"),
        (DOCX[: len(DOCX) // 2], "surat.docx"),
        (b"PK\x03\x04" + bytes(200), "surat.docx"),
    ],
)
def test_everything_else_is_refused(tmp_path: Path, content: bytes, name: str) -> None:
    assert _judge(tmp_path, content, name) is None


def test_a_document_that_a_bundle_would_take_for_another_type_is_refused(tmp_path: Path) -> None:
    mixed = _zip("[Content_Types].xml", "word/embedded.xml", "xl/workbook.xml")
    assert _judge(tmp_path, mixed, "data.xlsx") is None


@given(st.binary(max_size=300), st.integers(0, len(DOCX)), st.sampled_from([DOCX, XLSX]))
def test_a_spoilt_document_is_judged_without_a_crash(noise: bytes, at: int, document: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        spoilt = document[:at] + noise + document[at + len(noise) :]
        assert _judge(Path(folder), spoilt, "surat.docx") in (None, filetypes.DOCX)
