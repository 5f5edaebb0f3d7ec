"""The structure of a tagged PDF: what is a heading, a table, a picture, in reading order, for those who hear a document.

Source: ISO 32000-1, 14.7 and 14.8. reportlab draws no structure itself; these are its objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc

DOCUMENT, SECTION, HEADINGS = "Document", "Sect", ("H1", "H2", "H3")
PARAGRAPH, TABLE, ROW, HEAD, CELL, FIGURE, CAPTION = "P", "Table", "TR", "TH", "TD", "Figure", "Caption"


@dataclass(slots=True)
class Element:
    """One element: its kind, what stands for it in words, its pieces on pages (page, number), and what is inside.

    `scope` says what a head is the head of: "Column" or "Row".
    """

    kind: str
    words: str = ""
    scope: str = ""
    pieces: list[tuple[int, int]] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)


class Structure:
    """Grows while a document is drawn; `attach` puts it into the finished one."""

    def __init__(self) -> None:
        self._root = Element(DOCUMENT)
        self._open = [self._root]
        self._owners: dict[int, list[Element]] = {}

    @contextmanager
    def inside(self, kind: str, words: str = "", scope: str = "") -> Iterator[Element]:
        """Everything that is drawn meanwhile belongs to a new element."""
        element = Element(kind, words, scope)
        self._open[-1].children.append(element)
        self._open.append(element)
        try:
            yield element
        finally:
            self._open.pop()

    def piece(self, page: int) -> tuple[str, int]:
        """The kind of the element that is open, and the number of its next piece on a page."""
        element = self._open[-1]
        owners = self._owners.setdefault(page, [])
        owners.append(element)
        element.pieces.append((page, len(owners) - 1))
        return element.kind, len(owners) - 1

    def attach(self, document: Any, pages: Sequence[Any]) -> None:
        """Make the document a tagged one; `pages` are its page objects in order."""
        tree = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        references: dict[int, Any] = {}
        root = document.Reference(tree)
        tree["K"] = self._add(document, self._root, root, pages, references)
        numbers: list[Any] = []
        for page, owners in sorted(self._owners.items()):
            kids = pdfdoc.PDFArray([references[id(owner)] for owner in owners])
            numbers += [page, document.Reference(kids)]
            pages[page].__NoDefault__ = [*pages[page].__NoDefault__, "StructParents", "Tabs"]
            pages[page].StructParents = page
            pages[page].Tabs = pdfdoc.PDFName("S")
        tree["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        tree["ParentTreeNextKey"] = len(pages)
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})

    def _add(
        self,
        document: Any,
        element: Element,
        parent: Any,
        pages: Sequence[Any],
        references: dict[int, Any],
    ) -> Any:
        made = pdfdoc.PDFDictionary(
            {"Type": pdfdoc.PDFName("StructElem"), "S": pdfdoc.PDFName(element.kind), "P": parent}
        )
        own = references[id(element)] = document.Reference(made)
        kids: list[Any] = []
        if element.pieces:
            first = element.pieces[0][0]
            made["Pg"] = document.Reference(pages[first])
            kids += [
                number if page == first else _piece_elsewhere(document, pages[page], number)
                for page, number in element.pieces
            ]
        kids += [self._add(document, child, own, pages, references) for child in element.children]
        made["K"] = kids[0] if len(kids) == 1 else pdfdoc.PDFArray(kids)
        if element.words:
            made["Alt"] = pdfdoc.PDFString(element.words)
        if element.scope:
            made["A"] = pdfdoc.PDFDictionary(
                {"O": pdfdoc.PDFName("Table"), "Scope": pdfdoc.PDFName(element.scope)}
            )
        return own


def _piece_elsewhere(document: Any, page: Any, number: int) -> Any:
    return pdfdoc.PDFDictionary(
        {"Type": pdfdoc.PDFName("MCR"), "Pg": document.Reference(page), "MCID": number}
    )
