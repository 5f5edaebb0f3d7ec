import zipfile
from pathlib import Path, PurePosixPath

import pytest

from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, evidence, evidencefolder
from rbdesk.workflow.evidence import EvidenceFile
from tests import year
from tests.build import NOW
from tests.year import FIRST, SHEET


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("SK Camat.pdf", "SK Camat.pdf"),
        ('a<b>:"c|?*.pdf', "a_b___c___.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("com1.jpg", "_com1.jpg"),
        ("titik...pdf", "titik.pdf"),
        (" .pdf", "berkas.pdf"),
        ("tanpa akhiran", "tanpa akhiran"),
        ("p" * 150 + ".pdf", "p" * 100 + ".pdf"),
    ],
)
def test_a_name_is_one_that_every_system_takes(name: str, safe: str) -> None:
    assert evidencefolder.safe_name(name) == safe


def test_two_files_of_one_name_stand_side_by_side(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "meja") as db:
        for content in (b"%PDF-1.4 satu\n%%EOF\n", b"%PDF-1.4 dua\n%%EOF\n"):
            staged = evidence.stage_bytes(db.folder, content, "SK.pdf")
            evidence.attach_evidence(db, year.key_of(year.BABELAN), FIRST, staged, who="Operator", now=NOW)
        files = evidence.list_evidence(db, year.key_of(year.BABELAN))

        copied = evidencefolder.copy_by_question(db.folder, SHEET, files, tmp_path / "keluar")

    assert copied == evidencefolder.Copied(2, ())
    assert sorted(path.name for path in (tmp_path / "keluar" / "P.1.i.a").iterdir()) == [
        "SK (2).pdf",
        "SK.pdf",
    ]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").touch()

    with (
        year.an_office(tmp_path.with_name(tmp_path.name + "-meja")) as db,
        pytest.raises(NotAllowed, match="not_empty"),
    ):
        evidencefolder.copy_by_question(db.folder, catalog.instrument(catalog.UNIT_SHEET), (), tmp_path)


def test_a_place_that_takes_no_file_is_told_as_trouble_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "berkas").touch()
    with year.an_office(tmp_path / "meja") as db:
        staged = evidence.stage_bytes(db.folder, b"%PDF-1.4 satu\n%%EOF\n", "SK.pdf")
        evidence.attach_evidence(db, year.key_of(year.BABELAN), FIRST, staged, who="Operator", now=NOW)
        files = evidence.list_evidence(db, year.key_of(year.BABELAN))

        with pytest.raises(StoreTrouble):
            evidencefolder.copy_by_question(db.folder, SHEET, files, tmp_path / "berkas" / "keluar")


def test_the_folder_has_an_index_of_every_file(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "meja") as db:
        files = two_of_one_name(db)
        evidencefolder.copy_by_question(db.folder, SHEET, files, tmp_path / "keluar")

    page = (tmp_path / "keluar" / "Daftar bukti.html").read_text("utf-8")
    assert [file.sha256 in page for file in files] == [True, True]
    assert (tmp_path / "keluar" / "Daftar bukti.xlsx").is_file()


def test_places_are_the_same_for_the_same_files_in_any_order_and_never_meet(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "meja") as db:
        files = two_of_one_name(db, "SK.pdf", "sk.PDF")

    placed = evidencefolder.places_of(SHEET, files)
    assert placed == evidencefolder.places_of(SHEET, tuple(reversed(files)))
    assert len({str(one.place).casefold() for one in placed}) == len(placed) == 2


def test_the_zip_holds_the_same_files_with_the_same_content(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "meja") as db:
        files = two_of_one_name(db)
        made = evidencefolder.zip_by_question(db.folder, SHEET, files, tmp_path / "siap unggah.zip")
        evidencefolder.copy_by_question(db.folder, SHEET, files, tmp_path / "keluar")

    assert made.files == 2
    with zipfile.ZipFile(tmp_path / "siap unggah.zip") as packed:
        inside = {name: packed.read(name) for name in packed.namelist()}
    folder = tmp_path / "keluar"
    assert inside == {
        str(PurePosixPath(path.relative_to(folder))): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def two_of_one_name(db: Store, *names: str) -> tuple[EvidenceFile, ...]:
    for content, name in zip((b"satu", b"dua"), names or ("SK.pdf", "SK.pdf"), strict=True):
        staged = evidence.stage_bytes(db.folder, b"%PDF-1.4 " + content + b"\n%%EOF\n", name)
        evidence.attach_evidence(db, year.key_of(year.BABELAN), FIRST, staged, who="Operator", now=NOW)
    return evidence.list_evidence(db, year.key_of(year.BABELAN))
