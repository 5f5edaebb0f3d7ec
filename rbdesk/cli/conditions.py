"""`rbdesk conditions`: what must hold before a unit is proposed for WBK or WBBM; ticked at the secretariat."""

from __future__ import annotations

from pathlib import Path

import click

from rbdesk import wording
from rbdesk.cli import console, words
from rbdesk.cli.console import Json
from rbdesk.cli.session import session
from rbdesk.domain.gates import GateState
from rbdesk.domain.office import Role
from rbdesk.workflow import conditions
from rbdesk.workflow.conditions import Proposal

_LEVELS = ("WBK", "WBBM")


@click.command(
    "conditions",
    cls=words.Command,
    help="Syarat pengusulan WBK/WBBM; di Sekretariat juga ditandai, lalu ikut dalam balasan.",
)
@words.desk_argument
@click.option(
    "--office", "office_code", metavar="KODE", type=words.office_code, help="Kecamatan; wajib di Sekretariat."
)
@click.option(
    "--level", metavar="WBK|WBBM", type=words.one_of(*_LEVELS), default="WBK", help="Predikat; bawaan WBK."
)
@click.option("--met", metavar="SYARAT", multiple=True, help="Tandai terpenuhi; boleh diulang.")
@click.option("--missed", metavar="SYARAT", multiple=True, help="Tandai belum; boleh diulang.")
@click.option("--clear", metavar="SYARAT", multiple=True, help="Hapus tandanya; boleh diulang.")
@click.option("--detail", metavar="TEKS", default="", help="Kata atau angka yang menunjukkannya, mis. 59,36.")
@words.json_option
@click.pass_context
def print_conditions(
    ctx: click.Context,
    desk: Path,
    office_code: str | None,
    level: str,
    met: tuple[str, ...],
    missed: tuple[str, ...],
    clear: tuple[str, ...],
    detail: str,
    as_json: bool,
) -> None:
    """Tick what was named, then print the conditions of a level."""
    wishes = [(name, state) for state, names in _wished(met, missed, clear) for name in names]
    if detail and (len(wishes) != 1 or clear):
        raise click.UsageError("--detail memerlukan satu syarat yang ditandai", ctx)
    with session(desk, Role.SECRETARIAT if wishes else None) as held:
        office = held.identity.office
        if held.identity.role is Role.SECRETARIAT:
            if office_code is None:
                raise click.UsageError("pilihan --office belum disebut", ctx)
            office = office_code
        year = held.identity.year
        for name, state in wishes:
            conditions.set_condition(held.db, office, year, name, state, detail, who=held.who, now=held.now)
        found = conditions.load_proposal(held.db, office, year, level)
    if as_json:
        console.document({"office": office, "year": year, "level": level, **proposal_json(found)})
    else:
        print_proposal(found)


def _wished(
    met: tuple[str, ...], missed: tuple[str, ...], clear: tuple[str, ...]
) -> tuple[tuple[GateState, tuple[str, ...]], ...]:
    return ((GateState.MET, met), (GateState.MISSED, missed), (GateState.UNKNOWN, clear))


def proposal_json(found: Proposal) -> dict[str, Json]:
    """The conditions of a level as they stand."""
    return {
        "basis": found.conditions.basis,
        "conditions": [
            {
                "id": one.condition.id,
                "scope": one.condition.scope,
                "text": one.condition.text,
                "found": one.condition.is_found,
                "state": one.state.value,
                "detail": one.detail,
                "by": one.mark.edit.by if one.mark is not None else None,
            }
            for one in found.results
        ],
    }


def print_proposal(found: Proposal) -> None:
    """One line for each condition, and what they rest on."""
    met = found.count(GateState.MET)
    console.tell(
        f"Syarat pengusulan {found.level}: {met} dari {len(found.results)} terpenuhi (diisi Sekretariat)"
    )
    console.table(
        [
            (
                one.condition.id,
                one.condition.text,
                one.condition.scope,
                one.detail,
                wording.GATE_STATES[one.state.value],
            )
            for one in found.results
        ],
        heads=("syarat", "", "berlaku untuk", "keterangan", ""),
    )
    console.tell(f"Sumber: {found.conditions.basis}. {found.conditions.remark}".rstrip())
