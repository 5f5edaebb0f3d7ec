from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange.parts import PartPlan, PlannedFile, PlannedPart
from rbdesk.ui.pages.send_parts import words
from rbdesk.workflow import parting
from rbdesk.workflow.parting import ALL, Basis, Preview

MB = 2**20
FILES = tuple(PlannedFile(str(number) * 64, f"Foto {number}.jpg", 5 * MB) for number in range(1, 6))


def a_plan(*sizes: int, held: tuple[PlannedFile, ...] = (), lost: tuple[PlannedFile, ...] = ()) -> PartPlan:
    parts = tuple(PlannedPart(number, None, size) for number, size in enumerate(sizes, 1))
    return PartPlan(parts, FILES, held, lost)


def said(preview: Preview | None, tmp_path: Path, **but: object) -> words.SendingText:
    given = {
        "way": "whatsapp15",
        "is_difference": False,
        "folder": tmp_path / "kirim",
        "desk": tmp_path,
    }
    return words.sending_text(preview, **{**given, **but})  # type: ignore[arg-type]


def test_number_and_size_of_every_file_are_said_before_it_is_made(tmp_path):
    plan = a_plan(12_288, 11 * MB, 11 * MB, 11 * MB, 5 * MB, 5 * MB)
    found = said(Preview(plan, plan, ALL, ()), tmp_path, pictures=3)

    assert found.files == "6 berkas · 43,0 MB"
    assert found.sizes == "12 KB + 11,0 MB + 11,0 MB + 11,0 MB + 2 berkas lagi"
    assert found.shrink == "Kecilkan gambar"
    assert found.basis == ""


def test_one_file_is_enough_and_lost_evidence_is_named(tmp_path):
    plan = a_plan(3 * MB, lost=FILES[:2])
    found = said(Preview(plan, plan, ALL, ()), tmp_path)

    assert found.sizes == "Cukup satu berkas lewat WhatsApp (15 MB). 2 berkas hilang tidak ikut."


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        (parting.ACKNOWLEDGED, "sudah di Sekretariat (balasan 2)."),
        (parting.SENT, "sudah dikirim (revisi 2)."),
        (parting.MADE, "ada di paket revisi 2."),
    ],
)
def test_what_the_other_side_has_is_said_with_how_it_is_known(tmp_path, kind, end):
    whole, rest = a_plan(20 * MB), a_plan(5 * MB, held=FILES[:3])
    basis = Basis(kind, 2, frozenset(file.sha256 for file in FILES[:3]))
    found = said(Preview(whole, rest, basis, ()), tmp_path, is_difference=True)

    assert found.basis == f"3 berkas, 15,0 MB, {end}"
    assert found.files == "1 berkas · 5,0 MB"
    assert found.is_difference


def test_a_folder_of_this_computer_is_no_stick(tmp_path):
    plan = a_plan(MB)
    found = said(Preview(plan, plan, ALL, ()), tmp_path, way="stick")

    assert found.warning == "Folder ini ada di komputer ini. Ganti dengan folder di stik."


def test_too_little_room_is_said_before_anything_is_written(tmp_path):
    plan = a_plan(2**60)
    found = said(Preview(plan, plan, ALL, ()), tmp_path)

    assert found.warning.startswith("Ruang di sana tinggal ")


def test_why_there_is_no_plan_stands_in_its_place(tmp_path):
    found = said(None, tmp_path, trouble=NotAllowed("too_many_parts", most=999))

    assert found.is_trouble
    assert found.files == "Paket ini akan terbagi menjadi lebih dari 999 bagian."
    assert said(None, tmp_path).files == "Menghitung ukuran…"


def test_what_the_secretariat_asks_for_is_named_with_its_size():
    assert words.wanted_words(()) == ("", "")
    title, details = words.wanted_words(FILES)

    assert title == "Sekretariat belum menerima 5 berkas bukti (25,0 MB)"
    assert details.startswith("“Foto 1.jpg”, “Foto 2.jpg”, dan 3 lainnya.")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("write 2 3", "Menulis berkas 2 dari 3…"),
        ("check 1 1", "Membaca ulang berkas…"),
        ("carry 1 2", "Menyalin ke stik 1 dari 2…"),
        ("compare 2 2", "Membandingkan di stik 2 dari 2…"),
        ("", "Membuat paket…"),
    ],
)
def test_each_step_has_its_name(label, expected):
    assert words.step_words(label) == expected


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("full", "Tempat tujuan penuh"),
        ("readonly", "Tempat tujuan tidak dapat ditulis"),
        ("io", "Tempat tujuan tidak dapat ditulis atau dibaca; mungkin stiknya tercabut"),
    ],
)
def test_trouble_of_the_stick_is_not_told_as_trouble_of_the_data(tmp_path, kind, start):
    stick = tmp_path / "stik"
    what, details, ways = words.trouble_words(StoreTrouble(kind, str(stick / "a.zip")), stick)

    assert what.startswith(start)
    assert details.startswith("Tidak ada paket yang dibuat dan isian Anda tetap aman.")
    assert [way.key for way in ways] == [words.AGAIN, words.FOLDER]


def test_trouble_of_the_desk_itself_is_told_as_such(tmp_path):
    what, _, _ = words.trouble_words(StoreTrouble("full", str(tmp_path / "meja")), tmp_path / "stik")

    assert what == "Belum tersimpan: disk penuh."


def test_laptops_that_differ_lead_to_joining(tmp_path):
    _, _, ways = words.trouble_words(NotAllowed("conflict", count=2), tmp_path)

    assert [way.key for way in ways] == [words.JOINING]
