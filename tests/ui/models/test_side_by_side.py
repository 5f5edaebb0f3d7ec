from rbdesk.ui.models.side_by_side import load_side_by_side
from rbdesk.workflow import comparing
from tests import year
from tests.year import BABELAN, CIBITUNG, FIRST


def test_offices_stand_beside_each_other_with_what_has_to_be_said_of_them(tmp_path):
    with year.an_office(tmp_path / "a") as one, year.an_office(tmp_path / "b", label="Laptop 2") as two:
        year.say(one, {FIRST: "A"})
        year.say(two, {FIRST: "C"})
        with year.a_secretariat(tmp_path / "meja", one, two) as db:
            assert load_side_by_side(db, 2020).is_empty
            year.take_in(db, year.send(one, tmp_path / "kirim"), year.send(two, tmp_path / "kirim"))

            shown = load_side_by_side(db, 2020)

            assert shown.sides == comparing.load_sides(db, 2020)
    assert not shown.is_empty
    assert shown.statuses[BABELAN].conflicts == 1
    assert shown.reaches[BABELAN] == shown.statuses[BABELAN].range
    assert shown.of(BABELAN).row.missing == "conflict"
    assert shown.of("99.99.99") is None
    assert shown.reasons[BABELAN].startswith("dua versi, ")
    assert CIBITUNG not in shown.reasons
