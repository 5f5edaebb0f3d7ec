from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rbdesk.exchange import canonical, head
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import trust, written
from tests.exchange.samples import Draft

PART = {"group": "0d5c7a52-0000-4000-8000-123456789abc", "no": 1, "of": 5}
ENROL = {"token_id": "0" * 16, "mac": "a" * 64}


def test_what_a_head_says_comes_back_equal() -> None:
    said = head.Head("balasan", letters.header(), "5" * 64, seq=7)
    assert head.read(canonical.decode(head.encode(said), 10_000)) == said


def test_members_that_a_kind_does_not_have_are_not_written() -> None:
    raw = head.encode(head.Head("isian", letters.header(), "5" * 64))
    assert not {b'"seq"', b'"part"', b'"enrol"'} & {
        name for name in (b'"seq"', b'"part"', b'"enrol"') if name in raw
    }


def test_a_state_is_named_by_all_its_files_but_bundle_json() -> None:
    raw = {"data/bundle.json": b"{}", "data/answers.json": b"[]", "data/instruments/x-1.json": b"{}"}
    assert head.state_files(raw) == {"answers.json": b"[]", "instruments/x-1.json": b"{}"}


def member(path: str, value: Any) -> Callable[[Draft], None]:
    return lambda draft: draft.change_bundle(path, value)


def unmended(path: str, value: Any) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        draft.mend()
        draft.change_bundle(path, value)
        draft.is_mended = False

    return spoil


def without_seq(draft: Draft) -> None:
    value = draft.get("bundle")
    del value["seq"]
    draft.put("bundle", value)


SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "a letter whose number is beyond all": ("RB-D03", member("seq", 2**31)),
    "a letter that is a part": ("RB-D02", member("part", PART)),
    "a letter that enrols": ("RB-D02", member("enrol", ENROL)),
    "a letter with other rows counted": ("RB-D09", member("counts.answers", 1)),
    "a letter that promises evidence": ("RB-D09", member("evidence_mode", "semua")),
    "a letter with another state's name": ("RB-D09", unmended("rev.state_id", "a" * 64)),
    "a letter without its list of keys believed": ("RB-S09", member("seq", 0)),
    "a letter without a number": ("RB-S09", without_seq),
    "a letter with a number as text": ("RB-S09", member("seq", "5")),
    "a letter to no office": ("RB-I01", member("office.code", "32.16.99")),
    "a letter to the regency": ("RB-I01", member("office.code", "32.16")),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILS)
def test_a_letter_whose_head_cannot_be_is_refused_with_its_code(tmp_path: Path, case: str) -> None:
    code, spoil = SPOILS[case]
    draft = samples.draft(written(tmp_path, letters.a_return()))
    draft.key = letters.SETDA
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == code


def test_a_letter_to_another_office_is_not_for_this_desk(tmp_path: Path) -> None:
    path = written(tmp_path, letters.a_return())
    found, _ = samples.refusal_of(tmp_path, path.read_bytes(), trust=trust(only_office="32.16.08"))
    assert found == "RB-I02"


def test_an_isian_has_no_number(tmp_path: Path) -> None:
    draft = samples.draft(samples.written(tmp_path))
    draft.change("bundle", seq=1)
    assert samples.refusal_of(tmp_path, draft.build())[0] == "RB-D02"
