"""Rulings between desks of the secretariat on the command line: `export` writes them, `merge` and `verify` know them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rbdesk.cli import console
from rbdesk.cli.session import Session
from rbdesk.domain.correspondence import DESK, Delivery
from rbdesk.domain.merge import Fate, PlannedFile
from rbdesk.domain.submission import Refusal, Submission
from rbdesk.errors import BundleRefused
from rbdesk.exchange.bundle import refusal_of
from rbdesk.workflow import dispatch, verifiers

_OTHER_KIND = "RB-V03"


def export(held: Session, output: Path, *, as_json: bool) -> None:
    """Write all rulings of a secretariat's desk for its other desks and tell where they are."""
    made = dispatch.export_rulings(held.db, output, who=held.who, now=held.now, progress=console.progress())
    header = made.package.header
    if as_json:
        console.document(
            {
                "path": str(made.path),
                "revision": header.revision.number,
                "final": header.revision.final,
                "code": made.code,
                "bundle_id": made.bundle_id,
                "size": made.path.stat().st_size,
            }
        )
        return
    console.tell(f"Putusan verifikasi nomor {header.revision.number}: {made.path}")
    console.tell(f"Kode paket: {made.code}")


def apart(
    items: Sequence[Submission | Delivery | Refusal],
) -> tuple[tuple[Submission | Delivery | Refusal, ...], tuple[Refusal, ...]]:
    """Files for the usual plan, and those that hold another desk's rulings."""
    of_desks = tuple(
        item
        for item in items
        if isinstance(item, Refusal) and (item.code, dict(item.facts).get("kind")) == (_OTHER_KIND, DESK)
    )
    return tuple(item for item in items if item not in of_desks), of_desks


def judge(held: Session, files: Sequence[Refusal], *, takes_in: bool = False) -> tuple[PlannedFile, ...]:
    """What became of files with another desk's rulings, or would become of them. Raises StoreTrouble."""
    return tuple(_judge(held, file, takes_in=takes_in) for file in files)


def _judge(held: Session, file: Refusal, *, takes_in: bool) -> PlannedFile:
    path = file.path
    try:
        delivery = verifiers.read_rulings(path, verifiers.load_desk_trust(held.db))
        plan = verifiers.load_rulings_plan(held.db, delivery)
        if takes_in:
            verifiers.join_rulings(held.db, delivery, who=held.who, now=held.now)
    except BundleRefused as refused:
        told = refusal_of(path, refused)
        return PlannedFile(path, Fate.REFUSED, told.code, None, told.facts, file.office, file.bundle_id)
    fate = Fate.SAME if plan.code == verifiers.SAME else Fate.NEWER
    office = delivery.package.header.office
    return PlannedFile(path, fate, plan.code, None, (), office, delivery.bundle_id, plan.new)
