from dataclasses import replace
from datetime import date

import pytest

from rbdesk.domain.roster import ENROLLED, REVOKED, Enrolment
from rbdesk.exchange import signing
from rbdesk.ui.models import inbox_list
from rbdesk.workflow import catalog
from rbdesk.workflow.secretariat import Inbox, OfficeStatus, RefusedFile
from tests.build import NOW

REGISTER = catalog.register()
KEY = bytes(range(32))
FACTS = (("key", signing.public_base64(KEY)), ("label", "Laptop Baru"))
UNKNOWN = RefusedFile(4, "a.rbd.zip", "RB-S07", FACTS, "32.16.15", NOW, 900)
CUT = RefusedFile(2, "b.rbd.zip", "RB-Z01", (), "32.16.16", NOW, 900)
PHOTO = RefusedFile(1, "foto.jpg", "RB-F05", (("looks", "jpeg"),), "", NOW, 900)


def inbox(*refusals: RefusedFile, **reasons: str) -> Inbox:
    """All offices: those of the refusals need action, `reasons` by code without points, others sent nothing."""
    offices = []
    for office in REGISTER.offices:
        reason = reasons.get(office.code.replace(".", "_"), "")
        is_named = any(refusal.office == office.code for refusal in refusals)
        status = "perlu_tindakan" if reason or is_named else "belum_kirim"
        offices.append(OfficeStatus(office, status, reason=reason, conflicts=7 if reason else 0))
    return Inbox(2020, tuple(offices), tuple(refusals), 0, "")


def enrolled(office: str = "32.16.15", status: str = ENROLLED) -> Enrolment:
    return Enrolment(signing.device_id(KEY), KEY, office, "Laptop Baru", status, NOW, "x")


def test_problems_stand_by_office_and_files_of_no_office_last():
    found = inbox_list.problems(inbox(PHOTO, CUT, UNKNOWN, **{"32_16_12": "conflict"}), REGISTER, ())

    assert [(problem.title, problem.kind) for problem in found] == [
        ("Kedung Waringin", "clashing"),
        ("Sukatani", "quarantined"),
        ("Cabangbungin", "refused"),
        ("foto.jpg", "refused"),
    ]


def test_a_file_has_the_sentence_and_the_remedy_of_its_code():
    [problem] = inbox_list.problems(inbox(CUT), REGISTER, ())

    assert problem.reason == "Berkas terpotong atau ada tambahan di akhir."
    assert problem.remedy.startswith("Salin ulang berkasnya")


@pytest.mark.parametrize(
    ("roster", "kind"),
    [
        ((), "quarantined"),
        ((enrolled(),), "recognised"),
        ((enrolled(status=REVOKED),), "quarantined"),
        ((enrolled(office="32.16.09"),), "quarantined"),
    ],
)
def test_a_file_of_a_device_that_is_known_by_now_only_waits_to_be_read_again(roster, kind):
    [problem] = inbox_list.problems(inbox(UNKNOWN), REGISTER, roster)

    assert problem.kind == kind


def test_two_histories_that_agree_are_told_apart_from_those_that_differ():
    found = inbox_list.problems(inbox(**{"32_16_12": "conflict", "32_16_02": "branched"}), REGISTER, ())

    assert [problem.kind for problem in found] == ["branched", "clashing"]
    assert found[1].reason.startswith("7 isian berbeda di dua laptop.")


def test_a_quarantined_file_names_the_device_behind_it():
    [problem] = inbox_list.problems(inbox(UNKNOWN), REGISTER, ())

    assert inbox_list.device_of(problem) == signing.device_id(KEY)


def test_all_files_of_one_unknown_device_are_one_thing_to_do():
    many = [replace(UNKNOWN, id=number, name=f"{number}.rbd.zip") for number in range(10, 18)]
    other = replace(UNKNOWN, id=20, facts=(("key", signing.public_base64(bytes(32))),))

    found = inbox_list.problems(inbox(*many, other, CUT), REGISTER, ())

    assert [(problem.title, len(problem.files)) for problem in found] == [
        ("Sukatani", 8),
        ("Sukatani", 1),
        ("Cabangbungin", 1),
    ]
    assert found[0].reason.startswith("8 paket dari satu perangkat menunggu. ")
    assert found[0].files == tuple(many)
    [known] = inbox_list.problems(inbox(*many), REGISTER, (enrolled(),))
    assert (known.kind, known.reason) == ("recognised", "8 paket dari satu perangkat menunggu.")


@pytest.mark.parametrize(
    "refusal",
    [
        replace(UNKNOWN, office=""),
        replace(UNKNOWN, facts=()),
        replace(UNKNOWN, facts=(("key", "bukan kunci"),)),
    ],
)
def test_what_does_not_tell_office_and_key_names_no_device(refusal):
    [problem] = inbox_list.problems(inbox(refusal), REGISTER, ())

    assert inbox_list.device_of(problem) == ""


def test_offices_and_nameless_files_ask_for_action():
    found = inbox(PHOTO, CUT, replace(CUT, id=8))

    assert inbox_list.counts(found)["perlu_tindakan"] == 1
    assert inbox_list.urgent(found) == 2


def test_the_line_under_the_title_names_refused_files_apart_and_the_days_left():
    words = inbox_list.context_words(inbox(CUT), date(2020, 9, 7), date(2020, 9, 3))

    assert words == "0 dari 23 kecamatan sudah mengirim · 1 berkas ditolak · batas 7 September, 4 hari lagi"
    words = inbox_list.context_words(inbox(UNKNOWN), None, date(2020, 9, 3))
    assert words == "0 dari 23 kecamatan sudah mengirim · 1 menunggu dikenali"


def test_the_day_of_sending_is_found_among_the_deadlines():
    day = date(2020, 9, 7)

    assert inbox_list.sending_day((("Evaluasi", date(2020, 9, 15)), ("Kirim ke Sekretariat", day))) == day
    assert inbox_list.sending_day((("Evaluasi", day),)) is None
