"""What the deck of the regency says, slide by slide, and the short one of an office: titles, order, choice, in Indonesian.

Each slide carries its base and source on it, and in the notes the answers and files that stand behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from rbdesk import text
from rbdesk.report import (
    deck_advice,
    deck_appendix,
    deck_office,
    deck_outlook,
    deck_scores,
    deck_services,
    deck_verification,
    deck_words,
    year_figures,
)
from rbdesk.report.outline import OFFICE, REGENCY, SMALL, Deck, Facts, Paragraph, Slide
from rbdesk.report.year import OfficeYear, RegencyYear

TITLE = "title"
MOST_OF_A_TITLE = 200

# What a person chooses from, in the usual order; the cover always stays
SLIDE_NAMES: Mapping[str, str] = {
    TITLE: "Sampul",
    "history": "Perkembangan nilai",
    "commitment": "Komitmen dan tim",
    "areas": "Capaian per area",
    "weakest": "Area terlemah",
    "matrix": "Kecamatan × area",
    "map": "Sebaran kecamatan",
    "verification": "Hasil verifikasi",
    "service": "Pelayanan publik dan IKM",
    "followup": "Tindak lanjut rekomendasi",
    "innovation": "Inovasi",
    "strategy": "Strategi 4+1",
    "obstacles": "Kendala",
    "path": "Jalan ke target",
    "plan": "Rencana s.d. Desember",
    "sources": "Penutup dan sumber",
    "appendix": "Lampiran per kecamatan",
}
OFFICE_NAMES: Mapping[str, str] = {
    TITLE: "Sampul",
    "score": "Nilai",
    "areas": "Capaian per area",
    "weakest": "Yang perlu diperbaiki",
    "service": "Kepuasan masyarakat",
    "followup": "Tindak lanjut rekomendasi",
    "path": "Jalan ke target",
    "sources": "Penutup dan sumber",
}
# What is left out, unless it is named, where the data have nothing to say about it
OFF_BY_DEFAULT: frozenset[str] = frozenset({"verification", "innovation", "obstacles", "plan"})


def regency_deck(year: RegencyYear, made_at: datetime, title: str = "", subtitle: str = "") -> Deck:
    """Paparan kabupaten with all its slides. `title` and `subtitle` take the place of the usual ones; `made_at` local time."""
    name = title.strip()[:MOST_OF_A_TITLE] or f"Perkembangan Pelaksanaan Reformasi Birokrasi {year.year}"
    month = text.MONTHS[year.today.month - 1]
    under = (
        subtitle.strip()[:MOST_OF_A_TITLE]
        or f"Pemerintah {_regency(year.register.name)} · {month} {year.today.year}"
    )
    cover = Slide(
        TITLE,
        name,
        (
            Paragraph(under),
            Paragraph(
                f"Data per {text.date_long(year.today)}: nilai {year.counted} dari {len(year.offices)} kecamatan.",
                SMALL,
            ),
            Paragraph(deck_words.state(year), SMALL),
        ),
        deck_words.notes(
            "Semua angka berasal dari RBDesk. Setiap salindia menyebut dasarnya, dan catatan pembicara menyebut "
            "jawaban serta berkas bukti di belakangnya.",
            f"Sidik data: {year.digest}",
        ),
    )
    made = (
        cover,
        deck_scores.history(year),
        deck_advice.commitment(year),
        deck_scores.areas(year),
        deck_scores.weakest(year),
        deck_scores.matrix(year),
        deck_scores.tile_map(year),
        deck_verification.verification(year),
        deck_services.service(year),
        deck_advice.followup(year),
        deck_services.innovations(year),
        deck_services.strategy(year),
        deck_outlook.obstacles(year),
        deck_scores.path(year),
        deck_outlook.plan(year),
        _sources(year),
        deck_appendix.appendix(year),
    )
    return Deck(REGENCY, name, under, made, year.digest, made_at)


def office_deck(year: OfficeYear, made_at: datetime, title: str = "", subtitle: str = "") -> Deck:
    """The short deck of an office; else as `regency_deck`."""
    name = title.strip()[:MOST_OF_A_TITLE] or f"Penilaian Mandiri Reformasi Birokrasi {year.year}"
    under = subtitle.strip()[:MOST_OF_A_TITLE] or f"Kecamatan {year.name}, {_regency(year.regency)}"
    return Deck(OFFICE, name, under, deck_office.slides(year, name, under), year.digest, made_at)


def slide_names(deck: Deck) -> tuple[tuple[str, str], ...]:
    """The slides of a deck as a person chooses them: key and name, in the deck's order."""
    names = OFFICE_NAMES if deck.kind == OFFICE else SLIDE_NAMES
    return tuple((slide.key, names[slide.key]) for slide in deck.slides)


def default_keys(deck: Deck) -> tuple[str, ...]:
    """The slides that are taken unless a person chooses: all but the annex and forms that a person would fill in."""
    return tuple(
        slide.key
        for slide in deck.slides
        if slide.key != deck_appendix.APPENDIX and (slide.key not in OFF_BY_DEFAULT or slide.sources)
    )


def chosen(deck: Deck, keys: Sequence[str]) -> Deck:
    """The deck with these slides in this order, each once; the cover stands first whether it is named or not.

    Raises KeyError: no such slide.
    """
    by_key = {slide.key: slide for slide in deck.slides}
    wanted = dict.fromkeys([TITLE, *keys] if TITLE in by_key else keys)
    return replace(deck, slides=tuple(by_key[key] for key in wanted))


def _regency(name: str) -> str:
    return name if name.lower().startswith("kabupaten") else f"Kabupaten {name}"


def _sources(year: RegencyYear) -> Slide:
    """Closing: what was measured with what, what is missing, how far it was verified."""
    instrument = year.instrument
    silent = [one for one in year.offices if one.sheet is None]
    whole = sum(one.is_verified for one in year.offices)
    points = [
        f"Nilai kecamatan: LKE unit kerja PermenPANRB {year_figures.frame_of(instrument)}, bobot penuh "
        f"{text.number(instrument.weight)}; dihitung tepat, dibulatkan sekali saat ditampilkan.",
        "Nilai kecamatan hanya setara suatu kategori. Rata-ratanya bukan indeks RB kabupaten.",
        "Survei: nilai tepat sepersembilan per unsur, atas semua responden (PermenPANRB 14/2017).",
    ]
    if silent:
        told = [f"{one.name} ({year_figures.missing_words(one)})" for one in silent]
        points.append(f"Tanpa nilai: {text.listing(told)}.")
    doubtful = [words for part, words in instrument.confidence if part]
    return Slide(
        "sources",
        "Dasar angka dan sumber",
        (
            Facts(
                (
                    ("Paket masuk", f"{year.received} dari {len(year.offices)}"),
                    ("Nilai dihitung", f"{year.counted} dari {len(year.offices)}"),
                    ("Selesai diverifikasi", f"{whole} dari {len(year.offices)}"),
                    ("Data per", text.date_short(year.today)),
                )
            ),
            *(Paragraph(one) for one in points),
            Paragraph(f"Sidik data: {year.digest}", SMALL),
        ),
        deck_words.notes(
            "Terima kasih. Bukti setiap jawaban dapat dibuka di RBDesk atau di folder bukti.",
            "Catatan tentang lembar penilaian:\n" + "\n".join(f"- {one}" for one in doubtful)
            if doubtful
            else "",
            "Sumber lembar:\n" + "\n".join(f"- {one.id}: {one.reference}" for one in instrument.sources[:8]),
        ),
        (deck_words.base(year), instrument.legal_basis),
    )
