"""Cells, vectors and snapshots: what goes in comes out, and an edit overwrites what it has seen."""

from __future__ import annotations

import itertools
import string
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain import reference
from rbdesk.domain.assessment import EMPTY, Answer, Evidence, Key
from rbdesk.domain.checks import Waiver
from rbdesk.domain.lineage import NOTHING, Cell, Edit, RowKey, Snapshot, join
from rbdesk.domain.submission import Profile
from rbdesk.domain.typed import clean_line, clean_text
from rbdesk.store import assessments, database
from rbdesk.store.assessments import PROFILE_ROW, answer_row, evidence_row
from rbdesk.store.database import Store
from tests.build import NOW, OFFICE, REPLICA_A, REPLICA_B, a_cell, a_snapshot, an_edit, an_evidence

IID = "lke-26-2020-unit"

# --- anything that a snapshot may hold --------------------------------------------------------------------

replicas = st.sampled_from([REPLICA_A, REPLICA_B, "0123456789abcdef"])
questions = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=8)
digests = st.sampled_from(["1" * 64, "e" * 64, "0123456789abcdef" * 4])
notes = st.text(max_size=60).map(clean_text)
lines = st.text(max_size=40).map(clean_line)
times = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
numbers = st.one_of(
    st.integers(0, 10**15).map(Decimal), st.decimals(0, 10, places=6, allow_nan=False, allow_infinity=False)
)
inputs = st.dictionaries(
    st.text(string.ascii_lowercase, min_size=1, max_size=8), numbers, min_size=1, max_size=4
)
values = st.one_of(
    st.none(), st.sampled_from(["A", "Ya", "Tidak"]), inputs.map(lambda found: tuple(sorted(found.items())))
)
answers = st.builds(Answer, values, notes)
profiles = st.builds(Profile, lines, lines, lines)


@st.composite
def rows(draw: st.DrawFn) -> tuple[RowKey, object]:
    kind = draw(st.sampled_from(["answers", "evidence", "profile", "waivers"]))
    if kind == "waivers":
        waiver = draw(st.builds(Waiver, notes, st.booleans()))
        return reference.waiver_row(IID, f"jump:{draw(questions)}"), waiver
    if kind == "answers":
        return answer_row(IID, draw(questions)), draw(answers)
    if kind == "profile":
        return PROFILE_ROW, draw(profiles)
    question, sha256 = draw(questions), draw(digests)
    item = Evidence(
        *(question, sha256, draw(st.integers(1, 25 * 2**20)), draw(lines) or "a", "application/pdf"),
        *(draw(notes), draw(st.booleans())),
    )
    return evidence_row(IID, question, sha256), item


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A snapshot as laptops make them: each dot once, none above its vector."""
    vector: dict[str, int] = {}
    cells: dict[RowKey, dict[str, Cell]] = {}
    for row, value in draw(st.lists(rows(), max_size=8)):
        for replica in draw(st.sets(replicas, min_size=1, max_size=2)):
            vector[replica] = vector.get(replica, 0) + draw(st.integers(1, 3))
            edit = Edit(replica, vector[replica], draw(times), draw(lines))
            cells.setdefault(row, {})[replica] = Cell(edit, value)
    kept = {
        row: tuple(sorted(found.values(), key=lambda cell: cell.edit.dot)) for row, found in cells.items()
    }
    return Snapshot(vector, kept)


@contextmanager
def _a_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        db = database.create_store(Path(folder) / "desk", facts={"replica": "c" * 16}, now=NOW)
        try:
            yield db
        finally:
            db.close()


def _keep(db: Store, snapshot: Snapshot, office: str = OFFICE, year: int = 2020) -> None:
    with db.atomic():
        assessments.keep_snapshot(db, office, year, snapshot)


# --- laws -------------------------------------------------------------------------------------------------


@given(st.lists(snapshots(), min_size=1, max_size=3))
def test_a_snapshot_comes_back_as_it_went_in_and_replaces_the_one_before(
    given_snapshots: list[Snapshot],
) -> None:
    with _a_store() as db:
        for snapshot in given_snapshots:
            _keep(db, snapshot)
            assert assessments.load_snapshot(db, OFFICE, 2020) == snapshot


@given(snapshots(), answers)
def test_an_edit_overwrites_all_that_its_row_held_and_nothing_else(
    snapshot: Snapshot, answer: Answer
) -> None:
    row = next((row for row in snapshot.rows if row[0] == "answers"), answer_row(IID, "P1"))
    cell = Cell(Edit("c" * 16, 1, NOW, "Operator"), answer)
    with _a_store() as db:
        _keep(db, snapshot)
        with db.atomic():
            assessments.keep_cell(db, OFFICE, 2020, row, cell)
        found = assessments.load_snapshot(db, OFFICE, 2020)
    assert found.rows == {**snapshot.rows, row: (cell,)}
    assert found.vector == {**snapshot.vector, "c" * 16: 1}


@given(snapshots(), snapshots())
def test_a_change_leaves_what_the_later_snapshot_says(before: Snapshot, after: Snapshot) -> None:
    joined = join(before, after)
    with _a_store() as db:
        _keep(db, before)
        for old, new in itertools.pairwise((before, joined, after, NOTHING, after)):
            with db.atomic():
                assessments.keep_change(db, OFFICE, 2020, old, new)
            assert assessments.load_snapshot(db, OFFICE, 2020) == new


@given(snapshots(), snapshots())
def test_offices_and_years_do_not_touch_each_other(left: Snapshot, right: Snapshot) -> None:
    with _a_store() as db:
        for office, year, snapshot in (
            ("32.16.01", 2020, left),
            ("32.16.02", 2020, right),
            ("32.16.01", 2021, right),
        ):
            _keep(db, snapshot, office, year)
        expected = {"32.16.01": left, "32.16.02": right}
        assert assessments.load_snapshots(db, 2020) == {
            office: snapshot for office, snapshot in expected.items() if snapshot != NOTHING
        }
        assert assessments.load_snapshot(db, "32.16.01", 2021) == right


# --- examples ---------------------------------------------------------------------------------------------


def test_nothing_held_is_an_empty_snapshot(db: Store) -> None:
    assert assessments.load_snapshot(db, "32.16.01", 2020) == NOTHING
    assert assessments.load_cells(db, "32.16.01", 2020, PROFILE_ROW) == ()


def test_an_edit_settles_a_conflict_and_stays_settled_when_the_laptops_are_joined_again(db: Store) -> None:
    row = answer_row(IID, "U.P.1.i.a")
    left = a_snapshot({REPLICA_A: 1}, {row: (a_cell(REPLICA_A, 1, Answer("A")),)})
    right = a_snapshot({REPLICA_B: 1}, {row: (a_cell(REPLICA_B, 1, Answer("B")),)})
    _keep(db, join(left, right))
    assert len(assessments.load_cells(db, OFFICE, 2020, row)) == 2
    with db.atomic():
        assessments.keep_cell(db, OFFICE, 2020, row, a_cell("c" * 16, 1, Answer("C")))
    settled = assessments.load_snapshot(db, OFFICE, 2020)
    assert join(join(settled, left), right).rows[row] == (a_cell("c" * 16, 1, Answer("C")),)


def test_where_laptops_differ_no_answer_is_chosen(key: Key) -> None:
    row = answer_row(IID, "U.P.1.i.a")
    differing = a_snapshot(
        {REPLICA_A: 1, REPLICA_B: 1},
        {row: (a_cell(REPLICA_A, 1, Answer("A")), a_cell(REPLICA_B, 1, Answer("B")))},
    )
    assert assessments.to_assessment(differing, key).answer("U.P.1.i.a") == EMPTY


def test_where_laptops_say_the_same_that_is_the_answer(key: Key) -> None:
    row = answer_row(IID, "U.P.1.i.a")
    same = a_snapshot(
        {REPLICA_A: 1, REPLICA_B: 1},
        {row: (a_cell(REPLICA_A, 1, Answer("A")), a_cell(REPLICA_B, 1, Answer("A")))},
    )
    assert assessments.to_assessment(same, key).answer("U.P.1.i.a") == Answer("A")


def test_a_file_that_one_laptop_links_and_another_took_away_still_stands(key: Key) -> None:
    item = an_evidence("U.P.1.i.a")
    row = evidence_row(IID, item.question, item.sha256)
    gone = an_evidence("U.P.1.i.a", on=False)
    differing = a_snapshot(
        {REPLICA_A: 1, REPLICA_B: 1}, {row: (a_cell(REPLICA_A, 1, gone), a_cell(REPLICA_B, 1, item))}
    )
    assert assessments.to_assessment(differing, key).evidence == (item,)


def test_an_assessment_has_its_own_instruments_rows_only(key: Key) -> None:
    snapshot = a_snapshot(
        {REPLICA_A: 2},
        {
            answer_row(IID, "U.P.1.i.a"): (a_cell(REPLICA_A, 1, Answer("A")),),
            answer_row("lke-zi-10-2019", "Z.1"): (a_cell(REPLICA_A, 2, Answer("B")),),
        },
    )
    assert dict(assessments.to_assessment(snapshot, key).answers) == {"U.P.1.i.a": Answer("A")}


def test_a_lower_number_never_lowers_the_vector(db: Store) -> None:
    row = answer_row(IID, "U.P.1.i.a")
    with db.atomic():
        for n in (5, 3):
            edit = an_edit("c" * 16, n, at=NOW + timedelta(minutes=n))
            assessments.keep_cell(db, OFFICE, 2020, row, Cell(edit, Answer("A")))
    assert assessments.load_vector(db, OFFICE, 2020)["c" * 16] == 5


def test_a_finding_is_set_aside_only_where_all_laptops_say_so() -> None:
    key = Key(OFFICE, 2020, IID)
    row = reference.waiver_row(IID, "jump:U.P.1.i.a")

    def told(*waivers: Waiver) -> dict[str, str]:
        cells = tuple(a_cell(REPLICA_A, n, waiver) for n, waiver in enumerate(waivers, 1))
        return assessments.to_waivers(a_snapshot({REPLICA_A: 9}, {row: cells}), key)

    assert told(Waiver("alasan satu")) == {"jump:U.P.1.i.a": "alasan satu"}
    assert told(Waiver("alasan satu"), Waiver("alasan dua")) == {"jump:U.P.1.i.a": "alasan satu · alasan dua"}
    assert told(Waiver("alasan satu"), Waiver("", on=False)) == {}
    assert assessments.to_waivers(a_snapshot({}), key) == {}


def test_rows_of_one_kind_are_read_alone_by_office_and_year(db: Store) -> None:
    one, other = (answer_row(IID, code) for code in ("A", "B"))
    proof = evidence_row(IID, "A", "1" * 64)
    said = {row: (a_cell(REPLICA_A, n, Answer("A", "")),) for n, row in enumerate((one, other), 1)}
    file = {proof: (a_cell(REPLICA_A, 3, an_evidence("A", "1" * 64)),)}
    with db.atomic():
        assessments.keep_snapshot(db, OFFICE, 2020, a_snapshot({REPLICA_A: 3}, {**said, **file}))
        assessments.keep_snapshot(db, OFFICE, 2018, a_snapshot({REPLICA_A: 1}, {one: said[one]}))
        assessments.keep_snapshot(db, "32.16.01", 2019, a_snapshot({REPLICA_A: 1}, {one: said[one]}))

    assert assessments.load_rows(db, reference.ANSWERS, 2019, 2020) == {
        (OFFICE, 2020): said,
        ("32.16.01", 2019): {one: said[one]},
    }
    assert assessments.load_rows(db, reference.EVIDENCE, 2018, 2020, OFFICE) == {(OFFICE, 2020): file}
