"""The pages of the program by key: title, icon, whose they are, and how each is found on its first visit."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import Any

from rbdesk.domain.office import Role
from rbdesk.ui.parts.page import Page

MAIN, BOTTOM, INSIDE = "main", "bottom", "inside"  # in the rail, at its foot, inside another page


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the program: `roles` that have it, `where` it stands, the page it stands inside.

    `switches`: it shows one instrument of several, which is chosen beside its title.
    """

    key: str
    title: str
    icon: str
    roles: tuple[Role, ...]
    where: str = MAIN
    parent: str = ""
    switches: bool = False


_OFFICE, _SECRETARIAT = (Role.OFFICE,), (Role.SECRETARIAT,)
PLACES = (
    Place("home", "Beranda", "home", _OFFICE),
    Place("assessment", "Penilaian", "clipboard-list", _OFFICE, switches=True),
    Place("analysis", "Analisis", "chart-radar", _OFFICE, switches=True),
    Place("overview", "Ringkasan", "home", _SECRETARIAT),
    Place("inbox", "Kotak Masuk", "inbox", _SECRETARIAT),
    Place("comparison", "Perbandingan", "table", _SECRETARIAT),
    Place("verification", "Verifikasi", "scale", _SECRETARIAT),
    Place("followup", "Tindak Lanjut", "target-arrow", _OFFICE + _SECRETARIAT),
    Place("survey", "Survei (SKM)", "mood-smile", _OFFICE),
    Place("send", "Kirim", "send", _OFFICE),
    Place("reports", "Laporan", "presentation", _SECRETARIAT),
    Place("reports", "Laporan dan buku kerja", "presentation", _OFFICE, INSIDE, "home"),
    Place(
        "assessment", "Penilaian Kabupaten", "clipboard-list", _SECRETARIAT, INSIDE, "overview", switches=True
    ),
    Place("analysis", "Analisis Kabupaten", "chart-radar", _SECRETARIAT, INSIDE, "overview", switches=True),
    Place("citizens", "Kepuasan masyarakat", "mood-smile", _SECRETARIAT, INSIDE),
    Place("joint", "Jalan bersama", "route", _SECRETARIAT, INSIDE),
    Place("quarantine", "Karantina", "shield-lock", _SECRETARIAT, INSIDE),
    Place("branches", "Bandingkan dua laptop", "hierarchy", _SECRETARIAT, INSIDE),
    Place("roster", "Daftar perangkat", "device-laptop", _SECRETARIAT, INSIDE),
    Place("evidence", "Semua bukti", "paperclip", _OFFICE, INSIDE),
    Place("joining", "Satukan dua laptop", "device-laptop", _OFFICE, INSIDE),
    Place("returned", "Terima hasil verifikasi", "mail-opened", _OFFICE, INSIDE),
    Place("checks", "Pemeriksaan", "list-details", _OFFICE, INSIDE),
    Place("kiosk", "Mode kios", "device-desktop", _OFFICE, INSIDE, "survey"),
    Place("instrument", "Bobot dan sumber", "scale", _OFFICE + _SECRETARIAT, INSIDE),
    Place("history", "Hasil tahun-tahun lalu", "history", _OFFICE + _SECRETARIAT, INSIDE),
    Place("restore", "Pulihkan data", "history", _OFFICE + _SECRETARIAT, INSIDE),
    Place("help", "Bantuan", "help", _OFFICE + _SECRETARIAT, BOTTOM),
    Place("settings", "Pengaturan", "settings", _OFFICE + _SECRETARIAT, BOTTOM),
)


_INSTEAD = {"assessment": "strategy", "analysis": "strategy"}  # of a checklist


def places_of(role: Role) -> list[Place]:
    """The pages of a role that this build has: a rail shows no dead end."""
    return [place for place in PLACES if role in place.roles and _is_there(place.key)]


def page_class(key: str, answers: Any = None) -> type[Page]:
    """The class of a page for an assessment, imported now: a checklist has a page of its own in place of two.

    Raises ImportError: the module holds no page with that key.
    """
    if key in _INSTEAD and answers is not None and answers.instrument.points:
        key = _INSTEAD[key]
    module = importlib.import_module(f"rbdesk.ui.pages.{key}")
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Page) and value.key == key:
            return value
    raise ImportError(f"no page {key}")


def _is_there(key: str) -> bool:
    return importlib.util.find_spec(f"rbdesk.ui.pages.{key}") is not None
