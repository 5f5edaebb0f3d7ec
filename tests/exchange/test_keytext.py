import json

import pytest

from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.exchange.keytext import NamedDevice, key_text, parse_devices

KEY = signing.derive_key(b"1" * 32).public
OTHER = signing.derive_key(b"2" * 32).public


def test_the_text_that_an_office_hands_on_names_office_and_key():
    assert parse_devices(f"Kunci: {key_text('32.16.09', KEY)}") == (NamedDevice("32.16.09", KEY),)
    assert parse_devices(signing.public_base64(KEY)) == (NamedDevice("", KEY),)


def test_a_verifiers_desk_hands_on_the_regencys_code():
    assert parse_devices(key_text("32.16", KEY)) == (NamedDevice("32.16", KEY),)
    said = f"Dibaca pukul 10.42: {key_text('32.16.09', KEY)}"
    assert parse_devices(said) == (NamedDevice("32.16.09", KEY),)
    assert parse_devices(f"10.42 lalu {signing.public_base64(KEY)}") == (NamedDevice("", KEY),)


def test_minisigns_own_form_is_read():
    assert parse_devices(signing.public_text(KEY)) == (NamedDevice("", KEY),)


def test_a_file_of_many_devices_is_read():
    entries = [
        {"office": "32.16.09", "key": signing.public_base64(KEY), "label": "Satu"},
        {"office": "32.16.07", "key": signing.public_base64(OTHER)},
    ]
    expected = (NamedDevice("32.16.09", KEY, "Satu"), NamedDevice("32.16.07", OTHER))
    assert parse_devices(json.dumps({"devices": entries})) == expected
    assert parse_devices(json.dumps(entries)) == expected
    assert parse_devices(json.dumps(entries[0])) == expected[:1]


@pytest.mark.parametrize("text", ["", "halo", "[]", '{"devices": []}', '[{"key": "x"}]', "[1]", "[" * 10**5])
def test_what_holds_no_key_is_refused(text):
    with pytest.raises(NotAllowed):
        parse_devices(text)
