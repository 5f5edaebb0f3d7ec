"""What the secretariat had best do next, at most three things: problems, devices, missing files, verification, reminders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from rbdesk import text
from rbdesk.ui.models import inbox_list
from rbdesk.ui.models.next_steps import MOST_STEPS, NextStep
from rbdesk.workflow import catalog
from rbdesk.workflow.followup_rulings import Unsent
from rbdesk.workflow.secretariat import BRANCHED, CONFLICT, NEEDS_ACTION, QUARANTINED, Inbox
from rbdesk.workflow.verification import BEGUN

REMIND = "remind"  # filter of the step that leads nowhere but copies a message
_RECEIVED = "diterima"
_MOST_NAMES = 3
_KINDS = {CONFLICT: "dua versi", BRANCHED: "bercabang", QUARANTINED: "perangkat belum dikenal"}


def overview_steps(
    inbox: Inbox, waiting: int, due: date | None, today: date, unsent: Sequence[Unsent] = ()
) -> tuple[NextStep, ...]:
    """The steps for a year; `waiting` unknown devices, `due` by when packages are due.

    `unsent` is what the offices were not told yet of their follow-ups.
    """
    return tuple(_steps(inbox, waiting, due, today, unsent))[:MOST_STEPS]


def unsent_step(unsent: Sequence[Unsent]) -> NextStep | None:
    """How much was not told yet, to whom, and where the letters are made; None where all is told."""
    verdicts, given = sum(one.verdicts for one in unsent), sum(one.given for one in unsent)
    if not verdicts and not given:
        return None
    what = [f"{verdicts} putusan tindak lanjut"] if verdicts else []
    what += [f"{given} rekomendasi"] if given else []
    names = [catalog.register().name_of(one.office) for one in unsent]
    whom = text.listing(names) if len(names) <= _MOST_NAMES else f"{len(names)} kecamatan"
    letter = "balasan" if verdicts else "balasan atau berkas aktivasi"
    judged = any(one.verdicts for one in unsent)
    return NextStep(
        f"{text.listing(what)} belum dikirim",
        f"Ikut dalam {letter} untuk {whom}",
        "send",
        "warn",
        "Buat balasan" if judged else "Buat berkas",
        "followup" if judged else "settings",
        "" if judged else "activations",
    )


def _steps(
    inbox: Inbox, waiting: int, due: date | None, today: date, unsent: Sequence[Unsent]
) -> Iterator[NextStep]:
    troubled = [one for one in inbox.offices if one.status == NEEDS_ACTION and one.reason != QUARANTINED]
    loose = [one for one in inbox.refusals if not one.office]
    count = len(troubled) + len(loose)
    if count:
        kinds = Counter(_KINDS.get(one.reason, "berkas ditolak") for one in troubled)
        kinds["berkas ditolak"] += len(loose)
        details = ", ".join(f"{number} {words}" for words, number in kinds.items() if number)
        title = f"Selesaikan {count} paket bermasalah"
        yield NextStep(title, details, "alert-triangle", "warn", "Buka", "inbox", filter=NEEDS_ACTION)
    if waiting:
        title = f"Kenali {waiting} perangkat di Karantina"
        details = "Cocokkan 30 angkanya dengan kecamatan"
        yield NextStep(title, details, "shield-lock", "warn", "Cocokkan", "quarantine")
    lacking = [one for one in inbox.offices if one.evidence_missing]
    if lacking:
        files = sum(one.evidence_missing for one in lacking)
        title = f"Minta {files} berkas bukti yang belum datang"
        names = text.listing([one.office.name for one in lacking[:3]])
        more = f" dan {len(lacking) - 3} lagi" if len(lacking) > 3 else ""
        code = lacking[0].office.code
        yield NextStep(title, f"Dari {names}{more}", "paperclip", "warn", "Lihat", "inbox", code)
    counts = inbox_list.counts(inbox)
    received, begun = counts[_RECEIVED], counts[BEGUN]
    if received + begun:
        parts = [f"{received} diterima"] if received else []
        parts += [f"{begun} sedang dikerjakan"] if begun else []
        title = f"{received + begun} menunggu verifikasi"
        yield NextStep(title, ", ".join(parts), "scale", "warn", "Verifikasi", "verification")
    silent = inbox_list.not_sent(inbox)
    if silent:
        details = (
            f"Batas kirim {text.days_until(due, today)}" if due is not None else text.listing(silent[:3])
        )
        title = f"Ingatkan {len(silent)} kecamatan"
        yield NextStep(title, details, "brand-whatsapp", "neutral", "Salin pesan", filter=REMIND)
    untold = unsent_step(unsent)
    if untold is not None:
        yield untold
    if not (count or waiting or lacking or received or begun or silent or untold):
        yield NextStep(
            "Semua kecamatan selesai diverifikasi",
            "Lihat hasilnya berdampingan",
            "circle-check",
            "ok",
            "Perbandingan",
            "comparison",
        )
