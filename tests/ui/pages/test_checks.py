from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from rbdesk.domain.assessment import Answer
from rbdesk.domain.checks import FOLLOWUP
from rbdesk.domain.followup import FollowUp, Source, Status
from rbdesk.ui import theme
from rbdesk.ui.pages.checks import ChecksPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import followups, office
from tests.ui.pages import offices
from tests.ui.pages.offices import CODES, HALF, KEY, SHEET, SIZES, Visit, Visiting, settle

NOTE = "Sudah dilaksanakan sosialisasi kepada seluruh pegawai kecamatan."
REASON = "Satu kegiatan dipakai untuk semuanya"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from offices.visits(qtbot, ChecksPage, tmp_path, tmp_path_factory)


def choose(qtbot, seen: Visit, key: str) -> None:
    qtbot.mouseClick(seen.page.rules.row(key), Qt.MouseButton.LeftButton)
    qtbot.wait(1)


def with_the_same_note(qtbot, seen: Visit) -> None:
    for code in CODES[:3]:
        seen.answers.set_note(code, NOTE)
    settle(qtbot, seen.desk)


def waivers(qtbot, seen: Visit) -> dict[str, str]:
    found: list = []
    seen.desk.read(office.load_year, KEY, then=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return dict(found[0].context.waivers)


def test_rules_stand_in_groups_with_their_counts(visit):
    seen = visit("half")

    assert seen.page.rules.rule_keys()[:2] == ["wajib:unanswered", "wajib:no_evidence"]
    assert seen.page.tabs.buttons()[0].text() == f"Semua  {len(seen.page.findings)}"
    advised = sum(1 for finding in seen.page.findings if finding.level == "saran")
    assert advised > 40
    assert seen.contexts[-1] == f"{50 + advised} temuan terbuka: 50 wajib, {advised} saran"


def test_the_chosen_rule_says_why_and_leads_to_its_places(visit, qtbot):
    seen = visit("half")

    qtbot.mouseClick(seen.page.detail.open_button(CODES[HALF]), Qt.MouseButton.LeftButton)
    assert seen.link == Link("assessment", CODES[HALF], "unanswered")

    choose(qtbot, seen, "saran:jump")
    first = seen.page.detail.places()[0]
    qtbot.mouseClick(seen.page.detail.open_button(first.key), Qt.MouseButton.LeftButton)
    assert seen.link == Link("assessment", first.key, "")
    assert first.meta.startswith("Tahun lalu ")


def test_all_open_questions_can_be_seen_in_penilaian(visit, qtbot):
    seen = visit("half")

    seen.page.detail.all_wanted.emit()

    assert seen.link == Link("assessment", CODES[HALF], "unanswered")


def test_a_missing_name_leads_to_the_settings(visit, qtbot):
    seen = visit("nameless")

    qtbot.mouseClick(seen.page.detail.open_button("profil"), Qt.MouseButton.LeftButton)

    assert seen.link == Link("settings", "identity")


def test_an_advice_is_set_aside_by_keys_only_and_taken_back(visit, qtbot):
    seen = visit("full")
    with_the_same_note(qtbot, seen)
    page = seen.page
    assert page.rules.rule_keys() == ["saran:same_note"]
    page.rules.row("saran:same_note").setFocus()

    qtbot.keyClick(page.rules.row("saran:same_note"), Qt.Key.Key_K)
    qtbot.keyClicks(page.detail.box.field, REASON)
    qtbot.keyClick(page.detail.box.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.rules.rule_keys() == ["dikesampingkan:same_note"])

    assert waivers(qtbot, seen) == {f"same_note:{CODES[0]}": REASON}
    assert seen.contexts[-1] == "Tidak ada temuan terbuka"
    page.detail.unwaiving.emit(f"same_note:{CODES[0]}")
    qtbot.waitUntil(lambda: page.rules.rule_keys() == ["saran:same_note"])
    assert waivers(qtbot, seen) == {}


def test_the_words_that_are_the_same_are_quoted(visit, qtbot):
    seen = visit("full")
    with_the_same_note(qtbot, seen)

    assert [place.key for place in seen.page.detail.places()] == CODES[:3]
    assert offices.words_of(seen.page.detail).count(f"“{NOTE}”") == 1


def test_what_keeps_a_package_back_cannot_be_set_aside(visit, qtbot):
    seen = visit("half")

    qtbot.keyClick(seen.page.rules.row("wajib:unanswered"), Qt.Key.Key_K)

    assert seen.page.detail.box is None


def test_the_letter_k_in_a_reason_is_only_a_letter(visit, qtbot):
    seen = visit("full")
    with_the_same_note(qtbot, seen)
    seen.page.detail.ask()

    qtbot.keyClicks(seen.page.detail.box.field, "kkk")

    assert seen.page.detail.box.field.text() == "kkk"


def test_a_settled_finding_goes_and_the_next_rule_is_chosen(visit, qtbot):
    seen = visit("nameless")
    with_the_same_note(qtbot, seen)
    seen.answers.set_value(CODES[0], None)
    settle(qtbot, seen.desk)
    assert seen.page.rules.rule_keys() == ["wajib:unanswered", "wajib:identity", "saran:same_note"]
    choose(qtbot, seen, "wajib:unanswered")

    seen.answers.set_value(CODES[0], "A")
    settle(qtbot, seen.desk)

    assert seen.page.rules.rule_keys() == ["wajib:identity", "saran:same_note"]
    assert seen.page.rules.value() == "wajib:identity"


def test_tabs_show_one_group(visit, qtbot):
    seen = visit("half")
    _, required, advised, _ = seen.page.tabs.buttons()

    qtbot.mouseClick(advised, Qt.MouseButton.LeftButton)
    assert all(key.startswith("saran:") for key in seen.page.rules.rule_keys())
    qtbot.mouseClick(required, Qt.MouseButton.LeftButton)
    assert seen.page.rules.rule_keys() == ["wajib:unanswered", "wajib:no_evidence"]


def test_f5_looks_at_the_files_again(visit, qtbot):
    seen = visit("full")
    assert seen.page.empty.isVisible()
    for path in (seen.desk.folder / "evidence").rglob("*"):
        if path.is_file():
            path.unlink()

    qtbot.keyClick(seen.page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: seen.page.rules.rule_keys() == ["wajib:evidence_lost"])

    assert seen.told == ["Pemeriksaan diulang"]


def test_without_findings_the_way_leads_back_to_the_package(visit, qtbot):
    seen = visit("full")

    seen.page.empty.acted.emit("send")

    assert seen.page.empty.isVisible()
    assert seen.link == Link("send")


def test_a_link_leads_to_a_rule_by_its_kind(visit):
    seen = visit("half")

    seen.page.show_link(Link("checks", "jump"))

    assert seen.page.rules.value() == "saran:jump"
    assert seen.page.place() == Link("checks", "saran:jump")


def test_in_a_narrow_window_the_rule_slides_in_and_esc_returns(visit, qtbot):
    seen = visit("half", size=SIZES[2])
    row = seen.page.rules.row("wajib:no_evidence")
    row.setFocus()

    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(seen.page.drawer.isVisible)
    assert seen.page.detail.isVisible()
    qtbot.keyClick(seen.page.drawer, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not seen.page.drawer.isVisible())
    assert row.hasFocus()

    seen.page.resize(*SIZES[0])
    qtbot.wait(5)
    assert seen.page.detail.isVisible()


def test_a_locked_year_shows_findings_and_changes_none(visit, qtbot):
    seen = visit("locked")

    assert seen.answers.is_locked
    assert not seen.page.detail.ask()


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", ["half", "full"])
def test_nothing_is_cut_at_any_size(visit, qapp, state, size, percent):
    theme.apply(qapp, "light", percent)

    page = visit(state, size=size).page

    assert offices.cut_words(page) == []
    assert offices.unreachable(page) == []


def test_every_rule_of_the_real_sheet_can_be_shown(visit, qtbot):
    """All kinds of advice at once, each chosen in turn."""
    seen = visit("half")
    with_the_same_note(qtbot, seen)
    zero = {item.id: 0 for item in SHEET.question("U.R.2.i.a").scale.inputs}
    seen.answers.set_answer("U.R.2.i.a", Answer(offices.inputs(**zero)))
    settle(qtbot, seen.desk)

    for key in seen.page.rules.rule_keys():
        choose(qtbot, seen, key)
        assert seen.page.detail.places()
        assert all(place.meta for place in seen.page.detail.places())
    assert "saran:edge_case" in seen.page.rules.rule_keys()


def test_tab_goes_from_the_filters_through_the_rules_to_the_places(visit):
    page = visit("half").page

    stops = offices.tab_stops(page)

    rows = [page.rules.row(key) for key in page.rules.rule_keys()]
    places = [page.detail.open_button(place.key) for place in page.detail.places()]
    assert stops[0] is page.tabs.buttons()[0]
    assert [stop for stop in stops if stop in rows or stop in places] == [*rows, *places]
    assert stops.index(page.again) < stops.index(rows[0])


def test_a_follow_up_without_evidence_leads_to_tindak_lanjut_and_can_be_set_aside(visit, qtbot):
    seen = visit("full")
    name = finish_a_follow_up(qtbot, seen)
    page = seen.page
    assert page.rules.rule_keys() == [f"saran:{FOLLOWUP}"]
    (place,) = page.detail.places()
    assert (place.key, place.code, place.title) == (name, "R-02", "Buat agenda perubahan")

    qtbot.mouseClick(page.detail.open_button(name), Qt.MouseButton.LeftButton)
    assert seen.link == Link("followup", name)
    page.detail.all_wanted.emit()
    assert seen.link == Link("followup")
    page.detail.waiving.emit(f"{FOLLOWUP}:{name}", REASON)
    qtbot.waitUntil(lambda: page.rules.rule_keys() == [f"dikesampingkan:{FOLLOWUP}"])
    assert waivers(qtbot, seen) == {f"{FOLLOWUP}:{name}": REASON}


def test_an_answer_that_the_survey_does_not_bear_leads_to_both(visit, qtbot):
    seen = visit("full")
    seen.answers.set_value("U.P.8.iv.a", "A")
    settle(qtbot, seen.desk)
    page = seen.page
    assert page.rules.rule_keys() == ["saran:survey_mismatch"]
    assert [place.key for place in page.detail.places()] == ["U.P.8.iv.a", "U.P.8.iv.b"]
    assert page.detail.places()[0].meta.startswith(
        "Jawaban A, sedangkan survei tahun ini belum punya responden"
    )

    qtbot.mouseClick(page.detail.open_button("U.P.8.iv.a"), Qt.MouseButton.LeftButton)
    assert seen.link == Link("assessment", "U.P.8.iv.a")
    page.detail.all_wanted.emit()
    assert seen.link == Link("survey")


def finish_a_follow_up(qtbot, seen: Visit) -> str:
    """A recommendation whose follow-up is called done without evidence; its id."""
    made: list = []
    add = followups.add_recommendation
    seen.desk.do(
        add, KEY.office, KEY.year, Source.LHE, "Buat agenda perubahan", number="R-02", then=made.append
    )
    qtbot.waitUntil(lambda: bool(made))
    (name,) = made[0].questions
    seen.desk.do(followups.record_followup, KEY.office, KEY.year, FollowUp(name, Status.DONE, 100))
    settle(qtbot, seen.desk)
    seen.page.refresh()
    settle(qtbot, seen.desk)
    return name


@pytest.mark.parametrize("size", SIZES)
def test_the_new_rules_are_read_whole_at_every_size(visit, qtbot, size):
    seen = visit("full", size=size)
    seen.answers.set_value("U.P.8.iv.a", "A")
    finish_a_follow_up(qtbot, seen)

    for kind in ("survey_mismatch", FOLLOWUP):
        choose(qtbot, seen, f"saran:{kind}")
        assert offices.cut_words(seen.page) == []
