from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import bagit
import pytest

from rbdesk.domain.correspondence import Delivery, EvidencePackage
from rbdesk.domain.submission import Submission
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import bag, bundle, codec, signing
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import trust, written
from tests.exchange.samples import Draft

MAKERS: dict[str, Callable[[Path], Any]] = {
    "balasan": lambda folder: letters.a_return(),
    "aktivasi": lambda folder: letters.an_activation(),
    "meja": lambda folder: letters.a_desk_package(),
    "bukti": letters.evidence_package,
}


def received(path: Path, staging: Path | None = None, **but: Any) -> Delivery:
    found = bundle.receive(path, trust(**but), staging)
    assert isinstance(found, Delivery)
    return found


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_written_is_read_back_equal(tmp_path: Path, kind: str) -> None:
    package = MAKERS[kind](tmp_path)
    read = received(written(tmp_path, package))
    bare = replace(package, blobs=(), pieces=()) if kind == "bukti" else package
    assert read.package == bare
    assert read.kind == kind
    assert f"_{kind}_r0001_" in read.path.name


@pytest.mark.parametrize("kind", MAKERS)
def test_an_unchanged_package_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    package = MAKERS[kind](tmp_path)
    assert written(tmp_path, package).read_bytes() == written(tmp_path, package).read_bytes()


@pytest.mark.parametrize("kind", MAKERS)
def test_a_bundle_put_together_again_is_accepted(tmp_path: Path, kind: str) -> None:
    draft = samples.draft(written(tmp_path, MAKERS[kind](tmp_path)))
    draft.key = signer_of(kind)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust()) == ("", {})


@pytest.mark.parametrize("kind", MAKERS)
def test_a_kind_that_a_desk_does_not_take_is_refused_as_a_kind_whoever_signed_it(
    tmp_path: Path, kind: str
) -> None:
    path = written(tmp_path, MAKERS[kind](tmp_path))
    code, facts = samples.refusal_of(tmp_path, path.read_bytes(), roster=())
    assert (code, facts["kind"]) == ("RB-V03", kind)


def signer_of(kind: str) -> Any:
    return {"bukti": samples.KEY, "meja": letters.VERIFIER}.get(kind, letters.SETDA)


def test_an_activation_brings_an_edition_that_nobody_here_knew(tmp_path: Path) -> None:
    package = letters.an_activation()
    read = received(written(tmp_path, package), editions={})
    assert read.package == package


def test_a_state_with_every_table_comes_back_equal(tmp_path: Path) -> None:
    package = letters.a_state_with_followups()
    path = written(tmp_path, package)
    read = bundle.receive(path, trust(), None)
    assert isinstance(read, Submission)
    assert read.package == package
    assert Draft(samples.files_of(path, only="data/")).get("bundle")["counts"]["followups"] == 2


def test_a_desk_that_keeps_no_follow_ups_refuses_them(tmp_path: Path) -> None:
    first = trust(tables=codec.FIRST_TABLES)
    path = written(tmp_path, letters.a_state_with_followups())
    assert samples.refusal_of(tmp_path, path.read_bytes(), trust=first)[0] == "RB-D03"
    package = letters.a_state_with_followups()
    rows = {key: cells for key, cells in package.snapshot.rows.items() if key[0] == "evidence"}
    only_evidence = replace(package, snapshot=replace(package.snapshot, rows=rows))
    path = written(tmp_path, only_evidence)
    assert samples.refusal_of(tmp_path, path.read_bytes(), trust=first)[0] == "RB-D10"


def test_further_evidence_is_staged_file_by_file_and_piece_by_piece(tmp_path: Path) -> None:
    path = written(tmp_path, letters.evidence_package(tmp_path))
    read = received(path, tmp_path / "karantina").package
    assert isinstance(read, EvidencePackage)
    assert [(sha256, copy.read_bytes()) for sha256, copy in read.blobs] == [(samples.PDF_SHA256, samples.PDF)]
    assert [(piece.number, piece.count) for piece in read.pieces] == [(1, 3), (3, 3)]
    first, last = (piece.path.read_bytes() for piece in read.pieces)
    assert (first, last) == (letters.LARGE[: len(first)], letters.LARGE[-len(last) :])


def test_a_part_is_said_to_be_one(tmp_path: Path) -> None:
    read = received(written(tmp_path, letters.evidence_package(tmp_path)))
    assert read.warnings == ("RB-W05",)
    assert read.path.name.endswith("_b2dari3.rbd.zip")
    info = samples.files_of(read.path)["bag-info.txt"]
    assert b"Bag-Count: 2 of 3\n" in info


def test_a_package_that_no_reader_takes_is_not_written(tmp_path: Path) -> None:
    for package in (
        letters.a_return(seq=0),
        letters.a_return(rulings=(letters.a_ruling(value="D"), letters.a_ruling(value="A" * 9))),
        letters.a_return(rulings=(letters.a_ruling(office="32.16.08"),)),
        letters.a_return(rulings=(letters.a_ruling(99),)),
        letters.a_return(roster=replace(letters.ROSTER_NOTICE, secretariat=())),
        letters.an_activation(files=()),
    ):
        with pytest.raises(ValueError, match="no reader would take"):
            written(tmp_path, package)


def test_a_piece_cut_from_a_file_that_is_gone_or_of_no_row_is_not_written(tmp_path: Path) -> None:
    package = letters.evidence_package(tmp_path)
    with pytest.raises(ValueError, match="no row refers to"):
        written(tmp_path, replace(package, rows={}))
    with pytest.raises(ValueError, match="a piece that no file has"):
        written(tmp_path, replace(package, pieces=(replace(package.pieces[0], number=9),)))
    package.pieces[0].path.unlink()
    with pytest.raises(StoreTrouble):
        written(tmp_path, package)


def test_a_file_of_another_type_is_not_sent_after(tmp_path: Path) -> None:
    package = letters.evidence_package(tmp_path)
    rows = {
        key: tuple(replace(cell, value=replace(cell.value, mime="image/png")) for cell in cells)
        for key, cells in package.rows.items()
    }
    with pytest.raises(NotAllowed) as refused:
        written(tmp_path, replace(package, rows=rows))
    assert refused.value.what == "evidence_type"


def test_a_later_minor_version_may_say_more(tmp_path: Path) -> None:
    draft = samples.draft(written(tmp_path, letters.a_return()))
    draft.key = letters.SETDA
    draft.change_bundle("format.minor", 3)
    draft.change("roster", motto="x")
    draft.change("holdings", motto="x")
    draft.change_row("reviews", 0, motto="x")
    draft.payload["data/calendar.json"] = b"{}"
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust()) == ("", {})


def test_a_bundle_of_one_kind_never_counts_as_another(tmp_path: Path) -> None:
    """The kind stands in the trusted comment: whoever holds no key cannot turn one into another."""
    draft = samples.draft(written(tmp_path, letters.a_desk_package()))
    draft.key = letters.VERIFIER
    draft.comment = "rbdesk1 kind=balasan"
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == "RB-S05"


def test_rulings_of_a_balasan_are_of_its_office_and_those_of_a_desk_of_any(tmp_path: Path) -> None:
    other = replace(letters.a_ruling(6), office="32.16.08")
    package = letters.a_desk_package(rulings=(*letters.rulings()[:4], other))
    assert received(written(tmp_path, package)).package.rulings[-1].office == "32.16.08"  # type: ignore[union-attr]


# --- others' tools ----------------------------------------------------------------------------------------


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    (base,) = folder.iterdir()
    return base


@pytest.mark.parametrize("kind", MAKERS)
def test_the_library_of_congress_finds_a_valid_bag_in_every_kind(tmp_path: Path, kind: str) -> None:
    base = unpacked(written(tmp_path, MAKERS[kind](tmp_path)), tmp_path / "luar")
    found = bagit.Bag(str(base))
    found.validate()
    assert found.info["BagIt-Profile-Identifier"] == bag.PROFILE
    if kind == "bukti":
        assert (found.info["Bag-Count"], found.info["Bag-Group-Identifier"][:8]) == ("2 of 3", "0d5c7a52")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
@pytest.mark.parametrize("kind", MAKERS)
def test_sha256sum_agrees_with_the_manifests_of_every_kind(tmp_path: Path, kind: str) -> None:
    base = unpacked(written(tmp_path, MAKERS[kind](tmp_path)), tmp_path / "luar")
    for name in (bag.MANIFEST, bag.TAG_MANIFEST):
        subprocess.run(["sha256sum", "--strict", "-c", name], cwd=base, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
@pytest.mark.parametrize("kind", MAKERS)
def test_minisign_verifies_every_kind(tmp_path: Path, kind: str) -> None:
    base = unpacked(written(tmp_path, MAKERS[kind](tmp_path)), tmp_path / "luar")
    key = signing.public_text(signer_of(kind).public).split("\n")[1]
    command = ["minisign", "-V", "-H", "-P", key, "-m", bag.TAG_MANIFEST]
    said = subprocess.run(command, cwd=base, check=True, capture_output=True, text=True)
    assert f"rbdesk1 kind={kind} " in said.stdout


# --- what was ever sent -----------------------------------------------------------------------------------

KEPT = {
    "balasan": "3a40f63be1f72f8e219d949106e2a4d9f2d5164578a38931b14ca7dee7fc843f",
    "aktivasi": "96f6d5f6335d962ceca5a8ab24a1b43524d1f97c6e0811e22a7f29d867cb5875",
    "meja": "8cefd95dabd599f94b13aed4acc6455aa0238d651c33e6ff2396fc7c9398d354",
    "bukti": "e84fc31205a3eeec171977110463d1ed0b563dbae2ebcc83d4f0216a45a674ac",
    "tindak-lanjut": "b5966983785e83ce15e0e61921a6b1906da64e20414b58965ed7538ab516af11",
}


@pytest.mark.parametrize("name", KEPT)
def test_the_kept_bundles_of_format_1_are_read_for_ever_and_still_written(tmp_path: Path, name: str) -> None:
    """File by file: only the packing of a deflate stream may differ from one zlib to the next."""
    edition = samples.kept_edition()
    path = samples.KEPT / f"format1-{name}.rbd.zip"
    read = bundle.receive(path, trust(editions={edition.id: edition}), tmp_path / "karantina")
    assert read.bundle_id == KEPT[name]
    written_again = bundle.contents_of(read.package)
    kept = samples.files_of(path, only="data/")
    assert written_again.files == {file: raw for file, raw in kept.items() if file.endswith(".json")}
    assert {item.path for item in written_again.stored} == set(kept) - set(written_again.files)
