from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.assessment import Answer, inputs
from tests import build
from tests.exchange import samples
from tests.exchange.samples import TINY, Draft

EDIT = {"n": 1, "r": build.REPLICA_A, "t": "2020-08-27T03:43:00Z", "u": "Operator"}


def a_row(**but: Any) -> dict[str, Any]:
    return {"i": TINY.id, "q": "X.P.1.i.a", "v": "A", "n": "", "e": EDIT} | but


def an_item(**but: Any) -> dict[str, Any]:
    return {
        "row": f"answers/{TINY.id}/X.P.1.i.a", "sha256": "a" * 64, "size": 5, "name": "SK.pdf", "mime": "pdf",
        "on": False, "n": "", "e": EDIT,
    } | but  # fmt: skip


def noise(n: int) -> str:
    """Text that does not pack: many equal rows would be refused as a bomb before they are counted."""
    return hashlib.sha256(str(n).encode()).hexdigest()


def answers(*rows: Any) -> Callable[[Draft], None]:
    return lambda draft: draft.put("answers", list(rows))


def evidence(*rows: Any) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        draft.payload.pop(f"data/evidence/{samples.PDF_SHA256}", None)
        draft.put("evidence", list(rows))

    return spoil


def less(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def edited(**but: Any) -> dict[str, Any]:
    return a_row(e=EDIT | but)


def raw(name: str, content: bytes) -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        draft.payload[f"data/{name}.json"] = content
        draft.is_mended = False

    return spoil


def unmended(spoil: Callable[[Draft], object]) -> Callable[[Draft], None]:
    def both(draft: Draft) -> None:
        spoil(draft)
        draft.is_mended = False

    return both


SPOILS: dict[str, tuple[str, Callable[[Draft], object]]] = {
    "latin-1": ("RB-J01", raw("answers", '[{"n":"é"}]'.encode("latin-1"))),
    "a BOM": ("RB-J01", raw("answers", b"\xef\xbb\xbf[]")),
    "no JSON": ("RB-J02", raw("skm", b"[")),
    "too deep": ("RB-J03", raw("skm", b"[" * 17 + b"]" * 17)),
    "a member twice": ("RB-J04", raw("profile", b'{"head":"a","head":"b"}')),
    "a float": ("RB-J05", raw("answers", b'[{"v":0.67}]')),
    "a huge integer": ("RB-J05", raw("answers", b"[9007199254740993]")),
    "bidi text": ("RB-J06", raw("answers", '[{"n":"\u202egp.exe"}]'.encode())),
    "a lone surrogate": ("RB-J06", raw("answers", b'[{"n":"\\ud800"}]')),
    "not NFC": ("RB-J06", raw("answers", '[{"n":"e\u0301"}]'.encode())),
    "blanks": ("RB-J07", raw("answers", b"[ ]")),
    "members unsorted": ("RB-J07", raw("profile", b'{"phone":"","head":""}')),
    "answers are no list": ("RB-D03", lambda draft: raw("answers", b"{}")(draft)),
    "an answer is no object": ("RB-D03", raw("answers", b"[1]")),
    "no instrument": ("RB-D01", answers(less(a_row(), "i"))),
    "no value": ("RB-D01", raw("answers", samples.canonical.encode([less(a_row(), "v")]))),
    "no note": ("RB-D01", answers(less(a_row(), "n"))),
    "no edit": ("RB-D01", answers(less(a_row(), "e"))),
    "no user": ("RB-D01", answers(a_row(e=less(EDIT, "u")))),
    "a member too many": ("RB-D02", answers(a_row(x=1))),
    "a member too many in an edit": ("RB-D02", answers(edited(x=1))),
    "instrument malformed": ("RB-D03", answers(a_row(i="Lembar Kecil"))),
    "question malformed": ("RB-D03", answers(a_row(q="x.p"))),
    "value a number": ("RB-D03", answers(a_row(v=1))),
    "value true": ("RB-D03", answers(a_row(v=True))),
    "value a list": ("RB-D03", answers(a_row(v=["A"]))),
    "value an empty object": ("RB-D03", answers(a_row(v={}))),
    "a count as text": ("RB-D03", answers(a_row(v={"n_due": "12"}))),
    "a score as integer": ("RB-D03", answers(a_row(v={"score": 3}))),
    "a score in another form": ("RB-D03", answers(a_row(v={"score": "3.50"}))),
    "note a number": ("RB-D03", answers(a_row(n=1))),
    "replica malformed": ("RB-D03", answers(edited(r="xyz"))),
    "counter zero": ("RB-D03", answers(edited(n=0))),
    "counter too large": ("RB-D03", answers(edited(n=2**40 + 1))),
    "time without a zone": ("RB-D03", answers(edited(t="2020-08-27T03:43:00"))),
    "instrument not of the edition": ("RB-D04", answers(a_row(i="lke-lain"))),
    "question not of the instrument": ("RB-D04", answers(a_row(q="X.P.9"))),
    "a heading is no question": ("RB-D04", answers(a_row(q="X.P.1"))),
    "option not of the question": ("RB-D05", answers(a_row(v="D"))),
    "option in small letters": ("RB-D05", answers(a_row(v="a"))),
    "numbers for a choice": ("RB-D05", answers(a_row(v={"n_due": 1}))),
    "a choice for numbers": ("RB-D05", answers(a_row(q="X.R.1.i.a", v="A"))),
    "a count is missing": ("RB-D05", answers(a_row(q="X.R.1.i.a", v={"n_due": 1, "n_done": 1}))),
    "an unknown count": ("RB-D05", answers(a_row(q="X.R.1.i.b", v={"n_done": 1, "n_x": 1}))),
    "a negative count": ("RB-D05", answers(a_row(q="X.R.1.i.b", v={"n_done": -1, "n_staff": 1}))),
    "done more than due": (
        "RB-D05",
        answers(a_row(q="X.R.1.i.a", v={"n_due": 1, "n_done": 2, "n_open": 0})),
    ),
    "a score beyond its scale": ("RB-D05", answers(a_row(q="X.R.3.i.a", v={"score": "4.01"}))),
    "rows unsorted": ("RB-D06", answers(a_row(q="X.P.1.i.b", v="A"), a_row())),
    "a row twice": ("RB-D06", answers(a_row(), a_row())),
    "note too long": ("RB-D07", answers(a_row(n="x" * 2001))),
    "label too long": ("RB-D07", answers(a_row(v="A" * 9))),
    "user too long": ("RB-D07", answers(edited(u="x" * 61))),
    "too many rows": ("RB-D07", answers(*(a_row(q=f"X.{n}", n=noise(n)) for n in range(2001)))),
    "a day that is not": ("RB-D08", answers(edited(t="2021-02-29T00:00:00Z"))),
    "a year that is not": ("RB-D08", answers(edited(t="1980-01-01T00:00:00Z"))),
    "evidence without a digest": ("RB-D01", unmended(evidence(less(an_item(), "sha256")))),
    "evidence with a member too many": ("RB-D02", evidence(an_item(path="C:\\x"))),
    "digest malformed": ("RB-D03", evidence(an_item(sha256="A" * 64))),
    "size negative": ("RB-D03", evidence(an_item(size=-1))),
    "size too large": ("RB-D03", evidence(an_item(size=2**26 + 1))),
    "type not allowed": ("RB-D03", evidence(an_item(mime="exe"))),
    "no name": ("RB-D03", evidence(an_item(name=""))),
    "name too long": ("RB-D03", evidence(an_item(name="x" * 121))),
    "on as number": ("RB-D03", evidence(an_item(on=1))),
    "remark too long": ("RB-D07", evidence(an_item(n="x" * 501))),
    "evidence twice": ("RB-D06", evidence(an_item(), an_item())),
    "evidence unsorted": ("RB-D06", evidence(an_item(sha256="b" * 64), an_item())),
    "evidence of no question": ("RB-D04", evidence(an_item(row=f"answers/{TINY.id}/X.P.7"))),
    "evidence of a follow-up that is not": ("RB-D10", evidence(an_item(row=f"followups/{build.REPLICA_A}-1"))),
    "evidence of nothing": ("RB-D10", evidence(an_item(row="answers"))),
    "evidence of a path": ("RB-D10", evidence(an_item(row="answers/../x"))),
    "evidence without a size": ("RB-E03", evidence(an_item(size=0))),
    "too many evidence rows": ("RB-D07", evidence(*(an_item(sha256=noise(n)) for n in range(4001)))),
    "profile a list": ("RB-D03", lambda draft: draft.put("profile", [])),
    "profile without a member": ("RB-D01", lambda draft: draft.put("profile", {"head": "", "e": EDIT})),
    "profile with a NIP": ("RB-D02", lambda draft: draft.change("profile", nip="1")),
    "profile too long": ("RB-D07", lambda draft: draft.change("profile", head="x" * 81)),
    "a row of a survey without its members": ("RB-D01", lambda draft: draft.put("skm", [{}])),
    "an empty row of follow-ups": ("RB-D01", lambda draft: draft.put("followups", [{}])),
    "an empty row of recommendations": ("RB-D01", lambda draft: draft.put("recommendations", [{}])),
    "an empty row of replies": ("RB-D01", lambda draft: draft.put("replies", [{}])),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILS)
def test_rows_that_cannot_be_are_refused_with_their_code(tmp_path: Path, case: str) -> None:
    code, spoil = SPOILS[case]
    draft = samples.draft(samples.written(tmp_path))
    spoil(draft)
    assert samples.refusal_of(tmp_path, draft.build())[0] == code


def test_a_refusal_says_where_it_stands(tmp_path: Path) -> None:
    draft = samples.draft(samples.written(tmp_path))
    draft.change_row("answers", 1, v="Z")
    _, facts = samples.refusal_of(tmp_path, draft.build())
    assert (facts["file"], facts["column"]) == ("data/answers.json", "[1].v")
    assert (facts["question"], facts["fault"]) == ("X.P.1.i.b", "option")


def test_a_newer_minor_version_may_have_members_that_we_do_not_know(tmp_path: Path) -> None:
    draft = samples.draft(samples.written(tmp_path))
    draft.change_bundle("format.minor", 3)
    draft.change_row("answers", 0, colour="green", e=EDIT | {"mood": "good"})
    draft.change("bundle", weather="fine")
    assert samples.refusal_of(tmp_path, draft.build()) == ("", {})


def test_every_answer_type_travels(tmp_path: Path) -> None:
    values = [
        "A", "D", "Ya", "E", "AA",
        inputs(n_due=10, n_open=4, n_done=6), inputs(n_done=6, n_staff=0), inputs(n_before=3, n_now=9),
    ]  # fmt: skip
    package = samples.a_package(*map(Answer, values), samples.with_score("3.75"))
    path = samples.written(tmp_path, package)
    assert samples.bundle.read(path, **samples.trusting()).package == package
