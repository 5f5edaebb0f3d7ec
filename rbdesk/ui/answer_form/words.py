"""The words that stand at a question: letters, values, shares, last year, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rbdesk import messages, text
from rbdesk.domain import checks, scoring
from rbdesk.domain.assessment import Value
from rbdesk.domain.instrument import FALL, RATIO, Option, Scale
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts.option_row import OptionText
from rbdesk.ui.parts.segmented import Choice

_LETTERS = {"Ya": "Y", "Tidak": "T"}


def letter_of(option: Option) -> str:
    """The key on the keyboard that chooses an option."""
    return _LETTERS.get(option.label, option.label[:1].upper())


def choices(scale: Scale) -> tuple[Choice, ...]:
    """The options as segments of a closed card; equal for all questions with the same labels."""
    return tuple(Choice(option.label, option.label, letter=letter_of(option)) for option in scale.options)


def option_texts(scale: Scale) -> tuple[OptionText, ...]:
    """The options as rows of the open card."""
    return tuple(
        OptionText(option.label, letter_of(option), option.text, f"nilai {option_value(option)}")
        for option in scale.options
    )


def option_value(option: Option) -> str:
    """What an option is worth: "1,00", "0,67", "0"."""
    return text.number(option.value) if option.value else "0"


def short_value(scale: Scale, value: Value | None) -> str:
    """A value in a few characters, as last year's stands beside a question: "C", "61%"."""
    if value is None or isinstance(value, str):
        return value or ""
    if scale.formula is not None and scale.formula.kind in (RATIO, FALL):
        return text.percent(scoring.share(scale, value).value * 100, 0)
    return messages.value_text(value, scale)


def reached(answers: AnswerModel, code: str) -> str:
    """What a question has of what it can have: "0,10 / 0,15"; "0 / 0,15" unanswered. Of a checklist its value."""
    place = answers.instrument.place_of[code]
    if answers.instrument.points:  # a checklist has no weights
        worth = answers.sheet.shares[place]
        return text.number(worth.value) if worth is not None and worth.answered else "–"
    points = answers.sheet.points[place]
    share = text.number(answers.instrument.question_share_weight(place))
    return f"{text.number(points) if points else '0'} / {share}"


def reached_share(answers: AnswerModel, code: str) -> float:
    """The part of its share that a question has, 0..1."""
    worth = answers.sheet.shares[answers.instrument.place_of[code]]
    return float(worth.value) if worth is not None else 0.0


def share_rule(answers: AnswerModel, code: str) -> str:
    """How the share of a question comes about."""
    place = answers.instrument.place_of[code]
    sub = answers.instrument.nodes[answers.instrument.nodes[place].parent]
    count = len(answers.instrument.children[answers.instrument.nodes[place].parent])
    return (
        f"Andil = bobot subkomponen ({text.number(sub.weight or 0)}) dibagi jumlah pertanyaannya ({count}). "
        "Poin selalu pada skala 0–100."
    )


def facts(answers: AnswerModel, code: str) -> str:
    """The line under the open question: share, value, contribution to the score, last year."""
    place = answers.instrument.place_of[code]
    scale = answers.instrument.question(code).scale
    if answers.instrument.points:
        return "belum dijawab" if answers.answer(code).value is None else f"Nilai {reached(answers, code)}"
    parts = [f"Andil {text.number(answers.instrument.question_share_weight(place))}"]
    if answers.answer(code).value is None:
        parts.append("belum dijawab")
    else:
        points = answers.sheet.points[place]
        whole = Fraction(answers.instrument.weight)
        parts.append(f"Nilai {text.number(points)}")
        parts.append(f"menyumbang {text.number(scoring.percent_of(points, whole))} poin pada nilai akhir")
    last = answers.last_answer(code).value
    if last is not None:
        parts.append(f"Tahun lalu: {short_value(scale, last)}")
    return "  ·  ".join(parts)


@dataclass(frozen=True, slots=True)
class Mark:
    """A small remark at a closed card: icon, words, colour role."""

    icon: str
    words: str
    role: str = "text3"

    @property
    def is_strong(self) -> bool:
        """Whether it asks for attention."""
        return self.role != "text3"


def marks(answers: AnswerModel, code: str) -> tuple[Mark, ...]:
    """What is to be known about a question without opening it; what asks for attention comes first."""
    found: list[Mark] = []
    evidence = answers.evidence(code)
    scale = answers.instrument.question(code).scale
    if answers.has_conflict(code):
        found.append(Mark("alert-triangle", "isian dua laptop berbeda", "warn"))
    proposal = answers.proposal(code)
    if proposal is not None:
        words = f"usulan {answers.key.year - 1}: {short_value(scale, proposal)}, Enter untuk memakai"
        found.append(Mark("history", words, "primary"))
    if any(answers.is_lost(item.sha256) for item in evidence):
        found.append(Mark("file-broken", "berkas bukti hilang", "err"))
    if answers.needs_evidence(code):
        rule = answers.instrument.evidence_rule
        is_wanted = rule is None or rule.level != checks.ADVISED  # a checklist asks for none
        found.append(
            Mark("paperclip", "bukti belum ada", "warn") if is_wanted else Mark("paperclip", "tanpa bukti")
        )
    elif evidence:
        found.append(Mark("paperclip", f"{len(evidence)} bukti"))
    if answers.answer(code).note:
        found.append(Mark("note", "catatan"))
    if code in answers.flagged:
        found.append(Mark("flag", "ditandai", "primary"))
    last = answers.last_answer(code).value
    if last is not None and proposal is None:
        found.append(Mark("history", f"{answers.key.year - 1}: {short_value(scale, last)}"))
    return tuple(found)


def spoken(answers: AnswerModel, code: str) -> str:
    """A question in words for a screen reader: code, text, answer, remarks."""
    node = answers.instrument.node(code)
    scale = answers.instrument.question(code).scale
    said = [f"{answers.instrument.display(code)}. {node.name}"]
    said.append(messages.value_text(answers.answer(code).value, scale))
    said += [mark.words for mark in marks(answers, code)]
    return ", ".join(said)
