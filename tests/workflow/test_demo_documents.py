from __future__ import annotations

import shutil
from pathlib import Path

from rbdesk.workflow import demo_documents
from tests import year


def test_every_kind_of_document_is_made_of_a_desk(tmp_path: Path) -> None:
    desk = "offices/32.16.01"
    shutil.copytree(year.the_demo().folder / desk, tmp_path / desk)
    made = demo_documents.write_documents(tmp_path, desks=(desk,))
    assert [path.name for path in made] == [
        "LKE-RB-2020-Kec-Tarumajaya.xlsx",
        "Laporan-RB-2020-Kec-Tarumajaya.pdf",
        "Paparan-RB-2020-Kec-Tarumajaya.pptx",
    ]
    assert {path.parent for path in made} == {tmp_path / "documents"}
    assert all(path.stat().st_size > 10_000 for path in made)
