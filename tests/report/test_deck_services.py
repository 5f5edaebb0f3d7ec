from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from rbdesk import text
from rbdesk.report import deck_services
from rbdesk.report.outline import Facts, Note, Picture, Table
from tests import documents


def test_satisfaction_stands_on_all_respondents_and_names_the_lowest_elements() -> None:
    year = documents.a_regency_year()
    assert year.survey is not None
    assert year.survey.result.index is not None
    assert year.survey.result.quality is not None
    slide = deck_services.service(year)
    assert slide.title == (
        f"Pelayanan publik: IKM {text.number(year.survey.result.index)}, mutu {year.survey.result.quality.letter}"
    )
    (facts,) = [block for block in slide.blocks if isinstance(block, Facts)]
    assert ("Responden", text.number(year.survey.result.respondents, 0)) in facts.pairs
    words = str(slide.blocks)
    for low in year.survey.result.lowest():
        assert low.element.title in words
    assert "bukan rata-rata kecamatan" in slide.notes
    (picture,) = [block for block in slide.blocks if isinstance(block, Picture)]
    assert len(picture.figure.bars) == sum(  # type: ignore[union-attr]
        one.survey is not None and one.survey.result.index is not None for one in year.offices
    )


def test_an_office_with_too_few_respondents_is_named() -> None:
    year = documents.a_regency_year()
    short = [one.name for one in year.offices if one.survey and one.survey.result.is_enough is False]
    assert short
    notes = [block.text for block in deck_services.service(year).blocks if isinstance(block, Note)]
    assert any(short[0] in words for words in notes)


def test_innovations_are_what_offices_wrote_with_their_evidence_first() -> None:
    year = documents.a_regency_year()
    slide = deck_services.innovations(year)
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    assert 0 < len(table.rows) <= 6
    by_name = {one.name: one for one in year.offices}
    shown = {year.instrument.display(code): code for code in year.instrument.place_of}
    has_files = []
    for name, code, note, files in table.rows:
        one, question = by_name[str(name)], shown[str(code)]
        assert one.answers[question].note.startswith(str(note).rstrip("…"))
        has_files.append(files != "belum ada")
        assert has_files[-1] == any(item.question == question for item in one.evidence)
    assert has_files == sorted(has_files, reverse=True)


def test_without_innovations_the_slide_is_a_form_and_says_so() -> None:
    year = documents.a_regency_year()
    silent = tuple(replace(one, answers={}) for one in year.offices)
    slide = deck_services.innovations(replace(year, offices=silent))
    assert "Masalah:" in str(slide.blocks)
    assert not slide.sources


def test_the_strategy_names_its_weakest_point_and_its_base() -> None:
    year = documents.a_regency_year()
    assert year.checklist is not None
    known = [
        (mean, point.name) for mean, point in zip(year.strategy_means, year.checklist.points, strict=True)
    ]
    weakest = min((mean, name) for mean, name in known if mean is not None)[1]
    slide = deck_services.strategy(year)
    assert slide.title == f"Strategi 4+1: pokok terlemah {weakest}"
    assert f"Diisi {year.strategy_counted} dari 23 kecamatan." in str(slide.blocks)
    assert "bukan instrumen resmi" in str(slide.blocks)
    (picture,) = [block for block in slide.blocks if isinstance(block, Picture)]
    values = [Fraction(bar.value) for bar in picture.figure.bars]  # type: ignore[union-attr]
    assert values == [mean for mean, _ in known if mean is not None]
