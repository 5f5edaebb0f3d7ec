import importlib.metadata

import pytest

from rbdesk.domain.office import Role
from rbdesk.ui import theme
from rbdesk.ui.parts import guide, places


@pytest.mark.parametrize("role", list(Role))
def test_each_page_of_a_role_has_a_chapter(role):
    chapters = guide.chapters_of(role)
    for place in places.places_of(role):
        if place.key != "help":
            assert guide.chapter_of(place.key, role) in chapters


def test_no_chapter_speaks_of_a_page_that_is_not_there():
    keys = {place.key for place in places.PLACES}
    assert {chapter.page for chapter in guide.CHAPTERS} <= keys


def test_an_unknown_page_has_no_chapter():
    assert guide.chapter_of("nowhere", Role.OFFICE) is None


def test_the_words_are_plain_and_calm():
    for chapter in guide.CHAPTERS:
        assert not theme.icon(chapter.icon).isNull()
        for words in (chapter.purpose, *(words for _, words in chapter.points)):
            assert words.endswith(".")
            assert "!" not in words


def test_each_library_that_is_named_is_used_and_there():
    for distribution, _, licence in guide.LIBRARIES:
        assert importlib.metadata.version(distribution.replace("_", "-"))
        assert licence
