"""A planted corpus for the checks: 23 invented offices in order, with known faults put in and look-alikes beside them.

Each fault is one (office, kind, place) in `truth`; each look-alike comes as near to a fault as may be and is none. What
the rules find is measured against it: precision says how much of what is told is true, recall how much is told.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from rbdesk.domain import checks, doubles
from rbdesk.domain.assessment import Answer, Assessment, Evidence, Key, inputs
from rbdesk.domain.checks import Context, Finished
from rbdesk.domain.doubles import Narrative, Photo
from rbdesk.domain.submission import Profile
from rbdesk.workflow import catalog
from tests.build import answers_everywhere

SHEET = catalog.instrument(catalog.UNIT_SHEET)
CODES = tuple(SHEET.nodes[place].code for place in SHEET.question_places)
OFFICES = tuple(office.code for office in catalog.register().offices)
YEAR = 2020
PDF, JPEG = "application/pdf", "image/jpeg"
RECOMMENDATION = "c80d52a07be4d518-17"
WORDS = [
    "rapat",
    "agenda",
    "laporan",
    "layanan",
    "warga",
    "berkas",
    "seksi",
    "jadwal",
    "hasil",
    "rencana",
    "contoh",
    "pegawai",
    "tugas",
    "bulan",
]

Where = tuple[str, str, str]  # office, kind, place


@dataclass
class Corpus:
    """What each office says, what is known of it, and the faults that were put in; `touched` places are used up."""

    assessments: dict[str, Assessment]
    contexts: dict[str, Context]
    chance: random.Random
    truth: set[Where] = field(default_factory=set)
    touched: set[tuple[str, str]] = field(default_factory=set)
    alike: set[tuple[str, str]] = field(default_factory=set)  # digests of pictures that look alike

    def draw(self, *codes: str, besides: tuple[str, ...] = ()) -> tuple[str, str]:
        """An office and one of these questions, by default one with options, that nothing was done to yet."""
        free = [
            (office, code)
            for office in OFFICES
            for code in codes or _CHOICES
            if (office, code) not in self.touched and office not in besides
        ]
        pick = self.chance.choice(free)
        self.touched.add(pick)
        return pick

    def say(self, office: str, code: str, value: object = ..., note: str = "") -> None:
        """Let an office answer otherwise, with a note; its value stays without one."""
        before = self.assessments[office].answer(code)
        answer = Answer(before.value if value is ... else value, note)  # type: ignore[arg-type]
        self.assessments[office] = self.assessments[office].with_answer(code, answer)

    def support(self, office: str, code: str, *files: Evidence) -> None:
        """Let these files be the evidence of a question."""
        rest = tuple(item for item in self.assessments[office].evidence if item.question != code)
        self.assessments[office] = replace(self.assessments[office], evidence=(*rest, *files))

    def know(self, office: str, **but: object) -> None:
        """Let something else be known of an office."""
        self.contexts[office] = replace(self.contexts[office], **but)  # type: ignore[arg-type]

    def fault(self, office: str, kind: str, where: str) -> None:
        """Remember that a fault was put in."""
        self.truth.add((office, kind, where))

    def a_story(self, letters: int) -> str:
        """Words in an order that no other note has, at least that many letters."""
        words: list[str] = []
        while len(" ".join(words)) < letters:
            words.append(self.chance.choice(WORDS))
        return " ".join(words)


@dataclass(frozen=True)
class Measure:
    """Of one kind of finding: how many were put in, found, and rightly found."""

    planted: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Rightly found of all found, 1 where nothing is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Rightly found of all put in, 1 where nothing was put in."""
        return self.right / self.planted if self.planted else 1.0


def plant(seed: str = "0", times: int = 3) -> Corpus:
    """The corpus: each fault and each look-alike in `times` places, drawn by the seed."""
    corpus = Corpus(
        {office: _in_order(office) for office in OFFICES},
        {office: _known(office) for office in OFFICES},
        chance=random.Random(seed),
    )
    for put in (*FAULTS, *LOOK_ALIKES):
        for _ in range(times):
            put(corpus)
    return corpus


def find(corpus: Corpus) -> set[Where]:
    """All that the rules find in it."""
    found = {
        (office, one.kind, one.where)
        for office, assessment in corpus.assessments.items()
        for one in checks.findings(SHEET, assessment, corpus.contexts[office])
    }
    alike = doubles.doubles(
        [
            Photo(office, item.question, item.sha256, item.name, item.mime)
            for office, assessment in corpus.assessments.items()
            for item in assessment.evidence
            if item.on
        ],
        [
            Narrative(office, code, answer.note)
            for office, assessment in corpus.assessments.items()
            for code, answer in assessment.answers.items()
            if answer.note
        ],
        corpus.alike,
    )
    return found | {(office, one.kind, one.where) for office, listed in alike.items() for one in listed}


def measure(corpus: Corpus) -> Mapping[str, Measure]:
    """How well each kind is found."""
    found = find(corpus)
    planted, told, right = (
        Counter(kind for _, kind, _ in some) for some in (corpus.truth, found, corpus.truth & found)
    )
    return {kind: Measure(planted[kind], told[kind], right[kind]) for kind in (*checks.KINDS, *doubles.KINDS)}


def _in_order(office: str) -> Assessment:
    """An assessment without a fault: best answers, each with a file of its own, no notes."""
    answers = dict(answers_everywhere(SHEET, "best"))
    answers["U.R.1.i.a"] = Answer(inputs(n_agent=4, n_change=4))
    answers["U.R.1.i.b"] = Answer(inputs(n_change=4, n_integrated=4))
    answers["U.R.5.iii.a"] = Answer(inputs(n_prev=2, n_now=0, n_sanctioned=0))
    answers["U.R.7.ii.a"] = Answer(inputs(n_due=9, n_open=2, n_done=7))
    files = tuple(Evidence(code, _digest(office, code), 9000, f"Bukti {code}.pdf", PDF) for code in CODES)
    return Assessment(Key(office, YEAR, SHEET.id), answers, files)


def _known(office: str) -> Context:
    before = replace(_in_order(office), key=Key(office, YEAR - 1, SHEET.id))
    before = before.with_answer("U.R.5.iii.a", Answer(inputs(n_prev=5, n_now=2, n_sanctioned=2)))
    return Context(profile=Profile("Camat Contoh", "Operator Contoh"), last_year=before, respondents=40)


def _digest(*names: str) -> str:
    return f"{random.Random('/'.join(names)).getrandbits(256):064x}"


def _file(office: str, code: str, name: str, mime: str = PDF, digest: str = "") -> Evidence:
    return Evidence(code, digest or _digest(office, code, name), 9000, name, mime)


# --- faults -----------------------------------------------------------------------------------------------


def _unanswered(corpus: Corpus) -> None:
    office, code = corpus.draw()
    corpus.say(office, code, None)
    corpus.fault(office, "unanswered", code)


def _without_evidence(corpus: Corpus) -> None:
    office, code = corpus.draw()
    corpus.support(office, code)
    corpus.fault(office, "no_evidence", code)


def _lost(corpus: Corpus) -> None:
    office, code = corpus.draw()
    gone = corpus.assessments[office].evidence_of(code)[0].sha256
    corpus.know(office, lost=frozenset({gone, *corpus.contexts[office].lost}))
    corpus.fault(office, "evidence_lost", code)


def _nameless(corpus: Corpus) -> None:
    office, _ = corpus.draw("profil")
    corpus.know(office, profile=Profile("", "Operator Contoh"))
    corpus.fault(office, "identity", "profil")


def _nothing_due(corpus: Corpus) -> None:
    office, code = corpus.draw("U.R.7.iii.a")
    corpus.say(office, code, inputs(n_head=0, n_other=0, n_filed=0))
    corpus.fault(office, "edge_case", code)


def _jump(corpus: Corpus) -> None:
    office, code = corpus.draw(*_LETTERS)
    _let_last_year_be(corpus, office, code, SHEET.question(code).scale.options[-1].label)
    corpus.fault(office, "jump", code)


def _shared_number(corpus: Corpus) -> None:
    office, code = corpus.draw("U.R.1.i.b")
    corpus.say(office, code, inputs(n_change=3, n_integrated=3))
    corpus.fault(office, "contradiction", code)


def _last_years_number(corpus: Corpus) -> None:
    office, code = corpus.draw("U.R.5.iii.a")
    corpus.say(office, code, inputs(n_prev=3, n_now=0, n_sanctioned=0))
    corpus.fault(office, "contradiction", code)


def _complaints(corpus: Corpus) -> None:
    office, _ = corpus.draw("U.R.7.ii.a")
    corpus.touched.add((office, "U.P.7.iii.b"))
    corpus.say(office, "U.R.7.ii.a", inputs(n_due=9, n_open=1, n_done=7))
    corpus.fault(office, "contradiction", "U.P.7.iii.b")


def _no_survey(corpus: Corpus) -> None:
    office, _ = corpus.draw("survei")
    corpus.know(office, respondents=0)
    for code in ("U.P.8.iv.a", "U.P.8.iv.b", "U.P.8.iv.c"):
        corpus.fault(office, "survey_mismatch", code)


def _denied_survey(corpus: Corpus) -> None:
    office, _ = corpus.draw("survei")
    corpus.say(office, "U.P.8.iv.a", "C")
    corpus.fault(office, "survey_mismatch", "U.P.8.iv.a")


def _old_evidence(corpus: Corpus) -> None:
    office, code = corpus.draw(*_YEARLY)
    _date(corpus, office, code, date(YEAR - 1, 12, 31))
    corpus.fault(office, "stale_evidence", code)


def _repeated_note(corpus: Corpus) -> None:
    office, first = corpus.draw()
    note, places = corpus.a_story(30), [first]
    for _ in range(2):
        _, code = corpus.draw(besides=tuple(other for other in OFFICES if other != office))
        places.append(code)
    for code, written in zip(places, (note, note.upper(), f" {note}."), strict=True):
        corpus.say(office, code, note=written)
    corpus.fault(office, "same_note", min(places, key=CODES.index))


def _unproven(corpus: Corpus) -> None:
    office, _ = corpus.draw("tindak lanjut")
    corpus.know(office, finished=(Finished(RECOMMENDATION, "R-02", "Buat agenda perubahan."),))
    corpus.fault(office, checks.FOLLOWUP, RECOMMENDATION)


def _shared_photo(corpus: Corpus) -> None:
    one, first = corpus.draw()
    other, second = corpus.draw(besides=(one,))
    for office, code in ((one, first), (other, second)):
        photo = _file(office, code, "Rapat.jpg", JPEG, digest=_digest(one, first, "photo"))
        corpus.support(office, code, photo)
        corpus.fault(office, "same_photo", code)


def _like_photo(corpus: Corpus) -> None:
    one, first = corpus.draw()
    other, second = corpus.draw(besides=(one,))
    names = [_digest(one, first, "taken"), _digest(one, first, "sent on")]
    for office, code, name in ((one, first, names[0]), (other, second, names[1])):
        corpus.support(office, code, _file(office, code, "Rapat.jpg", JPEG, digest=name))
        corpus.fault(office, "like_photo", code)
    corpus.alike.add((min(names), max(names)))


def _shared_text(corpus: Corpus) -> None:
    one, first = corpus.draw()
    other, second = corpus.draw(besides=(one,))
    story = corpus.a_story(doubles.LEAST_OF_A_TEXT)
    for office, code, note in ((one, first, story), (other, second, story.replace(" ", ", ", 1).title())):
        corpus.say(office, code, note=note)
        corpus.fault(office, "same_text", code)


# --- look-alikes ------------------------------------------------------------------------------------------


def _cleared_but_worthless(corpus: Corpus) -> None:
    """Worth nothing, and so without evidence in order."""
    office, code = corpus.draw(*_LETTERS)
    corpus.say(office, code, SHEET.question(code).scale.options[-1].label)
    corpus.support(office, code)


def _explained_jump(corpus: Corpus) -> None:
    office, code = corpus.draw(*_LETTERS)
    _let_last_year_be(corpus, office, code, SHEET.question(code).scale.options[-1].label)
    corpus.say(office, code, note="SK baru terbit Maret")


def _explained_zero(corpus: Corpus) -> None:
    office, code = corpus.draw("U.R.7.iii.b")
    corpus.say(office, code, inputs(n_es3=0, n_es4=0, n_func=0, n_filed=0), note="Tidak ada wajib lapor.")


def _one_step_up(corpus: Corpus) -> None:
    office, code = corpus.draw(*_LETTERS)
    _let_last_year_be(corpus, office, code, SHEET.question(code).scale.options[1].label)


def _young_evidence(corpus: Corpus) -> None:
    office, code = corpus.draw(*_YEARLY)
    _date(corpus, office, code, date(YEAR, 1, 1))


def _twice_only(corpus: Corpus) -> None:
    office, first = corpus.draw()
    _, second = corpus.draw(besides=tuple(other for other in OFFICES if other != office))
    note = corpus.a_story(40)
    for code in (first, second):
        corpus.say(office, code, note=note)


def _short_notes(corpus: Corpus) -> None:
    office, _ = corpus.draw()
    for _ in range(3):
        _, code = corpus.draw(besides=tuple(other for other in OFFICES if other != office))
        corpus.say(office, code, note="Ada, lihat SK")


def _shared_regulation(corpus: Corpus) -> None:
    one, first = corpus.draw()
    other, second = corpus.draw(besides=(one,))
    for office, code in ((one, first), (other, second)):
        corpus.support(
            office, code, _file(office, code, "Perbup.pdf", digest=_digest(one, first, "regulation"))
        )


def _own_photo_twice(corpus: Corpus) -> None:
    office, first = corpus.draw()
    _, second = corpus.draw(besides=tuple(other for other in OFFICES if other != office))
    for code in (first, second):
        corpus.support(
            office, code, _file(office, code, "Rapat.jpg", JPEG, digest=_digest(office, first, "own"))
        )


def _own_photo_saved_again(corpus: Corpus) -> None:
    office, first = corpus.draw()
    _, second = corpus.draw(besides=tuple(other for other in OFFICES if other != office))
    names = sorted(_digest(office, first, kind) for kind in ("taken", "smaller"))
    for code, name in zip((first, second), names, strict=True):
        corpus.support(office, code, _file(office, code, "Rapat.jpg", JPEG, digest=name))
    corpus.alike.add((names[0], names[1]))


def _one_word_apart(corpus: Corpus) -> None:
    one, first = corpus.draw()
    other, second = corpus.draw(besides=(one,))
    story = corpus.a_story(doubles.LEAST_OF_A_TEXT + 20)
    corpus.say(one, first, note=story)
    corpus.say(other, second, note=f"{story} kami")


def _short_text_elsewhere(corpus: Corpus) -> None:
    one, first = corpus.draw()
    other, second = corpus.draw(besides=(one,))
    story = corpus.a_story(60)[: doubles.LEAST_OF_A_TEXT - 1]
    for office, code in ((one, first), (other, second)):
        corpus.say(office, code, note=story)


FAULTS: tuple[Callable[[Corpus], None], ...] = (
    *(_unanswered, _without_evidence, _lost, _nameless, _nothing_due, _jump),
    *(_shared_number, _last_years_number, _complaints, _no_survey, _denied_survey),
    *(_old_evidence, _repeated_note, _unproven, _shared_photo, _shared_text, _like_photo),
)
LOOK_ALIKES: tuple[Callable[[Corpus], None], ...] = (
    *(_cleared_but_worthless, _explained_jump, _explained_zero, _one_step_up, _young_evidence),
    *(
        _twice_only,
        _short_notes,
        _shared_regulation,
        _own_photo_twice,
        _own_photo_saved_again,
        _one_word_apart,
        _short_text_elsewhere,
    ),
)


def _let_last_year_be(corpus: Corpus, office: str, code: str, value: str) -> None:
    before = corpus.contexts[office].last_year
    assert before is not None
    corpus.know(office, last_year=before.with_answer(code, Answer(value)))


def _date(corpus: Corpus, office: str, code: str, day: date) -> None:
    file = corpus.assessments[office].evidence_of(code)[0].sha256
    corpus.know(office, dated={**corpus.contexts[office].dated, file: day})


# questions that no other rule speaks of
_CHOICES = tuple(
    code
    for code in CODES
    if SHEET.question(code).scale.options and not code.startswith(("U.P.8.iv", "U.P.7.iii"))
)
_LETTERS = tuple(code for code in _CHOICES if len(SHEET.question(code).scale.options) > 3)
_YEARLY = tuple(code for code in _CHOICES if SHEET.question(code).period_months == 12)
