from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.domain.correspondence import MOST_OF_A_FILE, MOST_OF_ALL
from rbdesk.errors import NotAllowed
from rbdesk.store import settings
from rbdesk.store.database import Store
from rbdesk.workflow import dispatch, evidence, limits, office, setup
from tests import year
from tests.correspondents import BABELAN, KEY, OPERATOR, VERIFIER, receive_first
from tests.desks import a_pdf
from tests.year import FIRST, SECOND

SMALL = len(a_pdf("satu"))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as found:
        yield found


def allow(db: Store, most_of_a_file: int, most_of_all: int) -> None:
    setup.keep_settings(db, evidence_limits=(most_of_a_file, most_of_all), **OPERATOR)


def attach(db: Store, code: str, text: str) -> None:
    staged = evidence.stage_bytes(db.folder, a_pdf(text), f"{text}.pdf")
    evidence.attach_evidence(db, KEY, code, staged, **OPERATOR)


def test_a_desk_begins_with_the_edition_s_limits_and_an_older_one_has_the_usual_ones(db: Store) -> None:
    assert limits.load_limits(db) == (MOST_OF_A_FILE, MOST_OF_ALL)
    assert settings.load_fact(db, limits.FACT)
    with db.atomic():
        settings.keep_facts(db, {limits.FACT: ""})
    assert limits.load_limits(db) == (MOST_OF_A_FILE, MOST_OF_ALL)


def test_an_activation_file_brings_the_secretariat_s_limits(db: Store, tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        allow(desk, SMALL, 10 * SMALL)
        receive_first(db, dispatch.activate(desk, BABELAN, tmp_path, **VERIFIER).path)
    identity = setup.load_identity(db)
    assert (identity.most_of_a_file, identity.most_of_all) == (SMALL, 10 * SMALL)


def test_a_file_larger_than_allowed_is_put_nowhere(db: Store, tmp_path: Path) -> None:
    allow(db, SMALL - 1, MOST_OF_ALL)
    with pytest.raises(NotAllowed, match="evidence_too_big"):
        attach(db, FIRST, "satu")
    source = tmp_path / "satu.pdf"
    source.write_bytes(a_pdf("satu"))
    with pytest.raises(NotAllowed, match="evidence_too_big"):
        evidence.stage_evidence(db.folder, source, most=SMALL - 1)
    assert office.load_year(db, KEY).assessment.evidence == ()


def test_all_files_of_a_year_are_no_more_than_allowed(db: Store) -> None:
    allow(db, SMALL, 2 * SMALL)
    attach(db, FIRST, "satu")
    attach(db, FIRST, "dua!")
    with pytest.raises(NotAllowed, match="evidence_full"):
        attach(db, SECOND, "tiga")
    attach(db, SECOND, "satu")  # the same file once more takes no room
    [used] = [item for item in evidence.list_evidence(db, KEY) if item.name == "dua!.pdf"]
    evidence.detach_evidence(db, KEY, FIRST, used.sha256, **OPERATOR)
    attach(db, SECOND, "tiga")  # what stands nowhere does not count
