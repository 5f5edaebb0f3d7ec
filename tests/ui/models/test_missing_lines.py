from rbdesk.domain.assessment import Evidence
from rbdesk.ui.models.missing_lines import missing_letter, missing_lines, part_words
from rbdesk.workflow import catalog
from rbdesk.workflow.arrivals import Missing, MissingParts

SHEET = catalog.instrument(catalog.UNIT_SHEET)


def a_file(question: str, digit: str, name: str) -> Evidence:
    return Evidence(question, digit * 64, 1_200_000, name, "application/pdf")


FILES = (
    a_file("U.P.8.iii.c", "a", "Rekap pengaduan.pdf"),
    a_file("U.P.1.i.a", "b", "SK Tim.pdf"),
    a_file("U.P.1.i.b", "b", "SK Tim.pdf"),
)


def test_files_stand_in_the_sheets_order_each_once():
    lines = missing_lines(Missing(FILES, (), (("a" * 64, (2, 3)),)), SHEET)

    assert [line.question for line in lines] == ["P.1.i.a", "P.8.iii.c"]
    assert lines[1].words == "P.8.iii.c Rekap pengaduan.pdf (1,1 MB, menunggu potongan 2 dan 3)"


def test_missing_parts_are_named_by_number_and_asked_for():
    missing = Missing(FILES, (MissingParts(2, "Laptop Pelayanan", (2, 4), 5),), ())

    assert part_words(missing) == ("Revisi 2 dari Laptop Pelayanan: bagian 2 dan 4 dari 5 belum datang.",)
    letter = missing_letter("Babelan", 2020, missing, SHEET)
    assert letter.startswith("Yth. Kecamatan Babelan, paket RB 2020 sudah kami terima, tetapi belum semua")
    assert "bagian 2 dan 4 dari 5" in letter
    assert "tidak perlu diulang" in letter


def test_without_parts_the_files_themselves_are_asked_for_and_many_are_counted():
    many = tuple(a_file("U.P.1.i.a", f"{at:x}", f"Berkas {at}.pdf") for at in range(15))
    letter = missing_letter("Babelan", 2020, Missing(many, (), ()), SHEET)

    assert "15 berkas bukti belum" in letter
    assert "dan 3 lainnya" in letter
