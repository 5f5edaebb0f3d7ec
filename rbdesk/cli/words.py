"""Click in Indonesian: the help page, the complaints about wrong usage, and the kinds of values commands take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from rbdesk.domain.office import CODE

HELP = "Tampilkan bantuan ini."


class _Indonesian(click.Command):
    """A command whose help page and complaints are Indonesian."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Pemakaian: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [item for item in self.get_params(ctx) if isinstance(item, click.Option)]
        records = [
            (names, text.replace("[required]", "[wajib]"))
            for item in options
            for names, text in [item.get_help_record(ctx) or ("", "")]
            if names
        ]
        if records:
            with formatter.section("Pilihan"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP
        return option


class Command(_Indonesian):
    """One command; too many arguments are refused in Indonesian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = "[PILIHAN]"
        self.context_settings.setdefault("allow_extra_args", True)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise click.UsageError(f"terlalu banyak argumen: {' '.join(ctx.args)}", ctx)
        return rest


class Group(_Indonesian, click.Group):
    """A command with commands of its own."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subcommand_metavar, self.options_metavar = "PERINTAH …", "[PILIHAN]"

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Indonesian.format_options(self, ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Perintah"):
            formatter.write_dl(
                [(name, command.get_short_help_str(90)) for name, command in commands if command is not None]
            )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise click.UsageError(f"perintah “{args[0]}” tidak dikenal", ctx)
        return super().resolve_command(ctx, args)


Group.group_class = Group


def complaint(error: click.UsageError) -> str:
    """What is wrong with a command line, and where its help stands."""
    if isinstance(error, click.NoSuchOption):
        near = f"; maksud Anda {' atau '.join(error.possibilities)}?" if error.possibilities else ""
        what = f"pilihan {error.option_name} tidak dikenal{near}"
    elif isinstance(error, click.MissingParameter):
        what = f"{_name(error.param)} belum disebut"
    elif isinstance(error, click.BadOptionUsage):
        what = f"pilihan {error.option_name} tidak dipakai dengan benar"
    elif isinstance(error, click.BadParameter):
        what = f"{_name(error.param)}: {error.message}"
    else:
        what = error.message
    path = error.ctx.command_path if error.ctx else "rbdesk"
    end = "" if what.endswith("?") else "."
    return f"{what[:1].upper()}{what[1:].rstrip('.')}{end} Bantuannya: {path} --help"


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return f"pilihan {'/'.join(param.opts)}"
    return (param.metavar or param.name or "nilai") if param else "nilai"


def one_of(*choices: str) -> Callable[[str], str]:
    """A kind of value: one of a few words."""

    def convert(value: str) -> str:
        if value not in choices:
            raise click.BadParameter(f"“{value}” bukan salah satu dari {', '.join(choices)}")
        return value

    return convert


def whole_number(low: int, high: int) -> Callable[[str | int], int]:
    """A kind of value: a whole number within limits."""

    def convert(value: str | int) -> int:
        digits = str(value)
        if not (digits.isascii() and digits.isdecimal() and low <= int(digits) <= high):
            raise click.BadParameter(f"“{value}” bukan bilangan bulat {low}–{high}")
        return int(digits)

    return convert


def office_code(value: str) -> str:
    """A kind of value: an office's code in its one form."""
    if CODE.fullmatch(value) is None:
        raise click.BadParameter(f"“{value}” bukan kode kantor seperti 32.16.09")
    return value


def optional_office_code(value: str) -> str:
    """A kind of value: an office's code, or nothing."""
    return office_code(value) if value else value


def place(value: str | Path) -> Path:
    """A kind of value: a path, whether something is there or not."""
    return Path(value)


def existing(value: str | Path) -> Path:
    """A kind of value: the path of a file or folder that is there."""
    path = Path(value)
    if not path.exists():
        raise click.BadParameter(f"“{value}” tidak ditemukan")
    return path


year = whole_number(2000, 2099)


def desk_argument(function: Any) -> Any:
    """The argument DESK: a desk's folder."""
    return click.argument("desk", metavar="DESK", type=place)(function)


def json_option(function: Any) -> Any:
    """The option --json."""
    return click.option("--json", "as_json", is_flag=True, help="Satu dokumen JSON di keluaran baku.")(
        function
    )


def instrument_option(function: Any) -> Any:
    """The option --instrument."""
    return click.option(
        "--instrument", metavar="ID", help="Lembar penilaian selain LKE (daftarnya: rbdesk instrument list)."
    )(function)


def joined(words: Sequence[str]) -> str:
    """Words in one line of a table, empty ones left out."""
    return " · ".join(word for word in words if word)
