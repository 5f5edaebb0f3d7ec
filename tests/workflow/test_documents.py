"""What documents a desk makes: names, choices, the job, and the list of what was made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.errors import StoreTrouble
from rbdesk.progress import Cancelled, Progress
from rbdesk.store.database import Store
from rbdesk.workflow import documents
from rbdesk.workflow.documents import DECK, REPORT, WORKBOOK, Material, Wish
from tests import year
from tests.build import NOW
from tests.documents import MADE, TODAY, a_regency_year, an_office_year

WHO = "Operator"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with year.an_office(tmp_path_factory.mktemp("kantor") / "meja") as db:
        yield db


@pytest.fixture(scope="module")
def material(office: Store) -> Material:
    return documents.load_material(office, TODAY)


def test_names_say_what_whose_and_which_year(material):
    regency = Material(a_regency_year())
    assert documents.name_of(regency, DECK) == "Paparan-RB-2020-Kab-Bekasi.pptx"
    assert documents.name_of(regency, WORKBOOK) == "Rekap-LKE-RB-2020-Kab-Bekasi.xlsx"
    assert documents.name_of(material, REPORT) == "Laporan-RB-2020-Kec-Babelan.pdf"


def test_chapters_that_are_not_chosen_take_what_stands_in_them_along():
    regency = Material(an_office_year())
    whole = documents.outline_of(regency, MADE)
    chapters = [section.key for section in whole.sections if section.level == 1]
    first = documents.outline_of(regency, MADE, Wish(REPORT, (chapters[0],)))
    rest = documents.outline_of(regency, MADE, Wish(REPORT, tuple(chapters[1:])))
    assert [one.key for one in first.sections if one.level == 1] == chapters[:1]
    assert [*first.sections, *rest.sections] == list(whole.sections)


def test_slides_stand_in_the_wished_order_after_the_title():
    regency = Material(a_regency_year())
    keys = [slide.key for slide in documents.deck_of(regency, MADE).slides]
    deck = documents.deck_of(regency, MADE, Wish(DECK, (keys[3], keys[1])))
    assert [slide.key for slide in deck.slides] == [keys[0], keys[3], keys[1]]


@pytest.mark.parametrize(("kind", "start"), [(WORKBOOK, b"PK"), (REPORT, b"%PDF-"), (DECK, b"PK")])
def test_every_kind_is_written_and_the_same_data_give_the_same_bytes(material, tmp_path, kind, start):
    one, two = (
        documents.write(material, Wish(kind), tmp_path / name / documents.name_of(material, kind), MADE)
        for name in ("satu", "dua")
    )
    assert one.read_bytes().startswith(start)
    assert one.read_bytes() == two.read_bytes()


def test_who_stops_it_keeps_the_older_document(material, tmp_path):
    path = tmp_path / "LKE.xlsx"
    path.write_bytes(b"older")

    def stop(done: int, total: int, label: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        documents.write(material, Wish(WORKBOOK), path, MADE, Progress(stop))
    assert path.read_bytes() == b"older"
    assert [one.name for one in tmp_path.iterdir()] == ["LKE.xlsx"]


def test_a_place_that_takes_no_file_is_trouble_of_the_machine(material, tmp_path):
    (tmp_path / "berkas").touch()
    with pytest.raises(StoreTrouble):
        documents.write(material, Wish(REPORT), tmp_path / "berkas" / "Laporan.pdf", MADE)


def test_the_list_has_the_last_document_first_and_each_place_once(office, tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.pdf"
    first.touch()
    for kind, path in ((WORKBOOK, first), (REPORT, second), (WORKBOOK, first)):
        documents.remember(office, kind, path, "ab" * 32, 10, who=WHO, now=NOW)
    made = documents.list_made(office)
    assert [(one.kind, one.path, one.is_there) for one in made] == [
        (WORKBOOK, first, True),
        (REPORT, second, False),
    ]
    assert (made[0].digest, made[0].at, made[0].by, made[0].size) == ("ab" * 32, NOW, WHO, 10)


def test_the_list_does_not_grow_for_ever(office, tmp_path):
    for number in range(60):
        name = f"{number:03} {'panjang ' * 20}.pdf"
        documents.remember(office, REPORT, tmp_path / name, "cd" * 32, 1, who=WHO, now=NOW)
    made = documents.list_made(office)
    assert 5 <= len(made) <= 12
    assert made[0].path.name.startswith("059")


def test_a_deck_can_have_a_title_of_its_own(material, tmp_path):
    wish = Wish(DECK, title="Judul sendiri")
    path = documents.write(material, wish, tmp_path / "x.pptx", MADE)
    with zipfile.ZipFile(path) as packed:
        assert "Judul sendiri" in packed.read("ppt/slides/slide1.xml").decode("utf-8")


def test_the_documents_of_an_unknown_office_are_refused(tmp_path: Path) -> None:
    from rbdesk.errors import NotAllowed

    with year.an_office(tmp_path / "meja") as db, pytest.raises(NotAllowed, match="unknown_office"):
        documents.load_material(db, TODAY, "99.99.99")
