"""Two laptops of one office that answered for themselves, and what the second one sends to the first."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.store.database import Store
from rbdesk.workflow import evidence, joining, office, secretariat, sending, setup
from tests.desks import a_pdf
from tests.ui.pages.offices import CODES, KEY, NOW, PROFILE, SHEET, WHO, half

OTHER = "Endang Contoh"
# Codes of questions in which the laptops differ, in the sheet's order: letters, numbers, words
LETTERS = tuple(code for code in CODES[:40] if SHEET.question(code).scale.option("C") is not None)[:2]
NUMBERS = next(code for code in CODES[:94] if len(SHEET.question(code).scale.inputs) == 2)
WORDS = next(code for code in CODES[40:60] if SHEET.question(code).scale.option("C") is not None)
OWN_NOTE = "Tahun 2020 ada 86 pengaduan lewat WhatsApp dan kotak saran; 72 selesai ditindaklanjuti."
OTHER_NOTE = "Tahun 2020 ada 86 pengaduan lewat kotak saran; 40 selesai ditindaklanjuti."


def make_laptops(folder: Path) -> tuple[Path, Path]:
    """The desk of the first laptop, which is open to be joined, and the package of the second."""
    with (
        closing(_laptop(folder / "desk", "Laptop Pelayanan", WHO)) as one,
        closing(_laptop(folder / "dua", "Laptop Sekcam", OTHER)) as two,
    ):
        office.record_answers(one, KEY, half(), who=WHO, now=NOW - timedelta(days=7))
        # What both had before: the second laptop knows the first one's answers
        _join(two, _send(one, folder / "awal"))
        third = CODES[64]
        _say(one, {LETTERS[0]: Answer("B", OWN_NOTE), LETTERS[1]: Answer("A"), third: Answer("A")}, 1, WHO)
        _say(one, {NUMBERS: _numbers(8, 4), WORDS: Answer(half()[WORDS].value, "Dua kali sebulan")}, 1, WHO)
        _say(two, {LETTERS[0]: Answer("C", OTHER_NOTE), LETTERS[1]: Answer("C")}, -147, OTHER)
        _say(
            two, {NUMBERS: _numbers(9, 5), WORDS: Answer(half()[WORDS].value, "Sekali sebulan")}, -140, OTHER
        )
        _say(two, {CODES[66]: Answer("A")}, -120, OTHER)
        for db, text, name, who in (
            (one, "rekap", "Rekap pengaduan Jan–Jul 2020.pdf", WHO),
            (two, "register", "Register pengaduan.pdf", OTHER),
        ):
            staged = evidence.stage_bytes(db.folder, a_pdf(text), name)
            evidence.attach_evidence(db, KEY, LETTERS[0], staged, who=who, now=NOW)
        return folder / "desk", _send(two, folder / "kirim")


def _laptop(folder: Path, label: str, who: str) -> Store:
    profile: Profile = PROFILE
    return setup.create_desk(
        folder,
        role=Role.OFFICE,
        office=KEY.office,
        year=KEY.year,
        profile=profile,
        operator=who,
        operator_post="Kasi Pelayanan",
        device_label=label,
        who=who,
        now=NOW - timedelta(days=8),
    )


def _numbers(least: int, most: int) -> Answer:
    names = [item.id for item in SHEET.question(NUMBERS).scale.inputs]
    formula = SHEET.question(NUMBERS).scale.formula
    assert formula is not None
    small = formula.numerator
    return Answer(inputs(**{name: most if name == small else least for name in names}))


def _say(db: Store, answers: dict[str, Answer], minutes: int, who: str) -> None:
    office.record_answers(db, KEY, answers, who=who, now=NOW + timedelta(minutes=minutes))


def _send(db: Store, folder: Path) -> Path:
    return sending.export(db, KEY, folder, final=False, who=WHO, now=NOW).path


def _join(db: Store, path: Path) -> None:
    staging = secretariat.staging_folder(db.folder.root)
    items = joining.read_laptop_packages([path], joining.load_laptops(db), staging)
    plan = joining.load_join(db, items)
    joining.join_laptops(db, plan, confirmed={item.device for item in plan.unknown}, who=OTHER, now=NOW)
    secretariat.drop_staging(db.folder.root)
