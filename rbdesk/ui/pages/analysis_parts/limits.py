"""What may be proposed in the simulator: the menu that says it, and the line that repeats it in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from rbdesk import text, wording
from rbdesk.domain.instrument import Instrument
from rbdesk.ui import theme
from rbdesk.ui.models.simulation import Choice, Simulation
from rbdesk.ui.parts.area_choice import StayingMenu

_MOST_HEAVY = (0, 1, 2, 3, 5)
_LEAST = (30, 50, 60)  # percent; limits of the categories that people speak of


def limits_menu(parent: QWidget, simulation: Simulation, decided: Callable[[], None]) -> QMenu:
    """The menu of the limits as they are now; `decided` is called after each choice."""
    menu = StayingMenu(parent)
    choice = simulation.choice
    _head(menu, "Hanya area ini:")
    for group in simulation.instrument.areas:
        action = menu.addAction(group.short)
        action.setCheckable(True)
        action.setChecked(group.code in choice.areas)
        action.triggered.connect(
            lambda on, code=group.code: _then(decided, lambda: _toggle_area(simulation, code, on))
        )
    menu.addSeparator()
    _head(menu, "Upaya yang berat:")
    group_of_heavy = QActionGroup(menu)
    for most in (None, *_MOST_HEAVY):
        action = menu.addAction(_heavy_words(most).capitalize())
        action.setCheckable(True)
        action.setChecked(most == choice.most_heavy)
        group_of_heavy.addAction(action)
        action.triggered.connect(lambda _on, most=most: _then(decided, lambda: simulation.allow_heavy(most)))
    menu.addSeparator()
    least = menu.addMenu("Setiap area minimal")
    group_of_least = QActionGroup(least)
    for percent in (None, *_LEAST):
        action = least.addAction("Tanpa batas" if percent is None else f"{percent}%")
        action.setCheckable(True)
        action.setChecked(percent == choice.least)
        group_of_least.addAction(action)
        action.triggered.connect(
            lambda _on, percent=percent: _then(decided, lambda: simulation.ask_of_areas(percent))
        )
    lift = menu.addAction(theme.icon("x", "text2"), "Hapus semua batasan")
    lift.setEnabled(choice.is_limited)
    lift.triggered.connect(lambda: _then(decided, simulation.lift_limits))
    menu.triggered.connect(lambda _act: lift.setEnabled(simulation.choice.is_limited))
    return menu


def effort_menu(
    parent: QWidget, current: int, proposed: int, *, is_own: bool, keep: Callable[[int | None], None]
) -> QMenu:
    """How hard a question is to improve: as the sheet proposes it, or as the person says."""
    menu = QMenu(parent)
    _head(menu, "Upaya menurut Anda:")
    group = QActionGroup(menu)
    for effort, words in wording.EFFORTS.items():
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(effort == current)
        action.triggered.connect(lambda _on, effort=effort: keep(effort))
        group.addAction(action)
        menu.addAction(action)
    menu.addSeparator()
    back = menu.addAction(
        theme.icon("refresh", "text2"), f"Pakai usulan lembar ({wording.EFFORTS[proposed]})"
    )
    back.setEnabled(is_own)
    back.triggered.connect(lambda: keep(None))
    return menu


def limits_words(instrument: Instrument, choice: Choice) -> str:
    """The limits in one line, "" without any."""
    parts = []
    if choice.areas:
        names = [group.short for group in instrument.areas if group.code in choice.areas]
        parts.append(f"Hanya {text.listing(names)}")
    if choice.most_heavy is not None:
        parts.append(_heavy_words(choice.most_heavy))
    if choice.least is not None:
        parts.append(f"setiap area minimal {choice.least}%")
    if choice.without:
        parts.append(f"{len(choice.without)} pertanyaan tidak diusulkan")
    said = " · ".join(parts)
    return said[:1].upper() + said[1:]


def _head(menu: QMenu, words: str) -> None:
    """A line that says what the next ones are; the style sheet of menus shows no sections."""
    menu.addAction(words).setEnabled(False)


def _heavy_words(most: int | None) -> str:
    if most is None:
        return "tanpa batas"
    return f"paling banyak {most} yang berat" if most else "tanpa yang berat"


def _toggle_area(simulation: Simulation, code: str, on: bool) -> None:
    areas = simulation.choice.areas
    simulation.look_at(areas | {code} if on else areas - {code})


def _then(decided: Callable[[], None], act: Callable[[], None]) -> None:
    act()
    decided()
