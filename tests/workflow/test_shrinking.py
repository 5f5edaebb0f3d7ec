from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.errors import NotAllowed
from rbdesk.progress import Cancelled, Progress
from rbdesk.store.database import Store
from rbdesk.workflow import evidence, office, shrinking
from rbdesk.workflow.evidence import Staged
from rbdesk.workflow.filetypes import JPEG, PDF, PNG
from rbdesk.workflow.shrinking import LARGE_PICTURE_BYTES, Replacement
from tests import year
from tests.build import NOW
from tests.correspondents import KEY
from tests.desks import WHO, a_pdf
from tests.year import FIRST, SECOND


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as store:
        yield store


def a_jpeg(size: int, fill: bytes = b"\0") -> bytes:
    """Bytes that pass as a JPEG; nobody draws them here."""
    return b"\xff\xd8\xff\xe0" + fill * (size - 4)


def attach(db: Store, data: bytes, name: str, *codes: str) -> Staged:
    staged = evidence.stage_bytes(db.folder, data, name)
    for code in codes:
        evidence.attach_evidence(db, KEY, code, staged, who=WHO, now=NOW)
    return staged


def standing(db: Store) -> list[tuple[str, str]]:
    found = office.load_year(db, KEY).assessment.evidence
    return sorted((item.question, item.name) for item in found if item.on)


def test_large_files_are_listed_the_largest_first_without_lost_and_unused_ones(db: Store) -> None:
    attach(db, a_pdf("x" * 5000), "surat.pdf", FIRST)
    attach(db, a_jpeg(9000), "foto.jpg", SECOND)
    attach(db, a_jpeg(20_000), "tidak dipakai.jpg")
    gone = attach(db, a_jpeg(30_000, b"\1"), "hilang.jpg", SECOND)
    db.folder.evidence_file(gone.sha256).unlink()

    assert [file.name for file in shrinking.list_large(db, KEY)] == ["foto.jpg", "surat.pdf"]


@pytest.mark.parametrize(
    ("mime", "size", "is_worth"),
    [
        (JPEG, LARGE_PICTURE_BYTES, True),
        (PNG, LARGE_PICTURE_BYTES, True),
        (JPEG, LARGE_PICTURE_BYTES - 1, False),
        (PDF, 9 * LARGE_PICTURE_BYTES, False),
    ],
)
def test_only_large_pictures_are_worth_a_smaller_copy(mime: str, size: int, is_worth: bool) -> None:
    assert shrinking.is_large_picture(mime, size) is is_worth


def test_a_copy_takes_the_place_of_its_picture_everywhere_and_the_old_one_stays(db: Store) -> None:
    old = attach(db, a_jpeg(9000), "foto.jpg", FIRST, SECOND)
    (file,) = shrinking.list_large(db, KEY)

    made = shrinking.stage_copies(db.folder, [(file, a_jpeg(900), "foto.jpg")])
    changes = shrinking.replace_files(db, KEY, made, who=WHO, now=NOW)

    assert changes.questions == {FIRST, SECOND}
    assert standing(db) == [(FIRST, "foto.jpg"), (SECOND, "foto.jpg")]
    assert [item.size for item in shrinking.list_large(db, KEY)] == [900]
    assert db.folder.evidence_file(old.sha256).is_file()
    assert "evidence" in {entry.act for entry in office.list_history(db, KEY, FIRST)}


def test_the_reverse_puts_the_former_files_back(db: Store) -> None:
    attach(db, a_jpeg(9000), "foto.jpg", FIRST)
    attach(db, a_jpeg(8000, b"\1"), "lain.jpg", SECOND)
    before = standing(db), [file.sha256 for file in shrinking.list_large(db, KEY)]
    files = shrinking.list_large(db, KEY)
    made = shrinking.stage_copies(
        db.folder, [(file, a_jpeg(100 + at, b"\2"), "kecil.jpg") for at, file in enumerate(files)]
    )
    shrinking.replace_files(db, KEY, made, who=WHO, now=NOW)
    assert {name for _, name in standing(db)} == {"kecil.jpg"}

    shrinking.replace_files(db, KEY, [one.reverse for one in made], who=WHO, now=NOW)

    assert (standing(db), [file.sha256 for file in shrinking.list_large(db, KEY)]) == before


def test_all_are_replaced_or_none(db: Store) -> None:
    attach(db, a_jpeg(9000), "foto.jpg", FIRST)
    (file,) = shrinking.list_large(db, KEY)
    made = shrinking.stage_copies(db.folder, [(file, a_jpeg(900), "foto.jpg")])
    strange = Replacement(Staged("f" * 64, 1, JPEG, "asing.jpg"), made[0].new)

    with pytest.raises(NotAllowed, match="not_attached"):
        shrinking.replace_files(db, KEY, [*made, strange], who=WHO, now=NOW)

    assert [item.size for item in shrinking.list_large(db, KEY)] == [9000]


def test_keeping_copies_can_be_stopped(db: Store) -> None:
    attach(db, a_jpeg(9000), "foto.jpg", FIRST)
    (file,) = shrinking.list_large(db, KEY)

    with pytest.raises(Cancelled):
        shrinking.stage_copies(
            db.folder, [(file, a_jpeg(900), "foto.jpg")], Progress(is_cancelled=lambda: True)
        )

    assert [item.size for item in shrinking.list_large(db, KEY)] == [9000]
