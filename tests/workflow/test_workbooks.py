"""An office's answers out to a living workbook and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.domain.assessment import EMPTY, Answer, Key, inputs
from rbdesk.errors import NotAllowed
from rbdesk.paths import DeskFolder
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, evidence, evidencefolder, office, workbooks
from rbdesk.workflow.workbooks import Preview
from tests import desks
from tests.build import NOW, OFFICE
from tests.report.filled import typed

KEY = Key(OFFICE, 2020, "strategi-4-1")  # the smallest sheet of the edition
SHEET = catalog.instrument(KEY.instrument)
FIRST, SECOND, THIRD, RATIO = "S.kinerja.2", "S.kinerja.3", "S.kinerja.4", "S.pengawasan.2"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    db = desks.a_desk(tmp_path / "meja")
    office.record_answers(
        db, KEY,
        {FIRST: Answer("B", "Rapat dua kali."), SECOND: Answer("A"), RATIO: Answer(inputs(n_all=4, n_done=2))},
        who="Operator", now=NOW,
    )  # fmt: skip
    yield db
    db.close()


@pytest.fixture
def path(desk: Store, tmp_path: Path) -> Path:
    workbooks.write_book(workbooks.load_book(desk, KEY), tmp_path / "buku.xlsx")
    return tmp_path / "buku.xlsx"


def preview(desk: Store, path: Path) -> Preview:
    return workbooks.load_preview(desk, KEY, workbooks.read_book(path, OFFICE, 2020))


def keep(desk: Store, found: Preview) -> set[str]:
    chosen = {one.code: (one.before, one.after) for one in found.proposals}
    return set(workbooks.keep_chosen(desk, KEY, chosen, who="Operator", now=NOW).questions)


def say(desk: Store, code: str, answer: Answer) -> None:
    office.record_answer(desk, KEY, code, answer, who="Operator", now=NOW)


def test_exactly_what_was_typed_is_proposed_and_kept(desk: Store, path: Path) -> None:
    typed(path, {FIRST: "A", THIRD: "C", f"{RATIO}#n_done": 3, f"{SECOND}!note": "Lengkap."}, SHEET)

    found = preview(desk, path)

    assert {one.code: one.after for one in found.proposals} == {
        FIRST: Answer("A", "Rapat dua kali."),
        SECOND: Answer("A", "Lengkap."),
        THIRD: Answer("C"),
        RATIO: Answer(inputs(n_all=4, n_done=3)),
    }
    assert not any(one.clashes for one in found.proposals)
    assert keep(desk, found) == {FIRST, SECOND, THIRD, RATIO}
    assert preview(desk, path).proposals == ()
    assert office.load_year(desk, KEY).assessment.answer(FIRST) == Answer("A", "Rapat dua kali.")


def test_a_cell_that_nobody_touched_never_takes_back_what_the_desk_says_now(desk: Store, path: Path) -> None:
    typed(path, {FIRST: "A"}, SHEET)
    say(desk, SECOND, Answer("C"))

    found = preview(desk, path)

    assert [one.code for one in found.proposals] == [FIRST]
    assert found.moved == (SECOND,)


def test_a_cell_that_both_changed_otherwise_is_a_clash(desk: Store, path: Path) -> None:
    typed(path, {FIRST: "A"}, SHEET)
    say(desk, FIRST, Answer("C", "Rapat dua kali."))

    found = preview(desk, path)

    assert [(one.base.value, one.before.value, one.after.value, one.clashes) for one in found.proposals] == [
        ("B", "C", "A", True)
    ]


def test_an_answer_from_the_workbook_and_a_note_from_the_desk_go_together(desk: Store, path: Path) -> None:
    typed(path, {FIRST: "A"}, SHEET)
    say(desk, FIRST, Answer("B", "Rapat tiga kali."))

    found = preview(desk, path)

    assert [(one.after, one.clashes) for one in found.proposals] == [(Answer("A", "Rapat tiga kali."), False)]


def test_what_both_changed_alike_is_no_proposal(desk: Store, path: Path) -> None:
    typed(path, {FIRST: "A"}, SHEET)
    say(desk, FIRST, Answer("A", "Rapat dua kali."))

    assert preview(desk, path).proposals == ()


def test_faults_stand_beside_what_can_be_taken(desk: Store, path: Path) -> None:
    typed(path, {FIRST: "F", SECOND: None}, SHEET)

    found = preview(desk, path)

    assert [(one.code, one.after) for one in found.proposals] == [(SECOND, EMPTY)]
    assert [(fault.code, fault.place, fault.found) for fault in found.faults] == [
        (FIRST, "1 Mandat dan kinerja!E9", "F")
    ]


@pytest.mark.parametrize(
    ("office_code", "year", "what"),
    [("32.16.02", 2020, "workbook_office"), (OFFICE, 2022, "workbook_year")],
)
def test_the_workbook_of_another_office_or_year_is_refused(
    path: Path, office_code: str, year: int, what: str
) -> None:
    with pytest.raises(NotAllowed) as error:
        workbooks.read_book(path, office_code, year)
    assert error.value.what == what


def test_the_workbook_of_another_sheet_is_refused(desk: Store, tmp_path: Path) -> None:
    other = KEY._replace(instrument="lke-zi-10-2019")
    workbooks.write_book(workbooks.load_book(desk, other), tmp_path / "zi.xlsx")
    book = workbooks.read_book(tmp_path / "zi.xlsx", OFFICE, 2020)

    with pytest.raises(NotAllowed) as error:
        workbooks.load_preview(desk, KEY, book)
    assert error.value.what == "workbook_instrument"


def test_the_workbook_of_another_edition_of_the_sheet_is_refused(desk: Store, tmp_path: Path) -> None:
    from dataclasses import replace

    book = replace(workbooks.load_book(desk, KEY), fingerprint="0" * 64)
    workbooks.write_book(book, tmp_path / "lama.xlsx")

    with pytest.raises(NotAllowed) as error:
        workbooks.read_book(tmp_path / "lama.xlsx", OFFICE, 2020)
    assert error.value.what == "workbook_edition"


def test_nothing_is_kept_when_the_desk_changed_after_the_preview(desk: Store, path: Path) -> None:
    typed(path, {FIRST: "A", THIRD: "C"}, SHEET)
    found = preview(desk, path)
    say(desk, THIRD, Answer("B"))

    with pytest.raises(NotAllowed) as error:
        keep(desk, found)

    assert error.value.what == "workbook_changed"
    assert office.load_year(desk, KEY).assessment.answer(FIRST).value == "B"


def test_evidence_leads_into_the_folder_as_it_is_arranged_for_people(desk: Store, tmp_path: Path) -> None:
    desks.attach(desk, KEY, FIRST)
    workbooks.write_book(workbooks.load_book(desk, KEY), tmp_path / "buku.xlsx")
    files = evidence.list_evidence(desk, KEY)
    copied = evidencefolder.copy_by_question(
        DeskFolder(tmp_path / "meja"), SHEET, files, tmp_path / workbooks.EVIDENCE_FOLDER
    )

    book = workbooks.load_book(desk, KEY)
    places = [book.place(item) for item in book.evidence_rows()]

    assert copied.files == 1
    assert places == ["Bukti/kinerja.2/SK Camat.pdf"]
    assert (tmp_path / places[0]).is_file()


def test_the_caller_may_say_where_evidence_lies(desk: Store) -> None:
    sha256 = desks.attach(desk, KEY, FIRST)

    book = workbooks.load_book(desk, KEY, lambda item: f"lain/{item.name}")

    assert [(item.sha256, book.place(item)) for item in book.evidence_rows()] == [
        (sha256, "lain/SK Camat.pdf")
    ]
    assert book.office_name.startswith("Kecamatan ")
