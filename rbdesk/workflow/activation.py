"""A berkas aktivasi before there is a desk: read it, compare the secretariat's key, make the office's desk with it."""

from __future__ import annotations

from pathlib import Path

from rbdesk.domain.correspondence import ACTIVATION, Activation, Delivery
from rbdesk.errors import BundleRefused
from rbdesk.exchange import bundle, succession
from rbdesk.exchange.stages import Trust
from rbdesk.progress import SILENT, Progress
from rbdesk.workflow import catalog


def read_activation(path: Path, confirmed: bytes = b"", progress: Progress = SILENT) -> Delivery:
    """Judge an activation file at a computer without a desk; `confirmed` is the key whose digits a person compared.

    Raises BundleRefused: RB-S07 (no key was compared yet) and RB-S09 (another one signed) name `key`, `fingerprint`
    and `office` for `returning.confirm`; RB-V03 (no activation file); Cancelled.
    """
    trust = Trust(
        editions={edition.id: edition for edition in catalog.editions()},
        offices=catalog.register(),
        roster=(),
        secretariat=(succession.first_key(confirmed),) if confirmed else (),
        kinds=frozenset({ACTIVATION}),
    )
    found = bundle.receive(path, trust, None, progress)
    if not isinstance(found, Delivery) or not isinstance(found.package, Activation):
        raise BundleRefused("RB-V03")
    return found


def office_of(delivery: Delivery) -> str:
    """The code of the office that an activation file is for."""
    return _activation(delivery).header.office


def year_of(delivery: Delivery) -> int:
    """The year that an activation file begins."""
    return catalog.edition(_activation(delivery).header.edition_id).year


def _activation(delivery: Delivery) -> Activation:
    if not isinstance(delivery.package, Activation):
        raise BundleRefused("RB-V03", kind=delivery.kind)
    return delivery.package
