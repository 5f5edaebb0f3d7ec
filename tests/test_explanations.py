import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from rbdesk import explanations, messages, wording
from rbdesk.domain.assessment import Answer, Key, inputs
from rbdesk.domain.informing import Informing, spread
from rbdesk.domain.provenance import Provenance, Source
from rbdesk.domain.scoring import score
from rbdesk.domain.survey import Batch, result_of
from rbdesk.domain.trace import Mean, OfficeShare, area_trace, trace
from rbdesk.workflow import catalog
from rbdesk.workflow import informing as regency_sheet
from tests.build import NOW

SHEET = catalog.instrument(catalog.UNIT_SHEET)
KEY = Key("32.16.09", 2020, SHEET.id)

ANSWERS = {
    "U.P.7.ii.a": Answer("A"),
    "U.P.7.ii.b": Answer("B"),
    "U.P.7.ii.c": Answer("B"),
    "U.R.1.i.b": Answer(inputs(n_change=86, n_integrated=72)),
    "U.R.2.ii.a": Answer(inputs(n_problem=0, n_settled=0)),
    "U.R.5.iii.a": Answer(inputs(n_prev=5, n_now=3, n_sanctioned=1)),
    "U.R.7.iii.b": Answer(inputs(n_es3=2, n_es4=6, n_func=12, n_filed=15)),
}


def explained(code: str) -> str:
    return explanations.trace_text(trace(SHEET, ANSWERS, code), SHEET)


def test_the_shares_of_a_subcomponent_are_counted_in_words() -> None:
    told = explained("U.P.7.ii")
    assert re.search(
        r"1 dari \d+ pertanyaan bernilai 1,00, 2 bernilai 0,67, dan \d belum dijawab, dihitung 0\.", told
    )


def test_the_arithmetic_of_a_subcomponent_stands_in_one_line() -> None:
    assert re.search(
        r"\(1 \+ 0,67 \+ 0,67 \+ 0.*\) ÷ \d+ = 0,\d\d; 0,\d\d × 0,\d\d = 0,\d\d\.", explained("U.P.7.ii")
    )


def test_of_one_question_alone_its_own_computation_is_the_mean() -> None:
    alone = next(
        node.code
        for place, node in enumerate(SHEET.nodes)
        if node.level == "subcomponent" and len(SHEET.children[place]) == 1
    )

    assert explanations.trace_arithmetic(trace(SHEET, {}, alone)).startswith("0,00 × ")
    assert explanations.trace_arithmetic(trace(SHEET, ANSWERS, "U.R.2.ii")).startswith("0 ÷ 0 = ")


def test_an_unanswered_question_says_so() -> None:
    assert "belum dijawab, dihitung 0" in explained("U.P.1.i")


def test_a_ratio_shows_its_division_and_a_fall_its_difference() -> None:
    assert "72 ÷ 86, bernilai 0,84" in explained("U.R.1.i.b")
    assert "(5 − 3) ÷ 5, bernilai 0,40" in explained("U.R.5.iii.a")
    assert "15 ÷ (2 + 6 + 12), bernilai 0,75" in explained("U.R.7.iii.b")


def test_a_zero_denominator_shows_the_instrument_s_rule() -> None:
    rule = SHEET.question("U.R.2.ii.a").scale.formula
    assert rule is not None
    assert rule.edge is not None
    assert rule.edge.text in explained("U.R.2.ii.a")


def test_the_whole_sheet_says_where_most_is_missing() -> None:
    sheet = score(SHEET, ANSWERS)
    told = explanations.sheet_sentence(sheet)
    assert told.startswith("Kantor ini mendapat ")
    assert " dari nilai penuh 36,30, yaitu " in told
    assert "Nilai paling banyak hilang di " in told


def test_a_sheet_of_best_answers_misses_nothing() -> None:
    best = {
        SHEET.nodes[place].code: Answer(SHEET.nodes[place].question.scale.options[0].label)  # type: ignore[union-attr]
        for place in SHEET.question_places
        if SHEET.nodes[place].question.scale.options  # type: ignore[union-attr]
    }
    assert "Semua nilai penuh." in explanations.trace_text(trace(SHEET, best, "U.P.1"), SHEET)


def test_every_node_of_the_sheet_can_be_explained() -> None:
    for node in SHEET.nodes:
        told = explanations.trace_text(trace(SHEET, ANSWERS, "" if node.parent < 0 else node.code), SHEET)
        assert told.count("\n") >= 2
        assert wording.ROUNDING_NOTE in told
    for group in SHEET.areas:
        told = explanations.trace_text(area_trace(SHEET, ANSWERS, group.short), SHEET)
        assert f" dari {messages.text.number(Fraction(group.weight))}" in told


def test_further_words_stand_behind_their_step() -> None:
    told = explanations.trace_text(
        trace(SHEET, ANSWERS, "U.P.7.ii"), SHEET, {"U.P.7.ii.b": "oleh Operator 1, 21 Agu 2020"}
    )
    assert "bernilai 0,67 (oleh Operator 1, 21 Agu 2020)" in told


def test_a_mean_names_its_base_its_ends_and_who_is_missing() -> None:
    offices = (
        OfficeShare("1", "Babelan", Fraction(60)),
        OfficeShare("2", "Cibarusah", Fraction(50)),
    )
    mean = Mean("Deregulasi", offices, (("Tambelang", "not_sent"),), Fraction(55))

    told = explanations.mean_text(mean)

    assert told.startswith("Rata-rata Deregulasi 2 dari 3 kecamatan adalah 55,00 persen.")
    assert "Terendah Cibarusah (50,00), tertinggi Babelan (60,00)." in told
    assert "bukan indeks RB kabupaten" in told
    assert "Tidak dihitung: Tambelang (belum mengirim)." in told
    assert "jumlah 2 nilai ÷ 2 = 55,00." in told
    assert "Belum ada kecamatan" in explanations.mean_text(Mean("", (), (("Tambelang", "conflict"),), None))


def test_where_an_answer_came_from_is_one_line_for_each_value() -> None:
    source = Source("B", "SK ada", NOW, "Operator 1", "Laptop 1", package="7F3A-91C4")
    found = Provenance("U.P.7.ii.c", (source, replace(source, value=None, stands=False)), 2, ())

    told = explanations.provenance_text(found, SHEET).splitlines()

    assert told[0].startswith("P.7.ii.c ")
    assert told[1].startswith("  B · “SK ada” · ")
    assert told[1].endswith(" · Operator 1 · Laptop 1 · paket 7F3A-91C4")
    assert told[2].startswith("  sebelumnya · dikosongkan")
    assert told[3:] == ["  2 bukti", "  hasil verifikasi: tidak dihitung"]


def test_an_index_is_the_exact_mean_of_its_elements_in_words_too() -> None:
    survey = catalog.survey_of_year(2020)
    counts = ((0, 0, 3, 7), *[(0, 1, 5, 4)] * 8)
    result = result_of(survey, [Batch(survey.id, "KTP", "2020-S1", "b", counts=counts, respondents=10)])

    told = explanations.index_text(result)

    assert f"IKM {messages.text.number(result.index)}, mutu " in told
    assert "dari 10 responden" in told
    assert f"  U1 {survey.elements[0].title}: 3,70, 10 jawaban" in told
    assert f") ÷ 9 × 25 = {messages.text.number(result.index)}." in told
    nothing = explanations.index_text(result_of(survey, []))
    assert nothing.startswith("IKM belum dapat dihitung: ")
    assert "0 dari 9 unsur terisi." in nothing


def informing(values: Sequence[str | None], *, settled: Sequence[str | None] = (), **but: Any) -> Informing:
    """What offices said that informs how many units use procedures."""
    one = next(found for found in regency_sheet.informants() if found.question == "D.P.4.i.c")
    scale = SHEET.question(one.source).scale
    given = Informing(one, scale, "…", "4", spread(scale, values), spread(scale, settled), (), (), 23)
    return replace(given, **but)


def test_what_the_offices_say_is_told_with_who_is_missing() -> None:
    full = informing(["A", "B", "B", None], missing=("x",) * 18, differing=("y",))
    assert explanations.informing_sentence(full) == (
        "Dari 23 kecamatan: 1 A, 2 B, 0 C, 0 D, 1 belum menjawab, 1 dua laptop berbeda, 18 belum kirim; tengah B."
    )
    nothing = informing([], missing=("x",) * 23)
    assert explanations.informing_sentence(nothing) == "Dari 23 kecamatan: 23 belum kirim."
    assert explanations.middle_words(informing(["A", "D", "C", "B"]).own) == "tengah antara C dan B"


def test_what_was_verified_stands_on_its_own_base() -> None:
    assert explanations.verified_sentence(informing(["A"])) == "Terverifikasi: belum ada."
    found = informing(["A", "B", "C"], settled=["B", None])
    assert explanations.verified_sentence(found) == (
        "Terverifikasi 2 dari 3: 0 A, 1 B, 0 C, 0 D, 1 tanpa jawaban; tengah B."
    )


def test_what_it_adds_up_to_says_how_sure_the_pair_is() -> None:
    regency = catalog.instrument(catalog.REGENCY_SHEET)
    told = explanations.bearing_sentence(informing(["A", "B", "A", "D"]), regency)
    assert told.startswith("2 dari 4 kecamatan terhitung (50,0%). Keyakinan kaitan sedang: ")
    quote = explanations.informing_quote(informing(["A"]), SHEET)
    assert quote.startswith("Menurut lembar kecamatan P.4.i.b (penilaian mandiri): Dari 23 kecamatan: 1 A")
