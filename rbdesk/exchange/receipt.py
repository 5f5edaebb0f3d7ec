"""The receipt as a signed text for a QR code: made by a device, believed by whoever has its key on the roster.

`RBDR1.` + base64url of canonical JSON + `.` + base64url of the Ed25519 signature over those bytes.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from rbdesk.domain import roster as rosters
from rbdesk.domain.instrument import IID
from rbdesk.domain.office import CODE
from rbdesk.domain.receipt import Receipt
from rbdesk.domain.roster import Enrolment
from rbdesk.errors import BundleRefused
from rbdesk.exchange import canonical, schema
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.schema import Members, refuse
from rbdesk.exchange.signing import DeviceKey, device_id

PREFIX = "RBDR1."
MOST_OF_A_TEXT = 4000
MOST_AREAS = 32
_MOST_OF_A_PAGE = 2**20
FILE = "tanda terima"  # where a fault stands, as a fact for its sentence

_TEXT = re.compile(rf"{re.escape(PREFIX)}([A-Za-z0-9_-]+)[.]([A-Za-z0-9_-]{{86}})")


def make_receipt(receipt: Receipt, key: DeviceKey) -> str:
    """Return the receipt's signed text, about 700 characters. Raises ValueError: not this key's, or no reader's."""
    if receipt.device != device_id(key.public):
        raise ValueError("the receipt names another device than the key's")
    payload = canonical.encode(_json(receipt))
    try:
        _read(payload)
    except BundleRefused as refused:
        raise ValueError(f"a receipt that no reader would take: {refused}") from refused
    signature = SigningKey(key.seed).sign(payload).signature
    return f"{PREFIX}{_base64(payload)}.{_base64(signature)}"


def is_receipt(text: str) -> bool:
    """Tell whether a text, as scanned or pasted, means to be a receipt."""
    return _compact(text).startswith(PREFIX)


def verify_receipt(text: str, roster: Sequence[Enrolment]) -> Receipt:
    """Return what a receipt says, if a device of its office on the roster signed it. Blanks and line ends do not matter.

    Raises BundleRefused: RB-F05 no receipt, RB-J01 … RB-J08 and RB-D01 … RB-D08 its content, RB-S03 altered,
    RB-S06 another office's device, RB-S07 an unknown device, RB-S08 a revoked one.
    """
    found = _TEXT.fullmatch(_compact(text)[:MOST_OF_A_TEXT])
    if found is None:
        raise BundleRefused("RB-F05", looks="text")
    payload, signature = _unbase64(found[1]), _unbase64(found[2])
    receipt = _read(payload)
    keys = {entry.key for entry in roster if entry.device == receipt.device}
    if not keys:
        raise BundleRefused("RB-S07", device=receipt.device, office=receipt.office)
    signers = [key for key in sorted(keys) if _is_signed(key, payload, signature)]
    if not signers:
        raise BundleRefused("RB-S03", device=receipt.device, office=receipt.office)
    code = rosters.judge(roster, key=signers[0], office=receipt.office)
    if code is not None:
        raise BundleRefused(code, device=receipt.device, office=receipt.office)
    return receipt


def read_receipt_file(path: Path) -> str:
    """Return the text of a file that holds a receipt and nothing else, or of a receipt's printed page (PDF).

    "" for another file. Raises OSError.
    """
    with path.open("rb") as file:
        raw = file.read(2 * MOST_OF_A_TEXT)
        if raw.startswith(b"%PDF-"):
            found = _TEXT.search((raw + file.read(_MOST_OF_A_PAGE)).decode("latin-1"))
            return found[0] if found else ""
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    return _compact(text) if is_receipt(text) else ""


def _json(receipt: Receipt) -> Json:
    return {
        "a": [canonical.decimal_text(points) for points in receipt.areas],
        "at": schema.time_text(receipt.at.replace(microsecond=0)),
        "b": receipt.bundle_id,
        "c": [receipt.answered, receipt.questions, receipt.evidence],
        "d": receipt.device,
        "ed": receipt.edition,
        "f": receipt.final,
        "i": receipt.instrument,
        "o": receipt.office,
        "r": receipt.revision,
        "s": receipt.state_id,
    }


def _read(payload: bytes) -> Receipt:
    body = Members(canonical.decode(payload, MOST_OF_A_TEXT, FILE), FILE)
    areas = [_read_points(item, place) for place, item in enumerate(body.listed("a", MOST_AREAS))]
    answered, questions, evidence = _read_counts(body)
    receipt = Receipt(
        areas=tuple(areas),
        at=body.time("at"),
        bundle_id=body.matching("b", schema.HEX64),
        answered=answered,
        questions=questions,
        evidence=evidence,
        device=body.matching("d", schema.DEVICE_ID),
        edition=body.matching("ed", schema.EDITION_ID),
        final=body.flag("f"),
        instrument=body.matching("i", IID),
        office=body.matching("o", CODE),
        revision=body.whole("r", 1, 9999),
        state_id=body.matching("s", schema.HEX64),
    )
    body.close()
    return receipt


def _read_points(value: Json, place: int) -> Decimal:
    try:
        return canonical.parse_decimal(value if isinstance(value, str) else "")
    except ValueError:
        refuse("RB-D03", FILE, f"a[{place}]")


def _read_counts(body: Members) -> tuple[int, int, int]:
    counts = body.listed("c", 3)
    whole = [
        item
        for item in counts
        if isinstance(item, int) and not isinstance(item, bool) and 0 <= item <= 10_000
    ]
    if len(whole) != 3 or len(counts) != 3:
        refuse("RB-D03", FILE, "c")
    if whole[0] > whole[1]:
        refuse("RB-D05", FILE, "c")
    return whole[0], whole[1], whole[2]


def _is_signed(public: bytes, payload: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(public).verify(payload, signature)
    except BadSignatureError:
        return False
    return True


def _compact(text: str) -> str:
    """The text without what a mail program or a scanner put between its characters."""
    return "".join(text.split()).lstrip("\ufeff")


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _unbase64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raw = b""
    if not raw or _base64(raw) != text:
        raise BundleRefused("RB-F05", looks="text")
    return raw
