"""Score sheets of many offices as pandas frames, for statistics and for files.

Here exact numbers become floats: a frame is for counting and comparing, and what a figure plots comes from the
sheets themselves. Importing pandas takes a third of a second: only jobs and files ask for this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from rbdesk.analysis.cases import Case
from rbdesk.domain.scoring import ScoreSheet

TOTAL = "total"


def scores_frame(sheets: Mapping[str, ScoreSheet]) -> pd.DataFrame:
    """DataFrame: index office code, columns area codes in the sheet's order and "total", float percent 0..100."""
    rows = {
        office: [
            *(float(sheet.area_percent(group.places)) for group in sheet.instrument.areas),
            _total(sheet),
        ]
        for office, sheet in sheets.items()
    }
    areas = next((sheet.instrument.areas for sheet in sheets.values()), ())
    columns = [*(group.code for group in areas), TOTAL]
    return _frame(rows, columns, "area")


def answers_frame(sheets: Mapping[str, ScoreSheet]) -> pd.DataFrame:
    """DataFrame: index office code, columns question codes in the sheet's order, float share 0..1, NaN unanswered."""
    first = next(iter(sheets.values()), None)
    places = first.instrument.question_places if first is not None else ()
    columns = [first.instrument.nodes[place].code for place in places] if first is not None else []
    rows = {office: [_share(sheet, place) for place in places] for office, sheet in sheets.items()}
    return _frame(rows, columns, "question")


def cases_frame(cases: Sequence[Case]) -> pd.DataFrame:
    """DataFrame: a row per ruling, columns "verifier", "area", "office", "code" (text), "change" (float share −1..1)."""
    rows = [(case.verifier, case.area, case.office, case.code, float(case.change)) for case in cases]
    return pd.DataFrame(rows, columns=["verifier", "area", "office", "code", "change"])


def _frame(rows: Mapping[str, Sequence[float]], columns: Sequence[str], name: str) -> pd.DataFrame:
    index = pd.Index(list(rows), name="office", dtype=object)
    heads = pd.Index(list(columns), name=name, dtype=object)
    return pd.DataFrame(list(rows.values()), index=index, columns=heads, dtype=float)


def _total(sheet: ScoreSheet) -> float:
    return float(sheet.percent())


def _share(sheet: ScoreSheet, place: int) -> float:
    found = sheet.shares[place]
    return float(found.value) if found is not None and found.answered else float("nan")
