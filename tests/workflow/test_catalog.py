from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk import paths
from rbdesk.errors import NotAllowed
from rbdesk.workflow import catalog
from tests.build import tiny_sheet

HEX64 = re.compile(r"[0-9a-f]{64}")


def test_the_offices_are_the_23_of_the_regency():
    assert len(catalog.register().offices) == 23
    assert catalog.register().name_of("32.16.09").endswith("Cikarang Utara")


def test_the_edition_of_2020_holds_what_offices_answer():
    edition = catalog.edition("RB-2020")

    assert edition.year == 2020
    assert [iid for iid, _ in edition.hashes] == [
        "lke-26-2020-unit",
        "lke-zi-10-2019",
        "skm-14-2017",
        "strategi-4-1",
    ]
    assert edition.instrument("lke-26-2020-unit") is catalog.instrument("lke-26-2020-unit")
    assert edition.instrument("skm-14-2017") is None
    assert all(HEX64.fullmatch(digest) for _, digest in edition.hashes)
    assert HEX64.fullmatch(edition.hash)


def test_an_edition_is_found_by_its_year():
    assert catalog.years() == (2022, 2020)
    assert catalog.edition_of_year(2020) is catalog.edition("RB-2020")
    assert catalog.editions() == (catalog.edition("RB-2020"), catalog.edition("RB-2022"))


def test_a_years_edition_decides_which_sheet_of_zona_integritas_is_asked():
    for year, wanted in ((2020, "lke-zi-10-2019"), (2022, "lke-zi-90-2021")):
        sheets = catalog.edition_of_year(year).instruments
        assert [sheet.id for sheet in sheets if sheet.levels] == [wanted]
    assert catalog.edition("RB-2022").hash != catalog.edition("RB-2020").hash


def test_a_new_desk_is_of_the_proposed_year_though_a_later_edition_is_known():
    assert catalog.default_year() == 2020


@pytest.mark.parametrize(
    ("look_up", "what"),
    [
        (lambda: catalog.edition("RB-2031"), "unknown_edition"),
        (lambda: catalog.edition_settings("RB-2031"), "unknown_edition"),
        (lambda: catalog.edition_of_year(2031), "unknown_year"),
        (lambda: catalog.instrument("lke-1-1999"), "unknown_instrument"),
        (lambda: catalog.instrument("../offices/kecamatan-bekasi"), "unknown_instrument"),
    ],
)
def test_what_is_not_there_is_named(look_up, what):
    with pytest.raises(NotAllowed) as raised:
        look_up()

    assert raised.value.what == what


def test_a_desk_starts_with_the_editions_target_and_deadlines():
    settings = catalog.edition_settings("RB-2020")

    assert settings.target == Decimal(60)
    assert settings.deadlines == (
        ("Kirim ke Sekretariat", date(2020, 9, 7)),
        ("Evaluasi Kemenpan RB", date(2020, 9, 15)),
    )


def test_only_meaning_enters_the_hash_of_an_edition(tmp_path, monkeypatch):
    """Dates and target may change without another edition; the spelling of a number too; a weight not."""
    before = catalog.edition("RB-2020").hash
    shifted = _copy_of_the_resources(tmp_path / "dates")
    _change(shifted / "editions/rb-2020.json", '"2020-09-07"', '"2020-10-01"')
    _change(shifted / "editions/rb-2020.json", '"target": "60"', '"target": "55"')
    reworded = _copy_of_the_resources(tmp_path / "words")
    _change(reworded / "instruments/lke-26-2020-unit.json", "Apakah unit kerja sudah", "Apakah kantor sudah")

    assert _hash_with(shifted, monkeypatch) == before
    assert _hash_with(reworded, monkeypatch) != before


def test_the_regencys_history_is_its_published_index():
    found = catalog.regency_history()

    assert [(one.owner, one.year, one.frame, one.index) for one in found] == [
        ("32.16", 2017, "14/2014", Decimal("51.28")),
        ("32.16", 2018, "14/2014", Decimal("56.33")),
        ("32.16", 2019, "14/2014", Decimal("59.36")),
    ]
    assert all(one.source and one.is_shipped for one in found)


def test_sheets_with_weights_are_listed_and_the_survey_is_not_one_of_them():
    ids = [instrument.id for instrument in catalog.list_instruments()]

    assert "lke-26-2020-unit" in ids
    assert "lke-26-2020-pemda" in ids
    assert "skm-14-2017" not in ids
    assert Fraction(catalog.instrument("lke-26-2020-unit").weight) == Fraction(363, 10)


def test_a_new_instrument_file_is_checked_whatever_it_holds(tmp_path):
    good, bad, broken = (tmp_path / name for name in ("baik.json", "buruk.json", "rusak.json"))
    data = json.loads(json.dumps(tiny_sheet(), default=str))
    good.write_text(json.dumps(data), encoding="utf-8")
    data["parts"][0]["weight"] = 7
    bad.write_text(json.dumps(data), encoding="utf-8")
    broken.write_bytes(b"\xff{")

    assert catalog.instrument_faults(good) == ()
    assert ("lembar-kecil", "sum", "11 ≠ 10") in catalog.instrument_faults(bad)
    assert [fault[:2] for fault in catalog.instrument_faults(broken)] == [("rusak.json", "json")]


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"total_weight": 1e999999999}', b"9" * 5_000, b""])
def test_a_hostile_instrument_file_is_a_fault_and_no_crash(tmp_path, content):
    path = tmp_path / "aneh.json"
    path.write_bytes(content)

    assert catalog.instrument_faults(path)


def _copy_of_the_resources(target: Path) -> Path:
    for name in ("editions", "instruments"):
        (target / name).mkdir(parents=True)
        for path in paths.resource(name).glob("*.json"):
            (target / name / path.name).write_bytes(path.read_bytes())
    return target


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _hash_with(resources: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    cached = (catalog.edition, catalog.instrument, catalog.instrument_data, catalog._edition_files)
    with monkeypatch.context() as patched:
        patched.setattr(paths, "resources", lambda: resources)
        for function in cached:
            function.cache_clear()
        found = catalog.edition("RB-2020").hash
    for function in cached:
        function.cache_clear()
    return found
