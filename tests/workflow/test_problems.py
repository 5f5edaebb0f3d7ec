"""What a helper gets: enough to help, and nothing of what people wrote or of who they are."""

from __future__ import annotations

import getpass
import zipfile
from pathlib import Path

from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.submission import Profile
from rbdesk.workflow import office, problems, setup
from tests import desks
from tests.build import NOW

SECRETS = ("Camat Penanda", "Kasubag Penanda", "021-555777", "Operator Penanda", "196507121990031007",
           "Kasi Penanda", "CATATAN-PENANDA", "BUKTI-PENANDA", "Laptop Penanda")  # fmt: skip


def test_no_answer_note_name_of_a_file_or_person_is_in_the_report(tmp_path: Path, key: Key) -> None:
    folder = tmp_path / "meja-penanda"
    db = desks.a_desk(folder, head_nip=SECRETS[4], operator_post=SECRETS[5], device_label=SECRETS[8])
    who = {"who": SECRETS[3], "now": NOW}
    setup.keep_profile(db, Profile(*SECRETS[:3]), SECRETS[4], SECRETS[3], SECRETS[5], **who)
    office.record_answer(db, key, "U.P.1.i.a", Answer("A", "CATATAN-PENANDA"), **who)
    desks.attach(db, key, "U.P.1.i.a", "isi", "BUKTI-PENANDA.pdf")
    fingerprint, device = setup.load_identity(db).fingerprint, setup.load_identity(db).device
    (folder / "log" / "rbdesk.log").write_text(
        "2026-11-24 10:42:01,123 ERROR rbdesk.ui.desk: the store did not close\n"
        f"OSError: [Errno 2] {folder / 'BUKTI-PENANDA.pdf'}\n",
        "utf-8",
    )
    report = problems.load_problem(db, now=NOW)
    db.close()
    problems.write_problem(report, tmp_path / "laporan.zip")

    with zipfile.ZipFile(tmp_path / "laporan.zip") as file:
        said = "\n".join(file.read(name).decode() for name in file.namelist())
    for secret in (*SECRETS, fingerprint, device.key.hex(), "penanda", "U.P.1.i.a", str(tmp_path)):
        assert secret not in said, secret
    assert getpass.getuser() not in said.split()
    assert report.log == ("2026-11-24 10:42:01,123 ERROR rbdesk.ui.desk", "OSError")
    assert '"office": "32.16.' in said
    assert '"answers": 1' in said


def test_the_same_report_is_the_same_file(tmp_path: Path) -> None:
    with_desk = desks.a_desk(tmp_path / "meja")
    report = problems.load_problem(with_desk, now=NOW)
    with_desk.close()
    for name in ("a.zip", "b.zip"):
        problems.write_problem(report, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
