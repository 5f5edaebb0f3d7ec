"""What the person had best do next, at most three things, in the order in which they help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rbdesk import text
from rbdesk.domain.assessment import Stage
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import ROOT, ScoreSheet
from rbdesk.ui.models.checklist import Check, Checklist, by_area
from rbdesk.workflow.followups import Item
from rbdesk.workflow.office import OfficeYear
from rbdesk.workflow.sending import SentPackage

MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do; `words` of its button and where it leads, without a button both are empty."""

    title: str
    details: str
    icon: str
    tone: str = "neutral"
    words: str = ""
    page: str = ""
    focus: str = ""
    filter: str = ""


def next_steps(
    instrument: Instrument,
    sheet: ScoreSheet,
    found: Checklist,
    *,
    stage: Stage = Stage.OPEN,
    is_sent: bool = False,
    unanswered: Sequence[str] = (),
    followups: Sequence[Item] = (),
    lacks_survey: bool = False,
) -> tuple[NextStep, ...]:
    """The steps for an assessment; `is_sent`: its official package is marked as sent. `lacks_survey`: nobody was asked yet."""
    if stage is not Stage.OPEN:
        return (_after_locking(is_sent),)
    return tuple(_while_open(instrument, sheet, found, unanswered, followups, lacks_survey))[:MOST_STEPS]


def lock_words(year: OfficeYear, official: SentPackage | None) -> tuple[str, str]:
    """Since when and by whom the year is locked."""
    since = year.stage_since.astimezone() if year.stage_since else None
    when = f" sejak {text.date_long(since)} pukul {text.clock(since)}" if since else ""
    by = f" oleh {year.stage_by}" if year.stage_by else ""
    revision = f"Paket resmi revisi {official.revision} sudah dibuat{by}." if official else ""
    return f"Penilaian terkunci{when}", revision


def _while_open(
    instrument: Instrument,
    sheet: ScoreSheet,
    found: Checklist,
    unanswered: Sequence[str],
    followups: Sequence[Item],
    lacks_survey: bool,
) -> Iterator[NextStep]:
    checks = {check.kind: check for check in (*found.required, *found.advised) if not check.is_done}
    if "conflict" in checks:
        title = f"Pilih jawaban di {checks['conflict'].count} pertanyaan"
        yield _step(
            checks["conflict"], title, "Dua laptop menjawab berbeda", "device-laptop", "warn", "Pilih"
        )
    yield from _returned(followups)
    if "unanswered" in checks:
        first, count = by_area(unanswered, instrument)[0]
        begun = sheet.answered[ROOT] > 0
        title = f"Jawab {len(unanswered)} pertanyaan tersisa" if begun else "Mulai menjawab"
        details = f"Terbanyak: {first} ({count})"
        yield _step(checks["unanswered"], title, details, "clipboard-list", "warn", "Lanjutkan")
    if "no_evidence" in checks:
        check = checks["no_evidence"]
        title = f"Lampirkan {check.count} bukti yang kurang"
        yield _step(check, title, check.details, "paperclip", "warn", "Lengkapi")
    if "evidence_lost" in checks:
        check = checks["evidence_lost"]
        title = f"Cari {check.count} berkas bukti yang hilang"
        yield _step(check, title, check.details, "file-broken", "err", "Lihat")
    yield from _late(followups)
    if lacks_survey:
        yield NextStep(
            "Isi survei kepuasan masyarakat",
            "Belum ada responden tahun ini",
            "mood-smile",
            "neutral",
            "Isi",
            "survey",
        )
    if "identity" in checks:
        check = checks["identity"]
        yield _step(check, "Lengkapi identitas kecamatan", check.details, "user", "neutral", "Buka")
    if found.missing:
        return
    if found.advice:
        title = f"Lihat {found.advice} saran sebelum mengirim"
        yield NextStep(title, "Boleh dilewati, biasanya ditanyakan", "bulb", words="Lihat", page="checks")
    yield NextStep(
        "Periksa dan kirim", "Semua yang wajib sudah lengkap", "send", "ok", words="Buka", page="send"
    )


def _returned(followups: Sequence[Item]) -> Iterator[NextStep]:
    back = [item for item in followups if item.is_returned]
    if back:
        first = back[0]
        title = f"Perbaiki {len(back)} tindak lanjut yang dikembalikan"
        details = f"{first.recommendation.number}: {first.rulings[0].reason}"
        yield NextStep(title, details, "arrow-back-up", "warn", "Buka", "followup", first.id)


def _late(followups: Sequence[Item]) -> Iterator[NextStep]:
    late = [item for item in followups if item.is_late and not item.is_returned]
    if late:
        first = late[0]
        words = " ".join(first.recommendation.text.split())
        title = f"Tindak lanjuti {len(late)} rekomendasi yang terlambat"
        details = f"{first.recommendation.number} {words}"
        yield NextStep(title, details, "target-arrow", "warn", "Lihat", "followup", first.id, "late")


def _after_locking(is_sent: bool) -> NextStep:
    if is_sent:
        return NextStep(
            "Tunggu hasil verifikasi", "Paket resmi sudah Anda tandai terkirim", "circle-check", "ok"
        )
    return NextStep(
        "Kirim paket ke Sekretariat",
        "Paket resmi sudah dibuat, belum ditandai terkirim",
        "send",
        "warn",
        words="Buka",
        page="send",
    )


def _step(check: Check, title: str, details: str, icon: str, tone: str, words: str) -> NextStep:
    return NextStep(
        title, details, icon, tone, words, page=check.page, focus=check.focus, filter=check.filter
    )
