import json
from pathlib import Path

import pytest

from rbdesk.exchange import signing
from rbdesk.workflow import demo
from tests import year
from tests.cli.conftest import Run


def test_a_new_desk_says_whose_it_is_and_its_30_digits(run: Run, tmp_path: Path) -> None:
    made = run("init", tmp_path / "meja", "--role", "office", "--office", "32.16.09", "--year", "2020")

    assert made.code == 0
    first, second = made.out.splitlines()
    assert first.startswith("Cikarang Utara · 2020 · RB-2020")
    shown = run("keys", tmp_path / "meja", "show", "--json").json
    assert second == f"Kunci perangkat {shown['device']}: {shown['fingerprint']}"
    assert len(shown["fingerprint"].replace(" ", "")) == 30


def test_the_newest_edition_is_taken_where_no_year_is_named(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "meja", "--role", "secretariat")

    assert run("status", tmp_path / "meja", "--json").json["year"] == 2020


@pytest.mark.parametrize(
    ("arguments", "ends"),
    [
        (["--role", "office"], 2),
        (["--role", "office", "--office", "32.16.99"], 2),
        (["--role", "office", "--office", "321609"], 2),
        (["--role", "camat", "--office", "32.16.09"], 2),
        (["--role", "office", "--office", "32.16.09", "--year", "2031"], 2),
        ([], 2),
    ],
)
def test_a_desk_that_cannot_be_is_not_made(run: Run, tmp_path: Path, arguments: list[str], ends: int) -> None:
    ended = run("init", tmp_path / "meja", *arguments)

    assert (ended.code, ended.out) == (ends, "")
    assert not (tmp_path / "meja" / "desk.db").exists()


def test_a_desk_is_never_made_over_another(run: Run, desk: Path) -> None:
    ended = run("init", desk, "--role", "office", "--office", "32.16.07")

    assert ended.code == 1
    assert run("score", desk, "--json").json["office"] == "32.16.09"


def test_the_post_holders_can_be_changed(run: Run, desk: Path) -> None:
    told = run("profile", desk, "--contact", "Contoh: Kasi")

    assert told.code == 0
    assert told.out.splitlines()[:2] == ["Camat             Contoh: Camat", "Penanggung jawab  Contoh: Kasi"]


def test_a_device_is_recognised_by_what_its_office_shows(
    run: Run, desk: Path, secretariat: Path, tmp_path: Path
) -> None:
    shown = run("keys", desk, "show").out
    line = next(line for line in shown.splitlines() if line.startswith("Kunci: "))

    told = run("keys", secretariat, "enrol", line.removeprefix("Kunci: "), "--label", "Laptop 1")

    assert told.code == 0
    assert "Cikarang Utara: dikenali · " in told.out
    [entry] = run("keys", secretariat, "show", "--json").json["roster"]
    assert (entry["office"], entry["label"], entry["status"]) == ("32.16.09", "Laptop 1", "terdaftar")


def test_a_device_is_recognised_by_the_json_of_its_office(
    run: Run, desk: Path, secretariat: Path, tmp_path: Path
) -> None:
    (tmp_path / "kunci.json").write_text(run("keys", desk, "show", "--json").out, encoding="utf-8")

    assert run("keys", secretariat, "enrol", tmp_path / "kunci.json").code == 0
    assert "sudah dikenal" in run("keys", secretariat, "enrol", tmp_path / "kunci.json").out


def test_the_argument_that_minisign_takes_is_shown(run: Run, desk: Path) -> None:
    own = run("keys", desk, "show", "--json").json

    assert signing.parse_public_text(own["minisign"]) == signing.parse_public_base64(own["key"])
    assert f"minisign -P: {own['minisign']}" in run("keys", desk, "show").out.splitlines()


def test_a_minisign_key_needs_its_office_named(
    run: Run, desk: Path, secretariat: Path, tmp_path: Path
) -> None:
    key = signing.parse_public_base64(run("keys", desk, "show", "--json").json["key"])
    (tmp_path / "device.pub").write_text(signing.public_text(key), encoding="utf-8")

    assert run("keys", secretariat, "enrol", tmp_path / "device.pub").code == 2
    assert run("keys", secretariat, "enrol", tmp_path / "device.pub", "--office", "32.16.09").code == 0


@pytest.mark.parametrize("text", ["32.16.09", "32.16.09 bukan-kunci", "{}", "[]", '{"devices": [1]}'])
def test_what_is_no_key_is_wrong_usage(run: Run, secretariat: Path, text: str) -> None:
    ended = run("keys", secretariat, "enrol", text)

    assert (ended.code, ended.out) == (2, "")
    assert "Kunci perangkat itu tidak dapat dibaca" in ended.err


def test_what_waited_for_a_key_is_merged_when_it_is_recognised(run: Run, secretariat: Path) -> None:
    bundles = year.the_demo().folder / "bundles"
    assert run("merge", secretariat, bundles).code == 1
    assert run("status", secretariat, "--json").json["received"] == 0

    told = run("keys", secretariat, "enrol", year.the_demo().folder / demo.KEYS)

    assert told.out.splitlines()[-1] == "23 paket yang menunggu ikut digabung."
    found = run("status", secretariat, "--json").json
    assert (found["received"], found["digest"]) == (20, year.the_demo().digest)


def test_a_revoked_device_is_marked(run: Run, desk: Path, secretariat: Path) -> None:
    shown = run("keys", desk, "show", "--json")
    run("keys", secretariat, "enrol", shown.out)
    device = shown.json["device"]

    assert run("keys", secretariat, "revoke", device).code == 2, "a reason is needed"
    assert (
        run("keys", secretariat, "revoke", device, "--reason", "laptop hilang").out == f"{device}: dicabut\n"
    )
    assert "dicabut" in run("keys", secretariat, "show").out
    assert run("keys", secretariat, "revoke", "0123456789", "--reason", "salah").code == 2


def test_a_demo_of_bundles_only(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "OUT"

    made = run("demo", out, "--only-bundles", "--evidence", "none", "--seed", "3", "--json")

    assert made.code == 0
    assert sorted(path.name for path in out.iterdir()) == ["BACA-SAYA.txt", "bundles", "keys.json", "late"]
    assert len(made.json["bundles"]) == 24
    assert len(json.loads((out / "keys.json").read_text("utf-8"))["devices"]) == 24
    assert run("demo", out).code == 1, "a folder with something in it is left alone"


def test_an_unknown_laptop_is_listed_by_its_digits_and_can_be_turned_away(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    place = tmp_path / "sekretariat"
    run("init", place, "--role", "secretariat", "--year", "2020")
    assert "Tidak ada perangkat" in run("keys", place, "waiting").out
    run("answer", desk, "P.1.i.a", "A")
    path = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json["path"]
    run("merge", place, path)
    own = run("keys", desk, "show", "--json").json

    printed = run("keys", desk, "show", "--print", tmp_path / "kunci.pdf")
    assert (printed.code, (tmp_path / "kunci.pdf").read_bytes()[:5]) == (0, b"%PDF-")

    [item] = run("keys", place, "waiting", "--json").json["devices"]
    shown = run("keys", place, "waiting").out
    assert (item["fingerprint"], item["office"], item["rejected"]) == (own["fingerprint"], "32.16.09", False)
    assert own["fingerprint"] in shown

    assert run("keys", place, "reject", item["device"], "--reason", "angka berbeda").code == 0
    assert run("keys", place, "waiting", "--json").json["devices"][0]["reason"] == "angka berbeda"
    assert run("keys", place, "reject", "0123456789", "--reason", "x").code == 2
    assert "menunggu lagi" in run("keys", place, "reject", item["device"], "--undo").out
    assert not run("keys", place, "waiting", "--json").json["devices"][0]["rejected"]
    assert run("keys", place, "reject", item["device"], "--reason", "angka berbeda").code == 0
    enrolled = run("keys", place, "enrol", f"{own['office']} {own['key']}")
    assert "1 paket yang menunggu ikut digabung" in enrolled.out
