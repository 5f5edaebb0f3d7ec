import pytest

from rbdesk.domain.office import Role
from rbdesk.ui import theme
from rbdesk.ui.parts import places
from rbdesk.ui.parts.page import Page


@pytest.mark.parametrize("role", list(Role))
def test_each_page_of_a_role_is_there_and_has_its_key(role):
    found = places.places_of(role)
    assert [place.key for place in found if place.where == places.BOTTOM] == ["help", "settings"]
    for place in found:
        page = places.page_class(place.key)
        assert issubclass(page, Page)
        assert page.key == place.key
        assert ((place.parent or page.parent_key) != "") is (place.where == places.INSIDE)
        assert not theme.icon(place.icon).isNull()


def test_a_page_that_this_build_lacks_is_not_listed(monkeypatch):
    monkeypatch.setattr(
        places, "PLACES", (*places.PLACES, places.Place("later", "Nanti", "home", (Role.OFFICE,)))
    )
    assert "later" not in [place.key for place in places.places_of(Role.OFFICE)]


def test_a_module_without_that_page_is_named():
    with pytest.raises(ImportError):
        places.page_class("wizard")
