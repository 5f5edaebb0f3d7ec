"""Every column of the dataset is described once, in the same words wherever it stands."""

from __future__ import annotations

import re

import pytest

from rbdesk.report import dataset_contents

TABLES = {
    name: getattr(dataset_contents, name) for name in ("OFFICES", "QUESTIONS", "ANSWERS", "SCORES", "SURVEY")
}


@pytest.mark.parametrize("name", TABLES)
def test_names_are_plain_and_unique_and_each_is_described(name):
    columns = TABLES[name]
    names = [column.name for column in columns]
    assert len(names) == len(set(names))
    assert [one for one in names if not re.fullmatch(r"[a-z_]+", one)] == []
    assert [column.name for column in columns if len(column.about) < 10] == []
    assert {column.kind for column in columns} <= {"string", "integer", "number", "boolean"}


def test_what_leads_to_another_table_has_one_description():
    shared = {"year", "regency", "office", "instrument"}
    about = {
        (column.name, column.about)
        for columns in TABLES.values()
        for column in columns
        if column.name in shared
    }
    assert len(about) == len(shared)
