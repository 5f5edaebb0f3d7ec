"""The file of a checklist (`points` with `items`) as the file of a sheet, so that the same pages and bundles serve it.

A checklist has no weights: each point is a hundred points wide, so that an item's share is its part of the point in
per cent. Such numbers stand beside an LKE and never enter it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

POINT_WEIGHT = 100
LEVEL = "daftar periksa"

_OPTIONS = {
    "ya_tidak": (("Ya", "1", "Sudah"), ("Tidak", "0", "Belum")),
    "abc": (
        ("A", "1", "Sudah, lengkap dan berjalan"),
        ("B", "0.5", "Sebagian"),
        ("C", "0", "Belum"),
    ),
    "abcd": (
        ("A", "1", "Sudah, seluruhnya"),
        ("B", "0.67", "Sebagian besar"),
        ("C", "0.33", "Sebagian kecil"),
        ("D", "0", "Belum"),
    ),
}
_NONE_DUE = {
    "denominator_zero": 1,
    "text_id": "Bila tidak ada yang harus, butir ini tidak dihitung dalam rata-rata.",
    "basis": "berkas daftar periksa: none due, not counted",
}


def is_checklist(data: Mapping[str, Any]) -> bool:
    """Whether a file's JSON is a checklist."""
    return "points" in data and "parts" not in data


def as_sheet(data: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a sheet that asks the same. What is missing in the file is missing in the sheet: its reader says so."""
    points = data["points"] if isinstance(data["points"], list) else []
    areas = [
        _area(number, point) for number, point in enumerate(points, start=1) if isinstance(point, Mapping)
    ]
    part = {
        "id": "S",
        "code": "S",
        "title": data.get("title"),
        "weight": POINT_WEIGHT * len(areas),
        "areas": areas,
    }
    return {
        "id": data.get("id"),
        "title": data.get("title"),
        "level": LEVEL,
        "legal_basis": data.get("basis"),
        "year": data.get("year", 2020),
        "total_weight": POINT_WEIGHT * len(areas),
        "parts": [part],
        "evidence_rule": {
            "level": "saran",
            "text_id": "Bukti tidak wajib, tetapi memudahkan pembahasan.",
            "label_id": {"other": "bila ada"},
        },
    }


def _area(number: int, point: Mapping[str, Any]) -> dict[str, Any]:
    items = point.get("items")
    questions = (
        [_question(place, item) for place, item in enumerate(items, start=1)]
        if isinstance(items, list)
        else items
    )
    head = {"title": point.get("title"), "code": str(number), "weight": POINT_WEIGHT}
    return {
        **head,
        "id": f"S.{point.get('id')}",
        "related": point.get("areas", []),
        "description": point.get("description", ""),
        "subcomponents": [{**head, "id": f"S.{point.get('id')}.0", "questions": questions}],
    }


def _question(place: int, item: object) -> object:
    if not isinstance(item, Mapping):
        return item
    found = {**item, "code": str(place)}
    kind = item.get("answer_type")
    if "options" not in found and isinstance(kind, str) and kind in _OPTIONS:
        found["options"] = [
            {"label": label, "value": value, "text": text} for label, value, text in _OPTIONS[kind]
        ]
    formula = item.get("formula")
    if kind == "ratio" and isinstance(formula, Mapping) and "edge" not in formula:
        found["formula"] = {**formula, "edge": _NONE_DUE, "numerator_within_denominator": True}
    return found
