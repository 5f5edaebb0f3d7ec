from __future__ import annotations

import re
import subprocess
from pathlib import Path

from rbdesk.report.survey_form import survey_form
from rbdesk.workflow import catalog

SURVEY = catalog.survey_of_year(2020)
WORDING = catalog.survey_wording(SURVEY.id)


def test_the_form_is_one_page_and_the_same_each_time() -> None:
    page = survey_form(SURVEY, WORDING, office="Babelan")

    assert page == survey_form(SURVEY, WORDING, office="Babelan")
    assert len(re.findall(rb"/Type /Page\b", page)) == 1
    assert len(page) < 60_000


def test_every_element_has_a_spoken_question_with_four_different_answers() -> None:
    assert [one.element.key for one in WORDING.questions] == [one.key for one in SURVEY.elements]
    for one in WORDING.questions:
        assert one.text.endswith("?")
        assert len(one.text) <= 64, "a question fills at most two lines of the kiosk"
        assert len(set(one.answers)) == 4
        assert all(len(answer) <= 16 for answer in one.answers), "an answer fits its card"


def test_the_page_can_be_read_as_text(tmp_path: Path) -> None:
    from shutil import which

    path = tmp_path / "form.pdf"
    path.write_bytes(survey_form(SURVEY, WORDING, office="Babelan"))
    if which("pdftotext") is None:
        assert path.stat().st_size > 1000
        return
    words = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    for one in WORDING.questions:
        assert one.text in words
    assert "Kecamatan Babelan" in words
