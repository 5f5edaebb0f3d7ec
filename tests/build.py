"""One plain builder per value: a test says only what it is about."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rbdesk.domain import instrument_file
from rbdesk.domain.assessment import Answer, Assessment, Evidence, Key, Value, inputs
from rbdesk.domain.instrument import FALL, RATIO, Instrument, Scale
from rbdesk.domain.lineage import Cell, Edit, Snapshot
from rbdesk.domain.submission import Device, Made, Package, Revision, Submission

NOW = datetime(2020, 8, 27, 3, 42, tzinfo=UTC)
OFFICE = "32.16.09"
REPLICA_A, REPLICA_B, REPLICA_C = "a" * 16, "b" * 16, "c" * 16


def tiny_sheet() -> dict[str, Any]:
    """The JSON of an instrument of 10 points with two parts, three areas and every kind of answer.

    `tiny()` parses it; a test of faults spoils one member of it.
    """
    return copy.deepcopy(_TINY_SHEET)


def tiny() -> Instrument:
    """The instrument of `tiny_sheet`."""
    return instrument_file.parse(tiny_sheet())


def a_key(instrument: Instrument | None = None, **but: Any) -> Key:
    iid = instrument.id if instrument else "lembar-kecil"
    return Key(OFFICE, 2020, iid)._replace(**but)


def an_assessment(
    answers: Mapping[str, Answer | Value | None] | None = None,
    instrument: Instrument | None = None,
    **but: Any,
) -> Assessment:
    """An assessment; `answers` may give values where no note matters."""
    given = {
        code: answer if isinstance(answer, Answer) else Answer(answer)
        for code, answer in (answers or {}).items()
    }
    return replace(Assessment(a_key(instrument), MappingProxyType(given)), **but)


def an_evidence(question: str, sha256: str = "e" * 64, **but: Any) -> Evidence:
    return replace(Evidence(question, sha256, 2048, "SK Camat.pdf", "application/pdf"), **but)


def extreme_value(scale: Scale, want: str) -> Value:
    """The value of a scale that is worth most ("best"), least ("worst"), or the "second" of the issue's check.

    Second: the second option, Ya where there are only Ya and Tidak, half of every ratio.
    """
    if scale.options:
        if want == "second":
            return scale.options[0 if scale.answer_type == "ya_tidak" else 1].label
        ordered = sorted(scale.options, key=lambda option: option.value)
        return ordered[-1 if want == "best" else 0].label
    formula = scale.formula
    assert formula is not None
    numbers = {item.id: Decimal(0) for item in scale.inputs}
    share = {"best": Decimal(1), "worst": Decimal(0), "second": Decimal("0.5")}[want]
    if formula.kind == RATIO:
        numbers[formula.denominator[0]] = Decimal(2)
        numbers[formula.numerator] = 2 * share
    elif formula.kind == FALL:
        numbers[formula.denominator[0]] = Decimal(2)
        numbers[formula.numerator] = 2 * (1 - share)
    else:
        low, high = formula.scale_minimum, formula.scale_maximum
        numbers[formula.numerator] = low + (high - low) * share
    return inputs(**numbers)


def answers_everywhere(instrument: Instrument, want: str) -> dict[str, Answer]:
    """An answer to every question: "best", "worst" or "second" (see `extreme_value`)."""
    return {
        node.code: Answer(extreme_value(node.question.scale, want))
        for node in instrument.nodes
        if node.question is not None
    }


def an_edit(replica: str = REPLICA_A, n: int = 1, **but: Any) -> Edit:
    return replace(Edit(replica, n, NOW + timedelta(minutes=n), "Operator"), **but)


def a_cell(replica: str, n: int, value: object) -> Cell:
    return Cell(an_edit(replica, n), value)


def a_snapshot(
    vector: Mapping[str, int], rows: Mapping[tuple[str, ...], tuple[Cell, ...]] | None = None
) -> Snapshot:
    return Snapshot(dict(vector), dict(rows or {}))


def a_device(**but: Any) -> Device:
    return replace(Device("K7Q29XNA4D", b"k" * 32, "Laptop Sekretariat Camat"), **but)


def a_package(snapshot: Snapshot | None = None, **but: Any) -> Package:
    package = Package(
        edition_id="RB-2020",
        edition_hash="d" * 64,
        office=OFFICE,
        office_name="Kecamatan Cikarang Utara",
        device=a_device(),
        replica=REPLICA_A,
        revision=Revision(1, (), final=False),
        made=Made(NOW, "Operator", "RBDesk 0.1.0"),
        snapshot=snapshot if snapshot is not None else a_snapshot({REPLICA_A: 1}),
    )
    return replace(package, **but)


def a_submission(package: Package | None = None, **but: Any) -> Submission:
    submission = Submission(
        path=Path("paket.rbd.zip"),
        size=4096,
        bundle_id="7f3a91c4" + "0" * 56,
        state_id="5" * 64,
        package=package or a_package(),
        missing=(),
    )
    return replace(submission, **but)


def _options(*triples: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [{"label": label, "value": Decimal(value), "text": text} for label, value, text in triples]


def _question(code: str, answer_type: str, **more: Any) -> dict[str, Any]:
    return {
        "id": code,
        "code": code.rsplit(".", 1)[1],
        "short_id": f"Judul {code}",
        "text_id": f"Apakah {code} sudah ada?",
        "answer_type": answer_type,
        "evidence_examples_id": ["SK Camat"],
        "effort": 2,
        "period_months": 12,
        "sources": ["S1"],
        **more,
    }


_ABC = _options(("A", "1", "Sudah"), ("B", "0.5", "Sebagian"), ("C", "0", "Belum"))
_ABCD = _options(("A", "1", "Semua"), ("B", "0.67", "Besar"), ("C", "0.33", "Kecil"), ("D", "0", "Belum"))
_ABCDE = _options(
    ("A", "1", "Semua"),
    ("B", "0.75", "Besar"),
    ("C", "0.5", "Separuh"),
    ("D", "0.25", "Kecil"),
    ("E", "0", "Belum"),
)
_YES_NO = _options(("Ya", "1", "Ya"), ("Tidak", "0", "Tidak"))
_CHOICE = _options(("AA", "1", "Sangat baik"), ("B", "0.6", "Baik"), ("C", "0.2", "Cukup"))


def _count(input_id: str, label: str, **more: Any) -> dict[str, Any]:
    return {"id": input_id, "label_id": label, "min": 0, **more}


def _node(code: str, weight: str, **more: Any) -> dict[str, Any]:
    return {
        "id": code,
        "code": code.rsplit(".", 1)[-1],
        "title": f"Nama {code}",
        "weight": Decimal(weight),
        "weight_confidence": "medium",
        **more,
    }


_TINY_SHEET: dict[str, Any] = {
    "id": "lembar-kecil",
    "title": "Lembar kecil",
    "level": "unit",
    "legal_basis": "Peraturan contoh",
    "wording": "",
    "year": 2020,
    "total_weight": Decimal(10),
    "confidence": {"medium": "cukup yakin"},
    "evidence_rule": {
        "level": "wajib",
        "text_id": "Jawaban di atas nol perlu bukti.",
        "label_id": {"abc": "wajib untuk A/B", "other": "wajib bila di atas nol"},
    },
    "sources": [{"id": "S1", "ref": "Lembar contoh"}],
    "categories": [
        {"code": "AA", "label_id": "Sangat Memuaskan", "min_exclusive": 90},
        {"code": "A", "label_id": "Memuaskan", "min_exclusive": 80},
        {"code": "BB", "label_id": "Sangat Baik", "min_exclusive": 70},
        {"code": "B", "label_id": "Baik", "min_exclusive": 60},
        {"code": "CC", "label_id": "Cukup", "min_exclusive": 50},
        {"code": "C", "label_id": "Kurang", "min_exclusive": 30},
        {"code": "D", "label_id": "Sangat Kurang", "min_inclusive": 0},
    ],
    "parts": [
        _node(
            "X.P",
            "6",
            areas=[
                _node(
                    "X.P.1",
                    "4",
                    short_id="Perubahan",
                    subcomponents=[
                        _node(
                            "X.P.1.i",
                            "2.4",
                            questions=[
                                _question("X.P.1.i.a", "abc", options=_ABC),
                                _question("X.P.1.i.b", "abcd", options=_ABCD),
                                _question("X.P.1.i.c", "ya_tidak", options=_YES_NO),
                            ],
                        ),
                        _node(
                            "X.P.1.ii",
                            "1.6",
                            questions=[_question("X.P.1.ii.a", "abcde", options=_ABCDE)],
                        ),
                    ],
                ),
                _node(
                    "X.P.2",
                    "2",
                    short_id="Layanan",
                    subcomponents=[
                        _node("X.P.2.i", "2", questions=[_question("X.P.2.i.a", "choice", options=_CHOICE)])
                    ],
                ),
            ],
        ),
        _node(
            "X.R",
            "4",
            areas=[
                _node(
                    "X.R.1",
                    "3",
                    short_id="Perubahan",
                    subcomponents=[
                        _node(
                            "X.R.1.i",
                            "2",
                            questions=[
                                _question(
                                    "X.R.1.i.a",
                                    "ratio",
                                    inputs=[
                                        _count("n_due", "Harus ditindaklanjuti"),
                                        _count("n_open", "Masih berjalan"),
                                        _count("n_done", "Selesai"),
                                    ],
                                    formula={
                                        "numerator": "n_done",
                                        "denominator": "n_due",
                                        "numerator_within_denominator": True,
                                        "consistency": {"sum": ["n_done", "n_open"], "at_most": "n_due"},
                                        "edge": {"denominator_zero": 1, "text_id": "Bila nol, nilainya 1."},
                                    },
                                ),
                                _question(
                                    "X.R.1.i.b",
                                    "ratio",
                                    inputs=[_count("n_done", "Selesai"), _count("n_staff", "Pegawai")],
                                    formula={
                                        "numerator": "n_done",
                                        "denominator": ["n_staff"],
                                        "edge": {"denominator_zero": 0, "text_id": "Bila nol, nilainya 0."},
                                    },
                                    shared_inputs=["n_done"],
                                ),
                            ],
                        ),
                        _node(
                            "X.R.1.ii",
                            "1",
                            questions=[
                                _question(
                                    "X.R.1.ii.a",
                                    "ratio_decrease",
                                    inputs=[_count("n_before", "Tahun lalu"), _count("n_now", "Tahun ini")],
                                    formula={
                                        "before": "n_before",
                                        "now": "n_now",
                                        "edge": {
                                            "denominator_zero": 0,
                                            "both_zero": 1,
                                            "text_id": "Bila tahun lalu nol: 1 bila tahun ini nol, selain itu 0.",
                                        },
                                    },
                                )
                            ],
                        ),
                    ],
                ),
                _node(
                    "X.R.3",
                    "1",
                    short_id="Hasil",
                    subcomponents=[
                        _node(
                            "X.R.3.i",
                            "1",
                            questions=[
                                _question(
                                    "X.R.3.i.a",
                                    "score_0_4",
                                    inputs=[_count("score", "Nilai survei", max=4)],
                                    formula={"scale_min": 0, "scale_max": 4},
                                )
                            ],
                        )
                    ],
                ),
            ],
        ),
    ],
}
