"""What the secretariat tells an office, as JSON and back: roster.json, holdings.json, enrol.json (RB-D01 … RB-D10)."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import date

from rbdesk.domain.correspondence import Holdings, YearSettings
from rbdesk.domain.roster import (
    ENROLLED,
    REVOKED,
    ListedDevice,
    RosterNotice,
    SecretariatKey,
    Token,
)
from rbdesk.exchange import canonical, enrolment, head, schema, signing, strictzip, succession
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.schema import Members, refuse

ROSTER_FILE, HOLDINGS_FILE, ENROL_FILE = "data/roster.json", "data/holdings.json", "data/enrol.json"
MOST_KEYS = 64
MOST_DEVICES = 64
MOST_DIGESTS = 4000
MOST_HEADS = 64
MOST_DEADLINES = 8

_RECIPIENT = re.compile(r"(age1[02-9ac-hj-np-z]{58})?")


# --- roster.json ------------------------------------------------------------------------------------------


def roster_json(roster: RosterNotice) -> Json:
    """Return the secretariat's keys in order and the office's devices by id."""
    return {
        "version": roster.version,
        "age": roster.recipient,
        "secretariat": [
            {
                "key": signing.public_base64(entry.key),
                "from_seq": entry.from_seq,
                "sig": base64.b64encode(entry.signature).decode("ascii") if entry.signature else None,
            }
            for entry in roster.secretariat
        ],
        "devices": [
            {"id": device.id, "key": signing.public_base64(device.key), "status": device.status}
            for device in sorted(roster.devices, key=lambda device: device.id)
        ],
    }


def read_roster(value: Json, *, is_open: bool) -> RosterNotice:
    """Return a roster whose chain of keys holds together. Raises BundleRefused: also RB-D10, a broken chain."""
    body = Members(value, ROSTER_FILE, is_open=is_open)
    version = body.whole("version", 1, head.MOST_SEQ)
    recipient = body.matching("age", _RECIPIENT)
    keys = [
        _read_key(item, place, is_open) for place, item in enumerate(body.listed("secretariat", MOST_KEYS))
    ]
    devices = [
        _read_device(item, place, is_open) for place, item in enumerate(body.listed("devices", MOST_DEVICES))
    ]
    body.close()
    ids = [device.id for device in devices]
    if ids != sorted(set(ids)):
        refuse("RB-D06", ROSTER_FILE, "devices")
    if not succession.is_chain(keys):
        refuse("RB-D10", ROSTER_FILE, "secretariat")
    return RosterNotice(version, tuple(keys), tuple(devices), recipient)


def _read_key(value: Json, place: int, is_open: bool) -> SecretariatKey:
    row = Members(value, ROSTER_FILE, f"secretariat[{place}]", is_open=is_open)
    key, from_seq = _read_base64(row, "key", signing.PUBLIC_BYTES), row.whole("from_seq", 1, head.MOST_SEQ)
    is_first = row.get("sig") is None
    signature = b"" if is_first else _read_base64(row, "sig", succession.SIGNATURE_BYTES)
    row.close()
    return SecretariatKey(key, from_seq, signature)


def _read_device(value: Json, place: int, is_open: bool) -> ListedDevice:
    row = Members(value, ROSTER_FILE, f"devices[{place}]", is_open=is_open)
    device = ListedDevice(
        id=row.matching("id", schema.DEVICE_ID),
        key=_read_base64(row, "key", signing.PUBLIC_BYTES),
        status=row.one_of("status", (ENROLLED, REVOKED)),
    )
    row.close()
    if device.id != signing.device_id(device.key):
        refuse("RB-D10", ROSTER_FILE, row.at("id"))
    return device


# --- holdings.json ----------------------------------------------------------------------------------------


def holdings_json(holdings: Holdings) -> Json:
    """Return digests held and wanted, and states seen, sorted."""
    return {
        "have": list[Json](sorted(set(holdings.have))),
        "want": list[Json](sorted(set(holdings.want))),
        "heads": list[Json](sorted(set(holdings.heads))),
    }


def read_holdings(value: Json, *, is_open: bool) -> Holdings:
    """Return what the secretariat holds and wants. Raises BundleRefused: also RB-D10, a file both held and wanted."""
    body = Members(value, HOLDINGS_FILE, is_open=is_open)
    found = Holdings(
        have=body.digests("have", MOST_DIGESTS),
        want=body.digests("want", MOST_DIGESTS),
        heads=body.digests("heads", MOST_HEADS),
    )
    body.close()
    if set(found.have) & set(found.want):
        refuse("RB-D10", HOLDINGS_FILE, "want")
    return found


# --- enrol.json -------------------------------------------------------------------------------------------


def enrol_json(token: Token, settings: YearSettings) -> Json:
    """Return the office's token and what is set for the year."""
    return {
        "token_id": token.id,
        "token": base64.b64encode(token.secret).decode("ascii"),
        "target": canonical.decimal_text(settings.target),
        "deadlines": [[title, day.isoformat()] for title, day in settings.deadlines],
        "limits": {"file": settings.most_of_a_file, "all": settings.most_of_all},
        "encrypt": settings.encrypts,
    }


def read_enrol(value: Json, office: str, *, is_open: bool) -> tuple[Token, YearSettings]:
    """Return an office's token and the year's settings. Raises BundleRefused: RB-D01 … RB-D10."""
    body = Members(value, ENROL_FILE, is_open=is_open)
    token = Token(
        body.matching("token_id", schema.TOKEN_ID), office, _read_base64(body, "token", enrolment.TOKEN_BYTES)
    )
    text = body.text("target", 20)
    try:
        target = canonical.parse_decimal(text)
    except ValueError:
        refuse("RB-D03", ENROL_FILE, "target")
    if target > 100:
        refuse("RB-D05", ENROL_FILE, "target")
    deadlines = [
        _read_deadline(item, place) for place, item in enumerate(body.listed("deadlines", MOST_DEADLINES))
    ]
    limits = body.inner("limits")
    most_of_a_file = limits.whole("file", 1, strictzip.EVIDENCE_LIMIT_BYTES)
    most_of_all = limits.whole("all", most_of_a_file, strictzip.ALL_EVIDENCE_LIMIT_BYTES)
    limits.close()
    settings = YearSettings(target, tuple(deadlines), most_of_a_file, most_of_all, body.flag("encrypt"))
    body.close()
    if token != enrolment.make_token(office, seed=token.secret):
        refuse("RB-D10", ENROL_FILE, "token_id")
    return token, settings


def _read_deadline(value: Json, place: int) -> tuple[str, date]:
    path = f"deadlines[{place}]"
    match value:
        case [str(title), day]:
            if len(title) > 40:
                refuse("RB-D07", ENROL_FILE, path)
            return title, schema.read_day(day, ENROL_FILE, path)
    refuse("RB-D03", ENROL_FILE, path)


def _read_base64(row: Members, name: str, size: int) -> bytes:
    """Return bytes of a fixed size, in the one base64 text that they have."""
    text = row.text(name, 4 * size)
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != size or base64.b64encode(raw).decode("ascii") != text:
        refuse("RB-D03", row.file, row.at(name))
    return raw
