from pathlib import Path

import pytest

from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.workflow import catalog, evidence, evidencefolder
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
