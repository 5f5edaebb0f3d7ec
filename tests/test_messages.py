from datetime import date
from decimal import Decimal

import pytest

from rbdesk import messages
from rbdesk.domain import checks
from rbdesk.domain.assessment import Answer, Assessment, Evidence, Key, inputs, value_fault
from rbdesk.domain.checks import Context, Finding
from rbdesk.errors import (
    BundleRefused,
    InstrumentFault,
    NotAllowed,
    NotAStore,
    RBDeskError,
    StoreTooNew,
    StoreTrouble,
)
from rbdesk.workflow import catalog

SHEET = catalog.instrument(catalog.UNIT_SHEET)


@pytest.mark.parametrize(
    "error",
    [
        StoreTrouble("full"),
        StoreTrouble("locked", holder="Kasi Pelayanan"),
        StoreTrouble("damaged", path="D:/RBDesk"),
        StoreTrouble("something new"),
        StoreTooNew(9, 1),
        NotAStore("catatan.txt"),
        InstrumentFault((("U.P.1", "sum", "2.10 ≠ 2.00"),)),
        InstrumentFault(()),
        BundleRefused("RB-Z13", name="data/answers.json"),
        NotAllowed("a kind that has no words yet"),
        FileNotFoundError(2, "no", "kiriman"),
        PermissionError(13, "no", "kiriman"),
        OSError(28, "no space", "kiriman"),
        RBDeskError(),
    ],
)
def test_every_error_says_what_happened_whether_data_is_safe_and_what_to_do(error: RBDeskError) -> None:
    told = messages.sentence(error)
    for part in (told.what, told.safe, told.todo):
        assert part
    assert told.text == f"{told.what} {told.safe} {told.todo}"


def test_who_holds_the_desk_is_named() -> None:
    told = messages.sentence(StoreTrouble("locked", holder="Kasi Pelayanan di LAPTOP-2 sejak 10.42"))
    assert told.what == "Data ini sedang dibuka oleh Kasi Pelayanan di LAPTOP-2 sejak 10.42."


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("full", "RB-K01"),
        ("io", "RB-K01"),
        ("locked", "RB-K02"),
        ("readonly", "RB-K02"),
        ("damaged", "RB-K03"),
    ],
)
def test_the_machine_s_trouble_has_a_code_for_the_telephone(kind: str, code: str) -> None:
    assert messages.sentence(StoreTrouble(kind)).code == code


def test_a_full_disk_is_told_as_such_also_when_the_system_tells_it() -> None:
    assert messages.sentence(OSError(28, "no space")).what == "Belum tersimpan: disk penuh."


def test_a_refused_bundle_keeps_its_code_for_the_telephone() -> None:
    told = messages.sentence(BundleRefused("RB-F05", looks="pdf"))
    assert told.code == "RB-F05"
    assert told.what == "Ini bukan paket RBDesk (tampaknya dokumen PDF)."


def test_sizes_are_told_in_megabytes() -> None:
    what, _ = messages.bundle_sentence("RB-F08", (("needed", "314572800"),))
    assert what == "Ruang disk kurang: perlu 300 MB."


def test_a_bracket_in_a_stranger_s_name_stays_as_it_is() -> None:
    what, _ = messages.bundle_sentence("RB-B04", {"name": "data/[x]{y}"})
    assert what == "Berkas data/[x]{y} hilang dari paket."


# --- findings ---------------------------------------------------------------------------------------------

KEY = Key("32.16.09", 2020, SHEET.id)


def test_a_finding_names_rule_place_and_reason() -> None:
    title, detail = messages.finding(Finding("unanswered", "wajib", "U.P.1.i.a"), SHEET)
    assert (title, detail) == ("Pertanyaan belum dijawab", "P.1.i.a Penetapan tim RB")


def test_a_waived_finding_carries_its_reason() -> None:
    found = Finding("jump", "saran", "U.P.1.i.a", (("from", "C"), ("to", "A")), "SK baru terbit Juni")
    assert messages.finding(found, SHEET)[1] == (
        "P.1.i.a Penetapan tim RB: tahun lalu C, sekarang A (dikesampingkan: SK baru terbit Juni)"
    )


def test_findings_of_one_kind_are_counted_in_words() -> None:
    assert messages.finding_group("unanswered", 16) == "16 pertanyaan belum dijawab"


def test_every_finding_the_checks_can_make_reads_well() -> None:
    answers = {
        "U.P.1.i.a": Answer("A"),
        "U.P.8.iv.a": Answer("A"),
        "U.R.1.i.a": Answer(inputs(n_agent=0, n_change=0)),
        "U.R.1.i.b": Answer(inputs(n_change=9, n_integrated=3), "catatan yang sama persis di tiga tempat"),
        "U.P.1.i.b": Answer("B", "catatan yang sama persis di tiga tempat"),
        "U.P.1.i.c": Answer("B", "catatan yang sama persis di tiga tempat"),
    }
    evidence = (Evidence("U.P.1.i.b", "ab" * 32, 12, "SK 2016.pdf", "application/pdf"),)
    context = Context(
        last_year=Assessment(KEY, {"U.P.1.i.a": Answer("C")}),
        lost=frozenset({"ab" * 32}),
        dated={"ab" * 32: date(2016, 5, 3)},
        respondents=0,
        finished=(checks.Finished("c80d52a07be4d518-17", "R-02", "Buat agenda perubahan."),),
    )
    found = checks.findings(SHEET, Assessment(KEY, answers, evidence), context)
    assert {item.kind for item in found} == set(checks.KINDS)
    for item in found:
        title, detail = messages.finding(item, SHEET)
        assert title
        assert detail
        assert "U." not in detail, "people read codes without the sheet's common prefix"
        assert messages.finding_help(item.kind).endswith(".")
    told = {item.kind: messages.finding(item, SHEET)[1] for item in found}
    assert told["identity"] == "nama Camat dan nama penanggung jawab belum diisi"
    assert told["contradiction"].endswith("di R.1.i.b") or told["contradiction"].endswith("di R.1.i.a")
    assert "3 Mei 2016" in told["stale_evidence"]
    assert told["survey_mismatch"].endswith("jawaban A, sedangkan survei tahun ini belum punya responden")
    assert told["followup_no_evidence"] == "R-02 Buat agenda perubahan."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"which": checks.COMPLAINTS, "here": "A", "there": "5", "due": "9", "other": "U.R.7.ii.a"},
            "jawaban A, sedangkan di R.7.ii.a 5 dari 9 selesai atau diproses",
        ),
        (
            {"which": checks.COMPLAINTS, "here": "D", "there": "5", "due": "9", "other": "U.R.7.ii.a"},
            "jawaban D, sedangkan di R.7.ii.a 5 dari 9 selesai",
        ),
        (
            {"which": checks.LAST_YEAR, "here": "4", "there": "2", "year": "2019"},
            "4 untuk tahun lalu, sedangkan jawaban tahun 2019 2",
        ),
    ],
)
def test_numbers_that_contradict_each_other_are_told_side_by_side(facts: dict[str, str], said: str) -> None:
    found = Finding("contradiction", "saran", "U.P.7.iii.b", tuple(facts.items()))

    assert messages.finding(found, SHEET)[1] == f"P.7.iii.b Tindak lanjut pengaduan: {said}"


def test_what_other_offices_have_too_is_told_with_their_names() -> None:
    others = (("offices", "32.16.01,32.16.02,32.16.03,32.16.04,32.16.05"),)
    photo = Finding(
        "same_photo", "saran", "U.P.1.i.a", (("name", "Rapat.jpg"), ("sha256", "a" * 64), *others)
    )
    words = Finding("same_text", "saran", "U.P.1.i.a", (("offices", "32.16.01"),))

    assert messages.finding_fact(photo, SHEET, {"32.16.01": "Tarumajaya", "32.16.02": "Babelan"}) == (
        "“Rapat.jpg” sama persis dengan berkas di Tarumajaya, Babelan, 32.16.03, dan 2 kecamatan lain"
    )
    assert messages.finding(words, SHEET, {"32.16.01": "Tarumajaya"})[1].endswith(
        "sama kata demi kata dengan catatan di Tarumajaya"
    )


# --- values -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "value", "told"),
    [
        ("U.R.1.i.b", inputs(n_change=86, n_integrated=90), "Tidak boleh lebih dari 86"),
        ("U.R.1.i.a", inputs(n_agent=-1, n_change=3), "“Jumlah agen perubahan” tidak boleh kurang dari 0"),
        ("U.R.1.i.a", inputs(n_agent=10**16, n_change=3), "“Jumlah agen perubahan” terlalu besar"),
        (
            "U.R.1.i.a",
            inputs(n_agent=Decimal("1.5"), n_change=3),
            "“Jumlah agen perubahan” harus bilangan bulat, tanpa koma",
        ),
        (
            "U.R.1.i.a",
            inputs(n_agent=1),
            "Isi semua angkanya: “Jumlah agen perubahan” dan “Jumlah perubahan yang dibuat”",
        ),
        ("U.P.1.i.a", "D", "Pilih salah satu: A, B, atau C"),
        (
            "U.R.7.ii.a",
            inputs(n_due=5, n_open=3, n_done=4),
            "Jumlah “Pengaduan yang selesai” dan “Pengaduan yang sedang diproses (informasi)” "
            "tidak boleh lebih dari “Pengaduan yang harus ditindaklanjuti”, yaitu 5",
        ),
    ],
)
def test_a_value_that_cannot_be_taken_says_why(code: str, value: object, told: str) -> None:
    question = SHEET.question(code)
    fault = value_fault(question.scale, value)  # type: ignore[arg-type]
    assert fault is not None
    numbers = {} if isinstance(value, str) else dict(value)  # type: ignore[call-overload]
    assert messages.value_fault(fault, question, numbers) == told


@pytest.mark.parametrize(
    ("code", "value", "told"),
    [
        ("U.P.1.i.a", None, "belum dijawab"),
        ("U.P.1.i.a", "B", "B"),
        ("U.R.1.i.b", inputs(n_change=86, n_integrated=72), "72 dari 86"),
        ("U.R.6.i.b", inputs(rp_total=14_500_000_000, rp_refocus=0), "0 dari 14.500.000.000"),
    ],
)
def test_an_answer_reads_as_people_say_it(code: str, value: object, told: str) -> None:
    assert messages.value_text(value, SHEET.question(code).scale) == told  # type: ignore[arg-type]


# --- traces -----------------------------------------------------------------------------------------------


def test_a_fault_of_an_instrument_file_names_its_place() -> None:
    told = messages.instrument_fault("U.P.1", "sum", "2.10 ≠ 2.00")
    assert told == "U.P.1: jumlah bobot di bawahnya tidak sama dengan bobotnya (2.10 ≠ 2.00)"
