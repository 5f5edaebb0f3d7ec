"""How much evidence an office may have: as the secretariat's activation file says, before it as the edition proposes."""

from __future__ import annotations

from rbdesk.domain.correspondence import MOST_OF_A_FILE, MOST_OF_ALL
from rbdesk.errors import NotAllowed
from rbdesk.exchange import codec
from rbdesk.store import assessments, settings
from rbdesk.store import evidence as files
from rbdesk.store.database import Store

FACT = "evidence_limits"


def load_limits(db: Store) -> tuple[int, int]:
    """The most bytes of one file, and of all files of an office's year."""
    said = settings.load_fact(db, FACT).split()
    if len(said) == 2:
        return int(said[0]), int(said[1])
    return MOST_OF_A_FILE, MOST_OF_ALL  # a desk that was made before they were kept


def limits_text(most_of_a_file: int, most_of_all: int) -> str:
    """The limits as a desk keeps them."""
    return f"{most_of_a_file} {most_of_all}"


def must_be_small(size: int, name: str, most: int) -> None:
    """Raises NotAllowed("evidence_too_big"): a file of more than `most` bytes."""
    if size > most:
        raise NotAllowed("evidence_too_big", name=name, size=size, most=most)


def must_fit(db: Store, office: str, year: int, *, sha256: str, size: int, name: str) -> None:
    """Raises NotAllowed: "evidence_too_big" (more than one file may have), "evidence_full" (all would be too much)."""
    most_of_a_file, most_of_all = load_limits(db)
    must_be_small(size, name, most_of_a_file)
    if files.load_total(db) + size <= most_of_all:
        return
    standing = codec.standing_evidence(assessments.load_snapshot(db, office, year))
    sizes = {item.sha256: item.size for item in standing} | {sha256: size}
    if sum(sizes.values()) > most_of_all:
        raise NotAllowed("evidence_full", name=name, most=most_of_all)
