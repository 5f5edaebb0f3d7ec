from __future__ import annotations

import base64
import re
import zlib
from datetime import datetime

from rbdesk.exchange import keytext, qr, signing
from rbdesk.report import key_page

KEY = signing.derive_key(b"rbdesk test key, no one's secret").public
FINGERPRINT = signing.fingerprint(KEY)
TEXT = keytext.key_text("32.16.09", KEY)


def page(label: str = "Laptop Loket") -> bytes:
    return key_page.key_pdf(
        office="Kecamatan Cikarang Utara",
        device=signing.device_id(KEY),
        label=label,
        fingerprint=FINGERPRINT,
        key_text=TEXT,
        at=datetime(2020, 9, 3, 14, 5),
    )


def test_the_page_holds_the_thirty_digits_and_the_code_on_one_sheet() -> None:
    pdf = page()
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    drawn = b""
    for stream in re.findall(rb"ASCII85Decode.{0,80}?stream\r?\n(.*?)~>endstream", pdf, re.DOTALL):
        drawn += zlib.decompress(base64.a85decode(stream))
    groups = FINGERPRINT.split()
    assert "  ".join(groups[:3]).encode() in drawn
    assert "  ".join(groups[3:]).encode() in drawn
    dark = sum(is_dark for row in qr.modules(TEXT) for is_dark in row)
    assert drawn.count(b" re\n") + drawn.count(b" re ") >= dark
    assert TEXT.split()[1].encode() in pdf, "who has no camera copies the key out of the file"


def test_the_same_key_on_the_same_day_gives_the_same_bytes() -> None:
    assert page() == page()
    assert page(label="") != page()
