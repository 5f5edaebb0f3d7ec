from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.correspondence import Holdings
from rbdesk.domain.roster import REVOKED, ListedDevice
from rbdesk.exchange import notices, signing
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import LONGER_CHAIN, ROSTER_NOTICE, TOKEN, trust, written
from tests.exchange.samples import Draft

OTHER = ListedDevice(signing.device_id(samples.OTHER_KEY.public), samples.OTHER_KEY.public, REVOKED)


def test_a_roster_comes_back_equal_with_its_devices_by_id() -> None:
    devices = (*ROSTER_NOTICE.devices, OTHER)
    roster = replace(ROSTER_NOTICE, secretariat=LONGER_CHAIN, devices=devices, recipient="")
    read = notices.read_roster(notices.roster_json(roster), is_open=False)
    assert read == replace(roster, devices=tuple(sorted(devices, key=lambda device: device.id)))


def test_holdings_travel_sorted_and_each_digest_once() -> None:
    read = notices.read_holdings(
        notices.holdings_json(Holdings(("b" * 64, "a" * 64, "a" * 64))), is_open=False
    )
    assert read == Holdings(("a" * 64, "b" * 64))


def roster(**members: Any) -> Callable[[Draft], None]:
    return lambda draft: draft.change("roster", **members)


def device(**members: Any) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        draft.change("roster", devices=[draft.get("roster")["devices"][0] | members])

    return spoil


def key(**members: Any) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        draft.change("roster", secretariat=[draft.get("roster")["secretariat"][0] | members])

    return spoil


def holdings(**members: Any) -> Callable[[Draft], None]:
    return lambda draft: draft.change("holdings", **members)


# the chain of keys is judged once it can be believed: a broken one of the pinned key's own is a fault of data
RETURN_SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "a roster that is a list": ("RB-D03", lambda draft: draft.put("roster", [])),
    "a roster without a version": ("RB-D01", lambda draft: draft.put("roster", {"age": "", "devices": []})),
    "a roster with a member too many": ("RB-D02", roster(motto="x")),
    "a roster of version zero": ("RB-D03", roster(version=0)),
    "a roster with a malformed recipient": ("RB-D03", roster(age="age1x")),
    "a roster without a key of the secretariat": ("RB-D10", roster(secretariat=[])),
    "a first key that claims a signature": ("RB-D10", key(sig="A" * 86 + "==")),
    "a secretariat key of no base64": ("RB-D03", key(key="?" * 44)),
    "a secretariat key in another base64": ("RB-D03", key(key="A" * 42 + "B=")),
    "a secretariat key from message zero": ("RB-D03", key(from_seq=0)),
    "a device with another's id": ("RB-D10", device(id=OTHER.id)),
    "a device with a malformed id": ("RB-D03", device(id="k7q2")),
    "a device with an unknown status": ("RB-D03", device(status="hilang")),
    "a device twice": ("RB-D06", lambda draft: roster(devices=draft.get("roster")["devices"] * 2)(draft)),
    "a device with a member too many": ("RB-D02", device(owner="x")),
    "too many devices": ("RB-D07", lambda draft: roster(devices=draft.get("roster")["devices"] * 65)(draft)),
    "holdings that are a list": ("RB-D03", lambda draft: draft.put("holdings", [])),
    "holdings without a list": ("RB-D01", lambda draft: draft.put("holdings", {"have": [], "want": []})),
    "holdings with a member too many": ("RB-D02", holdings(lost=[])),
    "holdings with a malformed digest": ("RB-D03", holdings(have=["x"])),
    "holdings with a number": ("RB-D03", holdings(have=[7])),
    "holdings unsorted": ("RB-D06", holdings(have=["b" * 64, "a" * 64])),
    "holdings doubled": ("RB-D06", holdings(want=["e" * 64, "e" * 64])),
    "holdings that want what they have": ("RB-D10", holdings(have=["e" * 64])),
    "too many holdings": ("RB-D07", holdings(heads=[f"{n:064x}" for n in range(65)])),
}


def enrol(**members: Any) -> Callable[[Draft], None]:
    return lambda draft: draft.change("enrol", **members)


ACTIVATION_SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "an enrolment file without a token": (
        "RB-D01",
        lambda draft: draft.put("enrol", {"token_id": TOKEN.id, "target": "60"}),
    ),
    "an enrolment file with a member too many": ("RB-D02", enrol(pin="1234")),
    "a token of another id": ("RB-D10", enrol(token_id="0" * 16)),
    "a token id malformed": ("RB-D03", enrol(token_id="x")),
    "a token too short": ("RB-D03", enrol(token="AAAA")),
    "a target as number": ("RB-D03", enrol(target=60)),
    "a target in another form": ("RB-D03", enrol(target="60.0")),
    "a target beyond a hundred": ("RB-D05", enrol(target="100.01")),
    "a deadline without a day": ("RB-D03", enrol(deadlines=[["Akhir"]])),
    "a deadline that is not": ("RB-D08", enrol(deadlines=[["Akhir", "2021-02-29"]])),
    "a deadline of another century": ("RB-D08", enrol(deadlines=[["Akhir", "1999-01-01"]])),
    "a deadline with too long a name": ("RB-D07", enrol(deadlines=[["x" * 41, "2021-02-01"]])),
    "too many deadlines": ("RB-D07", enrol(deadlines=[["x", "2021-02-01"]] * 9)),
    "a limit beyond the format's": ("RB-D03", enrol(limits={"file": 2**26 + 1, "all": 2**30})),
    "all limited below one file": ("RB-D03", enrol(limits={"file": 2**20, "all": 2**19})),
    "limits with a member too many": ("RB-D02", enrol(limits={"file": 1, "all": 1, "x": 1})),
    "encryption as text": ("RB-D03", enrol(encrypt="ya")),
}


@pytest.mark.parametrize("case", RETURN_SPOILS)
def test_a_return_with_notices_that_cannot_be_is_refused_with_its_code(tmp_path: Path, case: str) -> None:
    code, spoil = RETURN_SPOILS[case]
    draft = samples.draft(written(tmp_path, letters.a_return()))
    draft.key = letters.SETDA
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == code


@pytest.mark.parametrize("case", ACTIVATION_SPOILS)
def test_an_activation_with_settings_that_cannot_be_is_refused_with_its_code(
    tmp_path: Path, case: str
) -> None:
    code, spoil = ACTIVATION_SPOILS[case]
    draft = samples.draft(written(tmp_path, letters.an_activation()))
    draft.key = letters.SETDA
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == code
