from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.correspondence import Piece
from rbdesk.errors import BundleRefused
from rbdesk.exchange import pieces
from rbdesk.exchange.strictzip import PIECE_LIMIT_BYTES
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import LARGE, LARGE_SHA256, trust, written
from tests.exchange.samples import PDF, PDF_SHA256, Draft

PDF_TYPE = "application/pdf"


@given(st.integers(2, 2**26), st.integers(2**17, 2**23))
def test_the_pieces_of_a_file_make_it_up_whatever_the_limit(size: int, limit: int) -> None:
    if size <= limit:
        return
    count = pieces.count_pieces(size, limit)
    sizes = pieces.piece_sizes(size, count)
    assert sizes is not None
    assert sum(sizes) == size
    assert max(sizes) <= min(limit, PIECE_LIMIT_BYTES)
    assert min(sizes) > 0


@pytest.mark.parametrize(
    ("size", "count"), [(10, 0), (10, 1), (5, 4), (1, 2), (10, 1000), (2 * PIECE_LIMIT_BYTES + 1, 2)]
)
def test_a_file_is_not_cut_in_a_way_that_leaves_no_pieces(size: int, count: int) -> None:
    assert pieces.piece_sizes(size, count) is None


def test_a_file_that_would_have_too_many_pieces_is_not_cut() -> None:
    with pytest.raises(ValueError, match="cannot be cut"):
        pieces.cut("a" * 64, 2**26, Path("x"), 1000)


def cut_to(folder: Path, content: bytes, count: int) -> list[Piece]:
    """Pieces as files of their own, as they come out of bundles."""
    digest = hashlib.sha256(content).hexdigest()
    whole = folder / "utuh"
    whole.write_bytes(content)
    sizes = pieces.piece_sizes(len(content), count)
    assert sizes is not None
    found = []
    for number, size in enumerate(sizes, start=1):
        piece = Piece(digest, number, count, whole, sizes[0] * (number - 1))
        path = folder / f"{count}-{number}.piece"
        path.write_bytes(b"".join(pieces.read_piece(piece, size)))
        found.append(Piece(digest, number, count, path))
    return found


def test_pieces_come_together_in_any_order_and_however_often(tmp_path: Path) -> None:
    cut = cut_to(tmp_path, PDF * 9, 4)
    target = pieces.assemble([cut[2], cut[0], cut[3], cut[0], cut[1]], PDF_TYPE, tmp_path / "jadi")
    assert target.read_bytes() == PDF * 9


def test_what_is_missing_is_named_by_number(tmp_path: Path) -> None:
    cut = cut_to(tmp_path, PDF * 9, 4)
    assert pieces.missing(cut[:3]) == {cut[0].sha256: (4,)}
    assert pieces.missing(cut) == {}
    assert pieces.complete(cut[1:]) == {}
    with pytest.raises(BundleRefused) as refused:
        pieces.assemble(cut[1:], PDF_TYPE, tmp_path / "jadi")
    assert refused.value.code == "RB-E02"


def test_pieces_of_two_cuttings_are_not_mixed(tmp_path: Path) -> None:
    three, four = cut_to(tmp_path, PDF * 9, 3), cut_to(tmp_path, PDF * 9, 4)
    assert pieces.complete([*three[:2], four[3]]) == {}
    assert pieces.missing([*three[:2], four[3]]) == {three[0].sha256: (3,)}
    assert pieces.missing([*three, four[3]]) == {}
    assert pieces.complete([*three, four[3]])[three[0].sha256] == tuple(three)


def test_a_file_that_is_not_what_was_promised_is_not_there(tmp_path: Path) -> None:
    cut = cut_to(tmp_path, PDF * 9, 3)
    cut[1].path.write_bytes(b"x" * cut[1].path.stat().st_size)
    with pytest.raises(BundleRefused) as refused:
        pieces.assemble(cut, PDF_TYPE, tmp_path / "jadi")
    assert refused.value.code == "RB-E01"
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith("jadi")]


def test_a_file_of_another_type_than_its_row_s_is_not_put_together(tmp_path: Path) -> None:
    with pytest.raises(BundleRefused) as refused:
        pieces.assemble(cut_to(tmp_path, PDF * 9, 3), "image/png", tmp_path / "jadi")
    assert refused.value.code == "RB-E03"
    assert not (tmp_path / "jadi").exists()


# --- in a bundle ------------------------------------------------------------------------------------------

COUNT = 3
OTHER = b"%PDF-other"
OTHER_SHA256 = hashlib.sha256(OTHER).hexdigest()
EACH = -(-len(LARGE) // COUNT)


def named(number: int, count: int = COUNT, sha256: str = LARGE_SHA256) -> str:
    return f"data/pieces/{sha256}.{number:03d}-{count:03d}"


def carrying(name: str, content: bytes) -> Callable[[Draft], None]:
    return lambda draft: draft.payload.update({name: content})


def without(*names: str) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        for name in names:
            del draft.payload[name]

    return spoil


def row(**members: object) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        rows = draft.get("evidence")
        place = next(n for n, found in enumerate(rows) if found["sha256"] == LARGE_SHA256)
        draft.change_row("evidence", place, **members)

    return spoil


SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "a piece of a file that no row names": ("RB-E02", carrying(named(1, 2, "b" * 64), b"x")),
    "a piece beyond the last": ("RB-E02", carrying(named(4), b"x")),
    "a piece with number zero": ("RB-E02", carrying(named(0), b"x" * EACH)),
    "a piece of none": ("RB-E02", carrying(named(1, 0), b"x")),
    "a piece of one": ("RB-E02", carrying(named(1, 1), LARGE[:EACH])),
    "a piece too short": ("RB-E02", carrying(named(2), b"x")),
    "a piece too long": ("RB-E02", carrying(named(3), LARGE[2 * EACH :] + b"x")),
    "pieces of two cuttings": ("RB-E02", carrying(named(1, 4), LARGE[: -(-len(LARGE) // 4)])),
    "a file whole and in pieces": ("RB-E02", carrying(f"data/evidence/{LARGE_SHA256}", LARGE)),
    "a row in another size than its pieces": ("RB-E02", row(size=len(LARGE) - COUNT)),
    "a row whose file is not carried": ("RB-E04", without(named(1), named(3))),
    "a row whose whole file is not carried": ("RB-E04", without(f"data/evidence/{PDF_SHA256}")),
    "further evidence that no row names": ("RB-E02", carrying(f"data/evidence/{OTHER_SHA256}", OTHER)),
    "further evidence altered": ("RB-E01", carrying(f"data/evidence/{PDF_SHA256}", PDF + b"x")),
    "a piece with letters for a number": ("RB-B05", carrying(f"data/pieces/{LARGE_SHA256}.x-3", b"x")),
    "a piece of four digits": ("RB-B05", carrying(f"data/pieces/{LARGE_SHA256}.0001-0003", b"x")),
    "answers among further evidence": ("RB-B05", lambda draft: draft.put("answers", [])),
    "further evidence without its rows": (
        "RB-B04", lambda draft: (draft.payload.pop("data/evidence.json"), setattr(draft, "is_mended", False)),
    ),
    "further evidence miscounted": (
        "RB-D09", lambda draft: (draft.mend(), draft.change_bundle("counts.evidence", 9), setattr(draft, "is_mended", False)),
    ),
    "further evidence that promises all": ("RB-D09", lambda draft: draft.change_bundle("evidence_mode", "semua")),
    "further evidence edited above its vector": (
        "RB-M01", lambda draft: draft.change_bundle("vv", [["a" * 16, 1]]),
    ),
    "further evidence of an unknown question": ("RB-D04", row(row="answers/lembar-kecil/X.Q")),
    "part seven of three": (
        "RB-D03", lambda draft: draft.change("bundle", part=draft.get("bundle")["part"] | {"no": 7}),
    ),
    "a part of a thousand": (
        "RB-D03", lambda draft: draft.change("bundle", part=draft.get("bundle")["part"] | {"of": 1000}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILS)
def test_further_evidence_that_does_not_fit_is_refused_with_its_code(tmp_path: Path, case: str) -> None:
    code, spoil = SPOILS[case]
    draft = samples.draft(written(tmp_path, letters.evidence_package(tmp_path)))
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == code


def test_a_piece_larger_than_four_mebibytes_is_refused_by_its_header(tmp_path: Path) -> None:
    draft = samples.draft(written(tmp_path, letters.evidence_package(tmp_path)))
    draft.payload[named(1, 2)] = LARGE[: PIECE_LIMIT_BYTES + 1]
    assert samples.refusal_of(tmp_path, draft.build(), trust=trust())[0] == "RB-Z12"


def test_a_piece_is_staged_once_and_under_its_own_digest(tmp_path: Path) -> None:
    """Two bundles that call different bytes the same piece do not overwrite each other's."""
    package = letters.evidence_package(tmp_path)
    path = written(tmp_path, package)
    draft = samples.draft(path)
    draft.payload[named(1)] = bytes(EACH)
    other = tmp_path / "lain.rbd.zip"
    other.write_bytes(draft.build())
    staging = tmp_path / "karantina"
    one, two, again = samples.bundle.receive_many([path, other, path], trust(), staging)
    first = [{piece.number: piece.path for piece in found.package.pieces} for found in (one, two, again)]  # type: ignore[union-attr]
    assert first[0] == first[2]
    assert first[0][1] != first[1][1]
    assert first[0][1].read_bytes() == LARGE[:EACH]
    assert first[0][3] == first[1][3]


def test_the_sample_is_of_three_pieces() -> None:

    assert pieces.count_pieces(len(LARGE), PIECE_LIMIT_BYTES) == COUNT
