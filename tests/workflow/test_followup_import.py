from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from rbdesk.domain.followup import FollowUp, Source, Status
from rbdesk.errors import NotAllowed
from rbdesk.workflow import followup_import, followups
from tests import year
from tests.workflow.test_followups import BOSS, TODAY, WHO
from tests.year import BABELAN, SHEET, YEAR

HEADS = "No;Rekomendasi;Sumber;Kode;Target penyelesaian;PIC;Status;Kemajuan;Keterangan"
ROWS = (
    "R-01;Tetapkan agen perubahan;LHE Kemenpan 2019;P.1.i.a;31 Juli 2020;Sekcam;Dalam proses;40%;Rapat",
    "R-02;Susun peta proses;Inspektorat;;15/9/2020;;;;",
    "R-03;Umumkan maklumat;SKM;;;;Selesai;;Sudah dipasang",
)


def a_table(folder: Path, *rows: str, heads: str = HEADS) -> Path:
    path = folder / "matriks.csv"
    path.write_text("\n".join(["Matriks tindak lanjut 2019", "", heads, *rows]), encoding="utf-8-sig")
    return path


def test_a_matrix_is_read_by_its_headings(tmp_path: Path) -> None:
    found = followup_import.read_recommendations(a_table(tmp_path, *ROWS))

    assert found.faults == ()
    first, second, third = found.drafts
    assert first.line == 4
    assert first.recommendation.source is Source.LHE
    assert first.recommendation.due == date(2020, 7, 31)
    assert first.recommendation.rows == (("answers", SHEET.id, "U.P.1.i.a"),)
    assert first.followup == FollowUp("", Status.UNDER_WAY, 40, note="Rapat", post="Sekcam")
    assert (second.recommendation.source, second.followup) == (Source.INSPECTORATE, None)
    assert (third.followup.status, third.followup.progress) == (Status.DONE, 100)  # type: ignore[union-attr]


def test_a_workbook_reads_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nomor", "Uraian rekomendasi", "Batas waktu", "Persentase"])
    sheet.append(["R-01", "Tetapkan agen", date(2020, 7, 31), 0.4])
    sheet.append(["R-02", "Susun peta", None, 1.0])
    book.save(tmp_path / "matriks.xlsx")

    found = followup_import.read_recommendations(tmp_path / "matriks.xlsx")
    assert [draft.recommendation.due for draft in found.drafts] == [date(2020, 7, 31), None]
    told = [draft.followup for draft in found.drafts]
    assert [(one.status, one.progress) for one in told if one] == [(Status.UNDER_WAY, 40), (Status.DONE, 100)]


@pytest.mark.parametrize(
    ("row", "cell", "kind"),
    [
        ("R-1;;LHE;;;;;;", "B4", "empty"),
        ("R-1;x;koran;;;;;;", "C4", "option"),
        ("R-1;x;LHE;P.9.z;;;;;", "D4", "question"),
        ("R-1;x;LHE;;besok;;;;", "E4", "day"),
        ("R-1;x;LHE;;;;hampir;;", "G4", "option"),
        ("R-1;x;LHE;;;;;140;", "H4", "range"),
        ("R-1;x;LHE;;;;Tidak dapat;;", "I4", "reason"),
        (f"{'R' * 25};x;LHE;;;;;;", "A4", "too_long"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(tmp_path: Path, row: str, cell: str, kind: str) -> None:
    found = followup_import.read_recommendations(a_table(tmp_path, row, ROWS[1]))

    assert [(fault.cell, fault.kind) for fault in found.faults] == [(cell, kind)]
    assert len(found.drafts) == 1


def test_a_person_may_say_which_column_is_which(tmp_path: Path) -> None:
    path = a_table(tmp_path, "satu;dua", heads="Hal;Yang harus dilakukan")
    with pytest.raises(NotAllowed) as caught:
        followup_import.read_recommendations(path)
    assert caught.value.what == "sheet_columns"

    found = followup_import.read_recommendations(path, {"text": 1, "letter": 0})
    assert [draft.recommendation.text for draft in found.drafts] == ["dua"]


def test_a_table_is_taken_in_once(tmp_path: Path) -> None:
    found = followup_import.read_recommendations(a_table(tmp_path, *ROWS))
    with year.an_office(tmp_path / "1") as db:
        made = followup_import.import_recommendations(db, BABELAN, YEAR, found.drafts, **WHO)
        again = followup_import.import_recommendations(db, BABELAN, YEAR, found.drafts, **WHO)

        assert (len(made.questions), bool(again)) == (3, False)
        items = followups.list_followups(db, BABELAN, YEAR, TODAY)
        assert [item.recommendation.number for item in items] == ["R-01", "R-02", "R-03"]
        assert [item.progress for item in items] == [40, 0, 100]


def test_the_secretariat_hands_rows_to_the_offices_they_name_and_does_not_speak_for_them(
    tmp_path: Path,
) -> None:
    path = a_table(tmp_path, "x;kec. Babelan;Selesai", "y;;Selesai", heads="Rekomendasi;Kecamatan;Status")
    found = followup_import.read_recommendations(path)
    with year.a_secretariat(tmp_path / "s") as desk:
        followup_import.import_recommendations(desk, "", YEAR, found.drafts, **BOSS)

        items = followups.list_all_followups(desk, YEAR, TODAY)
        assert len(items) == 1 + 23
        assert {item.status for item in items} == {Status.NOT_BEGUN}
        assert {item.office for item in items if item.recommendation.text == "x"} == {BABELAN}


def test_an_office_named_wrongly_is_a_fault(tmp_path: Path) -> None:
    found = followup_import.read_recommendations(
        a_table(tmp_path, "x;Bandung", heads="Rekomendasi;Kecamatan")
    )

    assert [(fault.cell, fault.kind) for fault in found.faults] == [("B4", "office")]
