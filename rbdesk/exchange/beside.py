"""Work on bytes that goes on beside other such work, on one thread that ends with its `with`.

A processor that hashes and a disk that is written to need not wait for each other. The thread knows no desk and no
window; it does in order what it is given.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO

_MOST_WAITING = 16  # pieces of a file are of 1 MiB at most


class Beside:
    """Does acts in the order given. Leaving its `with` waits for all of them; after an error there the rest is left out.

    What an act raises is raised by the next `do` or at the end, and no further act is begun.
    """

    def __init__(self) -> None:
        self._acts: queue.Queue[Callable[[], object] | None] = queue.Queue(_MOST_WAITING)
        self._files = contextlib.ExitStack()
        self._trouble: Exception | None = None
        self._is_given_up = False
        self._thread = threading.Thread(target=self._work, name="beside", daemon=True)
        self._thread.start()

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_given_up = kind is not None
        self._acts.put(None)
        self._thread.join()
        self._files.close()
        if kind is None and self._trouble is not None:
            raise self._trouble

    def do(self, act: Callable[[], object]) -> None:
        """Let something be done; waits where too much is waiting. Raises what an earlier act raised."""
        if self._trouble is not None:
            raise self._trouble
        self._acts.put(act)

    def wait(self) -> None:
        """Return when all that was given is done. Raises what an act raised."""
        self._acts.join()
        if self._trouble is not None:
            raise self._trouble

    def own(self, file: BinaryIO) -> None:
        """Close a file when all is done or given up."""
        self._files.enter_context(file)

    def _work(self) -> None:
        while (act := self._acts.get()) is not None:
            try:
                if self._trouble is None and not self._is_given_up:
                    act()
            except Exception as error:  # raised where the work is waited for
                self._trouble = error
            finally:
                self._acts.task_done()
