from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from rbdesk.workflow import documents
from tests import year
from tests.cli.conftest import Run

DAY = ("--date", "7 Sep 2020")


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The desk of an office of the invented year, which may be written to."""
    return Path(shutil.copytree(year.the_demo().folder / "offices" / "32.16.01", tmp_path / "meja"))


def titles(path: Path) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(str(path)).slides]


def test_the_ending_of_the_file_says_which_document_it_is(run: Run, filled: Path, tmp_path: Path) -> None:
    starts = {"Paparan.pptx": b"PK", "Laporan.pdf": b"%PDF", "LKE.xlsx": b"PK"}
    for name, start in starts.items():
        done = run("report", filled, "-o", tmp_path / name, *DAY)
        assert (done.code, done.err) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(start)
        assert "Sidik data: " in done.out


def test_slides_are_chosen_and_ordered_and_the_same_data_is_the_same_file(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    listed = run("report", filled, "--kind", "deck", "--list", *DAY).out.split()
    assert {"title", "score", "path", "sources"} <= set(listed)
    path = tmp_path / "Paparan.pptx"
    chosen = ("--slides", "title, path,score", "--title", "Paparan Camat", *DAY)
    done = run("report", filled, "-o", path, *chosen, "--json").json
    found = titles(path)
    assert len(found) == 3
    assert found[0] == "Paparan Camat"
    assert found[2].startswith("Nilai mandiri ")
    assert done == {"file": str(path), "kind": "deck", "size": path.stat().st_size, "digest": done["digest"]}
    before = path.read_bytes()
    assert run("report", filled, "-o", path, *chosen).code == 0
    assert path.read_bytes() == before


def test_a_folder_gets_a_file_of_the_usual_name(run: Run, filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Laporan"
    folder.mkdir()
    assert run("report", filled, "-o", folder, "--kind", "deck", *DAY).code == 0
    assert [path.name for path in folder.iterdir()] == ["Paparan-RB-2020-Kec-Tarumajaya.pptx"]


def test_the_regencys_deck_can_be_made_before_anything_has_come(
    run: Run, secretariat: Path, tmp_path: Path
) -> None:
    path = tmp_path / "Paparan.pptx"
    listed = run("report", secretariat, "--kind", "deck", "--list", *DAY).out
    assert "Inovasi (hanya bila disebut)" in listed
    assert run("report", secretariat, "-o", path, *DAY).code == 0
    assert titles(path)[0] == "Perkembangan Pelaksanaan Reformasi Birokrasi 2020"
    assert run("report", secretariat, "-o", path, "--office", "32.16.01", *DAY).code == 0
    assert len(titles(path)) == 2


def test_a_logo_stands_on_the_cover_and_a_broken_one_is_refused(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    kept = io.BytesIO()
    Image.new("RGB", (64, 64), "navy").save(kept, "PNG")
    logo, path = tmp_path / "lambang.png", tmp_path / "Paparan.pptx"
    logo.write_bytes(kept.getvalue())
    assert run("report", filled, "-o", path, "--logo", logo, "--slides", "title", *DAY).code == 0
    cover = Presentation(str(path)).slides[0]
    assert [shape.image.blob for shape in cover.shapes if shape.shape_type == 13] == [kept.getvalue()]
    before = path.read_bytes()
    logo.write_bytes(kept.getvalue()[:70])
    done = run("report", filled, "-o", path, "--logo", logo, *DAY)
    assert done.code == 1
    assert "Gambar lambang.png rusak." in done.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "Paparan"), "Sebut --kind"),
        (("--kind", "deck"), "Pilihan -o"),
        (("-o", "x.pptx", "--slides", "peta"), "Tidak ada bagian peta"),
        (("-o", "x.pptx", "--date", "kemarin"), "bukan tanggal"),
        (("-o", "x.pptx", "--kind", "odp"), "bukan salah satu dari"),
    ],
)
def test_what_is_asked_wrongly_is_said_and_nothing_is_written(
    run: Run, filled: Path, words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("report", filled, *words)
    assert done.code == 2
    assert told in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["meja"]


def test_a_document_held_open_is_said_with_a_way_out(
    run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Paparan.pptx"
    path.write_bytes(b"lama")
    put = os.replace

    def refuse(part: Path, target: Path) -> None:
        if Path(target) == path:
            raise PermissionError(13, "used by another process", str(target))
        put(part, target)

    monkeypatch.setattr(os, "replace", refuse)
    done = run("report", filled, "-o", path, *DAY)
    assert done.code == 3
    assert "Berkas Paparan.pptx sedang dibuka program lain. Tutup dulu berkasnya" in done.err
    assert path.read_bytes() == b"lama"


def test_kinds_are_those_of_the_window() -> None:
    assert documents.KINDS == ("workbook", "report", "deck")
