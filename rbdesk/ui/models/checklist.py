"""What stands between an assessment and its package, in words: what must be done, what may be looked at.

Plain values over the findings; a page shows them and goes where they point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rbdesk import messages, text, wording
from rbdesk.domain import checks
from rbdesk.domain.assessment import Assessment
from rbdesk.domain.checks import Finding
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.submission import Profile
from rbdesk.workflow.shrinking import is_large_picture

MEBIBYTE = 2**20
SHRINK = "shrink"  # stands for a page where a line offers smaller pictures


@dataclass(frozen=True, slots=True)
class WayOfSending:
    """How packages travel: words, the largest file it takes in bytes, None if any."""

    words: str
    limit: int | None


WAYS_OF_SENDING: Mapping[str, WayOfSending] = {
    "whatsapp15": WayOfSending("WhatsApp (15 MB)", 15 * MEBIBYTE),
    "whatsapp95": WayOfSending("WhatsApp sebagai dokumen (95 MB)", 95 * MEBIBYTE),
    "mail14": WayOfSending("Surel (14 MB)", 14 * MEBIBYTE),
    "stick": WayOfSending("Stik, tanpa batas ukuran", None),
}

_CODES_NAMED = 3
_ADVICE_NAMED = 3  # kinds of advice with a line of their own

# kind -> the button, page and filter that lead to its places
_WAYS: Mapping[str, tuple[str, str, str]] = {
    "unanswered": ("Jawab sekarang", "assessment", "unanswered"),
    "no_evidence": ("Lampirkan bukti", "assessment", "no_evidence"),
    "evidence_lost": ("Cari lagi", "assessment", "evidence_lost"),
    "conflict": ("Pilih jawaban", "joining", ""),
    "identity": ("Lengkapi", "settings", ""),
    "edge_case": ("Tulis catatan", "assessment", ""),
    "jump": ("Tulis catatan", "assessment", ""),
    "contradiction": ("Periksa angka", "assessment", ""),
    "survey_mismatch": ("Buka Survei", "survey", ""),
    "stale_evidence": ("Lihat bukti", "assessment", ""),
    "same_note": ("Lihat catatan", "assessment", ""),
    checks.FOLLOWUP: ("Buka Tindak Lanjut", "followup", ""),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what was checked and how it stands. `words` of its button and where it leads, "" without one."""

    kind: str
    title: str
    details: str
    is_done: bool
    is_required: bool = True
    count: int = 0
    words: str = ""
    page: str = ""
    focus: str = ""
    filter: str = ""

    @property
    def name(self) -> str:
        """What is checked, without a count."""
        return wording.FINDINGS[self.kind][0] if self.kind in wording.FINDINGS else self.title


@dataclass(frozen=True, slots=True)
class Checklist:
    """`required` keeps the official package back while a line is not done; `advised` may be skipped.

    `findings` are all of them; `waived` counts those set aside with a reason.
    """

    required: tuple[Check, ...]
    advised: tuple[Check, ...]
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> int:
        """How many of the required lines are not done."""
        return sum(1 for check in self.required if not check.is_done)

    @property
    def advice(self) -> int:
        """How many findings may be looked at."""
        return sum(check.count for check in self.advised)

    @property
    def waived(self) -> int:
        """How many findings are set aside."""
        return sum(1 for finding in self.findings if finding.waived)


def checklist(
    instrument: Instrument,
    assessment: Assessment,
    found: Sequence[Finding],
    *,
    profile: Profile,
    conflicts: Sequence[str] = (),
    way: str = "",
    parts: int = 0,
    is_one_file: bool = False,
) -> Checklist:
    """The lines for these findings; `conflicts` are questions where two laptops differ, `way` one of WAYS_OF_SENDING.

    `parts` is how many files a package would be that way, 0 while it is not known. `is_one_file`: what leaves now
    fits into one, because the other side has the rest.
    """
    standing = [finding for finding in found if not finding.waived]
    groups: dict[str, list[Finding]] = {}
    for finding in standing:
        groups.setdefault(finding.kind, []).append(finding)
    required = [
        _open(kind, groups[kind], instrument, conflicts)
        if kind in groups
        else _done(kind, instrument, assessment, profile, _parts_words(parts, way))
        for kind in checks.KINDS
        if kind not in checks.WAIVABLE and _is_required(kind, groups)
    ]
    if conflicts:
        required.insert(1, _conflict(conflicts, instrument))
    advised = [
        _open(kind, groups[kind], instrument, conflicts)
        for kind in checks.KINDS
        if kind in groups and not _is_required(kind, groups)
    ]
    if not is_one_file and (too_big := _too_big(assessment, way)) is not None:
        advised.append(too_big)
    return Checklist(tuple(required), tuple(advised), tuple(found))


def total_size(assessment: Assessment) -> tuple[int, int]:
    """Number and bytes of the files that stand as evidence, each counted once."""
    files = {item.sha256: item.size for item in assessment.evidence if item.on}
    return len(files), sum(files.values())


def most_named(advised: Sequence[Check]) -> tuple[tuple[Check, ...], tuple[Check, ...]]:
    """The lines of advice that are shown, and the rest that is only counted."""
    if len(advised) <= _ADVICE_NAMED:
        return tuple(advised), ()
    return tuple(advised[: _ADVICE_NAMED - 1]), tuple(advised[_ADVICE_NAMED - 1 :])


def by_area(codes: Sequence[str], instrument: Instrument) -> list[tuple[str, int]]:
    """How many of the questions lie in each area, most first; short names."""
    counts = Counter(instrument.area_of(code).short for code in codes)
    order = {area.short: at for at, area in enumerate(instrument.areas)}
    return sorted(counts.items(), key=lambda item: (-item[1], order[item[0]]))


def named_codes(codes: Sequence[str], instrument: Instrument) -> str:
    """Codes in a sentence: "P.1.ii.b dan P.6.i.c", "P.1.i.a, P.2.i.a, P.3.i.a, dan 4 lainnya"."""
    shown = [instrument.display(code) for code in codes[:_CODES_NAMED]]
    rest = len(codes) - len(shown)
    return text.listing([*shown, f"{rest} lainnya"] if rest else shown)


def named_recommendations(found: Sequence[Finding]) -> str:
    """The numbers of the recommendations that findings are about, or how many there are."""
    numbers = [dict(one.facts).get("number", "") for one in found[:_CODES_NAMED]]
    rest = len(found) - len(numbers)
    if not all(numbers):
        return f"{len(found)} rekomendasi"
    return "Rekomendasi " + text.listing([*numbers, f"{rest} lainnya"] if rest else numbers)


def _focus(first: Finding, page: str, instrument: Instrument) -> str:
    """What the page that a line leads to shows of its first finding."""
    if first.where in instrument.place_of:
        return first.where if page == "assessment" else ""
    return first.where if first.kind == checks.FOLLOWUP else "identity"


def _is_required(kind: str, groups: Mapping[str, Sequence[Finding]]) -> bool:
    if kind in groups:
        return groups[kind][0].level == checks.REQUIRED
    return kind not in checks.WAIVABLE


def _open(kind: str, found: Sequence[Finding], instrument: Instrument, conflicts: Sequence[str]) -> Check:
    codes = [finding.where for finding in found]
    words, page, wanted = _WAYS[kind]
    focus = _focus(found[0], page, instrument)
    details = {
        "unanswered": lambda: " · ".join(f"{area} {count}" for area, count in by_area(codes, instrument)),
        "no_evidence": lambda: _where_most(codes, instrument),
        "evidence_lost": lambda: text.listing(
            list(dict.fromkeys(f"“{dict(finding.facts)['name']}”" for finding in found[:_CODES_NAMED]))
        ),
        "identity": lambda: messages.finding(found[0], instrument)[1],
        "same_note": lambda: named_codes(_codes_of(found), instrument),
        checks.FOLLOWUP: lambda: named_recommendations(found),
    }.get(kind, lambda: named_codes(list(dict.fromkeys(codes)), instrument))()
    count = len({dict(one.facts).get("sha256", one.where) for one in found})  # a file at many places is one
    return Check(
        kind,
        messages.finding_group(kind, count),
        details[:1].upper() + details[1:],
        is_done=False,
        is_required=found[0].level == checks.REQUIRED,
        count=count,
        words=words,
        page=page,
        focus=focus,
        filter=wanted,
    )


def _done(kind: str, instrument: Instrument, assessment: Assessment, profile: Profile, parts: str) -> Check:
    files, size = total_size(assessment)
    title, details = {
        "unanswered": (f"Semua {len(instrument.question_places)} pertanyaan terjawab", ""),
        "no_evidence": ("Semua jawaban di atas nol punya bukti", ""),
        "evidence_lost": (
            (f"Semua {files} berkas bukti ada di komputer ini", f"Total {text.size(size)}{parts}")
            if files
            else ("Tidak ada berkas bukti yang hilang", "")
        ),
        "identity": (
            "Identitas kecamatan dan penanggung jawab lengkap",
            f"Camat: {profile.head} · Penanggung jawab: {profile.contact}",
        ),
    }[kind]
    return Check(kind, title, details, is_done=True)


def _conflict(conflicts: Sequence[str], instrument: Instrument) -> Check:
    words, page, wanted = _WAYS["conflict"]
    return Check(
        "conflict",
        f"{len(conflicts)} pertanyaan punya dua jawaban yang berbeda",
        "Dari dua laptop; dihitung belum dijawab. " + named_codes(conflicts, instrument),
        is_done=False,
        count=len(conflicts),
        words=words,
        page=page,
        focus=conflicts[0],
        filter=wanted,
    )


def _parts_words(parts: int, way: str) -> str:
    chosen = WAYS_OF_SENDING.get(way)
    return f", lewat {chosen.words} menjadi {parts} bagian" if chosen is not None and parts > 1 else ""


def _too_big(assessment: Assessment, way: str) -> Check | None:
    """A line where the files are more than the way of sending takes; the rest of a package is small."""
    chosen = WAYS_OF_SENDING.get(way)
    size = total_size(assessment)[1]
    if chosen is None or chosen.limit is None or size <= chosen.limit:
        return None
    largest = sorted({(item.size, item.name) for item in assessment.evidence if item.on}, reverse=True)
    names = text.listing([f"“{name}” {text.size(count)}" for count, name in largest[:2]])
    can_shrink = any(is_large_picture(item.mime, item.size) for item in assessment.evidence if item.on)
    return Check(
        "size",
        f"Paket sekitar {text.size(size)} dibagi menjadi beberapa berkas lewat {chosen.words}",
        f"Terbesar: {names}. Kecilkan gambarnya, atau kirim lewat stik."
        if can_shrink
        else f"Terbesar: {names}. Kirim lewat stik, atau ganti dengan berkas yang lebih kecil.",
        is_done=False,
        is_required=False,
        count=1,
        words="Kecilkan gambar" if can_shrink else "Lihat bukti",
        page=SHRINK if can_shrink else "evidence",
    )


def _where_most(codes: Sequence[str], instrument: Instrument) -> str:
    areas = by_area(codes, instrument)
    area, count = areas[0]
    return f"Semuanya di {area}" if len(areas) == 1 else f"Terbanyak di {area} ({count})"


def _codes_of(found: Sequence[Finding]) -> list[str]:
    return [code for finding in found for code in dict(finding.facts)["codes"].split(",")]
