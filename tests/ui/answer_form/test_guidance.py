from PySide6.QtWidgets import QLabel

from rbdesk.ui.answer_form import guidance
from rbdesk.ui.answer_form.guidance import GuidancePanel
from tests.ui.answering import CODES, LETTERS, RATIO, SHEET


def test_a_weight_tells_where_it_comes_from_and_how_sure_that_is():
    told = dict(guidance.provenance(SHEET, LETTERS))
    assert told["Bobot"] == "Pengelolaan Pengaduan berbobot 0,60, dibagi rata untuk 4 pertanyaan: andil 0,15."
    assert told["Keyakinan bobot"].startswith("rendah, pembagian yang masuk akal tanpa sumber")
    assert told["Dasar"] == SHEET.legal_basis


def test_every_question_tells_its_origin_in_indonesian():
    for code in CODES:
        told = dict(guidance.provenance(SHEET, code))
        assert "found" not in told["Asal pertanyaan"], code
        assert told["Keyakinan pertanyaan"].split(",")[0] in ("tinggi", "sedang", "rendah"), code
        assert told["Keyakinan bobot"].split(",")[0] in ("tinggi", "sedang", "rendah"), code


def test_what_is_more_than_a_level_is_shown_as_it_stands():
    means = {"high": "x", "medium": "y", "low": "z"}
    assert guidance.confidence_words("medium", means) == "sedang, y"
    assert guidance.confidence_words("", means) == "tidak dinyatakan"
    assert guidance.confidence_words("dari surat edaran", means) == "dari surat edaran"


def test_the_panel_opens_the_origin_when_asked(qtbot):
    panel = GuidancePanel()
    qtbot.addWidget(panel)
    panel.resize(600, 400)
    panel.show()
    panel.show_question(SHEET, RATIO)

    def words():
        return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())

    qtbot.waitUntil(lambda: SHEET.question(RATIO).guidance in words())
    assert SHEET.question(RATIO).scale.formula.edge.text in words()
    assert "Waktu lebih cepat" in words()
    assert "Keyakinan bobot" not in words()
    panel.origin.click()
    assert "Keyakinan bobot" in words()
    panel.origin.click()
    assert "Keyakinan bobot" not in words()
