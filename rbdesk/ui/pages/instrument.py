"""Where each weight comes from and how sure it is; and the check of another instrument file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHeaderView, QTreeView, QVBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.domain.instrument import Node
from rbdesk.progress import Progress
from rbdesk.ui import dialogs, theme
from rbdesk.ui.delegates import ChipDelegate, ChipText, RowDelegate
from rbdesk.ui.desk import Desk
from rbdesk.ui.models import weights
from rbdesk.ui.models.weights import WeightTree
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog

_SIDE_BY_SIDE = 1000
_TONES = {"high": "ok", "medium": "info", "low": "warn"}
_MOST_FAULTS = 8


class InstrumentPage(Page):
    """The tree of weights, and at the right what stands behind the chosen one."""

    key = "instrument"
    title = "Bobot dan sumber"
    parent_key = "settings"

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        self.instrument = catalog.instrument(catalog.UNIT_SHEET)
        self.model = WeightTree(self.instrument, self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.details = _Details()
        self.result = Banner("info", can_dismiss=True)
        self.result.hide()
        self.check = secondary("Periksa berkas instrumen…", "file-import")
        self.check.clicked.connect(self._on_check)
        self._lay_out()
        self.tree.selectionModel().currentRowChanged.connect(self._on_row)
        self.tree.setCurrentIndex(self.model.index(0, 0))

    def header_widgets(self) -> list[QWidget]:
        return [self.check]

    def refresh(self) -> None:
        questions = len(self.instrument.question_places)
        weight = text.number(self.instrument.weight)
        self.context_changed.emit(f"{self.instrument.title} · {questions} pertanyaan · bobot {weight}")

    def show_link(self, link: Link) -> None:
        place = self.instrument.place_of.get(link.focus)
        if place is not None:
            self.tree.setCurrentIndex(self.model.index_of(place))
            self.tree.scrollTo(self.model.index_of(place))

    def place(self) -> Link:
        index = self.tree.currentIndex()
        code = self.instrument.nodes[index.internalId()].code if index.isValid() else ""
        return Link(self.key, code)

    def regions(self) -> list[QWidget]:
        return [self.tree, self.details]

    def adapt(self, width: int) -> None:
        is_wide = width >= _SIDE_BY_SIDE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )
        self.tree.setColumnHidden(weights.SOURCES, not is_wide)
        self.details.setMinimumWidth(theme.px(300) if is_wide else 0)
        self.details.setMaximumWidth(theme.px(360) if is_wide else 16_777_215)

    def check_file(self, path: Path) -> None:
        """Name every fault of an instrument file, beside the job thread."""
        self.desk.run(_faults_of, path, done=lambda faults: self._on_checked(path, faults))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.result)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_M)
        column.addLayout(self._row, 1)
        frame = Card(padding=4)
        frame.body.addWidget(self.tree)
        self._row.addWidget(frame, 3)
        self._row.addWidget(self.details, 2)
        self.tree.setAccessibleName("Bobot per bagian")
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setUniformRowHeights(True)
        self.tree.setItemDelegate(RowDelegate(self.tree, height=34))
        self.tree.setItemDelegateForColumn(
            weights.SURENESS,
            ChipDelegate(
                lambda node: ChipText(
                    weights.sure_words(node), _TONES.get(weights.sureness(node), "neutral")
                ),
                self.tree,
                height=34,
            ),
        )
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(weights.NAME, QHeaderView.ResizeMode.Stretch)
        self.tree.expandToDepth(0)

    def _on_row(self, index: QModelIndex) -> None:
        place = index.internalId()
        node = self.instrument.nodes[place]
        self.details.show_node(self.model, node, self.model.weight_words(place))

    def _on_check(self) -> None:
        chosen = dialogs.pick_files(self, "Periksa berkas instrumen", "Berkas instrumen (*.json)")
        for path in chosen[:1]:
            self.check_file(path)

    def _on_checked(self, path: Path, faults: tuple[tuple[str, str, str], ...]) -> None:
        if not faults:
            words = "Susunan, bobot, dan jenis jawabannya dapat dibaca dan jumlah bobotnya tepat."
            self.result.set_banner("ok", f"Tidak ada kesalahan di {path.name}", words)
        else:
            shown = [messages.instrument_fault(*fault) for fault in faults[:_MOST_FAULTS]]
            more = len(faults) - len(shown)
            words = "\n".join([*shown, *([f"dan {more} lagi"] if more else [])])
            self.result.set_banner("err", f"{len(faults)} kesalahan di {path.name}", words)
        self.result.show()


class _Details(ScrollColumn):
    """What stands behind one weight."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Keterangan bobot")

    def show_node(self, model: WeightTree, node: Node, weight: str) -> None:
        instrument = model.instrument
        card = Card()
        body = card.body
        kind = {"part": "Komponen", "area": "Area", "subcomponent": "Subkomponen"}.get(
            node.level, "Pertanyaan"
        )
        body.addWidget(Label(f"{kind} {instrument.display(node.code)}", "caption", "text3"))
        body.addWidget(WrapLabel(node.question.text if node.question else node.name, "card"))
        whole = text.number(instrument.weight)
        worth = "bernilai paling banyak" if node.question else "berbobot"
        body.addWidget(WrapLabel(f"{worth.capitalize()} {weight} dari {whole} poin lembar ini.", "body"))
        if node.question is not None:
            count = len(instrument.children[node.parent])
            above = instrument.nodes[node.parent]
            shared = f"Bobot {above.short or above.name} dibagi rata ke {count} pertanyaannya."
            body.addWidget(WrapLabel(shared, "caption", "text2"))
        body.addSpacing(theme.SPACE_S)
        chip = Chip(f"Keyakinan {weights.sure_words(node)}", _TONES.get(weights.sureness(node), "neutral"))
        body.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        said = [node.confidence] if node.confidence not in weights.SURE_WORDS else []
        said += list(weights.notes_of(instrument, node))
        if node.question is not None:
            said = [node.question.basis, *said, node.question.note]
        _add_group(card, "Dasar, menurut catatan berkas instrumen", [words for words in said if words])
        sources = [f"{source.id} · {source.reference}" for source in weights.sources_of(instrument, node)]
        _add_group(card, "Sumber", sources or ["Tidak ada sumber yang disebut."])
        _add_group(card, "Dasar hukum", [instrument.legal_basis])
        body.addStretch(1)
        former = self.set_content(card)
        if former is not None:
            former.deleteLater()


def _add_group(card: Card, title: str, lines: list[str]) -> None:
    if not lines:
        return
    card.body.addSpacing(theme.SPACE_S)
    card.body.addWidget(Label(title, "caption_strong", "text2"))
    for line in lines:
        card.body.addWidget(WrapLabel(line, "caption", "text2", selectable=True))


def _faults_of(path: Path, progress: Progress) -> tuple[tuple[str, str, str], ...]:
    progress.step(0, 1, path.name)
    return catalog.instrument_faults(path)
