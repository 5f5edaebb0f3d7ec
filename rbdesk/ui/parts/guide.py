"""The users' guide by chapters, as Bantuan and F1 show it, and what RBDesk is made of.

The text is `docs/panduan.md` and stands nowhere else: a mark under a heading, `<!-- halaman: send checks -->`, says
which pages a chapter is for, and the part it stands in, whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rbdesk import paths
from rbdesk.domain.office import Role

BOTH = (Role.OFFICE, Role.SECRETARIAT)
_ROLES = {"Untuk kecamatan": (Role.OFFICE,), "Untuk Sekretariat": (Role.SECRETARIAT,)}
_MARK = re.compile(r"<!-- halaman: (?P<pages>[a-z ]+) -->")
_NUMBER = re.compile(r"^\d+\. ")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: the part it stands in, the pages it is for, its roles, and its words in Markdown without pictures."""

    title: str
    part: str
    pages: tuple[str, ...]
    roles: tuple[Role, ...]
    words: str

    def holds(self, wanted: str) -> bool:
        """Whether each of the wanted words is in it, whatever their case."""
        inside = f"{self.title}\n{self.words}".casefold()
        return all(word in inside for word in wanted.casefold().split())


def read_chapters(text: str) -> tuple[Chapter, ...]:
    """The chapters of a guide: each second heading, and each first one with words of its own."""
    found: list[tuple[str, str, list[str]]] = []
    part = ""
    for line in text.split("\n---\n")[0].splitlines():
        if line.startswith("# "):
            part = line[2:]
            found.append((part, part, []))
        elif line.startswith("## "):
            found.append((part, _NUMBER.sub("", line[3:]), []))
        elif found:
            found[-1][2].append(line)
    return tuple(_chapter(*one) for one in found if any(line.strip() for line in one[2]))


@cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters of the guide that came with the program."""
    return read_chapters(paths.users_guide().read_text("utf-8"))


def chapters_of(role: Role) -> list[Chapter]:
    """The chapters that a role needs, in reading order."""
    return [chapter for chapter in chapters() if role in chapter.roles]


def chapter_of(page: str, role: Role) -> Chapter | None:
    """The chapter of a page for a role, None if it has none."""
    return next((chapter for chapter in chapters_of(role) if page in chapter.pages), None)


def _chapter(part: str, title: str, lines: Iterable[str]) -> Chapter:
    marks = [found for line in lines if (found := _MARK.fullmatch(line.strip()))]
    pages = tuple(page for mark in marks for page in mark["pages"].split())
    kept = [line for line in lines if not _MARK.fullmatch(line.strip()) and not line.startswith("![")]
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return Chapter(title, part, pages, _ROLES.get(part, BOTH), words)


# distribution, name to show, licence
LIBRARIES = (
    ("PySide6_Essentials", "Qt dan PySide6", "LGPL-3.0"),
    ("sqlite-utils", "sqlite-utils (SQLite: domain publik)", "Apache-2.0"),
    ("pandas", "pandas", "BSD-3-Clause"),
    ("numpy", "NumPy", "BSD-3-Clause"),
    ("pyqtgraph", "pyqtgraph", "MIT"),
    ("PyNaCl", "PyNaCl (libsodium)", "Apache-2.0, ISC"),
    ("pyrage", "pyrage (age)", "MIT"),
    ("segno", "segno", "BSD-3-Clause"),
    ("zxing-cpp", "zxing-cpp", "Apache-2.0"),
    ("openpyxl", "openpyxl", "MIT"),
    ("XlsxWriter", "XlsxWriter", "BSD-2-Clause"),
    ("python-pptx", "python-pptx", "MIT"),
    ("reportlab", "ReportLab", "BSD-3-Clause"),
    ("pillow", "Pillow", "MIT-CMU"),
    ("lxml", "lxml", "BSD-3-Clause"),
    ("click", "click", "BSD-3-Clause"),
)
WORKS = (
    ("Ikon", "Tabler Icons", "MIT, © 2020-2026 Paweł Kuna"),
    ("Batas wilayah", "data batas wilayah Indonesia", "MIT, © 2024-2025 Cahya DSN"),
    ("RBDesk", "program ini", "MIT"),
)
