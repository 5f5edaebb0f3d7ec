from rbdesk.domain.assessment import Assessment, Evidence, Key
from rbdesk.ui.parts import findable
from rbdesk.ui.parts.page import Link
from rbdesk.ui.parts.search import matching
from rbdesk.workflow import catalog

SHEET = catalog.instrument(catalog.UNIT_SHEET)
KEY = Key("32.16.09", 2020, SHEET.id)


def test_each_question_is_found_by_the_code_that_people_read():
    entries = findable.questions(SHEET)
    assert len(entries) == 110
    for place in SHEET.question_places[::10]:
        code = SHEET.nodes[place].code
        assert matching(entries, SHEET.display(code))[0].link == Link("assessment", code)


def test_a_question_is_found_by_its_area_and_by_its_guidance():
    entries = findable.questions(SHEET)
    found = matching(entries, "deregulasi")
    assert {SHEET.area_of(entry.link.focus).short for entry in found[:4]} == {"Deregulasi"}
    assert "U.P.1.i.a" in [entry.link.focus for entry in matching(entries, "sk camat uraian tugas")]


def test_a_file_of_evidence_is_found_once_with_its_places():
    def at(code, on=True):
        return Evidence(code, "a" * 64, 10, "Rekap pengaduan.pdf", "application/pdf", on=on)

    taken_away = at("U.P.2.i.a", on=False)
    assessment = Assessment(KEY, evidence=(at("U.P.1.i.a"), at("U.P.1.i.b"), at("U.P.1.i.c"), taken_away))
    (entry,) = findable.evidence(SHEET, assessment)
    assert entry.title == "Rekap pengaduan.pdf"
    assert entry.details == "bukti di P.1.i.a, P.1.i.b, dan 1 lagi"
    assert entry.link == Link("assessment", "U.P.1.i.a")


def test_offices_are_found_by_name_and_code():
    entries = findable.offices(catalog.register(), "inbox")
    assert len(entries) == 23
    assert [entry.title for entry in matching(entries, "32.16.09")] == ["Kecamatan Cikarang Utara"]
    assert matching(entries, "cibit")[0].link == Link("inbox", "32.16.07")


def test_pages_are_found_by_their_title():
    (entry,) = findable.pages([("settings", "Pengaturan", "settings")])
    assert entry.link == Link("settings")
