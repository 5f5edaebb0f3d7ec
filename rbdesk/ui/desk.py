"""The window's handle on a desk: three verbs, one store thread that owns the one connection.

`read` asks, `do` writes, `run` works on values without the store. Results arrive on the main thread in
the order in which they were asked for. A widget knows nothing else of the core.
"""

from __future__ import annotations

import getpass
import logging
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from rbdesk.errors import RBDeskError, StoreTrouble
from rbdesk.ui import jobs
from rbdesk.workflow.changes import Changes

if TYPE_CHECKING:
    from rbdesk.store.database import Store
    from rbdesk.workflow.setup import Identity

Opener = Callable[[Path, datetime], "Store"]
Clock = Callable[[], datetime]
_TOPICS_OF_IDENTITY = frozenset({"profile", "settings"})


@dataclass(frozen=True, slots=True, eq=False)
class _Act:
    """One thing to do on the store thread."""

    kind: Literal["open", "read", "write", "retry"]
    call: Callable[..., Any]  # of the store; for "open" of nothing
    then: Callable[[Any], Any] | None = None
    failed: Callable[[RBDeskError], Any] | None = None
    by: object = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of an act. `is_held`: the machine refused a write, which waits for the next attempt."""

    act: _Act
    at: datetime
    value: Any = None
    error: Exception | None = None
    identity: Identity | None = None
    is_held: bool = False


class Desk(QObject):
    """A desk folder as the window sees it.

    Signals: `opened(Identity)` after `open` · `changed(Changes, by)` after each commit that changed something ·
    `failed(error, retry)` a write, or a read without its own `failed`, did not succeed; `retry` is None where
    trying again cannot help · `saving()` a write was asked for · `saved(datetime)` all writes are committed, in
    UTC · `handed_over(Errand)` the desk is to be closed, something done that needs nobody to have it open, and opened
    again.

    A write that the machine refuses (disk full) is kept in memory with its turn: later writes queue up behind
    it, and each new write, `retry` and `close` try all of them again, oldest first.
    """

    opened = Signal(object)
    changed = Signal(object, object)
    failed = Signal(object, object)
    saving = Signal()
    saved = Signal(object)
    handed_over = Signal(object)

    _arrived = Signal(object)

    def __init__(
        self, folder: Path, parent: QObject | None = None, *, clock: Clock = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.clock = clock
        self._identity: Identity | None = None
        self._unsaved = 0
        self._is_closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._thread = _StoreThread(clock, self._arrived.emit)

    @property
    def identity(self) -> Identity:
        """Who works at this desk. Raises RuntimeError: the desk is not open."""
        if self._identity is None:
            raise RuntimeError("the desk is not open")
        return self._identity

    @property
    def is_open(self) -> bool:
        """Whether the store is open and the identity known."""
        return self._identity is not None

    @property
    def unsaved(self) -> int:
        """How many writes are not known to be on the disk yet, those that the machine refused included."""
        return self._unsaved

    @property
    def who(self) -> str:
        """The name that writes are kept under: the operator's, else the account's."""
        return (self._identity.operator if self._identity else "") or _account()

    def open(
        self,
        then: Callable[[Identity], Any] | None = None,
        failed: Callable[[RBDeskError], Any] | None = None,
        *,
        opener: Opener | None = None,
    ) -> None:
        """Open the store on the store thread; `opener(folder, now)` may make it first, as the first run does."""
        make, folder, now = opener or _open_store, self.folder, self.clock()
        self._ask(_Act("open", lambda: make(folder, now), then, failed))

    def read(
        self,
        fn: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], Any],
        failed: Callable[[RBDeskError], Any] | None = None,
        **kw: Any,
    ) -> None:
        """Call `fn(db, *args)` on the store thread and give its value to `then` on the main thread."""
        self._ask(_Act("read", lambda db: fn(db, *args, **kw), then, failed))

    def do(
        self,
        fn: Callable[..., Changes],
        *args: Any,
        by: object = None,
        then: Callable[[Changes], Any] | None = None,
        failed: Callable[[RBDeskError], Any] | None = None,
        **kw: Any,
    ) -> None:
        """Call `fn(db, *args, who=…, now=…)` on the store thread; `changed` and then `then` follow its commit.

        `failed` is called, besides the signal, for a write that was given up: the act was not allowed.
        """
        who, now = self.who, self.clock()
        self._unsaved += 1
        self.saving.emit()
        self._ask(_Act("write", lambda db: fn(db, *args, who=who, now=now, **kw), then, failed, by))

    def run(
        self,
        fn: Callable[..., Any],
        *values: Any,
        done: Callable[[Any], Any] | None = None,
        failed: Callable[[RBDeskError], Any] | None = None,
        progressed: Callable[[int, int, str], Any] | None = None,
        cancelled: Callable[[], Any] | None = None,
        ended: Callable[[], Any] | None = None,
    ) -> jobs.Handle:
        """Start `fn(*values, progress=…)` on the job thread, without the store; as `jobs.start`.

        Without `failed` an RBDeskError is told by the signal of that name.
        """
        return jobs.start(
            fn,
            *values,
            done=done,
            failed=failed or (lambda error: self.failed.emit(error, None)),
            progressed=progressed,
            cancelled=cancelled,
            ended=ended,
        )

    def retry(self) -> None:
        """Try the writes that the machine refused again, oldest first."""
        self.saving.emit()
        self._ask(_Act("retry", Changes))

    def flush(self, seconds: float | None = None) -> bool:
        """Wait until everything asked for was tried; True if all writes are on the disk.

        Blocks, for closing and the end of a session only. What came of it is still told by the event loop.
        """
        return self._thread.flush(seconds)

    def close(self) -> bool:
        """Finish all writes, close the store and end its thread; True if all writes are on the disk."""
        self._is_closed = True
        return self._thread.stop()

    def _ask(self, act: _Act) -> None:
        if not self._is_closed:
            self._thread.put(act)
        elif act.kind == "write":
            raise RuntimeError("a write after the desk was closed")

    def _on_arrived(self, outcome: _Outcome) -> None:
        if self._is_closed:
            return  # nobody is left to show it
        act = outcome.act
        if outcome.identity is not None:
            self._identity = outcome.identity
        if act.kind == "write":
            self._on_written(outcome)
        elif outcome.error is not None:
            self._on_refused(act, outcome.error)
        elif act.kind == "open":
            self.opened.emit(outcome.identity)
            _call(act.then, outcome.identity)
        elif act.kind == "retry":
            self._tell_saved(outcome.at)
        else:
            _call(act.then, outcome.value)

    def _on_written(self, outcome: _Outcome) -> None:
        if outcome.is_held:
            self.failed.emit(outcome.error, self.retry)
            return
        self._unsaved -= 1
        act, error = outcome.act, outcome.error
        if error is not None:
            self._tell(act, error, None, always=True)
            return
        if outcome.value:
            self.changed.emit(outcome.value, act.by)
        _call(act.then, outcome.value)
        self._tell_saved(outcome.at)

    def _tell_saved(self, at: datetime) -> None:
        if self._unsaved == 0:
            self.saved.emit(at)

    def _on_refused(self, act: _Act, error: Exception) -> None:
        self._tell(act, error, (lambda: self._ask(act)) if isinstance(error, StoreTrouble) else None)

    def _tell(
        self, act: _Act, error: Exception, retry: Callable[[], None] | None, always: bool = False
    ) -> None:
        """A bug goes to the hook; an error of the core to whoever asked, or to all."""
        if not isinstance(error, RBDeskError):
            sys.excepthook(type(error), error, error.__traceback__)
        elif act.failed is not None:
            _call(act.failed, error)
            if not always:
                return
        self.failed.emit(error, retry)


class _StoreThread:
    """The thread that owns the connection. It knows no widget; `deliver` is called on it for each outcome."""

    def __init__(self, clock: Clock, deliver: Callable[[_Outcome], object]) -> None:
        self._clock = clock
        self._deliver = deliver
        self._asked: queue.SimpleQueue[_Act | threading.Event | None] = queue.SimpleQueue()
        self._held: deque[_Act] = deque()
        self._store: Store | None = None
        self._thread: threading.Thread | None = None

    def put(self, act: _Act) -> None:
        if self._thread is None:
            # A daemon, so that a desk that nobody closed cannot keep the process alive
            self._thread = threading.Thread(target=self._work, name="store", daemon=True)
            self._thread.start()
        self._asked.put(act)

    def flush(self, seconds: float | None) -> bool:
        if self._thread is not None and self._thread.is_alive():
            has_come = threading.Event()
            self._asked.put(has_come)
            if not has_come.wait(seconds):
                return False
        return not self._held

    def stop(self) -> bool:
        if self._thread is not None and self._thread.is_alive():
            self._asked.put(None)
            self._thread.join()
        return not self._held

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            if isinstance(asked, threading.Event):
                self._write_held()
                asked.set()
            elif asked.kind == "write":
                self._held.append(asked)
                self._write_held()
            elif asked.kind == "retry":
                if self._write_held():
                    self._deliver(_Outcome(asked, self._clock()))
            else:
                self._deliver(self._open(asked) if asked.kind == "open" else self._try(asked))
        self._write_held()
        self._close()

    def _write_held(self) -> bool:
        """Write what waits, oldest first, up to the first that the machine refuses; whether all were written."""
        while self._held:
            outcome = self._try(self._held[0])
            if not outcome.is_held:
                self._held.popleft()
            self._deliver(outcome)
            if outcome.is_held:
                return False
        return True

    def _try(self, act: _Act) -> _Outcome:
        if self._store is None:
            return _Outcome(act, self._clock(), error=RuntimeError("the desk is not open"))
        try:
            value = act.call(self._store)
        except StoreTrouble as error:
            return _Outcome(act, self._clock(), error=error, is_held=act.kind == "write")
        except Exception as error:  # told on the main thread, as a bug
            return _Outcome(act, self._clock(), error=error)
        identity = self._identity_after(value) if act.kind == "write" else None
        return _Outcome(act, self._clock(), value=value, identity=identity)

    def _open(self, act: _Act) -> _Outcome:
        from rbdesk.workflow import setup

        try:
            if self._store is None:
                self._store = act.call()
                self._store.keeps_points = True
            identity = setup.load_identity(self._store)
        except Exception as error:
            self._close()
            return _Outcome(act, self._clock(), error=error)
        _import_what_comes_next(identity)
        return _Outcome(act, self._clock(), identity=identity)

    def _identity_after(self, changes: object) -> Identity | None:
        """The identity, read again if a write touched it; None also where reading fails: the write stands."""
        from rbdesk.workflow import setup

        if not (isinstance(changes, Changes) and changes.topics & _TOPICS_OF_IDENTITY and self._store):
            return None
        try:
            return setup.load_identity(self._store)
        except StoreTrouble:
            logging.getLogger(__name__).exception("the identity could not be read again")
            return None

    def _close(self) -> None:
        store, self._store = self._store, None
        if store is None:
            return
        try:
            store.close()
        except RBDeskError:
            logging.getLogger(__name__).exception("the store did not close")


def _open_store(folder: Path, now: datetime) -> Store:
    from rbdesk.workflow import setup

    return setup.open_desk(folder, now=now)


def _import_what_comes_next(identity: Identity) -> None:
    """Import for the first page here, where the window does not stand still meanwhile."""
    import importlib

    from rbdesk.domain.office import Role
    from rbdesk.workflow import catalog

    of_role = {Role.OFFICE: ("office", "sending"), Role.SECRETARIAT: ("secretariat",)}
    for name in ("rbdesk.messages", *(f"rbdesk.workflow.{name}" for name in of_role[identity.role])):
        importlib.import_module(name)
    catalog.instrument(catalog.UNIT_SHEET)


def _call(callback: Callable[..., Any] | None, value: object) -> None:
    """Call back, unless the widget that asked is gone."""
    if callback is None:
        return
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, QObject) and not shiboken6.isValid(owner):
        return
    callback(value)


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "?"
