"""Bundles of other kinds where `export`, `merge` and `verify` meet them: rulings between desks, letters to an office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rbdesk.cli import console
from rbdesk.cli.session import Session
from rbdesk.domain.correspondence import ACTIVATION, DESK, RETURN, Delivery
from rbdesk.domain.merge import Fate, PlannedFile
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Refusal, Submission
from rbdesk.errors import BundleRefused
from rbdesk.exchange.bundle import refusal_of
from rbdesk.workflow import dispatch, returning, verifiers

_OTHER_KIND, _OLDER = "RB-V03", "RB-M03"
_KINDS = frozenset({DESK, RETURN, ACTIVATION})


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
    """Files for the usual plan, and those of a kind that `judge` knows."""
    others = tuple(item for item in items if isinstance(item, Refusal) and _kind(item) in _KINDS)
    return tuple(item for item in items if item not in others), others


def judge(held: Session, files: Sequence[Refusal], *, takes_in: bool = False) -> tuple[PlannedFile, ...]:
    """What became of files of other kinds, or would become of them: rulings at the secretariat, letters at an office.

    Letters are only judged; `receive` takes them in. Raises StoreTrouble.
    """
    is_office = held.identity.role is Role.OFFICE
    return tuple(
        (_judge_letter(held, file) if is_office else _judge(held, file, takes_in=takes_in))
        if (_kind(file) == DESK) != is_office
        else PlannedFile(file.path, Fate.REFUSED, file.code, None, file.facts, file.office, file.bundle_id)
        for file in files
    )


def _kind(file: Refusal) -> str:
    return dict(file.facts).get("kind", "") if file.code == _OTHER_KIND else ""


def _judge_letter(held: Session, file: Refusal) -> PlannedFile:
    path = file.path
    try:
        delivery = returning.read_letter(path, returning.load_letter_trust(held.db))
        plan = returning.load_letter_plan(held.db, delivery)
    except BundleRefused as refused:
        told = refusal_of(path, refused)
        fate = Fate.OLDER if told.code == _OLDER else Fate.REFUSED
        return PlannedFile(path, fate, told.code, None, told.facts, file.office, file.bundle_id)
    fate = Fate.SAME if plan.code == returning.SAME else Fate.NEWER
    return PlannedFile(path, fate, plan.code, None, (), file.office, delivery.bundle_id, plan.rulings)


def _judge(held: Session, file: Refusal, *, takes_in: bool) -> PlannedFile:
    planned = verifiers.plan_rulings_file(held.db, file)
    if takes_in and planned.delivery is not None:
        verifiers.join_rulings(held.db, planned.delivery, who=held.who, now=held.now)
    return planned
