from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from rbdesk.ui import theme
from rbdesk.ui.parts.sending_plan import SendingPlan, SendingText
from tests.ui.pages.offices import cut_words
from tests.ui.parts.screens import shown

WAYS = (("whatsapp15", "WhatsApp (15 MB)"), ("stick", "Stik"))
PLAN = SendingText(
    files="6 berkas · 55,8 MB",
    sizes="12 KB + 11,7 MB + 11,0 MB + 11,0 MB + 2 berkas lagi",
    basis="24 berkas, 19 KB, sudah di Sekretariat (balasan 2).",
    is_difference=True,
    shrink="Kecilkan gambar",
    place="Dokumen › RBDesk",
)


@pytest.fixture
def plan(qtbot):
    plan = shown(qtbot, SendingPlan(WAYS), 300, 300)
    plan.show_plan(PLAN)
    return plan


def test_number_and_size_of_the_files_stand_before_anything_is_made(plan):
    assert plan.files.text() == "6 berkas · 55,8 MB"
    assert plan.sizes.text().startswith("12 KB + 11,7 MB")
    assert plan.choice.value() == "difference"


def test_where_nothing_is_known_there_is_nothing_to_choose(plan):
    plan.show_plan(replace(PLAN, basis="", is_difference=False))

    assert not plan.choice.isVisible()
    assert not plan.basis.isVisible()


def test_all_or_only_the_difference_is_told_when_chosen(plan, qtbot):
    with qtbot.waitSignal(plan.difference_chosen) as chosen:
        qtbot.mouseClick(plan.choice.segments()[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [False]


def test_links_lead_to_another_folder_and_to_smaller_pictures(plan, qtbot):
    with qtbot.waitSignal(plan.place_wanted):
        qtbot.mouseClick(plan.change_place, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(plan.shrink_wanted):
        qtbot.mouseClick(plan.shrink, Qt.MouseButton.LeftButton)


def test_what_cannot_be_made_stands_in_its_place(plan):
    plan.show_plan(SendingText("Paket ini akan terbagi menjadi lebih dari 999 bagian.", is_trouble=True))

    assert plan.files.text().startswith("Paket ini akan terbagi")
    assert not plan.sizes.isVisible()
    assert not plan.shrink.isVisible()


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_no_word_is_cut(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    plan = shown(qtbot, SendingPlan(WAYS), theme.px(300), theme.px(330))
    plan.show_plan(replace(PLAN, warning="Folder ini ada di komputer ini. Ganti dengan folder di stik."))

    assert cut_words(plan) == []
