from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.roster import REVOKED, EnrolmentProof
from rbdesk.domain.submission import Submission
from rbdesk.exchange import bundle, enrolment, signing
from tests import build
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import TOKEN, trust, written
from tests.exchange.samples import Draft

OFFICE, KEY = build.OFFICE, samples.KEY.public


def a_proof(**but: Any) -> EnrolmentProof:
    given = dict(office=OFFICE, key=KEY, replica=build.REPLICA_A) | but
    token = given.pop("token", TOKEN)
    return enrolment.prove(token, **given)


def is_proven(proof: EnrolmentProof, **but: Any) -> bool:
    return enrolment.is_proven(TOKEN, proof, **(dict(office=OFFICE, key=KEY, replica=build.REPLICA_A) | but))


def test_the_mac_can_be_computed_by_hand() -> None:
    message = b"rbdesk-enrol-1" + b"32.16.09" + KEY + b"a" * 16
    assert a_proof().mac == hmac.new(b"t" * 32, message, hashlib.sha256).hexdigest()


def test_a_proof_holds_for_its_office_key_and_replica_only() -> None:
    proof = a_proof()
    assert is_proven(proof)
    assert not is_proven(proof, office="32.16.08")
    assert not is_proven(proof, key=samples.OTHER_KEY.public)
    assert not is_proven(proof, replica=build.REPLICA_B)
    assert not is_proven(replace(proof, mac="0" * 64))
    assert not is_proven(replace(proof, token_id="0" * 16))


def test_a_token_proves_nothing_for_another_office_than_its_own() -> None:
    proof = a_proof(office="32.16.08")
    assert not is_proven(proof, office="32.16.08")


def test_two_tokens_differ_and_none_shows_its_secret() -> None:
    one, two = enrolment.make_token(OFFICE), enrolment.make_token(OFFICE)
    assert one.id != two.id
    assert one.secret.hex() not in repr(one)
    assert enrolment.make_token(OFFICE, seed=one.secret) == one


# --- in a bundle ------------------------------------------------------------------------------------------


def test_an_unknown_laptop_with_its_office_s_token_enrols_itself(tmp_path: Path) -> None:
    path = written(tmp_path, samples.a_package(enrolment=a_proof()))
    read = bundle.receive(path, trust(roster=()), None)
    assert isinstance(read, Submission)
    assert read.enrols
    assert read.package.enrolment == a_proof()


def test_a_known_laptop_sends_its_proof_until_it_is_listed(tmp_path: Path) -> None:
    path = written(tmp_path, samples.a_package(enrolment=a_proof()))
    assert not bundle.receive(path, trust(), None).enrols


def test_further_evidence_enrols_too_since_any_part_may_come_first(tmp_path: Path) -> None:
    path = written(tmp_path, letters.evidence_package(tmp_path, enrolment=a_proof()))
    assert bundle.receive(path, trust(roster=()), None).enrols


def proving(**members: Any) -> Callable[[Draft], None]:
    proof = {"token_id": TOKEN.id, "mac": a_proof().mac}
    return lambda draft: draft.change("bundle", enrol=proof | members)


SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "an enrolment with another mac": ("RB-S10", proving(mac="0" * 64)),
    "an enrolment with a mac in capitals": ("RB-S10", proving(mac=a_proof().mac.upper())),
    "an enrolment with a short mac": ("RB-S10", proving(mac="0")),
    "an enrolment proven for another office": (
        "RB-S10", proving(mac=a_proof(office="32.16.08").mac),
    ),
    "an enrolment proven for another key": ("RB-S10", proving(mac=a_proof(key=samples.OTHER_KEY.public).mac)),
    "an enrolment proven for another store": ("RB-S10", proving(mac=a_proof(replica=build.REPLICA_B).mac)),
    "an enrolment proven with another token": (
        "RB-S10", proving(mac=a_proof(token=enrolment.make_token(OFFICE, seed=b"u" * 32)).mac),
    ),
    "an enrolment with a token that nobody gave out": ("RB-S07", proving(token_id="0" * 16)),
    "an enrolment that is a list": ("RB-S07", lambda draft: draft.change("bundle", enrol=[])),
    "no enrolment of an unknown laptop": ("RB-S07", lambda draft: None),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILS)
def test_a_false_enrolment_is_refused_with_its_code(tmp_path: Path, case: str) -> None:
    code, spoil = SPOILS[case]
    draft = samples.draft(samples.written(tmp_path))
    spoil(draft)
    found, facts = samples.refusal_of(tmp_path, draft.build(), trust=trust(roster=()))
    assert found == code
    assert facts["fingerprint"] == signing.fingerprint(KEY)


def test_a_token_of_another_office_enrols_nobody_here(tmp_path: Path) -> None:
    token = enrolment.make_token("32.16.08", seed=b"t" * 32)
    path = written(tmp_path, samples.a_package(enrolment=a_proof()))
    found, _ = samples.refusal_of(
        tmp_path, path.read_bytes(), trust=trust(roster=(), tokens={token.id: token})
    )
    assert found == "RB-S10"


def test_a_revoked_laptop_does_not_come_back_by_its_token(tmp_path: Path) -> None:
    path = written(tmp_path, samples.a_package(enrolment=a_proof()))
    roster = (samples.enrolment(status=REVOKED),)
    assert samples.refusal_of(tmp_path, path.read_bytes(), trust=trust(roster=roster))[0] == "RB-S08"


def test_a_laptop_of_another_office_does_not_change_sides_by_a_token(tmp_path: Path) -> None:
    path = written(tmp_path, samples.a_package(enrolment=a_proof()))
    roster = (samples.enrolment(office="32.16.08"),)
    assert samples.refusal_of(tmp_path, path.read_bytes(), trust=trust(roster=roster))[0] == "RB-S06"
