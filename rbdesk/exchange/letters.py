"""The kinds besides isian as JSON files and back: bukti, balasan, aktivasi, meja (RB-D01 … RB-D10, RB-M01).

Knows which files each kind has and what they mean together; knows no zip and no signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from rbdesk.domain import reference
from rbdesk.domain.conditions import ConditionMark
from rbdesk.domain.correspondence import (
    DESK,
    EVIDENCE,
    RETURN,
    Activation,
    DeskPackage,
    EvidencePackage,
    ReturnPackage,
    kind_of,
)
from rbdesk.domain.instrument import Edition
from rbdesk.domain.lineage import Edit, covers
from rbdesk.domain.office import Register
from rbdesk.domain.review import Ruling
from rbdesk.exchange import (
    canonical,
    condition_rows,
    editions,
    followup_rows,
    head,
    notices,
    review_rows,
    rows,
)
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.editions import EDITION_FILE
from rbdesk.exchange.followup_rows import RECOMMENDATIONS_FILE
from rbdesk.exchange.head import BUNDLE_FILE, NO_EVIDENCE, SOME_EVIDENCE, Head
from rbdesk.exchange.notices import ENROL_FILE, HOLDINGS_FILE, ROSTER_FILE
from rbdesk.exchange.review_rows import REVIEWS_FILE
from rbdesk.exchange.rows import EVIDENCE_FILE
from rbdesk.exchange.schema import refuse

Letter: TypeAlias = EvidencePackage | ReturnPackage | Activation | DeskPackage


# --- values to files --------------------------------------------------------------------------------------


def payload_files(letter: Letter) -> dict[str, bytes]:
    """Return the JSON files of a letter by path, bundle.json among them.

    Raises ValueError: something that no reader would take.
    """
    files = _content_files(letter)
    return files | {BUNDLE_FILE: head.encode(_head(letter, files))}


def _content_files(letter: Letter) -> dict[str, bytes]:
    found: dict[str, Json] = {}
    instruments: dict[str, bytes] = {}
    match letter:
        case EvidencePackage():
            found[EVIDENCE_FILE] = rows.evidence_json(letter.rows)
        case DeskPackage():
            found[REVIEWS_FILE] = review_rows.rulings_json(letter.rulings)
        case ReturnPackage():
            found[REVIEWS_FILE] = review_rows.rulings_json(letter.rulings)
            found[RECOMMENDATIONS_FILE] = followup_rows.advice_json(letter.advice)
            found[ROSTER_FILE] = notices.roster_json(letter.roster)
            found[HOLDINGS_FILE] = notices.holdings_json(letter.holdings)
            found |= _conditions(letter)
        case Activation():
            found[EDITION_FILE] = editions.edition_json(letter.edition)
            found[RECOMMENDATIONS_FILE] = followup_rows.advice_json(letter.advice)
            found[ROSTER_FILE] = notices.roster_json(letter.roster)
            found[ENROL_FILE] = notices.enrol_json(letter.token, letter.settings)
            found |= _conditions(letter)
            instruments = {editions.instrument_path(iid): raw for iid, raw in letter.files}
    return {path: canonical.encode(value) for path, value in found.items()} | instruments


def _head(letter: Letter, files: Mapping[str, bytes]) -> Head:
    kind, header = kind_of(letter), letter.header
    if isinstance(letter, EvidencePackage):
        return Head(
            kind=kind,
            header=header,
            state_id=letter.state_id,
            counts=_evidence_counts(letter),
            evidence_mode=SOME_EVIDENCE,
            part=letter.part,
            enrolment=letter.enrolment,
        )
    state = head.state_id_of(header, head.state_files(files))
    seq = None if isinstance(letter, DeskPackage) else letter.seq
    minor = condition_rows.MINOR if condition_rows.FILE in files else 0
    return Head(kind=kind, header=header, state_id=state, seq=seq, minor=minor)


def _conditions(letter: ReturnPackage | Activation) -> dict[str, Json]:
    """The file of what was ticked, where anything was."""
    marks = letter.conditions
    return {condition_rows.FILE: condition_rows.conditions_json(marks)} if marks else {}


def _evidence_counts(letter: EvidencePackage) -> Mapping[str, int]:
    sizes = sum(item.size for item in letter.files.values())
    return {**head.NO_COUNTS, "evidence": len(letter.rows), "evidence_bytes": sizes}


# --- files to values --------------------------------------------------------------------------------------


def read_letter(
    contents: Mapping[str, Json],
    raw: Mapping[str, bytes],
    edition: Edition | None,
    offices: Register | None,
) -> tuple[Letter, Head]:
    """Return what the files of a letter hold, and its bundle.json; `contents` and `raw` are by path.

    Without an edition questions are not judged, and without a register offices are not: so a writer looks at its
    own work. Raises BundleRefused: RB-D01 … RB-D10, RB-M01.
    """
    read = head.read(contents[BUNDLE_FILE])
    is_open = head.is_open(contents[BUNDLE_FILE])
    header = read.header
    if read.kind == EVIDENCE:
        return _read_evidence(contents, read, edition, is_open), read

    letter: Letter
    if read.kind == DESK:
        rulings = _read_rulings(contents, edition, offices, is_open=is_open)
        letter = DeskPackage(header, rulings)
    elif read.kind == RETURN:
        rulings = _read_rulings(contents, edition, offices, of=header.office, is_open=is_open)
        letter = ReturnPackage(
            header=header,
            seq=read.seq or 0,
            rulings=rulings,
            advice=followup_rows.read_advice(contents[RECOMMENDATIONS_FILE], edition, is_open=is_open),
            roster=notices.read_roster(contents[ROSTER_FILE], is_open=is_open),
            holdings=notices.read_holdings(contents[HOLDINGS_FILE], is_open=is_open),
            conditions=_read_conditions(contents, edition, is_open=is_open),
        )
    else:
        found = editions.read_edition(raw, contents, is_open=is_open)
        if found.id != header.edition_id:
            refuse("RB-D09", EDITION_FILE, "id")
        token, settings = notices.read_enrol(contents[ENROL_FILE], header.office, is_open=is_open)
        letter = Activation(
            header=header,
            seq=read.seq or 0,
            edition=found,
            files=tuple((iid, raw[editions.instrument_path(iid)]) for iid, _ in found.hashes),
            advice=followup_rows.read_advice(contents[RECOMMENDATIONS_FILE], found, is_open=is_open),
            roster=notices.read_roster(contents[ROSTER_FILE], is_open=is_open),
            token=token,
            settings=settings,
            conditions=_read_conditions(contents, found, is_open=is_open),
        )
    head.judge_state(read, raw)
    head.judge_counts(read, head.NO_COUNTS)
    if read.evidence_mode != NO_EVIDENCE:
        refuse("RB-D09", BUNDLE_FILE, "evidence_mode")
    return letter, read


def judge_history(letter: Letter) -> None:
    """Stage M of a letter: no edit is above the vector of the bundle that carries it (RB-M01)."""
    vector = letter.header.vector
    for edit in _edits(letter):
        if not covers(vector, edit.dot):
            refuse("RB-M01", BUNDLE_FILE, "vv", row=reference.dot_text(edit.dot))


def _edits(letter: Letter) -> Iterator[Edit]:
    if isinstance(letter, EvidencePackage):
        yield from (cell.edit for cells in letter.rows.values() for cell in cells)
    if isinstance(letter, ReturnPackage | DeskPackage):
        yield from (ruling.edit for ruling in letter.rulings)
    if isinstance(letter, ReturnPackage | Activation):
        yield from (item.edit for item in letter.advice)
        yield from (mark.edit for mark in letter.conditions)


def _read_conditions(
    contents: Mapping[str, Json], edition: Edition | None, *, is_open: bool
) -> tuple[ConditionMark, ...]:
    if condition_rows.FILE not in contents:
        return ()
    return condition_rows.read_conditions(contents[condition_rows.FILE], edition, is_open=is_open)


def _read_evidence(
    contents: Mapping[str, Json], read: Head, edition: Edition | None, is_open: bool
) -> EvidencePackage:
    found = rows.read_evidence(contents[EVIDENCE_FILE], edition, is_open=is_open)
    letter = EvidencePackage(
        header=read.header,
        state_id=read.state_id,
        rows=found,
        part=read.part,
        enrolment=read.enrolment,
    )
    head.judge_counts(read, _evidence_counts(letter))
    if read.evidence_mode != SOME_EVIDENCE:
        refuse("RB-D09", BUNDLE_FILE, "evidence_mode")
    return letter


def _read_rulings(
    contents: Mapping[str, Json],
    edition: Edition | None,
    offices: Register | None,
    *,
    of: str = "",
    is_open: bool,
) -> tuple[Ruling, ...]:
    """Return the rulings, all of one office where `of` names it, else of offices that there are."""
    found = review_rows.read_rulings(contents[REVIEWS_FILE], edition, is_open=is_open)
    for place, ruling in enumerate(found):
        is_strange = ruling.office != of if of else offices is not None and not offices.office(ruling.office)
        if is_strange:
            refuse("RB-D10", REVIEWS_FILE, f"[{place}].o")
    return found
