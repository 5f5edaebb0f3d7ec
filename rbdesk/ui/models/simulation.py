"""What the simulator plays through: the next better answers of an assessment, and which of them a person ticked.

It reads answers and never changes one; every number comes from `domain.scoring` and `domain.pathway`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from rbdesk import messages, text
from rbdesk.domain import pathway, scoring
from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import Band, Instrument
from rbdesk.domain.pathway import Candidate, Limits
from rbdesk.domain.scoring import ScoreSheet, percent_of

HEAVIEST = 3
_REFORM, _INTO = "Reform", " → "
_LEAST = Decimal("0.000001")  # a target is passed only above it, so the band above it is the aim


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the simulator: one question and how far it could be improved.

    `points` on the scale 0..100 of the whole; `effort` 1..3; `is_left_out`: not to be proposed.
    """

    candidate: Candidate
    words: str
    where: str
    before: str
    after: str
    effort: int
    points: Fraction
    is_chosen: bool = False
    is_left_out: bool = False

    @property
    def code(self) -> str:
        """The question's code."""
        return self.candidate.code


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided in the simulator: steps by question, and the limits of what may be proposed."""

    steps: Mapping[str, Candidate] = field(default_factory=lambda: MappingProxyType({}))
    without: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    most_heavy: int | None = None
    least: int | None = None  # percent that every area must reach, with what is proposed

    @property
    def is_limited(self) -> bool:
        """Whether anything is kept from being proposed, or more is asked for than the target."""
        return bool(self.without or self.areas) or self.most_heavy is not None or self.least is not None


class Simulation:
    """One sheet with its answers, and a `choice` that can be taken back step by step."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.choice = Choice()
        self._answers: Mapping[str, Answer] = MappingProxyType({})
        self._candidates: dict[str, tuple[Candidate, ...]] = {}
        self._nearest: tuple[Candidate, ...] = ()
        self._past: list[Choice] = []
        self._future: list[Choice] = []
        self.sheet: ScoreSheet = scoring.score(instrument, {})

    # --- what there is --------------------------------------------------------------------------------------

    def set_answers(
        self, answers: Mapping[str, Answer], sheet: ScoreSheet, efforts: Mapping[str, int]
    ) -> None:
        """Start from these answers, whose score is `sheet`; ticked steps that no longer exist go."""
        self._answers, self.sheet = answers, sheet
        found = pathway.candidates(self.instrument, answers, efforts)
        by_code: dict[str, list[Candidate]] = {}
        for candidate in found:
            by_code.setdefault(candidate.code, []).append(candidate)
        self._candidates = {
            code: tuple(sorted(steps, key=lambda step: step.points)) for code, steps in by_code.items()
        }
        self._nearest = tuple(pathway.nearest(found))
        self.choice = self._still_possible(self.choice)
        self._past = [self._still_possible(choice) for choice in self._past]
        self._future = [self._still_possible(choice) for choice in self._future]

    def rows(self) -> tuple[Step, ...]:
        """Every question that can become better, those first that bring most."""
        shown = [self._step(self.choice.steps.get(one.code, one)) for one in self._nearest]
        return tuple(sorted(shown, key=lambda step: (-step.points, step.candidate.place)))

    def steps_of(self, code: str) -> tuple[Step, ...]:
        """How far one question could be improved, the nearest first."""
        return tuple(self._step(candidate) for candidate in self._candidates.get(code, ()))

    def is_shown(self, step: Step) -> bool:
        """Whether a row belongs to the areas that are looked at; what is ticked stays in sight."""
        areas = self.choice.areas
        return not areas or step.is_chosen or step.candidate.area_code in areas

    def percent(self) -> Fraction:
        """The score with the ticked steps, by the same arithmetic as everywhere."""
        return self.planned_sheet().percent()

    def planned_sheet(self) -> ScoreSheet:
        """The score sheet with the ticked steps."""
        if not self.choice.steps:
            return self.sheet
        planned = pathway.with_steps(self._answers, tuple(self.choice.steps.values()))
        return scoring.score(self.instrument, planned)

    # --- what a person decides ------------------------------------------------------------------------------

    def choose(self, code: str, on: bool) -> None:
        """Tick the step that is shown for a question, or take the tick away."""
        steps = dict(self.choice.steps)
        if on and code in self._candidates:
            steps.setdefault(code, next(one for one in self._nearest if one.code == code))
        elif not on:
            steps.pop(code, None)
        self._decide(replace(self.choice, steps=MappingProxyType(steps)))

    def choose_step(self, candidate: Candidate) -> None:
        """Tick a question with a certain step, e.g. a wider one."""
        self._decide(
            replace(self.choice, steps=MappingProxyType({**self.choice.steps, candidate.code: candidate}))
        )

    def choose_path(self, steps: Iterable[Candidate]) -> None:
        """Tick exactly these steps."""
        self._decide(replace(self.choice, steps=MappingProxyType({step.code: step for step in steps})))

    def leave_out(self, code: str, on: bool) -> None:
        """Keep a question from being proposed, or allow it again; its tick goes."""
        steps = {one: step for one, step in self.choice.steps.items() if one != code or not on}
        without = self.choice.without | {code} if on else self.choice.without - {code}
        self._decide(replace(self.choice, steps=MappingProxyType(steps), without=without))

    def look_at(self, areas: Iterable[str]) -> None:
        """Propose only from these areas (their codes), from all if there is none."""
        self._decide(replace(self.choice, areas=frozenset(areas)))

    def allow_heavy(self, most: int | None) -> None:
        """Propose at most so many heavy steps, any number for None."""
        self._decide(replace(self.choice, most_heavy=most))

    def ask_of_areas(self, least: int | None) -> None:
        """Propose so much that every area reaches this percent, or think of the whole only."""
        self._decide(replace(self.choice, least=least))

    def limits(self) -> Limits:
        """The limits as the search for a path takes them."""
        choice = self.choice
        floors = (
            ()
            if choice.least is None
            else tuple((group.code, Fraction(choice.least)) for group in self.instrument.areas)
        )
        return Limits(choice.without, choice.areas, choice.most_heavy, floors)

    def lift_limits(self) -> None:
        """Let everything be proposed again."""
        self._decide(Choice(self.choice.steps))

    def undo(self) -> bool:
        """Take the last decision back; False if there is none."""
        if not self._past:
            return False
        self._future.append(self.choice)
        self.choice = self._past.pop()
        return True

    def redo(self) -> bool:
        """Decide again what was taken back; False if there is nothing."""
        if not self._future:
            return False
        self._past.append(self.choice)
        self.choice = self._future.pop()
        return True

    # --- over a restart -------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """The choice in plain values: steps as the place of the step among those of its question."""
        places = {
            code: self._candidates[code].index(step)
            for code, step in self.choice.steps.items()
            if step in self._candidates.get(code, ())
        }
        choice = self.choice
        return {
            "steps": places,
            "without": sorted(choice.without),
            "areas": sorted(choice.areas),
            "most_heavy": choice.most_heavy,
            "least": choice.least,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take the choice of `state` again, but for what no longer exists."""
        steps = {}
        for code, at in dict(state.get("steps", {})).items():
            found = self._candidates.get(str(code), ())
            if isinstance(at, int) and 0 <= at < len(found):
                steps[str(code)] = found[at]
        codes = {group.code for group in self.instrument.areas}
        most, least = state.get("most_heavy"), state.get("least")
        self.choice = Choice(
            MappingProxyType(steps),
            frozenset(code for code in state.get("without", ()) if code in self.instrument.place_of),
            frozenset(code for code in state.get("areas", ()) if code in codes),
            most if isinstance(most, int) else None,
            least if isinstance(least, int) and 0 <= least <= 100 else None,
        )

    # --- inside ---------------------------------------------------------------------------------------------

    def _decide(self, choice: Choice) -> None:
        if choice != self.choice:
            self._past.append(self.choice)
            self._future.clear()
            self.choice = choice

    def _still_possible(self, choice: Choice) -> Choice:
        """A step stands as long as the question can still get to the same answer."""
        steps = {}
        for code, step in choice.steps.items():
            same = next((one for one in self._candidates.get(code, ()) if one.after == step.after), None)
            if same is not None:
                steps[code] = same
        return replace(choice, steps=MappingProxyType(steps))

    def _step(self, candidate: Candidate) -> Step:
        instrument, code = self.instrument, candidate.code
        question = instrument.question(code)
        place = instrument.place_of[code]
        part = next((one for one in instrument.ancestors(place) if instrument.nodes[one].level == "part"), 0)
        where = [instrument.display(code), candidate.area]
        if instrument.nodes[part].short == _REFORM:
            where.append(_REFORM)
        before, _, after = messages.step_words(candidate).partition(_INTO)
        return Step(
            candidate,
            question.action or instrument.nodes[place].name,
            " · ".join(where),
            before,
            after,
            min(candidate.effort, HEAVIEST),
            percent_of(candidate.points, Fraction(instrument.weight)),
            code in self.choice.steps,
            code in self.choice.without,
        )


def aim(instrument: Instrument, target: Decimal) -> tuple[str, Band | None]:
    """What lies above the target, in a word ("B", "di atas 65"), and the category there."""
    above = scoring.band(instrument, target + _LEAST)
    if above is not None and above.above == target:
        return above.code, above
    return f"di atas {text.number(target, 0 if target == target.to_integral_value() else 2)}", above
