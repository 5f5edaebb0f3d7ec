"""The few kinds of trouble that a caller can act on. Facts as attributes, no sentences: `messages.py` has those."""

from __future__ import annotations

import traceback


def stack_of(error: BaseException) -> str:
    """Where an error came from, for the log: kinds, files and lines. Its own words may be a person's and stay out."""
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        calls = traceback.extract_tb(at.__traceback__)
        lines[:0] = [
            *(f'  File "{call.filename}", line {call.lineno}, in {call.name}' for call in calls),
            f"{type(at).__module__}.{type(at).__qualname__}",
        ]
        at = at.__cause__ or at.__context__
    return "\n".join(lines) + "\n"


class RBDeskError(Exception):
    """Something a person or a caller can act on; `str()` is for the log only."""


class NotAllowed(RBDeskError):
    """An act that the state of the desk forbids.

    `what` is a short key: "locked", "role", "range", "input", "unknown_question", "too_long",
    "evidence_type", "evidence_empty", "evidence_too_big", "incomplete", "desk_exists", "not_a_desk",
    "unknown_office", "disk_low".
    """

    def __init__(self, what: str, **facts: object) -> None:
        self.what = what
        self.facts = facts
        super().__init__(f"{what} {facts}" if facts else what)


class InstrumentFault(RBDeskError):
    """An instrument file that cannot be used; `faults` holds (place, kind, detail) of every fault found."""

    def __init__(self, faults: tuple[tuple[str, str, str], ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(" ".join(fault) for fault in faults[:5]))


class StoreTrouble(RBDeskError):
    """The machine refuses: `kind` is "full", "io", "locked", "readonly" or "damaged"."""

    def __init__(self, kind: str, path: str = "", detail: str = "", holder: str = "") -> None:
        self.kind = kind
        self.path = path
        self.detail = detail
        self.holder = holder
        super().__init__(f"{kind} {path} {detail}".strip())


class StoreTooNew(RBDeskError):
    """The store was written by a later version; it is not touched."""

    def __init__(self, found: int, known: int, path: str = "") -> None:
        self.found = found
        self.known = known
        self.path = path
        super().__init__(f"store schema {found}, this program knows {known}")


class NotAStore(RBDeskError):
    """The file is not a desk of RBDesk."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


class BundleRefused(RBDeskError):
    """A bundle that is not taken in: `code` is one of `RB-F01` … `RB-K03` of docs/bundle-format.md, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(f"{code} {facts}" if facts else code)
