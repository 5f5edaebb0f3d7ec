"""Desks for tests: made, filled and given evidence through the program's own functions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, evidence, office, setup
from tests.build import NOW, OFFICE, answers_everywhere

WHO = "Operator 1"


def a_desk(folder: Path, **but: Any) -> Store:
    """A new office's desk, open; the caller closes it. A replica of its own each time, unless one is given."""
    given: dict[str, Any] = {
        "role": Role.OFFICE,
        "office": OFFICE,
        "year": 2020,
        "profile": Profile("Camat Contoh", "Kasubag Contoh", "021-555000"),
        "operator": WHO,
        "device_label": "Laptop 1",
        "who": WHO,
        "now": NOW,
    }
    return setup.create_desk(folder, **{**given, **but})


def a_regency(folder: Path, **but: Any) -> Store:
    """A new desk of the secretariat, open; the caller closes it."""
    given: dict[str, Any] = {
        "role": Role.SECRETARIAT,
        "office": "",
        "year": 2020,
        "who": "Sekretariat",
        "now": NOW,
    }
    return setup.create_desk(folder, **{**given, **but})


def a_pdf(text: str = "isi") -> bytes:
    """Bytes that pass as a PDF; another text gives another file."""
    return f"%PDF-1.4\n{text}\n%%EOF\n".encode()


def attach(db: Store, key: Key, code: str, text: str = "isi", name: str = "SK Camat.pdf") -> str:
    """Put a small file at a question; its SHA-256."""
    staged = evidence.stage_bytes(db.folder, a_pdf(text), name)
    evidence.attach_evidence(db, key, code, staged, who=WHO, now=NOW)
    return staged.sha256


def fill(db: Store, key: Key, want: str = "best") -> None:
    """Answer every question and put one file at each, so that an official package can be made."""
    instrument = catalog.instrument(key.instrument)
    office.record_answers(db, key, answers_everywhere(instrument, want), who=WHO, now=NOW)
    staged = evidence.stage_bytes(db.folder, a_pdf(), "SK Camat.pdf")
    for place in instrument.question_places:
        evidence.attach_evidence(db, key, instrument.nodes[place].code, staged, who=WHO, now=NOW)
