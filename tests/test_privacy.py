"""What is personal stays where it belongs: packages carry names of posts only, logs hold no answers, files never run."""

from __future__ import annotations

import getpass
import logging
import socket
import sys
import zipfile
from pathlib import Path

import pytest

from rbdesk.cli import answering, program
from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.submission import Profile
from rbdesk.workflow import office, sending, setup, survey_import, surveys
from tests import desks
from tests.build import NOW

NIP, POST, NOTE = "196507121990031007", "Kasi Penanda", "CATATAN-PENANDA"


def _everything_in(path: Path) -> str:
    with zipfile.ZipFile(path) as bundle:
        return "\n".join(
            f"{name}\n{bundle.read(name).decode('utf-8', 'replace')}"
            for name in bundle.namelist()
            if "/evidence/" not in name
        )


def test_a_package_carries_names_of_posts_and_nothing_else_personal(tmp_path: Path, key: Key) -> None:
    db = desks.a_desk(tmp_path / "meja-penanda", head_nip=NIP, operator_post=POST)
    setup.keep_profile(
        db,
        Profile("Camat Penanda", "Kasubag Penanda", "021-555000"),
        NIP,
        "Operator Penanda",
        POST,
        who="Operator Penanda",
        now=NOW,
    )
    source = tmp_path / "survei.csv"
    source.write_text(
        "periode;layanan;persyaratan;prosedur;waktu;biaya;produk;kompetensi;perilaku;pengaduan;sarana;nama;nik;umur\n"
        "2020-S1;KTP;3;3;3;3;3;3;3;3;3;Warga Penanda;3216090101650001;40\n",
        encoding="utf-8",
    )
    table = survey_import.read_survey(source, 2020)
    survey_import.keep_survey(db, key.office, 2020, table, who="Operator Penanda", now=NOW)
    assert surveys.load_survey(db, key.office, 2020).batches()
    office.record_answer(db, key, "U.P.1.i.a", Answer("A", NOTE), who="Operator Penanda", now=NOW)
    built = sending.export(db, key, tmp_path / "out", final=False, who="Operator Penanda", now=NOW)
    db.close()
    told = _everything_in(built.path)

    for personal in (NIP, POST, "Warga Penanda", "3216090101650001", "meja-penanda", str(tmp_path)):
        assert personal not in told, personal
    for machine in (getpass.getuser(), socket.gethostname()):
        assert len(machine) < 5 or machine not in told, machine
    for meant in ("Camat Penanda", "Kasubag Penanda", "021-555000", "Operator Penanda", NOTE):
        assert meant in told, meant


def test_the_log_of_a_command_that_failed_holds_nothing_that_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "meja"
    desks.a_desk(desk).close()

    def fail(*args: object, **kw: object) -> None:
        raise ValueError(f"cannot keep {NOTE}")

    monkeypatch.setattr(answering.office, "record_answer", fail)
    monkeypatch.setattr(answering.office, "record_answers", fail)
    ended = program.main(["answer", str(desk), "P.1.i.a", "A", "--note", NOTE, f"--evidence={NOTE}.pdf"])
    capsys.readouterr()
    if ended != 70:  # the file is refused before anything is kept
        ended = program.main(["answer", str(desk), "P.1.i.a", "A", "--note", NOTE])
    assert ended == 70
    kept = (desk / "log" / "rbdesk.log").read_text("utf-8")
    assert "rbdesk answer … … … --note …" in kept
    assert "builtins.ValueError" in kept
    assert NOTE not in kept


def test_a_scripted_session_leaves_no_answer_in_any_log(
    tmp_path: Path, key: Key, caplog: pytest.LogCaptureFixture
) -> None:
    """All that the program logs at any level, from the desk's first day to its end."""
    with caplog.at_level(logging.DEBUG):
        db = desks.a_desk(tmp_path / "meja", head_nip=NIP)
        for code in ("U.P.1.i.a", "U.P.1.i.b"):
            office.record_answer(db, key, code, Answer("A", NOTE), who="Operator", now=NOW)
        desks.attach(db, key, "U.P.1.i.a", text=NOTE, name=f"{NOTE}.pdf")
        sending.export(db, key, tmp_path / "out", final=False, who="Operator", now=NOW)
        db.close()
    found = caplog.text + "".join(
        path.read_text("utf-8", "replace")
        for path in (tmp_path / "meja" / "log").rglob("*")
        if path.is_file()
    )
    assert NOTE not in found
    assert NIP not in found


def test_only_jpeg_and_png_are_decoded_in_the_window(tmp_path: Path) -> None:
    """Whatever a file is called: scripts in SVG, PDF or Office files are never read by this process."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    from rbdesk.ui.parts import pictures

    room = QSize(100, 100)
    for name, content in (
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>1</script></svg>'),
        ("b.png", b"%PDF-1.4\n/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        ("c.png", b"PK\x03\x04 word/vbaProject.bin"),
        ("d.jpg", b"GIF89a\x01\x00\x01\x00"),
        ("e.jpg", b"BM" + bytes(60)),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert pictures.load_preview(path, room) is None, name
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.save(str(tmp_path / "f.png"))
    assert pictures.load_preview(tmp_path / "f.png", room) is not None


def test_reading_evidence_needs_no_module_that_could_run_it() -> None:
    """No macro engine, no PDF interpreter, no browser is a dependency."""
    project = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8").lower()
    for engine in ("pypdf", "pdfium", "webengine", "oletools", "win32com", "xlwings", "qtpdf"):
        assert engine not in project, engine
    assert "PySide6.QtWebEngineCore" not in sys.modules
