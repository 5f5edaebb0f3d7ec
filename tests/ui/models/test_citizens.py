from __future__ import annotations

from contextlib import closing

from rbdesk import text
from rbdesk.domain.survey import rounded
from rbdesk.ui.models import citizens as rows
from rbdesk.workflow import citizens, setup
from tests import year
from tests.build import NOW
from tests.year import YEAR


def test_the_table_of_the_survey_shows_the_numbers_of_the_engine_element_by_element():
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as db:
        found = citizens.load_satisfaction(db, YEAR)
    table, columns = rows.survey_rows(found), rows.survey_columns(found)

    shown = [[column.show(column.value(row)) for column in columns] for row in table]
    assert shown[0][0] == "Kabupaten"
    for line, result in zip(shown, [found.total, *(one.result for one in found.offices)], strict=True):
        if result is None:
            assert not any(line[1:])
            continue
        assert line[1] == text.number(result.respondents, 0)
        assert line[2] == text.number(rounded(result.index))
        assert line[3] == result.quality.letter
        assert line[6:] == [text.number(rounded(one.nrr * 25)) for one in result.elements]
    for row in table:
        assert sum(map(row.is_low, range(9))) == (3 if row.result else 0)


def test_gates_are_named_by_code_and_their_cells_say_state_and_gap():
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as db:
        found = citizens.load_gates(db, YEAR, "WBK")
    table, columns = rows.gate_rows(found), rows.gate_columns(found)
    waiting = next(row for row in table if row.code == "32.16.10")

    assert [column.title for column in columns[2:6]] == ["Pengusulan", "Total", "A", "A.I"]
    assert columns[3].show(columns[3].value(waiting)) == "–"
    assert columns[3].tip is not None
    assert "belum dinilai" in columns[3].tip(waiting)
    assert columns[2].show(columns[2].value(waiting)) == "1/10"  # what holds for the whole regency
    assert "A.I Manajemen Perubahan" in rows.gate_legend(found)
