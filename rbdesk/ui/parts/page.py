"""What the window and its pages agree on: a page says what it is called and where it wants to go, and no more.

Pages do not know each other and do not know the window; they ask by signal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


# All offices side by side, one sheet at a time: "page/filter" and what the drop-down beside the title calls it
SIDE_BY_SIDE = (
    ("comparison", "LKE"),
    ("citizens/zone", "Zona Integritas"),
    ("citizens/strategy", "Strategi 4+1"),
    ("citizens/survey", "IKM"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the program: a page, what has the focus there (a question's code, an office), and a filter."""

    page: str
    focus: str = ""
    filter: str = ""

    @classmethod
    def of(cls, choice: str) -> Link:
        """The place that a drop-down's choice "page/filter" names."""
        page, _, wanted = choice.partition("/")
        return cls(page, filter=wanted)


@dataclass(frozen=True, slots=True)
class TraceWanted:
    """A number that somebody asks about, for Jejak nilai.

    `code` is a node's code, an area's code or short name, "" for the whole sheet. `office` "" is the own one at an
    office; at the secretariat it is the mean of the offices. `year` 0 and `instrument` "" are the desk's. `side` says
    which of the two values it is.
    """

    code: str = ""
    office: str = ""
    year: int = 0
    instrument: str = ""
    side: Literal["self", "verified"] = "self"


class Page(QWidget):
    """One page of the window. It is built on its first visit, refreshed whenever it becomes visible.

    Signals: `wanted(Link)` the person asked for another place · `context_changed(str)` the line under the
    title · `header_changed()` `header_widgets` or `keys` give something else now · `told(str, undo)` a toast,
    `undo` a callable or None · `traced(TraceWanted)` why a number is what it is.
    """

    wanted = Signal(object)
    context_changed = Signal(str)
    header_changed = Signal()
    told = Signal(str, object)
    traced = Signal(object)

    key: str = ""  # of the class; the window sets it where one page stands in for another
    title: ClassVar[str] = ""
    parent_key: ClassVar[str] = (
        ""  # a sub-page: the page that its back button leads to and that the rail marks
    )

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__()
        self.desk = desk
        self.answers = answers  # AnswerModel of the year, None at the secretariat

    def header_widgets(self) -> list[QWidget]:
        """What stands at the right of the header, made once: score chip, primary button."""
        return []

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows at the right, as (key, what it does); a page without keys has no status bar."""
        return []

    def show_link(self, link: Link) -> None:
        """Go to the focus and filter of a link; a link without both changes nothing."""

    def place(self) -> Link:
        """Where the person is now, so that going back, or the next start, finds it again."""
        return Link(self.key)

    def state(self) -> dict[str, Any]:
        """More about where the person is than `place` says, in plain values: comes back after a restart."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to where `state` was taken; what no longer exists is left out."""

    def take_focus(self) -> bool:
        """Take the focus when the page is shown; False leaves it to the first of the regions."""
        return False

    def refresh(self) -> None:
        """Read again: the page became visible, or the desk changed while it is."""

    def keep_typing(self) -> None:
        """Write what is still being typed; called before the page is left and before the program closes."""

    def start_filter(self) -> bool:
        """Begin to filter within the page (Ctrl+F); False if the page has no filter."""
        return False

    def undo(self) -> bool:
        """Take back the last thing done on this page (Ctrl+Z); False if it keeps no such list of its own."""
        return False

    def redo(self) -> bool:
        """Do again what `undo` took back (Ctrl+Y); False as there."""
        return False

    def switch(self) -> tuple[Sequence[tuple[str, str]], str]:
        """What the drop-down right of the title offers, as ("page/filter", name), and which of them is shown.

        Pages that show one assessment of several have theirs from the window.
        """
        return (SIDE_BY_SIDE, self.key) if self.key == SIDE_BY_SIDE[0][0] else ((), "")

    def number_in_focus(self) -> TraceWanted | None:
        """The number that has the focus, for Ctrl+I; None leaves it to the value of the whole sheet."""
        return None

    def show_guidance(self) -> bool:
        """Show the guidance of what has the focus (F1); False if the page has none of its own."""
        return False

    def regions(self) -> list[QWidget]:
        """The parts that F6 walks through, in reading order; each takes the focus itself or in its first child."""
        return [self]

    def adapt(self, width: int) -> None:
        """Arrange for a window of this width in logical pixels: 1240 and more, 1000 and more, less."""
