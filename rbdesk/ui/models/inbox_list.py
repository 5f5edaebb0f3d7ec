"""What the inbox lists: what needs a person, how many offices stand how, which device a file names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rbdesk import messages, text
from rbdesk.domain.office import Register
from rbdesk.domain.roster import ENROLLED, Enrolment
from rbdesk.exchange import signing
from rbdesk.ui.models.office_figures import range_words
from rbdesk.workflow.secretariat import CONFLICT, NEEDS_ACTION, NOT_SENT, Inbox, OfficeStatus, RefusedFile

REFUSED, QUARANTINED, RECOGNISED, BRANCHED, CLASHING = (
    "refused",
    "quarantined",
    "recognised",
    "branched",
    "clashing",
)
STATES = ("selesai", "diverifikasi", "diterima", "perlu_tindakan", "belum_kirim")
_UNKNOWN_KEY, _TWO_VERSIONS = "RB-S07", "RB-OK4"
_SENDING_DUTY = "kirim"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that waits for a person: a file that was not taken in, or an office with two versions.

    `kind`: "refused"; "quarantined", signed by an unknown device; "recognised", signed by a device that is known
    by now; "branched" and "clashing", two histories that agree or differ. `office` is "" where nothing tells it.
    `others` are further files that one device signed and that wait for the same act.
    """

    key: str
    kind: str
    office: str
    title: str
    reason: str
    remedy: str
    refusal: RefusedFile | None = None
    others: tuple[RefusedFile, ...] = ()

    @property
    def files(self) -> tuple[RefusedFile, ...]:
        """The files that were not taken in, the first to come first."""
        return (self.refusal, *self.others) if self.refusal is not None else ()


def problems(inbox: Inbox, register: Register, roster: Sequence[Enrolment]) -> tuple[Problem, ...]:
    """What needs action: offices with two versions, then files by office, those of no office last."""
    found = [
        Problem(
            key=f"office/{status.office.code}",
            kind=CLASHING if status.reason == CONFLICT else BRANCHED,
            office=status.office.code,
            title=status.office.name,
            reason=_two_versions(status),
            remedy=messages.bundle_sentence(_TWO_VERSIONS)[1],
        )
        for status in inbox.offices
        if status.reason in (CONFLICT, "branched")
    ]
    known = {(entry.office, entry.key) for entry in roster if entry.status == ENROLLED}
    files = sorted(inbox.refusals, key=lambda file: (not file.office, file.office, file.id))
    return (*found, *_by_device([_file(refusal, register, known) for refusal in files]))


def _by_device(found: Sequence[Problem]) -> list[Problem]:
    """One problem for all files of a device that wait in quarantine: recognising it answers for all of them."""
    gathered: dict[tuple[str, str, str], Problem] = {}
    for problem in found:
        waits = problem.kind in (QUARANTINED, RECOGNISED)
        place = (problem.kind, problem.office, (waits and device_of(problem)) or problem.key)
        first = gathered.get(place)
        if first is None or problem.refusal is None:
            gathered[place] = problem
            continue
        others = (*first.others, problem.refusal)
        reason = f"{len(others) + 1} paket dari satu perangkat menunggu."
        told = problem.reason if problem.kind == QUARANTINED else ""
        gathered[place] = replace(first, others=others, reason=f"{reason} {told}".strip())
    return list(gathered.values())


def device_of(problem: Problem) -> str:
    """The id of the device that signed a quarantined file of an office, "" where that is not told."""
    key = _key_of(problem.refusal) if problem.refusal is not None and problem.office else None
    return signing.device_id(key) if key is not None else ""


def counts(inbox: Inbox) -> dict[str, int]:
    """How many offices are in each state."""
    found = Counter(status.status for status in inbox.offices)
    return {state: found[state] for state in STATES}


def urgent(inbox: Inbox) -> int:
    """How many things ask for action: offices, and files that name none."""
    return counts(inbox)[NEEDS_ACTION] + sum(1 for refusal in inbox.refusals if not refusal.office)


def not_sent(inbox: Inbox) -> tuple[str, ...]:
    """The names of the offices of which nothing has come, in the register's order."""
    return tuple(status.office.name for status in inbox.offices if status.status == NOT_SENT)


def sending_day(deadlines: Sequence[tuple[str, date]]) -> date | None:
    """By when packages are due; None where no deadline speaks of it."""
    return next((day for title, day in deadlines if _SENDING_DUTY in title.casefold()), None)


def context_words(inbox: Inbox, due: date | None, today: date) -> str:
    """The line under the title: of how many something was taken in, what was not, and how much time is left."""
    parts = [f"{inbox.received} dari {len(inbox.offices)} kecamatan sudah mengirim"]
    waiting = sum(1 for refusal in inbox.refusals if refusal.code == _UNKNOWN_KEY)
    refused = len(inbox.refusals) - waiting
    parts += [f"{refused} berkas ditolak"] if refused else []
    parts += [f"{waiting} menunggu dikenali"] if waiting else []
    if due is not None:
        parts.append(f"batas {due.day} {text.MONTHS[due.month - 1]}, {text.days_until(due, today)}")
    return " · ".join(parts)


def _two_versions(status: OfficeStatus) -> str:
    if status.reason != CONFLICT:
        return "Dua laptop mengirim sendiri-sendiri; isinya tidak bertentangan."
    told = f"{status.conflicts} isian berbeda di dua laptop."
    return f"{told} Nilai {range_words(status.range)}, belum final." if status.range else told


def _file(refusal: RefusedFile, register: Register, known: set[tuple[str, bytes]]) -> Problem:
    reason, remedy = messages.bundle_sentence(refusal.code, refusal.facts)
    kind = REFUSED
    if refusal.code == _UNKNOWN_KEY:
        kind = QUARANTINED
        key = _key_of(refusal)
        if key is not None and (refusal.office, key) in known:
            kind, remedy = RECOGNISED, "Perangkatnya kini sudah dikenal; periksa paketnya sekali lagi."
            reason = "Paket menunggu digabung."
    return Problem(
        key=f"refusal/{refusal.id}",
        kind=kind,
        office=refusal.office,
        title=_title(refusal, register),
        reason=reason,
        remedy=remedy,
        refusal=refusal,
    )


def _title(refusal: RefusedFile, register: Register) -> str:
    if refusal.office == register.code:
        return "Meja Sekretariat lain"
    return register.name_of(refusal.office) if refusal.office else refusal.name


def _key_of(refusal: RefusedFile) -> bytes | None:
    try:
        return signing.parse_public_base64(dict(refusal.facts).get("key", ""))
    except signing.DamagedKey:
        return None
