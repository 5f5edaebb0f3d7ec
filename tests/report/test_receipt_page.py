from __future__ import annotations

import base64
import re
import zlib
from datetime import datetime
from pathlib import Path

import pytest

from rbdesk.domain.receipt import Receipt
from rbdesk.exchange import qr
from rbdesk.exchange import receipt as texts
from rbdesk.report import receipt_page
from rbdesk.workflow import catalog, receipting, sending
from tests import year
from tests.build import NOW
from tests.year import BABELAN, FIRST

AT = datetime(2020, 9, 3, 14, 5)
SHEET = catalog.instrument(catalog.UNIT_SHEET)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Receipt, str]:
    with year.an_office(tmp_path / "babelan") as db:
        year.say(db, {FIRST: "A"})
        built = sending.export(db, year.key_of(BABELAN), tmp_path, final=False, who="Operator", now=NOW)
        return receipting.verify_receipt(built.receipt, receipting.load_receipt_trust(db)), built.receipt


def page(receipt: Receipt, text: str) -> bytes:
    return receipt_page.receipt_pdf(receipt, text, office="Babelan", instrument=SHEET, made_at=AT)


def test_the_same_receipt_gives_the_same_bytes_and_one_page(made: tuple[Receipt, str]) -> None:
    pdf = page(*made)
    assert pdf.startswith(b"%PDF-")
    assert page(*made) == pdf
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1


def test_every_dark_square_of_the_code_is_on_the_page(made: tuple[Receipt, str]) -> None:
    receipt, text = made
    dark = sum(map(sum, qr.modules(text)))
    assert len(re.findall(rb" re\b", drawing(page(receipt, text)))) >= dark > 1000


def drawing(pdf: bytes) -> bytes:
    """The operators of the page, unpacked."""
    packed = [raw.strip() for raw in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)]
    streams = (
        zlib.decompress(base64.a85decode(b"<~" + raw, adobe=True)) for raw in packed if raw.endswith(b"~>")
    )
    return next(stream for stream in streams if b" re" in stream)


def test_the_signed_text_can_be_had_from_the_file(made: tuple[Receipt, str], tmp_path: Path) -> None:
    receipt, text = made
    file = tmp_path / "tanda terima.pdf"
    file.write_bytes(page(receipt, text))

    assert texts.read_receipt_file(file) == text
    (tmp_path / "lain.pdf").write_bytes(year.PDF)
    assert texts.read_receipt_file(tmp_path / "lain.pdf") == ""
