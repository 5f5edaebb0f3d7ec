"""Where the person has been: back and forward between places, as in a browser. Knows no widget."""

from __future__ import annotations

from rbdesk.ui.parts.page import Link

_LONGEST = 50


class Trail:
    """Places in the order of the visits, and which of them is shown now."""

    def __init__(self) -> None:
        self._places: list[Link] = []
        self._at = -1

    @property
    def now(self) -> Link | None:
        """The place that is shown, None before the first visit."""
        return self._places[self._at] if self._places else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the person came back from a place."""
        return self._at < len(self._places) - 1

    def visit(self, place: Link) -> None:
        """Go on to a place; what lay ahead is forgotten. The same place again is no new visit."""
        if place == self.now:
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-_LONGEST]
        self._at = len(self._places) - 1

    def remember(self, place: Link) -> None:
        """Note where within its page the person was before leaving it."""
        if self.now is not None and self.now.page == place.page:
            self._places[self._at] = place

    def back(self) -> Link | None:
        """Step back; None at the beginning."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Link | None:
        """Step forward; None at the end."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self._places[self._at]
