from __future__ import annotations

import json
import time
import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbdesk import paths
from rbdesk.domain.typed import clean_text, is_clean
from rbdesk.errors import BundleRefused
from rbdesk.exchange import canonical
from rbdesk.exchange.canonical import decimal_text, decode, encode, parse_decimal

LIMIT = 8 * 2**20

texts = st.text().map(clean_text)
keys = st.from_regex(r"[a-z0-9_]{1,32}", fullmatch=True)
integers = st.integers(-(2**53 - 1), 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)


def code_of(raw: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(BundleRefused) as refused:
        decode(raw, limit, "data/answers.json")
    assert refused.value.facts == {"file": "data/answers.json"}
    return refused.value.code


@given(values)
def test_what_is_encoded_is_read_back_equal(value: canonical.Json) -> None:
    assert decode(encode(value), LIMIT) == value


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_refused_or_are_the_canonical_form_of_what_they_give(raw: bytes) -> None:
    try:
        value = decode(raw, LIMIT)
    except BundleRefused:
        return
    assert encode(value) == raw


@given(values.filter(lambda value: value not in ({}, [], None)), st.data())
def test_an_altered_byte_is_refused_or_gives_another_value(
    value: canonical.Json, data: st.DataObject
) -> None:
    raw = bytearray(encode(value))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    try:
        read = decode(bytes(raw), LIMIT)
    except BundleRefused:
        return
    assert encode(read) != encode(value)


def test_members_are_sorted_and_nothing_is_between_them() -> None:
    value: canonical.Json = {"b": [1, True, None], "a": 'baris 1\n"kutip" \\ é €', "a_": {}}
    assert encode(value) == '{"a":"baris 1\\n\\"kutip\\" \\\\ é €","a_":{},"b":[1,true,null]}'.encode()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff", "RB-J01"),
        (b'"\xc3"', "RB-J01"),
        (b'"\xed\xa0\x80"', "RB-J01"),
        (b"\xef\xbb\xbf[]", "RB-J01"),
        ("[]".encode("utf-16"), "RB-J01"),
        (b'"\xc0\xaf"', "RB-J01"),
        (b"", "RB-J02"),
        (b"[", "RB-J02"),
        (b"[1,]", "RB-J02"),
        (b"{1:2}", "RB-J02"),
        (b"[][]", "RB-J02"),
        (b"'a'", "RB-J02"),
        (b'"a', "RB-J02"),
        (b'"\\x"', "RB-J02"),
        (b"\x00", "RB-J02"),
        (b"01", "RB-J02"),
        (b"[" * 17 + b"]" * 17, "RB-J03"),
        (b"[" * 100_000, "RB-J03"),
        (b'{"a":' * 17 + b"1" + b"}" * 17, "RB-J03"),
        (b'{"a":1,"a":1}', "RB-J04"),
        (b'[{"a":1,"b":2,"a":3}]', "RB-J04"),
        (b"1.0", "RB-J05"),
        (b"[0.67]", "RB-J05"),
        (b"1e2", "RB-J05"),
        (b"1e400", "RB-J05"),
        (b"NaN", "RB-J05"),
        (b"[-Infinity]", "RB-J05"),
        (b"9007199254740992", "RB-J05"),
        (b"-9007199254740992", "RB-J05"),
        (b"9" * 5000, "RB-J05"),
        (b'"\\ud800"', "RB-J06"),
        (b'"\\udc00x"', "RB-J06"),
        (b'"\\u0000"', "RB-J06"),
        (b'"\x00"', "RB-J06"),
        (b'"a\tb"', "RB-J06"),
        (b'"\\t"', "RB-J06"),
        (b'"\x7f"', "RB-J06"),
        ("\"\x85\"".encode(), "RB-J06"),
        ('"\u202e"'.encode(), "RB-J06"),
        ('"\u2066"'.encode(), "RB-J06"),
        ('"\u061c"'.encode(), "RB-J06"),
        ('"\u2028"'.encode(), "RB-J06"),
        ('"\ufeff"'.encode(), "RB-J06"),
        ('"\ufffe"'.encode(), "RB-J06"),
        ('"\U0010ffff"'.encode(), "RB-J06"),
        ('"e\u0301"'.encode(), "RB-J06"),
        ('{"\u202e":1}'.encode(), "RB-J06"),
        (b"[ ]", "RB-J07"),
        (b"[]\n", "RB-J07"),
        (b'{"b":1,"a":1}', "RB-J07"),
        (b'"\\u0041"', "RB-J07"),
        (b'"\\/"', "RB-J07"),
        (b'"a\nb"', "RB-J07"),
        (b"-0", "RB-J07"),
        (b'{"A":1}', "RB-J07"),
        (b'{"":1}', "RB-J07"),
        (b'{"a-b":1}', "RB-J07"),
        (b'{"' + b"a" * 33 + b'":1}', "RB-J07"),
        (b'"' + b"a" * LIMIT + b'"', "RB-J08"),
        (b"[" + b"[]," * 2_000_000 + b"[]]", "RB-J08"),
    ],
)  # fmt: skip
def test_what_is_not_the_one_form_is_refused_with_its_code(raw: bytes, code: str) -> None:
    assert code_of(raw) == code


def test_a_combining_mark_after_a_line_end_is_a_text_like_any_other() -> None:
    value: canonical.Json = ["\n\u0303"]
    assert decode(encode(value), LIMIT) == value


def test_the_limit_is_in_bytes_and_inclusive() -> None:
    assert decode("€".encode().join([b'"', b'"']), 5) == "€"
    assert code_of("€".encode().join([b'"', b'"']), 4) == "RB-J08"


@pytest.mark.parametrize(
    "raw",
    [
        b'"' + b'\\"' * 4_000_000,
        b'"\\' * 4_000_000,
        b'""' * 4_000_000,
        b'"a":' * 2_000_000,
        b"[" + b"1," * 4_000_000 + b"1]",
        b"{" + b",".join(b'"%07d":1' % n for n in range(700_000)) + b"}",
    ],
)
def test_hostile_text_is_refused_quickly_and_in_little_memory(raw: bytes) -> None:
    started = time.process_time()
    tracemalloc.start()
    try:
        code_of(raw)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < 5
    assert peak < 120 * 2**20


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        [Decimal(1)],
        {"A": 1},
        {"a b": 1},
        2**53,
        "e\u0301",
        "a\tb",
        "\ud800",
        b"bytes",
        {"a": {1, 2}},
        json.loads("[" * 17 + "]" * 17),
    ],
)
def test_what_has_no_canonical_form_is_not_written(value: canonical.Json) -> None:
    with pytest.raises(ValueError, match=r"may not travel|too deep"):
        encode(value)


@given(st.text())
def test_whatever_is_typed_may_travel_once_cleaned(text: str) -> None:
    assert is_clean(clean_text(text))
    assert decode(encode(clean_text(text)), LIMIT) == clean_text(text)


@given(st.integers(0, 10**15 - 1), st.integers(0, 6))
def test_a_decimal_has_one_text_and_the_text_one_decimal(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    if number >= 10**9:
        with pytest.raises(ValueError, match="no canonical decimal"):
            decimal_text(number)
        return
    text = decimal_text(number)
    assert parse_decimal(text) == number
    assert decimal_text(parse_decimal(text)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [("0.67", "0.67"), ("2.50", "2.5"), ("1E+1", "10"), ("-0", "0"), ("0.000", "0"), ("36.30", "36.3"), ("100", "100")],
)  # fmt: skip
def test_a_decimal_is_written_shortest(number: str, text: str) -> None:
    assert decimal_text(Decimal(number)) == text


@pytest.mark.parametrize("number", ["-1", "NaN", "Infinity", "1E+9", "0.0000001"])
def test_a_number_out_of_bounds_has_no_text(number: str) -> None:
    with pytest.raises(ValueError, match="no canonical decimal"):
        decimal_text(Decimal(number))


@pytest.mark.parametrize(
    "text", ["", "1.", ".5", "01", "1.0", "1.50", "+1", "-1", "1e2", " 1", "1\n", "４", "1234567890", "0.1234567"]
)  # fmt: skip
def test_another_text_of_a_decimal_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a canonical decimal"):
        parse_decimal(text)


def test_every_shipped_instrument_has_a_canonical_form() -> None:
    for path in sorted(paths.resource("instruments").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        raw = encode(canonical.plain(data))
        assert encode(decode(raw, LIMIT)) == raw


@settings(max_examples=25)
@given(st.lists(st.tuples(keys, texts), min_size=50, max_size=200))
def test_long_rows_survive_the_round_trip(members: list[tuple[str, str]]) -> None:
    value: canonical.Json = [{key: text, "e": {"n": 1}} for key, text in members]
    assert decode(encode(value), LIMIT) == value
