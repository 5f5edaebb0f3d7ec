"""What Ctrl+K can find: pages, questions, evidence and, at the secretariat, offices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rbdesk import text
from rbdesk.domain.assessment import Assessment
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Register
from rbdesk.ui.parts.page import Link
from rbdesk.ui.parts.search import Entry

QUESTIONS, EVIDENCE, PAGES, OFFICES = "Pertanyaan", "Bukti", "Halaman", "Kecamatan"


def pages(shown: Iterable[tuple[str, str, str]]) -> list[Entry]:
    """The pages by key, title and icon."""
    return [Entry(PAGES, title, "buka halaman", icon, Link(key)) for key, title, icon in shown]


def questions(instrument: Instrument) -> list[Entry]:
    """The questions of a sheet by their code, text, area and guidance."""
    found = []
    for place in instrument.question_places:
        node = instrument.nodes[place]
        question = instrument.question(node.code)
        area = instrument.area_of(node.code)
        above = instrument.nodes[node.parent]
        found.append(
            Entry(
                QUESTIONS,
                question.text,
                f"{instrument.display(node.code)} · {area.short} · {above.short or above.name}",
                "clipboard-list",
                Link("assessment", node.code),
                f"{node.short} {area.name} {above.name} {question.guidance}",
            )
        )
    return found


def evidence(instrument: Instrument, assessment: Assessment) -> list[Entry]:
    """The files of evidence by name, each once with the questions it stands at."""
    uses: dict[str, list[str]] = {}
    names: dict[str, tuple[str, str]] = {}
    for item in assessment.evidence:
        if item.on and item.question in instrument.place_of:
            uses.setdefault(item.sha256, []).append(item.question)
            names.setdefault(item.sha256, (item.name, item.mime))
    return [
        Entry(EVIDENCE, name, f"bukti di {_places(instrument, uses[sha256])}", _icon(mime), _at(uses[sha256]))
        for sha256, (name, mime) in names.items()
    ]


def offices(register: Register, page: str) -> list[Entry]:
    """The offices by name and code; `page` shows one."""
    return [
        Entry(OFFICES, f"Kecamatan {one.name}", one.code, "building-community", Link(page, one.code))
        for one in register.offices
    ]


def _places(instrument: Instrument, codes: Sequence[str]) -> str:
    shown = [instrument.display(code) for code in codes[:2]]
    if len(codes) > 2:
        shown.append(f"{len(codes) - 2} lagi")
    return text.listing(shown)


def _at(codes: Sequence[str]) -> Link:
    return Link("assessment", codes[0])


def _icon(mime: str) -> str:
    if mime.startswith("image/"):
        return "photo"
    return "file-type-pdf" if mime == "application/pdf" else "file-text"
