"""The rows of Kepuasan masyarakat: the regency first, then every office in the register's order."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from rbdesk import messages, text, wording
from rbdesk.domain.gates import GateResult, GateState
from rbdesk.domain.instrument import Gate, Point
from rbdesk.domain.strategy import PointResult
from rbdesk.domain.survey import Element, Result, rounded
from rbdesk.ui.models.rows import CENTRE, RIGHT, Column
from rbdesk.workflow import catalog
from rbdesk.workflow.citizens import Gateways, Profiles, Satisfaction
from rbdesk.workflow.survey_trend import PeriodResult

NO_SURVEY, TWO_LAPTOPS, NO_SHEET = "belum ada survei", "dua laptop berbeda", "belum diisi"
# Short heads for the elements, by key: their numbers are swapped on many forms
_SHORT = {
    "persyaratan": "Syarat",
    "prosedur": "Prosedur",
    "waktu": "Waktu",
    "biaya": "Biaya",
    "produk": "Produk",
    "kompetensi": "Keahlian",
    "perilaku": "Perilaku",
    "pengaduan": "Aduan",
    "sarana": "Sarana",
}
_STATE_WORDS = {state: wording.GATE_STATES[state.value].lower() for state in GateState}


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """An office, or the regency over all respondents (`code` ""); `missing` says why there is no result.

    `before` is the year before's, `edition` the survey of this year.
    """

    code: str
    name: str
    result: Result | None
    missing: str = ""
    before: PeriodResult | None = None
    edition: str = ""
    _low: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lowest = {one.element.key for one in self.result.lowest()} if self.result is not None else set()
        elements = self.result.elements if self.result is not None else ()
        low = frozenset(at for at, one in enumerate(elements) if one.element.key in lowest)
        object.__setattr__(self, "_low", low)  # asked for each cell that is drawn

    @property
    def former(self) -> Fraction | None:
        """The index of the year before."""
        return self.before.result.index if self.before is not None else None

    @property
    def change(self) -> Fraction | None:
        """Points since the year before, of the published indices; None where one is not known or editions differ."""
        now = self.result.index if self.result is not None else None
        if now is None or self.former is None or self.before is None or self.before.edition != self.edition:
            return None
        return Fraction(rounded(now)) - Fraction(rounded(self.former))

    def value(self, at: int) -> Fraction | None:
        """An element on 25..100."""
        nrr = None if self.result is None else self.result.elements[at].nrr
        return None if nrr is None else nrr * 25

    def is_low(self, at: int) -> bool:
        """Whether an element is among the row's three lowest."""
        return at in self._low


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """An office, or the mean over those that answered (`code` ""): per cent by point."""

    code: str
    name: str
    percents: tuple[Fraction | None, ...]
    points: tuple[PointResult, ...] = ()
    missing: str = ""

    @property
    def answered(self) -> str:
        """How many items are answered, of how many."""
        if not self.points:
            return ""
        return f"{sum(one.answered for one in self.points)}/{sum(one.items for one in self.points)}"


@dataclass(frozen=True, slots=True)
class GateRow:
    """An office at the gates of a level, and how many of the conditions for a proposal are met there."""

    code: str
    name: str
    gates: tuple[GateResult, ...]
    missing: str = ""
    proposed: int = 0

    @property
    def met(self) -> int | None:
        """How many are met; None where nothing is answered."""
        return sum(one.state is GateState.MET for one in self.gates) if self.gates else None


def survey_rows(found: Satisfaction) -> list[SurveyRow]:
    """The regency over all respondents, then the offices."""
    name_of = catalog.register().name_of
    has_any = bool(found.total.respondents)
    edition = found.survey.id
    whole = found.total if has_any else None
    total = SurveyRow("", "Kabupaten", whole, "" if has_any else NO_SURVEY, found.before, edition)
    return [
        total,
        *(
            SurveyRow(
                one.office,
                name_of(one.office),
                one.result,
                "" if one.result else TWO_LAPTOPS if one.differs else NO_SURVEY,
                one.before,
                edition,
            )
            for one in found.offices
        ),
    ]


def profile_rows(found: Profiles) -> list[ProfileRow]:
    """The mean, then the offices."""
    name_of = catalog.register().name_of
    return [
        ProfileRow("", "Rata-rata", found.means),
        *(
            ProfileRow(
                one.office,
                name_of(one.office),
                tuple(point.percent for point in one.points) or (None,) * len(found.means),
                one.points,
                "" if one.points else NO_SHEET,
            )
            for one in found.offices
        ),
    ]


def gate_rows(found: Gateways) -> list[GateRow]:
    """The offices."""
    name_of = catalog.register().name_of
    proposed = {one.office: one.count(GateState.MET) for one in found.proposals}
    return [
        GateRow(
            one.office,
            name_of(one.office),
            one.gates,
            "" if one.gates else NO_SHEET,
            proposed.get(one.office, 0),
        )
        for one in found.offices
    ]


def survey_columns(found: Satisfaction) -> list[Column]:
    """Respondents, index, letter, the year before with the difference, and the nine elements on 25..100."""
    return [
        Column("Kecamatan", lambda row: row.name),
        Column(
            "Responden",
            lambda row: row.result.respondents if row.result else None,
            lambda count: "" if count is None else text.number(count, 0),
            align=RIGHT,
            tip=lambda row: _sample_words(row.result),
        ),
        Column("IKM", lambda row: row.result.index if row.result else None, _index, align=RIGHT),
        Column("Mutu", lambda row: _letter(row.result), align=CENTRE, tip=lambda row: _quality(row.result)),
        Column(str(found.year - 1), lambda row: row.former, _index, align=RIGHT, tip=_former_words),
        Column("Beda", lambda row: row.change, _change, align=RIGHT),
        *(_element_column(element, at) for at, element in enumerate(found.survey.elements)),
    ]


def profile_columns(found: Profiles) -> list[Column]:
    """The points in per cent, and how many items are answered."""
    return [
        Column("Kecamatan", lambda row: row.name),
        *(_point_column(point, at) for at, point in enumerate(found.checklist.points)),
        Column("Terjawab", lambda row: row.answered, align=RIGHT),
    ]


def gate_columns(found: Gateways) -> list[Column]:
    """How many gates are met, how many conditions for a proposal, and each gate with its gap in points."""
    asked = len(found.proposals[0].results) if found.proposals else 0
    proposal = Column(
        "Pengusulan",
        lambda row: row.proposed,
        lambda met: f"{met}/{asked}",
        align=RIGHT,
        tip=lambda row: f"{row.name}: {row.proposed} dari {asked} syarat pengusulan terpenuhi",
    )
    return [
        Column("Kecamatan", lambda row: row.name),
        Column(
            "Terpenuhi",
            lambda row: row.met,
            lambda met: "" if met is None else f"{met}/{len(found.level.gates)}",
            align=RIGHT,
        ),
        *([proposal] if asked else []),
        *(_gate_column(gate, at) for at, gate in enumerate(found.level.gates)),
    ]


def gate_code(gate: str) -> str:
    """A gate's code without that of its sheet, for a narrow head."""
    return "Total" if gate == "total" else gate.partition(".")[2] or gate


def gate_legend(found: Gateways) -> str:
    """What the short heads stand for."""
    named = [gate for gate in found.level.gates if gate.id != "total"]
    return " · ".join(f"{gate_code(gate.id)} {messages.gate_name(gate)}" for gate in named)


def index_words(index: Fraction | None) -> str:
    """An IKM as it is published."""
    return "–" if index is None else text.number(rounded(index))


def _element_column(element: Element, at: int) -> Column:
    def words(row: SurveyRow) -> str:
        return _element_words(row, at)

    title = _SHORT.get(element.key, element.title)
    return Column(title, lambda row: row.value(at), _index, align=RIGHT, describe=words, tip=words)


def _point_column(point: Point, at: int) -> Column:
    def words(row: ProfileRow) -> str:
        percent = row.percents[at]
        return f"{row.name}, {point.name}: {row.missing or 'tidak ada' if percent is None else text.percent(percent)}"

    return Column(point.name, lambda row: row.percents[at], _percent, align=CENTRE, describe=words, tip=words)


def _gate_column(gate: Gate, at: int) -> Column:
    def words(row: GateRow) -> str:
        return _gate_words(row, at)

    def gap(row: GateRow) -> Fraction | None:
        return row.gates[at].gap if row.gates else None

    return Column(gate_code(gate.id), gap, messages.gap_words, align=CENTRE, describe=words, tip=words)


def _percent(value: Fraction | None) -> str:
    return "" if value is None else text.number(value, 1)


def _index(value: Fraction | None) -> str:
    return "" if value is None else text.number(rounded(value))


def _change(value: Fraction | None) -> str:
    return "" if value is None else text.signed(value) if value else "sama"


def _former_words(row: SurveyRow) -> str:
    """What the year before stands on."""
    if row.before is None:
        return ""
    asked = f"{text.number(row.before.result.respondents, 0)} responden"
    offices = f", {row.before.offices} kecamatan" if row.before.offices > 1 else ""
    other = "" if row.before.edition == row.edition else "; pedoman survei yang lain, tidak dibandingkan"
    return f"{row.before.period}: {asked}{offices}{other}"


def _letter(result: Result | None) -> str:
    return result.quality.letter if result is not None and result.quality is not None else ""


def _quality(result: Result | None) -> str:
    return f"Mutu {_letter(result)}: {result.quality.words}" if result and result.quality else ""


def _sample_words(result: Result | None) -> str:
    if result is None or result.sample_needed is None:
        return ""
    enough = "cukup" if result.is_enough else "kurang"
    return f"Sampel {enough}: perlu {result.sample_needed} dari {result.population} penerima layanan"


def _element_words(row: SurveyRow, at: int) -> str:
    value = row.value(at)
    if row.result is None or value is None:
        return f"{row.name}: {row.missing or 'belum ada'}"
    low = ", termasuk tiga terendah" if row.is_low(at) else ""
    return f"{row.name}, {row.result.elements[at].element.title}: {_index(value)}{low}"


def _gate_words(row: GateRow, at: int) -> str:
    if not row.gates:
        return f"{row.name}: {row.missing}"
    one = row.gates[at]
    gap = "" if one.gap is None else f", {messages.gap_words(one.gap)} poin"
    return f"{row.name}, {messages.gate_name(one.gate)}: {_STATE_WORDS[one.state]}{gap}"
