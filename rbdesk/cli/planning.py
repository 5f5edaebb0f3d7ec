"""`rbdesk path`: the cheapest set of better answers that reaches a target, for one office or over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path as File

import click

from rbdesk import messages, text, wording
from rbdesk.cli import console, exits, gates, words
from rbdesk.cli.console import Json, exact
from rbdesk.cli.session import Session, question_code, session
from rbdesk.domain.assessment import Key
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Role
from rbdesk.domain.pathway import Candidate, Limits, Path, RegencyPath, Target
from rbdesk.domain.scoring import percent_of
from rbdesk.errors import NotAllowed
from rbdesk.workflow import catalog, planning

_MOST_HEAVY = 9999
_LEVEL_OF_REGENCY = "pemda"


@click.command(
    "path",
    cls=words.Command,
    help="Jalan termurah ke kategori, predikat, atau nilai: perbaikan dengan upaya paling kecil, lalu poin terbanyak. "
    "Di Sekretariat untuk semua kecamatan. Tidak mengubah jawaban.",
)
@words.desk_argument
@click.argument("more", metavar="", nargs=-1)
@click.option(
    "--to",
    "target",
    metavar="TARGET",
    help="B, BB, … · WBK, WBBM (lembar ZI) · angka persen. Tanpa ini: target tahun ini.",
)
@click.option("--without", metavar="CODE …", multiple=True, help="Jangan sentuh pertanyaan ini.")
@click.option("--areas", metavar="7,8", help="Hanya area ini.")
@click.option(
    "--most-heavy",
    metavar="N",
    type=words.whole_number(0, _MOST_HEAVY),
    help="Paling banyak sekian perbaikan berat.",
)
@click.option(
    "--floor",
    "floors",
    metavar="AREA=PERSEN",
    multiple=True,
    help="Area ini paling sedikit sekian persen (di Sekretariat: di tiap kecamatan).",
)
@click.option("--candidates", "with_candidates", is_flag=True, help="Sebut semua perbaikan yang ditimbang.")
@click.option(
    "--each", is_flag=True, help="Di Sekretariat: setiap kecamatan melewati target, bukan rata-ratanya."
)
@click.option(
    "--office",
    "office_code",
    metavar="KODE",
    type=words.office_code,
    help="Di Sekretariat: satu kecamatan saja.",
)
@click.option(
    "--without-office",
    "without_offices",
    metavar="KODE",
    type=words.office_code,
    multiple=True,
    help="Di Sekretariat: kecamatan yang tidak diberi perbaikan.",
)
@click.option(
    "--set-effort",
    "efforts",
    metavar="CODE=1|2|3",
    multiple=True,
    help="Simpan upaya pertanyaan (1 mudah, 2 sedang, 3 berat; kosong = bawaan lembar), lalu hitung.",
)
@words.json_option
@words.instrument_option
@click.pass_context
def print_path(
    ctx: click.Context,
    desk: File,
    more: tuple[str, ...],
    target: str | None,
    without: tuple[str, ...],
    areas: str | None,
    most_heavy: int | None,
    floors: tuple[str, ...],
    with_candidates: bool,
    each: bool,
    office_code: str | None,
    without_offices: tuple[str, ...],
    efforts: tuple[str, ...],
    as_json: bool,
    instrument: str | None,
) -> int:
    """Print the path of one assessment, or of all offices."""
    if more and not without:
        raise click.UsageError(f"terlalu banyak argumen: {' '.join(more)}", ctx)
    with session(desk) as held:
        key, is_of_all = _whose(held, instrument, office_code)
        sheet = catalog.instrument(key.instrument)
        codes = [code for word in (*without, *more) for code in _split(word)]
        limits = Limits(
            without=frozenset(question_code(sheet, code) for code in codes),
            areas=frozenset(_split(areas or "")),
            most_heavy=most_heavy,
            floors=tuple(_floor(word) for word in floors),
            without_offices=frozenset(without_offices),
        )
        for word in efforts:
            _set_effort(held, key, sheet, word)
        if not is_of_all:
            path = planning.load_path(held.db, key, target, limits)
        else:
            together = planning.load_regency_path(
                held.db, key.year, target, limits, each=each, instrument_id=key.instrument
            )
    if is_of_all:
        return _tell_together(together, sheet, key.year, as_json=as_json, with_candidates=with_candidates)
    return _tell(path, sheet, key, as_json=as_json, with_candidates=with_candidates)


def _whose(held: Session, instrument: str | None, office_code: str | None) -> tuple[Key, bool]:
    """Whose path: an assessment's, or (true) all offices'."""
    if held.identity.role is Role.OFFICE:
        if office_code not in (None, held.identity.office):
            raise NotAllowed("role", needed="sekretariat")
        return held.key(instrument), False
    if office_code is not None:
        return Key(office_code, held.identity.year, instrument or catalog.UNIT_SHEET), False
    if instrument is not None and catalog.instrument(instrument).level == _LEVEL_OF_REGENCY:
        return held.key(instrument), False
    return Key(held.identity.office, held.identity.year, instrument or catalog.UNIT_SHEET), True


def _split(listed: str) -> list[str]:
    return [word for word in listed.replace(",", " ").split() if word]


def _floor(word: str) -> tuple[str, Fraction]:
    area, _, percent = word.partition("=")
    number = text.parse_number(percent)
    if not area.strip() or number is None or not 0 <= number <= 100:
        raise click.BadParameter(f"“{word}” bukan AREA=PERSEN seperti 7=50", param_hint="--floor")
    return area.strip(), Fraction(number)


def _set_effort(held: Session, key: Key, sheet: Instrument, word: str) -> None:
    code, _, level = word.partition("=")
    if level.strip() not in ("", "1", "2", "3") or "=" not in word:
        raise click.BadParameter(f"“{word}” bukan CODE=1, 2, atau 3", param_hint="--set-effort")
    effort = int(level) if level.strip() else None
    planning.set_effort(held.db, key, question_code(sheet, code), effort, who=held.who, now=held.now)


# one assessment


def _tell(path: Path, sheet: Instrument, key: Key, *, as_json: bool, with_candidates: bool) -> int:
    if as_json:
        head: dict[str, Json] = {"office": key.office, "year": key.year, "instrument": sheet.id}
        console.document(
            {
                **head,
                **_path_json(path),
                "blocked": list(path.blocked),
                "gates": gates.results_json(path.gates),
            }
        )
        return exits.DONE if path.passes else exits.NOT_IN_ORDER
    console.tell(f"{catalog.register().name_of(key.office)} · {key.year} · {sheet.title}")
    console.tell(f"Sekarang {text.percent(path.start, 2)}. {_verdict(path, sheet)}")
    if path.steps:
        console.tell()
        _print_steps(path.steps, sheet)
        console.tell()
        console.tell(wording.ESTIMATE)
    if path.gates:
        console.tell()
        console.tell("Syarat sesudah perbaikan:" if path.steps else "Syarat:")
        gates.print_results(path.gates)
        for line in gates.waiting_lines(path.gates, sheet):
            console.tell(line)
    if with_candidates:
        console.tell()
        console.tell(f"{len(path.candidates)} perbaikan ditimbang:")
        _print_steps(path.candidates, sheet)
    return exits.DONE if path.passes else exits.NOT_IN_ORDER


def _verdict(path: Path, sheet: Instrument) -> str:
    """What the path comes to, in one sentence."""
    aim = _aim(path.target)
    if not path.is_possible:
        blocked = f" Yang menghalangi: {text.listing(_blocked(path, sheet))}." if path.blocked else ""
        most = text.percent(path.most, 2)
        return f"{aim} tidak terjangkau dengan batas ini; paling tinggi {most}.{blocked}"
    if not path.steps:
        if path.passes:
            return f"{aim} sudah tercapai."
        return f"Tidak ada lagi perbaikan yang diperlukan menuju {path.target.name}, tetapi ada syarat yang belum dinilai."
    return f"{aim}: {_sums(path)}."


def _aim(target: Target) -> str:
    limit = text.number(target.above, 0 if target.above.denominator == 1 else 2)
    if target.level:
        return f"Semua syarat {target.name}"
    return f"Target {target.name} (di atas {limit})" if target.name else f"Target di atas {limit}"


def _blocked(path: Path, sheet: Instrument) -> list[str]:
    level = sheet.gate_level(path.target.level)
    names = {gate.id: messages.gate_name(gate) for gate in level.gates} if level else {}
    names |= {group.code: group.short for group in sheet.areas if group.code not in names}
    return [names.get(name, name) for name in path.blocked]


def _sums(path: Path | RegencyPath) -> str:
    points = f"+{text.number(path.reached - path.start)} poin menjadi {text.percent(path.reached, 2)}"
    return f"{len(path.steps)} perbaikan, upaya {path.effort}, {points}"


def _print_steps(steps: Sequence[Candidate], sheet: Instrument) -> None:
    console.table(
        [
            (
                sheet.display(step.code),
                sheet.node(step.code).short,
                step.area,
                messages.step_words(step),
                _effort(step),
                _gain(step.points, sheet),
            )
            for step in steps
        ],
        heads=("kode", "perbaikan", "area", "jawaban", "upaya", "poin"),
        right=(5,),
    )


def _effort(step: Candidate) -> str:
    return f"{messages.effort_word(step.effort)} {step.effort}"


def _gain(points: Fraction, sheet: Instrument) -> str:
    """Points on the scale 0..100 of the whole, as the window shows them."""
    return f"+{text.number(percent_of(points, Fraction(sheet.weight)))}"


def _path_json(path: Path | RegencyPath) -> dict[str, Json]:
    return {
        "from": exact(path.start),
        "to": exact(path.target.above),
        "target": path.target.name or None,
        "reached": exact(path.reached),
        "points_gained": exact(path.points),
        "effort": path.effort,
        "passes": path.passes,
        "optimal": path.is_possible,
        "most": exact(path.most),
        "steps": [_step_json(step) for step in path.steps],
        "candidates": [_step_json(step) for step in path.candidates],
    }


def _step_json(step: Candidate) -> Json:
    return {
        "office": step.office,
        "id": step.code,
        "area": step.area_code,
        "from": console.value_json(step.before),
        "to": console.value_json(step.after),
        "points": exact(step.points),
        "effort": step.effort,
    }


# all offices


def _tell_together(
    path: RegencyPath, sheet: Instrument, year: int, *, as_json: bool, with_candidates: bool
) -> int:
    ending = exits.DONE if path.passes else exits.NOT_IN_ORDER
    if as_json:
        offices: list[Json] = [
            {
                "code": one.office,
                "from": exact(one.start),
                "reached": exact(one.reached),
                "passes": one.passes,
            }
            for one in path.offices
        ]
        blocked: list[Json] = [{"office": office, "name": name} for office, name in path.blocked]
        console.document(
            {
                "year": year,
                "instrument": sheet.id,
                "each": path.each,
                **_path_json(path),
                "offices": offices,
                "missing": list(path.missing),
                "blocked": blocked,
            }
        )
        return ending
    register = catalog.register()
    of = f"{len(path.offices)} dari {len(path.offices) + len(path.missing)} kecamatan"
    console.tell(f"{of} · {year} · {sheet.title}")
    console.tell(
        f"Rata-rata sekarang {text.percent(path.start, 2)}. {wording.NOT_AN_INDEX} {_verdict_together(path)}"
    )
    for code, steps in path.lines:
        console.tell()
        points = sum((step.points for step in steps), Fraction(0))
        area = steps[0].area
        short = sheet.node(code).short
        console.tell(
            f"{sheet.display(code)} {short} · {area} · {len(steps)} kecamatan · {_gain(points / len(path.offices), sheet)} poin rata-rata"
        )
        console.table(
            [
                (
                    f"  {register.name_of(step.office)}",
                    messages.step_words(step),
                    _effort(step),
                    _gain(step.points, sheet),
                )
                for step in steps
            ],
            right=(3,),
        )
    if path.steps:
        console.tell()
        console.tell(wording.ESTIMATE)
    if path.each and not path.passes:
        late = [register.name_of(one.office) for one in path.offices if not one.passes]
        console.tell(f"Belum melewati target: {text.listing(late)}.")
    if path.missing:
        names = text.listing([register.name_of(code) for code in path.missing])
        console.tell(f"Tidak dihitung karena belum punya satu nilai: {names}.")
    if with_candidates:
        console.tell()
        console.tell(f"{len(path.candidates)} perbaikan ditimbang:")
        console.table(
            [
                (
                    register.name_of(step.office),
                    sheet.display(step.code),
                    sheet.node(step.code).short,
                    messages.step_words(step),
                    _effort(step),
                    _gain(step.points, sheet),
                )
                for step in path.candidates
            ],
            heads=("kecamatan", "kode", "perbaikan", "jawaban", "upaya", "poin"),
            right=(5,),
        )
    return ending


def _verdict_together(path: RegencyPath) -> str:
    aim = _aim(path.target)
    whose = "tiap kecamatan" if path.each else "rata-rata"
    if not path.is_possible and not path.steps:
        return f"{aim} untuk {whose} tidak terjangkau dengan batas ini; paling tinggi {text.percent(path.most, 2)}."
    if not path.steps:
        return (
            f"{aim} untuk {whose} sudah tercapai." if path.passes else f"{aim} untuk {whose} belum dinilai."
        )
    missing = path.target.above - path.start
    lacking = f"kurang {text.number(missing)}; " if missing >= 0 and not path.each else ""
    offices = len({step.office for step in path.steps})
    return f"{aim} untuk {whose}: {lacking}{_sums(path)}, di {offices} kecamatan."
