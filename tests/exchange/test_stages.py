from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.roster import REVOKED
from rbdesk.exchange import bag, signing
from tests import build
from tests.exchange import samples
from tests.exchange.samples import Draft, enrolment

OTHER_OFFICE = "32.16.08"
MACRO = b"PK\x03\x04 word/document.xml word/vbaProject.bin"
HTML = b"<html>not a scan</html>"


def head(path: str, value: Any) -> Callable[[Draft], None]:
    return lambda draft: draft.change_bundle(path, value)


def both(*spoils: Callable[[Draft], object]) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        for one in spoils:
            one(draft)

    return spoil


def without_member(path: str) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        value = draft.get("bundle")
        del value[path]
        draft.put("bundle", value)
        draft.is_mended = False

    return spoil


def signature(new: bytes | Callable[[bytes], bytes]) -> Callable[[Draft], None]:
    return lambda draft: draft.tags.update({bag.SIGNATURE: new})


def flip_last_bit(raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    lines[1] = lines[1][:60] + (b"A" if lines[1][60:61] != b"A" else b"B") + lines[1][61:]
    return b"\n".join(lines)


def other_device(draft: Draft) -> None:
    """A whole bundle of another key that names itself rightly."""
    draft.key = samples.OTHER_KEY
    device = signing.device_of(samples.OTHER_KEY.public, "Laptop kedua")
    draft.change_bundle(
        "device", {"id": device.id, "key": signing.public_base64(device.key), "label": device.label}
    )


def carry(content: bytes, **row: Any) -> Callable[[Draft], None]:
    """Other evidence in place of the one that is there."""

    def spoil(draft: Draft) -> None:
        item = samples.evidence(content=content)
        del draft.payload[f"data/evidence/{samples.PDF_SHA256}"]
        draft.payload[f"data/evidence/{item.sha256}"] = content
        draft.change_row("evidence", sha256=item.sha256, size=len(content), **row)

    return spoil


SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "no signature": ("RB-S01", lambda draft: draft.skip.add(bag.SIGNATURE)),
    "two signatures": ("RB-S02", signature(lambda raw: raw + raw)),
    "empty signature": ("RB-S02", signature(b"")),
    "legacy signature": ("RB-S02", signature(lambda raw: raw.replace(b"\nRUQ", b"\nRWQ").replace(b"\nRUT", b"\nRWT").replace(b"\nRUR", b"\nRWR").replace(b"\nRUS", b"\nRWS"))),
    "signature with CRLF": ("RB-S02", signature(lambda raw: raw.replace(b"\n", b"\r\n"))),
    "false signature": ("RB-S03", signature(flip_last_bit)),
    "signature of another content": ("RB-S03", signature(signing.sign(samples.KEY, b"x", "rbdesk1"))),
    "signed by another key": ("RB-S04", lambda draft: setattr(draft, "key", samples.OTHER_KEY)),
    "key in bundle.json is another's": (
        "RB-S04",
        head("device.key", signing.public_base64(samples.OTHER_KEY.public)),
    ),
    "no key in bundle.json": ("RB-S04", head("device", {"id": "x", "label": "y"})),
    "key that is no base64": ("RB-S04", head("device.key", "?" * 44)),
    "key that is a number": ("RB-S04", head("device.key", 7)),
    "comment of another office": (
        "RB-S05",
        lambda draft: setattr(draft, "comment", "rbdesk1 kind=isian edition=RB-2020 office=32.16.08"),
    ),
    "another base directory": ("RB-S05", lambda draft: setattr(draft, "base", "rbd-32.16.09-isian-r0002-AAAA")),
    "no revision": ("RB-S05", both(without_member("rev"), lambda draft: setattr(draft, "base", "rbd-x"))),
    "bundle.json is a list": ("RB-S04", lambda draft: (draft.put("bundle", []), setattr(draft, "is_mended", False))),
    "bundle.json is no JSON": (
        "RB-J02",
        lambda draft: (draft.payload.update({"data/bundle.json": b"{"}), setattr(draft, "is_mended", False)),
    ),
    "bundle.json with a member twice": (
        "RB-J04",
        lambda draft: (
            draft.payload.update({"data/bundle.json": b'{"a":1,"a":2}'}),
            setattr(draft, "is_mended", False),
        ),
    ),
    "an unknown key": ("RB-S07", other_device),
    "another office's code": ("RB-S06", head("office.code", OTHER_OFFICE)),
    "major 2": ("RB-V01", head("format.major", 2)),
    "major 0": ("RB-V01", head("format.major", 0)),
    "major true": ("RB-V01", head("format.major", True)),
    "major as text": ("RB-V01", head("format.major", "1")),
    "another format": ("RB-V01", head("format.name", "rbdesk-other")),
    "no format": ("RB-V01", without_member("format")),
    "needs a later minor": ("RB-V02", both(head("format.minor", 4), head("format.min_minor", 3))),
    "an isian that calls itself bukti": ("RB-B05", head("kind", "bukti")),
    "kind unknown": ("RB-V03", head("kind", "surat")),
    "edition unknown": ("RB-V04", head("edition.id", "RB-2031")),
    "edition with another hash": ("RB-V04", head("edition.hash", "e" * 64)),
    "device id of another key": ("RB-I03", head("device.id", signing.device_id(samples.OTHER_KEY.public))),
    "device id in small letters": ("RB-I03", head("device.id", samples.DEVICE.id.lower())),
    "replica too short": ("RB-I03", head("replica", "abc")),
    "replica in capitals": ("RB-I03", head("replica", "A" * 16)),
    "size of evidence is not its row's": ("RB-E01", lambda draft: draft.change_row("evidence", size=5)),
    "two rows with two sizes": (
        "RB-E01",
        lambda draft: draft.put(
            "evidence",
            [
                *draft.get("evidence"),
                draft.get("evidence")[0] | {"row": f"answers/{samples.TINY.id}/X.P.1.i.b", "size": 9},
            ],
        ),
    ),
    "evidence under another's digest": (
        "RB-E01",
        lambda draft: draft.payload.update({f"data/evidence/{samples.PDF_SHA256}": samples.PDF + b"x"}),
    ),
    "evidence that no row names": ("RB-E02", lambda draft: draft.payload.update({samples_path(b"%PDF-2"): b"%PDF-2"})),
    "evidence though none is said to be carried": ("RB-E02", head("evidence_mode", "tanpa")),
    "a web page as pdf": ("RB-E03", carry(HTML)),
    "a pdf as png": ("RB-E03", lambda draft: draft.change_row("evidence", mime="png")),
    "a macro in a docx": ("RB-E03", carry(MACRO, mime="docx")),
    "empty evidence": ("RB-E03", carry(b"")),
    "all evidence promised, none carried": (
        "RB-E04",
        lambda draft: draft.payload.pop(f"data/evidence/{samples.PDF_SHA256}"),
    ),
}  # fmt: skip


def samples_path(content: bytes) -> str:
    return f"data/evidence/{samples.evidence(content=content).sha256}"


@pytest.mark.parametrize("case", SPOILS)
def test_what_does_not_fit_is_refused_with_its_code(tmp_path: Path, case: str) -> None:
    code, spoil = SPOILS[case]
    draft = samples.draft(samples.written(tmp_path))
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build())[0] == code


@pytest.mark.parametrize(
    ("roster", "code"),
    [
        ((), "RB-S07"),
        ((enrolment(samples.OTHER_KEY),), "RB-S07"),
        ((enrolment(office=OTHER_OFFICE),), "RB-S06"),
        ((enrolment(status=REVOKED),), "RB-S08"),
        ((enrolment(office=OTHER_OFFICE), enrolment()), ""),
        ((enrolment(status=REVOKED), enrolment()), ""),
    ],
)
def test_the_key_decides_for_which_office_a_bundle_speaks(tmp_path: Path, roster: Any, code: str) -> None:
    content = samples.written(tmp_path).read_bytes()
    found, facts = samples.refusal_of(tmp_path, content, roster=roster)
    assert found == code
    if code == "RB-S06":
        assert (facts["office"], facts["owner"]) == (build.OFFICE, OTHER_OFFICE)


@pytest.mark.parametrize("office", ["32.16.99", "32.16", "٣٢.١٦.٠٩", "32.16.09 ", ""])
def test_an_office_that_is_not_is_refused(tmp_path: Path, office: str) -> None:
    draft = samples.draft(samples.written(tmp_path))
    draft.change_bundle("office.code", office)
    # base directory and comment are ASCII, so that an odd code fails before its own stage
    draft.base = "rbd-x" if not office.isascii() or " " in office or not office else ""
    draft.comment = "x" if draft.base else ""
    found, _ = samples.refusal_of(tmp_path, draft.build(), roster=(enrolment(office=office),))
    assert found == ("RB-S05" if draft.base else "RB-I01")


def test_a_known_key_may_send_from_a_second_store(tmp_path: Path) -> None:
    draft = samples.draft(samples.written(tmp_path))
    draft.change_bundle("replica", build.REPLICA_C)
    assert samples.refusal_of(tmp_path, draft.build()) == ("", {})


def test_the_first_stage_that_fails_wins(tmp_path: Path) -> None:
    """Faults of every stage in one file, mended from the front: each time the next one shows."""
    draft = samples.draft(samples.written(tmp_path))
    draft.change_row("evidence", size=5)
    draft.put("skm", [{"surplus": 1}])
    draft.change_bundle("replica", "x")
    draft.change_bundle("edition.hash", "e" * 64)
    draft.payload["data/answers.json"] += b"\n"
    draft.is_mended = False
    draft.key = samples.OTHER_KEY
    draft.skip.add("data/replies.json")
    whole = bytearray(draft.build())
    whole[-1] = 7
    seen = [samples.refusal_of(tmp_path, bytes(whole))[0]]
    seen.append(samples.refusal_of(tmp_path, draft.build())[0])
    draft.skip.clear()
    seen.append(samples.refusal_of(tmp_path, draft.build())[0])
    draft.key = samples.KEY
    seen.append(samples.refusal_of(tmp_path, draft.build())[0])
    draft.change_bundle("edition.hash", samples.EDITION.hash)
    seen.append(samples.refusal_of(tmp_path, draft.build())[0])
    draft.change_bundle("replica", build.REPLICA_A)
    seen.append(samples.refusal_of(tmp_path, draft.build())[0])
    draft.payload["data/answers.json"] = draft.payload["data/answers.json"][:-1]
    draft.is_mended = True
    seen.append(samples.refusal_of(tmp_path, draft.build())[0])
    draft.put("skm", [])
    seen.append(samples.refusal_of(tmp_path, draft.build())[0])
    assert seen == ["RB-Z01", "RB-B04", "RB-S04", "RB-V04", "RB-I03", "RB-J07", "RB-D01", "RB-E01"]


def test_part_one_of_five_is_accepted_and_said_to_be_a_part(tmp_path: Path) -> None:
    draft = samples.draft(samples.written(tmp_path))
    part = {"group": "0d5c7a52-0000-4000-8000-123456789abc", "no": 1, "of": 5}
    draft.change("bundle", part=part, evidence_mode="sebagian")
    path = tmp_path / "bagian.rbd.zip"
    path.write_bytes(draft.build())
    assert "RB-W05" in samples.bundle.read(path, **samples.trusting()).warnings
