"""Pemeriksaan: all findings behind Kirim, rule by rule, with what helps and the way to each place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk import messages, text, wording
from rbdesk.domain import checks
from rbdesk.domain.assessment import Assessment, Stage
from rbdesk.domain.checks import Finding
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import band
from rbdesk.ui import theme
from rbdesk.ui.answer_form.score import score_chip
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.models.checklist import by_area, named_codes, named_recommendations
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import quiet
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.rule_detail import CaseText, DetailText, PlaceText, RuleDetail
from rbdesk.ui.parts.rule_list import RuleGroup, RuleList, RuleText
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.tab_order import in_reading_order
from rbdesk.ui.parts.tabs import FilterTabs
from rbdesk.workflow import office

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_BESIDE_FROM = 880
_ASIDE = "dikesampingkan"
_TABS = (
    ("", "Semua"),
    (checks.REQUIRED, "Wajib"),
    (checks.ADVISED, "Saran"),
    (_ASIDE, "Dikesampingkan"),
)
_GROUPS = {
    checks.REQUIRED: ("Wajib", "err", "missing"),
    checks.ADVISED: ("Saran", "warn", "advice"),
    _ASIDE: ("Dikesampingkan", "neutral", "aside"),
}
# kinds that Penilaian can show all at once, by its filter
_FILTERS = {"unanswered": "unanswered", "no_evidence": "no_evidence", "evidence_lost": "evidence_lost"}
# kinds that another page settles as well: its button's words and the page
_ELSEWHERE = {
    "survey_mismatch": ("Buka Survei", "survey"),
    checks.FOLLOWUP: ("Buka Tindak Lanjut", "followup"),
}
_SETTINGS = "profil"


class ChecksPage(Page):
    """Rules at the left, the chosen one at the right; below 1000 it slides in from the right."""

    key = "checks"
    title = "Pemeriksaan"
    parent_key = "send"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self.findings: tuple[Finding, ...] = ()
        self.score = score_chip(self)
        self.tabs = FilterTabs(_TABS, name="Temuan yang ditampilkan")
        self.tabs.chosen.connect(lambda _: self._fill())
        self.again = quiet("Periksa ulang", "refresh", keys="F5")
        self.again.clicked.connect(self.check_again)
        self.rules = RuleList()
        self.rules.chosen.connect(self._on_chosen)
        self.rules.entered.connect(self._on_entered)
        self.detail = RuleDetail()
        self.detail.opened.connect(self._on_opened)
        self.detail.all_wanted.connect(self._on_all_wanted)
        self.detail.waiving.connect(self._on_waiving)
        self.detail.unwaiving.connect(self._on_unwaiving)
        self.drawer = Drawer(self, "Temuan", width=560)
        self._is_beside = True
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show)
        answers.loaded.connect(self._on_changed)
        answers.answer_changed.connect(self._on_changed)
        again = QShortcut(QKeySequence("F5"), self)
        again.setContext(Qt.ShortcutContext.WindowShortcut)
        again.activated.connect(self.check_again)

    def header_widgets(self) -> list[QWidget]:
        return [self.score]

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓", "pindah"),
            ("Enter", "buka tempatnya"),
            ("K", "kesampingkan"),
            ("F5", "periksa ulang"),
        ]

    def regions(self) -> list[QWidget]:
        if self._stack.currentIndex() == 0:
            return [self.empty]
        return [self.rules, self.detail] if self._is_beside else [self.rules]

    def place(self) -> Link:
        return Link(self.key, self.rules.value())

    def show_link(self, link: Link) -> None:
        """The focus of a link is a rule ("saran:jump") or a kind of finding ("jump")."""
        key = next((key for key in self.rules.rule_keys() if link.focus in (key, key.partition(":")[2])), "")
        if not key and self.tabs.value():
            self.tabs.set_value("")
            self._fill()
            key = next(
                (key for key in self.rules.rule_keys() if link.focus in (key, key.partition(":")[2])), ""
            )
        if key:
            self.rules.choose(key)
            self._show_rule()

    def refresh(self) -> None:
        """Check again, the files of evidence included."""
        self.answers.load()
        self._show()

    def check_again(self) -> None:
        """Read the year again from the disk, the files of evidence included."""
        self.answers.load()
        self.told.emit("Pemeriksaan diulang", None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_K and not event.modifiers() and self.detail.ask():
            if not self._is_beside:
                self.drawer.slide_in()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_detail(is_beside=self.width() >= theme.px(_BESIDE_FROM))

    # --- what the person does -----------------------------------------------------------------------------

    def _on_chosen(self, _: str) -> None:
        self._show_rule()
        if not self._is_beside:
            self._slide_in()

    def _on_entered(self, _: str) -> None:
        """Enter on a rule leads into its places."""
        self._show_rule()
        if not self._is_beside:
            self._slide_in()
            return
        places = self.detail.places()
        if places:
            self.detail.open_button(places[0].key).setFocus(Qt.FocusReason.TabFocusReason)

    def _slide_in(self) -> None:
        self.drawer.slide_in()

    def _on_opened(self, code: str) -> None:
        group, kind = self._chosen()
        filtered = _FILTERS.get(kind, "") if group != _ASIDE else ""
        link = Link("settings", "identity") if code == _SETTINGS else Link("assessment", code, filtered)
        if kind == checks.FOLLOWUP:
            link = Link("followup", code)
        self.wanted.emit(link)

    def _on_all_wanted(self) -> None:
        _, kind = self._chosen()
        if kind in _ELSEWHERE:
            self.wanted.emit(Link(_ELSEWHERE[kind][1]))
            return
        first = next((finding.where for finding in self.findings if finding.kind == kind), "")
        self.wanted.emit(Link("assessment", first, _FILTERS[kind]))

    def _on_waiving(self, finding_id: str, reason: str) -> None:
        self.desk.do(office.waive, self.answers.key, finding_id, reason)
        self.told.emit("Temuan dikesampingkan", lambda: self._on_unwaiving(finding_id))

    def _on_unwaiving(self, finding_id: str) -> None:
        self.desk.do(office.unwaive, self.answers.key, finding_id)

    def _on_changed(self) -> None:
        if self.isVisible():
            self._soon.start()

    # --- showing ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.empty = EmptyState(
            "Tidak ada temuan",
            "Semua pertanyaan terjawab, buktinya lengkap, dan tidak ada yang perlu dilihat lagi.",
            [Way("send", "Buat paket", "package-export", "primary")],
            icon="circle-check",
        )
        self.empty.acted.connect(lambda _: self.wanted.emit(Link("send")))
        nothing = Card()
        nothing.body.addWidget(self.empty, 1)
        self._right = ScrollColumn(self.detail)
        rows = QWidget()
        self._columns = QHBoxLayout(rows)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(theme.SPACE_M)
        self._columns.addWidget(ScrollColumn(self.rules), 37)
        self._columns.addWidget(self._right, 63)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(rows)
        top = QHBoxLayout()
        top.addWidget(self.tabs, 1)
        top.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _place_detail(self, *, is_beside: bool) -> None:
        """In a narrow window the detail lives in the drawer."""
        if is_beside == self._is_beside:
            return
        self._is_beside = is_beside
        if is_beside:
            self.drawer.slide_out()
            self.drawer.take_content()
            self._right.set_content(self.detail)
        else:
            self._right.takeWidget()
            self.drawer.set_content(self.detail)
        self.detail.show()
        self._right.setVisible(is_beside)

    def _show(self) -> None:
        year, model = self.answers.year, self.answers
        if year is None:
            return
        percent = model.sheet.percent()
        found = band(model.instrument, percent)
        self.score.set_score(
            percent if model.sheet.answered[0] else None,
            found.code if found else "",
            target=self.desk.identity.target,
        )
        self.findings = checks.findings(model.instrument, model.assessment, year.context)
        counts = {group: sum(1 for one in self.findings if _group_of(one) == group) for group in _GROUPS}
        self.tabs.set_counts({"": len(self.findings), **counts})
        required, advised = counts[checks.REQUIRED], counts[checks.ADVISED]
        self.context_changed.emit(
            f"{required + advised} temuan terbuka: {required} wajib, {advised} saran"
            if required + advised
            else "Tidak ada temuan terbuka"
        )
        self._fill()

    def _fill(self) -> None:
        wanted = self.tabs.value()
        if wanted and not any(_group_of(one) == wanted for one in self.findings):
            self.tabs.set_value("")
            wanted = ""
        groups = [
            RuleGroup(title, tone, rules)
            for group, (title, tone, state) in _GROUPS.items()
            if wanted in ("", group) and (rules := self._rules_of(group, state))
        ]
        chosen = self.rules.value()
        before = self.rules.rule_keys()
        self.rules.set_groups(groups, chosen)
        in_reading_order(self)
        if chosen and chosen not in self.rules.rule_keys():
            self.rules.choose(_next_open(before, chosen, self.rules.rule_keys()))
        self._stack.setCurrentIndex(1 if groups else 0)
        self._show_rule()

    def _rules_of(self, group: str, state: str) -> tuple[RuleText, ...]:
        found = []
        for kind in checks.KINDS:
            cases = self._cases(group, kind)
            if cases:
                details = _where(group, cases, self.answers.instrument)
                found.append(
                    RuleText(f"{group}:{kind}", wording.FINDINGS[kind][0], details, len(cases), state)
                )
        return tuple(found)

    def _cases(self, group: str, kind: str) -> list[Finding]:
        return [one for one in self.findings if one.kind == kind and _group_of(one) == group]

    def _chosen(self) -> tuple[str, str]:
        group, _, kind = self.rules.value().partition(":")
        return group, kind

    def _show_rule(self) -> None:
        group, kind = self._chosen()
        if not kind:
            return
        cases = self._cases(group, kind)
        model = self.answers
        is_open = model.assessment.stage is Stage.OPEN
        self.drawer.set_title(wording.FINDINGS[kind][0])
        self.detail.show_rule(
            DetailText(
                title=wording.FINDINGS[kind][0],
                caption=_caption(group, len(cases)),
                state=_GROUPS[group][2],
                why=messages.finding_help(kind),
                cases=tuple(_case(one, model.instrument, model.assessment) for one in cases),
                can_waive=is_open and kind in checks.WAIVABLE,
                all_words=_all_words(group, kind),
            )
        )


def _group_of(finding: Finding) -> str:
    return _ASIDE if finding.waived else finding.level


def _all_words(group: str, kind: str) -> str:
    """The button that leads to all places of a rule, or to the page that settles it; "" without one."""
    if group == _ASIDE:
        return ""
    return "Lihat semua di Penilaian" if kind in _FILTERS else _ELSEWHERE.get(kind, ("", ""))[0]


def _where(group: str, cases: Sequence[Finding], instrument: Instrument) -> str:
    """The second line of a rule: reasons where it was set aside, areas or codes where it stands."""
    if group == _ASIDE:
        return text.listing([f"alasan: {one.waived}" for one in cases[:1]])
    if cases[0].kind == checks.FOLLOWUP:
        return named_recommendations(cases)
    every = [code for one in cases for code in _codes(one)]
    codes = list(dict.fromkeys(code for code in every if code in instrument.place_of))
    if not codes:
        return "Pengaturan"
    if len(codes) > 6:
        areas = by_area(codes, instrument)
        shown = [f"{area} {count}" for area, count in areas[:2]]
        return ", ".join(shown + ([f"{len(areas) - 2} area lain"] if len(areas) > 2 else []))
    return named_codes(codes, instrument)


def _caption(group: str, count: int) -> str:
    effect = {
        checks.REQUIRED: "menghalangi paket resmi",
        checks.ADVISED: "tidak menghalangi pengiriman",
        _ASIDE: "tidak menghalangi, alasannya ikut terkirim",
    }[group]
    return f"{_GROUPS[group][0]} · {count} temuan · {effect}"


def _case(finding: Finding, instrument: Instrument, assessment: Assessment) -> CaseText:
    codes = _codes(finding)
    quote = assessment.answer(codes[0]).note if finding.kind == "same_note" else ""
    return CaseText(
        finding.id,
        tuple(_place(code, finding, instrument, assessment) for code in codes),
        quote,
        finding.waived,
    )


def _codes(finding: Finding) -> list[str]:
    """The questions a finding is about."""
    return dict(finding.facts)["codes"].split(",") if finding.kind == "same_note" else [finding.where]


def _place(code: str, finding: Finding, instrument: Instrument, assessment: Assessment) -> PlaceText:
    if finding.kind == checks.FOLLOWUP:
        facts = dict(finding.facts)
        return PlaceText(code, facts["number"] or "–", facts["text"], "Selesai · bukti belum ada")
    if code not in instrument.place_of:
        _, detail = messages.finding(finding, instrument)
        return PlaceText(_SETTINGS, "–", "Identitas di Pengaturan", detail[:1].upper() + detail[1:])
    node = instrument.node(code)
    value = messages.value_text(assessment.answer(code).value, instrument.question(code).scale)
    count = len(assessment.evidence_of(code))
    parts = [] if finding.kind == "same_note" else [_fact(finding, instrument)]
    if finding.kind not in ("jump", "survey_mismatch") and "which" not in dict(
        finding.facts
    ):  # its fact says the answer already
        parts.append(value if value == "belum dijawab" else f"jawaban {value}")
    parts.append(f"{count} bukti" if count else "bukti belum ada")
    meta = " · ".join(part for part in parts if part)
    return PlaceText(code, instrument.display(code), node.short, meta[:1].upper() + meta[1:])


def _fact(finding: Finding, instrument: Instrument) -> str:
    """What was found there, without the place and the reason it was set aside for."""
    return messages.finding_fact(finding, instrument)


def _next_open(before: Sequence[str], gone: str, now: Sequence[str]) -> str:
    """The rule after one that is settled, or the one before it."""
    at = list(before).index(gone) if gone in before else 0
    following = [key for key in before[at:] if key in now]
    preceding = [key for key in before[:at] if key in now]
    return next(iter(following), preceding[-1] if preceding else next(iter(now), ""))
