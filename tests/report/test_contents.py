from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from rbdesk.domain.receipt import Receipt
from rbdesk.report import contents
from rbdesk.workflow import catalog

AT = datetime(2020, 9, 3, 14, 5)
SHEET = catalog.instrument(catalog.UNIT_SHEET)
RECEIPT = Receipt(
    areas=tuple(Decimal(number) / 8 for number in range(1, 9)),
    at=datetime(2020, 9, 3, 7, 5, tzinfo=UTC),
    bundle_id="9f31c2ab" + "0" * 56,
    answered=109,
    questions=110,
    evidence=24,
    device="K7Q2AAAAAA",
    edition="RB-2020",
    final=True,
    instrument=SHEET.id,
    office="32.16.02",
    revision=3,
    state_id="1" * 64,
)


def said(receipt: Receipt) -> contents.ReceiptContents:
    return contents.receipt_contents(receipt, "RBDR1.a.b", office="Babelan", instrument=SHEET, made_at=AT)


def test_a_receipt_s_page_says_what_was_signed() -> None:
    page = said(RECEIPT)

    assert page.office == "Kecamatan Babelan (32.16.02)"
    assert page.is_final == "Paket resmi, revisi 3"
    assert page.code == ("Kode paket", "9F31-C2AB")
    assert page.facts == (
        ("Edisi", "RB-2020"),
        ("Dibuat", "3 September 2020, pukul 14.05"),
        ("Jawaban", "109 dari 110 pertanyaan"),
        ("Bukti", "24 berkas"),
        ("Perangkat", "K7Q2AAAAAA"),
    )
    assert page.qr == "RBDR1.a.b"
    assert dict(page.digests)["Sidik paket"] == RECEIPT.bundle_id


def test_the_areas_stand_in_their_order_with_the_signed_points_and_their_sum() -> None:
    page = said(RECEIPT)

    assert [row[0][:2] for row in page.areas] == [f"{number}." for number in range(1, 9)]
    assert [row[2] for row in page.areas][:2] == ["0,13", "0,25"]
    assert page.total == ("Jumlah", "36,30", "4,50")


def test_a_provisional_package_is_called_so() -> None:
    assert said(replace(RECEIPT, final=False)).is_final == "Paket sementara, revisi 3"
