"""The README is true: its commands exist, each command of the program is in it, and its links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from rbdesk.cli import program
from tools import dev, screens

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def command_names(group: click.Group) -> Iterator[str]:
    yield from (name for name, command in group.commands.items() if not command.hidden)


def test_every_command_of_the_program_is_in_the_readme() -> None:
    assert [name for name in command_names(program.rbdesk) if f"`rbdesk {name}" not in README] == []


def test_every_command_in_the_readme_is_one_of_the_program() -> None:
    named = re.findall(r"`rbdesk ([a-z]+(?:-[a-z]+)*)", README)

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


def test_the_guide_shows_pictures_that_are_there_and_small_and_no_others() -> None:
    guide = (ROOT / "docs" / "panduan.md").read_text("utf-8")
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", guide)
    made = sorted((ROOT / "docs" / "gambar").iterdir())

    assert sorted(shown) == [f"gambar/{path.name}" for path in made]
    assert [path.name for path in made if path.stat().st_size > 150_000] == []
    assert len(made) <= 30
    assert sorted(path.stem for path in made) == sorted(screens.GUIDE)


def test_every_word_in_bold_in_the_guide_is_on_a_button_or_a_page_of_the_program() -> None:
    guide = (ROOT / "docs" / "panduan.md").read_text("utf-8")
    wordings = "\n".join(path.read_text("utf-8") for path in (ROOT / "rbdesk").rglob("*.py"))
    bold = {word for words in re.findall(r"\*\*([^*]+)\*\*", guide) for word in words.split(" › ")}

    assert sorted(word for word in bold if word not in wordings) == []
