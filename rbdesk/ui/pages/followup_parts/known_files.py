"""Files that the desk has already, offered for a follow-up so that nobody looks for them on the disk again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.ui.answer_form import pickers
from rbdesk.ui.parts.file_row import file_icon
from rbdesk.workflow.evidence import EvidenceFile
from rbdesk.workflow.followups import Item


def offered(item: Item, files: Sequence[EvidenceFile]) -> list[EvidenceFile]:
    """The files that may be put at an item: those of its questions first; what stands there or is lost is left out."""
    asked = {question.code for question in item.questions}
    here = {one.sha256 for one in item.evidence}
    found = [file for file in files if not file.lost and file.sha256 not in here]
    return sorted(found, key=lambda file: not any(use.question in asked for use in file.uses))


def pick_known(
    parent: QWidget, item: Item, files: Sequence[EvidenceFile], sheet: Instrument
) -> tuple[EvidenceFile, ...]:
    """The files that the person ticks for an item."""
    found = offered(item, files)
    rows = [(file.sha256, file.name, _said_of(file, sheet), file_icon(file.mime)) for file in found]
    title = f"Pilih bukti untuk {item.recommendation.number}"
    chosen = set(pickers.pick(parent, title, rows, act="Pakai"))
    return tuple(file for file in found if file.sha256 in chosen)


def _said_of(file: EvidenceFile, sheet: Instrument) -> str:
    places = [sheet.display(use.question) for use in file.uses[:3]]
    return f"{text.size(file.size)} · dipakai di {text.listing(places)}" if places else text.size(file.size)
