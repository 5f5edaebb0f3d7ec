"""What Perbandingan says in sentences: what stands out, and how sure one can be of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.ui.models import compared_figures, office_figures
from rbdesk.ui.models.compared_figures import MOVED, OWN, SIDE_WORDS, VERIFIED, Compared

if TYPE_CHECKING:
    from rbdesk.analysis.calibration import AreaMovement, Severity
    from rbdesk.analysis.compare import AreaSpread, MissedQuestion, Outlier

FEWEST_FOR_PEERS = 7  # offices with a value before one can differ from similar ones
_VERDICTS = {
    "stricter": ("lebih ketat", "warn"),
    "milder": ("lebih longgar", "info"),
    "alike": ("serupa yang lain", "neutral"),
    "few": ("terlalu sedikit kasus", "plain"),
}


def context_words(view: Compared | None, *, is_calibration: bool = False) -> str:
    """The line under the title: what stands in the view, and what its marks mean; "" before there is one."""
    if view is None:
        return ""
    what = {
        OWN: "capaian persen, warna menurut setara kategori",
        VERIFIED: "capaian persen terverifikasi, arsir: belum diverifikasi",
        MOVED: "terverifikasi − mandiri, poin persen, arsir: sebagian",
    }[view.side]
    if is_calibration:
        what = "pergeseran nilai saat verifikasi, poin persen"
    words = f"{len(view.sides.offices)} kecamatan × {len(view.sides.instrument.areas)} area · {what}"
    mark = office_figures.PROVISIONAL_MARK
    is_marked = any(view.name(one).endswith(mark) for one in view.sides.offices)
    return f"{words} · {mark} paket sementara" if is_marked else words


def picture_title(year: int, side: str, what: str, *, is_calibration: bool = False) -> str:
    """What a picture shows once it has left the page; `what` is the area, or all of them."""
    if is_calibration:
        return f"Pergeseran nilai saat verifikasi {year}, poin persen"
    return f"Perbandingan kecamatan {year} · {SIDE_WORDS[side]} · {what}"


def picture_note(side: str, *, is_dots: bool, is_map: bool) -> str:
    """What the marks of a picture mean once it has left the page."""
    notes = ["Garis tegak: nilai tengah (median)."] if is_dots else []
    if is_map:
        notes.append("Tanpa warna: belum ada nilai.")
    if side == VERIFIED and is_dots:
        notes.append("Titik kosong: belum diverifikasi; cincin kecil: mandiri.")
    elif side == VERIFIED:
        notes.append("Arsir: belum diverifikasi.")
    elif side == MOVED and not is_map and not is_dots:
        notes.append("Arsir: baru sebagian diverifikasi.")
    return " ".join(notes)


def spread_words(spread: AreaSpread) -> str:
    """How an area spreads: "42,3 – 66,1 · 1 dari 19 di atas 60"."""
    low, high = spread.reach
    return f"{text.number(low, 1)} – {text.number(high, 1)} · {spread.above} dari {spread.counted} di atas target"


def missed_words(missed: MissedQuestion) -> str:
    """Who misses a question, and what that costs in the middle."""
    silent = f", {missed.unanswered} belum menjawab" if missed.unanswered else ""
    points = text.number(missed.points)
    return f"{missed.missing} dari {missed.counted} kecamatan{silent} · tengahnya kehilangan {points} poin"


def outlier_words(outlier: Outlier, instrument: Instrument, names: Mapping[str, str]) -> str:
    """Why an office is told to differ, with the numbers that say so."""
    area = compared_figures.area_name(instrument, outlier.area)
    name = names.get(outlier.office, outlier.office)
    side = "di bawah" if outlier.is_low else "di atas"
    away = text.number(abs(float(outlier.value) - outlier.middle), 1)
    peers = f"{outlier.peers} kecamatan lain"
    if outlier.area:
        peers = f"{outlier.peers} kecamatan dengan nilai akhir terdekat"
    low, high = (text.number(end, 1) for end in outlier.usual)
    return (
        f"{name}, {area} {text.number(outlier.value, 1)}: {away} poin {side} nilai tengah {peers} "
        f"({text.number(outlier.middle, 1)}; biasanya {low}–{high})."
    )


def movement_words(movement: AreaMovement) -> str:
    """How an area moved at verification, and when the number says little."""
    if movement.middle is None:
        return "belum ada kecamatan yang semua pertanyaannya sudah diputus di sini"
    counts = f"{movement.lowered} turun, {movement.raised} naik, dari {len(movement.moves)} kecamatan"
    return f"{counts} · baru sedikit, belum dapat disimpulkan" if movement.is_few else counts


def severity_words(severity: Severity) -> str:
    """What a verifier did, beside what the others did in the same areas."""
    lowered = f"menurunkan {severity.lowered} dari {severity.cases} jawaban"
    if severity.raised:
        lowered += f", menaikkan {severity.raised}"
    if severity.middle is not None:
        lowered += f"; perubahan tengah {text.signed(severity.middle)} nilai"
    if severity.verdict == "few":
        return f"{lowered}."
    rates = (
        text.percent(Fraction(rate).limit_denominator(10**6) * 100, 0)
        for rate in (severity.rate, severity.usual)
    )
    own, usual = rates
    return f"{lowered}. Di area yang sama: {own}, verifikator lain {usual}."


def verdict_of(severity: Severity) -> tuple[str, str]:
    """The verdict on a verifier in a word or two, and its tone."""
    return _VERDICTS[severity.verdict]
