"""Answers of single respondents of the survey, on this computer only: no bundle carries them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rbdesk.domain.survey import Batch, Form
from rbdesk.store.database import Store
from rbdesk.store.values import json_text

_OF_BATCH = "office = ? AND year = ? AND instrument = ? AND service = ? AND period = ? AND batch = ?"


def list_forms(db: Store, office: str, year: int, batch: Batch) -> tuple[Form, ...]:
    """The forms of a batch in the order in which they were filled; empty where only counts were typed."""
    found = db.query(
        f"SELECT answers, profile FROM forms WHERE {_OF_BATCH} ORDER BY place", _name(office, year, batch)
    )
    return tuple(
        Form(tuple(map(int, answers)), tuple((field, choice) for field, choice in json.loads(profile)))
        for answers, profile in found
    )


def has_forms(db: Store, office: str, year: int, batch: Batch) -> bool:
    """Whether a batch has any form; as quick at its thousandth form as at its second."""
    return bool(db.query(f"SELECT 1 FROM forms WHERE {_OF_BATCH} LIMIT 1", _name(office, year, batch)))


def add_form(db: Store, office: str, year: int, batch: Batch, form: Form) -> None:
    """Put one more form at the end of a batch."""
    name = _name(office, year, batch)
    last = db.query(f"SELECT max(place) FROM forms WHERE {_OF_BATCH}", name)[0][0] or 0
    db.execute("INSERT INTO forms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*name, last + 1, *_line(form)))


def keep_forms(db: Store, office: str, year: int, batch: Batch, forms: Sequence[Form]) -> None:
    """Let these forms stand in place of a batch's former ones."""
    name = _name(office, year, batch)
    db.execute(f"DELETE FROM forms WHERE {_OF_BATCH}", name)
    rows = [(*name, place, *_line(form)) for place, form in enumerate(forms, start=1)]
    db.execute_many("INSERT INTO forms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _name(office: str, year: int, batch: Batch) -> tuple[str | int, ...]:
    return (office, year, batch.instrument, batch.service, batch.period, batch.batch)


def _line(form: Form) -> tuple[str, str]:
    return ("".join(map(str, form.answers)), json_text(form.profile))
