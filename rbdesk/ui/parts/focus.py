"""Where the keyboard is: regions to walk through with F6, and the first stop inside one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)


@runtime_checkable
class HasPreferredStop(Protocol):
    """A region that says where to enter it. (A focus proxy would do, but breaks the tab chain of its children.)"""

    def preferred_stop(self) -> QWidget | None:
        """Where to enter, None where it does not matter."""
        ...


def is_typing() -> bool:
    """Whether the focus is in a text field, which keeps letters and Esc for itself."""
    return isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit | QPlainTextEdit)


def is_in(widget: QWidget | None, region: QWidget) -> bool:
    """Whether a widget is a region or inside it."""
    return widget is not None and (widget is region or region.isAncestorOf(widget))


def focus_into(regions: Iterable[QWidget]) -> bool:
    """Give the focus to the first region that takes it: to the stop it prefers, to where it was before, else to its first stop."""
    for region in regions:
        able = stops(region)
        preferred = region.preferred_stop() if isinstance(region, HasPreferredStop) else None
        for wanted in (region.focusWidget(), preferred):
            if wanted is not None and wanted in able:
                able.insert(0, wanted)
        if able:
            able[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False


def enter_late(page: QWidget, regions: Iterable[QWidget]) -> None:
    """Enter a page whose content came after it was shown, unless somebody types or a dialog is open."""
    if page.isVisible() and not is_typing() and QApplication.activeModalWidget() is None:
        focus_into(regions)


def walk(regions: Sequence[QWidget], by: int) -> bool:
    """Move the focus to the next region (`by` 1) or the one before (-1) that has a stop, round and round."""
    focus = QApplication.focusWidget()
    here = [at for at, region in enumerate(regions) if is_in(focus, region)]
    start = here[-1] + by if here else (0 if by > 0 else -1)
    order = [regions[(start + by * step) % len(regions)] for step in range(len(regions))]
    return focus_into(order)


def stops(region: QWidget) -> list[QWidget]:
    """What takes the focus by Tab within a region and can be seen, in the order of the tab chain."""
    found: list[QWidget] = []
    candidates = [region, *region.findChildren(QWidget)]
    able = {one for one in candidates if one.isVisibleTo(region) and one.isEnabled() and _is_stop(one)}
    one: QWidget | None = region.nextInFocusChain()
    if region in able:
        found.append(region)
    while one is not None and one is not region:
        if one in able:
            found.append(one)
        one = one.nextInFocusChain()
    return found


def _is_stop(widget: QWidget) -> bool:
    """Whether Tab stops there; of buttons that exclude each other at the one that holds."""
    if isinstance(widget, QAbstractButton) and any(one.isChecked() for one in _alternatives(widget)):
        return widget.isChecked()
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _alternatives(button: QAbstractButton) -> list[QAbstractButton]:
    """The buttons that exclude each other, this one among them; none where it stands alone."""
    group, parent = cast(QButtonGroup | None, button.group()), button.parentWidget()
    if group is not None:
        return group.buttons() if group.exclusive() else []
    if not isinstance(button, QRadioButton) or parent is None:
        return []
    return [one for one in parent.children() if isinstance(one, QRadioButton) and one.group() is None]
