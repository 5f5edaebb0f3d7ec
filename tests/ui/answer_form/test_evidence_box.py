import pytest

from rbdesk.ui.answer_form.evidence_box import EvidenceBox
from rbdesk.workflow import evidence
from tests.build import NOW
from tests.desks import WHO
from tests.ui.answering import KEY, LETTERS, YES_NO, attach, open_answering


def some_evidence(db):
    attach(db, LETTERS, "Rekap.pdf", "rekap")
    attach(db, YES_NO, "Rekap.pdf", "rekap")
    lost = attach(db, LETTERS, "Hilang.pdf", "hilang")
    db.folder.evidence_file(lost).unlink()
    huge = evidence.Staged("f" * 64, 3 * 2**20, "image/jpeg", "Foto.jpg")
    evidence.attach_evidence(db, KEY, LETTERS, huge, who=WHO, now=NOW)
    path = db.folder.evidence_file("f" * 64)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xff\xd8\xff" + b"x" * (3 * 2**20 - 3))


@pytest.fixture
def opened(qtbot, tmp_path):
    found = open_answering(qtbot, tmp_path / "desk", then=some_evidence)
    yield found
    found.desk.close()


@pytest.fixture
def box(opened):
    made = EvidenceBox(opened.answers)
    opened.show(made, 420, 400)
    made.show_question(LETTERS)
    return made


def test_each_file_says_what_is_to_be_known(box):
    told = {row.file.name: (row.file.hint, row.file.way) for row in box.rows()}
    assert told == {
        "Rekap.pdf": ("dipakai di 2 pertanyaan", ""),
        "Hilang.pdf": ("Berkas hilang dari folder data", "Cari lagi"),
        "Foto.jpg": ("Gambar besar", "Kecilkan"),
    }


def test_the_second_line_asks_for_the_right_thing(box):
    asked = []
    box.search_wanted.connect(lambda item: asked.append(("search", item.name)))
    box.shrink_wanted.connect(lambda item: asked.append(("shrink", item.name)))
    for row in box.rows():
        if row.file.way:
            row.acted.emit(row.file.key)
    assert sorted(asked) == [("search", "Hilang.pdf"), ("shrink", "Foto.jpg")]


def test_a_question_without_evidence_names_what_is_usual(box):
    box.show_question("U.P.1.i.a")
    assert box.rows() == []
    assert box._note.text().startswith("Belum ada bukti. Mis. SK Camat")


def test_the_rule_is_amber_only_while_evidence_is_missing(opened, box):
    opened.answers.set_value("U.P.1.i.a", "A")
    box.show_question("U.P.1.i.a")
    assert box._rule.text() == "wajib untuk A/B"
    assert box._rule._tone == "warn"
    opened.answers.set_value("U.P.1.i.a", "C")
    box.show_question("U.P.1.i.a")
    assert box._rule._tone == "neutral"


def test_rows_are_not_built_anew_when_nothing_about_them_changed(opened, box):
    rows = box.rows()
    opened.answers.set_value(LETTERS, "A")
    box.show_question(LETTERS)
    assert box.rows() == rows
