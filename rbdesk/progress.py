"""How a long job tells how far it is, and how it is told to stop. Knows no thread and no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Cancelled(Exception):
    """The person stopped the job; nothing was kept of it."""


class Progress:
    """Passes steps to `tell(done, total, label)` and raises Cancelled at the next step once `is_cancelled()` is true."""

    def __init__(
        self,
        tell: Callable[[int, int, str], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._tell = tell
        self._is_cancelled = is_cancelled

    def step(self, done: int, total: int, label: str = "") -> None:
        """Tell that `done` of `total` units are finished; `label` is a key or a name, not a sentence.

        Raises Cancelled: the person asked to stop.
        """
        if self._is_cancelled is not None and self._is_cancelled():
            raise Cancelled
        if self._tell is not None:
            self._tell(done, total, label)

    def each(self, items: Sequence[Item], label: str = "") -> Iterator[Item]:
        """Yield the items, with a step before each and one at the end."""
        for done, item in enumerate(items):
            self.step(done, len(items), label)
            yield item
        self.step(len(items), len(items), label)


SILENT = Progress()
