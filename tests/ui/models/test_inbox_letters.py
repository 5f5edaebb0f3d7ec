from datetime import date

import pytest

from rbdesk.ui.models import inbox_letters
from rbdesk.ui.models.inbox_list import Problem
from rbdesk.workflow.secretariat import RefusedFile
from tests.build import NOW


def refused(code: str, office: str = "32.16.16", kind: str = "refused") -> Problem:
    name = "RBD_RB-2020_32.16.16_isian_r0001_8JWK_1c94df.rbd.zip" if office else "foto.jpg"
    refusal = RefusedFile(1, name, code, (), office, NOW, 10)
    title = "Cabangbungin" if office else name
    return Problem("refusal/1", kind, office, title, "Berkas terpotong.", "…", refusal)


def test_the_reminder_names_each_office_and_the_day():
    letter = inbox_letters.reminder(("Tambelang", "Muaragembong"), 2020, date(2020, 9, 7), date(2020, 9, 3))

    assert "1. Kecamatan Tambelang\n2. Kecamatan Muaragembong\n" in letter
    assert "sampai 3 September 2020 kami belum menerima paket RB 2020" in letter
    assert "Batas pengiriman Senin, 7 September 2020." in letter


def test_a_reminder_after_the_day_says_so_and_one_without_a_day_names_none():
    late = inbox_letters.reminder(("Setu",), 2020, date(2020, 9, 7), date(2020, 9, 8))

    assert "7 September 2020 sudah lewat." in late
    assert "Batas" not in inbox_letters.reminder(("Setu",), 2020, None, date(2020, 9, 8))


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("RB-Z01", "kirim ulang berkas yang sama sebagai dokumen"),
        ("RB-Z04", "kirim berkas aslinya"),
        ("RB-S01", "buat paket baru dengan RBDesk"),
        ("RB-J02", "perbarui RBDesk"),
        ("RB-S06", "kami akan menelepon"),
        ("RB-D09", "buat paket baru dengan RBDesk"),
    ],
)
def test_a_request_names_file_reason_and_code_and_asks_for_what_helps(code, asked):
    letter = inbox_letters.request(refused(code), 2020)

    assert letter.startswith("Yth. Kecamatan Cabangbungin, paket RB 2020 (RBD_RB-2020_32.16.16")
    assert "Sebabnya: berkas terpotong." in letter
    assert asked in letter
    assert f"Kode galat {code}." in letter


@pytest.mark.parametrize("code", ["RB-F01", "RB-F08", "RB-K01", "RB-V01"])
def test_nobody_is_asked_for_what_is_wrong_at_this_computer(code):
    assert inbox_letters.request(refused(code), 2020) == ""


def test_a_file_of_no_office_is_asked_about_without_a_name():
    letter = inbox_letters.request(refused("RB-F05", office=""), 2020)

    assert letter.startswith("Yth. Bapak/Ibu, berkas foto.jpg belum dapat kami terima.")
    assert ".rbd.zip" in letter


def test_two_laptops_are_asked_to_become_one():
    problem = Problem("office/x", "clashing", "32.16.12", "Kedung Waringin", "7 isian …", "…")

    letter = inbox_letters.request(problem, 2020)

    assert "datang dari dua laptop" in letter
    assert "kirim paket baru" in letter


def test_an_unknown_laptop_is_asked_to_have_its_digits_ready():
    letter = inbox_letters.request(refused("RB-S07", kind="quarantined"), 2020)

    assert "30 angka" in letter
    assert "Kami akan menelepon" in letter
