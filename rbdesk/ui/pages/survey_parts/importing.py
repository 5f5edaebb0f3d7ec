"""What a table of the survey would bring, in words."""

from __future__ import annotations

from rbdesk import text
from rbdesk.ui.pages.survey_parts.side import period_words
from rbdesk.ui.parts.import_card import ImportCard
from rbdesk.workflow.survey_import import SurveyTable


def show_table(card: ImportCard, name: str, table: SurveyTable) -> None:
    """Say on the card what was read; with a fault nothing can be kept."""
    notes = [f"Kolom pribadi tidak dibaca: {text.listing(table.dropped)}."] if table.dropped else []
    if table.faults:
        card.show_faults(name, table.faults, notes)
        return
    lines = [
        f"{period_words(one.period)} · {one.service}: {one.respondents} responden"
        + (" (rata-rata)" if one.means else "")
        for one in table.batches
    ]
    notes.append("Isi yang sudah ada untuk periode dan layanan itu di laptop ini digantikan.")
    card.show_found(name, f"{sum(one.respondents for one in table.batches)} responden", lines, notes)
