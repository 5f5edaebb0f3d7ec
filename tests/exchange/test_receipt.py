from __future__ import annotations

import base64
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from rbdesk.domain.receipt import Receipt
from rbdesk.domain.roster import REVOKED
from rbdesk.errors import BundleRefused
from rbdesk.exchange import canonical, photo, qr, receipt
from tests import build
from tests.exchange import samples
from tests.exchange.samples import DEVICE, KEY, OTHER_KEY, ROSTER

RECEIPT = Receipt(
    areas=tuple(Decimal(points) for points in ("2.9375", "1.5", "2", "0.8333", "3.125", "2.2", "6.875", "0")),
    at=build.NOW,
    bundle_id="7f3a91c4" + "0" * 56,
    answered=104,
    questions=110,
    evidence=41,
    device=DEVICE.id,
    edition="RB-2020",
    final=True,
    instrument="lke-26-2020-unit",
    office=build.OFFICE,
    revision=3,
    state_id="5" * 64,
)
TEXT = receipt.make_receipt(RECEIPT, KEY)


def code_of(text: str, roster: Any = ROSTER) -> str:
    with pytest.raises(BundleRefused) as refused:
        receipt.verify_receipt(text, roster)
    return refused.value.code


def signed(body: Any, key: Any = KEY) -> str:
    payload = body if isinstance(body, bytes) else canonical.encode(body)
    parts = (payload, SigningKey(key.seed).sign(payload).signature)
    return "RBDR1." + ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def body(**but: Any) -> dict[str, Any]:
    raw = TEXT.split(".")[1]
    value = canonical.decode(base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)), 4000)
    assert isinstance(value, dict)
    return {name: item for name, item in (value | but).items() if item is not ...}


def test_a_receipt_comes_back_equal() -> None:
    assert receipt.verify_receipt(TEXT, ROSTER) == RECEIPT


def test_the_same_receipt_has_the_same_text_and_it_is_short_enough_for_a_code() -> None:
    assert receipt.make_receipt(RECEIPT, KEY) == TEXT
    assert len(TEXT) < 750
    assert len(qr.modules(TEXT)) <= 93


def test_what_mail_and_scanners_put_between_its_characters_does_not_matter() -> None:
    wrapped = "\ufeff" + "\r\n ".join(TEXT[place : place + 60] for place in range(0, len(TEXT), 60)) + "\n"
    assert receipt.is_receipt(wrapped)
    assert receipt.verify_receipt(wrapped, ROSTER) == RECEIPT


@pytest.mark.parametrize("place", range(0, len(TEXT), 7))
def test_no_character_can_be_altered(place: int) -> None:
    other = "A" if TEXT[place] != "A" else "B"
    assert code_of(TEXT[:place] + other + TEXT[place + 1 :])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "RB-F05"),
        ("7F3A-91C4", "RB-F05"),
        (TEXT[:-1], "RB-F05"),
        (TEXT + "A", "RB-F05"),
        (TEXT.replace("RBDR1", "RBDR2"), "RB-F05"),
        (TEXT + "." + TEXT.split(".")[2], "RB-F05"),
        ("RBDR1." + "A" * 5000 + "." + "A" * 86, "RB-F05"),
        (TEXT.rpartition(".")[0] + "." + "A" * 86, "RB-S03"),
        (signed(b"{"), "RB-J02"),
        (signed(b"{ }"), "RB-J07"),
        (signed([]), "RB-D03"),
        (signed(body(s=...)), "RB-D01"),
        (signed(body(x=1)), "RB-D02"),
        (signed(body(a=["2.50"])), "RB-D03"),
        (signed(body(a=[2])), "RB-D03"),
        (signed(body(a=["1"] * 33)), "RB-D07"),
        (signed(body(c=[1, 2])), "RB-D03"),
        (signed(body(c=[1, 2, True])), "RB-D03"),
        (signed(body(c=[3, 2, 0])), "RB-D05"),
        (signed(body(at="2020-02-30T00:00:00Z")), "RB-D08"),
        (signed(body(o="Cikarang")), "RB-D03"),
        (signed(body(r=0)), "RB-D03"),
        (signed(body(), OTHER_KEY), "RB-S03"),
        (signed(body(d="0" * 10)), "RB-S07"),
        (signed(body(o="32.16.08")), "RB-S06"),
    ],
)
def test_a_text_that_is_no_receipt_or_another_s_is_refused_with_its_code(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_receipt_is_believed_of_devices_on_the_roster_only() -> None:
    assert code_of(TEXT, ()) == "RB-S07"
    assert code_of(TEXT, (samples.enrolment(office="32.16.08"),)) == "RB-S06"
    assert code_of(TEXT, (samples.enrolment(status=REVOKED),)) == "RB-S08"


def test_a_receipt_that_no_reader_takes_is_not_made() -> None:
    with pytest.raises(ValueError, match="another device"):
        receipt.make_receipt(RECEIPT, OTHER_KEY)
    with pytest.raises(ValueError, match="no reader would take"):
        receipt.make_receipt(replace(RECEIPT, revision=0), KEY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_holds_a_receipt_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "tanda terima.txt"
    path.write_text(TEXT + "\n", encoding=encoding)
    assert receipt.read_receipt_file(path) == TEXT


def test_a_file_that_holds_something_else_is_none(tmp_path: Path) -> None:
    path = samples.written(tmp_path)
    assert receipt.read_receipt_file(path) == ""


def test_the_code_of_a_receipt_reads_as_the_receipt() -> None:
    if not photo.can_read():
        pytest.skip("the decoder is not installed")
    squares = qr.modules(TEXT)
    white = [False] * (len(squares) + 8)
    framed = [white] * 4 + [[*white[:4], *row, *white[:4]] for row in squares] + [white] * 4
    pixels = b"".join(b"".join((b"\0" if dark else b"\xff") * 3 for dark in row) * 3 for row in framed)
    (found,) = photo.read_codes(pixels, 3 * len(white), 3 * len(framed))
    assert receipt.verify_receipt(found, ROSTER) == RECEIPT
