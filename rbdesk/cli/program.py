"""The command `rbdesk`: its commands, and how every ending becomes an exit code and a sentence."""

from __future__ import annotations

import platform
import sqlite3
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import click

from rbdesk import messages, paths
from rbdesk.cli import (
    answering,
    comparing,
    conditions,
    console,
    dataset,
    desks,
    evidence,
    exits,
    followup,
    history,
    instruments,
    joining,
    letters,
    offices,
    packages,
    parts,
    planning,
    problems,
    reports,
    reviewing,
    scores,
    sealing,
    survey,
    undoing,
    upkeep,
    words,
    workbooks,
)
from rbdesk.errors import NotAllowed, NotAStore, RBDeskError, StoreTooNew, StoreTrouble, stack_of
from rbdesk.paths import DeskFolder
from rbdesk.progress import Cancelled
from rbdesk.workflow import catalog

# What a person named wrongly on the command line, as opposed to data that is not in order
_USAGE = frozenset(
    {
        "role",
        "unknown_question",
        "unknown_instrument",
        "unknown_edition",
        "unknown_year",
        "unknown_office",
        "unknown_condition",
        "unknown_node",
        "unknown_target",
        "unknown_evidence",
        "unknown_finding",
        "unknown_device",
        "unknown_package",
        "unknown_version",
        "unknown_point",
        "erase_name",
        "unknown_recommendation",
        "unknown_area",
        "ambiguous",
        "key",
        "part_too_small",
        "parts_need_folder",
    }
)
_MACHINE = frozenset({"disk_low"})


@click.group(
    cls=words.Group,
    help="Penilaian mandiri reformasi birokrasi: tanpa argumen, jendela RBDesk terbuka.",
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
)
@click.option("--version", is_flag=True, help="Versi program dan bagian-bagiannya.")
@click.pass_context
def rbdesk(ctx: click.Context, version: bool) -> None:
    """Hold all commands."""
    if version:
        for line in _versions():
            console.tell(line)
    elif ctx.invoked_subcommand is None:
        console.tell(ctx.get_help())


for command in (
    desks.make_demo,
    desks.init,
    desks.profile,
    instruments.group,
    answering.answer,
    scores.print_score,
    scores.why,
    conditions.print_conditions,
    answering.check,
    planning.print_path,
    evidence.group,
    sealing.keys,
    parts.export,
    packages.unlock,
    packages.verify,
    packages.merge,
    undoing.unmerge,
    undoing.rebuild,
    upkeep.backup,
    upkeep.restore,
    upkeep.drill,
    upkeep.erase,
    problems.problem_report,
    joining.list_conflicts,
    reviewing.review,
    reviewing.sample,
    letters.activate,
    letters.make_return,
    letters.receive,
    letters.reply,
    offices.status,
    comparing.compare,
    reports.report,
    dataset.dataset,
    workbooks.read_workbook,
    followup.group,
    history.group,
    survey.group,
):
    rbdesk.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing but Ctrl-C's second press gets past it."""
    console.speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = rbdesk.main(given, prog_name="rbdesk", standalone_mode=False)
    except click.UsageError as error:
        console.say(words.complaint(error))
        return exits.WRONG_USAGE
    except (click.Abort, KeyboardInterrupt, Cancelled):
        console.say(messages.STOPPED.text)
        return exits.STOPPED
    except (RBDeskError, OSError) as error:
        if isinstance(error, OSError) and console.is_closed_pipe(error):
            return exits.DONE  # click's own words, of which nobody wanted to read the rest
        return _told(error)
    except Exception as error:  # the hook for our own bugs: the log has where it came from
        log = _log_bug(given, error)
        console.say(f"{messages.OUR_BUG.text} Catatannya: {log}" if log else messages.OUR_BUG.text)
        return exits.OUR_BUG
    return result if isinstance(result, int) else exits.DONE


def _told(error: RBDeskError | OSError) -> int:
    sentence = messages.sentence(error)
    console.say(f"{sentence.text} ({sentence.code})" if sentence.code else sentence.text)
    if isinstance(error, StoreTrouble | StoreTooNew | OSError):
        return exits.MACHINE
    if isinstance(error, NotAStore):
        return exits.WRONG_USAGE
    if isinstance(error, NotAllowed):
        if error.what in _USAGE:
            return exits.WRONG_USAGE
        return exits.MACHINE if error.what in _MACHINE else exits.NOT_IN_ORDER
    return exits.NOT_IN_ORDER


def _versions() -> list[str]:
    return [
        f"rbdesk {metadata.version('rbdesk')}",
        f"edisi: {', '.join(edition.id for edition in catalog.editions())}",
        f"Python {platform.python_version()}",
        f"Qt {_qt_version()}",
        f"SQLite {sqlite3.sqlite_version}",
    ]


def _qt_version() -> str:
    """The version by its package's metadata: the command line never imports Qt."""
    try:
        return metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        return "tidak terpasang"


def _log_bug(arguments: Sequence[str], error: Exception) -> Path | None:
    """Write where it came from into the log of the desk that was named, else of the default one; None if that fails too.

    Of what was typed only the command and the names of its options: the rest may be answers and notes.
    """
    known = rbdesk.commands
    typed = [word.partition("=")[0] if word.startswith("--") or word in known else "…" for word in arguments]
    named = [Path(word) for word in arguments if DeskFolder(Path(word)).database.is_file()]
    for root in (*named, paths.default_desk()):
        log = DeskFolder(root).log / "rbdesk.log"
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} rbdesk {' '.join(typed)}\n")
                file.write(stack_of(error))
        except OSError:
            continue
        return log
    traceback.print_exc()
    return None
