"""Packages, offices and editions for tests of bundles, and a bundle's files taken apart to be spoiled and put together again."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from rbdesk.domain import instrument_file
from rbdesk.domain.assessment import Answer, Evidence, Value, inputs
from rbdesk.domain.checks import Waiver
from rbdesk.domain.instrument import Edition, Instrument
from rbdesk.domain.lineage import Cell, Edit, RowKey, Snapshot
from rbdesk.domain.office import Office, Register
from rbdesk.domain.roster import ENROLLED, Enrolment
from rbdesk.domain.submission import Package, Profile, Revision
from rbdesk.domain.typed import clean_line, clean_text
from rbdesk.errors import BundleRefused
from rbdesk.exchange import bag, bundle, canonical, codec, head, signing
from rbdesk.exchange import rows as rows_of
from tests import build
from tests.exchange.forge import Forged, forge

KEY = signing.derive_key(b"rbdesk test key, no one's secret")
OTHER_KEY = signing.derive_key(b"another test key, no one's again")
DEVICE = signing.device_of(KEY.public, "Laptop Sekretariat Camat")
TINY = build.tiny()
EDITION = Edition("RB-2020", 2020, (TINY,), ((TINY.id, "c" * 64),), "d" * 64)
OFFICES = Register(
    "32.16",
    "Kabupaten Bekasi",
    (
        Office("32.16.08", "Kecamatan Cikarang Barat", "CKB", 0, 0),
        Office(build.OFFICE, "Kecamatan Cikarang Utara", "CKU", 0, 1),
    ),
    1,
    2,
)
PDF = b"%PDF-1.7\nlampiran\n"
PDF_SHA256 = hashlib.sha256(PDF).hexdigest()


def enrolment(key: signing.DeviceKey = KEY, **but: Any) -> Enrolment:
    given = dict(
        device=signing.device_id(key.public),
        key=key.public,
        office=build.OFFICE,
        label="Laptop",
        status=ENROLLED,
        since=build.NOW,
        by="Operator Setda",
    )
    return Enrolment(**(given | but))


ROSTER = (enrolment(),)


def trusting(**but: Any) -> dict[str, Any]:
    """The keyword arguments of a desk that knows the test's edition, offices and key."""
    given: dict[str, Any] = dict(editions={EDITION.id: EDITION}, offices=OFFICES, roster=ROSTER, staging=None)
    return given | but


def evidence(question: str = "X.P.1.i.a", content: bytes = PDF, **but: Any) -> Evidence:
    digest = hashlib.sha256(content).hexdigest()
    return build.an_evidence(question, digest, size=len(content), **but)


def rows(
    *values: Answer | Evidence | Profile, replica: str = build.REPLICA_A
) -> dict[RowKey, tuple[Cell, ...]]:
    """Rows of the tiny sheet: answers in the order of its questions, evidence where it says, the profile."""
    found: dict[RowKey, tuple[Cell, ...]] = {}
    questions = iter(TINY.nodes[place].code for place in TINY.question_places)
    for n, value in enumerate(values, start=1):
        cell = (build.a_cell(replica, n, value),)
        if isinstance(value, Answer):
            found["answers", TINY.id, next(questions)] = cell
        elif isinstance(value, Evidence):
            found["evidence", TINY.id, value.question, value.sha256] = cell
        else:
            found["profile",] = cell
    return found


def a_package(*values: Answer | Evidence | Profile, **but: Any) -> Package:
    """A package of the test's device; without values a typical one of four answers, one file and a profile."""
    if not values:
        values = (
            Answer("A", "SK Camat nomor 12\nberlaku s.d. 2021"),
            Answer("C"),
            Answer("Tidak", "belum ada — “menyusul”"),
            Answer(None, "masih dicari"),
            evidence(name="SK Camat.pdf", note="hal. 2"),
            Profile("Camat", "Kasi Pemerintahan", "021-000000"),
        )
    snapshot = Snapshot({build.REPLICA_A: len(values)}, rows(*values))
    return build.a_package(snapshot, **({"device": DEVICE} | but))


def carrying(folder: Path, *contents: bytes) -> tuple[tuple[str, Path], ...]:
    """Files of evidence in a folder, as a package carries them."""
    found = []
    for content in contents:
        digest = hashlib.sha256(content).hexdigest()
        path = folder / f"{digest}.bukti"
        path.write_bytes(content)
        found.append((digest, path))
    return tuple(found)


def key_file(folder: Path, key: signing.DeviceKey = KEY) -> Path:
    path = folder / "device.key"
    if not path.exists():
        signing.save_key(path, key)
    return path


def written(folder: Path, package: Package | None = None) -> Path:
    """A bundle on the disk; a typical one with its evidence where no package is given."""
    if package is None:
        package = a_package(blobs=carrying(folder, PDF))
    path, _ = bundle.write(package, key_file(folder), folder / "keluar")
    return path


# --- any state an office can be in ------------------------------------------------------------------------

long_texts = st.text(max_size=60).map(clean_text).filter(lambda text: len(text) <= 60)
names = st.text(min_size=1, max_size=40).map(clean_line).filter(lambda text: 1 <= len(text) <= 40)
replicas = st.sampled_from([build.REPLICA_A, build.REPLICA_B, build.REPLICA_C, "0123456789abcdef"])
moments = st.integers(0, 3_000_000_000).map(lambda second: datetime.fromtimestamp(946_684_800 + second, UTC))
edits = st.builds(Edit, replicas, st.integers(1, 2**40), moments, names)


def _values(instrument: Instrument, code: str) -> st.SearchStrategy[Value | None]:
    scale = instrument.question(code).scale
    if scale.options:
        return st.none() | st.sampled_from([option.label for option in scale.options])
    if scale.answer_type == "score_0_4":
        return st.none() | st.decimals(0, 4, places=2).map(lambda number: inputs(score=abs(number)))
    top = st.integers(0, 10**9)
    names_of = [item.id for item in scale.inputs]
    if "n_due" in names_of:
        return st.none() | top.map(lambda n: inputs(n_due=n, n_open=n // 3, n_done=n // 2))
    return st.none() | st.fixed_dictionaries(dict.fromkeys(names_of, top)).map(lambda n: inputs(**n))


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    found: dict[RowKey, tuple[Cell, ...]] = {}
    codes = [TINY.nodes[place].code for place in TINY.question_places]
    for code in draw(st.sets(st.sampled_from(codes))):
        answer = Answer(draw(_values(TINY, code)), draw(long_texts))
        found["answers", TINY.id, code] = (Cell(draw(edits), answer),)
    for code, digest in draw(st.sets(st.tuples(st.sampled_from(codes), st.integers(1, 9)), max_size=5)):
        sha256 = f"{digest:064x}"
        item = Evidence(
            code, sha256, 1000 + digest, draw(names), draw(st.sampled_from(list(rows_of.TYPE_WORDS))),
            draw(long_texts), draw(st.booleans()),
        )  # fmt: skip
        found["evidence", TINY.id, code, sha256] = (Cell(draw(edits), item),)
    if draw(st.booleans()):
        found["profile",] = (Cell(draw(edits), Profile(draw(names), draw(long_texts), "")),)
    vector: dict[str, int] = {}
    for (cell,) in found.values():
        vector[cell.edit.replica] = max(vector.get(cell.edit.replica, 0), cell.edit.n)
    return Snapshot(vector, found)


# --- a bundle taken apart ---------------------------------------------------------------------------------


@dataclass
class Draft:
    """A bundle's payload, to be changed and put together again with true lists and a true signature.

    `tags` replace a tag file after everything else was made from the true ones; `skip` leaves files out of the
    container; `is_mended` brings counts and state id of bundle.json in line with the other files.
    """

    payload: dict[str, bytes]
    key: signing.DeviceKey = KEY
    base: str = ""
    comment: str = ""
    tags: dict[str, bytes | Callable[[bytes], bytes]] = field(default_factory=dict)
    late: dict[str, bytes] = field(default_factory=dict)
    skip: set[str] = field(default_factory=set)
    order: Callable[[list[str]], list[str]] = sorted
    is_mended: bool = True

    def get(self, name: str) -> Any:
        return json.loads(self.payload[f"data/{name}.json"])

    def put(self, name: str, value: Any) -> None:
        """Replace a file by another value, decimals and all in the one form."""
        self.payload[f"data/{name}.json"] = json.dumps(
            value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode("utf-8", "surrogatepass")

    def change(self, name: str, **members: Any) -> None:
        self.put(name, self.get(name) | members)

    def change_row(self, name: str, place: int = 0, **members: Any) -> None:
        value = self.get(name)
        value[place] |= members
        self.put(name, value)

    def change_bundle(self, path: str, value: Any) -> None:
        """Replace a nested member of bundle.json, `path` with dots."""
        whole = self.get("bundle")
        inner = whole
        *outer, last = path.split(".")
        for name in outer:
            inner = inner[name]
        inner[last] = value
        self.put("bundle", whole)

    def mend(self) -> None:
        """Bring what bundle.json says of the other files in line with them."""
        said = self.get("bundle")
        if said["kind"] == "isian":
            answers, items = self.get("answers"), self.get("evidence")
            said["counts"] |= {
                "answers": len(answers),
                "answered": sum(row["v"] is not None for row in answers),
                "evidence": len(items),
                "evidence_bytes": sum(
                    {item["sha256"]: item["size"] for item in items if item["on"]}.values()
                ),
                "followups": len(self.get("followups")),
            }
        elif said["kind"] == "bukti":
            items = self.get("evidence")
            sizes = {item["sha256"]: item["size"] for item in items}
            said["counts"] |= {"evidence": len(items), "evidence_bytes": sum(sizes.values())}
        if said["kind"] != "bukti":  # which has its state's name
            said["rev"]["state_id"] = head.state_id(
                edition_id=said["edition"]["id"],
                edition_hash=said["edition"]["hash"],
                office=said["office"]["code"],
                vector=dict(said["vv"]),
                files=self._state(),
            )
        self.put("bundle", said)

    def _state(self) -> dict[str, bytes]:
        return head.state_files({path: raw for path, raw in self.payload.items() if path.endswith(".json")})

    def build(self) -> bytes:
        if self.is_mended:
            self.mend()
        try:
            whole = self.get("bundle")
            said = dict(
                kind=whole["kind"],
                edition=whole["edition"]["id"],
                office=whole["office"]["code"],
                device=whole["device"]["id"],
            )
            number = whole["rev"]["no"]
            comment = self.comment or (
                f"rbdesk1 kind={said['kind']} edition={said['edition']} office={said['office']} "
                f"device={said['device']} rev={number} state={whole['rev']['state_id']}"
            )
            base = self.base or bag.base_name(
                office=said["office"], kind=said["kind"], revision=number, device=said["device"]
            )
        except (KeyError, ValueError, TypeError):
            comment, base = self.comment or "x", self.base or "rbd-32.16.09-isian-r0001-AAAA"
        said_text = comment + base
        if not said_text.isascii() or not said_text.isprintable() or len(said_text) > 1000:
            comment, base = "x", "rbd-x"
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in self.payload.items()}
        tags = {
            bag.BAGIT: bag.DECLARATION,
            bag.INFO: bag.info(
                organisation="Kecamatan",
                at=build.NOW,
                agent="RBDesk",
                payload_bytes=sum(map(len, self.payload.values())),
                payload_files=len(self.payload),
            ),
            bag.MANIFEST: bag.manifest(digests),
        }
        self._replace(tags)
        tags[bag.TAG_MANIFEST] = bag.manifest(
            {name: hashlib.sha256(content).hexdigest() for name, content in tags.items()}
        )
        self._replace(tags)
        tags[bag.SIGNATURE] = signing.sign(self.key, tags[bag.TAG_MANIFEST], comment)
        self._replace(tags)
        files = tags | self.payload | self.late
        shown = sorted((name for name in files if name not in self.skip), key=bag.place)
        if self.order is not sorted:
            shown = self.order(shown)
        return forge([Forged(f"{base}/{name}", files[name]) for name in shown])

    def _replace(self, tags: dict[str, bytes]) -> None:
        for name in list(self.tags):
            if name in tags:
                new = self.tags.pop(name)
                tags[name] = new if isinstance(new, bytes) else new(tags[name])


def draft(path: Path) -> Draft:
    """The payload of a bundle on the disk."""
    return Draft(files_of(path, only="data/"))


def files_of(path: Path, only: str = "") -> dict[str, bytes]:
    """The files of a bundle by name without the base directory."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            name = info.filename.partition("/")[2]
            if name.startswith(only):
                found[name] = archive.read(info)
    return found


def with_score(value: str) -> Answer:
    return Answer(inputs(score=Decimal(value)))


def canonical_of(value: Mapping[str, Any]) -> bytes:
    return canonical.encode(dict(value))


def judge(path: Path, staging: Path, **but: Any) -> None:
    """Judge a bundle as the desk that `but` says would: the secretariat's that takes only isian, if nothing."""
    if "trust" in but:
        bundle.receive(path, but["trust"], staging)
    else:
        bundle.read(path, **trusting(**({"staging": staging} | but)))


def refusal_of(folder: Path, content: bytes, **but: Any) -> tuple[str, dict[str, Any]]:
    """Code and facts of judging a bundle's bytes: the same twice, and nothing is left in staging."""
    path = folder / "diuji.rbd.zip"
    path.write_bytes(content)
    staging = folder / "karantina"
    found = []
    for _ in range(2):
        try:
            judge(path, staging, **but)
            found.append(("", {}))
            shutil.rmtree(staging, ignore_errors=True)
        except BundleRefused as refused:
            found.append((refused.code, refused.facts))
            assert not staging.exists() or list(staging.iterdir()) == []
    assert found[0] == found[1]
    return found[0]


# --- the bundle that is kept for ever ---------------------------------------------------------------------

KEPT = Path(__file__).with_name("kept")


def kept_edition() -> Edition:
    """The edition of the kept bundle, which has an instrument of its own, so that no later edition can change it."""
    data = json.loads((KEPT / "format1-instrument.json").read_text(encoding="utf-8"), parse_float=Decimal)
    listed = ((data["id"], codec.instrument_hash(data)),)
    body = {"id": "KEPT-1", "year": 2020, "instruments": [list(pair) for pair in listed]}
    return Edition(
        "KEPT-1",
        2020,
        (instrument_file.parse(data),),
        listed,
        hashlib.sha256(canonical.encode(body)).hexdigest(),
    )


def kept_package(folder: Path) -> Package:
    """What is in the kept bundle of format 1.0: every answer type, odd text, evidence that stands and that is gone."""
    edition = kept_edition()
    (sheet,) = edition.instruments
    values: dict[str, Answer] = {
        "X.P.1.i.a": Answer("A", "baris satu\nbaris dua “kutip” \\ é 😀"),
        "X.P.1.i.b": Answer("C"),
        "X.P.1.i.c": Answer("Tidak", "belum"),
        "X.P.1.ii.a": Answer(None, "dikosongkan"),
        "X.P.2.i.a": Answer("AA"),
        "X.R.1.i.a": Answer(inputs(n_due=12, n_open=2, n_done=7)),
        "X.R.1.i.b": Answer(inputs(n_done=7, n_staff=0)),
        "X.R.1.ii.a": Answer(inputs(n_before=4, n_now=3)),
        "X.R.3.i.a": Answer(inputs(score=Decimal("3.62"))),
    }
    found: dict[RowKey, tuple[Cell, ...]] = {
        ("answers", sheet.id, code): (build.a_cell(build.REPLICA_A, n, answer),)
        for n, (code, answer) in enumerate(values.items(), start=1)
    }
    standing = evidence("X.P.1.i.a", name="SK Camat (1).pdf", note="hal. 2")
    gone = evidence("X.P.1.i.b", b"%PDF-gone", name="lama.pdf", on=False)
    not_here = evidence("X.R.1.i.a", b"%PDF-elsewhere", name="rekap.pdf")
    for n, item in enumerate((standing, gone, not_here), start=1):
        found["evidence", sheet.id, item.question, item.sha256] = (build.a_cell(build.REPLICA_B, n, item),)
    found["profile",] = (build.a_cell(build.REPLICA_B, 4, Profile("Camat", "Kasi Umum", "021-000000")),)
    return build.a_package(
        Snapshot({build.REPLICA_A: 9, build.REPLICA_B: 7}, found),
        edition_id=edition.id,
        edition_hash=edition.hash,
        device=DEVICE,
        revision=Revision(2, ("ab" * 32,), final=True),
        blobs=carrying(folder, PDF),
    )


def kept_package_with_waivers(folder: Path) -> Package:
    """What is in the kept bundle of format 1.1: that of 1.0, and findings that were set aside."""
    package = kept_package(folder)
    (sheet,) = kept_edition().instruments
    rows = dict(package.snapshot.rows)
    aside = Waiver("Berlaku lima tahun, “lihat” hal. 3")
    rows["waivers", sheet.id, "X.P.1.i.a", "stale_evidence"] = (build.a_cell(build.REPLICA_A, 10, aside),)
    rows["waivers", sheet.id, "X.P.1.i.c", "jump"] = (build.a_cell(build.REPLICA_B, 7, Waiver("", on=False)),)
    vector = {build.REPLICA_A: 10, build.REPLICA_B: 7}
    return replace(package, snapshot=Snapshot(vector, rows))
