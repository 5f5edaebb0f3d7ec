"""What the secretariat has said it holds of this office: from the newest balasan, which lies in the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rbdesk.domain.correspondence import RETURN, Delivery, Holdings, ReturnPackage
from rbdesk.errors import BundleRefused
from rbdesk.exchange import bundle
from rbdesk.store import journal
from rbdesk.store.database import Store
from rbdesk.workflow import letters


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The number of the newest balasan and what it says is held and wanted, by SHA-256 and state id."""

    number: int
    holdings: Holdings


def load_acknowledged(db: Store) -> Acknowledged | None:
    """What the newest balasan says; None before the first, or where this program can no longer believe it."""
    for entry in reversed(journal.list_of_act(db, "receive")):
        if not isinstance(entry.new, Mapping) or entry.new.get("kind") != RETURN:
            continue
        path = db.folder.archived(str(entry.new["bundle_id"]))
        try:
            found = bundle.receive(path, letters.load_letter_trust(db), None)
        except BundleRefused:
            return None
        if isinstance(found, Delivery) and isinstance(found.package, ReturnPackage):
            return Acknowledged(found.package.header.revision.number, found.package.holdings)
    return None
