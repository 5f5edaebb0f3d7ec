import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Run

HERE = "32.16.09"


def believed(run: Run, desk: Path, secretariat: Path, folder: Path, *, is_first: bool = True) -> int:
    """Receive a new activation file; the exit code."""
    made = run("activate", secretariat, "-o", folder, "--office", HERE, "--json").json
    digits = " ".join(made["fingerprint"].split()[-2:])
    confirm = ("--confirm", digits) if is_first else ()
    return run("receive", desk, made["files"][0]["path"], *confirm).code


def test_packages_are_sealed_after_a_copy_of_the_key_has_proven_itself(
    run: Run, desk: Path, secretariat: Path, tmp_path: Path
) -> None:
    assert run("keys", secretariat, "seal").out == "Segel paket: mati; kuncinya belum dibuat (--print).\n"
    assert run("keys", secretariat, "seal", "--on", "ABCDEFGH").code == 1
    page = tmp_path / "brankas.pdf"
    assert run("keys", secretariat, "seal", "--print", page).code == 0
    first = run("keys", secretariat, "seal", "--json").json
    assert first == {"recipient": first["recipient"], "on": False, "here": True}
    assert run("keys", secretariat, "seal", "--on", "AAAAAAAA").code == 1
    assert run("keys", secretariat, "seal", "--on", page, "--json").json == {**first, "on": True}

    assert run("keys", desk, "seal", "--json").json["on"] is False
    assert believed(run, desk, secretariat, tmp_path / "aktivasi") == 0
    assert run("keys", desk, "seal", "--json").json["recipient"] == first["recipient"]
    assert run("answer", desk, "P.1.i.a", "A").code == 0
    sent = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json
    assert sent["sealed"]
    assert sent["path"].endswith(".rbd.zip.age")
    assert run("verify", sent["path"]).out.count("tersegel untuk Sekretariat") == 1
    assert run("merge", secretariat, sent["path"]).code == 0

    plain = run("export", desk, "-o", tmp_path / "laptop", "--provisional", "--open", "--json").json
    assert not plain["sealed"]
    assert plain["path"].endswith(".rbd.zip")
    assert run("keys", secretariat, "seal", "--off").out.startswith("Segel paket: mati sejak")
    assert believed(run, desk, secretariat, tmp_path / "lagi", is_first=False) == 0
    assert run("keys", desk, "seal").out == "Segel paket: mati\n"


def test_the_key_of_a_new_computer_is_put_back_from_its_copy(
    run: Run, secretariat: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "brankas.txt"
    run("keys", secretariat, "seal", "--print", copy)
    (secretariat / "segel.key").unlink()
    lost = run("keys", secretariat, "seal")
    assert "Pasang dari salinannya" in lost.err
    assert run("keys", secretariat, "seal", "--put-back", copy, "--json").json["here"]
    other = tmp_path / "lain.txt"
    assert run("keys", secretariat, "seal", "--print", other).code == 0
    assert other.read_text() == copy.read_text()
    run("keys", secretariat, "seal", "--print", other, "--another")
    assert other.read_text() != copy.read_text()


def test_a_new_key_is_announced_by_the_old_one_or_asked_for_again(
    run: Run, desk: Path, secretariat: Path, tmp_path: Path
) -> None:
    assert believed(run, desk, secretariat, tmp_path / "1") == 0
    before = run("keys", secretariat, "show", "--json").json
    new = run("keys", secretariat, "replace", "--json").json
    assert new["announced"]
    assert new["fingerprint"] != before["fingerprint"]
    assert believed(run, desk, secretariat, tmp_path / "2", is_first=False) == 0
    (secretariat / "device.key").write_bytes(b"")
    assert run("keys", secretariat, "replace").code == 3
    assert not run("keys", secretariat, "replace", "--lost", "--json").json["announced"]
    assert believed(run, desk, secretariat, tmp_path / "3", is_first=False) == 1
    assert believed(run, desk, secretariat, tmp_path / "4") == 0
    device = run("keys", desk, "show", "--json").json["device"]
    assert run("keys", desk, "replace").out.splitlines()[1].startswith("Cabut perangkat lama")
    assert run("keys", desk, "show", "--json").json["device"] != device


def test_all_devices_are_enrolled_also_when_nobody_reads_what_is_printed(
    run: Run, secretariat: Path, tmp_path: Path
) -> None:
    """`rbdesk keys MEJA enrol kunci.json | head -0`."""
    for number in (1, 2, 3):
        run("init", tmp_path / str(number), "--role", "office", "--office", f"32.16.0{number}")
    devices = [
        {"office": f"32.16.0{number}", **run("keys", tmp_path / str(number), "show", "--json").json}
        for number in (1, 2, 3)
    ]
    (tmp_path / "kunci.json").write_text(json.dumps({"devices": devices}))
    reader, writer = os.pipe()
    os.close(reader)
    words = ("keys", str(secretariat), "enrol", str(tmp_path / "kunci.json"))
    ended = subprocess.run(
        [sys.executable, "-m", "rbdesk.main", *words],
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert len(run("keys", secretariat, "show", "--json").json["roster"]) == 3
