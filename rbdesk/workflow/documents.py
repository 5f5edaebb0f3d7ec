"""Laporan: which documents a desk can make, what stands in them, the job that writes one, and what was made before.

Everything a document says is gathered at once on the store's thread (`load_material`); planning and writing it are
pure after that, so that a preview and the document are the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.errors import NotAllowed
from rbdesk.progress import SILENT, Progress
from rbdesk.report.outline import Deck, Outline, Section
from rbdesk.report.year import OfficeYear, RegencyYear
from rbdesk.store import settings
from rbdesk.store.database import Store
from rbdesk.store.values import time_text
from rbdesk.workflow import catalog, reporting, setup, workbooks
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.evidencefolder import safe_name

if TYPE_CHECKING:
    from rbdesk.report.logo import Logo
    from rbdesk.report.workbook_material import OfficeBook

WORKBOOK, REPORT, DECK = "workbook", "report", "deck"
KINDS = (WORKBOOK, REPORT, DECK)
EVIDENCE, DATASET, PAGE = "evidence", "dataset", "page"  # made without a preview
ENDINGS = {WORKBOOK: ".xlsx", REPORT: ".pdf", DECK: ".pptx", PAGE: ".html"}
A4, F4 = "A4", "F4"

_WORDS = {WORKBOOK: "LKE", REPORT: "Laporan", DECK: "Paparan", PAGE: "Ringkasan"}
_MADE = "documents"
_MOST_REMEMBERED, _MOST_OF_A_FACT = 12, 4000


@dataclass(frozen=True, slots=True)
class Material:
    """What documents are made from: a year of an office or of the regency, and at an office its workbook."""

    year: OfficeYear | RegencyYear
    book: OfficeBook | None = None

    @property
    def is_regency(self) -> bool:
        """Whether it is of all offices."""
        return isinstance(self.year, RegencyYear)

    @property
    def digest(self) -> str:
        """The name of the data."""
        return self.year.digest


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose. `parts` are keys of slides or sections in the wished order, None: all as usual.

    `title` and `subtitle` "": the usual ones. `logo` is for a presentation, `paper` for what is printed.
    """

    kind: str
    parts: tuple[str, ...] | None = None
    title: str = ""
    subtitle: str = ""
    logo: Logo | None = None
    paper: str = A4


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made: where it was put, from which data, when and by whom; `at` in UTC."""

    kind: str
    path: Path
    digest: str
    at: datetime
    by: str
    size: int

    @property
    def is_there(self) -> bool:
        """Whether it still lies there."""
        return self.path.exists()


def load_material(db: Store, today: date, office: str = "") -> Material:
    """What this desk's documents are made from; at the secretariat of all offices, or of `office`.

    Raises NotAllowed("unknown_office").
    """
    identity = setup.load_identity(db)
    if identity.role is Role.SECRETARIAT and not office:
        return Material(reporting.gather_regency(db, identity.year, today))
    code = office or identity.office
    if catalog.register().office(code) is None:
        raise NotAllowed("unknown_office", office=code)
    key = Key(code, identity.year, catalog.UNIT_SHEET)
    return Material(reporting.gather_office(db, key, today), workbooks.load_book(db, key))


def outline_of(material: Material, made_at: datetime, wish: Wish | None = None) -> Outline:
    """The report's outline; `made_at` is the reader's clock."""
    if isinstance(material.year, RegencyYear):
        from rbdesk.report import regency_contents

        whole = regency_contents.regency_outline(material.year, made_at)
    else:
        from rbdesk.report import office_contents

        whole = office_contents.office_outline(material.year, made_at)
    if wish is None:
        return whole
    return replace(
        whole,
        title=wish.title or whole.title,
        subtitle=wish.subtitle or whole.subtitle,
        sections=_chosen_sections(whole.sections, wish.parts),
    )


def deck_of(material: Material, made_at: datetime, wish: Wish | None = None) -> Deck:
    """The presentation; `made_at` is the reader's clock. The title stands first whether it was chosen or not.

    Raises KeyError: a slide that it does not have.
    """
    from rbdesk.report import deck_contents

    wish = wish or Wish(DECK)
    whole = _whole_deck(material, made_at, wish)
    return deck_contents.chosen(
        whole, deck_contents.default_keys(whole) if wish.parts is None else wish.parts
    )


def slides_of(material: Material, made_at: datetime) -> tuple[tuple[str, str, bool], ...]:
    """Every slide that the presentation could have, as (key, name, whether it is among the usual ones)."""
    from rbdesk.report import deck_contents

    whole = _whole_deck(material, made_at, Wish(DECK))
    usual = frozenset(deck_contents.default_keys(whole))
    return tuple((key, name, key in usual) for key, name in deck_contents.slide_names(whole))


def _whole_deck(material: Material, made_at: datetime, wish: Wish) -> Deck:
    from rbdesk.report import deck_contents

    words = {"title": wish.title, "subtitle": wish.subtitle}
    if isinstance(material.year, RegencyYear):
        return deck_contents.regency_deck(material.year, made_at, **words)
    return deck_contents.office_deck(material.year, made_at, **words)


def name_of(material: Material, kind: str) -> str:
    """The document's usual name, which every system takes."""
    found = material.year
    owner = found.register.name if isinstance(found, RegencyYear) else f"Kecamatan {found.name}"
    short = owner.replace("Kabupaten", "Kab").replace("Kecamatan", "Kec")
    first = "Rekap-LKE" if kind == WORKBOOK and material.is_regency else _WORDS[kind]
    return safe_name(f"{first}-RB-{found.year}-{'-'.join(short.split())}{ENDINGS[kind]}")


def write(material: Material, wish: Wish, path: Path, made_at: datetime, progress: Progress = SILENT) -> Path:
    """Write a document whole, in the place of an older one; a job without the store.

    Raises StoreTrouble: "locked" (another program holds the document open), "readonly", "full", "io". Cancelled.
    """
    writers: dict[str, Callable[[], None]] = {
        WORKBOOK: lambda: _write_workbook(material, path, wish, progress),
        REPORT: lambda: _write_report(outline_of(material, made_at, wish), path, wish, progress),
        PAGE: lambda: _write_page(outline_of(material, made_at, wish), path, progress),
        DECK: lambda: _write_deck(deck_of(material, made_at, wish), path, wish, progress),
    }
    writers[wish.kind]()
    return path


def remember(db: Store, kind: str, path: Path, digest: str, size: int, *, who: str, now: datetime) -> Changes:
    """Put a document on the list of what was made here; the oldest leave it."""
    found = [
        {
            "kind": kind,
            "path": str(path),
            "digest": digest,
            "at": time_text(now),
            "by": who,
            "size": size,
        },
        *(one for one in _remembered(db) if one["path"] != str(path)),
    ]
    kept = found[:_MOST_REMEMBERED]
    while len(written := json.dumps(kept, ensure_ascii=False)) > _MOST_OF_A_FACT:
        kept.pop()
    with db.atomic():
        settings.keep_facts(db, {_MADE: written})
    return Changes(topics=frozenset({"documents"}))


def list_made(db: Store) -> tuple[Made, ...]:
    """What was made at this desk, the last one first."""
    return tuple(
        Made(
            one["kind"],
            Path(one["path"]),
            one["digest"],
            datetime.fromisoformat(one["at"]),
            one["by"],
            int(one["size"]),
        )
        for one in _remembered(db)
    )


def _remembered(db: Store) -> list[dict[str, str]]:
    written = settings.load_fact(db, _MADE)
    return list(json.loads(written)) if written else []


def _chosen_sections(sections: Sequence[Section], parts: Sequence[str] | None) -> tuple[Section, ...]:
    """The chapters that were chosen, each with what stands inside it, in the document's own order."""
    if parts is None:
        return tuple(sections)
    kept: list[Section] = []
    is_in = False
    for section in sections:
        if section.level == 1:
            is_in = section.key in parts
        if is_in:
            kept.append(section)
    return tuple(kept)


def _write_workbook(material: Material, path: Path, wish: Wish, progress: Progress) -> None:
    from rbdesk.report import workbook_paint

    if isinstance(material.year, RegencyYear):
        from rbdesk.report import regency_book

        regency_book.write_regency_workbook(material.year, path, progress)
        return
    assert material.book is not None
    paper = workbook_paint.F4 if wish.paper == F4 else workbook_paint.A4
    workbooks.write_book(material.book, path, progress, paper=paper)


def _write_report(outline: Outline, path: Path, wish: Wish, progress: Progress) -> None:
    from rbdesk.report import pdf

    pdf.write_pdf(outline, path, progress, paper=wish.paper)


def _write_page(outline: Outline, path: Path, progress: Progress) -> None:
    from rbdesk.report import html_page

    html_page.write_page(outline, path, progress)


def _write_deck(deck: Deck, path: Path, wish: Wish, progress: Progress) -> None:
    from rbdesk.report import pptx

    pptx.write_pptx(deck, path, progress, wish.logo)
