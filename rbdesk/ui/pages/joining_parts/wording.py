"""The words of rows that clash: what they are about, what each laptop says, and where the notes differ."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from fractions import Fraction

from rbdesk import messages, text
from rbdesk.domain import reference
from rbdesk.domain.assessment import Answer, Evidence
from rbdesk.domain.checks import Waiver
from rbdesk.domain.followup import FollowUp, Recommendation
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import RowKey
from rbdesk.domain.scoring import share
from rbdesk.domain.submission import Profile
from rbdesk.ui.answer_form.words import option_value, short_value
from rbdesk.workflow.conflicts import Conflicts, RowConflict, SettledRow, Version

_KINDS = {
    reference.EVIDENCE: "bukti",
    reference.PROFILE: "identitas",
    reference.FOLLOWUPS: "tindak lanjut",
    reference.RECOMMENDATIONS: "rekomendasi",
    reference.REPLIES: "tanggapan",
    reference.WAIVERS: "kesampingkan",
    reference.SURVEYS: "survei",
}
_STATUS = {"belum": "belum", "proses": "proses", "selesai": "selesai", "tidak_dapat": "tidak dapat"}
_MOST_OF_A_TITLE = 60


@dataclass(frozen=True, slots=True)
class ClashLine:
    """One row in the list: `values` in a few characters each; `chosen` the place of the one that stands, None
    while it is open or where another value was written. One of `open` and `settled` is there.
    """

    row: RowKey
    title: str
    detail: str
    values: tuple[str, ...]
    chosen: int | None = None
    open: RowConflict | None = None
    settled: SettledRow | None = None

    @property
    def can_choose(self) -> bool:
        """Whether a version may be chosen: always while open, later for answers only."""
        return self.open is not None or self.row[0] == reference.ANSWERS


@dataclass(frozen=True, slots=True)
class ValueText:
    """What a version says: a letter if it is an option, its words, its worth ("nilai 0,67"), and other fields."""

    letter: str
    words: str
    worth: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class VersionText:
    """A card: whose it is, what it says, its note, its evidence, and facts as (icon, words, colour role)."""

    label: str
    details: str
    value: ValueText
    is_own: bool = False
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[tuple[str, str, str], ...] = ()


def clash_lines(found: Conflicts, instrument: Instrument) -> tuple[ClashLine, ...]:
    """Open rows in the sheet's order, then those that were chosen."""
    places = instrument.place_of
    settled = sorted(found.settled, key=lambda one: (places.get(one.question, len(places)), one.row))
    opened = [
        _line(one.row, [version.value for version in one.versions], instrument, open_row=one)
        for one in found.open
    ]
    return (*opened, *(_line(one.row, list(one.values), instrument, settled=one) for one in settled))


def range_words(ends: tuple[Fraction, Fraction]) -> str:
    """The least and the most that the choices can give: "57,90–58,42", one number where they agree."""
    low, high = text.number(ends[0]), text.number(ends[1])
    return low if low == high else f"{low}–{high}"


def heading(line: ClashLine, instrument: Instrument) -> tuple[str, str]:
    """The code and the whole question of a row; for a row that is no question's what it is."""
    code = _question(line)
    if code in instrument.place_of:
        return instrument.display(code), instrument.node(code).name
    return "", line.title


def version_texts(line: ClashLine, instrument: Instrument) -> tuple[VersionText, ...]:
    """The cards of a row, this laptop's first."""
    if line.open is not None:
        return tuple(_version(one, line, instrument) for one in line.open.versions)
    if line.settled is None:
        return ()
    return tuple(
        VersionText(f"Versi {at}", "", value_words(value, line, instrument), note=_note(value))
        for at, value in enumerate(line.settled.values, 1)
    )


def value_words(value: object, line: ClashLine, instrument: Instrument) -> ValueText:
    """What a value says, in full."""
    if isinstance(value, Answer):
        return _answer(value, _question(line), instrument)
    if isinstance(value, Evidence):
        fields: tuple[tuple[str, str], ...] = (("Nama berkas", value.name), ("Keterangan", value.note))
        return ValueText("", "Dilampirkan" if value.on else "Tidak dilampirkan", fields=_filled(fields))
    if isinstance(value, Profile):
        fields = (("Camat", value.head), ("Narahubung", value.contact), ("Telepon", value.phone))
        return ValueText("", "Identitas kecamatan", fields=_filled(fields))
    if isinstance(value, FollowUp):
        fields = (("Rencana", value.plan), ("Catatan", value.note), ("Penanggung jawab", value.post))
        return ValueText("", f"{value.progress}% · {_STATUS[value.status.value]}", fields=_filled(fields))
    if isinstance(value, Recommendation):
        return ValueText("", value.text, fields=_filled((("Surat", value.letter), ("Nomor", value.number))))
    if isinstance(value, Waiver):
        words = "Dikesampingkan" if value.on else "Tidak dikesampingkan"
        return ValueText("", words, fields=_filled((("Alasan", value.reason),)))
    return ValueText("", str(getattr(value, "text", value)))


def marked(note: str, other: str) -> str:
    """A note as rich text, with the words underlined that the other one does not have in their place."""
    mine, theirs = note.split(" "), other.split(" ")
    parts: list[str] = []
    for tag, start, end, _, _ in SequenceMatcher(a=mine, b=theirs, autojunk=False).get_opcodes():
        words = html.escape(" ".join(mine[start:end])).replace("\n", "<br>")
        if words:
            parts.append(words if tag == "equal" or not other else f"<u>{words}</u>")
    return " ".join(parts)


def _line(
    row: RowKey,
    values: Sequence[object],
    instrument: Instrument,
    *,
    open_row: RowConflict | None = None,
    settled: SettledRow | None = None,
) -> ClashLine:
    found = ClashLine(
        row, "", "", (), settled.chosen if settled is not None else None, open=open_row, settled=settled
    )
    code = _question(found)
    kind = _KINDS.get(row[0], "")
    if row[0] == reference.ANSWERS:
        answers = {value.value for value in values if isinstance(value, Answer)}
        kind = "jawaban" if len(answers) > 1 else "catatan"
    title, shown = _title(row, values), ""
    if code in instrument.place_of:
        title, shown = instrument.node(code).short, instrument.display(code)
    return ClashLine(
        row=row,
        title=title,
        detail=" · ".join(part for part in (shown, kind) if part),
        values=tuple(_short(value, kind, code, instrument) for value in values),
        chosen=found.chosen,
        open=open_row,
        settled=settled,
    )


def _title(row: RowKey, values: Sequence[object]) -> str:
    if row[0] == reference.PROFILE:
        return "Identitas kecamatan"
    if row[0] == reference.WAIVERS:
        return messages.finding_name(row[3])
    texts = [value.text for value in values if isinstance(value, Recommendation)]
    if texts:
        return texts[0][:_MOST_OF_A_TITLE]
    return {
        reference.FOLLOWUPS: "Kemajuan rekomendasi",
        reference.REPLIES: "Tanggapan untuk verifikator",
        reference.SURVEYS: "Rekap survei",
    }.get(row[0], "Bukti tindak lanjut")


def _short(value: object, kind: str, code: str, instrument: Instrument) -> str:
    if isinstance(value, Answer):
        if kind == "catatan":
            return "teks" if value.note else "kosong"
        return short_value(instrument.question(code).scale, value.value) or "kosong"
    if isinstance(value, Evidence):
        return "ada" if value.on else "lepas"
    if isinstance(value, FollowUp):
        return f"{value.progress}%"
    if isinstance(value, Waiver):
        return "ya" if value.on else "tidak"
    return "isi"


def _answer(answer: Answer, code: str, instrument: Instrument) -> ValueText:
    scale = instrument.question(code).scale
    value = answer.value
    if value is None:
        return ValueText("", "Belum dijawab")
    if isinstance(value, str):
        option = scale.option(value)
        if option is not None:
            return ValueText(value, option.text, f"nilai {option_value(option)}")
    return ValueText("", messages.value_text(value, scale), f"nilai {text.number(share(scale, value).value)}")


def _version(version: Version, line: ClashLine, instrument: Instrument) -> VersionText:
    at = version.at.astimezone()
    facts = [("user", version.by, "text2")] if version.by else []
    facts.append(("clock", f"{text.weekday(at)}, {text.date_short(at)}", "text2"))
    if not version.is_clock_believed:
        facts.append(("clock-exclamation", "jam laptop ini tidak tepat", "warn"))
    if version.before is not None:
        facts.append(("history", f"Sebelumnya {_before(version, line, instrument)}", "text2"))
    if version.is_own:
        details = version.by
    else:
        kind = "paket resmi" if version.is_final else "paket sementara"
        details = f"{kind}, {text.day_month(version.sent.astimezone())}" if version.sent else version.by
    return VersionText(
        label=version.device_label or "Laptop lain",
        details=details,
        value=value_words(version.value, line, instrument),
        is_own=version.is_own,
        note=_note(version.value),
        evidence=version.evidence if line.row[0] == reference.ANSWERS else (),
        facts=tuple(facts),
    )


def _before(version: Version, line: ClashLine, instrument: Instrument) -> str:
    value = version.before
    words = (
        messages.value_text(value.value, instrument.question(_question(line)).scale)
        if isinstance(value, Answer)
        else value_words(value, line, instrument).words
    )
    return f"{words}, ditulis {_day(version.before_at)}" if version.before_at else words


def _day(when: datetime) -> str:
    return text.day_month(when.astimezone())


def _note(value: object) -> str:
    return value.note if isinstance(value, Answer) else ""


def _question(line: ClashLine) -> str:
    one = line.open or line.settled
    return one.question if one is not None else ""


def _filled(fields: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in fields if value)
