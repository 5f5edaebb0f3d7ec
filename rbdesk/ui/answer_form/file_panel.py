"""One file of evidence looked at closely: picture, date of its content, where it is used, what can be done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rbdesk import text
from rbdesk.domain.assessment import Evidence
from rbdesk.progress import Progress
from rbdesk.ui import jobs, paint, theme
from rbdesk.ui.models import evidence_list
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts import pictures
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.file_row import file_icon
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow.evidence import EvidenceFile

WIDTH = 338
_PREVIEW_HEIGHT = 176


class FilePanel(QWidget):
    """Signals, each for the file that is shown: `open_wanted()` · `replace_wanted()` · `use_wanted()` at more
    questions · `search_wanted()` it is lost · `dated(date or None)` · `question_wanted(code)`.
    """

    open_wanted = Signal()
    replace_wanted = Signal()
    use_wanted = Signal()
    search_wanted = Signal()
    dated = Signal(object)
    question_wanted = Signal(str)

    def __init__(self, answers: AnswerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = answers
        self._file: EvidenceFile | None = None
        self._links: list[UseRow] = []
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        column.setSpacing(theme.SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        self._icon = IconLabel("file", "primary", 20)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._name = WrapLabel("", "card", selectable=True)
        head.addWidget(self._name, 1)
        column.addLayout(head)
        self.preview = Preview()
        column.addWidget(self.preview)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_XS)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label("Tanggal isi", "body", "text2"), 0, 0)
        self.date = DateField()
        self.date.dated.connect(self.dated)
        grid.addWidget(self.date, 0, 1)
        self.offer = Button("", "calendar", "link")
        self.offer.clicked.connect(self._on_offer)
        grid.addWidget(self.offer, 1, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label("Ditambah", "body", "text2"), 2, 0, Qt.AlignmentFlag.AlignTop)
        self._added = WrapLabel("", "strong")
        grid.addWidget(self._added, 2, 1)
        column.addLayout(grid)
        column.addWidget(Line())
        self._uses_title = Label("", "strong", "text2")
        column.addWidget(self._uses_title)
        self._uses = QVBoxLayout()
        self._uses.setSpacing(0)
        column.addLayout(self._uses)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.SPACE_S)
        outer.addWidget(ScrollColumn(content), 1)
        outer.addLayout(self._make_foot())

    @property
    def file(self) -> EvidenceFile | None:
        """The file that is shown."""
        return self._file

    def links(self) -> list[UseRow]:
        """The questions where the file is used, in order."""
        return list(self._links)

    def show_file(self, file: EvidenceFile, path: Path) -> None:
        """Show a file, which lies at `path`."""
        is_other = self._file is None or self._file.sha256 != file.sha256
        self._file = file
        is_locked = self._answers.is_locked
        self._icon.set_icon(
            "file-broken" if file.lost else file_icon(file.mime), "err" if file.lost else "primary"
        )
        self._name.setText(file.name)
        self._added.setText(f"{text.date_short(file.added_at.astimezone())}, {file.added_by}".rstrip(", "))
        self.date.show_date(file.content_date)
        self.date.setReadOnly(is_locked)
        told = evidence_list.date_in_name(file.name) if file.content_date is None else None
        self.offer.setVisible(told is not None and not is_locked)
        self.offer.setText(f"Pakai {text.date_short(told)} dari namanya" if told else "")
        if is_other or file.lost:
            self.preview.show_file(file, path)
        self._show_uses(file)
        self.open.setVisible(not file.lost)
        self.search.setVisible(file.lost and not is_locked)
        self.replace.setVisible(bool(file.uses) and not file.lost and not is_locked)
        self.use.setVisible(not file.lost and not is_locked)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.activate()  # what was shown or hidden inside a closed drawer is laid out only now

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        self.replace = Button("Ganti", "replace")
        self.replace.setToolTip("Taruh berkas yang lebih baru di semua tempatnya")
        self.replace.clicked.connect(self.replace_wanted)
        self.use = Button("Pakai di…", "link")
        self.use.clicked.connect(self.use_wanted)
        self.open = Button("Buka", "external-link", "primary")
        self.open.clicked.connect(self.open_wanted)
        self.search = Button("Cari lagi", "search", "primary")
        self.search.clicked.connect(self.search_wanted)
        for button in (self.replace, self.use):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.open, self.search):
            foot.addWidget(button)
        self.search.hide()
        return foot

    def _show_uses(self, file: EvidenceFile) -> None:
        for row in self._links:
            self._uses.removeWidget(row)
            row.hide()
            row.deleteLater()
        count = len(file.uses)
        self._uses_title.setText(
            f"Dipakai di {count} pertanyaan" if count else "Belum dipakai di pertanyaan mana pun"
        )
        order = self._answers.instrument.place_of
        self._links = []
        for item in sorted(file.uses, key=lambda one: order.get(one.question, len(order))):
            row = UseRow(self._answers, item)
            row.clicked.connect(lambda _=False, code=item.question: self.question_wanted.emit(code))
            self._uses.addWidget(row)
            row.show()
            self._links.append(row)

    def _on_offer(self) -> None:
        told = evidence_list.date_in_name(self._file.name) if self._file else None
        if told is not None:
            self.dated.emit(told)


class DateField(QLineEdit):
    """A date as people type it.

    Signals: `dated(date or None)` when another date was written, or none.
    """

    dated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: date | None = None
        self.setAccessibleName("Tanggal isi berkas")
        self.setPlaceholderText("mis. 31 Juli 2020")
        self.setMaxLength(30)
        self.editingFinished.connect(self._on_finished)

    def show_date(self, day: date | None) -> None:
        """Show a date; what is being typed is left alone."""
        self._shown = day
        if not (self.hasFocus() and self.isModified()):
            self.setText(text.date_long(day) if day else "")
            self.setModified(False)
            self._mark(False)

    def _on_finished(self) -> None:
        if not self.isModified():
            return
        typed = self.text().strip()
        day = evidence_list.parse_date(typed) if typed else None
        self._mark(bool(typed) and day is None)
        if typed and day is None:
            return  # stays, in red, and is not stored
        self.setModified(False)
        if day != self._shown:
            self.dated.emit(day)
        else:
            self.show_date(day)

    def _mark(self, wrong: bool) -> None:
        self.setToolTip("Tanggal belum dikenali. Tulis mis. 31 Juli 2020 atau 31/7/2020." if wrong else "")
        self.setProperty("fault", "true" if wrong else "false")
        self.style().unpolish(self)
        self.style().polish(self)


class Preview(Dressed, QWidget):
    """The picture, decoded beside the window; other files are a card with their icon."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._file: EvidenceFile | None = None
        self._path = Path()
        self._asked = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    @property
    def image(self) -> QImage | None:
        """What is shown, None for a file card."""
        return self._image

    def show_file(self, file: EvidenceFile, path: Path) -> None:
        """Show another file."""
        self._file, self._path, self._image, self._asked = file, path, None, ""
        kind = "gambar" if pictures.is_picture(file.mime) else "berkas"
        self.setAccessibleName(f"Pratinjau {kind} {file.name}")
        self._ask()
        self.update()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(_PREVIEW_HEIGHT))
        super().dress()

    def sizeHint(self) -> QSize:
        return QSize(300, theme.px(_PREVIEW_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = theme.color("border")
        paint.box(painter, self.rect(), paint.Look(theme.color("sunken"), edge, edge), theme.RADIUS_CONTROL)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            fitted = QRectF(self.rect()).adjusted(4, 4, -4, -4)
            size = self._image.size().scaled(fitted.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            area = QRectF(0, 0, size.width(), size.height())
            area.moveCenter(fitted.center())
            painter.drawImage(area, self._image)
            return
        if self._file is None:
            return
        side = theme.px(44)
        area = QRectF((self.width() - side) / 2, self.height() / 2 - side, side, side)
        name, role = ("file-broken", "err") if self._file.lost else (file_icon(self._file.mime), "text2")
        theme.draw_icon(painter, name, area, theme.color(role))
        words = "berkas tidak ada di folder data" if self._file.lost else self._words()
        area = QRectF(8, self.height() / 2 + 6, self.width() - 16, theme.px(22))
        paint.text(painter, area, words, theme.font("caption"), theme.color("text2"), paint.CENTRE)

    def _words(self) -> str:
        assert self._file is not None
        if pictures.is_picture(self._file.mime):
            return "Gambar tidak dapat ditampilkan"
        return f"{text.size(self._file.size)} · buka untuk melihat isinya"

    def _ask(self) -> None:
        """Have the picture decoded for the room there is."""
        file = self._file
        if file is None or file.lost or not pictures.is_picture(file.mime) or not self.width():
            return
        ratio = self.devicePixelRatioF()
        room = QSize(round(self.width() * ratio), round(self.height() * ratio))
        wanted = f"{file.sha256} {room.width()}"
        if wanted == self._asked:
            return
        self._asked = wanted
        jobs.start(_load_preview, self._path, room, done=lambda image: self._on_loaded(wanted, image))

    def _on_loaded(self, wanted: str, image: QImage | None) -> None:
        if wanted == self._asked:
            self._image = image
            self.update()


def _load_preview(path: Path, room: QSize, progress: Progress) -> QImage | None:
    progress.step(0, 1, "picture")
    return pictures.load_preview(path, room)


class UseRow(Dressed, QAbstractButton):
    """A question where the file is used: code, short title, page; pressing it goes there."""

    def __init__(self, answers: AnswerModel, item: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        known = item.question in answers.instrument.place_of
        self._code = answers.instrument.display(item.question)
        self._words = answers.instrument.node(item.question).short if known else ""
        self._reference = item.note
        self._rings = False
        self.setAccessibleName(f"{self._code} {self._words}, {self._reference}".rstrip(", "))
        self.setToolTip(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(240, theme.px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme.px(34))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            paint.box(painter, self.rect(), paint.Look(theme.color("hover"), theme.color("text")))
        middle = self.height() / 2
        chip = paint.chip_size(self._code)
        area = QRectF(2, middle - chip.height() / 2, chip.width(), chip.height())
        paint.chip(painter, area, self._code, paint.look("info"))
        side = theme.px(16)
        right = self.width() - side - 4
        theme.draw_icon(
            painter, "chevron-right", QRectF(right, middle - side / 2, side, side), theme.color("text2")
        )
        caption = theme.font("caption")
        width = min(paint.width_of(self._reference, caption), self.width() // 3) if self._reference else 0
        paint.text(
            painter,
            QRectF(right - width - 6, 0, width, self.height()),
            self._reference,
            caption,
            theme.color("text3"),
        )
        left = area.right() + 10
        area = QRectF(left, 0, right - width - 14 - left, self.height())
        paint.text(painter, area, self._words, theme.font("body"), theme.color("text"))
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, self.rect())
