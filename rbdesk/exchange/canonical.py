"""The one byte form of JSON in a bundle: RFC 8785 without floats, and nothing that looks like something else.

`decode` refuses with RB-J01 … RB-J08 whatever `encode` would not have written. What the members mean is not known
here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NoReturn, TypeAlias

from rbdesk.domain.typed import is_clean
from rbdesk.errors import BundleRefused

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"

MAX_DEPTH = 16
MAX_INTEGER = 2**53 - 1
# strings, brackets and commas; no bundle comes near, and without it 8 MiB of "[],[],…" would take 300 MB of memory
MAX_TOKENS = 1_000_000

_KEY = re.compile(r"[a-z0-9_]{1,32}")
_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,8})([.][0-9]{0,5}[1-9])?")
# a string, closed or not, is one token, so that nothing in it is taken for structure; the possessive marks keep
# the scan linear whatever stands there
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.DOTALL)


def encode(value: Json) -> bytes:
    """Return the canonical bytes of a value made of dict, list, str, int, bool and None.

    Raises ValueError: something that has no canonical form; a fault of the caller, since what people type is
    cleaned at input.
    """
    _refuse_unfit(value, depth=1)
    return _dump(value).encode("utf-8")


def decode(raw: bytes, limit: int, name: str = "") -> Json:
    """Return the value whose canonical form is exactly `raw`; `limit` in bytes, `name` is a fact for refusals.

    Raises BundleRefused: RB-J01 … RB-J08.
    """
    if len(raw) > limit:
        _refuse("RB-J08", name)
    if raw.startswith(b"\xef\xbb\xbf"):
        _refuse("RB-J01", name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BundleRefused("RB-J01", file=name) from error
    _check_depth(text, name)
    value = _parse(text, name)
    # where every character is plain and none is escaped, every string is
    if not (text.isascii() and text.isprintable() and "\\" not in text):
        _check_strings(value, name)
    if _dump(value) != text or not _has_plain_keys(value):
        _refuse("RB-J07", name)
    return value


def plain(value: object) -> Json:
    """Return plain JSON read with exact decimals (an instrument file) as a canonical value: decimals become strings.

    Raises ValueError: a number or a type that has no canonical form.
    """
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | int):
        return value
    raise ValueError(f"a type that may not travel: {type(value).__name__}")


def decimal_text(number: Decimal) -> str:
    """Return a decimal's one text: shortest, at most nine digits before and six after the point, not negative.

    Raises ValueError: it has no such text.
    """
    if not number.is_finite():
        raise ValueError(f"no canonical decimal: {number}")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if not number:
        text = "0"
    if _DECIMAL.fullmatch(text) is None:
        raise ValueError(f"no canonical decimal: {number}")
    return text


def parse_decimal(text: str) -> Decimal:
    """Return the number that `decimal_text` writes as exactly `text`.

    Raises ValueError: it writes nothing so.
    """
    if _DECIMAL.fullmatch(text) is None:
        raise ValueError(f"not a canonical decimal: {text[:40]!r}")
    return Decimal(text)


def _dump(value: Json) -> str:
    # equal to RFC 8785 for what is allowed here: ASCII keys, integers, no control character but \n
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _check_depth(text: str, name: str) -> None:
    depth = 0
    for count, token in enumerate(_TOKEN.finditer(text)):
        if count > MAX_TOKENS:
            _refuse("RB-J08", name)
        sign = token[0]
        if sign == "[" or sign == "{":
            depth += 1
            if depth > MAX_DEPTH:
                _refuse("RB-J03", name)
        elif sign == "]" or sign == "}":
            depth -= 1


def _parse(text: str, name: str) -> Json:
    def pairs(members: list[tuple[str, Json]]) -> dict[str, Json]:
        value = dict(members)
        if len(value) != len(members):
            _refuse("RB-J04", name)
        return value

    def integer(digits: str) -> int:
        # the length first: a number of a million digits must not be converted
        if len(digits) > 17 or abs(int(digits)) > MAX_INTEGER:
            _refuse("RB-J05", name)
        return int(digits)

    def no_number(_: str) -> NoReturn:
        _refuse("RB-J05", name)

    try:
        # not strict: a raw control character in a string is told as one, by _check_strings
        value: Json = json.loads(
            text,
            strict=False,
            object_pairs_hook=pairs,
            parse_int=integer,
            parse_float=no_number,
            parse_constant=no_number,
        )
    except (json.JSONDecodeError, RecursionError) as error:
        raise BundleRefused("RB-J02", file=name) from error
    return value


def _check_strings(value: Json, name: str) -> None:
    for text in _strings(value):
        if not is_clean(text):
            _refuse("RB-J06", name)


def _strings(value: Json) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)


def _has_plain_keys(value: Json) -> bool:
    if isinstance(value, list):
        return all(_has_plain_keys(item) for item in value)
    if isinstance(value, dict):
        return all(_KEY.fullmatch(key) is not None and _has_plain_keys(item) for key, item in value.items())
    return True


def _refuse_unfit(value: Json, depth: int) -> None:
    """Raise ValueError where `decode` would refuse."""
    if depth > MAX_DEPTH and isinstance(value, dict | list):
        raise ValueError("nested too deep")
    if isinstance(value, str):
        if not is_clean(value):
            raise ValueError(f"a text that may not travel: {value[:40]!r}")
    elif isinstance(value, list):
        for item in value:
            _refuse_unfit(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or _KEY.fullmatch(key) is None:
                raise ValueError(f"a key that may not travel: {key!r}")
            _refuse_unfit(item, depth + 1)
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise ValueError(f"an integer that may not travel: {value}")
    elif value is not None:
        raise ValueError(f"a type that may not travel: {type(value).__name__}")


def _refuse(code: str, name: str) -> NoReturn:
    raise BundleRefused(code, file=name)
