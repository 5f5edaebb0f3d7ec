"""How a package will leave: the way it travels, how many files that makes and how large, and where they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.choice_box import ChoiceBox
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.segmented import Choice, Segmented

DIFFERENCE, WHOLE = "difference", "whole"


@dataclass(frozen=True, slots=True)
class SendingText:
    """What is shown. `files` is what would be made, `sizes` of its files, `is_trouble` where it cannot be made.

    `basis` says what the other side has already, "" where nothing is known and all has to go; `shrink` are the words
    of the link to smaller pictures, "" without; `warning` is what speaks against the `place`.
    """

    files: str
    sizes: str = ""
    is_trouble: bool = False
    basis: str = ""
    is_difference: bool = False
    shrink: str = ""
    place: str = ""
    place_tip: str = ""
    warning: str = ""


class SendingPlan(QWidget):
    """Signals: `way_chosen(key)` of sending · `difference_chosen(bool)` only what is new, or all · `place_wanted()`
    another folder · `shrink_wanted()`.
    """

    way_chosen = Signal(str)
    difference_chosen = Signal(bool)
    place_wanted = Signal()
    shrink_wanted = Signal()

    def __init__(self, ways: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`ways` of sending: key and words."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(Label("Dikirim lewat", "strong", "text2"))
        self.way = ChoiceBox()
        self.way.setAccessibleName("Paket dikirim lewat")
        self.way.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for key, words in ways:
            self.way.addItem(words, key)
        self.way.activated.connect(lambda _: self.way_chosen.emit(self.way.currentData()))
        column.addWidget(self.way)
        self.choice = Segmented(
            [Choice(DIFFERENCE, "Hanya bukti baru"), Choice(WHOLE, "Kirim semua")], name="Bukti yang ikut"
        )
        self.choice.chosen.connect(lambda key: self.difference_chosen.emit(key == DIFFERENCE))
        column.addSpacing(theme.SPACE_XS)
        column.addWidget(self.choice)
        self.basis = WrapLabel("", "caption", "text3")
        column.addWidget(self.basis)
        self.files = WrapLabel("", "strong")
        self.sizes = WrapLabel("", "caption", "text3")
        self.shrink = link("")
        self.shrink.clicked.connect(self.shrink_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.files, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.shrink)
        column.addLayout(row)
        column.addWidget(self.sizes)
        column.addWidget(self._place())
        self.warning = WrapLabel("", "caption_strong", "warn")
        column.addWidget(self.warning)
        self.show_plan(SendingText(""))

    def show_plan(self, said: SendingText) -> None:
        """Show what would be made now."""
        self.files.setText(said.files)
        self.files.set_ink("err" if said.is_trouble else "text")
        self.sizes.setText(said.sizes)
        self.basis.setText(said.basis)
        self.choice.set_value(DIFFERENCE if said.is_difference else WHOLE)
        self.shrink.setText(said.shrink)
        self.place.setText(said.place)
        self.place.setToolTip(said.place_tip)
        self.warning.setText(said.warning)
        for widget, is_wanted in (
            (self.files, bool(said.files)),
            (self.sizes, bool(said.sizes)),
            (self.choice, bool(said.basis)),
            (self.basis, bool(said.basis)),
            (self.shrink, bool(said.shrink)),
            (self.warning, bool(said.warning)),
        ):
            widget.setVisible(is_wanted)

    def set_way(self, key: str) -> None:
        """Show which way holds; tells nobody."""
        with QSignalBlocker(self.way):
            self.way.setCurrentIndex(max(self.way.findData(key), 0))

    def _place(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(Label("Ditulis ke", "caption", "text2"))
        self.place = ElidedLabel("", "caption", "text")
        row.addWidget(self.place, 1)
        self.change_place = link("Ganti")
        self.change_place.setAccessibleName("Ganti folder tempat paket ditulis")
        self.change_place.clicked.connect(self.place_wanted)
        row.addWidget(self.change_place)
        return box
