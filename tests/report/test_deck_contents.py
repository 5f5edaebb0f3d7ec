from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from rbdesk import text
from rbdesk.report import deck_contents, pptx
from rbdesk.report.deck_contents import SLIDE_NAMES, chosen, default_keys, office_deck, regency_deck
from rbdesk.report.outline import Deck
from rbdesk.report.year import OfficeYear, RegencyYear
from tests import documents
from tests.documents import MADE
from tests.report import slides

OFFICES = ("32.16.01", "32.16.14", "32.16.21")


@cache
def regency() -> tuple[Deck, tuple[Any, ...]]:
    """The regency's deck as usual, and its slides as they were read back."""
    whole = regency_deck(documents.a_regency_year(), MADE)
    deck = chosen(whole, default_keys(whole))
    return deck, read(deck)


def read(deck: Deck) -> tuple[Any, ...]:
    content = pptx.deck_bytes(deck)
    assert slides.faults(content) == []
    return tuple(slides.opened(content).slides)


def numbers_of(year: OfficeYear) -> Iterator[Fraction]:
    """Every number of an office that a slide may show with decimals."""
    instrument = year.instrument
    whole, target = Fraction(instrument.weight), Fraction(year.target)
    yield from (
        Fraction(one)
        for one in (instrument.weight, year.target, *(group.weight for group in instrument.areas))
    )
    for sheet in (year.sheet, year.verified, year.last):
        if sheet is None:
            continue
        yield from (
            sheet.percent(),
            sheet.total,
            target - sheet.percent(),
            sheet.percent() - target,
        )
        for group in instrument.areas:
            yield from (sheet.area_percent(group.places), sheet.area(group.places))
        for place in instrument.question_places:
            yield (instrument.question_share_weight(place) - sheet.points[place]) / whole * 100
    if year.change is not None:
        yield year.change
    if year.survey is not None and year.survey.result.index is not None:
        yield year.survey.result.index
        yield from (one.nrr for one in year.survey.result.elements if one.nrr is not None)
    if year.path is not None:
        yield from (year.path.start, year.path.reached, year.path.most)
        yield from (step.points / whole * 100 for step in year.path.steps)
    yield from (Fraction(row.progress) for row in year.followups)


def numbers_of_all(year: RegencyYear) -> Iterator[Fraction]:
    for one in year.offices:
        yield from numbers_of(one)
    yield from year.average or ()
    yield from (mean for mean in year.strategy_means if mean is not None)
    own = [one.index for one in year.history if one.owner == year.register.code]
    yield from (Fraction(index) for index in own)
    yield from (Fraction(after - before) for before, after in pairwise(own))
    yield from (Fraction(year.target) - Fraction(index) for index in own)
    assert year.average_total is not None
    assert year.survey is not None
    assert year.survey.result.index is not None
    assert year.path is not None
    yield from (year.average_total, year.survey.result.index, year.path.start, year.path.reached)
    yield from (one.nrr for one in year.survey.result.elements if one.nrr is not None)
    if year.own is not None:
        yield year.own.percent()
    whole = Fraction(year.instrument.weight)
    for _, steps in year.path.lines:
        yield sum((step.points for step in steps), Fraction(0)) / whole * 100 / len(year.path.offices)
    groups: dict[tuple[str, str], list[int]] = {}
    for row in year.followups:
        if row.status.value == "proses":
            groups.setdefault((row.recommendation.area, row.recommendation.text), []).append(row.progress)
        if row.is_open and row.due is not None:
            month = "lewat" if row.days_late > 0 else f"{row.due:%Y-%m}"
            groups.setdefault((month, row.recommendation.text), []).append(row.progress)
    yield from (Fraction(sum(found), len(found)) for found in groups.values())
    judged = [
        (one.sheet, one.verified)
        for one in year.offices
        if one.sheet is not None and one.verified is not None
    ]
    for side in zip(*judged, strict=True):
        yield sum((sheet.percent() for sheet in side), Fraction(0)) / len(judged)
    yield from (verified.percent() - own.percent() for own, verified in judged)


def decimals(words: str) -> set[str]:
    """The numbers with a decimal comma in a text, without signs."""
    return set(re.findall(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*,\d+", words))


def test_every_decimal_number_of_the_regencys_slides_is_the_engines() -> None:
    year = documents.a_regency_year()
    known = {text.number(abs(one), places) for one in numbers_of_all(year) for places in (1, 2)}
    deck, made = regency()
    for told, slide in zip(deck.slides, made, strict=True):
        notes = (
            slides.notes(slide) if told.key != "sources" else ""
        )  # those cite the instrument's own sources
        shown = decimals(" | ".join([*slides.texts(slide), notes]))
        assert shown <= known, (slide.shapes.title.text_frame.text, shown - known)


@pytest.mark.parametrize("code", OFFICES)
def test_every_decimal_number_of_an_offices_slides_is_the_engines(code: str) -> None:
    year = documents.a_regency_year().of(code)
    known = {text.number(abs(one), places) for one in numbers_of(year) for places in (1, 2)}
    for slide in read(office_deck(year, MADE)):
        answers = {cell for cell in decimals(" ".join(slides.texts(slide))) if "." in cell}
        shown = decimals(" | ".join(slides.texts(slide))) - answers
        assert shown <= known, (slide.shapes.title.text_frame.text, shown - known)


def test_every_number_of_the_charts_is_the_engines_in_cache_and_data_sheet() -> None:
    year = documents.a_regency_year()
    assert year.average is not None
    charts = [chart for slide in regency()[1] for chart in slides.charts(slide)]
    assert len(charts) == 4
    assert all(chart.cached == chart.embedded for chart in charts)
    by_names = {chart.categories: chart.cached for chart in charts}
    areas = tuple(group.short for group in year.instrument.areas)
    shown = map(slides.shown, year.average)
    assert by_names[areas]["Capaian"] == tuple(shown)
    lacking = (max(Fraction(0), 60 - one) for one in year.average)
    assert by_names[areas]["Jarak ke target 60"] == tuple(slides.shown(one) for one in lacking)
    assert year.checklist is not None
    points = tuple(point.name for point in year.checklist.points)
    assert by_names[points]["Capaian"] == tuple(slides.shown(one) for one in year.strategy_means)
    index = {
        f"{one.name} ({one.survey.result.quality.letter})": slides.shown(one.survey.result.index)
        for one in year.offices
        if one.survey and one.survey.result.quality and one.survey.result.index is not None
    }
    names = next(names for names in by_names if set(names) == set(index))
    assert dict(zip(names, by_names[names]["Capaian"], strict=True)) == index
    history = next(chart for chart in charts if "Indeks RB (14/2014)" in chart.cached)
    assert history.cached["Indeks RB (14/2014)"][:3] == (51.28, 56.33, 59.36)


def test_all_texts_fit_on_every_slide() -> None:
    annex = read(chosen(regency_deck(documents.a_regency_year(), MADE), ("appendix",)))
    assert len(annex) > 2
    for slide in (*regency()[1], *annex):
        assert slides.overflows(slide) == [], slide.shapes.title.text_frame.text
    for code in OFFICES:
        for slide in read(office_deck(documents.a_regency_year().of(code), MADE)):
            assert slides.overflows(slide) == []


def test_the_usual_slides_stand_in_the_usual_order_each_on_one_page() -> None:
    deck, made = regency()
    whole = regency_deck(documents.a_regency_year(), MADE)
    assert tuple(slide.key for slide in whole.slides) == tuple(SLIDE_NAMES)
    assert tuple(slide.key for slide in deck.slides) == tuple(key for key in SLIDE_NAMES if key != "appendix")
    assert [slide.shapes.title.text_frame.text for slide in made] == [slide.title for slide in deck.slides]


def test_every_slide_has_notes_and_a_source_with_its_base() -> None:
    deck, made = regency()
    for slide, native in zip(deck.slides, made, strict=True):
        assert slides.notes(native).strip()
        assert slide.key == deck_contents.TITLE or slide.sources
    told = {slide.key: slides.notes(native) for slide, native in zip(deck.slides, made, strict=True)}
    for key in ("commitment", "areas", "weakest", "innovation"):
        assert re.search(r"Kec\. [A-Z][\w ]+ [PR]\.\d\.", told[key]), key
        assert "bukti “" in told[key]
    for key in ("areas", "weakest", "matrix", "map", "innovation"):
        words = " ".join(slides.texts(made[list(SLIDE_NAMES).index(key)]))
        assert re.search(r"\d+ dari 23 kecamatan, per 5 September 2020", words), key


def test_every_slide_of_both_decks_has_a_name_to_choose_it_by() -> None:
    assert dict(deck_contents.slide_names(regency_deck(documents.a_regency_year(), MADE))) == SLIDE_NAMES
    for code in (*OFFICES, "32.16.12"):
        names = dict(deck_contents.slide_names(office_deck(documents.a_regency_year().of(code), MADE)))
        assert names.items() <= deck_contents.OFFICE_NAMES.items()


def test_slides_are_chosen_and_ordered_as_asked() -> None:
    deck = regency()[0]
    made = chosen(deck, ("map", "history", "map"))
    assert [slide.key for slide in made.slides] == ["title", "map", "history"]
    assert [slide.key for slide in chosen(deck, ("sources", "title")).slides] == ["title", "sources"]
    with pytest.raises(KeyError):
        chosen(deck, ("peta",))


def test_title_and_subtitle_are_the_persons_own() -> None:
    deck = regency_deck(documents.a_regency_year(), MADE, " Paparan Sekda ", "Untuk KemenPANRB")
    assert (deck.title, deck.subtitle) == ("Paparan Sekda", "Untuk KemenPANRB")
    assert deck.slides[0].title == "Paparan Sekda"
    assert (
        len(regency_deck(documents.a_regency_year(), MADE, "x" * 999).title) == deck_contents.MOST_OF_A_TITLE
    )


def test_before_anything_has_come_each_slide_says_so() -> None:
    year = documents.a_regency_year()
    silent = tuple(
        replace(
            one,
            sheet=None,
            missing="not_sent",
            answers={},
            evidence=(),
            followups=(),
            survey=None,
            strategy=None,
        )
        for one in year.offices
    )
    empty = replace(
        year, offices=silent, counted=0, received=0, average=None, average_total=None, path=None, survey=None,
        own=None, history=(), strategy_counted=0,
    )  # fmt: skip
    deck = regency_deck(empty, MADE)
    for slide in read(deck):
        assert slides.overflows(slide) == []
    assert set(SLIDE_NAMES) - set(default_keys(deck)) == deck_contents.OFF_BY_DEFAULT | {"appendix"}
    words = {slide.key: " ".join(map(str, slide.blocks)) for slide in deck.slides}
    assert "Masalah:" in words["innovation"]
    for key in (
        "areas",
        "weakest",
        "map",
        "path",
        "service",
        "followup",
        "strategy",
        "history",
        "commitment",
    ):
        assert "Belum ada" in words[key], key


LONG = ("=1+1\x00", "kata " * 400, "a" * 1999, "\u202e" + "漢" * 300, "")


def test_names_and_recommendations_of_any_length_stay_on_their_slides() -> None:
    year = documents.a_regency_year()
    spoilt = tuple(_spoilt(one, LONG[at % len(LONG)]) for at, one in enumerate(year.offices))
    for slide in read(regency_deck(replace(year, offices=spoilt), MADE, LONG[1], LONG[2])):
        assert slides.overflows(slide) == [], slide.shapes.title.text_frame.text
    for one, words in zip(spoilt, LONG[:4], strict=False):
        for slide in read(office_deck(one, MADE, words, words)):
            assert slides.overflows(slide) == [], slide.shapes.title.text_frame.text


def _spoilt(one: OfficeYear, words: str) -> OfficeYear:
    return replace(
        one,
        office=replace(one.office, name=words[:300] or one.office.name),
        followups=tuple(
            replace(row, recommendation=replace(row.recommendation, text=f"{at} {words}", letter=words[:80]))
            for at, row in enumerate(one.followups)
        ),
        answers={code: replace(answer, note=words) for code, answer in one.answers.items()},
    )
