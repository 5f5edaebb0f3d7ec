import re
from collections.abc import Iterator

import click
import pytest

from rbdesk.cli import program, words
from tests.cli.conftest import Run


def commands(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command and the words that call it; a group about a desk gets a desk's name."""
    yield path, command
    if isinstance(command, click.Group):
        desk = ("DESK",) if any(isinstance(item, click.Argument) for item in command.params) else ()
        for name, child in command.commands.items():
            yield from commands(child, (*path, *desk, name))


ALL = dict(commands(program.rbdesk))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_help_page_is_indonesian(run: Run, path: tuple[str, ...]) -> None:
    ended = run(*path, "--help")

    assert ended.code == 0
    assert ended.out.startswith("Pemakaian: rbdesk")
    assert "Pilihan:" in ended.out
    assert not re.search(
        r"\b(Usage|Options|Commands|Show this|required|default|TEXT|INTEGER|PATH|OPTIONS)\b", ended.out
    )


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_and_every_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    command = ALL[path]

    assert command.help
    assert [item.name for item in command.params if isinstance(item, click.Option) and not item.help] == []


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_refuses_an_unknown_option(run: Run, path: tuple[str, ...]) -> None:
    ended = run(*path, "--tidak-ada")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Pilihan --tidak-ada tidak dikenal")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["tidak-ada"], "Perintah “tidak-ada” tidak dikenal. Bantuannya: rbdesk --help\n"),
        (["instrument", "show"], "ID belum disebut. Bantuannya: rbdesk instrument show --help\n"),
        (
            ["instrument", "show", "a", "b", "c"],
            "Terlalu banyak argumen: b c. Bantuannya: rbdesk instrument show --help\n",
        ),
        (
            ["instrument", "check", "tidak/ada.json"],
            "BERKAS: “tidak/ada.json” tidak ditemukan. Bantuannya: rbdesk instrument check --help\n",
        ),
        (["--versio"], "Pilihan --versio tidak dikenal; maksud Anda --version?. Bantuannya: rbdesk --help\n"),
    ],
)
def test_wrong_usage_is_told_in_one_line_and_ends_with_2(run: Run, arguments: list[str], told: str) -> None:
    ended = run(*arguments)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == told.replace("?.", "?")


@pytest.mark.parametrize("value", ["1999", "2100", "dua ribu", "２０２０", "-2020", "2020.5"])
def test_a_year_has_four_digits_of_this_century(value: str) -> None:
    with pytest.raises(click.BadParameter):
        words.year(value)


def test_an_office_code_has_one_form() -> None:
    assert words.office_code("32.16.09") == "32.16.09"
    for wrong in ("321609", "32.16.9", "32-16-09", "３2.16.09"):
        with pytest.raises(click.BadParameter):
            words.office_code(wrong)
