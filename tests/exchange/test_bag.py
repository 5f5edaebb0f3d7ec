from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rbdesk.exchange import bag
from tests import build
from tests.exchange import samples
from tests.exchange.samples import Draft

SHA = "a" * 64
HALF = len(bag.TAG_FILES)


def swapped(names: list[str]) -> list[str]:
    return [names[0], names[2], names[1], *names[3:]]


def evidence_first(names: list[str]) -> list[str]:
    return [names[-1], *names[:-1]]


def without(name: str) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        del draft.payload[name]
        draft.is_mended = False

    return spoil


def hidden(*names: str) -> Callable[[Draft], None]:
    return lambda draft: draft.skip.update(names)


def tag(name: str, new: bytes | Callable[[bytes], bytes]) -> Callable[[Draft], None]:
    return lambda draft: draft.tags.update({name: new})


def added(name: str, content: bytes = b"[]") -> Callable[[Draft], None]:
    return lambda draft: draft.payload.update({name: content})


def unlisted(name: str) -> Callable[[Draft], None]:
    return lambda draft: draft.late.update({name: b"[]"})


def ordered(order: Callable[[list[str]], list[str]]) -> Callable[[Draft], None]:
    return lambda draft: setattr(draft, "order", order)


def altered(name: str) -> Callable[[Draft], None]:
    """Another content than the manifest's, in a container without a fault."""
    return lambda draft: draft.late.update({name: draft.payload[name] + b" "})


SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "files in another order": ("RB-B01", ordered(swapped)),
    "evidence before the rest": ("RB-B01", ordered(evidence_first)),
    "reversed": ("RB-B01", ordered(lambda names: names[::-1])),
    "no bagit.txt": ("RB-B02", hidden(bag.BAGIT)),
    "another BagIt version": ("RB-B02", tag(bag.BAGIT, b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")),
    "bagit.txt with a BOM": ("RB-B02", tag(bag.BAGIT, b"\xef\xbb\xbf" + bag.DECLARATION)),
    "bagit.txt with CRLF": ("RB-B02", tag(bag.BAGIT, bag.DECLARATION.replace(b"\n", b"\r\n"))),
    "no manifest": ("RB-B04", hidden(bag.MANIFEST)),
    "no tagmanifest": ("RB-B04", hidden(bag.TAG_MANIFEST)),
    "no bag-info.txt": ("RB-B04", hidden(bag.INFO)),
    "manifest unsorted": ("RB-B03", tag(bag.MANIFEST, lambda raw: b"\n".join(raw.splitlines()[::-1]) + b"\n")),
    "manifest with CRLF": ("RB-B03", tag(bag.MANIFEST, lambda raw: raw.replace(b"\n", b"\r\n"))),
    "manifest with a BOM": ("RB-B03", tag(bag.MANIFEST, lambda raw: b"\xef\xbb\xbf" + raw)),
    "manifest with a line twice": ("RB-B03", tag(bag.MANIFEST, lambda raw: raw + raw.splitlines()[-1] + b"\n")),
    "manifest in capitals": ("RB-B03", tag(bag.MANIFEST, lambda raw: raw.upper())),
    "manifest with one blank": ("RB-B03", tag(bag.MANIFEST, lambda raw: raw.replace(b"  ", b" "))),
    "manifest without its last line end": ("RB-B03", tag(bag.MANIFEST, lambda raw: raw[:-1])),
    "manifest with a comment": ("RB-B03", tag(bag.MANIFEST, lambda raw: raw + b"# x\n")),
    "empty manifest": ("RB-B03", tag(bag.MANIFEST, b"")),
    "manifest that lists a tag file": (
        "RB-B03",
        tag(bag.MANIFEST, lambda raw: f"{SHA}  bagit.txt\n".encode() + raw),
    ),
    "tagmanifest that lists less": (
        "RB-B03",
        tag(bag.TAG_MANIFEST, lambda raw: b"".join(raw.splitlines(True)[1:])),
    ),
    "tagmanifest that lists more": (
        "RB-B03",
        tag(bag.TAG_MANIFEST, lambda raw: raw + f"{SHA}  zzz.txt\n".encode()),
    ),
    "a listed file that is not there": ("RB-B04", hidden("data/skm.json")),
    "evidence listed that is not there": ("RB-B04", hidden(f"data/evidence/{samples.PDF_SHA256}")),
    "no bundle.json": ("RB-B04", without("data/bundle.json")),
    "no answers.json": ("RB-B04", without("data/answers.json")),
    "no profile.json": ("RB-B04", without("data/profile.json")),
    "a file that is not listed": ("RB-B05", unlisted("data/answers2.json")),
    "a tag file that is not known": ("RB-B05", unlisted("readme.txt")),
    "a fetch.txt": ("RB-B05", unlisted("fetch.txt")),
    "another manifest": ("RB-B05", unlisted("manifest-md5.txt")),
    "a listed file that is not known": ("RB-B05", added("data/extra.json")),
    "a file of another kind of bundle": ("RB-B05", added("data/reviews.json")),
    "evidence that is no digest": ("RB-B05", added("data/evidence/scan.pdf", b"%PDF-")),
    "a piece in an isian": ("RB-B05", added(f"data/pieces/{SHA}.001-002", b"%PDF-")),
    "a listed file altered": ("RB-B06", altered("data/answers.json")),
    "bundle.json altered": ("RB-B06", altered("data/bundle.json")),
    "bag-info.txt altered": (
        "RB-B06",
        lambda draft: draft.late.update({bag.INFO: b"Payload-Oxum: 1.1\n"}),
    ),
    "manifest altered after": (
        "RB-B06",
        lambda draft: draft.tags.update({bag.TAG_MANIFEST: lambda raw: b"0" * 64 + raw[64:]}),
    ),
    "oxum too small": ("RB-B07", tag(bag.INFO, lambda raw: raw.replace(b"Oxum: ", b"Oxum: 1"))),
    "no oxum": ("RB-B07", tag(bag.INFO, lambda raw: raw.replace(b"Payload-Oxum", b"Payload-Osum"))),
    "two oxums": ("RB-B07", tag(bag.INFO, lambda raw: raw + b"Payload-Oxum: 1.1\n")),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILS)
def test_a_bag_that_is_not_whole_is_refused_with_its_code(tmp_path: Path, case: str) -> None:
    code, spoil = SPOILS[case]
    draft = samples.draft(samples.written(tmp_path))
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build())[0] == code


def test_a_bag_put_together_again_is_accepted(tmp_path: Path) -> None:
    path = samples.written(tmp_path)
    assert samples.refusal_of(tmp_path, samples.draft(path).build()) == ("", {})


def test_a_refusal_names_the_file(tmp_path: Path) -> None:
    draft = samples.draft(samples.written(tmp_path))
    draft.skip.add("data/skm.json")
    assert samples.refusal_of(tmp_path, draft.build())[1]["name"] == "data/skm.json"


@pytest.mark.parametrize(
    "names", [("a/x", "b/x"), ("x",), ("a/bagit.txt", "x"), ("a/bagit.txt", "A/bag-info.txt")]
)
def test_files_outside_one_base_directory_are_no_bundle(tmp_path: Path, names: tuple[str, ...]) -> None:
    content = samples.forge([samples.Forged(name, b"[]") for name in names])
    assert samples.refusal_of(tmp_path, content)[0] == "RB-B01"


def test_a_newer_minor_version_may_bring_another_json_file(tmp_path: Path) -> None:
    draft = samples.draft(samples.written(tmp_path))
    draft.change_bundle("format.minor", 3)
    draft.payload["data/calendar.json"] = b"{}"
    assert samples.refusal_of(tmp_path, draft.build()) == ("", {})
    draft.payload["data/calendar.csv"] = b"a,b"
    assert samples.refusal_of(tmp_path, draft.build())[0] == "RB-B05"


def test_who_and_whether_come_before_what() -> None:
    names = [f"data/evidence/{SHA}", "data/skm.json", "data/answers.json", bag.BUNDLE, *bag.TAG_FILES]
    assert sorted(names, key=bag.place) == [
        *bag.TAG_FILES,
        bag.BUNDLE,
        "data/answers.json",
        "data/skm.json",
        f"data/evidence/{SHA}",
    ]


def test_a_name_of_two_lines_cannot_forge_a_line_of_bag_info() -> None:
    raw = bag.info(
        organisation="Kecamatan\nPayload-Oxum: 1.1", at=build.NOW, agent="x", payload_bytes=2, payload_files=3
    )
    assert raw.count(b"\nPayload-Oxum:") == 1
