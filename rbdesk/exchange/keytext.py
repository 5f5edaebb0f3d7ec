"""A device's public key as people hand it on: "32.16.09 …" in a text or a QR code, or JSON of many devices."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.exchange.signing import DamagedKey

_OFFICE = re.compile(r"(?<![0-9.])[0-9]{2}[.][0-9]{2}[.][0-9]{2}(?![0-9.])", re.ASCII)
_REGENCY = re.compile(r"(?<![0-9.])[0-9]{2}[.][0-9]{2}(?= [A-Za-z0-9+/]{43}=)", re.ASCII)  # "10.42" is a time
_KEY = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])")


@dataclass(frozen=True, slots=True)
class NamedDevice:
    """A device as somebody wrote it down; `office` is its code, "" where the text does not say."""

    office: str
    key: bytes
    label: str = ""


def key_text(office: str, key: bytes) -> str:
    """The text that an office hands on, on paper, screen or as a QR code: its code and the key."""
    return f"{office} {signing.public_base64(key)}"


def parse_devices(text: str) -> tuple[NamedDevice, ...]:
    """The devices in a text as `key_text` makes it, in minisign's form, or in the JSON of `keys show` or of the demo.

    Raises NotAllowed("key"): it names none.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return (_of_text(text),)
    entries = content.get("devices", [content]) if isinstance(content, dict) else content
    if not isinstance(entries, list) or not entries:
        raise NotAllowed("key")
    return tuple(_of_json(entry) for entry in entries)


def _of_text(text: str) -> NamedDevice:
    key, office = _KEY.search(text), _OFFICE.search(text) or _REGENCY.search(text)
    try:
        public = signing.parse_public_base64(key[0]) if key else signing.parse_public_text(text)
    except DamagedKey as error:
        raise NotAllowed("key") from error
    return NamedDevice(office[0] if office else "", public)


def _of_json(entry: object) -> NamedDevice:
    if not isinstance(entry, dict):
        raise NotAllowed("key")
    try:
        public = signing.parse_public_base64(str(entry.get("key", "")))
    except DamagedKey as error:
        raise NotAllowed("key") from error
    return NamedDevice(str(entry.get("office", "")), public, str(entry.get("label", "")))
