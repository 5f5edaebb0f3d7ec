"""Tanda terima: the signed text that proves on paper what was sent, made with each package and judged at any desk."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rbdesk.domain import receipt as receipts
from rbdesk.domain import scoring
from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.domain.receipt import Receipt
from rbdesk.domain.roster import Enrolment
from rbdesk.domain.submission import Package
from rbdesk.errors import BundleRefused, NotAllowed, StoreTrouble
from rbdesk.exchange import codec, photo, qr, signing
from rbdesk.exchange import receipt as texts
from rbdesk.store import assessments, journal, keys, settings, submissions
from rbdesk.store.database import Store
from rbdesk.store.submissions import Received
from rbdesk.store.trouble import file_trouble
from rbdesk.workflow import catalog, intake, ownkeys

TAKEN_IN, NOT_COME, DIFFERENT = "taken_in", "not_come", "different"
_PICTURES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True, slots=True)
class JudgedReceipt:
    """A receipt whose signature is that of a known device of its office, beside what this desk holds.

    `state` "taken_in": the package is held and says the same · "not_come": no such package came · "different": the
    package that is held says otherwise in `differences` (members of a Receipt). `held` is what that package would give
    for a receipt, None where none came.
    """

    receipt: Receipt
    state: str
    differences: tuple[str, ...] = ()
    held: Receipt | None = None


def make_receipt(package: Package, bundle_id: str, device_key: Path) -> str:
    """The signed text for a package that was written. Raises StoreTrouble("damaged"): the device's key is not whole."""
    try:
        return texts.make_receipt(_receipt_of(package, bundle_id), signing.load_key(device_key))
    except signing.DamagedKey as error:
        raise StoreTrouble("damaged", str(device_key), str(error)) from error


def load_receipt(db: Store, bundle_id: str) -> str:
    """The receipt's text of a package that this desk made; "" for one of an older program, or another desk's."""
    for entry in reversed(journal.list_of_act(db, "package")):
        if isinstance(entry.new, Mapping) and entry.new.get("bundle_id") == bundle_id:
            return str(entry.new.get("receipt", ""))
    return ""


def read_receipt(source: str | Path) -> str:
    """The receipt's text of a text as scanned or pasted, or of a file that holds one or shows its code; "" where it is none.

    A file that cannot be read is none either: reading it as a bundle says why.
    """
    text = str(source)
    if texts.is_receipt(text):
        return text
    try:
        found = texts.read_receipt_file(Path(source))
    except (OSError, ValueError):  # ValueError: a NUL in what was pasted
        return ""
    if found or Path(source).suffix.casefold() not in _PICTURES:
        return found
    return next((code for code in photo.read_file(Path(source)) if texts.is_receipt(code)), "")


def write_receipt(receipt: Receipt, text: str, path: Path, *, made_at: datetime) -> None:
    """Write a receipt whose signed text is `text`: a page to print (.pdf), its QR code (.svg) or the text (else).

    `made_at` is the receipt's time as the reader's clock shows it. A file of that name is replaced as a whole.
    Raises StoreTrouble: the place takes no file.
    """
    content = _content(receipt, text, path.suffix.casefold(), made_at)
    part = path.with_name(f".{path.name}.part")
    with file_trouble(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


def _content(receipt: Receipt, text: str, form: str, made_at: datetime) -> bytes:
    if form == ".svg":
        return f"{qr.svg(qr.modules(text), title=receipt.code)}\n".encode()
    if form != ".pdf":
        return f"{text}\n".encode()
    from rbdesk.report.receipt_page import receipt_pdf  # here, so that only who prints pays for it

    office, instrument = catalog.register().name_of(receipt.office), catalog.instrument(receipt.instrument)
    return receipt_pdf(receipt, text, office=office, instrument=instrument, made_at=made_at)


def load_receipt_trust(db: Store) -> tuple[Enrolment, ...]:
    """The devices whose receipts this desk believes: those on its roster, and an office's own, by its former keys too."""
    known = keys.list_enrolments(db)
    if settings.load_fact(db, "role") != Role.OFFICE.value:
        return known
    own = intake.own_device(db)
    former = (
        replace(own, key=key, device=signing.device_id(key))
        for key in ownkeys.load_former(db)
        if key != own.key
    )
    return (own, *former, *(entry for entry in known if entry.key != own.key))


def verify_receipt(text: str, roster: Sequence[Enrolment]) -> Receipt:
    """What a receipt says, if a device on the roster signed it. Raises BundleRefused."""
    return texts.verify_receipt(text, roster)


def judge_receipt(db: Store, text: str) -> JudgedReceipt:
    """Hold a receipt against what was taken in, or what this office's desk made itself. Writes nothing.

    Raises BundleRefused: no receipt, altered, of an unknown or revoked device, of an edition not known here;
    StoreTrouble("damaged"): the original in the archive is not what it was.
    """
    found = verify_receipt(text, load_receipt_trust(db))
    own = load_receipt(db, found.bundle_id)
    if own:
        return _judged(found, verify_receipt(own, load_receipt_trust(db)))
    try:
        year = catalog.edition(found.edition).year
    except NotAllowed as error:
        raise BundleRefused("RB-V04", edition=found.edition) from error
    record = _find_received(db, found, year)
    if record is None:
        return JudgedReceipt(found, NOT_COME)
    original = intake.read_original(db, record.bundle_id)
    held = _receipt_of(original.package, record.bundle_id)
    if (
        record.bundle_id != found.bundle_id
    ):  # the same state as one file or in parts, or made on another laptop
        held = replace(
            held,
            bundle_id=found.bundle_id,
            device=found.device,
            at=found.at,
            revision=found.revision,
            final=found.final,
        )
    return _judged(found, held)


def _judged(found: Receipt, held: Receipt) -> JudgedReceipt:
    differences = receipts.differences(found, held)
    return JudgedReceipt(found, DIFFERENT if differences else TAKEN_IN, differences, held)


def _find_received(db: Store, found: Receipt, year: int) -> Received | None:
    """The package of a receipt, or one of the same office with the very same state."""
    known = submissions.list_received(db, year, found.office)
    by_id = (record for record in known if record.bundle_id == found.bundle_id)
    by_state = (record for record in known if record.state_id == found.state_id)
    return next(by_id, next(by_state, None))


def _receipt_of(package: Package, bundle_id: str) -> Receipt:
    year = catalog.edition(package.edition_id).year
    key = Key(package.office, year, catalog.UNIT_SHEET)
    answers = assessments.to_assessment(package.snapshot, key).answers
    sheet = scoring.score(catalog.instrument(key.instrument), answers)
    return receipts.receipt_of(package, bundle_id, codec.package_state_id(package), sheet)
