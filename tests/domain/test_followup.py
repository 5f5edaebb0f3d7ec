from __future__ import annotations

import pytest

from rbdesk.domain.followup import Source, Status


@pytest.mark.parametrize("word", ["lhe", "internal", "inspektorat", "skm", "pengaduan", "rencana"])
def test_every_source_of_a_recommendation_has_its_word(word: str) -> None:
    assert Source(word).value == word


def test_a_status_is_one_of_four_words() -> None:
    assert [status.value for status in Status] == ["belum", "proses", "selesai", "tidak_dapat"]
