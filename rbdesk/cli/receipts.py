"""Tanda terima on the command line: written by `export`, judged by `verify` as text or in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from rbdesk import messages, text, wording
from rbdesk.cli.console import Json
from rbdesk.cli.scores import moment
from rbdesk.cli.session import Session
from rbdesk.domain.receipt import Receipt
from rbdesk.errors import BundleRefused
from rbdesk.workflow import catalog, receipting
from rbdesk.workflow.receipting import DIFFERENT, TAKEN_IN

_CODES = {TAKEN_IN: "RB-OK2", receipting.NOT_COME: "RB-OK1", DIFFERENT: "RB-D09"}
_LONGEST_NAME = 32  # of a receipt given as text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a receipt: `receipt` where its signature is a known device's, `state` as receipting has it."""

    source: str
    code: str
    message: str
    office: str
    receipt: Receipt | None = None
    state: str = ""
    differences: tuple[str, ...] = ()

    @property
    def is_in_order(self) -> bool:
        """True if the receipt is true."""
        return self.receipt is not None and self.state != DIFFERENT

    @property
    def name(self) -> str:
        """A name for a list: the file's, or the beginning of the text."""
        name = Path(self.source).name
        return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def target(value: str | Path) -> Path:
    """A kind of value: the file that a receipt is written to."""
    path = Path(value)
    if path.suffix.casefold() not in (".pdf", ".svg", ".txt"):
        raise click.BadParameter(f"“{value}” harus berakhiran .pdf, .svg, atau .txt")
    return path


def apart(files: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[tuple[str, str], ...]]:
    """What may be bundles, and the receipts among what was named: as it was named, and the text."""
    texts = {file: receipting.read_receipt(file) for file in files}
    return (
        tuple(file for file in files if not texts[file]),
        tuple((str(file), texts[file]) for file in files if texts[file]),
    )


def judge(held: Session | None, receipts: Sequence[tuple[str, str]]) -> tuple[Outcome, ...]:
    """Hold receipts against a desk; without one no key is known. Raises StoreTrouble."""
    return tuple(_judge(held, source, said) for source, said in receipts)


def outcome_json(outcome: Outcome) -> Json:
    """A receipt among the files of `verify --json`."""
    found = outcome.receipt
    return {
        "path": outcome.source,
        "code": outcome.code,
        "office": outcome.office or None,
        "revision": found.revision if found else None,
        "final": found.final if found else None,
        "state_id": found.state_id if found else None,
        "bundle_id": found.bundle_id if found else None,
        "message": outcome.message,
        "kind": "tanda terima",
        "receipt": _receipt_json(found, outcome) if found else None,
    }


def line(outcome: Outcome) -> tuple[str, ...]:
    """A receipt among the lines that `verify` prints."""
    found, said = outcome.receipt, outcome.message
    if found is not None:
        kind = "resmi" if found.final else "sementara"
        said = (
            f"Revisi {found.revision} {kind}, {found.answered} dari {found.questions} jawaban,"
            f" {found.evidence} bukti, kode {found.code}, {text.date_short(found.at.astimezone())}. {said}"
        )
    return ("Tanda terima", outcome.code, catalog.register().name_of(outcome.office), outcome.name, said)


def _judge(held: Session | None, source: str, said: str) -> Outcome:
    try:
        if held is None:
            receipting.verify_receipt(said, ())
            raise AssertionError("no key is known")
        judged = receipting.judge_receipt(held.db, said)
    except BundleRefused as refused:
        what, todo = messages.bundle_sentence(refused.code, refused.facts)
        office = str(refused.facts.get("office", ""))
        return Outcome(source, refused.code, f"{what} {todo}".strip(), office)
    return Outcome(
        source=source,
        code=_CODES[judged.state],
        message=" ".join((wording.RECEIPT_IS_SIGNED, *wording.RECEIPT[judged.state])).strip(),
        office=judged.receipt.office,
        receipt=judged.receipt,
        state=judged.state,
        differences=judged.differences,
    )


def _receipt_json(found: Receipt, outcome: Outcome) -> Json:
    return {
        "code": found.code,
        "areas": [format(points, "f") for points in found.areas],
        "answered": found.answered,
        "questions": found.questions,
        "evidence": found.evidence,
        "at": moment(found.at),
        "device": found.device,
        "edition": found.edition,
        "instrument": found.instrument,
        "state": outcome.state,
        "differences": list(outcome.differences),
    }
