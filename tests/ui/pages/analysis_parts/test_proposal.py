"""Syarat pengusulan at an office: read, never ticked."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from rbdesk.domain.conditions import REGENCY, ConditionMark, ConditionResult
from rbdesk.domain.gates import GateState
from rbdesk.ui.pages.analysis_parts.gates import GatesView
from rbdesk.ui.pages.analysis_parts.proposal import ProposalCard
from rbdesk.workflow import catalog, conditions
from rbdesk.workflow.conditions import Proposal
from tests import build
from tests.ui.pages.offices import cut_words

SHEET = catalog.instrument("lke-zi-90-2021")


def a_proposal(level: str = "WBK", *, ticked: dict[str, tuple[GateState, str]] | None = None) -> Proposal:
    known = conditions.conditions_of(SHEET.id)
    assert known is not None
    marks = {
        name: ConditionMark(SHEET.id, REGENCY, name, state, detail, build.an_edit())
        for name, (state, detail) in (ticked or {}).items()
    }
    results = tuple(ConditionResult(one, marks.get(one.id)) for one in known.of_level(level))
    return Proposal(known, level, build.OFFICE, results)


def words(card: ProposalCard) -> list[str]:
    return [row.accessibleName() for row in card.rows if row.isVisibleTo(card)]


def test_each_condition_says_how_it_stands_and_what_shows_it(qtbot: QtBot) -> None:
    card = ProposalCard()
    qtbot.addWidget(card)
    long = "LHP Nomor 17/LHP/XVIII.BDG/05/2020 tanggal 20 Mei 2020"
    card.show_proposal(
        a_proposal(
            ticked={
                "rb-cc": (GateState.MET, "59,36"),
                "temuan": (GateState.MISSED, ""),
                "wtp": (GateState.MET, long),
            }
        )
    )
    card.resize(330, 700)
    card.show()
    said = words(card)
    assert len(said) == 10
    assert "Indeks RB kabupaten minimal CC: terpenuhi, 59,36" in said
    assert "Tindak lanjut temuan pemeriksaan 100%: belum, belum" in said
    assert "SAKIP kabupaten minimal B: belum dinilai, belum diisi" in said
    assert any(long in row.name.text() for row in card.rows)
    assert "5/2024" in card.foot.text()
    assert "≈" not in card.foot.text()
    assert cut_words(card) == []

    card.show_proposal(a_proposal("WBBM"))
    assert "Unit sudah berpredikat WBK: belum dinilai, belum diisi" in words(card)


def test_the_view_asks_for_the_level_that_is_shown_and_forgets_one_that_comes_late(qtbot: QtBot) -> None:
    view = GatesView(SHEET)
    qtbot.addWidget(view)
    asked: list[str] = []
    view.proposal_wanted.connect(asked.append)
    from rbdesk.domain.scoring import score

    view.set_sheet(score(SHEET, {}))
    view.levels.choose("WBBM")
    assert asked == ["WBK", "WBBM"]
    view.set_proposal(a_proposal("WBK"))
    assert view.proposal.isHidden()
    view.set_proposal(a_proposal("WBBM"))
    assert not view.proposal.isHidden()
    assert not view.requires.isHidden()
    view.set_proposal(a_proposal("WBBM", ticked={"wbk": (GateState.MET, "2021")}))
    assert view.requires.isHidden()  # the unit holds WBK


def test_conditions_that_were_not_seen_bear_the_mark(qtbot: QtBot) -> None:
    card = ProposalCard()
    qtbot.addWidget(card)
    found = a_proposal()
    results = tuple(replace(one, condition=replace(one.condition, is_found=False)) for one in found.results)
    card.show_proposal(replace(found, results=results))
    assert card.foot.text().startswith("≈ ")
