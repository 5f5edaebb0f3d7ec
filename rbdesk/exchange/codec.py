"""Domain values to the JSON files of a bundle of kind isian and back, judged member by member (RB-D01 … RB-D10).

Knows the state files, seven and one more where findings were set aside, and the order of their rows; knows no zip, no signature and no file system.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from rbdesk.domain import reference
from rbdesk.domain.assessment import Answer, Evidence
from rbdesk.domain.checks import Waiver
from rbdesk.domain.correspondence import STATE, Header
from rbdesk.domain.followup import FollowUp, Recommendation
from rbdesk.domain.instrument import Edition
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.review import Reply
from rbdesk.domain.submission import Package
from rbdesk.domain.survey import Batch
from rbdesk.errors import NotAllowed
from rbdesk.exchange import canonical, edits, followup_rows, head, rows, schema, survey_rows, waiver_rows
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.head import ALL_EVIDENCE, BUNDLE_FILE, NO_EVIDENCE, SOME_EVIDENCE, Head
from rbdesk.exchange.rows import Rows
from rbdesk.exchange.schema import refuse
from rbdesk.exchange.strictzip import JSON_LIMIT_BYTES

ANSWERS, EVIDENCE, FOLLOWUPS, PROFILE, RECOMMENDATIONS, REPLIES, SKM = (
    *("answers.json", "evidence.json", "followups.json", "profile.json"),
    *("recommendations.json", "replies.json", "skm.json"),
)
STATE_FILES = (ANSWERS, EVIDENCE, FOLLOWUPS, PROFILE, RECOMMENDATIONS, REPLIES, SKM)
WAIVERS = "waivers.json"  # from minor version 1 on, where there are any

# What the rows of a desk may be about. A desk that keeps no follow-ups refuses them instead of losing them
_TABLES = {
    FOLLOWUPS: reference.FOLLOWUPS,
    RECOMMENDATIONS: reference.RECOMMENDATIONS,
    REPLIES: reference.REPLIES,
    SKM: reference.SURVEYS,
}
FIRST_TABLES = frozenset({reference.ANSWERS, reference.EVIDENCE, reference.PROFILE})
ALL_TABLES = FIRST_TABLES | frozenset(_TABLES.values()) | {reference.WAIVERS}


@dataclass(frozen=True, slots=True)
class Read:
    """What bundle.json and the state files say."""

    package: Package
    state_id: str
    evidence_mode: str


# --- values to files --------------------------------------------------------------------------------------


def state_files(package: Package) -> dict[str, bytes]:
    """Return the state of an office as canonical files by name (`answers.json` …), all seven of them, and waivers.

    Raises NotAllowed("conflict"): rows with several values, which only the office can settle. ValueError:
    something that no reader would take.
    """
    conflicts = package.snapshot.conflicts()
    if conflicts:
        raise NotAllowed("conflict", count=len(conflicts))
    found: dict[str, list[tuple[tuple[object, ...], Json]]] = {name: [] for name in (*STATE_FILES, WAIVERS)}
    profile: Json = None
    for key, (cell,) in package.snapshot.rows.items():
        row = value_json(cell.value) | {"e": edits.edit_json(cell.edit)}
        match key:
            case ("answers", instrument, question):
                found[ANSWERS].append(((instrument, question), row | {"i": instrument, "q": question}))
            case ("evidence", *_):
                continue  # below: the rows of further evidence have the same form
            case ("followups", rec):
                found[FOLLOWUPS].append(((rec,), row | {"rec": rec}))
            case ("recommendations", rec):
                found[RECOMMENDATIONS].append(((rec,), row | {"rec": rec}))
            case ("replies", _) if isinstance(cell.value, Reply):
                found[REPLIES].append((cell.value.to, row | {"to": edits.dot_json(cell.value.to)}))
            case ("surveys", *name) if isinstance(cell.value, Batch):
                found[SKM].append((tuple(name), row | survey_rows.name_json(cell.value)))
            case ("waivers", *name):
                found[WAIVERS].append((tuple(name), row | waiver_rows.name_json(key)))
            case ("profile",):
                profile = row
            case _:
                raise ValueError(f"a row that no file holds: {key}")
    contents: dict[str, Json] = {
        name: [row for _, row in sorted(listed, key=lambda item: item[0])] for name, listed in found.items()
    }
    contents[EVIDENCE] = rows.evidence_json(package.snapshot.rows)
    contents[PROFILE] = profile
    written = (*STATE_FILES, WAIVERS) if found[WAIVERS] else STATE_FILES
    return {name: canonical.encode(contents[name]) for name in written}


def value_json(value: object) -> dict[str, Json]:
    """Return the members of a row that say its value. Raises ValueError: no row holds it, or no number has this form."""
    if isinstance(value, Recommendation | FollowUp | Reply):
        return followup_rows.value_json(value)
    if isinstance(value, Batch):
        return survey_rows.value_json(value)
    if isinstance(value, Waiver):
        return waiver_rows.value_json(value)
    return rows.value_json(value)


def header_of(package: Package) -> Header:
    """Return what a package says of itself."""
    return Header(
        edition_id=package.edition_id,
        edition_hash=package.edition_hash,
        office=package.office,
        office_name=package.office_name,
        device=package.device,
        replica=package.replica,
        vector=package.snapshot.vector,
        revision=package.revision,
        made=package.made,
    )


def package_state_id(package: Package) -> str:
    """Return the name of the state that a package holds. Raises as `state_files` does."""
    return head.state_id_of(header_of(package), state_files(package))


def bundle_file(package: Package, state: str) -> bytes:
    """Return bundle.json: identity, lineage and counts of a package with this state id."""
    return head.encode(
        Head(
            kind=STATE,
            header=header_of(package),
            state_id=state,
            counts=count_rows(package.snapshot),
            evidence_mode=evidence_mode(package.snapshot, {sha256 for sha256, _ in package.blobs}),
            part=package.part,
            enrolment=package.enrolment,
            minor=int(any(key[0] == reference.WAIVERS for key in package.snapshot.rows)),
        )
    )


def count_rows(snapshot: Snapshot) -> dict[str, int]:
    """Return the counts of bundle.json; `evidence_bytes` are those of the files that stand, each once."""
    values = [cell.value for cells in snapshot.rows.values() for cell in cells]
    standing = {item.sha256: item.size for item in standing_evidence(snapshot)}
    return {
        "answers": sum(isinstance(value, Answer) for value in values),
        "answered": sum(isinstance(value, Answer) and value.value is not None for value in values),
        "evidence": sum(isinstance(value, Evidence) for value in values),
        "evidence_bytes": sum(standing.values()),
        "followups": sum(isinstance(value, FollowUp) for value in values),
        "skm": sum(isinstance(value, Batch) for value in values),
    }


def evidence_mode(snapshot: Snapshot, carried: Set[str]) -> str:
    """Return the word for how much of the standing evidence is carried: semua, sebagian or tanpa."""
    standing = {item.sha256 for item in standing_evidence(snapshot)}
    if standing <= carried:
        return ALL_EVIDENCE
    return SOME_EVIDENCE if carried else NO_EVIDENCE


def standing_evidence(snapshot: Snapshot) -> Iterator[Evidence]:
    """Yield the evidence that was not taken away again."""
    for cells in snapshot.rows.values():
        for cell in cells:
            if isinstance(cell.value, Evidence) and cell.value.on:
                yield cell.value


def instrument_hash(data: object) -> str:
    """Return the SHA-256 of an instrument file's canonical form; `data` is its JSON with exact decimals."""
    return hashlib.sha256(canonical.encode(canonical.plain(data))).hexdigest()


def view_digest(snapshots: Mapping[tuple[str, str], Snapshot]) -> str:
    """Return the digest of what a desk holds, by (office, edition): vectors, dots and values, conflicts included.

    Wall times and people's names are left out, so that no clock can make two equal desks differ. It is that of one
    list, encoded office by office: encoded at once, it would keep the window's thread waiting for as long.
    """
    digest = hashlib.sha256(b"[")
    for place, key in enumerate(sorted(snapshots)):
        snapshot = snapshots[key]
        body: Json = [*key, head.vector_json(snapshot.vector), _rows_json(snapshot)]
        digest.update(b"," if place else b"")
        digest.update(canonical.encode(body))
    digest.update(b"]")
    return digest.hexdigest()


def _rows_json(snapshot: Snapshot) -> Json:
    found: list[Json] = []
    for key in sorted(snapshot.rows):
        cells = sorted(snapshot.rows[key], key=lambda cell: cell.edit.dot)
        found.append([list(key), [[*cell.edit.dot, value_json(cell.value)] for cell in cells]])
    return found


# --- files to values --------------------------------------------------------------------------------------


def decode_files(files: Mapping[str, bytes]) -> dict[str, Json]:
    """Return the JSON of a bundle's files; bundle.json first, the others by name, so that one file fails first.

    Raises BundleRefused: RB-J01 … RB-J08.
    """
    names = sorted(files, key=lambda name: (name != BUNDLE_FILE, name))
    return {name: canonical.decode(files[name], JSON_LIMIT_BYTES, name) for name in names}


def read_package(
    contents: Mapping[str, Json],
    raw: Mapping[str, bytes],
    edition: Edition | None,
    tables: Set[str] = ALL_TABLES,
) -> Read:
    """Return what the files of an isian bundle hold; `contents` and `raw` are by path (`data/answers.json`).

    `raw` are all JSON files, `contents` at least those that this version knows. Without an edition its questions and their choices are not judged: so a writer looks at its own work. `tables`
    are those whose rows the caller can keep.
    Raises BundleRefused: RB-D01 … RB-D10.
    """
    is_open = head.is_open(contents[BUNDLE_FILE])
    read = head.read(contents[BUNDLE_FILE])
    header = read.header

    found: Rows = {}
    found |= rows.read_answers(contents[f"data/{ANSWERS}"], edition, is_open=is_open)
    found |= rows.read_evidence(contents[f"data/{EVIDENCE}"], edition, is_open=is_open)
    found |= rows.read_profile(contents[f"data/{PROFILE}"], is_open=is_open)
    _refuse_unkept(contents, tables)
    found |= followup_rows.read_recommendations(
        contents[f"data/{RECOMMENDATIONS}"], edition, header.vector, is_open=is_open
    )
    found |= followup_rows.read_followups(contents[f"data/{FOLLOWUPS}"], is_open=is_open)
    found |= followup_rows.read_replies(contents[f"data/{REPLIES}"], header.vector, is_open=is_open)
    found |= survey_rows.read_surveys(contents[f"data/{SKM}"], edition, is_open=is_open)
    if waiver_rows.FILE in contents:
        if reference.WAIVERS not in tables:
            refuse("RB-D03", waiver_rows.FILE)
        found |= waiver_rows.read_waivers(contents[waiver_rows.FILE], edition, is_open=is_open)
    followup_rows.judge_own(found, header.vector)
    if reference.FOLLOWUPS not in tables and any(key[:2] == ("evidence", "followups") for key in found):
        refuse("RB-D10", f"data/{EVIDENCE}")

    snapshot = Snapshot(header.vector, found)
    head.judge_state(read, raw)
    head.judge_counts(read, count_rows(snapshot))
    package = Package(
        edition_id=header.edition_id,
        edition_hash=header.edition_hash,
        office=header.office,
        office_name=header.office_name,
        device=header.device,
        replica=header.replica,
        revision=header.revision,
        made=header.made,
        snapshot=snapshot,
        part=read.part,
        enrolment=read.enrolment,
    )
    return Read(package, read.state_id, read.evidence_mode)


def _refuse_unkept(contents: Mapping[str, Json], tables: Set[str]) -> None:
    """Refuse rows of tables that nobody here could keep (RB-D03)."""
    for name, table in _TABLES.items():
        file = f"data/{name}"
        listed = schema.items(contents[file], file, "", rows.MOST_ANSWERS)
        if listed and table not in tables:
            refuse("RB-D03", file)
