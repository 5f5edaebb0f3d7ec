from __future__ import annotations

import base64
import re
import zlib
from datetime import datetime

from rbdesk.exchange import qr, sealing
from rbdesk.report import seal_page

IDENTITY = sealing.make_identity()


def test_the_page_for_the_safe_holds_the_key_as_text_and_as_code() -> None:
    pdf = seal_page.seal_pdf(
        IDENTITY, sealing.recipient_of(IDENTITY), office="Bekasi", made_at=datetime(2020, 9, 3, 14, 5)
    )
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    drawn = b""
    for stream in re.findall(rb"ASCII85Decode.{0,80}?stream\r?\n(.*?)~>endstream", pdf, re.DOTALL):
        drawn += zlib.decompress(base64.a85decode(stream))
    groups = [IDENTITY[start : start + 8] for start in range(0, len(IDENTITY), 8)]
    assert all(group.encode() in drawn for group in groups)
    dark = sum(is_dark for row in qr.modules(IDENTITY) for is_dark in row)
    assert drawn.count(b" re\n") + drawn.count(b" re ") >= dark


def test_a_key_whose_time_is_not_known_is_printed_all_the_same() -> None:
    pdf = seal_page.seal_pdf(IDENTITY, sealing.recipient_of(IDENTITY), office="Bekasi", made_at=None)
    assert IDENTITY.encode() in pdf
