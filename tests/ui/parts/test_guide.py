import importlib.metadata
import tomllib
from pathlib import Path

import pytest

from rbdesk import paths
from rbdesk.domain.office import Role
from rbdesk.ui.parts import guide, places

TEXT = """# Panduan
Untuk siapa saja.

# Untuk kecamatan

## 1. Menjawab
<!-- halaman: assessment evidence -->

![gambar](gambar/a.png)

Tekan **Y**.

# Untuk Sekretariat

## 2. Kotak
<!-- halaman: inbox -->
Tarik berkas.

---

Bukan bagian.
"""


def test_a_heading_with_words_is_a_chapter_of_its_part_and_pages():
    first, answer, inbox = guide.read_chapters(TEXT)
    assert (first.title, first.roles, first.words) == ("Panduan", guide.BOTH, "Untuk siapa saja.")
    assert (answer.title, answer.pages, answer.words) == (
        "Menjawab",
        ("assessment", "evidence"),
        "Tekan **Y**.",
    )
    assert answer.roles == (Role.OFFICE,)
    assert (inbox.roles, inbox.words) == ((Role.SECRETARIAT,), "Tarik berkas.")


def test_a_chapter_holds_words_in_any_order_and_case():
    answer = guide.read_chapters(TEXT)[1]
    assert answer.holds("TEKAN menjawab")
    assert not answer.holds("tekan berkas")


@pytest.mark.parametrize("role", list(Role))
def test_each_page_of_a_role_has_a_chapter(role):
    for place in places.places_of(role):
        if place.key != "help":
            chapter = guide.chapter_of(place.key, role)
            assert chapter is not None, place.key
            assert len(chapter.words) > 200


def test_no_chapter_speaks_of_a_page_that_is_not_there():
    keys = {place.key for place in places.PLACES}
    assert {page for chapter in guide.chapters() for page in chapter.pages} <= keys


def test_an_unknown_page_has_no_chapter():
    assert guide.chapter_of("nowhere", Role.OFFICE) is None


def test_the_words_are_plain_and_calm():
    for chapter in guide.chapters():
        assert "!" not in chapter.words
        assert "<!--" not in chapter.words


def test_the_program_shows_the_very_text_of_the_project_and_takes_it_along():
    root = Path(__file__).resolve().parents[3]
    assert paths.users_guide() == root / "docs" / "panduan.md"
    wheel = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert wheel["force-include"]["docs/panduan.md"] == "rbdesk/resources/panduan.md"
    assert "panduan.md" in (root / "packaging" / "windows" / "build.py").read_text("utf-8")


def test_each_library_that_is_named_is_used_and_there():
    for distribution, _, licence in guide.LIBRARIES:
        assert importlib.metadata.version(distribution.replace("_", "-"))
        assert licence
