from __future__ import annotations

from rbdesk.domain.assessment import Answer
from rbdesk.store import alike, assessments
from rbdesk.store.database import Store
from tests.build import REPLICA_A, a_cell, a_snapshot, an_evidence

SHEET = "lke-26-2020-unit"
ONE, OTHER = "32.16.01", "32.16.02"


def keep(db: Store, office: str, *files: tuple[str, str, bool], note: str = "", year: int = 2020) -> None:
    """An office's year: a note at one question, and files as (sha256, mime, still there)."""
    rows = {("answers", SHEET, "U.P.1.i.a"): (a_cell(REPLICA_A, 1, Answer("A", note)),)}
    for n, (sha256, mime, on) in enumerate(files, 2):
        item = an_evidence("U.P.1.i.a", sha256, name=f"{n}.jpg", mime=mime, on=on)
        rows["evidence", SHEET, "U.P.1.i.a", sha256] = (a_cell(REPLICA_A, n, item),)
    with db.atomic():
        assessments.keep_snapshot(db, office, year, a_snapshot({REPLICA_A: len(files) + 1}, rows))


def test_only_pictures_that_stand_in_several_offices_are_listed(db: Store) -> None:
    shared, own, gone, paper = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)
    files = [(shared, "image/jpeg", True), (gone, "image/png", True), (paper, "application/pdf", True)]
    keep(db, ONE, *files, (own, "image/jpeg", True))
    keep(db, OTHER, files[0], (gone, "image/png", False), files[2])
    keep(db, OTHER, (own, "image/jpeg", True), year=2019)

    found = alike.list_pictures(db, 2020, SHEET)

    assert found == (
        (ONE, "U.P.1.i.a", shared, "2.jpg", "image/jpeg"),
        (OTHER, "U.P.1.i.a", shared, "2.jpg", "image/jpeg"),
    )


def test_others_are_listed_on_request_and_every_picture_of_the_year_once(db: Store) -> None:
    own, gone, shared = "b" * 64, "c" * 64, "d" * 64
    keep(db, ONE, (own, "image/jpeg", True), (gone, "image/png", False), (shared, "image/jpeg", True))
    keep(db, OTHER, (shared, "image/jpeg", True), ("e" * 64, "application/pdf", True))

    found = alike.list_pictures(db, 2020, SHEET, [own, gone])

    assert [(office, sha256) for office, _, sha256, *_ in found] == [
        (ONE, own),
        (ONE, shared),
        (OTHER, shared),
    ]
    assert [name for name, _ in alike.list_picture_files(db, 2020)] == [own, shared]


def test_only_long_notes_of_the_year_are_listed(db: Store) -> None:
    keep(db, ONE, note="x" * 20)
    keep(db, OTHER, note="x" * 19)
    keep(db, OTHER, note="x" * 20, year=2019)

    assert alike.list_notes(db, 2020, SHEET, 20) == ((ONE, "U.P.1.i.a", "x" * 20),)
