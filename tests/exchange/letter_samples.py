"""Bundles of the kinds besides isian for tests, and the desks that take them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.correspondence import (
    Activation,
    Advice,
    DeskPackage,
    EvidencePackage,
    Header,
    Holdings,
    Piece,
    ReturnPackage,
    YearSettings,
)
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.instrument import Edition
from rbdesk.domain.lineage import Cell, RowKey, Snapshot
from rbdesk.domain.review import Reply, ReplyAct, Ruling, Verdict
from rbdesk.domain.roster import ENROLLED, ListedDevice, RosterNotice
from rbdesk.domain.submission import Made, Package, Part, Revision
from rbdesk.exchange import bundle, canonical, codec, editions, enrolment, pieces, signing, succession
from rbdesk.exchange.stages import Trust
from tests import build
from tests.exchange import samples
from tests.exchange.samples import DEVICE, EDITION, KEY, OFFICES, PDF, PDF_SHA256, TINY

SETDA = signing.derive_key(b"the secretariat's key for tests!")
NEXT = signing.derive_key(b"the secretariat's key after it !")
VERIFIER = signing.derive_key(b"the inspectorate's key for tests")
SETDA_DEVICE = signing.device_of(SETDA.public, "PC Bagian Organisasi")
SETDA_REPLICA, VERIFIER_REPLICA = "5" * 16, "6" * 16

CHAIN = (succession.first_key(SETDA.public),)
LONGER_CHAIN = succession.succeed(CHAIN, SETDA, NEXT.public, 10)
TOKEN = enrolment.make_token(build.OFFICE, seed=b"t" * 32)
RECIPIENT = "age1qnf8gh7jxhccfhp50n738lw0330rwv5dw85jt062xqv2n95myq0s24pslh"
ROSTER_NOTICE = RosterNotice(3, CHAIN, (ListedDevice(DEVICE.id, DEVICE.key, ENROLLED),), RECIPIENT)

ROW: RowKey = ("answers", TINY.id, "X.P.1.i.a")
RATIO_ROW: RowKey = ("answers", TINY.id, "X.R.1.i.b")
REC = f"{SETDA_REPLICA}-1"
OWN_REC = f"{build.REPLICA_A}-1"

LARGE = b"%PDF-1.7\n" + random.Random(2020).randbytes(9 * 2**20)
LARGE_SHA256 = hashlib.sha256(LARGE).hexdigest()

ALL_KINDS = frozenset({"isian", "bukti", "balasan", "aktivasi", "meja"})


def header(**but: Any) -> Header:
    given = Header(
        edition_id=EDITION.id,
        edition_hash=EDITION.hash,
        office=build.OFFICE,
        office_name="Kecamatan Cikarang Utara",
        device=SETDA_DEVICE,
        replica=SETDA_REPLICA,
        vector={SETDA_REPLICA: 9, VERIFIER_REPLICA: 9},
        revision=Revision(1, (), final=True),
        made=Made(build.NOW, "Operator Setda", "RBDesk 0.1.0"),
    )
    return replace(given, **but)


def a_ruling(n: int = 2, **but: Any) -> Ruling:
    given = Ruling(
        office=build.OFFICE,
        row=ROW,
        seen=((build.REPLICA_A, 1),),
        over=(),
        verdict=Verdict.CORRECT,
        value="B",
        reason="SK belum ditandatangani",
        edit=build.an_edit(but.pop("replica", SETDA_REPLICA), n),
    )
    return replace(given, **but)


def rulings() -> tuple[Ruling, ...]:
    """One of every verdict, of two verifiers, numbers too, in the order in which they travel."""
    numbers = inputs(n_done=7, n_staff=9)
    return (
        a_ruling(2),
        a_ruling(3, verdict=Verdict.AGREE, value=None, reason="", over=((SETDA_REPLICA, 2),)),
        a_ruling(4, row=RATIO_ROW, seen=(), value=numbers),
        a_ruling(5, row=("followups", REC), verdict=Verdict.REJECT, value=None),
        a_ruling(1, replica=VERIFIER_REPLICA, verdict=Verdict.ASK, value=None, reason="Mana SK-nya?"),
    )


def advice(**but: Any) -> Advice:
    given = Recommendation(
        id=REC,
        source=Source.LHE,
        letter="B/123/M.RB.05/2019",
        number="1.a",
        area="akuntabilitas",
        rows=(ROW,),
        text="Tetapkan indikator kinerja yang mengukur hasil.",
        due=date(2020, 8, 31),
    )
    return Advice(replace(given, **but), build.an_edit(SETDA_REPLICA, 1))


def a_return(**but: Any) -> ReturnPackage:
    given = ReturnPackage(
        header=header(),
        seq=5,
        rulings=rulings(),
        advice=(advice(),),
        roster=ROSTER_NOTICE,
        holdings=Holdings(have=(PDF_SHA256,), want=("e" * 64,), heads=("5" * 64,)),
    )
    return replace(given, **but)


def a_desk_package(**but: Any) -> DeskPackage:
    device = signing.device_of(VERIFIER.public, "Laptop Inspektorat")
    said = header(office=OFFICES.code, office_name=OFFICES.name, device=device, replica=VERIFIER_REPLICA)
    return replace(DeskPackage(said, rulings()), **but)


def next_edition() -> tuple[Edition, tuple[tuple[str, bytes], ...]]:
    """The edition of the year after, with one sheet and one file that is none."""
    survey: Mapping[str, object] = {"id": "skm-kecil", "title": "Survei", "elements": ["u1", "u2"]}
    files = (
        (TINY.id, editions.file_bytes(build.tiny_sheet())),
        ("skm-kecil", editions.file_bytes(survey)),
    )
    hashes = tuple((iid, hashlib.sha256(raw).hexdigest()) for iid, raw in files)
    edition = Edition("RB-2021", 2021, (TINY,), hashes, "")
    digest = hashlib.sha256(canonical.encode(editions.edition_json(edition))).hexdigest()
    return replace(edition, hash=digest), files


def an_activation(**but: Any) -> Activation:
    edition, files = next_edition()
    given = Activation(
        header=header(edition_id=edition.id, edition_hash=edition.hash),
        seq=1,
        edition=edition,
        files=files,
        advice=(advice(),),
        roster=ROSTER_NOTICE,
        token=TOKEN,
        settings=YearSettings(Decimal("60.01"), (("Penilaian mandiri", date(2020, 9, 14)),)),
    )
    return replace(given, **but)


def a_state(folder: Path, **but: Any) -> Package:
    """A state with a small file, a large one, and one that is elsewhere."""
    values = (
        Answer("A"),
        samples.evidence(name="SK Camat.pdf"),
        samples.evidence("X.P.1.i.b", LARGE, name="Laporan.pdf"),
        samples.evidence("X.P.1.i.c", b"%PDF-elsewhere", name="Hilang.pdf"),
    )
    return samples.a_package(*values, **({"blobs": samples.carrying(folder, PDF, LARGE)} | but))


def evidence_package(folder: Path, **but: Any) -> EvidencePackage:
    """Further evidence: one small file whole, and the first and last piece of a large one."""
    package = a_state(folder)
    files = dict(package.blobs)
    cut = pieces.cut(LARGE_SHA256, len(LARGE), files[LARGE_SHA256], 4 * 2**20)
    given = EvidencePackage(
        header=codec.header_of(package),
        state_id=codec.package_state_id(package),
        rows={
            key: cells
            for key, cells in package.snapshot.rows.items()
            if key[0] == "evidence" and key[-1] in (PDF_SHA256, LARGE_SHA256)
        },
        blobs=((PDF_SHA256, files[PDF_SHA256]),),
        pieces=(cut[0], cut[-1]),
        part=Part("0d5c7a52-0000-4000-8000-123456789abc", 2, 3),
    )
    return replace(given, **but)


def further_evidence(package: Package) -> EvidencePackage:
    """The evidence of a state, sent after it: small, with the file cut in two pieces."""
    (sha256, path), *_ = package.blobs
    first, second = (
        Piece(sha256, number, 2, path, place) for number, place in ((1, 0), (2, -(-len(PDF) // 2)))
    )
    return EvidencePackage(
        header=codec.header_of(package),
        state_id=codec.package_state_id(package),
        rows={key: cells for key, cells in package.snapshot.rows.items() if key[0] == "evidence"},
        pieces=(first, second),
    )


def a_state_with_followups(**but: Any) -> Package:
    """A state that has every table: own and foreign recommendations followed up, evidence at one, a reply."""
    own = Recommendation(OWN_REC, Source.COMPLAINT, "", "", "", (), "Perbaiki kotak saran", None)
    proof = samples.evidence(REC)
    found: dict[RowKey, tuple[Cell, ...]] = {
        ROW: (build.a_cell(build.REPLICA_A, 2, Answer("A")),),
        ("recommendations", OWN_REC): (build.a_cell(build.REPLICA_A, 1, own),),
        ("followups", OWN_REC): (
            build.a_cell(build.REPLICA_A, 3, FollowUp(OWN_REC, Status.NOT_BEGUN, 0, due=date(2020, 12, 1))),
        ),
        ("followups", REC): (
            build.a_cell(
                build.REPLICA_A, 4, FollowUp(REC, Status.UNDER_WAY, 60, "Susun IKU", "Draf ada", "Sekcam")
            ),
        ),
        ("evidence", "followups", REC, PDF_SHA256): (build.a_cell(build.REPLICA_A, 5, proof),),
        ("replies", f"{SETDA_REPLICA}-2"): (
            build.a_cell(build.REPLICA_A, 6, Reply((SETDA_REPLICA, 2), ReplyAct.RESPOND, "SK sudah terbit")),
        ),
    }
    return build.a_package(Snapshot({build.REPLICA_A: 6}, found), **({"device": DEVICE} | but))


# --- who takes them ---------------------------------------------------------------------------------------


def trust(**but: Any) -> Trust:
    """A desk that takes every kind and keeps every row: no real one does, so that one can judge them all."""
    roster = (
        *samples.ROSTER,
        samples.enrolment(VERIFIER, office=OFFICES.code, label="Laptop Inspektorat"),
    )
    given = Trust(
        editions={EDITION.id: EDITION},
        offices=OFFICES,
        roster=roster,
        secretariat=CHAIN,
        tokens={TOKEN.id: TOKEN},
        kinds=ALL_KINDS,
        tables=codec.ALL_TABLES,
    )
    return replace(given, **but)


def key_file(folder: Path, key: signing.DeviceKey) -> Path:
    path = folder / f"{signing.device_id(key.public)}.key"
    if not path.exists():
        signing.save_key(path, key)
    return path


def written(folder: Path, package: Any, key: signing.DeviceKey | None = None) -> Path:
    """A bundle of any kind on the disk, signed by whoever signs such a kind."""
    signer = key or {ReturnPackage: SETDA, Activation: SETDA, DeskPackage: VERIFIER}.get(type(package), KEY)
    path, _ = bundle.write(package, key_file(folder, signer), folder / "keluar")
    return path
