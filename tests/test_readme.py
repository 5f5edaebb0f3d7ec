"""The README is true: its commands exist, each command of the program is in it, and its links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from rbdesk.cli import program
from tools import dev

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def command_names(group: click.Group) -> Iterator[str]:
    yield from (name for name, command in group.commands.items() if not command.hidden)


def test_every_command_of_the_program_is_in_the_readme() -> None:
    assert [name for name in command_names(program.rbdesk) if f"`rbdesk {name}" not in README] == []


def test_every_command_in_the_readme_is_one_of_the_program() -> None:
    named = re.findall(r"`rbdesk ([a-z]+)", README)

    assert sorted(set(named) - set(command_names(program.rbdesk))) == []


def test_every_command_says_what_it_does() -> None:
    assert [
        name for name, command in program.rbdesk.commands.items() if not command.get_short_help_str()
    ] == []


def test_every_set_up_command_in_the_readme_is_one_that_the_tool_has() -> None:
    named = set(re.findall(r"tools/dev\.py ([a-z]+)", README))

    assert named == set(re.findall(r"tools/dev\.py ([a-z]+)", dev.__doc__ or ""))


def test_links_lead_to_files_of_the_checkout() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]

    assert [target for target in targets if not (ROOT / target).exists()] == []
