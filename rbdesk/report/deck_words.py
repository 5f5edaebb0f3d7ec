"""What all slides say alike, in Indonesian: the base of a number, where an answer stands, names cut to a slide's size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from rbdesk import messages, text
from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import Instrument
from rbdesk.report import year_figures
from rbdesk.report.year import OfficeYear, RegencyYear

MOST_CITED = 16  # answers in the notes of a slide
_LONGEST_NOTE = 220


def base(year: RegencyYear) -> str:
    """What a mean over the offices stands on: "19 dari 23 kecamatan, per 7 September 2020"."""
    return base_of(year, year.counted)


def base_of(year: RegencyYear, counted: int) -> str:
    """The same for another number of offices."""
    return f"{counted} dari {len(year.offices)} kecamatan, per {text.date_long(year.today)}"


def is_provisional(year: RegencyYear) -> bool:
    """Whether numbers over all offices may still change: one is missing, or not verified to the end."""
    return sum(one.is_verified for one in year.offices) < len(year.offices)


def state(year: RegencyYear) -> str:
    """How far the numbers can be relied on, as a sentence."""
    whole = sum(one.is_verified for one in year.offices)
    told = f"{whole} dari {len(year.offices)} kecamatan selesai diverifikasi."
    return f"SEMENTARA: nilai mandiri, {told}" if is_provisional(year) else f"Nilai mandiri. {told}"


def sheet_source(instrument: Instrument, year: int) -> str:
    """Where scores come from."""
    frame = year_figures.frame_of(instrument)
    return f"Penilaian mandiri {year}, LKE PermenPANRB {frame}" if frame else f"Penilaian mandiri {year}"


def percent_words(instrument: Instrument, percent: Fraction) -> str:
    """A score with its category: "58,42 (setara CC)"."""
    letters = year_figures.letters(instrument, percent)
    return f"{text.number(percent)} (setara {letters})" if letters else text.number(percent)


def cite(one: OfficeYear, code: str) -> str:
    """An answer with its office, code, note and evidence: what is shown when somebody asks."""
    instrument = one.instrument
    answer = one.answers.get(code, Answer())
    value = messages.value_text(answer.value, instrument.question(code).scale)
    files = [
        f"“{item.name}”" + (f" ({item.note})" if item.note else "")
        for item in one.evidence
        if item.question == code
    ]
    told = f"Kec. {one.name} {instrument.display(code)}: {value}"
    told += f"; bukti {', '.join(files)}" if files else "; tanpa bukti"
    return f"{told}; catatan: {short(answer.note, _LONGEST_NOTE)}" if answer.note else told


def cite_all(found: Iterable[tuple[OfficeYear, str]], most: int = MOST_CITED) -> str:
    """Answers as lines of the speaker's notes; how many more there are."""
    pairs = list(found)
    lines = [f"- {cite(one, code)}" for one, code in pairs[:most]]
    if len(pairs) > most:
        lines.append(f"- dan {len(pairs) - most} jawaban lain di RBDesk.")
    return "\n".join(lines)


def notes(*parts: str) -> str:
    """The speaker's notes: paragraphs with a line between them."""
    return "\n\n".join(part for part in parts if part)


def short(words: str, most: int) -> str:
    """The words on one line, cut at a word with "…" where they are longer."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1].rsplit(" ", 1)[0] or line[: most - 1]
    return kept.rstrip(" ,;:.") + "…"


def names(offices: Sequence[OfficeYear], most: int = 6) -> str:
    """Names of offices in a sentence; beyond the most, how many more."""
    found = [one.name for one in offices]
    if len(found) <= most:
        return text.listing(found)
    return f"{', '.join(found[:most])}, dan {len(found) - most} lainnya"
