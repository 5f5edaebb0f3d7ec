from __future__ import annotations

import errno
import hashlib
import itertools
import os
import re
import shutil
import subprocess
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import bagit
import pytest
from hypothesis import HealthCheck, given, settings

from rbdesk.domain.assessment import Answer
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.submission import Package, Refusal, Submission
from rbdesk.errors import BundleRefused, NotAllowed, StoreTrouble
from rbdesk.exchange import bag, bundle, codec, signing
from rbdesk.progress import Cancelled, Progress
from tests import build
from tests.exchange import samples
from tests.exchange.samples import (
    PDF,
    PDF_SHA256,
    a_package,
    carrying,
    key_file,
    snapshots,
    trusting,
    written,
)

FILE_NAME = re.compile(
    r"RBD_[A-Z0-9-]{3,24}_[0-9]{2}[.][0-9]{2}([.][0-9]{2})?_isian_r[0-9]{4}_[A-Z0-9]{4}_[0-9a-f]{6}[.]rbd[.]zip"
)


def bare(submission: Submission) -> Submission:
    """Without what depends on where the file lies."""
    return replace(submission, path=Path(), package=replace(submission.package, blobs=()))


def code_of(path: Path, **but: object) -> str:
    with pytest.raises(BundleRefused) as refused:
        bundle.read(path, **trusting(**but))
    return refused.value.code


# --- there and back ---------------------------------------------------------------------------------------


def test_what_is_written_is_read_back_equal_with_its_evidence(tmp_path: Path) -> None:
    package = a_package(blobs=carrying(tmp_path, PDF), revision=build.Revision(3, ("a" * 64,), final=True))
    path, bundle_id = bundle.write(package, key_file(tmp_path), tmp_path / "keluar")
    staging = tmp_path / "karantina"
    read = bundle.read(path, **trusting(staging=staging))
    assert read.package == replace(package, blobs=((PDF_SHA256, staging / PDF_SHA256),))
    assert (staging / PDF_SHA256).read_bytes() == PDF
    assert (read.bundle_id, read.size, read.path) == (bundle_id, path.stat().st_size, path)
    assert (read.missing, read.warnings) == ((), ())
    assert read.state_id == codec.package_state_id(package)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(snapshots())
def test_every_state_travels(tmp_path: Path, snapshot: Snapshot) -> None:
    package = build.a_package(snapshot, device=samples.DEVICE)
    path, _ = bundle.write(package, key_file(tmp_path), tmp_path / "keluar")
    assert bundle.read(path, **trusting()).package == package
    path.unlink()


def test_an_unchanged_state_gives_the_same_bytes_and_name(tmp_path: Path) -> None:
    package = a_package(blobs=carrying(tmp_path, PDF))
    one, _ = bundle.write(package, key_file(tmp_path), tmp_path / "a")
    two, _ = bundle.write(package, key_file(tmp_path), tmp_path / "b")
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()


def test_export_import_export_gives_the_same_bytes(tmp_path: Path) -> None:
    path = written(tmp_path)
    read = bundle.read(path, **trusting(staging=tmp_path / "karantina"))
    again, _ = bundle.write(read.package, key_file(tmp_path), tmp_path / "lagi")
    assert again.read_bytes() == path.read_bytes()


def test_the_name_tells_people_what_it_is(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert FILE_NAME.fullmatch(path.name)
    assert path.name.startswith(f"RBD_RB-2020_32.16.09_isian_r0001_{samples.DEVICE.id[:4]}_")


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    path = written(tmp_path)
    renamed = path.rename(path.with_name("DOC-20200903(1).bin"))
    assert bundle.read(renamed, **trusting()).package.office == build.OFFICE


def test_only_judging_copies_nothing(tmp_path: Path) -> None:
    path = written(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    read = bundle.read(path, **trusting())
    assert read.package.blobs == ()
    assert read.missing == ()
    assert sorted(tmp_path.rglob("*")) == before


def test_evidence_that_is_not_carried_is_listed(tmp_path: Path) -> None:
    path = written(tmp_path, a_package())
    read = bundle.read(path, **trusting())
    assert read.missing == (PDF_SHA256,)
    assert "RB-W03" in read.warnings


def test_evidence_that_was_taken_away_is_not_missed(tmp_path: Path) -> None:
    package = a_package(Answer("A"), samples.evidence(on=False))
    assert bundle.read(written(tmp_path, package), **trusting()).missing == ()


def test_a_provisional_package_and_an_unbelievable_clock_are_warned_of(tmp_path: Path) -> None:
    made = replace(a_package().made, clock_ok=False)
    read = bundle.read(written(tmp_path, a_package(Answer("A"), made=made, office_name="Lain")), **trusting())
    assert read.warnings == ("RB-W01", "RB-W02", "RB-W04")


def test_the_same_note_on_every_row_is_not_taken_for_a_bomb(tmp_path: Path) -> None:
    answers = [Answer("A", "a" * 2000)] * len(samples.TINY.question_places)
    many = a_package(*answers)
    grown = {
        ("answers", f"{samples.TINY.id}-{n}", row[2]): cells
        for n in range(60)
        for row, cells in many.snapshot.rows.items()
    }
    package = replace(many, snapshot=replace(many.snapshot, rows=grown))
    assert code_of(written(tmp_path, package)) == "RB-D04"  # read whole, and then no such instrument


# --- others' tools ----------------------------------------------------------------------------------------


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    (base,) = folder.iterdir()
    return base


def test_the_library_of_congress_finds_a_valid_bag(tmp_path: Path) -> None:
    base = unpacked(written(tmp_path), tmp_path / "luar")
    found = bagit.Bag(str(base))
    found.validate()
    assert found.info["BagIt-Profile-Identifier"] == bag.PROFILE
    (base / "data" / "answers.json").write_bytes(b"[]")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(base)).validate()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_sha256sum_agrees_with_both_manifests(tmp_path: Path) -> None:
    base = unpacked(written(tmp_path), tmp_path / "luar")
    for name in (bag.MANIFEST, bag.TAG_MANIFEST):
        subprocess.run(["sha256sum", "--strict", "-c", name], cwd=base, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
def test_minisign_verifies_the_bundle(tmp_path: Path) -> None:
    base = unpacked(written(tmp_path), tmp_path / "luar")
    key = signing.public_text(samples.KEY.public).split("\n")[1]
    command = ["minisign", "-V", "-H", "-P", key, "-m", bag.TAG_MANIFEST]
    said = subprocess.run(command, cwd=base, check=True, capture_output=True, text=True)
    assert f"device={samples.DEVICE.id} rev=1 state=" in said.stdout
    (base / bag.TAG_MANIFEST).write_bytes(b"x")
    assert subprocess.run(command, cwd=base, check=False, capture_output=True).returncode != 0


# --- writing in trouble -----------------------------------------------------------------------------------


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_rows_with_two_values_make_no_bundle(tmp_path: Path) -> None:
    cells = (build.a_cell(build.REPLICA_A, 1, Answer("A")), build.a_cell(build.REPLICA_B, 1, Answer("B")))
    snapshot = Snapshot(
        {build.REPLICA_A: 1, build.REPLICA_B: 1}, {("answers", samples.TINY.id, "X.P.1.i.a"): cells}
    )
    with pytest.raises(NotAllowed) as refused:
        written(tmp_path, build.a_package(snapshot, device=samples.DEVICE))
    assert refused.value.what == "conflict"


def test_evidence_that_changed_on_the_disk_makes_no_bundle(tmp_path: Path) -> None:
    blobs = carrying(tmp_path, PDF)
    blobs[0][1].write_bytes(PDF.replace(b"lampiran", b"Lampiran"))
    with pytest.raises(StoreTrouble) as trouble:
        written(tmp_path, a_package(blobs=blobs))
    assert (trouble.value.kind, trouble.value.path) == ("damaged", str(blobs[0][1]))
    assert leftovers(tmp_path / "keluar") == []


def test_evidence_that_is_gone_makes_no_bundle(tmp_path: Path) -> None:
    blobs = carrying(tmp_path, PDF)
    blobs[0][1].unlink()
    with pytest.raises(StoreTrouble) as trouble:
        written(tmp_path, a_package(blobs=blobs))
    assert trouble.value.kind == "damaged"
    assert leftovers(tmp_path / "keluar") == []


def test_evidence_of_another_type_than_its_row_says_makes_no_bundle(tmp_path: Path) -> None:
    package = a_package(
        Answer("A"), samples.evidence(content=b"MZ program"), blobs=carrying(tmp_path, b"MZ program")
    )
    with pytest.raises(NotAllowed) as refused:
        written(tmp_path, package)
    assert refused.value.what == "evidence_type"
    assert leftovers(tmp_path / "keluar") == []


def test_evidence_without_a_row_is_a_fault_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no row refers to"):
        written(tmp_path, a_package(Answer("A"), blobs=carrying(tmp_path, PDF)))


def test_another_devices_key_is_a_fault_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another device"):
        bundle.write(a_package(), key_file(tmp_path, samples.OTHER_KEY), tmp_path)


@pytest.mark.parametrize(
    "package",
    [
        a_package(office_name="x" * 81),
        a_package(revision=build.Revision(10_000, (), final=False)),
        a_package(Answer("A", "x" * 2001)),
        a_package(Answer("Jawaban panjang")),
        a_package(replica="g" * 16),
    ],
)
def test_a_package_that_no_reader_takes_is_not_written(tmp_path: Path, package: Package) -> None:
    with pytest.raises(ValueError, match="no reader would take"):
        written(tmp_path, package)
    assert leftovers(tmp_path) == ["device.key"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "keluar").write_bytes(b"a file stands here")
    with pytest.raises(StoreTrouble):
        written(tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true_open = Path.open

    def full(path: Path, mode: str = "r") -> object:
        return open("/dev/full", mode) if path.suffix == ".part" else true_open(path, mode)

    package = a_package(blobs=carrying(tmp_path, PDF))
    key = key_file(tmp_path)
    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StoreTrouble) as trouble:
        bundle.write(package, key, tmp_path / "keluar")
    assert trouble.value.kind == "full"
    assert leftovers(tmp_path / "keluar") == []


def test_a_key_that_is_gone_or_damaged_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        bundle.write(a_package(), tmp_path / "device.key", tmp_path)
    key_file(tmp_path).write_bytes(b"x")
    with pytest.raises(signing.DamagedKey):
        bundle.write(a_package(), tmp_path / "device.key", tmp_path)


@pytest.mark.skipif(not hasattr(os, "pwrite"), reason="this system cannot write behind our back")
def test_a_lying_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = a_package(blobs=carrying(tmp_path, PDF))
    key = key_file(tmp_path)

    def spoil(descriptor: int) -> None:
        if os.fstat(descriptor).st_size > 1000:
            os.pwrite(descriptor, b"\xff", 600)

    monkeypatch.setattr(bundle.os, "fsync", spoil)
    with pytest.raises(StoreTrouble) as trouble:
        bundle.write(package, key, tmp_path / "keluar")
    assert trouble.value.kind == "io"
    assert leftovers(tmp_path / "keluar") == []


def stopping_at(step: int) -> Progress:
    asked = iter(range(10_000))
    return Progress(is_cancelled=lambda: next(asked) >= step)


@pytest.mark.parametrize("step", range(4))
def test_a_cancelled_export_leaves_nothing(tmp_path: Path, step: int) -> None:
    package = a_package(blobs=carrying(tmp_path, PDF))
    with pytest.raises(Cancelled):
        bundle.write(package, key_file(tmp_path), tmp_path / "keluar", stopping_at(step))
    assert leftovers(tmp_path / "keluar") == []


@pytest.mark.parametrize("step", [0, 3, 13])
def test_a_cancelled_import_leaves_nothing(tmp_path: Path, step: int) -> None:
    path = written(tmp_path)
    with pytest.raises(Cancelled):
        bundle.read(path, **trusting(staging=tmp_path / "karantina"), progress=stopping_at(step))
    assert leftovers(tmp_path / "karantina") == []


def test_progress_rises_to_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _: told.append((done, total)))
    package = a_package(blobs=carrying(tmp_path, PDF))
    path, _ = bundle.write(package, key_file(tmp_path), tmp_path / "keluar", progress)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    told.clear()
    bundle.read_many([path, path], **trusting(), progress=progress)
    assert told == sorted(told)
    assert told[-1] == (2 * path.stat().st_size,) * 2


# --- many files -------------------------------------------------------------------------------------------


def test_a_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    good = written(tmp_path)
    bad = tmp_path / "rusak.rbd.zip"
    bad.write_bytes(good.read_bytes()[:-30])
    gone = tmp_path / "tidak-ada.rbd.zip"
    found = bundle.read_many([bad, good, gone, good], **trusting())
    assert [type(item) for item in found] == [Refusal, Submission, Refusal, Submission]
    assert [item.code for item in found if isinstance(item, Refusal)] == ["RB-Z01", "RB-F01"]
    assert isinstance(found[0], Refusal)
    assert (found[0].path, found[0].size) == (bad, bad.stat().st_size)


def test_a_folder_is_searched_for_what_may_be_a_bundle(tmp_path: Path) -> None:
    good = written(tmp_path).read_bytes()
    folder = tmp_path / "stik"
    (folder / "Camat").mkdir(parents=True)
    (folder / ".Trash").mkdir()
    for name in (
        "a.rbd.zip",
        "b.ZIP",
        "Camat/DOC-7",
        "Camat/c.bin",
        "Camat/d.zip(1)",
        ".Trash/x.zip",
        "e.pdf",
    ):
        (folder / name).write_bytes(good)
    (folder / "catatan").write_text("bukan paket", encoding="utf-8")
    (folder / "rusak.zip").write_bytes(b"<html>")
    found = bundle.read_many([folder], **trusting())
    names = [item.path.name for item in found if isinstance(item, Submission)]
    assert names == ["a.rbd.zip", "b.ZIP", "DOC-7", "c.bin", "d.zip(1)"]
    assert [(item.path.name, item.code) for item in found if isinstance(item, Refusal)] == [
        ("rusak.zip", "RB-F05")
    ]


def test_the_same_file_of_evidence_in_two_bundles_is_staged_once(tmp_path: Path) -> None:
    one = written(tmp_path)
    two = written(tmp_path, a_package(Answer("B"), samples.evidence(), blobs=carrying(tmp_path, PDF)))
    staging = tmp_path / "karantina"
    found = bundle.read_many([one, two], **trusting(staging=staging))
    blobs = [item.package.blobs for item in found if isinstance(item, Submission)]
    assert blobs == [((PDF_SHA256, staging / PDF_SHA256),)] * 2
    assert leftovers(staging) == [PDF_SHA256]


def test_a_refused_bundle_takes_only_its_own_copies_away(tmp_path: Path) -> None:
    good = written(tmp_path)
    strange = samples.draft(good)
    strange.payload["data/evidence/" + hashlib.sha256(b"%PDF-2").hexdigest()] = b"%PDF-2"
    bad = tmp_path / "asing.rbd.zip"
    bad.write_bytes(strange.build())
    staging = tmp_path / "karantina"
    found = bundle.read_many([good, bad], **trusting(staging=staging))
    assert isinstance(found[1], Refusal)
    assert found[1].code == "RB-E02"
    assert leftovers(staging) == [PDF_SHA256]


def a_large_one(folder: Path) -> Path:
    """A bundle of more than a megabyte."""
    scan = b"%PDF-1.7\n" + bytes(range(256)) * 5000
    return written(folder, a_package(samples.evidence(content=scan), blobs=carrying(folder, scan)))


def test_a_large_bundle_is_copied_while_it_is_read(tmp_path: Path) -> None:
    path, staging = a_large_one(tmp_path), tmp_path / "karantina"
    read = bundle.read(path, **trusting(staging=staging))
    assert read.opened is not None
    assert read.opened.parent == staging
    assert read.opened.read_bytes() == path.read_bytes()
    assert bundle.read(path, **trusting()).opened is None


def test_a_large_bundle_that_is_refused_leaves_nothing(tmp_path: Path) -> None:
    path, staging = a_large_one(tmp_path), tmp_path / "karantina"
    with pytest.raises(BundleRefused) as refused:
        bundle.read(path, **trusting(staging=staging, only_office="32.16.08"))
    assert refused.value.code == "RB-I02"
    assert leftovers(staging) == []


def test_of_a_large_bundle_of_an_unknown_key_only_the_copy_is_left(tmp_path: Path) -> None:
    path, staging = a_large_one(tmp_path), tmp_path / "karantina"
    [refusal] = bundle.read_many([path], **trusting(staging=staging, roster=()))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "RB-S07"
    assert refusal.opened is not None
    assert [item.name for item in staging.iterdir()] == [refusal.opened.name]
    assert refusal.opened.read_bytes() == path.read_bytes()
    assert refusal.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert not {"copy", "sha256"} & dict(refusal.facts).keys()
    [judged] = bundle.read_many([path], **trusting(roster=()))
    assert isinstance(judged, Refusal)
    assert (judged.opened, judged.sha256, judged.facts) == (None, "", refusal.facts)


@pytest.mark.parametrize("name", ["asli-", "evidence"])
def test_a_disk_that_fills_up_while_a_bundle_is_read_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path, staging = a_large_one(tmp_path), tmp_path / "karantina"

    def full(descriptor: int) -> None:
        is_copy = os.fstat(descriptor).st_size >= path.stat().st_size
        if is_copy == (name == "asli-"):
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(bundle.os, "fsync", full)
    with pytest.raises(StoreTrouble) as trouble:
        bundle.read(path, **trusting(staging=staging))
    assert trouble.value.kind == "full"
    assert leftovers(staging) == []


def test_an_unknown_key_tells_all_that_is_needed_to_enrol_it(tmp_path: Path) -> None:
    path = written(tmp_path)
    (found,) = bundle.read_many([path], **trusting(roster=()))
    assert isinstance(found, Refusal)
    assert (found.code, found.office) == ("RB-S07", build.OFFICE)
    assert found.bundle_id == bundle.read(path, **trusting()).bundle_id
    assert dict(found.facts) == {
        "device": samples.DEVICE.id,
        "label": "Laptop Sekretariat Camat",
        "key": signing.public_base64(samples.KEY.public),
        "fingerprint": signing.fingerprint(samples.KEY.public),
    }


def test_an_office_takes_only_its_own_bundles(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert code_of(path, only_office="32.16.08") == "RB-I02"
    assert bundle.read(path, **trusting(only_office=build.OFFICE)).package.office == build.OFFICE


# --- no byte can be altered -------------------------------------------------------------------------------


def flipped(good: bytes, place: int) -> bytes:
    altered = bytearray(good)
    altered[place] ^= 0xFF
    return bytes(altered)


def test_every_flipped_byte_is_refused_or_codes_the_same_content(tmp_path: Path) -> None:
    path = written(tmp_path, a_package(Answer("A"), samples.evidence(), blobs=carrying(tmp_path, PDF)))
    good = path.read_bytes()
    true = bare(bundle.read(path, **trusting()))
    accepted = 0
    other = tmp_path / "lain"
    for place in range(len(good)):
        other.write_bytes(flipped(good, place))
        try:
            assert bare(bundle.read(other, **trusting())) == true
            accepted += 1
        except BundleRefused:
            pass
    # a deflate stream may code the same content in another way; anything else is refused
    assert accepted <= 3


def test_a_bundle_cut_anywhere_is_refused(tmp_path: Path) -> None:
    good = written(tmp_path).read_bytes()
    other = tmp_path / "lain"
    for size in range(0, len(good), 37):
        other.write_bytes(good[:size])
        assert code_of(other)[:4] in ("RB-F", "RB-Z")


def test_a_large_bundle_takes_little_memory(tmp_path: Path) -> None:
    content = b"%PDF-1.7\n" + bytes(range(256)) * 80_000
    package = a_package(Answer("A"), samples.evidence(content=content), blobs=carrying(tmp_path, content))
    key = key_file(tmp_path)
    del content
    tracemalloc.start()
    try:
        path, _ = bundle.write(package, key, tmp_path / "keluar")
        bundle.read(path, **trusting(staging=tmp_path / "karantina"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 12 * 2**20


# --- what was ever sent -----------------------------------------------------------------------------------


def test_the_kept_bundle_of_format_1_is_read_for_ever(tmp_path: Path) -> None:
    edition = samples.kept_edition()
    read = bundle.read(
        samples.KEPT / "format1.rbd.zip",
        **trusting(editions={edition.id: edition}, staging=tmp_path / "karantina"),
    )
    assert replace(read.package, blobs=()) == replace(samples.kept_package(tmp_path), blobs=())
    assert [sha256 for sha256, _ in read.package.blobs] == [PDF_SHA256]
    assert read.missing == (samples.evidence(content=b"%PDF-elsewhere").sha256,)
    assert read.code == "8149-B8F1"
    assert read.state_id == "4335e72bc99d605c24d99da6af5055e34add07b055f5a7ae377d4d35d6a4a6af"


def test_the_kept_bundle_is_what_is_still_written(tmp_path: Path) -> None:
    """File by file: only the packing of a deflate stream may differ from one zlib to the next."""
    path, _ = bundle.write(samples.kept_package(tmp_path), key_file(tmp_path), tmp_path / "keluar")
    assert samples.files_of(path) == samples.files_of(samples.KEPT / "format1.rbd.zip")


def test_the_kept_bundle_of_format_1_1_is_read_for_ever(tmp_path: Path) -> None:
    """The first with waivers; the kept ones of 1.0 are what is still written where there are none."""
    package = samples.kept_package_with_waivers(tmp_path)
    edition = samples.kept_edition()
    kept = samples.KEPT / "format1-1.rbd.zip"
    read = bundle.read(kept, **trusting(editions={edition.id: edition}, staging=tmp_path / "karantina"))
    assert replace(read.package, blobs=()) == replace(package, blobs=())
    path, _ = bundle.write(package, key_file(tmp_path), tmp_path / "keluar")
    assert samples.files_of(path) == samples.files_of(kept)


@pytest.mark.parametrize("turn", [1, 7, 9])
def test_who_stops_amid_a_file_stops_at_once_and_nothing_is_left(
    tmp_path: Path, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C amid an entry: the zip that is half done must not hide it behind an error of its own."""
    package, key = a_package(blobs=carrying(tmp_path, PDF)), key_file(tmp_path)
    turns = itertools.count(1)
    real = zipfile._ZipWriteFile.close  # type: ignore[attr-defined]

    def close(entry: object) -> None:
        if next(turns) == turn:
            raise KeyboardInterrupt
        real(entry)

    monkeypatch.setattr(zipfile._ZipWriteFile, "close", close)  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        bundle.write(package, key, tmp_path / "keluar")
    assert leftovers(tmp_path / "keluar") == []
